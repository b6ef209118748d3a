"""Every address of the assessment centre, asked for by everyone to whom an event is none of their business."""

import logging
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse

from mumpuni.assessment import models, urls
from mumpuni.config import urls as root
from mumpuni.documents.models import Document
from mumpuni.people.models import Account, Identity, Role
from tests.assessment import factories as make
from tests.assessment import world as worlds
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_keys")]

#: What `pk` is, by how an address begins; the longest beginning counts. Every other part is named for its row.
PK = {
    "penilaian/penyelenggara/": "provider",
    "penilaian/tempat/": "place",
    "penilaian/register/": "practitioner",
    "penilaian/alat-ukur/": "instrument",
    "penilaian/hasil-terdahulu/": "past",
    "penilaian/permintaan/": "request",
    "penilaian/pertanyaan/": "question",
    "penilaian/kegiatan/": "event",
    "penilaian/kegiatan/baru/": "request",
    "penilaian/daftar-periksa/": "activity",
    "penilaian/uraian-tugas/": "duty",
    "penilaian/kelompok/": "group",
    "penilaian/assessee/": "assessee",
    "penilaian/jadwal/": "timetable",
    "penilaian/sesi/": "session",
    "penilaian/surat-panggilan/": "notice",
    "penilaian/panggilan/": "notice",
    "penilaian/isian/": "answer",
    "penilaian/naskah-formulir/": "template",
    "penilaian/aspek-potensi/": "aspect",
    "penilaian/rapat/": "meeting",
    "penilaian/laporan-penyelenggaraan/": "organiser_report",
    "penilaian/kalimat/": "sentence",
}
SAME = {"who": "practitioner"}
#: Who sends forms, and the pages that pick a row by their query.
SENDING = {"agency-hr", "ppk", "staff", "chair", "assessee"}
PICKING = {"target_new", "candidates_add", "team_add", "timetable_version"}
#: Addresses of rows that answer strangers, and which words these may read there; everything else stays shut.
#: A calendar's address is itself the secret. Teams borrow assessors, so every provider's staff finds who they are.
SHUT = {"template", "duty", "aspect", "activity", "instrument", "variant", "code"}
OPEN = {"calendar_feed": frozenset({worlds.ROOM, worlds.EVENT})}
OPEN_TO_STAFF = {"practitioner": frozenset({worlds.TEAM}), "register": frozenset({worlds.TEAM})}
BORROWING = {name: frozenset({worlds.TEAM}) for name in ("team_find", "team_add")}
ROWS = {
    "provider",
    "recognition",
    "closed",
    "place",
    "practitioner",
    "grade",
    "credential",
    "work",
    "away",
    "instrument",
    "variant",
    "person",
    "past",
    "request",
    "target",
    "candidate",
    "question",
    "event",
    "line",
    "activity",
    "member",
    "letter",
    "duty",
    "group",
    "assessee",
    "timetable",
    "session",
    "notice",
    "tool",
    "check_in",
    "meeting",
    "measured",
    "copy",
    "hand_in",
    "aspect",
    "result",
    "sheet",
    "scan",
    "answer",
    "file",
    "template",
    "code",
    "word",
    "signed",
    "report",
    "sentence",
    "delivery",
    "opening",
    "token",
    "objection",
    "development",
    "organiser_report",
}
PATTERNS: list[URLPattern] = [each for each in urls.urlpatterns if isinstance(each, URLPattern)]


def parts_of(pattern: URLPattern) -> dict[str, str]:
    """Which row fills each part of an address; a KeyError for one that this test does not know."""
    route = str(pattern.pattern)
    found = {}
    for name in pattern.pattern.converters:
        if name == "pk":
            begin = max((each for each in PK if route.startswith(each)), key=len, default=None)
            if begin is None:
                raise KeyError(route)
            found[name] = PK[begin]
        else:
            found[name] = SAME.get(name, name)
    return found


def address(pattern: URLPattern, rows: dict[str, Any], others: dict[str, Any] | None = None) -> str:
    """The address of these rows; with `others`, the first part is of those and the rest of these."""
    values = {}
    for number, (part, kind) in enumerate(parts_of(pattern).items()):
        row = (others if others and not number else rows)[kind]
        values[part] = getattr(row, "pk", row)
    return reverse(f"assessment:{pattern.name}", kwargs=values)


def strangers(other: worlds.World) -> dict[str, Account | None]:
    """Who belongs to the other event, one each, and one account with every role that belongs to none."""
    elsewhere = people.person("Orang Lain", at=other.event.request.agency)
    roles = [role for role in Role.values if role not in {"supervisor", "agency-hr", "ppk", "assessment-staff"}]
    named = ("agency-hr", "ppk", "staff", "chair", "assessor", "assessee")
    return {
        **{name: other.accounts[name] for name in named},
        "every other role": people.account(*roles, person=elsewhere),
        "nobody": None,
    }


