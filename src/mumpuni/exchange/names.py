"""Names with degrees: what stands before, the name itself, what stands after.

The result is a proposal that its owner confirms before anything is printed; so the reader keeps the
spelling it finds, mends only what is certain (ALL CAPS, known degrees) and invents nothing.
"""

import re
from dataclasses import dataclass

from mumpuni.exchange.cells import clean

_FRONT = {
    re.sub(r"[^a-z]", "", title.casefold()): title
    for title in (
        "Prof. Dr. Drs. Dra. Ir. Ing. H. Hj. KH. R.A. Rd. apt. Ns. Bd. drg. drh. Pdt. Tgk. "
        "Letkol. Kol. Kompol. AKP. AKBP."
    ).split()
}
# "Dr." is a doctorate, "dr." a physician: only this pair is told apart by its capitals.
_PHYSICIAN = "dr."
_BACK = {
    re.sub(r"[^a-z0-9]", "", degree.casefold()): degree
    for degree in """
    A.Md. A.Md.Kom. A.Md.Kep. A.Md.Keb. A.Ma. A.Ma.Pd. S.A.P. S.Ag. S.Ak. S.Ars. S.E. S.Farm. S.Gz. S.H. S.H.I. S.Hum.
    S.Hut. S.I.Kom. S.I.P. S.Kep. S.K.M. S.Kom. S.Mat. S.P. S.Pd. S.Pd.I. S.Pd.SD. S.Pi. S.Psi. S.Pt.
    S.S. S.Si. S.Sos. S.Sos.I. S.ST. S.STP. S.T. S.Th. S.Tr.IP. S.Tr.Kes. S.E.I. S.Keb. S.Tr.Keb. S.I.K.
    M.A. M.A.P. M.Ag. M.Ak. M.B.A. M.E. M.Ec.Dev. M.Eng. M.H. M.Hum. M.I.Kom. M.I.P. M.K.M. M.Kes. M.Kep. M.Kom. M.M.
    M.P.
    M.Pd. M.Pd.I. M.Psi. M.P.A. M.P.P. M.P.H. M.S. M.Sc. M.Si. M.Sos. M.T. M.Tr.IP. M.Tr.A.P. M.E.I. M.H.I. M.Ars.
    Ph.D. CA. CPA. CHRP. CRMP. Ak. Apt. Ners. Sp.A. Sp.OG. Sp.PD. Sp.B. Psikolog CGCAE QIA CFrA BKP Lc. B.Sc. B.A.
    B.Eng. BE. SmHk.
    """.split()
}
# Degrees that, in a name typed all in capitals and without a comma, could as well be the last word of the name.
_COULD_BE_NAMES = {"ma", "be", "ba", "ca", "lc", "ak", "ms", "sp", "mp", "me", "ss", "ners", "bkp", "apt"}
_LOWER_WORDS = {"bin": "bin", "binti": "binti", "van": "van", "von": "von", "de": "de", "der": "der"}


@dataclass(frozen=True)
class Name:
    """Front titles, bare name and back degrees, each as it is to be printed ("" where there is none)."""

    front: str
    name: str
    back: str

    def __str__(self) -> str:
        bare = f"{self.front} {self.name}".strip()
        return f"{bare}, {self.back}" if self.back else bare


def split_name(value: str) -> Name:
    """Take degrees off a name.

    >>> split_name("Dr. H. BUDI SANTOSO, S.Sos., M.Si")
    Name(front='Dr. H.', name='Budi Santoso', back='S.Sos., M.Si.')
    """
    first, *rest = (part.strip() for part in clean(value).split(","))
    shouting = _shouts(first)
    words = first.split()
    if _glued(words):
        words[:1] = words[0].replace(".", ". ").split()
    front: list[str] = []
    while len(words) > 1 and (title := _front_title(words[0], shouting)):
        front.append(title)
        words.pop(0)
    back: list[str] = []
    while len(words) > 1 and (degree := _trailing_degree(words[-1], shouting)):
        back.insert(0, degree)
        words.pop()
    back += [degree for part in rest for degree in _degrees(part)]
    return Name(" ".join(front), _cased(words), ", ".join(back))


def _letters(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.casefold())


def _shouts(part: str) -> bool:
    return part.upper() == part


def _glued(words: list[str]) -> bool:
    """Whether titles are glued to each other or to the name by dots ("Drs.H.Budi")."""
    return bool(words) and "." in words[0][:-1] and _letters(words[0].split(".")[0]) in _FRONT


def _front_title(word: str, shouting: bool) -> str:
    if word.rstrip(".") == "dr" and not shouting:
        return _PHYSICIAN
    key = _letters(word)
    if key == "r":
        return ""
    return _FRONT.get(key, "")


def _trailing_degree(word: str, shouting: bool) -> str:
    """A degree that no comma announces: known, and written with an inner dot or in mixed or full capitals."""
    key = _letters(word)
    if key not in _BACK:
        return ""
    dotted = "." in word[:-1]
    capital = word.rstrip(".").isupper() and not (shouting and key in _COULD_BE_NAMES)
    return _spelled(word) if dotted or capital else ""


def _degrees(part: str) -> list[str]:
    """Degrees behind a comma; several in one part are told apart only if each is known."""
    words = part.split()
    if len(words) > 1 and all(_letters(word) in _BACK for word in words):
        return [_spelled(word) for word in words]
    return [_spelled(part)] if part.strip(". ") else []


def _spelled(degree: str) -> str:
    """A known degree with its dots and capitals; dots that someone set differently (M.AP., M.A.P.) are theirs."""
    known = _BACK.get(_letters(degree))
    if not known:
        return degree
    typed = degree.replace(" ", "").rstrip(".") + ("." if known.endswith(".") else "")
    return typed if "." in typed[:-1] and typed.upper() != known.upper() else known


def _cased(words: list[str]) -> str:
    """Capitals at the beginning of words when the whole name was typed in one case; else as typed."""
    joined = " ".join(words)
    if len(joined.replace(".", "").replace(" ", "")) < 2 or joined not in (joined.upper(), joined.lower()):
        return joined
    return " ".join(
        _LOWER_WORDS.get(word.casefold(), _capital(word)) if at else _capital(word) for at, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return re.sub(r"(^|[-.(/])(\w)", lambda found: found[1] + found[2].upper(), word.lower())
