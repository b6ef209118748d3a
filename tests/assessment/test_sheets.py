"""Observation sheets: who writes them, what a device sends, what is locked (Pasal 7, Pasal 25 ayat (2))."""

import json
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment import journal
from mumpuni.assessment.journal import Step
from mumpuni.assessment.models import Event, Interest, JournalEntry, Sheet, Taking, TeamRole, Timetable, Watch
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.selectors import sheet_state
from mumpuni.assessment.services import observing, paper, replay
from mumpuni.audit.models import Event as Line
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db
GROUP, TALK, SHOW = "leaderless-group-discussion", "competency-interview", "presentation"
TOOLS = ("case-analysis", SHOW, GROUP, TALK, "psychological-test")
NOW = datetime(2026, 3, 3, 3, tzinfo=UTC)


@pytest.fixture
def event(db):
    return stages.running(tools=TOOLS)


@pytest.fixture
def assessee(event):
    return stages.first(event)


@pytest.fixture
def assessor(event):
    return make.signed_in(stages.member(event))


def tool(event, code):
    return event.instruments.select_related("instrument").get(instrument__code=code)


@pytest.fixture
def sheet(event, assessee, assessor):
    return observing.open_sheet(actor=assessor, assessee=assessee, tool=tool(event, GROUP))


class Tablet:
    """A device that numbers its steps."""

    def __init__(self, sheet, actor, device=None):
        self.sheet, self.actor, self.device, self.steps = sheet, actor, device or uuid4(), []

    def write(self, kind, body=None, *, made_at=NOW, **more):
        self.steps.append(Step(len(self.steps) + 1, kind, body or more, made_at))
        return self

    def note(self, text="Memotong pembicaraan", *, lines=(), key=None):
        key = key or str(uuid4())
        self.write("note", key=key, text=text, taken_at=journal.moment(NOW))
        for each in lines:
            self.write("tag", key=key, line=each, indicator=None)
        return key

    def send(self, steps=None):
        return replay.replay(
            actor=self.actor, sheet=self.sheet, device=self.device, steps=self.steps if steps is None else steps
        )

    def finish(self, level="3.00"):
        lines = [each.pk for each in selectors.lines_of(self.sheet)]
        self.note(lines=lines)
        for each in lines:
            self.write("rate", line=each, level=level, reason="Tampak dua kali")
        return self.write("submit")


@pytest.fixture
def tablet(sheet, assessor):
    return Tablet(sheet, assessor)


def codes(done):
    return [each.code for each in done.refused]


