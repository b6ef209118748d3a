"""`python -m benchmarks.import_worker SEASON SPREADSHEET FILE`: check the spreadsheet, and read it with bare tools."""

import json
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.workbench import QUICK, forget_peak, median, memory, say, set_up, timed

RUNS = 2 if QUICK else 5


def main(season_id: int, book: Path, result: Path) -> None:
    from mumpuni.config import installation

    with installation.database():
        set_up()
        data = book.read_bytes()
        runs = [_once(season_id, data, number) for number in range(RUNS)]
    figures: dict[str, Any] = {name: median([run[name] for run in runs]) for name in runs[0] if "MB" not in name}
    # Later runs find memory that the first one has left to the process.
    figures |= {name: figure for name, figure in runs[0].items() if "MB" in name}
    figures["ratio to bare"] = median([run["dry run, s"] / run["bare, s"] for run in runs])
    figures["runs"] = RUNS
    figures["all dry runs, s"] = [run["dry run, s"] for run in runs]
    figures["all bare, s"] = [run["bare, s"] for run in runs]
    result.write_text(json.dumps(figures))


def _once(season_id: int, data: bytes, number: int) -> dict[str, float]:
    from benchmarks import season
    from mumpuni.config.demo import signins
    from mumpuni.people.models import Account
    from mumpuni.training.models import Season

    figures: dict[str, float] = {}
    actor, of = Account.objects.get(email=signins.ORGANISER.email), Season.objects.get(pk=season_id)
    forget_peak()
    before = memory()
    figures["bare, s"] = timed(lambda: _bare(data))
    figures["bare: memory added at peak, MB"] = memory("VmHWM") - before
    forget_peak()
    before, busy, start = memory(), time.process_time(), time.perf_counter()
    batch = season.upload(actor, of, data)
    figures["upload, s"] = time.perf_counter() - start
    batch = season.check(actor, batch)
    figures["dry run, s"] = time.perf_counter() - start
    figures["processor time of the process, s"] = time.process_time() - busy
    figures["check, s"] = figures["dry run, s"] - figures["upload, s"]
    figures["memory before, MB"] = before
    figures["memory at peak, MB"] = memory("VmHWM")
    assert batch.state == "checked", (batch.state, batch.notice)
    figures["rows"] = batch.rows_found
    figures["rows with errors"] = batch.rows.filter(has_errors=True).count()
    figures["rows with warnings only"] = batch.rows.filter(state="bad", has_errors=False).count()
    batch.rows.all().delete()
    say(f"   {number + 1}/{RUNS}: dry run {figures['dry run, s']:.2f} s, bare {figures['bare, s']:.2f} s")
    return figures


def _bare(data: bytes) -> None:
    """Read the sheet and upsert its rows, nothing else."""
    import psycopg
    from python_calamine import CalamineWorkbook

    from mumpuni.config import installation

    head, *rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    with psycopg.connect(installation.database_url()) as connection, connection.cursor() as cursor:
        names = [f"c{index}" for index in range(len(head))]
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(
            f"CREATE TABLE bare ({names[0]} text PRIMARY KEY, {', '.join(f'{name} text' for name in names[1:])})"
        )
        changes = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        places = ", ".join(["%s"] * len(names))
        cursor.executemany(
            f"INSERT INTO bare ({', '.join(names)}) VALUES ({places}) ON CONFLICT (c0) DO UPDATE SET {changes}",
            [[str(value) for value in row] for row in rows],
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
