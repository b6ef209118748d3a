"""Issuing letters; may run twice."""

from typing import Any

from procrastinate.contrib.django import app

from mumpuni.assessment.services import notices


@app.task(name="assessment.issue_notices")
def issue_notices(event_id: int, assessees: list[int], terms: dict[str, Any], actor_id: int, progress_id: str) -> None:
    """Issue letters that call assessees."""
    notices.run_issue(event_id=event_id, assessees=assessees, terms=terms, actor_id=actor_id, progress_id=progress_id)
