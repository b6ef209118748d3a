"""The page of the day in a real browser: the desk with a full house, and the forms about single people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import CheckIn, Event, Taking
from mumpuni.assessment.services import day
from tests.assessment import factories as make
from tests.browser.screens import EACH_SCREEN

pytestmark = pytest.mark.django_db(transaction=True)
TOOLS = ("case-analysis", "leaderless-group-discussion", "competency-interview")


@pytest.fixture
def scene(transactional_db):
    make.standards()
    today = timezone.localdate()
    event = make.event(
        make.request(make.provider(), people_count=5),
        instruments=TOOLS,
        first_day=today,
        last_day=today + timedelta(days=1),
        state=Event.State.RUNNING,
    )
    make.team(event)
    return event, make.signed_in(event.team.filter(role="admin").first())


def test_the_desk_checks_in_briefs_and_records_an_instrument(open_page, live_server, sign_in, scene):
    event, admin = scene
    page = open_page(phone=True)
    sign_in(page, admin)
    page.goto(live_server.url + reverse("assessment:event", args=[event.pk]))
    page.get_by_role("link", name="Pelaksanaan", exact=True).click()
    for button in ("Catat lapor diri", "Catat ikut pengarahan", "Tandai selesai"):
        page.get_by_label("Pilih Assessee 01").check()
        page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Alat ukur ditandai selesai.")).to_be_visible()
    assert CheckIn.objects.get().briefed_at is not None
    assert Taking.objects.get().state == Taking.State.DONE
    page.get_by_role("link", name="Catat kejadian").click()
    page.get_by_label("Yang terjadi").fill("Listrik padam 10 menit")
    page.get_by_label("Tindakan").fill("Waktu ditambah 10 menit")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Listrik padam 10 menit")).to_be_visible()


@EACH_SCREEN
def test_the_pages_of_the_day_are_accessible_and_fit(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, phone, dark
):
    event, admin = scene
    first, second, *_others = event.assessees.order_by("number")
    tool = event.instruments.order_by("number").first()
    both = [first.pk, second.pk]
    day.check_in(actor=admin, event=event, assessees=both, day=event.first_day, identity="KTP")
    day.brief(actor=admin, event=event, assessees=both, day=event.first_day)
    day.record_taking(actor=admin, assessee=first, instrument=tool, state="selesai", minutes_late=5)
    day.record_taking(actor=admin, assessee=second, instrument=tool, state="terhenti", reason="Alarm kebakaran")
    day.sign_presence(actor=admin, event=event)
    day.add_incident(actor=admin, event=event, text="Listrik padam", action="Waktu ditambah", assessee=first)
    member = event.team.filter(role="assessor").first()
    page = open_page(phone=phone, dark=dark)
    sign_in(page, admin)
    wrong = {}
    for name, address in {
        "papan": reverse("assessment:day", args=[event.pk]),
        "alat-ukur": reverse("assessment:day_taking", args=[event.pk, first.pk, tool.pk]),
        "kejadian": reverse("assessment:day_incident", args=[event.pk]),
        "kehadiran": reverse("assessment:day_presence", args=[event.pk, member.pk]),
        "batal": reverse("assessment:day_undo", args=[event.pk, first.check_ins.get().pk]),
    }.items():
        page.goto(live_server.url + address)
        screenshot(page, f"hari-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found
    assert wrong == {}
