"""The command line `mumpuni`. Django is imported only by the commands that need it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from mumpuni.config import cli_rules, cli_timetable, words
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

Handler = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 it could not be done, 2 it was asked in a wrong way."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mumpuni.config.settings.base")
    if given[:1] == ["manage"]:
        return _refusing(_manage, argparse.Namespace(arguments=given[1:]))
    options = _parser().parse_args(given)
    if getattr(options, "data", None):
        os.environ["MUMPUNI_DATA"] = str(options.data.absolute())
    if getattr(options, "language", None):
        words.use(options.language)
    return _refusing(options.handler, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mumpuni", description=_("Siklus kompetensi ASN dari usulan sampai sertifikat.")
    )
    parser.set_defaults(handler=None)
    commands = parser.add_subparsers(metavar="PERINTAH", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, metavar="FOLDER", help=_("folder data instalasi (MUMPUNI_DATA)"))
    common.add_argument("--language", choices=words.LANGUAGES, help=_("bahasa keluaran"))

    def command(name: str, handler: Handler, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=about, description=about)
        made.set_defaults(handler=handler)
        return made

    serving = command("serve", _serve, _("menjalankan situs: basis data, web, dan pekerja"))
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=_port, default=8000)
    serving.add_argument(
        "--no-worker", action="store_true", help=_("tanpa pekerja; jalankan `mumpuni worker` terpisah")
    )
    serving.add_argument("--certificate", type=Path, metavar="PEM", help=_("sertifikat TLS"))
    serving.add_argument("--key", type=Path, metavar="PEM", help=_("kunci TLS (PKCS#8)"))
    first = command("first-administrator", _first_administrator, _("membuka akun administrator pertama"))
    first.add_argument("email", metavar="SUREL")
    first.add_argument("name", metavar="NAMA")
    command("worker", _worker, _("menjalankan pekerja latar saja"))
    command("migrate", _migrate, _("memutakhirkan tabel basis data"))

    showing = command("demo", _demo, _("mengisi data contoh, lalu menjalankan situs"))
    showing.add_argument("--size", choices=("full", "small"), default="full")
    showing.add_argument("--seed", type=int, default=2026)
    showing.add_argument("--host", default="127.0.0.1")
    showing.add_argument("--port", type=_port, default=8000)
    showing.add_argument("--no-serve", action="store_true", help=_("hanya mengisi data"))
    showing.add_argument("--codes", action="store_true", help=_("hanya menampilkan akun contoh dan kode masuknya"))
    showing.add_argument("--remove", action="store_true", help=_("menghapus data contoh"))

    saving = command("backup", _backup, _("menyimpan basis data, berkas, dan kunci ke satu arsip"))
    saving.add_argument("file", type=Path, metavar="BERKAS")
    restoring = command("restore", _restore, _("memulihkan arsip ke instalasi yang kosong"))
    restoring.add_argument("file", type=Path, metavar="BERKAS")
    examining = command("doctor", _doctor, _("memeriksa instalasi ini dan cara memperbaikinya"))
    examining.add_argument("--certificate", type=Path, metavar="PEM", help=_("sertifikat TLS dari mumpuni serve"))
    examining.add_argument("--key", type=Path, metavar="PEM", help=_("kunci sertifikat itu"))
    commands.add_parser("manage", help=_("perintah Django, misalnya: manage makemigrations"), add_help=False)
    cli_rules.add_parsers(commands)
    cli_timetable.add_parsers(commands)
    matching = command("match", _match, _("menghitung Job Person Match seluruh tabel sekaligus"))
    matching.add_argument("source", type=Path, metavar="TABEL", help=_("CSV atau Parquet, satu baris per kompetensi"))
    matching.add_argument("target", type=Path, metavar="HASIL", help=_("CSV atau Parquet yang ditulis"))
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(_("port adalah bilangan 1-65535, bukan «{text}»").format(text=text))
    return int(text)


def _refusing(handler: Handler, options: argparse.Namespace) -> int:
    """Say in one sentence why the installation cannot, instead of showing where in the code it noticed."""
    try:
        return handler(options)
    except InstallationError as error:
        _say(str(error), sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 130


def _serve(options: argparse.Namespace) -> int:
    from mumpuni.config.serve import serve

    return serve(
        options.host,
        options.port,
        worker=not getattr(options, "no_worker", False),
        certificate=getattr(options, "certificate", None),
        key=getattr(options, "key", None),
    )


def _first_administrator(options: argparse.Namespace) -> int:
    """Ask for the password on the terminal, or take the first line of what is piped in."""
    import getpass

    from mumpuni.config import installation

    ask = _("Kata sandi: ")
    password = getpass.getpass(ask) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with installation.database():
        _migrate(options)
        from django.core.exceptions import ValidationError

        from mumpuni.people.services import first_administrator

        try:
            first_administrator(email=options.email, name=options.name, password=password)
        except ValidationError as error:
            raise InstallationError(" ".join(error.messages)) from error
    _say(
        _("Akun administrator {email} dibuka; masuk lewat situs lalu pasang langkah kedua.").format(
            email=options.email
        ),
        sys.stdout,
    )
    return 0


def _worker(options: argparse.Namespace) -> int:
    # Two jobs at once: a long issue run must not hold up the mail.
    return _django(["procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "25"])


def _migrate(options: argparse.Namespace) -> int:
    return _django(["migrate", "--noinput", "--verbosity", "0"], ["createcachetable", "--verbosity", "0"])


def _manage(options: argparse.Namespace) -> int:
    return _django(options.arguments)


def _django(*commands: list[str]) -> int:
    """Run Django's commands one after the other with the database running."""
    from mumpuni.config import installation

    with installation.database():
        from django.core.management import execute_from_command_line

        for command in commands:
            execute_from_command_line(["mumpuni", *command])
    return 0


