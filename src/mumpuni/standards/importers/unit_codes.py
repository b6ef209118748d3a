"""Codes of units by spreadsheet: the exported table, filled and sent back."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.standards import policies, services
from mumpuni.standards.models import Qualification, QualificationUnit

_SPELLINGS = {str(label): word for word, label in Qualification.choices} | {
    f"Kualifikasi {label}": word for word, label in Qualification.choices
}


class UnitCodeImporter(Importer):
    """Fills codes; units themselves come from the guide and are never made here."""

    kind = "standards.unit-codes"
    title = _("Kode unit kompetensi")
    description = _("Unduh daftar unit, isi kolom kode, lalu unggah kembali. Baris tanpa kode dilewati saja.")
    template_name = "templat-kode-unit"
    unique = (("qualification", "title"), ("qualification", "code"))
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "qualification",
            _("Kualifikasi"),
            required=True,
            aliases=("jenjang", "nama kualifikasi"),
            parse=cells.one_of({**_SPELLINGS, **{word: word for word in Qualification.values}}),
            choices=tuple(str(label) for label in Qualification.labels),
            example="Pengawas",
            width=36,
        ),
        Field(
            "title",
            _("Judul unit kompetensi"),
            required=True,
            aliases=("judul unit", "unit kompetensi", "judul", "nama unit"),
            example="Melaksanakan Prosedur Pengadaan ASN",
            width=60,
        ),
        Field(
            "code",
            _("Kode unit kompetensi"),
            required=True,
            aliases=("kode", "kode unit"),
            example="P.841100.001.01",
            width=24,
        ),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """The organiser."""
        return policies.may_code_units(actor)

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """The unit must be in the guide's list, its code stand for no other title."""
        units = list(QualificationUnit.objects.all())
        known = {(unit.qualification, cells.loose_key(unit.title)): unit for unit in units}
        for row in rows:
            qualification, title = row.get("qualification"), row.get("title")
            if not qualification or not title:
                continue
            unit = known.get((qualification, cells.loose_key(title)))
            if unit is None:
                row.fail(
                    "title",
                    "unknown-unit",
                    _("Judul ini tidak ada dalam daftar kualifikasi tersebut."),
                    _("Salin judul dari daftar unit kompetensi yang dapat diunduh."),
                )
            else:
                row.values["unit"] = unit
        wanted = {
            row.values["unit"].pk: row.get("code", "") for row in rows if "unit" in row.values and row.get("code")
        }
        problems = services.code_problems(wanted)
        for row in rows:
            if "unit" in row.values and (problem := problems.get(row.values["unit"].pk)):
                row.fail("code", "code-taken", problem, _("Isi kode lain, atau lewati baris ini."))

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Give the codes."""
        codes = {row.values["unit"].pk: row.values["code"] for row in rows}
        services.assign_codes(actor=actor, codes=codes)
        return [("standards.qualificationunit", pk) for pk in codes]

    def may_undo(self, batch: BatchLike) -> str | None:
        """Codes are changed in the table, not taken back."""
        return str(_("Kode diubah langsung pada daftar unit kompetensi."))

    def success_url(self, batch: BatchLike) -> str:
        """The table."""
        return reverse("standards:units")
