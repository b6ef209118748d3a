"""Who may not change a rating is refused, and the attempt stands in the trail (Pasal 7 ayat (2), ADR 0016)."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from mumpuni.assessment import words
from mumpuni.assessment.models import Note, Rating
from mumpuni.assessment.selectors.assigning import RATED_KINDS
from mumpuni.assessment.services import meetings, observing, replay
from mumpuni.audit import services as audit
from mumpuni.audit.models import Event as Line
from mumpuni.people.policies import Refused
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db
ATTEMPT = "audit.attempt.refused"
AT = "2026-03-03T03:00:00.000Z"


@pytest.fixture
def event():
    return stages.running()


@pytest.fixture
def assessor(event):
    return make.signed_in(stages.member(event))


@pytest.fixture
def sheet(event, assessor):
    tool = event.instruments.filter(instrument__kind__in=RATED_KINDS).first()
    return observing.open_sheet(actor=assessor, assessee=stages.first(event), tool=tool)


def enter(client, account):
    client.force_login(account)
    people.confirm_second_factor(client)


class Device:
    """A tablet that sends ratings of one competency."""

    def __init__(self, client, sheet):
        self.client, self.sheet, self.key, self.sent = client, sheet, str(uuid4()), 0
        self.line = stages.lines(sheet.assessee)[0].pk

    def rate(self, level):
        self.sent += 1
        entry = {"sequence": self.sent, "kind": "rate", "made_at": AT,
                 "body": {"line": self.line, "level": level, "reason": "Tampak dua kali"}}  # fmt: skip
        where = reverse("assessment:sheet_journal", args=[self.sheet.pk])
        sent = json.dumps({"device": self.key, "entries": [entry]})
        return self.client.post(where, sent, content_type="application/json")


@pytest.mark.requirement("B26-19-002")
@pytest.mark.requirement("B11-08-019")
@pytest.mark.parametrize("edition", ["bkn-26-2019", "bkn-11-2008"])
def test_ppk_superior_and_sysadmin_change_no_rating_and_leave_a_line_each(client, edition):
    """They get 404 and not 403: a 403 would tell them that this person is rated with this instrument."""
    event = stages.running(edition=edition)
    assessor = make.signed_in(stages.member(event))
    tool = event.instruments.filter(instrument__kind__in=RATED_KINDS).first()
    assessee = stages.first(event)
    sheet = observing.open_sheet(actor=assessor, assessee=assessee, tool=tool)
    enter(client, assessor)
    mine = Device(client, sheet)
    assert mine.rate("3.00").json()["refused"] == []
    boss = people.person("Atasan Langsung")
    people.appointment(boss, event.request.agency, title="Kepala Badan", level="jpt-pratama")
    visitors = [
        people.account("ppk", agency=event.request.agency, person=people.person("Pejabat Pembina")),
        people.account(person=boss),
        people.account("system-admin"),
    ]
    for each in visitors:
        enter(client, each)
        assert Device(client, sheet).rate("1.00").status_code == 404
        opened = client.post(reverse("assessment:sheet_open", args=[assessee.pk, tool.pk]))
        assert opened.status_code == 404
    assert Rating.objects.get(sheet=sheet).level == Decimal(3)
    lines = Line.objects.filter(name=ATTEMPT).order_by("pk")
    journal = reverse("assessment:sheet_journal", args=[sheet.pk])
    told = [(each.actor_id, each.subject_label) for each in lines if each.data["view"] == "assessment:sheet_journal"]
    assert told == [(each.pk, journal) for each in visitors]
    assert lines.count() == 6
    assert {each.data["answer"] for each in lines} == {404}
    enter(client, assessor)
    assert mine.rate("4.00").json()["refused"] == []
    assert Rating.objects.get(sheet=sheet).level == Decimal(4), "the assessor changes it before integration"
    assert lines.count() == 6


@pytest.mark.requirement("B26-19-002")
def test_nobody_of_them_changes_an_agreed_level_and_the_line_says_why(client, event):
    assessee = stages.first(event)
    stages.rated(assessee)
    chair = make.signed_in(stages.member(event, "chair"))
    made = meetings.open_meeting(actor=chair, assessee=assessee)
    line = stages.lines(assessee)[0]
    where = reverse("assessment:meeting_line", args=[made.pk, line.pk])
    evidence = [Note.objects.filter(sheet__assessee=assessee, tags__line=line).first().pk]
    sent = {"level": "1", "reason": "Dorongan dari luar", "evidence": evidence}
    outside = people.account("ppk", agency=event.request.agency), people.account(), people.account("system-admin")
    for each in outside:
        enter(client, each)
        assert client.post(where, sent).status_code == 404
    teams_admin = make.signed_in(stages.member(event, "admin"))
    enter(client, teams_admin)
    assert client.post(where, sent).status_code == 403
    assert not made.agreements.exists()
    lines = list(Line.objects.filter(name=ATTEMPT).order_by("pk"))
    assert [each.actor_id for each in lines] == [*(each.pk for each in outside), teams_admin.pk]
    assert lines[0].data["reason"] == "Tidak ada, atau akun ini tidak boleh tahu bahwa ada."
    assert lines[-1].data["reason"] == words.MAY_NOT_SEE_RATINGS
    auditor = people.account("auditor")
    enter(client, auditor)
    assert "Percobaan mengubah ditolak" in client.get(reverse("audit:event_list")).content.decode()
    page = client.get(reverse("audit:event", args=[lines[-1].pk])).content.decode()
    for text in ("Percobaan mengubah ditolak", "Alasan", "Jawaban", where, lines[-1].actor_name):
        assert text in page


def test_reading_and_what_reaches_no_view_leave_no_line(client, sheet):
    enter(client, people.account("system-admin"))
    client.get(reverse("assessment:sheet", args=[sheet.pk]))
    client.post("/tidak/ada/")
    enter(client, people.account("ppk", agency=people.agency("Kota Lain")))
    client.handler.enforce_csrf_checks = True
    assert Device(client, sheet).rate("1.00").status_code == 403
    client.logout()
    Device(client, sheet).rate("1.00")
    assert not Line.objects.filter(name=ATTEMPT).exists()


def test_an_address_stands_once_and_a_flood_ends_with_a_word(client, sheet, event, queries):
    account = people.account("system-admin")
    enter(client, account)
    device = Device(client, sheet)
    device.rate("1.00")
    again = queries(lambda: device.rate("1.00"))
    assert Line.objects.filter(name=ATTEMPT).count() == 1
    costs = set()
    for _each in range(24):
        where = reverse("assessment:sheet_journal", args=[uuid4()])
        costs.add(queries(lambda at=where: client.post(at, "{}", content_type="application/json")))
    lines = Line.objects.filter(name=ATTEMPT).order_by("pk")
    assert lines.count() == audit.REFUSALS
    assert [each.data.get("and_more", False) for each in lines] == [False] * 19 + [True]
    assert len(costs) == 2, "with a line and without, whatever came before"
    assert queries(lambda: device.rate("1.00")) == again
    enter(client, people.account("system-admin"))
    Device(client, sheet).rate("1.00")
    assert lines.all().count() == audit.REFUSALS + 1, "one account's flood silences nobody else's line"


def test_the_secret_of_a_link_stays_out_of_the_trail(client, event):
    enter(client, people.account())
    client.post(reverse("people:invitation", args=["rahasia-sekali"]))
    assert not Line.objects.filter(subject_label__contains="rahasia").exists()


def test_a_failure_of_the_trail_changes_no_answer(client, sheet, monkeypatch, caplog):
    def broken(*_args, **_more):
        raise RuntimeError("no trail")

    monkeypatch.setattr(audit, "record_refusal", broken)
    enter(client, people.account("system-admin"))
    assert Device(client, sheet).rate("1.00").status_code == 404
    assert "missing from the trail" in caplog.text


@pytest.mark.requirement("B26-19-002")
@pytest.mark.django_db(transaction=True)
def test_the_line_stands_although_the_transaction_is_rolled_back(client, monkeypatch):
    event = stages.running()
    assessor = make.signed_in(stages.member(event))
    tool = event.instruments.filter(instrument__kind__in=RATED_KINDS).first()
    sheet = observing.open_sheet(actor=assessor, assessee=stages.first(event), tool=tool)

    @transaction.atomic
    def writes_and_refuses(*, actor, sheet, **_more):
        audit.record(actor, "assessment.sheet.touched", sheet)
        raise Refused("Bukan lembar Anda.")

    monkeypatch.setattr(replay, "replay", writes_and_refuses)
    enter(client, assessor)
    assert Device(client, sheet).rate("3.00").status_code == 403
    assert not Line.objects.filter(name="assessment.sheet.touched").exists()
    line = Line.objects.get(name=ATTEMPT)
    assert (line.actor_id, line.data["reason"], line.data["answer"]) == (assessor.pk, "Bukan lembar Anda.", 403)
