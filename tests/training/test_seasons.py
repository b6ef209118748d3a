from datetime import date

import pytest

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.people import services as people
from mumpuni.people.policies import Refused, Unusable
from mumpuni.standards.models import QualificationUnit
from mumpuni.training import selectors, services
from mumpuni.training.models import Batch, Season
from mumpuni.training.selectors import Progress
from mumpuni.training.services import PlannedBatch
from tests.training.factories import account, agency, batch, nomination, person, season

pytestmark = pytest.mark.django_db
FIRST = date(2027, 3, 1)


@pytest.fixture
def organiser():
    return account("organiser")


def plan(organiser, batches, **changed):
    given = {
        "name": "Musim 2027",
        "year": 2027,
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 12, 31),
        "batches": batches,
    }
    return services.plan_season(actor=organiser, **{**given, **changed})


@pytest.mark.requirement("PAND-074", "PAND-075", "PAND-076")
def test_the_whole_plan_of_the_guide_has_fifty_batches_and_1500_seats(organiser):
    made = plan(organiser, [PlannedBatch(number, 30, FIRST) for number in services.batch_numbers()])
    assert made.seats == 1500
    assert made.state == "draft"
    numbers = {
        level: list(made.batches.filter(level=level).values_list("number", flat=True))
        for level in ("jpt-pratama", "pengawas", "administrator")
    }
    assert numbers == {
        "jpt-pratama": list(range(1, 4)),
        "pengawas": list(range(4, 19)),
        "administrator": list(range(19, 51)),
    }
    assert QualificationUnit.objects.count() == 52
    kept = StoredDecision.objects.filter(rule="panduan-2019/batch-level")
    assert kept.count() == 50
    assert kept.get(subject_id=str(batch(made, 4).pk)).outcome == "pengawas"
    assert Event.objects.filter(name="training.season.planned").count() == 1
    assert batch(made, 4).class_ends_on == date(2027, 3, 2)


@pytest.mark.parametrize(
    ("batches", "field"),
    [
        ([PlannedBatch(51, 30, FIRST)], "batches"),
        ([PlannedBatch(4, 30, FIRST), PlannedBatch(4, 30, FIRST)], "batches"),
        ([PlannedBatch(4, 30, date(2028, 1, 1))], "batches"),
        ([PlannedBatch(4, 30, FIRST, date(2027, 2, 1))], "batches"),
        ([], "batches"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_whole(organiser, batches, field):
    with pytest.raises(Unusable) as refused:
        plan(organiser, batches)
    assert list(refused.value.message_dict) == [field]
    assert not Season.objects.exists()


def test_a_name_is_used_once_and_days_stand_in_order(organiser):
    plan(organiser, [PlannedBatch(4, 30, FIRST)])
    with pytest.raises(Unusable) as refused:
        plan(organiser, [PlannedBatch(4, 30, FIRST)], ends_on=date(2026, 1, 1))
    assert set(refused.value.message_dict) == {"name", "ends_on", "batches"}


def test_only_the_organiser_plans_opens_and_changes(organiser):
    made = season(organiser)
    for role in ("examiner", "supervisor", "system-admin"):
        other = account(role)
        with pytest.raises(Refused):
            plan(other, [PlannedBatch(4, 30, FIRST)], name="Lain")
        with pytest.raises(Refused):
            services.close_season(actor=other, season=made)
        with pytest.raises(Refused):
            services.change_batch(
                actor=other, batch=batch(made, 4), seats=9, class_starts_on=FIRST, class_ends_on=FIRST
            )
    services.close_season(actor=organiser, season=made)
    with pytest.raises(Unusable):
        services.close_season(actor=organiser, season=made)


def test_a_grant_for_one_season_reaches_no_other(organiser):
    one, other = season(organiser), season(organiser)
    scoped = account("organiser", scope_kind="season", scope_id=one.pk)
    services.close_season(actor=scoped, season=one)
    with pytest.raises(Refused):
        services.close_season(actor=scoped, season=other)
    assert list(selectors.seasons(scoped)) == [one]


def test_seats_follow_the_batch_but_never_fall_below_those_taken(organiser):
    made = season(organiser)
    nomination(organiser, made, batch_number=4)
    nomination(organiser, made, batch_number=4)
    with pytest.raises(Unusable) as refused:
        services.change_batch(
            actor=organiser, batch=batch(made, 4), seats=1, class_starts_on=FIRST, class_ends_on=FIRST
        )
    assert list(refused.value.message_dict) == ["seats"]
    services.change_batch(actor=organiser, batch=batch(made, 4), seats=10, class_starts_on=FIRST, class_ends_on=FIRST)
    made.refresh_from_db()
    assert (batch(made, 4).seats, made.seats) == (10, 19)


@pytest.mark.requirement("PAND-015")
def test_a_person_counts_once_toward_the_target(organiser):
    made, where = season(organiser), agency()
    who = person(where)
    withdrawn = nomination(organiser, made, where=where, who=who)
    services.withdraw(actor=organiser, nominations=[withdrawn.pk], reason="Salah angkatan")
    again = nomination(organiser, made, where=where, who=who)
    waiting = nomination(organiser, made)
    services.accept(actor=organiser, nominations=[again.pk])
    assert selectors.progress(made) == Progress(target=12, nominated=2, accepted=1, trained=0)
    services.record_jp(actor=organiser, jp={again.pk: 14})
    assert selectors.progress(made).trained == 0
    services.record_jp(actor=organiser, jp={again.pk: 15})
    counted = selectors.progress(made)
    assert (counted.trained, counted.percent) == (1, pytest.approx(100 / 12))
    assert waiting.is_active


def test_two_records_of_one_person_are_merged_only_when_one_nomination_is_gone(organiser):
    made, where = season(organiser), agency()
    kept, twin = person(where), person(where, kind="nik", number="3211010101800001")
    nomination(organiser, made, where=where, who=kept)
    second = nomination(organiser, made, where=where, who=twin)
    with pytest.raises(Unusable, match="usulan"):
        people.merge_persons(actor=organiser, kept=kept, gone=twin, reason="Orang yang sama")
    services.withdraw(actor=organiser, nominations=[second.pk], reason="Data ganda")
    people.merge_persons(actor=organiser, kept=kept, gone=twin, reason="Orang yang sama")
    second.refresh_from_db()
    assert second.person == kept
    assert selectors.progress(made).nominated == 1


def test_the_board_costs_the_same_for_few_as_for_many(organiser, queries):
    made = season(organiser)
    one = queries(lambda: selectors.board(organiser, made))
    where = agency()
    for _ in range(3):
        nomination(organiser, made, where=where)
    assert queries(lambda: selectors.board(organiser, made)) == one
    board = {each.number: (each.taken, each.accepted, each.own, each.left) for each in selectors.board(organiser, made)}
    assert board[4] == (3, 0, 3, 0)
    assert Batch.objects.count() == 4


def test_hr_sees_its_own_share_of_the_board_and_no_drafts(organiser):
    made, draft = season(organiser), season(organiser, opened=False)
    where = agency()
    nomination(organiser, made, where=where, batch_number=4)
    nomination(organiser, made, batch_number=4)
    hr = account("agency-hr", agency=where)
    assert list(selectors.seasons(hr)) == [made]
    four = next(each for each in selectors.board(hr, made) if each.number == 4)
    assert (four.taken, four.own) == (2, 1)
    with pytest.raises(Refused):
        selectors.seasons(account("participant", person=person()))
    assert draft.state == "draft"
