"""The register of those who assess and help (register Assessor, tester, Narasumber, tenaga pendukung)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.instruments import Instrument
from mumpuni.assessment.models.providers import Provider
from mumpuni.people.models import Account, Person


class Grade(models.TextChoices):
    """Grades of Assessor SDM Aparatur (jenjang), from the lowest; the words are the rule's."""

    PERTAMA = "pertama", _("Assessor SDM Aparatur Ahli Pertama")
    MUDA = "muda", _("Assessor SDM Aparatur Ahli Muda")
    MADYA = "madya", _("Assessor SDM Aparatur Ahli Madya")
    UTAMA = "utama", _("Assessor SDM Aparatur Ahli Utama")


class Knowledge(models.TextChoices):
    """What support staff and resource persons know; the words are those of rule `bkn-26-2019/team`."""

    FINANCE = "finance", _("administrasi keuangan")
    CORRESPONDENCE = "correspondence", _("surat-menyurat")
    DATA = "data-processing", _("pengolahan data")
    COORDINATION = "coordination", _("koordinasi")
    ASSESSMENT = "assessment-process", _("proses penilaian kompetensi")


class Practitioner(models.Model):
    """A person whom a team may take in, in whatever role (orang dalam register penilaian).

    `provider` is where the person serves; none for who comes from outside every provider. Grades, certificates,
    licences and experience stand in their own tables with dates.
    """

    class Kind(models.TextChoices):
        """Two kinds of assessors that the regulation knows, and those who help without assessing."""

        INTERNAL = "sdm-aparatur", _("Assessor SDM Aparatur")
        INDEPENDENT = "independen", _("Assessor Independen")
        OTHER = "bukan-assessor", _("Bukan Assessor")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="practitioner")
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("penyelenggara"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practitioners",
    )
    psychology_degree = models.BooleanField(_("sarjana psikologi"), default=False)
    knows = ArrayField(
        models.CharField(max_length=20, choices=Knowledge), verbose_name=_("pengetahuan"), default=list, blank=True
    )
    senior_official = models.BooleanField(_("pejabat pimpinan tinggi"), default=False)
    expert = models.BooleanField(_("pakar"), default=False)
    field = models.CharField(_("bidang yang dikuasai"), max_length=150, blank=True)
    interview_technique = models.BooleanField(_("menguasai teknik wawancara kompetensi"), default=False)
    role_plays = models.BooleanField(_("dapat menjadi pemeran"), default=False)
    is_active = models.BooleanField(_("dapat ditugaskan"), default=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    masters = models.ManyToManyField(Instrument, verbose_name=_("alat ukur yang dikuasai"), blank=True)

    class Meta:
        ordering = ["person__name"]

    def __str__(self) -> str:
        return self.person.full_name

    def grade_on(self, day: date) -> str | None:
        """The grade held on a day; free of queries where `grades` came along."""
        held = (each for each in self.grades.all() if each.starts_on <= day and (each.ends_on or day) >= day)
        return next((each.grade for each in held), None)

    def has_credential(self, kind: str, day: date) -> bool:
        """Whether a credential of this kind holds on a day; free of queries where `credentials` came along."""
        return any(each.kind == kind and each.holds_on(day) for each in self.credentials.all())

    def is_psychologist_on(self, day: date) -> bool:
        """Whether a licence as psychologist holds on a day."""
        return self.has_credential(Credential.Kind.PSYCHOLOGIST, day)


class GradeHeld(models.Model):
    """A grade that an Assessor SDM Aparatur held from a day on (riwayat jenjang)."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="grades")
    grade = models.CharField(_("jenjang"), max_length=10, choices=Grade)
    decree_number = models.CharField(_("nomor keputusan"), max_length=100)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            ExclusionConstraint(
                name="assessment_one_grade_at_a_time",
                expressions=[
                    ("practitioner", RangeOperators.EQUAL),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Pada masa itu sudah tercatat jenjang lain; akhiri jenjang itu dahulu."),
            )
        ]

    def __str__(self) -> str:
        return self.get_grade_display()


class Credential(models.Model):
    """A paper that proves something about a practitioner (sertifikat, surat keterangan, surat izin praktik)."""

    class Kind(models.TextChoices):
        """What is proven. The first four make or need the equivalence of an Assessor Independen (Pasal 13 or 14)."""

        TRAINING = "diklat", _("Diklat Assessor")
        CERTIFICATE = "sertifikat", _("Sertifikat Assessor Penilaian Kompetensi/Assessment Center")
        EQUIVALENCE = "penyetaraan", _("Penyetaraan sertifikasi kompetensi")
        EXPERIENCE = "surat-keterangan", _("Surat keterangan pengalaman menilai")
        EMPLOYER_REPORT = "laporan-lembaga", _("Laporan pimpinan lembaga tempat bernaung")
        PSYCHOLOGIST = "psikolog", _("Surat izin praktik psikolog")

    class Issuer(models.TextChoices):
        """Who signed it; a letter on experience comes from a user agency or a provider, never from the applicant."""

        SUPERVISING = "instansi-pembina", _("Instansi Pembina")
        CLIENT = "instansi-pengguna", _("Instansi Pengguna")
        PROVIDER = "penyelenggara", _("Penyelenggara Penilaian Kompetensi")
        EMPLOYER = "lembaga", _("Lembaga/biro tempat bernaung")
        PROFESSION = "organisasi-profesi", _("Organisasi profesi")
        SELF = "diri-sendiri", _("Yang bersangkutan sendiri")

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    number = models.CharField(_("nomor"), max_length=100)
    issuer_kind = models.CharField(_("jenis penerbit"), max_length=20, choices=Issuer)
    issuer = models.CharField(_("penerbit"), max_length=200)
    signed_by = models.CharField(_("ditandatangani oleh"), max_length=150, blank=True)
    issued_on = models.DateField(_("tanggal"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    revoked_on = models.DateField(_("dibatalkan"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "-issued_on"]
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "kind", "number"], name="assessment_credential_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def holds_on(self, day: date) -> bool:
        """Whether it may be relied on, on this day."""
        ended = self.revoked_on is not None and self.revoked_on <= day
        return self.issued_on <= day and (self.valid_until is None or day <= self.valid_until) and not ended


class PastWork(models.Model):
    """One assessee whom a practitioner assessed and reported on, with its proof (riwayat penilaian dan laporan).

    What happened here is written when a report is signed; what happened elsewhere is loaded (`is_loaded`).
    """

    class Level(models.TextChoices):
        """The levels that rule `bkn-26-2019/independent-assessor` counts."""

        JPT = "jpt", _("Jabatan Pimpinan Tinggi")
        LEADERSHIP = "leadership-non-government", _("Pimpinan selain instansi pemerintah")
        ADMINISTRATION = "administration", _("Jabatan Administrasi")
        FUNCTIONAL = "functional-equivalent", _("Jabatan fungsional yang setara")

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="past_work")
    event_name = models.CharField(_("kegiatan"), max_length=200)
    provider_name = models.CharField(_("penyelenggara"), max_length=200)
    on = models.DateField(_("tanggal laporan"))
    level = models.CharField(_("jenjang Assessee"), max_length=30, choices=Level)
    assessee_name = models.CharField(_("Assessee"), max_length=150, blank=True)
    report_number = models.CharField(_("nomor laporan"), max_length=100, blank=True)
    proof = models.CharField(_("bukti"), max_length=200)
    under_equivalence = models.BooleanField(_("dilakukan dengan penyetaraan"), default=False)
    is_loaded = models.BooleanField(_("dimuat"), default=False)
    event = models.ForeignKey("Event", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "provider_name", "report_number"],
                condition=~Q(report_number=""),
                name="assessment_past_report_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_name} ({self.on})"


class Unavailability(models.Model):
    """Days on which a practitioner cannot be planned (cuti, tugas lain)."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="away")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    reason = models.CharField(_("alasan"), max_length=150)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="assessment_away_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.reason
