"""Reads an instance from its JSON and collects everything that is wrong with it, each with its place."""

from collections.abc import Iterator, Mapping

from mumpuni.assessment.timetabling.instance import (
    Assessor,
    Away,
    Break,
    Day,
    Exercise,
    Helper,
    Instance,
    InstanceError,
    Lock,
    Meeting,
    Repair,
    Room,
    Rules,
)
from mumpuni.assessment.timetabling.plan import Plan, PlanError, sessions_from
from mumpuni.assessment.timetabling.shape import Node
from mumpuni.assessment.timetabling.words import gettext as _

#: More than this is not one event; split it and carry `load_before` on.
MOST_DAYS, MOST_PEOPLE, MOST_ROOMS, MOST_EXERCISES, MOST_SEATS = 31, 400, 200, 40, 10_000
DAY_MIN = 24 * 60


def read(told: object) -> Instance:
    """The instance that this JSON describes; raises InstanceError with every problem found."""
    problems: list[str] = []
    root = Node(told, "", problems)
    if not isinstance(told, Mapping):
        raise InstanceError([_("Instance harus objek JSON dengan days, rooms, groups, assessors, exercises, rules.")])
    instance = _instance(root)
    if not problems:
        _refer(instance, root)
    if problems:
        raise InstanceError(problems)
    return instance


def _instance(root: Node) -> Instance:
    exercises = _exercises(root)
    return Instance(
        id=root.text("id", ""),
        days=tuple(_day(each) for each in root.items("days", 1, MOST_DAYS)),
        rooms=root.unique("rooms", _room, 1, MOST_ROOMS),
        groups=_groups(root),
        assessors=root.unique("assessors", _assessor, 0, MOST_PEOPLE),
        helpers=root.unique("helpers", _helper, 0, MOST_PEOPLE),
        exercises=exercises,
        rules=_rules(root.child("rules"), exercises),
        conflicts=frozenset(_conflicts(root)),
        away=tuple(_away(each, "who") for each in root.items("away")),
        blocked=tuple(_away(each, "room") for each in root.items("blocked_rooms")),
        locks=tuple(_lock(each) for each in root.items("locks")),
        meeting=_meeting(root.child("meeting")) if root.has("meeting") else None,
        groups_staff={
            name: {role: each.text(role) for role in each.names()} for name, each in root.members("groups_staff")
        },
        fixed_observers={name: tuple(root.child("fixed_observers").texts(name)) for name in _names(root)},
        load_before={
            name: root.child("load_before").whole(name, 0, 10_000) for name in root.child("load_before", {}).names()
        },
        repair=_repair(root.child("repair")) if root.has("repair") else None,
    )


def _names(root: Node) -> list[str]:
    return root.child("fixed_observers", {}).names()


def _day(node: Node) -> Day:
    start, end = node.span("start", "end")
    breaks = []
    for each in node.items("breaks"):
        begin, stop = each.span("from", "to")
        breaks.append(Break(each.text("name", _("istirahat")), begin, stop))
    return Day(node.text("date", ""), start, end, tuple(breaks))


def _room(node: Node) -> Room:
    return Room(node.text("id"), node.text("kind"), node.whole("seats", 0, MOST_SEATS), node.text("area", ""))


def _assessor(node: Node) -> Assessor:
    return Assessor(node.text("id"), node.flag("psychologist"))


def _helper(node: Node) -> Helper:
    return Helper(node.text("id"), node.text("role"))


def _groups(root: Node) -> dict[str, tuple[str, ...]]:
    node = root.child("groups")
    groups = {name: tuple(node.texts(name)) for name in node.names()}
    seen: dict[str, str] = {}
    for name, members in groups.items():
        if not members:
            node.wrong(_("kelompok tanpa Assessee; isi atau hapus"), name)
        for person in members:
            if person in seen:
                node.wrong(_("{who} sudah ada di {group}; sekali saja").format(who=person, group=seen[person]), name)
            seen[person] = name
    if not groups:
        node.wrong(_("belum ada kelompok"))
    if len(seen) > MOST_PEOPLE:
        node.wrong(_("{count} Assessee; paling banyak {most} sekali susun").format(count=len(seen), most=MOST_PEOPLE))
    return groups


def _exercises(root: Node) -> dict[str, Exercise]:
    found = {name: _exercise(name, node) for name, node in root.members("exercises")}
    if not 0 < len(found) <= MOST_EXERCISES:
        root.wrong(_("perlu 1-{most} alat ukur").format(most=MOST_EXERCISES), "exercises")
    return found


