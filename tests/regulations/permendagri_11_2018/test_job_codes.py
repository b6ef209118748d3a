"""Which positions an SKK-PDN covers and how they are coded."""

from itertools import product
from typing import get_args

import pytest

from mumpuni.regulations import Misfit, decide
from mumpuni.regulations.permendagri_11_2018.job_codes import Category, Family, SupervisingBody
from mumpuni.regulations.permendagri_11_2018.unit_codes import JOB_CODES, UnitCodeFacts, unit_code
from mumpuni.regulations.vocabulary import FUNCTIONAL, Government, Position

EVERY = list(product(get_args(Position), get_args(Government)))


def job_code(position, government):
    return decide("permendagri-11-2018/job-code", {"position": position, "government": government})


def coverage(**facts):
    return decide("permendagri-11-2018/skk-coverage", facts)


@pytest.mark.parametrize(("position", "government"), EVERY)
def test_a_position_is_coded_or_wants_a_local_code_exactly_where_it_is_covered(position, government):
    body = {"supervised_by": "kementerian"} if position in FUNCTIONAL else {}
    covered = coverage(position=position, government=government, **body).outcome == "compliant"
    assert (job_code(position, government).outcome != "not-covered") == covered


@pytest.mark.parametrize(("position", "government"), EVERY)
def test_the_code_of_a_position_begins_a_valid_unit_code(position, government):
    code = job_code(position, government).values["job_code"]
    if code is None:
        with pytest.raises(Misfit):
            UnitCodeFacts(job_code=code, kind="I", unit=1)
    else:
        assert unit_code(UnitCodeFacts(job_code=code, kind="I", unit=1)).values["code"] == f"{code}.UK-I.01"


@pytest.mark.requirement(
    "P11-18-116", "P11-18-117", "P11-18-118", "P11-18-119", "P11-18-120", "P11-18-121", "P11-18-122",
)  # fmt: skip
def test_every_code_marks_the_positions_of_its_own_article():
    coded: dict[str, set[tuple[str, str]]] = {}
    for position, government in EVERY:
        coded.setdefault(job_code(position, government).values["job_code"] or "", set()).add((position, government))
    tiers = get_args(Government)
    assert {code: coded[code] for code in JOB_CODES} == {
        "AP": {("pengawas", "provinsi"), ("administrator", "provinsi")},
        "PTP": {("jpt-pratama", "provinsi"), ("jpt-madya", "provinsi")},
        "AK": {("pengawas", "kabupaten-kota"), ("administrator", "kabupaten-kota")},
        "PTK": {("jpt-pratama", "kabupaten-kota")},
        "JF": set(product(FUNCTIONAL, tiers)),
        "JP": set(product(["pelaksana"], tiers)),
    }
    assert {position for position, government in coded[""] if government == "pusat"} == {
        "pengawas",
        "administrator",
        "jpt-pratama",
        "jpt-madya",
        "jpt-utama",
    }


@pytest.mark.requirement("P11-18-070", "P11-18-077", "P11-18-078")
@pytest.mark.parametrize(
    ("facts", "messages", "requirement"),
    [
        ({}, ["SKK-PDN disusun untuk jabatan ASN; sebutkan jabatannya."], "P11-18-070"),
        (
            {"position": "mahir"},
            [
                "Untuk jabatan fungsional Mahir sebutkan pembinanya: Kementerian, kementerian lain, "
                "atau lembaga pemerintah nonkementerian."
            ],
            "P11-18-078",
        ),
        (
            {"position": "pengawas"},
            [
                "Untuk jabatan Pengawas sebutkan lingkungannya: Kementerian, daerah provinsi, "
                "atau daerah kabupaten/kota."
            ],
            "P11-18-075",
        ),
        (
            {"position": "jpt-madya", "government": "kabupaten-kota"},
            ["SKK-PDN tidak meliputi jabatan JPT Madya di lingkungan daerah kabupaten/kota."],
            "P11-18-076",
        ),
        (
            {"position": "jpt-utama", "government": "pusat"},
            ["SKK-PDN tidak meliputi jabatan JPT Utama di lingkungan Kementerian."],
            "P11-18-077",
        ),
        (
            {"position": "jpt-utama", "government": "provinsi"},
            ["SKK-PDN tidak meliputi jabatan JPT Utama di lingkungan daerah provinsi."],
            "P11-18-077",
        ),
    ],
)
def test_what_is_said_of_a_position_that_is_not_covered(facts, messages, requirement):
    found = coverage(**facts).findings
    assert ([finding.message() for finding in found], found[0].requirement) == (messages, requirement)


