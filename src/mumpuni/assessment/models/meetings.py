"""The meeting that turns ratings into agreed levels (rapat integrasi, Assessor Meeting)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import BlueprintLine
from mumpuni.assessment.models.groups import Assessee
from mumpuni.assessment.models.observing import Note
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.audit.models import WRITTEN_ONCE
from mumpuni.people.models import Account


class Meeting(models.Model):
    """The integration meeting on one assessee; `round` counts up with each reopening, the old one stays readable.

    One chair holds one open meeting at a time.
    """

    class State(models.TextChoices):
        """Whether levels may still change."""

        OPEN = "berlangsung", _("Berlangsung")
        LOCKED = "dikunci", _("Dikunci")

    assessee = models.OneToOneField(Assessee, on_delete=models.PROTECT, related_name="meeting")
    chair = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="chaired")
    present = models.ManyToManyField(TeamMember, verbose_name=_("hadir"), related_name="meetings")
    state = models.CharField(_("keadaan"), max_length=12, choices=State, default=State.OPEN)
    round = models.PositiveSmallIntegerField(_("putaran"), default=1)
    minutes = models.TextField(_("notulen"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(_("dibuka"), auto_now_add=True)
    locked_at = models.DateTimeField(_("dikunci"), null=True, blank=True)
    locked_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_id = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["assessee__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["chair"], condition=Q(state="berlangsung"), name="assessment_one_open_meeting_a_chair"
            ),
            models.CheckConstraint(
                condition=~Q(state="dikunci") | Q(locked_at__isnull=False), name="assessment_meeting_locked_when"
            ),
        ]

    def __str__(self) -> str:
        return str(self.assessee)


class Agreement(models.Model):
    """The level that a round of the meeting agreed on, why, and on which notes it rests (level sepakat)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    round = models.PositiveSmallIntegerField(_("putaran"))
    line = models.ForeignKey(BlueprintLine, on_delete=models.PROTECT, related_name="+")
    level = models.DecimalField(_("level sepakat"), max_digits=3, decimal_places=2)
    reason = models.TextField(_("alasan"))
    evidence = models.ManyToManyField(Note, verbose_name=_("bukti"), related_name="+", blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["meeting", "round", "line"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "round", "line"], name="assessment_agreement_once"),
            models.CheckConstraint(condition=Q(level__gte=0, level__lte=5), name="assessment_agreement_level"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.level}"


class Stance(models.Model):
    """Whether a member present agrees with an agreed level; who does not says why (pendapat berbeda)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="stances")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("setuju"))
    dissent = models.TextField(_("pendapat berbeda"), blank=True)
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["agreement", "member"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "member"], name="assessment_stance_once"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(dissent=""), name="assessment_dissent_why"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.agrees}"


class Reopening(models.Model):
    """That the chair opened a locked meeting again, and why (pembukaan kembali)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reopenings")
    round = models.PositiveSmallIntegerField(_("putaran yang dibuka"))
    minutes = models.TextField(_("notulen putaran itu"), blank=True)
    reason = models.CharField(_("alasan"), max_length=500)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["meeting", "round"]
        triggers = WRITTEN_ONCE

    def __str__(self) -> str:
        return f"{self.meeting} {self.round}"


class PotentialLevel(models.TextChoices):
    """From low to high (taraf)."""

    KS = "KS", _("Kurang sekali")
    K = "K", _("Kurang")
    C = "C", _("Cukup")
    B = "B", _("Baik")
    BS = "BS", _("Baik sekali")


class PotentialAspect(models.Model):
    """A trait of the potential profile, the provider's own list (aspek potensi).

    `required` is the grade that stands beside the one found: Perka 11/2008 compares every aspect with what the position
    asks (Lampiran I.C.2) and names no grades, so the list does.
    """

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("aspek"), max_length=100)
    description = models.CharField(_("uraian"), max_length=300, blank=True)
    required = models.CharField(
        _("taraf yang diminta jabatan"), max_length=2, choices=PotentialLevel, default=PotentialLevel.C
    )
    number = models.PositiveSmallIntegerField(_("urutan"))
    is_active = models.BooleanField(_("dipakai"), default=True)
    is_proposal = models.BooleanField(_("usulan awal aplikasi"), default=False, editable=False)

    class Meta:
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return self.name


class Potential(models.Model):
    """An assessee's potential as the psychologist describes and signs it (profil potensi). No part of the JPM."""

    assessee = models.OneToOneField(Assessee, on_delete=models.PROTECT, related_name="potential")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="+")
    dynamics = models.TextField(_("dinamika psikologis"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(_("ditandatangani"), null=True, blank=True)

    class Meta:
        ordering = ["assessee"]

    def __str__(self) -> str:
        return str(self.assessee)


class PotentialGrade(models.Model):
    """The grade of one aspect (psikogram)."""

    Grade = PotentialLevel

    potential = models.ForeignKey(Potential, on_delete=models.CASCADE, related_name="grades")
    aspect = models.ForeignKey(PotentialAspect, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(_("taraf"), max_length=2, choices=Grade)
    note = models.CharField(_("uraian"), max_length=500, blank=True)

    class Meta:
        ordering = ["potential", "aspect__number"]
        constraints = [models.UniqueConstraint(fields=["potential", "aspect"], name="assessment_grade_once")]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.grade}"
