"""Who comes: helpers, observers and members of meetings, the least loaded first."""

from collections.abc import Iterator

from mumpuni.assessment.timetabling.board import Board, moment, stretch
from mumpuni.assessment.timetabling.instance import Instance, Room
from mumpuni.assessment.timetabling.plan import MeetingAt, Session
from mumpuni.assessment.timetabling.tasks import Task


def helpers_for(board: Board, task: Task, day: int, start: int, room: Room) -> tuple[str, ...] | None:
    """One person for each role, or None when somebody is missing."""
    chosen: list[str] = []
    beside = board.beside(task, room.id, day, start)
    begin, end = moment(day, start), moment(day, start + task.exercise.minutes)
    for role in task.exercise.helpers:
        able = task.players(role)
        if task.lock and task.lock.helpers is not None:
            able = [each for each in able if each in task.lock.helpers]
        if role in board.instance.rules.own_helper:
            able = _own(board, task, role, able)
        shared = {each for one in beside for each in one.helpers} if task.exercise.helpers_shared else set()
        together = [each for each in able if each in shared]
        able = together or [each for each in able if board.free(each, begin, end, room.area)]
        able = [each for each in able if each not in chosen]
        if not able:
            return None
        chosen.append(min(able, key=lambda each: (board.people[each].bit_count(), each)))
    return tuple(chosen)


def _own(board: Board, task: Task, role: str, able: list[str]) -> list[str]:
    mine = board.serving.get((task.group, role))
    if mine is not None:
        return [mine] if mine in able else []
    others = {who for (group, its), who in board.serving.items() if its == role and group != task.group}
    return [each for each in able if each not in others]


def observers_for(
    board: Board, task: Task, day: int, start: int, room: Room, helpers: tuple[str, ...]
) -> dict[str, tuple[str, ...]] | None:
    """Who watches whom at this time, or None when too few are free."""
    exercise = task.exercise
    if not exercise.observers:
        return {}
    begin, end = moment(day, start), moment(day, start + exercise.minutes + exercise.classify_min)
    free = [
        each
        for each in task.judges
        if each not in helpers
        and board.may_watch(each, day, exercise.minutes)
        and board.free(each, begin, end, room.area)
    ]
    if len(free) < task.attendance:
        return None
    return watching(board, task, free)


def watching(board: Board, task: Task, free: list[str]) -> dict[str, tuple[str, ...]] | None:
    """Who watches whom: few people, the least loaded first, and a psychologist if the group has none yet."""
    instance, exercise = board.instance, task.exercise
    has_one = any(instance.assessors[each].psychologist for each in board.seen_by[task.group])
    left = dict.fromkeys(free, exercise.max_watch)
    most = instance.rules.max_exercises_per_pair
    found: dict[str, tuple[str, ...]] = {}
    wanted = instance.rules.psychologist_per_group and not has_one

    def price(each: str) -> tuple[int, bool, int, str]:
        begun = left[each] < exercise.max_watch
        return -begun, wanted and not instance.assessors[each].psychologist, board.minutes[each], each

    locked = (task.lock.observers if task.lock else None) or {}
    people = sorted(task.assessees, key=lambda who: sum(not task.watchable(each, who) for each in free), reverse=True)
    for person in people:
        able = [
            each for each in free if left[each] and task.watchable(each, person) and board.pairs[each, person] < most
        ]
        if person in locked:
            able = [each for each in able if each in locked[person]]
        if len(able) < exercise.observers:
            return None
        able.sort(key=price)
        found[person] = tuple(able[: exercise.observers])
        for each in found[person]:
            left[each] -= 1
    return {person: found[person] for person in task.assessees}


def people_of(instance: Instance) -> list[str]:
    """Every assessee who is still there."""
    return [person for group in instance.groups for person in instance.present(group)]


def meetings_for(board: Board, placed: list[Session]) -> Iterator[MeetingAt]:
    """The integration meetings, each as early as its members can come."""
    instance = board.instance
    own: dict[str, list[str]] = {}
    for session in placed:
        for person, those in session.observers.items():
            own.setdefault(person, []).extend(each for each in those if each not in own.get(person, ()))
    writing = {each: board.minutes[each] for each in instance.assessors}
    for person in sorted(people_of(instance), key=lambda each: board.watched[each]):
        meeting = _meet(board, person, own.get(person, []), writing)
        if meeting:
            if instance.meeting and meeting.writer:
                writing[meeting.writer] += instance.meeting.report_min
            yield meeting


def _meet(board: Board, person: str, own: list[str], writing: dict[str, int]) -> MeetingAt | None:
    instance, asked = board.instance, board.instance.meeting
    if asked is None or not own:
        return None
    rooms = [each for each in instance.rooms.values() if each.kind in asked.rooms]
    for least in sorted({len(own), min(len(own), asked.quorum or len(own))}, reverse=True):
        for day, start in meeting_starts(instance):
            begin = moment(day, start)
            if begin < board.watched[person]:
                continue
            for room in rooms:
                if board.rooms[room.id] & stretch(begin, begin + asked.minutes):
                    continue
                come = [each for each in own if board.free(each, begin, begin + asked.minutes, room.area)]
                if len(come) >= least:
                    board.meet(come, room, begin, begin + asked.minutes)
                    writer = min(come, key=lambda each: (writing[each], each)) if asked.report_min else None
                    return MeetingAt(person, day, start, room.id, tuple(come), writer)
    return None


def meeting_starts(instance: Instance) -> list[tuple[int, int]]:
    """Days and minutes at which an integration meeting may begin."""
    asked, grid = instance.meeting, instance.rules.grid_min
    found: list[tuple[int, int]] = []
    if asked is None:
        return found
    cut = (instance.repair.from_day, instance.repair.from_time or 0) if instance.repair else (0, 0)
    for number, day in enumerate(instance.days):
        for begin, end in day.windows():
            first = -(-begin // grid) * grid
            found += [(number, each) for each in range(first, end - asked.minutes + 1, grid) if (number, each) >= cut]
    return found
