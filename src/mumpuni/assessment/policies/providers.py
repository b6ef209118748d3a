"""Who registers, recognises and keeps providers and their premises."""

from typing import Any

from django.db.models import Q

from mumpuni.assessment.models import Provider
from mumpuni.assessment.policies import is_staff, providers_of, watches


def may_see_providers(actor: Any) -> bool:
    """The Instansi Pembina sees all of them, a provider's staff its own."""
    return watches(actor) or bool(providers_of(actor))


def providers_in_sight(actor: Any) -> Q:
    """Which providers the actor may open, as a condition on Provider."""
    return ~Q(pk__in=[]) if watches(actor) else Q(pk__in=providers_of(actor))


def may_register_provider(actor: Any) -> bool:
    """Enter a provider, its name and agency: the Instansi Pembina, which recognises it."""
    return watches(actor)


def may_recognise(actor: Any) -> bool:
    """Record and withdraw recognitions: the Instansi Pembina."""
    return watches(actor)


def may_keep_provider(actor: Any, provider: Provider | int) -> bool:
    """Letters, premises, closed days: the provider's own staff."""
    return is_staff(actor, provider)
