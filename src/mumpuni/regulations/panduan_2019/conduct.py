"""The house rules: which version holds, conduct in class, violations and what follows from them (tata tertib)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import Entry, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, info, violation
from mumpuni.regulations.panduan_2019.dormitory import NO_SANCTION
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds

HouseRule = Literal[
    "A.1", "A.2", "A.3", "A.4", "A.5", "A.6", "A.7", "A.8", "A.9",
    "B.1", "B.2", "B.3", "B.4",
    "C.1", "C.2", "C.3", "C.4", "C.5", "C.6", "C.7", "C.8", "C.9",
    "C.10", "C.11", "C.12", "C.13", "C.14", "C.15", "C.16",
]  # fmt: skip
Role = Literal["organiser", "dormitory-manager", "security"]
Version = Annotated[int, Bounds(least=1)]

RULES = catalogue("panduan-2019/house-rules")
PARTS = catalogue("panduan-2019/house-rule-parts")
OBEYED = cited(RULES)
TASKS = cited(RULES["A.3"])
BATIK = cited(RULES["A.4"])
IN_BUILDINGS = cited(RULES["A.6"])
GRATUITIES = cited(RULES["A.9"])
NAME_PLATE = cited(RULES["B.1"])
PHONES = cited(RULES["B.4"])
ON_GROUNDS = cited(RULES["C.6"])
REPORTED = cited(RULES["C.15"])
VERSIONED = Citation(
    "panduan-2019",
    "Tata Tertib; Informasi Teknis",
    requirement="PAND-158",
    quote="Tata tertib yang harus ditaati peserta Pelatihan dan Sertifikasi Manajemen ASN selama proses pembelajaran",
)


@dataclass(frozen=True, slots=True)
class ViolationFacts:
    """A violation as it is reported.

    `on`: its day; `place` decides between the two rules on smoking; `named`: those that the report speaks of.
    """

    rule: HouseRule
    on: date | None = None
    reporter: str | None = None
    reporter_role: Literal["participant", "facilitator", "organiser", "dormitory-manager", "security"] | None = None
    description: str | None = None
    room: str | None = None
    place: Literal["building", "grounds", "elsewhere"] | None = None
    named: tuple[str, ...] = ()


class ViolationValues(TypedDict):
    """What the record says, who is told of it, and from whom it is kept; nothing follows of itself."""

    subject: str
    kind: Literal["duty", "ban"]
    serious: bool
    informed: tuple[Role, ...]
    kept_from: tuple[str, ...]
    automatic_effect: bool


@rule("panduan-2019/violation", *RULES.citations, NO_SANCTION, values=ViolationValues)
def violation_report(facts: ViolationFacts) -> Decision:
    """Judge whether a report of a violation can be kept, and say who is told.

    The organiser learns of every violation, the dormitory manager of those in the dormitory, and security of those
    that a resident reports (C.15). A report of gratuities is kept from those whom it names. Weapons, alcohol and drugs
    are serious: told at once. The guide names no sanction, so a record has no effect of its own.

    >>> violation_report(ViolationFacts("A.2", date(2019, 5, 6), "Ani", description="...")).values["informed"]
    ('organiser',)
    """
    entry = RULES[facts.rule]
    article = cited(entry)
    findings = (*report(facts, entry), *fitting(facts), *serious(entry))
    values = ViolationValues(
        subject=entry.name(),
        kind=entry.fields["kind"],
        serious=entry.fields["serious"],
        informed=informed(facts),
        kept_from=tuple(dict.fromkeys(facts.named)) if article == GRATUITIES else (),
        automatic_effect=False,
    )
    cited_here = dict.fromkeys((article, NO_SANCTION, *((REPORTED,) if "security" in values["informed"] else ())))
    return compliance("panduan-2019/violation", findings, *cited_here, **values)


def informed(facts: ViolationFacts) -> tuple[Role, ...]:
    """Who is told of the report."""
    if not facts.rule.startswith("C."):
        return ("organiser",)
    if facts.reporter_role == "participant":
        return ("organiser", "dormitory-manager", "security")
    return ("organiser", "dormitory-manager")


def report(facts: ViolationFacts, entry: Entry) -> Iterator[Finding]:
    """Day, reporter and description; the room where the rule is about one."""
    article = cited(entry)
    if facts.on is None:
        yield violation("violation-day-missing", article)
    if facts.reporter is None:
        yield violation("reporter-missing", article)
    if facts.description is None:
        yield violation("description-missing", article)
    if entry.fields["names_room"] and facts.room is None:
        yield violation("room-missing", article, rule=entry.code)


def fitting(facts: ViolationFacts) -> Iterator[Finding]:
    """Smoking: A.6 inside a building, C.6 in buildings and on the grounds of dormitory and centre."""
    if facts.rule == "A.6" and facts.place in ("grounds", "elsewhere"):
        yield violation("rule-does-not-fit", IN_BUILDINGS, rule=facts.rule, place=facts.place)
    if facts.rule == "C.6" and facts.place == "elsewhere":
        yield violation("rule-does-not-fit", ON_GROUNDS, rule=facts.rule, place=facts.place)


def serious(entry: Entry) -> Iterator[Finding]:
    """Weapons, alcohol, drugs."""
    if entry.fields["serious"]:
        yield info("serious-violation", cited(entry), subject=entry.name())


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """The rules that were broken, once for each violation on record."""

    rules: tuple[HouseRule, ...] = ()


class SummaryValues(TypedDict):
    """How often each rule and each part was broken, in the order of the guide; nothing follows of itself."""

    total: int
    by_rule: Mapping[str, int]
    by_part: Mapping[str, int]
    automatic_effect: bool


@rule("panduan-2019/violation-summary", OBEYED, NO_SANCTION, outcomes=("counted",), values=SummaryValues)
def violation_summary(facts: SummaryFacts) -> Decision:
    """Count violations for the report of a batch. However many there are, no result and no certificate changes.

    >>> violation_summary(SummaryFacts(("A.5", "A.5", "C.14"))).values["by_part"]
    {'A': 2, 'B': 0, 'C': 1}
    """
    counts = Counter(facts.rules)
    parts = Counter(name.partition(".")[0] for name in facts.rules)
    values = SummaryValues(
        total=len(facts.rules),
        by_rule={name: counts[name] for name in get_args(HouseRule) if name in counts},
        by_part={part: parts[part] for part in PARTS.codes},
        automatic_effect=False,
    )
    return decision("panduan-2019/violation-summary", "counted", (), OBEYED, NO_SANCTION, **values)


@dataclass(frozen=True, slots=True)
class Task:
    """A task that lecturers, teachers or organisers gave."""

    title: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class TasksFacts:
    """The tasks of one participant at the end of the batch."""

    tasks: tuple[Task, ...] = ()


@rule("panduan-2019/tasks", TASKS, outcomes=("eligible", "not-eligible"))
def tasks(facts: TasksFacts) -> Decision:
    """Say whether a participant has done every task and so may have the certificate of attendance.

    The certificate is for those who followed the training, and its tasks are part of it: while one is open the
    certificate waits. That is no sanction; it comes due as soon as the task is done.

    >>> tasks(TasksFacts((Task("Resume"),))).outcome
    'not-eligible'
    """
    findings = tuple(violation("task-open", TASKS, task=task.title) for task in facts.tasks if not task.done)
    return decision("panduan-2019/tasks", "not-eligible" if findings else "eligible", findings, TASKS)


@dataclass(frozen=True, slots=True)
class ClassConductFacts:
    """What is seen of a participant in class; what is left out was not looked at."""

    dress: Literal["batik", "other"] | None = None
    seat: str | None = None
    name_plate: str | None = None
    phone: Literal["off", "silent", "on"] | None = None


@rule("panduan-2019/class-conduct", BATIK, NAME_PLATE, PHONES)
def class_conduct(facts: ClassConductFacts) -> Decision:
    """Judge what can be seen in class: batik, the own seat, a silent phone.

    >>> [finding.code for finding in class_conduct(ClassConductFacts("batik", phone="on")).findings]
    ['phone-on']
    """
    findings = (*dress(facts), *own_seat(facts), *phone(facts))
    return compliance("panduan-2019/class-conduct", findings, BATIK, NAME_PLATE, PHONES)


def dress(facts: ClassConductFacts) -> Iterator[Finding]:
    """Batik throughout the training."""
    if facts.dress == "other":
        yield violation("not-in-batik", BATIK)


def own_seat(facts: ClassConductFacts) -> Iterator[Finding]:
    """The seat with the own name plate."""
    if facts.seat and facts.name_plate and facts.seat != facts.name_plate:
        yield violation("other-seat", NAME_PLATE, seat=facts.seat, name_plate=facts.name_plate)


def phone(facts: ClassConductFacts) -> Iterator[Finding]:
    """Off or silent."""
    if facts.phone == "on":
        yield violation("phone-on", PHONES)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits where."""

    participant: str
    seat: str


