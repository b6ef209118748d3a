"""A letter of delegation from the organiser's page to the list that waits for the delegate."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mumpuni.certification.models import Slot
from mumpuni.people.models import Delegation
from tests.certification.test_authority import SkkHouse

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
    phone = open_page(phone=True)
    sign_in(phone, house.organiser)
    phone.goto(url + reverse("people:office", args=[house.centre_office.pk]))
    look(phone, "pelimpahan-jabatan-sempit")
