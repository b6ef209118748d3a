"""The integration meeting: each rates alone, then all agree (Pasal 7 ayat (3) and (5), Pasal 25 ayat (2) huruf c-e)."""

import threading
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.urls import reverse

from mumpuni.assessment.agreement import agreement, leniency
from mumpuni.assessment.cards.ratings import cards
from mumpuni.assessment.models import Interest, Meeting, Note, Result, Stance
from mumpuni.assessment.policies import meetings as rights
from mumpuni.assessment.selectors.assigning import RATED_KINDS
from mumpuni.assessment.selectors.grids_of_ratings import grid
from mumpuni.assessment.selectors.rater_agreement import compare
from mumpuni.assessment.services import meetings, observing
from mumpuni.audit.models import Event as Line
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return stages.running()


@pytest.fixture
def chair(event):
    return make.signed_in(stages.member(event, "chair"))


@pytest.fixture
def assessors(event):
    return [make.signed_in(stages.member(event, at=at)) for at in range(2)]


@pytest.fixture
def rated(event):
    """Everything done and handed in; two assessors on each instrument."""
    event.instruments.update(observers=2)
    event.groups.get().observers.set([stages.member(event, at=at) for at in range(2)])
    found = stages.first(event)
    stages.rated(found)
    return found


def held(chair, rated, *, agreed=True, level=3):
    made = meetings.open_meeting(actor=chair, assessee=rated)
    if agreed:
        for line in stages.lines(rated):
            settle(chair, made, line, level)
    return made


def settle(chair, meeting, line, level=3):
    notes = Note.objects.filter(sheet__assessee=meeting.assessee, tags__line=line)[:1]
    return meetings.agree(
        actor=chair, meeting=meeting, line=line, level=Decimal(level), reason="Sepakat", evidence=[n.pk for n in notes]
    )


def everybody_agrees(meeting, *accounts):
    for found in meeting.agreements.filter(round=meeting.round):
        for each in accounts:
            meetings.say(actor=each, agreement=found, agrees=True)


def locked(chair, assessors, rated):
    made = held(chair, rated)
    everybody_agrees(made, chair, *assessors)
    meetings.write_minutes(actor=chair, meeting=made, text="Dibahas satu per satu.")
    return made, meetings.lock(actor=chair, meeting=made)


def test_it_opens_when_everybody_has_rated_alone(event, chair, assessors, rated):
    missing = rated.sheets.first()
    handed_in, missing.submitted_at = missing.submitted_at, None
    missing.save()
    with pytest.raises(RuleBroken) as broken:
        held(chair, rated)
    assert broken.value.decision.rule == "bkn-26-2019/analysis"
    missing.submitted_at = handed_in
    missing.save()
    rated.takings.first().delete()
    with pytest.raises(Unusable, match="belum lengkap"):
        held(chair, rated)
    stages.taken(rated)
    with pytest.raises(Refused):
        meetings.open_meeting(actor=assessors[0], assessee=rated)
    made = held(chair, rated, agreed=False)
    assert {each.pk for each in made.present.all()} == {
        stages.member(event, "chair").pk, stages.member(event).pk, stages.member(event, at=1).pk,
    }  # fmt: skip


def test_a_chair_leads_one_open_meeting(event, chair, rated):
    other = event.assessees.order_by("number")[1]
    stages.rated(other)
    held(chair, rated, agreed=False)
    with pytest.raises(Unusable, match=str(rated)):
        meetings.open_meeting(actor=chair, assessee=other)
    with pytest.raises(Unusable, match="sudah ada"):
        meetings.open_meeting(actor=chair, assessee=rated)


@pytest.mark.requirement("B26-19-104")
def test_ratings_of_others_stay_shut_until_the_own_are_handed_in(event, chair, assessors, rated):
    late = rated.sheets.filter(member=stages.member(event)).first()
    Meeting.objects.create(assessee=rated, chair=stages.member(event, "chair"))
    late.submitted_at = None
    late.save()
    assert not rights.may_see_ratings(assessors[0], rated)
    assert rights.may_see_ratings(assessors[1], rated)
    outsider = make.signed_in(stages.member(event, at=2))
    assert not rights.may_see_ratings(outsider, rated)
    Interest.objects.create(
        event=event, practitioner=stages.member(event, at=1).practitioner, assessee=rated, kind="keluarga"
    )
    assert not rights.may_see_ratings(assessors[1], rated)
    assert rights.may_see_ratings(chair, rated)


