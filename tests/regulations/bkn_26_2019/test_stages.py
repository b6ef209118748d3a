"""Readiness, order of stages, and what each step of the execution leaves behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.bkn_26_2019.stages import (
    ORDER,
    Briefed,
    BriefingFacts,
    ReadinessFacts,
    StageFacts,
    briefing,
    event_ready,
    stage,
)

CODES = [entry.code for entry in ORDER]
PASSED = dict.fromkeys(("group", "team", "method", "facility"), "passed")


@given(st.builds(ReadinessFacts))
def test_an_event_is_ready_with_all_four_components_and_names_the_others(facts):
    decision = event_ready(facts)
    missing = [name for name in ("standard", "team", "methods_and_instruments", "facility") if not getattr(facts, name)]
    assert [(found.code, found.details["component"]) for found in decision.findings] == [
        ("missing-component", name) for name in missing
    ]
    assert decision.outcome == ("non-compliant" if missing else "compliant")


@given(st.lists(st.sampled_from(CODES)), st.sampled_from(CODES))
def test_a_stage_begins_when_all_before_it_are_done(done, following):
    decision = stage(StageFacts(following, tuple(done)))
    still_open = [code for code in CODES[: CODES.index(following)] if code not in done]
    assert decision.values["open"] == tuple(still_open)
    assert decision.outcome == ("refused" if still_open else "allowed")
    assert [(found.details["first"], found.details["next"]) for found in decision.findings] == [
        (first, following) for first in still_open[:1]
    ]
    assert [str(c) for c in decision.citations] == [
        "Peraturan BKN 26/2019 Pasal 24",
        "Peraturan BKN 26/2019 Pasal 25 ayat (1)",
        "Peraturan BKN 26/2019 Pasal 25 ayat (2)",
    ]


@given(st.sets(st.sampled_from(CODES)), st.sampled_from(CODES), st.sampled_from(CODES))
def test_finishing_one_more_stage_never_closes_the_way(done, more, following):
    before = stage(StageFacts(following, tuple(done)))
    after = stage(StageFacts(following, tuple(done | {more})))
    assert before.outcome == "refused" or after.outcome == "allowed"


def test_ten_thousand_assessees_are_gone_through_once():
    people = tuple(Briefed(f"A{number}", attended=number != 5000) for number in range(10_000))
    assert [found.details for found in briefing(BriefingFacts(people)).findings] == [{"assessee": "A5000"}]


@pytest.mark.parametrize(
    ("rule", "facts", "messages"),
    [
        pytest.param(
            "event-ready",
            {"standard": True, "team": True, "methods_and_instruments": True},
            ['Komponen "fasilitas" belum lengkap; lengkapi sebelum pelaksanaan dimulai.'],
            marks=pytest.mark.requirement("B26-19-008"),
        ),
        (
            "position-standard",
            {"competencies": [{"name": "Audit", "kind": "teknis"}]},
            [
                'Kompetensi teknis "Audit" bukan bagian standar penilaian ini; keluarkan dari standar.',
                "Standar belum memuat kompetensi manajerial; tambahkan paling sedikit satu.",
                "Standar belum memuat kompetensi sosial kultural; tambahkan paling sedikit satu.",
            ],
        ),
        (
            "stage",
            {"done": ["perencanaan"], "next": "pengarahan"},
            ['Tahap "pengarahan Assessee" belum dapat dimulai karena "persiapan pelaksanaan" belum selesai.'],
        ),
        (
            "briefing",
            {"assessees": [{"name": "Ani"}]},
            ["Kehadiran Ani dalam pengarahan belum dicatat, jadi pengambilan datanya belum dapat dimulai."],
        ),
        pytest.param(
            "analysis",
            {"assessors": [{"name": "Budi"}]},
            ["Analisis Assessor Budi belum selesai, jadi data belum dapat diolah."],
            marks=pytest.mark.requirement("B26-19-105"),
        ),
        (
            "integration",
            {"competencies": ["Integritas"], "decided": {}, "assessors": 1},
            [
                'Nilai capaian kompetensi "Integritas" belum diputuskan dalam Assessor Meeting.',
                "Assessor Meeting diikuti paling sedikit 2 Assessor, di sini 1.",
                "Notula Assessor Meeting belum ada; buat sebelum ditutup.",
            ],
        ),
        pytest.param(
            "feedback",
            {"assessees": [{"name": "Ani"}]},
            ["Umpan balik kepada Ani belum dicatat; isi tanggal dan pemberinya, atau alasan tidak diberikan."],
            marks=pytest.mark.requirement("B26-19-109"),
        ),
        (
            "monitoring",
            {"checks": {"group": "failed", "method": "passed", "facility": "resolved"}},
            [
                'Pemeriksaan "jumlah dalam kelompok" tidak memenuhi ketentuan dan belum ditindaklanjuti.',
                'Pemeriksaan "tim" belum dilakukan.',
            ],
        ),
    ],
)
def test_what_each_finding_says(rule, facts, messages):
    assert [found.message() for found in decide(f"bkn-26-2019/{rule}", facts).findings] == messages


@pytest.mark.parametrize(
    ("rule", "facts", "requirement"),
    [
        ("event-ready", {"team": True, "methods_and_instruments": True, "facility": True}, "B26-19-008"),
        ("stage", {"next": "persiapan"}, "B26-19-100"),
        ("stage", {"next": "pengarahan"}, "B26-19-101"),
        ("stage", {"done": ["perencanaan", "persiapan"], "next": "umpan-balik"}, "B26-19-102"),
        ("briefing", {"assessees": [{"name": "A"}]}, "B26-19-103"),
        ("analysis", {"assessors": [{"name": "A"}]}, "B26-19-105"),
        ("integration", {"decided": {}, "assessors": 2}, "B26-19-107"),
        ("feedback", {"assessees": [{"name": "A"}]}, "B26-19-109"),
        ("monitoring", {"checks": PASSED | {"group": "failed"}}, "B26-19-110"),
    ],
)
def test_each_finding_stands_behind_its_own_requirement(rule, facts, requirement):
    assert [found.requirement for found in decide(f"bkn-26-2019/{rule}", facts).findings] == [requirement]
