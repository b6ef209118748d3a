"""Solving again what is left: what has happened stays, only those affected are told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.cards import timetables as cards
from mumpuni.assessment.models import Booking, Event, Interest, Timetable, TimetableRules, Watch
from mumpuni.assessment.selectors import comparing, upkeep
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.services import announcing, groups, interests, repairs, timetables
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.people.factories import confirm_second_factor

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
SMALL = ("case-analysis", "leaderless-group-discussion", "competency-interview")
SEVEN = datetime(2026, 3, 4, 7, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _the_day_before(monkeypatch):
    """Repairs reckon from now on; here it is the eve of the first day."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 15, tzinfo=WIB))


@pytest.fixture
def event():
    make.standards()
    made = make.event(make.request(make.provider(), people_count=5), instruments=SMALL)
    make.team(made, assessors=7)
    TimetableRules.objects.filter(event=made).update(solver_seconds=8, meeting_minutes=15, pair_limit=2)
    return made


@pytest.fixture
def planner(event):
    return make.signed_in(event.team.get(role="chair"))


@pytest.fixture
def announced(event, planner):
    made = make.timetable(event)
    announcing.announce_timetable(actor=planner, timetable=made)
    made.refresh_from_db()
    return made


def repaired(event, planner, **given):
    made = repairs.repair_timetable(actor=planner, event=event, cause="Assessor sakit", **given)
    timetables.run_solve(made.pk)
    made.refresh_from_db()
    made.event = event
    return made


def busy(timetable, after=None):
    """A plain assessor who observes something (from a moment on)."""
    rows = timetable.sessions.filter(starts_at__gte=after) if after else timetable.sessions
    watching = rows.values("watches__member")
    return timetable.event.team.filter(pk__in=watching, practitioner__credentials=None).first()


def test_an_assessor_ill_in_the_morning_is_replaced_and_only_those_concerned_are_told(event, planner, announced):
    ill = busy(announced)
    made = repaired(event, planner, ill=[ill])
    assert made.state == Timetable.State.DRAFT, made.reason
    assert made.base == announced
    assert made.sessions.filter(watches__member=ill).count() == 0
    found = comparing.changes(selectors.board(announced), selectors.board(made))
    counts = comparing.counts(found)
    assert counts["time"] == 0
    assert counts["observers"] > 0
    assert counts["same"] > 0
    concerned = comparing.affected(selectors.board(announced), selectors.board(made))
    told = announcing.announce_timetable(actor=planner, timetable=made)
    assert len(told.mailed) + len(told.without_address) == len(concerned)
    assert ill.practitioner.person.name in told.without_address
    assert set(told.mailed) == set()
    assert Booking.objects.filter(person=ill.practitioner.person).count() == 0
    announced.refresh_from_db()
    assert announced.state == Timetable.State.SUPERSEDED


def test_what_has_begun_stays(event, planner, announced):
    ill = busy(announced, after=SEVEN) or busy(announced)
    made = repaired(event, planner, ill=[ill], from_time=SEVEN)
    assert made.state == Timetable.State.DRAFT, made.reason
    old = {selectors.key_of(each): each for each in selectors.sessions(announced) if each.starts_at < SEVEN}
    new = {selectors.key_of(each): each for each in selectors.sessions(made)}
    for key, each in old.items():
        if each.kind != "integrasi":
            change = comparing.Change(key, each, new[key])
            assert not change.any
    assert not made.sessions.filter(starts_at__gte=SEVEN, watches__member=ill).exists()


def test_a_late_declaration_takes_the_person_away_from_that_assessee(event, planner, announced):
    watch = announced.sessions.filter(instrument__instrument__code="competency-interview").first().watches.first()
    Interest.objects.create(event=event, practitioner=watch.member.practitioner, assessee=watch.assessee, kind="lain")
    made = repaired(event, planner)
    assert made.state == Timetable.State.DRAFT, made.reason
    assert (
        not made.sessions.filter(watches__member=watch.member, watches__assessee=watch.assessee)
        .exclude(kind="integrasi")
        .filter(watches__in=watch.assessee.watches.filter(member=watch.member, session__timetable=made))
        .exists()
    )


def test_who_withdrew_vanishes_from_the_plan(event, planner, announced):
    who = event.assessees.last()
    groups.withdraw_assessee(actor=planner, assessee=who, reason="Sakit")
    made = repaired(event, planner)
    assert made.state == Timetable.State.DRAFT, made.reason
    assert not made.sessions.filter(assessees=who).exists()
    counts = comparing.counts(comparing.changes(selectors.board(announced), selectors.board(made)))
    assert counts["time"] == 0
    assert counts["gone"] >= 2
    told = announcing.announce_timetable(actor=planner, timetable=made)
    assert who.person.name in told.mailed


