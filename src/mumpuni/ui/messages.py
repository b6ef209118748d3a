"""The English of the Indonesian texts in the code: collect, compile, check.

`python -m mumpuni.ui.messages extract|compile|check`; needs nothing but Babel.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_babel
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = "# English for the Indonesian texts of Mumpuni.\n"
TEMPLATES = frozenset({".html", ".txt"})
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|%[sdif]|\{(\w*)\}")


def extract(source: Path = PACKAGE, catalogue: Path = CATALOGUE) -> Catalog:
    """Bring the catalogue up to date with the code; translations that still fit are kept."""
    fresh = _collect(source)
    known = read(catalogue)
    for message in fresh:
        if not message.id:
            continue
        _keep(message, known.get(message.id, context=message.context) if known else None)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    with catalogue.open("wb") as file:
        write_po(file, fresh, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return fresh


def read(catalogue: Path = CATALOGUE) -> Catalog | None:
    """The catalogue as it lies on disk, or None before the first extraction."""
    if not catalogue.exists():
        return None
    with catalogue.open("rb") as file:
        return read_po(file, locale="en")


def compile_catalogue(catalogue: Path = CATALOGUE) -> Path:
    """Write the binary file that gettext reads, beside the text."""
    known = read(catalogue)
    if known is None:
        raise SystemExit(f"Tidak ada {catalogue}; jalankan `extract` dulu.")
    target = catalogue.with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, known)
    return target


def problems(source: Path = PACKAGE, catalogue: Path = CATALOGUE) -> list[str]:
    """What keeps the English from being complete: texts without it, doubtful ones, placeholders that differ."""
    known = read(catalogue)
    found = []
    for message in _collect(source):
        if not message.id:
            continue
        where = message.locations[0][0] if message.locations else "?"
        text = _words(message.id)[0]
        translated = known.get(message.id, context=message.context) if known else None
        if translated is None or not all(_words(translated.string)):
            found.append(f"{where}: no English for “{text}”")
        elif translated.fuzzy:
            found.append(f"{where}: doubtful English for “{text}”")
        else:
            found += [f"{where}: {wrong}" for wrong in _differing(message, translated)]
    return found


def _collect(source: Path) -> Catalog:
    catalogue = Catalog(locale="en", project="Mumpuni", header_comment=HEADER.strip(), charset="utf-8", fuzzy=False)
    for path in sorted(source.rglob("*")):
        if "static" in path.parts or path.is_dir():
            continue
        place = path.relative_to(source).as_posix()
        for id_, context in _texts(path):
            catalogue.add(id_, None, locations=[(place, 0)], context=context)
    # No date: the file changes only when its words do.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalogue


def _texts(path: Path) -> Iterator[tuple[Any, str | None]]:
    if path.suffix == ".py":
        with path.open("rb") as file:
            yield from _found(extract_python, file)
    elif path.suffix in TEMPLATES and "templates" in path.parts:
        # Django turns a template into something near to Python, whose calls Babel can read; only its indents are not.
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        flat = "\n".join(line.strip() for line in code.splitlines()) + "\n"
        yield from _found(extract_python, BytesIO(flat.encode()))


def _found(method: Any, file: IO[bytes]) -> Iterable[tuple[Any, str | None]]:
    for _line, id_, _comments, context in extract_babel(method, file, keywords=KEYWORDS):
        yield id_, context


def _keep(message: Message, known: Message | None) -> None:
    if known is not None and known.string:
        message.string = known.string
        message.flags |= known.flags & {"fuzzy"}
    elif message.pluralizable:
        message.string = ("", "")


def _words(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def _differing(message: Message, translated: Message) -> list[str]:
    """Placeholders must be the same; a singular may leave the count out."""
    ids, strings = _words(message.id), _words(translated.string)
    allowed = {match.group() for text in ids for match in PLACEHOLDER.finditer(text)}
    wrong = []
    for index, text in enumerate(strings):
        here = {match.group() for match in PLACEHOLDER.finditer(text)}
        needed = {match.group() for match in PLACEHOLDER.finditer(ids[min(index, len(ids) - 1)])}
        optional = allowed if message.pluralizable and index == 0 else set()
        if here - allowed or (needed - here) - optional:
            wrong.append(f"placeholders differ: “{ids[min(index, len(ids) - 1)]}” – “{text}”")
    return wrong


def main(arguments: list[str]) -> int:
    """The command line."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    if arguments == ["extract"]:
        count = len(extract())
        sys.stdout.write(f"{count} texts in {CATALOGUE.relative_to(PACKAGE)}\n")
    elif arguments == ["compile"]:
        compile_catalogue()
    elif arguments == ["check"]:
        found = problems()
        sys.stdout.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
