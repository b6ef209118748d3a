"""Counts of people: who may watch whom, how often, and how long they have."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from mumpuni.assessment.timetabling.balance import Balance
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.packing import Left, left, most, whole
from mumpuni.assessment.timetabling.plan import clock
from mumpuni.assessment.timetabling.tasks import Task
from mumpuni.assessment.timetabling.words import gettext as _

#: A group of assessees has four at least; fewer are no advice.
_FEWEST_IN_GROUP = 4


def watchers_of_each(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Every session must find enough lawful assessors, first ever and then at some time."""
    for task in wanted:
        if task.kept or not task.exercise.observers:
            continue
        need = len(task.assessees) * task.exercise.observers
        have = _watching(task, task.judges)
        if have < need:
            yield Balance("", need, have, _too_few(instance, task, task.judges, have))
            continue
        best = max(
            ((_watching(task, who), day, start, who) for day, start, who in _there(instance, task)), default=None
        )
        if best and best[0] < need:
            text = _("Yang terbaik pada hari {day} pukul {start}: ").format(day=best[1] + 1, start=clock(best[2]))
            yield Balance("", need, best[0], text + _too_few(instance, task, best[3], best[0]))


def _there(instance: Instance, task: Task) -> Iterator[tuple[int, int, list[str]]]:
    """At each different attendance: a start, and who is there then."""
    seen: set[tuple[str, ...]] = set()
    minutes = task.exercise.minutes + task.exercise.classify_min
    relevant = [each for each in task.judges if each in instance.absences]
    if not relevant:
        return
    for day, start in task.starts:
        gone = tuple(each for each in relevant if instance.is_away(each, day, start, start + minutes))
        if gone not in seen:
            seen.add(gone)
            yield day, start, [each for each in task.judges if each not in gone]


def _watching(task: Task, judges: Sequence[str]) -> int:
    """The most observations that these assessors can make in this session: a flow, by augmenting paths."""
    most_each = task.exercise.max_watch
    held: dict[str, list[str]] = {each: [] for each in judges}

    def seat(person: str, tried: set[str]) -> bool:
        for each in judges:
            if each in tried or person in held[each] or not task.watchable(each, person):
                continue
            tried.add(each)
            if len(held[each]) < most_each:
                held[each].append(person)
                return True
            for other in list(held[each]):
                if seat(other, tried):
                    held[each].remove(other)
                    held[each].append(person)
                    return True
        return False

    return sum(seat(person, set()) for person in task.assessees for _time in range(task.exercise.observers))


