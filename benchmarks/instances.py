"""Invented timetable instances: groups, assessors, rooms and exercises of any size, the same for the same seed."""

import random
from typing import Any

BREAKS = [
    {"name": "Zuhur", "from": "11:45", "to": "12:00"},
    {"name": "makan siang", "from": "12:00", "to": "13:00"},
    {"name": "Asar", "from": "15:15", "to": "15:30"},
]
EXERCISES: dict[str, dict[str, Any]] = {
    "in_basket": {"minutes": 60, "rooms": ["individual"], "observers": 0, "whole_group": False},
    "case_analysis": {"minutes": 60, "rooms": ["individual"], "observers": 0, "whole_group": False},
    "presentation": {
        "minutes": 30, "rooms": ["class", "discussion", "individual"], "observers": 2, "whole_group": False,
    },
    "interview": {"minutes": 60, "rooms": ["individual"], "observers": 2, "whole_group": False},
    "lgd": {"minutes": 60, "rooms": ["discussion"], "observers": 2, "whole_group": True, "max_watch": 2},
    "role_play": {
        "minutes": 30, "rooms": ["individual", "discussion"], "observers": 2, "whole_group": False,
        "helper": "role_player",
    },
    "psych_test": {"minutes": 120, "rooms": ["class"], "observers": 0, "whole_group": True, "joint": True},
}  # fmt: skip
FIVE = ("in_basket", "case_analysis", "presentation", "interview", "lgd")
WRITTEN = {"minutes": 60, "rooms": ["class"], "observers": 0, "whole_group": True, "joint": True}


def instance(
    sizes: list[int],
    assessors: int,
    *,
    days: int = 1,
    exercises: tuple[str, ...] = FIVE,
    written_together: bool = False,
    conflicts: int = 0,
    away: int = 0,
    helpers: int = 1,
    individual: int = 6,
    discussion: int = 1,
    psychologists: int = 2,
    seed: int = 1,
    name: str = "",
) -> dict[str, Any]:
    """An instance as the exchange format has it."""
    chance = random.Random(seed)
    people = [f"S{number + 1:02d}" for number in range(sum(sizes))]
    groups, taken = {}, 0
    for number, size in enumerate(sizes):
        groups[f"G{number + 1}"] = people[taken : taken + size]
        taken += size
    staff = [f"A{number + 1:02d}" for number in range(assessors)]
    able = set(chance.sample(staff, min(psychologists, assessors)))
    chosen = {each: dict(EXERCISES[each]) for each in exercises}
    if written_together:
        chosen |= {each: dict(WRITTEN) for each in ("in_basket", "case_analysis") if each in chosen}
    rooms = [{"id": f"R{number + 1}", "kind": "individual", "seats": 1} for number in range(individual)]
    rooms.append({"id": "KELAS", "kind": "class", "seats": 30})
    rooms += [{"id": f"DISKUSI{number or ''}", "kind": "discussion", "seats": 8} for number in range(discussion)]
    return {
        "id": name or f"g{'-'.join(map(str, sizes))}-a{assessors}-d{days}-s{seed}",
        "days": [
            {"date": f"2027-03-{2 + day:02d}", "start": "08:00", "end": "16:00", "breaks": BREAKS}
            for day in range(days)
        ],
        "rooms": rooms,
        "groups": groups,
        "assessors": [{"id": each, "psychologist": each in able} for each in staff],
        "helpers": [{"id": f"P{number + 1}", "role": "role_player"} for number in range(helpers)],
        "exercises": chosen,
        "conflicts": [[chance.choice(staff), chance.choice(people), "superior"] for _ in range(conflicts)],
        "away": [
            {"who": chance.choice(staff), "day": chance.randrange(days), "from": "08:00", "to": "10:00"}
            for _ in range(away)
        ],
        "rules": {
            "grid_min": 15,
            "gap_min": 0,
            "max_exercises_per_pair": 2,
            "max_observe_min_per_day": 330,
            "psychologist_per_group": True,
            "order": [["case_analysis", "presentation"]] if "case_analysis" in exercises else [],
        },
    }
