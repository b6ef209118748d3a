"""Alat ukur: what holds for every design. The edges stand in the vectors of Pasal 7, 19 and 21."""

from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations.bkn_26_2019.instruments import (
    KNOWN,
    InstrumentFitFacts,
    InstrumentsFacts,
    instrument_fit,
    instruments,
)

COMPETENCIES = ("Integritas", "Kerja Sama", "Komunikasi")
methods = st.sampled_from(["sederhana", "sedang", "kompleks", "other"])
rows = st.lists(st.sampled_from(["in-basket", "role-play", "kuis"]), max_size=3).map(tuple)
measured_competencies = st.lists(st.sampled_from(COMPETENCIES)).map(tuple)
matrices = st.dictionaries(st.sampled_from(COMPETENCIES), rows)


def codes(decision):
    return sorted(finding.code for finding in decision.findings)


def test_the_known_instruments():
    assert KNOWN == (
        "in-basket",
        "proposal-writing",
        "presentation",
        "case-analysis",
        "leaderless-group-discussion",
        "role-play",
        "business-games",
        "fact-finding",
        "competency-interview",
        "psychological-test",
    )


@given(methods, matrices, st.integers(0, 3))
def test_a_design_is_judged_by_what_it_holds(method, matrix, assessors):
    decision = instruments(InstrumentsFacts(method, matrix, assessors, COMPETENCIES))
    used = {name for row in matrix.values() for name in row}
    expected = ["uncovered-competency" for each in COMPETENCIES if not matrix.get(each)]
    expected += ["unknown-instrument"] if "kuis" in used else []
    if method != "other":
        expected += ["single-instrument"] if len(used) < 2 else []
        expected += ["single-assessor"] if assessors < 2 else []
    assert codes(decision) == sorted(expected)
    assert decision.outcome == ("non-compliant" if set(expected) - {"unknown-instrument"} else "compliant")


@given(methods, matrices, st.sampled_from(COMPETENCIES))
def test_one_more_instrument_of_the_article_never_adds_a_finding(method, matrix, competency):
    more = matrix | {competency: (*matrix.get(competency, ()), "in-basket")}
    before, after = (codes(instruments(InstrumentsFacts(method, each, 2, COMPETENCIES))) for each in (matrix, more))
    assert all(after.count(code) <= before.count(code) for code in after)


@given(
    methods, st.dictionaries(st.sampled_from(["in-basket", "kuis"]), st.lists(st.sampled_from(COMPETENCIES)).map(tuple))
)
def test_an_instrument_is_idle_when_it_measures_nothing_of_the_standard(method, measured):
    decision = instrument_fit(InstrumentFitFacts(method, measured, COMPETENCIES[:1]))
    idle = [name for name, competencies in measured.items() if COMPETENCIES[0] not in competencies]
    severity = "violation" if method == "other" else "warning"
    assert [(found.details["instrument"], found.severity) for found in decision.findings] == [
        (name, severity) for name in idle
    ]


def test_the_rows_of_a_large_matrix_are_judged():
    matrix = {f"K{number}": ("in-basket",) for number in range(10_000)}
    facts = InstrumentsFacts("sedang", matrix, 2, tuple(f"K{number}" for number in range(1, 10_001)))
    assert codes(instruments(facts)) == ["single-instrument", "uncovered-competency"]
