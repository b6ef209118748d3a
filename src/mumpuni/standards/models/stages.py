"""The stages of compiling a standard: what they must show, what was shown, who moved when (tahapan penyusunan)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account


class SkkStage(models.TextChoices):
    """The ten stages of Pasal 24 ayat (1), in order; the words are the rule's."""

    TEAM = "tim-penyusun", _("Pembentukan tim penyusun")
    PROPOSAL = "pengusulan", _("Pengusulan")
    STUDY = "kajian-awal", _("Kajian/telaahan awal")
    DRAFTING = "perumusan-rancangan", _("Perumusan rancangan")
    VERIFICATION = "verifikasi", _("Verifikasi")
    PRE_CONVENTION = "pra-konvensi", _("Pra konvensi")
    CONVENTION = "konvensi", _("Konvensi")
    SETTING = "penetapan", _("Penetapan")
    DISTRIBUTION = "distribusi", _("Distribusi")
    REVIEW = "kaji-ulang", _("Kaji ulang")


class Sp2Stage(models.TextChoices):
    """The five stages of Pasal 26, in order; the words are the rule's."""

    TEAM = "tim-penyusun", _("Pembentukan tim penyusun")
    EQUATING = "penyetaraan-kodefikasi", _("Penyetaraan dan kodefikasi SP2-PDN")
    DRAFTING = "penyusunan-konsep", _("Penyusunan konsep")
    SETTING = "penetapan", _("Penetapan")
    DISTRIBUTION = "pendistribusian", _("Pendistribusian")


class StageRequirement(models.Model):
    """A document that a stage has to show before it is left (keluaran tahap): data, by decision (Pasal 24 ayat (2)).

    Those without a decision number are the product's own first list and say so; drafts begun before `in_force_from`
    do not need the later ones.
    """

    class Of(models.TextChoices):
        """Whose stages."""

        SKK = "skk", "SKK-PDN"
        SP2 = "sp2", "SP2-PDN"

    of = models.CharField(_("untuk"), max_length=3, choices=Of)
    stage = models.CharField(_("tahap"), max_length=30)
    code = models.SlugField(_("kode"), max_length=40)
    name = models.CharField(_("dokumen"), max_length=150)
    has_attendance = models.BooleanField(_("memuat daftar hadir"), default=False)
    has_number = models.BooleanField(_("bernomor dan bertanggal"), default=False)
    decision_number = models.CharField(_("nomor Keputusan Menteri"), max_length=100, blank=True)
    decision_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    in_force_from = models.DateField(_("berlaku sejak"))
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    end_decision_number = models.CharField(_("nomor keputusan yang mengakhiri"), max_length=100, blank=True)
    end_decision_date = models.DateField(_("tanggal keputusan yang mengakhiri"), null=True, blank=True)

    class Meta:
        ordering = ["of", "stage", "in_force_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "stage", "code"], condition=Q(in_force_until=None), name="standards_output_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Output(models.Model):
    """A document that was shown at a stage, with its number, day, attendance and file (dokumen tahap)."""

    stage = models.CharField(_("tahap"), max_length=30)
    requirement = models.ForeignKey(
        StageRequirement, verbose_name=_("dokumen"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("judul"), max_length=200)
    number = models.CharField(_("nomor"), max_length=100, blank=True)
    dated = models.DateField(_("tanggal"), null=True, blank=True)
    attendance = models.TextField(_("yang hadir"), blank=True, help_text=_("Satu baris satu orang"))
    note = models.TextField(_("isi atau alasan"), blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(_("sidik SHA-256"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("ukuran"), default=0)
    added_at = models.DateTimeField(_("ditambahkan"), auto_now_add=True)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Move(models.Model):
    """One step between stages: forward with a stored decision, or back with a reason (perpindahan tahap).

    `reminded_at` says when those who are to act were written to because the stage took long; once for each move.
    """

    class Kind(models.TextChoices):
        """How it moved."""

        START = "start", _("Dimulai")
        FORWARD = "forward", _("Maju")
        RETURNED = "returned", _("Dikembalikan")
        REVIEWED = "reviewed", _("Ditinjau, tetap berlaku")

    kind = models.CharField(_("arah"), max_length=10, choices=Kind)
    from_stage = models.CharField(_("dari"), max_length=30, blank=True)
    to_stage = models.CharField(_("ke"), max_length=30)
    reason = models.TextField(_("alasan"), blank=True)
    decision_id = models.UUIDField(_("putusan"), null=True)
    moved_at = models.DateTimeField(_("waktu"), auto_now_add=True)
    moved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(_("diingatkan pada"), null=True, blank=True)

    #: The stages that a subclass moves between.
    stages: ClassVar[type[models.TextChoices]]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"

    @property
    def from_label(self) -> str:
        """The stage it left, as people call it; empty where it began."""
        return str(self.stages(self.from_stage).label) if self.from_stage else ""

    @property
    def to_label(self) -> str:
        """The stage it led to, as people call it."""
        return str(self.stages(self.to_stage).label)


class StageOutput(Output):
    """A document of a stage of SKK-PDN."""

    version = models.ForeignKey("standards.StandardVersion", on_delete=models.CASCADE, related_name="outputs")

    class Meta:
        ordering = ["version", "added_at"]


class StageMove(Move):
    """A step of SKK-PDN."""

    stages = SkkStage

    version = models.ForeignKey("standards.StandardVersion", on_delete=models.CASCADE, related_name="moves")

    class Meta:
        ordering = ["version", "moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="returned") | ~Q(reason=""), name="standards_return_has_reason")
        ]
