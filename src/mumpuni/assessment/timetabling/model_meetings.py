"""Integration meetings in the constraint model."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from mumpuni.assessment.timetabling.board import moment
from mumpuni.assessment.timetabling.greedy_people import meeting_starts
from mumpuni.assessment.timetabling.instance import Meeting
from mumpuni.assessment.timetabling.model import Literal, Model
from mumpuni.assessment.timetabling.model_people import Staff
from mumpuni.assessment.timetabling.model_rooms import kinds_of
from mumpuni.assessment.timetabling.plan import MeetingAt, Plan
from mumpuni.assessment.timetabling.tasks import Task


class Meetings:
    """When each assessee is spoken of, who comes, who writes."""

    def __init__(self, model: Model, staff: Staff | None) -> None:
        self.model, self.cp = model, model.cp
        self.start: dict[str, Any] = {}
        self.room: dict[str, dict[int, Literal]] = {}
        self.member: dict[tuple[str, str], Literal] = {}
        self.writer: dict[tuple[str, str], Literal] = {}
        self.missing: list[Any] = []
        asked = model.instance.meeting
        if asked is None:
            return
        for kept in model.instance.met:
            self._keep(asked, kept)
        met = {each.assessee for each in model.instance.met}
        starts = [moment(day, start) for day, start in meeting_starts(model.instance)]
        pooled: list[tuple[Any, int]] = []
        for group in model.instance.groups:
            for person in model.instance.present(group):
                own = [task for task in model.tasks if person in task.assessees and task.exercise.observers]
                if own and person not in met:
                    self._place(asked, person, starts, own)
                    pooled.append((self.start[person], self._fewest(asked, own)))
                    if staff:
                        self._attend(asked, staff, person)
        if pooled and not staff:
            busy = [
                self.cp.new_fixed_size_interval_var(start, asked.minutes, f"pool meeting {number}")
                for number, (start, _need) in enumerate(pooled)
            ]
            self.cp.add_cumulative(busy, [need for _start, need in pooled], len(model.instance.assessors))

    def _keep(self, asked: Meeting, kept: MeetingAt) -> None:
        """A meeting that has begun still holds its room and its people."""
        begin, gap = moment(kept.day, kept.start), self.model.instance.rules.gap_min
        kind = self.model.kind_of[kept.room].number
        held = self.cp.new_fixed_size_interval_var(begin, asked.minutes, f"met {kept.assessee}")
        self.model.taken[kind].append(held)
        for member in kept.members:
            busy = self.cp.new_fixed_size_interval_var(begin, asked.minutes + gap, f"met {kept.assessee} {member}")
            self.model.people[member].append(busy)

    def moved(self, base: Sequence[MeetingAt]) -> list[Literal]:
        """Literals of the meetings that do not stay at their time and place."""
        found = []
        for old in base:
            if old.assessee in self.start:
                moved = self.cp.new_bool_var(f"meeting moved {old.assessee}")
                begin, kind = moment(old.day, old.start), self.model.kind_of[old.room].number
                self.cp.add(self.start[old.assessee] == begin).only_enforce_if(moved.negated())
                stays = self.room[old.assessee].get(kind)
                if stays is None:
                    self.cp.add(moved == 1)
                else:
                    self.cp.add_implication(moved.negated(), stays)
                found.append(moved)
        return found

    def _fewest(self, asked: Meeting, own: list[Task]) -> int:
        """How many must come at least."""
        limit = max(self.model.instance.rules.max_exercises_per_pair, 1)
        total = sum(task.exercise.observers for task in own)
        fewest = max(max(task.exercise.observers for task in own), -(-total // limit))
        return min(asked.quorum or fewest, fewest)

    def _place(self, asked: Meeting, person: str, starts: list[int], own: list[Task]) -> None:
        start = self.cp.new_int_var_from_domain(cp_model.Domain.from_values(starts), f"meeting {person}")
        self.start[person] = start
        for task in own:
            after = task.exercise.minutes + task.exercise.classify_min
            self.cp.add(start >= self.model.start[task.number] + after)
        able = [each for each in self.model.instance.rooms.values() if each.kind in asked.rooms]
        kinds = kinds_of(self.model.kinds, able)
        self.room[person] = {each.number: self.cp.new_bool_var(f"meeting {person} {each.number}") for each in kinds}
        self.cp.add_exactly_one(self.room[person].values())
        for number, literal in self.room[person].items():
            self.model.taken[number].append(
                self.cp.new_optional_fixed_size_interval_var(start, asked.minutes, literal, f"meets {person} {number}")
            )

    def _attend(self, asked: Meeting, staff: Staff, person: str) -> None:
        seen: dict[str, list[Literal]] = defaultdict(list)
        for (_task, who, judge), literal in staff.watch.items():
            if who == person:
                seen[judge].append(literal)
        missing = []
        for judge, literals in seen.items():
            knows = self.cp.new_bool_var(f"knows {person} {judge}")
            self.cp.add_max_equality(knows, literals)
            comes = self.cp.new_bool_var(f"member {person} {judge}")
            self.cp.add_implication(comes, knows)
            self.member[person, judge] = comes
            missing.append(knows - comes)
            self._occupy(asked, person, judge, comes)
        self._quorum(asked, person, list(seen), missing)
        self.missing.extend(missing)
        if asked.report_min:
            for judge in seen:
                self.writer[person, judge] = self.cp.new_bool_var(f"writes {person} {judge}")
                self.cp.add_implication(self.writer[person, judge], self.member[person, judge])
            self.cp.add_exactly_one(self.writer[person, judge] for judge in seen)

    def _quorum(self, asked: Meeting, person: str, judges: list[str], missing: list[Any]) -> None:
        """Everyone, or at least as many as the quorum."""
        everyone = sum(missing) == 0
        if asked.quorum is None:
            self.cp.add(everyone)
            return
        whole = self.cp.new_bool_var(f"all come {person}")
        self.cp.add(everyone).only_enforce_if(whole)
        come = sum(self.member[person, judge] for judge in judges)
        self.cp.add(come >= asked.quorum).only_enforce_if(whole.negated())

    def _occupy(self, asked: Meeting, person: str, judge: str, comes: Literal) -> None:
        instance, start = self.model.instance, self.start[person]
        size = asked.minutes + instance.rules.gap_min
        name = f"meets {judge} {person}"
        self.model.people[judge].append(self.cp.new_optional_fixed_size_interval_var(start, size, comes, name))
        there = [
            moment(day, begin)
            for day, begin in meeting_starts(instance)
            if not instance.is_away(judge, day, begin, begin + asked.minutes)
        ]
        domain = cp_model.Domain.from_values(there)
        self.cp.add_linear_expression_in_domain(start, domain).only_enforce_if(comes)

    def hint(self, plan: Plan) -> None:
        """Suggest the meetings of a plan."""
        for each in plan.meetings:
            if each.assessee not in self.start:
                continue
            self.model.hint(self.start[each.assessee], moment(each.day, each.start))
            kind = self.model.kind_of[each.room].number
            for number, literal in self.room[each.assessee].items():
                self.model.hint(literal, int(number == kind))
            for (person, judge), literal in self.member.items():
                if person == each.assessee:
                    self.model.hint(literal, int(judge in each.members))
            for (person, judge), literal in self.writer.items():
                if person == each.assessee:
                    self.model.hint(literal, int(judge == each.writer))
