"""A provider's days, and its answers to requests."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from mumpuni.assessment.models import Booking, Request, TeamMember, Timetable, Unavailability
from mumpuni.assessment.selectors import calendar as selectors
from mumpuni.assessment.selectors import requests
from mumpuni.assessment.services import calendar as services
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Holiday
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
MONTH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(autouse=True)
def _in_2019(settings):
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2020, 1, 1)}


@pytest.fixture
def provider():
    return make.provider()


@pytest.fixture
def staff(provider):
    return make.staff(provider)


def sent(provider, *, minutes=0, **fields):
    at = timezone.now() + timedelta(minutes=minutes)
    return make.request(provider, state="terkirim", people_count=1, sent_at=at, **fields)


def confirm(actor, asked, first=make.FIRST, last=make.SECOND, **fields):
    asked.refresh_from_db()
    return services.confirm_request(
        actor=actor, request=asked, revision=asked.revision, first_day=first, last_day=last, **fields
    )


def test_the_agency_reads_the_confirmed_days_and_is_written_to(provider, staff):
    asked = sent(provider)
    asked.agency.email = "bkd@contoh.go.id"
    asked.agency.save()
    hr = people.account("agency-hr", agency=asked.agency)
    confirm(staff, asked)
    seen = requests.request(hr, asked.pk)
    assert (seen.state, seen.confirmed_from, seen.confirmed_until) == ("terkonfirmasi", make.FIRST, make.SECOND)
    mails = OutgoingMail.objects.filter(template="assessment/mail/request_answered")
    assert {each.to for each in mails} == {hr.email, "bkd@contoh.go.id"}
    assert "3 Maret 2026" in mails[0].body


def test_only_the_provider_asked_answers(provider):
    asked = sent(provider)
    others = [
        make.staff(make.provider("Penyelenggara Lain")),
        people.account("agency-hr", agency=asked.agency),
        people.account("supervisor"),
    ]
    for other in others:
        for act in (services.put_on_waiting_list, services.refuse_request):
            with pytest.raises(Refused):
                act(actor=other, request=asked, revision=asked.revision, reason="Penuh")
        with pytest.raises(Refused):
            confirm(other, asked)


@pytest.mark.parametrize("act", [services.put_on_waiting_list, services.refuse_request])
def test_waiting_and_refusal_need_a_reason(provider, staff, act):
    asked = sent(provider)
    with pytest.raises(Unusable, match="Tulis alasannya"):
        act(actor=staff, request=asked, revision=asked.revision, reason="  ")
    act(actor=staff, request=asked, revision=asked.revision, reason="Ruang penuh")
    asked.refresh_from_db()
    assert asked.answer_reason == "Ruang penuh"


def test_the_waiting_list_is_in_the_order_of_sending(provider, staff):
    late, early = sent(provider, minutes=5), sent(provider, minutes=1)
    elsewhere = make.provider("Penyelenggara Lain")
    foreign = sent(elsewhere)
    for asked, actor in ((late, staff), (early, staff), (foreign, make.staff(elsewhere))):
        services.put_on_waiting_list(actor=actor, request=asked, revision=asked.revision, reason="Penuh")
        asked.refresh_from_db()
    assert [requests.queue_place(each) for each in (early, late, foreign)] == [1, 2, 1]
    confirm(staff, early)
    assert requests.queue_place(late) == 1
    early.refresh_from_db()
    assert requests.queue_place(early) is None


def test_two_who_answer_at_once_the_second_is_told(provider, staff):
    asked = sent(provider)
    seen = asked.revision
    services.refuse_request(actor=staff, request=asked, revision=seen, reason="Penuh")
    with pytest.raises(Unusable, match="Orang lain mengubah atau menjawab"):
        services.confirm_request(
            actor=make.staff(provider), request=asked, revision=seen, first_day=make.FIRST, last_day=make.SECOND
        )
    asked.refresh_from_db()
    assert asked.state == Request.State.REFUSED


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (make.SECOND, make.FIRST, "mendahului hari pertama"),
        (date(2026, 3, 7), date(2026, 3, 9), "Sabtu, 7 Maret 2026 bukan hari kerja"),
        (date(2026, 3, 6), date(2026, 3, 8), "Minggu, 8 Maret 2026 bukan hari kerja"),
        (date(2026, 3, 19), date(2026, 3, 20), "Kamis, 19 Maret 2026 bukan hari kerja"),
        (date(2026, 3, 10), date(2026, 3, 12), "Penyelenggara tutup pada 11 Maret 2026.*Akreditasi"),
        (date(2019, 12, 30), date(2019, 12, 31), "Peraturan BKN 26/2019, yang tidak mengatur"),
    ],
)
def test_days_that_cannot_be_confirmed(provider, staff, first, last, words):
    Holiday.objects.create(day=date(2026, 3, 19), name="Nyepi")
    services.close_day(actor=staff, provider=provider, day=date(2026, 3, 11), reason="Akreditasi")
    with pytest.raises(Unusable, match=words):
        confirm(staff, sent(provider), first, last)


def test_another_agencys_holiday_is_no_day_off_here(provider, staff):
    Holiday.objects.create(day=make.FIRST, name="Hari jadi", agency=people.agency())
    confirm(staff, sent(provider))
    Holiday.objects.create(day=date(2026, 3, 5), name="Hari jadi", agency=provider.agency)
    with pytest.raises(Unusable, match="5 Maret 2026 bukan hari kerja"):
        confirm(staff, sent(provider), date(2026, 3, 5), date(2026, 3, 6))


def test_confirmed_days_move_with_a_reason_until_an_event_rests_on_them(provider, staff):
    make.standards()
    asked = sent(provider)
    confirm(staff, asked)
    later = (date(2026, 3, 10), date(2026, 3, 11))
    with pytest.raises(Unusable, match="alasan memindahkannya"):
        confirm(staff, asked, *later)
    confirm(staff, asked, *later, reason="Ruang diperbaiki")
    asked.refresh_from_db()
    assert asked.confirmed_from == later[0]
    make.event(asked)
    with pytest.raises(Unusable, match="sudah dibuat"):
        confirm(staff, asked, reason="Lagi")


@pytest.mark.parametrize("state", ["ditolak", "ditarik"])
def test_what_is_over_is_not_answered_any_more(provider, staff, state):
    with pytest.raises(Unusable, match="tidak menunggu jawaban"):
        confirm(staff, make.request(provider, state=state, answer_reason="x"))


def test_a_taken_day_is_not_closed_and_a_closed_one_opens_again(provider, staff):
    confirm(staff, sent(provider))
    with pytest.raises(Unusable, match="pindahkan dahulu"):
        services.close_day(actor=staff, provider=provider, day=make.FIRST, reason="Rapat")
    closed = services.close_day(actor=staff, provider=provider, day=date(2026, 3, 5), reason="Rapat")
    with pytest.raises(Refused):
        services.open_day(actor=make.staff(make.provider("Lain")), closed=closed)
    services.open_day(actor=staff, closed=closed)
    assert not provider.closed_days.exists()


def month(provider):
    return {day.date: day for day in selectors.month(provider, *MONTH)}


def test_the_month_shows_what_is_off_closed_and_taken(provider, staff):
    Holiday.objects.create(day=date(2026, 3, 19), name="Nyepi")
    services.close_day(actor=staff, provider=provider, day=date(2026, 3, 11), reason="Akreditasi")
    asked = sent(provider)
    confirm(staff, asked)
    days = month(provider)
    assert len(days) == 31
    assert [days[date(2026, 3, number)].is_open for number in (1, 2, 11, 19)] == [False, True, False, False]
    assert days[date(2026, 3, 11)].closed == "Akreditasi"
    assert days[make.FIRST].requests == [asked]
    assert days[date(2026, 3, 5)].requests == []


def test_rooms_and_assessors_that_are_busy_are_not_free(provider):
    make.standards()
    make.place(provider)
    elsewhere = make.provider("Penyelenggara Lain")
    lent = make.event(make.request(elsewhere, people_count=4))
    muda, madya, independent, away, helper = (
        make.practitioner("Muda", at=provider, grade="muda", psychologist=True),
        make.practitioner("Madya", at=provider, grade="madya"),
        make.practitioner("Independen", at=provider, kind="independen"),
        make.practitioner("Cuti", at=provider, grade="muda"),
        make.practitioner("Bukan", at=provider),
    )
    make.member(lent, madya, "assessor")
    Unavailability.objects.create(
        practitioner=away, starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 3), reason="Cuti"
    )
    timetable = Timetable.objects.create(event=lent, number=1)
    morning = DateTimeTZRange(
        datetime(2026, 3, 4, 8, tzinfo=ZoneInfo("Asia/Jakarta")),
        datetime(2026, 3, 4, 9, tzinfo=ZoneInfo("Asia/Jakarta")),
    )
    Booking.objects.create(timetable=timetable, room=provider.places.get().rooms.first(), during=morning)
    Booking.objects.create(timetable=timetable, person=independent.person, during=morning)
    days = month(provider)
    rooms = len(make.ROOMS)
    assert [days[date(2026, 3, number)].rooms_free for number in (3, 4, 5)] == [rooms, rooms - 1, rooms]
    free = [dict(days[date(2026, 3, number)].free) for number in (2, 3, 4)]
    everyone = {"muda": 2, "madya": 1, "independen": 1}
    assert free == [everyone, {"muda": 1, "independen": 1}, {"muda": 2}]
    assert dict(days[make.FIRST].assessors) == everyone
    assert days[make.FIRST].psychologists_free == 1
    assert days[make.FIRST].events == []
    assert helper.is_active
    assert muda.is_active


def test_who_left_a_team_or_whose_event_was_cancelled_is_free_again(provider):
    make.standards()
    event = make.event(make.request(provider))
    who = make.practitioner("Madya", at=provider, grade="madya")
    member = make.member(event, who, "assessor")
    assert month(provider)[make.FIRST].free["madya"] == 0
    TeamMember.objects.filter(pk=member.pk).update(removed_at=timezone.now(), removal_reason="Sakit")
    assert month(provider)[make.FIRST].free["madya"] == 1
    make.member(event, who, "assessor")
    event.state = "batal"
    event.save()
    assert month(provider)[make.FIRST].free["madya"] == 1
    assert month(provider)[make.FIRST].events == []


def test_age_counts_working_days_of_the_providers_calendar(provider):
    asked = sent(provider)
    asked.sent_at = datetime(2026, 3, 16, 3, tzinfo=ZoneInfo("UTC"))
    off = frozenset({date(2026, 3, 19)})
    assert selectors.age_in_working_days(asked, date(2026, 3, 24), off) == 5
