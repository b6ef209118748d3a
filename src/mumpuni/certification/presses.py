"""Printing and signing on all cores: both hold the interpreter, so a long run uses processes of its own.

This module is what such a process loads first; it must not touch models before Django is set up there.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

#: From this many certificates on, starting processes costs less than it saves.
WORTH_IT = 40
PROCESSES = min(4, os.cpu_count() or 1)
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Job:
    """All that it takes to make one file; `signers` are pairs of a holder's lasting key and name, in order of pages."""

    layout: str
    data: dict[str, Any]
    on: date
    signers: tuple[tuple[str, str], ...]
    reason: str


Press = Callable[[Sequence[Job]], Iterator[bytes]]


def make(job: Job) -> bytes:
    """Print and sign one file.

    Raises:
        ValidationError: when the data does not fit the layout or a signature cannot be given.
    """
    from mumpuni.documents import rendering, signing

    pdf = rendering.render(job.layout, job.data, on=job.on)
    for page, (key, name) in enumerate(job.signers, start=1):
        pdf = signing.provider().sign(pdf, signing.Holder(key=key, name=name), reason=job.reason, page=page)
    return pdf


def one_by_one(jobs: Sequence[Job]) -> Iterator[bytes]:
    """Make the files here, in order."""
    return map(make, jobs)


@contextmanager
def for_amount(documents: int) -> Iterator[Press]:
    """A way to make files in order, with processes of its own where the amount is worth it."""
    if documents < WORTH_IT or PROCESSES < 2:
        yield one_by_one
        return
    from django.db import connection

    database = {key: connection.settings_dict[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    # One connection suffices there, without a pool of its own.
    database["OPTIONS"] = {key: value for key, value in connection.settings_dict["OPTIONS"].items() if key != "pool"}
    with ProcessPoolExecutor(
        PROCESSES, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(database,)
    ) as pool:
        yield lambda jobs: pool.map(make, jobs)


def _begin(database: dict[str, Any]) -> None:
    """Make this process ready: Django on the parent's database, and an end together with the parent."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import django
    from django.db import connections

    django.setup()
    connections["default"].settings_dict.update(database)
