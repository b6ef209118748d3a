"""The user guide: the Markdown pages of docs/panduan, shown inside the product."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: A link in the source tree to docs/panduan; an installed package carries the pages themselves.
FOLDER = Path(__file__).parent / "panduan"

#: The first role that fits decides which page the help link opens.
PAGE_OF_ROLE = {
    "organiser": "penyelenggara",
    "bpsdm": "bpsdm",
    "system-admin": "administrator",
    "assessment-staff": "pengelola-penilaian",
    "ppk": "ppk",
    "assessor": "tim-penilaian",
    "signatory": "penanda-tangan",
    "examiner": "penguji",
    "agency-hr": "pengelola-instansi",
    "drafter": "penyusun",
    "verifier": "verifikator",
    "supervisor": "instansi-pembina",
    "auditor": "auditor",
    "participant": "peserta",
}
#: Holders of a copy of a report have it by name, not by role; the public needs no account.
ORDER = ("index", *dict.fromkeys(PAGE_OF_ROLE.values()), "penerima-salinan", "publik")


@dataclass(frozen=True)
class Page:
    """One page of the guide: its slug, its title (the first heading) and its text as HTML."""

    slug: str
    title: str
    html: str

    @property
    def url(self) -> str:
        """Where it is read."""
        return reverse("ui:guide_index") if self.slug == "index" else reverse("ui:guide", args=[self.slug])


def url_for(actor: Any) -> str:
    """The page of the guide for this account's role; strangers get the public one."""
    if actor is None or not actor.is_authenticated:
        return reverse("ui:guide", args=["publik"])
    held: frozenset[str] = getattr(actor, "role_words", frozenset())
    for role, slug in PAGE_OF_ROLE.items():
        if role in held:
            return reverse("ui:guide", args=[slug])
    return reverse("ui:guide_index")


def pages() -> list[Page]:
    """Every page, in the order of the contents."""
    found = {path.stem: path for path in FOLDER.glob("*.md")}
    slugs = sorted(found, key=lambda slug: (ORDER.index(slug) if slug in ORDER else len(ORDER), slug))
    return [_read(found[slug], found[slug].stat().st_mtime_ns) for slug in slugs]


def page(slug: str) -> Page | None:
    """One page, or None when the guide has none of that name."""
    return next((one for one in pages() if one.slug == slug), None)


@cache
def _read(path: Path, _changed_at: int) -> Page:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(path.read_text(encoding="utf-8"))
    title = path.stem
    if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title, tokens = tokens[1].content, tokens[3:]
    for token in tokens:
        _name_headings(token, tokens)
        for child in token.children or ():
            _lead_links_inside(child)
    return Page(path.stem, title, parser.renderer.render(tokens, parser.options, {}))


def _name_headings(token: Token, tokens: list[Token]) -> None:
    if token.type == "heading_open":
        words = tokens[tokens.index(token) + 1].content
        token.attrSet("id", re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-"))
    elif token.type == "table_open":
        token.attrSet("class", "table")


def _lead_links_inside(token: Token) -> None:
    """A link to a neighbouring file works on a code host; here it leads to the page of that name."""
    link = re.fullmatch(r"([a-z-]+)\.md(#.*)?", str(token.attrGet("href") or ""))
    if link:
        slug, anchor = link.group(1), link.group(2) or ""
        token.attrSet("href", Page(slug, "", "").url + anchor)