@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        (
            {"position": "ahli-muda", "family": "administrasi", "category": "keterampilan"},
            [
                "Jabatan fungsional Ahli Muda termasuk rumpun jabatan fungsional, bukan jabatan administrasi.",
                "Kategori jabatan fungsional untuk jabatan fungsional Ahli Muda: keahlian, bukan keterampilan.",
            ],
        ),
        (
            {"position": "jpt-utama", "category": "keahlian"},
            ["Kategori jabatan fungsional untuk jabatan JPT Utama: tidak ada, bukan keahlian."],
        ),
        (
            {"position": "jpt-utama", "family": "fungsional"},
            ["Jabatan JPT Utama termasuk rumpun jabatan pimpinan tinggi, bukan jabatan fungsional."],
        ),
    ],
)
def test_what_is_said_of_a_position_filed_wrongly(facts, messages):
    found = decide("permendagri-11-2018/position-family", facts).findings
    assert [finding.message() for finding in found] == messages


@pytest.mark.parametrize("position", get_args(Position))
def test_a_position_belongs_to_one_family_and_one_category_at_most(position):
    rule = "permendagri-11-2018/position-family"
    families = [
        family for family in get_args(Family) if not decide(rule, {"position": position, "family": family}).findings
    ]
    categories = [
        each for each in get_args(Category) if not decide(rule, {"position": position, "category": each}).findings
    ]
    assert len(families) == 1
    assert len(categories) == (position in FUNCTIONAL)


def test_the_articles_of_a_position():
    places = [
        [citation.place for citation in decided.citations]
        for decided in (
            job_code("jpt-madya", "provinsi"),
            job_code("pengawas", "pusat"),
            job_code("jpt-utama", "pusat"),
            job_code("mahir", "pusat"),
            coverage(),
            coverage(position="pengawas"),
            coverage(position="pengawas", government="kabupaten-kota"),
            coverage(position="mahir"),
            decide("permendagri-11-2018/position-family", {"position": "mahir"}),
            decide("permendagri-11-2018/position-family", {"position": "pengawas", "category": "keahlian"}),
            decide("permendagri-11-2018/position-family", {"position": "jpt-madya"}),
        )
    ]
    assert places == [
        ["Pasal 16 ayat (6)", "Pasal 23 ayat (2) huruf b"],
        ["Pasal 16 ayat (6)", "Pasal 23 ayat (1)"],
        ["Pasal 16 ayat (6)"],
        ["Pasal 16 ayat (7)", "Pasal 23 ayat (3)"],
        ["Pasal 16 ayat (1)"],
        ["Pasal 16 ayat (1)", "Pasal 16 ayat (6)", "Pasal 16 ayat (6)"],
        ["Pasal 16 ayat (1)", "Pasal 16 ayat (6)"],
        ["Pasal 16 ayat (1)", "Pasal 16 ayat (7)"],
        ["Pasal 16 ayat (2)", "Pasal 16 ayat (4)"],
        ["Pasal 16 ayat (2)", "Pasal 16 ayat (3)", "Pasal 16 ayat (4)"],
        ["Pasal 16 ayat (2)", "Pasal 16 ayat (5)"],
    ]


def test_any_of_the_three_supervising_bodies_will_do():
    outcomes = {body: coverage(position="mahir", supervised_by=body).outcome for body in get_args(SupervisingBody)}
    assert outcomes == dict.fromkeys(("kementerian", "kementerian-lain", "lpnk"), "compliant")
