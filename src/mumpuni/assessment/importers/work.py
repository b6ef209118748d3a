"""Past work of assessors with its proof, from a spreadsheet."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.importers.common import NAME, NIK, NUMBER, ProviderImporter, find_people, provider_of
from mumpuni.assessment.models import PastWork, Practitioner
from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Row

_LEVELS = {
    **{str(label): value for value, label in PastWork.Level.choices},
    "JPT": PastWork.Level.JPT.value,
    "JPT Pratama": PastWork.Level.JPT.value,
    "JPT Madya": PastWork.Level.JPT.value,
    "JPT Utama": PastWork.Level.JPT.value,
    "Administrasi": PastWork.Level.ADMINISTRATION.value,
    "Administrator": PastWork.Level.ADMINISTRATION.value,
    "Pengawas": PastWork.Level.ADMINISTRATION.value,
    "Pelaksana": PastWork.Level.ADMINISTRATION.value,
    "Fungsional": PastWork.Level.FUNCTIONAL.value,
}


class PastWorkImporter(ProviderImporter):
    """One line one assessee whom somebody of this provider's register assessed and reported on."""

    kind = "assessment.past-work"
    title = gettext_lazy("Impor riwayat penilaian Assessor")
    description = gettext_lazy("Satu baris satu Assessee yang dinilai dan dilaporkan, dengan buktinya.")
    template_name = "riwayat-penilaian"
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
            aliases=("tanggal", "tgl laporan"),
            parse=cells.date_text,
            example="4 Maret 2025",
        ),
        Field(
            "level",
            gettext_lazy("Jenjang Assessee"),
            required=True,
            aliases=("jenjang", "jabatan assessee"),
            parse=cells.one_of(_LEVELS),
            choices=tuple(str(label) for label in PastWork.Level.labels),
            width=28,
        ),
        Field("assessee", gettext_lazy("Assessee"), aliases=("peserta",), width=28),
        Field("report", gettext_lazy("Nomor laporan"), aliases=("no laporan",)),
        Field(
            "proof",
            gettext_lazy("Bukti"),
            required=True,
            aliases=("dokumen bukti",),
            example="Laporan 12/UPK/2025",
            width=30,
        ),
        Field(
            "under_equivalence",
            gettext_lazy("Dengan penyetaraan"),
            aliases=("penyetaraan",),
            parse=cells.yes_no,
            choices=("Ya", "Tidak"),
        ),
    )
    unique = (("nip", "held_by", "report"),)

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Somebody of this provider's register or of none; no day to come; no report entered twice."""
        find_people(rows)
        people = [row.get("person") for row in rows if row.get("person")]
        register = {each.person_id: each for each in Practitioner.objects.filter(person__in=people)}
        reports = set(
            PastWork.objects.filter(practitioner__in=register.values())
            .exclude(report_number="")
            .values_list("practitioner", "provider_name", "report_number")
        )
        for row in rows:
            one = _practitioner(row, register, provider_of(context))
            if row.get("on") and row.get("on") > timezone.localdate():
                row.fail("on", "not-yet", _("Tanggal laporan belum tiba."), _("Perbaiki tanggalnya."))
            if one is not None and (one.pk, row.get("held_by"), row.get("report")) in reports:
                row.fail(
                    "report",
                    "known",
                    _("Laporan ini sudah tercatat bagi orang itu."),
                    _("Lewati baris ini, atau perbaiki nomornya."),
                )

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """All at once, marked as loaded."""
        made = PastWork.objects.bulk_create(
            PastWork(
                practitioner=row.values["practitioner"],
                event_name=row.get("event")[:200],
                provider_name=row.get("held_by")[:200],
                on=row.get("on"),
                level=row.get("level"),
                assessee_name=row.get("assessee", "")[:150],
                report_number=row.get("report", "")[:100],
                proof=row.get("proof")[:200],
                under_equivalence=row.get("under_equivalence", False),
                is_loaded=True,
            )
            for row in rows
        )
        return [("assessment.pastwork", each.pk) for each in made]

    def may_undo(self, batch: BatchLike) -> str | None:
        """Always: verdicts that were given keep the facts they were given on."""
        return None

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Take the rows out again."""
        PastWork.objects.filter(pk__in=batch.written("assessment.pastwork"), is_loaded=True).delete()

    def success_url(self, batch: BatchLike) -> str:
        """The register."""
        return reverse("assessment:register")


def _practitioner(row: Row, register: dict[int, Practitioner], provider: int | None) -> Practitioner | None:
    person = row.get("person")
    if person is None:
        return None
    found = register.get(person.pk)
    if found is None or found.provider_id not in (None, provider):
        row.fail(
            "nip" if row.get("nip") else "nik",
            "not-in-register",
            _("Orang ini tidak dalam register penyelenggara Anda."),
            _("Tambahkan ke register dahulu, atau lewati baris ini."),
        )
        return None
    row.values["practitioner"] = found
    return found
