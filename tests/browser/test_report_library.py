"""The library of sentences in a real browser: kept by clicking from the menu, on desk and phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.assessment.models import Part, Sentence
from mumpuni.assessment.services import report_library as services
from tests.assessment import factories as make
from tests.browser.screens import EACH_SCREEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(transactional_db):
    make.standards()
    return make.provider()


@pytest.fixture
def staff(provider):
    return make.staff(provider)


def test_staff_add_a_sentence_from_the_menu_and_retire_it(page, live_server, sign_in, staff):
    sign_in(page, staff)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Perpustakaan kalimat").first.click()
    page.get_by_role("link", name="Tambah kalimat").first.click()
    page.get_by_label("Bagian").select_option(label="Kekuatan")
    page.get_by_label("Kompetensi").select_option(label="Integritas")
    page.get_by_label("Level").fill("3")
    page.get_by_label("Kalimat").fill("Mengingatkan rekannya akan norma.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Mengingatkan rekannya akan norma.").click()
    page.get_by_role("link", name="Hentikan pemakaian").click()
    page.get_by_role("button", name="Hentikan pemakaian").click()
    expect(page.get_by_text("Kalimat laporan tidak dipakai lagi")).to_be_visible()
    assert not Sentence.objects.get().is_active


@EACH_SCREEN
def test_the_pages_of_the_library_are_accessible_and_fit(
    open_page, live_server, sign_in, provider, staff, axe, wide_overflow, screenshot, phone, dark
):
    about = {"part": Part.SUMMARY, "competency": None, "level": None}
    one = services.add_sentence(actor=staff, provider=provider, text="Runtut.", **about)
    services.change_sentence(actor=staff, sentence=one, revision=0, text="Tenang.", **about)
    page, wrong = open_page(phone=phone, dark=dark), {}
    sign_in(page, staff)
    pages: dict[str, list[int]] = {"sentence_list": [], "sentence_add": []}
    pages |= {name: [one.pk] for name in ("sentence", "sentence_change", "sentence_use")}
    for name, args in pages.items():
        page.goto(live_server.url + reverse(f"assessment:{name}", args=args))
        screenshot(page, f"kalimat-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found
    assert wrong == {}