def test_the_page_shows_old_and_new_before_anybody_accepts(client, event, planner, announced):
    client.force_login(planner)
    ill = busy(announced)
    answer = client.post(
        reverse("assessment:timetable_repair", args=[event.pk]), {"cause": "Assessor sakit", "ill": [ill.pk]}
    )
    made = Timetable.objects.get(base=announced)
    assert answer.url == reverse("assessment:timetable_version", args=[made.pk])
    timetables.run_solve(made.pk)
    words = client.get(reverse("assessment:timetable_compare", args=[made.pk])).content.decode()
    assert "Versi 1 menjadi versi 2" in words
    assert "Terima dan umumkan" in words
    assert ill.practitioner.person.name in words
    assert "<mark>" in words
    client.post(reverse("assessment:timetable_announce", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == Timetable.State.ANNOUNCED


def test_what_a_repair_needs(event, planner):
    with pytest.raises(Unusable, match="Belum ada jadwal"):
        repairs.repair_timetable(actor=planner, event=event, cause="x")
    with pytest.raises(Unusable, match="Tulis sebab"):
        repairs.repair_timetable(actor=planner, event=event, cause=" ")
    with pytest.raises(Refused):
        repairs.repair_timetable(actor=make.staff(event.provider), event=event, cause="x")


def test_after_the_last_day_nothing_is_solved_again(event, planner, announced):
    with pytest.raises(Unusable, match="sudah lewat"):
        repairs.repair_timetable(actor=planner, event=event, cause="x", from_time=datetime(2026, 3, 9, tzinfo=WIB))


def test_a_repair_goes_on_while_the_event_runs(event, planner, announced):
    Event.objects.filter(pk=event.pk).update(state=Event.State.RUNNING)
    made = repaired(event, planner, ill=[busy(announced)], from_time=SEVEN)
    announcing.announce_timetable(actor=planner, timetable=made)


def test_an_announced_timetable_says_why_it_does_not_fit_any_more(event, planner, announced, queries, client):
    assert upkeep.repair_causes(event) == []
    ill, tied = (each.member for each in announced.sessions.exclude(watches=None).first().watches.all()[:2])
    whom = tied.watches.first().assessee
    Interest.objects.create(event=event, practitioner=tied.practitioner, assessee=whom, kind="keluarga")
    ill.removed_at, ill.removal_reason = timezone.now(), "sakit"
    ill.save()
    gone, *_others = event.assessees.exclude(pk=whom.pk)
    gone.state, gone.state_reason = "mundur", "dinas luar"
    gone.save()
    told = upkeep.repair_causes(event)
    assert told == [
        f"{ill.practitioner} berhenti dari tim tetapi masih dijadwalkan.",
        f"{tied.practitioner} mempunyai kepentingan dengan 1 Assessee yang akan diamatinya.",
        f"{gone.person} tidak mengikuti lagi tetapi masih dijadwalkan.",
    ]
    assert queries(lambda: upkeep.causes_of([event])) <= 8
    client.force_login(planner)
    confirm_second_factor(client)
    shown = client.get(reverse("assessment:team", args=[event.pk])).content.decode()
    assert told[0] in shown
    assert reverse("assessment:timetable_repair", args=[event.pk]) in shown
    assert [str(each.title) for each in cards.to_repair(planner)] == [f"Jadwal perlu disusun ulang: {event.name}"]
    assert cards.to_repair(make.signed_in(event.team.get(role="support"))) == []
    made = repaired(event, planner)
    announcing.announce_timetable(actor=planner, timetable=made)
    assert upkeep.repair_causes(event) == []


def test_what_has_begun_asks_for_no_repair(event, announced, monkeypatch):
    ill = announced.sessions.exclude(watches=None).first().watches.first().member
    ill.removed_at, ill.removal_reason = timezone.now(), "sakit"
    ill.save()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 6, 15, tzinfo=WIB))
    assert upkeep.repair_causes(event) == []


def test_a_late_declaration_starts_the_repair_by_itself(event, planner, announced):
    member = busy(announced)
    account = make.signed_in(member)
    interests.declare(actor=account, event=event)
    assert event.timetables.count() == 1, "who declares nothing moves nothing"
    watched = Watch.objects.filter(session__timetable=announced, member=member).first().assessee
    interests.declare(actor=account, event=event, ties=[interests.Tie(watched.pk, Interest.Kind.RELATIVE)])
    made = event.timetables.get(base=announced)
    assert made.state == Timetable.State.SOLVING
    assert str(member.practitioner.person) in made.cause
    timetables.run_solve(made.pk)
    made.refresh_from_db()
    assert made.state == Timetable.State.DRAFT, made.reason
    assert not made.sessions.filter(watches__member=member, watches__assessee=watched).exists()
    announced.refresh_from_db()
    assert announced.state == Timetable.State.ANNOUNCED, "the chair accepts it or not"


def test_a_late_declaration_during_a_search_is_kept_and_waits_for_the_planner(event, planner, announced):
    member = busy(announced)
    account = make.signed_in(member)
    running = repairs.repair_timetable(actor=planner, event=event, cause="Assessor sakit")
    watched = Watch.objects.filter(session__timetable=announced, member=member).first().assessee
    interests.declare(actor=account, event=event, ties=[interests.Tie(watched.pk, Interest.Kind.RELATIVE)])
    assert event.timetables.exclude(pk=announced.pk).get() == running
    assert upkeep.repair_causes(event)
