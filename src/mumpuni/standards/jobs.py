"""Work that a page does not wait for; each may run twice."""

from procrastinate.contrib.django import app

from mumpuni.standards.services import reminders


@app.periodic(cron="0 1 * * *")
@app.task(name="standards.remind_slow", queueing_lock="standards.remind_slow")
def remind_slow(timestamp: int) -> None:
    """Each morning, write about standards that stand long in a stage (01.00 UTC is 08.00 WIB)."""
    reminders.remind_slow()
