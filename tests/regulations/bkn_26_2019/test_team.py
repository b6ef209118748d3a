"""Tim Penilaian Kompetensi: what holds for every team. The edges stand in the vectors of Pasal 10 to 17."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.bkn_26_2019.team import GRADES, TeamFacts, team
from mumpuni.regulations.facts import read
from tests.regulations.strategies import facts_for

CHAIR = {"sederhana": "muda", "sedang": "madya", "kompleks": "utama"}
teams = facts_for(TeamFacts)


def found(facts):
    return sorted(
        (finding.code, finding.severity, finding.citation.place, str(sorted(finding.details.items())))
        for finding in team(read(TeamFacts, facts)).findings
    )


@given(teams, st.randoms(use_true_random=False))
def test_the_order_of_the_members_does_not_matter(facts, chance):
    shuffled = list(facts.get("members") or ())
    chance.shuffle(shuffled)
    assert found(facts) == found(facts | {"members": shuffled})


@given(teams)
def test_other_names_for_the_same_people_change_nothing_but_the_names(facts):
    members = facts.get("members") or ()
    renamed = [each | {"name": f"Orang {number}"} for number, each in enumerate(members)]
    before, after = (team(read(TeamFacts, facts | {"members": each})) for each in (members, renamed))
    assert (before.outcome, [finding.code for finding in before.findings]) == (
        after.outcome,
        [finding.code for finding in after.findings],
    )


@given(teams, st.sampled_from(["no_qualified_chair", "no_qualified_admin", "no_qualified_tester"]))
def test_an_exception_never_makes_a_team_worse(facts, exception):
    without, with_it = (team(read(TeamFacts, facts | {exception: said})) for said in (False, True))
    codes = [
        [finding.code for finding in each.findings if finding.severity == "violation"] for each in (without, with_it)
    ]
    assert all(codes[1].count(code) <= codes[0].count(code) for code in codes[1])


@pytest.mark.parametrize("role", ["chair", "admin"])
@pytest.mark.parametrize("method", CHAIR)
def test_one_grade_more_never_adds_a_violation(role, method):
    judged = [
        decide(
            "bkn-26-2019/team",
            {
                "method": method,
                "provider": "pemerintah",
                "provider_agency": "BKN",
                "members": [{"name": "Ani", "roles": [role], "grade": grade}],
            },
        )
        for grade in GRADES
    ]
    refused = [any(finding.code == f"{role}-grade" for finding in each.findings) for each in judged]
    assert refused == [GRADES.index(grade) < GRADES.index(CHAIR[method]) for grade in GRADES]
    assert {each.values[f"{role}_grade"] for each in judged} == {CHAIR[method]}


def test_ten_thousand_members_are_judged_quickly():
    members = tuple({"name": f"Orang {number}", "roles": ["assessor", "support"]} for number in range(10_000))
    facts = read(
        TeamFacts, {"method": "sedang", "provider": "pemerintah", "provider_agency": "BKN", "members": members}
    )
    begun = time.perf_counter()
    assert len(team(facts).findings) == 3 + 5 * 10_000
    assert time.perf_counter() - begun < 2
