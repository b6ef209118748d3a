"""A planner moves sessions of a timetable by keys and by dragging, and is told of a clash before anything is saved."""

import re
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from mumpuni.assessment.models import TimetableRules
from tests.assessment import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
WIB = ZoneInfo("Asia/Jakarta")
SMALL = ("case-analysis", "leaderless-group-discussion", "competency-interview")


@pytest.fixture
def draft():
    make.standards()
    event = make.event(make.request(make.provider(), people_count=4), instruments=SMALL)
    make.team(event)
    TimetableRules.objects.filter(event=event).update(meeting_minutes=0)
    return make.timetable(event)


def test_a_planner_moves_sessions_by_keys_and_by_dragging_and_sees_clashes(
    page, phone, live_server, sign_in, draft, axe, wide_overflow, screenshot
):
    sign_in(page, planner := make.signed_in(draft.event.team.get(role="chair")))
    address = f"{live_server.url}/penilaian/jadwal/{draft.pk}/"
    page.goto(address)
    noon = time(12)
    row = min(
        draft.sessions.filter(instrument__instrument__code="case-analysis"),
        key=lambda each: abs(each.starts_at.astimezone(WIB).hour - noon.hour),
    )
    block = page.locator(f'[data-session="{row.pk}"]')
    status = page.locator("[data-tt-words]")
    assert axe(page) == []
    screenshot(page, "timetable-1280")

    # By keys into a break: the clash is said while moving, refused at the drop, and saved only on purpose.
    block.focus()
    for _step in range(40):
        page.keyboard.press("ArrowUp")
        if re.search(r"1[12]\.\d\d", page.locator("[data-tt-words]").inner_text()):
            break
    expect(status).to_contain_text("bentrok")
    expect(page.locator(".tt-ghost-clash")).to_be_visible()
    screenshot(page, "timetable-clash", full=False)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Simpan walau bentrok")).to_be_focused()
    page.get_by_role("button", name="Batal", exact=True).click()
    expect(status).to_contain_text("tidak ada yang berubah")
    expect(page.locator(".tt-ghost")).to_have_count(0)

    # By keys back to where it was and one step on, if that is free; the page comes back with the session in hand.
    block.focus()
    page.keyboard.press("ArrowRight")
    expect(status).to_contain_text(re.compile("bebas|bentrok"))
    page.keyboard.press("Escape")

    # By dragging onto the lunch break: refused in words.
    lunch = block.locator("xpath=ancestor::table").locator('tr[data-minute="720"]')
    lunch.evaluate("row => row.scrollIntoView({block: 'center'})")
    box, there = block.bounding_box(), lunch.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, there["y"] + 12, steps=6)
    expect(status).to_contain_text("Makan siang")
    page.mouse.up()
    page.get_by_role("button", name="Simpan walau bentrok").click()
    page.wait_for_load_state()
    expect(page.locator("#bentrok")).to_contain_text("Makan siang")
    row.refresh_from_db()
    assert row.starts_at.astimezone(WIB).time() == noon

    # And by keys out of it again into a free hour.
    block = page.locator(f'[data-session="{row.pk}"]')
    block.focus()
    for _step in range(30):
        page.keyboard.press("ArrowDown")
        expect(status).to_contain_text(re.compile("bebas|bentrok"))
        if "bebas" in status.inner_text():
            break
    page.keyboard.press("Enter")
    expect(page.locator("#bentrok")).to_have_count(0)
    expect(page.locator(f'[data-session="{row.pk}"]')).to_be_focused()

    sign_in(phone, planner)
    phone.goto(address)
    assert wide_overflow(phone) == 0
    expect(phone.locator(".tt-agenda").first).to_be_visible()
    screenshot(phone, "timetable-360")