@pytest.mark.requirement("B26-19-106")
def test_the_table_shows_every_rating_and_leaves_a_visible_blank(chair, rated, client):
    made = held(chair, rated, agreed=False)
    line = stages.lines(rated)[0]
    sheet = rated.sheets.first()
    sheet.ratings.filter(line=line).delete()
    rated.sheets.last().ratings.filter(line=line).update(level=5)
    table = grid(made)
    row = table.row(line.pk)
    assert [cell.rating is None for cell in row.cells].count(True) == 1
    assert row.apart.code == "ratings-apart"
    client.force_login(chair)
    people.confirm_second_factor(client)
    page = client.get(reverse("assessment:meeting", args=[made.pk])).content.decode()
    assert page.count("tidak dinilai") == 1
    assert "Pasal 7 ayat (5)" in page


@pytest.mark.parametrize(
    ("given", "field"),
    [({"level": Decimal("5.01")}, "level"), ({"level": Decimal("2.5")}, "level"), ({"reason": " "}, "reason"),
     ({"evidence": []}, "evidence"), ({"evidence": "of another"}, "evidence")],
)  # fmt: skip
def test_a_level_needs_its_bounds_a_reason_and_notes_of_its_own(event, chair, rated, given, field):
    event.provider.decimal_levels = False
    event.provider.save()
    made = held(chair, rated, agreed=False)
    line, other = stages.lines(rated)[:2]
    notes = Note.objects.filter(sheet__assessee=rated)
    if given.get("evidence") == "of another":
        given = {"evidence": [notes.filter(tags__line=other).first().pk]}
    whole = {"level": Decimal(3), "reason": "Sebab", "evidence": [notes.filter(tags__line=line).first().pk], **given}
    with pytest.raises(Unusable) as refused:
        meetings.agree(actor=chair, meeting=made, line=line, **whole)
    assert set(refused.value.message_dict) == {field}


def test_who_dissents_says_why_and_another_level_asks_everybody_again(event, chair, assessors, rated):
    made = held(chair, rated)
    found = made.agreements.first()
    with pytest.raises(Unusable, match="pendapat"):
        meetings.say(actor=assessors[0], agreement=found, agrees=False)
    meetings.say(actor=assessors[0], agreement=found, agrees=False, dissent="Menurut saya 2.")
    with pytest.raises(Refused):
        meetings.say(actor=make.signed_in(stages.member(event, at=2)), agreement=found, agrees=True)
    settle(chair, made, found.line, 2)
    assert not Stance.objects.exists()


def test_the_chair_is_told_who_has_not_rated(event, chair, rated):
    late = stages.member(event)
    assert late.practitioner.person.name in next(each.text for each in cards(chair))
    event.assessees.exclude(pk=rated.pk).delete()
    assert cards(chair) == []
    sheet = rated.sheets.filter(member=late).first()
    sheet.submitted_at = None
    sheet.save()
    (told,) = cards(chair)
    assert (told.figure, late.practitioner.person.name in told.text) == ("1", True)
    assert cards(make.signed_in(stages.member(event, at=1))) == []


@pytest.mark.requirement("B26-19-002")
def test_nobody_but_those_who_sit_there_touches_a_level(event, chair, rated):
    made = held(chair, rated, agreed=False)
    ppk = people.account("ppk", agency=event.request.agency)
    admin = people.account("system-admin")
    for each in (ppk, admin, make.signed_in(stages.member(event, "admin"))):
        with pytest.raises(Refused):
            settle(each, made, stages.lines(rated)[0])