def plan(event, assessee, code, *members, helpers=()):
    """An announced timetable in which these members watch this assessee at this instrument."""
    table, _new = Timetable.objects.get_or_create(event=event, number=1, defaults={"state": "diumumkan"})
    session = table.sessions.create(
        kind="alat-ukur", instrument=tool(event, code), room=event.place.rooms.first(), starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    session.assessees.add(assessee)
    session.helpers.set(helpers)
    Watch.objects.bulk_create(Watch(session=session, assessee=assessee, member=each) for each in members)


def test_the_announced_timetable_says_who_writes_a_sheet(event, assessee, assessor):
    other = stages.member(event, at=1)
    plan(event, assessee, GROUP, other)
    with pytest.raises(Refused):
        observing.open_sheet(actor=assessor, assessee=assessee, tool=tool(event, GROUP))
    theirs = observing.open_sheet(actor=make.signed_in(other), assessee=assessee, tool=tool(event, GROUP))
    assert (theirs.member, theirs.source, theirs.submitted_at) == (other, "layar", None)
    again = observing.open_sheet(actor=other.practitioner.person.account, assessee=assessee, tool=tool(event, GROUP))
    assert again == theirs
    # Work that nobody watches is rated by the panel of the group, also beside a timetable.
    assert observing.open_sheet(actor=assessor, assessee=assessee, tool=tool(event, "case-analysis")).pk


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        ("interest", Refused), ("removed", Refused), ("waived", Refused), ("tester", Refused), ("chair", Refused),
        ("outside", Refused), ("planning", Unusable), ("test", Unusable), ("strange", Unusable),
    ],
)  # fmt: skip
def test_a_sheet_is_not_opened_by_who_may_not_rate(event, assessee, assessor, spoil, error):
    used, who, member = tool(event, TALK), assessor, stages.member(event)
    if spoil == "interest":
        Interest.objects.create(event=event, practitioner=member.practitioner, assessee=assessee, kind="keluarga")
    elif spoil == "removed":
        event.team.filter(pk=member.pk).update(removed_at=timezone.now(), removal_reason="Sakit")
    elif spoil == "waived":
        Taking.objects.create(assessee=assessee, instrument=used, state="dibebaskan", reason="Sakit")
    elif spoil in ("tester", "chair"):
        who = make.signed_in(event.team.get(role=spoil))
    elif spoil == "outside":
        event.groups.get().observers.remove(member)
    elif spoil == "planning":
        Event.objects.filter(pk=event.pk).update(state="siap")
        assessee.event.refresh_from_db()
    elif spoil == "test":
        used = tool(event, "psychological-test")
    source = "batu" if spoil == "strange" else "layar"
    with pytest.raises(error):
        observing.open_sheet(actor=who, assessee=assessee, tool=used, source=source)
    assert not Sheet.objects.exists()


@pytest.mark.requirement("B26-19-013")
def test_a_resource_person_rates_presentations_alone(event, assessee):
    expert = make.signed_in(event.team.get(role=TeamRole.RESOURCE))
    with pytest.raises(Refused):
        observing.open_sheet(actor=expert, assessee=assessee, tool=tool(event, GROUP))
    assert (
        observing.open_sheet(actor=expert, assessee=assessee, tool=tool(event, SHOW)).member.role == "resource-person"
    )
    plan(event, assessee, SHOW, stages.member(event))
    other = event.assessees.get(number=2)
    with pytest.raises(Refused):
        observing.open_sheet(actor=expert, assessee=other, tool=tool(event, SHOW))


@pytest.mark.requirement("B26-19-104")
@pytest.mark.requirement("B26-19-105")
def test_processing_waits_for_the_analysis_of_every_assessor(event, assessee):
    members = [stages.member(event, at=at) for at in (0, 1)]
    for code in (GROUP, TALK):
        plan(event, assessee, code, *members)
    seen = [(code, each) for code in (GROUP, TALK) for each in members]
    wanted = [(used.instrument.code, member) for used, member in selectors.expected_sheets(assessee)]
    assert wanted == [("case-analysis", members[0]), *seen]
    Taking.objects.create(
        assessee=assessee, instrument=tool(event, "case-analysis"), state="dibebaskan", reason="Rusak"
    )
    assert [(used.instrument.code, member) for used, member in selectors.expected_sheets(assessee)] == seen
    last = [stages.sheet(assessee, tool(event, code), each) for code, each in seen][-1]
    assert selectors.judge_analysis(assessee).decision.outcome == "compliant"
    Sheet.objects.filter(pk=last.pk).update(submitted_at=None)
    judged = selectors.judge_analysis(assessee)
    assert [each.details["assessor"] for each in judged.decision.findings] == [str(members[1].practitioner)]


def test_without_a_timetable_as_many_are_awaited_as_the_plan_has_observers(event, assessee):
    by_tool = {}
    for used, member in selectors.expected_sheets(assessee):
        by_tool.setdefault(used.instrument.code, []).append(member)
    assert {code: len(each) for code, each in by_tool.items()} == {"case-analysis": 1, SHOW: 2, GROUP: 2, TALK: 2}
    third = stages.member(event, at=2)
    stages.sheet(assessee, tool(event, GROUP), third, submitted=False)
    now = [member for used, member in selectors.expected_sheets(assessee) if used.instrument.code == GROUP]
    assert third in now
    assert len(now) == 2


