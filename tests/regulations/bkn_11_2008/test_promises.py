"""What holds for all facts that Perka BKN 11/2008 judges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.bkn_11_2008.methods import MethodsFacts, methods
from mumpuni.regulations.bkn_11_2008.procedure import STAGE_LIST, StageFacts, stage
from mumpuni.regulations.bkn_11_2008.vocabulary import Method
from mumpuni.regulations.bkn_11_2008.working_days import day_with_working_days, is_working_day, working_days

days = st.dates(date(2008, 6, 6), date(2019, 12, 31))
echelons = st.sampled_from(["I", "II", "III", "IV"])
chosen = st.lists(st.sampled_from(Method.__args__), max_size=6)
names = st.lists(st.sampled_from(["Ani", "Budi", "Citra"]), max_size=4)


def codes(decision):
    return sorted(finding.code for finding in decision.findings)


def notice(received, assessed, holidays=()):
    return decide(
        "bkn-11-2008/notification", {"received_on": received, "assessed_on": assessed, "holidays": list(holidays)}
    )


@given(st.integers(0, 40), st.integers(0, 9))
def test_two_more_members_never_break_a_lawful_team(assessors, psychologists):
    one, more = (
        decide("bkn-11-2008/tpk", {"assessors": size, "psychologists": psychologists, "set_by_ppk": True})
        for size in (assessors, assessors + 2)
    )
    assert one.outcome == "non-compliant" or more.outcome == "compliant"


@given(days, st.integers(-5, 40), st.lists(st.integers(-5, 40), max_size=12))
def test_working_days_are_those_counted_one_by_one(first, length, offsets):
    until = first + timedelta(days=length)
    holidays = frozenset(first + timedelta(days=offset) for offset in offsets)
    stretch = (first + timedelta(days=number) for number in range(length))
    assert working_days(first, until, holidays) == sum(is_working_day(day, holidays) for day in stretch)


@given(days, st.integers(0, 30), st.lists(st.integers(0, 30), max_size=10))
def test_the_notice_is_in_time_just_when_it_came_by_the_last_day(assessed, before, offsets):
    holidays = [assessed - timedelta(days=offset) for offset in offsets]
    received = assessed - timedelta(days=before)
    decision = notice(received, assessed, holidays)
    latest = decision.values["latest_receipt"]
    assert is_working_day(latest, holidays)
    assert (decision.outcome == "compliant") == (received <= latest) == (decision.values["working_days"] >= 6)
    assert notice(latest, assessed, holidays).values["working_days"] == 6


@given(days, st.integers(0, 30), st.lists(days, max_size=6), days)
def test_one_more_holiday_never_leaves_more_time(assessed, before, holidays, one_more):
    received = assessed - timedelta(days=before)
    without, with_it = notice(received, assessed, holidays), notice(received, assessed, [*holidays, one_more])
    assert with_it.values["working_days"] <= without.values["working_days"]
    assert with_it.values["latest_receipt"] <= without.values["latest_receipt"]


def test_the_calendar_has_a_first_day():
    holidays = frozenset()
    assert day_with_working_days(date(1, 1, 3), 6, holidays) == date.min
    assert day_with_working_days(date.min, 6, holidays) == date.min
    assert day_with_working_days(date(1, 1, 9), 6, holidays) == date.min
    assert notice(date.min, date.max).values["latest_receipt"] == date(9999, 12, 23)


@pytest.mark.parametrize(("day", "working"), [(8, True), (12, True), (13, False), (14, False), (15, False)])
def test_which_day_is_a_working_day(day, working):
    assert is_working_day(date(2009, 6, day), {date(2009, 6, 15)}) == working


@given(echelons, chosen, st.sampled_from(Method.__args__))
def test_one_more_method_never_breaks_the_choice_of_a_upk(echelon, before, one_more):
    less, more = (MethodsFacts(echelon, "upk", tuple(each), "ada", "ada") for each in (before, [*before, one_more]))
    assert methods(less).outcome == "non-compliant" or methods(more).outcome == "compliant"


@given(echelons, st.sampled_from(["upk", "tpk"]), chosen, st.randoms(use_true_random=False))
def test_the_order_of_the_methods_plays_no_part(echelon, body, some, dice):
    shuffled = dice.sample(some, len(some))
    assert methods(MethodsFacts(echelon, body, tuple(some))) == methods(MethodsFacts(echelon, body, tuple(shuffled)))


@given(st.sampled_from(STAGE_LIST.codes), st.sets(st.sampled_from(STAGE_LIST.codes)), st.sampled_from(STAGE_LIST.codes))
def test_one_more_stage_done_never_closes_the_next(following, done, one_more):
    less, more = (stage(StageFacts(following, tuple(each))) for each in (done, done | {one_more}))
    assert less.outcome == "refused" or more.outcome == "allowed"


@given(names, st.randoms(use_true_random=False))
def test_the_order_of_candidates_and_their_names_change_nothing_else(people, dice):
    def proposal(candidates):
        return decide(
            "bkn-11-2008/appointment",
            {"step": "proposal", "kind": "same-echelon", "judged_on": "2009-06-01", "candidates": candidates},
        )

    told = [{"name": name, "status": "pppk" if name == "Ani" else "pns"} for name in people]
    renamed = [candidate | {"name": candidate["name"].upper()} for candidate in told]
    shuffled = dice.sample(told, len(told))
    assert codes(proposal(shuffled)) == codes(proposal(told)) == codes(proposal(renamed))


def test_ten_thousand_candidates_aspects_and_holidays_are_judged():
    people = [
        {"name": f"{number}", "status": "pns", "result_signed_on": "2009-01-01", "for_this_position": number % 2 == 0}
        for number in range(10_000)
    ]
    asked = {"step": "proposal", "kind": "same-echelon", "judged_on": "2009-06-01", "candidates": people}
    decision = decide("bkn-11-2008/appointment", asked)
    assert (len(decision.values["assessed"]), len(decision.findings)) == (5_000, 5_004)
    assert decision.values["assessed"][:3] == ("0", "2", "4")
    holidays = [date(2009, 6, 15) - timedelta(days=number) for number in range(10_000)]
    assert notice(date(1900, 1, 1), date(2009, 6, 16), holidays).values["latest_receipt"] < date(1983, 1, 1)


def test_competencies_and_questions_by_the_thousand_are_judged():
    competencies = [f"{number}" for number in range(10_000)]
    prepared = decide("bkn-11-2008/preparation", {"competencies": competencies, "instruments": {"7": ["interview"]}})
    assert len(prepared.findings) == 1 + 2 + 9_999
    asked = [{"competency": competency} for competency in competencies]
    questions = {"method": "questionnaire", "competencies": competencies[1:], "questions": asked}
    assert [dict(found.details) for found in decide("bkn-11-2008/instrument", questions).findings] == [{"number": 1}]
