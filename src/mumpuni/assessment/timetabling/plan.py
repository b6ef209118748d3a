"""A timetable: sessions with their time, room and people, and its JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mumpuni.assessment.timetabling.words import gettext as _

Key = tuple[str, tuple[str, ...]]


class PlanError(ValueError):
    """The plan is not shaped as the format says; the message names the place."""


def clock(minute: int) -> str:
    """Minutes of the day as they are written.

    >>> clock(495)
    '08:15'
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute(text: object, path: str = "start") -> int:
    """The minute of the day that "08:15" is.

    >>> minute("08:15")
    495
    """
    if isinstance(text, str) and len(text) <= 5 and text.isascii():
        hour, colon, rest = text.partition(":")
        if colon and hour.isdigit() and len(rest) == 2 and rest.isdigit() and int(rest) < 60:
            at = int(hour) * 60 + int(rest)
            if at <= 24 * 60:
                return at
    raise PlanError(path + ": " + _("«{text}» bukan jam; tulis JJ:MM seperti 08:15").format(text=str(text)[:40]))


@dataclass(frozen=True, slots=True)
class Prepare:
    """Where and when the assessees of a session prepare."""

    start: int
    room: str


@dataclass(frozen=True, slots=True)
class Session:
    """One exercise at one time in one room."""

    exercise: str
    day: int
    start: int
    room: str
    assessees: tuple[str, ...]
    observers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: tuple[str, ...] = ()
    prepare: Prepare | None = None
    end: int | None = None

    @property
    def key(self) -> Key:
        """What the session is, whenever it takes place."""
        return self.exercise, tuple(sorted(self.assessees))

    @property
    def watchers(self) -> list[str]:
        """Everyone who observes somebody in it, once each."""
        return list(dict.fromkeys(each for those in self.observers.values() for each in those))

    @property
    def watching(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Who watches whom, in an order that does not depend on how it was written."""
        return tuple(sorted((seen, tuple(sorted(those))) for seen, those in self.observers.items()))

    @property
    def shape(self) -> tuple[Any, ...]:
        """Everything that a person reads off the timetable."""
        return self.day, self.start, self.room, self.watching, tuple(sorted(self.helpers))

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the format."""
        told: dict[str, Any] = {"exercise": self.exercise, "day": self.day, "start": clock(self.start)}
        if self.end is not None:
            told["end"] = clock(self.end)
        told |= {"room": self.room, "assessees": list(self.assessees)}
        told |= {"observers": {seen: list(those) for seen, those in self.observers.items()}}
        told |= {"helpers": list(self.helpers)}
        if self.prepare:
            told["prepare"] = {"start": clock(self.prepare.start), "room": self.prepare.room}
        return told


@dataclass(frozen=True, slots=True)
class MeetingAt:
    """The integration meeting about one assessee."""

    assessee: str
    day: int
    start: int
    room: str
    members: tuple[str, ...]
    writer: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the format."""
        told: dict[str, Any] = {"assessee": self.assessee, "day": self.day, "start": clock(self.start)}
        told |= {"room": self.room, "members": list(self.members)}
        return told | ({"writer": self.writer} if self.writer else {})


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole timetable."""

    instance: str
    sessions: tuple[Session, ...] = ()
    meetings: tuple[MeetingAt, ...] = ()

    @classmethod
    def from_dict(cls, told: object) -> "Plan":
        """Read the JSON of a plan; raises PlanError where its shape is wrong."""
        if not isinstance(told, Mapping):
            raise PlanError("plan: " + _("harus objek JSON"))
        sessions = tuple(sessions_from(told.get("sessions"), "sessions"))
        meetings = tuple(_meetings(told.get("meetings") or [], "meetings"))
        return cls(str(told.get("instance", "")), sessions, meetings)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the format."""
        told: dict[str, Any] = {"instance": self.instance, "sessions": [each.to_dict() for each in self.sessions]}
        return told | ({"meetings": [each.to_dict() for each in self.meetings]} if self.meetings else {})


def sessions_from(told: object, path: str) -> Iterator[Session]:
    """Read a list of sessions."""
    for number, each in enumerate(_list(told, path)):
        where = f"{path}[{number}]"
        if not isinstance(each, Mapping):
            raise PlanError(where + ": " + _("harus objek JSON"))
        yield Session(
            exercise=_text(each.get("exercise"), f"{where}.exercise"),
            day=_whole(each.get("day"), f"{where}.day"),
            start=minute(each.get("start"), f"{where}.start"),
            room=_text(each.get("room"), f"{where}.room"),
            assessees=_texts(each.get("assessees"), f"{where}.assessees"),
            observers=_watching(each.get("observers") or {}, f"{where}.observers"),
            helpers=_texts(each.get("helpers") or [], f"{where}.helpers"),
            prepare=_prepare(each.get("prepare"), f"{where}.prepare"),
            end=None if each.get("end") is None else minute(each["end"], f"{where}.end"),
        )


def _meetings(told: object, path: str) -> Iterator[MeetingAt]:
    for number, each in enumerate(_list(told, path)):
        where = f"{path}[{number}]"
        if not isinstance(each, Mapping):
            raise PlanError(where + ": " + _("harus objek JSON"))
        yield MeetingAt(
            assessee=_text(each.get("assessee"), f"{where}.assessee"),
            day=_whole(each.get("day"), f"{where}.day"),
            start=minute(each.get("start"), f"{where}.start"),
            room=_text(each.get("room"), f"{where}.room"),
            members=_texts(each.get("members"), f"{where}.members"),
            writer=None if each.get("writer") is None else _text(each["writer"], f"{where}.writer"),
        )


def _prepare(told: object, path: str) -> Prepare | None:
    if told is None:
        return None
    if not isinstance(told, Mapping):
        raise PlanError(path + ": " + _("harus objek JSON"))
    return Prepare(minute(told.get("start"), f"{path}.start"), _text(told.get("room"), f"{path}.room"))


def _watching(told: object, path: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(told, Mapping):
        raise PlanError(path + ": " + _("harus objek Assessee: [Assessor]"))
    return {_text(seen, path): _texts(those, f"{path}.{seen}") for seen, those in told.items()}


def _list(told: object, path: str) -> list[Any]:
    if not isinstance(told, list):
        raise PlanError(path + ": " + _("harus daftar"))
    return told


def _texts(told: object, path: str) -> tuple[str, ...]:
    return tuple(_text(each, f"{path}[{number}]") for number, each in enumerate(_list(told, path)))


def _text(told: object, path: str) -> str:
    if not isinstance(told, str):
        raise PlanError(path + ": " + _("harus teks"))
    return told


def _whole(told: object, path: str) -> int:
    if isinstance(told, bool) or not isinstance(told, int):
        raise PlanError(path + ": " + _("harus bilangan bulat"))
    return told
