"""A letter of delegation from the organiser's page to the delegate's approval and the printed certificate."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mumpuni.certification.models import Certificate, Slot
from mumpuni.certification.services.issuing import issue_run
from mumpuni.documents import selectors as documents
from mumpuni.people.models import Delegation
from tests.certification.test_authority import SkkHouse
from tests.people import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("P11-18-027")]


def test_a_delegate_approves_by_a_letter_that_the_organiser_recorded(
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
    delegate.locator("input[name=code]").fill(factories.code())
    delegate.locator("input[name=code]").press("Enter")
    expect(delegate.get_by_text("disetujui").first).to_be_visible()
    phone = open_page(phone=True)
    sign_in(phone, house.organiser)
    phone.goto(url + reverse("people:office", args=[house.centre_office.pk]))
    look(phone, "pelimpahan-jabatan-sempit")
    assert issue_run(run.pk) == 1
    pdf = pypdfium2.PdfDocument(documents.bytes_of(Certificate.objects.get().document))
    for number in range(len(pdf)):
        target = Path("var/screenshots") / f"pelimpahan-sertifikat-{number + 1}.png"
        pdf[number].render(scale=1.2).to_pil().save(target)
