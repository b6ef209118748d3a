"""A whole event with everything that hangs on it, so that a test may look whether strangers meet any of it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mumpuni.assessment.models import (
    Activity,
    Agreement,
    Assessee,
    BlueprintLine,
    CheckIn,
    ClosedDay,
    Credential,
    Delivery,
    DevelopmentLine,
    DutyText,
    Event,
    Feedback,
    FormTemplate,
    HandIn,
    Incident,
    Interest,
    JournalEntry,
    MaterialCopy,
    Meeting,
    Note,
    Notice,
    Objection,
    OrganiserReport,
    Part,
    PastResult,
    PastWork,
    Potential,
    PotentialAspect,
    Question,
    Recognition,
    Report,
    ReportText,
    Result,
    ResultUse,
    Room,
    Scan,
    Sentence,
    Session,
    Sheet,
    Taking,
    TimetableRules,
    Unavailability,
    Variant,
)
from mumpuni.assessment.selectors import assignments as letter_words
from mumpuni.assessment.selectors import organising as organising_words
from mumpuni.assessment.services import (
    announcing,
    answers,
    assignments,
    feeds,
    organising,
    report_delivery,
    report_opening,
    report_signing,
)
from mumpuni.assessment.services.letters import keep_letter
from mumpuni.documents import storage
from mumpuni.people.models import Account, Appointment, Person, Position
from tests.assessment import factories as make
from tests.assessment import letters, stages
from tests.assessment.test_forms import form, submit
from tests.people import factories as people

#: One word for each subject, found in everything that this event has of it and nowhere else.
ASSESSEE, TEAM, ROOM, EVENT, TARGET, SAID, NUMBER = (
    "Zanzibar", "Kilimanjaro", "Serengeti", "Ngorongoro", "Usambara", "Tanganyika", "ROVUMA",
)  # fmt: skip
WORDS = (ASSESSEE, TEAM, ROOM, EVENT, TARGET, SAID, NUMBER)
TOOLS = ("case-analysis", "presentation", "competency-interview")


def _day(event: Event, assessee: Assessee, said: str) -> CheckIn:
    """Somebody reported, took an instrument late, and something happened."""
    Taking.objects.create(assessee=assessee, instrument=event.instruments.first(), state="terhenti", reason=said)
    Incident.objects.create(event=event, assessee=assessee, happened_at=timezone.now(), text=said, action=said)
    return CheckIn.objects.create(assessee=assessee, day=event.first_day, at=timezone.now(), identity=said)


def _copy(event: Event, assessee: Assessee, said: str) -> MaterialCopy:
    return MaterialCopy.objects.create(
        instrument=event.instruments.first(), assessee=assessee, number=1, handed_out_at=timezone.now(),
        missing_reason=said,
    )  # fmt: skip


def _hand_in(event: Event, assessee: Assessee, said: str) -> HandIn:
    """Work of the assessee, and a profile that speaks of the same person."""
    blob = storage.put(f"%PDF-1.4 {said}".encode())
    Potential.objects.create(
        assessee=assessee, member=event.team.filter(role="assessor").first(), dynamics=said, signed_at=timezone.now()
    )
    return HandIn.objects.create(
        assessee=assessee, instrument=event.instruments.first(), kind=HandIn.Kind.WORK, name=f"{said}.pdf",
        media_type="application/pdf", sha256=blob.sha256, size=blob.size,
    )  # fmt: skip


def _signed(event: Event, chair: Account, said: str) -> dict[str, Any]:
    """A report on the last assessee: signed, handed over, made out to somebody, opened."""
    last = event.assessees.order_by("-number")[0]
    report = stages.reported(stages.decided(last), state=Report.State.ACCEPTED)
    ReportText.objects.filter(report=report).update(text=said)
    signed = report_signing.sign_report(actor=chair, report=report)
    copies = report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    opening = report_opening.open_report(actor=chair, report=signed, kind="rahasia", purpose=said)
    token = report_opening.token_for(opening, "")
    return {"signed": signed, "delivery": copies[0], "opening": opening, "token": token}


def _written(event: Event, said: str) -> dict[str, Any]:
    """A report on the second assessee while it is written, the meeting before it, and what its texts begin with."""
    report = stages.reported(stages.decided(event.assessees.order_by("number")[1]))
    report.texts.update(text=said)
    sentence = Sentence.objects.create(provider=event.provider, part=Part.SUMMARY, text=said)
    return {"report": report, "sentence": sentence}


def _after(event: Event, assessee: Assessee, staff: Account, said: str) -> dict[str, Any]:
    """A signed and released report, talked about, objected to, used, with development after it; the organiser's own."""
    result = Result.objects.filter(assessee=assessee, replaced_by=None).first() or stages.decided(assessee, level=1)
    report = getattr(result, "report", None) or stages.reported(result, written=False)
    holder, today = letter_words.signatory(event, timezone.localdate()), timezone.localdate()
    Report.objects.filter(pk=report.pk).update(
        state=Report.State.SIGNED, signed_at=timezone.now(), signed_by=holder, valid_until=today + timedelta(days=365),
        released_at=timezone.now(),
    )  # fmt: skip
    Delivery.objects.get_or_create(
        report=report, recipient="ppk", defaults={"name": said, "copy_number": 90, "sent_at": timezone.now()}
    )
    Feedback.objects.create(
        assessee=assessee, given_on=today, giver=stages.member(event), notes=said, agreed=said, recorded_by=staff
    )
    ResultUse.objects.create(result=result, use="manajemen-talenta", used_on=today, note=said, decision_id=uuid4())
    document = keep_letter(
        actor=staff, series=organising.series(event.provider_id), kind=organising.KIND, layout=organising.LAYOUT,
        on=today, holder=holder, title=f"Laporan {said}", reason="Uji",
        data=lambda number, code: {
            **letter_words.head(event, number, code, today, holder), **organising_words.contents(event),
            "name": event.name, "category": "A", "assessed": 1, "starts_on": str(event.first_day),
            "ends_on": str(event.last_day),
        },
    )  # fmt: skip
    return {
        "result": result,
        "objection": Objection.objects.create(result=result, text=said),
        "development": DevelopmentLine.objects.create(
            result=result, line=result.blueprint.lines.first(), activity=said, year=today.year
        ),
        "organiser_report": OrganiserReport.objects.create(
            event=event, document=document, number=document.number, issued_on=today, signed_by=holder,
            copy_sent_at=timezone.now(),
        ),
    }  # fmt: skip


