"""The demo's assessment provider: its house, its recognition, and the people of its register."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from mumpuni.assessment.models import Credential, Instrument, Knowledge, Place, Practitioner, Provider, Room
from mumpuni.assessment.services import instruments, papers, places, providers, register
from mumpuni.config.demo import population, signins
from mumpuni.config.demo.exercises import text_of
from mumpuni.people import services as people
from mumpuni.people.models import Account, Agency, Person, Role, ScopeKind

SINCE = date(2018, 1, 2)
NAME = "Pusat Penilaian Kompetensi ASN (contoh)"
ROOMS = (
    *((Room.Kind.INDIVIDUAL, f"Individu {number}", 1) for number in range(1, 9)),
    (Room.Kind.CLASS, "Kelas", 30),
    (Room.Kind.DISCUSSION, "Diskusi A", 8),
    (Room.Kind.DISCUSSION, "Diskusi B", 8),
    (Room.Kind.OBSERVATION, "Ruang pengamatan", 0),
    (Room.Kind.RECORDING, "Ruang rekam", 0),
    (Room.Kind.MEETING, "Ruang rapat", 0),
    (Room.Kind.WORK, "Ruang kerja Assessor", 0),
)
#: Grade, how many, how many of them psychologists; the rest of the register stands in `HELPERS`.
GRADES = (("utama", 3, 1), ("madya", 5, 2), ("muda", 8, 3))
HELPERS = (
    ("support", 3, {"knows": list(Knowledge.values)}),
    ("resource", 2, {"senior_official": True, "field": "Manajemen kepegawaian", "interview_technique": True,
                     "knows": ["assessment-process"]}),
    ("player", 1, {"role_plays": True}),
)  # fmt: skip


@dataclass
class House:
    """The provider with those who act for it; `accounts` by the person's number."""

    provider: Provider
    place: Place
    staff: Account
    supervisor: Account
    practitioners: list[Practitioner] = field(default_factory=list)
    accounts: dict[int, Account] = field(default_factory=dict)


def open_house(admin: Account, organiser: Account, at: Agency) -> House:
    """Register, recognise and furnish the provider, then fill its register."""
    supervisor = Account.objects.get(email=signins.SUPERVISOR.email)
    provider = providers.register_provider(
        actor=supervisor, name=NAME, kind=Provider.Kind.GOVERNMENT, agency=at, demo=True
    )
    tiers = ["pengawas", "administrator", "jpt-pratama", "jpt-madya", "jpt-utama"]
    providers.record_recognition(
        actor=supervisor, provider=provider, category="A", number="CONTOH-7/2024", issued_on=date(2024, 7, 1),
        valid_from=date(2024, 7, 1), valid_until=date(2029, 6, 30), tiers=tiers,
    )  # fmt: skip
    staff = signins.open_account(admin, signins.ASSESSMENT, scope=(ScopeKind.PROVIDER, provider.pk))
    _furnish(admin, organiser, staff, provider, at)
    place = places.add_place(
        actor=staff, provider=provider, name="Gedung Penilaian", address="Jalan Contoh 10", city="Jakarta",
        time_zone=at.time_zone,
    )  # fmt: skip
    rows = [
        places.RoomRow(name=name, kind=kind, area="", seats=seats, soundproof=True, cctv=True,
                       one_way_mirror=kind == Room.Kind.OBSERVATION, equipped=kind == Room.Kind.RECORDING,
                       is_active=True, pk=None)
        for kind, name, seats in ROOMS
    ]  # fmt: skip
    places.keep_rooms(actor=staff, place=place, rows=rows)
    house = House(provider, Place.objects.get(pk=place.pk), staff, supervisor)
    for tool in Instrument.objects.exclude(kind__in=[Instrument.Kind.TEST, Instrument.Kind.QUESTIONNAIRE]):
        instruments.add_variant(actor=supervisor, instrument=tool, code="Paket A", text=text_of(tool.code))
    _fill_register(admin, organiser, house, at)
    return house


