"""Reading instruments, their variants, and who has met them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from mumpuni.assessment.models import Exposure, Instrument, Variant
from mumpuni.assessment.policies import instruments as policies
from mumpuni.assessment.policies import providers_of, watches
from mumpuni.regulations import Decision, decide


def instruments(actor: Any) -> QuerySet[Instrument]:
    """The shared list with how many variants are in use, for those who assess."""
    active = Count("variants", filter=Q(variants__is_active=True))
    found = Instrument.objects.annotate(variant_count=active).order_by("kind", "name")
    return found if policies.may_see_instruments(actor) else found.none()


def instrument(actor: Any, pk: int) -> Instrument:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = instruments(actor).select_related("developed_from").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def variant(actor: Any, instrument: Instrument, pk: int) -> Variant:
    """One set of material of an instrument in sight.

    Raises:
        Http404: for one that is not of this instrument.
    """
    found = Variant.objects.filter(pk=pk, instrument=instrument).select_related("instrument").first()
    if found is None:
        raise Http404
    return found


def met(actor: Any, instrument: Instrument) -> QuerySet[Exposure]:
    """Who has met which variant and when: in events of the own provider, for the Instansi Pembina everywhere.

    What was loaded without an event belongs to no provider, so only the Instansi Pembina reads it.
    """
    found = Exposure.objects.filter(variant__instrument=instrument).select_related("person", "variant", "event")
    if not watches(actor):
        found = found.filter(event__provider__in=providers_of(actor))
    return found.order_by("-on", "person__name")


def continuing_facts(instruments: Sequence[Instrument]) -> dict[str, Any]:
    """What rule `bkn-26-2019/continuing-method` asks of instruments that anticipate the same method."""
    return {
        "anticipates": next((each.anticipates for each in instruments if each.anticipates), None),
        "instruments": [
            {
                "name": each.name,
                "administration": each.administration or None,
                "developed_from": each.developed_from.name if each.developed_from else None,
            }
            for each in instruments
        ],
    }


def judge_continuing(instruments: Sequence[Instrument]) -> Decision:
    """Whether instruments may be used as a continuing method (Pasal 22)."""
    return decide("bkn-26-2019/continuing-method", continuing_facts(instruments))
