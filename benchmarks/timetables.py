"""Timetables: time to a first and to a proven plan, memory, loads beside the quick plan, impossible days, repairs."""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks import instances, workbench

ALL = ("in_basket", "case_analysis", "presentation", "interview", "lgd", "role_play", "psych_test")
SIX = ("in_basket", "case_analysis", "presentation", "interview", "lgd", "psych_test")
ROW = "| {what} | {count} | {solved} | {quick} | {first} | {whole} | {proven} | {spread} | {quick_spread} |"
HEAD = ROW.format(
    what="what", count="events", solved="solved", quick="quick plan alone", first="first plan, s (median, worst)",
    whole="whole, s (median)", proven="proven best", spread="spread of loads, min", quick_spread="quick plan's",
)  # fmt: skip


def measure() -> dict[str, Any]:
    from mumpuni.assessment import timetabling

    before = workbench.memory()
    rows = [HEAD, "|" + "---|" * 9]
    figures: dict[str, Any] = {}
    for what, events, seconds in _families():
        told = [_solved(timetabling, each, seconds) for each in events]
        figures[what] = told
        rows.append(_row(what, told))
        workbench.say(rows[-1])
    figures["season"] = _season(timetabling)
    figures["impossible"] = _impossible(timetabling)
    figures["repair"] = _repairs(timetabling)
    figures["memory, MB"] = {"before": round(before), "at peak": round(workbench.memory("VmHWM"))}
    figures["table"] = rows
    print("\n".join(rows))
    return figures


def _families() -> Iterator[tuple[str, list[dict[str, Any]], float | None]]:
    seeds = range(1, 2 if workbench.QUICK else 4)
    for size, assessors in ((4, 6), (5, 7), (6, 8), (7, 8), (7, 12)):
        events = [
            instances.instance([size], assessors, days=2, exercises=ALL, conflicts=2, away=1, seed=seed)
            for seed in seeds
        ]
        yield (
            f"one group of {size}, {assessors} assessors, two days, 7 exercises",
            events,
            1.0 if workbench.QUICK else None,
        )
    large = [
        instances.instance(
            [7] * 4, 12, days=2, exercises=SIX, written_together=True, conflicts=6, away=2, psychologists=3, seed=seed
        )
        for seed in seeds
    ]
    yield "four groups of 7, 12 assessors, 8 rooms, two days", large, 3.0 if workbench.QUICK else None
    rooms = [
        instances.instance(
            [7] * 4, 12, days=2, exercises=("case_analysis", "presentation", "interview", "lgd"), conflicts=6,
            psychologists=3, seed=seed,
        )
        for seed in seeds
    ]  # fmt: skip
    yield "the same with 93% of the individual rooms' hours needed", rooms, 3.0 if workbench.QUICK else None


def _solved(timetabling: Any, told: dict[str, Any], seconds: float | None) -> dict[str, Any]:
    from mumpuni.assessment.timetabling.greedy import greedy

    instance = timetabling.read(told)
    began = time.perf_counter()
    quick = greedy(instance, tries=1).plan
    quick_s = time.perf_counter() - began
    shuffled = greedy(instance, tries=100).plan
    solution = timetabling.solve(instance, seconds)
    if solution.plan:
        assert not timetabling.violations(instance, solution.plan)
    return {
        "id": instance.id,
        "status": solution.status,
        "reason": solution.reason,
        "first, s": solution.first_after_s,
        "whole, s": round(solution.seconds, 2),
        "value, bound": [solution.value, solution.bound],
        "spread": timetabling.figures(instance, solution.plan).load_spread if solution.plan else None,
        "one pass": bool(quick),
        "one pass, s": round(quick_s, 3),
        "100 tries": bool(shuffled),
        "spread of 100 tries": timetabling.figures(instance, shuffled).load_spread if shuffled else None,
    }


