"""The pages of a timetable, the own timetable, calendars and papers."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from mumpuni.assessment.cards import timetables as cards
from mumpuni.assessment.models import CalendarFeed, Session, Timetable, TimetableRules
from mumpuni.assessment.selectors import personal
from mumpuni.assessment.services import announcing, timetables
from mumpuni.people.models import TimeZone
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
SMALL = ("case-analysis", "leaderless-group-discussion", "role-play")


@pytest.fixture(autouse=True)
def _the_day_before(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 15, tzinfo=WIB))


def an_event(count=4, **given):
    make.standards()
    made = make.event(make.request(make.provider(), people_count=count), instruments=SMALL, **given)
    make.team(made, assessors=7)
    made.place.time_zone = TimeZone.WITA
    made.place.save()
    player = make.practitioner("Pemeran", at=made.provider, role_plays=True)
    make.member(made, player, "role-player", declared_at=timezone.now(),
                declared_for=list(made.assessees.values_list("pk", flat=True)))  # fmt: skip
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
    made.refresh_from_db()
    return made


def words(answer):
    return " ".join(answer.content.decode().split())


# The page


def test_from_an_empty_page_to_an_announced_timetable(client, event, planner):
    client.force_login(planner)
    page = reverse("assessment:timetable", args=[event.pk])
    assert "Susun jadwal" in words(client.get(page))
    answer = client.post(reverse("assessment:timetable_solve", args=[event.pk]))
    made = event.timetables.get()
    assert answer.url == reverse("assessment:timetable_version", args=[made.pk])
    shown = words(client.get(page))
    assert "Hentikan pencarian" in shown
    assert "hx-get" in words(client.get(reverse("assessment:timetable_progress", args=[made.pk])))
    assert "sedang menyusun jadwal versi 1" in words(
        client.post(reverse("assessment:timetable_solve", args=[event.pk]), follow=True)
    )
    timetables.run_solve(made.pk)
    done = client.get(reverse("assessment:timetable_progress", args=[made.pk]))
    assert done["HX-Redirect"] == reverse("assessment:timetable_version", args=[made.pk])
    shown = words(client.get(page))
    assert "WITA" in shown
    assert "Beban Assessor minggu ini" in shown
    assert "Bermain peran" in shown
    assert f"A{event.assessees.first().pk}" not in shown
    assert "Assessor 1" in words(client.get(page, {"kolom": "assessor"}))
    client.post(reverse("assessment:timetable_announce", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == Timetable.State.ANNOUNCED
    assert "Susun ulang" in words(client.get(page))


def test_the_page_costs_the_same_for_four_as_for_eight(client, queries):
    def cost(event):
        make.timetable(event)
        client.force_login(make.signed_in(event.team.get(role="chair")))
        page = reverse("assessment:timetable", args=[event.pk])
        client.get(page)
        return queries(lambda: client.get(page))

    small = cost(an_event())
    make.standards()
    other = make.event(
        make.request(make.provider("Kedua"), people_count=8), instruments=SMALL, groups=2, seats=4
    )  # fmt: skip
    make.team(other, assessors=12)
    minds = other.team.filter(role="assessor", practitioner__credentials__kind="psikolog")
    for group, mind in zip(other.groups.all(), minds, strict=True):
        group.observers.remove(*minds.exclude(pk=mind.pk))
    player = make.practitioner("Pemeran", at=other.provider, role_plays=True)
    everyone = list(other.assessees.values_list("pk", flat=True))
    make.member(other, player, "role-player", declared_at=timezone.now(), declared_for=everyone)
    TimetableRules.objects.filter(event=other).update(meeting_minutes=15)
    assert cost(other) == small


def test_the_rules_form_says_which_line_is_wrong(client, event, planner):
    client.force_login(planner)
    page = reverse("assessment:timetable_rules", args=[event.pk])
    given = {
        "grid_minutes": 15, "gap_minutes": 0, "travel_minutes": 10, "briefing_minutes": 30, "pair_limit": 2,
        "observe_limit": 330, "week_limit": 2250, "meeting_minutes": 15, "meeting_quorum": 2, "report_minutes": 120,
        "solver_seconds": 20, "solver_workers": 1, "order_text": "case-analysis > role-play\ncase-analysis > lari",
        "space_text": "",
    }  # fmt: skip
    assert "Baris 2: “lari” bukan simulasi kegiatan ini" in words(client.post(page, given))
    given |= {"order_text": "case-analysis > role-play", "space_text": "case-analysis > role-play > 30"}
    assert client.post(page, given).status_code == 302
    kept = event.timetable_rules
    kept.refresh_from_db()
    assert (kept.order, kept.space, kept.solver_seconds) == (
        [["case-analysis", "role-play"]], [["case-analysis", "role-play", 30]], 20,
    )  # fmt: skip


def test_a_session_is_edited_without_scripts(client, event, planner):
    draft = make.timetable(event)
    client.force_login(planner)
    row = draft.sessions.filter(instrument__instrument__code="case-analysis").first()
    page = reverse("assessment:session", args=[row.pk])
    assert "Ubah sesi" in words(client.get(page))
    given = {"revision": 0, "day": "2026-03-03", "start": "12:00", "room": row.room_id}
    answer = client.post(page, given)
    assert answer.status_code == 422
    assert "Makan siang" in words(answer)
    answer = client.post(page, given | {"despite": "on"})
    assert answer.status_code == 302
    assert "belum dapat diumumkan" in words(client.get(reverse("assessment:timetable", args=[event.pk])))
    assert "Orang lain mengubah" in words(client.post(page, given))
    client.post(reverse("assessment:session_lock", args=[row.pk]), {"revision": 1, "time": "on"})
    row.refresh_from_db()
    assert row.locks_time
    assert "Susun ulang sisanya" in words(client.get(reverse("assessment:timetable", args=[event.pk])))


def test_observers_are_changed_by_the_form(client, event, planner, queries):
    draft = make.timetable(event)
    client.force_login(planner)
    row = draft.sessions.filter(instrument__instrument__code="role-play").first()
    page, whom = reverse("assessment:session", args=[row.pk]), row.assessees.get()
    here = timezone.localtime(row.starts_at, ZoneInfo("Asia/Makassar"))
    now = list(row.watches.values_list("member", flat=True))
    other = event.team.filter(role="assessor").exclude(pk__in=now).first()
    given = {"revision": 0, "day": f"{here:%Y-%m-%d}", "start": f"{here:%H:%M}", "room": row.room_id}
    answer = client.post(page, given | {f"observers_{whom.pk}": [now[0]]})
    assert (answer.status_code, whom.person.name in words(answer)) == (422, True)
    client.post(page, given | {f"observers_{whom.pk}": [now[0], other.pk], "despite": "on"})
    assert set(row.watches.values_list("member", flat=True)) == {now[0], other.pk}
    lgd = draft.sessions.filter(instrument__instrument__code="leaderless-group-discussion").get()
    group_page = reverse("assessment:session", args=[lgd.pk])
    assert queries(lambda: client.get(group_page)) <= queries(lambda: client.get(page)) + 1


def test_conflicts_are_told_before_the_drop(client, event, planner):
    draft = make.timetable(event)
    client.force_login(planner)
    row = draft.sessions.filter(instrument__instrument__code="case-analysis").first()
    check, move = (reverse(f"assessment:session_{word}", args=[row.pk]) for word in ("check", "move"))
    lunch = {"day": "2026-03-03", "start": "12:00", "room": row.room_id}
    assert any("Makan siang" in each for each in client.get(check, lunch).json()["conflicts"])
    here = timezone.localtime(row.starts_at, ZoneInfo("Asia/Makassar"))
    same = {"day": f"{here:%Y-%m-%d}", "start": f"{here:%H:%M}", "room": row.room_id}
    assert client.get(check, same).json() == {"conflicts": []}
    for wrong in ({}, lunch | {"start": "xx"}, lunch | {"room": "999999"}, lunch | {"day": "2026-03-29"}):
        assert client.get(check, wrong).json()["conflicts"]
    answer = client.post(move, lunch | {"revision": 0})
    assert (answer.status_code, any("Makan" in each for each in answer.json()["conflicts"])) == (422, True)
    assert client.post(move, lunch | {"revision": 0, "despite": "1"}).status_code == 200
    assert client.post(move, lunch | {"revision": 0, "despite": "1"}).status_code == 422


def test_papers_and_workbook(client, event, announced, planner):
    client.force_login(planner)
    for name in ("timetable_pdf", "timetable_doors"):
        answer = client.get(reverse(f"assessment:{name}", args=[announced.pk]))
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
    answer = client.get(reverse("assessment:timetable_workbook", args=[announced.pk]))
    assert answer.content.startswith(b"PK")


def test_a_draft_is_for_planners_and_staff(client, event, planner):
    draft = make.timetable(event)
    assessor = make.signed_in(event.team.filter(role="assessor").first())
    row = draft.sessions.first()
    version = reverse("assessment:timetable_version", args=[draft.pk])
    client.force_login(assessor)
    assert client.get(version).status_code == 404
    assert client.get(reverse("assessment:session", args=[row.pk])).status_code == 404
    assert "Belum ada jadwal" in words(client.get(reverse("assessment:timetable", args=[event.pk])))
    for each in (make.staff(event.provider), people.account("supervisor")):
        client.force_login(each)
        assert client.get(version).status_code == 200
        assert client.get(reverse("assessment:timetable_announce", args=[draft.pk])).status_code == 403
        assert client.post(reverse("assessment:timetable_solve", args=[event.pk])).status_code == 403
    client.force_login(planner)
    announcing.announce_timetable(actor=planner, timetable=draft)
    client.force_login(assessor)
    assert client.get(version).status_code == 200
    assert client.get(reverse("assessment:timetable_rules", args=[event.pk])).status_code == 403


def test_who_does_not_plan_changes_no_session(client, event, announced):
    row = announced.sessions.first()
    for each in (
        make.staff(event.provider),
        people.account("supervisor"),
        make.signed_in(event.team.filter(role="assessor").first()),
    ):
        client.force_login(each)
        for name in ("session", "session_move", "session_lock"):
            assert client.post(reverse(f"assessment:{name}", args=[row.pk])).status_code == 403


def test_others_find_nothing_of_a_timetable(client, event, announced):
    row = announced.sessions.first()
    addresses = [
        *(reverse(f"assessment:{name}", args=[event.pk]) for name in (
            "timetable", "timetable_rules", "timetable_repair")),
        *(reverse(f"assessment:{name}", args=[announced.pk]) for name in (
            "timetable_version", "timetable_progress", "timetable_announce", "timetable_discard", "timetable_compare",
            "timetable_pdf", "timetable_doors", "timetable_workbook")),
        *(reverse(f"assessment:{name}", args=[row.pk]) for name in ("session", "session_check")),
    ]  # fmt: skip
    strangers = [
        make.staff(make.provider("Penyelenggara Lain")),
        people.account("agency-hr", agency=event.request.agency),
        people.account("ppk", agency=event.request.agency),
        make.assessee_account(event.assessees.first()),
        make.signed_in(make.practitioner("Assessor Lain", at=None, grade="muda")),
    ]
    for each in strangers:
        client.force_login(each)
        found = {client.get(address).status_code for address in addresses}
        assert found == {404}
        assert client.post(reverse("assessment:session_move", args=[row.pk])).status_code == 404


# The own timetable


def test_an_assessee_sees_times_and_rooms_and_no_observer(client, event, announced):
    who, other = event.assessees.all()[:2]
    client.force_login(make.assessee_account(who))
    shown = words(client.get(reverse("assessment:own_timetable")))
    assert "WITA" in shown
    assert "Bermain peran" in shown
    assert "Persiapan mulai" in shown
    assert "Assessor 1" not in shown
    assert "Pemeran" not in shown
    assert other.person.name not in shown
    assert "Rapat integrasi" not in shown
    slots = personal.slots(who.person_id)
    assert len(slots) == announced.sessions.filter(assessees=who).exclude(kind=Session.Kind.MEETING).count()


def test_an_assessor_sees_whom_to_observe(client, event, announced):
    watch = announced.sessions.filter(instrument__instrument__code="role-play").first().watches.first()
    client.force_login(make.signed_in(watch.member))
    shown = words(client.get(reverse("assessment:own_timetable")))
    assert f"Mengamati: {watch.assessee.person.name}" in shown
    tester = make.signed_in(event.team.get(role="tester"))
    client.force_login(tester)
    assert "Belum ada jadwal untuk Anda" in words(client.get(reverse("assessment:own_timetable")))


def test_a_draft_is_in_no_own_timetable(event):
    make.timetable(event)
    assert personal.slots(event.assessees.first().person_id) == []


def test_slots_cost_the_same_however_many(event, announced, queries):
    who = event.assessees.first()
    one = queries(lambda: personal.slots(who.person_id))
    admin = event.team.filter(role="admin").first()
    assert queries(lambda: personal.slots(admin.practitioner.person_id)) <= one + 1


def test_the_calendar_keeps_ids_counts_versions_and_strikes_out_what_vanished(event, planner, announced, client):
    who = event.assessees.first()
    account = make.assessee_account(who)
    client.force_login(account)
    first = Calendar.from_ical(client.get(reverse("assessment:own_calendar")).content)
    entries = {str(each["uid"]): each for each in first.walk("VEVENT")}
    assert len(entries) == len(personal.slots(who.person_id))
    begin = next(iter(entries.values()))["dtstart"]
    assert begin.params["TZID"] == "Asia/Makassar"
    assert {int(each["sequence"]) for each in entries.values()} == {1}
    assert {str(each["tzid"]) for each in first.walk("VTIMEZONE")} == {"Asia/Makassar"}
    copy = timetables.draft_from(actor=planner, timetable=announced)
    gone = copy.sessions.filter(instrument__instrument__code="role-play", assessees=who).get()
    Session.objects.filter(pk=gone.pk).delete()
    announced.state = Timetable.State.SUPERSEDED
    announced.save()
    copy.state, copy.announced_at = Timetable.State.ANNOUNCED, timezone.now()
    copy.save()
    again = Calendar.from_ical(client.get(reverse("assessment:own_calendar")).content)
    later = {str(each["uid"]): each for each in again.walk("VEVENT")}
    assert later.keys() == entries.keys()
    assert {int(each["sequence"]) for each in later.values()} == {2}
    assert sorted(str(each["status"]) for each in later.values()) == ["CANCELLED", *["CONFIRMED"] * (len(later) - 1)]


def test_the_secret_address_opens_one_calendar_until_it_is_withdrawn(client, event, announced):
    who = event.assessees.first()
    client.force_login(make.assessee_account(who))
    shown = client.post(reverse("assessment:calendar_open")).content.decode()
    address = shown.split('value="http://testserver')[1].split('"')[0]
    assert CalendarFeed.objects.get().digest not in address
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert who.person.name not in answer.content.decode()
    assert client.get(reverse("assessment:calendar_feed", args=["x" * 43])).status_code == 404
    client.force_login(who.person.account)
    client.post(reverse("assessment:calendar_close"))
    assert client.get(address).status_code == 404


def test_cards_say_where_to_be(event, planner):
    announcing.announce_timetable(actor=planner, timetable=make.timetable(event))
    who = make.assessee_account(event.assessees.first())
    card = cards.slots(who)[0]
    assert "WITA" in str(card.text)
    assert card.tone == "next"
    assert cards.slots(people.account("participant")) == []


def test_an_account_without_a_person_has_no_calendar(client):
    client.force_login(people.account("participant"))
    assert client.get(reverse("assessment:own_timetable")).status_code == 200
    assert client.get(reverse("assessment:own_calendar")).status_code == 404
    assert client.post(reverse("assessment:calendar_open")).status_code == 403
