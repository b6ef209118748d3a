"""Kelompok: what holds for every group. The edges stand in the vectors of the article on the number of Assessors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import Misfit, decide
from mumpuni.regulations.bkn_26_2019.grouping import GroupFacts, group
from mumpuni.regulations.bkn_26_2019.names import same_name

names = st.sampled_from(["Ani", "Budi", "Citra", "Dewi"])
observers = st.lists(st.lists(names, max_size=4).map(tuple), max_size=9).map(tuple)


def make(assessees, lists=(), **more):
    return GroupFacts(assessees, admins=1, support=1, observers=lists, psychologist=True, **more)


def codes(facts):
    return [finding.code for finding in group(facts).findings]


@pytest.mark.parametrize("job_fit", [False, True])
def test_the_sizes_that_may_meet(job_fit):
    two = ("Ani", "Budi")
    judged = [
        group(make(size, (two,) * size, job_fit=job_fit, adapted_method="Wawancara")).outcome for size in range(12)
    ]
    allowed = range(1, 8) if job_fit else range(4, 8)
    assert judged == ["compliant" if size in allowed else "non-compliant" for size in range(12)]


@given(observers)
def test_an_assessee_is_named_exactly_when_fewer_than_two_observe(lists):
    numbers = [
        finding.details["assessee"]
        for finding in group(make(10, lists)).findings
        if finding.code == "too-few-observers"
    ]
    padded = (*lists, *[()] * (10 - len(lists)))
    assert numbers == [number for number, each in enumerate(padded, start=1) if len(set(each)) < 2]


@given(observers, st.permutations(["Ani", "Budi", "Citra", "Dewi"]))
def test_other_names_for_the_same_observers_change_nothing(lists, others):
    renamed = dict(zip(["Ani", "Budi", "Citra", "Dewi"], others, strict=True))
    swapped = tuple(tuple(renamed[name] for name in each) for each in lists)
    assert group(make(9, lists)) == group(make(9, swapped))


@given(observers, names)
def test_one_more_observer_never_adds_a_finding(lists, one_more):
    assert len(codes(make(9, tuple((*each, one_more) for each in lists)))) <= len(codes(make(9, lists)))


@given(st.integers(0, 9), observers)
def test_more_lists_than_assessees_do_not_fit(assessees, lists):
    if len(lists) <= assessees:
        assert group(make(assessees, lists)).values == {"assessees": assessees}
    else:
        with pytest.raises(Misfit) as refused:
            make(assessees, lists)
        assert refused.value.as_json()["fields"] == [
            {"field": "observers", "code": "too-large", "message": f"Paling banyak {assessees}."}
        ]


@pytest.mark.parametrize(
    ("assessees", "given_lists", "last"),
    [(999, 0, 999), (1000, 0, 1000), (1001, 0, "1001-1001"), (1200, 0, "1001-1200"), (1200, 1100, "1101-1200"),
     (1200, 1200, 1200)],
)  # fmt: skip
def test_assessees_far_beyond_any_list_are_named_together(assessees, given_lists, last):
    lists = (("Ani",),) * given_lists
    named = [
        (finding.details["assessee"], finding.details["here"])
        for finding in group(make(assessees, lists)).findings
        if finding.code == "too-few-observers"
    ]
    alone = min(assessees, max(given_lists, 1000))
    assert named[:alone] == [(number, int(number <= given_lists)) for number in range(1, alone + 1)]
    assert (named[-1], len(named)) == ((last, int(given_lists == assessees)), alone + (assessees > alone))


def test_those_named_together_are_told_how_many_must_observe():
    assert group(make(1001)).findings[-1].message() == (
        "Assessee nomor 1001-1001 diamati oleh 0 Assessor; paling sedikit 2 Assessor yang berbeda."
    )


def test_a_number_beyond_all_sense_is_answered_too():
    decision = decide("bkn-26-2019/group", {"assessees": 10**3000, "admins": 1, "support": 1, "psychologist": True})
    assert (decision.outcome, len(decision.findings)) == ("non-compliant", 1 + 1001)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Ani", " ani ", True), ("Ani  Wijaya", "ANI\tWIJAYA", True), ("Ani", "Anis", False), ("AniB", "Ani B", False)],
)
def test_when_two_texts_are_one_name(one, other, same):
    assert (same_name(one) == same_name(other)) is same


@pytest.mark.parametrize(("assessees", "groups"), [(8, 2), (14, 2), (15, 3), (21, 3), (22, 4)])
def test_a_group_that_is_too_large_is_told_into_how_many_to_split(assessees, groups):
    decision = group(make(assessees))
    found = next(finding for finding in decision.findings if finding.code == "too-many-assessees")
    assert found.details["groups"] == groups
