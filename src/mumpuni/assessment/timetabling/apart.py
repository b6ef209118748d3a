"""A search in a process of its own: it keeps cores and interpreter busy for minutes, and what called it has other work.

The process ends with its parent, with the search, or as soon as nobody wants the result any more.
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any

from mumpuni.assessment.timetabling.reading import read
from mumpuni.assessment.timetabling.solving import Progress, Solution, solve

#: How often the caller is asked whether it still wants the result.
PULSE_S = 1.0


class Stopped(Exception):
    """Nobody wants the result any more."""


class Died(Exception):
    """The search ended without an answer: killed, or an error of ours that its log tells."""


def solve_apart(
    told: dict[str, Any],
    seconds: float | None,
    workers: int,
    seed: int,
    on_progress: Callable[[Progress], None],
    wanted: Callable[[], bool],
) -> Solution:
    """As `solve`, of an instance that is not read yet; progress and `wanted` are called here, in the caller's thread.

    Raises:
        Stopped: when `wanted` says no.
        Died: when the process ends without an answer.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_search, args=(theirs, told, seconds, workers, seed), daemon=True)
    process.start()
    theirs.close()
    try:
        return _answer(ours, on_progress, wanted)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _answer(ours: Connection, on_progress: Callable[[Progress], None], wanted: Callable[[], bool]) -> Solution:
    asked = float("-inf")
    while True:
        if time.monotonic() - asked >= PULSE_S:
            asked = time.monotonic()
            if not wanted():
                raise Stopped
        if ours.poll(PULSE_S):
            try:
                heard = ours.recv()
            except EOFError:
                raise Died from None
            if isinstance(heard, Solution):
                return heard
            on_progress(heard)


def _search(theirs: Connection, told: dict[str, Any], seconds: float | None, workers: int, seed: int) -> None:
    """What the process does."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    theirs.send(solve(read(told), seconds, workers, seed, on_progress=theirs.send))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
