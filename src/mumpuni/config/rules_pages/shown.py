"""Rules, decisions and catalogues as the pages show them: in words, in the reader's language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _

from mumpuni.regulations import (
    REGULATIONS,
    Catalogue,
    Citation,
    Explanation,
    Finding,
    Reading,
    Regulation,
    Rule,
    catalogues,
    readings,
    rules,
    words,
)
from mumpuni.regulations.assessment.editions import EDITIONS
from mumpuni.regulations.assessment.subjects import SUBJECTS, Governed

#: More lines than these are read by a program, not by a person.
MOST_LINES = 100
_TONES = {"violation": "bad", "warning": "warn", "info": "note"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value for people: a text, or lines, pairs or a table of values; `more` lines were left out."""

    kind: str
    text: str = ""
    lines: tuple["Shown", ...] = ()
    pairs: tuple[tuple[str, "Shown"], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple["Shown", ...], ...] = ()
    more: int = 0


def show(value: Any, language: str) -> Shown:
    """A value of facts or of a decision."""
    if isinstance(value, Mapping):
        return _show_mapping(value, language)
    if isinstance(value, (list, tuple)):
        return _show_list(value, language)
    return Shown("text", _text(value, language))


def _show_mapping(value: Mapping[Any, Any], language: str) -> Shown:
    if not value:
        return Shown("text", "–")
    items, more = list(value.items())[:MOST_LINES], max(0, len(value) - MOST_LINES)
    if columns := _columns([one for _name, one in items]):
        head = ("", *(words.label(name, language) for name in columns))
        rows = tuple(
            (Shown("text", words.label(str(name), language)), *(show(one.get(key), language) for key in columns))
            for name, one in items
        )
        return Shown("table", head=head, rows=rows, more=more)
    return Shown(
        "pairs", pairs=tuple((words.label(str(name), language), show(one, language)) for name, one in items), more=more
    )


def _show_list(value: Sequence[Any], language: str) -> Shown:
    if not value:
        return Shown("text", "–")
    items, more = value[:MOST_LINES], max(0, len(value) - MOST_LINES)
    if columns := _columns(items):
        rows = tuple(tuple(show(one.get(key), language) for key in columns) for one in items)
        return Shown("table", head=tuple(words.label(name, language) for name in columns), rows=rows, more=more)
    plain = not any(isinstance(one, (Mapping, list, tuple)) for one in items)
    texts = [_text(one, language) for one in items] if plain else []
    if plain and not more and sum(map(len, texts)) < 60:
        return Shown("text", ", ".join(texts))
    return Shown("lines", lines=tuple(show(one, language) for one in items), more=more)


def _columns(items: Sequence[Any]) -> tuple[str, ...]:
    """The names that objects of a list share; none where they are no such objects or too wide for a table."""
    if not items or not all(isinstance(one, Mapping) for one in items):
        return ()
    names = tuple(dict.fromkeys(name for one in items for name in one))
    flat = not any(isinstance(one, Mapping) for item in items for one in item.values())
    return names if flat and 0 < len(names) <= 5 else ()


def _text(value: Any, language: str) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, words.Said):
        return words.term(value, language)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, bool):
        return words.phrase("yes" if value else "no", language)
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        value = format(value, "f") if abs(value.adjusted()) < 100 else str(value)
    text = str(value) if not isinstance(value, int) or abs(value) < 10**4000 else "…"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        try:
            return formats.date_format(date.fromisoformat(text), "DATE_FORMAT")
        except ValueError:
            return text
    if re.fullmatch(r"-?\d+\.\d+", text, re.ASCII):
        return text.replace(".", formats.get_format("DECIMAL_SEPARATOR"))
    return words.choice(text, language)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is shown: its weight as tone and word, its sentence, its article."""

    tone: str
    word: str
    message: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision with what led to it, as the page shows it."""

    tone: str
    outcome: str
    title: str
    edition: str
    findings: tuple[Told, ...]
    more_findings: int
    values: tuple[tuple[str, Shown], ...]
    working: tuple[tuple[str, Citation], ...]
    articles: tuple[tuple[Citation, bool], ...]
    facts: Shown


def verdict(explanation: Explanation, language: str) -> Verdict:
    """The answer to one question of a visitor."""
    decision = explanation.decision
    return Verdict(
        tone=_tone(decision.outcome, decision.findings),
        outcome=_capital(words.term(decision.outcome, language)),
        title=explanation.rule.title(language),
        edition=in_force(decision.regulation) if decision.regulation else "",
        findings=tuple(_told(finding, language) for finding in decision.findings[:MOST_LINES]),
        more_findings=max(0, len(decision.findings) - MOST_LINES),
        values=tuple(
            (words.label(str(name), language), show(value, language)) for name, value in decision.values.items()
        ),
        working=tuple((step.text(language), step.citation) for step in explanation.working[:MOST_LINES]),
        articles=tuple((article, bool(found)) for article, found in explanation.articles),
        facts=show(explanation.facts, language),
    )


def _tone(outcome: str, findings: Iterable[Finding]) -> str:
    weights = {finding.severity for finding in findings}
    if "violation" in weights or outcome == "non-compliant":
        return "bad"
    return "good" if outcome == "compliant" else "warn" if "warning" in weights else "note"


def _told(finding: Finding, language: str) -> Told:
    word = _capital(words.term(finding.severity, language))
    return Told(_TONES[finding.severity], word, finding.message(language), finding.citation)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@dataclass(slots=True)
class Group:
    """Things of one regulation."""

    id: str
    title: str
    in_force: str
    items: list[Any] = field(default_factory=list)


