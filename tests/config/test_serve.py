"""`mumpuni serve` as its administrator meets it: a program that starts, stops and dies as a whole."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from mumpuni.config import postgres


class Site:
    """One installation and the programs that run on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
        self.environment.pop("DATABASE_URL", None)
        self.environment |= {"MUMPUNI_DATA": str(data), "MUMPUNI_LANGUAGE": "id"}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = data.parent / "serve.log"
        self.serving: list[subprocess.Popen[bytes]] = []

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "mumpuni.config.cli", *words]

    def run(self, *words: str, told: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.environment,
            input=told,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def serve(self) -> subprocess.Popen[bytes]:
        with self.log.open("wb") as log:
            started = subprocess.Popen(
                self.command("serve", "--port", str(self.port)), env=self.environment, stdout=log, stderr=log
            )
        self.serving.append(started)
        deadline = time.monotonic() + 90
        while not all(words in self.log.read_text() for words in ("Mumpuni berjalan di", "Starting worker")):
            assert started.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)
        return started

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(postgres.url(self.data / "postgres", "mumpuni"))

    def database_runs(self) -> bool:
        return postgres.running(self.data / "postgres")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="mumpuni-test-", dir="/tmp"))
    folder.chmod(0o755)
    made = Site(folder / "data")
    yield made
    for left in made.serving:
        left.terminate()
        left.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


def descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [found for child in children for found in (int(child), *descendants(int(child)))]


def part(pid: int, words: str) -> int:
    """The child whose command line ends with these words."""
    for child in descendants(pid):
        line = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        if line.endswith(words):
            return child
    raise AssertionError(words)


def gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() and "State:\tZ" not in status(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return "State:\tZ"


def test_it_serves_and_stops_in_order(site: Site) -> None:
    serving = site.serve()
    assert site.get("/healthz") == (200, "ok\n")
    code, said = site.get("/readyz")
    assert (code, json.loads(said)) == (200, {"database": "ok", "migrations": "ok", "worker": "ok"})
    everything = descendants(serving.pid)
    second = site.run("serve", "--port", str(site.port))
    assert second.returncode == 1
    assert f"port {site.port} tidak dapat dipakai" in second.stderr
    assert "Traceback" not in second.stderr
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(60) == 0
    assert gone(everything)
    assert not site.database_runs()


@pytest.mark.parametrize(("words", "name"), [("mumpuni.config.cli worker", "worker"), ("wsgi:application", "web")])
def test_when_a_part_dies_the_whole_says_so_and_stops(site: Site, words: str, name: str) -> None:
    serving = site.serve()
    everything = descendants(serving.pid)
    os.kill(part(serving.pid, words), signal.SIGKILL)
    assert serving.wait(60) == 1
    assert f"Bagian «{name}» berhenti sendiri" in site.log.read_text()
    assert gone(everything)
    assert not site.database_runs()


def test_kill_9_of_everything_loses_nothing_acknowledged(site: Site) -> None:
    serving = site.serve()
    with site.connect() as connection:
        connection.execute("create table acknowledged (word text)")
        connection.execute("insert into acknowledged values ('tersimpan')")
    postmaster = int((site.data / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])
    for pid in [serving.pid, *descendants(serving.pid), postmaster, *descendants(postmaster)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    serving.wait(10)
    again = site.serve()
    with site.connect() as connection:
        assert connection.execute("select word from acknowledged").fetchall() == [("tersimpan",)]
    assert site.get("/readyz")[0] == 200
    again.send_signal(signal.SIGINT)
    assert again.wait(60) == 0


def test_its_children_do_not_outlive_it(site: Site) -> None:
    serving = site.serve()
    children = descendants(serving.pid)
    serving.kill()
    serving.wait(10)
    assert gone(children)
    # The worker, told to end and the last to leave, has stopped the database.
    assert not site.database_runs()


def test_doctor_says_what_is_wrong_and_how_to_mend_it(site: Site) -> None:
    assert site.run("migrate").returncode == 0
    with postgres.start(site.data / "postgres"), site.connect() as connection:
        # Workers that the tests before killed were heard of less than a minute ago.
        connection.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'")
    (site.data / "keys").chmod(0o755)
    told = site.run("doctor")
    (site.data / "keys").chmod(0o700)
    assert told.returncode == 1
    lines = told.stdout.splitlines()
    assert f"✗ Kunci: {site.data}/keys terbuka bagi akun lain. Perbaiki: chmod -R go-rwx {site.data}/keys" in lines
    assert "✓ Tabel basis data: mutakhir" in lines
    assert any(line.startswith("✗ Pekerja latar: ") for line in lines)
    assert [line for line in lines if line.startswith("!")] == [
        "! Tanggal berlaku peraturan: Peraturan BKN 26/2019 belum diisi. "
        "Sebaiknya: isi MUMPUNI_BKN_26_2019_FROM=TTTT-BB-HH dengan tanggal dari Berita Negara"
    ]


def test_the_first_administrator_is_opened_once_and_with_a_good_password(site: Site) -> None:
    weak = site.run("first-administrator", "adi@contoh.go.id", "Adi", told="pendek\n")
    assert (weak.returncode, "terlalu pendek" in weak.stderr) == (1, True)
    opened = site.run("first-administrator", "adi@contoh.go.id", "Adi", told="kuda terbang biru 7\n")
    assert (opened.returncode, opened.stderr) == (0, "")
    again = site.run("first-administrator", "ani@contoh.go.id", "Ani", told="kuda terbang biru 7\n")
    assert (again.returncode, "sudah ada" in again.stderr) == (1, True)
