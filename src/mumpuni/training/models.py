"""Seasons, their batches, and the officials nominated for them (musim, angkatan, usulan)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange.models import ImportRow
from mumpuni.people.models import Account, Agency, Level, Person, Position, Unit
from mumpuni.standards.models import DevelopmentStandard, ImplementationGuide, Qualification

#: The levels that have a programme; Pelaksana is a level without one (PAND-004).
BATCH_LEVELS = [(level.value, level.label) for level in (Level.JPT_PRATAMA, Level.ADMINISTRATOR, Level.PENGAWAS)]


class Season(models.Model):
    """One run of the programme with its batches (musim)."""

    class State(models.TextChoices):
        """A season takes nominations only while it is open."""

        DRAFT = "draft", _("Disusun")
        OPEN = "open", _("Terbuka")
        CLOSED = "closed", _("Ditutup")

    name = models.CharField(_("nama musim"), max_length=120, unique=True)
    year = models.PositiveSmallIntegerField(_("tahun"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    seats = models.PositiveIntegerField(_("sasaran peserta"))
    edition = models.CharField(_("panduan yang berlaku"), max_length=40, default="panduan-2019")
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("musim")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="training_season_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether nominations are taken."""
        return self.state == self.State.OPEN


class Batch(models.Model):
    """A numbered class of one level in a season (angkatan); the level follows from the number."""

    season = models.ForeignKey(Season, verbose_name=_("musim"), on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField(_("nomor angkatan"))
    level = models.CharField(_("jenjang"), max_length=20, choices=BATCH_LEVELS)
    seats = models.PositiveSmallIntegerField(_("kursi"))
    class_starts_on = models.DateField(_("hari kelas pertama"))
    class_ends_on = models.DateField(_("hari kelas terakhir"))

    class Meta:
        verbose_name = _("angkatan")
        ordering = ["season", "number"]
        constraints = [
            models.UniqueConstraint(fields=["season", "number"], name="training_batch_number_once"),
            models.CheckConstraint(
                condition=Q(class_ends_on__gte=F("class_starts_on")), name="training_batch_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Angkatan %(number)d")) % {"number": self.number}


class Curriculum(models.Model):
    """What one kind of development of a level in a season runs on (kurikulum; Permendagri 11/2018 Pasal 25).

    General, core and elective competencies run on an SP2-PDN, any other kind on a guide of Kepala BPSDM. It stays
    bound to the version it named, whatever is set later.
    """

    class Kind(models.TextChoices):
        """Kinds of development; the words are the rule's."""

        GENERAL = "KU", _("KU: Kompetensi Umum")
        CORE = "KI", _("KI: Kompetensi Inti")
        ELECTIVE = "KP", _("KP: Kompetensi Pilihan")
        OTHER = "other", _("Pengembangan lain")

    season = models.ForeignKey(Season, verbose_name=_("musim"), on_delete=models.CASCADE, related_name="curricula")
    level = models.CharField(_("jenjang"), max_length=20, choices=BATCH_LEVELS)
    kind = models.CharField(_("jenis"), max_length=5, choices=Kind)
    standard = models.ForeignKey(
        DevelopmentStandard,
        verbose_name=_("SP2-PDN"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="curricula",
    )
    guide = models.ForeignKey(
        ImplementationGuide,
        verbose_name=_("panduan penyelenggaraan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="curricula",
    )
    named_at = models.DateTimeField(_("dipilih"), auto_now=True)
    named_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kurikulum")
        ordering = ["season", "level", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["season", "level", "kind"], name="training_curriculum_kind_once"),
            models.CheckConstraint(
                condition=Q(kind="other", standard=None, guide__isnull=False)
                | (~Q(kind="other") & Q(standard__isnull=False, guide=None)),
                name="training_curriculum_has_its_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.basis}"

    @property
    def basis(self) -> DevelopmentStandard | ImplementationGuide | None:
        """What it runs on."""
        return self.standard or self.guide


class Nomination(models.Model):
    """An official put forward for a batch, with the post held at that time (usulan).

    Post, unit and level are copies: a later promotion must not change what the person was nominated as.
    """

    class State(models.TextChoices):
        """Withdrawn ones stay for the record and hold no seat."""

        NOMINATED = "nominated", _("Diusulkan")
        ACCEPTED = "accepted", _("Diterima")
        WITHDRAWN = "withdrawn", _("Ditarik")

    season = models.ForeignKey(Season, verbose_name=_("musim"), on_delete=models.PROTECT, related_name="nominations")
    batch = models.ForeignKey(Batch, verbose_name=_("angkatan"), on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, verbose_name=_("pegawai"), on_delete=models.PROTECT, related_name="nominations")
    agency = models.ForeignKey(Agency, verbose_name=_("instansi"), on_delete=models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit kerja"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position, verbose_name=_("jabatan"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position_title = models.CharField(_("nama jabatan"), max_length=200, blank=True)
    level = models.CharField(_("jenjang"), max_length=20, choices=Level)
    manages_asn = models.BooleanField(_("menyelenggarakan manajemen ASN"), default=True)
    qualification = models.CharField(_("kualifikasi"), max_length=20, choices=Qualification)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.NOMINATED)
    training_jp = models.PositiveSmallIntegerField(_("JP pelatihan"), null=True, blank=True)
    source = models.OneToOneField(
        ImportRow,
        verbose_name=_("baris impor asal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawal_reason = models.CharField(_("alasan ditarik"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("usulan")
        ordering = ["batch__number", "person__name", "pk"]
        indexes = [models.Index(fields=["season", "state"]), models.Index(fields=["agency", "season"])]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "person"],
                condition=~Q(state="withdrawn"),
                name="training_nomination_one_active",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""), name="training_withdrawal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.batch})"

    @property
    def is_active(self) -> bool:
        """Whether it holds a seat."""
        return self.state != self.State.WITHDRAWN
