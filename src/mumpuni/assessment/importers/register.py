"""The register of those who assess and help, from a spreadsheet."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.importers.common import NAME, NIK, NUMBER, ProviderImporter, find_people, provider_of
from mumpuni.assessment.models import Credential, Grade, GradeHeld, Instrument, Practitioner, TeamMember
from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Row

_KINDS = {
    "Assessor SDM Aparatur": Practitioner.Kind.INTERNAL.value,
    "SDM Aparatur": Practitioner.Kind.INTERNAL.value,
    "Assessor Independen": Practitioner.Kind.INDEPENDENT.value,
    "Independen": Practitioner.Kind.INDEPENDENT.value,
    "Bukan Assessor": Practitioner.Kind.OTHER.value,
}
_GRADES = {
    word: value
    for value, label in Grade.choices
    for word in (str(label), f"Ahli {value.title()}", f"Assessor Ahli {value.title()}", value.title())
}


def _list(value: str) -> list[str]:
    """Words between commas or semicolons."""
    return [cells.clean(word) for word in value.replace(";", ",").split(",") if cells.clean(word)]


class PractitionerImporter(ProviderImporter):
    """One line one person: who is known gets into the register of this provider, with grade and licence."""

    kind = "assessment.practitioner"
    title = gettext_lazy("Impor register Assessor")
    description = gettext_lazy(
        "Satu baris satu orang yang sudah terdaftar sebagai pegawai; jenjang dan izin psikolog ikut dicatat."
    )
    template_name = "register-assessor"
    unique = (("nip",), ("nik",))
    fields: ClassVar[tuple[Field, ...]] = (
        NUMBER,
        NIK,
        NAME,
        Field(
            "kind",
            gettext_lazy("Jenis"),
            required=True,
            aliases=("jenis assessor", "kedudukan"),
            parse=cells.one_of(_KINDS),
            choices=("Assessor SDM Aparatur", "Assessor Independen", "Bukan Assessor"),
            width=24,
        ),
        Field(
            "grade",
            gettext_lazy("Jenjang Assessor"),
            aliases=("jenjang",),
            parse=cells.one_of(_GRADES),
            choices=("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama"),
        ),
        Field("decree", gettext_lazy("Nomor keputusan jenjang"), aliases=("nomor sk", "no sk"), width=24),
        Field("since", gettext_lazy("TMT jenjang"), aliases=("tmt",), parse=cells.date_text, example="1 April 2024"),
        Field("licence", gettext_lazy("Nomor izin psikolog"), aliases=("sipp", "sippk", "nomor sipp"), width=24),
        Field("licence_issuer", gettext_lazy("Penerbit izin"), example="HIMPSI"),
        Field("licence_from", gettext_lazy("Tanggal izin"), parse=cells.date_text),
        Field("licence_until", gettext_lazy("Izin berlaku sampai"), parse=cells.date_text),
        Field("psychology_degree", gettext_lazy("Sarjana psikologi"), parse=cells.yes_no, choices=("Ya", "Tidak")),
        Field(
            "masters",
            gettext_lazy("Alat ukur yang dikuasai"),
            aliases=("alat ukur",),
            parse=_list,
            example="Wawancara kompetensi, Analisis kasus",
            width=40,
        ),
        Field("role_plays", gettext_lazy("Dapat menjadi pemeran"), parse=cells.yes_no, choices=("Ya", "Tidak")),
        Field("field", gettext_lazy("Bidang"), aliases=("bidang keahlian",), width=28),
    )

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """The person known and not in the register yet; a grade with its decree; instruments that exist."""
        find_people(rows)
        people = [row.get("person") for row in rows if row.get("person")]
        there = set(Practitioner.objects.filter(person__in=people).values_list("person", flat=True))
        tools = {
            cells.loose_key(word): tool
            for tool in Instrument.objects.all()
            for word in (tool.name, tool.code)
        }  # fmt: skip
        for row in rows:
            person = row.get("person")
            if person is not None and person.pk in there:
                row.fail(
                    "nip" if row.get("nip") else "nik",
                    "known",
                    _("Orang ini sudah dalam register."),
                    _("Lewati baris ini; datanya diubah di halamannya."),
                )
            _check_grade(row)
            _check_licence(row)
            _check_tools(row, tools)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """The people, then their grades, licences and instruments."""
        provider = provider_of(context)
        made = Practitioner.objects.bulk_create(
            Practitioner(
                person=row.values["person"],
                provider_id=provider,
                kind=row.get("kind"),
                psychology_degree=row.get("psychology_degree", False),
                role_plays=row.get("role_plays", False),
                field=row.get("field", "")[:150],
            )
            for row in rows
        )
        pairs = list(zip(rows, made, strict=True))
        GradeHeld.objects.bulk_create(_grade(row, one) for row, one in pairs if row.get("grade"))
        Credential.objects.bulk_create(_licence(row, one) for row, one in pairs if row.get("licence"))
        link = Practitioner.masters.through
        link.objects.bulk_create(
            link(practitioner_id=one.pk, instrument_id=tool.pk)
            for row, one in pairs
            for tool in dict.fromkeys(row.values.get("tools", ()))
        )
        return [("assessment.practitioner", one.pk) for one in made]

    def may_undo(self, batch: BatchLike) -> str | None:
        """While nobody of them was called into a team."""
        called = TeamMember.objects.filter(practitioner__in=batch.written("assessment.practitioner"))
        return _("Sebagian orang ini sudah masuk tim penilaian.") if called.exists() else None

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Out of the register again, with what was entered for them."""
        Practitioner.objects.filter(pk__in=batch.written("assessment.practitioner")).delete()

    def success_url(self, batch: BatchLike) -> str:
        """The register."""
        return reverse("assessment:register")


