"""How participants come into a batch: nomination, invitation, registration, groups (usulan sampai pengumuman)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Decision, Finding, compliance, decision, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds

STAGES = catalogue("panduan-2019/timeline")
NOMINATORS = catalogue("panduan-2019/nominators")
FORMS = catalogue("panduan-2019/participant-forms")
ANNOUNCED = cited(STAGES["announcement"])
LETTERS = cited(STAGES["nomination"])
NOMINATED_BY = cited(NOMINATORS)
INVITED = cited(STAGES["invitation"])
REGISTERED = cited(STAGES["registration"])
REVIEWED = cited(STAGES["review"])
HOUSE_RULES = cited(catalogue("panduan-2019/house-rules"))

Form = Literal["employment-history", "action-plan"]
Version = Annotated[int, Bounds(least=1)]


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """A nomination letter (surat usulan) and what came with it.

    `source`: what kind of body sent it; `announced`: the schedule is published; `of_other_agency`: it names officials
    of an agency that the sender does not speak for.
    """

    source: Literal["kl", "bkd-bkpsdm", "bkn", "other"]
    letter_number: str | None = None
    participant_list: bool = False
    announced: bool = False
    of_other_agency: bool = False
    received_on: date | None = None
    closes_on: date | None = None


@rule("panduan-2019/nomination", ANNOUNCED, LETTERS, NOMINATED_BY)
def nomination(facts: NominationFacts) -> Decision:
    """Judge whether a nomination can be taken in.

    The closing day is the last day; the guide sets none, so without one nothing is late.

    >>> nomination(NominationFacts("kl", "B-12", True, True)).outcome
    'compliant'
    """
    findings = (*after_announcement(facts), *letter(facts), *nominator(facts))
    return compliance("panduan-2019/nomination", findings, ANNOUNCED, LETTERS, NOMINATED_BY)


def after_announcement(facts: NominationFacts) -> Iterator[Finding]:
    """The schedule is announced first."""
    if not facts.announced:
        yield violation("schedule-not-announced", ANNOUNCED)


def letter(facts: NominationFacts) -> Iterator[Finding]:
    """A letter with a number and the participants' data, in time."""
    if facts.letter_number is None:
        yield violation("letter-number-missing", LETTERS)
    if not facts.participant_list:
        yield violation("participant-list-missing", LETTERS)
    if facts.received_on and facts.closes_on and facts.received_on > facts.closes_on:
        yield violation("nomination-late", LETTERS, received=facts.received_on, closes=facts.closes_on)


def nominator(facts: NominationFacts) -> Iterator[Finding]:
    """Ministries and agencies, regional personnel bodies and BKN nominate, each its own officials."""
    if facts.source not in NOMINATORS.codes:
        names = tuple(entry.name() for entry in NOMINATORS.entries)
        yield violation("nominator-not-entitled", NOMINATED_BY, nominators=names)
    if facts.of_other_agency:
        yield violation("nominee-of-other-agency", NOMINATED_BY)


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """`nominated`: the person stands in a nomination letter; `attached`: the forms that go with the invitation."""

    nominated: bool = False
    attached: tuple[Form, ...] = ()


@rule("panduan-2019/invitation", LETTERS, INVITED)
def invitation(facts: InvitationFacts) -> Decision:
    """Judge whether an invitation may go out: to a nominee, with both forms.

    >>> [finding.details["form"] for finding in invitation(InvitationFacts(True, ("action-plan",))).findings]
    ['employment-history']
    """
    return compliance("panduan-2019/invitation", (*nominee(facts), *forms(facts)), LETTERS, INVITED)


def nominee(facts: InvitationFacts) -> Iterator[Finding]:
    """Who is not nominated is not invited."""
    if not facts.nominated:
        yield violation("not-nominated", LETTERS)


def forms(facts: InvitationFacts) -> Iterator[Finding]:
    """Both forms are attached."""
    for form in FORMS.codes:
        if form not in facts.attached:
            yield violation("form-not-attached", INVITED, form=form)


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """`accepted_rules`: the version of the house rules that the participant accepted; `rules_version`: the batch's."""

    invited: bool = False
    uploads: tuple[Form, ...] = ()
    accepted_rules: Version | None = None
    rules_version: Version = 1


@rule(
    "panduan-2019/registration-status",
    INVITED,
    REGISTERED,
    HOUSE_RULES,
    outcomes=("registered", "incomplete", "refused"),
)
def registration_status(facts: RegistrationFacts) -> Decision:
    """Say whether a registration counts: by invitation, with both uploads and the house rules accepted.

    The guide binds participants to the house rules throughout. We let them accept the rules before they come, in the
    version that governs their batch.

    >>> registration_status(RegistrationFacts(True, ("employment-history", "action-plan"), 1)).outcome
    'registered'
    """
    findings = (*by_invitation(facts), *uploads(facts), *acceptance(facts))
    outcome = "refused" if not facts.invited else "incomplete" if findings else "registered"
    return decision("panduan-2019/registration-status", outcome, findings, INVITED, REGISTERED, HOUSE_RULES)


def by_invitation(facts: RegistrationFacts) -> Iterator[Finding]:
    """Only who is invited registers."""
    if not facts.invited:
        yield violation("not-invited", INVITED)


def uploads(facts: RegistrationFacts) -> Iterator[Finding]:
    """Employment history and action plan are uploaded."""
    for form in FORMS.codes:
        if form not in facts.uploads:
            yield violation("upload-missing", REGISTERED, form=form)


def acceptance(facts: RegistrationFacts) -> Iterator[Finding]:
    """The house rules of the batch are accepted."""
    if facts.accepted_rules is None:
        yield violation("rules-not-accepted", HOUSE_RULES, version=facts.rules_version)
    elif facts.accepted_rules != facts.rules_version:
        accepted, version = facts.accepted_rules, facts.rules_version
        yield violation("other-rules-accepted", HOUSE_RULES, accepted=accepted, version=version)


@dataclass(frozen=True, slots=True)
class Registration:
    """A registered participant, whether history and plan are reviewed, and the group (kelompok/rumpun) given."""

    name: str
    reviewed: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class GroupsFacts:
    """The registrations of a batch."""

    registrations: tuple[Registration, ...] = ()


class GroupsValues(TypedDict):
    """What the announcement shows: each group with the names in it, and nothing else."""

    groups: Mapping[str, tuple[str, ...]]


@rule("panduan-2019/participant-groups", REVIEWED, values=GroupsValues)
def participant_groups(facts: GroupsFacts) -> Decision:
    """Say which groups may be announced: reviewed participants only, by name and group.

    >>> participant_groups(GroupsFacts((Registration("Ani", True, "A"), Registration("Budi")))).values["groups"]
    {'A': ('Ani',)}
    """
    announced: dict[str, list[str]] = {}
    for each in facts.registrations:
        if each.reviewed and each.group:
            announced.setdefault(each.group, []).append(each.name)
    groups = {group: tuple(sorted(names)) for group, names in sorted(announced.items())}
    return compliance("panduan-2019/participant-groups", grouping(facts), REVIEWED, groups=groups)


def grouping(facts: GroupsFacts) -> Iterator[Finding]:
    """First the review, then the group; who is reviewed should have one."""
    for each in facts.registrations:
        if each.group and not each.reviewed:
            yield violation("group-before-review", REVIEWED, name=each.name, group=each.group)
        if each.reviewed and not each.group:
            yield warning("without-group", REVIEWED, name=each.name)
