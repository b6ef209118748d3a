"""Letters of assignment and the texts of duties."""

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from mumpuni.assessment.models import AssignmentLetter, DutyText, Event, TeamRole
from mumpuni.assessment.services import assignments, duties
from mumpuni.assessment.services import teams as team_services
from mumpuni.certification.selectors.public import verify, verify_bytes
from mumpuni.documents.models import Document
from mumpuni.documents.selectors import bytes_of
from mumpuni.documents.services import keys
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment.tim import letterhead, planned
from tests.people import factories as people

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 20)


@pytest.fixture
def event(monkeypatch):
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    made = planned()
    letterhead(made.provider)
    return made


@pytest.fixture
def staff(event):
    return make.staff(event.provider)


def words(letter):
    document = pypdfium2.PdfDocument(bytes_of(letter.document))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    return text


def test_the_letter_names_team_grades_roles_duties_and_signatory(event, staff):
    letter = assignments.issue_letter(actor=staff, event=event, on=DAY, copies=["Kepala BKD"])
    printed = words(letter)
    for part in (
        "SURAT TUGAS", f"NOMOR {letter.number}", "Peraturan BKN 26/2019", event.name, event.request.agency.name,
        "3 s.d. 4 Maret 2026", "Gedung Penilaian", "Ketua Tim Penilaian Kompetensi", "Assessor SDM Aparatur Ahli Madya",
        "Semarang, 20 Februari 2026", "Dr. Siti Aminah", "NIP. 19700101 199503 1 001", "Kode verifikasi",
        "Mempelajari standar", "Kepala BKD",
    ):  # fmt: skip
        assert part in printed, part
    chair = event.team.get(role="chair").practitioner.person
    nip = chair.identities.get().plain
    assert f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" in printed
    assert (letter.document.kind, letter.team_version, letter.signed_by.office) == (
        "assessment.assignment", 1, event.provider.office,
    )  # fmt: skip


def test_numbers_run_without_gaps_for_each_provider_and_year(event, staff):
    first = assignments.issue_letter(actor=staff, event=event, on=DAY)
    assert first.number == f"00001/ST-PK-{event.provider_id}/2026"
    with pytest.raises(Unusable, match="sudah mempunyai surat tugas"):
        assignments.issue_letter(actor=staff, event=event, on=DAY)
    who = make.practitioner("Pengganti", at=event.provider, grade="madya")
    team_services.replace_member(actor=staff, member=event.team.get(role="chair"), by=who, reason="sakit")
    second = assignments.issue_letter(actor=staff, event=event, on=DAY)
    assert second.number.startswith("00002/")
    assert f"menggantikan surat tugas nomor {first.number}" in words(second)
    assert "Pengganti" in words(second)
    assert "Pengganti" not in words(first)


def test_an_unlawful_team_gets_no_letter_and_no_number(event, staff):
    team_services.remove_member(actor=staff, event=event, member=event.team.get(role="tester"), reason="pindah")
    with pytest.raises(RuleBroken):
        assignments.issue_letter(actor=staff, event=event, on=DAY)
    assert not Document.objects.exists()
    assert not event.team.exclude(duty="").exists()


@pytest.mark.parametrize("lack", ["office", "holder", "head", "nip"])
def test_what_the_provider_lacks_is_said(event, staff, lack):
    provider = event.provider
    if lack == "office":
        provider.office = None
    if lack == "head":
        provider.letterhead = ""
    provider.save()
    holder = provider.office.holders.get() if provider.office else None
    if lack == "nip":
        holder.person.identities.all().delete()
    on = date(2025, 1, 1) if lack == "holder" else DAY
    told = {"office": "belum dipilih", "holder": "Tidak ada pejabat", "head": "Kepala surat", "nip": "NIP"}
    with pytest.raises(Unusable, match=told[lack]):
        assignments.issue_letter(actor=staff, event=event, on=on)
    assert not AssignmentLetter.objects.exists()


def test_only_staff_issue(event):
    chair = make.signed_in(event.team.get(role="chair"))
    for actor in (chair, make.staff(make.provider("UPT Lain")), people.account("supervisor")):
        with pytest.raises(Refused):
            assignments.issue_letter(actor=actor, event=event, on=DAY)


@pytest.mark.requirement("B26-19-014")
def test_a_new_duty_text_is_printed_for_new_teams_and_old_ones_keep_theirs(event, staff):
    pembina = people.account("supervisor")
    duty = DutyText.objects.get(edition=event.edition, role=TeamRole.TESTER)
    old = duty.text
    assignments.issue_letter(actor=staff, event=event, on=DAY)
    duties.change_duty(actor=pembina, duty=duty, text="Memberikan tes menurut manual.")
    team_services.replace_member(
        actor=staff, member=event.team.get(role="chair"),
        by=make.practitioner("Baru", at=event.provider, grade="madya"), reason="sakit",
    )  # fmt: skip
    again = words(assignments.issue_letter(actor=staff, event=event, on=DAY))
    assert "manual" not in again
    assert old.split(",")[0] in again
    fresh = planned(at=event.provider)
    assert "Memberikan tes menurut manual." in words(assignments.issue_letter(actor=staff, event=fresh, on=DAY))
    duty.refresh_from_db()
    assert not duty.is_proposal


@pytest.mark.parametrize(("text", "message"), [("  ", "Tulis uraian"), ("x" * 2001, "Paling panjang")])
def test_a_duty_text_that_does_not_fit_is_told(text, message):
    with pytest.raises(Unusable, match=message):
        duties.change_duty(actor=people.account("supervisor"), duty=DutyText.objects.first(), text=text)
    with pytest.raises(Refused):
        duties.change_duty(actor=people.account("organiser"), duty=DutyText.objects.first(), text="Baru")


def test_after_the_freeze_the_letter_still_goes_out(event, staff):
    Event.objects.filter(pk=event.pk).update(version=3, frozen_at="2026-02-01T00:00Z")
    event.refresh_from_db()
    assert assignments.issue_letter(actor=staff, event=event, on=DAY).team_version == 3


def test_a_stranger_with_code_or_file_learns_that_the_letter_is_real_and_no_more(event, staff, client):
    letter = assignments.issue_letter(actor=staff, event=event, on=DAY)
    here = reverse("certification:verify_code", args=[letter.document.code])
    page = client.get(here).content.decode()
    assert "Surat ini diterbitkan di sini dan tidak diganti." in page
    assert letter.number in page
    assert event.name not in page
    assert verify(letter.number).answer == "unknown"
    assert verify_bytes(bytes_of(letter.document)).answer == "valid"
    team_services.replace_member(
        actor=staff, member=event.team.get(role="chair"),
        by=make.practitioner("Baru", at=event.provider, grade="madya"), reason="sakit",
    )  # fmt: skip
    assignments.issue_letter(actor=staff, event=event, on=DAY)
    assert "sudah diganti dengan surat lain" in client.get(here).content.decode()
