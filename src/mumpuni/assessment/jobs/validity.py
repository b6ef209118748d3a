"""Reminding of results that end; may run twice."""

from procrastinate.contrib.django import app

from mumpuni.assessment.services import validity


@app.periodic(cron="20 1 * * *")
@app.task(name="assessment.remind_expiring", queueing_lock="assessment.remind_expiring")
def remind_expiring(timestamp: int) -> None:
    """Each morning, write about results that end soon (01.20 UTC is 08.20 WIB)."""
    validity.remind_expiring()
