"""Levels in words; `{% load levels %}`."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def span(levels: Iterable[int]) -> str:
    """Levels as short as they go: 4–5, or 4, 6 where they do not follow each other.

    >>> span((1, 2, 3)), span((4, 6)), span(())
    ('1–3', '4, 6', '–')
    """
    found = sorted(levels)
    if not found:
        return "–"
    if len(found) > 1 and found == list(range(found[0], found[-1] + 1)):
        return f"{found[0]}–{found[-1]}"
    return ", ".join(str(level) for level in found)


@register.filter
def reach(levels: Iterable[int], at_least: bool) -> str:
    """The same, saying that the article names a minimum where it does."""
    return _("paling rendah %(levels)s") % {"levels": span(levels)} if at_least else span(levels)
