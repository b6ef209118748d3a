"""Copies of material: which are out, which came back, which are lost (bahan alat ukur)."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from mumpuni.assessment.models import Assessee, Event, EventInstrument, MaterialCopy
from mumpuni.assessment.selectors.day import instruments_of
from mumpuni.assessment.selectors.interests import called


@dataclass(frozen=True)
class Holder:
    """One assessee with the copies received, of one instrument."""

    assessee: Assessee
    copies: list[MaterialCopy] = field(default_factory=list)

    @property
    def out(self) -> MaterialCopy | None:
        """The copy that is neither back nor accounted for."""
        return next((each for each in self.copies if is_out(each)), None)


@dataclass(frozen=True)
class Stock:
    """The copies of one instrument."""

    instrument: EventInstrument
    holders: list[Holder]
    out: int


def is_out(copy: MaterialCopy) -> bool:
    """Whether a copy is neither back nor accounted for."""
    return copy.returned_at is None and not copy.missing_reason


def still_out(event: Event) -> QuerySet[MaterialCopy]:
    """The copies of an event that keep it from being closed: neither back nor missing with a reason."""
    found = MaterialCopy.objects.filter(instrument__event=event, returned_at=None, missing_reason="")
    return found.select_related("instrument__instrument", "assessee__person")


def stocks(event: Event) -> list[Stock]:
    """Every instrument with everybody's copies; a constant number of queries."""
    people = list(called(event).select_related("person", "group").order_by("number"))
    copies: dict[tuple[int, int], list[MaterialCopy]] = {}
    for each in MaterialCopy.objects.filter(instrument__event=event).order_by("number"):
        copies.setdefault((each.instrument_id, each.assessee_id), []).append(each)
    found = []
    for tool in instruments_of(event):
        holders = [Holder(one, copies.get((tool.pk, one.pk), [])) for one in people]
        found.append(Stock(tool, holders, sum(one.out is not None for one in holders)))
    return found
