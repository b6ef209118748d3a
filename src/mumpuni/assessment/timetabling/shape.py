"""One place in a JSON document: reads what is expected there and notes what is not."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from mumpuni.assessment.timetabling.plan import PlanError, minute
from mumpuni.assessment.timetabling.words import gettext as _

LONGEST_NAME = 200
MOST_ITEMS = 20_000
_MOST_PROBLEMS = 200
_MISSING = object()
Made = TypeVar("Made")


class Node:
    """A value of the document with its path; wrong values are noted and replaced by harmless ones."""

    def __init__(self, told: object, path: str, problems: list[str]) -> None:
        self.told, self.path, self.problems = told, path, problems

    def say(self, text: str) -> None:
        """Note a problem."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(text)

    def wrong(self, text: str, name: str | int = "") -> None:
        """Note a problem of this place or of a member of it."""
        self.say(f"{self._path(name)}: {text}")

    def _path(self, name: str | int = "") -> str:
        if isinstance(name, int):
            return f"{self.path}[{name}]"
        shown = name if re.fullmatch(r"[\w-]{1,60}", name) or not name else f'"{name[:60]}"'
        return ".".join(part for part in (self.path, shown) if part) or "$"

    def names(self) -> list[str]:
        """The names of an object."""
        if isinstance(self.told, Mapping):
            return [str(name) for name in self.told]
        self.wrong(_("harus objek JSON"))
        return []

    def raw(self, name: str) -> Any:
        """The member as it stands."""
        return self.told.get(name, _MISSING) if isinstance(self.told, Mapping) else _MISSING

    def has(self, name: str) -> bool:
        """Whether the member is there and not null."""
        return self.raw(name) not in (_MISSING, None)

    def child(self, name: str, default: object = _MISSING) -> "Node":
        """The object of this name."""
        told = self.raw(name)
        if told is _MISSING or told is None:
            told = {} if default is _MISSING else default
            if default is _MISSING:
                self.wrong(_("tidak ada; isi objek ini"), name)
        return Node(told, self._path(name), self.problems)

    def members(self, name: str) -> Iterator[tuple[str, "Node"]]:
        """The objects inside the object of this name."""
        node = self.child(name, {})
        for key in node.names():
            inner = node.raw(key)
            if isinstance(inner, Mapping):
                yield key, Node(inner, node._path(key), self.problems)
            else:
                node.wrong(_("harus objek JSON"), key)

    def text(self, name: str, default: str | None = None) -> str:
        """A short text."""
        told = self.raw(name)
        if default is not None and (told is _MISSING or told is None):
            return default
        return self._text(told, self._path(name), empty=default is not None)

    def _text(self, told: object, path: str, *, empty: bool = False) -> str:
        if not isinstance(told, str) or len(told) > LONGEST_NAME or not (told or empty):
            self.say(f"{path}: " + _("harus teks 1-{most} huruf").format(most=LONGEST_NAME))
            return ""
        return told

    def texts(self, name: str) -> list[str]:
        """A list of short texts."""
        return [self._text(each, f"{self._path(name)}[{at}]") for at, each in enumerate(self._list(name))]

    def one_or_more(self, name: str) -> list[str]:
        """A text, a list of texts, or nothing."""
        if not self.has(name):
            return []
        return [self.text(name)] if isinstance(self.raw(name), str) else self.texts(name)

    def _list(self, name: str) -> list[Any]:
        told = self.raw(name)
        if not isinstance(told, list):
            self.wrong(_("harus daftar"), name)
            return []
        if len(told) > MOST_ITEMS:
            self.wrong(_("{count} butir; paling banyak {most}").format(count=len(told), most=MOST_ITEMS), name)
            return []
        return told

    def items(self, name: str, least: int = 0, most: int = MOST_ITEMS) -> Iterator["Node"]:
        """The objects of a list."""
        if not least and not self.has(name):
            return
        told = self._list(name)
        if not least <= len(told) <= most:
            self.wrong(
                _("ada {count} butir; perlu {least}-{most}").format(count=len(told), least=least, most=most), name
            )
        for at, each in enumerate(told[:most]):
            path = f"{self._path(name)}[{at}]"
            if isinstance(each, Mapping):
                yield Node(each, path, self.problems)
            else:
                self.say(f"{path}: " + _("harus objek JSON"))

    def unique(self, name: str, make: Callable[["Node"], Made], least: int, most: int) -> dict[str, Made]:
        """Objects with an `id` each, by that id."""
        found: dict[str, Made] = {}
        for node in self.items(name, least, most):
            made = make(node)
            key = str(node.raw("id"))
            if key in found:
                node.wrong(_("«{id}» sudah dipakai; beri id lain").format(id=key[:60]), "id")
            found[key] = made
        return found

    def lists(self, name: str, least: int, most: int | None = None) -> Iterator["Tuple"]:
        """The short lists inside a list."""
        if not self.has(name):
            return
        for at, each in enumerate(self._list(name)):
            path = f"{self._path(name)}[{at}]"
            if isinstance(each, list) and least <= len(each) <= (most or least):
                yield Tuple(each, path, self)
            else:
                self.say(f"{path}: " + _("harus daftar berisi {count} hal").format(count=least))

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        told = self.raw(name)
        if default is not None and (told is _MISSING or told is None):
            return default
        return self.bounded(told, self._path(name), least, most)

    def maybe(self, name: str, least: int, most: int) -> int | None:
        """A whole number within bounds, or nothing."""
        return self.whole(name, least, most) if self.has(name) else None

    def bounded(self, told: object, path: str, least: int, most: int) -> int:
        """The number itself, or the least one after noting the problem."""
        if isinstance(told, bool) or not isinstance(told, int) or not least <= told <= most:
            self.say(f"{path}: " + _("harus bilangan bulat {least}-{most}").format(least=least, most=most))
            return least
        return told

    def flag(self, name: str) -> bool:
        """True or false; false when left out."""
        told = self.raw(name)
        if told not in (_MISSING, None) and not isinstance(told, bool):
            self.wrong(_("harus true atau false"), name)
        return told is True

    def time(self, name: str) -> int:
        """A minute of the day."""
        told = self.raw(name)
        try:
            return minute(None if told is _MISSING else told, self._path(name))
        except PlanError as error:
            self.say(str(error))
            return 0

    def span(self, first: str, last: str) -> tuple[int, int]:
        """Two times, the first before the last."""
        before = len(self.problems)
        start, end = self.time(first), self.time(last)
        if len(self.problems) == before and start >= end:
            self.wrong(_("harus sesudah {first}").format(first=first), last)
        return start, end


class Tuple:
    """A short list at its place."""

    def __init__(self, told: list[Any], path: str, node: Node) -> None:
        self.told, self.path, self.node = told, path, node

    def at(self, position: int) -> str:
        """The text at this position."""
        return self.node._text(self.told[position], f"{self.path}[{position}]")

    def number(self, position: int, least: int, most: int) -> int:
        """The number at this position."""
        return self.node.bounded(self.told[position], f"{self.path}[{position}]", least, most)
