"""What officials bring, the level decided, the gap to a target, careers; through services and screens."""

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.people import extras
from mumpuni.people import services as registry
from mumpuni.people.models import Education, Office
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.regulations import catalogue
from mumpuni.standards import held
from mumpuni.standards.models import Attainment, LevelDecision
from mumpuni.standards.selectors import careers
from mumpuni.standards.selectors import officials as selectors
from mumpuni.standards.services import equivalence
from mumpuni.standards.services import officials as services
from mumpuni.standards.services.equivalence import TableRow
from mumpuni.standards.views.ladder import ladder
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db
COMPETENCE = {"kind": "sertifikat-kompetensi", "route": "pengembangan-kompetensi", "test_passed": True}


@pytest.fixture
def agency():
    return people.agency("Pemerintah Kabupaten Sleman")


@pytest.fixture
def hr(agency):
    return people.account("agency-hr", agency=agency)


@pytest.fixture
def chief():
    return bpsdm()


@pytest.fixture
def person(agency):
    return people.person("Siti Aminah", at=agency)


def seen(actor, person):
    return selectors.official(actor, person.pk)


def told(actor, person, **options):
    return selectors.profile(
        seen(actor, person), day=options.pop("day", timezone.localdate()), language="id", **options
    )


def graduate(actor, person, position, **fields):
    return services.record_attainment(
        **{
            "actor": actor,
            "person": seen(actor, person),
            "kind": "sttpk",
            "route": "pengembangan-kompetensi",
            "title": f"Pelatihan {position}",
            "number": "STTPK-1",
            "graduate_of": position,
            "programme_completed": True,
            **fields,
        }
    )


def decided(actor, person, level=5, **fields):
    return services.decide_level(
        **{
            "actor": actor,
            "person": seen(actor, person),
            "level": level,
            "target": "administrator",
            "number": "800/1",
            "dated": timezone.localdate(),
            "office": people.office(f"kepala-{Office.objects.count()}"),
            "ground": "Ijazah dan pelatihan",
            "meets_standard": True,
            **fields,
        }
    )


def standard(level="administrator"):
    version = make_version()
    version.standard.position = level
    version.standard.save()
    units = fill(version)
    publish(version)
    return version, units


def page(client, actor, person, **asked):
    client.force_login(actor)
    return client.get(reverse("standards:official", args=[person.pk]), asked).content.decode()


def cells(html):
    return " ".join(html.split())


# What is recorded, judged by Pasal 7 and 8


@pytest.mark.requirement("P11-18-020", "P11-18-022")
def test_a_record_has_one_of_three_paths_and_one_of_four_forms(client, hr, person):
    client.force_login(hr)
    form = client.get(reverse("standards:attainment_add", args=[person.pk])).context["form"]
    assert [word for word, _label in form.fields["route"].choices] == list(
        catalogue("permendagri-11-2018/routes").codes
    )
    forms = [word for word, _label in form.fields["kind"].choices]
    assert forms == [*catalogue("permendagri-11-2018/certificate-kinds").codes, ""]


@pytest.mark.requirement("P11-18-021")
def test_learning_without_a_certificate_counts_nothing_until_one_is_recorded(client, hr, person):
    row = graduate(hr, person, "pengawas", kind="", number="")
    found = told(hr, person)
    assert [piece.counts for piece in found.development] == [False]
    assert found.development[0].effective == ()
    assert "Pasal 8 ayat (1)" in cells(page(client, hr, person))
    graduate(hr, person, "pengawas", corrects=row, reason="STTPK sudah terbit")
    assert told(hr, person).development[0].effective == (4,)


