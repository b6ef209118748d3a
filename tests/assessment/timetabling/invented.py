"""A small invented event, to be changed by each test."""

import copy
from typing import Any

from mumpuni.assessment.timetabling import Instance, Plan, Solution, read, solve

EVENT: dict[str, Any] = {
    "id": "small",
    "days": [
        {
            "date": "2027-03-02",
            "start": "08:00",
            "end": "13:00",
            "breaks": [{"name": "jeda", "from": "10:00", "to": "10:30"}],
        }
    ],
    "rooms": [
        {"id": "R1", "kind": "individual", "seats": 1},
        {"id": "R2", "kind": "individual", "seats": 1},
        {"id": "D1", "kind": "discussion", "seats": 4},
    ],
    "groups": {"G1": ["S1", "S2"]},
    "assessors": [
        {"id": "A1", "psychologist": True},
        {"id": "A2", "psychologist": False},
        {"id": "A3", "psychologist": False},
    ],
    "helpers": [{"id": "P1", "role": "role_player"}],
    "exercises": {
        "interview": {"minutes": 60, "rooms": ["individual"], "observers": 1, "whole_group": False},
        "role_play": {
            "minutes": 30,
            "rooms": ["individual", "discussion"],
            "observers": 1,
            "whole_group": False,
            "helper": "role_player",
        },
        "lgd": {"minutes": 60, "rooms": ["discussion"], "observers": 2, "whole_group": True, "max_watch": 2},
    },
    "conflicts": [],
    "away": [],
    "rules": {
        "grid_min": 30,
        "gap_min": 0,
        "max_exercises_per_pair": 2,
        "max_observe_min_per_day": 240,
        "psychologist_per_group": True,
        "order": [],
    },
}

#: A lawful plan of that event.
SESSIONS: list[dict[str, Any]] = [
    {"exercise": "lgd", "day": 0, "start": "08:00", "room": "D1", "assessees": ["S1", "S2"],
     "observers": {"S1": ["A1", "A2"], "S2": ["A1", "A2"]}, "helpers": []},
    {"exercise": "interview", "day": 0, "start": "09:00", "room": "R1", "assessees": ["S1"],
     "observers": {"S1": ["A1"]}, "helpers": []},
    {"exercise": "interview", "day": 0, "start": "09:00", "room": "R2", "assessees": ["S2"],
     "observers": {"S2": ["A2"]}, "helpers": []},
    {"exercise": "role_play", "day": 0, "start": "10:30", "room": "D1", "assessees": ["S1"],
     "observers": {"S1": ["A3"]}, "helpers": ["P1"]},
    {"exercise": "role_play", "day": 0, "start": "11:00", "room": "D1", "assessees": ["S2"],
     "observers": {"S2": ["A3"]}, "helpers": ["P1"]},
]  # fmt: skip


def event(**changes: Any) -> dict[str, Any]:
    """The event; `a__b=1` changes a member inside a member, and other names are put on the top."""
    told = copy.deepcopy(EVENT)
    for name, value in changes.items():
        at, *path = name.split("__")
        holder: dict[str, Any] = told
        for part in path:
            holder = holder.setdefault(at, {})
            at = part
        holder[at] = value
    return told


def instance(**changes: Any) -> Instance:
    return read(event(**changes))


def sessions(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    """The lawful plan; `s0={...}` changes the first session."""
    told = copy.deepcopy(SESSIONS)
    for name, change in changes.items():
        told[int(name[1:])].update(change)
    return told


def plan(**changes: dict[str, Any]) -> Plan:
    return Plan.from_dict({"instance": "small", "sessions": sessions(**changes)})


def solved(given: Instance, deterministic: float = 0.3) -> Solution:
    """The same on every machine."""
    return solve(given, workers=1, seed=1, deterministic=deterministic)