def _demo(options: argparse.Namespace) -> int:
    from mumpuni.config import demo, installation

    if "MUMPUNI_DATA" not in os.environ:
        # Invented people never share a folder with real ones.
        os.environ["MUMPUNI_DATA"] = str(installation.data_folder().with_name("mumpuni-demo"))
    os.environ.setdefault("MUMPUNI_BASE_URL", f"http://localhost:{options.port}")
    os.environ.setdefault("MUMPUNI_BKN_26_2019_FROM", installation.DEMO_DAY)
    if options.remove or demo.unfinished():
        demo.remove()
    if options.remove:
        _say(_("Data contoh sudah dihapus."), sys.stdout)
        return 0
    with installation.database():
        _migrate(options)
        demo.fill(options)
        return 0 if options.no_serve or options.codes else _serve(options)


def _backup(options: argparse.Namespace) -> int:
    from mumpuni.config.backup import backup

    _say(backup(options.file), sys.stdout)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from mumpuni.config.backup import restore

    _say(restore(options.file), sys.stdout)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from mumpuni.config.doctor import examine

    sound = True
    if (options.certificate is None) != (options.key is None):
        raise InstallationError(_("TLS memerlukan keduanya: --certificate dan --key."))
    for check in examine(options.certificate, options.key):
        sound = sound and check.sound
        _say(check.line(), sys.stdout)
    return 0 if sound else 1


def _match(options: argparse.Namespace) -> int:
    from mumpuni.assessment.matching import COLUMNS, HIGHEST_LEVEL, LOWEST_STANDARD, PLACES, BadTable, match_table

    reasons = {
        "official": _("kolom official kosong"),
        "purpose": _("kolom purpose harus pengisian atau pemetaan"),
        "competency": _("kolom competency kosong"),
        "required": _("kolom required harus bilangan bulat {least}-{most}, atau kosong"),
        "achieved": _("kolom achieved harus 0-{most} dengan paling banyak {places} desimal, atau kosong"),
        "twice": _("kompetensi yang sama muncul dua kali"),
        "no-standard": _("tidak satu pun kompetensi punya required"),
    }
    bounds = {"least": LOWEST_STANDARD, "most": HIGHEST_LEVEL, "places": PLACES}
    if not options.source.is_file():
        raise InstallationError(_("{file} tidak dapat dibaca.").format(file=options.source))
    try:
        counted = match_table(options.source, options.target)
    except BadTable as bad:
        if bad.columns:
            raise InstallationError(
                _("Kolom {missing} tidak ada; yang diperlukan: {needed}.").format(
                    missing=", ".join(bad.columns), needed=", ".join(COLUMNS)
                )
            ) from bad
        _say(_("{count} baris atau pegawai tidak sesuai; tidak ada yang ditulis.").format(count=bad.count), sys.stderr)
        for row in bad.rows:
            where = _("baris {row} ({official}): {reason}")
            _say(
                where.format(row=row.row, official=row.official, reason=reasons[row.reason].format(**bounds)),
                sys.stderr,
            )
        return 2
    for outcome, count in counted.items():
        _say(f"{count:>12}  {outcome}", sys.stdout)
    return 0


def _say(text: str, stream: TextIO) -> None:
    stream.write(f"{text}\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
