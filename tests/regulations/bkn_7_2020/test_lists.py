"""The lists and terms of Peraturan BKN 7/2020: how many entries, which, in which order."""

import pytest

from mumpuni.regulations import catalogue
from mumpuni.regulations.bkn_7_2020.organisation import KINDS

LISTS = [
    ("asn-kinds", ["pns", "pppk"]),
    ("aspects", ["pengetahuan", "keterampilan", "sikap"]),
    ("certification-routes", ["uji", "verifikasi"]),
    ("system-parts", ["prosedur", "sumber-daya", "skema"]),
    ("test-objects", ["unit", "kualifikasi", "okupasi"]),
    ("scheme-parts", ["unit", "persyaratan", "kategori"]),
    pytest.param("agency-types", ["pusat", "daerah"], marks=pytest.mark.requirement("B7-20-016")),
    pytest.param(
        "central-agencies",
        ["kementerian", "lpnk", "kesekretariatan-lembaga-negara", "kesekretariatan-lembaga-nonstruktural"],
        marks=pytest.mark.requirement("B7-20-017"),
    ),
    pytest.param(
        "regional-agencies",
        ["sekretariat-daerah", "sekretariat-dprd", "dinas-daerah", "lembaga-teknis-daerah"],
        marks=pytest.mark.requirement("B7-20-018"),
    ),
    ("regional-tiers", ["provinsi", "kabupaten-kota"]),
    ("principles", ["independen", "bertanggung-jawab", "kesesuaian", "obyektif"]),
    (
        "aims",
        ["akuntabilitas", "kompetensi", "pelayanan", "kebutuhan", "efisiensi", "produktivitas", "uji"],
    ),
    ("test-qualities", ["valid", "andal", "adil", "fleksibel"]),
    ("bodies", ["tim", "komite"]),
]


@pytest.mark.parametrize(("name", "codes"), LISTS)
def test_the_entries_of_a_list(name, codes):
    assert list(catalogue(f"bkn-7-2020/{name}").codes) == codes


def test_each_principle_and_each_aim_has_its_letter_and_row():
    principles = [
        (entry.citation.place, entry.citation.requirement) for entry in catalogue("bkn-7-2020/principles").entries
    ]
    aims = [(entry.citation.place, entry.citation.requirement) for entry in catalogue("bkn-7-2020/aims").entries]
    assert principles == [(f"Pasal 2 huruf {letter}", f"B7-20-{24 + n:03d}") for n, letter in enumerate("abcd")]
    assert aims == [(f"Pasal 3 huruf {letter}", f"B7-20-{28 + n:03d}") for n, letter in enumerate("abcdefg")]


def test_the_sixteen_terms_of_pasal_1():
    terms = catalogue("bkn-7-2020/definitions")
    assert [entry.citation.place for entry in terms.entries] == [f"Pasal 1 angka {n}" for n in range(1, 17)]
    assert [entry.citation.requirement for entry in terms.entries] == [f"B7-20-{n:03d}" for n in range(5, 21)]
    assert [entry.name() for entry in terms.entries] == [
        "ASN",
        "Pegawai ASN",
        "Kompetensi",
        "Kompetensi Teknis",
        "Standar Kompetensi Teknis Manajemen ASN",
        "Sertifikasi Kompetensi Teknis Manajemen ASN",
        "Sertifikat Kompetensi Teknis Manajemen ASN",
        "Sistem Sertifikasi",
        "Uji Kompetensi Teknis",
        "TUK",
        "Skema Sertifikasi",
        "Instansi Pemerintah",
        "Instansi Pusat",
        "Instansi Daerah",
        "BKN",
        "Peserta Uji Kompetensi Teknis",
    ]
    assert all(entry.fields["meaning"] for entry in terms.entries)


@pytest.mark.requirement("B7-20-004")
def test_the_four_legal_bases_and_the_amendment():
    bases = catalogue("bkn-7-2020/legal-bases").entries
    assert [(entry.code, entry.fields.get("amended_by")) for entry in bases] == [
        ("uu-5-2014", None),
        ("pp-11-2017", "Peraturan Pemerintah Nomor 17 Tahun 2020"),
        ("perpres-58-2013", None),
        ("peraturan-bkn-2-2020", None),
    ]


def test_the_regulation_is_known_by_number_year_and_gazette():
    (regulation,) = catalogue("bkn-7-2020/identity").entries
    assert regulation.fields == {
        "issuer": "Badan Kepegawaian Negara",
        "number": 7,
        "year": 2020,
        "gazette": "Berita Negara Republik Indonesia Tahun 2020 Nomor 370",
    }


def test_each_type_of_agency_offers_its_own_kinds():
    assert {name: kinds.id for name, kinds in KINDS.items()} == {
        "pusat": "bkn-7-2020/central-agencies",
        "daerah": "bkn-7-2020/regional-agencies",
    }
