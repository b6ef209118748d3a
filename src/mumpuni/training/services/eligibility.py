"""Asking the two rules about participants, once per distinct set of facts (peserta)."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from mumpuni.people.models import Employment
from mumpuni.people.policies import RuleBroken
from mumpuni.regulations import Decision, decide
from mumpuni.training.models import Nomination

TEST_TAKER = "bkn-7-2020/participant"
OWN_LEVEL = "panduan-2019/participant"
Judged = tuple[Decision, dict[str, Any]]


def judge(
    *, employment: str, manages_asn: bool, pik_graduate: bool, level: str, batch_level: str, on: date
) -> list[Judged]:
    """Both rules' decisions, each with the facts it rests on; `on` is the first class day."""
    facts = {
        "asn": employment in (Employment.PNS, Employment.PPPK),
        "manages_asn": manages_asn,
        "pik_graduate": pik_graduate,
    }
    place = {"position": level, "batch_level": batch_level}
    return [
        (_decide(TEST_TAKER, tuple(facts.items()), on), facts),
        (_decide(OWN_LEVEL, tuple(place.items()), on), place),
    ]


def judge_nomination(nomination: Nomination, *, batch_level: str, on: date) -> list[Judged]:
    """The same for a nomination with its person joined."""
    return judge(
        employment=nomination.person.employment,
        manages_asn=nomination.manages_asn,
        pik_graduate=nomination.person.pik_graduate,
        level=nomination.level,
        batch_level=batch_level,
        on=on,
    )


def refuse_broken(judged: Iterable[Judged]) -> None:
    """Raise RuleBroken with the first decision that refuses."""
    for decision, _facts in judged:
        if decision.outcome == "non-compliant":
            raise RuleBroken(decision)


@lru_cache(maxsize=512)
def _decide(rule: str, facts: tuple[tuple[str, Any], ...], on: date) -> Decision:
    return decide(rule, dict(facts), on=on)
