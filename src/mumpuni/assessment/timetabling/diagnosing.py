"""Why the search found nothing although counting saw no reason: leave out one family of rules at a time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from mumpuni.assessment.timetabling.counting import balances
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.tasks import Task, tasks
from mumpuni.assessment.timetabling.words import gettext as _

if TYPE_CHECKING:
    from mumpuni.assessment.timetabling.search import Limits

_FAMILIES = ("pair", "daily", "psychologist", "order", "away", "meeting", "travel", "rooms")
_EACH_S, _ALL_S = 0.4, 1.5


def cause(instance: Instance, wanted: Sequence[Task], limits: Callable[[float], "Limits"]) -> str:
    """A sentence on what makes the instance impossible; the search has proven that it is."""
    from mumpuni.assessment.timetabling.search import Ask, Search

    concerned = [family for family in _FAMILIES if _concerns(instance, family)]
    until = time.monotonic() + _ALL_S

    def helps(*dropped: str) -> bool:
        seconds = min(_EACH_S, until - time.monotonic())
        if seconds <= 0:
            return False
        found = Search(instance, wanted, Ask("any", drop=frozenset(dropped))).run(limits(seconds))
        return found.status in ("optimal", "feasible")

    guilty = [_named(instance, family) for family in concerned if helps(family)]
    if instance.locks and _without_locks(instance, limits):
        guilty.append(_("kuncian ({count} sesi)").format(count=len(instance.locks)))
    if not guilty:
        pairs = (pair for pair in combinations(concerned, 2) if helps(*pair))
        guilty = [_(" bersama ").join(_named(instance, family) for family in pair) for pair in islice(pairs, 1)]
    proven = _("Tidak ada jadwal yang memenuhi semua aturan; itu terbukti.")
    if not guilty:
        return f"{proven} {_told(instance)}".strip()
    named = _(" atau ").join(guilty)
    return f"{proven} " + _("Jadwal ada bila dilonggarkan: {families}.").format(families=named) + f" {_told(instance)}"


def _without_locks(instance: Instance, limits: Callable[[float], "Limits"]) -> bool:
    from mumpuni.assessment.timetabling.search import Ask, Search

    free = replace(instance, locks=())
    return Search(free, tasks(free), Ask("any")).run(limits(_EACH_S)).plan is not None


def not_found(instance: Instance, seconds: float) -> str:
    """What can honestly be said when time ran out."""
    said = _("Belum ditemukan jadwal dalam {seconds} detik; tidak terbukti mustahil.").format(seconds=round(seconds))
    return f"{said} {_told(instance)}".strip()


def _told(instance: Instance) -> str:
    """The two tightest resources."""
    counted = [each for each in balances(instance) if each.what and each.have and each.need]
    counted.sort(key=lambda each: -each.need / each.have)
    best: dict[str, str] = {}
    for each in counted:
        text = _("{what}: perlu {need} dari {have} ({percent}%)")
        best.setdefault(each.what, text.format(what=each.what, need=each.need, have=each.have, percent=each.percent))
    tight = "; ".join(list(best.values())[:3])
    return _("Yang paling ketat: {tight}.").format(tight=tight) if tight else ""


def _concerns(instance: Instance, family: str) -> bool:
    rules = instance.rules
    return {
        "daily": rules.max_observe_min_per_day is not None or rules.max_week_min is not None,
        "psychologist": rules.psychologist_per_group or rules.own_psychologist,
        "order": bool(rules.order or rules.space),
        "away": bool(instance.away or instance.repair),
        "meeting": instance.meeting is not None,
        "travel": rules.travel_min > rules.gap_min,
    }.get(family, True)


def _named(instance: Instance, family: str) -> str:
    rules = instance.rules
    if family == "pair":
        return _("batas {most} alat ukur per pasangan Assessor dan Assessee").format(most=rules.max_exercises_per_pair)
    if family == "daily":
        return _("batas {most} menit pengamatan per Assessor per hari").format(most=rules.max_observe_min_per_day)
    if family == "order":
        orders = ", ".join(f"{first} → {then}" for first, then in rules.order)
        return _("urutan dan jarak alat ukur ({orders})").format(orders=orders or "-")
    if family == "away":
        away = ", ".join(sorted({each.who for those in instance.absences.values() for each in those})[:8])
        return _("ketidakhadiran ({who})").format(who=away)
    return {
        "psychologist": _("psikolog untuk setiap kelompok"),
        "meeting": _("rapat integrasi"),
        "travel": _("waktu pindah {minutes} menit").format(minutes=rules.travel_min),
        "rooms": _("jumlah ruang ({count})").format(count=len(instance.rooms)),
    }[family]
