# The sentences stand here whole, as people read them.
# ruff: noqa: E501
"""What cannot be is explained by counting, with the numbers, before anything is searched."""

from typing import Any

import pytest

from mumpuni.assessment.timetabling import explain, solve
from tests.assessment.timetabling.invented import instance

ASSESSORS = [{"id": f"A{number}", "psychologist": number == 1} for number in range(1, 6)]
WRITTEN = {"minutes": 120, "rooms": ["individual"], "observers": 0, "whole_group": False}
SEVEN = {"G1": [f"S{number}" for number in range(1, 8)]}
LATE = {"who": "A1", "day": 0, "from": "08:00", "to": "12:30"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"groups": SEVEN, "assessors": ASSESSORS, "rooms": [{"id": "D1", "kind": "discussion", "seats": 8}],
             "exercises__interview__rooms": ["discussion"]},
            "lgd menempatkan 7 Assessee dalam satu sesi, masing-masing dilihat 2 Assessor: 14 pengamatan. 5 "
            "Assessor yang masing-masing mengamati paling banyak 2 memberi 10. Kurang 4: tambah 2 Assessor, "
            "atau kelompok 5 orang.",
        ),
        (
            {"conflicts": [["A2", "S1", ""], ["A3", "S1", ""]]},
            "lgd menempatkan 2 Assessee dalam satu sesi, masing-masing dilihat 2 Assessor: 4 pengamatan. 3 "
            "Assessor yang masing-masing mengamati paling banyak 2 memberi 3 dari 6, setelah benturan "
            "kepentingan dan batas pasangan. Kurang 1: tambah 1 Assessor.",
        ),
        (
            {"conflicts": [[who, "S1", ""] for who in ("A1", "A2", "A3")], "exercises__lgd__observers": 0},
            "interview S1 perlu 1 Assessor; yang boleh dan ada hanya 0 dari 3 Assessor (benturan kepentingan, batas "
            "pasangan, atau tidak hadir). Kurang 1: tambah Assessor lain.",
        ),
        (
            {"rules__max_exercises_per_pair": 1},
            "S1 diamati pada 3 alat ukur dan perlu 4 pengamatan; setiap Assessor boleh melihatnya pada paling banyak 1 "
            "alat ukur, dan 3 Assessor yang boleh menilainya memberi 3. Kurang 1: tambah 1 Assessor tanpa "
            "benturan kepentingan.",
        ),
        (
            {"exercises__test": WRITTEN, "rooms": [{"id": "R1", "kind": "individual", "seats": 1},
                                                    {"id": "D1", "kind": "discussion", "seats": 4}]},
            "interview, test memerlukan 360 menit di 1 ruang individual; sesi utuh di antara jeda mengisi "
            "paling banyak 240 menit. Kurang 120 menit: tambah ruang atau hari.",
        ),
        (
            {"exercises__interview__minutes": 90, "exercises__lgd__minutes": 30, "groups": {"G1": ["S1", "S2", "S3", "S4"]}, "assessors": ASSESSORS, "rules__max_observe_min_per_day": None,
             "rooms": [{"id": "R1", "kind": "individual", "seats": 1}, {"id": "D1", "kind": "discussion", "seats": 4}]},
            "interview memerlukan 4 sesi paling sedikit 90 menit di 1 ruang individual; setiap ruang memberi 2 "
            "sesi utuh di antara jeda, seluruhnya 2. Kurang 2 sesi: tambah ruang, hari, atau kurangi Assessee.",
        ),
        (
            {"exercises__lgd__minutes": 180},
            "lgd berlangsung 180 menit tanpa putus; waktu terpanjang di antara jeda 150 menit. Kurang 30 menit.",
        ),
        (
            {"exercises__lgd__rooms": ["class"]},
            "lgd perlu ruang jenis class, tetapi ada 0 ruang jenis itu: tambah satu ruang.",
        ),
        (
            {"groups": {"G1": [f"S{number}" for number in range(1, 6)]}, "assessors": ASSESSORS},
            "lgd menempatkan 5 Assessee kelompok G1 dalam satu ruang; ruang discussion terbesar berkursi 4. Kurang 1 "
            "kursi: ruang lebih besar, atau kelompok 4 orang.",
        ),
        (
            {"exercises__test": WRITTEN, "exercises__more": WRITTEN},
            "S1 perlu 390 menit untuk semua alat ukur; tanpa jeda tersedia 120 + 150 = 270 menit. Kurang 120 "
            "menit: tambah waktu atau hari, atau kurangi alat ukur.",
        ),
        (
            {"exercises__test": WRITTEN, "rules__max_observe_min_per_day": None},
            "Metode S1 (120 + 60 + 60 + 30 = 270 menit) tidak muat utuh di antara jeda (120 + 150 = 270 menit, "
            "kelipatan 30 menit, jarak 0 menit, dalam urutan interview → test, test → lgd): tambah waktu atau "
            "hari, atau pindahkan jeda.",
        ),
        (
            {"rules__max_observe_min_per_day": 90},
            "Pengamatan memerlukan 300 menit Assessor; 3 Assessor selama 1 hari (batas 90 menit sehari) memberi paling "
            "banyak 270 menit. Kurang 30 menit: tambah 1 Assessor, atau kurangi Assessee.",
        ),
        ({"helpers": []}, "role_play S1 perlu satu role_player, tetapi ada 0 orang dengan peran itu: tambah satu."),
        (
            {"conflicts": [["P1", "S2", ""]]},
            "role_play S2 perlu satu role_player; 1 orang (P1) semuanya berbenturan kepentingan atau tidak "
            "ditugaskan di situ. Kurang 1: tambah role_player lain.",
        ),
        (
            {"exercises__role_play__minutes": 120, "exercises__lgd__minutes": 30, "rules__max_observe_min_per_day": None,
             "groups": {"G1": ["S1", "S2", "S3"]}},
            "3 sesi paling sedikit 120 menit memerlukan role_player; 1 orang (P1) memberi 2 sesi utuh di antara jeda. "
            "Kurang 1: tambah role_player atau hari.",
        ),
        (
            {"assessors": [{"id": f"A{number}"} for number in range(1, 4)]},
            "Kelompok G1 harus diamati paling sedikit 1 psikolog; di antara 3 Assessor ada 0 psikolog, dan 0 "
            "yang boleh serta dapat mengamatinya. Kurang 1: tambah Assessor psikolog.",
        ),
        (
            {"rules__order": [["lgd", "interview"], ["interview", "lgd"]]},
            "Urutan berputar: interview, lgd masing-masing harus mendahului yang lain. Hapus satu aturan urutan.",
        ),
        (
            {"away": [LATE, {**LATE, "who": "A2"}]},
            "Yang terbaik pada hari 1 pukul 08:00: lgd menempatkan 2 Assessee dalam satu sesi, masing-masing dilihat 2 "
            "Assessor: 4 pengamatan. 1 Assessor yang masing-masing mengamati paling banyak 2 memberi 2. Kurang "
            "2: tambah 1 Assessor.",
        ),
        (
            {"away": [{**LATE, "who": "S1", "to": "12:00"}]},
            "S1 perlu 150 menit untuk semua alat ukur; tanpa jeda tersedia 60 = 60 menit. Kurang 90 menit: "
            "tambah waktu atau hari, atau kurangi alat ukur.",
        ),
        (
            {"groups": {"G1": ["S1", "S2"], "G2": ["S3", "S4"]}, "rules__own_psychologist": True,
             "rules__max_observe_min_per_day": None},
            "2 kelompok masing-masing perlu psikolog sendiri; 1 psikolog dapat melayani paling banyak 1 kelompok. "
            "Kurang 1 psikolog.",
        ),
        (
            {"locks": [{"exercise": "lgd", "assessees": ["S1", "S2"], "start": "11:45"}]},
            "lgd S1, S2 (60 menit) tidak punya waktu mulai: jeda, ketidakhadiran, atau kuncian menutup semuanya "
            "(0 dari 7 waktu mulai tersisa).",
        ),
    ],
)  # fmt: skip
def test_the_sentence_has_the_numbers(changes: dict[str, Any], told: str):
    changes.setdefault("rules__order", [["interview", "test"], ["test", "lgd"]] if "dalam urutan" in told else [])
    found = explain(instance(**changes))
    assert found is not None
    assert told in found


