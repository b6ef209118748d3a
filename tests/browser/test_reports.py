"""Reports in a real browser: from the front page to writing, sending and returning."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import Part, Report
from mumpuni.assessment.services import reports as services
from mumpuni.standards.models import CompetencyLevel
from tests.assessment import factories as make
from tests.assessment import stages
from tests.browser.screens import EACH_SCREEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    event = stages.running()
    report = stages.reported(stages.decided(stages.first(event)))
    stages.potential(report.result.assessee)
    stages.decided(event.assessees.order_by("number")[1])
    Report.objects.update(due_on=timezone.localdate())
    line = stages.lines(report.result.assessee)[0]
    CompetencyLevel.objects.get_or_create(
        competency=line.competency, level=3, defaults={"description": "Bekerja menurut norma."}
    )
    people = {"chair": make.signed_in(stages.member(event, "chair"))}
    people |= {"writer": make.signed_in(stages.member(event)), "reviewer": make.signed_in(stages.member(event, at=1))}
    return event, report, people


def test_a_report_is_found_from_the_front_page_and_sent(open_page, live_server, sign_in, scene):
    _event, report, people = scene
    page = open_page(phone=True)
    sign_in(page, people["writer"])
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Buka laporan").click()
    page.get_by_role("link", name="Tulis").click()
    page.get_by_role("button", name="Sisipkan Uraian").first.click()
    expect(page.get_by_text("Kalimat disisipkan.")).to_be_visible()
    page.get_by_label("Gambaran umum", exact=True).fill("Menurut [nama], tenang.")
    page.get_by_role("button", name="Simpan dan kirim").click()
    expect(page.get_by_role("alert").get_by_text("belum diganti")).to_be_visible()
    page.get_by_label("Gambaran umum", exact=True).fill("Runtut dan tenang.")
    page.get_by_role("button", name="Simpan dan kirim").click()
    expect(page.get_by_text("Laporan dikirim kepada penelaah.")).to_be_visible()
    report.refresh_from_db()
    assert report.state == Report.State.REVIEW
    assert report.texts.get(part=Part.SUMMARY).text == "Runtut dan tenang."


def summary(page):
    return page.get_by_label("Gambaran umum", exact=True)


def told(page, words):
    expect(page.locator("[data-save-words]")).to_contain_text(words)


def draft_page(page, live_server, report):
    page.goto(live_server.url + reverse("assessment:report_draft", args=[report.pk]))
    expect(page.locator("form[data-started]")).to_be_visible()


def test_what_is_typed_saves_itself_and_waits_for_the_network(page, live_server, sign_in, scene):
    _event, report, people = scene
    sign_in(page, people["writer"])
    draft_page(page, live_server, report)
    summary(page).fill("Runtut dan tenang.")
    told(page, "Tersimpan")
    page.reload()
    expect(summary(page)).to_have_value("Runtut dan tenang.")
    expect(page.locator("form[data-started]")).to_be_visible()
    page.context.set_offline(True)
    summary(page).fill("Ditulis tanpa jaringan.")
    told(page, "menunggu jaringan")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(summary(page)).to_have_value("Ditulis tanpa jaringan.")
    assert "tanpa jaringan" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert page.evaluate("indexedDB.databases().then((found) => found.map((each) => each.name))") == []
    page.context.set_offline(False)
    told(page, "Tersimpan")
    page.reload()
    expect(summary(page)).to_have_value("Ditulis tanpa jaringan.")
    assert report.texts.get(part=Part.SUMMARY).text == "Ditulis tanpa jaringan."


def test_a_second_window_overwrites_nothing_and_shows_both(page, live_server, sign_in, scene, axe):
    _event, report, people = scene
    sign_in(page, people["writer"])
    draft_page(page, live_server, report)
    other = page.context.new_page()
    draft_page(other, live_server, report)
    summary(page).fill("Dari jendela satu.")
    told(page, "Tersimpan")
    summary(other).fill("Dari jendela dua.")
    told(other, "jendela lain")
    expect(other.locator(".conflict .worded").first).to_have_text("Dari jendela satu.")
    assert report.texts.get(part=Part.SUMMARY).text == "Dari jendela satu."
    assert axe(other) == []
    other.get_by_role("button", name="Simpan", exact=True).click()
    expect(other.locator(".conflict")).to_be_visible()
    other.get_by_role("button", name="Pakai punya saya").click()
    told(other, "Tersimpan")
    other.get_by_label("Rekomendasi", exact=True).fill("Sesuai.")
    other.get_by_role("button", name="Simpan", exact=True).click()
    expect(other.get_by_text("Laporan disimpan.")).to_be_visible()
    texts = dict(report.texts.filter(line=None).values_list("part", "text"))
    assert (texts[Part.SUMMARY], texts[Part.RECOMMENDATION]) == ("Dari jendela dua.", "Sesuai.")


@EACH_SCREEN
def test_the_pages_of_reports_are_accessible_and_fit(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, phone, dark
):
    event, report, people = scene
    page, wrong = open_page(phone=phone, dark=dark), {}

    def look(name, address):
        page.goto(live_server.url + address)
        screenshot(page, f"laporan-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found

    draft = reverse("assessment:report_draft", args=[report.pk])
    sign_in(page, people["chair"])
    look("papan", reverse("assessment:reports", args=[event.pk]))
    look("bagi", reverse("assessment:reports_share", args=[event.pk]))
    look("ganti", reverse("assessment:report_assign", args=[report.result_id]))
    page.context.clear_cookies()
    services.send(actor=people["writer"], report=report, looked_at=True)
    sign_in(page, people["reviewer"])
    look("telaah", draft)
    services.return_(actor=people["reviewer"], report=report, comments={(Part.SUMMARY, None): "Terlalu pendek."})
    report.texts.filter(part=Part.RECOMMENDATION).update(text="Sesuai bagi [jabatan].")
    page.context.clear_cookies()
    sign_in(page, people["writer"])
    look("tulis", draft)
    assert wrong == {}