def _grade(row: Row, one: Practitioner) -> GradeHeld:
    return GradeHeld(
        practitioner=one,
        grade=row.get("grade"),
        decree_number=row.get("decree")[:100],
        starts_on=row.get("since"),
    )


def _licence(row: Row, one: Practitioner) -> Credential:
    return Credential(
        practitioner=one,
        kind=Credential.Kind.PSYCHOLOGIST,
        number=row.get("licence")[:100],
        issuer_kind=Credential.Issuer.PROFESSION,
        issuer=row.get("licence_issuer", "HIMPSI")[:200],
        issued_on=row.get("licence_from"),
        valid_until=row.get("licence_until"),
    )


def _check_grade(row: Row) -> None:
    internal = row.get("kind") == Practitioner.Kind.INTERNAL
    if row.get("grade") and not internal and row.get("kind"):
        row.fail(
            "grade",
            "grade-of-other",
            _("Jenjang hanya dimiliki Assessor SDM Aparatur."),
            _("Kosongkan jenjangnya, atau perbaiki jenisnya."),
        )
    if internal and not row.get("grade") and not row.cells.get("grade"):
        row.fail("grade", "grade-missing", _("Jenjang kosong."), _("Isi jenjang Assessor SDM Aparatur."))
    if row.get("grade"):
        for name, word in (("decree", _("Nomor keputusan kosong.")), ("since", _("TMT jenjang kosong."))):
            if not row.get(name) and not row.cells.get(name):
                row.fail(name, f"{name}-missing", word, _("Isi seperti dalam keputusan jenjangnya."))
        if row.get("since") and row.get("since") > timezone.localdate():
            row.fail("since", "not-yet", _("TMT jenjang belum tiba."), _("Impor setelah jenjangnya berlaku."))


def _check_licence(row: Row) -> None:
    if row.get("licence") and not row.get("licence_from") and not row.cells.get("licence_from"):
        row.fail("licence_from", "licence-day", _("Tanggal izin kosong."), _("Isi tanggal terbit izinnya."))
    first, last = row.get("licence_from"), row.get("licence_until")
    if first and last and last < first:
        row.fail(
            "licence_until",
            "licence-order",
            _("Izin berakhir sebelum terbit."),
            _("Periksa kedua tanggalnya."),
        )


def _check_tools(row: Row, tools: dict[str, Instrument]) -> None:
    asked = row.get("masters", [])
    row.values["tools"] = [tools[cells.loose_key(word)] for word in asked if cells.loose_key(word) in tools]
    unknown = [word for word in asked if cells.loose_key(word) not in tools]
    if unknown:
        row.fail(
            "masters",
            "unknown-instrument",
            _("Alat ukur tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)},
            _("Pakai nama dalam daftar alat ukur, dipisah koma."),
        )
