"""KKA-PDN: the framework of nine levels, what a person brings, and the level that was decided (jenjang kualifikasi)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.audit.models import WRITTEN_ONCE
from mumpuni.people.models import Account, Education, Level, Office, Person


class Framework(models.Model):
    """An edition of the framework as Kepala BPSDM sets it (Pasal 4): names and descriptions of the nine levels."""

    number = models.PositiveSmallIntegerField(_("edisi"), unique=True)
    title = models.CharField(_("nama"), max_length=150, default="KKA-PDN")
    decision_number = models.CharField(_("nomor keputusan"), max_length=100, blank=True)
    decision_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    in_force_from = models.DateField(_("berlaku sejak"), unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-in_force_from"]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class FrameworkLevel(models.Model):
    """One of the nine levels, 1 the lowest (Pasal 5 ayat (1))."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("jenjang"))
    name = models.CharField(_("sebutan"), max_length=100, blank=True)
    description = models.TextField(_("uraian"), blank=True)

    class Meta:
        ordering = ["framework", "level"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "level"], name="standards_framework_level_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=9), name="standards_framework_level_fits"),
        ]

    def __str__(self) -> str:
        return str(self.level)


class EquivalenceTable(models.Model):
    """A table of equivalences set by Keputusan Menteri (Pasal 12), in force from a day until the next of its kind.

    For education and development it narrows what Pasal 9 and 10 allow; for experience it is the only table there is.
    """

    class Kind(models.TextChoices):
        """Which path it is for (Pasal 7)."""

        EDUCATION = "education", _("Pendidikan formal")
        DEVELOPMENT = "development", _("Pengembangan kompetensi")
        EXPERIENCE = "experience", _("Pengalaman kerja")

    kind = models.CharField(_("jalur"), max_length=12, choices=Kind)
    decision_number = models.CharField(_("nomor Keputusan Menteri"), max_length=100)
    decision_date = models.DateField(_("tanggal keputusan"))
    in_force_from = models.DateField(_("berlaku sejak"))
    is_example = models.BooleanField(_("contoh"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "-in_force_from"]
        constraints = [models.UniqueConstraint(fields=["kind", "in_force_from"], name="standards_table_once_a_day")]

    def __str__(self) -> str:
        return self.decision_number


class EquivalenceRow(models.Model):
    """A line: a level of education, a position or a field of work, and the level it equals.

    `key` is the rule's word for education and development, the name of a field for experience; `min_years` is for
    experience alone.
    """

    table = models.ForeignKey(EquivalenceTable, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(_("capaian"), max_length=150)
    min_years = models.PositiveSmallIntegerField(_("paling sedikit (tahun)"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("jenjang"))

    class Meta:
        ordering = ["table", "key", "min_years"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=9), name="standards_row_level_fits"),
            models.UniqueConstraint(
                fields=["table", "key", "min_years"], name="standards_row_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.level}"


class Attainment(models.Model):
    """Something learnt, proved by one of the four certificates of Pasal 8 (capaian kompetensi).

    Diplomas hang on the person's education; `graduate_of` is the position whose development was completed. One without
    a form is learning that no certificate states yet, which counts nothing (Pasal 8 ayat (1)). Never deleted: what no
    longer holds is ended with a reason, and a correction is a new row.
    """

    class Kind(models.TextChoices):
        """The four forms (Pasal 8 ayat (2)); the words are the rule's."""

        DIPLOMA = "ijazah", _("Ijazah")
        COMPETENCE = "sertifikat-kompetensi", _("Sertifikat kompetensi")
        STTPK = "sttpk", _("STTPK")
        OTHER = "sertifikat-lainnya", _("Sertifikat lainnya")

    class Route(models.TextChoices):
        """The three paths (Pasal 7); the words are the rule's."""

        EDUCATION = "pendidikan-formal", _("Pendidikan formal")
        DEVELOPMENT = "pengembangan-kompetensi", _("Pengembangan kompetensi")
        EXPERIENCE = "pengalaman-kerja", _("Pengalaman kerja")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attainments")
    kind = models.CharField(_("bentuk"), max_length=25, choices=Kind, blank=True, default="")
    route = models.CharField(_("jalur"), max_length=25, choices=Route)
    title = models.CharField(_("nama"), max_length=250)
    issuer = models.CharField(_("penerbit"), max_length=200, blank=True)
    number = models.CharField(_("nomor"), max_length=100, blank=True)
    issued_on = models.DateField(_("tanggal"), null=True, blank=True)
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
    education = models.ForeignKey(
        Education, verbose_name=_("pendidikan"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    graduate_of = models.CharField(_("pengembangan untuk jabatan"), max_length=20, choices=Level, blank=True)
    standard = models.ForeignKey(
        "standards.StandardVersion",
        verbose_name=_("standar yang dipenuhi"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    units = models.ManyToManyField("standards.CompetencyUnit", blank=True, related_name="+")
    test_required = models.BooleanField(_("mensyaratkan uji kompetensi"), default=False)
    test_passed = models.BooleanField(_("lulus uji kompetensi"), default=False)
    programme_completed = models.BooleanField(_("seluruh program diselesaikan"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("diakhiri"), null=True, blank=True)
    ended_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(_("alasan diakhiri"), max_length=300, blank=True)

    class Meta:
        ordering = ["person", "-issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""), name="standards_attainment_end_has_reason"
            )
        ]

    def __str__(self) -> str:
        return self.title


class WorkExperience(models.Model):
    """A period of work in one field (pengalaman kerja; Pasal 11: field and length)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="experience")
    field = models.CharField(_("bidang"), max_length=150)
    role = models.CharField(_("jabatan atau tugas"), max_length=200, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True, help_text=_("Kosong bila masih berjalan"))
    proof = models.CharField(_("bukti"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("diakhiri"), null=True, blank=True)
    ended_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(_("alasan diakhiri"), max_length=300, blank=True)

    class Meta:
        ordering = ["person", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="standards_experience_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""), name="standards_experience_end_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.field


class LevelDecision(models.Model):
    """The level of a person as the competent office fixed it, with its ground (keputusan penyetaraan). Written once.

    The three paths can give different levels and no article says which prevails; so a person decides, and a later
    decision names the one it replaces.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="level_decisions")
    level = models.PositiveSmallIntegerField(_("jenjang"))
    target = models.CharField(_("jabatan sasaran"), max_length=20, choices=Level)
    number = models.CharField(_("nomor keputusan"), max_length=100)
    dated = models.DateField(_("tanggal keputusan"))
    office = models.ForeignKey(Office, verbose_name=_("pejabat"), on_delete=models.PROTECT, related_name="+")
    ground = models.TextField(_("dasar"))
    meets_standard = models.BooleanField(_("memenuhi standar yang dipersyaratkan jenjang ini"), default=False)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    decision_id = models.UUIDField(_("putusan"), null=True)
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["person", "-dated", "-pk"]
        triggers = [
            # Only the person may change: two records found to be one person are folded together.
            pgtrigger.ReadOnly(name="written_once", exclude=["person"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            WRITTEN_ONCE[1],
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=9), name="standards_decided_level_fits"),
            models.CheckConstraint(condition=~Q(ground="") & ~Q(number=""), name="standards_decision_has_ground"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status(self) -> str:
        """Fixed (ditetapkan), or a proposal while the standard of the level is not met (Pasal 9 ayat (2))."""
        return "ditetapkan" if self.meets_standard else "usulan"