@pytest.mark.requirement("B26-19-003")
def test_a_sheet_is_handed_in_once_every_level_rests_on_a_note(tablet, sheet):
    lines = [each.pk for each in selectors.lines_of(sheet)]
    tablet.write("submit")
    assert codes(tablet.send()) == ["unrated"]
    for each in lines:
        tablet.write("rate", line=each, level=3, reason="")
    key = tablet.note(lines=lines[1:])
    tablet.write("submit")
    refused = tablet.send().refused
    assert [each.code for each in refused] == ["no-evidence"]
    assert "Pasal 7 ayat (3)" in refused[0].message
    tablet.write("tag", key=key, line=lines[0], indicator=None).write("submit")
    assert codes(tablet.send()) == []
    sheet.refresh_from_db()
    assert sheet.submitted_at is not None
    assert Line.objects.filter(name="assessment.sheet.submitted").count() == 1


def test_a_note_that_was_taken_back_is_no_evidence(tablet, sheet):
    lines = [each.pk for each in selectors.lines_of(sheet)]
    key = tablet.note(lines=lines)
    for each in lines:
        tablet.write("rate", line=each, level="2.50", reason="")
    tablet.write("remove", key=key).write("submit")
    assert codes(tablet.send()) == ["no-evidence"]
    assert sheet_state.state(sheet)["notes"][0]["removed"] is True


@pytest.mark.requirement("B11-08-026")
def test_under_the_edition_of_2008_a_level_needs_a_note_too(db):
    event = stages.running(tools=(TALK,), edition="bkn-11-2008")
    who = make.signed_in(stages.member(event))
    sheet = observing.open_sheet(actor=who, assessee=stages.first(event), tool=tool(event, TALK))
    tablet = Tablet(sheet, who)
    for each in selectors.lines_of(sheet):
        tablet.write("rate", line=each.pk, level=2, reason="")
    assert codes(tablet.write("submit").send()) == ["no-evidence"]
    assert selectors.judge_analysis(stages.first(event)) is None


def test_what_comes_after_the_lock_is_kept_and_changes_nothing(tablet, sheet):
    tablet.finish().send()
    before = sheet_state.state(sheet)
    tablet.note("Baru teringat")
    line = selectors.lines_of(sheet)[0].pk
    tablet.write("rate", line=line, level=5, reason="").write("submit")
    assert codes(tablet.send()) == ["late", "late"]
    assert sheet_state.state(sheet) == before
    kept = selectors.refused_steps(sheet)
    assert [each.kind for each in kept] == ["note", "rate"]
    assert kept[0].body["text"] == "Baru teringat"


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("tag", {"key": "note", "line": 0, "indicator": None}, "unknown-line"),
        ("tag", {"key": str(UUID(int=1)), "line": "line", "indicator": None}, "unknown-note"),
        ("tag", {"key": "note", "line": "line", "indicator": 0}, "unknown-indicator"),
        ("edit", {"key": "note", "text": "  "}, "empty-note"),
        ("note", {"key": "note", "text": "Lain", "taken_at": journal.moment(NOW)}, "known-note"),
        ("note", {"key": "bukan", "text": "x", "taken_at": journal.moment(NOW)}, "unreadable"),
        ("rate", {"line": "line", "level": "5.01", "reason": ""}, "level"),
        ("rate", {"line": "line", "level": -1, "reason": ""}, "level"),
        ("rate", {"line": "line", "level": "NaN", "reason": ""}, "level"),
        ("start", {"at": "kemarin"}, "unreadable"),
        ("hapus-semua", {}, "unknown-step"),
    ],
)
def test_a_step_that_cannot_be_is_kept_with_the_reason_and_the_rest_goes_on(tablet, sheet, kind, body, code):
    line = selectors.lines_of(sheet)[0].pk
    key = tablet.note("Menyimak")
    words = {"note": key, "line": line}
    tablet.write(kind, {name: words.get(given, given) for name, given in body.items()})
    tablet.note("Sesudahnya")
    done = tablet.send()
    assert [(each.sequence, each.code) for each in done.refused] == [(2, code)]
    assert {each.text for each in sheet.notes.all()} == {"Menyimak", "Sesudahnya"}
    assert JournalEntry.objects.get(sequence=2).refused == code


