"""The shell is tested by itself: with its own menu and without the cards of the apps."""

import pytest

from mumpuni.ui import home, navigation


@pytest.fixture(autouse=True)
def _shell_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "MENU", navigation.MENU[:1])
    monkeypatch.setattr(home, "_sources", [])
