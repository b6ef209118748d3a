"""From data to PDF/A: the same data and layout give the same bytes on every machine."""

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import fontpkg_arimo
import segno
import typst
from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable
from mumpuni.documents import layouts

_WITHOUT_SIGN = re.compile(r'the text `"(.+)"` could not be displayed')
STANDARDS: Any = ["a-2a", "ua-1"]

# The compiler keeps the inputs of its last call, so two threads must not use it at once.
_turn = Lock()


@cache
def _compiler() -> typst.Compiler:
    files = Path(fontpkg_arimo.__file__).parent / "files"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[files])
    return typst.Compiler(root=layouts.FOLDER, font_paths=fonts, ignore_system_fonts=True)


def qr_svg(address: str) -> str:
    """A QR code without border as SVG: one path, a module a unit."""
    return segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)


def render(layout: str, data: dict[str, Any], *, on: dt.date) -> bytes:
    """Print a document as PDF/A-2a and PDF/UA-1.

    `on` is the day written into the file as its making, midnight UTC, so that bytes repeat.
    Data that does not fit the layout raises Unusable naming the field; so does a sign that the font has not.
    """
    printed = layouts.check(layout, data).printed()
    if "verify_url" in printed:
        printed["qr"] = qr_svg(printed["verify_url"])
    made = dt.datetime.combine(on, dt.time(), dt.UTC)
    try:
        with _turn:
            pdf = _compiler().compile(
                layouts.FOLDER / f"{layout}.typ",
                format="pdf",
                sys_inputs={"data": json.dumps(printed, ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=made,
            )
    except typst.TypstError as problem:
        if without_sign := _WITHOUT_SIGN.search(str(problem)):
            raise _unprintable(without_sign[1], printed["name"]) from problem
        raise
    assert isinstance(pdf, bytes)
    return pdf


def _unprintable(sign: str, name: str) -> Unusable:
    return Unusable(
        _("Dokumen %(name)s memuat tanda “%(sign)s” yang tidak dapat dicetak. Tulis dengan huruf Latin, lalu ulangi."),
        code="unprintable",
        params={"name": name, "sign": sign},
    )
