"""Whether a plan keeps every rule of its instance, and what the plan is worth in numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mumpuni.assessment.timetabling import checks_across, checks_group, checks_session
from mumpuni.assessment.timetabling.figures import Figures, figures
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Plan, Session
from mumpuni.assessment.timetabling.slots import Slot, meeting_slots, slot
from mumpuni.assessment.timetabling.violation import Violation

__all__ = ["Figures", "Violation", "figures", "violations", "violations_beside", "violations_of_move"]


def violations(instance: Instance, plan: Plan) -> list[Violation]:
    """Everything that is wrong with the plan; an empty list is a lawful plan."""
    return list(_violations(instance, plan))


def violations_of_move(instance: Instance, plan: Plan, number: int, session: Session) -> list[Violation]:
    """What would be wrong only because session `number` becomes this one: for dragging on the screen."""
    moved = replace(plan, sessions=(*plan.sessions[:number], session, *plan.sessions[number + 1 :]))
    before = Counter((each.code, each.sessions) for each in _violations(instance, plan))
    found = []
    for each in _violations(instance, moved):
        if before[each.code, each.sessions] and number not in each.sessions:
            before[each.code, each.sessions] -= 1
        else:
            found.append(each)
    return found


def violations_beside(instance: Instance, plan: Plan, beside: Sequence[Session]) -> list[Violation]:
    """What is wrong with the last of these sessions, each held for one person beside the plan (susulan).

    An exercise of a whole group is then held for one, so seats and sittings shared with a group do not count.
    """
    single = {name: replace(each, whole_group=False, joint=False) for name, each in instance.exercises.items()}
    own = replace(instance, exercises=single)
    number = len(plan.sessions) + len(beside) - 1
    slots: list[Slot] = []
    for at, session in enumerate((*plan.sessions, *beside)):
        unknown = checks_session.stranger(own, at, session)
        if unknown is None:
            slots.append(slot(own, at, session))
        elif at == number:
            return [unknown]
    last = slots[-1]
    every = [*slots, *meeting_slots(own, plan)]
    clashing = [each for each in checks_across.clashes(own, every) if number in each.sessions]
    return [*checks_session.alone(own, last), *clashing]


def _violations(instance: Instance, plan: Plan) -> Iterator[Violation]:
    slots: list[Slot] = []
    for number, session in enumerate(plan.sessions):
        unknown = checks_session.stranger(instance, number, session)
        if unknown:
            yield unknown
        else:
            slots.append(slot(instance, number, session))
    for each in slots:
        yield from checks_session.alone(instance, each)
    yield from checks_across.coverage(instance, slots)
    yield from checks_across.clashes(instance, [*slots, *meeting_slots(instance, plan)])
    for checks in (
        checks_across.joint_seats,
        checks_across.orders,
        checks_across.loads,
        checks_across.held,
        checks_group.psychologists,
        checks_group.staff,
    ):
        yield from checks(instance, slots)
    yield from checks_group.meetings(instance, plan, slots)