@dataclass(frozen=True, slots=True)
class SeatPlanFacts:
    """The participants of a session and their seats."""

    participants: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()


@rule("panduan-2019/seat-plan", NAME_PLATE)
def seat_plan(facts: SeatPlanFacts) -> Decision:
    """Judge a seat plan: one seat for each participant, one participant on each seat.

    >>> seat_plan(SeatPlanFacts(("Ani", "Budi"), (Seat("Ani", "1"), Seat("Budi", "1")))).findings[0].details["seat"]
    '1'
    """
    seats: dict[str, list[str]] = {name: [] for name in facts.participants}
    sitters: dict[str, list[str]] = {}
    for each in dict.fromkeys(facts.seats):
        seats.setdefault(each.participant, []).append(each.seat)
        sitters.setdefault(each.seat, []).append(each.participant)
    return compliance("panduan-2019/seat-plan", (*one_seat(seats), *one_sitter(sitters)), NAME_PLATE)


def one_seat(seats: Mapping[str, list[str]]) -> Iterator[Finding]:
    """Neither none nor two."""
    for participant, taken in seats.items():
        if not taken:
            yield violation("without-seat", NAME_PLATE, participant=participant)
        elif len(taken) > 1:
            yield violation("more-than-one-seat", NAME_PLATE, participant=participant, seats=tuple(sorted(taken)))


