"""What is printed, what a stranger learns, what becomes of a certificate afterwards."""

from datetime import date

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from mumpuni.audit.models import Event
from mumpuni.certification.models import Certificate, Kind
from mumpuni.certification.selectors.public import verify, verify_bytes
from mumpuni.certification.services.issuing import issue_run
from mumpuni.certification.services.register import keep_scheme, withdraw_certificate
from mumpuni.certification.services.runs import draft_correction, submit_run
from mumpuni.certification.services.verdicts import correct_verdict
from mumpuni.documents import selectors as documents
from mumpuni.documents import signing
from mumpuni.people.models import Capacity
from mumpuni.people.policies import Refused, Unusable
from mumpuni.standards.held import certificates_of
from mumpuni.standards.selectors.officials import criterion
from tests.certification.make import holder, units

pytestmark = pytest.mark.django_db


def text_of(certificate):
    pdf = pypdfium2.PdfDocument(documents.bytes_of(certificate.document))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    finally:
        pdf.close()


def issued(house, competent=None, **fields):
    house.nominations = house.nominations[:1]
    issue_run(house.approved(competent=competent, **fields).pk)
    return {certificate.kind: certificate for certificate in Certificate.objects.all()}


@pytest.mark.requirement("PAND-094", "PAND-095", "PAND-096", "PAND-097", "PAND-098", "PAND-099", "PAND-100", "PAND-101")
def test_page_one_says_what_the_sample_says(house):
    certificate = issued(house, 10)[Kind.COMPETENCE]
    first, second = text_of(certificate)
    for words in (
        "BADAN KEPEGAWAIAN NEGARA PUSAT PENGEMBANGAN APARATUR SIPIL NEGARA SERTIFIKAT",
        "Nomor : 00001/MASN-K/V/2019",
        f"Dengan ini menyatakan bahwa, {house.nominations[0].person.full_name}",
        "Telah memenuhi 10 Unit Kompetensi dari 15 Unit Kompetensi",
        "Kualifikasi Pengawas",
        "Pada Skema Sertifikasi MANAJEMEN APARATUR SIPIL NEGARA",
        "Jakarta, 20 Mei 2019",
        "Kepala Badan Kepegawaian Negara",
        "DR. BIMA HARIA, M.SI.",
        "NIP. 19610709 198603 1 001",
        certificate.code,
    ):
        assert words in first
    assert "Kepala Pusat Pengembangan Aparatur Sipil Negara" in second
    assert "AHMAD JALIS, M.A." in second
    assert "Jakarta, 20 Mei 2019" in second


@pytest.mark.requirement("PAND-103", "PAND-105")
@pytest.mark.parametrize(("competent", "word"), [(15, True), (14, False), (1, False)])
def test_the_word_kompeten_stands_only_where_all_units_are_fulfilled(house, competent, word):
    certificate = issued(house, competent, kinds=["competence"])[Kind.COMPETENCE]
    first, second = text_of(certificate)
    assert ("KOMPETEN" in first.split()) is word
    assert certificate.is_competent is word
    printed = certificate.document.data["units"]
    assert [unit["title"] for unit in printed] == [unit.title for unit in units("pengawas")[:competent]]
    assert all(unit["code"] in second for unit in printed)


@pytest.mark.requirement("PAND-105")
def test_without_a_unit_there_is_only_the_training_certificate(house):
    assert set(issued(house, 0)) == {Kind.ATTENDANCE}


@pytest.mark.requirement("PAND-106", "PAND-032")
def test_the_training_certificate_names_programme_level_days_and_hours_but_no_units(house):
    certificate = issued(house)[Kind.ATTENDANCE]
    (page,) = text_of(certificate)
    for words in ("Telah mengikuti", "Jenjang Pengawas", "Angkatan 4", "6 s.d. 7 Mei 2019", "15 Jam Pelajaran"):
        assert words in page
    assert "Unit Kompetensi" not in page
    assert [who["name"] for who in certificate.document.data["signatories"]] == ["Ahmad Jalis, M.A."]


@pytest.mark.requirement("PAND-102", "PAND-104")
def test_each_signatory_signs_the_own_page(house):
    certificate = issued(house, kinds=["competence"])[Kind.COMPETENCE]
    found = signing.signatures(documents.bytes_of(certificate.document), roots=[documents.authority_certificate()])
    assert [(each.page, each.name) for each in found] == [(1, "Dr. Bima Haria, M.Si."), (2, "Ahmad Jalis, M.A.")]
    assert all(each.intact and each.trusted for each in found)


@pytest.mark.parametrize(
    ("capacity", "fields", "words"),
    [
        (Capacity.ACTING, {}, "Plt. Kepala Badan Kepegawaian Negara"),
        (Capacity.DAILY, {}, "Plh. Kepala Badan Kepegawaian Negara"),
        (
            Capacity.ON_BEHALF,
            {"own_title": "Deputi Bidang Mutasi"},
            "a.n. Kepala Badan Kepegawaian Negara Deputi Bidang Mutasi",
        ),
    ],
)
def test_stand_ins_are_printed_as_such(house, capacity, fields, words):
    house.head = holder(house.head_office, house.head_person, capacity=capacity, **fields)
    certificate = issued(house, kinds=["competence"])[Kind.COMPETENCE]
    assert words in text_of(certificate)[0]


