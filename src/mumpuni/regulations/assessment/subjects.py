"""What the governing regulation says of a subject: years of validity, methods, team, letter, report (pokok aturan)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.assessment.editions import CITED, EDITIONS, PURPOSE_2008, EditionFacts, EditionId, edition
from mumpuni.regulations.bkn_11_2008 import bodies as bodies_2008
from mumpuni.regulations.bkn_11_2008 import notification as notification_2008
from mumpuni.regulations.bkn_11_2008 import results as results_2008
from mumpuni.regulations.bkn_26_2019.reports import DELIVERED, RECIPIENTS, SECTIONS
from mumpuni.regulations.bkn_26_2019.results import CATEGORIES, VALIDITY, VALIDITY_YEARS
from mumpuni.regulations.bkn_26_2019.stages import ORDER, STAGES
from mumpuni.regulations.bkn_26_2019.uses import PURPOSES
from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, decision
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Purpose

Subject = Literal[
    "validity-years",
    "purposes",
    "principles",
    "methods",
    "team",
    "stages",
    "notification-letter",
    "notification-working-days",
    "categories",
    "report-sections",
    "report-recipients",
    "use-of-results",
]
Value = int | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Governed:
    """What one regulation says of one subject: a number or words, the article, and the rule in `judged_by`.

    A regulation that says nothing of the subject has no article; its value is null and means that nothing is asked.
    `purpose` is set where it holds for that purpose of an assessment only.
    """

    edition: EditionId
    value: Value
    citation: Citation | None
    judged_by: str | None = None
    purpose: Purpose | None = None


class Undecided(LookupError):
    """No regulation governs the event, or it cannot be told which; `decision` says why."""

    def __init__(self, undecided: Decision) -> None:
        super().__init__("; ".join(finding.code for finding in undecided.findings))
        self.decision = undecided


USED_2019 = Citation(
    "bkn-26-2019",
    "Pasal 31",
    requirement="B26-19-153",
    quote="Pejabat pembina kepegawaian wajib menggunakan hasil penilaian kompetensi sebagai dasar",
)
USED_2008 = Citation(
    "bkn-11-2008",
    "Lampiran IV.4",
    requirement="B11-08-072",
    quote="Pejabat Pembina Kepegawaian dapat menggunakan laporan hasil penilaian kompetensi",
)


def _listed(edition_id: EditionId, name: str, judged_by: str | None = None) -> Governed:
    source = catalogue(f"{edition_id}/{name}")
    return Governed(edition_id, source.said, cited(source), judged_by)


ROLES = catalogue("bkn-26-2019/team-roles")
FAMILIES = catalogue("bkn-26-2019/method-families")

#: Subject by subject what each regulation says, in the order of the regulations.
SUBJECTS: Mapping[Subject, tuple[Governed, ...]] = {
    "validity-years": (
        Governed("bkn-11-2008", results_2008.YEARS, results_2008.VALID, "bkn-11-2008/result-validity"),
        Governed("bkn-26-2019", VALIDITY_YEARS, VALIDITY, "bkn-26-2019/result-validity"),
    ),
    "purposes": (
        Governed("bkn-11-2008", EDITIONS[0].purposes, PURPOSE_2008),
        Governed("bkn-26-2019", PURPOSES.said, cited(PURPOSES)),
    ),
    "principles": (_listed("bkn-11-2008", "principles"), _listed("bkn-26-2019", "principles")),
    "methods": (
        _listed("bkn-11-2008", "methods", "bkn-11-2008/methods"),
        Governed(
            "bkn-26-2019",
            (*catalogue("bkn-26-2019/methods").said, FAMILIES["other"].said),
            cited(FAMILIES),
            "bkn-26-2019/method",
        ),
    ),
    "team": (
        Governed("bkn-11-2008", ("assessor", "psychologist"), bodies_2008.FIVE, "bkn-11-2008/tpk"),
        Governed(
            "bkn-26-2019",
            tuple(role for role in ROLES.said if role != "resource-person"),
            cited(ROLES),
            "bkn-26-2019/team",
        ),
    ),
    "stages": (
        _listed("bkn-11-2008", "stages", "bkn-11-2008/stage"),
        Governed("bkn-26-2019", tuple(entry.said for entry in ORDER), cited(STAGES), "bkn-26-2019/stage"),
    ),
    "notification-letter": (
        Governed(
            "bkn-11-2008",
            notification_2008.LETTER_FIELDS.said,
            notification_2008.LETTER,
            "bkn-11-2008/notification-letter",
        ),
        Governed("bkn-26-2019", None, None),
    ),
    "notification-working-days": (
        Governed(
            "bkn-11-2008",
            notification_2008.FEWEST_WORKING_DAYS,
            notification_2008.RECEIVED,
            "bkn-11-2008/notification",
        ),
        Governed("bkn-26-2019", None, None),
    ),
    "categories": (
        Governed("bkn-11-2008", None, None),
        *(
            Governed("bkn-26-2019", source.said, cited(source), "bkn-26-2019/job-person-match", purpose)
            for purpose, source in CATEGORIES.items()
        ),
    ),
    "report-sections": (
        Governed(
            "bkn-11-2008", catalogue("bkn-11-2008/report-contents").said, results_2008.CONTENTS, "bkn-11-2008/report"
        ),
        Governed("bkn-26-2019", SECTIONS.said, cited(SECTIONS), "bkn-26-2019/individual-report"),
    ),
    "report-recipients": (
        Governed("bkn-11-2008", ("ppk",), results_2008.DELIVERED, "bkn-11-2008/report"),
        Governed("bkn-26-2019", RECIPIENTS.said, DELIVERED, "bkn-26-2019/individual-report"),
    ),
    "use-of-results": (
        Governed("bkn-11-2008", ("optional",), USED_2008, "assessment/use-recorded"),
        Governed("bkn-26-2019", ("mandatory",), USED_2019, "assessment/use-recorded"),
    ),
}


def said_by(edition_id: EditionId, subject: Subject, purpose: Purpose = "pengisian") -> Governed:
    """What that regulation says of the subject, for an event whose edition is known.

    >>> said_by("bkn-11-2008", "validity-years").value, said_by("bkn-26-2019", "validity-years").value
    (2, 3)
    """
    return next(said for said in SUBJECTS[subject] if said.edition == edition_id and said.purpose in (None, purpose))


def governing(subject: Subject, facts: EditionFacts) -> Governed:
    """What the regulation that governs the event says of the subject; raises Undecided where none is known to govern.

    There is no default: an event before the first regulation, or one that may fall under a regulation whose first day
    nobody has entered, gets no answer.
    """
    return _said(subject, facts, edition(facts))


def _said(subject: Subject, facts: EditionFacts, decided: Decision) -> Governed:
    for each in EDITIONS:
        if each.id == decided.outcome:
            return said_by(each.id, subject, facts.purpose)
    raise Undecided(decided)


@dataclass(frozen=True, slots=True)
class GoverningFacts(EditionFacts):
    """The facts that choose the edition, and the subject asked about."""

    subject: Subject


class GoverningValues(TypedDict):
    """`value` as the regulation gives it, null where it says nothing; `judged_by` names the rule."""

    subject: str
    value: Value
    judged_by: str | None


_ARTICLES = tuple(
    dict.fromkeys(said.citation for subject in SUBJECTS.values() for said in subject if said.citation is not None)
)


@rule(
    "assessment/governing",
    *CITED,
    *_ARTICLES,
    outcomes=(*(each.id for each in EDITIONS), "undecided"),
    values=GoverningValues,
)
def governing_subject(facts: GoverningFacts) -> Decision:
    """Say what holds for the event in one subject, and by which regulation.

    >>> from datetime import date
    >>> facts = GoverningFacts(date(2018, 6, 1), "pengisian", "pns", {}, "notification-working-days")
    >>> governing_subject(facts).values["value"]
    6
    """
    decided = edition(facts)
    try:
        said = _said(facts.subject, facts, decided)
    except Undecided:
        nothing = GoverningValues(subject=facts.subject, value=None, judged_by=None)
        return decision("assessment/governing", "undecided", decided.findings, *CITED, **nothing)
    articles = (*CITED, said.citation) if said.citation else CITED
    values = GoverningValues(subject=facts.subject, value=said.value, judged_by=said.judged_by)
    return decision("assessment/governing", said.edition, (), *articles, **values)
