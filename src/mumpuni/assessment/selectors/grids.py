"""A timetable as tables: times down, rooms or assessors across (kisi jadwal)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mumpuni.assessment.models import Session
from mumpuni.assessment.selectors.keys import person_key
from mumpuni.assessment.selectors.timetables import Board
from mumpuni.assessment.selectors.zones import minute_of, zone
from mumpuni.assessment.timetabling.instance import Day

BY_ROOM, BY_ASSESSOR = "ruang", "assessor"


@dataclass(frozen=True)
class Block:
    """A session as a block, a line of an agenda, or a row of a sheet."""

    session: Session
    begin: datetime
    end: datetime
    prepare: datetime | None
    who: list[str]
    observers: list[str]
    helpers: list[str]
    wrong: list[str]

    @property
    def title(self) -> str:
        """What it is."""
        return str(self.session)

    @property
    def is_meeting(self) -> bool:
        """Whether assessors meet without the assessee."""
        return self.session.kind == Session.Kind.MEETING

    @property
    def whom(self) -> str:
        """Who attends, short: a group by its name."""
        if len(self.who) > 1 and self.session.group:
            return f"{self.session.group} ({len(self.who)})"
        return ", ".join(self.who)


@dataclass(frozen=True)
class Cell:
    """A stretch of one column."""

    minute: int
    column: str
    span: int = 1
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Row:
    """A step of the day."""

    minute: int
    label: str
    pause: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class DayGrid:
    """One day."""

    number: int
    date: date
    columns: list[tuple[str, str]]
    rows: list[Row]
    agenda: list[Block]


def blocks(board: Board) -> list[Block]:
    """Every session with its people in words."""
    place_zone = zone(board.timetable.event.place)
    return [
        Block(
            session=each,
            begin=each.starts_at.astimezone(place_zone),
            end=each.ends_at.astimezone(place_zone),
            prepare=each.prepare_from.astimezone(place_zone) if each.prepare_from else None,
            who=[one.person.name for one in each.assessees.all()],
            observers=list(dict.fromkeys(one.member.practitioner.person.name for one in each.watches.all())),
            helpers=[one.practitioner.person.name for one in each.helpers.all()],
            wrong=board.wrong.get(each.pk, []),
        )
        for each in board.sessions
    ]


def day_grids(board: Board, by: str = BY_ROOM, *, whole: bool = True) -> list[DayGrid]:
    """The days, each with a column for every room (or assessor) that the instance has.

    Without `whole` only those in use on some day; a plan that nobody moves needs no empty rooms.
    """
    every = blocks(board)
    by_room = by != BY_ASSESSOR
    held = _rooms if by_room else _assessors
    known = board.instance.rooms if by_room else board.instance.assessors
    columns = [(key, board.names.get(key, key)) for key in known]
    if not whole:
        used = {key for each in every for key, _begin, _end in held(each)}
        columns = [pair for pair in columns if pair[0] in used]
    columns.sort(key=lambda pair: _sorted_name(pair[1]))
    return [
        _day(number, day, [each for each in every if f"{each.begin.date()}" == day.date], columns, held,
             board.instance.rules.grid_min)
        for number, day in enumerate(board.instance.days)
    ]  # fmt: skip


def _sorted_name(name: str) -> list[Any]:
    """ "Individu 10" after "Individu 9"."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in name.lower().split()]


def _rooms(block: Block) -> Iterable[tuple[str, int, int]]:
    row = block.session
    end = _minutes(block.end)
    if block.prepare and row.prepare_room_id not in (None, row.room_id):
        yield f"R{row.prepare_room_id}", _minutes(block.prepare), _minutes(block.begin)
    own = block.prepare and row.prepare_room_id == row.room_id
    yield f"R{row.room_id}", _minutes(block.prepare if own and block.prepare else block.begin), end


