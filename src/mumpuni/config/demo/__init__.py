"""The demo season: the product's own services called in the order in which people would call them.

A marker in the data folder says that this installation holds invented people; every page shows it.
"""

import argparse
import logging
import shutil
import sys
from random import Random

from mumpuni.config import installation
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

FILLING, FILLED = "filling", "filled"


def fill(options: argparse.Namespace) -> None:
    """Fill the demo where it is not there yet, and say who may sign in; the database runs and has its tables.

    Raises:
        InstallationError: where there are accounts that are not the demo's.
    """
    from mumpuni.config.demo import signins, story
    from mumpuni.people.models import Account

    marker = installation.demo_marker()
    if marker.exists() and marker.read_text() == FILLED and installation.database_is_demo():
        _say(signins.told())
        return
    if Account.objects.exists():
        raise InstallationError(
            _("Basis data ini sudah berisi akun; data contoh hanya diisikan ke instalasi kosong. Pilih folder lain.")
        )
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    installation.mark_demo()
    marker.write_text(FILLING)
    story.tell(Random(options.seed), installation.data_folder() / "demo", size=options.size, say=_say)
    marker.write_text(FILLED)
    _say(signins.told())


def unfinished() -> bool:
    """Whether an earlier filling was cut off; what it left is of no use and is taken away first."""
    marker = installation.demo_marker()
    return marker.exists() and marker.read_text() == FILLING


def remove() -> None:
    """Take the whole demo away: its database, files and keys.

    Raises:
        InstallationError: where this is no demo.
    """
    folder = installation.data_folder()
    if not installation.demo_marker().exists():
        raise InstallationError(_("Folder {folder} bukan data contoh; tidak ada yang dihapus.").format(folder=folder))
    installation.empty_database()
    for part in ("files", "keys", "static", "demo"):
        shutil.rmtree(folder / part, ignore_errors=True)
    installation.demo_marker().unlink()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
