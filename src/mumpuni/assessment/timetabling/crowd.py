"""The event without names: only how many sessions of each exercise begin when.

Nothing here can be told apart, so the question is tiny. No answer to it proves that there is no timetable at all; an
answer says at which times it is worth looking for one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from mumpuni.assessment.timetabling.board import DAY, moment
from mumpuni.assessment.timetabling.greedy_people import meeting_starts
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.tasks import Task
from mumpuni.assessment.timetabling.words import gettext as _

#: The integration meetings among the exercises.
MEETING = ""


@dataclass(frozen=True, slots=True)
class Crowded:
    """What was found: whether it can be at all, at which moments what begins, and how much is missing at least."""

    status: str
    times: Mapping[tuple[str, str], Mapping[int, int]]
    missing: int = 0


class Crowd:
    """The model; `extra` looks for the fewest more that are needed of "assessors" or "rooms".

    With `apart` the groups are told apart: slower to refuse, and its times suit the people far better.
    """

    def __init__(self, instance: Instance, wanted: Sequence[Task], extra: str = "", *, apart: bool = False) -> None:
        self.instance, self.apart = instance, apart
        self.cp = cp_model.CpModel()
        # The gap after a session may reach into an absence, where nobody is there to be counted.
        self.gap = 0 if instance.absences else instance.rules.gap_min
        self.more = self.cp.new_int_var(0, 200, "more") if extra else self.cp.new_constant(0)
        self.more_assessors = self.more if extra == "assessors" else 0
        self.more_rooms = self.more if extra == "rooms" else 0
        self.by: dict[str, list[Task]] = defaultdict(list)
        for task in wanted:
            self.by[task.exercise.name].append(task)
        self.heads: Counter[str] = Counter()
        for group in instance.groups:
            self.heads[self._of(group)] += len(instance.present(group))
        self.began: dict[str, dict[int, Any]] = defaultdict(dict)
        self.rooms: dict[frozenset[str], dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.watching: dict[int, list[Any]] = defaultdict(list)
        self.own: dict[tuple[str, str], dict[int, Any]] = defaultdict(dict)
        self.sitting: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.classes = self._classes()
        for name, those in self.by.items():
            self._exercise(name, those)
        self._meetings()
        self._orders()
        self._capacities()
        self._daily()
        if extra:
            self.cp.minimize(self.more)

    def _classes(self) -> dict[frozenset[str], list[str]]:
        """Rooms by what may be held in them."""
        serves: dict[str, set[str]] = defaultdict(set)
        for name, those in self.by.items():
            for room_id in {room.id for task in those for room in task.rooms}:
                serves[room_id].add(name)
        asked = self.instance.meeting
        for room in self.instance.rooms.values():
            if asked and room.kind in asked.rooms:
                serves[room.id].add(MEETING)
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for room_id, names in serves.items():
            found[frozenset(names)].append(room_id)
        return found

    def _begin(
        self, name: str, starts: Iterable[int], minutes: int, counts: Mapping[str, int], *, joint: bool = False
    ) -> None:
        """How many begin at each moment, in rooms of each class and for each group."""
        count = sum(counts.values())
        for start in starts:
            parts = []
            for kind in self.classes:
                if name not in kind:
                    continue
                part = self.cp.new_int_var(0, count, f"{name} {start}")
                parts.append(part)
                takes = part
                if joint:
                    takes = self.cp.new_bool_var(f"sitting {name} {start}")
                    self.cp.add(part <= count * takes)
                for instant in self._instants(start, minutes):
                    self.rooms[kind][instant].append(takes)
            for group, each in counts.items():
                self.own[group, name][start] = self.cp.new_int_var(0, each, f"{group} {name} {start}")
            self.began[name][start] = sum(self.own[group, name][start] for group in counts)
            self.cp.add(sum(parts) == self.began[name][start])
        for group, each in counts.items():
            self.cp.add(sum(self.own[group, name].values()) == each)

    def _instants(self, start: int, minutes: int) -> range:
        return range(start, start + minutes, self.instance.rules.grid_min)

    def _exercise(self, name: str, those: list[Task]) -> None:
        exercise, gap = those[0].exercise, self.instance.rules.gap_min
        starts = sorted({moment(day, start) for task in those for day, start in task.starts})
        counts = Counter(self._of(task.group) for task in those)
        self._begin(name, starts, exercise.minutes, counts, joint=exercise.joint)
        attendance = min(task.attendance for task in those)
        for start, count in self.began[name].items():
            busy = exercise.minutes + exercise.classify_min + self.gap
            for instant in self._instants(start, busy) if attendance else ():
                self.watching[instant].append(attendance * count)
            for instant in self._instants(start, exercise.minutes + gap):
                for group in counts:
                    self.sitting[group, instant].append(min(self._sizes(group, name)) * self.own[group, name][start])

    def _meetings(self) -> None:
        asked = self.instance.meeting
        if asked is None or not self.instance.observed:
            return
        starts = [moment(day, start) for day, start in meeting_starts(self.instance)]
        self._begin(MEETING, starts, asked.minutes, {group: count for group, count in self.heads.items() if count})
        members = self.members()
        for start, count in self.began[MEETING].items():
            for instant in self._instants(start, asked.minutes + self.gap):
                self.watching[instant].append(members * count)
        for name, those in self.by.items():
            exercise = those[0].exercise
            if exercise.observers:
                self._after(name, exercise.minutes + exercise.classify_min, MEETING, 0)

    def members(self) -> int:
        """How many come to a meeting at least."""
        asked, limit = self.instance.meeting, max(self.instance.rules.max_exercises_per_pair, 1)
        each = [those[0].exercise.observers for those in self.by.values()]
        fewest = max(max(each), -(-sum(each) // limit))
        return min(asked.quorum or fewest, fewest) if asked else 0

    def _orders(self) -> None:
        for first, then in self.instance.rules.order:
            if first in self.began and then in self.began:
                before = self.by[then][0].exercise.prepare_min
                self._after(first, self.by[first][0].exercise.minutes, then, before)

    def _after(self, first: str, minutes: int, then: str, before: int) -> None:
        """Of no group have at any moment more people begun the second than have ended the first."""
        for group in self.heads:
            ones, others = self.own.get((group, first)), self.own.get((group, then))
            if not ones or not others:
                continue
            sizes = self._sizes(group, first), self._sizes(group, then)
            if any(len(each) > 1 for each in sizes):
                continue
            one, other = (min(each) for each in sizes)
            for moment_ in others:
                begun = sum(count for start, count in others.items() if start <= moment_)
                ended = sum(count for start, count in ones.items() if start + minutes <= moment_ - before)
                self.cp.add(other * begun <= one * ended)

    def _of(self, group: str) -> str:
        return group if self.apart else ""

    def _sizes(self, group: str, name: str) -> set[int]:
        """How many of the group a session holds."""
        if name == MEETING:
            return {1}
        return {len(task.assessees) for task in self.by[name] if self._of(task.group) == group}

    def _capacities(self) -> None:
        instance = self.instance
        for kind, instants in self.rooms.items():
            for instant, takes in instants.items():
                day, minute = divmod(instant, DAY)
                free = sum(
                    not any(
                        block.day == day and block.start <= minute < block.end
                        for block in instance.blocks.get(each, ())
                    )
                    for each in self.classes[kind]
                )
                self.cp.add(sum(takes) <= free + self.more_rooms)
        for instant, takes in self.watching.items():
            day, minute = divmod(instant, DAY)
            there = sum(not instance.is_away(each, day, minute, minute + 1) for each in instance.assessors)
            self.cp.add(sum(takes) <= there + self.more_assessors)
        for (group, _instant), takes in self.sitting.items():
            self.cp.add(sum(takes) <= self.heads[group])

    def _daily(self) -> None:
        limit = self.instance.rules.max_observe_min_per_day
        if limit is None:
            return
        for day in range(len(self.instance.days)):
            total = sum(
                those[0].exercise.minutes * min(task.attendance for task in those) * count
                for name, those in self.by.items()
                if those[0].exercise.observers
                for start, count in self.began[name].items()
                if start // DAY == day
            )
            self.cp.add(total <= limit * (len(self.instance.assessors) + self.more_assessors))

    def run(self, seconds: float, workers: int, seed: int, deterministic: float | None = None) -> Crowded:
        """Look for times."""
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.max_time_in_seconds = max(seconds, 0.05)
        parameters.num_workers, parameters.random_seed, parameters.symmetry_level = workers, seed, 0
        if deterministic is not None:
            parameters.max_deterministic_time = deterministic
        status = solver.solve(self.cp)
        if status == cp_model.INFEASIBLE:
            return Crowded("infeasible", {})
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Crowded("unknown", {})
        times = {
            key: {start: solver.value(count) for start, count in starts.items() if solver.value(count)}
            for key, starts in self.own.items()
        }
        return Crowded("feasible", times, max(round(solver.best_objective_bound), 0))


def missing(instance: Instance, wanted: Sequence[Task], look: Callable[[Crowd], Crowded]) -> str:
    """A sentence on what is missing where no distribution of times exists; it has been proven that none does."""
    watched = [task for task in wanted if task.exercise.observers]
    observe = sum(task.exercise.minutes * task.attendance for task in watched)
    classify = sum(task.exercise.classify_min * task.attendance for task in watched)
    meet = 0
    if instance.meeting and instance.observed:
        crowd = Crowd(instance, wanted)
        meet = instance.meeting.minutes * crowd.members() * sum(crowd.heads.values())
    text = _(
        "Tidak ada jadwal yang mungkin; itu terbukti. {count} Assessor harus mengamati {observe} menit, "
        "mengklasifikasi {classify} menit, dan hadir dalam rapat integrasi paling sedikit {meet} menit, seluruhnya "
        "{total} menit; waktu di antara jeda {have} menit tiap orang, dan sesi harus muat utuh bersama urutan dan "
        "ruangnya."
    )
    have = sum(end - start for day in instance.days for start, end in day.windows())
    said = text.format(
        count=len(instance.assessors), observe=observe, classify=classify, meet=meet, total=observe + classify + meet,
        have=have,
    )  # fmt: skip
    cures = []
    for what, cure in (("assessors", _("{more} Assessor lagi")), ("rooms", _("{more} ruang lagi dari tiap jenis"))):
        found = look(Crowd(instance, wanted, what))
        if found.status == "feasible" and found.missing:
            cures.append(cure.format(more=found.missing))
    if not cures:
        return f"{said} " + _("Tambah hari, atau kurangi Assessee.")
    return f"{said} " + _("Kurang paling sedikit {cures}; atau tambah hari.").format(cures=_(" atau ").join(cures))
