"""Folders and programs for the tests of an installation."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any account can reach, unlike tmp_path."""
    made = Path(tempfile.mkdtemp(prefix="mumpuni-test-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, open_folder: Path) -> Path:
    """The data folder of an installation that was never started; the environment names it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("MUMPUNI_DATA", str(open_folder / "data"))
    monkeypatch.setenv("MUMPUNI_LANGUAGE", "id")
    return open_folder / "data"
