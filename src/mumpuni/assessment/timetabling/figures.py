"""A plan in numbers: loads of assessors, idle time of assessees, changes against the plan before."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Plan, Session, clock

#: One minute of spread of loads counts as much as so many minutes that one assessee spends in the building.
SPREAD = 1000
#: An observer who misses an integration meeting counts as much as so many minutes of spread.
MISSING = 10


@dataclass(frozen=True)
class Figures:
    """Numbers of one plan; minutes unless named otherwise."""

    minutes: dict[str, int]
    observations: dict[str, int]
    load: dict[str, int]
    idle: dict[str, int]
    last_end: dict[int, int]
    changes: dict[str, int] = field(default_factory=dict)

    @property
    def spread(self) -> int:
        """Between the assessor who observes longest and the one who observes shortest."""
        return max(self.minutes.values(), default=0) - min(self.minutes.values(), default=0)

    @property
    def load_spread(self) -> int:
        """The same with what was before and with reports."""
        return max(self.load.values(), default=0) - min(self.load.values(), default=0)

    @property
    def observation_spread(self) -> int:
        """The same in observations."""
        return max(self.observations.values(), default=0) - min(self.observations.values(), default=0)

    @property
    def unused(self) -> list[str]:
        """Assessors who observe nobody."""
        return [name for name, minutes in self.minutes.items() if not minutes]

    def to_dict(self) -> dict[str, Any]:
        """For people and programs to read."""
        return {
            "minutes_per_assessor": self.minutes,
            "observations_per_assessor": self.observations,
            "load_per_assessor": self.load,
            "minutes_spread": self.spread,
            "load_spread": self.load_spread,
            "observation_spread": self.observation_spread,
            "unused_assessors": self.unused,
            "idle_per_assessee": self.idle,
            "idle_longest": max(self.idle.values(), default=0),
            "last_end": {day: clock(end) for day, end in sorted(self.last_end.items())},
            **self.changes,
        }


def figures(instance: Instance, plan: Plan) -> Figures:
    """Count; sessions with names that the instance lacks are left out."""
    minutes = dict.fromkeys(instance.assessors, 0)
    observations = dict.fromkeys(instance.assessors, 0)
    spans: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    last: dict[int, int] = {}
    for each in plan.sessions:
        exercise = instance.exercises.get(each.exercise)
        if exercise is None:
            continue
        end = each.start + exercise.minutes
        for watcher in each.watchers:
            minutes[watcher] = minutes.get(watcher, 0) + exercise.minutes
        for watcher in (one for those in each.observers.values() for one in those):
            observations[watcher] = observations.get(watcher, 0) + 1
        for person in each.assessees:
            spans[person, each.day].append((each.start - exercise.prepare_min, end))
        last[each.day] = max(last.get(each.day, 0), end)
    return Figures(minutes, observations, _load(instance, plan, minutes), _idle(spans), last, _changes(instance, plan))


def _load(instance: Instance, plan: Plan, minutes: dict[str, int]) -> dict[str, int]:
    load = {name: spent + instance.load_before.get(name, 0) for name, spent in minutes.items()}
    for each in plan.meetings:
        if each.writer in load and instance.meeting:
            load[each.writer] += instance.meeting.report_min
    return load


def _idle(spans: dict[tuple[str, int], list[tuple[int, int]]]) -> dict[str, int]:
    """By assessee: between first and last session of a day, breaks included, summed over the days."""
    idle: dict[str, int] = defaultdict(int)
    for (person, _day), those in sorted(spans.items()):
        worked = sum(end - start for start, end in those)
        idle[person] += max(end for _, end in those) - min(start for start, _ in those) - worked
    return dict(idle)


def _changes(instance: Instance, plan: Plan) -> dict[str, int]:
    if instance.repair is None:
        return {}
    now = {each.key: each for each in plan.sessions}
    pairs = [(old, now[old.key]) for old in instance.repair.base.sessions if old.key in now]
    return {
        "sessions_moved": sum(_when(old) != _when(new) for old, new in pairs),
        "rooms_changed": sum(old.room != new.room for old, new in pairs),
        "observers_changed": sum(old.watching != new.watching for old, new in pairs),
        "helpers_changed": sum(sorted(old.helpers) != sorted(new.helpers) for old, new in pairs),
        "sessions_changed": sum(old.shape != new.shape for old, new in pairs),
    }


def _when(session: Session) -> tuple[int, int]:
    return session.day, session.start


def worth(instance: Instance, plan: Plan) -> int:
    """What the search makes small: spread of loads first, then minutes in the building and the ends of the days."""
    told = figures(instance, plan)
    spans: dict[tuple[str, int], tuple[int, int]] = {}
    own: dict[str, set[str]] = defaultdict(set)
    for each in plan.sessions:
        exercise = instance.exercises[each.exercise]
        begin, end = each.start - exercise.prepare_min, each.start + exercise.minutes
        for person in each.assessees:
            first, last = spans.get((person, each.day), (begin, end))
            spans[person, each.day] = (min(first, begin), max(last, end))
            own[person].update(each.observers.get(person, ()))
    presence = sum(last - first for first, last in spans.values())
    ends = sum(end - instance.days[day].start for day, end in told.last_end.items())
    missing = sum(len(own[each.assessee]) - len(set(each.members)) for each in plan.meetings)
    return SPREAD * (told.load_spread + MISSING * missing) + presence + ends
