"""A demo is removable; nothing else is."""

from pathlib import Path

import psycopg
import pytest

from mumpuni.config import demo, installation, postgres
from mumpuni.config.errors import InstallationError


@pytest.fixture
def real(bare: Path, cluster: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder in which a demo was, and a database of a server that somebody else filled."""
    cluster.create("genuine")
    url = cluster.url("genuine")
    monkeypatch.setenv("DATABASE_URL", url)
    bare.mkdir()
    installation.demo_marker().write_text(demo.FILLED)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS treasure (n int)")
    return url


def _tables(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]


def test_a_folder_without_the_marker_is_left_alone(bare: Path) -> None:
    with pytest.raises(InstallationError, match="bukan data contoh"):
        demo.remove()


def test_a_database_that_no_demo_filled_is_left_alone(real: str) -> None:
    with pytest.raises(InstallationError, match="DATABASE_URL"):
        demo.remove()
    assert _tables(real) == ["treasure"]
    assert installation.demo_marker().exists()


def test_a_database_that_the_demo_filled_is_emptied(real: str) -> None:
    installation.mark_demo()
    demo.remove()
    assert _tables(real) == []
    assert not installation.demo_marker().exists()
    assert not installation.database_is_demo()
