"""The editor of SKK-PDN in a real browser: written by keyboard, saved by itself, two people on one text."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.people.models import Role
from mumpuni.standards.models import Comment, PerformanceCriterion, TeamMember
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people
from tests.standards import factories

pytestmark = pytest.mark.django_db(transaction=True)


def named(name):
    account = people.account(Role.DRAFTER)
    account.name = name
    account.save()
    return account


@pytest.fixture
def drafter(transactional_db):
    return named("Sri Wahyuni")


@pytest.fixture
def version(drafter):
    made = factories.make_version(team={drafter: TeamMember.Part.DRAFTER})
    factories.fill(made, core=3)
    return made


def address(live_server, version, node=None):
    base = live_server.url + reverse("standards:skk_text", args=[version.pk])
    return f"{base}?simpul={node.identifier}" if node else base


@EACH_SCREEN
def test_pages_are_accessible_and_fit(
    open_page, live_server, sign_in, drafter, version, axe, wide_overflow, screenshot, phone, dark
):
    unit = version.units.filter(kind="I").first()
    unit.guide_critical = ""
    unit.save()
    Comment.objects.create(version=version, node=unit.identifier, text="Tambahkan aspek kritis.", by=drafter)
    page = open_page(phone=phone, dark=dark)
    sign_in(page, drafter)
    wrong = {}
    pages = {
        "pohon": address(live_server, version),
        "ringkasan": f"{address(live_server, version)}?layar=ringkasan",
        "unit": address(live_server, version, unit),
        "elemen": address(live_server, version, unit.elements.first()),
        "riwayat": live_server.url + reverse("standards:skk_history", args=[version.pk]),
        "pindah": live_server.url
        + reverse("standards:skk_node_move", args=[version.pk, unit.elements.first().identifier]),
        "salin": live_server.url + reverse("standards:skk_copy", args=[version.pk]),
        "bandingkan": live_server.url + reverse("standards:skk_compare"),
        "kepala": live_server.url + reverse("standards:skk_heading", args=[version.pk]),
    }
    for name, url in pages.items():
        page.goto(url)
        found = axe(page)
        if wide_overflow(page):
            found.append(f"wider than the window by {wide_overflow(page)}")
        if found:
            wrong[name] = found
        screenshot(page, f"naskah-{name}-{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}")
    assert wrong == {}


def test_a_unit_is_written_by_keyboard_and_saves_itself(page, live_server, sign_in, drafter, version):
    unit = version.units.filter(kind="I").first()
    unit.elements.all().delete()
    sign_in(page, drafter)
    page.goto(address(live_server, version, unit))
    page.get_by_label("Inti judul unit").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Menyusun rencana mutasi setahun.")
    expect(page.locator("[data-save-words]")).to_contain_text("Tersimpan", timeout=8000)
    unit.refresh_from_db()
    assert unit.summary.endswith("setahun.")
    page.get_by_label("Elemen baru").focus()
    page.keyboard.type("Menyiapkan data jabatan")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kriteria baru pada EK-I.1")).to_be_focused()
    page.keyboard.type("Data jabatan dihimpun")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kriteria unjuk kerja KUK-I.01")).to_have_value("Data jabatan dihimpun")
    expect(page.get_by_label("Kriteria baru pada EK-I.1")).to_be_focused()
    page.keyboard.type("Data jabatan diperiksa")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kriteria unjuk kerja KUK-I.02")).to_have_value("Data jabatan diperiksa")
    titles = PerformanceCriterion.objects.filter(element__unit=unit).order_by("number")
    assert [one.title for one in titles] == ["Data jabatan dihimpun", "Data jabatan diperiksa"]


def test_two_people_on_one_text_see_both(open_page, live_server, sign_in, drafter, version, screenshot, axe):
    other = named("Budi Hartono")
    TeamMember.objects.create(
        standard=version.standard, account=other, part=TeamMember.Part.DRAFTER, since=factories.TODAY
    )
    unit = version.units.filter(kind="I").first()
    first, second = open_page(), open_page()
    for page, account in ((first, drafter), (second, other)):
        sign_in(page, account)
        page.goto(address(live_server, version, unit))
    first.get_by_label("Inti judul unit").fill("Teks dari Sri")
    first.get_by_label("Sikap kerja").focus()
    expect(first.locator("[data-save-words]")).to_contain_text("Tersimpan")
    second.get_by_label("Inti judul unit").fill("Teks dari Budi")
    second.get_by_label("Sikap kerja").focus()
    conflict = second.locator("section[data-conflict]")
    expect(conflict).to_contain_text("Sri Wahyuni")
    expect(conflict).to_contain_text("Teks dari Sri")
    expect(conflict.locator("ins")).to_contain_text("Budi")
    assert axe(second) == []
    screenshot(second, "naskah-bentrok", full=False)
    unit.refresh_from_db()
    assert unit.summary == "Teks dari Sri"
    conflict.get_by_role("button", name="Pakai punya saya").click()
    expect(second.locator("[data-save-words]")).to_contain_text("Tersimpan")
    unit.refresh_from_db()
    assert unit.summary == "Teks dari Budi"


def test_a_lost_connection_loses_no_text(page, live_server, sign_in, drafter, version):
    unit = version.units.filter(kind="I").first()
    sign_in(page, drafter)
    page.goto(address(live_server, version, unit))
    page.route("**/simpan/", lambda route: route.fulfill(status=500))
    page.get_by_label("Sikap kerja").fill("Cermat dan terbuka")
    page.get_by_label("Inti judul unit").focus()
    expect(page.locator("[data-save-state]")).to_contain_text("Belum tersimpan")
    expect(page.get_by_label("Sikap kerja")).to_have_value("Cermat dan terbuka")
    page.unroute("**/simpan/")
    page.get_by_role("button", name="Coba simpan lagi").click()
    expect(page.locator("[data-save-words]")).to_contain_text("Tersimpan")
    unit.refresh_from_db()
    assert unit.attitude == "Cermat dan terbuka"


def test_the_tree_is_walked_and_a_node_moved_by_keyboard(page, live_server, sign_in, drafter, version, screenshot):
    unit = version.units.filter(kind="I").first()
    first, second = unit.elements.all()
    sign_in(page, drafter)
    page.goto(address(live_server, version))
    link = page.locator(f'[data-node-link="{unit.identifier}"]')
    link.focus()
    page.keyboard.press("ArrowRight")
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    child = page.locator(f'[data-node-link="{first.identifier}"]')
    expect(child).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#teks h2")).to_have_text(first.title)
    expect(page).to_have_url(re.compile(str(first.identifier)))
    child.focus()
    page.keyboard.press("Alt+ArrowDown")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("EK-I.1")
    expect(dialog).to_contain_text("EK-I.2")
    screenshot(page, "naskah-pindah-dialog", full=False)
    dialog.get_by_role("button", name="Pindahkan").click()
    page.wait_for_url(re.compile(r"naskah/\?simpul="))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.number, second.number) == (2, 1)


def test_without_scripts_a_button_saves(open_page, live_server, sign_in, drafter, version):
    unit = version.units.filter(kind="I").first()
    page = open_page(scripts=False)
    sign_in(page, drafter)
    page.goto(address(live_server, version, unit))
    field = page.locator(f"#isian-{unit.identifier}-summary")
    field.locator("textarea").fill("Tanpa skrip")
    field.get_by_role("button", name="Simpan").click()
    unit.refresh_from_db()
    assert unit.summary == "Tanpa skrip"


def test_a_half_written_line_is_not_lost(page, live_server, sign_in, drafter, version):
    unit = version.units.filter(kind="I").first()
    sign_in(page, drafter)
    page.goto(address(live_server, version, unit))
    page.get_by_label("Kriteria baru pada EK-I.1").fill("Setengah jadi")
    page.get_by_label("Kriteria baru pada EK-I.2").fill("Sudah jadi")
    page.get_by_label("Kriteria baru pada EK-I.2").press("Enter")
    expect(page.get_by_label("Kriteria unjuk kerja KUK-I.03")).to_have_value("Sudah jadi")
    expect(page.get_by_label("Kriteria baru pada EK-I.1")).to_have_value("Setengah jadi")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(f'[data-node-link="{unit.elements.first().identifier}"]').click()
    expect(page.get_by_label("Kriteria baru pada EK-I.1")).to_have_value("Setengah jadi")
    assert len(asked) == 1
    page.get_by_label("Kriteria baru pada EK-I.1").fill("")


def test_an_old_form_token_is_renewed_and_the_text_saved(page, live_server, sign_in, drafter, version):
    unit = version.units.filter(kind="I").first()
    sign_in(page, drafter)
    page.goto(address(live_server, version, unit))
    page.evaluate("() => document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => { one.value = 'x' })")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_label("Sikap kerja").fill("Teliti")
    page.get_by_label("Inti judul unit").focus()
    expect(page.locator("[data-save-words]")).to_contain_text("Tersimpan")
    unit.refresh_from_db()
    assert unit.attitude == "Teliti"


@pytest.mark.parametrize("small", [False, True], ids=["desktop", "phone"])
def test_readers_and_comparisons_are_accessible(
    open_page, live_server, sign_in, drafter, version, axe, wide_overflow, screenshot, small
):
    unit = version.units.filter(kind="I").first()
    other = factories.make_version(team={drafter: TeamMember.Part.DRAFTER})
    factories.publish(version)
    page = open_page(phone=small, dark=small)
    sign_in(page, drafter)
    wrong = {}
    pages = {
        "baca": address(live_server, version, unit),
        "banding": f"{live_server.url}{reverse('standards:skk_compare')}?a={other.pk}&b={version.pk}",
        "salin-unit": f"{live_server.url}{reverse('standards:skk_copy', args=[other.pk])}?dari={version.pk}",
    }
    for name, url in pages.items():
        page.goto(url)
        found = axe(page)
        if wide_overflow(page):
            found.append(f"wider than the window by {wide_overflow(page)}")
        if found:
            wrong[name] = found
        screenshot(page, f"naskah-{name}-{'phone' if small else 'desktop'}")
    assert wrong == {}
