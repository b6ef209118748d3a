"""The integration meeting in a real browser: opened, agreed, dissented, locked, opened again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.assessment.models import Meeting, Result
from mumpuni.assessment.services import meetings
from tests.assessment import factories as make
from tests.assessment import stages
from tests.assessment.test_meetings import settle
from tests.browser.screens import EACH_SCREEN

pytestmark = pytest.mark.django_db(transaction=True)


@EACH_SCREEN
def test_a_meeting_from_its_opening_to_the_result_and_back(
    open_page, live_server, sign_in, axe, wide_overflow, screenshot, phone, dark
):
    event = stages.running(people_count=2)
    assessee = stages.first(event)
    stages.rated(assessee)
    chair = make.signed_in(stages.member(event, "chair"))
    assessors = [make.signed_in(stages.member(event, at=at)) for at in range(2)]
    page = open_page(phone=phone, dark=dark)
    wrong = {}

    def look(name):
        screenshot(page, f"rapat-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found

    sign_in(page, chair)
    page.goto(live_server.url + reverse("assessment:event", args=[event.pk]))
    page.get_by_role("link", name="Rapat integrasi").click()
    expect(page.get_by_role("button", name="Mulai rapat Assessee 01")).to_be_visible()
    look("daftar")
    page.get_by_role("button", name="Mulai rapat Assessee 01").click()
    expect(page.get_by_role("heading", name="Nilai dan level sepakat")).to_be_visible()
    look("tabel")
    held = Meeting.objects.get()
    first, *others = stages.lines(assessee)
    page.get_by_role("link", name=first.competency.name).click()
    page.get_by_role("textbox", name="Level sepakat").fill("2,5")
    page.get_by_role("textbox", name="Alasan").fill("Catatan wawancara menunjukkan tingkat dua ke tiga")
    page.get_by_role("checkbox").first.check()
    look("kompetensi")
    page.get_by_role("button", name="Simpan level sepakat").click()
    expect(page.get_by_text("Level sepakat dicatat.")).to_be_visible()
    for line in others:
        settle(chair, held, line)

    sign_in(page, assessors[0])
    page.goto(live_server.url + reverse("assessment:meeting_line", args=[held.pk, first.pk]))
    page.get_by_role("link", name="Nyatakan pendapat saya").click()
    page.get_by_label("Berbeda pendapat").check()
    page.get_by_role("textbox", name="Pendapat berbeda").fill("Menurut saya 2")
    look("pendapat")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pendapat Anda dicatat.")).to_be_visible()
    for agreed in held.agreements.all():
        for who in (chair, assessors[1], *(() if agreed.line_id == first.pk else assessors[:1])):
            meetings.say(actor=who, agreement=agreed, agrees=True)

    sign_in(page, chair)
    page.goto(live_server.url + reverse("assessment:meeting", args=[held.pk]))
    page.get_by_role("textbox", name="Notulen").fill("Dibahas satu per satu.")
    page.get_by_role("button", name="Simpan notulen").click()
    expect(page.get_by_text("Notulen tersimpan.")).to_be_visible()
    page.get_by_role("button", name="Kunci rapat dan tetapkan hasil").click()
    expect(page.get_by_role("link", name="Lihat hasil")).to_be_visible()
    look("dikunci")
    page.get_by_role("link", name="Buka kembali").click()
    page.get_by_role("textbox", name="Alasan").fill("Catatan presentasi terlewat")
    look("buka-kembali")
    page.get_by_role("button", name="Buka kembali").click()
    expect(page.get_by_role("link", name="Putaran 1")).to_be_visible()
    page.goto(live_server.url + reverse("assessment:rater_agreement", args=[event.pk]))
    look("kesepakatan")
    assert Result.objects.count() == 1
    assert wrong == {}