def _furnish(admin: Account, organiser: Account, staff: Account, provider: Provider, at: Agency) -> None:
    office = people.open_office(
        actor=admin, code="kepala-penilaian", title="Kepala", body="Pusat Penilaian Kompetensi ASN", agency=at
    )
    head = people.register_person(
        actor=organiser, name="Sekar Contoh Maheswari", identity=("nip", "196904171994032001"), agency=at,
        back_title="M.Psi.", sex="P", position=people.Post(at, "Kepala Pusat Penilaian Kompetensi ASN", "jpt-pratama"),
    )  # fmt: skip
    people.appoint_holder(
        actor=admin, office=office, person=head, decree_number="CONTOH-2/2018", decree_date=SINCE, starts_on=SINCE
    )
    providers.change_provider(
        actor=staff, provider=provider, has_upk=True, upk_unit="Pusat Penilaian Kompetensi ASN", office=office,
        letter_city="Jakarta", letterhead=f"{at.name}\nPusat Penilaian Kompetensi ASN\nJalan Contoh 10, Jakarta",
        late_notice_blocks=True,
    )  # fmt: skip


def _fill_register(admin: Account, organiser: Account, house: House, at: Agency) -> None:
    served = population.DemoAgency(at.name, at.short_name, at.kind, is_bkn=at.is_bkn)
    wanted = sum(count for _word, count, _more in (*GRADES, *HELPERS)) + 1
    met = iter(population.officials(Random(2611), [served], {"administrator": wanted}))
    tests = list(Instrument.objects.filter(kind=Instrument.Kind.TEST))
    for grade, count, psychologists in (*GRADES, ("muda", 1, 1)):
        for number in range(count):
            person = enter(organiser, at, next(met), f"Assessor SDM Aparatur Ahli {grade.title()}", f"ahli-{grade}")
            psychologist = number < psychologists
            made = register.add_practitioner(
                actor=house.staff, person=person, provider=house.provider, kind=Practitioner.Kind.INTERNAL,
                psychology_degree=psychologist, masters=tests if psychologist else (),
            )  # fmt: skip
            _prove(house.staff, made, grade, psychologist=psychologist)
            house.practitioners.append(made)
    for word, count, about in HELPERS:
        for _number in range(count):
            person = enter(organiser, at, next(met), f"Pegawai {word} contoh", "pelaksana")
            house.practitioners.append(
                register.add_practitioner(
                    actor=house.staff, person=person, provider=house.provider, kind=Practitioner.Kind.OTHER, **about
                )
            )
    lead, *others = house.practitioners
    house.accounts[lead.person_id] = signins.open_account(admin, signins.LEAD, person=lead.person)
    house.accounts[others[0].person_id] = signins.open_account(admin, signins.ASSESSOR, person=others[0].person)
    for number, each in enumerate(others[1:], start=2):
        who = signins.SignIn(Role.ASSESSOR, f"tim{number:02d}@contoh.example", str(each.person.name))
        house.accounts[each.person_id] = signins.open_account(admin, who, person=each.person)


def _prove(staff: Account, made: Practitioner, grade: str, *, psychologist: bool) -> None:
    papers.grant_grade(
        actor=staff, practitioner=made, grade=grade, decree_number=f"CONTOH-{made.pk}/2018", starts_on=SINCE
    )
    kinds = [(Credential.Kind.TRAINING, Credential.Issuer.SUPERVISING, "BKN")]
    if psychologist:
        kinds.append((Credential.Kind.PSYCHOLOGIST, Credential.Issuer.PROFESSION, "Himpunan Psikologi (contoh)"))
    for kind, issuer_kind, issuer in kinds:
        papers.add_credential(
            actor=staff, practitioner=made, kind=kind, number=f"CONTOH-{kind}-{made.pk}", issuer_kind=issuer_kind,
            issuer=issuer, issued_on=SINCE,
        )  # fmt: skip


def enter(organiser: Account, at: Agency, official: Any, title: str, level: str) -> Person:
    """An invented official who has served in this agency for a while."""
    return people.register_person(
        actor=organiser, name=official.name, front_title=official.front_title, back_title=official.back_title,
        sex=official.sex, birth_place=official.birth_place, birth_date=official.birth_date, email=official.email,
        identity=("nip", official.nip), agency=at, position=people.Post(at, title, level, official.unit),
        starts_on=signins.since(),
    )  # fmt: skip
