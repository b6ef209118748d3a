"""One object of each kind of the demo's event at an assessment centre, and who comes to look at it."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mumpuni.assessment.models import (
    Activity,
    AssignmentLetter,
    CheckIn,
    DevelopmentLine,
    DutyText,
    Edition,
    FormTemplate,
    HandIn,
    MaterialCopy,
    Meeting,
    Objection,
    OrganiserReport,
    Part,
    PastResult,
    Potential,
    PotentialAspect,
    Practitioner,
    Purpose,
    Report,
    ReportText,
    Request,
    Result,
    Scan,
    Sentence,
    Sheet,
    TeamMember,
    TeamRole,
)
from mumpuni.assessment.services import (
    answers,
    calendar,
    feeds,
    form_templates,
    past,
    questions,
    register,
    report_delivery,
    report_opening,
    report_signing,
    timetables,
)
from mumpuni.audit import services as audit
from mumpuni.config.demo import signins
from mumpuni.documents import storage
from mumpuni.people.models import Account
from mumpuni.people.services import calendars
from mumpuni.regulations import decide
from tests.assessment import stages


def visitors(by_email: dict[str, Account]) -> dict[str, Account]:
    """Those who have to do with an assessment, by the name of their column."""
    return {
        "staff": by_email[signins.ASSESSMENT.email],
        "lead": by_email[signins.LEAD.email],
        "assessor": by_email[signins.ASSESSOR.email],
        "ppk": by_email[signins.PPK.email],
        "assessee": by_email[signins.ASSESSEE.email],
        "client-hr": by_email[signins.AGENCY.email],
    }


def objects(by_email: dict[str, Account]) -> dict[str, Any]:
    """What the addresses of the assessment centre speak of: of the event to which the assessee was called."""
    who = visitors(by_email)
    assessee = who["assessee"].person.assessments.get()
    event, request = assessee.event, assessee.event.request
    mine = Practitioner.objects.get(person=who["assessor"].person)
    tool = event.instruments.filter(variant__isnull=False).first()
    today = timezone.localdate()
    closed = calendar.close_day(
        actor=who["staff"], provider=event.provider, day=today + timedelta(days=200), reason="Pemeliharaan gedung"
    )
    away = register.record_away(
        actor=who["staff"],
        practitioner=mine,
        starts_on=today + timedelta(days=200),
        ends_on=today + timedelta(days=201),
        reason="Cuti",
    )
    holiday = calendars.add_holidays(
        actor=by_email[signins.ORGANISER.email],
        agency=None,
        days=[calendars.DayOff(date(2031, 1, 1), "Tahun baru", "libur")],
    )[0]
    announced = event.timetables.get(state="diumumkan")
    draft = timetables.draft_from(actor=who["lead"], timetable=announced)
    old = Request.objects.get(edition=Edition.BKN_2008)
    return {
        "provider": event.provider_id,
        "place": event.place_id,
        "recognition": event.provider.recognitions.first().pk,
        "closed": closed.pk,
        "practitioner": mine.pk,
        "grade": mine.grades.first().pk,
        "credential": mine.credentials.first().pk,
        "away": away.pk,
        "instrument": tool.instrument_id,
        "sentence": Sentence.objects.create(provider=event.provider, part=Part.SUMMARY, text="Runtut.").pk,
        "variant": tool.variant_id,
        "request": request.pk,
        "old_request": old.pk,
        "target": request.targets.get().pk,
        "candidate": assessee.candidate_id,
        "question": questions.ask_head(actor=who["client-hr"], request=old, text="Bolehkah UPK lain?").pk,
        "assessment": event.pk,
        "ticked": event.activities.first().pk,
        "activity": Activity.objects.filter(event=None).first().pk,
        "team_member": TeamMember.objects.filter(event=event, role=TeamRole.ASSESSOR, removed_at=None).first().pk,
        "letter": AssignmentLetter.objects.filter(event=event).first().pk,
        "duty": DutyText.objects.first().pk,
        "group": assessee.group_id,
        "assessee": assessee.pk,
        "timetable": announced.pk,
        "draft": draft.pk,
        "session": announced.sessions.filter(kind="alat-ukur").first().pk,
        "draft_session": draft.sessions.filter(kind="alat-ukur").first().pk,
        "notice": assessee.notices.get().pk,
        "feed": feeds.open_feed(actor=who["assessee"]),
        "holiday": holiday.pk,
        "tool": tool.pk,
        "check_in": CheckIn.objects.create(
            assessee=assessee, day=event.first_day, at=timezone.now(), identity="Kartu pegawai"
        ).pk,
        **_outputs(event, assessee, tool),
        **_sheet(who["assessor"], mine, assessee),
        **_forms(by_email, who["assessee"], assessee),
        **_past(who["staff"], assessee),
        **_signed(who["lead"], assessee),
        **_after(assessee),
        "meeting": Meeting.objects.get(assessee=assessee).pk,
        "measured": event.blueprints.get(target=assessee.candidate.target_id).lines.first().pk,
    }


def _signed(lead: Account, assessee: Any) -> dict[str, Any]:
    """A report on the assessee as it stands after signing, handing over and release, opened once by the chair."""
    event = assessee.event
    chair, admin = (event.team.filter(role=role, removed_at=None).first() for role in ("chair", "admin"))
    blueprint = event.blueprints.get(target=assessee.candidate.target_id)
    lines = blueprint.lines.select_related("competency")
    required = {line.competency.name: line.required_level for line in lines}
    facts = {"purpose": event.purpose, "required": required, "achieved": dict.fromkeys(required, "3")}
    judged = decide("bkn-26-2019/job-person-match", facts)
    held, _made = Meeting.objects.get_or_create(
        assessee=assessee, defaults={"chair": chair, "state": Meeting.State.LOCKED, "locked_at": timezone.now()}
    )
    held.present.set([chair])
    kept = audit.keep(lead, judged, facts, held)
    found = Result.objects.filter(assessee=assessee, replaced_by=None).first() or Result.objects.create(
        assessee=assessee, meeting=held, round=held.round, blueprint=blueprint, edition=event.edition,
        purpose=event.purpose, required=required, achieved=facts["achieved"], percentage=judged.values["percentage"],
        category=judged.outcome, decision_id=kept.pk,
    )  # fmt: skip
    report = Report.objects.filter(result=found).first() or Report(
        result=found, writer=chair, reviewer=admin, due_on=event.last_day
    )
    report.state = Report.State.ACCEPTED
    report.save()
    if not report.texts.exists():
        for line in lines:
            ReportText.objects.create(report=report, part=Part.DESCRIPTION, line=line, text="Contoh uraian.")
        ReportText.objects.create(report=report, part=Part.RECOMMENDATION, text="Contoh rekomendasi.")
    signed = report_signing.sign_report(actor=lead, report=report)
    copies = report_delivery.deliver(actor=lead, event=event, reports=[signed.pk])
    report_delivery.release(actor=lead, event=event, reports=[signed.pk])
    opening = report_opening.open_report(actor=lead, report=signed, kind="rahasia", purpose="Memeriksa")
    return {
        "signed": signed.pk,
        "delivery": copies[0].pk,
        "opening": opening.pk,
        "token": report_opening.token_for(opening, ""),
    }


def _outputs(event: Any, assessee: Any, tool: Any) -> dict[str, Any]:
    """A copy, a piece of work and a signed profile; the event itself stays as it is."""
    blob = storage.put(b"%PDF-1.4 hasil kerja")
    psychologist = TeamMember.objects.filter(event=event, role=TeamRole.ASSESSOR, removed_at=None).first()
    Potential.objects.get_or_create(
        assessee=assessee, defaults={"member": psychologist, "dynamics": "Tenang.", "signed_at": timezone.now()}
    )
    copy = MaterialCopy.objects.create(
        instrument=tool, assessee=assessee, number=901, handed_out_at=timezone.now()
    )  # fmt: skip
    work = HandIn.objects.create(
        assessee=assessee, instrument=tool, kind=HandIn.Kind.WORK, name="hasil.pdf", media_type="application/pdf",
        sha256=blob.sha256, size=blob.size,
    )  # fmt: skip
    return {"copy": copy.pk, "hand_in": work.pk, "aspect": PotentialAspect.objects.first().pk}


def _sheet(account: Account, mine: Practitioner, assessee: Any) -> dict[str, Any]:
    members = TeamMember.objects.filter(event=assessee.event, role=TeamRole.ASSESSOR, removed_at=None)
    member = members.filter(practitioner=mine).first() or members.first()
    tool = assessee.event.instruments.filter(instrument__kind="competency-interview").first()
    sheet = Sheet.objects.create(assessee=assessee, instrument=tool, member=member, source=Sheet.Source.PAPER)
    blob = storage.put(b"%PDF-1.4 contoh")
    scan = Scan.objects.create(
        sheet=sheet, name="lembar.pdf", media_type="application/pdf", sha256=blob.sha256, size=blob.size,
        added_by=account,
    )  # fmt: skip
    return {"sheet": sheet.pk, "scan": scan.pk}


def _forms(by_email: dict[str, Account], account: Account, assessee: Any) -> dict[str, Any]:
    portfolio = FormTemplate.objects.get(code=FormTemplate.Code.PORTFOLIO, version=1)
    field = next(one["code"] for part in portfolio.parts for one in part["fields"] if one["kind"] == "file")
    file = answers.add_file(actor=account, assessee=assessee, template=portfolio, code=field, file=_paper())
    asked = [one for part in portfolio.parts for one in part["fields"] if one["required"] and one["kind"] != "file"]
    typed = {one["code"]: [["Kajian", "2025"]] if one["kind"] == "table" else "Kajian mutasi" for one in asked}
    answers.save(actor=account, assessee=assessee, template=portfolio, data=typed)
    given = answers.submit(actor=account, assessee=assessee, template=portfolio)
    return {
        "filled": given.pk,
        "file": file.pk,
        "form": portfolio.pk,
        "form_draft": form_templates.draft_version(
            actor=by_email[signins.SUPERVISOR.email], code=FormTemplate.Code.PORTFOLIO
        ).pk,
    }


def _past(staff: Account, assessee: Any) -> dict[str, Any]:
    result = PastResult.objects.create(
        person=assessee.person,
        event_name="Penilaian tahun lalu",
        provider_name="Pusat lain",
        on=date(2024, 3, 1),
        purpose=Purpose.FILLING,
        tier="pengawas",
        match=80,
        category="Optimal",
        loaded_by=staff,
    )
    past.attach_report(actor=staff, result=result, file=_paper())
    return {"past": result.pk, "assessed": assessee.person_id}


def _after(assessee: Any) -> dict[str, Any]:
    """A released result with an objection and development; the organiser's report, sent to the Instansi Pembina."""
    event = assessee.event
    letter = AssignmentLetter.objects.filter(event=event).first()
    result = Result.objects.filter(assessee=assessee, replaced_by=None).first() or stages.decided(assessee, level=1)
    report = getattr(result, "report", None) or stages.reported(result, written=False)
    Report.objects.filter(pk=report.pk).exclude(state=Report.State.SIGNED).update(
        state=Report.State.SIGNED,
        signed_at=timezone.now(),
        signed_by=letter.signed_by,
        valid_until=timezone.localdate() + timedelta(days=365),
        released_at=timezone.now(),
    )
    line = result.blueprint.lines.first()
    return {
        "result": result.pk,
        "objection": Objection.objects.create(result=result, text="Nilai keliru").pk,
        "development": DevelopmentLine.objects.create(result=result, line=line, activity="Mentoring", year=2030).pk,
        "organiser_report": OrganiserReport.objects.create(
            event=event,
            document=letter.document,
            number="LP/1",
            issued_on=timezone.localdate(),
            signed_by=letter.signed_by,
            copy_sent_at=timezone.now(),
        ).pk,
    }


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("bukti.pdf", b"%PDF-1.4 contoh")