def _scan(event: Event, assessee: Assessee, said: str) -> Scan:
    """A sheet on paper with a note, a step that was not carried out, and its scan."""
    sheet = Sheet.objects.create(
        assessee=assessee, instrument=event.instruments.first(), member=event.team.filter(role="assessor")[1],
        source="kertas",
    )  # fmt: skip
    Note.objects.create(id=uuid4(), sheet=sheet, taken_at=timezone.now(), text=said)
    JournalEntry.objects.create(
        sheet=sheet,
        device=uuid4(),
        sequence=1,
        kind="note",
        body={"text": said},
        made_at=timezone.now(),
        refused="late",
    )
    blob = storage.put(f"%PDF-1.4 {said}".encode())
    return Scan.objects.create(
        sheet=sheet, name=f"{said}.pdf", media_type="application/pdf", sha256=blob.sha256, size=blob.size
    )


def _meeting(event: Event, assessee: Assessee, said: str) -> dict[str, Any]:
    """The meeting from which the result came."""
    held = Meeting.objects.get(assessee=assessee)
    Meeting.objects.filter(pk=held.pk).update(minutes=said)
    Agreement.objects.filter(meeting=held).update(reason=said)
    return {"meeting": held, "measured": BlueprintLine.objects.filter(blueprint__event=event).first()}


@dataclass
class World:
    """An event, the rows that fill the addresses, and the accounts of everyone who belongs to it."""

    event: Event
    rows: dict[str, Any]
    accounts: dict[str, Account]
    numbers: list[str] = field(default_factory=list)


