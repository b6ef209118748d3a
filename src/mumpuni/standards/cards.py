"""What standards have to say on the page of a person."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mumpuni.people.models import Person
from mumpuni.standards.policies import equivalence as policies
from mumpuni.ui.home import Card


def on_person(actor: Any, person: Person) -> list[Card]:
    """The way to the official's levels in KKA-PDN."""
    if not policies.may_see_official(actor, person):
        return []
    return [
        Card(
            title=_("Jenjang KKA-PDN"),
            text=_("Jenjang menurut jabatan, pendidikan, pelatihan, dan pengalaman, dengan pasal dan keputusannya."),
            url=reverse("standards:official", args=[person.pk]),
            label=_("Buka jenjang"),
            icon="stairs",
        )
    ]
