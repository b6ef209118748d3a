"""Finding and entering many persons at once."""

from datetime import date

import pytest

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.people.models import Appointment, Education, Identity, Person, Position, Unit
from mumpuni.people.services import PersonRow, find_or_register, withdraw_registered
from tests.people import factories

pytestmark = pytest.mark.django_db


def row(agency, **fields):
    given = {"name": "Budi Santoso", "position": "Kepala Bidang", "level": "administrator", "unit": "Bag. Umum"}
    return PersonRow(agency_id=agency.pk, **{**given, "nip": factories.nip(), **fields})


def test_new_persons_come_with_identity_unit_and_post(organiser):
    agency = factories.agency()
    done = find_or_register(
        [
            row(agency, sex="L", degree="magister", field="Hukum"),
            row(agency, unit="BAGIAN UMUM"),
            row(agency, unit="Bagian  Umum."),
        ],
        actor=organiser,
        source="uji",
    )
    assert [each.created for each in done] == [True] * 3
    assert len({each.person.pk for each in done}) == 3
    assert Unit.objects.count() == Position.objects.count() == 1
    assert {each.unit for each in done} == {Unit.objects.get()}
    assert Appointment.objects.filter(ends_on=None).count() == Identity.objects.count() == 3
    assert Education.objects.get().field == "Hukum"
    assert Event.objects.get().data["rows"] == 3


def test_a_nip_fills_birth_date_and_sex_that_the_row_leaves_out(organiser):
    (done,) = find_or_register([row(factories.agency(), nip="198005052005012001")], actor=organiser)
    assert (done.person.birth_date, done.person.sex) == (date(1980, 5, 5), "P")


def test_known_persons_keep_what_they_have_and_gain_what_they_lack(organiser):
    agency = factories.agency()
    known = factories.person("Siti Aminah", number="198005052005012001", phone="0811", at=agency)
    (done,) = find_or_register(
        [
            row(
                agency,
                name="SITI AMINAH",
                nip="198005052005012001",
                nik="3404054505800001",
                phone="0812",
                email="s@x.id",
            )
        ],
        actor=organiser,
    )
    assert (done.person, done.created) == (known, False)
    known.refresh_from_db()
    assert (known.name, known.phone, known.email) == ("Siti Aminah", "0811", "s@x.id")
    assert known.identities.count() == 2
    assert known.appointments.count() == 1


def test_nobody_is_taken_from_another_agency(organiser):
    here, there = factories.agency(), factories.agency()
    known = factories.person(number="198005052005012001", at=there)
    find_or_register([row(here, nip="198005052005012001")], actor=organiser)
    assert known.appointments.get().agency == there


def test_hr_changes_nothing_of_an_official_of_another_agency():
    here, there = factories.agency(), factories.agency()
    known = factories.person(number="198005052005012001", at=there)
    hr = factories.account("agency-hr", agency=here)
    taken = row(here, nip="198005052005012001", nik="3404054505800001", email="curi@x.id", degree="doktor")
    (done,) = find_or_register([taken], actor=hr)
    known.refresh_from_db()
    assert (done.person, known.email) == (known, "")
    assert (known.identities.count(), known.education.count(), known.appointments.count()) == (1, 0, 1)


def test_rows_of_one_number_are_one_person(organiser):
    agency = factories.agency()
    done = find_or_register(
        [row(agency, nip="198005052005012001"), row(agency, nip="198005052005012001")], actor=organiser
    )
    assert done[0].person == done[1].person
    assert Person.objects.count() == 1


def test_all_or_nothing(organiser):
    agency = factories.agency()
    factories.person(number="198005052005012001")
    factories.person(kind="nik", number="3404054505800001")
    before = Person.objects.count()
    with pytest.raises(Unusable, match="dua orang berbeda"):
        find_or_register([row(agency), row(agency, nip="198005052005012001", nik="3404054505800001")], actor=organiser)
    with pytest.raises(Unusable, match="tidak memiliki NIP"):
        find_or_register([row(agency), row(agency, nip="")], actor=organiser)
    assert (Person.objects.count(), Unit.objects.count()) == (before, 0)


def test_hr_registers_only_own_officials():
    here, there = factories.agency(), factories.agency()
    hr = factories.account("agency-hr", agency=here)
    find_or_register([row(here)], actor=hr)
    with pytest.raises(Refused):
        find_or_register([row(here), row(there)], actor=hr)


@pytest.mark.parametrize(("kind", "unit_kind"), [("kabupaten-kota", "dinas-daerah"), ("kementerian", "")])
def test_units_that_a_file_brings_get_the_kind_that_their_name_tells(organiser, kind, unit_kind):
    find_or_register([row(factories.agency(kind=kind), unit="Dinas Kesehatan")], actor=organiser)
    assert Unit.objects.get().kind == unit_kind


def test_a_thousand_rows_cost_as_many_statements_as_ten(organiser, queries):
    agency = factories.agency()
    few, many = [
        [row(agency, unit=f"Unit {n % 5}", nik=f"34040545{n + start:08d}") for n in range(size)]
        for start, size in ((0, 10), (100, 400))
    ]
    assert organiser.current_grants
    ten = queries(lambda: find_or_register(few, actor=organiser))
    assert queries(lambda: find_or_register(many, actor=organiser)) <= ten


def test_fresh_persons_are_withdrawn_unless_used(organiser):
    agency = factories.agency()
    used, unused = find_or_register([row(agency), row(agency)], actor=organiser)
    factories.account(person=used.person)
    with pytest.raises(Unusable, match="sudah dipakai"):
        withdraw_registered(actor=organiser, numbers=[used.person.pk, unused.person.pk])
    withdraw_registered(actor=organiser, numbers=[unused.person.pk])
    assert list(Person.objects.all()) == [used.person]


@pytest.mark.parametrize(
    ("spelled", "kept"),
    [
        ("BIDANG MUTASI DAN PROMOSI", "Bidang Mutasi dan Promosi"),
        ("SUBBAGIAN UMUM DAN KEPEGAWAIAN", "Subbagian Umum dan Kepegawaian"),
        ("PUSAT PENGEMBANGAN ASN (WILAYAH II)", "Pusat Pengembangan ASN (Wilayah II)"),
        ("Biro SDM", "Biro SDM"),
        ("BKPSDM", "BKPSDM"),
    ],
)
def test_a_unit_first_spelled_in_capitals_is_kept_in_calm_letters(organiser, spelled, kept):
    agency = factories.agency()
    done = find_or_register([row(agency, unit=spelled), row(agency, unit=kept)], actor=organiser)
    assert Unit.objects.get().name == kept
    assert len({each.unit.pk for each in done}) == 1
