"""Signing many reports; may run twice."""

from procrastinate.contrib.django import app

from mumpuni.assessment.services import report_signing


@app.task(name="assessment.sign_reports")
def sign_reports(event_id: int, reports: list[int], actor_id: int, progress_id: str) -> None:
    """Sign accepted reports of an event."""
    report_signing.run_signing(event_id=event_id, reports=reports, actor_id=actor_id, progress_id=progress_id)
