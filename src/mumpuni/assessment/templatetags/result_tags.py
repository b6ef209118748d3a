"""How levels, gaps and categories are written; `{% load result_tags %}`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from mumpuni.assessment.selectors.results import category_word

register = template.Library()


@register.filter
def level(value: Decimal) -> str:
    """A level in as few digits as it goes: 3 or 2,5.

    >>> level(Decimal("3.00"))
    '3'
    """
    return str(number_format(Decimal(f"{value.normalize():f}"), use_l10n=True))


@register.filter
def signed(value: Decimal | float, places: int | None = None) -> str:
    """A gap with its sign, in as few digits as it goes or in so many places: +1, 0, −0,5 or −0,50."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    far = abs(Decimal(value))
    return f"{sign}{level(far) if places is None else number_format(far, places, use_l10n=True)}"


@register.filter
def category(value: str) -> str:
    """A category in the reader's language."""
    return category_word(value)


@register.filter
def item(of: Mapping[int, Any], key: int) -> Any:
    """What a mapping holds under a key; nothing where it has none."""
    return of.get(key)
