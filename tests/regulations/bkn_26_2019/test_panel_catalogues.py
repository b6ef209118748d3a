"""The lists of Pasal 7, 10 to 17 and 19 to 23: exact entries in the order of the articles."""

import pytest

from mumpuni.regulations import catalogue, decide, readings
from mumpuni.regulations.bkn_26_2019.methods import HIGHEST, METHODS, TIERS, DesignFacts
from mumpuni.regulations.facts import schema

SIMULATIONS = (
    "in-basket",
    "proposal-writing",
    "presentation",
    "case-analysis",
    "leaderless-group-discussion",
    "role-play",
    "business-games",
    "fact-finding",
)
ROW = {
    "principles": "B26-19-001",
    "team-roles": "B26-19-011",
    "method-families": "B26-19-060",
    "methods": "B26-19-066",
    "instrument-kinds": "B26-19-082",
    "simulations": "B26-19-083",
    "continuing-method": "B26-19-086",
    "facility-areas": "B26-19-089",
}
LISTED = {
    "principles": ("independensi", "objektif", "valid", "reliabel", "transparan"),
    "team-roles": ("chair", "admin", "assessor", "tester", "support", "resource-person"),
    "chair-grades": ("sederhana", "sedang", "kompleks"),
    "admin-grades": ("sederhana", "sedang", "kompleks"),
    "tester-criteria": ("qualification", "instruments", "assessor", "interpretation"),
    "support-knowledge": ("finance", "correspondence", "data-processing", "coordination", "assessment-process"),
    "resource-person-criteria": (
        "senior-official-or-expert", "knows-field", "assessment-process", "interview-technique",
    ),
    "report-levels": ("jpt", "leadership-non-government", "administration", "functional-equivalent"),
    "equivalence-conditions": ("trained", "certificate", "assessments", "evidence-letter"),
    "method-families": ("assessment-center", "other"),
    "methods": METHODS,
    "assessment-center-marks": ("one-position", "several-instruments", "several-assessors", "data-integration"),
    "method-positions": (
        "pelaksana", "pengawas", "administrator", "jpt-pratama", "sekretaris-daerah-kabupaten-kota",
        "sekretaris-daerah-provinsi", "jpt-madya", "jpt-utama",
    ),
    "method-functional": TIERS,
    "instrument-kinds": ("simulation", "competency-interview", "psychological-test"),
    "simulations": SIMULATIONS,
    "continuing-method": ("berkelanjutan",),
    "administration-modes": ("manual", "electronic"),
    "facility-areas": ("assessee", "assessor"),
    "facility-rooms": (
        "individual", "briefing", "discussion", "observation", "recording", "assessor-meeting", "assessor-work",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        pytest.param(name, codes, marks=[pytest.mark.requirement(ROW[name])] if name in ROW else [], id=name)
        for name, codes in LISTED.items()
    ],
)
def test_a_list_holds_exactly_what_its_article_names(name, codes):
    listed = catalogue(f"bkn-26-2019/{name}")
    assert listed.codes == codes
    assert all(entry.citation for entry in listed.entries)


@pytest.mark.requirement("B26-19-011")
def test_five_roles_are_mandatory_and_the_resource_person_is_not():
    roles = catalogue("bkn-26-2019/team-roles").entries
    assert [entry.fields["mandatory"] for entry in roles] == [True] * 5 + [False]


def test_grades_rise_with_the_method():
    for name in ("chair-grades", "admin-grades"):
        grades = [entry.fields["grade"] for entry in catalogue(f"bkn-26-2019/{name}").entries]
        assert grades == ["muda", "madya", "utama"]


def test_rooms_and_their_least_numbers():
    rooms = catalogue("bkn-26-2019/facility-rooms").entries
    assert [(room.fields["area"], room.fields["least"]) for room in rooms] == [
        ("assessee", 6),
        ("assessee", 1),
        ("assessee", 1),
        *[("assessor", 1)] * 4,
    ]


def test_the_families_of_a_design_are_those_of_the_article():
    assert tuple(schema(DesignFacts)["properties"]["family"]["enum"]) == LISTED["method-families"]
    assert HIGHEST == "administrator"


def test_a_continuing_method_is_ready_with_its_own_instruments_and_belongs_to_neither_family():
    record = {
        "anticipates": "Penilaian virtual",
        "instruments": [{"name": "Simulasi daring", "administration": "electronic", "developed_from": "in-basket"}],
    }
    assert decide("bkn-26-2019/continuing-method", record).outcome == "compliant"
    assert not set(LISTED["continuing-method"]) & set(catalogue("bkn-26-2019/method-families").codes)


@pytest.mark.parametrize("number", range(11, 19))
def test_the_open_questions_of_these_articles_are_answered(number):
    assert any(number in reading.notes for reading in readings() if reading.regulation == "bkn-26-2019")


@pytest.mark.parametrize("row", [26, 39, 58, 59, 78, 79, 80, 95])
def test_every_conflict_of_these_articles_has_a_reading_with_its_words(row):
    records = [reading for reading in readings() if f"B26-19-{row:03}" in reading.requirements]
    assert records
    assert all(reading.sides and reading.rules for reading in records)


def test_only_the_load_of_an_assessor_is_left_to_a_setting():
    panel = [reading for reading in readings() if set(reading.notes) & set(range(11, 19))]
    assert [reading.id for reading in panel if reading.settings] == ["bkn-26-2019/two-observers"]