def test_steps_that_come_twice_altered_or_with_a_gap(tablet, sheet):
    tablet.note("Satu")
    tablet.note("Dua")
    first = tablet.send().receipt
    again = tablet.send().receipt
    assert (first["sequence"], first["count"], first["digest"]) == (2, 2, again["digest"])
    assert sheet.notes.count() == 2
    tablet.note("Tiga")
    altered = [Step(1, "note", {**tablet.steps[0].body, "text": "Lain"}, NOW), tablet.steps[2]]
    with pytest.raises(replay.Altered) as wrong:
        tablet.send(altered)
    assert wrong.value.sequence == 1
    tablet.note("Empat")
    with pytest.raises(replay.Gap) as gap:
        tablet.send(tablet.steps[3:])
    assert gap.value.expected == 3
    assert JournalEntry.objects.count() == 2
    assert tablet.send(tablet.steps[2:]).receipt["sequence"] == 4


def test_a_receipt_is_ours_and_speaks_of_what_is_held(tablet):
    tablet.note("Satu")
    receipt = tablet.send().receipt
    assert receipt["digest"] == journal.digest(tablet.steps)
    assert observing.check_receipt(receipt)
    assert not observing.check_receipt({**receipt, "sequence": 2})
    forged = {**receipt, "digest": "0" * 64}
    assert not observing.check_receipt(forged)


def test_two_tablets_of_one_assessor_write_one_sheet(tablet, sheet, assessor):
    line = selectors.lines_of(sheet)[0].pk
    other = Tablet(sheet, assessor)
    tablet.note("Dari yang satu")
    tablet.write("rate", line=line, level=2, reason="awal")
    other.note("Dari yang lain")
    other.write("rate", line=line, level=4, reason="akhir", made_at=NOW + timedelta(minutes=5))
    assert codes(other.send()) == []
    # The earlier word arrives later: it is kept, told, and does not win.
    assert codes(tablet.send()) == ["overtaken"]
    assert sheet.notes.count() == 2
    assert sheet.ratings.get().level == Decimal(4)
    # A clock that runs ahead does not win for ever.
    tablet.write("rate", line=line, level=1, reason="", made_at=timezone.now() + timedelta(days=900)).send()
    other.write("rate", line=line, level=5, reason="", made_at=timezone.now() + timedelta(seconds=1)).send()
    assert sheet.ratings.get().level == Decimal(5)


def test_after_a_lost_tablet_another_goes_on_from_what_the_server_holds(tablet, sheet, assessor):
    key = tablet.note("Sebelum hilang")
    tablet.send()
    new = Tablet(sheet, assessor)
    data = sheet_state.page_data(assessor, sheet)
    assert data["applied"] == {str(tablet.device): 1}
    assert [each["key"] for each in data["state"]["notes"]] == [key]
    for each in data["lines"]:
        shown = next((found["id"] for level in each["levels"] for found in level["indicators"]), None)
        new.write("tag", key=key, line=each["id"], indicator=shown)
        new.write("rate", line=each["id"], level=3, reason="")
    assert codes(new.write("submit").send()) == []
    # The lost one turns up again: what it had not sent is kept and told.
    tablet.note("Di tablet yang hilang")
    assert codes(tablet.send()) == ["late"]