def test_a_possible_event_is_not_called_impossible():
    assert explain(instance()) is None


def test_few_psychologists_for_many_groups_are_enough_where_none_need_be_their_own():
    given = instance(groups={"G1": ["S1", "S2"], "G2": ["S3", "S4"]}, rules__max_observe_min_per_day=None)
    assert explain(given) is None


def test_what_only_the_search_can_refuse_names_the_rules_to_relax():
    group = {"minutes": 120, "rooms": ["class"], "observers": 0, "whole_group": True}
    alone = {"minutes": 60, "rooms": ["individual"], "observers": 0, "whole_group": False}
    given = instance(
        exercises={"test": group, "essay": alone},
        groups={"G1": ["S1", "S2", "S3", "S4"]},
        rooms=[{"id": f"R{n}", "kind": "individual", "seats": 1} for n in (1, 2)]
        + [{"id": "K", "kind": "class", "seats": 9}],
        rules__order=[["essay", "test"]],
        rules__psychologist_per_group=False,
        away=[{"who": who, "day": 0, "from": "08:00", "to": "09:00"} for who in ("S1", "S2", "S3")],
    )
    assert explain(given) is None
    solution = solve(given, workers=1, deterministic=0.5)
    assert (solution.plan, solution.status) == (None, "infeasible")
    assert solution.reason.startswith("Tidak ada jadwal yang memenuhi semua aturan; itu terbukti.")
    assert "Jadwal ada bila dilonggarkan: jumlah ruang (3)" in solution.reason
    assert "Yang paling ketat: waktu S1: perlu 180 dari 210 (86%)" in solution.reason


def test_locks_that_exclude_each_other_only_together_are_named():
    locks = [
        {"exercise": "role_play", "assessees": ["S1"], "start": "08:00", "helpers": ["P1"]},
        {"exercise": "interview", "assessees": ["S2"], "start": "08:00", "observers": {"S2": ["A3"]}},
        {"exercise": "role_play", "assessees": ["S2"], "start": "09:00", "observers": {"S2": ["A3"]}},
        {"exercise": "interview", "assessees": ["S1"], "start": "09:00", "observers": {"S1": ["A3"]}},
    ]
    solution = solve(instance(locks=locks), workers=1, deterministic=0.5)
    assert solution.status == "infeasible"
    assert "kuncian (4 sesi)" in solution.reason
