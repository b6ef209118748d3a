"""The lists of the second half of Peraturan BKN 26/2019, entry by entry in the order of the law."""

import pytest

from mumpuni.regulations import catalogue
from mumpuni.regulations.bkn_26_2019.stages import ORDER

ENTRIES = {
    "components": ["standard", "team", "methods_and_instruments", "facility"],
    "standard-kinds": ["manajerial", "sosial-kultural"],
    "stages": ["perencanaan", "persiapan", "pelaksanaan", "pemantauan-evaluasi"],
    "execution-steps": [
        "pengarahan",
        "pengambilan-data",
        "analisis-hasil",
        "pengolahan-data",
        "integrasi-data",
        "hasil-pelaporan",
        "umpan-balik",
    ],
    "monitoring-checks": ["group", "team", "method", "facility"],
    "purposes": ["pengisian", "pemetaan"],
    "categories-pengisian": ["memenuhi-syarat", "masih-memenuhi-syarat", "kurang-memenuhi-syarat"],
    "categories-pemetaan": ["optimal", "cukup-optimal", "kurang-optimal"],
    "report-sections": ["identity", "scores", "description", "recommendation"],
    "report-signers": ["provider-leader", "team-responsible"],
    "report-recipients": ["ppk", "designated-official", "instansi-pembina"],
    "organiser-report-fields": [
        "provider-identity",
        "provider-category",
        "purpose",
        "target-position",
        "assessee-count",
        "personnel",
        "methods",
    ],
    "uses": ["pengisian-jabatan", "pengembangan-karier", "pengembangan-kompetensi", "manajemen-talenta"],
    "result-terms": [
        "profil-kompetensi",
        "job-person-match",
        "laporan-individual",
        "laporan-penyelenggaraan",
        "instansi-pengguna",
    ],
    "competencies": [
        "integritas",
        "kerjasama",
        "komunikasi",
        "orientasi-pada-hasil",
        "pelayanan-publik",
        "pengembangan-diri-dan-orang-lain",
        "mengelola-perubahan",
        "pengambilan-keputusan",
        "perekat-bangsa",
    ],
    "required-levels": ["pelaksana", "pengawas", "administrator", "jpt-pratama", "jpt-madya", "jpt-utama"],
    "eligibility-categories": ["a", "b", "c"],
    "recap-columns": [
        "number",
        "name",
        "nip",
        "position",
        "performance",
        "potential",
        "competency",
        "jpm",
        "category",
        "quadrant",
        "remarks",
        "recommendation",
        "placement",
        "development",
    ],
}
OUTSIDE = {"competencies", "required-levels", "eligibility-categories", "recap-columns"}


def of(name):
    return catalogue(f"bkn-26-2019/{name}")


@pytest.mark.parametrize("name", ENTRIES)
def test_the_entries_of_each_list(name):
    assert list(of(name).codes) == ENTRIES[name]
    assert (of(name).citation is None) == (name in OUTSIDE)


@pytest.mark.requirement("B26-19-007")
def test_an_assessment_has_four_components_in_their_order():
    assert [(entry.fields["letter"], entry.name()) for entry in of("components").entries] == [
        ("a", "standar kompetensi jabatan"),
        ("b", "tim penilaian kompetensi"),
        ("c", "metode dan alat ukur"),
        ("d", "fasilitas"),
    ]


@pytest.mark.requirement("B26-19-114")
def test_a_profile_has_two_purposes_and_filling_two_ways():
    assert [(entry.code, entry.name(), list(entry.fields["ways"])) for entry in of("purposes").entries] == [
        ("pengisian", "pengisian jabatan", ["promosi", "mutasi"]),
        ("pemetaan", "pemetaan jabatan", []),
    ]


@pytest.mark.requirement("B26-19-100", "B26-19-102")
def test_the_four_stages_with_the_seven_steps_of_the_third():
    assert [list(entry.fields["steps"]) for entry in of("stages").entries] == [[], [], ENTRIES["execution-steps"], []]
    assert [entry.code for entry in ORDER] == [
        "perencanaan",
        "persiapan",
        *ENTRIES["execution-steps"],
        "pemantauan-evaluasi",
    ]


def test_bounds_and_certificates_of_the_categories():
    assert [
        (entry.fields["lowest"], entry.fields["certificate"])
        for name in ("categories-pengisian", "categories-pemetaan")
        for entry in of(name).entries
    ] == [(80, True), (68, True), (0, False), (90, False), (78, False), (0, False)]


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("categories-pengisian", ["B26-19-122", "B26-19-123", "B26-19-124"]),
        ("categories-pemetaan", ["B26-19-125", "B26-19-126", "B26-19-127"]),
        ("report-sections", ["B26-19-130", "B26-19-131", "B26-19-132", "B26-19-133"]),
        ("report-recipients", ["B26-19-134", "B26-19-134", "B26-19-136"]),
        (
            "organiser-report-fields",
            ["B26-19-143", "B26-19-143", "B26-19-144", "B26-19-145", "B26-19-146", "B26-19-147", "B26-19-148"],
        ),
        ("uses", ["B26-19-149", "B26-19-150", "B26-19-151", "B26-19-152"]),
    ],
)
def test_each_entry_stands_in_its_own_article(name, requirements):
    assert [entry.citation.requirement for entry in of(name).entries] == requirements


def test_nine_competencies_of_two_kinds_with_five_levels_each():
    entries = of("competencies").entries
    assert [entry.fields["kind"] for entry in entries] == ["manajerial"] * 8 + ["sosial-kultural"]
    for entry in entries:
        told = [entry.fields[f"level_{level}"] for level in range(1, 6)]
        assert len(set(told)) == 5
        assert entry.fields["meaning_id"] != entry.fields["meaning_en"]


def test_tiers_want_one_level_for_all_nine():
    assert [entry.fields["level"] for entry in of("required-levels").entries] == [1, 2, 3, 4, 5, 5]


def test_known_eligibility_categories_hold_five_three_and_two_years():
    assert [entry.fields["years"] for entry in of("eligibility-categories").entries] == [5, 3, 2]


def test_only_the_copy_goes_to_the_supervising_agency():
    assert [entry.fields["copy"] for entry in of("report-recipients").entries] == [False, False, True]


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_what_comes_from_outside_says_so_in_both_languages(name):
    assert set(of(name).note) == {"id", "en"}
    assert of(name).citations == ()
