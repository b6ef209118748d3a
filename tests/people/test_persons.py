"""Registering, identifying and appointing persons; who sees whom."""

from datetime import date

import pytest
from django.http import Http404

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.people import selectors
from mumpuni.people import services as people
from mumpuni.people.models import Identity, Person, Unit
from tests.people import factories

pytestmark = pytest.mark.django_db
GOOD = "198005052005011001"


def register(actor, agency, number=GOOD, kind="nip", **fields):
    return people.register_person(
        actor=actor, identity=(kind, number), agency=agency, **{"name": "Budi Santoso", **fields}
    )


def events():
    return list(Event.objects.order_by("pk").values_list("name", flat=True))


def test_an_official_is_registered_with_identity_and_post(organiser):
    agency = factories.agency()
    post = people.Post(agency, "Kepala Bidang Mutasi", "administrator", unit="Bag. Kepegawaian", echelon="III.b")
    person = register(organiser, agency, position=post, rank="IV/a", sex="L", birth_date=date(1980, 5, 5))
    assert person.current.position.title == "Kepala Bidang Mutasi"
    assert person.current.unit.aliases.get().key == "bagian kepegawaian"
    assert person.identities.get().plain == GOOD
    assert events() == ["people.person.registered"]


@pytest.mark.requirement("B7-20-006")
def test_a_pppk_needs_an_appointing_authority(organiser):
    agency = factories.agency()
    with pytest.raises(Unusable) as refused:
        register(organiser, agency, employment="pppk")
    assert "Pasal 1 angka 2" in refused.value.message_dict["appointed_by"][0]
    person = register(organiser, agency, employment="pppk", appointed_by="Bupati Contoh", number="198005052021211001")
    assert person.employment == "pppk"


@pytest.mark.requirement("B7-20-005")
def test_an_honorary_worker_is_no_official(organiser):
    with pytest.raises(Exception, match="honorer"):
        register(organiser, factories.agency(), employment="honorer")
    assert Person.objects.count() == 0


def test_a_person_known_by_nik_gains_a_nip_and_stays_one(organiser):
    agency = factories.agency()
    person = register(organiser, agency, kind="nik", number="3404050505800001")
    people.add_identity(actor=organiser, person=person, kind="nip", number=GOOD)
    found = selectors.persons_by_number([("nip", GOOD), ("nik", "3404050505800001")])
    assert {each.pk for each in found.values()} == {person.pk}
    assert Person.objects.count() == 1


def test_a_wrong_number_is_replaced_by_the_right_one(organiser):
    person = register(organiser, factories.agency())
    people.add_identity(actor=organiser, person=person, kind="nip", number="198005052005011002")
    assert person.identities.get().plain == "198005052005011002"
    assert events()[-1] == "people.person.identity_replaced"


def test_a_number_belongs_to_one_person(organiser):
    agency = factories.agency()
    register(organiser, agency)
    with pytest.raises(Unusable) as refused:
        register(organiser, agency, name="Orang Lain")
    assert refused.value.code == "identity-taken"
    assert Person.objects.count() == 1


def test_changing_the_sex_against_the_nip_is_refused(organiser):
    person = register(organiser, factories.agency(), sex="L")
    with pytest.raises(Unusable) as refused:
        people.change_person(actor=organiser, person=person, sex="P")
    assert [error.code for error in refused.value.error_list] == ["nip-sex-differs"]
    person.refresh_from_db()
    assert person.sex == "L"


def test_the_trail_names_changed_fields_without_their_contents(organiser):
    person = register(organiser, factories.agency())
    people.change_person(actor=organiser, person=person, phone="0812999", birth_place="Sleman")
    assert Event.objects.latest("pk").data == {"changed": ["birth_place", "phone"]}


