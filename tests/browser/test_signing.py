"""A letter of delegation from the organiser's page to the certificate that prints it."""

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mumpuni.certification.models import Certificate, Slot
from mumpuni.people.models import Delegation
from tests.browser.conftest import SCREENSHOTS
from tests.browser.screens import EACH_SCREEN
from tests.browser.test_journey import work_off_jobs
from tests.certification.test_authority import SkkHouse
from tests.people import factories as people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("P11-18-027")]


def test_a_letter_that_the_organiser_recorded_reaches_the_delegate(
    open_page: Any, live_server: Any, sign_in: Any, axe: Any, wide_overflow: Any, screenshot: Any
) -> None:
    house = SkkHouse()
    url = live_server.url

    def look(page: Page, name: str) -> None:
        screenshot(page, name)
        assert (axe(page), wide_overflow(page)) == ([], 0)

    organiser = open_page()
    sign_in(organiser, house.organiser)
    organiser.goto(url + reverse("people:office", args=[house.centre_office.pk]))
    organiser.get_by_role("link", name="Catat pelimpahan").click()
    for label, value in (
        ("NIP pejabat", "197503052000122001"),
        ("Jabatan penerima", "Kepala Bidang Sertifikasi"),
        ("Nomor surat pelimpahan", "800/12/BPSDM"),
        ("Tanggal surat pelimpahan", "2019-03-01"),
        ("Lingkup", "skk-mutasi"),
        ("Mulai", "2019-03-02"),
    ):
        organiser.get_by_label(label, exact=False).first.fill(value)
    look(organiser, "pelimpahan-formulir")
    organiser.get_by_role("button", name="Simpan").click()
    expect(organiser.get_by_text("800/12/BPSDM").first).to_be_visible()
    look(organiser, "pelimpahan-jabatan")

    run = house.by_delegate(Delegation.objects.get())
    organiser.goto(url + reverse("certification:run_detail", args=[run.pk]))
    look(organiser, "pelimpahan-daftar")
    run = house.submit(run)
    house.sign(run, Slot.BPSDM, house.head_account)
    delegate = open_page(phone=True)
    sign_in(delegate, house.delegate_account)
    delegate.goto(url + reverse("certification:approvals"))
    delegate.get_by_role("link", name="Periksa daftar").click()
    expect(delegate.get_by_text("800/12/BPSDM").first).to_be_visible()
    look(delegate, "pelimpahan-persetujuan")
    delegate.get_by_role("button", name="Setujui dengan faktor kedua").click()
    delegate.locator("input[name=code]").fill(people.code())
    delegate.locator("input[name=code]").press("Enter")
    expect(delegate.get_by_text(re.compile("menyetujui|disetujui", re.I)).first).to_be_visible()
    work_off_jobs()
    organiser.reload()
    expect(organiser.get_by_text("Selesai").first).to_be_visible()
    certificate = Certificate.objects.get()
    organiser.goto(url + reverse("certification:certificate", args=[certificate.pk]))
    with organiser.expect_download() as download:
        organiser.get_by_role("link", name=re.compile("Unduh")).first.click()
    pdf = pypdfium2.PdfDocument(Path(download.value.path()).read_bytes())
    words = " ".join(pdf[1].get_textpage().get_text_range().split())
    assert "nomor 800/12/BPSDM tanggal 1 Maret 2019" in words
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for number in range(len(pdf)):
        pdf[number].render(scale=1.5).to_pil().save(SCREENSHOTS / f"pelimpahan-sertifikat-{number + 1}.png")
    phone = open_page(phone=True)
    sign_in(phone, house.organiser)
    phone.goto(url + reverse("people:office", args=[house.centre_office.pk]))
    look(phone, "pelimpahan-jabatan-sempit")


@EACH_SCREEN
def test_the_pages_of_signing_authority_fit_and_are_accessible(
    phone: bool, dark: bool, open_page: Any, live_server: Any, sign_in: Any, axe: Any, wide_overflow: Any
) -> None:
    house = SkkHouse()
    page = open_page(phone=phone, dark=dark)
    sign_in(page, house.organiser)
    office = [house.centre_office.pk]
    wrong = {}
    for name, address in {
        "office": reverse("people:office", args=office),
        "kind": reverse("people:office_kind", args=office),
        "delegation": reverse("people:delegation_add", args=office),
        "schemes": reverse("certification:scheme_list"),
        "scheme": reverse("certification:scheme_add"),
    }.items():
        page.goto(live_server.url + address)
        if (found := (axe(page), wide_overflow(page))) != ([], 0):
            wrong[name] = found
    assert wrong == {}