def _assessors(block: Block) -> Iterable[tuple[str, int, int]]:
    for who in {each.member.practitioner_id for each in block.session.watches.all()}:
        yield person_key(who), _minutes(block.begin), _minutes(block.end)


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _day(
    number: int, day: Day, here: list[Block], columns: list[tuple[str, str]],
    held: Callable[[Block], Iterable[tuple[str, int, int]]], step: int,
) -> DayGrid:  # fmt: skip
    lots: dict[str, list[tuple[int, int, Block]]] = {key: [] for key, _name in columns}
    for block in here:
        for key, begin, end in held(block):
            lots.setdefault(key, []).append((begin, end, block))
    rows = [
        Row(at, f"{at // 60:02d}.{at % 60:02d}", next((b.name for b in day.breaks if b.start <= at < b.end), ""))
        for at in range(day.start, day.end, step)
    ]
    for key, _name in columns:
        _fill(rows, key, lots[key], day.start, step)
    order = sorted(here, key=lambda each: (each.begin, each.title, each.whom))
    return DayGrid(number, date.fromisoformat(day.date), columns, rows, order)


def _fill(rows: list[Row], column: str, lots: list[tuple[int, int, Block]], first: int, step: int) -> None:
    """Cells of one column; what overlaps stands in one cell."""
    clusters: list[list[Any]] = []
    for begin, end, block in sorted(lots, key=lambda lot: (lot[0], lot[1], lot[2].session.pk)):
        if clusters and begin < clusters[-1][1]:
            clusters[-1][1] = max(clusters[-1][1], end)
            clusters[-1][2].append(block)
        else:
            clusters.append([begin, end, [block]])
    at = 0
    for begin, end, there in clusters:
        top = min(max((begin - first) // step, at), len(rows) - 1)
        bottom = min(max(-(-(end - first) // step), top + 1), len(rows))
        for row in rows[at:top]:
            row.cells.append(Cell(row.minute, column))
        rows[top].cells.append(Cell(rows[top].minute, column, bottom - top, there))
        at = bottom
    for row in rows[at:]:
        row.cells.append(Cell(row.minute, column))


@dataclass
class Load:
    """What one assessor does in minutes: here, and on other events of the week."""

    name: str
    observing: int = 0
    observations: int = 0
    meeting: int = 0
    reports: int = 0
    before: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.observing + self.meeting + self.reports + self.before


def balance(board: Board) -> list[Load]:
    """The assessors, the busiest first."""
    instance = board.timetable.instance
    report = instance.get("meeting", {}).get("report_min", 0)
    found = {
        key: Load(board.names.get(key, key), before=board.instance.load_before.get(key, 0))
        for key in board.instance.assessors
    }
    for each in board.sessions:
        minutes = int((each.ends_at - each.starts_at).total_seconds()) // 60
        meeting = each.kind == Session.Kind.MEETING
        for who in {watch.member.practitioner_id for watch in each.watches.all()}:
            load = found.setdefault(person_key(who), Load(board.names.get(person_key(who), "—")))
            if meeting:
                load.meeting += minutes
                load.reports += report if each.writer and each.writer.practitioner_id == who else 0
            else:
                load.observing += minutes + (each.instrument.classify_minutes if each.instrument else 0)
        for watch in () if meeting else each.watches.all():
            found[person_key(watch.member.practitioner_id)].observations += 1
    return sorted(found.values(), key=lambda load: (-load.total, load.name))


def spread(loads: list[Load]) -> int:
    """Between the busiest and the least busy."""
    totals = [each.total for each in loads]
    return max(totals, default=0) - min(totals, default=0)


def found_how(board_or_timetable: Any) -> str:
    """What the search can say of the version, in words."""
    table = board_or_timetable
    if table.seconds is None and table.base and table.status != "changed":
        return _("Disalin dari versi %(number)d; belum ada yang diubah.") % {"number": table.base.number}
    told = {
        "optimal": _("Terbukti terbaik menurut ketentuan."),
        "feasible": _("Terbaik yang ditemukan dalam %(seconds)d detik; mungkin masih ada yang lebih baik."),
        "changed": _("Diubah dengan tangan sesudah disusun."),
    }.get(table.status, "")
    return told % {"seconds": round(table.seconds or 0)} if "%(" in told else told


def minute_at(board: Board, moment: datetime) -> int:
    """The minute of the day at the place."""
    return minute_of(moment, zone(board.timetable.event.place))
