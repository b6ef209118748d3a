"""With what competencies are measured (alat ukur), Pasal 7 ayat (4), 19 ayat (2) and 21."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from mumpuni.regulations.bkn_26_2019.names import same_name
from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

VALID = Citation(
    "bkn-26-2019",
    "Pasal 7 ayat (4)",
    requirement="B26-19-004",
    quote="hasil penilaian kompetensi menjamin keakuratan kompetensi Assessee",
)
MULTI_TOOLS = Citation(
    "bkn-26-2019",
    "Pasal 19 ayat (2) huruf b",
    requirement="B26-19-063",
    quote="menggunakan beberapa alat ukur (multi methods/tools)",
)
MULTI_ASSESSORS = Citation(
    "bkn-26-2019", "Pasal 19 ayat (2) huruf c", requirement="B26-19-064", quote="dilakukan oleh beberapa Assessor"
)
FIT = Citation(
    "bkn-26-2019",
    "Pasal 21 ayat (1)",
    requirement="B26-19-081",
    quote="disesuaikan dengan kompetensi yang akan dinilai",
)
NORMS = Citation(
    "bkn-26-2019",
    "Pasal 21 ayat (4)",
    requirement="B26-19-084",
    quote="penggunaannya dengan tetap memperhatikan kaidah- kaidah penilaian kompetensi",
)

FEWEST_INSTRUMENTS = 2
FEWEST_ASSESSORS = 2
_KINDS = catalogue("bkn-26-2019/instrument-kinds")
_SIMULATIONS = catalogue("bkn-26-2019/simulations")
#: The instruments that Pasal 21 names: the eight simulations, and the two kinds that are an instrument themselves.
KNOWN = (*_SIMULATIONS.codes, *(code for code in _KINDS.codes if code != "simulation"))
_OPEN_LIST = cited(_SIMULATIONS)

AnyMethod = Literal["sederhana", "sedang", "kompleks", "other"]


@dataclass(frozen=True, slots=True)
class InstrumentsFacts:
    """A design: the competencies of the target standard, and the `matrix` of the instruments that reveal each."""

    method: AnyMethod
    matrix: Mapping[str, tuple[str, ...]]
    assessors: Count
    competencies: tuple[str, ...] = ()


@rule("bkn-26-2019/instruments", VALID, MULTI_TOOLS, MULTI_ASSESSORS, _OPEN_LIST)
def instruments(facts: InstrumentsFacts) -> Decision:
    """Judge whether a design measures every competency, by several instruments and Assessors.

    "Menjamin keakuratan" is read as one instrument at least for every competency; "beberapa" as two at least, in the
    whole design and not for each competency. Both belong to the Assessment Center, so other methods are free of them.
    The list of simulations is open ("antara lain"), so an instrument of one's own only warns.

    >>> design = InstrumentsFacts("sedang", {"Integritas": ("role-play",)}, 2, ("Integritas", "Kerja Sama"))
    >>> [found.code for found in instruments(design).findings]
    ['uncovered-competency', 'single-instrument']
    """
    center = (MULTI_TOOLS, MULTI_ASSESSORS) if facts.method != "other" else ()
    used = {same_name(name): name for name in chain.from_iterable(facts.matrix.values())}
    findings = chain(_uncovered(facts), _several(facts, len(used)) if center else (), _unknown(used))
    return compliance("bkn-26-2019/instruments", findings, VALID, *center, _OPEN_LIST)


def _uncovered(facts: InstrumentsFacts) -> Iterator[Finding]:
    covered = {same_name(competency) for competency, by in facts.matrix.items() if by}
    wanted = {same_name(competency): competency for competency in facts.competencies}
    for name, competency in wanted.items():
        if name not in covered:
            yield violation("uncovered-competency", VALID, competency=competency)


def _several(facts: InstrumentsFacts, used: int) -> Iterator[Finding]:
    if used < FEWEST_INSTRUMENTS:
        yield violation("single-instrument", MULTI_TOOLS, here=used, fewest=FEWEST_INSTRUMENTS)
    if facts.assessors < FEWEST_ASSESSORS:
        yield violation("single-assessor", MULTI_ASSESSORS, here=facts.assessors, fewest=FEWEST_ASSESSORS)


def _unknown(used: Mapping[str, str]) -> Iterator[Finding]:
    for name, instrument in used.items():
        if name not in KNOWN:
            yield warning("unknown-instrument", _OPEN_LIST, instrument=instrument)


@dataclass(frozen=True, slots=True)
class InstrumentFitFacts:
    """The competencies of the target standard, and for each instrument of the design those that it measures."""

    method: AnyMethod
    instruments: Mapping[str, tuple[str, ...]]
    competencies: tuple[str, ...] = ()


@rule("bkn-26-2019/instrument-fit", FIT, NORMS)
def instrument_fit(facts: InstrumentFitFacts) -> Decision:
    """Judge whether every instrument of a design measures something of the target standard.

    In an Assessment Center an instrument that measures nothing is waste and warns. The instruments of other methods
    stand alone under the norms of competency assessment, so there it is refused.

    >>> instrument_fit(InstrumentFitFacts("other", {"kuis": ()}, ("Integritas",))).outcome
    'non-compliant'
    """
    basis = NORMS if facts.method == "other" else FIT
    return compliance("bkn-26-2019/instrument-fit", _idle(facts), basis)


def _idle(facts: InstrumentFitFacts) -> Iterator[Finding]:
    wanted = {same_name(competency) for competency in facts.competencies}
    for instrument, measured in facts.instruments.items():
        if wanted.isdisjoint(map(same_name, measured)):
            if facts.method == "other":
                yield violation("measures-nothing", NORMS, instrument=instrument)
            else:
                yield warning("measures-nothing", FIT, instrument=instrument)
