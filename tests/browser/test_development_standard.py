"""An SP2-PDN from its SKK-PDN to the season that runs on it, in a real browser."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.standards.models import DevelopmentStandard
from mumpuni.standards.selectors import development as selectors
from mumpuni.standards.services import development, guides, stages
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people
from tests.standards import factories as standards
from tests.training import factories as training

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    stages.load_stage_requirements()
    bpsdm = standards.bpsdm()
    version = standards.make_version()
    standards.fill(version)
    standards.publish(version)
    organiser = training.account("organiser")
    season = training.season(organiser, name="Musim 2027")
    nomination = training.nomination(organiser, season)
    participant = people.account("participant", person=nomination.person)
    guides.record_guide(
        actor=bpsdm, title="Panduan penyelenggaraan seminar", number="1/BPSDM/2026", dated=date(2026, 1, 5)
    )
    return {
        "bpsdm": bpsdm,
        "organiser": organiser,
        "participant": participant,
        "season": season,
        "version": version,
        "nomination": nomination,
    }


def show_document(page, stages_url):
    """Show the one document that the stage still asks for."""
    page.goto(stages_url)
    page.get_by_role("link", name="Tambahkan").first.click()
    page.locator("#id_number").fill("7/BPSDM/2026")
    page.locator("#id_dated").fill("2026-03-02")
    page.get_by_label("Isi atau alasan").fill("Disepakati tim.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Disepakati tim.").first).to_be_visible()


def forward(page):
    page.get_by_role("link", name="Majukan ke").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Majukan")).to_be_visible()
    if dialog.get_by_label("Nomor keputusan").count():
        dialog.get_by_label("Nomor keputusan").fill("893-5 Tahun 2026")
        dialog.get_by_label("Tanggal keputusan").fill("2026-05-04")
    dialog.get_by_role("button", name="Majukan").click()
    expect(page.get_by_text("Tahap berikutnya dimulai.")).to_be_visible()


def test_bpsdm_compiles_an_sp2_pdn_and_the_organiser_lets_a_season_run_on_it(page, live_server, sign_in, scene):
    sign_in(page, scene["bpsdm"])
    page.goto(live_server.url + reverse("standards:development_list"))
    page.get_by_role("link", name="Susun SP2-PDN").first.click()
    page.get_by_label("SKK-PDN asal").select_option(str(scene["version"].pk))
    page.get_by_label("Mulai disusun").fill("2026-03-02")
    page.get_by_role("button", name="Susun").click()
    expect(page.get_by_role("heading", name="SP2-PDN Kepala Bidang Mutasi")).to_be_visible()
    page.get_by_role("link", name="Menyusun Rencana Mutasi 1").click()
    page.get_by_label("Hasil belajar").fill("Menyusun rencana mutasi tahunan")
    page.get_by_role("spinbutton", name="JP").fill("6")
    page.get_by_label("Metode").fill("Studi kasus")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Unit AP.001.KI.01 tersimpan.")).to_be_visible()
    standard = DevelopmentStandard.objects.get()
    for row in selectors.units(standard):
        if row.missing:
            development.save_unit(
                actor=scene["bpsdm"],
                standard=standard,
                unit=row,
                equivalence="",
                outcomes="Menjelaskan langkah",
                jp=3,
                methods="Ceramah",
                revision=row.revision,
            )
    walk = live_server.url + reverse("standards:development_stages", args=[standard.pk])
    for _stage in range(4):
        show_document(page, walk)
        forward(page)
    expect(page.get_by_text("Pendistribusian").first).to_be_visible()

    sign_in(page, scene["organiser"])
    page.goto(live_server.url + reverse("training:season_detail", args=[scene["season"].pk]))
    page.get_by_role("link", name="Kurikulum").click()
    page.get_by_role("link", name="Pilih KI: Kompetensi Inti, Pengawas").click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Pasal 25 ayat (2)")
    page.get_by_role("combobox", name="SP2-PDN").select_option(str(standard.pk))
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("AP.001.KI.01 Menyusun Rencana Mutasi 1, 6 JP")).to_be_visible()

    sign_in(page, scene["participant"])
    page.goto(live_server.url + reverse("training:nomination_detail", args=[scene["nomination"].pk]))
    page.get_by_role("link", name="Kurikulum").click()
    expect(page.get_by_text("AP.001.KI.01 Menyusun Rencana Mutasi 1, 6 JP")).to_be_visible()


@EACH_SCREEN
def test_pages_are_accessible_and_fit(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, phone, dark
):
    bpsdm, organiser, season = scene["bpsdm"], scene["organiser"], scene["season"]
    standard = development.derive(actor=bpsdm, source=scene["version"], started_on=standards.TODAY)
    row = selectors.units(standard)[3]
    requirement = stages.selectors.requirements().of(standard, standard.stage)[0]
    stages.add_output(
        actor=bpsdm,
        subject=standard,
        requirement=requirement,
        number="7/TIM/2026",
        dated=standards.TODAY,
        note="Lima orang.",
    )
    development.advance(actor=bpsdm, standard=standard, to="penyetaraan-kodefikasi")
    one = [standard.pk]
    wrong = {}
    for who, pages in (
        (
            bpsdm,
            {
                "list": reverse("standards:development_list"),
                "derive": reverse("standards:development_derive"),
                "detail": reverse("standards:development_detail", args=one),
                "unit": reverse("standards:development_unit", args=[standard.pk, row.pk]),
                "stages": reverse("standards:development_stages", args=one),
                "output": reverse("standards:development_output_add", args=one),
                "return": reverse("standards:development_return", args=one),
                "ground": reverse("standards:development_ground", args=one),
                "guides": reverse("standards:guide_list"),
                "guide": reverse("standards:guide_add"),
            },
        ),
        (
            organiser,
            {
                "curriculum": reverse("training:curriculum", args=[season.pk]),
                "name": reverse("training:curriculum_name", args=[season.pk, "pengawas", "KI"]),
            },
        ),
    ):
        page = open_page(phone=phone, dark=dark)
        sign_in(page, who)
        for name, url in pages.items():
            page.goto(live_server.url + url)
            screenshot(page, f"sp2-{name}-{'360' if phone else '1280'}{'-dark' if dark else ''}")
            found = axe(page)
            if wide_overflow(page):
                found.append(f"{wide_overflow(page)} pixels too wide")
            if found:
                wrong[name] = found
    assert wrong == {}
