"""Codes of competency units, their elements and criteria, built and read (kodefikasi unit kompetensi)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, decision, violation
from mumpuni.regulations.misfit import Misfit, Problem
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds

BOOK = "permendagri-11-2018"
Kind = Literal["U", "I", "P"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Part = Literal["UK", "EK", "KUK"]
PARTS: tuple[Part, ...] = get_args(Part)

PER_POSITION = cited(catalogue(f"{BOOK}/job-codes"))
JOB_CODES = {entry.code: cited(entry) for entry in catalogue(f"{BOOK}/job-codes").entries}
UNIT_KINDS = cited(catalogue(f"{BOOK}/unit-kinds"))
NUMBERS: dict[Part, Citation] = {
    "UK": Citation(
        BOOK,
        "Pasal 20 ayat (4)",
        requirement="P11-18-095",
        quote="Kodefikasi Unit sebagaimana dimaksud pada ayat (1), ayat (2), dan ayat (3)",
    ),
    "EK": Citation(BOOK, "Pasal 21 ayat (2)", requirement="P11-18-099", quote="Nama dan nomor elemen kompetensi"),
    "KUK": Citation(BOOK, "Pasal 21 ayat (3)", requirement="P11-18-102", quote="Nama dan nomor kriteria unjuk kerja"),
}
NUMBERS_OF_KIND: dict[tuple[Part, str], Citation] = {
    ("UK", "U"): Citation(
        BOOK,
        "Pasal 20 ayat (4) huruf a",
        requirement="P11-18-095",
        quote="UK-U, terdiri dari 2 (dua) digit diawali dari 01",
    ),
    ("UK", "I"): Citation(
        BOOK,
        "Pasal 20 ayat (4) huruf b",
        requirement="P11-18-096",
        quote="UK-I, terdiri dari 2 (dua) digit diawali dari 01",
    ),
    ("UK", "P"): Citation(
        BOOK,
        "Pasal 20 ayat (4) huruf c",
        requirement="P11-18-097",
        quote="UK-P, terdiri dari 2 (dua) digit diawali dari 01",
    ),
    ("EK", "U"): Citation(
        BOOK,
        "Pasal 21 ayat (2) huruf a",
        requirement="P11-18-099",
        quote="disingkat dengan EK-U, diberi nomor 1 (satu) digit",
    ),
    ("EK", "I"): Citation(
        BOOK,
        "Pasal 21 ayat (2) huruf b",
        requirement="P11-18-100",
        quote="disingkat dengan EK-I, diberi nomor 1 (satu) digit",
    ),
    ("EK", "P"): Citation(
        BOOK,
        "Pasal 21 ayat (2) huruf c",
        requirement="P11-18-101",
        quote="disingkat dengan EK-P, diberi nomor 1 (satu) digit",
    ),
    ("KUK", "U"): Citation(
        BOOK,
        "Pasal 21 ayat (3) huruf a",
        requirement="P11-18-102",
        quote="disingkat dengan KUK-U, terdiri atas 2 (dua) digit, diawali dari 01",
    ),
    ("KUK", "I"): Citation(
        BOOK,
        "Pasal 21 ayat (3) huruf b",
        requirement="P11-18-103",
        quote="disingkat dengan KUK-I, terdiri atas 2 (dua) digit, diawali dari 01",
    ),
    ("KUK", "P"): Citation(
        BOOK,
        "Pasal 21 ayat (3) huruf c",
        requirement="P11-18-104",
        quote="disingkat dengan KUK-P, terdiri atas 2 (dua) digit, diawali dari 01",
    ),
}

#: How many digits a number is written with. The law gives them for units, elements and criteria; three for the number
#: of the position are our own, as it names none.
DIGITS: dict[Part, int] = {"UK": 2, "EK": 1, "KUK": 2}
POSITION_DIGITS = 3
#: Parts without which there is nothing to build.
NEEDED = ("job_code", "kind", "unit")
MOST: dict[Part, int] = {part: 10**digits - 1 for part, digits in DIGITS.items()}
_LOCAL = re.compile(r"[A-Z]+")
_LONGEST_SHOWN = 24

Whole = Annotated[int, Bounds(any_size=True)]


@dataclass(frozen=True, slots=True)
class UnitCodeFacts:
    """A `code` to read, or the parts to build one from; parts beside a code are what it ought to hold.

    Without a code, position code, kind and unit are needed.

    `local_job_codes` are codes of positions that an administrator has added to those of the law, in capital letters.
    """

    code: str | None = None
    job_code: str | None = None
    position_number: Whole | None = None
    kind: Kind | None = None
    unit: Whole | None = None
    element: Whole | None = None
    criterion: Whole | None = None
    local_job_codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts that no code can be built from."""
        missing = [name for name in NEEDED if getattr(self, name) is None] if self.code is None else []
        if missing:
            raise Misfit(Problem(name, "missing") for name in missing)


