"""Reading results: each with its working, and those of a whole event (hasil penilaian)."""

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Blueprint, BlueprintLine, Event, PotentialLevel, Result
from mumpuni.assessment.policies import results as rights
from mumpuni.assessment.selectors.interests import called
from mumpuni.audit.models import StoredDecision
from mumpuni.regulations import Step, catalogue, explain, words

MATCH = "bkn-26-2019/job-person-match"
_TONES = ("good", "warn", "bad")
#: How the rule names steps that look at another level than the agreed one.
_MORE = "one-level-more"
#: Units of a bar for each level, so that five of them fill it.
_LEVEL = 20


@dataclass(frozen=True)
class Line:
    """One competency beside its standard."""

    name: str
    kind: str
    required: int
    achieved: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Achieved minus required."""
        return None if self.achieved is None else self.achieved - self.required

    @property
    def below(self) -> bool:
        """Whether the standard is not reached."""
        return self.gap is not None and self.gap < 0

    @property
    def tone(self) -> str:
        """How the gap is coloured."""
        return "quiet" if self.gap is None else "bad" if self.gap < 0 else "good"

    @property
    def gap_words(self) -> str:
        """The gap as people say it."""
        if self.gap is None:
            return _("belum dinilai")
        if self.gap < 0:
            return _("di bawah standar")
        return _("di atas standar") if self.gap else _("sesuai standar")

    @property
    def bar(self) -> dict[str, str]:
        """Widths of the two bars as SVG writes numbers, whatever the language."""
        return {"required": str(self.required * _LEVEL), "achieved": f"{(self.achieved or Decimal(0)) * _LEVEL:.1f}"}


@dataclass(frozen=True)
class Aspect:
    """A trait with its grade beside the one that the position asks."""

    name: str
    grade: PotentialLevel
    required: PotentialLevel
    note: str

    @property
    def gap(self) -> int:
        """How many grades above what is asked."""
        order = list(PotentialLevel)
        return order.index(self.grade) - order.index(self.required)

    @property
    def tone(self) -> str:
        """How the gap is coloured."""
        return "bad" if self.gap < 0 else "good"

    @property
    def gap_words(self) -> str:
        """The gap as people say it."""
        if self.gap < 0:
            return _("di bawah yang diminta")
        return _("di atas yang diminta") if self.gap else _("sesuai yang diminta")


@dataclass(frozen=True)
class Subtotal:
    """What the competencies of one kind make; for showing, the match counts all together."""

    kind: str
    achieved: Decimal
    required: int


@dataclass(frozen=True)
class Whole:
    """A result with everything that led to it."""

    result: Result
    kept: StoredDecision
    lines: list[Line]
    working: tuple[Step, ...]

    @property
    def below(self) -> list[Line]:
        """Competencies whose standard is not reached."""
        return [each for each in self.lines if each.below]

    @property
    def capped(self) -> dict[str, str]:
        """The two figures that decide nothing."""
        values = self.kept.decision["values"]
        return {name: values[name] for name in ("capped_total", "capped_per_competency") if values.get(name)}

    @property
    def subtotals(self) -> list[Subtotal]:
        """By kind of competency, in the order of the standard."""
        kinds = dict.fromkeys(each.kind for each in self.lines)
        return [_subtotal(kind, [each for each in self.lines if each.kind == kind]) for kind in kinds]

    @property
    def potential(self) -> list[Aspect]:
        """The aspects on which a result of Perka 11/2008 rests, as they stood when it was decided."""
        return [_aspect(each) for each in self.kept.facts.get("aspects", ()) if each["part"] == "potential"]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The sums and the bound that decide, in the reader's language."""
        return [each for each in self._told if not each["code"].startswith(_MORE)]

    @property
    def one_more(self) -> list[dict[str, Any]]:
        """What one level more in a competency would change."""
        return [each for each in self._told if each["code"].startswith(_MORE)]

    @property
    def _told(self) -> list[dict[str, Any]]:
        language = (get_language() or "id")[:2]
        return [each.as_json(language) for each in self.working]


def _aspect(fact: dict[str, str]) -> Aspect:
    grade, _colon, note = fact["description"].partition(": ")
    return Aspect(fact["name"], PotentialLevel(grade), PotentialLevel(fact["standard"]), note)


def _subtotal(kind: str, lines: list[Line]) -> Subtotal:
    return Subtotal(kind, sum((each.achieved or Decimal(0) for each in lines), Decimal(0)),
                    sum(each.required for each in lines))  # fmt: skip


def results(actor: Any) -> QuerySet[Result]:
    """Those of events in sight of the actor, whether their content is open or not."""
    seen = Event.objects.filter(policies.events_in_sight(actor)).values("pk")
    found = Result.objects.filter(assessee__event__in=seen)
    return found.select_related("assessee__person", "assessee__event__request__agency", "blueprint__target",
                                "replaced_by", "meeting")  # fmt: skip