def _exercise(name: str, node: Node) -> Exercise:
    helpers = tuple(node.texts("helpers")) if node.has("helpers") else ()
    if node.has("helper"):
        helpers += (node.text("helper"),)
    return Exercise(
        name=name,
        minutes=node.whole("minutes", 1, DAY_MIN),
        rooms=tuple(node.texts("rooms")),
        observers=node.whole("observers", 0, 20, 0),
        whole_group=node.flag("whole_group"),
        max_watch=node.whole("max_watch", 1, 1000, 1),
        helpers=helpers,
        joint=node.flag("joint"),
        helpers_shared=node.flag("helpers_shared"),
        classify_min=node.whole("classify_min", 0, DAY_MIN, 0),
        prepare_min=node.whole("prepare_min", 0, DAY_MIN, 0),
        prepare_rooms=tuple(node.texts("prepare_rooms")) if node.has("prepare_rooms") else (),
    )


def _rules(node: Node, exercises: Mapping[str, Exercise]) -> Rules:
    space = []
    for each in node.lists("space", 3):
        space.append((each.at(0), each.at(1), each.number(2, 0, DAY_MIN)))
    return Rules(
        grid_min=node.whole("grid_min", 1, DAY_MIN),
        max_exercises_per_pair=node.whole("max_exercises_per_pair", 0, 1000),
        gap_min=node.whole("gap_min", 0, DAY_MIN, 0),
        max_observe_min_per_day=node.maybe("max_observe_min_per_day", 0, 10**6),
        psychologist_per_group=node.flag("psychologist_per_group"),
        order=tuple(_orders(node, exercises)),
        travel_min=node.whole("travel_min", 0, DAY_MIN, 0),
        own_psychologist=node.flag("own_psychologist"),
        own_helper=tuple(node.texts("own_helper")) if node.has("own_helper") else (),
        space=tuple(space),
        max_week_min=node.maybe("max_week_min", 0, 10**6),
    )


def _orders(node: Node, exercises: Mapping[str, Exercise]) -> Iterator[tuple[str, str]]:
    """Pairs of exercises that are both held; a star stands for all others. One rule book serves events of all kinds."""
    for each in node.lists("order", 2):
        first, then = each.at(0), each.at(1)
        if then == "*" and first in exercises:
            yield from ((first, other) for other in exercises if other != first)
        elif first == "*" and then in exercises:
            yield from ((other, then) for other in exercises if other != then)
        elif first in exercises and then in exercises:
            yield first, then


def _conflicts(root: Node) -> Iterator[tuple[str, str]]:
    for each in root.lists("conflicts", 2, 3):
        yield each.at(0), each.at(1)


def _away(node: Node, who: str) -> Away:
    start, end = node.span("from", "to")
    return Away(node.text(who), node.whole("day", 0, MOST_DAYS), start, end)


def _lock(node: Node) -> Lock:
    watching = None
    if node.has("observers"):
        told = node.child("observers")
        watching = {seen: tuple(told.texts(seen)) for seen in told.names()}
    return Lock(
        node.text("exercise"),
        tuple(node.texts("assessees")),
        node.maybe("day", 0, MOST_DAYS),
        node.time("start") if node.has("start") else None,
        node.text("room") if node.has("room") else None,
        watching,
        tuple(node.texts("helpers")) if node.has("helpers") else None,
    )


def _meeting(node: Node) -> Meeting:
    return Meeting(
        node.whole("minutes", 1, DAY_MIN),
        tuple(node.texts("rooms")),
        node.maybe("quorum", 1, 1000),
        node.whole("report_min", 0, DAY_MIN, 0),
    )


def _repair(node: Node) -> Repair:
    try:
        told = node.raw("base_plan")
        if isinstance(told, Mapping):
            base = Plan.from_dict(told)
        else:
            base = Plan("", tuple(sessions_from(told, f"{node.path}.base_plan")))
    except PlanError as error:
        node.say(str(error))
        base = Plan("")
    return Repair(
        base,
        node.whole("from_day", 0, MOST_DAYS),
        node.time("from_time") if node.has("from_time") else None,
        frozenset(node.one_or_more("ill")),
        frozenset(node.one_or_more("gone")),
    )


def _refer(instance: Instance, root: Node) -> None:
    """Every name that is used must have been introduced."""
    from mumpuni.assessment.timetabling.references import strangers

    for path, text in strangers(instance):
        root.say(f"{path}: {text}")
