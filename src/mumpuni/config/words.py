"""Words of the command line and of start-up errors, translated without Django.

They are said before the settings are read (or because the settings cannot be read), so Django's
gettext is not there yet. The catalogue is the same: `locale/en/LC_MESSAGES/django.mo`.
"""

import gettext as standard_gettext
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
_LOCALE = Path(__file__).resolve().parent.parent / "locale"


def use(language: str) -> None:
    """Speak this language ("id" or "en") in this process and in those it starts."""
    os.environ["MUMPUNI_LANGUAGE"] = language


def gettext(text: str) -> str:
    """The text in the chosen language; Indonesian, the language of the source, when none is chosen."""
    return _catalogue(os.environ.get("MUMPUNI_LANGUAGE", "id")).gettext(text)


@cache
def _catalogue(language: str) -> standard_gettext.NullTranslations:
    if language == "id":
        return standard_gettext.NullTranslations()
    return standard_gettext.translation("django", _LOCALE, [language], fallback=True)