@pytest.mark.parametrize(
    ("kind", "route", "accepted"),
    [
        pytest.param(*case, marks=pytest.mark.requirement(row))
        for row, case in (
            ("P11-18-023", ("ijazah", "pengembangan-kompetensi", False)),
            ("P11-18-023", ("ijazah", "pendidikan-formal", True)),
            ("P11-18-024", ("sertifikat-kompetensi", "pendidikan-formal", False)),
            ("P11-18-024", ("sertifikat-kompetensi", "pengembangan-kompetensi", True)),
            ("P11-18-024", ("sertifikat-kompetensi", "pengalaman-kerja", True)),
        )
    ],
)
def test_each_form_of_certificate_has_its_own_paths(client, hr, person, kind, route, accepted):
    education = Education.objects.create(person=person, degree="sarjana", field="Hukum", year=2005)
    client.force_login(hr)
    sent = {"kind": kind, "route": route, "title": "Bukti belajar", "education": education.pk, "test_passed": "on"}
    answer = client.post(reverse("standards:attainment_add", args=[person.pk]), sent)
    assert answer.status_code == (302 if accepted else 422)
    assert Attainment.objects.count() == (1 if accepted else 0)
    if not accepted:
        assert "Pasal 8 ayat" in answer.content.decode()
        assert "Bukti belajar" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "told", "accepted"),
    [
        pytest.param(*case, marks=pytest.mark.requirement(row))
        for row, case in (
            ("P11-18-029", ("sttpk", {"programme_completed": False}, False)),
            ("P11-18-029", ("sttpk", {"programme_completed": True}, True)),
            ("P11-18-030", ("sertifikat-lainnya", {"test_required": False}, True)),
            ("P11-18-030", ("sertifikat-lainnya", {"test_required": True, "test_passed": True}, False)),
            ("P11-18-030", ("sertifikat-kompetensi", {"test_required": False}, False)),
        )
    ],
)
def test_what_was_learnt_is_stated_by_the_form_that_its_programme_allows(hr, person, kind, told, accepted):
    given = {"actor": hr, "person": seen(hr, person), "route": "pengembangan-kompetensi", "title": "Pelatihan"}
    if accepted:
        assert services.record_attainment(**given, kind=kind, **told).kind == kind
        return
    with pytest.raises(RuleBroken) as refused:
        services.record_attainment(**given, kind=kind, **told)
    assert all(each.citation.place.startswith("Pasal 8 ayat") for each in refused.value.decision.findings)
    assert not Attainment.objects.exists()


def test_a_diploma_needs_an_education_of_the_same_official(hr, person):
    other = Education.objects.create(person=people.person("Orang Lain"), degree="sarjana")
    for education in (None, other):
        with pytest.raises(Unusable) as refused:
            services.record_attainment(
                actor=hr,
                person=seen(hr, person),
                kind="ijazah",
                route="pendidikan-formal",
                title="Ijazah",
                education=education,
            )
        assert list(refused.value.message_dict) == ["education"]


def test_what_is_wrong_is_ended_with_a_reason_and_stays_on_record(client, hr, person):
    row = graduate(hr, person, "pengawas")
    client.force_login(hr)
    url = reverse("standards:attainment_end", args=[row.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Bukan miliknya"}).status_code == 302
    row.refresh_from_db()
    assert (row.end_reason, row.ended_by) == ("Bukan miliknya", hr)
    assert told(hr, person).development == []
    assert client.get(url).status_code == 404
    with pytest.raises(Unusable):
        services.end_attainment(actor=hr, attainment=row, reason="lagi")


def test_a_correction_is_a_new_record_and_ends_the_old_one(client, hr, person):
    row = graduate(hr, person, "pengawas")
    client.force_login(hr)
    url = reverse("standards:attainment_correct", args=[row.pk])
    assert 'value="STTPK-1"' in client.get(url).content.decode()
    sent = {
        "kind": "sttpk",
        "route": "pengembangan-kompetensi",
        "title": "Pelatihan administrator",
        "graduate_of": "administrator",
        "programme_completed": "on",
    }
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"reason": "Salah jabatan"}).status_code == 302
    assert [piece.effective for piece in told(hr, person).development] == [(5,)]
    assert Event.objects.filter(name="standards.attainment.corrected").count() == 1


def test_others_record_nothing_and_another_agency_sees_nothing(client, hr, person):
    row = graduate(hr, person, "pengawas")
    stranger = people.account("agency-hr", agency=people.agency())
    client.force_login(stranger)
    for name, number in (
        ("official", person.pk),
        ("attainment_add", person.pk),
        ("experience_add", person.pk),
        ("level_decide", person.pk),
        ("attainment_end", row.pk),
        ("attainment_correct", row.pk),
    ):
        assert client.get(reverse(f"standards:{name}", args=[number])).status_code == 404
    supervisor = people.account("supervisor")
    client.force_login(supervisor)
    assert client.get(reverse("standards:official", args=[person.pk])).status_code == 200
    assert client.get(reverse("standards:attainment_add", args=[person.pk])).status_code == 403
    for refused in (supervisor, stranger):
        with pytest.raises(Refused):
            services.end_attainment(actor=refused, attainment=row, reason="x")


