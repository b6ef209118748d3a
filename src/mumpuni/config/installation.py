"""Where an installation keeps its things: database, files, keys.

The folder is `MUMPUNI_DATA`; left out, `/var/lib/mumpuni` for root and the user's own data folder for anybody else.
In it: `postgres/` (the embedded server, none with `DATABASE_URL`), `files/` (issued documents), `keys/`, `static/`.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg

from mumpuni.config import postgres
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

DATABASE = "mumpuni"
KEYS = ("django-secret", "master")
_DEMO = "mumpuni demo"
#: The day from which BKN 26/2019 governs in example data; an example itself, since the texts at hand name none.
DEMO_DAY = "2020-01-01"


def data_folder() -> Path:
    """The folder of this installation; it need not exist yet."""
    if given := os.environ.get("MUMPUNI_DATA"):
        return Path(given).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/mumpuni")
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "mumpuni"


def database_url() -> str:
    """The address of the database: `DATABASE_URL`, else that of the embedded server, whether it runs or not."""
    return os.environ.get("DATABASE_URL") or postgres.url(data_folder() / "postgres", DATABASE)


@contextmanager
def database() -> Iterator[postgres.Server | None]:
    """The database of this installation, running; gives the embedded server, or None where `DATABASE_URL` names one."""
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    _make(data_folder(), 0o755)
    with postgres.start(data_folder() / "postgres") as server:
        server.create(DATABASE)
        yield server


def demo_marker() -> Path:
    """The file whose presence says that this installation holds invented people."""
    return data_folder() / "demo.txt"


def mark_demo() -> None:
    """Say in a database of another server that it is a demo's; the embedded one lies beside the marker file."""
    if url := os.environ.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            connection.execute(f"COMMENT ON SCHEMA public IS '{_DEMO}'")


def database_is_demo() -> bool:
    """Whether the database is the one that the demo filled, and not another that `DATABASE_URL` names meanwhile."""
    if url := os.environ.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
        return row is not None and row[0] == _DEMO
    return demo_marker().exists()


def empty_database() -> None:
    """Leave nothing in the database of this demo.

    Raises:
        InstallationError: for a database that no demo filled, and while a program uses the embedded server.
    """
    if not database_is_demo():
        raise InstallationError(
            _("Basis data pada DATABASE_URL tidak diisi oleh data contoh, maka tidak dihapus; periksa DATABASE_URL.")
        )
    if url := os.environ.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    elif postgres.running(data_folder() / "postgres"):
        raise InstallationError(
            _("Mumpuni masih berjalan pada folder {folder}; hentikan dahulu.").format(folder=data_folder())
        )
    else:
        shutil.rmtree(data_folder() / "postgres", ignore_errors=True)


def secret_key() -> str:
    """The key that signs sessions and mail links, made on first use."""
    return _key("django-secret").hex()


def master_key() -> bytes:
    """The 32 bytes that seal identity numbers and signing keys, made on first use."""
    return _key("master")


def day(name: str) -> date | None:
    """A day from the environment, or None where nobody set it; over example data that of the example.

    Raises:
        InstallationError: for what is no day, with the way to write one.
    """
    given = os.environ.get(name, "").strip() or (DEMO_DAY if demo_marker().exists() else "")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        said = _("{name} berisi «{given}»; tulis tanggal sebagai TTTT-BB-HH, misalnya 2019-11-22, atau kosongkan.")
        raise InstallationError(said.format(name=name, given=given)) from error


def number(name: str, default: int) -> int:
    """A whole number above zero from the environment.

    Raises:
        InstallationError: for anything else.
    """
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdigit() and int(given[:9]) > 0 and len(given) < 10):
        said = _("{name} berisi «{given}»; tulis bilangan bulat lebih dari nol, atau kosongkan.")
        raise InstallationError(said.format(name=name, given=given))
    return int(given)


def _key(name: str) -> bytes:
    folder = data_folder() / "keys"
    path = folder / name
    try:
        if not path.exists():
            _make(data_folder(), 0o755)
            _make(folder, 0o700)
            _write_once(path, secrets.token_bytes(32).hex())
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except PermissionError as error:
        raise InstallationError(
            _(
                "Kunci {path} tidak dapat dibaca atau dibuat oleh akun ini; jalankan dengan akun pemilik folder data, "
                "atau pilih folder lain dengan MUMPUNI_DATA."
            ).format(path=path)
        ) from error
    except ValueError as error:
        raise InstallationError(_damaged(path)) from error
    if len(key) != 32:
        raise InstallationError(_damaged(path))
    return key


def _damaged(path: Path) -> str:
    return _("Kunci {path} rusak; kembalikan berkas itu dari cadangan, jangan membuat yang baru.").format(path=path)


def _write_once(path: Path, content: str) -> None:
    """Another process may make the same key at this moment: it appears whole and once, the first one stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()


def _make(folder: Path, mode: int) -> None:
    if folder.is_dir():
        return
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        folder.chmod(mode)
    except OSError as error:
        raise InstallationError(
            _("Folder {folder} tidak dapat dibuat: {error}; pilih folder lain dengan MUMPUNI_DATA.").format(
                folder=folder, error=error.strerror
            )
        ) from error
