"""What each role does, as letters print it (uraian tugas; Pasal 10 ayat (3))."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import DutyText, Event
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require

LONGEST = 2000


@transaction.atomic
def change_duty(*, actor: Any, duty: DutyText, text: str) -> DutyText:
    """Write the text anew. New letters print it; teams confirmed before keep theirs.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: no text, or too long a one.
    """
    require(policies.watches(actor), words.MAY_NOT_WRITE_DUTIES)
    words_given = " ".join(text.split())
    if not words_given:
        raise Unusable({"text": _("Tulis uraian tugasnya.")})
    if len(words_given) > LONGEST:
        raise Unusable({"text": _("Paling panjang %(most)d huruf, agar muat pada surat tugas.") % {"most": LONGEST}})
    row = DutyText.objects.select_for_update().get(pk=duty.pk)
    before, row.text, row.is_proposal = row.text, words_given, False
    row.save()
    audit.record(actor, "assessment.duty.changed", row, before=before, after=row.text)
    return row


def fix_duties(event: Event) -> None:
    """Give every member without one the text that holds today."""
    texts = dict(DutyText.objects.filter(edition=event.edition).values_list("role", "text"))
    for role, text in texts.items():
        event.team.filter(removed_at=None, duty="", role=role).update(duty=text)
