"""Journey 6 in a real browser: what an official brings, the level decided, the gap to a target; and its pages."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.people.models import Education
from mumpuni.standards.selectors import officials as selectors
from mumpuni.standards.services import equivalence, framework, officials
from mumpuni.standards.services.equivalence import TableRow
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    framework.load_framework()
    agency = people.agency("Pemerintah Kabupaten Sleman")
    chief = bpsdm()
    person = people.person("Siti Aminah", back_title="S.H.", at=agency)
    version = make_version(title="Kepala Bidang")
    version.standard.position = "administrator"
    version.standard.save()
    units = fill(version)
    publish(version)
    equivalence.load_table(
        actor=chief,
        kind="experience",
        decision_number="050-1 Tahun 2026",
        decision_date=TODAY,
        in_force_from=TODAY,
        rows=[TableRow("kepegawaian", 5, 5)],
    )
    return {
        "chief": chief,
        "hr": people.account("agency-hr", agency=agency),
        "agency": agency,
        "person": person,
        "version": version,
        "units": units,
        "office": people.office("kepala-bpsdm"),
    }


@pytest.fixture
def equipped(scene):
    """The official as the journey leaves it, for the pages around it."""
    hr, pk = scene["hr"], scene["person"].pk
    Education.objects.create(person=scene["person"], degree="sarjana", field="Hukum", year=2005)

    def official():
        return selectors.official(hr, pk)

    officials.record_attainment(
        actor=hr,
        person=official(),
        kind="sttpk",
        route="pengembangan-kompetensi",
        title="Pelatihan Kepemimpinan Pengawas",
        number="STTPK-12/2020",
        graduate_of="pengawas",
        programme_completed=True,
    )
    officials.record_attainment(
        actor=hr,
        person=official(),
        kind="sertifikat-kompetensi",
        route="pengalaman-kerja",
        title="Uji unit inti",
        number="K-4/2024",
        units=scene["units"][3:4],
        test_passed=True,
    )
    officials.record_experience(
        actor=hr, person=official(), field="kepegawaian", starts_on=date(2015, 1, 1), ends_on=date(2019, 12, 31)
    )
    officials.decide_level(
        actor=scene["chief"],
        person=selectors.official(scene["chief"], pk),
        level=5,
        target="administrator",
        number="800/12/2026",
        dated=timezone.localdate(),
        office=scene["office"],
        ground="Pelatihan pengawas dan pengalaman",
        meets_standard=True,
    )
    return scene


@pytest.mark.requirement("P11-18-018", "P11-18-041", "P11-18-060", "P11-18-063")
def test_hr_records_what_an_official_brings_and_kepala_bpsdm_decides_the_level(
    open_page, live_server, sign_in, scene, screenshot
):
    Education.objects.create(person=scene["person"], degree="sarjana", field="Hukum", year=2005)
    page = open_page()
    sign_in(page, scene["hr"])
    page.goto(live_server.url)
    page.get_by_role("navigation").get_by_role("link", name="Jenjang pegawai", exact=True).first.click()
    page.get_by_role("link", name="Siti Aminah").click()
    expect(page.get_by_text("Kosong", exact=True)).to_be_visible()

    page.get_by_role("link", name="Catat capaian").click()
    page.get_by_label("Bentuk sertifikat").select_option("sttpk")
    page.get_by_label("Jalur").select_option("pendidikan-formal")
    page.get_by_label("Nama", exact=False).first.fill("Pelatihan Kepemimpinan Pengawas")
    page.get_by_label("Lulusan pengembangan untuk jabatan").select_option("pengawas")
    page.get_by_label("Seluruh program diselesaikan").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Pasal 8")
    page.get_by_label("Jalur").select_option("pengembangan-kompetensi")
    page.get_by_role("button", name="Simpan").click()

    page.get_by_role("link", name="Catat pengalaman").click()
    page.get_by_label("Bidang").fill("kepegawaian")
    page.get_by_label("Mulai").fill("2015-01-01")
    page.get_by_label("Sampai").fill("2019-12-31")
    page.get_by_role("button", name="Simpan").click()

    table = page.get_by_role("table").first
    for words in ("Pasal 9 ayat (1)", "paling rendah 6", "Pasal 10 ayat (1) huruf b", "Pasal 11", "5 tahun"):
        expect(table).to_contain_text(words)
    expect(page.get_by_role("img", name="Gambar jenjang")).to_be_visible()

    other = open_page()
    sign_in(other, scene["chief"])
    other.goto(live_server.url)
    other.get_by_role("navigation").get_by_role("link", name="Jenjang pegawai", exact=True).first.click()
    other.get_by_role("link", name="Siti Aminah").click()
    other.get_by_role("link", name="Catat keputusan jenjang").click()
    other.get_by_label("Jenjang", exact=True).select_option("5")
    other.get_by_label("Nomor keputusan").fill("800/12/2026")
    other.get_by_label("Tanggal keputusan").fill(timezone.localdate().isoformat())
    other.get_by_label("Pejabat yang memutuskan").select_option(str(scene["office"].pk))
    other.get_by_label("Dasar").fill("Pelatihan pengawas dan pengalaman lima tahun")
    other.get_by_label("Memenuhi standar kompetensi").check()
    other.get_by_role("button", name="Catat keputusan").click()
    expect(other.get_by_text("Jenjang 5", exact=True)).to_be_visible()
    expect(other.get_by_text("Keputusan 800/12/2026").first).to_be_visible()

    other.get_by_label("Jabatan sasaran").select_option(f"skk-{scene['version'].pk}")
    other.get_by_role("button", name="Bandingkan").click()
    gap = other.locator("#sasaran")
    expect(gap).to_contain_text("Di bawah sasaran")
    expect(gap).to_contain_text("Jenjang yang belum dicapai: 6")
    expect(gap).to_contain_text(scene["units"][0].title)
    screenshot(other, "jenjang-pegawai-putusan")


def addresses(scene):
    person = scene["person"].pk
    skk = f"skk-{scene['version'].pk}"
    yield "jenjang", reverse("standards:framework")
    yield "jenjang-ubah", reverse("standards:framework_change")
    yield "tabel", reverse("standards:table_list")
    yield "tabel-muat", reverse("standards:table_add", args=["development"])
    yield "tabel-pengalaman", reverse("standards:table_add", args=["experience"])
    yield "pegawai-daftar", reverse("standards:official_list")
    yield "pegawai", f"{reverse('standards:official', args=[person])}?sasaran={skk}"
    yield "capaian", reverse("standards:attainment_add", args=[person])
    yield "keputusan", reverse("standards:level_decide", args=[person])
    yield "karier", f"{reverse('standards:careers')}?sasaran={skk}&tindakan=promosi"


@EACH_SCREEN
def test_the_pages_of_levels_are_accessible_and_fit(
    open_page, live_server, sign_in, equipped, axe, wide_overflow, screenshot, phone, dark
):
    page = open_page(phone=phone, dark=dark)
    sign_in(page, equipped["chief"])
    found = {}
    for name, url in addresses(equipped):
        page.goto(f"{live_server.url}{url}")
        found[name] = [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]
        screenshot(page, f"kka-{name}-{'ponsel' if phone else 'meja'}-{'gelap' if dark else 'terang'}")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_ladder_and_the_target_work_without_scripts(open_page, live_server, sign_in, equipped):
    page = open_page(scripts=False)
    sign_in(page, equipped["hr"])
    page.goto(f"{live_server.url}{reverse('standards:official', args=[equipped['person'].pk])}")
    page.get_by_label("Jabatan sasaran").select_option("pengawas")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page).to_have_url(re.compile("sasaran=pengawas"))
    expect(page.locator("#sasaran")).to_contain_text("Mencapai sasaran")
