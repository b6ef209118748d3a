"""`python -m benchmarks [name ...]`: each in a process of its own; the figures go to the screen and to a file."""

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import workbench

NAMES = (
    "first_page",
    "import_check",
    "issue",
    "pages",
    "rules",
    "decide",
    "match_table",
    "standards",
    "timetables",
    "assessment_pages",
    "meeting_grid",
    "report_pdf",
    "recap",
    "offline_sheet",
)
RESULTS = workbench.REPOSITORY / "var" / "benchmarks"


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(NAMES)}; all when left out")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if options.inside:
        figures = importlib.import_module(f"benchmarks.{options.names[0]}").measure()
        options.inside.write_text(json.dumps(figures, indent=2))
        return 0
    RESULTS.mkdir(parents=True, exist_ok=True)
    failed = [name for name in options.names or NAMES if not _measure(name)]
    return 1 if failed else 0


def _measure(name: str) -> bool:
    workbench.say(f"== {name}")
    path = RESULTS / f"{name}.json"
    path.unlink(missing_ok=True)
    where = workbench.machine()
    command = [sys.executable, "-m", "benchmarks", name, "--inside", str(path)]
    done = subprocess.run(command, cwd=workbench.REPOSITORY, env=dict(os.environ), check=False)
    if done.returncode != 0:
        return False
    figures = {"machine": where, "figures": json.loads(path.read_text())}
    path.write_text(json.dumps(figures, indent=2))
    print(json.dumps(figures, indent=2))
    return True


if __name__ == "__main__":
    sys.exit(main())
