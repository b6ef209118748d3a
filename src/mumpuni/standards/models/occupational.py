"""SKK-PDN: the standard of a position and its versions, and who compiles it."""

import uuid
from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account, Level
from mumpuni.people.models import Unit as WorkUnit
from mumpuni.standards.models.stages import SkkStage


class Government(models.TextChoices):
    """Where a position stands (Pasal 16 ayat (6)); the words are the rules'."""

    MINISTRY = "pusat", _("Kementerian Dalam Negeri")
    PROVINCE = "provinsi", _("Provinsi")
    REGENCY = "kabupaten-kota", _("Kabupaten/kota")


class OccupationalStandard(models.Model):
    """The standard of one position through all its versions (SKK-PDN; Permendagri 11/2018 Pasal 14 to 24).

    `job_code` comes from the rule `permendagri-11-2018/job-code`; only a position of the Ministry, for which the law
    gives none, has a local code in capital letters. `position_number` counts standards under one job code.
    """

    class SupervisedBy(models.TextChoices):
        """Who supervises a functional position (Pasal 16 ayat (7))."""

        MINISTRY = "kementerian", _("Kementerian Dalam Negeri")
        OTHER_MINISTRY = "kementerian-lain", _("Kementerian lain")
        BODY = "lpnk", _("Lembaga pemerintah nonkementerian")

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("jabatan"), max_length=200, help_text=_("Mis. Kepala Bidang Mutasi"))
    position = models.CharField(_("jenjang jabatan"), max_length=20, choices=Level)
    government = models.CharField(_("pemerintahan"), max_length=20, choices=Government, blank=True, default="")
    supervised_by = models.CharField(
        _("instansi pembina jabatan fungsional"), max_length=20, choices=SupervisedBy, blank=True, default=""
    )
    job_code = models.CharField(_("kode jabatan"), max_length=10)
    job_code_is_local = models.BooleanField(_("kode jabatan setempat"), default=False)
    position_number = models.PositiveSmallIntegerField(_("nomor jabatan"))
    is_example = models.BooleanField(_("contoh"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("SKK-PDN")
        ordering = ["job_code", "position_number"]
        constraints = [
            models.UniqueConstraint(fields=["job_code", "position_number"], name="standards_skk_number_once"),
            models.UniqueConstraint(
                Upper("title"),
                "position",
                "government",
                name="standards_skk_position_once",
                violation_error_message=_("Jabatan ini sudah mempunyai SKK-PDN; buka versi barunya lewat kaji ulang."),
            ),
            models.CheckConstraint(
                condition=Q(position_number__gte=1, position_number__lte=999), name="standards_skk_number_fits"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The front of every code in it: "AP.001"."""
        return f"{self.job_code}.{self.position_number:03d}"


#: What still moves when a version is published: how far it went, when it is reviewed, when the next one ends it.
MOVES_ON = ["stage", "in_force_until", "review_due", "changed_at"]


class StandardVersion(models.Model):
    """One version of a standard, from its team to its review. Once set it never changes.

    `need`, `reference_sources`, `applicability` and `consents` show the principles of Pasal 17; lists are a line each.
    `in_force_from` is given with the Minister's decree; `in_force_until` is written when the next version is set.
    """

    class Method(models.TextChoices):
        """How the standard is formulated (Pasal 18); the words are the rule's."""

        NEW = "baru", _("Penelitian atau penyusunan standar baru")
        ADAPTATION = "adaptasi", _("Adaptasi standar yang ada")
        ADOPTION = "adopsi", _("Adopsi standar yang ada")

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    standard = models.ForeignKey(OccupationalStandard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"), default=1)
    stage = models.CharField(_("tahap"), max_length=30, choices=SkkStage, default=SkkStage.TEAM)
    method = models.CharField(_("metode perumusan"), max_length=20, choices=Method, default=Method.NEW)
    source_standard = models.CharField(_("standar sumber"), max_length=250, blank=True)
    copied_from = models.ForeignKey(
        "self", verbose_name=_("disalin dari"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    need = models.TextField(_("kebutuhan yang dijawab"), blank=True)
    reference_sources = models.TextField(_("acuan dan pembanding"), blank=True, help_text=_("Satu baris satu sumber"))
    applicability = models.TextField(_("catatan penerapan"), blank=True)
    consents = models.TextField(
        _("pemangku kepentingan yang menyetujui"), blank=True, help_text=_("Satu baris satu pemangku kepentingan")
    )
    cooperating_units = models.ManyToManyField(
        WorkUnit, verbose_name=_("unit kerja yang ikut menyusun"), blank=True, related_name="+"
    )
    legal_ground = models.CharField(_("dasar hukum tercetak"), max_length=200, blank=True)
    started_on = models.DateField(_("mulai disusun"))
    decree_number = models.CharField(_("nomor Keputusan Menteri"), max_length=100, blank=True)
    decree_date = models.DateField(_("tanggal Keputusan Menteri"), null=True, blank=True)
    in_force_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    published_at = models.DateTimeField(_("ditetapkan pada"), null=True, blank=True)
    review_due = models.DateField(_("kaji ulang berikutnya"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("versi SKK-PDN")
        triggers = [
            pgtrigger.Trigger(
                name="published_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__published_at__isnull=False),
                func=f"""
                    IF (to_jsonb(OLD) - ARRAY{MOVES_ON}) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY{MOVES_ON}) THEN
                        RAISE EXCEPTION 'a published version does not change';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="published_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]
        ordering = ["standard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="standards_version_number_once"),
            models.UniqueConstraint(
                fields=["standard"], condition=Q(published_at=None), name="standards_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | (~Q(decree_number="") & Q(decree_date__isnull=False, in_force_from__isnull=False)),
                name="standards_version_published_by_decree",
            ),
            ExclusionConstraint(
                name="standards_version_one_in_force",
                expressions=[
                    ("standard", RangeOperators.EQUAL),
                    (
                        Func(F("in_force_from"), F("in_force_until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(published_at__isnull=False),
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Pada hari itu sudah berlaku versi lain dari standar jabatan ini."),
            ),
        ]
        indexes = [models.Index(fields=["stage"])]

    def __str__(self) -> str:
        return f"{self.standard} (versi {self.number})"

    @property
    def is_published(self) -> bool:
        """Whether the Minister has set it; from then on its text is closed."""
        return self.published_at is not None

    def is_in_force(self, day: date) -> bool:
        """Whether it is the standard of its position on this day."""
        return bool(
            self.published_at
            and self.in_force_from
            and self.in_force_from <= day
            and (self.in_force_until is None or day <= self.in_force_until)
        )


class TeamMember(models.Model):
    """Who works on a standard, and as what (tim penyusun, verifikator). Ended, never deleted."""

    class Part(models.TextChoices):
        """What a member does."""

        LEAD = "lead", _("Ketua tim penyusun")
        DRAFTER = "drafter", _("Anggota tim penyusun")
        VERIFIER = "verifier", _("Verifikator")

    standard = models.ForeignKey(OccupationalStandard, on_delete=models.CASCADE, related_name="team")
    account = models.ForeignKey(Account, verbose_name=_("akun"), on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("tugas"), max_length=10, choices=Part)
    unit = models.ForeignKey(
        WorkUnit, verbose_name=_("unit kerja"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField(_("sejak"))
    until = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        ordering = ["standard", "part", "account__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "account"],
                condition=Q(until=None),
                name="standards_member_once",
                violation_error_message=_("Akun ini sudah ada dalam tim."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} ({self.get_part_display()})"