def one_sitter(sitters: Mapping[str, list[str]]) -> Iterator[Finding]:
    """Nobody shares a seat."""
    for seat, names in sitters.items():
        if len(names) > 1:
            yield violation("seat-taken-twice", NAME_PLATE, seat=seat, participants=tuple(sorted(names)))


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """A version of the house rules and technical information, and the day from which it is used."""

    version: Version
    effective_from: date


@dataclass(frozen=True, slots=True)
class RulesVersionFacts:
    """The versions, the first day of the batch, and the version that the participant accepted."""

    batch_starts: date
    versions: tuple[RulesVersion, ...] = ()
    accepted: Version | None = None


class RulesVersionValues(TypedDict):
    """The version that binds; null when there is none yet."""

    version: int | None


@rule(
    "panduan-2019/house-rules-version",
    VERSIONED,
    outcomes=("accepted-version", "current-version", "no-version"),
    values=RulesVersionValues,
)
def house_rules_version(facts: RulesVersionFacts) -> Decision:
    """Say which version of the house rules binds: the one accepted, else the newest on the first day of the batch.

    The guide is tied to one place and year, so its rules will be edited; nobody is bound by words that came after the
    acceptance.

    >>> versions = (RulesVersion(1, date(2019, 3, 1)), RulesVersion(2, date(2019, 7, 1)))
    >>> house_rules_version(RulesVersionFacts(date(2019, 7, 15), versions, accepted=1)).values["version"]
    1
    """
    in_use = [(each.effective_from, each.version) for each in facts.versions]
    begun = [each for each in in_use if each[0] <= facts.batch_starts]
    findings = tuple(known(facts))
    version: int | None = None
    outcome = "no-version"
    if facts.accepted is not None and not findings:
        version, outcome = facts.accepted, "accepted-version"
    elif begun and not findings:
        version, outcome = max(begun)[1], "current-version"
    return decision("panduan-2019/house-rules-version", outcome, findings, VERSIONED, version=version)


def known(facts: RulesVersionFacts) -> Iterator[Finding]:
    """The accepted version is one of those on record."""
    versions = {each.version for each in facts.versions}
    if facts.accepted is not None and facts.accepted not in versions:
        yield violation("version-unknown", VERSIONED, version=facts.accepted, known=tuple(sorted(versions)))
