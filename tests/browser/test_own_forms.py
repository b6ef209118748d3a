"""Forms of assessees in a real browser: on a phone, without a line, in two tabs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import Answer
from tests.assessment import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def assessee(transactional_db):
    make.standards()
    first = timezone.localdate() + timedelta(days=10)
    event = make.event(
        make.request(make.provider(), people_count=1), first_day=first, last_day=first + timedelta(days=1)
    )
    return event.assessees.get()


def test_an_assessee_on_a_phone_loses_the_line_and_no_word(
    open_page, live_server, sign_in, assessee, axe, wide_overflow
):
    page = open_page(phone=True)
    sign_in(page, make.assessee_account(assessee))
    address = live_server.url + reverse("assessment:own_form", args=[assessee.pk, "kuesioner"])
    page.goto(live_server.url + reverse("assessment:own_forms"))
    page.get_by_role("link", name="Kuesioner kompetensi").click()
    assert wide_overflow(page) == 0
    assert axe(page) == []
    result = page.get_by_label("Sasaran kerja apa yang terakhir Anda lampaui")
    result.fill("Dua belas layanan daring")
    result.blur()
    expect(page.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    assert Answer.objects.get().data["hasil"] == "Dua belas layanan daring"

    page.context.set_offline(True)
    result.fill("Dua belas layanan daring, lalu listrik padam")
    result.blur()
    expect(page.get_by_text("Ketikan Anda aman di perangkat ini")).to_be_visible()
    page.context.set_offline(False)
    page.goto("about:blank")
    page.goto(address)
    expect(result).to_have_value("Dua belas layanan daring, lalu listrik padam")
    expect(page.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    page.wait_for_function("() => localStorage.length === 0")
    assert Answer.objects.get().data["hasil"] == "Dua belas layanan daring, lalu listrik padam"

    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Sasaran kerja apa yang terakhir Anda lampaui").fill("Dari tab kedua")
    other.get_by_label("Ceritakan keluhan masyarakat").fill("Keluhan dari tab kedua")
    other.get_by_label("Ceritakan keluhan masyarakat").blur()
    expect(other.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    result.fill("Dari tab pertama")
    result.blur()
    expect(page.get_by_role("heading", name="Formulir ini disimpan di halaman lain")).to_be_visible()
    assert axe(page) == []
    assert wide_overflow(page) == 0
    page.get_by_role("button", name="Simpan pilihan").click()
    expect(page.get_by_text("Isian tersimpan.")).to_be_visible()
    data = Answer.objects.get().data
    assert (data["hasil"], data["layanan"]) == ("Dari tab pertama", "Keluhan dari tab kedua")
