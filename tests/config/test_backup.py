"""Backup and restore: all of it or nothing, on the embedded server and on the distribution's."""

import io
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mumpuni.config import backup, installation, postgres
from mumpuni.config.errors import InstallationError

CERTIFICATE = b"%PDF-1.7 sertifikat"
SHA = "a3" + "0" * 62


def fill() -> None:
    """An installation with what ours has: extensions, a trigger, a file, keys."""
    installation.secret_key()
    installation.master_key()
    stored = installation.data_folder() / "files" / SHA[:2] / SHA
    stored.parent.mkdir(parents=True)
    stored.write_bytes(CERTIFICATE)
    (installation.data_folder() / "files" / ".new-unfinished").write_bytes(b"half")
    with psycopg.connect(installation.database_url()) as connection:
        connection.execute("create extension btree_gist; create extension pg_trgm; create extension unaccent")
        connection.execute("create table kept (word text); insert into kept values ('Ni Luh Putu Éka')")
        connection.execute(
            "create function no() returns trigger language plpgsql as $$begin raise 'written once'; end$$;"
            "create trigger written_once before update on kept for each row execute function no()"
        )


def state() -> tuple[list[Any], dict[str, bytes]]:
    with psycopg.connect(installation.database_url()) as connection:
        rows = connection.execute("select word from kept").fetchall()
        with pytest.raises(psycopg.errors.RaiseException, match="written once"):
            connection.execute("update kept set word = ''")
    folder = installation.data_folder()
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("files", "keys")
        for path in (folder / name).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    return rows, files


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch, bare: Path) -> Callable[[str], Path]:
    """Go to another installation, empty at first."""

    def to(name: str) -> Path:
        monkeypatch.setenv("MUMPUNI_DATA", str(bare.parent / name))
        return bare.parent / name

    return to


@pytest.fixture
def archive(bare: Path) -> Path:
    with installation.database():
        fill()
        backup.backup(bare.parent / "cadangan.tar")
    return bare.parent / "cadangan.tar"


def rewrite(archive: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with tarfile.open(archive) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]
    with tarfile.open(archive, "w") as tar:
        for member, content in members:
            changed = change(member.name, content)
            if changed is not None:
                member.size = len(changed)
                tar.addfile(member, io.BytesIO(changed))


def test_a_restored_installation_holds_the_same_rows_files_and_keys(
    bare: Path, archive: Path, move: Callable[[str], Path]
) -> None:
    with installation.database():
        before = state()
    move("baru")
    said = backup.restore(archive)
    assert str(bare.parent / "baru") in said
    with installation.database():
        assert state() == before
    assert before[1][f"files/{SHA[:2]}/{SHA}"] == CERTIFICATE
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in bare.parent.iterdir() if path.name.startswith(".")] == []
    assert (bare.parent / "baru" / "keys").stat().st_mode & 0o777 == 0o700


def test_a_restored_demo_is_still_a_demo(bare: Path, move: Callable[[str], Path]) -> None:
    """Its passwords are known to everybody, so nobody may take it for a real installation."""
    with installation.database():
        fill()
        installation.demo_marker().write_text("filled")
        backup.backup(bare.parent / "cadangan.tar")
    move("baru")
    backup.restore(bare.parent / "cadangan.tar")
    assert installation.demo_marker().read_text() == "filled"
    other = move("lagi")
    other.mkdir()
    installation.demo_marker().write_text("filled")
    with pytest.raises(InstallationError, match="sudah berisi"):
        backup.restore(bare.parent / "cadangan.tar")


