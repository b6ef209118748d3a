"""An event brought as far as a test needs it: running, rated, agreed, decided, reported."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mumpuni.assessment.models import (
    Agreement,
    Assessee,
    BlueprintLine,
    CheckIn,
    Edition,
    Event,
    EventInstrument,
    Meeting,
    Note,
    NoteTag,
    Notice,
    Part,
    Potential,
    PotentialAspect,
    PotentialGrade,
    Provider,
    Rating,
    Report,
    ReportText,
    Result,
    Sheet,
    Taking,
    TeamMember,
    TeamRole,
)
from mumpuni.assessment.services import results
from mumpuni.documents.models import Document
from tests.assessment import factories as make
from tests.people import factories as people

TOOLS = ("case-analysis", "leaderless-group-discussion", "competency-interview")
#: Nine in the morning in western Indonesia on the first day.
MORNING = datetime(2026, 3, 3, 2, tzinfo=UTC)


def running(
    *,
    people_count: int = 4,
    tools: tuple[str, ...] = TOOLS,
    assessors: int = 3,
    home: Provider | None = None,
    **about: Any,
) -> Event:
    """An event in execution with its team, groups and observers; `about` goes to the request (edition, purpose)."""
    make.standards()
    event = make.event(make.request(home or make.provider(), people_count=people_count, **about), instruments=tools)
    make.team(event, assessors=assessors)
    event.state, event.frozen_at = Event.State.RUNNING, timezone.now()
    event.save()
    return event


def member(event: Event, role: str = TeamRole.ASSESSOR, at: int = 0) -> TeamMember:
    """Somebody of the team in a role, in the order of appointment."""
    return event.team.filter(role=role, removed_at=None).order_by("pk")[at]


def first(event: Event) -> Assessee:
    """The assessee with number 1."""
    return event.assessees.order_by("number")[0]


def lines(assessee: Assessee) -> list[BlueprintLine]:
    """The competencies that are measured for this assessee, in the order of the standard."""
    return list(assessee.lines)


def taken(assessee: Assessee) -> None:
    """Reported, briefed, and through with every instrument."""
    CheckIn.objects.get_or_create(
        assessee=assessee, day=assessee.event.first_day,
        defaults={"at": MORNING, "identity": "KTP", "briefed_at": MORNING},
    )  # fmt: skip
    for tool in assessee.event.instruments.all():
        Taking.objects.get_or_create(assessee=assessee, instrument=tool, defaults={"state": Taking.State.DONE})


def sheet(
    assessee: Assessee,
    tool: EventInstrument,
    member: TeamMember,
    *,
    level: Decimal | int | Mapping[int, Any] = 3,
    submitted: bool = True,
) -> Sheet:
    """A sheet with one note, one tag and one rating for each competency; `level` may be given by the line's key."""
    made = Sheet.objects.create(
        assessee=assessee, instrument=tool, member=member, started_at=MORNING,
        submitted_at=MORNING + timedelta(hours=2) if submitted else None,
    )  # fmt: skip
    for number, line in enumerate(lines(assessee)):
        note = Note.objects.create(
            id=uuid.uuid4(), sheet=made, taken_at=MORNING + timedelta(minutes=number),
            text=f"Menjelaskan pilihan tentang {line.competency.name}",
        )  # fmt: skip
        NoteTag.objects.create(note=note, line=line)
        given = level[line.pk] if isinstance(level, Mapping) else level
        Rating.objects.create(sheet=made, line=line, level=Decimal(given), reason="Terlihat berulang")
    return made


def rated(assessee: Assessee, *, level: int = 3, assessors: int = 2) -> list[Sheet]:
    """Submitted sheets of so many assessors on every instrument."""
    taken(assessee)
    return [
        sheet(assessee, tool, member(assessee.event, at=at), level=level)
        for tool in assessee.event.instruments.all()
        for at in range(assessors)
    ]


