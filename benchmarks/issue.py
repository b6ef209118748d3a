"""The issue of 1,500 certificates of competence by the product's job, in a process of its own as the worker's."""

import json
import subprocess
import sys
from typing import Any

from benchmarks import workbench

COUNT = 100 if workbench.QUICK else 1_500


def measure() -> dict[str, Any]:
    with workbench.installation() as data:
        from benchmarks import season

        scene = season.plan(officials=COUNT)
        workbench.say(f"   entering and examining {COUNT} officials ...")
        season.enter(scene, scene.officials)
        season.examine(scene)
        run = season.approved_run(scene, "competence")
        due = run.items.filter(state="due").count()
        assert due == COUNT, due
        workbench.say("   issuing ...")
        path = data / "issue.json"
        subprocess.run(
            [sys.executable, "-m", "benchmarks.issue_worker", str(run.pk), str(path)],
            cwd=workbench.REPOSITORY,
            check=True,
        )
        return {"certificates": COUNT, **json.loads(path.read_text())}
