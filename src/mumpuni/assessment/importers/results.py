"""Results of earlier assessments, from a spreadsheet; taken as given and marked so."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.importers.common import NAME, NIK, NUMBER, find_people
from mumpuni.assessment.models import PastResult, Purpose
from mumpuni.assessment.policies import past as policies
from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.people.importers import tier
from mumpuni.people.models import Account

_PURPOSES = {
    **{str(label): value for value, label in Purpose.choices},
    "Pengisian": Purpose.FILLING.value,
    "Pemetaan": Purpose.MAPPING.value,
}


def percentage(value: str) -> Decimal:
    """A percentage with at most two decimals, with comma or point.

    >>> percentage("88,89 %")
    Decimal('88.89')
    """
    bare = cells.clean(value).rstrip("% ").replace(",", ".")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        found = Decimal("NaN")
    exponent = found.as_tuple().exponent
    if not found.is_finite() or not 0 <= found < 10_000 or not isinstance(exponent, int) or exponent < -2:
        raise cells.BadCell(
            "not-a-percentage",
            _("Bukan persentase dengan paling banyak dua angka di belakang koma."),
            _("Isi seperti tercetak di laporan, misalnya 88,89."),
        )
    return found


def _tier(value: str) -> str:
    return tier(value)[0]


class PastResultImporter(Importer):
    """One line one result of somebody who is registered."""

    kind = "assessment.past-result"
    title = gettext_lazy("Impor hasil penilaian terdahulu")
    description = gettext_lazy(
        "Satu baris satu hasil dari penyelenggara lain; JPM dan kategori dipakai seperti adanya."
    )
    template_name = "hasil-terdahulu"
    fields: ClassVar[tuple[Field, ...]] = (
        NUMBER,
        NIK,
        NAME,
        Field("event", gettext_lazy("Kegiatan"), required=True, aliases=("nama kegiatan",), width=36),
        Field("held_by", gettext_lazy("Penyelenggara"), required=True, aliases=("lembaga",), width=30),
        Field(
            "on",
            gettext_lazy("Tanggal laporan"),
            required=True,
            aliases=("tanggal", "tgl laporan", "tanggal penilaian"),
            parse=cells.date_text,
            example="4 Maret 2025",
        ),
        Field(
            "purpose",
            gettext_lazy("Tujuan"),
            required=True,
            parse=cells.one_of(_PURPOSES),
            choices=("Pengisian jabatan", "Pemetaan jabatan"),
        ),
        Field(
            "tier",
            gettext_lazy("Jenjang target"),
            required=True,
            aliases=("jenjang",),
            parse=_tier,
            example="Administrator",
        ),
        Field(
            "match",
            gettext_lazy("JPM (%)"),
            required=True,
            aliases=("jpm", "job person match"),
            parse=percentage,
            example="88,89",
        ),
        Field(
            "category",
            gettext_lazy("Kategori"),
            required=True,
            aliases=("rekomendasi",),
            example="Memenuhi syarat",
            width=26,
        ),
        Field("report", gettext_lazy("Nomor laporan"), aliases=("no laporan",)),
    )
    unique = (("nip", "held_by", "on", "tier"),)

    def may_import(self, actor: Any, context: Context) -> bool:
        """The staff of a provider, and the Instansi Pembina."""
        return policies.may_load(actor)

    def owner_key(self, context: Context) -> str:
        """One habit for all."""
        return "past-results"

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Somebody registered; no day to come; no result entered twice."""
        find_people(rows)
        people = [row.get("person") for row in rows if row.get("person")]
        known = set(PastResult.objects.filter(person__in=people).values_list("person", "provider_name", "on", "tier"))
        seen = set()
        for row in rows:
            if row.get("on") and row.get("on") > timezone.localdate():
                row.fail("on", "not-yet", _("Tanggal laporan belum tiba."), _("Perbaiki tanggalnya."))
            person = row.get("person")
            key = (person.pk if person else None, row.get("held_by"), row.get("on"), row.get("tier"))
            if None not in key and (key in known or key in seen):
                row.fail(
                    "on",
                    "known",
                    _("Hasil penyelenggara, hari, dan jenjang ini sudah tercatat bagi orang itu."),
                    _("Lewati baris ini; hasil yang dimuat tidak ditimpa."),
                )
            seen.add(key)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """As given."""
        made = PastResult.objects.bulk_create(
            PastResult(
                person=row.values["person"],
                event_name=row.get("event")[:200],
                provider_name=row.get("held_by")[:200],
                on=row.get("on"),
                purpose=row.get("purpose"),
                tier=row.get("tier"),
                match=row.get("match"),
                category=row.get("category")[:60],
                report_number=row.get("report", "")[:100],
                loaded_by=actor if isinstance(actor, Account) else None,
            )
            for row in rows
        )
        return [("assessment.pastresult", each.pk) for each in made]

    def may_undo(self, batch: BatchLike) -> str | None:
        """Always: nothing is computed from them."""
        return None

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Take the rows out again."""
        PastResult.objects.filter(pk__in=batch.written("assessment.pastresult")).delete()

    def success_url(self, batch: BatchLike) -> str:
        """The list."""
        return reverse("assessment:past_list")
