"""Which regulation governs an assessment: by its first day and its purpose (edisi yang mengatur)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.finding import Citation, Decision, Finding, decision, violation
from mumpuni.regulations.register import REGULATIONS
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Purpose

FIRST_DAY_2008 = Citation(
    "bkn-11-2008",
    "Judul; Pasal 2",
    requirement="B11-08-001",
    quote="Peraturan Kepala Badan Kepegawaian Negara ini mulai berlaku pada tanggal ditetapkan",
)
PNS_2008 = Citation(
    "bkn-11-2008",
    "Lampiran I.C.2",
    requirement="B11-08-010",
    quote="proses membandingkan kompetensi yang dimiliki PNS dengan kompetensi jabatan yang dipersyaratkan",
)
PURPOSE_2008 = Citation(
    "bkn-11-2008",
    "Lampiran I.C.6",
    requirement="B11-08-015",
    quote="Pengangkatan PNS dalam jabatan struktural adalah penempatan pertama kali dalam jabatan struktural",
)
PNS_2019 = Citation(
    "bkn-26-2019",
    "Pasal 26 ayat (1)",
    requirement="B26-19-113",
    quote="Penilaian kompetensi dilaksanakan untuk memperoleh profil kompetensi PNS",
)
BOTH_GOVERN = Citation(
    "bkn-26-2019",
    "Hubungan antarperaturan (seluruh dokumen vs 11/2008)",
    requirement="B26-19-154",
    quote="pengisian jabatan melalui promosi atau mutasi",
)
CITED = (BOTH_GOVERN, PNS_2019, FIRST_DAY_2008, PNS_2008, PURPOSE_2008)

EditionId = Literal["bkn-11-2008", "bkn-26-2019"]
Status = Literal["pns", "pppk"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One regulation that an assessment may stand under.

    `since` is its first day where the text gives it, `not_before` the first day on which it can have been in force
    where it does not; `purposes` are those that it knows. `status` holds the words by which it speaks of civil servants
    (PNS) only.
    """

    id: EditionId
    since: date | None
    purposes: tuple[Purpose, ...]
    status: Citation
    not_before: date = date.min


#: In the order in which they were made: of two in force on one day the later governs. Another regulation, such as one
#: between the two, is one more line here and one more word in EditionId.
EDITIONS: tuple[Edition, ...] = (
    Edition(
        "bkn-11-2008",
        since=REGULATIONS["bkn-11-2008"].effective_from,
        purposes=("pengisian",),
        status=PNS_2008,
    ),
    Edition(
        "bkn-26-2019",
        since=REGULATIONS["bkn-26-2019"].effective_from,
        purposes=("pengisian", "pemetaan"),
        status=PNS_2019,
        not_before=date(2019, 1, 1),
    ),
)


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """The event's first day and purpose, the status of the people, and the days on which regulations took effect.

    `effective_from` is data that an organiser enters; a day left out is the one that the regulation itself gives.
    """

    event_start: date
    purpose: Purpose
    status: Status
    effective_from: Mapping[EditionId, date]


class EditionValues(TypedDict):
    """`effective_from`: the first day of the edition that governs; null where none does."""

    effective_from: date | None


@rule(
    "assessment/edition",
    *CITED,
    outcomes=(*(edition.id for edition in EDITIONS), "undecided"),
    values=EditionValues,
)
def edition(facts: EditionFacts) -> Decision:
    """Say which regulation governs the event.

    Neither text says when 26/2019 takes effect, and neither that 11/2008 ends. We read that the later one governs from
    its own first day and the earlier one until then, and answer `undecided` rather than guess a day.

    >>> edition(EditionFacts(date(2020, 3, 2), "pengisian", "pns", {})).findings[0].code
    'effective-date-missing'
    """
    governing = edition_on(facts)
    findings = (*status(facts, governing), *day(facts, governing), *purpose(facts, governing))
    if governing is None or findings:
        return decision("assessment/edition", "undecided", findings, *CITED, **EditionValues(effective_from=None))
    values = EditionValues(effective_from=first_day(governing, facts))
    return decision("assessment/edition", governing.id, (), *CITED, **values)


def first_day(of: Edition, facts: EditionFacts) -> date | None:
    """The day from which an edition governs: as entered, or else as its text says; None where neither does."""
    return facts.effective_from.get(of.id, of.since)


def edition_on(facts: EditionFacts) -> Edition | None:
    """The last edition in force on the event's first day; None where none is or where an undated one might be."""
    for each in reversed(EDITIONS):
        since = first_day(each, facts)
        if since is None and facts.event_start >= each.not_before:
            return None
        if since is not None and since <= facts.event_start:
            return each
    return None


def status(facts: EditionFacts, governing: Edition | None) -> Iterator[Finding]:
    """Both regulations speak of civil servants (PNS) and not of other ASN employees."""
    if facts.status != "pns":
        yield violation("not-pns", (governing or EDITIONS[-1]).status)


def day(facts: EditionFacts, governing: Edition | None) -> Iterator[Finding]:
    """Before the first edition there is no rule; an edition without a day cannot be told from the one before it."""
    if governing is not None:
        return
    undated = [each for each in EDITIONS if first_day(each, facts) is None and facts.event_start >= each.not_before]
    if undated:
        yield violation("effective-date-missing", BOTH_GOVERN, event_start=facts.event_start)
    else:
        first = min(since for each in EDITIONS if (since := first_day(each, facts)) is not None)
        yield violation("before-first-edition", FIRST_DAY_2008, event_start=facts.event_start, first=first)


def purpose(facts: EditionFacts, governing: Edition | None) -> Iterator[Finding]:
    """11/2008 knows appointment to structural positions and nothing else."""
    if governing is not None and facts.purpose not in governing.purposes:
        yield violation("mapping-unknown-in-2008", PURPOSE_2008, event_start=facts.event_start)
