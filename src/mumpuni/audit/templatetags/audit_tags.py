"""The control behind which every verdict explains itself; `{% load audit_tags %}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mumpuni.audit.models import StoredDecision
from mumpuni.audit.vocabulary import DETAILS, WORDS
from mumpuni.regulations import Decision, words
from mumpuni.regulations.register import REGULATIONS

register = template.Library()


@register.filter
def in_words(name: str) -> str:
    """How a detail of an event is called, or its own name where it has no word."""
    return str(DETAILS.get(name, name))


@register.filter
def yes_or_value(value: Any) -> Any:
    """A truth in words; anything else as it is."""
    return _word(value, "id") if isinstance(value, bool) else value


@register.inclusion_tag("audit/_dasar_hukum.html")
def dasar_hukum(decision: StoredDecision | Decision | None, overrule: str = "", open: bool = False) -> dict[str, Any]:
    """What was decided, why, by which article in its words, from which facts, and who may decide otherwise.

    Takes a kept decision, or one just given; shows nothing for None. `overrule` names who may decide otherwise.
    """
    if decision is None:
        return {"shown": False}
    language = (get_language() or "id")[:2]
    kept = decision if isinstance(decision, StoredDecision) else None
    whole: Mapping[str, Any] = kept.decision if kept else decision.as_record()  # type: ignore[union-attr]
    return {
        "shown": True,
        "open": open,
        "kept": kept,
        "title": _title(whole["rule"], language),
        "rule": whole["rule"],
        "outcome": _word(whole["outcome"], language),
        "values": [_entry(name, value, language) for name, value in whole["values"].items()],
        "findings": [_finding(one, language) for one in whole["findings"]],
        "basis": whole.get("basis") or [{"citation": place, "quote": ""} for place in whole["citations"]],
        "facts": [_entry(name, value, language) for name, value in (kept.facts if kept else {}).items()],
        "edition": _edition(whole.get("regulation")),
        "overrule": overrule
        or _(
            "Pejabat yang diberi wewenang oleh pasal di atas, dengan alasan tertulis. Putusan baru dicatat dan "
            "menyebut putusan ini; putusan ini tetap tersimpan."
        ),
    }


def _entry(name: str, value: Any, language: str) -> dict[str, Any]:
    """A value with its name; what holds several things is a list of lines, so that it can be read."""
    lines: list[str] = []
    if isinstance(value, list) and len(value) > 1:
        lines = [_word(item, language) for item in value]
    elif isinstance(value, Mapping) and value:
        lines = [f"{_word(key, language)}: {_word(item, language)}" for key, item in value.items()]
    return {"name": _word(name, language), "value": _word(value, language), "lines": lines}


def _finding(found: Mapping[str, Any], language: str) -> dict[str, Any]:
    message = found.get("messages", {}).get(language) or found["message"]
    tone = {"violation": "bad", "warning": "warn"}.get(found["severity"], "note")
    return {**found, "message": message, "tone": tone}


def _title(rule: str, language: str) -> str:
    try:
        return words.title(rule, language)
    except KeyError:
        return rule


def _word(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if isinstance(value, list):
        return ", ".join(_word(item, language) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{_word(name, language)}: {_word(item, language)}" for name, item in value.items())
    if value is None:
        return "—"
    return str(WORDS[value]) if value in WORDS else words.term(str(value), language)


def _edition(regulation: Mapping[str, Any] | None) -> str:
    if not regulation:
        return ""
    known = REGULATIONS.get(regulation["id"])
    title = known.short_title if known else regulation["id"]
    since = regulation.get("effective_from")
    return _("%(title)s, berlaku sejak %(since)s") % {"title": title, "since": since} if since else title
