"""A kept document on the screen: its pages as pictures under the name of who reads, its bytes untouched."""

import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_arimo
import typst
from pyhanko.pdf_utils.reader import PdfFileReader

#: Sharp enough to read on a telephone held close, small enough to come over its network.
PIXELS_PER_INCH = 110

_PAGE = """
#set page(width: auto, height: auto, margin: 0pt, foreground: place(top + left, block(width: 100%, height: 100%, {
  set text(font: "Arimo", size: 15pt, weight: 700, fill: rgb(122, 40, 20, 52))
  for (x, y) in ((8%, 10%), (45%, 24%), (8%, 38%), (45%, 52%), (8%, 66%), (45%, 80%), (8%, 94%)) {
    place(top + left, dx: x, dy: y, rotate(-18deg, sys.inputs.reader))
  }
})))
#image("document.pdf", page: int(sys.inputs.page))
"""


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])


def page_image(pdf: bytes, page: int, reader: str) -> bytes:
    """A page as PNG with the reader's words across it; `page` counts from 1 and is there."""
    with tempfile.TemporaryDirectory(prefix="mumpuni-page-") as folder:
        root = Path(folder)
        (root / "document.pdf").write_bytes(pdf)
        (root / "page.typ").write_text(_PAGE, encoding="utf-8")
        compiler = typst.Compiler(root=root, font_paths=_fonts(), ignore_system_fonts=True)
        made = compiler.compile(
            root / "page.typ", format="png", ppi=PIXELS_PER_INCH, sys_inputs={"page": str(page), "reader": reader}
        )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Any:
    files = Path(fontpkg_arimo.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[files])
