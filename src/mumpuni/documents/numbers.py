"""How a document's number is written: the organiser's pattern, with a few names and nothing else."""

import datetime as dt
import re
from string import Formatter

from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NAMES = ("serial", "year", "month", "roman_month", "day")
NUMERIC = {"serial", "year", "month", "day"}
WIDTH = re.compile(r"(0[1-9]d|d)?")


def check_pattern(pattern: str) -> str:
    """The pattern itself; Unusable if it could print anything but a unique number.

    Serial and year are both needed, since serials begin anew each year.
    """
    used = set()
    for name, spec in _fields(pattern):
        if name not in NAMES:
            raise _refused(_("Nama “{%(name)s}” tidak dikenal. Yang tersedia: %(known)s."), name=name)
        if not WIDTH.fullmatch(spec) or (spec and name not in NUMERIC):
            raise _refused(
                _("Bentuk “:%(spec)s” pada {%(name)s} tidak dikenal. Contoh yang benar: {serial:05d}."),
                name=name,
                spec=spec,
            )
        used.add(name)
    if missing := {"serial", "year"} - used:
        raise _refused(_("Pola nomor harus memuat {%(name)s}, agar nomor tidak terulang."), name=min(missing))
    return pattern


def default_pattern(key: str) -> str:
    """How a series is written until somebody chooses; its key keeps it apart from the others."""
    return "{serial:05d}/" + key.upper().replace("{", "{{").replace("}", "}}") + "/{year}"


def write(pattern: str, serial: int, on: dt.date) -> str:
    """The number as printed, e.g. `00017/SERT-MASN/XI/2026`."""
    return check_pattern(pattern).format(
        serial=serial, year=on.year, month=on.month, roman_month=ROMAN[on.month - 1], day=on.day
    )


def _fields(pattern: str) -> list[tuple[str, str]]:
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as problem:
        raise _refused(_("Kurung kurawal pada pola nomor tidak berpasangan.")) from problem
    if any(conversion for _text, _name, _spec, conversion in parts):
        raise _refused(_("Tanda “!” tidak boleh dipakai di dalam kurung kurawal."))
    return [(name, spec or "") for _text, name, spec, _conversion in parts if name is not None]


def _refused(message: str, **params: str) -> Unusable:
    return Unusable(message, code="bad-pattern", params={"known": ", ".join(NAMES), **params})