def test_the_official_sees_the_own_page_and_changes_nothing_there(client, person):
    own = people.account("participant", person=person)
    client.force_login(own)
    assert client.get(reverse("standards:own_level"))["Location"] == reverse("standards:official", args=[person.pk])
    html = page(client, own, person)
    assert "Catat capaian" not in html
    assert client.get(reverse("standards:official_list")).status_code == 403
    assert client.get(reverse("standards:experience_add", args=[person.pk])).status_code == 403
    client.force_login(people.account("participant"))
    assert client.get(reverse("standards:own_level")).status_code == 200


def test_the_page_of_a_person_leads_to_the_levels_for_those_who_may_see_them(client, hr, person):
    client.force_login(hr)
    html = client.get(reverse("people:person", args=[person.pk])).content.decode()
    assert reverse("standards:official", args=[person.pk]) in html
    assert extras.cards_for(people.account("agency-hr", agency=people.agency()), seen(hr, person)) == []


# Experience (Pasal 11)


@pytest.mark.requirement("P11-18-057")
def test_experience_without_a_field_is_refused_with_its_article(client, hr, person):
    client.force_login(hr)
    sent = {"starts_on": "2015-01-01", "ends_on": "2019-12-31"}
    answer = client.post(reverse("standards:experience_add", args=[person.pk]), sent)
    assert answer.status_code == 422
    assert "Pasal 11" in answer.content.decode()
    assert not person.experience.exists()


@pytest.mark.requirement("P11-18-057")
def test_only_the_fields_related_to_the_target_count(client, hr, person, chief):
    load(chief, TableRow("kepegawaian", 5, 5), TableRow("pertanian", 8, 5))
    worked(hr, person, "kepegawaian", date(2015, 1, 1), date(2019, 12, 31))
    worked(hr, person, "pertanian", date(2005, 1, 1), date(2012, 12, 31))
    every = told(hr, person)
    assert {(piece.what, piece.levels) for piece in every.experience} == {("pertanian", (8,)), ("kepegawaian", (5,))}
    related = told(hr, person, related_fields=["kepegawaian"])
    assert [(piece.what, piece.levels) for piece in related.experience] == [("kepegawaian", (5,))]
    html = page(client, hr, person, sasaran="administrator", bidang="kepegawaian")
    assert "pertanian" in html
    assert "Di bawah sasaran" in html


@pytest.mark.requirement("P11-18-058")
def test_length_is_computed_overlaps_count_once_and_backwards_is_refused(client, hr, person):
    worked(hr, person, "kepegawaian", date(2015, 1, 1), date(2019, 12, 31))
    assert [piece.years for piece in told(hr, person).experience] == [5]
    worked(hr, person, "kepegawaian", date(2017, 1, 1), date(2018, 12, 31))
    assert [piece.years for piece in told(hr, person).experience] == [5]
    assert "5 tahun" in cells(page(client, hr, person))
    with pytest.raises(RuleBroken):
        worked(hr, person, "kepegawaian", date(2019, 1, 1), date(2018, 1, 1))


def test_experience_is_corrected_and_ended_like_attainments(client, hr, person):
    row = worked(hr, person, "kepegawaian", date(2015, 1, 1), date(2019, 12, 31))
    client.force_login(hr)
    sent = {"field": "keuangan", "starts_on": "2015-01-01", "ends_on": "2019-12-31", "reason": "Salah bidang"}
    assert client.post(reverse("standards:experience_correct", args=[row.pk]), sent).status_code == 302
    assert [piece.what for piece in told(hr, person).experience] == ["keuangan"]
    now = person.experience.get(ended_at=None)
    assert client.post(reverse("standards:experience_end", args=[now.pk]), {"reason": "Ganda"}).status_code == 302
    assert told(hr, person).experience == []
    with pytest.raises(Unusable):
        worked(hr, person, "keuangan", timezone.localdate() + timedelta(days=1), None)


