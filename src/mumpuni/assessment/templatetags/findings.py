"""What a rule found, in the reader's language; `{% load findings %}`."""

from typing import Any

from django import template
from django.utils.translation import get_language

from mumpuni.audit.models import StoredDecision
from mumpuni.regulations import Decision

register = template.Library()


@register.inclusion_tag("assessment/_findings.html")
def finding_list(decision: StoredDecision | Decision | None) -> dict[str, Any]:
    """Each finding as a sentence with its article, of a kept decision or one just given; nothing where all is well."""
    return {"findings": [] if decision is None else _told(decision)}


def _told(decision: StoredDecision | Decision) -> list[dict[str, str]]:
    language = (get_language() or "id")[:2]
    if isinstance(decision, Decision):
        return [each.as_json(language) for each in decision.findings]
    found: list[dict[str, Any]] = decision.decision["findings"]
    return [each | {"message": each.get("messages", {}).get(language) or each["message"]} for each in found]
