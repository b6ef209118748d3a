"""What happened on the day: who came, what each assessee did, incidents (pelaksanaan)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import Event, EventInstrument
from mumpuni.assessment.models.groups import Assessee
from mumpuni.assessment.models.instruments import Variant
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.audit.models import WRITTEN_ONCE
from mumpuni.people.models import Account


class CheckIn(models.Model):
    """An assessee reported on a day and showed who it is (lapor diri); `briefed_at` says that the briefing was heard.

    Bound to the day and not to a session, since a repair of the timetable makes new sessions.
    """

    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="check_ins")
    day = models.DateField(_("hari"))
    at = models.DateTimeField(_("lapor diri"))
    identity = models.CharField(_("bukti diri"), max_length=100)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    briefed_at = models.DateTimeField(_("mengikuti pengarahan"), null=True, blank=True)
    briefed_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at"]
        constraints = [models.UniqueConstraint(fields=["assessee", "day"], name="assessment_check_in_once")]

    def __str__(self) -> str:
        return f"{self.assessee} {self.day}"


class Presence(models.Model):
    """Whether a member of the team was there on a day (daftar hadir tim); `signed_at` is the member's own word."""

    class State(models.TextChoices):
        """How it was."""

        PRESENT = "hadir", _("Hadir")
        EXCUSED = "izin", _("Tidak hadir dengan alasan")
        ABSENT = "alpa", _("Tidak hadir tanpa alasan")

    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="presences")
    day = models.DateField(_("hari"))
    state = models.CharField(_("kehadiran"), max_length=8, choices=State, default=State.PRESENT)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)
    signed_at = models.DateTimeField(_("ditandatangani"), null=True, blank=True)

    class Meta:
        ordering = ["day", "member"]
        constraints = [
            models.UniqueConstraint(fields=["member", "day"], name="assessment_presence_once"),
            models.CheckConstraint(condition=~Q(state="izin") | ~Q(reason=""), name="assessment_presence_excused_why"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(state="hadir"), name="assessment_presence_signed_present"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.day}: {self.get_state_display()}"


class Taking(models.Model):
    """One assessee and one instrument: where it stands (pelaksanaan alat ukur). No row means "not yet".

    A result stays incomplete until each instrument of the blueprint is done or waived by the chair with a reason.
    """

    class State(models.TextChoices):
        """How it went."""

        DONE = "selesai", _("Selesai")
        BROKEN_OFF = "terhenti", _("Terhenti di tengah jalan")
        EXCUSED = "izin", _("Tidak hadir dengan alasan")
        ABSENT = "alpa", _("Tidak hadir tanpa alasan")
        REPEAT = "ulang", _("Diulang dengan paket lain")
        WAIVED = "dibebaskan", _("Dibebaskan ketua tim")

    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="takings")
    instrument = models.ForeignKey(EventInstrument, on_delete=models.PROTECT, related_name="takings")
    state = models.CharField(_("keadaan"), max_length=12, choices=State)
    minutes_late = models.PositiveSmallIntegerField(_("terlambat (menit)"), default=0)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    variant = models.ForeignKey(
        Variant, verbose_name=_("paket"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["assessee", "instrument"]
        constraints = [
            models.UniqueConstraint(fields=["assessee", "instrument"], name="assessment_taking_once"),
            models.CheckConstraint(
                condition=Q(state__in=("selesai", "alpa")) | ~Q(reason=""), name="assessment_taking_why"
            ),
            models.CheckConstraint(
                condition=Q(minutes_late=0) | Q(state__in=("selesai", "terhenti")), name="assessment_taking_late_came"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessee} – {self.instrument}: {self.get_state_display()}"

    @property
    def settles(self) -> bool:
        """Whether nothing more is expected of this instrument."""
        return self.state in (self.State.DONE, self.State.WAIVED)


class Incident(models.Model):
    """Something that went otherwise than planned, and what was done (catatan kejadian); written once."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="incidents")
    assessee = models.ForeignKey(
        Assessee, verbose_name=_("Assessee"), null=True, blank=True, on_delete=models.PROTECT, related_name="incidents"
    )
    happened_at = models.DateTimeField(_("terjadi"))
    text = models.TextField(_("kejadian"))
    action = models.TextField(_("tindakan"), blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-happened_at", "-pk"]
        triggers = WRITTEN_ONCE

    def __str__(self) -> str:
        return self.text[:80]


class MaterialCopy(models.Model):
    """A numbered copy of an instrument's material, from handing out to return (bahan alat ukur)."""

    instrument = models.ForeignKey(EventInstrument, on_delete=models.PROTECT, related_name="copies")
    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField(_("nomor salinan"))
    handed_out_at = models.DateTimeField(_("dibagikan"))
    handed_out_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(_("kembali"), null=True, blank=True)
    returned_to = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    missing_reason = models.CharField(_("tidak kembali karena"), max_length=300, blank=True)

    class Meta:
        ordering = ["instrument", "number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="assessment_copy_number_once"),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(missing_reason=""), name="assessment_copy_back_or_missing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}"


class HandIn(models.Model):
    """A file that came out of an instrument: an assessee's work, or the raw result of a test (hasil kerja)."""

    class Kind(models.TextChoices):
        """What it is; a test's result is for Tester and psychologist alone."""

        WORK = "kerja", _("Hasil kerja Assessee")
        TEST = "tes", _("Hasil tes psikologi")

    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="hand_ins")
    instrument = models.ForeignKey(EventInstrument, on_delete=models.PROTECT, related_name="hand_ins")
    kind = models.CharField(_("jenis"), max_length=6, choices=Kind)
    name = models.CharField(_("nama berkas"), max_length=200)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("ukuran"))
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["assessee", "instrument", "pk"]
        triggers = WRITTEN_ONCE

    def __str__(self) -> str:
        return self.name
