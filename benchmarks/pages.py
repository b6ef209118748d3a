"""Pages of the running server, beside a hello-world page of the same server.

The page of verification is asked by strangers, each from an address of its own, so that its limit per address counts
but does not bite. The lists hold a full season and are asked by a signed-in organiser, one request at a time.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import workbench

OFFICIALS = 150 if workbench.QUICK else 1_500
CERTIFICATES = 60
ADDRESSES = 6_000
CONNECTIONS = 8
SECONDS = 1.0 if workbench.QUICK else 4.0
RUNS = 1 if workbench.QUICK else 3


def measure() -> dict[str, Any]:
    port = workbench.free_port()
    os.environ["MUMPUNI_BASE_URL"] = f"http://localhost:{port}"
    # The client's address is then what a proxy in front says it is.
    os.environ["MUMPUNI_BEHIND_PROXY"] = "1"
    with workbench.installation() as data:
        codes, cookie, lists = _fill()
        with _serving(port) as server:
            asking = _Asking(port, server, data / "order.json")
            return _verification(asking, codes) | _lists(asking, cookie, lists)


def _fill() -> tuple[list[str], str, dict[str, str]]:
    """A full season with some certificates; gives their codes, a session of the organiser, the lists to ask for."""
    from django.test import Client
    from django.urls import reverse

    from benchmarks import season
    from mumpuni.certification.models import Certificate
    from mumpuni.certification.services import issuing

    scene = season.plan(officials=OFFICIALS)
    season.enter(scene, scene.officials)
    season.examine(scene)
    run = season.approved_run(scene, "competence")
    while Certificate.objects.count() < CERTIFICATES:
        issuing.issue_portion(run.pk, whole=False)
    client = Client()
    client.force_login(scene.cast.organiser)
    lists = {"officials": reverse("people:person_list"), "nominations": reverse("training:nomination_list")}
    codes = list(Certificate.objects.values_list("code", flat=True))
    return codes, client.cookies["sessionid"].value, lists


class _serving:  # noqa: N801
    """The server as `mumpuni serve` runs it, without the worker."""

    def __init__(self, port: int) -> None:
        command = [sys.executable, "-m", "mumpuni.config.cli", "serve", "--no-worker", "--port", str(port)]
        self.process = subprocess.Popen(command, cwd=workbench.REPOSITORY, stdout=subprocess.DEVNULL)
        self.port = port

    def __enter__(self) -> int:
        from benchmarks.first_page import _answers

        deadline = time.monotonic() + 90
        while not _answers(self.port, "/hello"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(0.1)
        return self.process.pid

    def __exit__(self, *_exc: object) -> None:
        workbench.stop(self.process)


@dataclass
class _Asking:
    """Who asks the server on this port, whose first process is `server`."""

    port: int
    server: int
    order: Path

    def ask(self, requests: list[str], connections: int, seconds: float) -> dict[str, Any]:
        """The figures of so many seconds, and the processor time that the web processes spent on each answer."""
        self.order.write_text(
            json.dumps({"port": self.port, "connections": connections, "seconds": seconds, "requests": requests})
        )
        before = workbench.processor_time(self.server)
        command = [sys.executable, "-m", "benchmarks.load", str(self.order)]
        done = subprocess.run(command, cwd=workbench.REPOSITORY, check=True, stdout=subprocess.PIPE)
        figures: dict[str, Any] = json.loads(done.stdout)
        assert not figures["refused"], figures
        figures["processor ms"] = 1000 * (workbench.processor_time(self.server) - before) / figures["requests"]
        return figures


def _verification(asking: _Asking, codes: list[str]) -> dict[str, Any]:
    strangers = [f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" for number in range(1, ADDRESSES + 1)]
    pages = {
        "hello": [_request("/hello", address) for address in strangers],
        "form": [_request("/verifikasi/", address) for address in strangers],
        "code": [_request(f"/v/{codes[at % len(codes)]}/", address) for at, address in enumerate(strangers)],
    }
    runs: dict[str, list[dict[str, Any]]] = {word: [] for word in pages}
    asking.ask(pages["code"], CONNECTIONS, 2)
    for _number in range(RUNS):
        for word, requests in pages.items():
            runs[word].append(asking.ask(requests, CONNECTIONS, SECONDS))
        workbench.say("   " + ", ".join(f"{word} {runs[word][-1]['per second']:.0f}/s" for word in pages))
    speed = {word: workbench.median([run["per second"] for run in each]) for word, each in runs.items()}
    names = {"hello": "hello world", "form": "verification form", "code": "verification of a code"}
    figures: dict[str, Any] = {f"{names[word]}, requests per second": figure for word, figure in speed.items()}
    for word in pages:
        spent = workbench.median([run["processor ms"] for run in runs[word]])
        figures[f"{names[word]}, processor ms per answer"] = spent
    for word in ("form", "code"):
        figures[f"{names[word]}, ratio to hello world"] = speed[word] / speed["hello"]
        figures[f"{names[word]}, p95 ms under this load"] = workbench.median([run["p95 ms"] for run in runs[word]])
    return figures


def _lists(asking: _Asking, cookie: str, lists: dict[str, str]) -> dict[str, Any]:
    pages = {"hello": "/hello", **lists}
    runs: dict[str, list[dict[str, Any]]] = {word: [] for word in pages}
    for _number in range(RUNS):
        for word, path in pages.items():
            runs[word].append(asking.ask([_request(path, "10.255.0.1", cookie)], 1, 2))
        workbench.say("   " + ", ".join(f"{word} {runs[word][-1]['p50 ms']:.1f} ms" for word in pages))
    figures: dict[str, Any] = {}
    for word, each in runs.items():
        for part in ("p50 ms", "p95 ms", "processor ms"):
            figures[f"{word}, {part}"] = workbench.median([run[part] for run in each])
        figures[f"{word}, bytes"] = each[-1]["bytes"]
    for word in lists:
        figures[f"{word}, ratio to hello world"] = figures[f"{word}, p50 ms"] / figures["hello, p50 ms"]
    return figures


def _request(path: str, address: str, cookie: str = "") -> str:
    session = f"Cookie: sessionid={cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n{session}\r\n"
