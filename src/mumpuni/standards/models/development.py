"""SP2-PDN: the development standard derived from a published SKK-PDN, and guides for other kinds of development."""

import uuid
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account
from mumpuni.regulations.permendagri_11_2018.unit_codes import DIGITS, digits_of, label
from mumpuni.standards.models.occupational import StandardVersion
from mumpuni.standards.models.stages import Move, Output, Sp2Stage
from mumpuni.standards.models.tree import CompetencyUnit


class DevelopmentStandard(models.Model):
    """The standard by which the competencies of one SKK-PDN version are developed (SP2-PDN; Pasal 25 and 26).

    It stays bound to the version it was derived from; a new version of the SKK-PDN asks for a new one.
    """

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(
        StandardVersion, verbose_name=_("SKK-PDN asal"), on_delete=models.PROTECT, related_name="derived"
    )
    number = models.PositiveSmallIntegerField(_("versi"), default=1)
    title = models.CharField(_("judul"), max_length=250)
    stage = models.CharField(_("tahap"), max_length=30, choices=Sp2Stage, default=Sp2Stage.TEAM)
    legal_ground = models.CharField(_("dasar hukum tercetak"), max_length=200, blank=True)
    started_on = models.DateField(_("mulai disusun"))
    decree_number = models.CharField(_("nomor keputusan"), max_length=100, blank=True)
    decree_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    set_at = models.DateTimeField(_("ditetapkan pada"), null=True, blank=True)
    distributed_at = models.DateTimeField(_("didistribusikan pada"), null=True, blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("SP2-PDN")
        ordering = ["source__standard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="standards_sp2_number_once"),
            models.UniqueConstraint(fields=["source"], condition=Q(set_at=None), name="standards_sp2_one_draft"),
            models.CheckConstraint(
                condition=Q(set_at=None) | (~Q(decree_number="") & Q(decree_date__isnull=False)),
                name="standards_sp2_set_by_decree",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether it has been distributed, so that learners see it and programmes may name it."""
        return self.distributed_at is not None


class DevelopmentUnit(models.Model):
    """What an SP2-PDN says of one unit: its equivalence and code, what is learnt, in how many JP, how.

    `kind` is KU, KI or KP as the unit is general, core or elective (Pasal 25 ayat (2)); the code is made, never typed.
    """

    #: What has to be written before the standard is set.
    NEEDED: ClassVar[tuple[str, ...]] = ("outcomes", "jp", "methods")

    class Kind(models.TextChoices):
        """Kinds of competency development (Pasal 25 ayat (2))."""

        GENERAL = "KU", _("KU: Kompetensi Umum")
        CORE = "KI", _("KI: Kompetensi Inti")
        ELECTIVE = "KP", _("KP: Kompetensi Pilihan")

    standard = models.ForeignKey(DevelopmentStandard, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(CompetencyUnit, verbose_name=_("unit kompetensi"), on_delete=models.PROTECT)
    kind = models.CharField(_("jenis"), max_length=2, choices=Kind)
    equivalence = models.TextField(_("penyetaraan"), blank=True)
    outcomes = models.TextField(_("hasil belajar"), blank=True, help_text=_("Satu baris satu hasil belajar"))
    jp = models.PositiveSmallIntegerField(
        _("JP"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Jam pelajaran")
    )
    methods = models.TextField(_("metode"), blank=True, help_text=_("Satu baris satu metode"))
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["standard", "unit__kind", "unit__number"]
        constraints = [models.UniqueConstraint(fields=["standard", "unit"], name="standards_sp2_unit_once")]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def code(self) -> str:
        """The code of the development, such as AP.001.KI.02.

        Pasal 26 asks for a code and gives no form; ours is the unit's, with the kind of development in the place of
        the kind of unit, so that the one is read from the other.
        """
        return f"{self.standard.source.standard.code}.{self.kind}.{digits_of(self.unit.number, DIGITS['UK'])}"

    @property
    def unit_code(self) -> str:
        """The code of the unit that it rests on, such as AP.001.UK-I.02."""
        return f"{self.standard.source.standard.code}.{label('UK', self.unit.kind, self.unit.number)}"  # type: ignore[arg-type]

    @property
    def missing(self) -> list[str]:
        """What is not written yet of that which has to be."""
        return [str(self._meta.get_field(name).verbose_name) for name in self.NEEDED if not getattr(self, name)]  # type: ignore[union-attr]


class DevelopmentOutput(Output):
    """A document of a stage of SP2-PDN."""

    standard = models.ForeignKey(DevelopmentStandard, on_delete=models.CASCADE, related_name="outputs")

    class Meta:
        ordering = ["standard", "added_at"]


class DevelopmentMove(Move):
    """A step of SP2-PDN."""

    stages = Sp2Stage

    standard = models.ForeignKey(DevelopmentStandard, on_delete=models.CASCADE, related_name="moves")

    class Meta:
        ordering = ["standard", "moved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(reason=""), name="standards_sp2_return_has_reason"
            )
        ]


class ImplementationGuide(models.Model):
    """The guide of Kepala BPSDM by which other kinds of development run (Pasal 25 ayat (3)).

    Its official name: panduan penyelenggaraan.
    """

    title = models.CharField(_("judul"), max_length=250)
    number = models.CharField(_("nomor"), max_length=100)
    dated = models.DateField(_("tanggal"))
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-dated", "title"]
        constraints = [models.UniqueConstraint(fields=["number", "dated"], name="standards_guide_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
