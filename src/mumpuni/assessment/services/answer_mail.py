"""What assessees are told by mail: about their forms, and about the answer to an objection."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from mumpuni.assessment.models import Answer, Assessee, Event, Objection
from mumpuni.assessment.services.telling import tell


def returned(actor: Any, answer: Answer) -> None:
    """That a form came back, and why; nothing for one without an address."""
    link = reverse("assessment:own_form", args=[answer.assessee_id, answer.template.code])
    tell(
        answer.assessee.person, "form_returned", link, actor=actor, title=answer.template.title,
        reason=answer.return_reason,
    )  # fmt: skip


def reminder(actor: Any, assessee: Assessee, event: Event, titles: list[str]) -> None:
    """Which forms are still open before the first day."""
    tell(
        assessee.person,
        "forms_reminder",
        reverse("assessment:own_forms"),
        actor=actor,
        event=event.name,
        first_day=date_format(event.first_day, "DATE_FORMAT"),
        titles="\n".join(f"- {title}" for title in titles),
    )


def objection_answered(actor: Any, objection: Objection) -> None:
    """That an objection was answered; what it says is read in the application only."""
    event = objection.result.assessee.event
    tell(
        objection.result.assessee.person, "objection_answered", reverse("assessment:own_results"), actor=actor,
        event=event.name,
    )  # fmt: skip


def result_expiring(assessee: Assessee, event: Event, until: str) -> None:
    """Until when the own result holds."""
    tell(
        assessee.person, "result_expiring_own", reverse("assessment:own_results"), actor=None, event=event.name,
        until=until,
    )  # fmt: skip