#: Of which object the `pk` of an address is, by how the address's name begins; the first that fits counts.
_STARTS = (
    ("old_request", "selection names_submit question_ask"),
    ("provider", "provider recognition_ place_add"),
    ("place", "place rooms"),
    ("practitioner", "practitioner grade_ credential_ past_work_ equivalence_ away_"),
    ("instrument", "instrument variant_"),
    ("past", "past_"),
    ("sentence", "sentence"),
    ("request", "request target_ candidate event_new"),
    ("question", "question"),
    ("activity", "checklist_change"),
    ("aspect", "aspect_"),
    ("assessment", "potential"),
    ("duty", "duty_"),
    ("assessment", "event day results blueprint checklist team assignment_ declaration interests groups assessee_move"),
    ("group", "group_"),
    ("assessee", "assessee_withdraw sheet_open meeting_open"),
    ("assessment", "sheet_board"),
    ("assessment", "timetable_rules timetable_days timetable_solve timetable_repair"),
    ("draft", "timetable_announce timetable_discard timetable_compare"),
    ("timetable", "timetable_"),
    ("assessment", "timetable"),
    ("draft_session", "session_"),
    ("session", "session"),
    ("assessment", "notices notice_preview forms_ accommodation"),
    ("assessment", "report_files"),
    ("assessment", "reports reports_share meetings rater_agreement"),
    ("notice", "notice own_notice"),
    ("filled", "answer"),
    ("assessment", "meetings rater_agreement"),
    ("assessee", "meeting_open"),
    ("meeting", "meeting"),
    ("assessment", "after feedback_ objection organiser_report_issue organiser_report_send quality_check"),
    ("organiser_report", "organiser_report"),
    ("form_draft", "form_template_edit form_publish form_drop"),
    ("form", "form_"),
)
PK = {f"assessment:{start}": key for key, starts in _STARTS for start in starts.split()}
_WORDS = {
    "provider": "provider",
    "recognition": "recognition",
    "closed": "closed",
    "grade": "grade",
    "credential": "credential",
    "away": "away",
    "variant": "variant",
    "person": "assessed",
    "target": "target",
    "candidate": "candidate",
    "line": "ticked",
    "who": "practitioner",
    "member": "team_member",
    "letter": "letter",
    "assessee": "assessee",
    "file": "file",
    "tool": "tool",
    "check_in": "check_in",
    "copy": "copy",
    "hand_in": "hand_in",
    "sheet": "sheet",
    "scan": "scan",
    "word": "feed",
    "signed": "signed",
    "report": "signed",
    "meeting": "meeting",
    "delivery": "delivery",
    "opening": "opening",
    "token": "token",
    "measured": "measured",
    "result": "result",
    "objection": "objection",
    "development": "development",
}
#: The other words of an address, and those that are no number of an object.
OF = {("assessment:", word): key for word, key in _WORDS.items()}
FIXED = {
    ("assessment:own_form", "code"): "kejadian-kritis",
    ("assessment:own_form_submit", "code"): "kejadian-kritis",
    ("assessment:form_draft", "code"): "portofolio",
}
