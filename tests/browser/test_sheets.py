"""An assessor's own sheets, a sheet from paper, and the board of the chair, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import Sheet
from mumpuni.assessment.services import observing
from tests.assessment import factories as make
from tests.assessment import stages
from tests.browser.screens import EACH_SCREEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    event = stages.running(people_count=3)
    today = timezone.localdate()
    event.days.all().delete()
    event.first_day, event.last_day = today, today + timedelta(days=1)
    event.save()
    for each in (event.first_day, event.last_day):
        event.days.create(date=each, starts="08:00", ends="16:00")
    return event, make.signed_in(stages.member(event)), make.signed_in(event.team.get(role="chair"))


@EACH_SCREEN
def test_an_assessor_copies_a_paper_sheet_and_the_chair_sees_that_it_is_in(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, tmp_path, phone, dark
):
    event, assessor, chair = scene
    page = open_page(phone=phone, dark=dark)
    wrong = {}

    def look(name):
        screenshot(page, f"lembar-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found

    sign_in(page, assessor)
    page.goto(live_server.url)
    page.get_by_role("link", name="Buka lembar saya").click()
    look("saya")
    page.get_by_role("button", name="Dari kertas Wawancara kompetensi, Assessee 01").click()
    page.get_by_label("Jam pada kertas").fill("09:30")
    page.get_by_label("Yang terlihat atau terdengar").fill("Merinci langkah dan tenggatnya")
    for each in page.get_by_role("checkbox").all():
        each.check()
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("Catatan tersimpan.")).to_be_visible()
    for each in page.get_by_role("combobox").all():
        if (each.get_attribute("name") or "").startswith("level_"):
            each.select_option("3")
    page.get_by_role("button", name="Simpan nilai").click()
    page.get_by_role("button", name="Kirim dan kunci lembar").click()
    expect(page.get_by_role("alert").first).to_contain_text("pindaiannya")
    look("kertas")
    paper = tmp_path / "lembar.pdf"
    paper.write_bytes(b"%PDF-1.4 contoh")
    page.get_by_role("link", name="Unggah pindaian").click()
    look("unggah")
    page.get_by_label("Pindaian").set_input_files(paper)
    page.get_by_role("button", name="Unggah").click()
    page.get_by_role("button", name="Kirim dan kunci lembar").click()
    expect(page.get_by_text("dan dikunci.").first).to_be_visible()
    look("terkunci")
    assert Sheet.objects.get().submitted_at is not None
    observing.open_sheet(
        actor=assessor, assessee=event.assessees.get(number=2), tool=event.instruments.order_by("number")[1]
    )
    sign_in(page, chair)
    page.goto(live_server.url + reverse("assessment:day", args=[event.pk]))
    page.get_by_role("link", name="Papan lembar").click()
    expect(page.get_by_role("status").first).to_contain_text("1 dari")
    look("papan")
    assert wrong == {}
