"""The dictionary, position standards and modules in a real browser."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.exchange import services as exchange
from mumpuni.exchange.exports import workbook
from mumpuni.exchange.models import ImportBatch
from mumpuni.people.models import Position
from mumpuni.standards.models import LearningModule
from mumpuni.standards.services import dictionary, load_units, modules, positions
from tests.browser.screens import EACH_SCREEN
from tests.people import factories
from tests.standards.test_position_pages import DICTIONARY_HEAD, whole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    cache.clear()
    agency = factories.agency("Pemerintah Kabupaten Sleman")
    titles = ("Kepala Bidang Mutasi", "Kepala Bidang Pengembangan Kompetensi")
    posts = [Position.objects.create(agency=agency, title=title, level="administrator") for title in titles]
    dictionary.load_catalogue()
    positions.load_tier_standards()
    load_units()
    modules.load_modules()
    return {
        "agency": agency,
        "posts": posts,
        "organiser": factories.account("organiser"),
        "hr": factories.account("agency-hr", agency=agency),
    }


def test_the_organiser_loads_a_dictionary_and_sets_a_standard_and_hr_reads_what_is_missing(
    scene, page, open_page, live_server, sign_in, screenshot
):
    sign_in(page, scene["organiser"])
    page.goto(live_server.url + reverse("standards:dictionary"))
    page.get_by_role("link", name="Edisi baru").click()
    page.get_by_label("Judul").fill("Kamus PermenPANRB")
    page.get_by_role("textbox", name="Peraturan").fill("PermenPANRB 38/2017")
    page.get_by_label("Berlaku sejak").fill("2026-01-01")
    page.get_by_label("Bunyinya resmi").check()
    page.get_by_role("button", name="Buka edisi").click()
    page.get_by_role("link", name="Isi dari Excel").click()
    rows = [*whole(), *whole("Perekat Bangsa", "Sosial kultural")]
    page.locator("input[type=file]").set_input_files(
        {
            "name": "kamus.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": workbook(DICTIONARY_HEAD, rows, "Kamus"),
        }
    )
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Periksa 10 baris").click()
    expect(page.get_by_role("button", name="Periksa 10 baris")).to_have_count(0)
    batch = ImportBatch.objects.get()
    exchange.confirm(actor=scene["organiser"], batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=scene["organiser"].pk)
    page.goto(live_server.url + reverse("standards:dictionary_edition", args=[batch.context["edition"]]))
    page.get_by_role("link", name="Terbitkan").click()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("link", name="Isi dari Excel")).to_have_count(0)
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Standar jabatan").click()
    page.get_by_role("link", name="Susun standar").click()
    page.get_by_label("Jabatan").first.select_option(index=1)
    page.get_by_label("Ditetapkan dengan").fill("Perbup 5/2026")
    page.get_by_label("Berlaku sejak").fill("2026-02-01")
    page.get_by_role("button", name="Buka konsep").click()
    for name in ("Integritas", "Perekat Bangsa"):
        page.get_by_role("group", name=name).get_by_label("4 Level 4").check()
    screenshot(page, "skj-edit")
    page.get_by_role("button", name="Simpan konsep").click()
    page.get_by_role("link", name="Terbitkan").click()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("main").get_by_text("level 4 dari 5")).to_have_count(2)
    other = open_page()
    sign_in(other, scene["hr"])
    other.goto(live_server.url + reverse("standards:position_standards"))
    other.get_by_role("link", name="Yang belum ada").click()
    expect(other.get_by_role("main")).to_contain_text("2 jabatan, 1 punya standar, 1 belum")
    screenshot(other, "skj-missing")


@EACH_SCREEN
def test_the_pages_are_accessible_at_both_sizes(
    scene, open_page, live_server, sign_in, axe, wide_overflow, screenshot, phone, dark
):
    post = scene["posts"][0]
    made = positions.draft_standard(
        actor=scene["organiser"], position=post, regulation="Perbup 5/2026", in_force_from=date(2026, 2, 1)
    )
    tier = positions.PositionStandard.objects.get(position=None, tier="administrator")
    edition = tier.dictionary_id
    page = open_page(phone=phone, dark=dark)
    sign_in(page, scene["organiser"])
    addresses = {
        "kamus": reverse("standards:dictionary"),
        "kamus-kompetensi": reverse("standards:dictionary_competency", args=[edition, "integritas"]),
        "kamus-baru": reverse("standards:dictionary_new"),
        "skj": reverse("standards:position_standards"),
        "skj-baru": reverse("standards:position_standard_new"),
        "skj-jenjang": reverse("standards:position_standard", args=[tier.pk]),
        "skj-ubah": reverse("standards:position_standard_edit", args=[made.pk]),
        "skj-terbit": reverse("standards:position_standard_publish", args=[made.pk]),
        "skj-belum": reverse("standards:position_standards_missing"),
        "modul": reverse("standards:modules"),
        "modul-ubah": reverse("standards:module_change", args=[LearningModule.objects.first().pk]),
    }
    found = []
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        found += [f"{name}: {line}" for line in axe(page)]
        if wide_overflow(page):
            found.append(f"{name}: wider than the window")
        screenshot(page, f"{name}-{'phone' if phone else 'wide'}-{'dark' if dark else 'light'}")
    assert "\n".join(found) == ""
