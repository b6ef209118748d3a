"""The pages below "Pelaksanaan"; `{% load day_tags %}`."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Event
from mumpuni.assessment.policies import outputs
from mumpuni.assessment.policies.day import may_record, may_see_day

register = template.Library()


@register.inclusion_tag("assessment/_day_pages.html", takes_context=True)
def day_pages(context: Context, event: Event) -> dict[str, Any]:
    """What belongs to the carrying out of an event and this account may open; the one shown is marked."""
    actor, path = context["request"].user, context["request"].path
    pages = (
        ("day", _("Papan hari"), may_see_day),
        ("day_material", _("Bahan"), may_record),
        ("day_hand_ins", _("Hasil kerja"), outputs.may_list_work),
        ("day_tests", _("Tes psikologi"), outputs.may_count_tests),
        ("potentials", _("Potensi"), outputs.may_list_potential),
        ("day_recap", _("Rekap tugas tim"), may_see_day),
    )
    shown = [(reverse(f"assessment:{name}", args=[event.pk]), label) for name, label, may in pages if may(actor, event)]
    here = max((url for url, _label in shown if path.startswith(url)), key=len, default="")
    return {"pages": [(url, label, url == here) for url, label in shown]}