@pytest.mark.requirement("B7-20-022")
def test_a_validity_set_later_reaches_only_later_certificates(house):
    old = issued(house, kinds=["attendance", "competence"])
    assert old[Kind.COMPETENCE].expires_on is None
    assert verify(old[Kind.COMPETENCE].number, today=date(2099, 1, 1)).answer == "valid"
    keep_scheme(
        actor=house.organiser,
        scheme=house.scheme,
        fields={"validity_years": 5},
        patterns={"competence": "{serial:05d}/MASN-K/{roman_month}/{year}"},
    )
    house.scheme.refresh_from_db()
    run = draft_correction(actor=house.organiser, certificate=old[Kind.COMPETENCE], reason="Uji", terms=house.terms())
    issue_run(house.approve(submit_run(actor=house.organiser, run=run)).pk)
    new = Certificate.objects.get(replaces=old[Kind.COMPETENCE])
    assert new.expires_on == date(2024, 5, 19)
    assert "Berlaku sampai dengan 19 Mei 2024" in text_of(new)[0]
    assert [verify(new.number, today=day).answer for day in (date(2024, 5, 19), date(2024, 5, 20))] == [
        "valid",
        "expired",
    ]
    assert old[Kind.ATTENDANCE].expires_on is None


@pytest.mark.parametrize(
    ("issued_on", "years", "last"),
    [
        (date(2021, 3, 15), 5, date(2026, 3, 14)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2021, 3, 15), None, None),
    ],
)
def test_the_last_valid_day_is_the_one_before_the_anniversary(house, issued_on, years, last):
    house.scheme.validity_years = years
    assert house.scheme.last_valid_day(Kind.COMPETENCE, issued_on) == last


@pytest.mark.parametrize("pattern", ["{serial}", "{year}", "{nomor}/{year}", "{serial}/{year", "{serial.real}/{year}"])
def test_a_pattern_that_could_repeat_a_number_is_refused_and_nothing_changes(house, pattern):
    with pytest.raises(Unusable) as refusal:
        keep_scheme(
            actor=house.organiser, scheme=house.scheme, fields={"place": "Bogor"}, patterns={"competence": pattern}
        )
    assert list(refusal.value.message_dict) == ["competence_number"]
    house.scheme.refresh_from_db()
    assert house.scheme.place == "Jakarta"


def test_a_withdrawn_certificate_says_so_at_once_and_stays_so(house):
    certificate = issued(house)[Kind.COMPETENCE]
    with pytest.raises(Refused):
        withdraw_certificate(actor=house.examiner, certificate=certificate, reason="x")
    with pytest.raises(Unusable):
        withdraw_certificate(actor=house.organiser, certificate=certificate, reason=" ")
    withdraw_certificate(actor=house.organiser, certificate=certificate, reason="Bukti tidak sah")
    assert verify(certificate.code).answer == "withdrawn"
    assert verify_bytes(documents.bytes_of(certificate.document)).answer == "withdrawn"
    assert Event.objects.get(name="certification.certificate.withdrawn").data == {"reason": "Bukti tidak sah"}
    with pytest.raises(Unusable):
        withdraw_certificate(actor=house.organiser, certificate=certificate, reason="Lagi")


def test_a_correction_names_the_old_one_and_its_verification_leads_to_the_new(house, client):
    old = issued(house, kinds=["competence"])[Kind.COMPETENCE]
    one, unit = house.nominations[0], units("pengawas")[0]
    correct_verdict(
        actor=house.examiner, nomination=one, unit=unit.pk, competent=False, evidence="", reason="Salah baca"
    )
    run = draft_correction(actor=house.organiser, certificate=old, reason="Salah baca", terms=house.terms())
    with pytest.raises(Unusable):
        draft_correction(actor=house.organiser, certificate=old, reason="Lagi", terms=house.terms())
    issue_run(house.approve(submit_run(actor=house.organiser, run=run)).pk)
    old.refresh_from_db()
    new = Certificate.objects.get(replaces=old)
    assert (old.status, new.status, new.held) == ("replaced", "valid", 14)
    assert f"Menggantikan sertifikat nomor {old.number}" in text_of(new)[0]
    told = verify(old.code)
    assert (told.answer, told.newer_code) == ("replaced", new.code)
    page = client.get(reverse("certification:verify_code", args=[old.code])).content.decode()
    assert reverse("certification:verify_code", args=[new.code]) in page


def test_the_database_lets_one_certificate_be_valid(house):
    certificate = issued(house)[Kind.COMPETENCE]
    certificate.pk = None
    certificate.number, certificate.code = "lain", "LAIN"
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save(force_insert=True)


@pytest.mark.requirement("P11-18-062")
def test_standards_learn_of_certificates_that_stand_and_forget_those_withdrawn(house, queries):
    certificates = issued(house, 10)
    person = house.nominations[0].person
    found = certificates_of([person.pk])[person.pk]
    assert [each.number for each in found] == [certificates[Kind.COMPETENCE].number]
    assert len(found[0].units) == 10
    day = certificates[Kind.COMPETENCE].issued_on
    career = criterion("pengembangan-karier", [], found, day)
    assert {line["number"] for line in career.values["certificates"]} == {certificates[Kind.COMPETENCE].number}
    assert queries(lambda: certificates_of([person.pk])) == queries(lambda: certificates_of([person.pk, 0, 1])) == 1
    Certificate.objects.filter(kind=Kind.COMPETENCE).update(status=Certificate.Status.REPLACED)
    assert certificates_of([person.pk])[person.pk] == []
