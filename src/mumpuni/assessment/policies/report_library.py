"""Who keeps the sentences that reports begin with (perpustakaan kalimat)."""

from typing import Any

from mumpuni.assessment.models import Sentence
from mumpuni.assessment.policies import providers_of, watches


def may_see_sentences(actor: Any) -> bool:
    """Staff of any provider, and the Instansi Pembina; writers meet the sentences in their reports only."""
    return watches(actor) or bool(providers_of(actor))


def may_keep_for(actor: Any, provider: int | None) -> bool:
    """Staff keep their own provider's; like instruments, what all providers share is kept by the Instansi Pembina."""
    return watches(actor) if provider is None else provider in providers_of(actor)


def may_keep(actor: Any, sentence: Sentence) -> bool:
    """Change or retire this one."""
    return may_keep_for(actor, sentence.provider_id)
