"""How far the programme is with its aims, and from when the guide can rule a batch (tujuan, masa berlaku panduan)."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, decision, info, violation
from mumpuni.regulations.registry import rule

_AIMS = catalogue("panduan-2019/aims")
TRAINED, TESTED = (cited(_AIMS[name]) for name in ("pelatihan", "uji-kompetensi"))
TO_TRAIN, TO_TEST = (int(_AIMS[name].fields["persons"]) for name in ("pelatihan", "uji-kompetensi"))

SIGNED = Citation("panduan-2019", "Pendahuluan, tanda tangan", requirement="PAND-012", quote="Bogor, Maret 2019")
#: The guide names the month of its signing and no day.
FIRST_DAY, LAST_UNSURE_DAY = date(2019, 3, 1), date(2019, 3, 31)


@dataclass(frozen=True, slots=True)
class AimsFacts:
    """Who has finished the training and who has been tested, by any key of a person."""

    trained: tuple[str, ...] = ()
    tested: tuple[str, ...] = ()


class AimsValues(TypedDict):
    """Persons, targets and percentages with two decimals, training and test apart."""

    trained: int
    trained_target: int
    trained_percentage: str
    tested: int
    tested_target: int
    tested_percentage: str


@rule("panduan-2019/aims", TRAINED, TESTED, outcomes=("reached", "not-reached"), values=AimsValues)
def aims(facts: AimsFacts) -> Decision:
    """Count persons against the two aims of the guide; nobody counts twice.

    >>> aims(AimsFacts(trained=("Ani", "Ani"))).values["trained"]
    1
    """
    trained, tested = len(set(facts.trained)), len(set(facts.tested))
    reached = trained >= TO_TRAIN and tested >= TO_TEST
    return decision(
        "panduan-2019/aims",
        "reached" if reached else "not-reached",
        (),
        TRAINED,
        TESTED,
        trained=trained,
        trained_target=TO_TRAIN,
        trained_percentage=percentage(trained, TO_TRAIN),
        tested=tested,
        tested_target=TO_TEST,
        tested_percentage=percentage(tested, TO_TEST),
    )


def percentage(part: int, whole: int) -> str:
    """Two decimals, half up.

    >>> percentage(1180, 1500)
    '78.67'
    """
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}"


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """The first class day of a batch."""

    class_start: date


@rule("panduan-2019/guide-applies", SIGNED, outcomes=("applies", "before-the-guide"))
def guide_applies(facts: GuideFacts) -> Decision:
    """Say whether a batch can follow the guide, which is dated March 2019 without a day.

    A batch before that month cannot. One within the month can, with a note that the day of signing is not known.

    >>> guide_applies(GuideFacts(date(2019, 2, 28))).outcome
    'before-the-guide'
    """
    if facts.class_start < FIRST_DAY:
        early = violation("before-the-guide", SIGNED, class_start=facts.class_start, first=FIRST_DAY)
        return decision("panduan-2019/guide-applies", "before-the-guide", (early,), SIGNED)
    unsure = facts.class_start <= LAST_UNSURE_DAY
    findings = (info("day-of-signing-unknown", SIGNED, class_start=facts.class_start),) if unsure else ()
    return decision("panduan-2019/guide-applies", "applies", findings, SIGNED)