def _row(what: str, told: list[dict[str, Any]]) -> str:
    solved = [each for each in told if each["spread"] is not None]
    first = [each["first, s"] for each in solved]
    quick = [each["spread of 100 tries"] for each in told if each["spread of 100 tries"] is not None]
    return ROW.format(
        what=what,
        count=len(told),
        solved=f"{len(solved)} ({sum(each['status'] == 'infeasible' for each in told)} impossible)",
        quick=f"{sum(each['one pass'] for each in told)}; of 100 tries {len(quick)}",
        first=f"{statistics.median(first):.2f}, {max(first):.2f}" if first else "-",
        whole=f"{statistics.median([each['whole, s'] for each in solved]):.1f}" if solved else "-",
        proven=sum(each["status"] == "optimal" for each in solved),
        spread=f"{statistics.mean([each['spread'] for each in solved]):.0f}" if solved else "-",
        quick_spread=f"{statistics.mean(quick):.0f}" if quick else "-",
    )


def _season(timetabling: Any) -> dict[str, Any]:
    """Groups one event after the other, two each week of the same twelve assessors; loads are carried on."""
    from mumpuni.assessment.timetabling.greedy import greedy

    groups = 4 if workbench.QUICK else 50
    loads: dict[str, dict[str, int]] = {"solved": {}, "quick": {}}
    unsolved = {"solved": 0, "quick": 0}
    first: list[float] = []
    began = time.perf_counter()
    for number in range(groups):
        for kind in loads:
            told = instances.instance(
                [4 + number % 4], 12, days=2, exercises=ALL, conflicts=2, away=1, psychologists=4, seed=number
            )
            told["load_before"] = loads[kind]
            instance = timetabling.read(told)
            if kind == "solved":
                solution = timetabling.solve(instance, 2.0)
                plan = solution.plan
                first.append(solution.first_after_s or 0.0)
            else:
                plan = greedy(instance, tries=100, seconds=2.0).plan
            if plan is None:
                unsolved[kind] += 1
            else:
                loads[kind] = timetabling.figures(instance, plan).load
    return {
        "groups": groups,
        "seconds": round(time.perf_counter() - began, 1),
        "first plan, median and worst": [round(statistics.median(first), 2), round(max(first), 2)],
        "unsolved": unsolved,
        "spread over the season, minutes": {
            kind: max(each.values()) - min(each.values()) for kind, each in loads.items()
        },
    }


def _impossible(timetabling: Any) -> list[dict[str, Any]]:
    cases = {
        "7 in a discussion, 6 assessors": instances.instance([7], 6, days=2, exercises=ALL),
        "one day too short": instances.instance([6], 10, exercises=ALL),
        "too few individual rooms": instances.instance([7], 10, days=1, individual=3),
        "one role player for 28": instances.instance(
            [7] * 4, 24, days=2, exercises=("role_play", "lgd"), individual=20
        ),
        "minutes of assessors": instances.instance(
            [7] * 4, 12, days=2, exercises=ALL, written_together=True, helpers=3
        ),
        "no psychologist": instances.instance([5], 8, psychologists=0),
    }
    told = []
    for name, event in cases.items():
        instance = timetabling.read(event)
        solution = timetabling.solve(instance, 20.0)
        told.append(
            {"case": name, "status": solution.status, "s": round(solution.seconds, 3), "reason": solution.reason}
        )
        workbench.say(f"{name}: {told[-1]['s']} s, {solution.status}: {solution.reason}")
    return told


def _repairs(timetabling: Any) -> list[dict[str, Any]]:
    told = []
    sizes = [[6], [7]] if workbench.QUICK else [[6], [7], [7] * 4, [7] * 4]
    for number, groups in enumerate(sizes):
        large = len(groups) > 1
        event = instances.instance(
            groups, 12 if large else 8, days=2, exercises=SIX if large else ALL, written_together=large,
            psychologists=4, seed=number + 1,
        )  # fmt: skip
        plan = timetabling.solve(timetabling.read(event), 12.0 if large else 3.0).plan
        if plan is None:
            continue
        event["repair"] = {"ill": "A05", "from_day": 1, "base_plan": plan.to_dict()["sessions"]}
        instance = timetabling.read(event)
        solution = timetabling.solve(instance)
        changes = timetabling.figures(instance, solution.plan).changes if solution.plan else {}
        told.append(
            {
                "event": instance.id,
                "status": solution.status,
                "s": round(solution.seconds, 2),
                "proven fewest": solution.fewest_changes,
                "reason": solution.reason,
                **changes,
            }
        )
        workbench.say(str(told[-1]))
    return told
