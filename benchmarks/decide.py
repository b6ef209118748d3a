"""`mumpuni decide` as a whole process: one decision beside `python -c pass`, and a list of 100,000."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import workbench
from benchmarks.rules import MATCH

COMMAND = str(Path(sys.executable).with_name("mumpuni"))


def measure() -> dict[str, Any]:
    times = 3 if workbench.QUICK else 15
    count = 1000 if workbench.QUICK else 100_000
    with workbench.folder() as folder:
        one, many = folder / "one.json", folder / "many.json"
        one.write_text(json.dumps(MATCH, default=str))
        many.write_text(json.dumps([MATCH] * count, default=str))
        ours, bare = [], []
        for _ in range(times):
            bare.append(workbench.timed(lambda: _run([sys.executable, "-c", "pass"])))
            ours.append(workbench.timed(lambda: _decide(one)))
        figures: dict[str, Any] = {
            "one decision, seconds": round(statistics.median(ours), 3),
            "python -c pass, seconds": round(statistics.median(bare), 3),
            "ratio": round(statistics.median(ours) / statistics.median(bare), 1),
        }
        seconds = [workbench.timed(lambda: _decide(many)) for _ in range(3)]
        figures[f"list of {count}, seconds"] = round(statistics.median(seconds), 1)
    return figures


def _decide(facts: Path) -> None:
    _run([COMMAND, "decide", "bkn-26-2019/job-person-match", str(facts)])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
