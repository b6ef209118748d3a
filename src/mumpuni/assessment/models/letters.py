"""Calling assessees, and proof that the letter came (surat pemberitahuan, tanda terima)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.groups import Assessee
from mumpuni.assessment.models.requests import Edition
from mumpuni.documents.models import Document
from mumpuni.people.models import Account, OfficeHolder


class Notice(models.Model):
    """A letter that calls an assessee, as printed (surat pemberitahuan).

    It reaches the person through the personnel official of the own agency (Perka 11/2008 III.2 huruf a angka 3)):
    `passed_on_at` is when that official confirmed the delivery. A new letter for the same person replaces this one.
    """

    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="notices")
    edition = models.CharField(_("peraturan"), max_length=12, choices=Edition)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=120)
    issued_on = models.DateField(_("tanggal surat"))
    assessed_on = models.DateField(_("tanggal penilaian"))
    signed_by = models.ForeignKey(OfficeHolder, on_delete=models.PROTECT, related_name="+")
    timetable_number = models.PositiveSmallIntegerField(_("versi jadwal"), null=True, blank=True)
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    passed_on_at = models.DateTimeField(_("diteruskan pengelola kepegawaian"), null=True, blank=True)
    passed_on_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("dibuka Assessee"), null=True, blank=True)
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    late_reason = models.CharField(_("alasan diteruskan walau terlambat"), max_length=300, blank=True)
    decision_id = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessee"], condition=Q(replaced_by=None), name="assessment_notice_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Receipt(models.Model):
    """That a letter was received, when and how (tanda terima); the earliest one counts."""

    class Channel(models.TextChoices):
        """How it came."""

        PORTAL = "portal", _("Portal")
        MAIL = "surel", _("Surel")
        HAND = "langsung", _("Diserahkan langsung")

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="receipts")
    channel = models.CharField(_("cara"), max_length=10, choices=Channel)
    received_on = models.DateField(_("tanggal diterima"))
    proof = models.CharField(_("bukti"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.received_on}"