@pytest.mark.requirement("B11-08-019")
def test_a_ppk_writes_in_no_sheet_of_an_event_of_2008_and_its_assessor_does(client):
    event = stages.running(edition="bkn-11-2008")
    assessee, assessor = stages.first(event), make.signed_in(stages.member(event))
    tool = event.instruments.filter(instrument__kind__in=RATED_KINDS).first()
    sheet = observing.open_sheet(actor=assessor, assessee=assessee, tool=tool)
    address = reverse("assessment:sheet", args=[sheet.pk])

    def opens(account):
        client.force_login(account)
        people.confirm_second_factor(client)
        return client.get(address).status_code

    ppk = people.account("ppk", agency=event.request.agency)
    with pytest.raises(Refused):
        observing.open_sheet(actor=ppk, assessee=assessee, tool=tool)
    assert (opens(ppk), opens(assessor)) == (404, 200), "a sheet is not even known to be there"


@pytest.mark.requirement("B26-19-065")
def test_it_locks_whole_and_decides_the_result(chair, assessors, rated):
    made = held(chair, rated)
    with pytest.raises(RuleBroken) as broken:
        meetings.lock(actor=chair, meeting=made)
    assert {each.code for each in broken.value.decision.findings} == {"no-minutes"}
    meetings.write_minutes(actor=chair, meeting=made, text="Dibahas.")
    with pytest.raises(Unusable, match="Belum menyatakan"):
        meetings.lock(actor=chair, meeting=made)
    assert not Result.objects.exists(), "nothing to report or to release before the meeting is closed"
    everybody_agrees(made, chair, *assessors)
    result = meetings.lock(actor=chair, meeting=made)
    assert result.category == "memenuhi-syarat"
    for act in (
        lambda: settle(chair, made, stages.lines(rated)[0]),
        lambda: meetings.write_minutes(actor=chair, meeting=made, text="Lain"),
        lambda: meetings.say(actor=chair, agreement=made.agreements.first(), agrees=True),
    ):
        with pytest.raises(Unusable, match="dikunci"):
            act()


def test_only_the_chair_reopens_with_a_reason_and_the_old_round_stays(event, chair, assessors, rated):
    made, old = locked(chair, assessors, rated)
    with pytest.raises(Refused):
        meetings.reopen(actor=assessors[0], meeting=made, reason="Ingin")
    with pytest.raises(Unusable):
        meetings.reopen(actor=chair, meeting=made, reason=" ")
    again = meetings.reopen(actor=chair, meeting=made, reason="Catatan wawancara terlewat")
    assert OutgoingMail.objects.filter(subject__contains="dibuka kembali").count() == 3
    settle(chair, again, stages.lines(rated)[0], 4)
    everybody_agrees(again, chair, *assessors)
    meetings.write_minutes(actor=chair, meeting=again, text="Dibahas lagi.")
    new = meetings.lock(actor=chair, meeting=again)
    old.refresh_from_db()
    assert old.replaced_by == new
    assert {str(row.agreement.level) for row in grid(again, 1).rows} == {"3.00"}
    assert again.reopenings.get().minutes == "Dibahas satu per satu."
    assert Result.objects.filter(replaced_by=None).get() == new


def test_a_second_saver_meets_what_the_first_one_changed(chair, rated):
    made = held(chair, rated, agreed=False)
    seen = Meeting.objects.get().revision
    settle(chair, made, stages.lines(rated)[0])
    with pytest.raises(Unusable) as refused:
        meetings.write_minutes(actor=chair, meeting=made, text="Dari halaman lama", revision=seen)
    assert refused.value.code == "changed-meanwhile"


def test_after_a_conflict_the_agreement_form_saves_at_the_second_try(chair, rated, client):
    made = held(chair, rated, agreed=False)
    line, other = stages.lines(rated)[:2]
    seen = Meeting.objects.get().revision
    settle(chair, made, other)
    client.force_login(chair)
    people.confirm_second_factor(client)
    address = reverse("assessment:meeting_line", args=[made.pk, line.pk])
    form = client.get(address).context["form"]
    typed = {"level": "3", "reason": "Runtut", "evidence": [form.fields["evidence"].queryset.first().pk]}
    late = client.post(address, {**typed, "revision": seen})
    assert (late.status_code, made.agreements.filter(line=line).count()) == (422, 0)
    assert late.context["form"]["reason"].value() == "Runtut"
    assert client.post(address, {**typed, "revision": late.context["form"]["revision"].value()}).status_code == 302
    assert made.agreements.get(line=line).reason == "Runtut"