def _too_few(instance: Instance, task: Task, judges: Sequence[str], have: int) -> str:
    exercise, count = task.exercise, len(task.assessees)
    need = count * exercise.observers
    if count == 1:
        text = _(
            "{exercise} {who} perlu {need} Assessor; yang boleh dan ada hanya {have} dari {all} Assessor "
            "(benturan kepentingan, batas pasangan, atau tidak hadir). Kurang {short}: tambah Assessor lain."
        )
        return text.format(
            exercise=exercise.name,
            who=task.assessees[0],
            need=need,
            have=have,
            all=len(instance.judges(task.group)),
            short=need - have,
        )
    fits = next((size for size in range(count - 1, 0, -1) if size * exercise.observers <= have), 0)
    text = _(
        "{exercise} menempatkan {count} Assessee dalam satu sesi, masing-masing dilihat {observers} Assessor: "
        "{need} pengamatan. {judges} Assessor yang masing-masing mengamati paling banyak {watch} memberi {have}{why}. "
        "Kurang {short}: tambah {more} Assessor{or_group}."
    )
    plain = len(judges) * exercise.max_watch
    why = (
        "" if plain == have else _(" dari {plain}, setelah benturan kepentingan dan batas pasangan").format(plain=plain)
    )
    return text.format(
        exercise=exercise.name,
        count=count,
        observers=exercise.observers,
        need=need,
        judges=len(judges),
        watch=exercise.max_watch,
        have=have,
        why=why,
        short=need - have,
        more=-(-(need - have) // exercise.max_watch),
        or_group=_(", atau kelompok {fits} orang").format(fits=fits) if fits >= _FEWEST_IN_GROUP else "",
    )


def pairs(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Nobody may see the same assessee too often, so enough different assessors are needed."""
    limit = instance.rules.max_exercises_per_pair
    own: dict[str, list[Task]] = defaultdict(list)
    for task in wanted:
        for person in task.assessees if task.exercise.observers else ():
            own[person].append(task)
    seen: set[tuple[int, int]] = set()
    for person, those in own.items():
        need = sum(each.exercise.observers for each in those)
        able = {
            judge: sum(judge in each.judges and each.watchable(judge, person) for each in those)
            for judge in instance.assessors
        }
        lawful = [judge for judge, times in able.items() if times]
        have = sum(min(limit, times) for times in able.values())
        if (need, have) in seen:
            continue
        seen.add((need, have))
        text = _(
            "{who} diamati pada {count} alat ukur dan perlu {need} pengamatan; setiap Assessor boleh melihatnya "
            "pada paling banyak {limit} alat ukur, dan {lawful} Assessor yang boleh menilainya memberi {have}. "
            "Kurang {short}: tambah {more} Assessor tanpa benturan kepentingan."
        )
        sentence = text.format(
            who=person,
            count=len(those),
            need=need,
            limit=limit,
            lawful=len(lawful),
            have=have,
            short=need - have,
            more=-(-(need - have) // max(min(limit, len(those)), 1)),
        )
        yield Balance(_("pasangan Assessor dan {who}").format(who=person), need, have, sentence)


def groups_watched(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Group sessions that need more than half of the assessors can only follow one another."""
    grid, gap = instance.rules.grid_min, instance.rules.gap_min
    large = [
        task for task in wanted if not task.kept and task.attendance and 2 * task.attendance > len(instance.assessors)
    ]
    if len(large) < 2:
        return
    least = min(task.exercise.minutes for task in large)
    after = gap + min(task.exercise.classify_min for task in large)
    have = sum(whole(left(instance), least, after, grid))
    text = _(
        "{count} sesi kelompok masing-masing memakai paling sedikit {people} dari {all} Assessor, jadi tidak bisa "
        "bersamaan; di antara jeda muat {have} sesi {least} menit berurutan. Kurang {short}: tambah Assessor atau hari."
    )
    sentence = text.format(
        count=len(large),
        people=min(task.attendance for task in large),
        all=len(instance.assessors),
        have=have,
        least=least,
        short=len(large) - have,
    )
    yield Balance(_("sesi kelompok berurutan"), len(large), have, sentence)


def observing(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """The assessors' minutes, by each set of assessors to which some sessions are confined."""
    open_tasks = [task for task in wanted if not task.kept and task.exercise.observers]
    sets = list(dict.fromkeys(frozenset(task.judges) for task in open_tasks))
    unions = {frozenset().union(*chosen) for size in (1, 2) for chosen in combinations(sets[:12], size)}
    unions.add(frozenset().union(*sets))
    for union in sorted(unions, key=lambda each: (-len(each), sorted(each))):
        inside = [task for task in open_tasks if union.issuperset(task.judges)]
        if inside and union:
            yield from _observing(instance, wanted, sorted(union), inside)


def _observing(instance: Instance, wanted: Sequence[Task], judges: list[str], inside: list[Task]) -> Iterator[Balance]:
    rules, grid = instance.rules, instance.rules.grid_min
    after = rules.gap_min + min(task.exercise.classify_min for task in inside)
    free = {judge: person_left(instance, wanted, judge) for judge in judges}
    lengths = [task.exercise.minutes for task in inside]
    have = sum(_minutes_of(instance, wanted, judge, free[judge], lengths, after) for judge in judges)
    need = sum(task.exercise.minutes * task.attendance for task in inside)
    limit = rules.max_observe_min_per_day
    of_limit = _(" (batas {limit} menit sehari)").format(limit=limit) if limit is not None else ""
    text = _(
        "Pengamatan memerlukan {need} menit Assessor; {count} Assessor selama {days} hari{of_limit} memberi "
        "paling banyak {have} menit. Kurang {short} menit: tambah {more} Assessor, atau kurangi Assessee."
    )
    more = -(-(need - have) * len(judges) // max(have, 1))
    days = sum(bool(day) for day in left(instance))
    sentence = text.format(
        need=need, count=len(judges), days=days, of_limit=of_limit, have=have, short=need - have, more=more
    )
    yield Balance(_("menit Assessor"), need, have, sentence)
    least = max(lengths)
    long = [task for task in inside if task.exercise.minutes >= least]
    need = sum(task.attendance for task in long)
    have = 0
    for judge in judges:
        fits = whole(free[judge], least, after, grid)
        have += sum(each if limit is None else min(each, limit // least) for each in fits)
    text = _(
        "{exercises} memerlukan {need} kehadiran Assessor masing-masing {least} menit; {count} Assessor memberi paling "
        "banyak {have}{of_limit}, dihitung utuh di antara jeda. Kurang {short}: tambah Assessor atau hari."
    )
    sentence = text.format(
        exercises=", ".join(dict.fromkeys(task.exercise.name for task in long)),
        need=need,
        least=least,
        count=len(judges),
        have=have,
        of_limit=of_limit,
        short=need - have,
    )
    yield Balance(_("kehadiran Assessor"), need, have, sentence)


def person_left(instance: Instance, wanted: Sequence[Task], person: str) -> Left:
    """What absences and sessions that have begun leave of a person's time."""
    taken = [(each.day, each.start, each.end) for each in instance.absences.get(person, ())]
    for task in wanted:
        if task.kept and person in (*task.kept.watchers, *task.kept.helpers):
            taken.append((task.kept.day, task.kept.start, task.kept.start + task.exercise.minutes))
    return left(instance, taken)


def _minutes_of(
    instance: Instance, wanted: Sequence[Task], judge: str, free: Left, lengths: list[int], after: int
) -> int:
    rules = instance.rules
    cap = rules.max_observe_min_per_day
    spent = [0] * len(instance.days)
    for task in wanted:
        if task.kept and judge in task.kept.watchers:
            spent[task.kept.day] += task.exercise.minutes
    have = sum(
        most([day], lengths, after, rules.grid_min, None if cap is None else max(cap - spent[number], 0))
        for number, day in enumerate(free)
    )
    if rules.max_week_min is None:
        return have
    return min(have, max(rules.max_week_min - instance.load_before.get(judge, 0) - sum(spent), 0))
