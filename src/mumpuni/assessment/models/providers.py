"""Who holds assessments, and where (penyelenggara penilaian kompetensi, fasilitas)."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account, Agency, Level, Office, TimeZone


class Provider(models.Model):
    """An institution, unit or work unit that holds assessments (Penyelenggara Penilaian Kompetensi).

    `has_upk`: it is or has a Unit Penilaian Kompetensi under Perka BKN 11/2008; `upk_unit` is that unit's own name.
    """

    class Kind(models.TextChoices):
        """The words are those of rule `bkn-26-2019/team`."""

        GOVERNMENT = "pemerintah", _("Pemerintah")
        NON_GOVERNMENT = "non-pemerintah", _("Nonpemerintah")

    name = models.CharField(_("nama"), max_length=200, unique=True)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind, default=Kind.GOVERNMENT)
    agency = models.ForeignKey(
        Agency, verbose_name=_("instansi"), null=True, blank=True, on_delete=models.PROTECT, related_name="providers"
    )
    has_upk = models.BooleanField(_("mempunyai UPK (Perka BKN 11/2008)"), default=False)
    upk_unit = models.CharField(_("unit organisasi UPK"), max_length=200, blank=True)
    office = models.ForeignKey(
        Office,
        verbose_name=_("jabatan yang menandatangani surat"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    letter_city = models.CharField(_("tempat pembuatan surat"), max_length=80, blank=True)
    letterhead = models.TextField(_("kepala surat"), blank=True, help_text=_("Satu baris per baris kop surat"))
    late_notice_blocks = models.BooleanField(
        _("pemberitahuan terlambat menahan penilaian"),
        default=True,
        help_text=_("Bila tidak, keterlambatan hanya diberi tanda dan alasannya dicatat"),
    )
    decimal_levels = models.BooleanField(
        _("level sepakat boleh desimal"),
        default=True,
        help_text=_("Misalnya 2,5; bila tidak, rapat integrasi menyepakati level bulat"),
    )
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="non-pemerintah") | Q(agency__isnull=False), name="assessment_provider_has_agency"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency_name(self) -> str:
        """The name that rules compare people's agencies with."""
        return self.agency.name if self.agency else self.name


class Recognition(models.Model):
    """A recognition of feasibility by the Instansi Pembina (pengakuan kelayakan); never changed, only withdrawn."""

    class Category(models.TextChoices):
        """Which tiers a category may assess is found in no text at hand, so the scope is entered with each."""

        A = "A", "A"
        B = "B", "B"
        C = "C", "C"
        D = "D", "D"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="recognitions")
    category = models.CharField(_("kategori"), max_length=1, choices=Category)
    number = models.CharField(_("nomor"), max_length=100, unique=True)
    issued_on = models.DateField(_("tanggal"))
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"))
    tiers = ArrayField(models.CharField(max_length=20, choices=Level), verbose_name=_("lingkup jenjang"))
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(_("dicabut"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="assessment_recognition_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawal_reason=""), name="assessment_recognition_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} ({self.number})"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on this day."""
        gone = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.valid_from <= day <= self.valid_until and not gone


class Place(models.Model):
    """Premises of a provider (tempat penilaian) with their rooms; times there follow its zone."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(_("nama"), max_length=150)
    address = models.CharField(_("alamat"), max_length=300)
    city = models.CharField(_("kota"), max_length=80)
    time_zone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone, default=TimeZone.WIB)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="assessment_place_name_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class Room(models.Model):
    """A room; the kinds are those of Pasal 23 (catalogue `bkn-26-2019/facility-rooms`)."""

    class Kind(models.TextChoices):
        """The codes of the catalogue."""

        INDIVIDUAL = "individual", _("Ruang individu")
        CLASS = "briefing", _("Ruang kelas/pengarahan/presentasi")
        DISCUSSION = "discussion", _("Ruang diskusi")
        OBSERVATION = "observation", _("Ruang pengamatan")
        RECORDING = "recording", _("Ruang rekam data")
        MEETING = "assessor-meeting", _("Ruang pertemuan/rapat Assessor")
        WORK = "assessor-work", _("Ruang kerja Assessor")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("nama"), max_length=80)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    area = models.CharField(
        _("gedung/lantai"), max_length=60, blank=True, help_text=_("Berpindah antargedung memerlukan waktu")
    )
    seats = models.PositiveSmallIntegerField(_("kursi Assessee"), default=1)
    soundproof = models.BooleanField(_("kedap suara"), default=False)
    cctv = models.BooleanField(_("CCTV"), default=False)
    one_way_mirror = models.BooleanField(_("kaca satu arah"), default=False)
    equipped = models.BooleanField(_("perangkat audio-visual dan komputer"), default=False)
    is_active = models.BooleanField(_("dapat dipakai"), default=True)

    class Meta:
        ordering = ["place", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="assessment_room_name_once")]

    def __str__(self) -> str:
        return self.name