def test_the_manifest_names_versions_and_sums(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        first = tar.next()
        assert first is not None
        assert first.name == "manifest.json"
        manifest = json.load(tar.extractfile(first))  # type: ignore[arg-type]
    assert manifest["postgresql"].startswith("18.")
    assert {part["name"] for part in manifest["parts"]} == {
        "database.dump",
        "keys/django-secret",
        "keys/master",
        f"files/{SHA[:2]}/{SHA}",
    }


def swap_a_byte(name: str, content: bytes) -> bytes | None:
    return content[:-1] + b"X" if name.startswith("files/") else content


def leave_out_the_keys(name: str, content: bytes) -> bytes | None:
    return None if name == "keys/master" else content


def break_the_dump(name: str, content: bytes) -> bytes | None:
    return content[: len(content) // 2] if name == "database.dump" else content


def come_from_the_future(name: str, content: bytes) -> bytes | None:
    return content.replace(b'"mumpuni": "', b'"mumpuni": "99.') if name == "manifest.json" else content


def lose_the_manifest(name: str, content: bytes) -> bytes | None:
    return None if name == "manifest.json" else content


def add_a_path_outside(name: str, content: bytes) -> bytes | None:
    return content.replace(b"keys/master", b"keys/../../x") if name == "manifest.json" else content


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (swap_a_byte, "rusak; pakai cadangan lain"),
        (leave_out_the_keys, "tidak lengkap: «keys/master»"),
        (break_the_dump, "«database.dump» dari arsip rusak"),
        (come_from_the_future, "lebih baru daripada"),
        (lose_the_manifest, "bukan arsip cadangan yang utuh"),
        (add_a_path_outside, "«keys/master» yang tidak tercatat"),
    ],
)
def test_a_damaged_archive_changes_nothing(
    archive: Path, move: Callable[[str], Path], damage: Callable[[str, bytes], bytes | None], said: str
) -> None:
    rewrite(archive, damage)
    empty = move("baru")
    with pytest.raises(InstallationError, match=said):
        backup.restore(archive)
    assert list(empty.iterdir()) == []


def test_an_archive_cut_short_is_refused(archive: Path, move: Callable[[str], Path]) -> None:
    archive.write_bytes(archive.read_bytes()[:-30_000])
    empty = move("baru")
    with pytest.raises(InstallationError):
        backup.restore(archive)
    assert list(empty.iterdir()) == []


def test_a_database_that_fails_to_load_leaves_no_files_or_keys(
    archive: Path, move: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = move("baru")
    monkeypatch.setattr(backup, "_client", lambda *_: type("Failed", (), {"returncode": 1, "stderr": "disk full"}))
    with pytest.raises(InstallationError, match="tidak ada yang berubah: disk full"):
        backup.restore(archive)
    monkeypatch.undo()
    assert {path.name for path in empty.iterdir()} == {"postgres"}


def test_a_used_installation_is_never_overwritten(bare: Path, archive: Path) -> None:
    with pytest.raises(InstallationError, match="sudah berisi"):
        backup.restore(archive)
    for name in ("files", "keys"):
        (bare / name).rename(bare / f"old-{name}")
    with pytest.raises(InstallationError, match=r"sudah berisi tabel \(public.kept\)"):
        backup.restore(archive)
    assert not (bare / "keys").exists()


def test_an_archive_is_never_overwritten(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(InstallationError, match="sudah ada; pilih nama lain"):
        backup.backup(archive)
    assert archive.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(bare: Path) -> None:
    with pytest.raises(InstallationError, match="pilih tempat lain"):
        backup.backup(bare.parent / "tidak-ada" / "cadangan.tar")


@pytest.fixture
def older() -> Iterator[postgres.Server]:
    binaries = postgres.debian_binaries()
    if binaries is None:
        pytest.skip("Debian's PostgreSQL is not installed here")
    with postgres.throwaway(binaries=binaries) as server:
        server.create("mumpuni")
        yield server


@pytest.mark.postgres
def test_a_backup_moves_to_the_distributions_server_and_back(
    archive: Path, move: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, older: postgres.Server, bare: Path
) -> None:
    with installation.database():
        before = state()
    move("server")
    monkeypatch.setenv("DATABASE_URL", older.url("mumpuni"))
    backup.restore(archive)
    assert state() == before
    backup.backup(bare.parent / "kembali.tar")
    monkeypatch.delenv("DATABASE_URL")
    move("kembali")
    backup.restore(bare.parent / "kembali.tar")
    with installation.database():
        assert state() == before