class UnitCodeValues(TypedDict):
    """The code if it is valid; each part, or null where it is left out or wrong."""

    code: str | None
    job_code: str | None
    position_number: int | None
    kind: Kind | None
    unit: int | None
    element: int | None
    criterion: int | None


@dataclass(frozen=True, slots=True)
class Segments:
    """A code part by part, as it is written; None where a part is left out.

    `kinds` and `numbers` go by the part: UK for the unit, EK for the element, KUK for the criterion.
    """

    job_code: str | None
    position_number: str | None
    kinds: dict[Part, str]
    numbers: dict[Part, str]


@rule(
    "permendagri-11-2018/unit-code",
    PER_POSITION,
    *JOB_CODES.values(),
    UNIT_KINDS,
    *NUMBERS.values(),
    *NUMBERS_OF_KIND.values(),
    outcomes=("valid", "invalid"),
    values=UnitCodeValues,
)
def unit_code(facts: UnitCodeFacts) -> Decision:
    """Build a code from its parts, or read one and judge it; both ways give the same parts.

    The law gives the parts and their digits, not their order nor what stands between them: position code, number of the
    position, unit, element, criterion, with full stops, is our reading. Numbers end where their digits end, at 99 and
    at 9. Codes are read as they stand: small letters, spaces and other digits than 0-9 are wrong, and a part that a
    code lacks is found like a wrong one.

    >>> unit_code(UnitCodeFacts(job_code="AP", position_number=1, kind="I", unit=2, element=3)).values["code"]
    'AP.001.UK-I.02.EK-I.3'
    >>> [finding.code for finding in unit_code(UnitCodeFacts("AP.001.UK-I.2")).findings]
    ['unit-number']
    """
    given = written(facts)
    here, wanted = (given, None) if facts.code is None else (segments(facts.code), given)
    findings = (
        *position(here, wanted, facts.local_job_codes),
        *kinds(here, wanted),
        *unit(here, wanted),
        *element(here, wanted),
        *criterion(here, wanted),
    )
    values = UnitCodeValues(
        code=None if findings else joined(here),
        job_code=here.job_code if is_job_code(here.job_code, facts.local_job_codes) else None,
        position_number=number_in(here.position_number, POSITION_DIGITS),
        kind=next((known for known in KINDS if known == here.kinds.get("UK")), None),
        unit=number_in(here.numbers.get("UK"), DIGITS["UK"]),
        element=number_in(here.numbers.get("EK"), DIGITS["EK"]),
        criterion=number_in(here.numbers.get("KUK"), DIGITS["KUK"]),
    )
    named = [JOB_CODES[code] for code in (here.job_code,) if code in JOB_CODES]
    numbered = (basis(here, part) for part in PARTS if part == "UK" or part in here.numbers)
    used = (PER_POSITION, *named, UNIT_KINDS, *numbered, *(finding.citation for finding in findings))
    return decision(
        "permendagri-11-2018/unit-code", "invalid" if findings else "valid", findings, *dict.fromkeys(used), **values
    )


def written(facts: UnitCodeFacts) -> Segments:
    """The parts given, each number with the digits it wants; one that has no such form as it was given."""
    given: tuple[tuple[Part, int | None], ...] = (("UK", facts.unit), ("EK", facts.element), ("KUK", facts.criterion))
    numbers = {part: digits_of(number, DIGITS[part]) for part, number in given if number is not None}
    position_number = None if facts.position_number is None else digits_of(facts.position_number, POSITION_DIGITS)
    return Segments(facts.job_code, position_number, dict.fromkeys(("UK", *numbers), facts.kind or ""), numbers)


def segments(code: str) -> Segments:
    """The parts of a code as they stand in it.

    A code that begins with UK, EK or KUK has no position code. What stands between that and the unit is the number of
    the position unless it begins with a letter.
    What cannot be read counts as the number that was due there, what is left over as the rest of the last number.
    """
    rest = code.split(".")
    job_code = None if rest[0].partition("-")[0] in PARTS else rest.pop(0)
    position_number = rest.pop(0) if rest and not rest[0][:1].isalpha() else None
    found: dict[Part, str] = {}
    numbers: dict[Part, str] = {}
    for part in PARTS:
        if not rest:
            break
        prefix, _, kind = rest[0].partition("-")
        if prefix == part:
            found[part], numbers[part], rest = kind, ".".join(rest[1:2]), rest[2:]
        elif prefix not in PARTS:
            numbers[part], rest = ".".join(rest), []
    if rest:
        last = list(numbers)[-1]
        numbers[last] = ".".join((numbers[last], *rest))
    return Segments(job_code, position_number, found, numbers)


