"""Certificates as issued, and how they reached their holders (sertifikat, penyampaian)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.certification.models.schemes import Kind
from mumpuni.documents.models import Document
from mumpuni.people.models import Account, Agency, Person
from mumpuni.standards.models import Qualification
from mumpuni.training.models import Nomination


class Certificate(models.Model):
    """A certificate in the register (sertifikat). What it says is copied, so the register speaks for itself."""

    class Status(models.TextChoices):
        """What became of it; expiry is a matter of the day and not stored."""

        VALID = "valid", _("Berlaku")
        WITHDRAWN = "withdrawn", _("Dicabut")
        REPLACED = "replaced", _("Diganti")

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="certificate")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    agency = models.ForeignKey(
        Agency, verbose_name=_("instansi"), on_delete=models.PROTECT, related_name="certificates"
    )
    item = models.OneToOneField("certification.IssueItem", on_delete=models.PROTECT, related_name="certificate")
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    name = models.CharField(_("nama tercetak"), max_length=200)
    scheme_name = models.CharField(_("skema"), max_length=150)
    qualification = models.CharField(_("kualifikasi"), max_length=20, choices=Qualification)
    held = models.PositiveSmallIntegerField(_("unit dipenuhi"), default=0)
    required = models.PositiveSmallIntegerField(_("unit dipersyaratkan"), default=0)
    units = models.JSONField(_("unit kompetensi"), default=list)
    number = models.CharField(_("nomor"), max_length=100, unique=True)
    code = models.CharField(_("kode verifikasi"), max_length=20, unique=True)
    issued_on = models.DateField(_("tanggal"))
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.VALID)
    withdrawal_reason = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("dicabut pada"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("menggantikan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [models.Index(fields=["agency", "status"]), models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "kind"], condition=Q(status="valid"), name="certification_certificate_one_valid"
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn"),
                name="certification_withdrawal_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="attendance", held=0) | Q(kind="competence", held__gte=1, held__lte=F("required")),
                name="certification_certificate_held_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def state_on(self, day: date) -> str:
        """valid, withdrawn, replaced, or expired on this day; an expired one is still expired when replaced."""
        if self.status == self.Status.VALID and self.expires_on and day > self.expires_on:
            return "expired"
        return str(self.status)

    @property
    def is_competent(self) -> bool:
        """Whether the word KOMPETEN stands on it: all units fulfilled (PAND-105)."""
        return self.kind == Kind.COMPETENCE and self.held == self.required

    @property
    def file_name(self) -> str:
        """A harmless name for the download, without the person's name or numbers of identity."""
        safe = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in self.number)
        return f"sertifikat-{safe.strip('-')}.pdf"


class Channel(models.TextChoices):
    """Ways a certificate travels."""

    PAGE = "page", _("Halaman sendiri")
    MAIL = "mail", _("Tautan surel")
    ZIP = "zip", _("ZIP instansi")


class Delivery(models.Model):
    """That a certificate was offered or fetched by one way (penyampaian)."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("cara"), max_length=10, choices=Channel)
    sent_at = models.DateTimeField(_("dikirim pada"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("diambil pada"), null=True, blank=True)
    fetched_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "channel"], name="certification_delivery_once_per_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.get_channel_display()}"