def worked(actor, person, field, start, end):
    return services.record_experience(
        actor=actor, person=seen(actor, person), field=field, starts_on=start, ends_on=end
    )


def load(actor, *rows, kind="experience", since=TODAY, number="050-1 Tahun 2026"):
    return equivalence.load_table(
        actor=actor, kind=kind, decision_number=number, decision_date=since, in_force_from=since, rows=list(rows)
    )


# Each path for itself, the overall level by decision


@pytest.mark.requirement("P11-18-060")
def test_the_paths_stand_side_by_side_and_the_overall_level_waits_for_a_decision(client, hr, chief, person):
    Education.objects.create(person=person, degree="sarjana", field="Hukum", year=2005)
    graduate(hr, person, "pengawas")
    found = told(hr, person)
    assert [piece.levels for piece in found.education] == [(6,)]
    assert [piece.levels for piece in found.development] == [(4,)]
    assert (found.experience, found.overall) == ([], None)
    html = cells(page(client, hr, person))
    assert "paling rendah 6" in html
    assert "Pasal 10 ayat (1) huruf b" in html
    assert "<strong>Kosong</strong>" in html
    office = people.office("kepala-bpsdm")
    client.force_login(chief)
    sent = {
        "level": "5",
        "target": "administrator",
        "number": "800/12/2026",
        "dated": timezone.localdate(),
        "office": office.pk,
        "ground": "Pelatihan Pengawas dan ijazah Sarjana",
        "meets_standard": "on",
    }
    assert client.post(reverse("standards:level_decide", args=[person.pk]), sent).status_code == 302
    found = told(hr, person)
    assert (found.overall, found.fixed.number) == (5, "800/12/2026")
    assert "800/12/2026" in page(client, hr, person)
    kept = StoredDecision.objects.get(pk=found.fixed.decision_id)
    assert kept.facts["education"] == "sarjana"
    assert kept.decision["values"]["ground"] == "800/12/2026"


def test_looking_keeps_no_decision(client, hr, person):
    Education.objects.create(person=person, degree="sarjana")
    page(client, hr, person)
    assert not StoredDecision.objects.exists()


@pytest.mark.requirement("P11-18-041")
def test_a_level_whose_standard_is_not_met_stays_a_proposal(client, hr, chief, person):
    Education.objects.create(person=person, degree="magister", field="Hukum", year=2010)
    decided(chief, person, 8, meets_standard=False)
    found = told(hr, person)
    assert (found.current.status, found.overall) == ("usulan", None)
    html = page(client, hr, person)
    assert "Masih usulan" in html
    assert "Pasal 9 ayat (2)" in html
    decided(chief, person, 8, number="800/2")
    found = told(hr, person)
    assert (found.current.status, found.overall) == ("ditetapkan", 8)
    status = services.education_status(found, level=8, ground="Ijazah", met=True)
    assert status.values["status"] == found.current.status


def test_a_later_decision_names_the_one_it_replaces_and_none_is_ever_changed(chief, person):
    first = decided(chief, person, 5)
    second = decided(chief, person, 6, number="800/2")
    assert second.replaces == first
    assert StoredDecision.objects.get(pk=second.decision_id).supersedes == first.decision_id
    for change in (lambda: LevelDecision.objects.update(level=9), lambda: LevelDecision.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Unusable) as refused:
        decided(chief, person, 7, number="", ground=" ", dated=timezone.localdate() + timedelta(days=2))
    assert set(refused.value.message_dict) == {"number", "ground", "dated"}
    with pytest.raises(Unusable):
        decided(chief, person, 7, dated=timezone.localdate() - timedelta(days=2))
    with pytest.raises(Unusable):
        decided(chief, person, 10)


def test_two_records_that_are_one_person_are_folded_together_with_their_decisions(chief, agency, person):
    twin = people.person("SITI AMINAH", kind="nik", number="3404050505800001")
    organiser = people.account("organiser")
    services.decide_level(
        actor=chief,
        person=seen(chief, twin),
        level=5,
        target="administrator",
        number="800/1",
        dated=timezone.localdate(),
        office=people.office(),
        ground="Pelatihan",
        meets_standard=True,
    )
    registry.merge_persons(actor=organiser, kept=person, gone=twin, reason="orang yang sama")
    assert LevelDecision.objects.get().person == person


