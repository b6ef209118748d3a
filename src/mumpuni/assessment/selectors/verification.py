"""What a stranger with the code of a letter or report may learn: whether it still holds."""

from datetime import date
from uuid import UUID

from mumpuni.assessment.models import AssignmentLetter, Notice, ReportDocument


def is_replaced(document: UUID) -> bool:
    """Whether a letter of assignment, a notification or a report was followed by another."""
    letter = AssignmentLetter.objects.filter(document=document).first()
    if letter is not None:
        return AssignmentLetter.objects.filter(event=letter.event_id, pk__gt=letter.pk).exists()
    if ReportDocument.objects.filter(document=document).exclude(report__replaced_by=None).exists():
        return True
    return Notice.objects.filter(document=document).exclude(replaced_by=None).exists()


def valid_until(document: UUID) -> date | None:
    """The last day on which a report or its certificate may be used; None for letters, which do not end."""
    found = ReportDocument.objects.filter(document=document).select_related("report").first()
    return found.report.valid_until if found else None
