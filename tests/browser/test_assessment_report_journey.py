"""Journey 3, second half: from the first morning to the closed event, through every role that has a part.

What single pages do with every width and refusal stands in their own tests; here one event goes its whole way, and only
pages at which no other test looks are looked at. The second click of the same kind (each other sheet, each further
competency) goes by service.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mumpuni.assessment.models import Event, Opening, Report, Result
from mumpuni.documents.services import keys
from tests.assessment import stages
from tests.browser import journeys
from tests.browser.conftest import Look
from tests.browser.journeys import House, confirm, follow, from_phone_menu, press

pytestmark = pytest.mark.django_db(transaction=True)

TOOLS = ("case-analysis", "competency-interview")


@pytest.fixture
def here(transactional_db: None, monkeypatch: Any, page: Page, live_server: Any, sign_in: Any) -> House:
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    return journeys.move_in(page, live_server.url, sign_in, TOOLS)


def test_an_event_of_2019_from_the_first_morning_to_the_closed_event(here: House, look: Look, open_page: Any) -> None:
    event, assessee = here.event, stages.first(here.event)

    # The day, the sheets, the meeting and its result.
    journeys.hold_the_day(here)
    journeys.fill_sheet(here, "Analisis kasus")
    journeys.send_the_other_sheets(here, assessee)
    journeys.meet(here)
    page = here.page
    expect(page.get_by_role("heading", name="Cara menghitung")).to_be_visible()
    required = sum(line.required_level for line in stages.lines(assessee))
    share = f"{100 * (required - 1) / required:.2f} %".replace(".", ",")
    expect(page.get_by_text(share).first).to_be_visible()
    expect(page.locator(".chip").filter(has_text="memenuhi syarat")).to_be_visible()
    expect(page.locator("cite").filter(has_text="Pasal").first).to_be_attached()
    result = Result.objects.get()
    assert f"{result.percentage:.2f} %".replace(".", ",") == share

    # The report is written, reviewed, signed, handed over and read.
    assert journeys.write_report(here).state == Report.State.ACCEPTED
    journeys.sign(here)
    page = journeys.deliver(here)
    page = journeys.open_for(here, "ppk", "Rapat promosi jabatan administrator")
    follow(page, "Tampilkan sebagai teks")
    look(page, "laporan-teks")
    page = here.at_event("staff", "Dokumen laporan")
    page.get_by_label("Pilih Assessee 01").check()
    press(page, "Buka bagi Assessee")
    expect(page.get_by_text("Laporan terbuka bagi Assessee.")).to_be_visible()

    # The assessee on a phone reads it, sees who did before, and objects.
    phone = open_page(phone=True)
    phone.set_default_timeout(20_000)
    here.sign_in(phone, here.accounts["assessee"])
    from_phone_menu(here, phone, "Hasil saya")
    expect(phone.get_by_text("Rapat promosi jabatan administrator")).to_be_visible()
    expect(phone.get_by_text(share).first).to_be_visible()
    follow(phone, "Ringkasan satu halaman")
    phone.get_by_label("Keperluan").fill("Membaca hasil saya sendiri")
    press(phone, "Buka laporan")
    expect(phone.get_by_text("Dibuka oleh")).to_be_visible()
    from_phone_menu(here, phone, "Hasil saya")
    follow(phone, "Ajukan keberatan")
    phone.get_by_role("textbox", name="Keberatan").fill("Catatan wawancara belum dihitung.")
    look(phone, "keberatan")
    press(phone, "Kirim keberatan")
    expect(phone.get_by_text("Belum dijawab")).to_be_visible()

    # The chair answers, and talks with who was assessed; who never came has a reason.
    page = here.enter("chair", "Jawab", "Baca dan jawab")
    page.get_by_label("Ditolak").check()
    page.get_by_label("Penjelasan").fill("Catatan wawancara sudah dihitung pada dua kompetensi.")
    press(page, "Kirim jawaban")
    follow(page, "catat umpan balik Assessee 01")
    page.get_by_label("Pemberi umpan balik").select_option(index=1)
    page.get_by_label("Pokok pembicaraan").fill("Kekuatan, dan satu kompetensi yang perlu dikembangkan.")
    press(page, "Simpan")
    page.get_by_label("Pilih Assessee 02").check()
    page.get_by_label("Alasan umpan balik tidak diberikan").fill("Tidak lapor diri")
    press(page, "Catat alasan yang dicentang")
    expect(page.get_by_text("Alasan dicatat bagi 1 Assessee.")).to_be_visible()

    # The organiser reports; the event is closed; the Instansi Pembina looks at its quality.
    page = here.at_event("staff", "Tindak lanjut")
    follow(page, "Terbitkan laporan penyelenggaraan")
    press(page, "Terbitkan")
    press(page, "Sampaikan kepada Instansi Pembina")
    expect(page.get_by_text("Penyampaian laporan dicatat.")).to_be_visible()
    page = here.at_event("chair", "Tindak lanjut")
    expect(page.get_by_text("kegiatan dapat ditutup")).to_be_visible()
    confirm(page, "Tutup kegiatan", "Tutup kegiatan")
    expect(page.get_by_text("Kegiatan ini sudah ditutup.")).to_be_visible()
    event.refresh_from_db()
    assert event.state == Event.State.CLOSED
    page = here.enter("supervisor", "Pemantauan mutu")
    follow(page, event.name)
    press(page, "Simpan")
    expect(page.get_by_text("Hasil pemeriksaan dicatat.")).to_be_visible()
    assert event.quality_checks.exists()

    # The answer and the talk have reached the assessee.
    from_phone_menu(here, phone, "Hasil saya")
    expect(phone.get_by_text("Catatan wawancara sudah dihitung pada dua kompetensi.")).to_be_visible()
    expect(phone.get_by_text("Kekuatan, dan satu kompetensi yang perlu dikembangkan.")).to_be_visible()
    assert set(Opening.objects.values_list("name", flat=True)) == {
        here.accounts["ppk"].name, here.accounts["assessee"].name,
    }  # fmt: skip
