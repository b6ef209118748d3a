"""Makes the timetable: counts first, then a quick plan, then a search that improves it until proven or out of time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mumpuni.assessment.timetabling.checking import violations
from mumpuni.assessment.timetabling.counting import explain
from mumpuni.assessment.timetabling.figures import worth
from mumpuni.assessment.timetabling.greedy import greedy
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.levelling import levelled
from mumpuni.assessment.timetabling.plan import Plan
from mumpuni.assessment.timetabling.tasks import Task, tasks

if TYPE_CHECKING:
    from mumpuni.assessment.timetabling.crowd import Crowd, Crowded
    from mumpuni.assessment.timetabling.search import Ask, Found, Limits

#: Up to so many sessions a group is solved as one small model.
SMALL = 60
#: Unless told otherwise: so many seconds for a small one, a large one, a first plan at all, a repair.
SMALL_S, LARGE_S, FIRST_S, REPAIR_S = 5.0, 40.0, 50.0, 25.0
#: At most so many for the question without names.
CROWD_S = 6.0
#: In the value of a repair: what only concerns balance is below one changed person.
_LIGHTEST_CHANGE = 10**3
_MOVED = 10**9
_WHOLE_TURN = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """What the search can say while it runs: after how many seconds which plan, and the bound."""

    seconds: float
    plan: Plan | None
    value: int | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer. `status` is optimal, feasible, infeasible (proven, with the reason) or unknown."""

    plan: Plan | None
    status: str
    reason: str = ""
    first_after_s: float | None = None
    seconds: float = 0.0
    value: int | None = None
    bound: int | None = None
    repaired: bool = False

    @property
    def fewest_changes(self) -> bool:
        """Whether a repair is proven to change as little as any lawful plan."""
        proven = self.value is not None and self.bound is not None and self.value - self.bound < _LIGHTEST_CHANGE
        return self.repaired and self.plan is not None and (self.status == "optimal" or proven)

    @property
    def moved_at_least(self) -> int | None:
        """How many sessions of a repair must move in time whatever one does."""
        return None if not self.repaired or self.bound is None else max(self.bound, 0) // _MOVED


def solve(
    instance: Instance,
    seconds: float | None = None,
    workers: int = 2,
    seed: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    deterministic: float | None = None,
) -> Solution:
    """Make a plan, or say why there is none.

    `seconds` is the whole time; left out, a small event gets a few seconds and a large one forty.
    `deterministic` limits the work instead, so that one worker and a seed give the same plan on every machine.
    """
    run = _Run(instance, seconds, workers, seed, on_progress, deterministic)
    return run.solution()


