"""What an attacker or a second planner tries, and what is refused, hidden or told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import Assessee, Candidate, Group, Notice, Session, Target, TimetableRules
from mumpuni.assessment.selectors import personal
from mumpuni.assessment.services import announcing, calendar, events, groups, intake, moving, notices, receipts, targets
from mumpuni.assessment.services import feeds as feed_services
from mumpuni.assessment.services import requests as asking
from mumpuni.assessment.views import past
from mumpuni.assessment.views import receipts as receipt_views
from mumpuni.assessment.views import register as register_views
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.policies import RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment import letters
from tests.people import factories as people

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
SMALL = ("case-analysis", "leaderless-group-discussion", "competency-interview")


@pytest.fixture(autouse=True)
def _the_day_before(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 15, tzinfo=WIB))


def an_event(edition="bkn-26-2019", count=4):
    make.standards()
    made = make.event(make.request(make.provider(), people_count=count, edition=edition), instruments=SMALL)
    make.team(made)
    TimetableRules.objects.filter(event=made).update(solver_seconds=2, meeting_minutes=15)
    return made


@pytest.fixture
def event():
    return an_event()


@pytest.fixture
def planner(event):
    return make.signed_in(event.team.get(role="chair"))


@pytest.fixture
def announced(event, planner):
    made = make.timetable(event)
    announcing.announce_timetable(actor=planner, timetable=made)
    return made


def observer(timetable):
    return timetable.sessions.filter(kind=Session.Kind.EXERCISE, watches__isnull=False).first().watches.first().member


# Own timetables and calendars


def test_who_left_the_team_loses_the_names_at_once_and_the_calendar_strikes_out(client, event, announced):
    member = observer(announced)
    account = make.signed_in(member)
    assert any(slot.whom for slot in personal.own(account))
    word = feed_services.open_feed(actor=account)
    event.team.filter(pk=member.pk).update(removed_at=timezone.now(), removal_reason="sakit")
    assert personal.own(account) == []
    answer = client.get(reverse("assessment:calendar_feed", args=[word])).content.decode()
    assert "STATUS:CANCELLED" in answer
    assert "STATUS:CONFIRMED" not in answer
    assert not [each.person.name for each in event.assessees.all() if each.person.name in answer]


def test_without_the_role_of_the_team_no_slot_names_an_assessee(client, event, announced):
    account = make.signed_in(observer(announced))
    word = feed_services.open_feed(actor=account)
    address = reverse("assessment:calendar_feed", args=[word])
    name = next(slot.whom[0] for slot in personal.own(account) if slot.whom)
    assert name in client.get(address).content.decode()
    account.grants.all().delete()
    account = type(account).objects.get(pk=account.pk)
    assert not any(slot.whom for slot in personal.own(account))
    assert name not in client.get(address).content.decode()


def test_the_calendar_of_an_account_that_was_closed_does_not_exist(client, event, announced):
    account = make.assessee_account(event.assessees.first())
    address = reverse("assessment:calendar_feed", args=[feed_services.open_feed(actor=account)])
    assert client.get(address).status_code == 200
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.requirement("B11-08-057")
@pytest.mark.usefixtures("quick_keys")
def test_under_2008_no_timetable_tells_the_day_before_the_own_agency_passed_the_letter_on(monkeypatch):
    event = an_event("bkn-11-2008")
    event.provider.office = people.office(f"kepala-{event.provider.pk}", at=event.provider.agency)
    event.provider.office.body = event.provider.name
    event.provider.office.save()
    event.provider.save()
    people.holder(event.provider.office, people.person("Siti Rahmawati"), starts_on=make.FIRST - timedelta(days=900))
    unit = people.unit(event.request.agency)
    for each in event.assessees.all():
        each.person.appointments.update(unit=unit)
    planner = letters.chair(event)
    told = announcing.announce_timetable(actor=planner, timetable=make.timetable(event))
    addresses = {each.person.email for each in event.assessees.select_related("person")}
    assert not addresses & set(OutgoingMail.objects.values_list("to", flat=True))
    assert not {each.person.name for each in event.assessees.all()} & {*told.mailed, *told.without_address}
    first = event.assessees.get(number=1)
    assert personal.slots(first.person_id) == []
    assert personal.slots(observer(told.timetable).practitioner.person_id)
    monkeypatch.undo()
    issued = letters.issue(event, actor=planner, who=[first.pk], issued_on=date(2026, 3, 2))
    assert issued.message == "1 surat terbit."
    assert personal.slots(first.person_id) == []
    notice = letters.letter(event)
    with pytest.raises(Unusable, match="belum diteruskan"):
        receipts.record_receipt(
            actor=planner, notice=notice, channel="langsung", received_on=notice.issued_on, proof="Tanda terima"
        )
    receipts.pass_on(actor=letters.officer(event), notice=notice)
    assert personal.slots(first.person_id)


@pytest.mark.usefixtures("quick_keys")
def test_who_left_the_team_since_ordering_letters_issues_none(on):
    on(date(2026, 6, 1))
    event = letters.event(count=1)
    chair, given = letters.chair(event), letters.terms(event)
    chosen = [event.assessees.get().pk]
    ordered = notices.issue_notices(actor=chair, event=event, terms=given, assessees=chosen)
    event.team.filter(role="chair").update(removed_at=timezone.now(), removal_reason="pindah")
    letters.run(event, ordered, chair, chosen, given)
    ordered.refresh_from_db()
    assert not Notice.objects.exists()
    assert "ketua tim dan admin" in ordered.message.lower()


# What belongs to another event


def test_a_session_takes_no_room_and_no_observer_of_elsewhere(event, planner):
    draft = make.timetable(event)
    row = draft.sessions.filter(instrument__instrument__code="competency-interview").first()
    meeting = draft.sessions.filter(kind=Session.Kind.MEETING).first()
    far = make.place(make.provider("UPT Lain")).rooms.first()
    for session in (row, meeting):
        with pytest.raises(Unusable, match="ruang di tempat kegiatan ini"):
            moving.move_session(actor=planner, session=session, starts_at=session.starts_at, room=far, despite=True)
    other = make.event(make.request(event.provider))
    stranger = make.member(other, make.practitioner("Orang Lain", at=event.provider, grade="muda"), "assessor")
    seated = row.assessees.first()
    outside = event.assessees.exclude(pk__in=row.assessees.all()).first()
    for whom, member in ((seated, stranger), (outside, event.team.filter(role="assessor").first())):
        with pytest.raises(Unusable, match="Assessor tim kegiatan ini"):
            moving.move_session(
                actor=planner, session=row, starts_at=row.starts_at, room=row.room,
                observers={whom.pk: [member]}, despite=True,
            )  # fmt: skip
    with pytest.raises(Unusable, match="bukan hari kegiatan"):
        moving.move_session(
            actor=planner, session=meeting, starts_at=meeting.starts_at + timedelta(days=30), room=meeting.room
        )


def test_a_number_that_is_none_breaks_no_page(client, event, planner):
    client.force_login(planner)
    assert client.post(reverse("assessment:timetable_solve", args=[event.pk]), {"keep": "²"}).status_code == 302


# Two at once


def test_a_group_that_somebody_emptied_meanwhile_is_told(event, planner):
    here, who = event.groups.get(), event.assessees.first()
    gone = Group.objects.create(event=event, blueprint=here.blueprint, number=9)
    stale = Group.objects.get(pk=gone.pk)
    gone.delete()
    for act in (
        lambda: groups.move_assessee(actor=planner, assessee=who, group=stale),
        lambda: groups.staff_group(actor=planner, group=stale, observers=[], admin=None),
        lambda: groups.merge_groups(actor=planner, group=stale, into=here),
        lambda: groups.merge_groups(actor=planner, group=here, into=stale),
    ):
        with pytest.raises(Unusable, match="sudah tidak ada"):
            act()


def test_no_event_is_made_of_a_request_that_was_withdrawn_meanwhile():
    make.standards()
    asked = make.request(make.provider(), people_count=1)
    seen = type(asked).objects.select_related("agency", "provider").get(pk=asked.pk)
    hr = people.account("agency-hr", agency=asked.agency)
    asking.withdraw_request(actor=hr, request=asked, reason="Formasi batal")
    with pytest.raises(Unusable, match="sudah dikonfirmasi"):
        events.make_event(
            actor=make.staff(asked.provider), request=seen, name="Terlambat", first_day=make.FIRST,
            last_day=make.SECOND, method="sedang",
        )  # fmt: skip


def test_a_candidate_withdrawn_meanwhile_is_not_taken_in():
    make.standards()
    asked = make.request(make.provider(), people_count=2)
    made = make.event(asked)
    Assessee.objects.filter(event=made).delete()
    seen = list(asked.candidates.all())
    hr = people.account("agency-hr", agency=asked.agency)
    targets.withdraw_candidate(actor=hr, request=asked, candidate=asked.candidates.first(), reason="Sakit")
    with pytest.raises(Unusable, match="sudah ditarik"):
        intake.take_in(actor=make.staff(asked.provider), event=made, candidates=seen)


def test_who_is_withdrawn_by_the_agency_is_called_by_no_event_any_more(event, planner, announced):
    who = event.assessees.first()
    hr = people.account("agency-hr", agency=event.request.agency)
    targets.withdraw_candidate(actor=hr, request=event.request, candidate=who.candidate, reason="Sakit")
    who.refresh_from_db()
    assert (who.state, who.state_reason) == (Assessee.State.WITHDRAWN, "Sakit")
    assert personal.slots(who.person_id) == []


# Names of people whom nobody needs to know


def test_a_provider_learns_no_name_that_the_ppk_did_not_designate(client):
    make.standards()
    asked = make.request(make.provider(), people_count=1, edition="bkn-11-2008")
    made = make.event(asked)
    target = Target.objects.get(request=asked)
    declined = Candidate.objects.create(
        request=asked, person=people.person("Tidak Ditetapkan", at=asked.agency), target=target, designated=False,
        administrative="passed", substance="passed", designated_at=timezone.now(), designation_reason="x",
    )  # fmt: skip
    address = reverse("assessment:event_take_in", args=[made.pk])
    client.force_login(make.staff(asked.provider))
    assert "Tidak Ditetapkan" not in client.get(address).content.decode()
    answer = client.post(address, {"chosen": [str(declined.pk)]})
    assert answer.status_code == 422
    assert "Tidak Ditetapkan" not in answer.content.decode()
    assert not Assessee.objects.filter(candidate=declined).exists()


@pytest.mark.requirement("B11-08-069")
def test_bkn_s_own_upk_executes_for_an_agency_without_facilities(settings):
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2030, 1, 1)}
    make.standards()
    bkn = make.provider("UPK BKN", at=people.agency("BKN", kind="lpnk", is_bkn=True), has_upk=True, upk_unit="Pusat")
    asked = make.request(bkn, edition="bkn-11-2008", state="terkirim", without_facilities=True, people_count=1)
    given = {"name": "Difasilitasi", "first_day": make.FIRST, "last_day": make.SECOND, "body": "upk",
             "methods_2008": ["assessment-center"], "place": make.place(bkn)}  # fmt: skip
    staff = make.staff(bkn)
    with pytest.raises(Unusable, match="sudah dikonfirmasi"):
        events.make_event(actor=staff, request=asked, **given)
    calendar.confirm_request(
        actor=staff, request=asked, revision=asked.revision, first_day=make.FIRST, last_day=make.SECOND
    )
    assert events.make_event(actor=staff, request=asked, **given).body == "upk"
    equipped = make.request(bkn, edition="bkn-11-2008", people_count=1)
    with pytest.raises(RuleBroken) as broken:
        events.make_event(actor=staff, request=equipped, **given)
    assert [found.code for found in broken.value.decision.findings] == ["no-body"]


def test_no_list_of_people_is_searched_or_sorted_by_what_makes_no_difference():
    """I.A.1: sex, ethnicity, religion, race, group; the report follows with the reports."""
    views = (past.PastResultList, receipt_views.Inbox, register_views.Register)
    words = ("sex", "kelamin", "suku", "ethnic", "agama", "relig", "ras", "race", "golongan")
    for view in views:
        asked = [*view.search_fields, *view.filterset_class.base_filters]
        for name, column in view.table_class.base_columns.items():
            asked += [name, *(str(each) for each in column.order_by or ())]
        parts = {part for each in asked for part in each.lower().replace("-", "_").split("_")}
        assert not parts & set(words), view
