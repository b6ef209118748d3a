"""The regulations that Mumpuni knows, with the days between which each is in force."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation or guide (peraturan, panduan).

    A day is None where no text at hand gives it: the guide is dated "Maret 2019" without a day, and the days on which
    Peraturan BKN 26/2019 and 7/2020 took effect stand in closing articles that we do not have.
    """

    id: str
    short_title: str
    effective_from: date | None = None
    superseded_on: date | None = None

    def as_json(self) -> dict[str, str | None]:
        """The edition as it stands in every decision."""
        return {
            "id": self.id,
            "effective_from": self.effective_from.isoformat() if self.effective_from else None,
            "superseded_on": self.superseded_on.isoformat() if self.superseded_on else None,
        }


REGULATIONS = {
    regulation.id: regulation
    for regulation in (
        Regulation("bkn-26-2019", "Peraturan BKN 26/2019"),
        Regulation("bkn-11-2008", "Perka BKN 11/2008", effective_from=date(2008, 6, 6)),
        Regulation("bkn-7-2020", "Peraturan BKN 7/2020"),
        Regulation("permendagri-11-2018", "Permendagri 11/2018"),
        Regulation("panduan-2019", "Panduan Pelatihan dan Sertifikasi 2019"),
    )
}


def regulation_of(rule_id: str) -> Regulation | None:
    """The regulation whose name begins the rule's id; None for a rule that stands above single regulations."""
    return REGULATIONS.get(rule_id.partition("/")[0])
