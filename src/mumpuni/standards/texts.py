"""Texts of standards: plain paragraphs and lists, never markup."""

import re
import unicodedata
from dataclasses import dataclass

_BULLET = re.compile(r"^\s*[-•*]\s+(?P<text>.+)$")
_NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+(?P<text>.+)$")


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Items without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class NumberedList:
    """Items in an order; they are counted anew from 1."""

    items: tuple[str, ...]


Block = Paragraph | BulletList | NumberedList


def clean_text(text: str) -> str:
    """The text as it is stored: one kind of line end, no control characters, no space at the ends of lines.

    What looks like HTML stays as its author typed it and is shown as text.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(sign for sign in line if sign == "\t" or unicodedata.category(sign) != "Cc") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in kept)).strip()


def clean_line(text: str) -> str:
    """A title: one line, single spaces."""
    return " ".join(clean_text(text).split())


def text_blocks(text: str) -> list[Block]:
    """Paragraphs and lists of a text: an empty line parts paragraphs, "- " and "1. " begin items.

    >>> text_blocks("Meliputi:\\n- satu\\n- dua")
    [Paragraph(text='Meliputi:'), BulletList(items=('satu', 'dua'))]
    """
    blocks: list[Block] = []
    kind, lines = "", list[str]()

    def close() -> None:
        nonlocal kind, lines
        if kind == "bullet":
            blocks.append(BulletList(tuple(lines)))
        elif kind == "number":
            blocks.append(NumberedList(tuple(lines)))
        elif lines:
            blocks.append(Paragraph(" ".join(lines)))
        kind, lines = "", []

    for line in text.split("\n"):
        if not line.strip():
            close()
            continue
        bullet, number = _BULLET.match(line), _NUMBERED.match(line)
        found = "bullet" if bullet else "number" if number else ""
        if found:
            if found != kind:
                close()
                kind = found
            lines.append((bullet or number)["text"].strip())  # type: ignore[index]
        elif kind and line[:1].isspace():
            # An indented line goes on with the item above it.
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            if kind:
                close()
            lines.append(line.strip())
    close()
    return blocks
