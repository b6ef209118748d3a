"""Receipt of letters: by whose hand, how many working days before, what it stops, and who never sees any of it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.cards.notices import cards
from mumpuni.assessment.models import Edition, Event, Notice
from mumpuni.assessment.selectors import notices as selectors
from mumpuni.assessment.services import readiness, receipts
from mumpuni.audit.models import StoredDecision
from mumpuni.exchange.models import OutgoingMail, Progress
from mumpuni.people.models import Account, Holiday
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment import letters
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_keys")]
ISSUED = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _first_of_june(on):
    on(ISSUED)


def issued(**given):
    event = letters.event(**{"count": 1, **given})
    letters.issue(event)
    return event, letters.letter(event)


def by_hand(event, notice, day, actor=None):
    return receipts.record_receipt(
        actor=actor or letters.officer(event), notice=notice, channel="langsung", received_on=day, proof="Tanda terima"
    )


@pytest.mark.requirement("B11-08-059", "B11-08-060")
@pytest.mark.parametrize(
    ("received", "holiday", "late"),
    [
        (date(2026, 6, 8), None, False),
        (date(2026, 6, 9), None, True),
        (date(2026, 6, 8), date(2026, 6, 12), True),
        (date(2026, 6, 5), date(2026, 6, 12), False),
        (date(2026, 6, 8), date(2026, 6, 13), False),
        (date(2026, 6, 7), None, False),
    ],
)
@pytest.mark.parametrize("national", [True, False])
def test_six_working_days_before_by_the_calendar_of_the_agency(on, received, holiday, late, national):
    event, notice = issued()
    on(date(2026, 6, 12))
    if holiday:
        Holiday.objects.create(day=holiday, name="Libur", agency=None if national else event.request.agency)
    Holiday.objects.create(day=date(2026, 6, 11), name="Libur instansi lain", agency=people.agency())
    assert [problem.blocks for problem in selectors.notice_problems(event)] == [True]
    by_hand(event, notice, received)
    notice.refresh_from_db()
    kept = StoredDecision.objects.get(pk=notice.decision_id)
    assert kept.outcome == ("non-compliant" if late else "compliant")
    assert kept.facts["received_on"] == f"{received}"
    found = selectors.notice_problems(event)
    assert bool(found) is late
    if late:
        assert (found[0].code, found[0].blocks) == ("terlambat", True)
        assert "III.2 huruf a angka 4)" in found[0].text


@pytest.mark.requirement("B11-08-060")
def test_without_a_receipt_the_assessment_cannot_start_however_early_the_letter_was_sent(on):
    event, notice = issued()
    assert (letters.DAY - notice.issued_on).days > 14
    (found,) = selectors.notice_problems(event)
    assert (found.code, found.blocks) == ("belum-diteruskan", True)
    on(date(2026, 6, 8))
    by_hand(event, notice, date(2026, 6, 8))
    assert selectors.notice_problems(event) == []


@pytest.mark.requirement("B11-08-060")
def test_an_event_starts_only_when_everybody_was_called_in_time(on, monkeypatch):
    event, notice = issued()
    event.state, event.frozen_at = Event.State.PREPARED, timezone.now()
    event.save()
    monkeypatch.setattr(readiness, "_complete", lambda event: readiness.readiness(event))
    chair, hr = letters.chair(event), letters.officer(event)
    on(letters.DAY)
    with pytest.raises(RuleBroken) as broken:
        readiness.start_event(actor=chair, event=event)
    assert broken.value.decision.findings[0].details["open"] == "pemberitahuan"
    by_hand(event, notice, date(2026, 6, 9), hr)
    with pytest.raises(Unusable, match="Assessee 01: Pemberitahuan harus diterima paling lambat 6 hari kerja"):
        readiness.start_event(actor=chair, event=event)
    by_hand(event, notice, date(2026, 6, 8), hr)
    assert readiness.start_event(actor=chair, event=event).state == Event.State.RUNNING


def test_the_earliest_receipt_counts_and_a_new_verdict_names_the_old_one(on):
    event, notice = issued()
    hr = letters.officer(event)
    on(date(2026, 6, 10))
    by_hand(event, notice, date(2026, 6, 9), hr)
    late = Notice.objects.get(pk=notice.pk).decision_id
    by_hand(event, notice, date(2026, 6, 8), hr)
    now = StoredDecision.objects.get(pk=Notice.objects.get(pk=notice.pk).decision_id)
    assert (now.outcome, now.supersedes) == ("compliant", late)
    Holiday.objects.create(day=date(2026, 6, 12), name="Libur mendadak")
    assert [problem.code for problem in selectors.notice_problems(event)] == ["terlambat"]
    again = receipts.judge_again(actor=hr, notice=notice)
    assert (again.outcome, again.supersedes) == ("non-compliant", now.pk)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": date(2026, 6, 3)}, "received_on"),
        ({"received_on": date(2026, 5, 31)}, "received_on"),
        ({"proof": " "}, "proof"),
        ({"channel": "portal"}, "channel"),
    ],
)
def test_a_receipt_is_never_after_today_before_the_letter_or_without_proof(on, changes, field):
    event, notice = issued()
    on(date(2026, 6, 2))
    given = {"channel": "surel", "received_on": date(2026, 6, 2), "proof": "Balasan surel", **changes}
    with pytest.raises(Unusable) as refused:
        receipts.record_receipt(actor=letters.officer(event), notice=notice, **given)
    assert set(refused.value.message_dict) == {field}


@pytest.mark.requirement("B11-08-057")
def test_a_letter_of_2008_reaches_its_assessee_through_the_own_agency_alone():
    event, notice = issued()
    who = make.assessee_account(event.assessees.get())
    hr, elsewhere = letters.officer(event), people.account("agency-hr", agency=people.agency())
    assert not selectors.own_notices(who).exists()
    with pytest.raises(Refused):
        receipts.confirm_receipt(actor=who, notice=notice)
    for other in (elsewhere, letters.chair(event), make.staff(event.provider), who):
        with pytest.raises(Refused):
            receipts.pass_on(actor=other, notice=notice)
    OutgoingMail.objects.all().delete()
    assert selectors.inbox(hr).get() == notice
    receipts.pass_on(actor=hr, notice=notice)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [who.email]
    with pytest.raises(Unusable, match="sudah diteruskan"):
        receipts.pass_on(actor=hr, notice=notice)
    received = receipts.confirm_receipt(actor=who, notice=selectors.own_notices(who).get())
    assert (received.channel, received.received_on) == ("portal", ISSUED)
    assert receipts.confirm_receipt(actor=who, notice=selectors.own_notices(who).get()) == received


def test_the_personnel_official_is_that_of_the_agency_where_the_person_serves_now():
    event, notice = issued()
    now = people.agency("Kabupaten Baru")
    person = event.assessees.get().person
    person.appointments.update(ends_on=date(2026, 5, 1))
    people.appointment(person, now)
    assert not selectors.inbox(letters.officer(event)).exists()
    assert selectors.inbox(people.account("agency-hr", agency=now)).get() == notice


def test_a_late_letter_is_excused_with_a_reason_only_where_the_provider_flags(on):
    event, notice = issued()
    on(date(2026, 6, 9))
    chair = letters.chair(event)
    with pytest.raises(Unusable, match="menahan penilaian"):
        receipts.give_late_reason(actor=chair, notice=notice, reason="Disetujui Assessee")
    event.provider.late_notice_blocks = False
    event.provider.save()
    assert [problem.blocks for problem in selectors.notice_problems(event)] == [True]
    with pytest.raises(Refused):
        receipts.give_late_reason(actor=letters.officer(event), notice=notice, reason="x")
    with pytest.raises(Unusable, match="alasannya"):
        receipts.give_late_reason(actor=chair, notice=notice, reason=" ")
    receipts.give_late_reason(actor=chair, notice=notice, reason="Disetujui Assessee")
    assert [(problem.code, problem.blocks) for problem in selectors.notice_problems(event)] == [("lewat", False)]


def test_nothing_is_done_to_a_letter_that_was_replaced(on):
    event, notice = issued()
    event.days.update(starts="09:00")
    letters.issue(event)
    hr = letters.officer(event)
    for act in (
        lambda: receipts.pass_on(actor=hr, notice=notice),
        lambda: by_hand(event, notice, ISSUED, hr),
        lambda: receipts.give_late_reason(actor=letters.chair(event), notice=notice, reason="x"),
    ):
        with pytest.raises(Unusable, match="sudah diganti"):
            act()
    assert [problem.code for problem in selectors.notice_problems(event)] == ["belum-diteruskan"]


def test_a_new_hour_on_a_day_made_known_in_time_asks_for_a_letter_and_stops_nothing(client, on):
    event, notice = issued()
    hr, who = letters.officer(event), make.assessee_account(event.assessees.get())
    by_hand(event, notice, ISSUED, hr)
    on(date(2026, 6, 12))
    event.days.update(starts="09:00")
    assert [(each.code, each.blocks) for each in selectors.notice_problems(event)] == [("berubah", False)]
    letters.issue(event)
    newer = letters.letter(event)
    assert selectors.notice_problems(event) == []
    assert newer.decision_id == Notice.objects.get(pk=notice.pk).decision_id
    assert cards(hr)[0].figure == "1"
    receipts.pass_on(actor=hr, notice=newer)
    people_second_factor(client, letters.chair(event))
    board = client.get(reverse("assessment:notices", args=[event.pk])).content.decode()
    assert f"Hari ini sudah diberitahukan surat {notice.number}, diterima 1 Juni 2026." in board
    people_second_factor(client, who)
    own = reverse("assessment:own_notice", args=[newer.pk])
    assert "Saya telah menerima surat ini" in client.get(own).content.decode()
    receipts.confirm_receipt(actor=who, notice=letters.letter(event))
    assert "Anda menerima surat ini pada 12 Juni 2026." in client.get(own).content.decode()
    kept = StoredDecision.objects.get(pk=letters.letter(event).decision_id)
    assert (kept.outcome, kept.facts["received_on"]) == ("compliant", "2026-06-01")


def test_another_day_needs_another_letter_in_time(on):
    event, notice = issued()
    by_hand(event, notice, ISSUED)
    event.days.update(date=date(2026, 6, 17))
    assert [(each.code, each.blocks) for each in selectors.notice_problems(event)] == [("berubah", True)]
    on(date(2026, 6, 11))
    letters.issue(event)
    assert [each.code for each in selectors.notice_problems(event)] == ["lewat"]


def test_2019_sets_no_day_and_stops_nothing():
    event, notice = issued(edition=Edition.BKN_2019)
    assert [(problem.code, problem.blocks) for problem in selectors.notice_problems(event)] == [
        ("belum-diterima", False)
    ]
    receipts.confirm_receipt(actor=make.assessee_account(event.assessees.get()), notice=notice)
    assert selectors.notice_problems(event) == []
    assert Notice.objects.get(pk=notice.pk).decision_id is None


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 1), "5 hari kerja lagi untuk diterima; terakhir 8 Juni 2026."),
        (date(2026, 6, 5), "1 hari kerja lagi untuk diterima; terakhir 8 Juni 2026."),
        (date(2026, 6, 6), "Hari terakhir untuk diterima: 8 Juni 2026."),
        (date(2026, 6, 8), "Hari terakhir untuk diterima: 8 Juni 2026."),
        (date(2026, 6, 9), "Batas penerimaan sudah lewat: 8 Juni 2026."),
    ],
)
def test_the_countdown_in_working_days_stands_on_the_pages_and_cards_of_all_who_wait(client, on, today, words):
    event, notice = issued()
    hr, who, chair = letters.officer(event), make.assessee_account(event.assessees.get()), letters.chair(event)
    receipts.pass_on(actor=hr, notice=notice)
    on(today)
    for actor, address in (
        (chair, reverse("assessment:notices", args=[event.pk])),
        (hr, reverse("assessment:notice", args=[notice.pk])),
        (who, reverse("assessment:own_notice", args=[notice.pk])),
    ):
        people_second_factor(client, actor)
        assert words in client.get(address).content.decode()
    fresh = Account.objects.get
    assert words in cards(fresh(pk=who.pk))[0].text
    assert words in cards(fresh(pk=chair.pk))[0].text
    assert bool(cards(fresh(pk=hr.pk))) is (today > date(2026, 6, 8))


def people_second_factor(client, actor):
    client.force_login(actor)
    if actor.needs_second_factor:
        people.confirm_second_factor(client)


def test_the_official_is_asked_on_the_home_page_until_the_letter_is_passed_on():
    event, notice = issued()
    hr = letters.officer(event)
    (card,) = cards(hr)
    assert (card.figure, card.url) == ("1", reverse("assessment:notice_inbox"))
    assert "terakhir 8 Juni 2026" in card.text
    receipts.pass_on(actor=hr, notice=notice)
    assert cards(hr) == []


def test_issuing_previewing_and_receiving_on_the_pages(client):
    event = letters.event(count=2)
    people_second_factor(client, letters.chair(event))
    board, issue = (reverse(f"assessment:{name}", args=[event.pk]) for name in ("notices", "notices_issue"))
    assert "Terbitkan surat" in client.get(board).content.decode()
    page = client.get(issue)
    assert "2 surat siap terbit" in page.content.decode()
    first, second = event.assessees.all()
    holder = event.provider.office.holders.get().pk
    given = {"issued_on": "2026-06-01", "nature": "Rahasia", "attachments": 0, "signer": holder}
    answer = client.post(reverse("assessment:notice_preview", args=[event.pk]), {**given, "preview": first.pk})
    assert answer["Content-Type"] == "application/pdf"
    wrong = client.post(issue, {**given, "nature": "", "assessee": first.pk, "revision": event.revision})
    assert wrong.status_code == 422
    assert "Isian (3) surat pemberitahuan belum diisi" in wrong.content.decode()
    none = client.post(issue, {**given, "revision": event.revision})
    assert (none.status_code, "Pilih paling sedikit satu" in none.content.decode()) == (422, True)
    checked = client.post(issue, {**given, "check": 1, "assessee": second.pk})
    assert (checked.status_code, 'value="Rahasia"' in checked.content.decode()) == (200, True)
    answer = client.post(issue, {**given, "assessee": first.pk, "revision": event.revision})
    assert answer.status_code == 302
    assert Progress.objects.get().get_absolute_url() == answer["Location"]
    letters.issue(event, who=[first.pk, second.pk])
    notice = letters.letter(event)
    assert client.get(board + "?export=xlsx").status_code == 200
    assert client.get(board + "?keadaan=belum-diteruskan&q=01").content.decode().count("<tr>") == 2
    hr = letters.officer(event)
    people_second_factor(client, hr)
    assert notice.number in client.get(reverse("assessment:notice_inbox")).content.decode()
    assert client.get(reverse("assessment:notice_pdf", args=[notice.pk])).content.startswith(b"%PDF")
    client.post(reverse("assessment:notice_pass_on", args=[notice.pk]))
    address = reverse("assessment:notice_receipt", args=[notice.pk])
    wrong = client.post(address, {"channel": "langsung", "received_on": "2026-07-01", "proof": "Tanda terima"})
    assert (wrong.status_code, "belum tiba" in wrong.content.decode()) == (422, True)
    assert 'value="Tanda terima"' in wrong.content.decode()
    client.post(address, {"channel": "langsung", "received_on": "2026-06-01", "proof": "Tanda terima"})
    page = client.get(reverse("assessment:notice", args=[notice.pk])).content.decode()
    assert "Tanda terima" in page
    assert "Dasar hukum" in page
    people_second_factor(client, make.assessee_account(first))
    own = reverse("assessment:own_notice", args=[notice.pk])
    assert event.name in client.get(reverse("assessment:own_notices")).content.decode()
    assert "Anda menerima surat ini pada 1 Juni 2026." in client.get(own).content.decode()
    assert Notice.objects.get(pk=notice.pk).opened_at is not None
    client.post(reverse("assessment:own_notice_confirm", args=[notice.pk]))
    assert notice.receipts.count() == 2


def test_a_board_and_an_inbox_cost_the_same_for_one_as_for_nine(client, queries):
    def costs(event):
        letters.issue(event)
        hr, chair = letters.officer(event), letters.chair(event)
        for notice in Notice.objects.filter(assessee__event=event)[: event.assessees.count() - 1]:
            by_hand(event, notice, ISSUED, hr)
        pages = [reverse(f"assessment:{word}", args=[event.pk]) for word in ("notices", "notices_issue")]
        visits = [(chair, page) for page in pages]
        visits += [(hr, reverse("assessment:notice_inbox")), (hr, reverse("ui:home")), (chair, reverse("ui:home"))]
        counted = []
        for actor, address in visits:
            people_second_factor(client, actor)
            counted.append(queries(lambda address=address: client.get(address)))
        return counted

    assert costs(letters.event(count=1)) == costs(letters.event(count=9, name="Penyelenggara Lain"))


def test_nothing_of_an_event_reaches_another_agency_provider_or_assessee(client):
    event = letters.event(count=2)
    letters.issue(event)
    other_event = letters.event(count=1, name="Penyelenggara Lain")
    letters.issue(other_event)
    notice = letters.letter(event)
    receipts.pass_on(actor=letters.officer(event), notice=notice)
    outsiders = [
        people.account("agency-hr", agency=other_event.request.agency),
        make.staff(other_event.provider),
        letters.chair(other_event),
        make.assessee_account(other_event.assessees.get()),
        make.assessee_account(event.assessees.get(number=2)),
        people.account("ppk", agency=event.request.agency),
        people.account("organiser"),
    ]
    for actor in outsiders:
        people_second_factor(client, actor)
        for word in ("notice", "notice_pdf", "notice_receipt", "notice_excuse", "own_notice"):
            answer = client.get(reverse(f"assessment:{word}", args=[notice.pk]))
            assert answer.status_code in (403, 404), (actor, word)
        for word in ("notice_pass_on", "notice_judge", "notice_receipt", "notice_excuse", "own_notice_confirm"):
            answer = client.post(reverse(f"assessment:{word}", args=[notice.pk]))
            assert answer.status_code in (403, 404), (actor, word)
        for word in ("notices", "notices_issue"):
            assert client.get(reverse(f"assessment:{word}", args=[event.pk])).status_code == 404
        assert client.post(reverse("assessment:notice_preview", args=[event.pk])).status_code == 404
        for word in ("notice_inbox", "own_notices"):
            answer = client.get(reverse(f"assessment:{word}"))
            assert notice.number not in answer.content.decode()
    assert not notice.receipts.exists()


def test_staff_and_watchers_look_and_change_nothing(client):
    event, notice = issued()
    for actor in (
        make.staff(event.provider),
        people.account("supervisor"),
        make.signed_in(event.team.get(role="support")),
    ):
        people_second_factor(client, actor)
        assert client.get(reverse("assessment:notices", args=[event.pk])).status_code == 200
        assert client.get(reverse("assessment:notice", args=[notice.pk])).status_code == 200
        assert client.get(reverse("assessment:notice_pdf", args=[notice.pk])).status_code == 200
        assert client.get(reverse("assessment:notices_issue", args=[event.pk])).status_code == 403
        for word in ("notice_pass_on", "notice_judge", "notice_receipt", "notice_excuse"):
            assert client.post(reverse(f"assessment:{word}", args=[notice.pk])).status_code == 403
        assert client.get(reverse("assessment:notice_inbox")).status_code == 403
