"""A standard walks from its team to its review, by clicks of those who act in each stage."""

import itertools
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mumpuni.people.models import Account, Role
from mumpuni.standards.models import SkkStage, StandardVersion
from mumpuni.standards.services import compiling, stages
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people
from tests.standards import factories
from tests.standards.test_stages import show, walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db: None) -> dict[str, Any]:
    stages.load_stage_requirements()
    bpsdm, drafter, verifier = (people.account(role) for role in (Role.BPSDM, Role.DRAFTER, Role.VERIFIER))
    return {"bpsdm": bpsdm, "drafter": drafter, "verifier": verifier}


def show_all(page: Page) -> None:
    """Bring every document that the stage page still asks for."""
    while page.locator(".need a").count():
        page.locator(".need a").first.click()
        page.get_by_label("Berkas").wait_for()
        for label, value in (("Nomor", "7/2026"), ("Tanggal", "2026-03-02"), ("Yang hadir", "Ani\nBudi")):
            if page.get_by_label(label).count():
                page.get_by_label(label).fill(value)
        page.get_by_label("Berkas").set_input_files(
            {"name": "dokumen.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 isi"}
        )
        page.get_by_role("button", name="Simpan dokumen").click()
        expect(page.get_by_label("Berkas")).to_have_count(0)
        page.wait_for_load_state()


def test_a_standard_walks_from_its_team_to_its_review(
    page: Page, live_server: Any, sign_in: Any, scene: dict[str, Account]
) -> None:
    version = factories.ready(factories.make_version())
    where = live_server.url + reverse("standards:stage", args=[version.pk])
    who = {SkkStage.TEAM: "bpsdm", SkkStage.VERIFICATION: "verifier", SkkStage.CONVENTION: "drafter"}
    who |= dict.fromkeys((SkkStage.SETTING, SkkStage.DISTRIBUTION), "bpsdm")

    def enter(name: str) -> None:
        sign_in(page, scene[name])
        page.goto(where)

    enter("bpsdm")
    for name, part in (("drafter", "Ketua tim penyusun"), ("verifier", "Verifikator")):
        page.get_by_role("link", name="Tambah anggota").click()
        page.get_by_label("Akun").select_option(label=str(scene[name]))
        page.get_by_label("Tugas").select_option(label=part)
        page.get_by_role("button", name="Tambahkan").click()

    stops = SkkStage.choices
    for (here, _label), (to, label) in itertools.pairwise(stops):
        enter(who.get(here, "drafter"))
        show_all(page)
        if to == SkkStage.SETTING:
            # The Minister's decree is recorded by BPSDM, not by the team.
            expect(page.get_by_role("link", name="Maju ke tahap")).to_have_count(0)
            enter("bpsdm")
        page.get_by_role("link", name=f"Maju ke tahap {label}").click()
        if to == SkkStage.SETTING:
            page.get_by_role("button", name="Majukan").click()
            expect(page.get_by_role("alert").first).to_contain_text("Pasal 14 ayat (2)")
            page.get_by_label("Nomor Keputusan Menteri").fill("100-7 Tahun 2026")
            page.get_by_label("Tanggal Keputusan Menteri").fill("2026-03-02")
            page.get_by_label("Berlaku sejak").fill("2026-04-01")
        page.get_by_role("button", name="Majukan").click()
        expect(page.locator("[aria-current=step]")).to_contain_text(str(label))

    page.get_by_role("link", name="Catat hasil kaji ulang").click()
    page.get_by_label("Tetap berlaku").check()
    page.get_by_label("Alasan").fill("Tugas jabatan tidak berubah")
    page.get_by_role("button", name="Simpan hasil").click()
    expect(page.locator(".timeline-list")).to_contain_text("Ditinjau, tetap berlaku")
    expect(page.locator(".timeline-list > li")).to_have_count(10)
    assert StandardVersion.objects.get().is_published


def test_a_verifier_sends_a_draft_back_and_its_team_reads_why(
    page: Page, live_server: Any, sign_in: Any, scene: dict[str, Account]
) -> None:
    version = factories.ready(factories.make_version(team={scene["drafter"]: "lead", scene["verifier"]: "verifier"}))
    walk(scene["bpsdm"], version, SkkStage.VERIFICATION)
    sign_in(page, scene["verifier"])
    page.goto(live_server.url + reverse("standards:stage", args=[version.pk]))
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_label("Kembali ke tahap").select_option(label="Perumusan rancangan")
    page.get_by_label("Alasan").fill("KUK 1.2 belum terukur")
    page.get_by_role("button", name="Kembalikan").click()
    sign_in(page, scene["drafter"])
    page.goto(live_server.url)
    expect(page.locator("main")).to_contain_text("KUK 1.2 belum terukur")


@EACH_SCREEN
def test_the_pages_of_the_stages_fit_and_are_accessible(
    phone: bool,
    dark: bool,
    live_server: Any,
    sign_in: Any,
    open_page: Any,
    axe: Any,
    wide_overflow: Any,
    screenshot: Any,
    scene: dict[str, Account],
) -> None:
    bpsdm = scene["bpsdm"]
    every = []
    for until in ("tim-penyusun", "pengusulan", "perumusan-rancangan", "verifikasi", "konvensi", "kaji-ulang"):
        team = {scene["drafter"]: "lead", scene["verifier"]: "verifier"}
        version = factories.ready(factories.make_version(team=team))
        every.append(walk(bpsdm, version, until) if until != "tim-penyusun" else version)
    every[3].units.update(no_counterpart=False)
    show(bpsdm, every[4])
    back = factories.ready(factories.make_version(team={scene["drafter"]: "lead"}))
    walk(bpsdm, back, "verifikasi")
    compiling.return_to(actor=bpsdm, version=back, stage="kajian-awal", reason="Kebutuhan belum menyebut urusan daerah")
    page = open_page(phone=phone, dark=dark)
    sign_in(page, bpsdm)
    first, verifying, ready, reviewed = every[0], every[3], every[4], every[5]
    shots = {
        "papan": reverse("standards:board"),
        "tahapan": reverse("standards:stage_requirements"),
        "tahap-tim": reverse("standards:stage", args=[first.pk]),
        "tahap-verifikasi": reverse("standards:stage", args=[verifying.pk]),
        "tahap-kembali": reverse("standards:stage", args=[back.pk]),
        "tahap-kaji-ulang": reverse("standards:stage", args=[reviewed.pk]),
        "tahap-tetapkan": reverse("standards:stage_advance", args=[ready.pk]),
        "tahap-kembalikan": reverse("standards:stage_return", args=[verifying.pk]),
        "tahap-dokumen": reverse("standards:stage_output_add", args=[first.pk]),
        "tahap-anggota": reverse("standards:team_add", args=[first.pk]),
        "tahapan-tambah": reverse("standards:stage_requirement_add"),
    }
    for name, url in shots.items():
        page.goto(live_server.url + url)
        assert (name, axe(page)) == (name, [])
        assert (name, wide_overflow(page)) == (name, 0)
        screenshot(page, f"stages-{name}-{'phone' if phone else 'wide'}-{'dark' if dark else 'light'}")
