"""The rule of the examples, entered for one test."""

import pytest

from tests.rules import examples


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> str:
    return examples.enter(monkeypatch)
