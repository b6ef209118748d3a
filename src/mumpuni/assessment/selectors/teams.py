"""The team of an event and what the rules say of it (tim penilaian; Pasal 10 to 16, Perka 11/2008 II.A)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from mumpuni.assessment.models import (
    Credential,
    Event,
    EventInstrument,
    Instrument,
    Practitioner,
    TeamMember,
    TeamRole,
)
from mumpuni.people.models import Identity, IdentityKind, Level
from mumpuni.regulations import Decision, Finding, decide

#: The tiers whose officials are Jabatan Pimpinan Tinggi; all others count as administration and its equals.
_SENIOR = frozenset({Level.JPT_PRATAMA, Level.JPT_MADYA, Level.JPT_UTAMA})
#: Findings of the design that are about its people; the others belong to the blueprint.
_ABOUT_PEOPLE = frozenset({"single-assessor"})


@dataclass(frozen=True)
class Verdict:
    """One decision, with the facts it rests on, and whom it is about (None: the whole team)."""

    decision: Decision
    facts: dict[str, Any]
    practitioner: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Judgement:
    """All that the rules say of one team: of each practitioner, and of the team as a whole."""

    verdicts: tuple[Verdict, ...]
    by_person: Mapping[int, list[Finding]] = field(default_factory=dict)
    general: tuple[Finding, ...] = ()

    @property
    def team(self) -> Decision | None:
        """The decision on the whole team; none for a unit (UPK) of Perka 11/2008, which has no make-up prescribed."""
        return next((each.decision for each in self.verdicts if each.practitioner is None), None)

    @property
    def defects(self) -> list[Finding]:
        """Every violation, those of the whole team first."""
        found = [*self.general, *(one for several in self.by_person.values() for one in several)]
        return [each for each in found if each.severity == "violation"]

    @property
    def is_lawful(self) -> bool:
        """Whether the team may be confirmed."""
        return not self.defects

    def of(self, practitioner: int, role: str = "") -> list[Finding]:
        """What is said of one person; with a role, without what belongs to another role of the same person."""
        found = self.by_person.get(practitioner, [])
        return [each for each in found if not role or _role_of(each) in ("", role)]


def _role_of(finding: Finding) -> str:
    """Which role a finding is about; nothing for one about the person in whatever role."""
    if role := str(finding.details.get("role", "")):
        return role
    named = (each for each in TeamRole.values if finding.code.startswith(f"{each}-"))
    return next(named, "")


def with_papers(found: QuerySet[Practitioner]) -> QuerySet[Practitioner]:
    """Practitioners with all that rules ask of them, in a fixed number of queries."""
    numbers = Identity.objects.filter(kind=IdentityKind.NIP)
    return found.select_related("person", "provider__agency").prefetch_related(
        "grades", "credentials", "masters", "past_work", Prefetch("person__identities", queryset=numbers)
    )


def members(*events: Event) -> list[TeamMember]:
    """Who belongs to these teams now, with their papers; the order of roles is that of the regulation."""
    practitioners = with_papers(Practitioner.objects.all())
    found = TeamMember.objects.filter(event__in=events, removed_at=None).prefetch_related(
        Prefetch("practitioner", queryset=practitioners)
    )
    order = {role: place for place, role in enumerate(TeamRole)}
    return sorted(found, key=lambda each: (order[TeamRole(each.role)], each.practitioner.person.name, each.pk))


def left(event: Event) -> list[TeamMember]:
    """Who left the team, the latest first."""
    found = event.team.exclude(removed_at=None).select_related("practitioner__person")
    return list(found.order_by("-removed_at"))


def labels(practitioners: Iterable[Practitioner]) -> dict[int, str]:
    """A name for each that nobody else in this team has: rules know people by their names alone."""
    known: dict[int, str] = {}
    taken: set[str] = set()
    for each in sorted(practitioners, key=lambda one: one.pk):
        name, number = each.person.full_name, 2
        while name in taken:
            name, number = f"{each.person.full_name} ({number})", number + 1
        taken.add(name)
        known[each.pk] = name
    return known


def tests_of(event: Event) -> frozenset[int]:
    """The psychological tests that an event gives; free of queries where `instruments` came along."""
    used = event.instruments.all()
    return frozenset(each.instrument_id for each in used if each.instrument.kind == Instrument.Kind.TEST)


def is_own(event: Event, practitioner: Practitioner) -> bool:
    """Whether the person serves the provider of the event."""
    return practitioner.provider_id == event.provider_id


def member_facts(
    event: Event, practitioner: Practitioner, name: str, roles: Iterable[str] = (), *, interprets: bool = False
) -> dict[str, Any]:
    """One person as rule `bkn-26-2019/team` asks, on the first day of the event."""
    day, independent = event.first_day, practitioner.kind == Practitioner.Kind.INDEPENDENT
    masters = {each.pk for each in practitioner.masters.all() if each.kind == Instrument.Kind.TEST}
    given = tests_of(event)
    home = practitioner.provider
    return {
        "name": name,
        "roles": [role for role in roles if role != TeamRole.ROLE_PLAYER],
        "grade": practitioner.grade_on(day) if practitioner.kind == Practitioner.Kind.INTERNAL else None,
        "independent": independent,
        "agency": home.agency_name if home and not independent else None,
        "from_other_agency": not is_own(event, practitioner) and not independent,
        "psychologist": practitioner.is_psychologist_on(day),
        "psychology_degree": practitioner.psychology_degree,
        "masters_instruments": given <= masters if given else bool(masters),
        "interprets_tests": interprets,
        "equivalence_certificate": practitioner.has_credential(Credential.Kind.EQUIVALENCE, day),
        "knows": list(practitioner.knows),
        "senior_official": practitioner.senior_official,
        "expert": practitioner.expert,
        "knows_field": bool(practitioner.field),
        "interview_technique": practitioner.interview_technique,
    }


def frame(event: Event) -> dict[str, Any]:
    """What the rule asks of the event itself.

    The grades of chair and admin are given for the three methods of an Assessment Center alone; a team of another
    method is held to the least of them.
    """
    codes = {each.instrument.code for each in event.instruments.all()}
    return {
        "method": event.method or Event.Method.SIMPLE,
        "provider": event.provider.kind,
        "provider_agency": event.provider.agency_name,
        "presentation_simulation": "presentation" in codes,
        "no_qualified_chair": bool(event.no_qualified_chair),
        "no_qualified_admin": bool(event.no_qualified_admin),
        "no_qualified_tester": bool(event.no_qualified_tester),
    }


def judgement(event: Event) -> Judgement:
    """All that the rules say of the team."""
    return judged([event])[event.pk]


def judged(events: Iterable[Event]) -> dict[int, Judgement]:
    """The same for several events, in a fixed number of queries."""
    found = whole(Event.objects.filter(pk__in=[each.pk for each in events]))
    here = list(found)
    teams: dict[int, list[TeamMember]] = {each.pk: [] for each in here}
    for member in members(*here):
        teams[member.event_id].append(member)
    return {event.pk: judge(event, teams[event.pk]) for event in here}


def whole(found: QuerySet[Event]) -> QuerySet[Event]:
    """Events with all that judging their teams asks."""
    used = EventInstrument.objects.select_related("instrument")
    return found.select_related("provider__agency", "request__agency", "place").prefetch_related(
        Prefetch("instruments", queryset=used), "blueprints__target", "request__targets"
    )


def judge(event: Event, team: list[TeamMember]) -> Judgement:
    """Judge a team as it stands or might stand; `event` comes from `whole`, the members with their papers."""
    return judge_2008(event, team) if event.is_2008 else judge_2019(event, team)


def judge_2019(event: Event, team: list[TeamMember]) -> Judgement:
    """The team of Pasal 10, its independent assessors, and that several assess."""
    people = {each.practitioner_id: each.practitioner for each in team}
    names = labels(people.values())
    roles: dict[int, list[str]] = {}
    interprets: set[int] = set()
    for each in team:
        roles.setdefault(each.practitioner_id, []).append(each.role)
        if each.interprets_tests:
            interprets.add(each.practitioner_id)
    listed = [
        member_facts(event, people[pk], names[pk], held, interprets=pk in interprets)
        for pk, held in roles.items()
        if set(held) != {TeamRole.ROLE_PLAYER}
    ]
    facts = {**frame(event), "members": listed}
    verdicts = [Verdict(decide("bkn-26-2019/team", facts), facts)]
    independents = [
        pk
        for pk, held in roles.items()
        if people[pk].kind == Practitioner.Kind.INDEPENDENT and TeamRole.ASSESSOR in held
    ]
    for pk in independents:
        for about in independent_facts(event, people[pk]):
            verdicts.append(Verdict(decide("bkn-26-2019/independent-assessor", about), about, pk, names[pk]))
    assessors = sum(TeamRole.ASSESSOR in held for held in roles.values())
    return _sorted(verdicts, {name: pk for pk, name in names.items()}, _several(event, assessors))


def _several(event: Event, assessors: int) -> list[Finding]:
    """Whether several assess (Pasal 19 ayat (2) huruf c); the rest of that rule is about the blueprint."""
    if not event.method:
        return []
    design: dict[str, Any] = {"method": event.method, "matrix": {}, "assessors": assessors}
    found = decide("bkn-26-2019/instruments", design).findings
    return [each for each in found if each.code in _ABOUT_PEOPLE]


def independent_facts(event: Event, who: Practitioner) -> list[dict[str, Any]]:
    """An independent assessor as the rule asks, for each kind of target of the event.

    The client of an event is a government agency, whoever holds it, so the equivalence is always asked.
    """
    day = event.first_day
    reports = [{"date": each.on, "level": each.level} for each in who.past_work.all()]
    common = {
        "event_start": day,
        "purpose": event.purpose,
        "government_event": True,
        "equivalence": who.has_credential(Credential.Kind.EQUIVALENCE, day),
        "assessed_before_with_equivalence": any(each.under_equivalence for each in who.past_work.all()),
        "reports": reports,
        "employer_report": who.has_credential(Credential.Kind.EMPLOYER_REPORT, day),
    }
    return [{"target": target, **common} for target in targets(event)]


def targets(event: Event) -> list[str]:
    """`jpt`, `administration` or both: what the event's targets count as for an independent assessor."""
    aimed = [each.target for each in event.blueprints.all()] or list(event.request.targets.all())
    kinds = {"jpt" if (each.equivalent_tier or each.tier) in _SENIOR else "administration" for each in aimed}
    return sorted(kinds)


