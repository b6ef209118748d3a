"""Journey 5: a unit drafted, verified, taken through the ten stages, published, revised; an SP2-PDN; a programme.

What single pages do with every key and width stands in their own tests; here one standard goes the whole way.
"""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mumpuni.people.models import Role
from mumpuni.standards.models import CompetencyUnit, DevelopmentStandard, SkkStage, StandardVersion
from mumpuni.standards.selectors import development as development_reading
from mumpuni.standards.selectors import stages as stage_reading
from mumpuni.standards.services import development, occupational, stages, trees
from tests.people import factories as people
from tests.standards import factories
from tests.standards.test_stages import show, walk
from tests.training import factories as training

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> dict[str, Any]:
    organiser = training.account("organiser")
    season = training.season(organiser, name="Musim 2027")
    person = training.nomination(organiser, season).person
    return {
        "bpsdm": people.account(Role.BPSDM),
        "drafter": people.account(Role.DRAFTER),
        "verifier": people.account(Role.VERIFIER),
        "organiser": organiser,
        "participant": people.account("participant", person=person),
    }


def write_the_rest(drafter: Any, version: StandardVersion) -> None:
    """What the team writes in the weeks between: every text that is still empty."""
    trees.add_node(actor=drafter, version=version, kind="unit", unit_kind="P", title="Menyusun Laporan Mutasi")
    for unit in version.units.all():
        revision = unit.revision
        for name in CompetencyUnit.TEXTS:
            if not getattr(unit, name):
                saved = trees.save_text(
                    actor=drafter, version=version, node=unit.identifier, field=name, text="Isi", revision=revision
                )
                revision = saved.revision
        if not unit.elements.exists():
            told = {"actor": drafter, "version": version}
            made = trees.add_node(**told, parent=unit.identifier, kind="element", title="Menyiapkan bahan")
            trees.add_node(**told, parent=made.identifier, kind="criterion", title="Bahan disiapkan")
    work_unit = people.unit(people.agency(), "Biro Kepegawaian")
    occupational.change_heading(
        actor=drafter,
        version=version,
        units=[work_unit.pk],
        need="Mutasi menurut kompetensi",
        reference_sources="SKKNI Manajemen SDM",
        applicability="Berlaku di semua provinsi",
        consents="APPSI",
    )


def enter(page: Page, sign_in: Any, live_server: Any, account: Any, *steps: str) -> None:
    """From the front page by the menu."""
    sign_in(page, account)
    page.goto(live_server.url)
    for step in steps:
        page.get_by_role("link", name=step).first.click()