def joined(code: Segments) -> str:
    """The code of these parts."""
    front = (part for part in (code.job_code, code.position_number) if part is not None)
    return ".".join((*front, *(f"{part}-{code.kinds[part]}.{number}" for part, number in code.numbers.items())))


def label(part: Part, kind: Kind, number: int) -> str:
    """The code of a unit, element or criterion from its kind and number, such as EK-I.2; it is never typed by hand."""
    return f"{part}-{kind}.{digits_of(number, DIGITS[part])}"


def digits_of(number: int, digits: int) -> str:
    """A number with at least so many digits; one below 1 as it is, one far too long for any code not written out."""
    if abs(number) >= 10**_LONGEST_SHOWN:
        return "number-too-long"
    return f"{number:0{digits}d}" if number > 0 else str(number)


def number_in(text: str | None, digits: int) -> int | None:
    """The number of just so many digits, none of them but the first ones zero; None for anything else."""
    if text is None or len(text) != digits or not text.isascii() or not text.isdigit():
        return None
    return int(text) or None


def is_job_code(code: str | None, local: tuple[str, ...] = ()) -> bool:
    """One of the law's six, or one that was added here: capital letters only."""
    return code is not None and (code in JOB_CODES or (code in local and _LOCAL.fullmatch(code) is not None))


def basis(code: Segments, part: Part) -> Citation:
    """The words on the number of this part for its kind, or for all kinds where the kind is none of the three."""
    kind = code.kinds.get(part, code.kinds.get("UK", ""))
    return NUMBERS_OF_KIND.get((part, kind), NUMBERS[part])


def shown(text: str | None) -> str:
    """What stands there, cut short."""
    if not text:
        return "part-left-out"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def position(here: Segments, wanted: Segments | None, local: tuple[str, ...]) -> Iterator[Finding]:
    """Every code begins with the code of its position; the number of the position may follow."""
    code = wanted.job_code if wanted else None
    if not is_job_code(here.job_code, local) or code not in (None, here.job_code):
        lawful = (code,) if is_job_code(code, local) else (*JOB_CODES, "local-job-code")
        basis_here = JOB_CODES.get(code or "", PER_POSITION)
        yield violation("job-code", basis_here, wanted=lawful, here=shown(here.job_code))
    number = wanted.position_number if wanted else None
    is_number = here.position_number is None or number_in(here.position_number, POSITION_DIGITS) is not None
    if not is_number or number not in (None, here.position_number):
        lawful = (number,) if number_in(number, POSITION_DIGITS) else ("position-number",)
        yield violation("job-code", PER_POSITION, wanted=lawful, here=shown(here.position_number))


def kinds(here: Segments, wanted: Segments | None) -> Iterator[Finding]:
    """Unit, element and criterion are of one kind, U, I or P."""
    kind = wanted.kinds["UK"] if wanted else ""
    found = set(here.kinds.values())
    if not found <= set(KINDS) or len(found) > 1 or (kind and found - {kind}):
        yield violation(
            "kind-mismatch",
            UNIT_KINDS,
            wanted=kind or KINDS,
            here=tuple(f"{part}-{shown(kind)}" if kind else "part-left-out" for part, kind in here.kinds.items()),
        )


def unit(here: Segments, wanted: Segments | None) -> Iterator[Finding]:
    """Two digits from 01, and never left out."""
    if is_wrong(here, wanted, "UK", needed=True):
        yield violation("unit-number", basis(here, "UK"), **wording(here, wanted, "UK"))


def element(here: Segments, wanted: Segments | None) -> Iterator[Finding]:
    """One digit; a criterion cannot stand without one."""
    if is_wrong(here, wanted, "EK", needed="KUK" in here.numbers):
        yield violation("element-number", basis(here, "EK"), **wording(here, wanted, "EK"))


def criterion(here: Segments, wanted: Segments | None) -> Iterator[Finding]:
    """Two digits from 01."""
    if is_wrong(here, wanted, "KUK", needed=False):
        yield violation("criterion-number", basis(here, "KUK"), **wording(here, wanted, "KUK"))


def is_wrong(here: Segments, wanted: Segments | None, part: Part, *, needed: bool) -> bool:
    """Left out though needed, of another form, or not the number that was asked for."""
    number = here.numbers.get(part)
    expected = wanted.numbers.get(part) if wanted else None
    if expected is not None and expected != number:
        return True
    return needed if number is None else number_in(number, DIGITS[part]) is None


def wording(here: Segments, wanted: Segments | None, part: Part) -> dict[str, str | int]:
    """What the number should be and what stands there."""
    digits = DIGITS[part]
    number = wanted.numbers.get(part) if wanted else None
    lawful = number if number and number_in(number, digits) else f"{1:0{digits}d}-{MOST[part]}"
    return {"digits": digits, "wanted": lawful, "here": shown(here.numbers.get(part))}
