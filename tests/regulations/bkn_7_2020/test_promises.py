"""What holds for all facts under Peraturan BKN 7/2020."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.bkn_7_2020.assurance import AssuranceFacts, Staff, assurance
from mumpuni.regulations.bkn_7_2020.certificates import ValidityFacts, certificate_validity
from mumpuni.regulations.bkn_7_2020.examiners import (
    Candidate,
    Examiner,
    ExaminerTies,
    IndependenceFacts,
    PlanFacts,
    Workplace,
    examiner_independence,
    suitable_plan,
)

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
names = st.sampled_from(["Ani", "Budi", "Citra"])
units = st.lists(st.sampled_from(["Pensiun", "Disiplin", "Pengadaan"]), max_size=3).map(tuple)
levels = st.sampled_from(["pengawas", "administrator", "jpt-pratama"])
staff = st.lists(
    st.builds(Staff, names, st.none() | levels, st.lists(levels, max_size=2).map(tuple), units), max_size=6
)


def codes(decision):
    return sorted(finding.code for finding in decision.findings)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_only_superiors_mentors_and_relatives_never_examine(superior, mentor, taught, relative):
    examiner = ExaminerTies("BKN", "Pusbang", superior, mentor, taught, relative)
    decision = examiner_independence(IndependenceFacts(examiner, Workplace("BKD", "Mutasi")))
    assert decision.outcome == ("non-compliant" if superior or mentor or relative else "compliant")
    assert len(decision.findings) == superior + mentor + taught + relative


@given(days, days)
def test_without_years_a_certificate_never_expires(issued, asked):
    decision = certificate_validity(ValidityFacts(issued, asked))
    assert decision.values["valid_until"] is None
    assert decision.outcome == ("not-yet-valid" if asked < issued else "valid")


@given(days, days, st.integers(1, 30))
def test_with_years_it_holds_to_its_last_day(issued, asked, years):
    decision = certificate_validity(ValidityFacts(issued, asked, years))
    until = decision.values["valid_until"]
    wanted = "not-yet-valid" if asked < issued else "valid" if asked <= until else "expired"
    assert decision.outcome == wanted
    assert until.year - issued.year in (years - 1, years)


def test_years_beyond_the_calendar_end_with_it():
    decision = certificate_validity(ValidityFacts(date(2021, 3, 15), date.max, 10**9))
    assert (decision.outcome, decision.values["valid_until"]) == ("valid", date.max)


@given(
    units,
    st.lists(st.builds(Examiner, names, units, units), max_size=4),
    st.lists(st.builds(Candidate, names, units), max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_a_plan_does_not_matter(planned, examiners, participants, order):
    matrix = {unit: (f"tes {unit}",) for unit in planned[:2]}
    one, other = (
        suitable_plan(PlanFacts(tuple(mixed(planned)), matrix, ("a",), ("a", "b"), tuple(mixed(examiners)),
                                tuple(mixed(participants))))
        for mixed in (list, lambda many: order.sample(list(many), len(many)))
    )  # fmt: skip
    assert (codes(one), one.outcome, one.values) == (codes(other), other.outcome, other.values)


@given(staff)
def test_certified_and_uncertified_make_the_whole(people):
    decision = assurance(AssuranceFacts(tuple(people)))
    values = decision.values
    assert values["certified"] + len(values["uncertified"]) == values["staff"] == len(people)
    assert values["of_own_level"] <= values["certified"]
    assert values["holders"] == ()
    assert decision.outcome == (
        "no-staff" if not people else "some-uncertified" if values["uncertified"] else "all-certified"
    )


MANY = [f"Pegawai {number}" for number in range(10_000)]
RUN = {"organiser": "bkn", "training_unit": True, "scheme": "a", "team": MANY, "committee": MANY}
PLAN = {
    "units": MANY,
    "matrix": {name: ["tes"] for name in MANY},
    "methods": MANY,
    "scheme_methods": MANY,
    "examiners": [{"name": name, "units": MANY[:1], "competent_for": MANY[:1]} for name in MANY],
    "participants": [{"name": name, "instruments": ["tes"]} for name in MANY],
}


@pytest.mark.parametrize(
    ("rule", "facts", "findings"),
    [
        ("assurance", {"staff": [{"name": name, "units": ["Pensiun"]} for name in MANY], "unit": "Pensiun"}, 0),
        ("certification-run", RUN | {"examined": [{"participant": "A", "examiner": name} for name in MANY]}, 10_000),
        ("test-plan", PLAN, 9_999),
        ("scheme", {"units": MANY, "requirements": MANY, "category": "a"}, 0),
    ],
)
def test_long_lists_are_judged_whole(rule, facts, findings):
    assert len(decide(f"bkn-7-2020/{rule}", facts).findings) == findings
