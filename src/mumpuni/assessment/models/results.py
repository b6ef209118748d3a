"""What an assessment found: the match with the standard, and what became of it (hasil penilaian)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import Blueprint, BlueprintLine, Event
from mumpuni.assessment.models.groups import Assessee
from mumpuni.assessment.models.meetings import Meeting
from mumpuni.assessment.models.requests import Edition, Purpose
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.audit.models import WRITTEN_ONCE
from mumpuni.documents.models import Document
from mumpuni.people.models import Account, OfficeHolder


class Result(models.Model):
    """The outcome of one locked round of the meeting; a later round makes a new row that replaces it (hasil).

    `percentage` and `category` are what the rule said and stay as they were; both are empty under Perka 11/2008.
    `required` and `achieved` hold the levels by the competency's name.
    """

    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="results")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="results")
    round = models.PositiveSmallIntegerField(_("putaran"))
    blueprint = models.ForeignKey(Blueprint, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(_("peraturan"), max_length=12, choices=Edition)
    purpose = models.CharField(_("tujuan"), max_length=12, choices=Purpose)
    required: Any = models.JSONField(_("dipersyaratkan"))
    achieved: Any = models.JSONField(_("capaian"))
    percentage = models.DecimalField(_("JPM"), max_digits=6, decimal_places=2, null=True, blank=True)
    category = models.CharField(_("kategori"), max_length=30, blank=True)
    decision_id = models.UUIDField()
    decided_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ["assessee__number", "-round"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "round"], name="assessment_result_a_round"),
            models.UniqueConstraint(
                fields=["assessee"], condition=Q(replaced_by=None), name="assessment_result_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(edition="bkn-11-2008") | Q(category="", percentage=None),
                name="assessment_result_2008_has_no_category",
            ),
        ]

    def __str__(self) -> str:
        return str(self.assessee)


class Feedback(models.Model):
    """The talk with the assessee about the result, or the reason why there was none (umpan balik)."""

    assessee = models.OneToOneField(Assessee, on_delete=models.PROTECT, related_name="feedback")
    given_on = models.DateField(_("tanggal"), null=True, blank=True)
    giver = models.ForeignKey(TeamMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notes = models.TextField(_("pokok pembicaraan"), blank=True)
    agreed = models.TextField(_("pengembangan yang disepakati"), blank=True)
    reason = models.CharField(_("tidak diberikan karena"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["assessee"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_on__isnull=False, giver__isnull=False) | ~Q(reason=""),
                name="assessment_feedback_given_or_why",
            )
        ]

    def __str__(self) -> str:
        return str(self.assessee)


class Objection(models.Model):
    """An assessee's objection to a result, and the answer (keberatan)."""

    class Answer(models.TextChoices):
        """How it ended."""

        OPEN = "", _("Belum dijawab")
        UPHELD = "diterima", _("Diterima, rapat dibuka kembali")
        REJECTED = "ditolak", _("Ditolak")

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(_("keberatan"))
    raised_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(_("jawaban"), max_length=10, choices=Answer, blank=True, default="")
    answer_text = models.TextField(_("penjelasan"), blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(condition=Q(answer="") | ~Q(answer_text=""), name="assessment_objection_answer_why"),
            models.UniqueConstraint(fields=["result"], condition=Q(answer=""), name="assessment_objection_one_open"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ResultUse(models.Model):
    """That an agency used a result in personnel management (pemanfaatan hasil)."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="uses")
    use = models.CharField(_("pemanfaatan"), max_length=30)
    used_on = models.DateField(_("tanggal"))
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    decision_id = models.UUIDField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-used_on", "-pk"]
        triggers = WRITTEN_ONCE

    def __str__(self) -> str:
        return f"{self.use} {self.used_on}"


class ValidityReminder(models.Model):
    """That agency and assessee were told so many months ahead that a result ends, so that nobody is told twice."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="reminders")
    months = models.PositiveSmallIntegerField(_("bulan sebelumnya"))
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sent_at"]
        constraints = [models.UniqueConstraint(fields=["result", "months"], name="assessment_validity_reminder_once")]

    def __str__(self) -> str:
        return f"{self.result} {self.months}"


class DevelopmentLine(models.Model):
    """What is to be done about a gap, when, for how many hours, and whether it was (rencana pengembangan)."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="development")
    line = models.ForeignKey(BlueprintLine, verbose_name=_("kompetensi"), on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(_("bentuk pengembangan"), max_length=200)
    hours = models.PositiveSmallIntegerField(_("JP"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("tahun"))
    cost = models.PositiveBigIntegerField(_("biaya (Rp)"), null=True, blank=True)
    done_on = models.DateField(_("terlaksana"), null=True, blank=True)
    done_note = models.CharField(_("catatan pelaksanaan"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return self.activity


class OrganiserReport(models.Model):
    """The provider's report on an event, in its six items (laporan penyelenggaraan)."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="organiser_report")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=120)
    issued_on = models.DateField(_("tanggal"))
    signed_by = models.ForeignKey(OfficeHolder, on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    via_agency_at = models.DateTimeField(_("diserahkan kepada Instansi Pengguna"), null=True, blank=True)
    copy_sent_at = models.DateTimeField(_("salinan disampaikan kepada Instansi Pembina"), null=True, blank=True)
    decision_id = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return self.number


class QualityCheck(models.Model):
    """One of the legal checks of an event as the Instansi Pembina found it; the latest word counts (pemantauan)."""

    class State(models.TextChoices):
        """The words of rule `bkn-26-2019/monitoring`."""

        PASSED = "passed", _("Sesuai")
        FAILED = "failed", _("Tidak sesuai")
        RESOLVED = "resolved", _("Sudah diperbaiki")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="quality_checks")
    check_code = models.CharField(_("pemeriksaan"), max_length=20)
    state = models.CharField(_("hasil"), max_length=10, choices=State)
    note = models.CharField(_("catatan"), max_length=500, blank=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["event", "check_code", "-at", "-pk"]
        triggers = WRITTEN_ONCE
        constraints = [
            models.CheckConstraint(condition=Q(state="passed") | ~Q(note=""), name="assessment_quality_check_why")
        ]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.get_state_display()}"
