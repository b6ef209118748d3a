"""Counts before anything is searched: conditions that every plan must fulfil, each with its numbers."""

from collections.abc import Iterator
from itertools import islice

from mumpuni.assessment.timetabling import counting_lanes, counting_people, counting_staff, counting_time
from mumpuni.assessment.timetabling.balance import Balance
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.tasks import tasks
from mumpuni.assessment.timetabling.words import gettext as _

_TOLD = 3


def explain(instance: Instance) -> str | None:
    """Why no plan can exist, in sentences with the numbers; None when counting finds nothing."""
    found = dict.fromkeys(each.sentence for each in balances(instance) if each.short)
    if not found:
        # What excludes each other is told only where nothing plainer is.
        found = dict.fromkeys(each.sentence for each in counting_lanes.lanes(instance, tasks(instance)) if each.short)
    return " ".join(islice(found, _TOLD)) or None


def tightest(instance: Instance) -> Balance | None:
    """The condition that leaves least room, for saying where to look when no plan was found."""
    counted = [each for each in balances(instance) if each.need and each.have and each.what]
    return max(counted, key=lambda each: each.need / each.have, default=None)


def balances(instance: Instance) -> Iterator[Balance]:
    """Every condition that is counted."""
    wanted = tasks(instance)
    yield from _circles(instance)
    for count in (
        counting_time.rooms_for_each,
        counting_time.windows_for_each,
        counting_people.watchers_of_each,
        counting_people.pairs,
        counting_staff.players_of_each,
        counting_staff.psychologists,
        counting_staff.own_helpers,
        counting_staff.settled,
        counting_people.groups_watched,
        counting_time.assessee_days,
        counting_time.rooms,
        counting_people.observing,
        counting_staff.playing,
        counting_staff.quorums,
    ):
        yield from count(instance, wanted)


def _circles(instance: Instance) -> Iterator[Balance]:
    follows: dict[str, set[str]] = {}
    for first, then in instance.rules.order:
        follows.setdefault(first, set()).add(then)
    for name in follows:
        reached, waiting = set[str](), [name]
        while waiting:
            for then in follows.get(waiting.pop(), ()):
                if then not in reached:
                    reached.add(then)
                    waiting.append(then)
        if name in reached:
            text = _("Urutan berputar: {names} masing-masing harus mendahului yang lain. Hapus satu aturan urutan.")
            names = ", ".join(sorted(each for each in reached if name in _after(follows, each)))
            yield Balance("", 1, 0, text.format(names=names))
            return


def _after(follows: dict[str, set[str]], name: str) -> set[str]:
    reached, waiting = set[str](), [name]
    while waiting:
        for then in follows.get(waiting.pop(), ()):
            if then not in reached:
                reached.add(then)
                waiting.append(then)
    return reached
