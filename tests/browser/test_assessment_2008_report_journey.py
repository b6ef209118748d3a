"""Journey 4, second half: an event of Perka BKN 11/2008 from the first morning to the closed event.

Sister of the journey of 2019: potential beside competency and never a category, the Baperjakat instead of the Instansi
Pembina, no organiser's report, and an end only once every letter is known to have been received.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mumpuni.assessment.models import Event, MaterialCopy, Notice, Opening, Receipt, Report, Result
from mumpuni.assessment.services import receipts
from mumpuni.documents.services import keys
from tests.assessment import stages
from tests.browser import journeys
from tests.browser.conftest import Look
from tests.browser.journeys import House, confirm, follow, from_phone_menu, press
from tests.people import factories as people

pytestmark = pytest.mark.django_db(transaction=True)

TOOLS = ("psychological-test", "competency-interview")
#: What a result of 2019 bears and one of 2008 never does, in any form of the word.
NOT_IN_2008 = ("JPM", "Job Person Match", "ategori", "emenuhi syarat", "ptimal")
NEED = "Usul pengisian jabatan administrator"


@pytest.fixture
def here(transactional_db: None, monkeypatch: Any, page: Page, live_server: Any, sign_in: Any) -> House:
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    stages.aspects()
    made = journeys.move_in(page, live_server.url, sign_in, TOOLS, edition="bkn-11-2008")
    Event.objects.filter(pk=made.event.pk).update(body=Event.Body.UPK, methods_2008=["psychometrics", "interview"])
    made.accounts["board"] = people.account("participant", email="baperjakat@contoh.go.id")
    stages.lettered(made.event)
    made.event.refresh_from_db()
    return made


def without_category(page: Page) -> None:
    """Nothing on the page speaks of what Perka 11/2008 does not know."""
    page.wait_for_load_state()
    text = page.locator("main").inner_text()
    assert not [word for word in NOT_IN_2008 if word in text], text


def hand_out_material(here: House) -> None:
    """The admin gives the interview's material out and takes it back."""
    page = here.at_event("admin", "Pelaksanaan")
    follow(page, "Bahan")
    for button, said in (
        ("Bagikan salinan bernomor", "1 salinan masih di luar"),
        ("Catat kembali", "Tidak ada salinan yang masih di luar."),
    ):
        page.get_by_label("Pilih Assessee 01").check()
        press(page, button)
        expect(page.get_by_text(said)).to_be_visible()
    assert MaterialCopy.objects.get().returned_at is not None


def write_potential(here: House, tmp_path: Path) -> None:
    """The psychologist keeps the result of the test, grades each aspect and signs."""
    page = here.at_event("psychologist", "Pelaksanaan")
    follow(page, "Tes psikologi")
    follow(page, "simpan hasil Tes psikologi, Assessee 01")
    paper = tmp_path / "hasil-tes.pdf"
    paper.write_bytes(b"%PDF-1.4 hasil tes")
    page.get_by_label("Berkas").set_input_files(paper)
    press(page, "Serahkan")
    expect(page.get_by_text("hasil-tes.pdf").first).to_be_visible()
    page = here.enter("psychologist", "Tulis profil", "Assessee 01")
    for grade, each in zip("KCB", stages.aspects(), strict=False):
        box = page.get_by_role("group", name=each.name)
        box.get_by_label("Taraf").select_option(grade)
        box.get_by_label("Uraian").fill(f"{each.name} tampak dari hasil tes.")
    for each in stages.aspects()[3:]:
        page.get_by_role("group", name=each.name).get_by_label("Taraf").select_option("B")
    page.get_by_label("Dinamika psikologis").fill("Tenang dan runtut di bawah tekanan.")
    without_category(page)
    press(page, "Simpan dan tandatangani")
    expect(page.get_by_text("Profil potensi ditandatangani.")).to_be_visible()


def recommend(here: House, look: Look) -> None:
    """The staff make a copy out for the proposal; who sits on the Baperjakat reads it and recommends."""
    page = here.at_event("staff", "Dokumen laporan")
    follow(page, "Assessee 01")
    follow(page, "Tambah penerima")
    recipient = page.get_by_label("Penerima", exact=True)
    expect(recipient.get_by_role("option", name="Panitia seleksi")).to_have_count(0)
    recipient.select_option(label="Baperjakat")
    page.get_by_label("Surel akun penerima").fill("baperjakat@contoh.go.id")
    page.get_by_label("Dapat dibuka sampai").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    page.get_by_label("Keperluan").fill(NEED)
    press(page, "Sampaikan salinan")
    expect(page.get_by_text("Salinan bernomor disampaikan.")).to_be_visible()
    journeys.open_for(here, "board", "Sidang Baperjakat")
    page = here.enter("board", "Lihat laporan", "Assessee 01", "Tulis rekomendasi")
    page.get_by_label("Rekomendasi kepada PPK").fill("Disarankan diangkat dengan pendampingan pada tahun pertama.")
    look(page, "rekomendasi-baperjakat")
    press(page, "Simpan rekomendasi")
    expect(page.get_by_text("Rekomendasi tersimpan.")).to_be_visible()


