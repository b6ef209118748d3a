"""What an agency asks for, and for whom (permintaan penilaian)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.providers import Provider
from mumpuni.people.models import Account, Agency, Level, Person, Position


class Edition(models.TextChoices):
    """Which regulation an assessment stands under; the words are those of rule `assessment/edition`."""

    BKN_2019 = "bkn-26-2019", "Peraturan BKN 26/2019"
    BKN_2008 = "bkn-11-2008", "Perka BKN 11/2008"


class Purpose(models.TextChoices):
    """Fixed at the start and never changed: categories and validity follow it."""

    FILLING = "pengisian", _("Pengisian jabatan")
    MAPPING = "pemetaan", _("Pemetaan jabatan")


class Request(models.Model):
    """An agency's request to a provider, and its answer against the calendar (permintaan penilaian).

    `is_trial`: an uji coba, kept out of the record. `without_facilities`: the agency has none of its own and asks BKN
    (Perka 11/2008 IV.2 huruf a).
    """

    class State(models.TextChoices):
        """From the agency's draft to the provider's answer."""

        DRAFT = "draft", _("Draf")
        SENT = "terkirim", _("Terkirim")
        CONFIRMED = "terkonfirmasi", _("Tanggal dikonfirmasi")
        WAITING = "daftar-tunggu", _("Daftar tunggu")
        REFUSED = "ditolak", _("Ditolak")
        WITHDRAWN = "ditarik", _("Ditarik")

    agency = models.ForeignKey(
        Agency, verbose_name=_("instansi pengguna"), on_delete=models.PROTECT, related_name="assessment_requests"
    )
    provider = models.ForeignKey(
        Provider, verbose_name=_("penyelenggara"), on_delete=models.PROTECT, related_name="requests"
    )
    edition = models.CharField(_("peraturan"), max_length=12, choices=Edition)
    purpose = models.CharField(_("tujuan"), max_length=12, choices=Purpose)
    aim = models.CharField(_("tujuan dalam kata-kata instansi"), max_length=200, blank=True)
    job_fit = models.BooleanField(_("uji kesesuaian (job fit)"), default=False)
    is_trial = models.BooleanField(_("uji coba, tidak masuk catatan"), default=False)
    without_facilities = models.BooleanField(_("instansi tanpa fasilitas penilaian"), default=False)
    wished_from = models.DateField(_("diharapkan mulai"))
    wished_until = models.DateField(_("paling lambat"))
    letter_number = models.CharField(_("nomor surat permintaan"), max_length=100, blank=True)
    note = models.TextField(_("keterangan"), blank=True)
    state = models.CharField(_("keadaan"), max_length=15, choices=State, default=State.DRAFT)
    sent_at = models.DateTimeField(_("dikirim"), null=True, blank=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_reason = models.CharField(_("alasan jawaban"), max_length=300, blank=True)
    confirmed_from = models.DateField(_("dikonfirmasi mulai"), null=True, blank=True)
    confirmed_until = models.DateField(_("dikonfirmasi sampai"), null=True, blank=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wished_until__gte=F("wished_from")), name="assessment_request_wish_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state="terkonfirmasi") | Q(confirmed_from__isnull=False, confirmed_until__isnull=False),
                name="assessment_request_confirmed_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ditolak", "daftar-tunggu"]) | ~Q(answer_reason=""),
                name="assessment_request_refused_why",
            ),
            models.CheckConstraint(
                condition=~Q(edition="bkn-11-2008") | Q(purpose="pengisian"), name="assessment_request_2008_fills"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name or self.agency.name} {self.pk or ''}".strip()

    @property
    def is_open(self) -> bool:
        """Whether the agency may still change what it asks."""
        return self.state == self.State.DRAFT


class Target(models.Model):
    """A target position of a request (target jabatan)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="targets")
    position = models.ForeignKey(
        Position, verbose_name=_("jabatan"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("nama target jabatan"), max_length=200)
    tier = models.CharField(_("jenjang"), max_length=20, choices=Level)
    regional_secretary = models.BooleanField(_("sekretaris daerah"), default=False)
    equivalent_tier = models.CharField(
        _("setara dengan"),
        max_length=20,
        choices=Level,
        blank=True,
        default="",
        help_text=_("Bagi jabatan fungsional, menurut tabel kesetaraan instansi"),
    )
    echelon = models.CharField(_("eselon (Perka 11/2008)"), max_length=4, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "title", "tier"], name="assessment_target_once")]

    def __str__(self) -> str:
        return self.title


class Candidate(models.Model):
    """A person for whom a request asks (calon Assessee), with the selections of Perka 11/2008 III.1.

    Under 11/2008 the agency enters both results, its personnel official submits who passed, and the PPK designates.
    """

    class Result(models.TextChoices):
        """The words of rule `bkn-11-2008/nomination`."""

        MISSING = "missing", _("Belum ada")
        PASSED = "passed", _("Lulus")
        FAILED = "failed", _("Tidak lulus")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    target = models.ForeignKey(Target, verbose_name=_("target jabatan"), on_delete=models.PROTECT, related_name="+")
    administrative = models.CharField(_("seleksi administrasi"), max_length=10, choices=Result, default=Result.MISSING)
    substance = models.CharField(_("tes substansi jabatan"), max_length=10, choices=Result, default=Result.MISSING)
    submitted_at = models.DateTimeField(_("diajukan kepada PPK"), null=True, blank=True)
    submitted_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    designated = models.BooleanField(_("ditetapkan PPK"), null=True, blank=True)
    designated_at = models.DateTimeField(_("ditetapkan pada"), null=True, blank=True)
    designated_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    designation_number = models.CharField(_("nomor penetapan"), max_length=100, blank=True)
    designation_reason = models.CharField(_("alasan tidak ditetapkan"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("alasan penarikan"), max_length=300, blank=True)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "person"], name="assessment_candidate_once"),
            models.CheckConstraint(
                condition=Q(designated=None) | Q(designated_at__isnull=False), name="assessment_designated_when"
            ),
            models.CheckConstraint(
                condition=~Q(designated=False) | ~Q(designation_reason=""), name="assessment_not_designated_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Question(models.Model):
    """A question on applying the regulation, put to the Head of BKN, with its answer (Perka 11/2008 V.1)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("pertanyaan"))
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("jawaban"), blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.text[:60]


class PastResult(models.Model):
    """A result of another system or organiser, marked "dimuat"; shown and never computed anew (hasil terdahulu)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_results")
    event_name = models.CharField(_("kegiatan"), max_length=200)
    provider_name = models.CharField(_("penyelenggara"), max_length=200)
    on = models.DateField(_("tanggal laporan"))
    purpose = models.CharField(_("tujuan"), max_length=12, choices=Purpose)
    tier = models.CharField(_("jenjang target"), max_length=20, choices=Level)
    match = models.DecimalField(_("JPM (%)"), max_digits=6, decimal_places=2)
    category = models.CharField(_("kategori"), max_length=60)
    report_number = models.CharField(_("nomor laporan"), max_length=100, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(_("berkas laporan"), max_length=200, blank=True)
    loaded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "provider_name", "on", "tier"], name="assessment_past_result_once"
            ),
            models.CheckConstraint(condition=Q(match__gte=0), name="assessment_past_match_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.event_name} ({self.on})"


class ClosedDay(models.Model):
    """A day on which a provider takes no assessment (hari tutup penyelenggara)."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="closed_days")
    day = models.DateField(_("hari"))
    reason = models.CharField(_("alasan"), max_length=150)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["provider", "day"], name="assessment_closed_day_once")]

    def __str__(self) -> str:
        return f"{self.day}"