class _Run:
    """One call of `solve`."""

    def __init__(
        self,
        instance: Instance,
        seconds: float | None,
        workers: int,
        seed: int,
        on_progress: Callable[[Progress], None] | None,
        deterministic: float | None,
    ) -> None:
        self.instance, self.workers, self.seed, self.deterministic = instance, workers, seed, deterministic
        self.on_progress = on_progress
        self.began = time.monotonic()
        self.tasks: Sequence[Task] = ()
        self.given = seconds
        self.plan: Plan | None = None
        self.crowded: Crowded | None = None
        self.first_after: float | None = None

    @property
    def spent(self) -> float:
        return time.monotonic() - self.began

    def left(self, *, first: bool = False) -> float:
        """Seconds that remain; for a first plan more than for a better one, unless the caller named a limit."""
        if self.given is not None:
            return self.given - self.spent
        if first:
            return FIRST_S - self.spent
        if self.instance.repair:
            return REPAIR_S - self.spent
        return (SMALL_S if len(self.tasks) <= SMALL else LARGE_S) - self.spent

    def solution(self) -> Solution:
        """Count, then search."""
        reason = explain(self.instance)
        if reason:
            return Solution(None, "infeasible", reason, seconds=self.spent)
        self.tasks = tasks(self.instance)
        if self.instance.repair:
            return self._repaired()
        return self._made()

    def _made(self) -> Solution:
        first = self._quick()
        if first is None and self.crowded and self.crowded.status == "infeasible":
            return self._crowded_out()
        if first is None:
            failed = self._first()
            if failed:
                return failed
        return self._better()

    def _quick(self) -> Plan | None:
        """The greedy plan, or its fullest try kept as a hint."""
        first = greedy(self.instance, seed=self.seed)
        if first.plan:
            self._take(first.plan, None, None)
        elif len(self.tasks) > SMALL:
            from mumpuni.assessment.timetabling.crowd import Crowd

            self.crowded = self._look(Crowd(self.instance, self.tasks))
            if self.crowded.status == "infeasible":
                return None
        if self.deterministic is None:
            longest = max(min(4.0, self.left(first=True) / 4), 0.05)
            attempt = greedy(self.instance, tries=200, seed=self.seed, seconds=longest, after=min(1.0, longest / 4))
        else:
            attempt = greedy(self.instance, tries=10, seed=self.seed)
        self.hint = attempt.hint
        if attempt.plan and attempt.plan != first.plan:
            self._take(attempt.plan, None, None)
        return self.plan

    def _look(self, crowd: "Crowd", seed: int | None = None, most: float = CROWD_S) -> "Crowded":
        seconds = min(most, self.left(first=True) / 4)
        return crowd.run(seconds, self.workers, self.seed if seed is None else seed, self.deterministic)

    def _crowded_out(self) -> Solution:
        from mumpuni.assessment.timetabling.crowd import missing

        reason = missing(self.instance, self.tasks, self._look)
        return Solution(None, "infeasible", reason, seconds=self.spent)

    def _first(self) -> Solution | None:
        """Look for any lawful plan; a Solution only when there is none or none was found."""
        from mumpuni.assessment.timetabling.search import Ask

        for attempt in range(100):
            if attempt and (self.deterministic is not None or self.left(first=True) < 1):
                break
            found = self._times_first(attempt) if len(self.tasks) > SMALL else None
            # Everything at once is the slower way, so it gets every third turn.
            whole = self.deterministic is not None or attempt % 3 == _WHOLE_TURN
            if found is None or (found.plan is None and found.status != "infeasible" and whole):
                ask = Ask("any", hint=self.hint)
                found = self._search(ask, 6 * (attempt + 1), first=True, seed=self.seed + attempt)
            if found.status == "infeasible":
                return self._impossible()
            if found.plan:
                self._take(found.plan, None, None)
                return None
        return self._nothing()

    def _times_first(self, attempt: int) -> "Found":
        """How many begin when, then who begins when, then the people for these times."""
        from mumpuni.assessment.timetabling.crowd import Crowd
        from mumpuni.assessment.timetabling.search import Ask

        crowd = Crowd(self.instance, self.tasks, apart=True)
        crowded = self._look(crowd, self.seed + attempt, CROWD_S + 2 * attempt)
        ask = Ask("any", pooled=True, times=crowded.times)
        times = self._search(ask, 4 + attempt, first=True, seed=self.seed + attempt)
        if crowded.times and times.status == "infeasible":
            times = replace(times, status="unknown")
        if times.plan is None:
            return times
        keys = {each.key: each for each in times.plan.sessions}
        fixed = {task.number: keys[task.key] for task in self.tasks}
        found = self._search(Ask("any", fixed=fixed), 2 + 2 * attempt, first=True, seed=self.seed)
        return found if found.plan else replace(found, status="unknown")

    def _better(self) -> Solution:
        """Level the loads, then improve everything."""
        from mumpuni.assessment.timetabling.search import Ask

        if self.plan:
            # Bounded by the swaps that help; the time is for events far larger than usual.
            seconds = 60.0 if self.deterministic is not None else min(2.0, self.left() / 4)
            self._take(levelled(self.instance, self.plan, seconds), None, None)
        if self.plan and len(self.tasks) > SMALL and self.deterministic is None and self.left() > 1:
            # Loads alone are a far smaller question, and they come first in the value anyway.
            ask = Ask("balance", hint=self.plan, complete=True)
            self._search(ask, self.left() / 2, first=False, listen=True)
        if self.left() <= 0.1:
            return self._solution("feasible", None, None)
        found = self._search(Ask("plan", hint=self.plan, complete=True), self.left(), first=False, listen=True)
        if found.plan is None:
            return self._solution("feasible", None, None)
        self._take(found.plan, found.value, found.bound)
        return self._solution(found.status, None, found.bound)

    def _repaired(self) -> Solution:
        """Change the plan that is under way as little as possible."""
        from mumpuni.assessment.timetabling.repairing import repaired

        def look(ask: "Ask", seconds: float) -> "Found":
            found = self._search(ask, seconds, first=False)
            if found.plan:
                self._take(found.plan, found.value, found.bound)
            return found

        found = repaired(self.instance, {task.number: task for task in self.tasks}, look, self.left)
        if found.status == "infeasible":
            return self._impossible()
        if found.plan is None:
            return self._nothing()
        self._take(found.plan, found.value, found.bound)
        return replace(self._solution(found.status, found.value, found.bound), repaired=True)

    def _search(
        self, ask: "Ask", seconds: float, *, first: bool, seed: int | None = None, listen: bool = False
    ) -> "Found":
        from mumpuni.assessment.timetabling.search import Search

        search = Search(self.instance, self.tasks, ask)
        within = min(seconds, self.left(first=first))

        def heard(plan: Plan, value: int, bound: int) -> None:
            # Of a part of the question the bound says nothing about the whole.
            self._take(plan, value, None if ask.goal == "balance" else bound)

        return search.run(self._limits(within, seed), heard if listen else None)

    def _limits(self, seconds: float, seed: int | None = None) -> "Limits":
        from mumpuni.assessment.timetabling.search import Limits

        if self.deterministic is not None:
            seconds = 600.0
        return Limits(seconds, self.workers, self.seed if seed is None else seed, self.deterministic)

    def _take(self, plan: Plan, value: int | None, bound: int | None) -> None:
        """Keep the plan if it is lawful and better than what is there, and tell it."""
        if violations(self.instance, plan):
            return
        if not self.instance.repair:
            value = worth(self.instance, plan)
            if self.plan and value >= worth(self.instance, self.plan):
                return
        self.plan, after = plan, self.spent
        if self.first_after is None:
            self.first_after = after
        if self.on_progress:
            self.on_progress(Progress(after, plan, value, bound))

    def _solution(self, status: str, value: int | None, bound: int | None) -> Solution:
        if self.plan is None:
            return self._nothing()
        if not self.instance.repair:
            value = worth(self.instance, self.plan)
        return Solution(self.plan, status, "", self.first_after, self.spent, value, bound)

    def _impossible(self) -> Solution:
        from mumpuni.assessment.timetabling.diagnosing import cause

        def brief(seconds: float) -> "Limits":
            limits = self._limits(seconds)
            return limits if self.deterministic is None else replace(limits, deterministic=min(self.deterministic, 0.1))

        reason = cause(self.instance, self.tasks, brief)
        return Solution(None, "infeasible", reason, seconds=self.spent)

    def _nothing(self) -> Solution:
        from mumpuni.assessment.timetabling.diagnosing import not_found

        return Solution(None, "unknown", not_found(self.instance, self.spent), seconds=self.spent)