def test_a_new_position_ends_the_old_one_the_day_before(organiser):
    agency = factories.agency()
    person = factories.person(at=agency)
    people.appoint(
        actor=organiser,
        person=person,
        position=people.Post(agency, "Sekretaris", "administrator"),
        starts_on=date(2026, 3, 1),
    )
    assert list(person.appointments.order_by("pk").values_list("starts_on", "ends_on")) == [
        (date(2020, 1, 2), date(2026, 2, 28)),
        (date(2026, 3, 1), None),
    ]
    with pytest.raises(Unusable):
        people.appoint(
            actor=organiser, person=person, position=people.Post(agency, "Lain", "pengawas"), starts_on=date(2026, 3, 1)
        )


def test_hr_cannot_take_an_official_from_another_agency(organiser):
    here, there = factories.agency(), factories.agency()
    person = factories.person(at=there)
    hr = factories.account("agency-hr", agency=here)
    with pytest.raises(Refused, match="instansi lain"):
        people.appoint(actor=hr, person=person, position=people.Post(here, "Sekretaris", "administrator"))
    people.appoint(actor=organiser, person=person, position=people.Post(here, "Sekretaris", "administrator"))
    assert person.appointments.get(ends_on=None).agency == here


@pytest.mark.parametrize("act", ["register", "change", "identity", "education", "appoint"])
@pytest.mark.parametrize(
    "role", ["participant", "supervisor", "auditor", "examiner", "signatory", "system-admin", "other-hr"]
)
def test_only_the_organiser_and_the_own_agency_change_officials(role, act):
    agency = factories.agency()
    person = factories.person(at=agency)
    if role == "other-hr":
        actor = factories.account("agency-hr", agency=factories.agency())
    else:
        actor = factories.account(role, person=person if role == "participant" else None)
    acts = {
        "register": lambda: register(actor, agency),
        "change": lambda: people.change_person(actor=actor, person=person, phone="1"),
        "identity": lambda: people.add_identity(actor=actor, person=person, kind="nik", number="3404050505800001"),
        "education": lambda: people.add_education(actor=actor, person=person, degree="sarjana"),
        "appoint": lambda: people.appoint(actor=actor, person=person, position=people.Post(agency, "X", "pengawas")),
    }
    with pytest.raises(Refused):
        acts[act]()
    assert events() == []


def test_own_hr_may(organiser):
    agency = factories.agency()
    person = factories.person(at=agency)
    hr = factories.account("agency-hr", agency=agency)
    people.change_person(actor=hr, person=person, phone="0812")
    people.add_education(actor=hr, person=person, degree="sarjana", field="Hukum", year=2003)
    assert events() == ["people.person.changed", "people.person.education_added"]


def test_each_sees_only_whom_they_may():
    here, there = factories.agency(), factories.agency()
    mine, other = factories.person("Mina", at=here), factories.person("Otto", at=there)
    nowhere = factories.person("Nono")

    def seen(actor):
        return {each.name for each in selectors.persons(actor)}

    assert seen(factories.account("organiser")) == {"Mina", "Otto", "Nono"}
    assert seen(factories.account("supervisor")) == {"Mina", "Otto", "Nono"}
    assert seen(factories.account("system-admin")) == {"Mina", "Otto", "Nono"}
    assert seen(factories.account("agency-hr", agency=here)) == {"Mina"}
    assert seen(factories.account("participant", person=other)) == {"Otto"}
    assert seen(factories.account("auditor")) == set()
    assert seen(None) == set()
    hr = factories.account("agency-hr", agency=here)
    assert selectors.person(hr, mine.pk) == mine
    for hidden in (other, nowhere):
        with pytest.raises(Http404):
            selectors.person(hr, hidden.pk)


def test_hr_loses_sight_when_an_official_moves_away(organiser):
    here, there = factories.agency(), factories.agency()
    person = factories.person(at=here)
    hr = factories.account("agency-hr", agency=here)
    people.appoint(actor=organiser, person=person, position=people.Post(there, "Sekretaris", "administrator"))
    assert list(selectors.persons(hr)) == []


