"""Printing a standard as a book."""

from datetime import date

from django.utils.timezone import localdate

from mumpuni.documents import rendering
from mumpuni.standards.models import StandardVersion
from mumpuni.standards.selectors import files


def print_book(version: StandardVersion) -> bytes:
    """The PDF of a version, made on the day it was set (drafts: today); the caller has asked whether it may be seen.

    Raises:
        Unusable: when a text holds a sign that cannot be printed.
    """
    on: date = version.decree_date or localdate()
    return rendering.render("skk-pdn", files.book(version), on=on)
