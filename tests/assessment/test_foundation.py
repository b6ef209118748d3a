"""The tables hold what the law and the calendar forbid, and reach is by provider, team and agency."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from mumpuni.assessment import policies
from mumpuni.assessment.models import Booking, Event, Timetable
from mumpuni.assessment.selectors.events import events
from mumpuni.people.models import Account
from mumpuni.people.policies import Unusable
from mumpuni.people.services import grant_role
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def event():
    make.standards()
    made = make.event(make.request(make.provider(), people_count=7))
    make.team(made)
    return made


def at(hour):
    return datetime(2026, 3, 3, hour, tzinfo=WIB)


def test_a_room_is_booked_once_at_a_time_and_a_person_too(event):
    timetable = Timetable.objects.create(event=event, number=1)
    room, person = event.place.rooms.first(), event.assessees.first().person
    for holder in ({"room": room}, {"person": person}):
        Booking.objects.create(timetable=timetable, during=DateTimeTZRange(at(8), at(9)), **holder)
        Booking.objects.create(timetable=timetable, during=DateTimeTZRange(at(9), at(10)), **holder)
        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.create(timetable=timetable, during=DateTimeTZRange(at(9), at(11)), **holder)


def test_who_sees_an_event_and_who_plans_it(event):
    chair, assessor = (event.team.filter(role=role).first() for role in ("chair", "assessor"))
    staff = make.staff(event.provider)
    assert policies.may_plan(make.signed_in(chair), event)
    assert not policies.may_plan(make.signed_in(assessor), event)
    assert policies.may_appoint(staff, event)
    assert not policies.may_plan(staff, event)
    others = make.staff(make.provider("Penyelenggara Lain"))
    hr = people.account("agency-hr", agency=event.request.agency)
    for outsider in (others, hr, make.assessee_account(event.assessees.first())):
        assert not policies.may_see_event(outsider, event)
        assert not events(outsider).exists()
    for insider in (staff, make.signed_in(event.team.get(role="support")), people.account("supervisor")):
        assert events(insider).get() == event


def test_leaving_the_team_ends_the_sight_of_the_event(event):
    member = event.team.filter(role="assessor").first()
    account = make.signed_in(member)
    assert events(account).exists()
    member.removal_reason = "sakit"
    member.removed_at = at(7)
    member.save()
    assert not events(account).exists()


def test_an_account_without_the_role_of_the_team_opens_nothing(event):
    chair = event.team.get(role="chair")
    account = people.account("participant", person=chair.practitioner.person)
    assert policies.roles_in(account, event) == frozenset()
    assert not Event.objects.filter(policies.events_in_sight(account)).exists()


def test_the_administrator_makes_somebody_staff_of_one_provider(event):
    account = people.account("participant")
    grant_role(
        actor=people.account("system-admin"),
        account=account,
        role="assessment-staff",
        scope_kind="provider",
        scope_id=event.provider_id,
        reason="Surat tugas 1",
    )
    assert policies.is_staff(Account.objects.get(pk=account.pk), event.provider)
    with pytest.raises(Unusable, match="penyelenggara"):
        grant_role(
            actor=people.account("system-admin"),
            account=account,
            role="assessment-staff",
            scope_kind="provider",
            reason="lupa memilih",
        )
