"""Work that a page does not wait for; each takes ids and may run twice."""

from procrastinate.contrib.django import app

from mumpuni.certification.services import delivery, issuing


@app.task(name="certification.issue_run")
def issue_run(run_id: int) -> None:
    """Issue the certificates of an approved run."""
    issuing.issue_run(run_id)


@app.periodic(cron="* * * * *")
@app.task(name="certification.resume_runs", queueing_lock="certification.resume_runs")
def resume_runs(timestamp: int) -> None:
    """Take up runs whose worker died; a run that another worker is at ends this one's attempt at once."""
    issuing.resume_interrupted()


@app.task(name="certification.send_links")
def send_links(nominations: list[int], actor_id: int, progress_id: str) -> None:
    """Write to holders who have not fetched their certificates."""
    delivery.run_send_links(nominations=nominations, actor_id=actor_id, progress_id=progress_id)