def first_day() -> date:
    """A Tuesday, three weeks ahead at least."""
    day = timezone.localdate() + timedelta(days=21)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def world(name: str, *, marked: bool) -> World:
    """Everything from the provider to handed-in forms; `marked` puts the words of this module into all of it."""

    def word(given: str) -> str:
        return given if marked else name

    home = make.provider(f"UPT {name}", at=people.agency(f"Provinsi {name}", kind="provinsi"))
    letters_from(home)
    asked = make.request(
        home, at=people.agency(f"Kabupaten {name}"), people_count=4, letter_number=f"{word(NUMBER)}/permintaan",
        note=word(SAID),
    )  # fmt: skip
    target = asked.targets.get()
    target.title = f"Kepala {word(TARGET)}"
    target.save()
    day = first_day()
    event = make.event(
        asked, instruments=TOOLS, name=f"Penilaian {word(EVENT)}", first_day=day, last_day=day + timedelta(days=1)
    )
    make.team(event)
    event.place.name, event.place.address = f"Gedung {word(ROOM)}", f"Jalan {word(ROOM)}"
    event.place.save()
    for room in event.place.rooms.all():
        Room.objects.filter(pk=room.pk).update(name=f"{room.name} {word(ROOM)}")
    for number, each in enumerate(event.assessees.all(), start=1):
        Person.objects.filter(pk=each.person_id).update(
            name=f"{word(ASSESSEE)} {number}", email=f"{word(ASSESSEE).lower()}{number}@contoh.go.id"
        )
    for number, member in enumerate(event.team.all(), start=1):
        Person.objects.filter(pk=member.practitioner.person_id).update(name=f"{word(TEAM)} {number}")
        member.practitioner.note = member.practitioner.field = word(SAID)
        member.practitioner.save()
    positions = Appointment.objects.filter(agency=asked.agency).values("position")
    Position.objects.filter(pk__in=positions).update(title=f"Kasubbid {word(TARGET)}")
    unit = people.unit(asked.agency, f"Badan {word(TARGET)}")
    Appointment.objects.filter(agency=asked.agency).update(unit=unit)
    TimetableRules.objects.filter(event=event).update(solver_seconds=1, meeting_minutes=15)
    made = Event.objects.get(pk=event.pk)
    accounts = accounts_of(made)
    return World(made, rows_of(made, accounts, word), accounts)


def letters_from(home: Any) -> None:
    home.office = people.office(f"kepala-{home.pk}", at=home.agency)
    home.save()
    people.holder(home.office, people.person(f"Kepala {home.name}"), starts_on=date(2020, 1, 1))


def accounts_of(event: Event) -> dict[str, Account]:
    """One of each who may see something of this event."""
    asked, first = event.request, event.assessees.order_by("number").first()
    roles = {role: make.signed_in(event.team.filter(role=role).first()) for role in ("chair", "admin", "support")}
    roles["assessor"] = make.signed_in(event.team.filter(role="assessor").first())
    return {
        "agency-hr": people.account("agency-hr", agency=asked.agency),
        "ppk": people.account("ppk", agency=asked.agency),
        "staff": make.staff(event.provider),
        "assessee": make.assessee_account(first),
        **roles,
    }


