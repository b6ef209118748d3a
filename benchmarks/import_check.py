"""The dry run of a spreadsheet of 5,000 nominations, beside reading and upserting the same rows with bare tools."""

import json
import subprocess
import sys
from typing import Any

from benchmarks import workbench

ROWS = 700 if workbench.QUICK else 5_000
KNOWN = ROWS // 2
BAD_EVERY = 100


def measure() -> dict[str, Any]:
    with workbench.installation() as data:
        from benchmarks import season
        from mumpuni.people.services.register import PersonRow, find_or_register

        scene = season.plan(officials=ROWS)
        agencies = scene.cast.agencies
        find_or_register(
            [
                PersonRow(
                    agency_id=agencies[each.agency.name].pk,
                    name=each.name,
                    front_title=each.front_title,
                    back_title=each.back_title,
                    nip=each.nip,
                    sex=each.sex,
                    birth_date=each.birth_date,
                    unit=each.unit,
                    position=each.position,
                    level=each.level,
                    rank=each.rank,
                )
                for each in scene.officials[:KNOWN]
            ],
            actor=scene.cast.organiser,
            source="benchmark",
        )
        for faulty in scene.officials[BAD_EVERY - 1 :: BAD_EVERY]:
            faulty.nip = faulty.nip[:-1]
        book, result = data / "usulan.xlsx", data / "import.json"
        book.write_bytes(season.workbook(scene.officials))
        # A fresh process, so that its memory is that of the import and not of making 5,000 officials.
        command = [sys.executable, "-m", "benchmarks.import_worker", str(scene.season.pk), str(book), str(result)]
        subprocess.run(command, cwd=workbench.REPOSITORY, check=True)
        figures = json.loads(result.read_text())
        assert (figures["rows"], figures["rows with errors"]) == (ROWS, ROWS // BAD_EVERY), figures
        return {"of them in the register": KNOWN, "file, kB": book.stat().st_size / 1000, **figures}
