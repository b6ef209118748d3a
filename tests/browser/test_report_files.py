"""Reports as documents in a real browser: handed over and released by the chair, read by PPK and assessee."""

from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.assessment.models import Opening, Report
from mumpuni.assessment.services import report_delivery, report_opening, report_signing
from mumpuni.documents.services import keys
from tests.assessment import factories as make
from tests.assessment import stages
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people

pytestmark = pytest.mark.django_db(transaction=True)


def sign(chair, report):
    """In a thread, since signing runs a loop of its own and the browser keeps this thread's busy."""
    made = []

    def work():
        try:
            made.append(report_signing.sign_report(actor=chair, report=report))
        finally:
            connection.close()

    worker = Thread(target=work)
    worker.start()
    worker.join()
    return Report.objects.get(pk=made[0].pk)


@pytest.fixture
def scene(transactional_db, monkeypatch):
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    event = stages.running(people_count=3, tools=("case-analysis",))
    first, second, _third = event.assessees.order_by("number")
    chair = make.signed_in(stages.member(event, "chair"))
    signed = sign(chair, stages.reported(stages.decided(first), state=Report.State.ACCEPTED))
    waiting = stages.reported(stages.decided(second), state=Report.State.ACCEPTED)
    return event, chair, signed, waiting


def test_the_chair_hands_over_the_ppk_says_why_and_the_assessee_sees_it(open_page, live_server, sign_in, scene):
    event, chair, signed, _waiting = scene
    name = signed.result.assessee.person.full_name
    page = open_page(phone=True)
    sign_in(page, chair)
    page.goto(live_server.url + reverse("assessment:event", args=[event.pk]))
    page.get_by_role("link", name="Dokumen laporan").click()
    for button, said in (("Sampaikan yang dicentang", "Laporan disampaikan"), ("Buka bagi Assessee", "terbuka bagi")):
        page.get_by_label(f"Pilih {name}").check()
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text(said).first).to_be_visible()
    ppk = people.account("ppk", agency=event.request.agency)
    page = open_page()
    sign_in(page, ppk)
    page.goto(live_server.url)
    page.get_by_role("link", name="Lihat laporan").first.click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Buka laporan").click()
    page.get_by_role("button", name="Buka laporan").click()
    assert not Opening.objects.exists()
    page.get_by_label("Keperluan").fill("Rapat promosi")
    page.get_by_role("button", name="Buka laporan").click()
    expect(page.get_by_text("Dibuka oleh")).to_contain_text(ppk.name)
    expect(page.get_by_role("img", name="Halaman 1 dari")).to_have_js_property("complete", value=True)
    assert page.get_by_role("img", name="Halaman 1 dari").evaluate("picture => picture.naturalWidth") > 800
    page = open_page(phone=True)
    sign_in(page, make.assessee_account(signed.result.assessee))
    page.goto(live_server.url)
    page.get_by_role("link", name="Buka laporan saya").click()
    expect(page.get_by_text("Rapat promosi")).to_be_visible()


@EACH_SCREEN
def test_the_pages_of_reports_are_accessible_and_fit(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, phone, dark
):
    event, chair, signed, waiting = scene
    report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    report_delivery.release(actor=chair, event=event, reports=[signed.pk])
    ppk = people.account("ppk", agency=event.request.agency)
    report_opening.open_report(actor=ppk, report=signed, kind="rahasia", purpose="Rapat promosi Kepala Bidang Mutasi")
    read = report_opening.open_report(actor=ppk, report=signed, kind="ringkasan", purpose="Rapat promosi")
    own = make.assessee_account(signed.result.assessee)
    copy = signed.deliveries.get(recipient="pembina")
    wrong = {}
    pages = [
        (chair, "papan", reverse("assessment:report_files", args=[event.pk])),
        (chair, "laporan", reverse("assessment:report_file", args=[signed.pk])),
        (chair, "menunggu", reverse("assessment:report_file", args=[waiting.pk])),
        (chair, "tanda-tangan", reverse("assessment:report_sign", args=[waiting.pk])),
        (chair, "penerima", reverse("assessment:report_copy_add", args=[signed.pk])),
        (chair, "terima", reverse("assessment:report_copy_receive", args=[signed.pk, copy.pk])),
        (ppk, "masuk", reverse("assessment:report_inbox")),
        (ppk, "buka", reverse("assessment:report_open", args=[signed.pk])),
        (ppk, "baca", reverse("assessment:report_view", args=[signed.pk, read.pk])),
        (own, "saya", reverse("assessment:own_results")),
    ]
    for who in (chair, ppk, own):
        page = open_page(phone=phone, dark=dark)
        sign_in(page, who)
        for name, address in [(name, address) for reader, name, address in pages if reader == who]:
            page.goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
            screenshot(page, f"laporan-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
            if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
                wrong[name] = found
    assert wrong == {}