def test_an_interest_that_turns_up_later_shuts_the_sheet_and_loses_nothing(tablet, sheet, event, assessee):
    tablet.note("Satu")
    tablet.send()
    who = sheet.member.practitioner
    Interest.objects.create(event=event, practitioner=who, assessee=assessee, kind="keluarga")
    tablet.note("Dua")
    assert codes(tablet.send()) == ["interest"]
    assert sheet.notes.count() == 1
    assert sheet.member not in [member for _tool, member in selectors.expected_sheets(assessee)]


def post(client, sheet, sent):
    where = reverse("assessment:sheet_journal", args=[sheet.pk])
    return client.post(where, sent if isinstance(sent, str) else json.dumps(sent), content_type="application/json")


def test_the_addresses_of_a_sheet_speak_the_protocol(client, sheet, assessor, queries):
    where = reverse("assessment:sheet_data", args=[sheet.pk])
    signed_out = client.get(where)
    assert (signed_out.status_code, signed_out.json()["code"]) == (401, "signed-out")
    assert post(client, sheet, {}).status_code == 401
    client.force_login(assessor)
    people.confirm_second_factor(client)
    got = client.get(where)
    assert (got.status_code, got["Cache-Control"]) == (200, "no-store")
    assert len(got.json()["lines"]) == selectors.lines_of(sheet).count()
    device = str(uuid4())
    entry = {"sequence": 1, "kind": "note", "made_at": "2026-03-03T03:00:00.000Z",
             "body": {"key": str(uuid4()), "text": "Ya", "taken_at": "2026-03-03T03:00:00.000Z"}}  # fmt: skip
    done = post(client, sheet, {"device": device, "entries": [entry]})
    assert (done.status_code, done.json()["receipt"]["sequence"], done.json()["refused"]) == (200, 1, [])
    assert done.json()["state"]["notes"][0]["text"] == "Ya"
    few = queries(lambda: client.get(where))
    many = [{**entry, "sequence": n, "body": {**entry["body"], "key": str(uuid4())}} for n in range(2, 60)]
    cost = queries(lambda: post(client, sheet, {"device": device, "entries": many[:1]}))
    assert queries(lambda: post(client, sheet, {"device": device, "entries": many[1:2]})) == cost
    assert queries(lambda: post(client, sheet, {"device": device, "entries": many[2:3]})) == cost
    assert queries(lambda: client.get(where)) == few
    altered = post(client, sheet, {"device": device, "entries": [{**entry, "kind": "edit"}]})
    assert (altered.status_code, altered.json()["code"], altered.json()["sequence"]) == (409, "altered", 1)
    gap = post(client, sheet, {"device": device, "entries": [{**entry, "sequence": 99}]})
    assert (gap.status_code, gap.json()) == (409, {"code": "gap", "expected": 5})
    for sent in ("{", "[]", {"device": "x", "entries": []}, {"device": device, "entries": [entry] * 501},
                 {"device": device, "entries": [{**entry, "sequence": 0}]}, '{"device":"' + "x" * 300_000 + '"}',
                 {"device": device, "entries": [{**entry, "made_at": "2026-03-03T03:00:00"}]},
                 {"device": device, "entries": [{**entry, "sequence": 5, "body": {"text": "a\x00b"}}]},
                 {"device": device, "entries": [{**entry, "sequence": 5, "body": {"level": 2.5}}]}):  # fmt: skip
        assert post(client, sheet, sent).status_code == 422


@pytest.mark.requirement("B26-19-104")
def test_nobody_else_reads_a_sheet(client, event, sheet):
    others = {
        stages.member(event, at=1): 403, event.team.get(role="chair"): 403, event.team.filter(role="admin")[0]: 403,
    }  # fmt: skip
    visitors = {make.signed_in(member): status for member, status in others.items()}
    visitors[people.account("agency-hr", agency=event.request.agency)] = 404
    for account, status in visitors.items():
        client.force_login(account)
        people.confirm_second_factor(client)
        for name in ("sheet", "sheet_data", "sheet_paper"):
            assert client.get(reverse(f"assessment:{name}", args=[sheet.pk])).status_code == status
        assert post(client, sheet, {"device": str(uuid4()), "entries": []}).status_code == status
    with pytest.raises(Refused):
        Tablet(sheet, next(iter(visitors))).write("submit").send()


