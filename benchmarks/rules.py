"""Decisions per second in one process, beside the same arithmetic in bare Python; in turns."""

import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benchmarks import workbench

NAMES = "Integritas Kerjasama Komunikasi Orientasi Pelayanan Pengembangan Perubahan Keputusan Perekat".split()
LEVELS = "3 4 2.5 4 3 3 5 2 3".split()
MATCH = {
    "purpose": "pengisian",
    "required": dict.fromkeys(NAMES, 4),
    "achieved": {name: Decimal(level) for name, level in zip(NAMES, LEVELS, strict=True)},
}
GROUP = {"assessees": 6, "observers": [["A", "B"]] * 6, "admins": 1, "psychologist": True, "support": 1}
KNOWS = ["finance", "correspondence", "data-processing", "coordination", "assessment-process"]
TEAM = {
    "method": "sedang",
    "provider": "pemerintah",
    "provider_agency": "BKN",
    "presentation_simulation": False,
    "members": [
        {"name": "A", "roles": ["chair", "assessor"], "grade": "madya"},
        {"name": "B", "roles": ["admin", "assessor"], "grade": "madya"},
        {"name": "C", "roles": ["assessor", "tester"], "grade": "muda"}
        | {"psychologist": True, "masters_instruments": True},
        {"name": "D", "roles": ["support"], "knows": KNOWS},
    ],
}  # fmt: skip


def bare_match(facts: dict[str, Any]) -> tuple[str, str, dict[str, Decimal]]:
    share = Fraction(sum(facts["achieved"][name] for name in facts["required"])) * 100 / sum(facts["required"].values())
    gaps = {name: facts["achieved"][name] - level for name, level in facts["required"].items()}
    category = (
        "memenuhi-syarat" if share >= 80 else "masih-memenuhi-syarat" if share >= 68 else "kurang-memenuhi-syarat"
    )
    return category, f"{float(share):.2f}", gaps


def bare_group(facts: dict[str, Any]) -> bool:
    return (
        4 <= facts["assessees"] <= 7
        and all(len(set(names)) >= 2 for names in facts["observers"])
        and facts["admins"] >= 1
        and facts["psychologist"]
        and facts["support"] >= 1
    )


def bare_team(facts: dict[str, Any]) -> bool:
    grades = ("pertama", "muda", "madya", "utama")
    roles = ("chair", "admin", "assessor", "tester", "support")
    holders = {role: [each for each in facts["members"] if role in each["roles"]] for role in roles}
    return (
        all(holders.values())
        and all(grades.index(each["grade"]) >= 1 for each in holders["chair"] + holders["admin"])
        and all(each.get("psychologist") and each.get("masters_instruments") for each in holders["tester"])
        and all(set(KNOWS) <= set(each["knows"]) for each in holders["support"])
    )


def measure() -> dict[str, Any]:
    from mumpuni.regulations import decide

    count = 200 if workbench.QUICK else 20_000
    figures = {}
    for rule, facts, bare in (
        ("bkn-26-2019/job-person-match", MATCH, bare_match),
        ("bkn-26-2019/group", GROUP, bare_group),
        ("bkn-26-2019/team", TEAM, bare_team),
    ):
        ours, theirs = [], []
        for _ in range(5):
            ours.append(_rate(lambda: decide(rule, facts), count // 5))  # noqa: B023
            theirs.append(_rate(lambda: bare(facts), count // 5))  # noqa: B023
        figures[rule] = {
            "outcome": decide(rule, facts).outcome,
            "decisions per second": round(statistics.median(ours)),
            "bare per second": round(statistics.median(theirs)),
            "ratio": round(statistics.median(ours) / statistics.median(theirs), 3),
        }
    return figures


def _rate(call: Callable[[], Any], count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        call()
    return count / (time.perf_counter() - began)
