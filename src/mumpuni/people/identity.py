"""The numbers by which people are known: NIP, NIK, passport.

What a NIP says about its bearer follows Perka BKN 22/2007 and how offices read it; it is no rule of
the product's law, so it lives here. It has no check digit: a wrong NIP shows only by what it says.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable
from mumpuni.documents import sealing
from mumpuni.people.models import Employment, Identity, IdentityKind, Sex

USUAL_AGES_AT_APPOINTMENT = range(18, 36)
_PLACE = "people.identity"
_STRAIGHT = ("0123456789", "1234567890", "9876543210", "0987654321")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a number, and what to do; a warning may be taken as it is."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.message} {self.mend}"


@dataclass(frozen=True)
class Nip:
    """A NIP taken apart: birth date 8, month of appointment as CPNS 6, sex 1, serial 3 digits.

    A part is None where its digits say nothing real, as in the number of a PPPK, which nobody decodes.
    """

    digits: str
    birth_date: date | None
    appointed: date | None
    sex: str | None
    serial: int

    @property
    def grouped(self) -> str:
        """As it is printed: 19800505 200501 1 001."""
        return f"{self.digits[:8]} {self.digits[8:14]} {self.digits[14]} {self.digits[15:]}"


def parse_nip(text: str) -> Nip:
    """Read eighteen digits, written together or in groups.

    Raises:
        Unusable: fewer or more digits, letters, or a number that stands for "has none".

    >>> parse_nip("19800505 200501 1 001").appointed
    datetime.date(2005, 1, 1)
    """
    digits = bare(text)
    if not re.fullmatch(r"[0-9]{18}", digits):
        raise Unusable(
            _("NIP “%(given)s” bukan 18 angka. Salin kembali dari surat keputusan atau kartu pegawai.")
            % {"given": text.strip()[:30]},
            code="nip-not-18-digits",
        )
    if is_dummy(digits):
        raise Unusable(
            _(
                "NIP ini angka pengganti, bukan NIP sungguhan. Untuk orang tanpa NIP pilih jenis identitas NIK atau "
                "Paspor; NIP dapat ditambahkan kelak pada orang yang sama."
            ),
            code="dummy-nip",
        )
    return Nip(
        digits=digits,
        birth_date=_day(digits[:8]),
        appointed=_day(digits[8:14] + "01"),
        sex={"1": Sex.MALE.value, "2": Sex.FEMALE.value}.get(digits[14]),
        serial=int(digits[15:]),
    )


def is_dummy(digits: str) -> bool:
    """Whether these digits were typed to fill a field: one or a few digits repeated, a straight run, trailing zeros."""
    repeated = any(digits == (digits[:length] * 18)[: len(digits)] for length in (1, 2, 3))
    return repeated or digits.startswith(_STRAIGHT) or digits.endswith("0" * 8) or digits.startswith("0" * 4)


def check_nip(
    nip: Nip,
    *,
    today: date,
    employment: str = Employment.PNS,
    birth_date: date | None = None,
    sex: str = "",
) -> list[Problem]:
    """What a NIP says that cannot be, or that differs from the record; nothing for a PPPK's number.

    The birth date may differ, for only BKN corrects a NIP; the sex may not, since a wrong cell is the usual cause.
    """
    if employment == Employment.PPPK:
        return []
    return [*_impossible(nip, today), *_unlike_record(nip, birth_date, sex)]


def bare(text: str) -> str:
    """A number without the signs that people put between its parts, and in plain digits."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s.'’`\-–/\u200b\u00a0]", "", folded)


