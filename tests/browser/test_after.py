"""After the report in a real browser: from feedback to the closed event, and each page as it looks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import Event, QualityCheck, Result
from mumpuni.assessment.selectors.uses import gap_lines
from mumpuni.assessment.services import feedback, objections, organising, uses
from mumpuni.documents.services import keys
from tests.assessment import factories as make
from tests.assessment import stages
from tests.assessment.test_after import recognised, signed
from tests.assessment.tim import letterhead
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people

pytestmark = pytest.mark.django_db(transaction=True)


def apart(work):
    """Signing runs a loop of its own, which the browser's thread has already."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.fixture
def event(transactional_db, monkeypatch):
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    made = stages.running(people_count=2)
    letterhead(made.provider)
    recognised(made.provider)
    signed(stages.decided(stages.first(made), level=1), on=date(2026, 3, 20))
    return made


def test_an_event_is_talked_about_reported_and_closed(open_page, live_server, sign_in, event):
    chair = make.signed_in(stages.member(event, "chair"))
    own = make.assessee_account(stages.first(event))
    page = open_page(phone=True)
    sign_in(page, own)
    page.goto(live_server.url + reverse("assessment:own_results"))
    page.get_by_role("link", name="Ajukan keberatan").click()
    page.get_by_label("Keberatan").fill("Bukti wawancara belum dihitung.")
    page.get_by_role("button", name="Kirim keberatan").click()
    expect(page.get_by_text("Belum dijawab")).to_be_visible()

    page = open_page()
    sign_in(page, chair)
    page.goto(live_server.url)
    page.get_by_role("link", name="Jawab", exact=True).click()
    page.get_by_role("link", name="Baca dan jawab").click()
    page.get_by_label("Ditolak").check()
    page.get_by_label("Penjelasan").fill("Wawancara sudah dihitung pada dua kompetensi.")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("link", name="catat umpan balik Assessee 01").click()
    page.get_by_label("Tanggal").fill("2026-03-21")
    page.get_by_label("Pokok pembicaraan").fill("Kekuatan dan dua kompetensi yang perlu dikembangkan.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pilih anggota tim yang memberi umpan balik.", exact=True)).to_be_visible()
    page.get_by_label("Pemberi umpan balik").select_option(index=1)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Pilih Assessee 02").check()
    page.get_by_label("Alasan umpan balik tidak diberikan").fill("Tidak lapor diri")
    page.get_by_role("button", name="Catat alasan yang dicentang").click()
    expect(page.get_by_text("Tidak lapor diri", exact=True)).to_be_visible()

    staff = open_page()
    sign_in(staff, make.staff(event.provider))
    staff.goto(live_server.url)
    staff.get_by_role("link", name="Buka yang terlama").click()
    staff.get_by_role("link", name="Terbitkan laporan penyelenggaraan").click()
    staff.get_by_role("button", name="Terbitkan").click()
    staff.get_by_role("button", name="Sampaikan kepada Instansi Pembina").click()
    expect(staff.get_by_text("Penyampaian laporan dicatat.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("kegiatan dapat ditutup")).to_be_visible()
    page.get_by_role("link", name="Tutup kegiatan").click()
    page.get_by_role("button", name="Tutup kegiatan").click()
    expect(page.get_by_text("Kegiatan ini sudah ditutup.")).to_be_visible()
    assert Event.objects.get().state == Event.State.CLOSED


@EACH_SCREEN
def test_the_pages_after_the_report_are_accessible_and_fit(
    open_page, live_server, sign_in, event, axe, wide_overflow, screenshot, phone, dark
):
    result, today = Result.objects.get(), timezone.localdate()
    chair = make.signed_in(stages.member(event, "chair"))
    own, hr = make.assessee_account(result.assessee), people.account("agency-hr", agency=event.request.agency)
    staff, supervisor = make.staff(event.provider), people.account("supervisor")
    feedback.record(
        actor=chair, assessee=result.assessee, given_on=today, giver=stages.member(event), notes="Tenang saat diskusi."
    )
    first = objections.raise_objection(actor=own, result=result, text="Bukti wawancara belum dihitung.")
    report = apart(lambda: organising.issue(actor=staff, event=event, on=today))
    organising.send(actor=staff, event=event)
    uses.record_use(actor=hr, result=result, use="pengembangan-karier", used_on=today, note="SK 12/2026")
    uses.plan_development(
        actor=hr, result=result, line=gap_lines(result).first(), activity="Pelatihan", year=today.year, hours=20,
        cost=2_500_000,
    )  # fmt: skip
    QualityCheck.objects.create(event=event, check_code="group", state="failed", note="Dua orang saja", by=supervisor)
    at = reverse
    walks = {
        chair: {
            "tindak-lanjut": at("assessment:after", args=[event.pk]),
            "umpan-balik": at("assessment:feedback_record", args=[event.pk, result.assessee.pk]),
            "keberatan": at("assessment:objection", args=[event.pk, first.pk]),
            "tutup": at("assessment:event_close", args=[event.pk]),
        },
        own: {"hasil-saya": at("assessment:own_results")},
        hr: {
            "pemanfaatan": at("assessment:use_list"),
            "hasil": at("assessment:result_use", args=[result.pk]),
            "catat": at("assessment:use_record", args=[result.pk]),
            "rencana": at("assessment:development_list"),
            "kembangkan": at("assessment:development_plan", args=[result.pk]),
        },
        supervisor: {
            "mutu": at("assessment:quality_check", args=[event.pk]),
            "pemantauan": at("assessment:monitoring_list"),
            "laporan": at("assessment:organiser_report_list"),
            "laporan-satu": at("assessment:organiser_report", args=[report.pk]),
        },
        staff: {"terbitkan": at("assessment:organiser_report_issue", args=[event.pk])},
    }
    wrong = {}
    for account, addresses in walks.items():
        page = open_page(phone=phone, dark=dark)
        sign_in(page, account)
        for name, address in addresses.items():
            page.goto(live_server.url + address)
            screenshot(page, f"sesudah-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
            if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
                wrong[name] = found
    assert wrong == {}
