"""Work of the trail that no page waits for."""

from procrastinate.contrib.django import app

from mumpuni.audit import services


@app.periodic(cron="7 * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal the events of the past hour; a second run finds nothing new."""
    services.seal()
