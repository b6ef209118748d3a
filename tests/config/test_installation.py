"""Data folder and keys."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mumpuni.config import installation
from mumpuni.config.errors import InstallationError


def test_the_folder_is_chosen_by_the_environment_then_by_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUMPUNI_DATA", "/srv/asn")
    assert installation.data_folder() == Path("/srv/asn")
    monkeypatch.delenv("MUMPUNI_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", "/home/sari/data")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert installation.data_folder() == Path("/home/sari/data/mumpuni")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert installation.data_folder() == Path("/var/lib/mumpuni")


def test_the_database_is_the_given_one_or_the_embedded_one(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert installation.database_url().startswith("postgresql://app@%2Ftmp%2F")
    monkeypatch.setenv("DATABASE_URL", "postgresql://mumpuni@db.example/mumpuni")
    assert installation.database_url() == "postgresql://mumpuni@db.example/mumpuni"
    with installation.database() as server:
        assert server is None
    assert not bare.exists()


def test_keys_are_made_once_and_closed(bare: Path) -> None:
    first = (installation.secret_key(), installation.master_key())
    assert (installation.secret_key(), installation.master_key()) == first
    assert len(first[1]) == 32
    assert first[0] != first[1].hex()
    assert (bare / "keys").stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in (bare / "keys").iterdir()} == {
        "django-secret": 0o600,
        "master": 0o600,
    }


def test_processes_that_start_at_once_agree_on_the_key(bare: Path) -> None:
    script = "from mumpuni.config import installation; print(installation.secret_key())"
    started = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert len({process.communicate()[0] for process in started}) == 1


@pytest.mark.parametrize("content", ["", "abcd", "bukan heksadesimal"])
def test_a_damaged_key_is_never_replaced(bare: Path, content: str) -> None:
    installation.master_key()
    (bare / "keys" / "master").write_text(content)
    with pytest.raises(InstallationError, match=r"master rusak; kembalikan berkas itu dari cadangan"):
        installation.master_key()
    assert (bare / "keys" / "master").read_text() == content


def test_a_folder_that_cannot_be_made_says_which_setting_helps(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.parent.joinpath("berkas").write_text("")
    monkeypatch.setenv("MUMPUNI_DATA", str(bare.parent / "berkas" / "data"))
    with pytest.raises(InstallationError, match=r"tidak dapat dibuat.*MUMPUNI_DATA"):
        installation.master_key()


@pytest.mark.parametrize(("address", "shown"), [("http://localhost:8000", True), ("https://mumpuni.example", False)])
def test_debugging_never_reaches_the_public(bare: Path, address: str, shown: bool) -> None:
    given = {"MUMPUNI_DEBUG": "1", "MUMPUNI_BASE_URL": address}
    ask = "from mumpuni.config.settings import base; print(base.DEBUG, base.SESSION_COOKIE_SECURE)"
    ran = subprocess.run(
        [sys.executable, "-c", ask], env=os.environ | given, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [str(shown), str(not shown)]


def test_a_day_and_a_number_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (installation.day("MUMPUNI_BKN_26_2019_FROM"), installation.number("MUMPUNI_RULES_PER_MINUTE", 120)) == (
        None,
        120,
    )
    monkeypatch.setenv("MUMPUNI_BKN_26_2019_FROM", " 2019-11-22 ")
    monkeypatch.setenv("MUMPUNI_RULES_PER_MINUTE", "60")
    assert installation.day("MUMPUNI_BKN_26_2019_FROM") == date(2019, 11, 22)
    assert installation.number("MUMPUNI_RULES_PER_MINUTE", 120) == 60


def test_example_data_have_an_example_of_a_day(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUMPUNI_BKN_26_2019_FROM", raising=False)
    assert installation.day("MUMPUNI_BKN_26_2019_FROM") is None
    bare.mkdir(exist_ok=True)
    installation.demo_marker().write_text("filled")
    assert installation.day("MUMPUNI_BKN_26_2019_FROM") == date.fromisoformat(installation.DEMO_DAY)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("MUMPUNI_BKN_26_2019_FROM", "22-11-2019"),
        ("MUMPUNI_BKN_26_2019_FROM", "2019-02-30"),
        ("MUMPUNI_RULES_PER_MINUTE", "0"),
        ("MUMPUNI_RULES_PER_MINUTE", "banyak"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(bare: Path, name: str, given: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "mumpuni.config.cli", "manage", "check"],
        env=os.environ | {name: given, "DATABASE_URL": "postgresql://nobody@localhost/none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{name} berisi «{given}»; tulis ")
    assert ran.stderr.count("\n") == 1