def receive_letters(here: House) -> None:
    """The personnel official enters one receipt by clicking and the other in the same way."""
    first, *others = Notice.objects.order_by("number")
    page = here.enter("hr", "Surat panggilan", "Assessee 01", "Catat penerimaan")
    page.get_by_label("Cara diterima").select_option(Receipt.Channel.HAND)
    page.get_by_label("Tanggal diterima Assessee").fill((first.issued_on + timedelta(days=1)).isoformat())
    page.get_by_label("Bukti").fill("Tanda terima bertanda tangan")
    press(page, "Catat penerimaan")
    expect(page.get_by_text("Penerimaan dicatat.")).to_be_visible()
    for each in others:
        receipts.record_receipt(
            actor=here.accounts["hr"], notice=each, channel=Receipt.Channel.HAND, received_on=each.issued_on,
            proof="Tanda terima",
        )  # fmt: skip


def test_an_event_of_2008_from_the_first_morning_to_the_closed_event(
    here: House, look: Look, open_page: Any, tmp_path: Path
) -> None:
    event, assessee = here.event, stages.first(here.event)

    # The day, the sheets, the potential, the meeting and its result: two parts, each beside its standard.
    journeys.hold_the_day(here)
    hand_out_material(here)
    journeys.fill_sheet(here, "Wawancara kompetensi")
    journeys.send_the_other_sheets(here, assessee)
    write_potential(here, tmp_path)
    journeys.meet(here)
    page = here.page
    expect(page.get_by_role("heading", name="Kompetensi dan standarnya")).to_be_visible()
    expect(page.get_by_role("heading", name="Potensi", exact=True)).to_be_visible()
    expect(page.get_by_text("di bawah yang diminta")).to_be_visible()
    without_category(page)
    result = Result.objects.get()
    assert (result.percentage, result.category) == (None, "")

    # The report is written, reviewed, signed, handed to the PPK and read there and by the Baperjakat.
    assert journeys.write_report(here).state == Report.State.ACCEPTED
    report = journeys.sign(here)
    journeys.deliver(here)
    assert [each.recipient for each in report.deliveries.all()] == ["ppk"]
    page = journeys.open_for(here, "ppk", "Rapat pengangkatan jabatan administrator")
    follow(page, "Tampilkan sebagai teks")
    without_category(page)
    look(page, "laporan-teks-2008")
    recommend(here, look)
    page = here.enter("ppk", "Laporan penilaian", "Assessee 01")
    expect(page.get_by_text("Disarankan diangkat dengan pendampingan")).to_be_visible()
    page = here.at_event("chair", "Dokumen laporan")
    page.get_by_label("Pilih Assessee 01").check()
    press(page, "Buka bagi Assessee")
    expect(page.get_by_text("Laporan terbuka bagi Assessee.")).to_be_visible()

    # The assessee on a phone sees who read it, and what; then the talk about it.
    phone = open_page(phone=True)
    phone.set_default_timeout(20_000)
    here.sign_in(phone, here.accounts["assessee"])
    from_phone_menu(here, phone, "Hasil saya")
    for purpose in ("Rapat pengangkatan jabatan administrator", "Sidang Baperjakat"):
        expect(phone.get_by_text(purpose)).to_be_visible()
    without_category(phone)
    page = here.at_event("chair", "Tindak lanjut")
    follow(page, "catat umpan balik Assessee 01")
    page.get_by_label("Pemberi umpan balik").select_option(index=1)
    page.get_by_label("Pokok pembicaraan").fill("Kekuatan, dan satu kompetensi yang perlu dikembangkan.")
    press(page, "Simpan")
    expect(page.get_by_text("Umpan balik dicatat")).to_be_visible()
    from_phone_menu(here, phone, "Hasil saya")
    expect(phone.get_by_text("Kekuatan, dan satu kompetensi yang perlu dikembangkan.")).to_be_visible()

    # No organiser's report is asked for; what stands in the way of closing are letters that nobody is known to have.
    page = here.at_event("staff", "Tindak lanjut")
    expect(page.get_by_role("heading", name="Yang masih terbuka")).to_be_visible()
    expect(page.get_by_role("heading", name="Laporan penyelenggaraan")).to_have_count(0)
    page = here.at_event("chair", "Tindak lanjut")
    expect(page.get_by_text("pemberitahuan").first).to_be_visible()
    follow(page, "Ke surat")
    expect(page.get_by_text("Assessee 02")).to_be_visible()
    receive_letters(here)
    page = here.at_event("chair", "Tindak lanjut")
    expect(page.get_by_text("kegiatan dapat ditutup")).to_be_visible()
    confirm(page, "Tutup kegiatan", "Tutup kegiatan")
    expect(page.get_by_text("Kegiatan ini sudah ditutup.")).to_be_visible()
    event.refresh_from_db()
    assert event.state == Event.State.CLOSED
    assert set(Opening.objects.values_list("name", flat=True)) == {
        here.accounts["ppk"].name, here.accounts["board"].name,
    }  # fmt: skip
