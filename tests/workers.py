"""A background worker and a web server as `mumpuni serve` runs them, on the database of the test that starts them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import connection

WORKER = (
    "import sys; from django.core.management import execute_from_command_line as run; run(['mumpuni', *sys.argv[1:]])"
)
PATIENCE = 120


@contextmanager
def worker(log, concurrency=1):
    """The running worker; killed in the end."""
    command = [sys.executable, "-c", WORKER, "procrastinate", "worker", "--concurrency", str(concurrency)]
    with _running(command, log) as process:
        yield process


@contextmanager
def web(log, port):
    """A web server that answers at this port of localhost; killed in the end, if it still lives."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--blocking-threads", "2", "--no-ws", "mumpuni.config.wsgi:application"]
    with _running(command, log, MUMPUNI_BASE_URL=f"http://localhost:{port}") as process:
        wait_until(lambda: _answers(port), process, log)
        yield process


@contextmanager
def _running(command, log, **more):
    at = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mumpuni.config.settings.test",
        "MUMPUNI_DATA": str(settings.MUMPUNI_FILES.parent),
        "DATABASE_URL": f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}",
        **more,
    }
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
        try:
            yield process
        finally:
            kill(process)


def kill(process):
    """With its children, and without a word before."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port():
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_until(reached, process, log):
    """Wait for something that the worker does."""
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert process.poll() is None, log.read_text()[-2000:]
        assert time.monotonic() < deadline, log.read_text()[-2000:]
        time.sleep(0.01)
