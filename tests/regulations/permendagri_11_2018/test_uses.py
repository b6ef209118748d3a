"""What standards are the basis of."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.permendagri_11_2018.stages import SkkStage, Sp2Stage
from mumpuni.regulations.permendagri_11_2018.uses import DevelopmentKind, Use

SET = {"stage": "penetapan", "decision_number": "890-1234", "decision_date": "2020-03-02"}


def skk_use(**facts):
    return decide("permendagri-11-2018/skk-use", facts)


def development(**facts):
    return decide("permendagri-11-2018/development-basis", facts)


@given(st.sampled_from(get_args(Use)), st.sampled_from(get_args(SkkStage)))
def test_a_standard_serves_from_the_setting_on(use, stage):
    standard = SET | {"stage": stage}
    found = [finding.code for finding in skk_use(use=use, standard=standard, units=["a"]).findings]
    is_set = get_args(SkkStage).index(stage) >= 7
    assert found == ([] if is_set else ["standard-not-set"])


@given(st.sampled_from(get_args(DevelopmentKind)), st.sampled_from(get_args(Sp2Stage)))
def test_an_sp2_pdn_serves_from_the_setting_on_and_only_the_kinds_named(kind, stage):
    found = [finding.code for finding in development(kind=kind, sp2_stage=stage).findings]
    is_set = get_args(Sp2Stage).index(stage) >= 3
    assert found == (["no-guide"] if kind == "other" else [] if is_set else ["sp2-pdn-not-set"])


@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        ({"use": "certification"}, ["Sebutkan SKK-PDN yang menjadi dasar penyelenggaraan sertifikasi."]),
        ({"use": "competency-development"}, ["Sebutkan SKK-PDN yang menjadi dasar pengembangan kompetensi."]),
        ({"use": "sp2-pdn"}, ["Sebutkan SKK-PDN yang menjadi dasar SP2-PDN."]),
        (
            {"use": "learning-materials", "units": ["a"]},
            ["Sebutkan SKK-PDN yang menjadi dasar penyusunan perangkat pembelajaran."],
        ),
        (
            {"use": "certification", "standard": {"stage": "verifikasi"}},
            [
                "SKK-PDN baru dapat menjadi dasar penyelenggaraan sertifikasi setelah ditetapkan; "
                "sekarang masih pada tahap verifikasi."
            ],
        ),
        (
            {"use": "certification", "standard": {"stage": "penetapan"}},
            [
                "SKK-PDN ditetapkan dengan Keputusan Menteri; isi nomor Keputusan Menteri.",
                "SKK-PDN ditetapkan dengan Keputusan Menteri; isi tanggal Keputusan Menteri.",
            ],
        ),
        (
            {"use": "learning-materials", "standard": SET},
            ["Perangkat pembelajaran ini belum dikaitkan dengan unit kompetensi SKK-PDN."],
        ),
    ],
)
def test_what_is_said_of_a_use(facts, messages):
    assert [finding.message() for finding in skk_use(**facts).findings] == messages


@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        ({"kind": "KI"}, ["Pengembangan KI harus didasarkan pada SP2-PDN; sebutkan SP2-PDN-nya."]),
        (
            {"kind": "KU", "sp2_stage": "penyusunan-konsep"},
            ["Pengembangan KU memerlukan SP2-PDN yang sudah ditetapkan; sekarang masih pada tahap penyusunan konsep."],
        ),
        ({"kind": "other"}, ["Pengembangan kompetensi selain KU, KI, dan KP memerlukan panduan penyelenggaraan."]),
        (
            {"kind": "other", "guide_set_by": "other"},
            ["Panduan penyelenggaraan harus ditetapkan oleh Kepala BPSDM Kementerian."],
        ),
    ],
)
def test_what_is_said_of_a_programme(facts, messages):
    assert [finding.message() for finding in development(**facts).findings] == messages


def test_the_articles_of_a_use():
    places = [
        [(citation.place, citation.requirement) for citation in decided.citations]
        for decided in (
            skk_use(use="certification"),
            skk_use(use="learning-materials"),
            skk_use(use="competency-development"),
            skk_use(use="sp2-pdn"),
            development(kind="KU"),
            development(kind="other"),
            decide("permendagri-11-2018/legal-ground", {"document": "skk-pdn"}),
        )
    ]
    decided_by = ("Pasal 14 ayat (2)", "P11-18-066")
    assert places == [
        [("Pasal 15", "P11-18-067"), decided_by],
        [("Pasal 15", "P11-18-068"), decided_by],
        [("Pasal 15", "P11-18-069"), decided_by],
        [("Pasal 25 ayat (1)", "P11-18-125"), decided_by],
        [("Pasal 25 ayat (2)", "P11-18-126")],
        [("Pasal 25 ayat (3)", "P11-18-127")],
        [("Pasal 19 ayat (1) dan Pasal 26 (rujukan silang)", "P11-18-129")],
    ]
