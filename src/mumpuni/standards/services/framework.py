"""Setting the nine levels: editions of the framework (Pasal 4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations import catalogue
from mumpuni.standards.models import Framework, FrameworkLevel
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors.framework import LAW, level_numbers
from mumpuni.standards.words import MAY_NOT_DECIDE

#: The regulation names no day in the text at hand, so the first edition holds from the year that it bears.
FIRST_DAY = date(2018, 1, 1)


@transaction.atomic
def load_framework(*, actor: Any = None) -> Framework:
    """Make sure that the nine levels are there: the first edition, from the catalogue (Pasal 5 ayat (1)).

    Safe to run at any time; an edition that is there stays as it is. `actor` is None for what the system does itself.
    """
    first, is_new = Framework.objects.get_or_create(number=1, defaults={"in_force_from": FIRST_DAY})
    if is_new:
        FrameworkLevel.objects.bulk_create(
            FrameworkLevel(framework=first, level=int(entry.code), name=entry.name())
            for entry in catalogue(f"{LAW}/levels").entries
        )
        audit.record(actor, "standards.framework.loaded", first)
    return first


@transaction.atomic
def set_framework(
    *,
    actor: Any,
    decision_number: str,
    decision_date: date,
    in_force_from: date,
    levels: Mapping[int, tuple[str, str]],
    title: str = "KKA-PDN",
) -> Framework:
    """Set a new edition: name and description of each of the nine levels, by decision (P11-18-001).

    Raises:
        Refused: for others than Kepala BPSDM of the Ministry.
        Unusable: when a level is missing or nameless, there is no decision, or the day is not after the latest edition.
    """
    require(policies.may_set_framework(actor), MAY_NOT_DECIDE)
    load_framework()
    latest = Framework.objects.select_for_update().order_by("-in_force_from")[0]
    problems = {}
    if not decision_number.strip():
        problems["decision_number"] = _("Tuliskan nomor keputusan yang menetapkan edisi ini.")
    if in_force_from <= latest.in_force_from:
        problems["in_force_from"] = _("Edisi %(number)d berlaku sejak %(day)s; pilih hari sesudahnya.") % {
            "number": latest.number,
            "day": latest.in_force_from.isoformat(),
        }
    if unnamed := [str(level) for level in level_numbers() if not levels.get(level, ("", ""))[0].strip()]:
        problems["levels"] = _("Semua jenjang perlu sebutan; belum ada untuk jenjang %(levels)s.") % {
            "levels": ", ".join(unnamed)
        }
    if problems:
        raise Unusable(problems)
    made = Framework.objects.create(
        number=max(Framework.objects.values_list("number", flat=True)) + 1,
        title=title.strip() or "KKA-PDN",
        decision_number=decision_number.strip(),
        decision_date=decision_date,
        in_force_from=in_force_from,
        created_by=actor,
    )
    FrameworkLevel.objects.bulk_create(
        FrameworkLevel(framework=made, level=level, name=levels[level][0].strip(), description=levels[level][1].strip())
        for level in level_numbers()
    )
    audit.record(actor, "standards.framework.set", made, number=made.decision_number, since=in_force_from.isoformat())
    return made