@pytest.mark.parametrize("role", ["organiser", "supervisor", "agency-hr", "participant"])
def test_only_bpsdm_decides_a_level(client, agency, person, role):
    actor = people.account(role, agency=agency, person=person if role == "participant" else None)
    client.force_login(actor)
    if role != "agency-hr":
        people.confirm_second_factor(client)
    assert client.get(reverse("standards:level_decide", args=[person.pk])).status_code == 403
    with pytest.raises(Refused):
        decided(actor, person)


@pytest.mark.requirement("P11-18-048")
def test_position_and_training_are_two_levels_with_a_gap(client, hr, person):
    graduate(hr, person, "administrator")
    found = told(hr, person)
    assert (found.position.levels, found.development[0].levels) == ((6,), (5,))
    assert found.beside.values["gap"] == 1
    assert "Pasal 5 ayat (2) huruf c" in page(client, hr, person)


@pytest.mark.requirement("P11-18-055")
@pytest.mark.parametrize(("level", "position", "training"), [("penyelia", (5,), (6,)), ("ahli-muda", (7,), (6,))])
def test_functional_grades_keep_both_levels(hr, agency, level, position, training):
    official = people.person("Rudi Hartono")
    people.appointment(official, agency, title=f"Analis {level}", level=level)
    graduate(hr, official, level)
    found = told(hr, official)
    assert (found.position.levels, found.development[0].levels) == (position, training)


@pytest.mark.requirement("P11-18-018")
def test_a_certificate_of_the_standard_of_administrators_is_a_ground_for_level_6(client, hr, person):
    assert told(hr, person).equated.values["levels"] == ()
    assert "masih kosong" in page(client, hr, person)
    version, _units = standard()
    services.record_attainment(
        actor=hr,
        person=seen(hr, person),
        title="Kompetensi Administrator",
        number="K-7/2026",
        standard=version,
        **COMPETENCE,
    )
    equated = told(hr, person).equated
    assert (equated.values["levels"], equated.values["grounds"]) == ((6,), ("K-7/2026",))
    assert "K-7/2026" in page(client, hr, person)


def test_an_expired_certificate_is_no_ground_and_is_named(client, hr, person):
    version, _units = standard()
    services.record_attainment(
        actor=hr,
        person=seen(hr, person),
        title="Kompetensi Administrator",
        number="K-1/2019",
        standard=version,
        expires_on=date(2024, 1, 1),
        **COMPETENCE,
    )
    assert told(hr, person).equated.values["levels"] == ()
    html = page(client, hr, person)
    assert "Sudah tidak berlaku" in html


@pytest.mark.requirement("P11-18-059")
def test_a_later_table_applies_from_its_day_and_decisions_made_stay(client, hr, chief, person):
    worked(hr, person, "kepegawaian", date(2015, 1, 1), date(2019, 12, 31))
    load(chief, TableRow("kepegawaian", 4, 5))
    before = decided(chief, person, 4, target="pengawas")
    day = timezone.localdate() + timedelta(days=10)
    load(chief, TableRow("kepegawaian", 6, 5), since=day, number="050-2")
    assert told(hr, person).experience[0].levels == (4,)
    assert told(hr, person, day=day).experience[0].levels == (6,)
    assert told(hr, person, day=day).fixed == before
    kept = StoredDecision.objects.get(pk=before.decision_id)
    assert kept.facts["experience_table"] == [{"field": "kepegawaian", "min_years": 5, "level": 4}]


@pytest.mark.requirement("P11-18-059")
def test_a_table_narrows_education_and_development_and_the_article_stays_beside_it(client, hr, chief, person):
    Education.objects.create(person=person, degree="sarjana")
    graduate(hr, person, "jpt-madya")
    load(chief, TableRow("sarjana", 7), kind="education")
    load(chief, TableRow("jpt-madya", 8), kind="development", number="050-2")
    found = told(hr, person)
    assert (found.education[0].levels, found.education[0].effective) == ((6,), (7,))
    assert (found.development[0].levels, found.development[0].effective) == ((7, 8), (8,))
    html = cells(page(client, hr, person))
    assert "dipersempit 050-1 Tahun 2026" in html