@pytest.mark.requirement("B7-20-018")
def test_a_regional_unit_is_one_of_the_four_kinds(organiser):
    regional, central = factories.agency(kind="provinsi"), factories.agency(kind="kementerian")
    with pytest.raises(Unusable) as refused:
        people.add_unit(actor=organiser, agency=regional, name="Dinas Pendidikan")
    assert "Pasal 1 angka 14" in refused.value.message_dict["kind"][0]
    people.add_unit(actor=organiser, agency=regional, name="Dinas Pendidikan", kind="dinas-daerah")
    with pytest.raises(Unusable):
        people.add_unit(actor=organiser, agency=central, name="Biro Umum", kind="dinas-daerah")
    people.add_unit(actor=organiser, agency=central, name="Biro Umum")
    assert set(Unit.objects.values_list("name", "kind")) == {("Dinas Pendidikan", "dinas-daerah"), ("Biro Umum", "")}


@pytest.mark.requirement("B7-20-016", "B7-20-017")
def test_an_agency_has_one_of_the_kinds_of_the_regulation(organiser):
    for kind in ("", "swasta"):
        with pytest.raises(Exception, match="kind"):
            people.add_agency(actor=organiser, name="Tanpa Jenis", kind=kind)
    central = [
        people.add_agency(actor=organiser, name=f"Pusat {kind}", kind=kind).is_central
        for kind in ("kementerian", "lpnk", "kesekretariatan-lembaga-negara", "kesekretariatan-lembaga-nonstruktural")
    ]
    assert central == [True] * 4
    assert not people.add_agency(actor=organiser, name="Daerah", kind="kabupaten-kota").is_central


def test_an_agency_renamed_is_found_by_both_names(organiser):
    agency = people.add_agency(actor=organiser, name="Pemerintah Kabupaten Lama", kind="kabupaten-kota")
    people.change_agency(actor=organiser, agency=agency, name="Pemerintah Kabupaten Baru")
    found = selectors.agencies_by_spelling(["PEMKAB. LAMA", "pemerintah kab baru", "pemkab lain"])
    assert {text: each.pk for text, each in found.items()} == {
        "PEMKAB. LAMA": agency.pk,
        "pemerintah kab baru": agency.pk,
    }
    assert selectors.closest_agencies("Pemkab Bru") == [agency]


def test_a_spelling_means_one_agency(organiser):
    one, other = factories.agency(), factories.agency()
    people.add_agency_alias(actor=organiser, agency=one, spelling="BKPSDM Contoh")
    with pytest.raises(Unusable, match="sudah berarti"):
        people.add_agency_alias(actor=organiser, agency=other, spelling="bkpsdm  contoh")


def test_merged_and_dead_numbers_answer_nobody():
    assert selectors.persons_by_number([("nip", GOOD)]) == {}
    assert Identity.objects.count() == 0


def test_what_unknown_spellings_may_mean_costs_two_queries_however_many(queries):
    agency, other = factories.agency("Pemerintah Kabupaten Sleman"), factories.agency("Kementerian Agama")
    unit = factories.unit(agency, "Dinas Pendidikan")
    pairs = [(agency.pk, "Dinas Pendidikann"), (agency.pk, "Inspektorat"), (other.pk, "Dinas Pendidikan")]
    assert selectors.likely_units(pairs) == {pairs[0]: unit}
    texts = ["Pemkab Slemn", "Kemen. Agma", "Rumah Makan Padang", *(f"Pemkab Slemn {n}" for n in range(20))]
    found = selectors.likely_agencies(texts)
    assert (found["Pemkab Slemn"][0], found["Kemen. Agma"][0]) == (agency, other)
    assert "Rumah Makan Padang" not in found
    assert queries(lambda: selectors.likely_agencies(texts)) == queries(lambda: selectors.likely_units(pairs)) == 2