def test_a_standard_from_its_first_unit_to_the_programme_that_uses_it(
    page: Page, live_server: Any, sign_in: Any, cast: dict[str, Any]
) -> None:
    bpsdm, drafter, verifier = cast["bpsdm"], cast["drafter"], cast["verifier"]

    enter(page, sign_in, live_server, bpsdm, "SKK-PDN", "Susun standar baru")
    page.get_by_label("Nama jabatan").fill("Kepala Bidang Mutasi")
    page.get_by_label("Jenjang jabatan").select_option("pengawas")
    page.get_by_label("Pemerintahan").select_option("provinsi")
    page.get_by_role("button", name="Mulai menyusun").click()
    expect(page.get_by_role("heading", name="Kepala Bidang Mutasi").first).to_be_visible()
    version = StandardVersion.objects.get()
    page.get_by_role("link", name="Tahap", exact=True).click()
    for account, part in ((drafter, "Ketua tim penyusun"), (verifier, "Verifikator")):
        page.get_by_role("link", name="Tambah anggota").click()
        page.get_by_label("Akun").select_option(label=str(account))
        page.get_by_label("Tugas").select_option(label=part)
        page.get_by_role("button", name="Tambahkan").click()

    trees.add_node(actor=drafter, version=version, kind="unit", unit_kind="I", title="Menyusun Rencana Mutasi")
    enter(page, sign_in, live_server, drafter, "SKK-PDN", "AP.001", "Menyusun Rencana Mutasi")
    page.get_by_label("Inti judul unit").fill("Menyusun rencana mutasi setahun")
    page.get_by_label("Sikap kerja").focus()
    expect(page.get_by_text("Tersimpan").first).to_be_visible()
    page.get_by_label("Elemen baru").fill("Menyiapkan data")
    page.get_by_label("Elemen baru").press("Enter")
    page.get_by_label("Kriteria baru pada EK-I.1").fill("Data jabatan dihimpun")
    page.get_by_label("Kriteria baru pada EK-I.1").press("Enter")
    expect(page.get_by_label("Kriteria unjuk kerja KUK-I.01")).to_have_value("Data jabatan dihimpun")
    write_the_rest(drafter, version)

    walk(bpsdm, version, SkkStage.VERIFICATION)
    show(verifier, version)
    enter(page, sign_in, live_server, verifier, "Papan tahapan", "Kepala Bidang Mutasi")
    page.get_by_role("link", name="Maju ke tahap Pra konvensi").click()
    page.get_by_role("button", name="Majukan").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Pra konvensi")
    walk(bpsdm, version, SkkStage.CONVENTION)
    show(bpsdm, version)
    enter(page, sign_in, live_server, bpsdm, "Papan tahapan", "Kepala Bidang Mutasi")
    page.get_by_role("link", name="Maju ke tahap Penetapan").click()
    page.get_by_label("Nomor Keputusan Menteri").fill("100-7 Tahun 2026")
    page.get_by_label("Tanggal Keputusan Menteri").fill("2026-03-02")
    page.get_by_label("Berlaku sejak").fill("2026-04-01")
    page.get_by_role("button", name="Majukan").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Penetapan")
    walk(bpsdm, version, SkkStage.REVIEW)
    page.reload()
    page.get_by_role("link", name="Catat hasil kaji ulang").click()
    page.get_by_label("Buka versi baru").check()
    page.get_by_label("Alasan").fill("Peraturan berubah")
    page.get_by_role("button", name="Simpan hasil").click()
    expect(page.get_by_role("heading", name="Kepala Bidang Mutasi (versi 2)")).to_be_visible()

    enter(page, sign_in, live_server, bpsdm, "SKK-PDN", "AP.001", "Versi 1")
    expect(page.get_by_text("100-7 Tahun 2026").first).to_be_visible()
    page.get_by_role("link", name="Menyusun Rencana Mutasi").click()
    expect(page.get_by_text("Menyusun rencana mutasi setahun")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Susun SP2-PDN").click()
    page.get_by_label("Mulai disusun").fill("2026-04-02")
    page.get_by_role("button", name="Susun").click()
    expect(page.get_by_role("heading", name="SP2-PDN Kepala Bidang Mutasi")).to_be_visible()
    distribute(bpsdm, DevelopmentStandard.objects.get())

    enter(page, sign_in, live_server, cast["organiser"], "Musim", "Musim 2027", "Kurikulum")
    page.get_by_role("link", name="Pilih KI: Kompetensi Inti, Pengawas").click()
    page.get_by_role("combobox", name="SP2-PDN").select_option(index=1)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("AP.001.KI.01 Menyusun Rencana Mutasi, 3 JP")).to_be_visible()
    enter(page, sign_in, live_server, cast["participant"], "Lihat usulan saya", "Kurikulum")
    expect(page.get_by_text("AP.001.KI.01 Menyusun Rencana Mutasi, 3 JP")).to_be_visible()


def distribute(bpsdm: Any, standard: DevelopmentStandard) -> None:
    """The five stages, whose clicks stand in a test of their own."""
    for row in development_reading.units(standard):
        texts = {"equivalence": "", "outcomes": "Menjelaskan langkah", "jp": 3, "methods": "Ceramah"}
        development.save_unit(actor=bpsdm, standard=standard, unit=row, revision=row.revision, **texts)
    for to in ("penyetaraan-kodefikasi", "penyusunan-konsep", "penetapan", "pendistribusian"):
        standard = DevelopmentStandard.objects.get(pk=standard.pk)
        for asked in stage_reading.missing_outputs(standard, standard.stage, stage_reading.requirements()):
            stages.add_output(
                actor=bpsdm,
                subject=standard,
                requirement=asked,
                number="1/2026",
                dated=factories.TODAY,
                attendance="Ani",
                note="Disepakati.",
            )
        decree = {"decree_number": "8/2026", "decree_date": date(2026, 5, 4)} if to == "penetapan" else {}
        development.advance(actor=bpsdm, standard=standard, to=to, **decree)
