"""Why a decision is as it is: facts, arithmetic, each article with what it found."""

import json

import pytest

from mumpuni.regulations import Misfit, explain, explained

MATCH = "bkn-26-2019/job-person-match"
REQUIRED = dict.fromkeys(
    ["Integritas", "Kerjasama", "Komunikasi", "Orientasi", "Pelayanan", "Diri", "Perubahan", "Keputusan", "Perekat"], 4
)
ACHIEVED = dict.fromkeys(REQUIRED, 3) | {"Kerjasama": 4}
FACTS = {"purpose": "pengisian", "required": REQUIRED, "achieved": ACHIEVED}


def test_the_chain_goes_from_facts_to_article_to_finding():
    facts = {"position": "pelaksana", "batch_level": "pengawas"}
    told = explain("panduan-2019/participant", facts).as_json("en")
    assert list(told) == ["rule", "title", "facts", "outcome", "values", "working", "articles", "text"]
    assert (told["rule"], told["title"], told["facts"], told["outcome"], told["values"], told["working"]) == (
        "panduan-2019/participant",
        "A participant and the level of the batch",
        facts,
        "non-compliant",
        {},
        [],
    )
    assert [
        (article["citation"], [finding["code"] for finding in article["findings"]]) for article in told["articles"]
    ] == [
        ("Panduan Pelatihan dan Sertifikasi 2019 Peserta", ["not-a-level"]),
        ("Panduan Pelatihan dan Sertifikasi 2019 Pendahuluan, alinea penutup", []),
    ]
    assert told["articles"][0]["findings"][0]["details"] == {
        "position": "pelaksana",
        "levels": ["jpt-pratama", "administrator", "pengawas"],
    }


def test_the_chain_as_lines_to_read():
    assert explain(
        "panduan-2019/certificate", {"training_jp": 12, "qualification": "pengawas", "units": {"X": True}}
    ).text("en").splitlines()[:8] == [
        "Certificates that a participant is due: not yet competent",
        "Facts:",
        "  training_jp = 12",
        "  qualification = supervisor (Pengawas)",
        "  units.X = yes",
        "Basis:",
        '  Panduan Pelatihan dan Sertifikasi 2019 Sertifikat angka 1: "Sertifikat telah mengikuti pelatihan manajemen '
        'ASN sesuai dengan kualifikasi/jenjang jabatannya"',
        "    note: Only 12 of 15 lesson hours (JP) were attended, so no certificate of attendance is due yet.",
    ]


def test_an_article_without_a_finding_says_so_and_another_does_not():
    pelaksana = {"position": "pelaksana", "batch_level": "pengawas"}
    lines = explain("panduan-2019/participant", pelaksana).text("en").splitlines()
    at = lines.index("Basis:")
    assert [line.strip().partition(":")[0] for line in lines[at + 1 :]] == [
        "Panduan Pelatihan dan Sertifikasi 2019 Peserta",
        "violation",
        "Panduan Pelatihan dan Sertifikasi 2019 Pendahuluan, alinea penutup",
        "nothing found",
    ]


def test_facts_are_spelled_leaf_by_leaf():
    lines = explain(
        "bkn-26-2019/group",
        {
            "assessees": 4,
            "observers": [["A", "B"], []],
            "admins": 1,
            "psychologist": False,
            "support": 1,
            "instruments": None,
        },
    ).text()
    assert lines.splitlines()[2:8] == [
        "  assessees = 4",
        "  observers[0][0] = A",
        "  observers[0][1] = B",
        "  admins = 1",
        "  psychologist = tidak",
        "  support = 1",
    ]


@pytest.mark.parametrize(
    ("unit", "said", "said_in_english"),
    [("day", "hari", "day"), ("week", "minggu", "week"), ("month", "bulan", "month")],
)
def test_units_of_time_are_spelled_in_the_language_of_the_reader(unit, said, said_in_english):
    facts = {"fields": {}, "milestones": [{"horizon": "short", "duration": {"count": 1, "unit": unit}}]}
    told = explain("panduan-2019/action-plan", facts)
    assert f"  milestones[0].duration.unit = {said}" in told.text().splitlines()
    assert f"  milestones[0].duration.unit = {said_in_english}" in told.text("en").splitlines()


def test_the_match_shows_its_arithmetic_and_what_one_level_more_would_make_of_it():
    told = explain(MATCH, FACTS)
    said = [step.text() for step in told.working]
    assert "28 dari 36 = 77,78 %" in said[0]
    assert any("80,56 %" in line and "Integritas" in line for line in said)
    english = [step.text("en") for step in told.working]
    assert "77.78" in english[0]
    assert [step["text"] for step in told.as_json("en")["working"]] == english
    assert set(said) <= {line.strip() for line in told.text().splitlines()}


def test_json_in_explanation_out_and_a_list_for_a_list():
    body = json.dumps(FACTS).encode()
    assert explained(MATCH, body, "2026-11-26", "en") == explain(MATCH, FACTS).as_json("en")
    assert explained(MATCH, b"[" + body + b"]") == [explain(MATCH, FACTS).as_json()]
    with pytest.raises(Misfit):
        explained(MATCH, b"{}")
