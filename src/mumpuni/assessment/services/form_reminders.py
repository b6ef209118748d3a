"""Reminding assessees of forms that are still open (pengingat formulir)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Assessee, Event
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.assessment.services import answer_mail, answers, telling
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@dataclass
class Reminded:
    """Who was written to, and who was not and why."""

    told: list[Assessee] = field(default_factory=list)
    complete: list[Assessee] = field(default_factory=list)
    already: list[Assessee] = field(default_factory=list)
    without_address: list[Assessee] = field(default_factory=list)


@transaction.atomic
def remind(*, actor: Any, event: Event, assessees: Collection[int]) -> Reminded:
    """Write to the chosen assessees whose forms are open, each at most once a day.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when nobody was chosen.
    """
    require(policies.may_watch(actor, event), words.MAY_NOT_WATCH_FORMS)
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    chosen = list(selectors.board_rows(actor, event).select_related("person__account").filter(pk__in=assessees))
    if not chosen:
        raise Unusable(_("Pilih dahulu Assessee yang hendak diingatkan."))
    result = Reminded()
    found = selectors.sheets(chosen)
    for assessee in chosen:
        sheets = found[assessee.pk]
        waiting = [one for one in sheets if one.waits]
        if not waiting:
            result.complete.append(assessee)
        elif any(_today(one) for one in sheets):
            result.already.append(assessee)
        elif not telling.address(assessee.person):
            result.without_address.append(assessee)
        else:
            _note(waiting)
            answer_mail.reminder(actor, assessee, event, [one.template.title for one in waiting])
            result.told.append(assessee)
    if result.told:
        audit.record(
            actor, "assessment.forms.reminded", event, agency_id=event.request.agency_id,
            assessees=[one.number for one in result.told],
        )  # fmt: skip
    return result


def _today(sheet: selectors.Sheet) -> bool:
    when = sheet.answer.reminded_at if sheet.answer else None
    return when is not None and timezone.localdate(when) == timezone.localdate()


def _note(waiting: list[selectors.Sheet]) -> None:
    now = timezone.now()
    for one in waiting:
        held = one.answer or answers.begun(one.assessee, one.template)
        held.reminded_at = now
        held.save(update_fields=["reminded_at"])
