"""The stages of SKK-PDN and SP2-PDN."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import catalogue, decide
from mumpuni.regulations.permendagri_11_2018.stages import (
    EVIDENCE,
    SKK_STAGES,
    SP2_STAGES,
    Evidence,
    SkkStage,
    Sp2Stage,
)

RULES = {"skk-stage": SKK_STAGES.codes, "sp2-stage": SP2_STAGES.codes}
NEEDED = {
    ("skk-stage", "kajian-awal"): {"stated-need"},
    ("skk-stage", "verifikasi"): {"reference", "applicability-note"},
    ("skk-stage", "konvensi"): {"stakeholder-consent", "minister-decision"},
    ("sp2-stage", "tim-penyusun"): {"skk-pdn-set"},
}
evidence = st.lists(st.sampled_from(get_args(Evidence)))


def asked(rule, leaving, entering, shown=()):
    facts = {"from": leaving, "to": entering, "evidence": list(shown)}
    return decide(f"permendagri-11-2018/{rule}", facts)


def test_the_words_of_the_facts_are_those_of_the_catalogues():
    assert get_args(SkkStage) == catalogue("permendagri-11-2018/skk-stages").codes
    assert get_args(Sp2Stage) == catalogue("permendagri-11-2018/sp2-stages").codes
    assert set(get_args(Evidence)) == set(EVIDENCE) - {"counterpart"}


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("skk-stage", marks=pytest.mark.requirement("P11-18-123")),
        pytest.param("sp2-stage", marks=pytest.mark.requirement("P11-18-128")),
    ],
)
def test_of_all_steps_only_the_next_one_is_allowed(rule):
    stages = RULES[rule]
    allowed = {
        (leaving, entering)
        for leaving in stages
        for entering in stages
        if asked(rule, leaving, entering, get_args(Evidence)).outcome == "allowed"
    }
    review = {("kaji-ulang", "pengusulan")} if rule == "skk-stage" else set()
    assert allowed == set(pairwise(stages)) | review


@given(st.sampled_from(sorted(RULES)), st.data(), evidence)
def test_a_step_asks_for_its_evidence_and_for_no_other(rule, data, shown):
    leaving, entering = data.draw(st.sampled_from(list(pairwise(RULES[rule]))))
    decision = asked(rule, leaving, entering, shown)
    missing = NEEDED.get((rule, leaving), set()) - set(shown)
    assert {finding.details["evidence"] for finding in decision.findings} == missing
    assert {finding.code for finding in decision.findings} <= {"evidence-missing"}
    assert decision.outcome == ("refused" if missing else "allowed")
    assert decision == asked(rule, leaving, entering, sorted(set(shown)))


@given(st.sampled_from(sorted(RULES)), st.data(), evidence)
def test_more_evidence_never_refuses(rule, data, shown):
    leaving, entering = (data.draw(st.sampled_from(RULES[rule])) for _ in range(2))
    before, after = (asked(rule, leaving, entering, has).outcome for has in (shown, get_args(Evidence)))
    assert (before, after) != ("allowed", "refused")


@pytest.mark.requirement("P11-18-128")
def test_learners_see_an_sp2_pdn_only_once_it_is_distributed():
    seen = [
        (leaving, entering)
        for leaving in SP2_STAGES.codes
        for entering in SP2_STAGES.codes
        if asked("sp2-stage", leaving, entering, ["skk-pdn-set"]).values == {"visible_to_learners": True}
    ]
    assert seen == [("penetapan", "pendistribusian")]


@pytest.mark.parametrize(
    ("rule", "leaving", "entering", "messages"),
    [
        (
            "skk-stage",
            "kajian-awal",
            "verifikasi",
            ["Dari tahap kajian/telaahan awal tidak dapat ke tahap verifikasi; tahap berikutnya: perumusan rancangan."],
        ),
        (
            "skk-stage",
            "kaji-ulang",
            "distribusi",
            ["Dari tahap kaji ulang tidak dapat ke tahap distribusi; tahap berikutnya: pengusulan."],
        ),
        (
            "sp2-stage",
            "pendistribusian",
            "penetapan",
            ["Dari tahap pendistribusian tidak dapat ke tahap penetapan; tahap berikutnya: tidak ada."],
        ),
        (
            "skk-stage",
            "verifikasi",
            "pra-konvensi",
            [
                "Dari tahap verifikasi ke tahap pra konvensi diperlukan acuan atau pembanding yang sah.",
                "Dari tahap verifikasi ke tahap pra konvensi diperlukan catatan keterterapan.",
            ],
        ),
        (
            "skk-stage",
            "konvensi",
            "penetapan",
            [
                "Dari tahap konvensi ke tahap penetapan diperlukan persetujuan pemangku kepentingan.",
                "Dari tahap konvensi ke tahap penetapan diperlukan Keputusan Menteri.",
            ],
        ),
        (
            "sp2-stage",
            "tim-penyusun",
            "penyetaraan-kodefikasi",
            [
                "Dari tahap pembentukan tim penyusun ke tahap penyetaraan dan kodefikasi diperlukan "
                "SKK-PDN yang sudah ditetapkan."
            ],
        ),
    ],
)
def test_what_is_said_of_a_step(rule, leaving, entering, messages):
    assert [finding.message() for finding in asked(rule, leaving, entering).findings] == messages


def test_the_articles_of_a_step():
    places = [
        [citation.place for citation in asked(*step).citations]
        for step in (
            ("skk-stage", "konvensi", "penetapan"),
            ("skk-stage", "konvensi", "distribusi"),
            ("skk-stage", "distribusi", "kaji-ulang"),
            ("sp2-stage", "tim-penyusun", "penyetaraan-kodefikasi"),
            ("sp2-stage", "tim-penyusun", "penetapan"),
        )
    ]
    assert places == [
        ["Pasal 24 ayat (1)", "Pasal 17 huruf c", "Pasal 14 ayat (2)"],
        ["Pasal 24 ayat (1)"],
        ["Pasal 24 ayat (1)"],
        ["Pasal 26", "Pasal 25 ayat (1)"],
        ["Pasal 26"],
    ]


@pytest.mark.parametrize(
    ("rule", "leaving", "entering", "message"),
    [
        (
            "sp2-stage", "tim-penyusun", "penyetaraan-kodefikasi",
            'Going from the stage "forming the drafting team" to the stage "equating and coding" '
            "needs an SKK-PDN that is set.",
        ),
        (
            "skk-stage", "kajian-awal", "verifikasi",
            'The stage "initial study" does not lead to the stage "verification"; the next stage: drafting.',
        ),
    ],
)  # fmt: skip
def test_stages_stand_in_quotes_in_english(rule, leaving, entering, message):
    asked_for = {"from": leaving, "to": entering}
    assert [each.message("en") for each in decide(f"permendagri-11-2018/{rule}", asked_for).findings] == [message]
