"""From a nomination spreadsheet to a verified certificate, through the pages, as the people who do it."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pypdfium2
import pytest
import xlsxwriter
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from mumpuni.certification.models import Certificate, Slot
from mumpuni.config.demo import story
from mumpuni.documents.services import keys
from mumpuni.people.models import AgencyKind
from mumpuni.standards import services as standards
from mumpuni.standards.models import QualificationUnit
from mumpuni.training import services as training
from tests.browser.conftest import SCREENSHOTS
from tests.certification import make
from tests.people import factories

pytestmark = pytest.mark.django_db(transaction=True)
EXAMINED_ON = date(2026, 6, 8)


def messy_file() -> bytes:
    """What an office sends: titles above the header, degrees in names, words for sex, and two rows that are wrong."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Usulan")
        sheet.merge_range(0, 0, 0, 6, "DAFTAR USULAN PESERTA")
        sheet.merge_range(1, 0, 1, 6, "PEMERINTAH KABUPATEN WANASARI")
        sheet.write_row(3, 0, ["NO", "NAMA DAN GELAR", "NIP", "L/P", "JABATAN", "ESELON", "UNIT KERJA"])
        rows = [
            ("Dra. Siti Aminah, M.Si.", "19700101 199503 2 001", "Perempuan", "IV.a"),
            ("BUDI SANTOSO, S.H.", "197501012000031002", "Laki-laki", "IV.a"),
            ("Wayan Adnyana, S.E.", "19800202200501100", "L", "IV.a"),
            ("Maria Wenda, S.Sos.", "123456789012345678", "P", "IV.a"),
        ]
        for number, (name, nip, sex, echelon) in enumerate(rows, 1):
            sheet.write_row(3 + number, 0, [number, name, nip, sex, "Kepala Subbagian Kepegawaian", echelon])
            sheet.write_string(3 + number, 6, ("Bagian Kepegawaian", "BAGIAN KEPEGAWAIAN")[number % 2])
    return stream.getvalue()


@pytest.fixture
def world(transactional_db: None) -> dict[str, Any]:
    """A season with one batch, its staff and its signatories; nobody nominated yet."""
    make.scheme()
    keys.ensure_authority()
    bkn = factories.agency("Badan Kepegawaian Negara", kind=AgencyKind.NON_MINISTERIAL, is_bkn=True)
    regency = factories.agency("Pemerintah Kabupaten Wanasari")
    organiser = factories.account("organiser", email="penyelenggara@contoh.go.id")
    season = training.plan_season(
        actor=organiser,
        name="Sertifikasi 2026",
        year=2026,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 12, 31),
        batches=[training.PlannedBatch(4, 30, EXAMINED_ON - timedelta(days=1))],
    )
    training.open_season(actor=organiser, season=season)
    units = QualificationUnit.objects.filter(qualification="pengawas")
    standards.assign_codes(actor=organiser, codes={unit.pk: f"MASN.P.{unit.position:02d}" for unit in units})
    signatories = {}
    for slot, name in ((Slot.HEAD, "Bima Wibawa"), (Slot.CENTRE, "Ratna Lestari")):
        person = factories.person(name, at=bkn)
        factories.holder(factories.office(slot, at=bkn), person)
        signatories[slot] = factories.account("signatory", person=person)
    return {
        "organiser": organiser,
        "examiner": factories.account("examiner"),
        "signatories": signatories,
        "season": season,
        "batch": season.batches.get(),
        "regency": regency,
    }


@pytest.fixture
def look(axe: Callable[[Page], list[str]], screenshot: Callable[..., Path]) -> Callable[[Page, str], None]:
    """Look at a page of the journey: a picture is kept, and axe must find nothing in light and in dark."""

    def at(page: Page, name: str) -> None:
        screenshot(page, f"perjalanan-{name}")
        found = {}
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(400)  # colours change over a moment, which axe would measure half-way
            if wrong := axe(page):
                found[scheme] = wrong
        page.emulate_media(color_scheme="light")
        assert found == {}

    return at


def work_off_jobs() -> None:
    """What the worker does beside the web; in a thread, since the browser keeps this one's event loop busy."""

    def work() -> None:
        story.work_off_jobs()
        connections.close_all()

    worker = Thread(target=work)
    worker.start()
    worker.join()


def sign_in_by_form(page: Page, url: str, email: str) -> None:
    page.goto(url + reverse("account_login"))
    page.get_by_label("NIP atau surel").fill(email)
    page.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).last.click()
    page.locator("input[name=code]").fill(factories.code())
    page.locator("input[name=code]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat")


def import_nominations(page: Page, url: str, world: dict[str, Any], look: Callable[[Page, str], None]) -> None:
    page.goto(f"{url}{reverse('training:season_detail', args=[world['season'].pk])}")
    look(page, "01-musim")
    page.get_by_role("link", name="Kirim usulan").first.click()
    look(page, "02-kirim-usulan")
    page.goto(
        f"{url}{reverse('exchange:import_new', args=['training.nomination'])}"
        f"?musim={world['season'].pk}&instansi={world['regency'].pk}"
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "usulan.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": messy_file()}
    )
    page.get_by_role("button", name="Unggah dan periksa").click()
    if "/kolom/" in page.url:
        look(page, "03-kolom")
        page.locator("main button[type=submit]").last.click()
    expect(page.get_by_text("NIP", exact=False).first).to_be_visible()
    look(page, "04-perbaiki")
    for number, nip in ((7, "198002022005011003"), (8, "198503032010012004")):
        cell = page.locator(f"#baris-{number}").locator("input[name=cell-nip]")
        cell.fill(nip)
        cell.press("Enter")
        expect(page.locator(f"#baris-{number}")).to_have_count(0)
    expect(page.get_by_text("Masukkan 4 baris")).to_be_visible()
    page.get_by_text("Masukkan 4 baris").click()
    look(page, "05-masukkan")
    page.get_by_role("button", name=re.compile("Masukkan|Ya")).last.click()
    work_off_jobs()
    page.reload()
    expect(page.get_by_text("Impor sudah masuk")).to_be_visible()


