"""Rows that the tests of the assessment centre start from, entered the way they lie in the database."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from mumpuni.assessment.models import (
    Assessee,
    Blueprint,
    BlueprintLine,
    Candidate,
    Credential,
    Edition,
    Event,
    EventDay,
    EventInstrument,
    GradeHeld,
    Group,
    Instrument,
    Knowledge,
    Place,
    Practitioner,
    Provider,
    Purpose,
    Request,
    Room,
    Target,
    TeamMember,
    TeamRole,
    Timetable,
    TimetableRules,
)
from mumpuni.assessment.selectors.instances import build_instance
from mumpuni.assessment.services import timetables
from mumpuni.assessment.timetabling import read
from mumpuni.assessment.timetabling.greedy import greedy
from mumpuni.people.models import Account, Agency, AgencyKind, Person
from mumpuni.standards.selectors.positions import standard_for
from mumpuni.standards.services import dictionary, positions
from tests.people import factories as people

#: A Tuesday; the event's second day is the Wednesday.
FIRST = date(2026, 3, 3)
SECOND = date(2026, 3, 4)
BREAKS = [
    {"name": "Zuhur", "from": "11:45", "to": "12:00"},
    {"name": "Makan siang", "from": "12:00", "to": "13:00"},
    {"name": "Asar", "from": "15:15", "to": "15:30"},
]
ROOMS = [
    *((Room.Kind.INDIVIDUAL, f"Individu {number}", 1) for number in range(1, 7)),
    (Room.Kind.CLASS, "Kelas", 30),
    (Room.Kind.DISCUSSION, "Diskusi", 8),
    (Room.Kind.OBSERVATION, "Pengamatan", 0),
    (Room.Kind.RECORDING, "Rekam data", 0),
    (Room.Kind.MEETING, "Rapat", 0),
    (Room.Kind.WORK, "Kerja", 0),
]
SEDANG = ("case-analysis", "presentation", "leaderless-group-discussion", "competency-interview")


def provider(name: str = "UPT Penilaian Kompetensi Contoh", *, at: Agency | None = None, **fields: Any) -> Provider:
    home = at or people.agency(f"Pemerintah Provinsi {name}", kind=AgencyKind.PROVINCE)
    given = {"letter_city": "Semarang", "letterhead": f"{home.name}\n{name}", **fields}
    return Provider.objects.create(name=name, agency=home, **given)


def place(of: Provider, *, rooms: bool = True, **fields: Any) -> Place:
    """Premises that meet Pasal 23, six individual rooms and all."""
    given = {"name": "Gedung Penilaian", "address": "Jalan Contoh 1", "city": "Semarang", **fields}
    made = Place.objects.create(provider=of, **given)
    if rooms:
        Room.objects.bulk_create(
            Room(place=made, kind=kind, name=name, seats=seats, soundproof=True, cctv=True,
                 one_way_mirror=kind == Room.Kind.OBSERVATION, equipped=kind == Room.Kind.RECORDING)
            for kind, name, seats in ROOMS
        )  # fmt: skip
    return made


def practitioner(
    name: str,
    *,
    at: Provider | None,
    grade: str | None = None,
    psychologist: bool = False,
    kind: str = "",
    tests: bool = False,
    person: Person | None = None,
    **fields: Any,
) -> Practitioner:
    """Somebody of the register; `grade` makes an Assessor SDM Aparatur, `tests` masters the psychological test."""
    who = person or people.person(name, at=at.agency if at else None)
    given = kind or (Practitioner.Kind.INTERNAL if grade else Practitioner.Kind.OTHER)
    made = Practitioner.objects.create(person=who, provider=at, kind=given, **fields)
    if grade:
        GradeHeld.objects.create(practitioner=made, grade=grade, decree_number="SK 1", starts_on=date(2020, 1, 1))
    if psychologist:
        Credential.objects.create(
            practitioner=made,
            kind=Credential.Kind.PSYCHOLOGIST,
            number=f"SIPP {made.pk}",
            issuer_kind=Credential.Issuer.PROFESSION,
            issuer="HIMPSI",
            issued_on=date(2020, 1, 1),
        )
    if tests:
        made.masters.add(*Instrument.objects.filter(kind=Instrument.Kind.TEST))
    return made


def standards() -> None:
    """The dictionary and the standards of the tiers, in force."""
    dictionary.load_catalogue()
    positions.load_tier_standards()


def request(
    of: Provider,
    *,
    at: Agency | None = None,
    tier: str = "administrator",
    people_count: int = 0,
    edition: str = Edition.BKN_2019,
    purpose: str = Purpose.FILLING,
    state: str = Request.State.CONFIRMED,
    **fields: Any,
) -> Request:
    """An agency's request with one target and so many candidates; confirmed for the two days unless said otherwise."""
    client = at or people.agency()
    confirmed = (
        {"confirmed_from": FIRST, "confirmed_until": SECOND, "sent_at": timezone.now(), "answered_at": timezone.now()}
        if state == Request.State.CONFIRMED
        else {}
    )
    made = Request.objects.create(
        agency=client, provider=of, edition=edition, purpose=purpose, state=state, wished_from=FIRST,
        wished_until=SECOND, **confirmed, **fields,
    )  # fmt: skip
    target = Target.objects.create(request=made, title="Kepala Bidang Mutasi", tier=tier, echelon="III")
    for number in range(people_count):
        candidate(made, target, name=f"Assessee {number + 1:02d}")
    return made


