"""From an approved item to what the press is given: number, code, data, signers (pencetakan)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from mumpuni.certification import links
from mumpuni.certification.models import IssueItem, Kind
from mumpuni.certification.presses import Job
from mumpuni.documents.codes import new_code
from mumpuni.people.models import Capacity

LAYOUTS = {Kind.COMPETENCE: "sertifikat-kompetensi", Kind.ATTENDANCE: "sertifikat-pelatihan"}
_NOT_PRINTED = frozenset({"evidence", "decided_by", "decided_at"})


@dataclass(frozen=True)
class Sheet:
    """One certificate ready to be printed under its number."""

    item: IssueItem
    serial: int
    number: str
    code: str
    issued_on: dt.date
    signatories: Sequence[dict[str, Any]]

    @property
    def layout(self) -> str:
        """The layout it is printed with."""
        return LAYOUTS[Kind(self.item.kind)]

    @property
    def data(self) -> dict[str, Any]:
        """What the layout is given."""
        printed = dict(self.item.printed)
        if "units" in printed:
            printed["units"] = [
                {key: value for key, value in unit.items() if key not in _NOT_PRINTED} for unit in printed["units"]
            ]
        return printed | {
            "number": self.number,
            "code": self.code,
            "issued_on": self.issued_on,
            "verify_url": links.page("certification:verify_code", self.code),
            "verify_at": f"{urlsplit(settings.MUMPUNI_BASE_URL).netloc}/verifikasi",
            "signatories": [_printed(who) for who in self.signatories],
        }


def sheet(
    item: IssueItem, serial: int, number: str, issued_on: dt.date, signatories: Sequence[dict[str, Any]]
) -> Sheet:
    """Give an item its number and a fresh verification code."""
    return Sheet(item, serial, number, new_code(), issued_on, signatories)


def job(sheet: Sheet) -> Job:
    """What the press is given: each signatory signs the own page, in order."""
    signers = tuple((f"person:{who['person']}", who["name"]) for who in sheet.signatories)
    return Job(sheet.layout, sheet.data, sheet.issued_on, signers, _reason(sheet))


def _reason(sheet: Sheet) -> str:
    return _("Penerbitan sertifikat %(number)s") % {"number": sheet.number}


def _printed(who: dict[str, Any]) -> dict[str, Any]:
    capacity = "definitive" if who["capacity"] == Capacity.DEFINITIVE else who["capacity"]
    return {
        "office": who["office"],
        "capacity": capacity,
        "own_office": who["own_office"],
        "name": who["name"],
        "nip": who["nip"],
        **({"delegation": who["delegation"]} if "delegation" in who else {}),
    }
