"""Steps of a sheet that a device sends, perhaps long after they were made: kept, carried out, acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import journal, words
from mumpuni.assessment.journal import Step
from mumpuni.assessment.models import JournalEntry, Sheet
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.services.desk import Desk
from mumpuni.audit import services as audit
from mumpuni.people.policies import require

_SALT = "assessment.sheet.receipt"


class Altered(Exception):
    """A step that is held already came again with other content."""

    def __init__(self, sequence: int) -> None:
        super().__init__(str(sequence))
        self.sequence = sequence

    @property
    def message(self) -> str:
        """For the one whose device sent it."""
        said = _("Langkah %(number)d sudah tersimpan dengan isi lain; tidak ada yang diubah. Laporkan kepada admin.")
        return said % {"number": self.sequence}


class Gap(Exception):
    """A step before these is missing; `expected` is its number."""

    def __init__(self, expected: int) -> None:
        super().__init__(str(expected))
        self.expected = expected


@dataclass(frozen=True)
class Refusal:
    """A step that was kept and not carried out."""

    sequence: int
    code: str
    message: str


@dataclass(frozen=True)
class Replayed:
    """What became of a delivery."""

    receipt: dict[str, Any]
    refused: list[Refusal]


@transaction.atomic
def replay(*, actor: Any, sheet: Sheet, device: UUID, steps: Sequence[Step]) -> Replayed:
    """Keep what a device sends and carry it out in its order; what is held already is passed over.

    A step that cannot be carried out is kept with the reason. Two devices may write one sheet: notes add up, of the
    rest the later word counts.

    Raises:
        Refused: for another than the assessor whose sheet it is.
        Altered: when a step came before with other content; nothing is written then.
        Gap: when a step between is missing; nothing is written then.
    """
    require(rights.owns(actor, sheet), words.MAY_NOT_READ_SHEET)
    # One delivery at a time: the second of two that race finds the steps of the first held.
    Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    here = selectors.found_sheet(sheet.pk)
    rows = list(here.journal.order_by("received_at", "sequence"))
    held = sorted((_step(each) for each in rows if each.device == device), key=lambda each: each.sequence)
    new = _new(held, steps)
    now = timezone.now()
    desk = Desk(actor, here, rows, now)
    made, refused = [], []
    for each in new:
        code, message = desk.carry_out(each)
        made.append(
            JournalEntry(sheet=here, device=device, sequence=each.sequence, kind=each.kind, body=each.body,
                         made_at=each.made_at, refused=code)
        )  # fmt: skip
        if code:
            refused.append(Refusal(each.sequence, code, message))
    desk.save()
    JournalEntry.objects.bulk_create(made)
    if refused:
        audit.record(actor, "assessment.sheet.steps-refused", here, agency_id=here.assessee.event.request.agency_id,
                     codes=sorted({each.code for each in refused}), count=len(refused))  # fmt: skip
    return Replayed(_receipt(here, device, [*held, *new]), refused)


def _step(row: JournalEntry) -> Step:
    return Step(row.sequence, row.kind, row.body, row.made_at)


def _new(held: Sequence[Step], steps: Sequence[Step]) -> list[Step]:
    known = {each.sequence: each.canonical for each in held}
    last, new = len(held), []
    for each in steps:
        if each.sequence in known:
            if known[each.sequence] != each.canonical:
                raise Altered(each.sequence)
            continue
        if each.sequence != last + 1:
            raise Gap(last + 1)
        known[each.sequence] = each.canonical
        new.append(each)
        last += 1
    return new


def _receipt(sheet: Sheet, device: UUID, steps: Sequence[Step]) -> dict[str, Any]:
    receipt = {
        "sheet": str(sheet.pk),
        "device": str(device),
        "sequence": len(steps),
        "count": len(steps),
        "digest": journal.digest(steps),
        "at": journal.moment(timezone.now()),
    }
    return {**receipt, "signature": signing.Signer(salt=_SALT).signature(_signed(receipt))}


def _signed(receipt: dict[str, Any]) -> str:
    return "|".join(str(receipt.get(name, "")) for name in ("sheet", "device", "sequence", "digest", "at"))


def check_receipt(receipt: dict[str, Any]) -> bool:
    """Whether we gave this receipt and the journal still holds what it acknowledged."""
    try:
        signing.Signer(salt=_SALT).unsign(f"{_signed(receipt)}:{receipt.get('signature', '')}")
    except signing.BadSignature:
        return False
    rows = JournalEntry.objects.filter(
        sheet=receipt["sheet"], device=receipt["device"], sequence__lte=receipt["sequence"]
    ).order_by("sequence")
    held: str = journal.digest(_step(each) for each in rows)
    return held == str(receipt["digest"])
