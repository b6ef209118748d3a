"""Offices that sign, and who holds them when (pejabat penanda tangan)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models.agencies import Agency
from mumpuni.people.models.persons import Person


class Capacity(models.TextChoices):
    """In what right a person signs for an office."""

    DEFINITIVE = "definitif", _("Definitif")
    ACTING = "plt", _("Plt. (pelaksana tugas)")
    DAILY = "plh", _("Plh. (pelaksana harian)")
    ON_BEHALF = "an", _("a.n. (atas nama)")


class OfficeKind(models.TextChoices):
    """What an office is under Permendagri 11/2018 Pasal 8 ayat (6); the words are those of the rule."""

    BPSDM_HEAD = "kepala-bpsdm", _("Kepala BPSDM Kementerian")
    UNIT_HEAD = "unit-head", _("Pimpinan unit kerja di lingkungan Kementerian")
    OTHER = "other", _("Jabatan lain")


#: The scope of a letter that delegates whatever the office may sign.
WHOLE_SCOPE = "semua"


class Office(models.Model):
    """An office whose holder signs documents, by its printed name: "Kepala" / "Badan Kepegawaian Negara"."""

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    title = models.CharField(_("jabatan"), max_length=100, help_text=_("Baris pertama, mis. Kepala"))
    body = models.CharField(_("lembaga"), max_length=150, help_text=_("Baris kedua, mis. Badan Kepegawaian Negara"))
    agency = models.ForeignKey(Agency, verbose_name=_("instansi"), on_delete=models.PROTECT)
    kind = models.CharField(
        _("jenis jabatan"),
        max_length=20,
        choices=OfficeKind,
        default=OfficeKind.OTHER,
        help_text=_("Menentukan tempatnya pada sertifikat menurut SKK-PDN; selain itu pilih Jabatan lain"),
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.title} {self.body}"


class OfficeHolder(models.Model):
    """A person who may sign for an office during a period, by a decree (surat keputusan)."""

    office = models.ForeignKey(Office, verbose_name=_("jabatan"), on_delete=models.PROTECT, related_name="holders")
    person = models.ForeignKey(Person, verbose_name=_("pejabat"), on_delete=models.PROTECT, related_name="offices")
    capacity = models.CharField(_("kedudukan"), max_length=10, choices=Capacity, default=Capacity.DEFINITIVE)
    own_title = models.CharField(
        _("jabatan sendiri"), max_length=150, blank=True, help_text=_("Dicetak di bawah baris a.n., Plt., atau Plh.")
    )
    decree_number = models.CharField(_("nomor keputusan"), max_length=100)
    decree_date = models.DateField(_("tanggal keputusan"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(
        _("sampai"), null=True, blank=True, help_text=_("Hari terakhir; kosong bila belum ditentukan")
    )

    class Meta:
        ordering = ["office", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=F("starts_on")),
                name="people_holder_ends_after_start",
            ),
            ExclusionConstraint(
                name="people_holder_one_per_capacity",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    ("capacity", RangeOperators.EQUAL),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Pada masa itu sudah ada pejabat lain dengan kedudukan yang sama; akhiri masa jabatannya dahulu."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_capacity_display()} {self.office})"

    @property
    def printed_lines(self) -> list[str]:
        """The lines above the signature: "Plt. Kepala" / "Badan …"; behind "a.n." also the signer's own title."""
        title, body = self.office.title, self.office.body
        if self.capacity == Capacity.ON_BEHALF:
            return [f"a.n. {title} {body}", *([self.own_title] if self.own_title else [])]
        before = {Capacity.ACTING: "Plt. ", Capacity.DAILY: "Plh. "}.get(Capacity(self.capacity), "")
        return [f"{before}{title}", body]


class Delegation(models.Model):
    """A letter by which a unit head lets a fitting official sign (Permendagri 11/2018 Pasal 8 ayat (7)).

    `scope` holds codes of certification schemes, or the one word "semua" for all that the office may sign; codes only,
    since this app knows nothing of schemes.
    """

    office = models.ForeignKey(
        Office, verbose_name=_("jabatan yang melimpahkan"), on_delete=models.PROTECT, related_name="delegations"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("penerima pelimpahan"), on_delete=models.PROTECT, related_name="delegations"
    )
    own_title = models.CharField(
        _("jabatan penerima"),
        max_length=150,
        help_text=_("Dicetak di atas tanda tangan, mis. Kepala Bidang Sertifikasi"),
    )
    letter_number = models.CharField(_("nomor surat pelimpahan"), max_length=100)
    letter_date = models.DateField(_("tanggal surat pelimpahan"))
    scope = ArrayField(
        models.SlugField(max_length=30),
        verbose_name=_("lingkup"),
        help_text=_("Kode skema dipisah koma, atau kata semua"),
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(
        _("sampai"), null=True, blank=True, help_text=_("Hari terakhir; kosong bila belum ditentukan")
    )
    end_reason = models.CharField(_("alasan pengakhiran"), max_length=300, blank=True)

    class Meta:
        ordering = ["office", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=F("starts_on")),
                name="people_delegation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(letter_date__lte=F("starts_on")), name="people_delegation_not_before_letter"
            ),
            ExclusionConstraint(
                name="people_delegation_one_per_person",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Pada masa itu pejabat ini sudah menerima pelimpahan dari jabatan yang sama; akhiri dahulu yang "
                    "lama, atau tulis semua lingkup dalam satu surat."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.letter_number})"

    @property
    def printed_lines(self) -> list[str]:
        """The delegate's own title, as printed above the signature."""
        return [self.own_title]

    @property
    def scope_words(self) -> str:
        """The scope as a line of text."""
        return ", ".join(self.scope)

    def covers(self, day: date, scope: str) -> bool:
        """Whether the letter lets its bearer sign for this scheme on this day."""
        in_force = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return in_force and bool({WHOLE_SCOPE, scope} & set(self.scope))
