"""Writing the units and their codes."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations import decide
from mumpuni.standards import policies
from mumpuni.standards.models import Qualification, QualificationUnit

CODE_LENGTH = QualificationUnit._meta.get_field("code").max_length or 0


@transaction.atomic
def load_units(*, actor: Any = None) -> int:
    """Bring the table in line with the guide's lists (PAND-148 to PAND-151); codes stay. How many were added.

    Safe to run at any time. `actor` is None for what the system does by itself.
    """
    there = set(QualificationUnit.objects.values_list("qualification", "title"))
    missing = [
        QualificationUnit(qualification=qualification, position=position, title=title)
        for qualification in Qualification.values
        for position, title in enumerate(_titles(qualification), start=1)
        if (qualification, title) not in there
    ]
    added = len(QualificationUnit.objects.bulk_create(missing, ignore_conflicts=True))
    if missing:
        audit.record(actor, "standards.units.loaded", None, added=added)
    return added


@transaction.atomic
def assign_codes(*, actor: Any, codes: Mapping[int, str], example: bool = False) -> int:
    """Give units their codes, by the unit's number here; a blank code takes one away. How many changed.

    `example` marks the codes as made up for a demonstration.

    Raises:
        Refused: for others than the organiser.
        Unusable: when a code is too long or would stand for two titles; the error's keys are the units' numbers.
    """
    require(policies.may_code_units(actor), _("Kode unit kompetensi diisi oleh penyelenggara."))
    units = _with_codes(QualificationUnit.objects.select_for_update().order_by("pk"), codes)
    if problems := _problems(units, codes):
        raise Unusable({str(number): sentence for number, sentence in problems.items()})
    marked = [unit for unit in units if unit.pk in codes]
    before = {unit.pk: unit for unit in QualificationUnit.objects.filter(pk__in=codes)}
    for unit in marked:
        unit.is_example = example and bool(unit.code)
    changed = [
        unit for unit in marked if (unit.code, unit.is_example) != (before[unit.pk].code, before[unit.pk].is_example)
    ]
    # Two units may swap codes, so all of the changed ones let go first.
    QualificationUnit.objects.filter(pk__in=[unit.pk for unit in changed]).update(code="", is_example=False)
    QualificationUnit.objects.bulk_update(changed, ["code", "is_example"])
    if changed:
        audit.record(
            actor,
            "standards.units.coded",
            None,
            codes=[[unit.qualification, unit.position, unit.code, unit.is_example] for unit in changed],
        )
    return len(changed)


def code_problems(codes: Mapping[int, str]) -> dict[int, str]:
    """What stands against giving these codes, by the unit's number; empty when nothing does."""
    return _problems(_with_codes(QualificationUnit.objects.all(), codes), codes)


def _titles(qualification: str) -> list[str]:
    return list(decide("panduan-2019/required-units", {"qualification": qualification}).values["units"])


def _with_codes(found: QuerySet[QualificationUnit], codes: Mapping[int, str]) -> list[QualificationUnit]:
    units = list(found)
    for unit in units:
        unit.code = clean(codes.get(unit.pk, unit.code))
    return units


def _problems(units: list[QualificationUnit], given: Mapping[int, str]) -> dict[int, str]:
    users: dict[str, list[QualificationUnit]] = defaultdict(list)
    for unit in units:
        users[unit.code.upper()].append(unit)
    problems: dict[int, str] = {}
    for unit in units:
        if unit.pk not in given or not unit.code:
            continue
        other = next((each for each in users[unit.code.upper()] if each.title != unit.title), None)
        if len(unit.code) > CODE_LENGTH:
            problems[unit.pk] = _("Kode paling panjang %(most)d tanda; pendekkan.") % {"most": CODE_LENGTH}
        elif other:
            problems[unit.pk] = _(
                "Kode %(code)s sudah dipakai unit “%(title)s” (%(qualification)s); pakai kode lain."
            ) % {"code": unit.code, "title": other.title, "qualification": other.get_qualification_display()}
    return problems
