"""The boxes of a form: named by path, labelled in words, each with what is wrong with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from mumpuni.config.rules_pages.shapes import GROUPS, Shape, below
from mumpuni.regulations import Problem, words


@dataclass(slots=True)
class Field:
    """One box or group of boxes. `path` is how a rule names the fact, `name` how the form sends it."""

    kind: str
    name: str
    path: str
    label: str
    value: Any = ""
    required: bool = False
    help: str = ""
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    children: list["Field"] = field(default_factory=list)
    key: "Field | None" = None
    there: bool = True
    row: bool = False
    rows_are: str = ""
    focus: bool = False
    above: "Field | None" = None

    @property
    def id(self) -> str:
        """The id of the box in the page."""
        return "f-" + re.sub(r"[^\w-]+", "-", self.name).strip("-")

    @property
    def place(self) -> str:
        """The name of the row, where the button that takes it away points."""
        return self.name.removesuffix(".value") if self.key else self.name

    @property
    def is_group(self) -> bool:
        """Made up of several boxes."""
        return self.kind in GROUPS

    @property
    def number(self) -> str:
        """The number of a letter, where more is known than that there is one."""
        return "" if self.value == "true" else self.value

    @property
    def is_long(self) -> bool:
        """A text that wants more than one line."""
        return "\n" in self.value

    @property
    def trail(self) -> str:
        """The label with those of the groups around it, for the list of what is wrong."""
        names = [self.label]
        step = self.above
        while step is not None and step.name:
            names.append(step.label)
            step = step.above
        return " › ".join(reversed(names))

    def walk(self) -> Iterator["Field"]:
        """This and everything in it."""
        yield self
        if self.key:
            yield self.key
        for child in self.children:
            yield from child.walk()

    def sent(self) -> Iterator[tuple[str, str]]:
        """What a browser sends for this, as the page draws it."""
        if self.row and (self.is_group or (self.kind == "yes-no" and not self.key)):
            yield self.name, ""
        if self.key:
            yield self.key.name, self.key.value
        if self.is_group:
            if self.there and not self.row:
                yield self.name, ""
            for child in self.children:
                yield from child.sent()
        elif self.kind == "words":
            if self.there:
                yield self.name, ""
            yield from ((self.name, word) for word, _label, chosen in self.options if chosen)
        elif self.kind == "letter":
            if self.value.strip():
                yield self.name, "true"
            yield self.name, self.number
        elif self.kind == "yes-no":
            if self.value:
                yield self.name, "true"
        else:
            yield self.name, self.value


def draw(shape: Shape, typed: Any, language: str, focus: str = "") -> Field:
    """The whole form around what was typed."""
    root = Field("object", "", "", "")
    _fill(root, shape, typed, language)
    for one in root.walk():
        if focus and one.name == focus and one.key:
            one.focus = True
        elif focus and one.place == focus:
            _first_box(one).focus = True
    return root


def _first_box(one: Field) -> Field:
    if one.key:
        return one.key
    inside = one.children if one.row or one.kind == "object" else []
    return _first_box(inside[0]) if inside else one


def _fill(made: Field, shape: Shape, typed: Any, language: str) -> None:
    made.there = typed is not None
    if shape.kind == "object":
        for name, one in shape.properties.items() if typed is not None else ():
            child = Field(
                one.kind, below(made.name, name), below(made.path, name), words.label(name, language), above=made
            )
            child.required = name in shape.required
            made.children.append(child)
            _fill(child, one, typed[name], language)
    elif shape.kind == "list":
        made.rows_are = shape.inner.kind
        for at, row in enumerate(typed or ()):
            place = f"[{at}]"
            child = Field(shape.inner.kind, made.name + place, made.path + place, f"{made.label} {at + 1}", row=True)
            child.above = made.above
            made.children.append(child)
            _fill(child, shape.inner, row, language)
    elif shape.kind == "mapping":
        made.rows_are = shape.inner.kind
        for at, (key, value) in enumerate(typed or ()):
            made.children.append(_pair(made, shape.inner, at, key, value, language))
    elif shape.kind == "words":
        made.value = typed or []
        made.options = _choices(shape.words, made.value, language)
    elif shape.kind == "word":
        made.value = typed
        made.options = _choices(shape.words, [typed] if typed.strip() else [], language)
    else:
        made.value = typed
    made.help = _help(shape)


def _pair(made: Field, inner: Shape, at: int, key: str, value: Any, language: str) -> Field:
    name = f"{made.name}[{at}]"
    child = Field(inner.kind, f"{name}.value", below(made.path, key), _("Nilai %(number)d") % {"number": at + 1})
    child.row, child.above = True, made
    child.key = Field("text", f"{name}.key", f"{name}.key", _("Nama %(number)d") % {"number": at + 1}, key, above=made)
    _fill(child, inner, value, language)
    if key.strip() and child.kind == "yes-no":
        child.label = key
    return child


def _choices(known: tuple[str, ...], chosen: list[str], language: str) -> list[tuple[str, str, bool]]:
    """The words to choose from; a word that was given and is none of them, or is given twice, stands at the end."""
    left = list(chosen)
    made = []
    for word in known:
        made.append((word, words.choice(word, language), word in left))
        if word in left:
            left.remove(word)
    return made + [(word, words.choice(word, language), True) for word in left]


def _help(shape: Shape) -> str:
    if shape.kind == "whole":
        if shape.least is not None and shape.most is not None:
            return _("Bilangan bulat %(least)s sampai %(most)s.") % {"least": shape.least, "most": shape.most}
        if shape.least is not None:
            return _("Bilangan bulat, paling sedikit %(least)s.") % {"least": shape.least}
        return _("Bilangan bulat.")
    if shape.kind == "decimal":
        if shape.least is not None and shape.most is not None:
            return _("Bilangan %(least)s sampai %(most)s, boleh pecahan.") % {"least": shape.least, "most": shape.most}
        if shape.above is not None:
            return _("Bilangan lebih dari %(above)s, boleh pecahan.") % {"above": shape.above}
        return _("Bilangan, boleh pecahan.")
    if shape.kind == "time":
        return _("Jam dan menit, misalnya 14:05.")
    if shape.kind == "mapping":
        return _("Pasangan nama dan nilai.")
    return ""


#: So many are named on a page; more of them help nobody.
MOST_WRONG = 50


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of the list of what is wrong: where, a link to it if there is a box, what."""

    label: str
    target: str
    text: str


def mark(root: Field, problems: Iterable[Problem], language: str) -> list[Wrong]:
    """Put each problem at its box, or at the nearest group around it; gives the list for the top of the form."""
    by_name = {one.name: one for one in root.walk() if one.name}
    by_path: dict[str, Field] = {}
    for one in by_name.values():
        by_path.setdefault(one.path, one)
    found = []
    for problem in list(problems)[:MOST_WRONG]:
        text = words.misfit(problem.code, language, problem.details, in_form=True)
        at = by_name.get(problem.field) if problem.field.endswith("].key") else None
        at = at or _nearest(by_path, problem.field)
        if at is None:
            target = "f-on" if problem.field == "on" else ""
            found.append(Wrong(words.label(problem.field, language), target, text))
            continue
        at.errors.append(text)
        exact = problem.field in (at.path, at.name)
        found.append(Wrong(at.trail if exact else problem.field, at.id, text))
    return found


def _nearest(by_path: dict[str, Field], path: str) -> Field | None:
    while path:
        if path in by_path:
            return by_path[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None