def accept_all(page: Page, url: str, world: dict[str, Any], look: Callable[[Page, str], None]) -> None:
    page.goto(f"{url}{reverse('training:batch_detail', args=[world['batch'].pk])}")
    look(page, "06-angkatan")
    boxes = page.locator("tbody input[type=checkbox]")
    expect(boxes).to_have_count(4)
    for box in boxes.all():
        box.check()
    page.get_by_role("button", name="Terima").click()
    expect(page.locator("tbody").get_by_text("Diterima")).to_have_count(4)


def enter_results(
    examiner: Page, organiser: Page, url: str, world: dict[str, Any], look: Callable[[Page, str], None]
) -> None:
    address = f"{url}{reverse('certification:results', args=[world['batch'].pk])}"
    examiner.goto(address)
    examiner.get_by_label("Bukti untuk keputusan").fill("Uji kompetensi Angkatan 4, 8 Juni 2026, lembar 1-4")
    first = examiner.locator("select[data-cell]").first
    first.focus()
    for _unit in range(15):
        examiner.keyboard.press("k")
    cells = examiner.locator("tbody tr").nth(1).locator("select[data-cell]")
    for number, cell in enumerate(cells.all()):
        cell.select_option("K" if number < 10 else "BK")
    look(examiner, "07-hasil")
    examiner.get_by_role("button", name="Simpan perubahan").click()
    expect(examiner.get_by_text(re.compile("tersimpan|disimpan")).first).to_be_visible()
    organiser.goto(address)
    for cell in organiser.locator("input[data-cell]").all()[:2]:
        cell.fill("15")
    organiser.get_by_role("button", name="Simpan perubahan").click()


def approve(page: Page, url: str, look: Callable[[Page, str], None], name: str) -> None:
    page.goto(url + reverse("certification:approvals"))
    page.get_by_role("link", name="Periksa daftar").click()
    look(page, name)
    page.get_by_role("button", name="Setujui dengan faktor kedua").click()
    if page.locator("input[name=code]").count():
        look(page, f"{name}-faktor-kedua")
        page.locator("input[name=code]").fill(factories.code())
        page.locator("input[name=code]").press("Enter")
    expect(page.get_by_text(re.compile("menyetujui|disetujui", re.I)).first).to_be_visible()


def test_a_spreadsheet_becomes_certificates_that_a_stranger_verifies(
    open_page: Callable[..., Page],
    live_server: Any,
    sign_in: Callable[..., None],
    look: Callable[[Page, str], None],
    wide_overflow: Callable[[Page], int],
    screenshot: Callable[..., Path],
    world: dict[str, Any],
) -> None:
    url = live_server.url
    organiser, examiner = open_page(), open_page()
    sign_in_by_form(organiser, url, "penyelenggara@contoh.go.id")
    look(organiser, "00-beranda")
    import_nominations(organiser, url, world, look)
    accept_all(organiser, url, world, look)
    sign_in(examiner, world["examiner"])
    enter_results(examiner, organiser, url, world, look)

    organiser.goto(f"{url}{reverse('certification:run_new')}?musim={world['season'].pk}&angkatan={world['batch'].pk}")
    organiser.get_by_label(re.compile("alasan", re.I)).fill("Peserta sudah memeriksa nama pada daftar hadir")
    look(organiser, "08-susun")
    organiser.get_by_role("button", name="Buat daftar").click()
    look(organiser, "09-daftar")
    organiser.get_by_role("link", name="Ajukan daftar").click()
    organiser.get_by_role("button", name=re.compile("Ajukan")).last.click()
    expect(organiser.get_by_text("Menunggu persetujuan").first).to_be_visible()
    for number, signatory in enumerate(world["signatories"].values()):
        page = open_page()
        sign_in(page, signatory)
        approve(page, url, look, f"1{number}-persetujuan")
    work_off_jobs()
    organiser.reload()
    expect(organiser.get_by_text("Selesai").first).to_be_visible()
    look(organiser, "12-terbit")

    certificate = Certificate.objects.get(kind="competence", held=10)
    organiser.goto(f"{url}{reverse('certification:certificate', args=[certificate.pk])}")
    look(organiser, "13-sertifikat")
    with organiser.expect_download() as download:
        organiser.get_by_role("link", name=re.compile("Unduh")).first.click()
    pdf = pypdfium2.PdfDocument(Path(download.value.path()).read_bytes())
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert "10 Unit Kompetensi dari 15 Unit Kompetensi" in text
    assert f"{timezone.localdate():%Y}" in certificate.number
    for number in range(len(pdf)):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        target = SCREENSHOTS / f"perjalanan-14-sertifikat-{number + 1}.png"
        pdf[number].render(scale=1.5).to_pil().save(target)

    stranger = open_page(phone=True)
    stranger.goto(url)
    stranger.get_by_label("Nomor atau kode sertifikat").fill(certificate.document.code.lower())
    stranger.get_by_role("button", name="Periksa").click()
    answer = stranger.locator("main").get_by_role("status")
    expect(answer).to_contain_text("Berlaku")
    expect(answer).to_contain_text(certificate.person.full_name)
    assert not re.search(r"\d{18}", stranger.content())
    assert wide_overflow(stranger) == 0
    look(stranger, "15-verifikasi")
