"""What has begun stays, the rest changes as little as possible: times before rooms before people."""

from typing import Any

from mumpuni.assessment.timetabling import Solution, figures, violations
from mumpuni.assessment.timetabling.instance import Instance
from tests.assessment.timetabling.invented import EVENT, instance, sessions, solved

SECOND = {**EVENT["days"][0], "date": "2027-03-03"}
DAYS = [EVENT["days"][0], SECOND]
FOUR = [{"id": f"A{number}", "psychologist": number == 1} for number in range(1, 5)]


def repairing(base: list[dict[str, Any]] | None = None, **changes: Any) -> Instance:
    repair = {"ill": None, "from_day": 0, "base_plan": base or sessions()}
    for name in ("ill", "from_day", "from_time", "gone"):
        if name in changes:
            repair[name] = changes.pop(name)
    return instance(**{"assessors": FOUR, "days": DAYS, "repair": repair, **changes})


def told(given: Instance, solution: Solution) -> dict[str, int]:
    assert solution.plan is not None, solution.reason
    assert violations(given, solution.plan) == []
    assert solution.fewest_changes
    return figures(given, solution.plan).changes


def test_without_a_reason_nothing_changes():
    given = repairing()
    assert told(given, solved(given)) == {
        "sessions_moved": 0, "rooms_changed": 0, "observers_changed": 0, "helpers_changed": 0, "sessions_changed": 0,
    }  # fmt: skip


def test_a_free_assessor_takes_over_and_nothing_moves():
    given = repairing(ill="A3")
    solution = solved(given)
    changes = told(given, solution)
    assert (changes["sessions_moved"], changes["rooms_changed"], changes["observers_changed"]) == (0, 0, 2)
    assert all("A3" not in each.watchers for each in solution.plan.sessions) if solution.plan else False


def test_rooms_change_before_times_do():
    given = repairing(blocked_rooms=[{"room": "R2", "day": 0, "from": "08:00", "to": "13:00"}], rooms=[
        *EVENT["rooms"], {"id": "R3", "kind": "individual", "seats": 1},
    ])  # fmt: skip
    changes = told(given, solved(given))
    assert (changes["sessions_moved"], changes["rooms_changed"]) == (0, 1)


def test_times_move_where_there_is_no_other_way_and_no_more_of_them_than_needed():
    given = repairing(blocked_rooms=[{"room": "R2", "day": 0, "from": "08:00", "to": "13:00"}])
    solution = solved(given)
    changes = told(given, solution)
    assert (changes["sessions_moved"], changes["sessions_changed"]) == (1, 1)
    assert solution.moved_at_least == 1


def test_days_before_stay_whatever_happens():
    base = sessions(s3={"day": 1}, s4={"day": 1})
    given = repairing(base, ill="A1", from_day=1)
    solution = solved(given)
    assert told(given, solution)["sessions_changed"] == 0


def test_what_began_before_the_hour_stays_with_the_ill_person():
    given = repairing(ill=["A1", "A3"], from_time="08:30")
    solution = solved(given)
    changes = told(given, solution)
    assert solution.plan
    assert solution.plan.sessions[0].watchers == ["A1", "A2"]
    assert changes["observers_changed"] >= 2
    assert all(not {"A1", "A3"} & set(each.watchers) for each in solution.plan.sessions if each.start >= 510)


def test_who_has_left_vanishes_from_what_is_to_come():
    given = repairing(gone="S2", from_time="08:30")
    solution = solved(given)
    told(given, solution)
    assert solution.plan
    there = {(each.exercise, each.assessees) for each in solution.plan.sessions}
    assert there == {("lgd", ("S1", "S2")), ("interview", ("S1",)), ("role_play", ("S1",))}


def test_a_changed_panel_needs_nobody_ill():
    given = repairing(fixed_observers={"G1": ["A1", "A2", "A4"]})
    changes = told(given, solved(given))
    assert (changes["sessions_moved"], changes["rooms_changed"], changes["observers_changed"]) == (0, 0, 2)


def test_what_remains_may_be_too_little():
    given = repairing(ill="A1", assessors=FOUR[:3], rules__max_exercises_per_pair=3, days=DAYS[:1])
    solution = solved(given)
    assert solution.status == "infeasible"
    assert "0 yang boleh serta dapat mengamatinya. Kurang 1: tambah Assessor psikolog." in solution.reason


def test_earlier_days_that_break_the_rules_are_named():
    base = sessions(s1={"start": "09:30"})
    given = repairing(base, from_day=1)
    solution = solved(given)
    assert solution.status == "infeasible"
    assert "Yang sudah berlangsung atau dikunci melanggar aturan: interview S1" in solution.reason


def test_meetings_that_were_held_stay_and_the_others_change_little():
    asked = {"minutes": 30, "rooms": ["discussion", "individual"], "quorum": 2}
    first = solved(instance(meeting=asked, days=DAYS, assessors=FOUR))
    assert first.plan
    cut = min(each.start for each in first.plan.meetings if each.day == first.plan.meetings[0].day)
    held = [each for each in first.plan.meetings if each.day == 0 and each.start <= cut]
    after = f"{cut // 60:02d}:{cut % 60 + 1:02d}"
    repair = {"ill": "A4", "from_day": 0, "from_time": after, "base_plan": first.plan.to_dict()}
    given = instance(meeting=asked, days=DAYS, assessors=FOUR, repair=repair)
    solution = solved(given)
    assert solution.plan, solution.reason
    assert violations(given, solution.plan) == []
    assert all(each in solution.plan.meetings for each in held)
