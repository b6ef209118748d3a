"""The event without names: what it refuses is impossible, and what it proposes is worth a search."""

import pytest

from benchmarks import instances
from mumpuni.assessment.timetabling import explain, read, solve, violations
from mumpuni.assessment.timetabling.crowd import Crowd
from mumpuni.assessment.timetabling.tasks import tasks
from tests.assessment.timetabling.invented import instance

FOUR_BY_SEVEN = ("case_analysis", "presentation", "interview", "lgd")


def tight(meeting):
    """28 people in four groups, 12 assessors, classifying after each observation."""
    told = instances.instance([7] * 4, 12, days=2, exercises=FOUR_BY_SEVEN, discussion=2, psychologists=4)
    for each in told["exercises"].values():
        each["classify_min"] = 15 if each["observers"] else 0
    told["exercises"]["lgd"]["classify_min"] = 30
    briefing = {"minutes": 30, "rooms": ["class"], "observers": 0, "whole_group": True, "joint": True}
    told["exercises"] = {"briefing": briefing, **told["exercises"]}
    told["rules"] |= {"own_psychologist": True, "order": [*told["rules"]["order"], ["briefing", "*"]]}
    if meeting:
        told["meeting"] = {"minutes": meeting, "rooms": ["discussion"], "quorum": 2, "report_min": 120}
    return read(told)


def test_what_counting_does_not_see_is_refused_with_the_numbers():
    event = tight(30)
    assert explain(event) is None
    solution = solve(event, 60.0)
    assert solution.status == "infeasible"
    assert solution.reason.startswith(
        "Tidak ada jadwal yang mungkin; itu terbukti. 12 Assessor harus mengamati 6720 menit, mengklasifikasi 2520 "
        "menit, dan hadir dalam rapat integrasi paling sedikit 1680 menit, seluruhnya 10920 menit"
    )


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    "changes",
    [{}, {"rules__gap_min": 30}, {"away": [{"who": "A1", "day": 0, "from": "08:00", "to": "10:00"}]},
     {"exercises__interview__classify_min": 30}, {"meeting": {"minutes": 30, "rooms": ["discussion"]}}],
)  # fmt: skip
def test_what_can_be_solved_is_never_refused(changes, apart):
    event = instance(**changes)
    solution = solve(event, deterministic=2.0, workers=1)
    found = Crowd(event, tasks(event), apart=apart).run(60.0, 1, 1)
    assert solution.plan is None or found.status == "feasible"
    assert not solution.plan or not violations(event, solution.plan)
