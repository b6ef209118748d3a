"""What the chair answers to those who ask for an accommodation (penyesuaian)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Assessee
from mumpuni.assessment.policies import forms as policies
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def answer_accommodation(*, actor: Any, assessee: Assessee, granted: bool, note: str = "") -> Assessee:
    """Grant what an assessee asks for, or decline it with a reason; another answer replaces the former.

    Raises:
        Refused: for others than the chair.
        Unusable: when nothing was asked for, the event is over, or a refusal lacks its reason.
    """
    joined = Assessee.objects.select_for_update(of=("self",)).select_related("event__request", "person")
    held = joined.get(pk=assessee.pk)
    require(policies.may_answer_accommodation(actor, held.event), words.MAY_NOT_ANSWER_ACCOMMODATION)
    said = clean(note)[:300]
    if not held.accommodation:
        raise Unusable(_("Assessee ini tidak meminta penyesuaian."))
    if not policies.is_open(held):
        raise Unusable(words.FORMS_ARE_CLOSED)
    if not granted and not said:
        raise Unusable({"note": _("Tulis alasan penyesuaian ini tidak diberikan.")})
    held.accommodation_granted, held.accommodation_answer, held.accommodation_by = granted, said, actor
    held.save(update_fields=["accommodation_granted", "accommodation_answer", "accommodation_by"])
    name = "assessment.accommodation.granted" if granted else "assessment.accommodation.declined"
    audit.record(actor, name, held, agency_id=held.event.request.agency_id, note=said)
    return held
