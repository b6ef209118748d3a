"""What the importers of the assessment centre share: whom a row names, for which provider it comes in."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Provider
from mumpuni.assessment.policies import is_staff
from mumpuni.assessment.services.register import fits
from mumpuni.exchange import cells
from mumpuni.exchange.importers import Context, Field, Importer, Row
from mumpuni.people.models import IdentityKind, Person
from mumpuni.people.selectors import persons_by_number

NUMBER = Field(
    "nip",
    gettext_lazy("NIP"),
    aliases=("nip assessor", "nip assessee", "nip baru"),
    parse=cells.nip,
    example="198005052005011001",
    width=22,
)
NIK = Field(
    "nik",
    gettext_lazy("NIK"),
    aliases=("no ktp",),
    parse=cells.nik,
    sensitive=True,
    help=gettext_lazy("Hanya bila tidak ada NIP"),
    width=20,
)
NAME = Field(
    "name",
    gettext_lazy("Nama"),
    required=True,
    aliases=("nama lengkap", "nama assessor", "nama assessee"),
    example="Dr. Siti Aminah, M.Psi.",
    width=32,
)


class ProviderImporter(Importer):
    """Rows of one provider, named in the address, brought in by its staff."""

    context_fields = ("penyelenggara",)

    def may_import(self, actor: Any, context: Context) -> bool:
        """The staff of the provider in the address."""
        number = provider_of(context)
        return number is not None and is_staff(actor, number)

    def owner_key(self, context: Context) -> str:
        """Each provider has its own habit."""
        return f"provider-{context.get('penyelenggara', '')}"

    def describe(self, context: Context) -> str:
        """The provider."""
        found = _provider(context)
        return str(found) if found else ""

    def agency_id(self, context: Context) -> int | None:
        """The provider's agency."""
        found = _provider(context)
        return found.agency_id if found else None


def provider_of(context: Context) -> int | None:
    """The number in the address."""
    given = context.get("penyelenggara", "")
    return int(given) if given.isdecimal() else None


def _provider(context: Context) -> Provider | None:
    number = provider_of(context)
    return Provider.objects.filter(pk=number).first() if number is not None else None


def find_people(rows: list[Row]) -> None:
    """Look up whom each row names, by number and fitting name, into `values["person"]`; one query for all."""
    known = persons_by_number({number for row in rows for number in _numbers(row)})
    for row in rows:
        _find(row, known)


def _find(row: Row, known: dict[tuple[str, str], Person]) -> None:
    numbers = _numbers(row)
    field = "nip" if row.cells.get("nip") else "nik" if row.cells.get("nik") else "nip"
    if not numbers:
        if not row.cells.get("nip") and not row.cells.get("nik"):
            row.fail(field, "no-number", _("Tidak ada NIP maupun NIK."), _("Isi NIP, atau NIK bagi yang tanpa NIP."))
        return
    bearers = {known[number].pk: known[number] for number in numbers if number in known}
    if len(bearers) > 1:
        row.fail("nik", "two-people", _("NIP dan NIK ini milik dua orang berbeda."), _("Perbaiki salah satunya."))
        return
    person = next(iter(bearers.values()), None)
    if person is None or (row.get("name") and not fits(person, row.get("name"))):
        row.fail(
            field,
            "unknown-person",
            _("Tidak ada orang terdaftar dengan nomor dan nama ini."),
            _("Periksa nomor dan nama, atau minta instansinya mendaftarkan orang ini di halaman Pegawai dahulu."),
        )
        return
    row.values["person"] = person


def _numbers(row: Row) -> list[tuple[str, str]]:
    given = ((IdentityKind.NIP.value, row.get("nip")), (IdentityKind.NIK.value, row.get("nik")))
    return [(kind, number) for kind, number in given if number]
