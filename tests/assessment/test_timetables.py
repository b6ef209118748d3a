"""Solving a timetable from the rows of an event, changing it by hand, announcing it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import (
    Booking,
    Event,
    Exposure,
    Instrument,
    Interest,
    Session,
    Timetable,
    TimetableRules,
    Unavailability,
    Variant,
)
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.instances import build_instance
from mumpuni.assessment.selectors.keys import assessee_key, names, person_key, room_key, spoken
from mumpuni.assessment.services import announcing, moving, timetables
from mumpuni.assessment.services.days import set_days
from mumpuni.assessment.timetabling import Solution, read, violations
from mumpuni.exchange.models import OutgoingMail, Progress
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.people.factories import confirm_second_factor

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
SMALL = ("case-analysis", "leaderless-group-discussion", "competency-interview")


def at(hour, minute=0, day=3):
    return datetime(2026, 3, day, hour, minute, tzinfo=WIB)


@pytest.fixture
def event():
    make.standards()
    made = make.event(make.request(make.provider(), people_count=4), instruments=SMALL)
    make.team(made)
    TimetableRules.objects.filter(event=made).update(solver_seconds=2, meeting_minutes=15)
    return made


@pytest.fixture
def planner(event):
    return make.signed_in(event.team.get(role="chair"))


@pytest.fixture
def draft(event):
    return make.timetable(event)


def solved(event, planner, **given):
    made = timetables.solve_timetable(actor=planner, event=event, **given)
    timetables.run_solve(made.pk)
    made.refresh_from_db()
    return made


def first(timetable, code):
    return timetable.sessions.filter(instrument__instrument__code=code).order_by("starts_at", "pk").first()


# The instance


def test_an_instance_names_no_person_and_holds_what_the_event_knows(event):
    told = build_instance(event)
    read(told)
    assert [day["date"] for day in told["days"]] == ["2026-03-03", "2026-03-04"]
    assert told["days"][0]["breaks"][0] == {"name": "Zuhur", "from": "11:45", "to": "12:00"}
    assert [len(members) for members in told["groups"].values()] == [4]
    assert len(told["assessors"]) == 6
    assert sum(each["psychologist"] for each in told["assessors"]) == 1
    assert "Assessee 01" not in str(told)
    assert "Assessor 1" not in str(told)
    assert told["rules"]["order"][-1] == ["PENGARAHAN", "*"]


def test_only_those_who_declared_for_everyone_are_planned(event):
    late = event.team.filter(role="assessor").first()
    late.declared_for = late.declared_for[1:]
    late.save()
    never = event.team.filter(role="assessor").last()
    never.declared_at = None
    never.save()
    ids = {each["id"] for each in build_instance(event)["assessors"]}
    assert len(ids) == 4
    assert not ids & {person_key(late.practitioner_id), person_key(never.practitioner_id)}


def test_interests_become_conflicts_and_leave_becomes_absence(event):
    member, assessee = event.team.filter(role="assessor").first(), event.assessees.first()
    Interest.objects.create(event=event, practitioner=member.practitioner, assessee=assessee, kind="atasan")
    Unavailability.objects.create(
        practitioner=member.practitioner, starts_on=make.SECOND, ends_on=date(2026, 3, 9), reason="cuti"
    )
    told = build_instance(event)
    who = person_key(member.practitioner_id)
    assert told["conflicts"] == [[who, assessee_key(assessee), "Atasan"]]
    assert told["away"] == [{"who": who, "day": 1, "from": "00:00", "to": "24:00"}]


def test_another_event_blocks_rooms_and_people_and_counts_into_the_week(event):
    other = make.event(make.request(event.provider, people_count=4), place=event.place, name="Lain")
    taken = Timetable.objects.create(event=other, number=1)
    room, member = event.place.rooms.get(name="Diskusi"), event.team.filter(role="assessor").first()
    person = member.practitioner.person
    span = DateTimeTZRange(at(9), at(10, 30))
    Booking.objects.create(timetable=taken, room=room, during=span)
    Booking.objects.create(timetable=taken, person=person, during=span, load_minutes=90)
    later = DateTimeTZRange(at(9, day=6), at(11, day=6))
    Booking.objects.create(timetable=taken, person=person, during=later, load_minutes=120)
    next_week = DateTimeTZRange(at(9, day=9), at(11, day=9))
    Booking.objects.create(timetable=taken, person=person, during=next_week, load_minutes=500)
    told = build_instance(event)
    when = {"day": 0, "from": "09:00", "to": "10:30"}
    assert told["blocked_rooms"] == [{"room": room_key(room), **when}]
    assert told["away"] == [{"who": person_key(member.practitioner_id), **when}]
    assert told["load_before"] == {person_key(member.practitioner_id): 210}


def test_nobody_meets_a_variant_twice(event):
    used = event.instruments.get(instrument__code="case-analysis")
    used.variant = Variant.objects.create(instrument=used.instrument, code="AK-1")
    used.save()
    who = event.assessees.first()
    Exposure.objects.create(person=who.person, variant=used.variant, on=date(2025, 5, 2))
    with pytest.raises(Unusable) as refused:
        build_instance(event)
    assert refused.value.messages == [
        "Analisis kasus AK-1 sudah pernah ditemui Assessee 01 (2 Mei 2025); pilih paket lain."
    ]
    Exposure.objects.update(event=event)
    build_instance(event)


def test_everything_that_is_missing_is_said_at_once(event):
    event.place = None
    event.save()
    event.days.all().delete()
    event.assessees.update(group=None)
    with pytest.raises(Unusable) as refused:
        build_instance(event)
    assert [message.split()[0] for message in refused.value.messages] == ["Tempat", "Hari", "Belum"]


# The search


def test_a_timetable_is_solved_and_keeps_every_rule(event, planner):
    made = solved(event, planner)
    assert made.state == Timetable.State.DRAFT
    assert made.status in ("optimal", "feasible")
    assert made.first_after is not None
    board = selectors.board(made)
    assert board.violations == []
    kinds = [each.kind for each in board.sessions]
    assert kinds.count(Session.Kind.BRIEFING) == 1
    assert kinds.count(Session.Kind.EXERCISE) == 9
    assert kinds.count(Session.Kind.MEETING) == 4
    progress = Progress.objects.get(pk=made.progress_id)
    assert progress.state == Progress.State.FINISHED
    assert progress.result_url == f"/penilaian/jadwal/{made.pk}/"


@pytest.mark.requirement("B26-19-052")
def test_two_assessors_are_no_lgd_for_four_and_the_sentence_says_so_in_names(event, planner):
    for each in event.team.filter(role="assessor")[2:]:
        each.removed_at, each.removal_reason = timezone.now(), "tugas lain"
        each.save()
    made = solved(event, planner)
    assert made.state == Timetable.State.IMPOSSIBLE
    assert "Diskusi kelompok tanpa pemimpin (LGD)" in made.reason
    assert made.sessions.count() == 0


def test_a_sentence_says_names_for_rooms_kinds_and_roles(event):
    told = names(event)
    assert spoken("2 ruang briefing, assessor-meeting; kurang 1 role-player, individual-1", told) == (
        "2 ruang kelas/pengarahan/presentasi, pertemuan/rapat Assessor; kurang 1 Pemeran, individu-1"
    )


def test_nothing_found_in_time_is_said_honestly(event, planner, monkeypatch):
    monkeypatch.setattr(timetables, "solve_apart", lambda *args: Solution(None, "unknown", seconds=2))
    made = solved(event, planner)
    assert made.state == Timetable.State.NOTHING_FOUND
    assert "dalam 2 detik; belum terbukti mustahil" in made.reason


def test_a_fault_of_the_search_is_told_and_leaves_no_search_running(event, planner, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(timetables, "solve_apart", broken)
    made = solved(event, planner)
    assert made.state == Timetable.State.NOTHING_FOUND
    assert Progress.objects.get().state == Progress.State.FAILED
    monkeypatch.undo()
    assert solved(event, planner).number == 2


def test_the_second_planner_is_told_that_the_first_is_at_it(event, planner):
    made = timetables.solve_timetable(actor=planner, event=event)
    admin = make.signed_in(event.team.get(role="admin"))
    with pytest.raises(Unusable) as refused:
        timetables.solve_timetable(actor=admin, event=event)
    assert refused.value.messages == [
        f"{planner} sedang menyusun jadwal versi 1. Tunggu hasilnya, atau hentikan pencarian itu."
    ]
    timetables.discard_timetable(actor=admin, timetable=made)
    timetables.run_solve(made.pk)
    made.refresh_from_db()
    assert made.state == Timetable.State.DISCARDED
    assert timetables.solve_timetable(actor=admin, event=event).number == 2


def test_a_page_from_before_somebody_elses_change_starts_no_search(event, planner):
    with pytest.raises(Unusable, match="Orang lain mengubah"):
        timetables.solve_timetable(actor=planner, event=event, revision=event.revision + 1)


@pytest.mark.parametrize("role", ["assessor", "tester", "support"])
def test_others_of_the_team_solve_nothing(event, role):
    with pytest.raises(Refused):
        timetables.solve_timetable(actor=make.signed_in(event.team.filter(role=role).first()), event=event)


def test_staff_of_the_provider_solve_nothing(event):
    with pytest.raises(Refused):
        timetables.solve_timetable(actor=make.staff(event.provider), event=event)


def test_what_is_locked_stays_when_the_rest_is_solved_again(event, planner, draft):
    lgd = first(draft, "leaderless-group-discussion")
    moving.lock_session(actor=planner, session=lgd, time=True, room=True, people=True)
    before = {(each.assessee_id, each.member_id) for each in lgd.watches.all()}
    made = solved(event, planner, keep=draft)
    again = first(made, "leaderless-group-discussion")
    assert (again.starts_at, again.room_id) == (lgd.starts_at, lgd.room_id)
    assert {(each.assessee_id, each.member_id) for each in again.watches.all()} == before
    assert again.is_locked
    assert not first(made, "case-analysis").is_locked


# By hand


def test_a_session_moves_to_a_free_place(event, planner, draft):
    row = first(draft, "case-analysis")
    board = selectors.board(draft)
    room, start = next(
        (room, start)
        for room in event.place.rooms.filter(kind="individual")
        for start in (at(8, 30), at(9), at(13), at(14), at(8, day=4), at(9, day=4), at(10, day=4), at(14, day=4))
        if start != row.starts_at and not moving.moved(board, row, starts_at=start, room=room)[1]
    )
    moving.move_session(actor=planner, session=row, starts_at=start, room=room, revision=draft.revision)
    row.refresh_from_db()
    draft.refresh_from_db()
    assert (row.starts_at, row.room, row.ends_at - row.starts_at) == (start, room, timedelta(minutes=60))
    assert draft.status == "changed"
    assert draft.revision == 1
    with pytest.raises(Unusable, match="Orang lain mengubah"):
        moving.move_session(actor=planner, session=row, starts_at=start, room=room, revision=0)


def test_a_clash_is_refused_in_words_and_saved_on_purpose_only(event, planner, draft):
    row = first(draft, "competency-interview")
    lunch = at(12, day=3)
    with pytest.raises(Unusable) as refused:
        moving.move_session(actor=planner, session=row, starts_at=lunch, room=row.room)
    assert any("Makan siang" in sentence for sentence in refused.value.messages)
    moving.move_session(actor=planner, session=row, starts_at=lunch, room=row.room, despite=True)
    row.refresh_from_db()
    assert row.starts_at == lunch
    with pytest.raises(Unusable) as refused:
        announcing.announce_timetable(actor=planner, timetable=draft)
    assert any("Makan siang" in sentence for sentence in refused.value.messages)


def test_a_locked_session_does_not_move(event, planner, draft):
    row = first(draft, "case-analysis")
    moving.lock_session(actor=planner, session=row, time=True, room=False, people=False)
    with pytest.raises(Unusable, match="dikunci"):
        moving.move_session(actor=planner, session=row, starts_at=row.starts_at + timedelta(minutes=15), room=row.room)


def test_an_observer_with_an_interest_is_refused(event, planner, draft):
    row = first(draft, "competency-interview")
    whom = row.assessees.get()
    now = [each.member for each in row.watches.all()]
    other = event.team.filter(role="assessor").exclude(pk__in=[each.pk for each in now]).first()
    Interest.objects.create(event=event, practitioner=other.practitioner, assessee=whom, kind="keluarga")
    draft.instance = build_instance(event)
    draft.save()
    with pytest.raises(Unusable) as refused:
        moving.move_session(
            actor=planner, session=row, starts_at=row.starts_at, room=row.room, observers={whom.pk: [now[0], other]}
        )
    assert any(other.practitioner.person.name in sentence for sentence in refused.value.messages)
    assert all(person_key(other.practitioner_id) not in sentence for sentence in refused.value.messages)


def test_an_announced_timetable_is_changed_through_a_draft(event, planner, draft):
    announcing.announce_timetable(actor=planner, timetable=draft)
    row = first(draft, "case-analysis")
    with pytest.raises(Unusable, match="Hanya draf"):
        moving.move_session(actor=planner, session=row, starts_at=row.starts_at, room=row.room)
    copy = timetables.draft_from(actor=planner, timetable=draft)
    assert copy.sessions.count() == draft.sessions.count()
    assert selectors.plan_dict(copy, selectors.sessions(copy)) == selectors.plan_dict(draft, selectors.sessions(draft))


# Announcing


def test_announcing_books_everyone_notes_exposures_and_writes_to_each(event, planner, draft):
    used = event.instruments.get(instrument__code="case-analysis")
    used.variant = Variant.objects.create(instrument=used.instrument, code="AK-1")
    used.save()
    told = announcing.announce_timetable(actor=planner, timetable=draft)
    draft.refresh_from_db()
    assert draft.state == Timetable.State.ANNOUNCED
    assert Exposure.objects.filter(event=event, variant=used.variant).count() == 4
    who = event.assessees.first()
    spans = Booking.objects.filter(person=who.person)
    assert spans.count() == 4
    assert sorted(told.mailed) == [f"Assessee 0{number}" for number in range(1, 5)]
    assert "Assessor 1" in told.without_address
    mail = OutgoingMail.objects.filter(subject_person_id=who.person_id).get()
    assert "Assessor" not in mail.body
    writer = draft.sessions.filter(kind=Session.Kind.MEETING).first().writer
    load = sum(Booking.objects.filter(person=writer.practitioner.person).values_list("load_minutes", flat=True))
    assert load > 120


def test_a_room_that_another_event_took_meanwhile_is_named(event, planner, draft):
    other = make.event(make.request(event.provider, people_count=4), place=event.place, name="Rahasia Lain")
    taken = Timetable.objects.create(event=other, number=1)
    lgd = first(draft, "leaderless-group-discussion")
    Booking.objects.create(timetable=taken, room=lgd.room, during=DateTimeTZRange(lgd.starts_at, lgd.ends_at))
    with pytest.raises(Unusable) as refused:
        announcing.announce_timetable(actor=planner, timetable=draft)
    told = " ".join(refused.value.messages)
    assert "Diskusi" in told
    assert "Rahasia" not in told
    draft.refresh_from_db()
    assert draft.state == Timetable.State.DRAFT
    assert not draft.bookings.exists()


def test_an_assessee_who_is_called_elsewhere_at_that_hour_is_named(event, planner, draft):
    other = make.event(make.request(event.provider, people_count=4), name="Rahasia Lain")
    taken = Timetable.objects.create(event=other, number=1)
    row = first(draft, "case-analysis")
    who = row.assessees.get().person
    Booking.objects.create(timetable=taken, person=who, during=DateTimeTZRange(row.starts_at, row.ends_at))
    with pytest.raises(Unusable) as refused:
        announcing.announce_timetable(actor=planner, timetable=draft)
    assert any(who.name in sentence for sentence in refused.value.messages)


def test_who_left_the_team_since_the_search_holds_the_announcement_up(event, planner, draft):
    watched = draft.sessions.filter(kind=Session.Kind.EXERCISE).values("watches__member")
    member = event.team.filter(pk__in=watched, practitioner__credentials=None).first()
    member.removed_at, member.removal_reason = timezone.now(), "sakit"
    member.save()
    with pytest.raises(Unusable) as refused:
        announcing.announce_timetable(actor=planner, timetable=draft)
    assert any(member.practitioner.person.name in sentence for sentence in refused.value.messages)


@pytest.mark.requirement("B26-19-056")
def test_a_group_against_the_article_is_not_announced_unless_a_reason_is_noted(event, planner, draft):
    event.team.filter(role="support").update(removed_at=timezone.now(), removal_reason="sakit")
    with pytest.raises(RuleBroken) as broken:
        announcing.announce_timetable(actor=planner, timetable=draft)
    assert [each.code for each in broken.value.decision.findings] == ["no-support"]
    event.groups.update(exception_reason="Pendukung menyusul pukul 08.00")
    announcing.announce_timetable(actor=planner, timetable=draft)


def test_two_drafts_one_announced(event, planner, draft):
    announcing.announce_timetable(actor=planner, timetable=draft)
    copy = timetables.draft_from(actor=planner, timetable=draft)
    told = announcing.announce_timetable(actor=planner, timetable=copy)
    draft.refresh_from_db()
    assert draft.state == Timetable.State.SUPERSEDED
    assert not draft.bookings.exists()
    assert copy.bookings.exists()
    assert told.mailed == []
    with pytest.raises(Unusable, match="tidak dibuang"):
        timetables.discard_timetable(actor=planner, timetable=draft)


def test_rules_name_only_instruments_of_the_event(event, planner):
    kept = timetables.set_rules(
        actor=planner, event=event, values={"order": [["case-analysis", "competency-interview"]], "gap_minutes": 5}
    )
    assert kept.gap_minutes == 5
    assert len(build_instance(event)["rules"]["order"]) == 2
    with pytest.raises(Unusable, match="in-basket"):
        timetables.set_rules(actor=planner, event=event, values={"space": [["in-basket", "case-analysis", 30]]})


def test_nothing_is_planned_once_the_event_is_over(event, planner, draft):
    Event.objects.filter(pk=event.pk).update(state=Event.State.CANCELLED)
    with pytest.raises(Unusable):
        timetables.solve_timetable(actor=planner, event=event)
    with pytest.raises(Unusable):
        announcing.announce_timetable(actor=planner, timetable=draft)


def test_a_tester_serves_groups_that_sit_together_once():
    make.standards()
    event = make.event(
        make.request(make.provider(), people_count=8),
        instruments=("psychological-test", "competency-interview"), groups=2, seats=4,
    )  # fmt: skip
    make.team(event, assessors=12)
    TimetableRules.objects.filter(event=event).update(meeting_minutes=0)
    assert Instrument.objects.get(code="psychological-test").joint
    minds = event.team.filter(role="assessor", practitioner__credentials__kind="psikolog")
    for group, mind in zip(event.groups.all(), minds, strict=True):
        group.observers.remove(*minds.exclude(pk=mind.pk))
    made = make.timetable(event)
    assert violations(read(build_instance(event)), selectors.board(made).plan) == []
    announcing.announce_timetable(actor=make.signed_in(event.team.get(role="chair")), timetable=made)


def test_hours_and_breaks_of_a_day_are_set_and_obeyed(event, planner, client):
    first, second = event.days.all()
    page = reverse("assessment:timetable_days", args=[event.pk])
    client.force_login(planner)
    confirm_second_factor(client)
    assert "11.45-12.00 Zuhur" in client.get(page).content.decode()
    sent = {
        f"{first.pk}-starts": "09:00", f"{first.pk}-ends": "15:00", f"{first.pk}-breaks": "12.00-13.00 Makan siang",
        f"{second.pk}-starts": "08:00", f"{second.pk}-ends": "16:00", f"{second.pk}-breaks": "12-13 Makan",
    }  # fmt: skip
    refused = client.post(page, sent)
    assert "Baris 1 tidak terbaca" in refused.content.decode()
    assert "12-13 Makan" in refused.content.decode()
    sent[f"{second.pk}-breaks"] = "11.30 – 13.00 Salat Jumat\n12.30-13.30 Makan siang"
    refused = client.post(page, sent)
    assert "bertumpuk" in refused.content.decode()
    first.refresh_from_db()
    assert f"{first.starts:%H:%M}" == "08:00"
    sent[f"{second.pk}-breaks"] = "11.30 – 13.00 Salat Jumat"
    assert client.post(page, sent).status_code == 302
    told = build_instance(event)["days"]
    assert [each["start"] for each in told] == ["09:00", "08:00"]
    assert told[1]["breaks"] == [{"name": "Salat Jumat", "from": "11:30", "to": "13:00"}]
    outsider = make.signed_in(event.team.get(role="support"))
    with pytest.raises(Refused):
        set_days(actor=outsider, event=event, days={})
