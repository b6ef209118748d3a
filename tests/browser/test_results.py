"""The pages of results in a real browser: from the event to the working, the projection and a simulation."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.assessment import factories as make
from tests.assessment import stages
from tests.browser.screens import EACH_SCREEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    event = stages.running(people_count=3)
    first, second, _third = event.assessees.order_by("number")
    weak = stages.decided(first, level="2.5")
    stages.decided(second, level=4)
    return event, weak, make.signed_in(stages.member(event, "chair"))


def test_the_chair_finds_why_a_category_applies_and_what_would_change_it(open_page, live_server, sign_in, scene):
    event, weak, chair = scene
    page = open_page(phone=True)
    sign_in(page, chair)
    page.goto(live_server.url + reverse("assessment:event", args=[event.pk]))
    page.get_by_role("link", name="Hasil", exact=True).click()
    page.get_by_label("Urutkan").select_option("kesenjangan")
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_role("link", name="Assessee 01").click()
    expect(page.get_by_role("heading", name="Cara menghitung")).to_be_visible()
    page.get_by_role("link", name="Proyeksi dan simulasi").click()
    for level in page.locator(".what-if input").all():
        level.fill("3")
    page.get_by_role("button", name="Hitung").click()
    expect(page.get_by_role("status").filter(has_text="Hasilnya sendiri tetap")).to_contain_text("100,00 %")
    weak.refresh_from_db()
    assert weak.percentage < 100


@EACH_SCREEN
def test_the_pages_of_results_are_accessible_and_fit(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, phone, dark
):
    event, weak, chair = scene
    old = stages.running(people_count=1, edition="bkn-11-2008", home=event.provider)
    older = stages.decided(stages.first(old))
    accounts = {
        "ikhtisar": (chair, reverse("assessment:results", args=[event.pk])),
        "hasil": (chair, reverse("assessment:result", args=[weak.pk])),
        "proyeksi": (chair, reverse("assessment:result_projection", args=[weak.pk])),
        "2008": (make.signed_in(stages.member(old, "chair")), reverse("assessment:result", args=[older.pk])),
        "catat": (make.staff(event.provider), reverse("assessment:past_add")),
    }
    page = open_page(phone=phone, dark=dark)
    wrong = {}
    for name, (account, address) in accounts.items():
        sign_in(page, account)
        page.goto(live_server.url + address)
        screenshot(page, f"hasil-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found
    assert wrong == {}