def rows_of(event: Event, accounts: dict[str, Account], word: Any) -> dict[str, Any]:
    """What hangs on the event, and what its provider, request and people have beside it."""
    chair, staff, own = accounts["chair"], accounts["staff"], accounts["assessee"]
    plan = make.timetable(event, by=chair)
    announcing.announce_timetable(actor=chair, timetable=plan)
    event.refresh_from_db()
    letter = assignments.issue_letter(actor=staff, event=event)
    letters.issue(event, actor=chair, who=[each.pk for each in event.assessees.order_by("number")[:2]])
    first = Assessee.objects.select_related("person", "event").get(event=event, person=own.person)
    answer = submit(own, first, "kuesioner", hasil=word(SAID))
    portfolio = FormTemplate.objects.get(code="portofolio", version=1)
    asks = next(one["code"] for part in portfolio.parts for one in part["fields"] if one["kind"] == "file")
    file = answers.add_file(
        actor=own, assessee=first, template=portfolio, code=asks,
        file=SimpleUploadedFile(f"{word(SAID)}.pdf", b"%PDF-1.4 contoh"),
    )  # fmt: skip
    member = event.team.filter(role="assessor").first()
    expert = member.practitioner
    Interest.objects.create(event=event, practitioner=expert, assessee=first, kind="lain", note=word(SAID))
    tool = event.instruments.first().instrument
    provider, asked = event.provider, event.request
    scan = _scan(event, first, word(SAID))
    return {
        "provider": provider,
        "recognition": Recognition.objects.create(
            provider=provider, category="A", number=f"{word(NUMBER)}/A", issued_on=date(2026, 1, 1),
            valid_from=date(2026, 1, 1), valid_until=date(2030, 1, 1), tiers=["administrator"], note=word(SAID),
        ),
        "closed": ClosedDay.objects.create(
            provider=provider, day=event.first_day + timedelta(days=9), reason=word(SAID)
        ),
        "place": event.place,
        "practitioner": expert,
        "grade": expert.grades.get(),
        "credential": Credential.objects.create(
            practitioner=expert, kind="psikolog", number=f"{word(NUMBER)}/SIPP", issuer_kind="instansi-pembina",
            issuer=word(SAID), issued_on=date(2020, 1, 1),
        ),
        "work": PastWork.objects.create(
            practitioner=expert, event_name=word(EVENT), provider_name=provider.name, on=date(2025, 1, 1),
            level=PastWork.Level.values[0], assessee_name=word(ASSESSEE), report_number=word(NUMBER), proof=word(SAID),
        ),
        "away": Unavailability.objects.create(
            practitioner=expert, starts_on=event.last_day + timedelta(days=30),
            ends_on=event.last_day + timedelta(days=31), reason=word(SAID),
        ),
        "instrument": tool,
        "variant": Variant.objects.create(instrument=tool, code=f"Paket {provider.pk}"),
        "person": first.person,
        "past": PastResult.objects.create(
            person=first.person, event_name=word(EVENT), provider_name=provider.name, on=date(2025, 1, 1),
            purpose="pemetaan", tier="administrator", match=80, category="Optimal", report_number=word(NUMBER),
            loaded_by=staff,
        ),
        "request": asked,
        "target": asked.targets.get(),
        "candidate": first.candidate,
        "question": Question.objects.create(request=asked, text=word(SAID), asked_by=accounts["agency-hr"]),
        "event": event,
        "line": Activity.objects.filter(event=event).first()
        or Activity.objects.create(event=event, edition=event.edition, stage="persiapan", text=word(SAID)),
        "activity": Activity.objects.filter(event=None).first()
        or Activity.objects.create(edition=event.edition, stage="persiapan", text="Umum"),
        "member": member,
        "letter": letter,
        "duty": DutyText.objects.first(),
        "group": event.groups.get(),
        "assessee": first,
        "timetable": plan,
        "session": Session.objects.filter(timetable=plan).first(),
        "notice": Notice.objects.get(assessee=first),
        "tool": event.instruments.first(),
        "check_in": _day(event, first, word(SAID)),
        "copy": _copy(event, first, word(SAID)),
        "hand_in": _hand_in(event, first, word(SAID)),
        "aspect": PotentialAspect.objects.first(),
        "scan": scan,
        "sheet": scan.sheet,
        "answer": answer,
        "file": file,
        "template": form("kuesioner"),
        "code": "kuesioner",
        "word": feeds.open_feed(actor=own),
        **_signed(event, chair, word(SAID)),
        **_written(event, word(SAID)),
        **_after(event, first, staff, word(SAID)),
        **_meeting(event, first, word(SAID)),
    }  # fmt: skip
