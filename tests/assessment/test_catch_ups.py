"""A session for somebody who missed an instrument: beside the plan, checked like it, kept later (susulan)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import Exposure, Session, Taking, TeamRole, Timetable, Variant
from mumpuni.assessment.selectors import timetables as plans
from mumpuni.assessment.services import announcing, catch_ups, timetables
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.assessment import stages

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
TOOLS = ("case-analysis", "competency-interview")


@pytest.fixture
def event(monkeypatch):
    made = stages.running(people_count=4, tools=TOOLS)
    monkeypatch.setattr(timezone, "now", lambda: stages.MORNING - timedelta(days=1))
    chair = make.signed_in(stages.member(made, TeamRole.CHAIR))
    announcing.announce_timetable(actor=chair, timetable=make.timetable(made, by=chair))
    last = max(Session.objects.filter(timetable__event=made).values_list("ends_at", flat=True))
    monkeypatch.setattr(timezone, "now", lambda: last + timedelta(minutes=1))
    made.refresh_from_db()
    made.chair = chair
    return made


@pytest.fixture
def missed(event):
    """An interview missed with a reason, and everything that a catch-up of it needs on the next day."""
    assessee, tool = stages.first(event), event.instruments.get(instrument__code="competency-interview")
    Taking.objects.create(assessee=assessee, instrument=tool, state=Taking.State.EXCUSED, reason="Sakit")
    room = event.place.rooms.filter(kind__in=tool.instrument.room_kinds).order_by("pk").first()
    return {
        "actor": event.chair, "assessee": assessee, "instrument": tool, "day": event.last_day + timedelta(days=1),
        "start": time(9), "room": room, "observers": [stages.member(event, TeamRole.ASSESSOR, at) for at in (0, 1)],
    }  # fmt: skip


def test_a_catch_up_on_an_added_day_is_a_new_version_that_moves_nothing(event, missed):
    before = plans.announced(event)
    made = catch_ups.schedule_catch_up(**missed)
    assert (made.state, made.number) == (Timetable.State.ANNOUNCED, before.number + 1)
    extra = made.sessions.get(is_catch_up=True)
    assert extra.starts_at == datetime.combine(missed["day"], time(9), tzinfo=WIB)
    assert [each.pk for each in extra.assessees.all()] == [missed["assessee"].pk]
    assert extra.watches.count() == 2
    assert made.sessions.count() == before.sessions.count() + 1
    event.refresh_from_db()
    assert event.last_day == missed["day"] == event.days.last().date
    assert made.bookings.filter(room=missed["room"], during__contains=extra.starts_at).exists()
    assert made.instance["days"][-1]["date"] == f"{missed['day']}"


def test_later_versions_keep_it_and_scheduling_again_replaces_it(event, missed):
    first = catch_ups.schedule_catch_up(**missed)
    copy = timetables.draft_from(actor=event.chair, timetable=first)
    assert copy.sessions.filter(is_catch_up=True).count() == 1
    again = catch_ups.schedule_catch_up(**missed | {"start": time(13)})
    assert again.sessions.get(is_catch_up=True).starts_at.astimezone(WIB).hour == 13
    announcing.announce_timetable(actor=event.chair, timetable=copy)
    assert plans.announced(event).sessions.filter(is_catch_up=True).count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"observers": []}, "perlu 2 Assessor berbeda"),
        ({"start": time(23)}, "di luar"),
        ({"start": time(9, 7)}, "kelipatan"),
        ({"day": "yesterday"}, "sudah lewat"),
        ({"day": "too late"}, "paling lama 31 hari"),
        ({"room": "class"}, "ruang jenis"),
    ],
)
def test_what_the_checks_of_a_timetable_refuse_is_refused_here_and_changes_nothing(event, missed, change, said):
    days = {"yesterday": event.first_day, "too late": event.last_day + timedelta(days=40)}
    told = {name: days.get(value, value) if name == "day" else value for name, value in change.items()}
    if "room" in told:
        kinds = missed["instrument"].instrument.room_kinds
        told["room"] = event.place.rooms.exclude(kind__in=kinds).first()
    with pytest.raises(Unusable, match=said):
        catch_ups.schedule_catch_up(**missed | told)
    assert not Session.objects.filter(is_catch_up=True).exists()
    assert event.timetables.count() == 1


def test_a_person_cannot_be_in_two_catch_ups_at_once(event, missed):
    catch_ups.schedule_catch_up(**missed)
    case = event.instruments.get(instrument__code="case-analysis")
    Taking.objects.create(assessee=missed["assessee"], instrument=case, state=Taking.State.BROKEN_OFF, reason="Padam")
    room = event.place.rooms.filter(kind__in=case.instrument.room_kinds).exclude(pk=missed["room"].pk).first()
    with pytest.raises(Unusable, match="dua tempat"):
        catch_ups.schedule_catch_up(**missed | {"instrument": case, "observers": [], "room": room})


def test_only_what_waits_is_caught_up_and_only_by_chair_and_admin(client, event, missed):
    with pytest.raises(Refused):
        catch_ups.schedule_catch_up(**missed | {"actor": make.signed_in(stages.member(event, TeamRole.ASSESSOR, 2))})
    board = reverse("assessment:day", args=[event.pk])
    page = reverse("assessment:day_catch_up", args=[event.pk, missed["assessee"].pk, missed["instrument"].pk])
    client.force_login(event.chair)
    assert page in client.get(board).content.decode()
    answer = client.post(page, {"day": missed["day"], "start": "09:00", "room": missed["room"].pk})
    assert answer.status_code == 422
    Taking.objects.update(state=Taking.State.DONE)
    assert page not in client.get(board).content.decode()
    with pytest.raises(Unusable, match="Catat dahulu"):
        catch_ups.schedule_catch_up(**missed)


def test_announcing_forgets_no_variant_that_was_given_instead(event, missed):
    other = Variant.objects.create(instrument=missed["instrument"].instrument, code="Paket Z")
    Exposure.objects.create(person=missed["assessee"].person, variant=other, on=event.first_day, event=event)
    catch_ups.schedule_catch_up(**missed)
    assert Exposure.objects.filter(event=event, variant=other).exists()
