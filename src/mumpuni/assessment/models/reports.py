"""The individual report: writing, reviewing, signing, delivering, opening (laporan individual)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import BlueprintLine
from mumpuni.assessment.models.providers import Provider
from mumpuni.assessment.models.results import Result
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.audit.models import WRITTEN_ONCE
from mumpuni.documents.models import Document
from mumpuni.people.models import Account, Agency, OfficeHolder
from mumpuni.standards.models import Competency


class Part(models.TextChoices):
    """What people write in a report; the first three stand for each competency."""

    DESCRIPTION = "uraian", _("Uraian")
    STRENGTHS = "kekuatan", _("Kekuatan")
    AREAS = "pengembangan", _("Area pengembangan")
    SUMMARY = "ringkasan", _("Gambaran umum")
    RECOMMENDATION = "rekomendasi", _("Rekomendasi")
    DEVELOPMENT = "saran-pengembangan", _("Saran pengembangan")
    PLACEMENT = "saran-penempatan", _("Saran penempatan")


class Sentence(models.Model):
    """A sentence to begin with for a competency at a level, or for a part of the report (pustaka kalimat).

    A provider's own are offered to its writers only; those of no provider are shared by all.
    """

    provider = models.ForeignKey(
        Provider, verbose_name=_("milik"), null=True, blank=True, on_delete=models.PROTECT, related_name="sentences"
    )
    part = models.CharField(_("bagian"), max_length=20, choices=Part)
    competency = models.ForeignKey(
        Competency, verbose_name=_("kompetensi"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    text = models.TextField(_("kalimat"))
    is_active = models.BooleanField(_("dipakai"), default=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["part", "competency", "level", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=0, level__lte=5), name="assessment_sentence_level"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Report(models.Model):
    """The report on one result: who writes, who else reviews, until when (laporan individual).

    Signed, it never changes; a result decided anew gets a new report that names the one it replaces. `signed_by` is the
    provider's leader, or `responsible` the person responsible in the team (Pasal 29 ayat (1)).
    """

    class State(models.TextChoices):
        """Whose turn it is."""

        DRAFT = "draf", _("Ditulis")
        REVIEW = "ditinjau", _("Ditinjau")
        RETURNED = "dikembalikan", _("Dikembalikan")
        ACCEPTED = "diterima", _("Diterima")
        SIGNED = "ditandatangani", _("Ditandatangani")

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="report")
    writer = models.ForeignKey(
        TeamMember, verbose_name=_("penulis"), on_delete=models.PROTECT, related_name="reports_written"
    )
    reviewer = models.ForeignKey(
        TeamMember, verbose_name=_("penelaah"), on_delete=models.PROTECT, related_name="reports_reviewed"
    )
    due_on = models.DateField(_("tenggat"))
    state = models.CharField(_("keadaan"), max_length=15, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(_("dikirim untuk ditinjau"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("diterima"), null=True, blank=True)
    number = models.CharField(_("nomor"), max_length=120, blank=True)
    signed_by = models.ForeignKey(OfficeHolder, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(TeamMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("ditandatangani"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    released_at = models.DateTimeField(_("dibuka bagi Assessee"), null=True, blank=True)
    released_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(writer=models.F("reviewer")), name="assessment_report_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="ditandatangani")
                | Q(signed_at__isnull=False, valid_until__isnull=False)
                & (Q(signed_by__isnull=False, responsible=None) | Q(signed_by=None, responsible__isnull=False)),
                name="assessment_report_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(state="ditandatangani"), name="assessment_report_released_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('Laporan')} {self.result}"


class ReportText(models.Model):
    """What stands in one part of a report, and from which library sentence it began (isi laporan)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(_("bagian"), max_length=20, choices=Part)
    line = models.ForeignKey(BlueprintLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("isi"))
    sentence = models.ForeignKey(Sentence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report", "part", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "part", "line"], name="assessment_report_text_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReportComment(models.Model):
    """What the reviewer wants changed in a part (catatan penelaah)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    part = models.CharField(_("bagian"), max_length=20, choices=Part)
    line = models.ForeignKey(BlueprintLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("catatan"))
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(_("dikerjakan"), null=True, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:80]


class ReportDocument(models.Model):
    """An edition of a signed report as bytes (berkas laporan); made once, never rendered again."""

    class Kind(models.TextChoices):
        """For whom it is made."""

        ASSESSOR = "asesor", _("Edisi penilai dengan lampiran bukti")
        CONFIDENTIAL = "rahasia", _("Edisi rahasia")
        SUMMARY = "ringkasan", _("Ringkasan satu halaman")
        CERTIFICATE = "sertifikat", _("Sertifikat")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("edisi"), max_length=10, choices=Kind)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report", "kind"]
        triggers = WRITTEN_ONCE
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="assessment_report_document_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Delivery(models.Model):
    """A numbered copy of a signed report: to whom, when, and that it arrived (daftar distribusi)."""

    class Recipient(models.TextChoices):
        """Who gets one; the last two only until a day, for one occasion."""

        PPK = "ppk", _("Pejabat Pembina Kepegawaian")
        OFFICIAL = "pejabat", _("Pejabat yang ditunjuk")
        SUPERVISOR = "pembina", _("Instansi Pembina")
        COMMITTEE = "panitia", _("Panitia seleksi")
        BOARD = "baperjakat", _("Baperjakat")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.CharField(_("penerima"), max_length=12, choices=Recipient)
    name = models.CharField(_("nama penerima"), max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    copy_number = models.PositiveSmallIntegerField(_("nomor salinan"))
    sent_at = models.DateTimeField(_("disampaikan"))
    sent_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(_("dapat dibuka sampai"), null=True, blank=True)
    occasion = models.CharField(_("keperluan"), max_length=200, blank=True)
    received_on = models.DateField(_("diterima"), null=True, blank=True)
    received_by = models.CharField(_("diterima oleh"), max_length=200, blank=True)
    proof = models.CharField(_("bukti penerimaan"), max_length=200, blank=True)
    recommendation = models.TextField(_("rekomendasi"), blank=True)
    recommended_at = models.DateTimeField(_("direkomendasikan"), null=True, blank=True)

    class Meta:
        ordering = ["report", "copy_number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "copy_number"], name="assessment_delivery_copy_once"),
            models.CheckConstraint(
                condition=~Q(recipient__in=("panitia", "baperjakat")) | (Q(until__isnull=False) & ~Q(occasion="")),
                name="assessment_delivery_for_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(recommendation="") | Q(recipient="baperjakat", recommended_at__isnull=False),
                name="assessment_delivery_recommendation_of_the_board",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy_number}. {self.name}"


class Opening(models.Model):
    """That somebody opened a report, which edition and why; the assessee sees it (riwayat pembukaan)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="openings")
    kind = models.CharField(_("edisi"), max_length=10, choices=ReportDocument.Kind)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("pembuka"), max_length=200)
    capacity = models.CharField(_("selaku"), max_length=100)
    purpose = models.CharField(_("keperluan"), max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = WRITTEN_ONCE

    def __str__(self) -> str:
        return f"{self.name}: {self.purpose}"
