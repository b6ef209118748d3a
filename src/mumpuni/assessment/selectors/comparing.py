"""Two versions of a timetable side by side: what moved, and whom that concerns."""

from dataclasses import dataclass
from datetime import datetime

from mumpuni.assessment.models import Session
from mumpuni.assessment.selectors.timetables import Board, key_of


@dataclass(frozen=True)
class Change:
    """A session in both versions; `old` or `new` is None where only one has it."""

    key: str
    old: Session | None
    new: Session | None

    @property
    def time(self) -> bool:
        """Whether it starts at another time."""
        return bool(self.old and self.new and self.old.starts_at != self.new.starts_at)

    @property
    def room(self) -> bool:
        """Whether it is in another room."""
        return bool(self.old and self.new and self.old.room_id != self.new.room_id)

    @property
    def observers(self) -> bool:
        """Whether somebody else watches, or attends."""
        return bool(self.old and self.new and _watching(self.old) != _watching(self.new))

    @property
    def helpers(self) -> bool:
        """Whether somebody else helps."""
        return bool(self.old and self.new and _helping(self.old) != _helping(self.new))

    @property
    def people(self) -> bool:
        """Whether others attend: somebody has left."""
        return bool(self.old and self.new and _attending(self.old) != _attending(self.new))

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        lonely = self.old is None or self.new is None
        return lonely or self.time or self.room or self.observers or self.helpers or self.people

    @property
    def starts_at(self) -> datetime:
        """When it stands in the list."""
        return self.shown.starts_at

    @property
    def shown(self) -> Session:
        """The session that gives the line its name."""
        found = self.new or self.old
        assert found is not None
        return found


def changes(old: Board, new: Board) -> list[Change]:
    """Every session of either version, in the order of the day."""
    before = {key_of(each): each for each in old.sessions}
    after = {key_of(each): each for each in new.sessions}
    found = [Change(key, before.get(key), after.get(key)) for key in {**before, **after}]
    return sorted(found, key=lambda each: (each.starts_at, each.key))


def counts(found: list[Change]) -> dict[str, int]:
    """How many differ, by kind."""
    return {
        "time": sum(each.time for each in found),
        "room": sum(each.room for each in found),
        "observers": sum(each.observers for each in found),
        "helpers": sum(each.helpers for each in found),
        "gone": sum(each.new is None for each in found),
        "added": sum(each.old is None for each in found),
        "same": sum(not each.any for each in found),
    }


def affected(old: Board | None, new: Board) -> set[int]:
    """The persons whose own slots differ; everyone of a first version."""
    before, after = slots(old) if old else {}, slots(new)
    return {person for person in before.keys() | after.keys() if before.get(person) != after.get(person)}


def slots(board: Board) -> dict[int, set[tuple[object, ...]]]:
    """What each person's own timetable says: an assessee's tells nothing of observers."""
    found: dict[int, set[tuple[object, ...]]] = {}
    for each in board.sessions:
        when = (key_of(each), each.starts_at, each.room_id, each.prepare_from)
        if each.kind != Session.Kind.MEETING:
            for assessee in each.assessees.all():
                found.setdefault(assessee.person_id, set()).add(when)
        team = [watch.member for watch in each.watches.all()] + list(each.helpers.all())
        for member in team:
            whom = tuple(sorted(one.assessee_id for one in each.watches.all() if one.member_id == member.pk))
            found.setdefault(member.practitioner.person_id, set()).add((*when, whom))
    return found


def _watching(row: Session) -> set[tuple[int, int]]:
    return {(each.assessee_id, each.member.practitioner_id) for each in row.watches.all()}


def _helping(row: Session) -> set[int]:
    return {each.practitioner_id for each in row.helpers.all()}


def _attending(row: Session) -> set[int]:
    return {each.pk for each in row.assessees.all()}
