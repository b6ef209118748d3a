"""Files such as offices send, made on the spot."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter


def xlsx(rows: Sequence[Sequence[Any]], sheet: str = "Sheet1", others: Sequence[str] = ()) -> bytes:
    """A workbook whose sheet holds `rows` from A1; the same rows give the same bytes at any time."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        for name in others:
            book.add_worksheet(name).write("A1", "Catatan")
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write_string(at, column, value) if isinstance(value, str) else page.write(at, column, value)
    return file.getvalue()


def rezipped(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The same archive with parts replaced, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry, old.read(entry))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def ods(content: str, extra: dict[str, str] | None = None) -> bytes:
    """A minimal OpenDocument sheet around table XML."""
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", (extra or {}).get("manifest", "<manifest/>"))
        archive.writestr("content.xml", f"{head}{content}</office:spreadsheet></office:body></office:document-content>")
    return file.getvalue()


def ods_table(rows: Sequence[Sequence[str]], name: str = "Lembar1") -> str:
    """Table XML of texts."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="{name}">{lines}</table:table>'
