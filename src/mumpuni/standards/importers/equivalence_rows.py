"""Tables of equivalences by spreadsheet; the Keputusan Menteri that sets the table stands in the address."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.regulations import decide
from mumpuni.standards.models import EquivalenceTable
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import framework
from mumpuni.standards.services import equivalence as services


class EquivalenceImporter(Importer):
    """Loads a whole table at once; it applies from its day, so it is never taken back but followed by a later one."""

    kind = "standards.equivalence-rows"
    title = _("Tabel penyetaraan")
    description = _("Satu baris satu capaian: pendidikan, jabatan, atau bidang pengalaman dengan jumlah tahunnya.")
    template_name = "templat-tabel-penyetaraan"
    context_fields: ClassVar[tuple[str, ...]] = ("jalur", "nomor", "tanggal", "berlaku")
    unique = (("key", "min_years"),)
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "key",
            _("Capaian"),
            required=True,
            aliases=("pendidikan", "jabatan", "bidang", "lulusan pengembangan kompetensi"),
            example="Sarjana",
            help=_("Pendidikan, jabatan yang pelatihannya diluluskan, atau bidang pengalaman"),
            width=36,
        ),
        Field(
            "min_years",
            _("Paling sedikit (tahun)"),
            aliases=("lama", "tahun", "masa kerja"),
            parse=cells.whole_number,
            help=_("Hanya untuk pengalaman kerja"),
        ),
        Field("level", _("Jenjang"), required=True, aliases=("jenjang kka-pdn", "setara"), parse=cells.whole_number),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """Kepala BPSDM of the Ministry, with a whole Keputusan Menteri in the address."""
        return policies.may_set_framework(actor) and _decree(context) is not None

    def describe(self, context: Context) -> str:
        """The path and the decision."""
        label = dict(EquivalenceTable.Kind.choices).get(context.get("jalur", ""), "")
        return _now("%(kind)s menurut %(number)s") % {"kind": label, "number": context.get("nomor", "")}

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Each row by Pasal 9 or 10; the name of a position by its rule, so another spelling is the same grade."""
        kind = context["jalur"]
        for row in rows:
            key = row.get("key")
            if not key or row.get("level") is None:
                continue
            word = _word(kind, key)
            if word is None:
                row.fail(
                    "key", "unknown-attainment", _("Capaian ini tidak dikenal."), _("Pakai nama dalam Pasal 9 atau 10.")
                )
                continue
            if kind == EquivalenceTable.Kind.EXPERIENCE and row.get("min_years") is None:
                row.fail(
                    "min_years", "years-missing", _("Jumlah tahun belum diisi."), _("Isi paling sedikit berapa tahun.")
                )
                continue
            line = services.TableRow(word, row.get("level"), row.get("min_years"))
            row.values["line"] = line
            against = services.row_problems(kind, [line], decision_number=context["nomor"]).get(0, [])
            for sentence in against:
                row.fail("level", "level-refused", sentence, _("Isi jenjang yang dibolehkan pasal itu."))

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """The table with its rows."""
        decree = _decree(context)
        assert decree is not None  # may_import has looked
        table = services.load_table(
            actor=actor,
            kind=context["jalur"],
            decision_number=context["nomor"],
            decision_date=decree[0],
            in_force_from=decree[1],
            rows=[row.values["line"] for row in rows],
        )
        return [("standards.equivalencetable", table.pk)] * len(rows)

    def may_undo(self, batch: BatchLike) -> str | None:
        """Decisions may rest on it."""
        return _now("Tabel yang sudah dimuat digantikan dengan memuat tabel yang lebih baru.")

    def success_url(self, batch: BatchLike) -> str:
        """The tables."""
        return reverse("standards:table_list")


def _word(kind: str, text: str) -> str | None:
    """The rule's word for what a cell says; for experience the field itself."""
    if kind == EquivalenceTable.Kind.EXPERIENCE:
        return cells.clean(text)
    if kind == EquivalenceTable.Kind.DEVELOPMENT:
        found = decide("permendagri-11-2018/position-name", {"name": text}).values["position"]
        return str(found) if found else None
    known: dict[str, str] = {}
    for language in {"id", (get_language() or "id")[:2]}:
        for code, name in framework.names("education-levels", language).items():
            known |= {cells.loose_key(name): code, cells.loose_key(code): code}
    return known.get(cells.loose_key(text))


def _decree(context: Context) -> tuple[date, date] | None:
    try:
        days = date.fromisoformat(context["tanggal"]), date.fromisoformat(context["berlaku"])
    except (KeyError, ValueError):
        return None
    return days if context.get("jalur") in EquivalenceTable.Kind.values and context.get("nomor", "").strip() else None
