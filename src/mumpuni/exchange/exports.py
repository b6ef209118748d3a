"""Tables that leave as Excel files: plain, readable, and never able to run anything.

Every text is written as text, so a cell that begins with = + - @ stays the words it is.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

from mumpuni.ui.files import as_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_TEXT = 32_767
#: Nothing that is a text may turn into a formula, a number or a link.
OPTIONS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


@dataclass(frozen=True)
class Column:
    """A heading and the width of its column in characters; `text` formats the empty cells below as text too."""

    label: Any
    width: int = 20
    text: bool = False


def workbook(columns: Sequence[Column | Any], rows: Iterable[Sequence[Any]], title: str) -> bytes:
    """An xlsx of one sheet: a frozen header with filters, then `rows` in the order of `columns`.

    Numbers and dates keep their kind; times become the local time of the installation; everything else is text.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": title})
        write_sheet(book, title, columns, rows)
    return file.getvalue()


def write_sheet(
    book: xlsxwriter.Workbook, title: str, columns: Sequence[Column | Any], rows: Iterable[Sequence[Any]]
) -> Any:
    """One sheet as in `workbook`, into a book that may have others; returns the sheet."""
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    header = book.add_format({"bold": True, "bg_color": "#E8EAF3", "bottom": 1, "valign": "top", "text_wrap": True})
    formats = _Formats(
        book.add_format({"num_format": "d mmmm yyyy", "align": "left"}),
        book.add_format({"num_format": "d mmmm yyyy hh:mm", "align": "left"}),
        book.add_format({"num_format": "@"}),
    )
    sheet = book.add_worksheet(sheet_name(title))
    for index, head in enumerate(heads):
        sheet.set_column(index, index, head.width, formats.text if head.text else None)
    sheet.freeze_panes(1, 0)
    for index, head in enumerate(heads):
        sheet.write_string(0, index, str(head.label), header)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            _write(sheet, last, index, value, formats)
    if heads:
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
    return sheet


def xlsx_response(
    file_name: str, columns: Sequence[Column | Any], rows: Iterable[Sequence[Any]], title: str
) -> HttpResponse:
    """The workbook as a download named `file_name`."""
    return download(file_name, workbook(columns, rows, title))


def download(file_name: str, data: bytes) -> HttpResponse:
    """The bytes of an xlsx as a download, its name safe for every browser."""
    name = file_name if file_name.endswith(".xlsx") else f"{file_name}.xlsx"
    return as_file(HttpResponse(data, content_type=XLSX), name)


def sheet_name(title: str) -> str:
    """A title as Excel allows it for a sheet: no []:*?/\\, at most 31 signs, no apostrophe at the ends."""
    clean = "".join(" " if sign in "[]:*?/\\" else sign for sign in str(title))
    return " ".join(clean.split())[:31].strip("' ") or "Data"


@dataclass(frozen=True)
class _Formats:
    day: Any
    moment: Any
    text: Any


def _write(sheet: Any, row: int, column: int, value: Any, formats: _Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        _write_number(sheet, row, column, value, formats)
    elif isinstance(value, dt.datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, moment.replace(tzinfo=None), formats.moment)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats.day)
    else:
        sheet.write_string(row, column, str(value)[:_LONGEST_TEXT], formats.text)


def _write_number(sheet: Any, row: int, column: int, value: int | float | Decimal, formats: _Formats) -> None:
    """A number of more digits than Excel keeps is a name (a NIP) and goes out as text."""
    if isinstance(value, int) and abs(value) >= 10**15:
        sheet.write_string(row, column, str(value), formats.text)
    else:
        sheet.write_number(row, column, value)
