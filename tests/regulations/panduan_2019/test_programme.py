"""Promises of the rules about curriculum, action plans, certificates and units."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.panduan_2019.action_plan_grids import DrawnActivity, DrawnDuration, TimelineFacts, timeline
from mumpuni.regulations.panduan_2019.action_plans import (
    HORIZONS,
    ActionPlanFacts,
    Duration,
    Milestone,
    PlanFields,
    action_plan,
    in_weeks,
    months_later,
)
from mumpuni.regulations.panduan_2019.aims import AimsFacts, aims, percentage
from mumpuni.regulations.panduan_2019.curriculum import LEVELS, MODULES, CurriculumFacts, curriculum
from mumpuni.regulations.panduan_2019.lesson_hours import (
    PARTS,
    CompletionFacts,
    ScheduleFacts,
    Session,
    completion,
    schedule,
)
from mumpuni.regulations.panduan_2019.position_fit import FitFacts, HeldCertificate, position_fit
from mumpuni.regulations.panduan_2019.unit_registers import (
    LEVEL_OF,
    CodedUnit,
    ModuleMapFacts,
    Pair,
    UnitCodesFacts,
    module_map,
    unit_codes,
)
from mumpuni.regulations.panduan_2019.units import QUALIFICATIONS, UNITS

FILLED = PlanFields(*["isi"] * 10)
levels = st.sampled_from(LEVELS)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
durations = st.builds(Duration, st.integers(0, 60), st.sampled_from(["day", "week", "month"]))
milestones = st.builds(
    Milestone,
    st.sampled_from(HORIZONS),
    st.just("FGD"),
    durations,
    st.just("Notula"),
    st.lists(st.integers(1, 60), max_size=5).map(tuple),
    days | st.none(),
)
plans = st.lists(milestones, max_size=6).map(tuple)


def codes(decision):
    return sorted(finding.code for finding in decision.findings)


@given(levels, st.data())
def test_the_order_of_the_modules_is_free(level, data):
    titles = data.draw(st.lists(st.sampled_from([*MODULES[level], "Lain", "Lagi"]), max_size=12))
    shuffled = data.draw(st.permutations(titles))
    one, other = (curriculum(CurriculumFacts(3, 12, 6, 2, level, tuple(each))) for each in (titles, shuffled))
    assert (one.outcome, codes(one)) == (other.outcome, codes(other))
    missing = set(MODULES[level]) - set(titles)
    assert codes(one).count("missing-module") == len(missing)
    assert codes(one).count("foreign-module") == len(set(titles) - set(MODULES[level]))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 5), levels)
def test_only_3_12_6_is_accepted_whatever_the_days(e_learning, classroom, evaluation, length, level):
    decision = curriculum(CurriculumFacts(e_learning, classroom, evaluation, length, level, MODULES[level]))
    assert (decision.outcome == "compliant") == ((e_learning, classroom, evaluation) == (3, 12, 6))
    assert ("days" in codes(decision)) == (length != 2)
    assert decision.values == {"total_jp": e_learning + classroom + evaluation}


@pytest.mark.parametrize("level", LEVELS)
def test_a_curriculum_cites_the_list_of_its_own_level_only(level):
    decision = curriculum(CurriculumFacts(3, 12, 6, 2, level, MODULES[level]))
    row = {"jpt-pratama": "PAND-034", "administrator": "PAND-035", "pengawas": "PAND-036"}[level]
    assert [citation.requirement for citation in decision.citations] == [
        "PAND-020",
        "PAND-021",
        "PAND-022",
        "PAND-023",
        "PAND-019",
        "PAND-018",
        row,
    ]


@given(st.lists(st.builds(Session, st.sampled_from(PARTS), days, st.integers(0, 12)), max_size=8), st.randoms())
def test_sessions_may_come_in_any_order(sessions, random):
    shuffled = list(sessions)
    random.shuffle(shuffled)
    one, other = (schedule(ScheduleFacts(tuple(each))) for each in (sessions, shuffled))
    assert (one.outcome, one.values, one.findings) == (other.outcome, other.values, other.findings)
    assert one.values["total_jp"] == sum(session.jp for session in sessions)
    assert one.values["class_days"] == tuple(sorted({each.on for each in sessions if each.part != "e-learning"}))


@given(st.integers(0, 20), st.integers(0, 20), st.booleans())
def test_one_more_hour_never_takes_hours_away(e_learning, classroom, planned):
    before, after = (completion(CompletionFacts(e_learning, jp, planned)) for jp in (classroom, classroom + 1))
    assert before.values["training_jp"] <= after.values["training_jp"] <= 15
    assert before.values["training_jp"] + before.values["open_jp"] == 15
    assert (after.outcome == "finished") == (e_learning >= 3 and classroom + 1 >= 12 and planned)


@given(days, st.sampled_from([3, 6, 12]))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_a_limit_beyond_the_calendar_is_its_last_day():
    assert months_later(date(9999, 9, 30), 3) == date(9999, 12, 30)
    assert months_later(date(9999, 10, 1), 3) == date.max
    assert months_later(date(9998, 12, 31), 12) == date(9999, 12, 31)
    assert months_later(date(9999, 1, 1), 12) == date.max


@given(days, st.sampled_from(HORIZONS), st.integers(-3, 3))
def test_a_milestone_is_late_from_the_day_after_the_limit(start, horizon, shift):
    limit = months_later(start, {"short": 3, "medium": 6, "long": 12}[horizon])
    row = Milestone(horizon, "FGD", Duration(1, "day"), "Notula", ends_on=limit + timedelta(days=shift))
    found = codes(action_plan(ActionPlanFacts(FILLED, start, (row,))))
    assert ("horizon-exceeded" in found) == (shift > 0)


@given(plans, days, st.randoms())
def test_the_order_of_the_milestones_is_free(rows, start, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = (action_plan(ActionPlanFacts(FILLED, start, tuple(each))) for each in (rows, shuffled))
    assert (one.outcome, codes(one)) == (other.outcome, codes(other))


@given(plans, days, st.sampled_from(HORIZONS))
def test_a_longer_time_frame_never_makes_a_milestone_late(rows, start, horizon):
    assume(rows)
    longer = HORIZONS[min(HORIZONS.index(rows[0].horizon) + 1, 2)]
    first = rows[0]
    moved = Milestone(longer, first.activity, first.duration, first.output, first.weeks, first.ends_on)
    one, other = (action_plan(ActionPlanFacts(FILLED, start, (each,))) for each in (first, moved))
    assert codes(other).count("horizon-exceeded") <= codes(one).count("horizon-exceeded")


@given(plans)
def test_names_and_outputs_decide_nothing(rows):
    renamed = tuple(Milestone(row.horizon, "Lain", row.duration, "Lain", row.weeks, row.ends_on) for row in rows)
    fields = PlanFields(*["lain"] * 10)
    assert action_plan(ActionPlanFacts(FILLED, None, rows)) == action_plan(ActionPlanFacts(fields, None, renamed))


def test_a_plan_of_ten_thousand_rows_is_judged_row_by_row():
    rows = tuple(Milestone("short", "FGD", Duration(1, "week"), "Notula", (2 * week + 1,)) for week in range(10_000))
    found = codes(action_plan(ActionPlanFacts(FILLED, None, rows)))
    assert found == ["horizon-exceeded"] * 9_993 + ["no-milestone"] * 2 + ["timeline-gap"]


@given(st.integers(1, 400), st.sampled_from(["day", "week", "month"]), st.integers(1, 60))
def test_a_bar_is_as_long_as_its_duration_and_fits_the_grid(count, unit, begins):
    decision = timeline(TimelineFacts((DrawnActivity("FGD", begins, DrawnDuration(count, unit)),)))
    bar, values = decision.values["bars"][0], decision.values
    assert bar["last_week"] - bar["first_week"] + 1 == in_weeks(count, unit)
    columns = values["weeks"] + 4 * values["months"]
    assert bar["last_week"] <= columns
    assert values["months"] == 0 or bar["last_week"] > columns - 4
    assert decision.outcome == ("extended" if values["months"] else "twelve-weeks")


@pytest.mark.requirement("PAND-015", "PAND-016")
def test_the_aims_count_persons_once_and_apart():
    trained = tuple(f"P{number}" for number in range(1200))
    decision = aims(AimsFacts((*trained, *trained[:50]), trained[:1180]))
    assert (decision.outcome, decision.values) == (
        "not-reached",
        {
            "trained": 1200,
            "trained_target": 1500,
            "trained_percentage": "80.00",
            "tested": 1180,
            "tested_target": 1500,
            "tested_percentage": "78.67",
        },
    )


@pytest.mark.parametrize(
    ("trained", "tested", "outcome"),
    [(1500, 1500, "reached"), (1499, 1500, "not-reached"), (1500, 1499, "not-reached"), (1501, 1501, "reached")],
)
def test_the_aims_are_reached_together(trained, tested, outcome):
    people = [str(number) for number in range(1501)]
    assert decide("panduan-2019/aims", {"trained": people[:trained], "tested": people[:tested]}).outcome == outcome


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 1500, "0.00"), (1, 1500, "0.07"), (1500, 1500, "100.00"), (3000, 1500, "200.00"), (1, 20_000, "0.01"),
     (1, 20_001, "0.00"), (1499, 1500, "99.93"), (7, 100, "7.00")],
)  # fmt: skip
def test_percentages_are_rounded_half_up(part, whole, said):
    assert percentage(part, whole) == said


@given(levels, st.booleans(), st.data())
def test_a_further_unit_never_makes_the_fit_worse(level, is_bkn, data):
    order = ["does-not-fit", "partly-fits", "fits"]
    needed = position_fit(FitFacts(level, is_bkn)).values["needed"]
    held = data.draw(st.sets(st.sampled_from(UNITS[needed])))
    more = held | {data.draw(st.sampled_from(UNITS[needed]))}
    one, other = (
        position_fit(FitFacts(level, is_bkn, (HeldCertificate("competence", needed, tuple(units)),)))
        for units in (held, more)
    )
    assert order.index(one.outcome) <= order.index(other.outcome)
    assert [unit["title"] for unit in one.values["units"] if unit["held"]] == [
        title for title in UNITS[needed] if title in held
    ]


@given(st.data())
def test_each_pair_takes_at_most_one_entry_off_the_report(data):
    qualification = data.draw(st.sampled_from(QUALIFICATIONS))
    pair = Pair(
        qualification,
        data.draw(st.sampled_from(UNITS[qualification])),
        data.draw(st.sampled_from(MODULES[LEVEL_OF[qualification]])),
    )
    decision = module_map(ModuleMapFacts((pair, pair)))
    left = decision.values["without_module"]
    assert len(left) == 51
    assert {"qualification": qualification, "title": pair.unit} not in left


def test_the_two_lists_of_jpt_pratama_are_taught_by_the_same_modules():
    assert LEVEL_OF == {
        "jpt-pratama-bkn": "jpt-pratama",
        "jpt-pratama-kld": "jpt-pratama",
        "administrator": "administrator",
        "pengawas": "pengawas",
    }


@given(st.lists(st.builds(CodedUnit, st.sampled_from("ABC"), st.sampled_from(["u1", "U1 ", "u2", "u3"])), max_size=6))
def test_codes_are_free_exactly_if_each_stands_for_one_title(units):
    titles = {}
    for unit in units:
        titles.setdefault(unit.code.strip().upper(), set()).add(unit.title)
    single = all(len(each) == 1 for each in titles.values())
    assert (unit_codes(UnitCodesFacts(tuple(units))).outcome == "compliant") == single
