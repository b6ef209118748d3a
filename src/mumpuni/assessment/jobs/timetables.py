"""Searching for a timetable, which no page waits for."""

from procrastinate.contrib.django import app

from mumpuni.assessment.services import timetables


@app.task(name="assessment.solve_timetable")
def solve_timetable(timetable_id: int) -> None:
    """Search for one version; a second run finds that it is done and ends at once."""
    timetables.run_solve(timetable_id)


@app.periodic(cron="* * * * *")
@app.task(name="assessment.fail_abandoned", queueing_lock="assessment.fail_abandoned")
def fail_abandoned(timestamp: int) -> None:
    """Say of searches whose worker died that they are over."""
    timetables.fail_abandoned()
