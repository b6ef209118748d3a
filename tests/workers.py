"""A background worker as `mumpuni worker` runs it, on the database of the test that starts it."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

WORKER = (
    "import sys; from django.core.management import execute_from_command_line as run; run(['mumpuni', *sys.argv[1:]])"
)
PATIENCE = 120


@contextmanager
def worker(log, concurrency=1):
    """The running process; killed in the end."""
    at = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mumpuni.config.settings.test",
        "MUMPUNI_DATA": str(settings.MUMPUNI_FILES.parent),
        "DATABASE_URL": f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}",
    }
    command = [sys.executable, "-c", WORKER, "procrastinate", "worker", "--concurrency", str(concurrency)]
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_until(reached, process, log):
    """Wait for something that the worker does."""
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert process.poll() is None, log.read_text()[-2000:]
        assert time.monotonic() < deadline, log.read_text()[-2000:]
        time.sleep(0.01)
