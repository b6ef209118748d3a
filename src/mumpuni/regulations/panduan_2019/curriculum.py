"""What the programme is made of: lesson hours, days, modules of each level (kurikulum)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, Step, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count, Level

Part = Literal["e-learning", "classroom", "evaluation"]
PARTS: tuple[Part, ...] = get_args(Part)
LEVELS: tuple[Level, ...] = get_args(Level)

_HOURS = catalogue("panduan-2019/lesson-hours")
#: Lesson hours (Jam Pelajaran, JP) of each part, and the words that give them.
JP: dict[Part, int] = {part: _HOURS[part].fields["jp"] for part in PARTS}
JP_BASIS: dict[Part, Citation] = {part: cited(_HOURS[part]) for part in PARTS}
WHOLE = cited(_HOURS)

TWO_DAYS = Citation("panduan-2019", "Metode, alinea 2", requirement="PAND-019", quote="Pelaksanaan selama 2 hari")
BY_LEVEL = Citation(
    "panduan-2019",
    "Metode, alinea 2",
    requirement="PAND-018",
    quote="modul pelatihan berjenjang berdasarkan level jabatan : Pengawas, Administrator dan Pimpinan Tinggi Pratama",
)
CLASS_DAYS = 2

_LISTS = {level: catalogue(f"panduan-2019/modules-{level}") for level in LEVELS}
MODULE_LISTS: dict[Level, Citation] = {level: cited(each) for level, each in _LISTS.items()}
#: The titles in the order and spelling of the guide.
MODULES: dict[Level, tuple[str, ...]] = {
    level: tuple(entry.name() for entry in each.entries) for level, each in _LISTS.items()
}


@dataclass(frozen=True, slots=True)
class CurriculumFacts:
    """The plan of a batch: hours of each part, days of class and test, the level and the titles of its modules."""

    e_learning_jp: Count
    classroom_jp: Count
    evaluation_jp: Count
    days: Count
    level: Level
    modules: tuple[str, ...] = ()


class CurriculumValues(TypedDict):
    """The sum of the three parts; the guide's own sum is 21."""

    total_jp: int


def working(facts: CurriculumFacts, decision: Decision) -> Iterator[Step]:
    """The sum of the lesson hours."""
    yield Step(
        "total-jp",
        WHOLE,
        {
            "e_learning": facts.e_learning_jp,
            "classroom": facts.classroom_jp,
            "evaluation": facts.evaluation_jp,
            "total": decision.values["total_jp"],
            "wanted": sum(JP.values()),
        },
    )


@rule(
    "panduan-2019/curriculum",
    *JP_BASIS.values(),
    WHOLE,
    TWO_DAYS,
    BY_LEVEL,
    *MODULE_LISTS.values(),
    values=CurriculumValues,
    working=working,
)
def curriculum(facts: CurriculumFacts) -> Decision:
    """Judge the plan of a batch against hours, days and modules of the guide.

    Each part has its own hours: more of one does not make up for less of another. The two days are those of class and
    test (18 JP); e-learning comes before them, as in the timeline, although the text counts it into the two days.
    Other than two days is only a warning. Titles are compared letter by letter; one given twice counts once.

    >>> curriculum(CurriculumFacts(3, 12, 5, 2, "jpt-pratama", MODULES["jpt-pratama"])).values["total_jp"]
    20
    """
    hours: dict[Part, int] = {
        "e-learning": facts.e_learning_jp,
        "classroom": facts.classroom_jp,
        "evaluation": facts.evaluation_jp,
    }
    findings = (*lesson_hours(hours), *days(facts.days), *modules(facts.level, facts.modules))
    cited_here = (*JP_BASIS.values(), WHOLE, TWO_DAYS, BY_LEVEL, MODULE_LISTS[facts.level])
    return compliance("panduan-2019/curriculum", findings, *cited_here, total_jp=sum(hours.values()))


def lesson_hours(hours: dict[Part, int]) -> Iterator[Finding]:
    """3 JP of e-learning, 12 of class, 6 of the test: neither less nor more."""
    for part in PARTS:
        if hours[part] != JP[part]:
            yield violation("jp-mismatch", JP_BASIS[part], part=f"part.{part}", here=hours[part], wanted=JP[part])


def days(here: int) -> Iterator[Finding]:
    """Class and test take two days."""
    if here != CLASS_DAYS:
        yield warning("days", TWO_DAYS, here=here, wanted=CLASS_DAYS)


def modules(level: Level, titles: Iterable[str]) -> Iterator[Finding]:
    """All modules of the level and no others."""
    given = dict.fromkeys(titles)
    for title in MODULES[level]:
        if title not in given:
            yield violation("missing-module", MODULE_LISTS[level], title=title, level=level)
    for title in given:
        if title not in MODULES[level]:
            yield violation("foreign-module", BY_LEVEL, title=title, level=level)