def test_the_ladder_says_in_words_what_it_draws(hr, chief, person):
    Education.objects.create(person=person, degree="sarjana")
    graduate(hr, person, "pengawas")
    decided(chief, person, 5)
    drawn = ladder(told(hr, person), (6,))
    assert drawn["description"] == (
        "Jabatan: 6; Pendidikan: paling rendah 6; Pelatihan: 4; Pengalaman: belum ada; Ditetapkan: 5; Sasaran: 6"
    )
    heights = {column.css: [mark.y for mark in column.marks] for column in drawn["columns"]}
    assert heights["development"][0] > heights["decided"][0] > heights["target"][0] == heights["position"][0]
    assert [rung["level"] for rung in drawn["rungs"]] == list(range(9, 0, -1))


# The way to a target


def test_the_gap_names_the_levels_that_are_missing(client, hr, person):
    graduate(hr, person, "pengawas")
    html = cells(page(client, hr, person, sasaran="administrator"))
    assert "Di bawah sasaran" in html
    assert "Jenjang yang belum dicapai: 5–6" in html
    html = cells(page(client, hr, person, sasaran="pengawas"))
    assert "Mencapai sasaran" in html
    html = cells(page(client, hr, people.person("Tanpa Bekal", at=hr.current_grants[0].agency), sasaran="jpt-utama"))
    assert "Belum dapat diputuskan" in html


@pytest.mark.requirement("P11-18-063")
def test_units_without_a_certificate_are_needs_of_development_of_the_position_held(client, hr, person):
    version, units = standard()
    version.standard.title = "Kepala Bidang"
    version.standard.save()
    services.record_attainment(
        actor=hr, person=seen(hr, person), title="Satu unit", number="K-1/2026", units=[units[3]], **COMPETENCE
    )
    html = page(client, hr, person)
    needs = html[html.index("Kebutuhan pengembangan") : html.index("Sertifikat kompetensi menurut unit")]
    assert f"<li>{units[0].title}</li>" in needs
    assert f"<li>{units[3].title}</li>" not in needs
    assert f"skk-{version.pk}" in html


@pytest.mark.requirement("P11-18-062")
def test_the_career_view_lists_certificates_by_unit_and_level(client, hr, person):
    _version, units = standard()
    services.record_attainment(
        actor=hr, person=seen(hr, person), title="Dua unit", number="K-1/2026", units=units[3:5], **COMPETENCE
    )
    html = cells(page(client, hr, person))
    career = html[html.index("Sertifikat kompetensi menurut unit") : html.index("Catatan capaian")]
    assert career.count("K-1/2026") == 2
    assert '<td data-label="Jenjang">6</td>' in career
    assert units[4].title in career


def test_certificates_that_another_app_issued_count_beside_those_recorded(hr, person, monkeypatch):
    version, units = standard()
    issued = held.HeldCertificate(person=person.pk, number="REG-1", title="Register", units=(units[0].title.upper(),))
    monkeypatch.setattr(held, "_sources", [lambda numbers: [issued]])
    certificates = told(hr, person).certificates
    assert certificates == [issued]
    found = selectors.criterion("pengembangan-kompetensi", selectors.required_units(version), certificates, TODAY)
    assert found.values["numbers"] == ("REG-1",)


# Placement, promotion, succession (Pasal 6 ayat (2), 13)


def careers_page(client, actor, **asked):
    client.force_login(actor)
    return cells(client.get(reverse("standards:careers"), asked).content.decode())


@pytest.mark.requirement("P11-18-019")
@pytest.mark.parametrize("action", catalogue("permendagri-11-2018/career-actions").codes)
def test_each_of_the_five_actions_flags_who_lacks_the_standard_of_the_position(client, hr, person, action):
    html = careers_page(client, hr, sasaran="administrator", tindakan=action)
    assert person.name in html
    assert "Standar belum dipenuhi" in html
    assert "Pasal 6 ayat (2)" in html
    version, _units = standard()
    services.record_attainment(
        actor=hr, person=seen(hr, person), title="Administrator", number="K-7/2026", standard=version, **COMPETENCE
    )
    assert "Standar belum dipenuhi" not in careers_page(client, hr, sasaran="administrator", tindakan=action)


