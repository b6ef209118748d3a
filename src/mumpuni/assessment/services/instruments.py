"""The shared list of instruments and their variants."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Instrument, Variant
from mumpuni.assessment.policies import instruments as policies
from mumpuni.assessment.selectors.instruments import continuing_facts, judge_continuing
from mumpuni.assessment.services import checked
from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import RuleBroken, Unusable, require

#: What the list says of an instrument besides its code.
ABOUT = (
    "name",
    "kind",
    "family",
    "administration",
    "developed_from",
    "anticipates",
    "minutes",
    "room_kinds",
    "observers",
    "whole_group",
    "max_watch",
    "joint",
    "helper",
    "prepare_minutes",
    "classify_minutes",
    "is_active",
)


@transaction.atomic
def add_instrument(*, actor: Any, code: str, **about: Any) -> Instrument:
    """Enter an instrument; `about` holds the fields of `ABOUT`.

    One of the continuing method names what it anticipates, how it is given and what it was developed from (Pasal 22).

    Raises:
        Refused: for others than the Instansi Pembina.
        RuleBroken: a continuing instrument that lacks one of these.
        Unusable: a code that is taken, a number that cannot be.
    """
    require(policies.may_keep_instruments(actor), words.MAY_NOT_KEEP_INSTRUMENTS)
    instrument = Instrument(code=code.strip(), **_known(about))
    verdict = _saved(actor, instrument)
    audit.record(actor, "assessment.instrument.added", instrument, decision=verdict, family=instrument.family)
    return instrument


@transaction.atomic
def change_instrument(*, actor: Any, instrument: Instrument, **about: Any) -> Instrument:
    """Change the numbers and words of an instrument; events already planned keep their own copy of the numbers.

    Raises:
        Refused: for others than the Instansi Pembina.
        RuleBroken, Unusable: as for adding.
    """
    require(policies.may_keep_instruments(actor), words.MAY_NOT_KEEP_INSTRUMENTS)
    held = Instrument.objects.select_for_update().get(pk=instrument.pk)
    given = _known(about)
    changed = sorted(name for name, value in given.items() if getattr(held, name) != value)
    for name, value in given.items():
        setattr(held, name, value)
    held.is_proposal = held.is_proposal and not changed
    verdict = _saved(actor, held)
    audit.record(actor, "assessment.instrument.changed", held, decision=verdict, changed=changed)
    return held


@transaction.atomic
def add_variant(*, actor: Any, instrument: Instrument, code: str, text: str = "") -> Variant:
    """Enter a set of material of an instrument; its text (naskah) may be kept here or stay on paper.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: a code that the instrument uses already.
    """
    require(policies.may_keep_instruments(actor), words.MAY_NOT_KEEP_INSTRUMENTS)
    variant = Variant(instrument=instrument, code=code.strip(), text=text.strip())
    checked.save(variant)
    audit.record(actor, "assessment.variant.added", variant)
    return variant


@transaction.atomic
def write_variant(*, actor: Any, variant: Variant, text: str) -> Variant:
    """Keep the text of a set of material, until somebody has met it: then another set is written.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: once somebody met it.
    """
    require(policies.may_keep_instruments(actor), words.MAY_NOT_KEEP_INSTRUMENTS)
    held = Variant.objects.select_for_update().get(pk=variant.pk)
    if held.exposures.exists():
        raise Unusable({"text": _("Paket ini sudah dikerjakan orang; buat paket baru agar hasilnya tetap sebanding.")})
    held.text = text.strip()
    held.save(update_fields=["text"])
    audit.record(actor, "assessment.variant.written", held)
    return held


@transaction.atomic
def note_reading(*, actor: Any, variant: Variant) -> None:
    """Write that somebody read the text of a set; who leaks one can be asked."""
    audit.record(actor, "assessment.variant.read", variant)


@transaction.atomic
def use_variant(*, actor: Any, variant: Variant, is_active: bool) -> Variant:
    """Take a variant into use, or out of it when it has become known.

    Raises:
        Refused: for others than the Instansi Pembina.
    """
    require(policies.may_keep_instruments(actor), words.MAY_NOT_KEEP_INSTRUMENTS)
    variant.is_active = is_active
    variant.save(update_fields=["is_active"])
    audit.record(actor, "assessment.variant.used", variant, is_active=is_active)
    return variant


def _saved(actor: Any, instrument: Instrument) -> StoredDecision | None:
    """Save it; the verdict on a continuing instrument is kept."""
    if instrument.family != Instrument.Family.CONTINUING:
        instrument.developed_from, instrument.anticipates = None, ""
        checked.save(instrument)
        return None
    judged = judge_continuing([instrument])
    if judged.outcome != "compliant":
        raise RuleBroken(judged)
    checked.save(instrument)
    return audit.keep(actor, judged, continuing_facts([instrument]), instrument)


def _known(about: dict[str, Any]) -> dict[str, Any]:
    unknown = set(about) - set(ABOUT)
    if unknown:
        raise TypeError(f"an instrument has no {sorted(unknown)}")
    return about
