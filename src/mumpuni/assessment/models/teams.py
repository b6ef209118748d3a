"""Who assesses in an event, and whom they declare an interest in (tim penilaian, pernyataan kepentingan)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import Event
from mumpuni.assessment.models.register import Practitioner
from mumpuni.assessment.models.requests import Edition
from mumpuni.documents.models import Document
from mumpuni.people.models import Account, OfficeHolder


class TeamRole(models.TextChoices):
    """The components of Pasal 10, the words of rule `bkn-26-2019/team`, and the role-player of a simulation."""

    CHAIR = "chair", _("Ketua Tim Penilaian Kompetensi")
    ADMIN = "admin", _("Admin Penilaian Kompetensi")
    ASSESSOR = "assessor", _("Assessor")
    TESTER = "tester", _("Tester")
    SUPPORT = "support", _("Tenaga pendukung")
    RESOURCE = "resource-person", _("Narasumber")
    ROLE_PLAYER = "role-player", _("Pemeran")


#: Roles that meet assessees in a room, so they declare their interests before they are planned.
DECLARING = frozenset({TeamRole.CHAIR, TeamRole.ASSESSOR, TeamRole.TESTER, TeamRole.RESOURCE, TeamRole.ROLE_PLAYER})


class TeamMember(models.Model):
    """A practitioner in one role of an event; who leaves keeps the row with day and reason (anggota tim)."""

    class Fallback(models.TextChoices):
        """By which exception somebody came in who does not meet the full criteria, or is not the provider's own."""

        NONE = "", _("Memenuhi syarat penuh")
        ONE_LESS = "satu-jenjang", _("Satu jenjang di bawah")
        OTHER_AGENCY = "instansi-lain", _("Dari penyelenggara instansi lain")
        INDEPENDENT = "independen", _("Assessor Independen")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="team")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("peran"), max_length=20, choices=TeamRole)
    fallback = models.CharField(_("pengecualian"), max_length=15, choices=Fallback, blank=True, default="")
    fallback_reason = models.CharField(_("alasan pengecualian"), max_length=300, blank=True)
    interprets_tests = models.BooleanField(_("menafsirkan tes psikologi"), default=False)
    duty = models.TextField(_("uraian tugas"), blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(_("berhenti"), null=True, blank=True)
    removal_reason = models.CharField(_("alasan berhenti"), max_length=300, blank=True)
    declared_at = models.DateTimeField(_("menyatakan kepentingan"), null=True, blank=True)
    declared_for = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    class Meta:
        ordering = ["role", "practitioner__person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "practitioner", "role"],
                condition=Q(removed_at=None),
                name="assessment_member_role_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | ~Q(removal_reason=""), name="assessment_member_removed_why"
            ),
            models.CheckConstraint(
                condition=Q(fallback="") | ~Q(fallback_reason=""), name="assessment_member_fallback_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner} ({self.get_role_display()})"


class Interest(models.Model):
    """A tie between a member of the team and an assessee: declared, or computed from positions (kepentingan).

    `declared_for` of the member says for whom a declaration was given; no row for one of them means "none".
    """

    class Kind(models.TextChoices):
        """What ties them."""

        SUPERIOR = "atasan", _("Atasan")
        SAME_UNIT = "seunit", _("Satu unit kerja")
        RELATIVE = "keluarga", _("Keluarga")
        MENTOR = "mentor", _("Mentor")
        OTHER = "lain", _("Kepentingan lain")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="interests")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="interests")
    assessee = models.ForeignKey("Assessee", on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("kepentingan"), max_length=10, choices=Kind)
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    is_computed = models.BooleanField(_("dihitung dari jabatan"), default=False)
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["practitioner", "assessee"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "practitioner", "assessee", "kind"], name="assessment_interest_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.practitioner} – {self.assessee}"


class DutyText(models.Model):
    """What a role does, as the appointment letter prints it; Lampiran II is not at hand, so it is data (B26-19-014)."""

    edition = models.CharField(_("peraturan"), max_length=12, choices=Edition)
    role = models.CharField(_("peran"), max_length=20, choices=TeamRole)
    text = models.TextField(_("uraian tugas"))
    is_proposal = models.BooleanField(_("usulan awal aplikasi"), default=False, editable=False)

    class Meta:
        ordering = ["edition", "role"]
        constraints = [models.UniqueConstraint(fields=["edition", "role"], name="assessment_duty_once")]

    def __str__(self) -> str:
        return self.get_role_display()


class AssignmentLetter(models.Model):
    """The letter that assigns the team (surat tugas), as printed; a later one replaces it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="assignment_letters")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=120)
    issued_on = models.DateField(_("tanggal"))
    signed_by = models.ForeignKey(OfficeHolder, on_delete=models.PROTECT, related_name="+")
    team_version = models.PositiveSmallIntegerField(_("versi rancangan"))
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return self.number
