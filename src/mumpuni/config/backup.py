"""`mumpuni backup` and `restore`: database, files and keys in one archive, checked by its sums.

The archive is a tar: first `manifest.json` with the versions and the sha256 of each part, then `database.dump`
(PostgreSQL's custom format), `keys/*`, `files/*`, and of a demo its marker. It holds the keys, so keep it as
closed as the installation.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import IO, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mumpuni.config import installation, postgres
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
DEMO = installation.demo_marker().name
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 30


@dataclass(frozen=True)
class Part:
    """One file of the archive; sizes in bytes."""

    name: str
    size: int
    sha256: str


def backup(target: Path) -> str:
    """Write the archive and say what it holds; the database is read as of one moment, while the site runs on.

    Raises `InstallationError`; the target then does not exist.
    """
    target = target.absolute()
    if target.exists():
        raise InstallationError(_("{file} sudah ada; pilih nama lain.").format(file=target))
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
    except OSError as error:
        raise InstallationError(
            _("Tidak dapat menulis di {folder}: {error}; pilih tempat lain.").format(
                folder=target.parent, error=error.strerror
            )
        ) from error
    unfinished = Path(name)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".mumpuni-") as scratch:
            parts, version = _collect(Path(scratch) / DUMP)
            _write(unfinished, parts, version)
        unfinished.rename(target)
    except OSError as error:
        raise InstallationError(
            _("Cadangan gagal ditulis: {error}; ulangi setelah diperbaiki.").format(error=error)
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return _(
        "Cadangan tersimpan di {file}: {parts} bagian, {size} MB. Arsip ini memuat kunci; simpan tertutup."
    ).format(file=target, parts=len(parts), size=round(target.stat().st_size / 1e6, 1))


def restore(source: Path) -> str:
    """Put an archive into an empty installation: all of it or nothing. Raises `InstallationError`."""
    folder = installation.data_folder()
    _require_empty_folders(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
        unpacked = Path(scratch)
        manifest = _unpack(source, unpacked)
        with installation.database() as server:
            _require_empty_database()
            moved = []
            try:
                for name in ("files", "keys"):
                    (unpacked / name).mkdir(mode=0o700, exist_ok=True)
                    if (folder / name).exists():
                        (folder / name).rmdir()
                    (unpacked / name).rename(folder / name)
                    moved.append(folder / name)
                _load(unpacked / DUMP, server)
                if (unpacked / DEMO).exists():
                    (unpacked / DEMO).rename(folder / DEMO)
                    installation.mark_demo()
            except BaseException:
                for placed in moved:
                    shutil.rmtree(placed)
                raise
    return _("Arsip dari {when} dipulihkan ke {folder}. Lanjutkan dengan: mumpuni serve").format(
        when=manifest["created_at"], folder=folder
    )


def _collect(dump: Path) -> tuple[dict[Path, Part], str]:
    """The parts by where they lie. The dump comes first: a file is written before the row that names it."""
    with installation.database() as server:
        programs = _programs(server)
        version = _server_version()
        options = ["--format=custom", "--no-owner", "--no-privileges", "--file", str(dump)]
        result = _client(programs / "pg_dump", *options)
    if result.returncode != 0:
        raise InstallationError(_("Basis data tidak dapat dibaca: {error}").format(error=result.stderr.strip()))
    folder = installation.data_folder()
    paths = {DUMP: dump}
    for name in ("keys", "files"):
        for path in sorted((folder / name).rglob("*")):
            # Names with a dot are files on their way to their real name.
            if path.is_file() and not path.name.startswith("."):
                paths[path.relative_to(folder).as_posix()] = path
    if (folder / DEMO).exists():
        paths[DEMO] = folder / DEMO
    if not all(f"keys/{key}" in paths for key in installation.KEYS):
        raise InstallationError(
            _("Kunci tidak lengkap di {folder}; jalankan mumpuni doctor.").format(folder=folder / "keys")
        )
    return {path: _measured(name, path) for name, path in paths.items()}, version


def _measured(name: str, path: Path) -> Part:
    with path.open("rb") as file:
        return Part(name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _write(archive: Path, parts: dict[Path, Part], version: str) -> None:
    manifest = {
        "format": FORMAT,
        "mumpuni": metadata.version("mumpuni"),
        "postgresql": version,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "parts": [asdict(part) for part in parts.values()],
    }
    with archive.open("wb") as raw:
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
            content = json.dumps(manifest, indent=1).encode()
            tar.addfile(_header(MANIFEST, len(content)), io.BytesIO(content))
            for path, part in parts.items():
                with path.open("rb") as file:
                    tar.addfile(_header(part.name, part.size), file)
        raw.flush()
        os.fsync(raw.fileno())


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, 0o600
    return header


def _unpack(source: Path, target: Path) -> dict[str, Any]:
    """Unpack and check every sum; nothing outside the target is touched."""
    try:
        with tarfile.open(source, "r:") as tar:
            manifest = _manifest(tar)
            expected = {part["name"]: part for part in manifest["parts"]}
            while (member := tar.next()) is not None:
                part = expected.pop(member.name, None)
                content = tar.extractfile(member)
                if part is None or content is None or not _safe(member.name):
                    raise InstallationError(_("Arsip memuat «{name}» yang tidak tercatat.").format(name=member.name))
                if _unpack_part(content, target / member.name) != (part["size"], part["sha256"]):
                    raise InstallationError(
                        _("Bagian «{name}» dari arsip rusak; pakai cadangan lain.").format(name=member.name)
                    )
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise InstallationError(
            _("{file} bukan arsip cadangan yang utuh: {error}").format(file=source, error=error)
        ) from error
    if expected:
        raise InstallationError(_("Arsip tidak lengkap: «{name}» tidak ada.").format(name=next(iter(expected))))
    return manifest


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST and first.size < _LARGEST_MANIFEST else None
    if content is None:
        raise ValueError(MANIFEST)
    manifest: dict[str, Any] = json.loads(content.read())
    made, ours = manifest["mumpuni"], metadata.version("mumpuni")
    if manifest["format"] != FORMAT or _numbers(made) > _numbers(ours):
        raise InstallationError(
            _("Arsip dibuat Mumpuni {made}, lebih baru daripada {ours} di sini; pasang versi itu dahulu.").format(
                made=made, ours=ours
            )
        )
    return manifest


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split(".") if number.isdigit())


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    return name in {DUMP, DEMO} or (path.parts[0] in {"files", "keys"} and ".." not in path.parts)


def _unpack_part(content: IO[bytes], path: Path) -> tuple[int, str]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _require_empty_folders(folder: Path) -> None:
    for name in ("files", "keys", DEMO):
        if next((folder / name).glob("*"), None) is not None or (folder / name).is_file():
            raise InstallationError(
                _(
                    "Folder {folder} sudah berisi; pemulihan hanya ke instalasi kosong. Pilih folder lain dengan "
                    "--data, atau pindahkan yang lama."
                ).format(folder=folder / name)
            )


def _require_empty_database() -> None:
    with _connected() as connection:
        table = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
            " where table_schema not in ('pg_catalog', 'information_schema') limit 1"
        ).fetchone()
    if table is not None:
        raise InstallationError(
            _("Basis data sudah berisi tabel ({table}); pemulihan hanya ke basis data kosong.").format(table=table[0])
        )


def _load(dump: Path, server: postgres.Server | None) -> None:
    # A server older than 17 does not know one harmless setting in the dump; pg_restore must be let past that error.
    whole = _major(_server_version()) >= 17
    options = ["--no-owner", "--no-privileges", *(["--single-transaction"] if whole else []), str(dump)]
    result = _client(_programs(server) / "pg_restore", *options)
    errors = [line for line in result.stderr.splitlines() if "error: " in line]
    if result.returncode == 0 or (not whole and errors and all("transaction_timeout" in line for line in errors)):
        return
    if not whole:
        with _connected() as connection:
            connection.execute("drop schema public cascade")
            connection.execute("create schema public")
    raise InstallationError(
        _("Basis data tidak dapat dipulihkan, tidak ada yang berubah: {error}").format(error=result.stderr.strip())
    )


def _programs(server: postgres.Server | None) -> Path:
    """pg_dump must be as new as the server: the embedded server's own, else the newest at hand."""
    if server is not None:
        return server.binaries
    ours, debian = postgres.installed_binaries(), postgres.debian_binaries()
    if debian is not None and _major(_server_version()) > _major(_version_of(ours)):
        return debian
    return ours


def _version_of(binaries: Path) -> str:
    said = subprocess.run([str(binaries / "pg_dump"), "--version"], check=True, capture_output=True, text=True).stdout
    return said.split(")")[1].split()[0]


def _server_version() -> str:
    with _connected() as connection:
        row = connection.execute("show server_version").fetchone()
    return row[0].split()[0] if row else "0"


def _major(version: str) -> int:
    return int(version.split(".")[0])


def _connected() -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(installation.database_url(), autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise InstallationError(
            _("Basis data tidak dapat dihubungi: {error}; periksa DATABASE_URL.").format(error=str(error).strip())
        ) from error


def _client(program: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a program of PostgreSQL on our database; the password stays out of the list of processes."""
    address = conninfo_to_dict(installation.database_url())
    password = address.pop("password", None)
    environment = dict(os.environ, LC_ALL="C.UTF-8") | ({"PGPASSWORD": str(password)} if password else {})
    command = [str(program), "--dbname", make_conninfo("", **address), *options]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
