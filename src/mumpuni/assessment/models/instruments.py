"""With what is measured (alat ukur)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Person


class Instrument(models.Model):
    """An instrument with what a timetable has to know of it (alat ukur).

    The codes of the eight simulations and of interview and test are those of the catalogues `bkn-26-2019/simulations`
    and `…/instrument-kinds`. Minutes and observers are data of the organiser; the first ones are our own proposal.
    """

    class Kind(models.TextChoices):
        """Pasal 21 ayat (2), and the materials of Perka 11/2008."""

        SIMULATION = "simulation", _("Simulasi")
        INTERVIEW = "competency-interview", _("Wawancara kompetensi")
        TEST = "psychological-test", _("Tes psikologi")
        QUESTIONNAIRE = "questionnaire", _("Kuesioner kompetensi")

    class Family(models.TextChoices):
        """The two families of Pasal 19 ayat (1), and the continuing method of Pasal 22."""

        CENTER = "assessment-center", _("Assessment Center")
        OTHER = "other", _("Metode penilaian lainnya")
        CONTINUING = "berkelanjutan", _("Metode berkelanjutan")

    class Administration(models.TextChoices):
        """Pasal 22 ayat (3)."""

        MANUAL = "manual", _("Manual")
        ELECTRONIC = "electronic", _("Media teknologi informasi/elektronik")

    class Helper(models.TextChoices):
        """Who is needed in the room besides observers."""

        NONE = "", _("Tidak ada")
        ROLE_PLAYER = "role-player", _("Pemeran")
        RESOURCE_PERSON = "resource-person", _("Narasumber")
        TESTER = "tester", _("Tester")
        ADMIN = "admin", _("Admin")

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=30, choices=Kind)
    family = models.CharField(_("keluarga metode"), max_length=20, choices=Family, default=Family.CENTER)
    administration = models.CharField(
        _("pengadministrasian"), max_length=12, choices=Administration, default=Administration.MANUAL
    )
    developed_from = models.ForeignKey(
        "self", verbose_name=_("dikembangkan dari"), null=True, blank=True, on_delete=models.PROTECT
    )
    anticipates = models.CharField(_("mengantisipasi metode"), max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField(_("lama (menit)"))
    room_kinds = ArrayField(models.CharField(max_length=20), verbose_name=_("jenis ruang"))
    observers = models.PositiveSmallIntegerField(_("pengamat per Assessee"), default=2)
    whole_group = models.BooleanField(_("sekelompok bersama"), default=False)
    max_watch = models.PositiveSmallIntegerField(_("Assessee per pengamat dalam satu sesi"), default=1)
    joint = models.BooleanField(_("beberapa kelompok boleh seruang"), default=False)
    helper = models.CharField(_("pendamping di ruang"), max_length=20, choices=Helper, blank=True, default="")
    prepare_minutes = models.PositiveSmallIntegerField(_("persiapan Assessee (menit)"), default=0)
    classify_minutes = models.PositiveSmallIntegerField(_("klasifikasi pengamat sesudahnya (menit)"), default=0)
    is_active = models.BooleanField(_("dipakai"), default=True)
    is_proposal = models.BooleanField(_("usulan awal aplikasi"), default=False, editable=False)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """One set of material of an instrument; nobody meets the same one twice (paket soal/simulasi)."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="variants")
    code = models.CharField(_("kode paket"), max_length=40)
    text = models.TextField(_("naskah"), blank=True)
    is_active = models.BooleanField(_("dipakai"), default=True)

    class Meta:
        ordering = ["instrument", "code"]
        constraints = [models.UniqueConstraint(fields=["instrument", "code"], name="assessment_variant_once")]

    def __str__(self) -> str:
        return f"{self.instrument} {self.code}"


class Exposure(models.Model):
    """A person met a variant on a day (riwayat paparan), here or as loaded."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exposures")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="exposures")
    on = models.DateField(_("tanggal"))
    event = models.ForeignKey("Event", null=True, blank=True, on_delete=models.PROTECT, related_name="exposures")

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "variant", "event"], nulls_distinct=False, name="assessment_exposure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.variant}"