def result(actor: Any, pk: int) -> Result:
    """One of them.

    Raises:
        Http404: for one that does not exist or belongs to an event out of sight.
    """
    found = results(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def whole(found: Result) -> Whole:
    """The result with the kept decision and the rule's working on the kept facts."""
    kept = StoredDecision.objects.get(pk=found.decision_id)
    lines = lines_of(found)
    return Whole(found, kept, lines, _working(kept, [each.name for each in lines]))


def lines_of(found: Result) -> list[Line]:
    """The competencies in the order of the standard, with the levels that the result keeps."""
    return [_line(found, each) for each in blueprint_lines(found.blueprint)]


def blueprint_lines(blueprint: Blueprint) -> list[BlueprintLine]:
    """The competencies that were measured, in the order of the standard."""
    return list(blueprint.lines.select_related("competency"))


def _line(found: Result, each: BlueprintLine) -> Line:
    name = each.competency.name
    level = found.achieved.get(name)
    required = found.required.get(name, each.required_level)
    return Line(name, each.competency.get_kind_display(), required, None if level is None else Decimal(level))


def _working(kept: StoredDecision, order: list[str]) -> tuple[Step, ...]:
    """The arithmetic, as long as the rule still says of these facts what it said then.

    The rule speaks in the order of the standard, which stored facts do not keep.
    """
    if kept.rule != MATCH:
        return ()
    required = kept.facts["required"]
    again = explain(MATCH, {**kept.facts, "required": {name: required[name] for name in order if name in required}})
    said = json.loads(json.dumps(again.decision.as_record()["values"], default=str))
    return again.working if (again.decision.outcome, said) == (kept.outcome, kept.decision["values"]) else ()


def category_word(category: str) -> str:
    """A category in the reader's language."""
    return words.term(category, (get_language() or "id")[:2]) if category else ""


def category_tone(purpose: str, category: str) -> str:
    """The colour role of a category, from the highest to the lowest of its purpose."""
    return _TONES[categories(purpose).index(category)]


def categories(purpose: str) -> tuple[str, ...]:
    """The categories of a purpose from the highest to the lowest (Pasal 27 and 28)."""
    return tuple(catalogue(f"bkn-26-2019/categories-{purpose}").codes)


def below_standard(found: Result) -> list[str]:
    """The names of competencies whose standard is not reached, free of queries."""
    levels = {name: Decimal(level) for name, level in found.achieved.items()}
    return sorted(name for name, asked in found.required.items() if name in levels and levels[name] < asked)


@dataclass(frozen=True)
class Row:
    """An assessee of an event with the result in force, or without one yet."""

    assessee: Assessee
    result: Result | None

    @property
    def below(self) -> list[str]:
        """The competencies that do not reach their standard."""
        return [] if self.result is None else below_standard(self.result)

    @property
    def category(self) -> str:
        """In the reader's language."""
        return category_word(self.result.category) if self.result else ""

    @property
    def tone(self) -> str:
        """The colour role of the category."""
        return category_tone(self.result.purpose, self.result.category) if self.result else "quiet"


@dataclass(frozen=True)
class Overview:
    """The results of an event as far as the actor reads them."""

    rows: list[Row]
    counts: list[tuple[str, str, int]]
    waiting: int


#: How the overview may be ordered; rows without a result come last.
ORDERS = {
    "nomor": lambda row: row.assessee.number,
    "nama": lambda row: row.assessee.person.name,
    "jpm": lambda row: -(row.result.percentage or 0) if row.result else Decimal(1),
    "kesenjangan": lambda row: -len(row.below) if row.result else 1,
}


def overview(actor: Any, event: Event, *, category: str = "", order: str = "nomor") -> Overview:
    """Assessees with their results; a constant number of queries.

    An assessor who is not the chair reads only those who concern him.
    """
    found = Result.objects.filter(rights.results_in_sight(actor), assessee__event=event, replaced_by=None)
    held = {each.assessee_id: each for each in found}
    people = called(event).select_related("person", "group").order_by("number")
    everybody = rights.sees_all(actor, event)
    rows = [Row(each, held.get(each.pk)) for each in people if everybody or each.pk in held]
    counted = Counter(each.category for each in held.values())
    counts = [] if event.is_2008 else [(code, category_word(code), counted[code]) for code in categories(event.purpose)]
    shown = [row for row in rows if not category or (row.result is not None and row.result.category == category)]
    return Overview(
        sorted(shown, key=ORDERS.get(order, ORDERS["nomor"])), counts, sum(row.result is None for row in rows)
    )