def test_who_reads_the_steps_left_out_finds_a_way_back_that_is_open(client, event, sheet, assessor):
    sheet.submitted_at = timezone.now()
    sheet.save()
    admin = make.signed_in(event.team.filter(role="admin")[0])
    for account, name, args in ((assessor, "own_sheets", []), (admin, "sheet_board", [event.pk])):
        client.force_login(account)
        people.confirm_second_factor(client)
        back = reverse(f"assessment:{name}", args=args)
        body = client.get(reverse("assessment:sheet_refused", args=[sheet.pk])).content.decode()
        assert f'href="{back}"' in body
        assert client.get(back).status_code == 200


def scan_of(name="lembar.pdf", content=b"%PDF-1.4 contoh"):
    return SimpleUploadedFile(name, content)


def test_a_paper_sheet_is_copied_scanned_and_handed_in_on_its_page(client, event, assessee, assessor):
    client.force_login(assessor)
    people.confirm_second_factor(client)
    opened = client.post(
        reverse("assessment:sheet_open", args=[assessee.pk, tool(event, TALK).pk]), {"sumber": "kertas"}, follow=True
    )
    sheet = Sheet.objects.get()
    where = reverse("assessment:sheet_paper", args=[sheet.pk])
    assert opened.redirect_chain[-1][0] == where
    lines = [each.pk for each in selectors.lines_of(sheet)]
    empty = client.post(where, {"aksi": "catatan", "day": str(event.first_day), "at": "", "text": "Tetap ada"})
    assert (empty.status_code, "Tetap ada" in empty.content.decode()) == (422, True)
    client.post(
        where,
        {"aksi": "catatan", "day": str(event.first_day), "at": "09:30", "text": "Merinci langkah", "lines": lines},
    )
    assert sheet.notes.get().taken_at == datetime(2026, 3, 3, 2, 30, tzinfo=UTC)
    early = client.post(where, {"aksi": "kirim"})
    assert (early.status_code, "Belum dinilai" in early.content.decode()) == (422, True)
    client.post(where, {"aksi": "nilai", f"level_{lines[0]}": "2"})
    # What is typed is saved also where the sheet cannot be handed in yet.
    sent = client.post(where, {"aksi": "kirim", **{f"level_{each}": "3" for each in lines}})
    assert "pindaian" in sent.content.decode()
    assert set(sheet.ratings.values_list("level", flat=True)) == {Decimal(3)}
    adding = reverse("assessment:sheet_scan_add", args=[sheet.pk])
    bad = client.post(adding, {"file": scan_of("virus.exe", b"MZ")})
    assert (bad.status_code, sheet.scans.count()) == (422, 0)
    assert client.post(adding, {"file": scan_of()}).status_code == 302
    assert client.post(where, {"aksi": "kirim"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.submitted_at is not None
    assert set(sheet.journal.values_list("kind", flat=True)) == {"note", "tag", "rate", "submit"}
    assert not sheet.journal.exclude(refused="").exists()
    with pytest.raises(Unusable):
        paper.rate(actor=assessor, sheet=sheet, levels={lines[0]: (Decimal(5), "")})
    with pytest.raises(Unusable):
        observing.add_scan(actor=assessor, sheet=sheet, file=scan_of())


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (scan_of("a.docx", b"PK\x03\x04"), "PDF"),
        (scan_of(content=b""), "kosong"),
        (None, "Pilih berkas"),
    ],
)
def test_a_scan_is_a_pdf_or_picture_of_a_lawful_size(event, assessee, assessor, file, said, settings):
    sheet = observing.open_sheet(actor=assessor, assessee=assessee, tool=tool(event, TALK), source="kertas")
    with pytest.raises(Unusable) as refused:
        observing.add_scan(actor=assessor, sheet=sheet, file=file)
    assert said in " ".join(refused.value.messages)
    big = scan_of()
    big.size = 200 * 1024 * 1024
    with pytest.raises(Unusable) as refused:
        observing.add_scan(actor=assessor, sheet=sheet, file=big)
    assert "200 MB" in " ".join(refused.value.messages)
    assert not sheet.scans.exists()


