"""Texts of standards: plain paragraphs and lists, never markup."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

_ITEM = re.compile(r"\s*(?:(?P<bullet>[-•*])|(?:\d{1,3}|[a-z])[.)])\s+(?P<text>.+)")


@dataclass(frozen=True)
class Block:
    """A paragraph with its line breaks, or a list with its items; numbered items are counted anew from 1."""

    kind: Literal["paragraph", "bullets", "numbered"]
    text: str = ""
    items: tuple[str, ...] = ()


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
    """Paragraphs and lists of a text, for pages and for print: an empty line parts them.

    "- " begins an item of a list, "1. " or "a. " one of a numbered list; an indented line goes on with the item above.

    >>> text_blocks("Meliputi:\\n- satu\\n- dua")
    [Block(kind='paragraph', text='Meliputi:', items=()), Block(kind='bullets', text='', items=('satu', 'dua'))]
    """
    found: list[Block] = []
    fresh = True
    for line in text.split("\n"):
        words, item = line.strip(), _ITEM.fullmatch(line)
        above = None if fresh or not found else found[-1]
        fresh = not words
        if fresh:
            continue
        if item is not None:
            kind: Literal["bullets", "numbered"] = "bullets" if item["bullet"] else "numbered"
            told = item["text"].strip()
            if above is not None and above.kind == kind:
                found[-1] = replace(above, items=(*above.items, told))
            else:
                found.append(Block(kind, items=(told,)))
        elif above is not None and above.items and line[:1].isspace():
            found[-1] = replace(above, items=(*above.items[:-1], f"{above.items[-1]} {words}"))
        elif above is not None and not above.items:
            found[-1] = replace(above, text=f"{above.text}\n{words}")
        else:
            found.append(Block("paragraph", words))
    return found
