"""A sheet on the desk: what each step does to its notes and ratings, or why it does nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mumpuni.assessment import journal
from mumpuni.assessment.journal import Step
from mumpuni.assessment.models import JournalEntry, Note, NoteTag, Rating, Sheet
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.words import REFUSED_STEPS
from mumpuni.audit import services as audit
from mumpuni.standards.models import Indicator


class _Wrong(Exception):
    """A step that does nothing; the code says why."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass
class _Held:
    """A note in hand, with its tags: indicator by line."""

    note: Note
    tags: dict[int, int | None] = field(default_factory=dict)


class Desk:
    """A locked sheet, read once, written once by `save`."""

    def __init__(self, actor: Any, sheet: Sheet, rows: Iterable[JournalEntry], now: datetime) -> None:
        self.actor, self.sheet, self.now = actor, sheet, now
        self.shut = selectors.is_shut(sheet)
        self.lines = {each.pk: each for each in selectors.lines_of(sheet)}
        self.indicators = dict(
            Indicator.objects.filter(level__competency__in=[each.competency_id for each in self.lines.values()])
            .values_list("pk", "level__competency")
        )  # fmt: skip
        notes = sheet.notes.prefetch_related("tags")
        self.notes = {
            each.pk: _Held(each, {tag.line_id: tag.indicator_id for tag in each.tags.all()}) for each in notes
        }
        self.ratings: dict[int, Rating] = {each.line_id: each for each in sheet.ratings.all()}
        self.latest: dict[tuple[Any, ...], datetime] = {}
        for row in rows:
            if not row.refused:
                for slot in _slots(row.kind, row.body):
                    self._remember(slot, min(row.made_at, row.received_at))
        self.new: set[UUID] = set()
        self.touched: set[UUID] = set()
        self.tagged: set[UUID] = set()
        self.rated: set[int] = set()

    def carry_out(self, step: Step) -> tuple[str, str]:
        """Do what a step says. Empty when done, else the code of `REFUSED_STEPS` and words for the assessor."""
        acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "start": self._start, "stop": self._stop, "note": self._note, "edit": self._edit, "remove": self._remove,
            "tag": self._tag, "untag": self._untag, "rate": self._rate, "submit": self._submit,
        }  # fmt: skip
        try:
            if self.shut == "late" and step.kind == "submit":
                return "", ""
            if self.shut:
                raise _Wrong(self.shut)
            if step.kind not in acts:
                raise _Wrong("unknown-step")
            # A clock that runs ahead must not win over everything that follows.
            made_at = min(step.made_at, self.now)
            if any(self.latest.get(slot, made_at) > made_at for slot in _slots(step.kind, step.body)):
                raise _Wrong("overtaken")
            acts[step.kind](step.body)
            for slot in _slots(step.kind, step.body):
                self._remember(slot, made_at)
        except _Wrong as wrong:
            return wrong.code, wrong.message or str(REFUSED_STEPS[wrong.code])
        return "", ""

    def _remember(self, slot: tuple[Any, ...], at: datetime) -> None:
        self.latest[slot] = max(at, self.latest.get(slot, at))

    def _start(self, body: dict[str, Any]) -> None:
        self.sheet.started_at = _time(body, "at")

    def _stop(self, body: dict[str, Any]) -> None:
        self.sheet.ended_at = _time(body, "at")

    def _note(self, body: dict[str, Any]) -> None:
        key, text = _key(body), _text(body)
        held = self.notes.get(key)
        if held is not None:
            if held.note.text != text:
                raise _Wrong("known-note")
            return
        if Note.objects.filter(pk=key).exists():
            raise _Wrong("known-note")
        self.notes[key] = _Held(Note(id=key, sheet=self.sheet, taken_at=_time(body, "taken_at"), text=text))
        self.new.add(key)

    def _edit(self, body: dict[str, Any]) -> None:
        held = self._present(body)
        held.note.text = _text(body)
        self.touched.add(held.note.pk)

    def _remove(self, body: dict[str, Any]) -> None:
        held = self._known(body)
        held.note.removed_at = held.note.removed_at or self.now
        self.touched.add(held.note.pk)

    def _tag(self, body: dict[str, Any]) -> None:
        held, line = self._present(body), self._line(body)
        indicator = body.get("indicator")
        if indicator is not None and (
            not isinstance(indicator, int) or self.indicators.get(indicator) != self.lines[line].competency_id
        ):
            raise _Wrong("unknown-indicator")
        held.tags[line] = indicator
        self.tagged.add(held.note.pk)

    def _untag(self, body: dict[str, Any]) -> None:
        held, line = self._known(body), self._line(body)
        held.tags.pop(line, None)
        self.tagged.add(held.note.pk)

    def _rate(self, body: dict[str, Any]) -> None:
        line, reason = self._line(body), body.get("reason") or ""
        if not isinstance(reason, str):
            raise _Wrong("unreadable")
        level = _level(body.get("level"))
        rating = self.ratings.setdefault(line, Rating(sheet=self.sheet, line_id=line))
        rating.level, rating.reason = level, reason.strip()
        self.rated.add(line)

    def _submit(self, body: dict[str, Any]) -> None:
        unrated = [each.competency.name for pk, each in self.lines.items() if pk not in self.ratings]
        if unrated:
            said = _("Belum dinilai: %(names)s. Beri level untuk setiap kompetensi, lalu kirim lagi.")
            raise _Wrong("unrated", said % {"names": ", ".join(unrated)})
        self.save()
        judged = selectors.judge_evidence(self.sheet)
        language = (get_language() or "id")[:2]
        lacking = [each for each in judged.decision.findings if each.code == "evidence-missing"]
        if lacking:
            said = " ".join(f"{each.message(language)} ({each.citation})" for each in lacking)
            raise _Wrong("no-evidence", said)
        if self.sheet.source == Sheet.Source.PAPER and not self.sheet.scans.exists():
            raise _Wrong("no-scan")
        self.sheet.submitted_at = self.now
        self.shut = "late"
        audit.record(self.actor, "assessment.sheet.submitted", self.sheet,
                     agency_id=self.sheet.assessee.event.request.agency_id, source=self.sheet.source)  # fmt: skip

    def _known(self, body: dict[str, Any]) -> _Held:
        held = self.notes.get(_key(body))
        if held is None:
            raise _Wrong("unknown-note")
        return held

    def _present(self, body: dict[str, Any]) -> _Held:
        held = self._known(body)
        if held.note.removed_at is not None:
            raise _Wrong("note-removed")
        return held

    def _line(self, body: dict[str, Any]) -> int:
        line = body.get("line")
        if not isinstance(line, int) or line not in self.lines:
            raise _Wrong("unknown-line")
        return line

    def save(self) -> None:
        """Write what changed; what was written is no longer new."""
        Note.objects.bulk_create(self.notes[key].note for key in self.new)
        changed = [self.notes[key].note for key in self.touched - self.new]
        Note.objects.bulk_update(changed, ["text", "removed_at"])
        NoteTag.objects.filter(note__in=self.tagged).delete()
        NoteTag.objects.bulk_create(
            NoteTag(note_id=key, line_id=line, indicator_id=indicator)
            for key in self.tagged
            for line, indicator in self.notes[key].tags.items()
        )
        Rating.objects.bulk_create(
            [Rating(sheet=self.sheet, line_id=line, level=self.ratings[line].level, reason=self.ratings[line].reason)
             for line in self.rated],
            update_conflicts=True, unique_fields=["sheet", "line"], update_fields=["level", "reason", "rated_at"],
        )  # fmt: skip
        self.sheet.save(update_fields=["started_at", "ended_at", "submitted_at"])
        for each in (self.new, self.touched, self.tagged, self.rated):
            each.clear()


def _slots(kind: str, body: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Of what a step is the word: the later word about the same thing counts."""
    slots: dict[str, tuple[Any, ...]] = {
        "start": ("start",),
        "stop": ("stop",),
        "edit": ("text", str(body.get("key"))),
        "tag": ("tag", str(body.get("key")), str(body.get("line"))),
        "untag": ("tag", str(body.get("key")), str(body.get("line"))),
        "rate": ("rate", str(body.get("line"))),
    }
    return [slots[kind]] if kind in slots else []


def _key(body: dict[str, Any]) -> UUID:
    try:
        return UUID(str(body.get("key")))
    except ValueError as wrong:
        raise _Wrong("unreadable") from wrong


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _Wrong("empty-note")
    return text.strip()


def _time(body: dict[str, Any], name: str) -> datetime:
    found = journal.time(body.get(name))
    if found is None:
        raise _Wrong("unreadable")
    return found


def _level(given: Any) -> Decimal:
    try:
        level = Decimal(str(given)) if not isinstance(given, bool) else Decimal("NaN")
    except InvalidOperation as wrong:
        raise _Wrong("level") from wrong
    if not level.is_finite() or not 0 <= level <= 5 or level != round(level, 2):
        raise _Wrong("level")
    return level