def test_a_scan_opens_to_others_when_all_own_ratings_are_locked(event, assessee, assessor):
    sheet = observing.open_sheet(actor=assessor, assessee=assessee, tool=tool(event, TALK), source="kertas")
    scan = observing.add_scan(actor=assessor, sheet=sheet, file=scan_of())
    chair, other = make.signed_in(event.team.get(role="chair")), make.signed_in(stages.member(event, at=1))
    theirs = stages.sheet(assessee, tool(event, TALK), stages.member(event, at=1), submitted=False)
    for who in (chair, other):
        with pytest.raises(Refused):
            observing.read_scan(actor=who, scan=scan)
    Sheet.objects.filter(pk=sheet.pk).update(submitted_at=NOW)
    observing.read_scan(actor=chair, scan=scan)
    with pytest.raises(Refused):
        observing.read_scan(actor=other, scan=scan)
    Sheet.objects.filter(pk=theirs.pk).update(submitted_at=NOW)
    observing.read_scan(actor=other, scan=scan)
    observing.read_scan(actor=assessor, scan=scan)
    assert Line.objects.filter(name="assessment.sheet.scan-read").count() == 2


def test_own_list_and_board_cost_the_same_whatever_there_is(client, event, assessee, assessor, queries):
    chair = make.signed_in(event.team.get(role="chair"))
    own, board = reverse("assessment:own_sheets"), reverse("assessment:sheet_board", args=[event.pk])
    late = "lewat waktu klasifikasi"
    tablet = Tablet(observing.open_sheet(actor=assessor, assessee=assessee, tool=tool(event, GROUP)), assessor)
    tablet.note("Rahasia Zanzibar")
    tablet.write("rate", line=0, level=3, reason="")
    tablet.send()

    def cost(who, where):
        client.force_login(who)
        people.confirm_second_factor(client)
        client.get(where)
        return queries(lambda: client.get(where))

    one = cost(assessor, own), cost(chair, board)
    page = client.get(board).content.decode()
    assert "Zanzibar" not in page
    assert f"; 0 {late}" in page
    assert "langkah tidak diterapkan" in page
    client.force_login(assessor)
    people.confirm_second_factor(client)
    assert "dibuka" in client.get(own).content.decode()
    for each in event.assessees.all()[1:]:
        stages.sheet(each, tool(event, GROUP), stages.member(event))
    assert (cost(assessor, own), cost(chair, board)) == one
    client.force_login(assessor)
    people.confirm_second_factor(client)
    assert client.get(board).status_code == 403
    assert "lembar observasi belum dikirim" in client.get("/").content.decode()
    refused = reverse("assessment:sheet_refused", args=[tablet.sheet.pk])
    assert client.get(refused).status_code == 200
    client.force_login(chair)
    people.confirm_second_factor(client)
    assert client.get(refused).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_that_race_write_each_step_once(event, tablet):
    for number in range(20):
        tablet.note(f"Catatan {number}")
    receipts, start = [], threading.Barrier(2)

    def deliver():
        try:
            start.wait()
            receipts.append(tablet.send().receipt["digest"])
        finally:
            connection.close()

    both = [threading.Thread(target=deliver) for _number in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(set(receipts)) == 1
    assert len(receipts) == 2
    assert (JournalEntry.objects.count(), tablet.sheet.notes.count()) == (20, 20)
