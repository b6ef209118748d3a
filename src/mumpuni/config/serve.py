"""`mumpuni serve`: database, web and worker as one program that starts and stops as a whole."""

import ctypes
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from mumpuni.config import certificates, installation
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

WEB_PROCESSES = 2
THREADS = 4
# A job in progress gets this long to end; one that needs longer is taken up again by the next worker.
LAST_WORDS = 30.0
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def serve(
    host: str, port: int, *, worker: bool = True, certificate: Path | None = None, key: Path | None = None
) -> int:
    """Run until told to stop (SIGTERM, Ctrl-C); gives the exit code: 1 if a part died by itself."""
    if (certificate is None) != (key is None):
        raise InstallationError(_("TLS memerlukan keduanya: --certificate dan --key."))
    if certificate is not None and key is not None and (verdict := certificates.judge(certificate, key)).mend:
        words = _("Sertifikat TLS: {found}. Perbaiki: {mend}.")
        raise InstallationError(words.format(found=verdict.found, mend=verdict.mend))
    _require_free(host, port)
    scheme = "http" if certificate is None else "https"
    shown = "localhost" if host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else host  # noqa: S104
    address = f"{scheme}://{shown}:{port}"
    os.environ.setdefault("MUMPUNI_BASE_URL", address)
    with _told_to_stop(), installation.database():
        _run([sys.executable, "-m", "mumpuni.config.cli", "migrate"])
        _run([sys.executable, "-m", "mumpuni.config.cli", "manage", "collectstatic", "--noinput", "--verbosity", "0"])
        parts: dict[str, subprocess.Popen[bytes]] = {}
        try:
            parts["web"] = _start(_web(host, port, certificate, key))
            if worker:
                parts["worker"] = _start([sys.executable, "-m", "mumpuni.config.cli", "worker"])
            _wait_until_it_answers(parts, scheme, host, port)
            _say(
                _("Mumpuni berjalan di {address} (folder data {folder}). Berhenti dengan Ctrl-C.").format(
                    address=address, folder=installation.data_folder()
                )
            )
            return _watch(parts)
        finally:
            _stop(parts)


def _web(host: str, port: int, certificate: Path | None, key: Path | None) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(WEB_PROCESSES), "--blocking-threads", str(THREADS), "--no-ws"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"]
    if certificate is not None and key is not None:
        command += ["--ssl-certificate", str(certificate), "--ssl-keyfile", str(key)]
    return [*command, "mumpuni.config.wsgi:application"]


def _require_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise InstallationError(
            _("Alamat {host} port {port} tidak dapat dipakai: {error}; pilih port lain dengan --port.").format(
                host=host, port=port, error=error.strerror
            )
        ) from error


def _die_with_parent() -> None:
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own: Ctrl-C reaches only this program, which then stops them in order."""
    dies_with_us = _die_with_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, start_new_session=True, preexec_fn=dies_with_us)


def _run(command: list[str]) -> None:
    """Run a step of the preparation, and end it if this program is told to stop meanwhile."""
    step = _start(command)
    try:
        code = step.wait()
    except BaseException:
        _stop({"step": step})
        raise
    if code != 0:
        raise InstallationError(
            _("Persiapan gagal pada langkah «{step}»; lihat pesan di atasnya.").format(step=" ".join(command[3:]))
        )


def _wait_until_it_answers(parts: dict[str, subprocess.Popen[bytes]], scheme: str, host: str, port: int) -> None:
    deadline = time.monotonic() + 60
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while time.monotonic() < deadline and all(part.poll() is None for part in parts.values()):
        try:
            if scheme == "https":
                # Our own certificate, asked under an address that it need not name.
                context = ssl._create_unverified_context()  # noqa: S323
                connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                    target, port, timeout=5, context=context
                )
            else:
                connection = http.client.HTTPConnection(target, port, timeout=5)
            with closing(connection):
                connection.request("GET", "/healthz", headers={"Host": "localhost"})
                connection.getresponse().read()
                return
        except OSError:
            time.sleep(0.1)


def _watch(parts: dict[str, subprocess.Popen[bytes]]) -> int:
    while True:
        for name, part in parts.items():
            if part.poll() is not None:
                _say(
                    _("Bagian «{name}» berhenti sendiri (kode {code}), maka semuanya dihentikan.").format(
                        name=name, code=part.returncode
                    )
                )
                return 1
        time.sleep(0.2)


def _stop(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Web first, so that nothing new comes in, then the worker; the database is stopped by whoever started it."""
    for part in parts.values():
        if part.poll() is None:
            part.terminate()
            try:
                part.wait(LAST_WORDS)
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()
        # Its own children, left behind if it was killed; each part leads a process group of that number.
        with suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """SIGTERM and Ctrl-C unwind this program like an exception, once; while it stops, more of them change nothing."""

    def stop(_number: int, _frame: object) -> None:
        for known in (signal.SIGTERM, signal.SIGINT):
            signal.signal(known, signal.SIG_IGN)
        raise SystemExit(0)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
