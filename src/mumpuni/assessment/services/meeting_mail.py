"""Telling those concerned that a meeting was opened again."""

from typing import Any

from django.urls import reverse

from mumpuni.assessment.models import Meeting, Report
from mumpuni.assessment.services.telling import tell


def reopened(actor: Any, meeting: Meeting, reason: str) -> None:
    """To everybody who sat there and to those who write or review the report, each once; without any level."""
    persons = {each.practitioner.person_id: each.practitioner.person
               for each in meeting.present.select_related("practitioner__person__account")}  # fmt: skip
    reports = Report.objects.filter(result__assessee=meeting.assessee_id, replaced_by=None)
    for report in reports.select_related("writer__practitioner__person", "reviewer__practitioner__person"):
        for member in (report.writer, report.reviewer):
            persons.setdefault(member.practitioner.person_id, member.practitioner.person)
    for person in persons.values():
        event = meeting.assessee.event
        tell(
            person, "meeting_reopened", reverse("assessment:meetings", args=[event.pk]), actor=actor,
            number=meeting.assessee.number, event=event.name, reason=reason,
        )  # fmt: skip