def normalised(kind: str, text: str) -> str:
    """The one spelling in which a number is kept and found.

    Raises:
        Unusable: when it cannot be a number of this kind.
    """
    if kind == IdentityKind.NIP:
        return parse_nip(text).digits
    given = bare(text).upper()
    if kind == IdentityKind.NIK:
        if not re.fullmatch(r"[0-9]{16}", given):
            raise Unusable(
                _("NIK terdiri atas 16 angka. Salin kembali dari KTP atau kartu keluarga."), code="nik-not-16-digits"
            )
        if len(set(given)) == 1 or given.startswith(_STRAIGHT):
            raise Unusable(_("NIK ini angka pengganti, bukan NIK sungguhan. Salin dari KTP."), code="dummy-nik")
        return given
    if not re.fullmatch(r"[A-Z0-9]{6,12}", given):
        raise Unusable(
            _("Nomor paspor terdiri atas 6-12 huruf dan angka. Salin kembali dari halaman data paspor."),
            code="passport-unreadable",
        )
    return given


def lookup(kind: str, number: str) -> str:
    """The keyed digest by which a normalised number is found without being readable."""
    return sealing.lookup_hash(f"{kind}:{number}")


def build(kind: str, number: str) -> Identity:
    """An identity without a person yet, from a normalised number; only a NIP is kept in clear."""
    clear = kind == IdentityKind.NIP
    return Identity(
        kind=kind,
        lookup=lookup(kind, number),
        plain=number if clear else "",
        sealed="" if clear else sealing.seal(number, _PLACE),
        last4=number[-4:],
    )


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _impossible(nip: Nip, today: date) -> list[Problem]:
    copy = _("Salin kembali NIP dari surat keputusan atau kartu pegawai.")
    out = []
    if nip.birth_date is None:
        out.append(Problem("nip-birth-date", "error", _("Delapan angka pertama NIP bukan tanggal lahir."), copy))
    if nip.appointed is None:
        out.append(
            Problem("nip-appointment", "error", _("Angka ke-9 sampai ke-14 NIP bukan bulan pengangkatan CPNS."), copy)
        )
    elif nip.appointed > today:
        out.append(Problem("nip-appointment-future", "error", _("Bulan pengangkatan CPNS dalam NIP belum tiba."), copy))
    if nip.sex is None:
        out.append(
            Problem("nip-sex-digit", "error", _("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)."), copy)
        )
    if nip.serial == 0:
        out.append(Problem("nip-serial", "error", _("Tiga angka terakhir NIP adalah nomor urut 001-999."), copy))
    if nip.birth_date and nip.appointed:
        out += _age_at_appointment(nip.birth_date, nip.appointed, copy)
    return out


def _age_at_appointment(born: date, appointed: date, copy: str) -> list[Problem]:
    if appointed <= born:
        return [Problem("nip-appointed-before-birth", "error", _("Bulan CPNS dalam NIP mendahului kelahiran."), copy)]
    age = appointed.year - born.year - ((appointed.month, 1) < (born.month, born.day))
    if age in USUAL_AGES_AT_APPOINTMENT:
        return []
    return [
        Problem(
            "nip-age-at-appointment",
            "warning",
            _("Menurut NIP, usia saat menjadi CPNS %(age)d tahun; lazimnya 18-35.") % {"age": age},
            _("Periksa NIP; bila memang demikian, ambil apa adanya."),
        )
    ]


def _unlike_record(nip: Nip, birth_date: date | None, sex: str) -> list[Problem]:
    out = []
    if sex and nip.sex and nip.sex != sex:
        out.append(
            Problem(
                "nip-sex-differs",
                "error",
                _("Angka ke-15 NIP tidak cocok dengan jenis kelamin yang diisi."),
                _("Perbaiki jenis kelamin atau NIP; bila NIP sendiri keliru, kosongkan jenis kelamin."),
            )
        )
    if birth_date and nip.birth_date and nip.birth_date != birth_date:
        out.append(
            Problem(
                "nip-birth-date-differs",
                "warning",
                _("Tanggal lahir berbeda dengan yang tertulis dalam NIP."),
                _("Periksa keduanya; NIP yang keliru hanya diperbaiki BKN, jadi boleh diambil apa adanya."),
            )
        )
    return out
