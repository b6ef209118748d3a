"""From a fresh clone to the first page: `git clone`, then `make demo SIZE=small` until it answers.

Twice: with empty caches of packages, so that everything comes from the package index, and once more with those caches.
"""

import http.client
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks import workbench

PATIENCE = 1_800.0


def measure() -> dict[str, Any]:
    with workbench.folder() as base:
        caches = base / "caches"
        cold = _once(base / "cold", caches)
        warm = _once(base / "warm", caches)
    return {
        **{f"empty package caches: {word}": figure for word, figure in cold.items()},
        **{f"filled package caches: {word}": figure for word, figure in warm.items()},
    }


def _once(base: Path, caches: Path) -> dict[str, float]:
    clone, data, port = base / "clone", base / "data", workbench.free_port()
    base.mkdir(mode=0o755)
    own = {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm", "XDG_CACHE_HOME": "other"}
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"} and not name.startswith("MUMPUNI_")
    } | {name: str(caches / folder) for name, folder in own.items()}
    figures: dict[str, float] = {}
    start = time.perf_counter()
    subprocess.run(["git", "clone", "-q", str(workbench.REPOSITORY), str(clone)], check=True)
    figures["git clone, s"] = time.perf_counter() - start
    log = base / "log"
    with log.open("wb") as output:
        running = subprocess.Popen(
            ["make", "demo", "SIZE=small", f"PORT={port}", f"DATA={data}"],
            cwd=clone,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            marks = {
                "set-up done, s": lambda: (data / "keys" / "master").exists(),
                "/healthz answers, s": lambda: _answers(port, "/healthz"),
                "first page, s": lambda: _answers(port, "/"),
            }
            for word, reached in marks.items():
                while not reached():
                    if running.poll() is not None or time.perf_counter() - start > PATIENCE:
                        raise RuntimeError(f"make demo ended before {word!r}:\n{log.read_text()[-3000:]}")
                    time.sleep(0.05)
                figures[word] = time.perf_counter() - start
                workbench.say(f"   {base.name}: {word} {figures[word]:.1f}")
        finally:
            _end(running)
    shutil.rmtree(base)
    return figures


def _end(running: "subprocess.Popen[bytes]") -> None:
    """End make and what it started; make does not wait for the program, which still stops its database."""
    deadline = time.monotonic() + 90
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGTERM)
        while time.monotonic() < deadline:
            running.poll()
            os.killpg(running.pid, 0)
            time.sleep(0.1)
        os.killpg(running.pid, signal.SIGKILL)


def _answers(port: int, path: str) -> bool:
    """Whether a page comes, after redirects to the page for signing in."""
    try:
        for _step in range(3):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                return True
            if answer.status not in (301, 302):
                return False
            path = answer.getheader("Location") or "/"
    except OSError:
        pass
    return False
