"""`mumpuni doctor`: what is wrong with this installation, and how to mend it. One line per check."""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from mumpuni.config import certificates, installation
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

LEAST_FREE = 1 << 30  # bytes; an issue run of 1,500 certificates takes about 200 MB
OLDEST_POSTGRES = 15
LARGEST_DRIFT = timedelta(seconds=5)
_PACKAGE = Path(__file__).resolve().parent.parent
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name, what was found, how to mend what is not sound, or what had better be done."""

    name: str
    found: str
    mend: str = ""
    advice: str = ""

    @property
    def sound(self) -> bool:
        """Nothing to mend."""
        return not self.mend

    def line(self) -> str:
        """The check as one line for people."""
        if self.sound and self.advice:
            return _("! {name}: {found}. Sebaiknya: {advice}").format(
                name=self.name, found=self.found, advice=self.advice
            )
        if self.sound:
            return f"✓ {self.name}: {self.found}"
        return _("✗ {name}: {found}. Perbaiki: {mend}").format(name=self.name, found=self.found, mend=self.mend)


def examine(certificate: Path | None = None, key: Path | None = None) -> Iterator[Check]:
    """Every check in the order in which to mend; those that need the database are left out where there is none.

    Certificate and key are those that `mumpuni serve` is started with.
    """
    # The keys first: reading the settings would make the missing ones.
    yield from (look() for look in (_keys, _folder, _disk, _front_end, _messages, _fonts))
    if certificate is not None and key is not None:
        verdict = certificates.judge(certificate, key)
        yield Check(_("Sertifikat TLS"), verdict.found, verdict.mend, verdict.advice)
    with ExitStack() as stack:
        try:
            stack.enter_context(installation.database())
            yield _database()
        except InstallationError as error:
            ours = _("ikuti petunjuk itu, lalu ulangi mumpuni doctor")
            theirs = _("periksa alamat di DATABASE_URL dan server PostgreSQL di sana")
            yield Check("PostgreSQL", str(error), theirs if os.environ.get("DATABASE_URL") else ours)
            return
        import django

        django.setup()
        migrations = _migrations()
        yield migrations
        checks: tuple[Callable[[], Check], ...] = (_worker, _clock) if migrations.sound else ()
        yield from (look() for look in (*checks, _mail, _address, _offline, _editions))


def _keys() -> Check:
    name = _("Kunci")
    folder = installation.data_folder() / "keys"
    if not folder.exists():
        return Check(name, _("belum ada, dibuat saat pertama dijalankan"))
    for key in installation.KEYS:
        path = folder / key
        try:
            whole = len(bytes.fromhex(path.read_text(encoding="ascii"))) == 32
        except FileNotFoundError:
            return Check(name, _("{path} tidak ada").format(path=path), _("kembalikan dari cadangan"))
        except OSError as error:
            mend = _("jalankan dengan akun pemiliknya, atau: chown -R <akun> {folder}").format(folder=folder)
            return Check(name, _("{path} tidak terbaca ({error})").format(path=path, error=error.strerror), mend)
        except ValueError:
            whole = False
        if not whole:
            return Check(name, _("{path} rusak").format(path=path), _("kembalikan dari cadangan"))
    for path in (folder, *folder.rglob("*")):
        if path.stat().st_mode & 0o077:
            found = _("{path} terbuka bagi akun lain").format(path=path)
            return Check(name, found, f"chmod -R go-rwx {folder}")
    return Check(name, _("lengkap dan tertutup"))


def _folder() -> Check:
    name = _("Folder data")
    folder = installation.data_folder()
    if not folder.exists():
        parent = next(path for path in folder.parents if path.exists())
        if os.access(parent, os.W_OK | os.X_OK):
            return Check(name, _("{folder} belum ada, dibuat saat pertama dijalankan").format(folder=folder))
        return Check(
            name,
            _("{folder} tidak dapat dibuat").format(folder=folder),
            _("jalankan sebagai root, atau pilih folder lain dengan MUMPUNI_DATA"),
        )
    for path in (folder, folder / "files"):
        if path.exists() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            mend = _("jalankan dengan akun pemiliknya, atau: chown -R <akun> {folder}").format(folder=path)
            return Check(name, _("{folder} tidak dapat ditulisi").format(folder=path), mend)
    return Check(name, str(folder))


def _disk() -> Check:
    folder = installation.data_folder()
    free = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists())).free
    found = _("{free} GB kosong").format(free=round(free / 2**30, 1))
    mend = _("kosongkan ruang hingga sedikitnya {least} GB di {folder}").format(least=LEAST_FREE >> 30, folder=folder)
    return Check(_("Ruang disk"), found, "" if free >= LEAST_FREE else mend)


def _front_end() -> Check:
    built = (_PACKAGE / "ui" / "static" / "ui" / "manifest.json").exists()
    found, mend = (_("terbangun"), "") if built else (_("belum dibangun"), "make setup")
    return Check(_("Tampilan"), found, mend)


def _messages() -> Check:
    found = [path.parts[-3] for path in _PACKAGE.glob("locale/*/LC_MESSAGES/django.mo")]
    mend = "" if found else "python -m mumpuni.ui.messages compile"
    return Check(_("Terjemahan"), ", ".join(["id", *found]), mend)


def _fonts() -> Check:
    package = importlib.util.find_spec("fontpkg_arimo")
    folder = Path(package.origin).parent if package and package.origin else None
    count = len([*folder.rglob("*.ttf"), *folder.rglob("*.otf")]) if folder else 0
    mend = "" if count else _("pasang ulang paket fontpkg-arimo")
    return Check(_("Huruf dokumen"), _("Arimo, {count} berkas").format(count=count), mend)


def _database() -> Check:
    import psycopg

    try:
        with psycopg.connect(installation.database_url(), connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        found = _("tidak menjawab ({error})").format(error=" ".join(str(error).split()))
        raise InstallationError(found) from error
    found = f"{version // 10000}.{version % 10000}"
    mend = _("naikkan server ke PostgreSQL {oldest} atau lebih baru").format(oldest=OLDEST_POSTGRES)
    return Check("PostgreSQL", found, "" if version // 10000 >= OLDEST_POSTGRES else mend)


def _migrations() -> Check:
    from mumpuni.config.health import unapplied_migrations

    waiting = unapplied_migrations()
    found = _("{count} belum diterapkan").format(count=len(waiting)) if waiting else _("mutakhir")
    return Check(_("Tabel basis data"), found, "mumpuni migrate" if waiting else "")


def _worker() -> Check:
    from mumpuni.config.health import worker_lives

    if worker_lives():
        return Check(_("Pekerja latar"), _("hidup"))
    return Check(
        _("Pekerja latar"), _("tidak ada yang hidup"), _("jalankan mumpuni serve atau mumpuni worker, lalu ulangi")
    )


def _clock() -> Check:
    from django.db import connection
    from django.utils import timezone

    from mumpuni.audit.models import Event

    name = _("Jam")
    mend = _("sinkronkan jam server (timedatectl set-ntp true)")
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        drift = abs(datetime.now(UTC) - cursor.fetchone()[0])
    if drift > LARGEST_DRIFT:
        return Check(
            name, _("berbeda {seconds} detik dari basis data").format(seconds=round(drift.total_seconds())), mend
        )
    last = Event.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None and last > timezone.now() + LARGEST_DRIFT:
        return Check(name, _("lebih lambat daripada jejak audit terakhir ({at})").format(at=last.isoformat()), mend)
    return Check(name, timezone.localtime().isoformat(timespec="seconds"))


def _host() -> str:
    from django.conf import settings

    return urlsplit(settings.MUMPUNI_BASE_URL).hostname or ""


def _mail() -> Check:
    from django.conf import settings

    name = _("Surel")
    if settings.EMAIL_HOST:
        return Check(name, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
    if _host() in _LOCAL:
        return Check(name, _("tanpa server; surat hanya tampak di halaman surat keluar"))
    return Check(
        name, _("tanpa server; tidak ada surat yang terkirim"), _("isi MUMPUNI_EMAIL_HOST dan MUMPUNI_EMAIL_FROM")
    )


def _address() -> Check:
    from django.conf import settings
    from django.http.request import validate_host

    name, address, host = _("Alamat"), settings.MUMPUNI_BASE_URL, _host()
    if host in _LOCAL:
        return Check(name, _("{address}, hanya dari komputer ini").format(address=address))
    if not address.startswith("https://"):
        mend = _("pasang TLS (lihat docs/how-to/server.md), lalu MUMPUNI_BASE_URL=https://{host}").format(host=host)
        return Check(name, _("{address} tanpa TLS").format(address=address), mend)
    if not validate_host(host, settings.ALLOWED_HOSTS):
        found = _("{host} tidak ada di MUMPUNI_ALLOWED_HOSTS").format(host=host)
        return Check(name, found, f"MUMPUNI_ALLOWED_HOSTS={host}")
    return Check(name, address)


def _offline() -> Check:
    """Browsers keep pages and encrypt only over HTTPS, or on the computer itself."""
    from django.conf import settings

    name, address = _("Lembar observasi luring"), settings.MUMPUNI_BASE_URL
    if address.startswith("https://"):
        return Check(name, _("dapat dipakai"))
    if _host() in _LOCAL:
        return Check(name, _("dapat dipakai hanya dari komputer ini; tablet memerlukan HTTPS"))
    found = _("tidak dapat dipakai, peramban menolaknya tanpa HTTPS")
    return Check(name, found, _("pasang TLS (lihat docs/how-to/server.md)"))


def _editions() -> Check:
    from django.conf import settings

    from mumpuni.regulations import REGULATIONS

    name = _("Tanggal berlaku peraturan")
    missing = [one for one, since in settings.MUMPUNI_EFFECTIVE_FROM.items() if since is None]
    if not missing:
        return Check(name, _("terisi"))
    titles = ", ".join(REGULATIONS[one].short_title for one in missing)
    wanted = " ".join(f"MUMPUNI_{one.upper().replace('-', '_')}_FROM=TTTT-BB-HH" for one in missing)
    return Check(
        name,
        _("{titles} belum diisi").format(titles=titles),
        advice=_("isi {wanted} dengan tanggal dari Berita Negara").format(wanted=wanted),
    )
