"""An installation moves to its second home."""

import hashlib
import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mumpuni.config import postgres
from mumpuni.config.demo import signins
from tests.config.test_serve import Site


@pytest.fixture
def street() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mumpuni-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "mumpuni.config.cli", words[0], "--data", str(data), *words[1:]]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.long
def test_a_restored_backup_serves_the_same_certificate_bytes(street):
    old, new = street / "lama", street / "baru"
    assert run(old, "demo", "--size", "small", "--no-serve").returncode == 0
    with postgres.start(old / "postgres"), psycopg.connect(postgres.url(old / "postgres", "mumpuni")) as connection:
        issued = dict(
            connection.execute(
                "SELECT c.id, d.sha256 FROM certification_certificate c"
                " JOIN documents_document d ON d.id = c.document_id"
                " JOIN people_account a ON a.person_id = c.person_id"
            ).fetchall()
        )
    assert run(old, "backup", str(street / "cadangan.tar")).returncode == 0
    shutil.rmtree(old)
    assert run(new, "restore", str(street / "cadangan.tar")).returncode == 0
    site = Site(new)
    site.serve()
    try:
        reader = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        home = f"http://localhost:{site.port}"
        form = reader.open(f"{home}/akun/masuk/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token
        fields = {
            "csrfmiddlewaretoken": token[1],
            "login": signins.PARTICIPANT.email,
            "password": signins.PASSWORD,
        }
        reader.open(f"{home}/akun/masuk/", urllib.parse.urlencode(fields).encode())
        served = {
            number: hashlib.sha256(reader.open(f"{home}/sertifikat/{number}/unduh/").read()).hexdigest()
            for number in issued
        }
    finally:
        site.serving[0].terminate()
        site.serving[0].wait(60)
    assert issued
    assert served == issued