def judge_2008(event: Event, team: list[TeamMember]) -> Judgement:
    """The make-up of a TPK, and each assessor by I.C.3."""
    day = event.first_day
    assessors = {each.practitioner_id: each.practitioner for each in team if each.role == TeamRole.ASSESSOR}
    verdicts = []
    if event.body == Event.Body.TPK:
        facts: dict[str, Any] = {
            "assessors": len(assessors),
            "psychologists": sum(each.is_psychologist_on(day) for each in assessors.values()),
            "set_by_ppk": event.decided_by_ppk,
        }
        verdicts.append(Verdict(decide("bkn-11-2008/tpk", facts), facts))
    for pk, who in assessors.items():
        facts = assessor_2008(event, who)
        verdicts.append(Verdict(decide("bkn-11-2008/assessor", facts), facts, pk, who.person.full_name))
    return _sorted(verdicts, {})


def assessor_2008(event: Event, who: Practitioner) -> dict[str, bool]:
    """An assessor as Perka 11/2008 asks.

    The conditions stand in another regulation (IV.3); we read them as met by an active place in the register as an
    assessor. Technical expertise is shown by a grade, or by a certificate as assessor.
    """
    day = event.first_day
    skilled = who.grade_on(day) is not None or who.has_credential(Credential.Kind.CERTIFICATE, day)
    return {
        "requirements_met": who.is_active and who.kind != Practitioner.Kind.OTHER,
        "trained": who.has_credential(Credential.Kind.TRAINING, day),
        "technical_expertise": skilled,
    }


def _sorted(verdicts: list[Verdict], pks: Mapping[str, int], extra: Iterable[Finding] = ()) -> Judgement:
    """Findings beside those whom they are about, each once though two rules ask for the same paper."""
    general = list(extra)
    by_person: dict[int, list[Finding]] = {}
    for each in verdicts:
        for finding in each.decision.findings:
            who = each.practitioner or pks.get(str(finding.details.get("name", "")))
            here = general if who is None else by_person.setdefault(who, [])
            same = [one for one in here if (one.code, one.requirement) == (finding.code, finding.requirement)]
            if not same or who is None or "knowledge" in finding.details or "role" in finding.details:
                here.append(finding)
    return Judgement(tuple(verdicts), by_person, tuple(general))
