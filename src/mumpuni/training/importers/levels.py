"""Reading the level of a post: its name, or the echelon that older lists still give (jenjang, eselon)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mumpuni.exchange.cells import BadCell, clean, loose_key
from mumpuni.people.models import Echelon, Level

_PREFIXES = ("pejabat ", "jabatan ", "fungsional ", "jf ", "staf ")
_WORDS = {level.value.replace("-", " "): level for level in Level} | {
    "jptp": Level.JPT_PRATAMA,
    "pimpinan tinggi pratama": Level.JPT_PRATAMA,
    "pimpinan tinggi madya": Level.JPT_MADYA,
    "pimpinan tinggi utama": Level.JPT_UTAMA,
    "staf": Level.PELAKSANA,
}
_TIERS = {
    "I": Level.JPT_MADYA,
    "II": Level.JPT_PRATAMA,
    "III": Level.ADMINISTRATOR,
    "IV": Level.PENGAWAS,
    "V": Level.PELAKSANA,
}
_DIGITS = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_ECHELON = re.compile(
    r"(?P<word>eselon|esselon|es\.?)?\s*(?P<tier>IV|V|I{1,3}|[1-5])\s*(?P<sign>[./-]?)\s*(?P<part>[a-e])?", re.I
)


@dataclass(frozen=True)
class LevelCell:
    """What a cell says of the level; `echelon` is "" when it names the level or only the tier."""

    level: str
    echelon: str = ""


def read_level(value: str) -> LevelCell:
    """A level by its name, or by its echelon.

    "III/a" without the word eselon is how ranks are written, so it is not taken for an echelon.

    >>> read_level("Eselon III.a"), read_level("Pejabat Pengawas")
    (LevelCell(level='administrator', echelon='III.a'), LevelCell(level='pengawas', echelon=''))
    """
    key = loose_key(value)
    while key.startswith(_PREFIXES):
        key = key.partition(" ")[2]
    if named := _WORDS.get(key):
        return LevelCell(named.value)
    match = _ECHELON.fullmatch(clean(value))
    mend = _("Tulis JPT Pratama, Administrator, Pengawas, atau eselonnya seperti Eselon III.a.")
    if match is None:
        raise BadCell("unknown-level", _("Jenjang jabatan tidak dikenali."), mend)
    part = (match["part"] or "").lower()
    if part in ("c", "d", "e") or (match["sign"] == "/" and not match["word"]):
        raise BadCell("rank-for-level", _("Ini tampak seperti golongan ruang, bukan jenjang atau eselon."), mend)
    tier = _DIGITS.get(match["tier"], match["tier"].upper())
    echelon = f"{tier}.{part}" if part else ""
    return LevelCell(_TIERS[tier].value, echelon if echelon in Echelon.values else "")
