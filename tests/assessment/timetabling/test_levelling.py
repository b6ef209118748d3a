"""Handing sessions over brings loads closer together and breaks nothing."""

from mumpuni.assessment.timetabling import figures, violations
from mumpuni.assessment.timetabling.figures import worth
from mumpuni.assessment.timetabling.levelling import levelled
from tests.assessment.timetabling.invented import instance, plan, solved


def test_who_has_most_hands_over_to_who_has_least():
    given = instance(
        rules__max_exercises_per_pair=3, assessors=[{"id": f"A{n}", "psychologist": n < 3} for n in range(1, 5)]
    )
    before = plan()
    after = levelled(given, before)
    assert violations(given, after) == []
    assert figures(given, before).spread == 120
    assert figures(given, after).spread == 60
    assert [(each.exercise, each.start, each.room) for each in after.sessions] == [
        (each.exercise, each.start, each.room) for each in before.sessions
    ]


def test_where_nobody_can_take_over_the_plan_stays():
    given = instance(conflicts=[["A3", "S1", ""]], fixed_observers={"G1": ["A1", "A2", "A3"]})
    assert levelled(given, plan()) == plan()


def test_what_is_told_as_the_value_is_what_the_plan_is_worth():
    given = instance()
    solution = solved(given)
    assert solution.plan
    assert solution.status == "optimal"
    assert solution.value == solution.bound == worth(given, solution.plan)
