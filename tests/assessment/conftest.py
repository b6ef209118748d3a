"""What tests of the assessment centre share."""

from datetime import date

import pytest
from django.utils import timezone

from mumpuni.documents.services import keys


@pytest.fixture
def on(monkeypatch):
    """Let it be another day: `on(date(2026, 6, 1))`."""

    def go(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: day)

    return go


@pytest.fixture
def quick_keys(monkeypatch):
    """Shorter keys, made in a tenth of the time."""
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