@dataclass(frozen=True)
class Walk:
    """One account on its way through the addresses."""

    role: str
    client: Client
    secrets: tuple[str, ...]
    guarded: worlds.World
    before: dict[str, Any]

    def ask(self, method: str, where: str, data: dict[str, Any] | None = None) -> tuple[HttpResponse, set[str]]:
        """The answer, and which secrets stand in it and in the pages to which it leads.

        "changed" is told too where a row of the first event is not what it was; afterwards nothing stays changed.
        """
        with transaction.atomic():
            answer: Any = getattr(self.client, method)(where, data or {}, follow=self.role != "nobody")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            acted = method == "post" and (answer.status_code < 300 or getattr(answer, "redirect_chain", None))
            changed = acted and rows_now(self.guarded) != self.before
            transaction.set_rollback(True)
        text = body.decode("utf-8", "replace")
        return answer, {*(word for word in self.secrets if word in text), *(["changed"] if changed else [])}


@pytest.fixture
def plain_errors(monkeypatch):
    """Refusals without the dress of a page, which is the same for all and takes most of the time."""

    def said(status):
        return lambda _request, exception=None: HttpResponse(str(exception or ""), status=status)

    for status in (400, 403, 404):
        monkeypatch.setattr(root, f"handler{status}", said(status))
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def walk(role: str, account: Account | None, one: worlds.World, other: worlds.World) -> Walk:
    client = Client()
    if account is not None:
        client.force_login(account)
        people.confirm_second_factor(client)
    return Walk(role, client, secrets_of(one, other), one, rows_now(one))


def secrets_of(one: worlds.World, other: worlds.World) -> tuple[str, ...]:
    """Words, numbers and codes that only the first event has."""

    def numbers(of: worlds.World) -> set[str]:
        event = of.event
        persons = {*event.assessees.values_list("person", flat=True),
                   *event.team.values_list("practitioner__person", flat=True)}  # fmt: skip
        reports = Document.objects.filter(
            pk__in=models.ReportDocument.objects.filter(report__result__assessee__event=event).values("document")
        )
        papers = [
            *models.Notice.objects.filter(assessee__event=event),
            *event.assignment_letters.all(),
            event.organiser_report,
        ]
        return {
            *Identity.objects.filter(person__in=persons).values_list("plain", flat=True),
            *(each.number for each in papers),
            *(each.document.code for each in papers),
            *(each.number for each in reports),
            *(each.code for each in reports),
        }

    return (*worlds.WORDS, *sorted(numbers(one) - numbers(other)))


def rows_now(of: worlds.World) -> dict[str, Any]:
    """Everything of an event and its request that somebody could have changed."""
    event = of.event
    found = {
        "event": models.Event.objects.filter(pk=event.pk),
        "request": models.Request.objects.filter(pk=event.request_id),
        "provider": models.Provider.objects.filter(pk=event.provider_id),
        "place": models.Place.objects.filter(provider=event.provider_id),
        "rooms": models.Room.objects.filter(place__provider=event.provider_id),
        "targets": models.Target.objects.filter(request=event.request_id),
        "candidates": models.Candidate.objects.filter(request=event.request_id),
        "questions": models.Question.objects.filter(request=event.request_id),
        "closed": models.ClosedDay.objects.filter(provider=event.provider_id),
        "team": models.TeamMember.objects.filter(event=event),
        "interests": models.Interest.objects.filter(event=event),
        "groups": models.Group.objects.filter(event=event),
        "assessees": models.Assessee.objects.filter(event=event),
        "timetables": models.Timetable.objects.filter(event=event).defer("instance"),
        "sessions": models.Session.objects.filter(timetable__event=event),
        "notices": models.Notice.objects.filter(assessee__event=event),
        "receipts": models.Receipt.objects.filter(notice__assessee__event=event),
        "answers": models.Answer.objects.filter(assessee__event=event),
        "check_ins": models.CheckIn.objects.filter(assessee__event=event),
        "takings": models.Taking.objects.filter(assessee__event=event),
        "presences": models.Presence.objects.filter(member__event=event),
        "reports": models.Report.objects.filter(result__assessee__event=event),
        "deliveries": models.Delivery.objects.filter(report__result__assessee__event=event),
        "openings": models.Opening.objects.filter(report__result__assessee__event=event),
        "sheets": models.Sheet.objects.filter(assessee__event=event),
        "notes": models.Note.objects.filter(sheet__assessee__event=event),
        "ratings": models.Rating.objects.filter(sheet__assessee__event=event),
        "journal": models.JournalEntry.objects.filter(sheet__assessee__event=event),
        "scans": models.Scan.objects.filter(sheet__assessee__event=event),
        "meetings": models.Meeting.objects.filter(assessee__event=event),
        "agreements": models.Agreement.objects.filter(meeting__assessee__event=event),
        "stances": models.Stance.objects.filter(agreement__meeting__assessee__event=event),
        "copies": models.MaterialCopy.objects.filter(assessee__event=event),
        "hand_ins": models.HandIn.objects.filter(assessee__event=event),
        "potentials": models.Potential.objects.filter(assessee__event=event),
        "incidents": models.Incident.objects.filter(event=event),
        "feedback": models.Feedback.objects.filter(assessee__event=event),
        "objections": models.Objection.objects.filter(result__assessee__event=event),
        "uses": models.ResultUse.objects.filter(result__assessee__event=event),
        "development": models.DevelopmentLine.objects.filter(result__assessee__event=event),
        "organiser_reports": models.OrganiserReport.objects.filter(event=event),
        "checks": models.QualityCheck.objects.filter(event=event),
        "results": models.Result.objects.filter(assessee__event=event),
        "past_results": models.PastResult.objects.filter(person__assessments__event=event),
        "files": models.AnswerFile.objects.filter(answer__assessee__event=event),
    }
    return {name: list(rows.order_by("pk").values()) for name, rows in found.items()}


