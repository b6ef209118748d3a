"""The lists of Pasal 15 to 26, entry by entry."""

from dataclasses import fields
from typing import get_args

import pytest

from mumpuni.regulations import catalogue
from mumpuni.regulations.permendagri_11_2018 import job_codes, skk_standards, unit_codes, units, uses


def listed(name):
    return catalogue(f"permendagri-11-2018/{name}")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        pytest.param(
            "position-families", "administrasi fungsional pimpinan-tinggi", marks=pytest.mark.requirement("P11-18-071")
        ),
        pytest.param(
            "administration-positions", "administrator pengawas pelaksana", marks=pytest.mark.requirement("P11-18-072")
        ),
        pytest.param("functional-categories", "keahlian keterampilan", marks=pytest.mark.requirement("P11-18-073")),
        pytest.param(
            "leadership-positions", "jpt-utama jpt-madya jpt-pratama", marks=pytest.mark.requirement("P11-18-074")
        ),
        pytest.param("formulation-methods", "baru adaptasi adopsi", marks=pytest.mark.requirement("P11-18-084")),
        pytest.param("unit-kinds", "UK-U UK-I UK-P", marks=pytest.mark.requirement("P11-18-091")),
        pytest.param(
            "general-units",
            "karakter-kebangsaan sistem-pemerintahan manajemen-pembangunan",
            marks=pytest.mark.requirement("P11-18-092"),
        ),
        pytest.param(
            "job-codes",
            "AP PTP AK PTK JF JP",
            marks=pytest.mark.requirement(
                "P11-18-116", "P11-18-117", "P11-18-118", "P11-18-119", "P11-18-120", "P11-18-121"
            ),
        ),
        ("skk-coverage", "pusat provinsi kabupaten-kota"),
        ("supervising-bodies", "kementerian kementerian-lain lpnk"),
        ("skk-principles", "relevan valid aseptabel luwes telusur"),
        ("unit-parts", "title-code description elements criteria assessment-guide variables"),
        ("description-aspects", "knowledge skills attitude"),
        ("assessment-guide", "aspects conditions knowledge skills critical"),
        ("range-of-variables", "context equipment tasks regulations"),
        ("skk-uses", "certification learning-materials competency-development sp2-pdn"),
        ("development-kinds", "KU KI KP other"),
        ("legal-grounds", "skk-pdn sp2-pdn"),
    ],
)
def test_a_list_holds_exactly_the_entries_of_its_article(name, codes):
    assert listed(name).codes == tuple(codes.split())


@pytest.mark.requirement("P11-18-123")
def test_ten_stages_of_skk_pdn_with_their_actors():
    assert [(entry.name(), entry.fields["actors"]) for entry in listed("skk-stages").entries] == [
        ("Pembentukan tim penyusun", ["kepala-bpsdm", "unit-kerja"]),
        ("Pengusulan", ["tim-penyusun"]),
        ("Kajian/telaahan awal", ["tim-penyusun"]),
        ("Perumusan rancangan", ["tim-penyusun"]),
        ("Verifikasi", ["kepala-bpsdm"]),
        ("Pra konvensi", ["tim-penyusun"]),
        ("Konvensi", ["tim-penyusun"]),
        ("Penetapan", ["menteri"]),
        ("Distribusi", ["kepala-bpsdm"]),
        ("Kaji ulang", ["kepala-bpsdm", "unit-kerja"]),
    ]


@pytest.mark.requirement("P11-18-128")
def test_five_stages_of_sp2_pdn_with_their_actors():
    assert [(entry.name(), entry.fields["actors"]) for entry in listed("sp2-stages").entries] == [
        ("Pembentukan tim penyusun", ["kepala-bpsdm"]),
        ("Penyetaraan dan kodefikasi SP2-PDN", ["tim-penyusun"]),
        ("Penyusunan konsep", ["tim-penyusun"]),
        ("Penetapan", ["menteri", "kepala-bpsdm"]),
        ("Pendistribusian", ["kepala-bpsdm"]),
    ]


def test_the_kinds_of_units_name_their_elements_and_criteria():
    found = [entry.fields for entry in listed("unit-kinds").entries]
    assert found == [
        {"kind": kind, "group": f"K{kind}", "element": f"EK-{kind}", "criterion": f"KUK-{kind}"} for kind in "UIP"
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (job_codes.Family, "position-families"),
        (job_codes.Category, "functional-categories"),
        (job_codes.SupervisingBody, "supervising-bodies"),
        (skk_standards.FormulationMethod, "formulation-methods"),
        (units.UnitPart, "unit-parts"),
        (uses.Use, "skk-uses"),
        (uses.DevelopmentKind, "development-kinds"),
        (uses.StandardKind, "legal-grounds"),
    ],
)
def test_the_words_of_the_facts_are_those_of_the_catalogue(words, name):
    assert get_args(words) == listed(name).codes


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (units.Description, "description-aspects"),
        (units.AssessmentGuide, "assessment-guide"),
        (units.Variables, "range-of-variables"),
    ],
)
def test_the_aspects_of_a_part_are_those_of_the_catalogue(kind, name):
    assert tuple(field.name for field in fields(kind)) == listed(name).codes


def test_the_kinds_are_one_letter_each():
    assert [entry.fields["kind"] for entry in listed("unit-kinds").entries] == list(unit_codes.KINDS)