def candidate(of: Request, target: Target, *, name: str = "Calon", person: Person | None = None) -> Candidate:
    """A person asked for; under Perka 11/2008 selected and designated."""
    who = person or people.person(name, at=of.agency, email=f"{name.lower().replace(' ', '.')}@contoh.go.id")
    lawful: dict[str, Any] = {}
    if of.edition == Edition.BKN_2008:
        lawful = {"administrative": "passed", "substance": "passed", "submitted_at": timezone.now(), "designated": True,
                  "designated_at": timezone.now(), "designation_number": "PPK/1"}  # fmt: skip
    return Candidate.objects.create(request=of, person=who, target=target, **lawful)


def event(
    of: Request,
    *,
    instruments: tuple[str, ...] = SEDANG,
    method: str = "sedang",
    groups: int = 1,
    seats: int = 7,
    **fields: Any,
) -> Event:
    """An event of a request on two days: blueprint from the tier's standard, candidates as assessees in groups."""
    place_here = of.provider.places.first() or place(of.provider)
    given = {
        "name": f"Penilaian {of.agency.name}",
        "first_day": FIRST,
        "last_day": SECOND,
        "place": place_here,
        **fields,
    }
    made = Event.objects.create(
        request=of, provider=of.provider, edition=of.edition, purpose=of.purpose, job_fit=of.job_fit,
        is_trial=of.is_trial, method="" if of.edition == Edition.BKN_2008 else method, **given,
    )  # fmt: skip
    day = made.first_day
    while day <= made.last_day:
        EventDay.objects.create(event=made, date=day, starts=time(8), ends=time(16), breaks=BREAKS)
        day = date.fromordinal(day.toordinal() + 1)
    TimetableRules.objects.create(event=made, solver_seconds=5)
    target = of.targets.first()
    assert target is not None
    blueprint(made, target, instruments)
    for number, each in enumerate(of.candidates.all(), start=1):
        here = Group.objects.get_or_create(
            event=made, number=min((number - 1) // seats + 1, groups), defaults={"blueprint": made.blueprints.first()}
        )[0]
        Assessee.objects.create(event=made, candidate=each, person=each.person, number=number, group=here)
    return made


def blueprint(of: Event, target: Target, instruments: tuple[str, ...] = SEDANG) -> Blueprint:
    """The standard of the target with every competency measured by every instrument."""
    standard = standard_for(target.position, target.tier, of.first_day)
    assert standard is not None, "call factories.standards() first"
    made = Blueprint.objects.create(event=of, target=target, standard=standard)
    lines = [
        BlueprintLine.objects.create(blueprint=made, competency=each.competency, required_level=each.level)
        for each in standard.requirements.select_related("competency").exclude(competency__kind="technical")
    ]
    for number, code in enumerate(instruments, start=1):
        tool = Instrument.objects.get(code=code)
        used, _made = EventInstrument.objects.get_or_create(
            event=of,
            instrument=tool,
            defaults={"number": number, "minutes": tool.minutes, "observers": tool.observers,
                      "max_watch": tool.max_watch, "prepare_minutes": tool.prepare_minutes,
                      "classify_minutes": tool.classify_minutes},
        )  # fmt: skip
        used.lines.add(*lines)
    return made


def member(of: Event, who: Practitioner, role: str, **fields: Any) -> TeamMember:
    return TeamMember.objects.create(event=of, practitioner=who, role=role, **fields)


def team(of: Event, *, assessors: int = 6, declared: bool = True) -> dict[str, list[TeamMember]]:
    """A lawful team for the medium method: chair, admin, assessors (the first is a psychologist), tester, support."""
    home = of.provider
    made: dict[str, list[TeamMember]] = {}

    def add(role: str, name: str, **about: Any) -> None:
        made.setdefault(role, []).append(member(of, practitioner(name, at=home, **about), role))

    add(TeamRole.CHAIR, "Ketua Tim", grade="madya")
    for number in range(max(1, of.groups.count())):
        add(TeamRole.ADMIN, f"Admin {number + 1}", grade="madya")
    for number in range(assessors):
        add(TeamRole.ASSESSOR, f"Assessor {number + 1}", grade="muda", psychologist=number % 6 == 0)
    add(TeamRole.TESTER, "Tester", grade="muda", psychologist=True, tests=True)
    add(TeamRole.SUPPORT, "Pendukung", knows=list(Knowledge))
    add(TeamRole.RESOURCE, "Narasumber", senior_official=True, field="Kepegawaian", interview_technique=True,
        knows=["assessment-process"])  # fmt: skip
    if of.edition == Edition.BKN_2008:
        for each in made[TeamRole.ASSESSOR]:
            trained(each.practitioner)
    if declared:
        everyone = list(of.assessees.values_list("pk", flat=True))
        of.team.update(declared_at=timezone.now(), declared_for=everyone)
    panel(of)
    return made


def trained(who: Practitioner) -> Credential:
    """The assessor training that Perka 11/2008 I.C.3 asks for."""
    return Credential.objects.create(
        practitioner=who,
        kind=Credential.Kind.TRAINING,
        number=f"Diklat {who.pk}",
        issuer_kind=Credential.Issuer.SUPERVISING,
        issuer="BKN",
        issued_on=date(2020, 1, 1),
    )


def panel(of: Event) -> None:
    """Every assessor of the team observes every group; each group has an admin of its own."""
    admins = list(of.team.filter(role=TeamRole.ADMIN))
    for number, group in enumerate(of.groups.all()):
        group.observers.set(of.team.filter(role=TeamRole.ASSESSOR))
        group.admin = admins[number % len(admins)] if admins else None
        group.save()


def staff(of: Provider) -> Account:
    """An account of the provider's own staff."""
    return people.account("assessment-staff", provider=of.pk)


def signed_in(who: TeamMember | Practitioner, *roles: str) -> Account:
    """An account of somebody of the team."""
    person = who.practitioner.person if isinstance(who, TeamMember) else who.person
    return people.account(*(roles or ("assessor",)), person=person)


def assessee_account(who: Assessee) -> Account:
    """An account of an assessee."""
    return people.account("participant", person=who.person)


def timetable(of: Event, *, by: Account | None = None) -> Timetable:
    """A draft with a quick lawful plan, as the search would leave it."""
    instance = build_instance(of)
    found = greedy(read(instance), tries=30).plan
    assert found is not None, "no quick plan for this event"
    made = Timetable.objects.create(
        event=of,
        number=timetables.next_number(of),
        state=Timetable.State.DRAFT,
        instance=instance,
        status="feasible",
        seconds=1,
        first_after=0.1,
        made_by=by,
    )
    timetables.store_plan(made, found)
    made.save()
    return made