def meeting(assessee: Assessee, *, level: int | Decimal = 3, assessors: int = 2) -> Meeting:
    """An open meeting with chair and two assessors, every level agreed with reason and evidence."""
    if not assessee.sheets.exists():
        rated(assessee, assessors=assessors)
    event = assessee.event
    made = Meeting.objects.create(
        assessee=assessee, chair=member(event, TeamRole.CHAIR), minutes="Dibahas satu per satu."
    )
    made.present.set([member(event, TeamRole.CHAIR), *(member(event, at=at) for at in range(assessors))])
    for line in lines(assessee):
        agreed = Agreement.objects.create(
            meeting=made, round=1, line=line, level=Decimal(level), reason="Sepakat sesudah melihat catatan."
        )
        agreed.evidence.set(Note.objects.filter(sheet__assessee=assessee, tags__line=line)[:2])
    return made


def potential(assessee: Assessee, *, grade: str = "C", required: str = "C") -> Potential:
    """A signed profile by the psychologist of the team, with one aspect."""
    made = Potential.objects.create(
        assessee=assessee, member=member(assessee.event), dynamics="Tenang di bawah tekanan.", signed_at=timezone.now()
    )
    aspect, _made = PotentialAspect.objects.get_or_create(
        code="penalaran-uji", defaults={"name": "Penalaran", "number": 1, "required": required}
    )
    PotentialGrade.objects.create(potential=made, aspect=aspect, grade=grade, note="Runtut menguraikan soal.")
    return made


def aspects() -> list[PotentialAspect]:
    """Those that a profile grades; what migrations fill in does not outlive the first test that commits."""
    if not PotentialAspect.objects.exists():
        for number, name in enumerate(("Daya tangkap", "Ketelitian", "Hubungan sosial"), start=1):
            PotentialAspect.objects.create(code=f"aspek-{number}", name=name, description="Usulan.", number=number)
    return list(PotentialAspect.objects.filter(is_active=True))


def lettered(event: Event) -> None:
    """A letter for everybody called, passed on by the own agency and not received yet."""
    holder, on = event.provider.office.holders.get(), event.first_day - timedelta(days=21)
    for each in event.assessees.all():
        number = f"{each.number}/UPK/{on.year}"
        said = {"lines": [], "addressee": {"name": each.person.full_name, "lines": []}}
        paper = Document.objects.create(
            kind=f"assessment.notice.{event.edition}", series="surat-uji", year=on.year, serial=each.number,
            number=number, title=f"Surat pemberitahuan – {each.person.full_name}", layout="surat-pemberitahuan-2008",
            layout_version="1", data=said, sha256="0" * 64, size=1, code=f"UJI{each.number:09}", issued_on=on,
        )  # fmt: skip
        Notice.objects.create(
            assessee=each, edition=event.edition, document=paper, number=number, issued_on=on,
            assessed_on=event.first_day, signed_by=holder, passed_on_at=timezone.now(),
        )  # fmt: skip


def decided(assessee: Assessee, *, level: int | Decimal = 3) -> Result:
    """A locked meeting and its result."""
    held = meeting(assessee, level=level)
    if assessee.event.edition == Edition.BKN_2008:
        potential(assessee)
    held.state, held.locked_at = Meeting.State.LOCKED, timezone.now()
    held.save()
    return results.decide(actor=people.account("assessor"), meeting=held)


def reported(result: Result, *, state: str = Report.State.DRAFT, written: bool = True) -> Report:
    """A report by one assessor, reviewed by another, with a text in every part."""
    event = result.assessee.event
    made = Report.objects.create(
        result=result, writer=member(event), reviewer=member(event, at=1), due_on=event.last_day + timedelta(days=14),
        state=state,
    )  # fmt: skip
    if written:
        for line in lines(result.assessee):
            for part in (Part.DESCRIPTION, Part.STRENGTHS, Part.AREAS):
                text = f"{line.competency.name} {part.label} milik {result.assessee.person.name}."
                ReportText.objects.create(report=made, part=part, line=line, text=text)
        for part in (Part.SUMMARY, Part.RECOMMENDATION, Part.DEVELOPMENT, Part.PLACEMENT):
            ReportText.objects.create(report=made, part=part, text=f"{part.label}: {result.assessee.person.name}.")
    return made
