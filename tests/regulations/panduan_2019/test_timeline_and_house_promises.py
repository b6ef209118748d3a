"""What holds for all facts: order of members, names, growth, long lists."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import Misfit, decide
from mumpuni.regulations.panduan_2019.batches import BatchPlanFacts, batch_plan
from mumpuni.regulations.panduan_2019.conduct import RULES, SummaryFacts, violation_summary
from mumpuni.regulations.panduan_2019.dormitory import NightFacts, Occupant, RoomFacts, night, room
from mumpuni.regulations.panduan_2019.e_learning import PlagiarismFacts, Upload, plagiarism
from mumpuni.regulations.panduan_2019.information import HealthServiceFacts, health_service
from mumpuni.regulations.panduan_2019.joining import GroupsFacts, Registration, participant_groups
from mumpuni.regulations.panduan_2019.monitoring import Answer, ImpactFacts, impact
from mumpuni.regulations.panduan_2019.timeline import OFFSETS, STAGES, StageFacts, TimelineFacts, stage, timeline

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
names = st.sampled_from(["Ani", "Budi", "Citra", "Dedi"])
occupants = st.lists(st.builds(Occupant, names, st.sampled_from(["L", "P"]), st.booleans()), max_size=5)
uploads = st.lists(st.builds(Upload, names, st.sampled_from("ab"), st.sampled_from(["f0", "f1", "f2"])), max_size=8)


def codes(decision):
    return [finding.code for finding in decision.findings]


@given(days)
def test_proposed_days_keep_their_order_and_their_distance(first):
    decision = timeline(TimelineFacts(first))
    dates = decision.values["dates"]
    assert (decision.outcome, tuple(dates)) == ("compliant", STAGES)
    assert [(dates[each] - first).days for each in STAGES] == [-31, -21, -14, -11, -10, -7, 0, 1, 1]


@given(days, st.dictionaries(st.sampled_from(STAGES), days))
def test_given_days_are_kept_and_judged_in_their_order(first, dates):
    decision = timeline(TimelineFacts(first, dates))
    kept = decision.values["dates"]
    assert {each: kept[each] for each in dates} == dates
    assert codes(decision) == ["order"] * sum(kept[one] > kept[next_one] for one, next_one in pairwise(STAGES))


@given(
    st.one_of(st.dates(max_value=date(1, 3, 1)), st.dates(min_value=date(9999, 12, 1))),
    st.sets(st.sampled_from(STAGES)),
)
def test_a_class_day_is_refused_only_if_a_stage_falls_outside_the_calendar(first, given_stages):
    proposed = [first.toordinal() + OFFSETS[each] for each in STAGES if each not in given_stages]
    dates = dict.fromkeys(given_stages, date(2019, 7, 15))
    if all(1 <= day <= date.max.toordinal() for day in proposed):
        kept = timeline(TimelineFacts(first, dates)).values["dates"]
        assert [kept[each].toordinal() for each in STAGES if each not in given_stages] == proposed
    else:
        with pytest.raises(Misfit) as refused:
            timeline(TimelineFacts(first, dates))
        assert [(each.field, each.code) for each in refused.value.problems] == [("class_start", "date-out-of-range")]


@pytest.mark.parametrize(
    ("facts", "first", "last"),
    [
        ({"class_start": "0001-01-31"}, "0001-02-01", "9999-12-30"),
        ({"class_start": "9999-12-31"}, "0001-02-01", "9999-12-30"),
        ({"class_start": "0001-01-14", "dates": {"announcement": "2019-06-14"}}, "0001-01-22", "9999-12-30"),
    ],
)
def test_the_refusal_says_which_class_days_can_be_taken(facts, first, last):
    with pytest.raises(Misfit) as refused:
        decide("panduan-2019/timeline", facts)
    (told,) = refused.value.as_json()["fields"]
    assert told["message"] == f"Harus tanggal dari {first} sampai {last}."
    assert refused.value.as_json("en")["fields"][0]["message"] == f"Must be a date from {first} to {last}."


@given(st.sets(st.sampled_from(STAGES)))
def test_exactly_one_stage_is_open_until_all_are_done(done):
    allowed = [each for each in STAGES if stage(StageFacts(each, tuple(done))).outcome == "allowed"]
    assert allowed == [each for each in STAGES if each not in done][:1]


@given(st.integers(-5, 60), days)
def test_a_plan_only_warns(batch, first):
    decision = batch_plan(BatchPlanFacts(batch, class_start=first))
    assert decision.outcome == "compliant"
    assert all(finding.severity == "warning" for finding in decision.findings)
    assert (decision.values["level"] is None) == (not 1 <= batch <= 50)


@given(occupants, st.randoms(use_true_random=False))
def test_the_order_of_occupants_does_not_matter(many, order):
    mixed = order.sample(many, len(many))
    assert room(RoomFacts(tuple(many))) == room(RoomFacts(tuple(mixed)))


@given(occupants, st.integers(0, 5))
def test_a_larger_room_never_holds_fewer(many, capacity):
    small, large = (room(RoomFacts(tuple(many), beds)) for beds in (capacity, capacity + 1))
    assert set(codes(large)) <= set(codes(small))


@given(occupants)
def test_a_third_occupant_is_never_accepted(many):
    assert ("too-many" in codes(room(RoomFacts(tuple(many), 9)))) == (len(many) > 2)


@given(occupants)
def test_every_guest_is_named_and_nobody_else(many):
    found = [
        finding.details["name"] for finding in room(RoomFacts(tuple(many))).findings if finding.details.get("name")
    ]
    assert found == sorted(each.name for each in many if each.guest)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_each_window_holds_in_every_minute(moment):
    late = moment >= time(22)
    outside = night(NightFacts(moment, passes_gate=True))
    assert codes(outside) == ["not-in-dormitory"] * (late or moment < time(4)) + ["gate-closed"] * (
        late or moment < time(6)
    )
    assert codes(night(NightFacts(moment, in_dormitory=True, passes_gate=True, gate_permission=True))) == []


@given(uploads, st.randoms(use_true_random=False))
def test_the_order_of_uploads_does_not_matter(many, order):
    assert plagiarism(PlagiarismFacts(tuple(many))) == plagiarism(PlagiarismFacts(tuple(order.sample(many, len(many)))))


@given(uploads)
def test_a_suspicion_is_never_a_violation(many):
    decision = plagiarism(PlagiarismFacts(tuple(many)))
    assert (decision.outcome, len(decision.findings)) == ("compliant", decision.values["suspected"])


@given(st.lists(st.builds(Answer, names, st.integers(1, 50), st.sampled_from(["naik", "tetap"]))))
def test_answers_add_up_nationally_per_agency_and_per_batch(answers):
    values = impact(ImpactFacts(tuple(answers))).values
    for parts in (values["by_agency"], values["by_batch"]):
        assert (
            sum(sum(counts.values()) for counts in parts.values()) == sum(values["national"].values()) == len(answers)
        )
    assert list(values["by_batch"]) == [str(batch) for batch in sorted({answer.batch for answer in answers})]
    for counts in (values["by_agency"], values["national"], *values["by_agency"].values()):
        assert list(counts) == sorted(counts)


@given(st.lists(st.builds(Registration, names, st.booleans(), st.none() | st.sampled_from("AB"))))
def test_only_reviewed_participants_are_announced(registrations):
    decision = participant_groups(GroupsFacts(tuple(registrations)))
    wanted: dict[str, list[str]] = {}
    for each in registrations:
        if each.reviewed and each.group:
            wanted.setdefault(each.group, []).append(each.name)
    assert decision.values["groups"] == {group: tuple(sorted(wanted[group])) for group in sorted(wanted)}
    assert list(decision.values["groups"]) == sorted(wanted)


@given(days, st.integers(0, 60))
def test_the_doctor_comes_every_wednesday(first, length):
    last = first + timedelta(days=length)
    decision = health_service(HealthServiceFacts(first, last))
    wanted = [first + timedelta(days=n) for n in range(length + 1) if (first + timedelta(days=n)).weekday() == 2]
    assert list(decision.values["days"]) == wanted
    assert decision.outcome == ("doctor-present" if wanted else "medicine-only")


@given(st.lists(st.sampled_from(RULES.codes), max_size=40))
def test_counts_of_violations_add_up_and_change_nothing(rules):
    values = violation_summary(SummaryFacts(tuple(rules))).values
    assert values["total"] == sum(values["by_rule"].values()) == sum(values["by_part"].values()) == len(rules)
    assert [rule for rule in RULES.codes if rule in values["by_rule"]] == list(values["by_rule"])
    assert (list(values["by_part"]), values["automatic_effect"]) == (["A", "B", "C"], False)


MANY = [f"Peserta {number}" for number in range(10_000)]


@pytest.mark.parametrize(
    ("rule", "facts", "findings"),
    [
        ("room", {"occupants": [{"name": name, "sex": "P"} for name in MANY]}, 1),
        ("plagiarism", {"summaries": [{"participant": name, "module": "a", "digest": "f"} for name in MANY]}, 1),
        ("seat-plan", {"participants": MANY, "seats": [{"participant": name, "seat": name} for name in MANY]}, 0),
        ("seat-plan", {"seats": [{"participant": name, "seat": "1"} for name in MANY]}, 1),
        ("participant-groups", {"registrations": [{"name": name, "reviewed": True, "group": "A"} for name in MANY]}, 0),
        ("e-learning", {"modules": [{"title": name} for name in MANY], "forum_messages": 1}, 30_000),
        ("stage", {"next": "nomination", "done": ["announcement"] * 10_000}, 0),
        ("class-days", {"day_1": [9], "day_2": [{"kind": "test", "jp": 0}] * 10_000}, 2),
        ("house-rules-version", {"batch_starts": "2019-07-15", "versions": [
            {"version": number, "effective_from": "2019-03-01"} for number in range(1, 10_001)
        ]}, 0),
    ],
)  # fmt: skip
def test_long_lists_are_judged_whole(rule, facts, findings):
    assert len(decide(f"panduan-2019/{rule}", facts).findings) == findings