def grouped(items: Iterable[Any]) -> list[Group]:
    """Rules, catalogues or readings by their regulation, in its order; what stands above single ones comes last."""
    groups = {name: Group(name, one.short_title, in_force(one)) for name, one in REGULATIONS.items()}
    for item in items:
        name = item.id.partition("/")[0]
        if name not in groups:
            groups[name] = Group(name, _("Di atas peraturan tunggal"), "")
        groups[name].items.append(item)
    return [group for group in groups.values() if group.items]


def in_force(regulation: Regulation) -> str:
    """From when a regulation is in force, and whether the text says so or this installation."""
    until = formats.date_format(regulation.superseded_on, "DATE_FORMAT") if regulation.superseded_on else ""
    if regulation.effective_from:
        since = formats.date_format(regulation.effective_from, "DATE_FORMAT")
        if until:
            return _("Berlaku sejak %(since)s sampai sebelum %(until)s") % {"since": since, "until": until}
        return _("Berlaku sejak %(since)s") % {"since": since}
    if set_here := settings.MUMPUNI_EFFECTIVE_FROM.get(regulation.id):
        return _("Berlaku sejak %(since)s menurut pengaturan") % {"since": formats.date_format(set_here, "DATE_FORMAT")}
    return _("Tanggal mulai berlaku tidak ada dalam naskah")


@dataclass(frozen=True, slots=True)
class Edition:
    """A regulation with its first day: from its text, from a setting, or not known."""

    regulation: Regulation
    effective_from: date | None
    is_setting: bool
    setting: str
    rules: int

    @property
    def is_missing(self) -> bool:
        """A setting that nobody has filled in."""
        return self.is_setting and self.effective_from is None


def editions() -> list[Edition]:
    """The regulations with their first days."""
    counts: dict[str, int] = {}
    for rule in rules():
        name = rule.id.partition("/")[0]
        counts[name] = counts.get(name, 0) + 1
    return [
        Edition(
            regulation=one,
            effective_from=one.effective_from or settings.MUMPUNI_EFFECTIVE_FROM.get(name),
            is_setting=name in settings.MUMPUNI_EFFECTIVE_FROM and one.effective_from is None,
            setting=f"MUMPUNI_{name.upper().replace('-', '_')}_FROM",
            rules=counts.get(name, 0),
        )
        for name, one in REGULATIONS.items()
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """What one edition says of a subject; `purpose` where it holds for that purpose only, no citation where nothing."""

    text: str
    purpose: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject of an assessment beside each edition that may govern it."""

    name: str
    editions: tuple[tuple[str, tuple[Said, ...]], ...]


def subjects(language: str) -> list[SubjectRow]:
    """Subject by subject what each edition of the law on assessment says."""
    return [
        SubjectRow(
            name=words.term(f"subject.{subject}", language),
            editions=tuple(
                (
                    REGULATIONS[edition.id].short_title,
                    tuple(_of_subject(one, language) for one in said if one.edition == edition.id),
                )
                for edition in EDITIONS
            ),
        )
        for subject, said in SUBJECTS.items()
    ]


def _of_subject(said: Governed, language: str) -> Said:
    if said.citation is None:
        return Said(_("tidak diatur"), "", None)
    value = said.value if isinstance(said.value, tuple) else (str(said.value),)
    listed = ", ".join(
        words.term(word, language) if isinstance(word, words.Said) else words.label(word, language) for word in value
    )
    return Said(listed, words.term(said.purpose, language) if said.purpose else "", said.citation)


def found_rules(asked: str, language: str) -> list[Rule]:
    """The rules in whose name, articles or words everything stands that was asked for."""
    wanted = asked.casefold().split()
    return [rule for rule in rules() if all(word in _all_words(rule, language) for word in wanted)]


def _all_words(rule: Rule, language: str) -> str:
    said = [rule.id, rule.title(language), rule.title("id")]
    said += [f"{citation} {citation.quote}" for citation in rule.citations]
    return " ".join(said).casefold()


def readings_on(rule_id: str) -> list[Reading]:
    """The readings that a rule follows."""
    return [reading for reading in readings() if rule_id in reading.rules]


def catalogue_of(name: str) -> Catalogue | None:
    """The catalogue of that name, if there is one."""
    return next((one for one in catalogues() if one.id == name), None)


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a catalogue as rows; `cited` where single entries name words of their own."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[tuple[str, Shown], ...], Citation | None], ...]
    cited: bool


def table(catalogue: Catalogue, language: str) -> Table:
    """The entries in the order of the regulation, with every field that any of them has."""
    fields = [_in_language(entry.fields, language) for entry in catalogue.entries]
    labels = {name: words.label(name, language) for name in dict.fromkeys(name for each in fields for name in each)}
    return Table(
        head=tuple(labels.values()),
        rows=tuple(
            (
                entry.code,
                entry.name(language),
                tuple((label, show(_spoken(each.get(name), language), language)) for name, label in labels.items()),
                entry.citation if entry.citation != catalogue.citation else None,
            )
            for entry, each in zip(catalogue.entries, fields, strict=True)
        ),
        cited=any(entry.citation != catalogue.citation for entry in catalogue.entries),
    )


def _in_language(fields: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Of a pair such as `meaning_id` and `meaning_en` the one that the reader speaks, under the name they share."""
    spoken = language if language in words.LANGUAGES else "id"
    shown: dict[str, Any] = {}
    for name, value in fields.items():
        base, _line, ending = name.rpartition("_")
        if ending not in words.LANGUAGES or any(f"{base}_{each}" not in fields for each in words.LANGUAGES):
            shown[name] = value
        elif ending == spoken:
            shown[base] = value
    return shown


def _spoken(value: Any, language: str) -> Any:
    """A field in both languages is shown in one."""
    if isinstance(value, Mapping) and set(value) == set(words.LANGUAGES):
        return value[language if language in words.LANGUAGES else "id"]
    return value
