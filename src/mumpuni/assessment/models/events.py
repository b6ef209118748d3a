"""An assessment as it is planned: method, blueprint, days (kegiatan penilaian, rancangan)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.instruments import Instrument, Variant
from mumpuni.assessment.models.providers import Place, Provider
from mumpuni.assessment.models.requests import Edition, Purpose, Request, Target
from mumpuni.people.models import Account
from mumpuni.standards.models import Competency, PositionStandard


class Event(models.Model):
    """One assessment event (kegiatan penilaian kompetensi).

    Edition, purpose and trial are fixed when it is made. `frozen_at` closes blueprint, team and facilities; opening
    them again needs a reason and counts `version` up. `revision` notices two planners at once.
    """

    class State(models.TextChoices):
        """From planning to the morning of the day; what follows is the day's."""

        PLANNING = "perencanaan", _("Perencanaan")
        PREPARED = "siap", _("Siap dilaksanakan")
        RUNNING = "pelaksanaan", _("Pelaksanaan")
        CLOSED = "selesai", _("Selesai")
        CANCELLED = "batal", _("Dibatalkan")

    class Family(models.TextChoices):
        """Pasal 19 ayat (1) and Pasal 22."""

        CENTER = "assessment-center", _("Assessment Center")
        OTHER = "other", _("Metode penilaian lainnya")
        CONTINUING = "berkelanjutan", _("Metode berkelanjutan")

    class Method(models.TextChoices):
        """The methods of an Assessment Center; the words are those of rule `bkn-26-2019/method`."""

        NONE = "", _("Bukan Assessment Center 26/2019")
        SIMPLE = "sederhana", _("Metode sederhana")
        MEDIUM = "sedang", _("Metode sedang")
        COMPLEX = "kompleks", _("Metode kompleks")

    class Body(models.TextChoices):
        """Who carries it out under Perka 11/2008."""

        NONE = "", _("Bukan Perka 11/2008")
        UPK = "upk", _("UPK instansi sendiri")
        TPK = "tpk", _("TPK")
        OTHER_UPK = "upk-lain", _("UPK instansi lain atas rekomendasi BKN")

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="events")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="events")
    place = models.ForeignKey(
        Place, verbose_name=_("tempat"), null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    name = models.CharField(_("nama kegiatan"), max_length=200)
    edition = models.CharField(_("peraturan"), max_length=12, choices=Edition)
    purpose = models.CharField(_("tujuan"), max_length=12, choices=Purpose)
    job_fit = models.BooleanField(_("uji kesesuaian (job fit)"), default=False)
    is_trial = models.BooleanField(_("uji coba"), default=False)
    first_day = models.DateField(_("hari pertama"))
    last_day = models.DateField(_("hari terakhir"))
    short_reason = models.CharField(_("alasan kurang dari dua hari"), max_length=300, blank=True)
    family = models.CharField(_("keluarga metode"), max_length=20, choices=Family, default=Family.CENTER)
    method = models.CharField(_("metode"), max_length=12, choices=Method, blank=True, default="")
    method_reason = models.CharField(_("alasan metode yang lebih kuat"), max_length=300, blank=True)
    adapted_method = models.CharField(_("penyesuaian metode bagi kelompok kecil"), max_length=300, blank=True)
    methods_2008 = ArrayField(
        models.CharField(max_length=20), verbose_name=_("metode Perka 11/2008"), default=list, blank=True
    )
    specific_task = models.CharField(_("tugas spesifik yang menambah metode"), max_length=300, blank=True)
    body = models.CharField(_("pelaksana (Perka 11/2008)"), max_length=10, choices=Body, blank=True, default="")
    decision_number = models.CharField(_("nomor keputusan pembentukan TPK"), max_length=100, blank=True)
    decision_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    decided_by_ppk = models.BooleanField(_("ditetapkan PPK"), default=False)
    bkn_recommendation = models.CharField(_("rekomendasi BKN"), max_length=150, blank=True)
    no_qualified_chair = models.CharField(_("alasan ketua tim satu jenjang di bawah"), max_length=300, blank=True)
    no_qualified_admin = models.CharField(_("alasan admin satu jenjang di bawah"), max_length=300, blank=True)
    no_qualified_tester = models.CharField(_("alasan tester dari luar"), max_length=300, blank=True)
    state = models.CharField(_("keadaan"), max_length=15, choices=State, default=State.PLANNING)
    state_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    frozen_at = models.DateTimeField(_("rancangan dikunci"), null=True, blank=True)
    frozen_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(_("versi rancangan"), default=1)
    revision = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="assessment_event_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(edition="bkn-26-2019") | Q(body=""), name="assessment_event_2019_has_no_body"
            ),
            models.CheckConstraint(
                condition=~Q(edition="bkn-11-2008") | Q(method=""), name="assessment_event_2008_has_no_2019_method"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_frozen(self) -> bool:
        """Whether blueprint and team stand fast."""
        return self.frozen_at is not None

    @property
    def is_2008(self) -> bool:
        """Whether the older regulation governs it."""
        return self.edition == Edition.BKN_2008

    @property
    def has_begun(self) -> bool:
        """Whether its execution has begun, so that nothing of the plan changes any more."""
        return self.state in (self.State.RUNNING, self.State.CLOSED, self.State.CANCELLED)


class Blueprint(models.Model):
    """For one target of an event: the standard's version, and with what its competencies are measured (rancangan).

    Lines are copied from the standard, so an old event stays on the version it began with (Pasal 9 ayat (2)).
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="blueprints")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    standard = models.ForeignKey(PositionStandard, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "target"], name="assessment_blueprint_once")]

    def __str__(self) -> str:
        return str(self.target)


class BlueprintLine(models.Model):
    """A competency with the level that the target requires; `weight` is for showing only and counts in no JPM."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="lines")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    required_level = models.PositiveSmallIntegerField(_("level yang dipersyaratkan"))
    weight = models.DecimalField(_("bobot tampilan"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["competency__kind", "competency__number"]
        constraints = [models.UniqueConstraint(fields=["blueprint", "competency"], name="assessment_line_once")]

    def __str__(self) -> str:
        return f"{self.competency.name} {self.required_level}"


class EventInstrument(models.Model):
    """An instrument of an event, with the variant given and the numbers that the timetable uses."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="instruments")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(
        Variant, verbose_name=_("paket"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("urutan"), default=1)
    minutes = models.PositiveSmallIntegerField(_("lama (menit)"))
    observers = models.PositiveSmallIntegerField(_("pengamat per Assessee"))
    max_watch = models.PositiveSmallIntegerField(_("Assessee per pengamat dalam satu sesi"), default=1)
    prepare_minutes = models.PositiveSmallIntegerField(_("persiapan (menit)"), default=0)
    classify_minutes = models.PositiveSmallIntegerField(_("klasifikasi sesudahnya (menit)"), default=0)
    lines = models.ManyToManyField(
        BlueprintLine, verbose_name=_("kompetensi yang diukur"), blank=True, related_name="instruments"
    )

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "instrument"], name="assessment_event_instrument_once")]

    def __str__(self) -> str:
        return str(self.instrument)


class EventDay(models.Model):
    """A day of an event with its hours and breaks, local to the place: `breaks` is a list of {name, from, to}."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("tanggal"))
    starts = models.TimeField(_("mulai"))
    ends = models.TimeField(_("selesai"))
    breaks: Any = models.JSONField(_("jeda"), default=list)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["event", "date"], name="assessment_event_day_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="assessment_event_day_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.date}"


class Activity(models.Model):
    """A line of the checklist of a stage; Lampiran III is not at hand, so the lines are data (B26-19-112).

    Without an event it is the template for new ones; with one it is that event's own copy.
    """

    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE, related_name="activities")
    edition = models.CharField(_("peraturan"), max_length=12, choices=Edition)
    stage = models.CharField(_("tahap"), max_length=30)
    number = models.PositiveSmallIntegerField(_("urutan"), default=1)
    text = models.CharField(_("kegiatan"), max_length=300)
    is_active = models.BooleanField(_("dipakai"), default=True)
    done_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    done_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["stage", "number", "pk"]

    def __str__(self) -> str:
        return self.text