@pytest.mark.requirement("P11-18-061")
def test_the_certificate_is_a_column_and_no_veto(client, hr, agency, person):
    version, _units = standard()
    other = people.person("Agus Wijaya", at=agency)
    services.record_attainment(
        actor=hr, person=seen(hr, person), title="Administrator", number="K-7/2026", standard=version, **COMPETENCE
    )
    services.record_attainment(
        actor=hr,
        person=seen(hr, other),
        title="Administrator",
        number="K-1/2019",
        standard=version,
        expires_on=date(2024, 1, 1),
        **COMPETENCE,
    )
    html = careers_page(client, hr, sasaran=f"skk-{version.pk}", tindakan="promosi")
    assert '<th scope="col">Sertifikat kompetensi</th>' in html
    assert "K-7/2026" in html
    column = re.findall(r'<td data-label="Sertifikat kompetensi"><span>(.*?)<', html)
    assert sorted(cell.strip() for cell in column) == ["K-7/2026", "–"]
    assert html.index("Agus Wijaya") < html.index("Siti Aminah")
    html = careers_page(client, hr, sasaran=f"skk-{version.pk}", tindakan="promosi", urut="sertifikat")
    assert html.index("Siti Aminah") < html.index("Agus Wijaya")


@pytest.mark.requirement("P11-18-064")
def test_a_succession_list_shows_who_holds_the_certificate_of_the_standard(client, hr, agency, person):
    version, _units = standard()
    people.person("Agus Wijaya", at=agency)
    services.record_attainment(
        actor=hr, person=seen(hr, person), title="Administrator", number="K-7/2026", standard=version, **COMPETENCE
    )
    asked = {"sasaran": f"skk-{version.pk}", "tindakan": "rencana-suksesi-jabatan"}
    html = careers_page(client, hr, **asked)
    assert html.count("Memegang sertifikat standarnya") == 1
    assert "Agus Wijaya" in html
    html = careers_page(client, hr, **asked, pemegang="on")
    assert "Siti Aminah" in html
    assert "Agus Wijaya" not in html


def test_an_agency_compares_only_its_own_officials(client, hr, person):
    people.person("Orang Jauh", at=people.agency())
    html = careers_page(client, hr, sasaran="administrator", tindakan="promosi")
    assert "Siti Aminah" in html
    assert "Orang Jauh" not in html
    assert "Orang Jauh" in careers_page(client, people.account("supervisor"), sasaran="administrator")
    client.force_login(people.account("participant", person=person))
    assert client.get(reverse("standards:careers")).status_code == 403
    with pytest.raises(Refused):
        careers.pool(people.account("examiner"), tier="administrator", version=None, day=TODAY)


def test_pages_cost_the_same_for_one_official_as_for_twenty(client, hr, agency, person, queries):
    version, units = standard()

    def equip(official):
        services.record_attainment(
            actor=hr,
            person=seen(hr, official),
            title="Administrator",
            number=f"K-{official.pk}",
            standard=version,
            units=units[:2],
            **COMPETENCE,
        )

    equip(person)
    client.force_login(hr)
    pages = [
        f"{reverse('standards:careers')}?sasaran=skk-{version.pk}&tindakan=promosi",
        reverse("standards:official_list"),
    ]
    client.get(pages[0])
    one = [queries(lambda url=url: client.get(url)) for url in pages]
    for each in range(19):
        equip(people.person(f"Pegawai {each}", at=agency))
    assert [queries(lambda url=url: client.get(url)) for url in pages] == one


def test_the_own_page_costs_the_same_for_one_record_as_for_ten(client, hr, person, queries):
    version, units = standard()

    def one_more(number):
        Education.objects.create(person=person, degree="sarjana", year=2000 + number)
        services.record_attainment(
            actor=hr,
            person=seen(hr, person),
            title="Administrator",
            number=f"K-{number}",
            standard=version,
            units=units[:2],
            **COMPETENCE,
        )
        worked(hr, person, f"bidang {number}", date(2010 + number, 1, 1), date(2010 + number, 12, 31))

    client.force_login(hr)
    url = reverse("standards:official", args=[person.pk])
    one_more(1)
    one = queries(lambda: client.get(url))
    for number in range(2, 11):
        one_more(number)
    assert queries(lambda: client.get(url)) == one