@pytest.fixture
def pair(db):
    make.standards()
    return worlds.world("Satu", marked=True), worlds.world("Dua", marked=False)


def test_every_part_of_every_address_is_known():
    """An address with a part that no row fills would be walked by nobody; name its row in `PK` or in the world."""
    assert {kind for pattern in PATTERNS for kind in parts_of(pattern).values()} <= ROWS
    assert len(PATTERNS) == len(urls.urlpatterns)


def test_strangers_learn_nothing_of_an_event_at_any_address(pair, plain_errors):
    one, other = pair
    assert set(one.rows) == ROWS
    found = []
    for role, account in strangers(other).items():
        here = walk(role, account, one, other)
        mine = {**OPEN, **(OPEN_TO_STAFF if role == "staff" else {})}
        for pattern in PATTERNS:
            where, parts = address(pattern, one.rows), set(parts_of(pattern).values())
            for method in ("get", "post"):
                answer, told = here.ask(method, where)
                if told - mine.get(pattern.name, frozenset()):
                    found.append(f"{role} {method} {pattern.name}: {sorted(told)}")
                shut = bool(parts - SHUT) and pattern.name not in mine and role != "nobody"
                if shut and answer.status_code not in (403, 404, 405):
                    found.append(f"{role} {method} {pattern.name}: answers {answer.status_code}")
    assert found == []


def test_rows_of_another_event_are_refused_on_the_own_pages(pair, plain_errors):
    """Whose page it is does not decide what may be put into it: every field that names a row gets the other's."""
    one, other = pair
    sent = foreign(one)
    found = []
    for role, account in strangers(other).items():
        if role not in SENDING:
            continue
        here = walk(role, account, one, other)
        mine = {**OPEN, **({**OPEN_TO_STAFF, **BORROWING} if role == "staff" else {})}
        for pattern in PATTERNS:
            asked = [("post", address(pattern, other.rows))]
            if pattern.name in PICKING:
                asked.append(("get", address(pattern, other.rows)))
            if len(parts_of(pattern)) > 1:
                mixed = address(pattern, one.rows, other.rows)
                asked += [("get", mixed), ("post", mixed)]
            for method, where in asked:
                _answer, told = here.ask(method, where, sent)
                if told - mine.get(pattern.name, frozenset()):
                    found.append(f"{role} {method} {where} ({pattern.name}): {sorted(told)}")
    assert found == []


def foreign(one: worlds.World) -> dict[str, Any]:
    """Every name that a form of ours gives to a row, with that of the first event."""
    rows = {name: getattr(row, "pk", row) for name, row in one.rows.items()}
    position = one.rows["person"].current.position_id
    admin = one.event.team.get(role="admin").pk
    return {
        **{name: rows[name] for name in ("assessee", "group", "target", "place", "provider", "practitioner", "member")},
        "persons": rows["person"], "person": rows["person"], "jabatan": position, "position": position,
        "chosen": rows["candidate"], "names": rows["candidate"], "pilih": f"{rows['practitioner']}:assessor",
        "by": rows["practitioner"], "who": rows["practitioner"], "observers": rows["member"], "admin": admin,
        "signer": one.rows["notice"].signed_by_id, "office": one.event.provider.office_id,
        "agency": one.event.request.agency_id, "preview": rows["assessee"], "keep": rows["timetable"],
        "seen": rows["timetable"], "base": rows["timetable"], "session": rows["session"],
        "room": one.rows["session"].room_id, "variant": rows["variant"], "removed": rows["member"],
        "away": rows["member"], "decision": "tetapkan", "number": "1/2026", "reason": "Uji", "role": "assessor",
        "text": "Uji", "revision": 0,
    }  # fmt: skip