def test_minutes_survive_what_others_say_meanwhile_and_a_refusal(chair, assessors, rated, client):
    made = held(chair, rated)
    seen = Meeting.objects.get().revision
    everybody_agrees(made, chair, *assessors)
    client.force_login(chair)
    people.confirm_second_factor(client)
    act = reverse("assessment:meeting_act", args=[made.pk])
    late = client.post(act, {"aksi": "notulen", "text": "Lama", "revision": seen - 1})
    assert (late.status_code, late.context["minutes_form"]["text"].value()) == (422, "Lama")
    client.post(act, {"aksi": "kunci", "text": "Dibahas satu per satu.", "revision": seen})
    made.refresh_from_db()
    assert (made.state, made.minutes) == (Meeting.State.LOCKED, "Dibahas satu per satu.")


def test_pages_cost_the_same_for_two_sheets_as_for_six_and_leave_a_line(event, chair, rated, client, queries):
    made = held(chair, rated)
    client.force_login(chair)
    people.confirm_second_factor(client)
    page = reverse("assessment:meeting", args=[made.pk])
    client.get(page)
    whole = queries(lambda: client.get(page))
    assert Line.objects.filter(name="assessment.meeting.read").count() == 2
    for each in rated.sheets.order_by("pk")[2:]:
        each.submitted_at = None
        each.save()
    assert queries(lambda: client.get(page)) == whole
    answers = {
        name: client.get(reverse(f"assessment:{name}", args=args)).status_code
        for name, args in {
            "meetings": [event.pk], "rater_agreement": [event.pk], "meeting_minutes": [made.pk],
            "meeting_line": [made.pk, stages.lines(rated)[0].pk], "meeting_say": [made.pk, stages.lines(rated)[0].pk],
        }.items()
    }  # fmt: skip
    assert answers == {
        "meetings": 200, "rater_agreement": 200, "meeting_minutes": 404, "meeting_line": 200, "meeting_say": 200
    }  # fmt: skip


def test_the_minutes_print_every_rating_and_dissent(chair, assessors, rated, client):
    made = held(chair, rated)
    everybody_agrees(made, chair, *assessors)
    meetings.say(actor=assessors[1], agreement=made.agreements.first(), agrees=False, dissent="Menurut saya 2,5.")
    meetings.write_minutes(actor=chair, meeting=made, text="Dibahas satu per satu.")
    meetings.lock(actor=chair, meeting=made)
    client.force_login(chair)
    people.confirm_second_factor(client)
    answer = client.get(reverse("assessment:meeting_minutes", args=[made.pk]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
def test_two_meetings_opened_at_once_leave_one(event, chair, rated):
    other = event.assessees.order_by("number")[1]
    stages.rated(other)
    start, told = threading.Barrier(2), []

    def run(assessee):
        start.wait()
        try:
            meetings.open_meeting(actor=chair, assessee=assessee)
        except Unusable as refused:
            told.append(refused)
        connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in (rated, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Meeting.objects.count(), len(told)) == (1, 1)


#: Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(1,1) = .17.
PUBLISHED = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def test_agreement_is_that_of_the_published_example():
    given = {at: dict(enumerate(map(Fraction, row))) for at, row in enumerate(PUBLISHED)}
    assert round(agreement(given, fewest=2).icc, 2) == 0.17
    mildest, *_others, strictest = leniency(given, fewest=2)
    assert (mildest.rater, strictest.rater) == (0, 1)
    assert sum(each.above for each in leniency(given, fewest=2)) == pytest.approx(0)


def test_too_few_ratings_print_no_figure(event, rated):
    few = compare(event)
    assert (few.whole.targets < few.whole.needed, few.whole.icc) == (True, None)
    given = {at: {"a": Fraction(3), "b": Fraction(3)} for at in range(40)}
    assert agreement(given).icc is None  # nothing varies
