"""When and where, as solved and as announced (jadwal)."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import Event, EventInstrument
from mumpuni.assessment.models.groups import Assessee, Group
from mumpuni.assessment.models.providers import Room
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.exchange.models import Progress
from mumpuni.people.models import Account, Person
from mumpuni.regulations.bkn_26_2019.stages import FEWEST_IN_MEETING


class TimetableRules(models.Model):
    """The numbers that no law gives, chosen for each event (ketentuan jadwal); `order` and `space` name instruments."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="timetable_rules")
    grid_minutes = models.PositiveSmallIntegerField(_("mulai setiap (menit)"), default=15)
    gap_minutes = models.PositiveSmallIntegerField(_("jeda antarsesi seseorang (menit)"), default=0)
    travel_minutes = models.PositiveSmallIntegerField(_("pindah gedung (menit)"), default=10)
    pair_limit = models.PositiveSmallIntegerField(
        _("paling banyak simulasi bagi pengamat dan Assessee sama"), default=2
    )
    observe_limit = models.PositiveSmallIntegerField(_("menit mengamati sehari"), default=330)
    week_limit = models.PositiveSmallIntegerField(_("menit kerja seminggu"), default=2250)
    briefing_minutes = models.PositiveSmallIntegerField(_("pengarahan (menit)"), default=30)
    meeting_minutes = models.PositiveSmallIntegerField(_("rapat integrasi per Assessee (menit)"), default=30)
    meeting_quorum = models.PositiveSmallIntegerField(_("kuorum pengamat sendiri"), default=FEWEST_IN_MEETING)
    report_minutes = models.PositiveSmallIntegerField(_("menulis laporan (menit)"), default=120)
    order: Any = models.JSONField(_("urutan simulasi"), default=list, blank=True)
    space: Any = models.JSONField(_("jarak antarsimulasi"), default=list, blank=True)
    solver_seconds = models.PositiveSmallIntegerField(_("waktu pencarian (detik)"), default=30)
    solver_workers = models.PositiveSmallIntegerField(_("inti prosesor"), default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    grid_minutes__gte=5,
                    meeting_quorum__gte=FEWEST_IN_MEETING,
                    solver_seconds__gte=1,
                    solver_workers__gte=1,
                ),
                name="assessment_timetable_rules_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.event)


class Timetable(models.Model):
    """One version of an event's timetable (versi jadwal).

    `instance` is what the solver was given, so that anyone can try it again; sessions are the plan. Of an event at most
    one is announced.
    """

    class State(models.TextChoices):
        """From the search to the door sheet."""

        SOLVING = "mencari", _("Sedang disusun")
        IMPOSSIBLE = "mustahil", _("Tidak mungkin")
        NOTHING_FOUND = "tidak-ketemu", _("Tidak ditemukan")
        DRAFT = "draf", _("Draf")
        ANNOUNCED = "diumumkan", _("Diumumkan")
        SUPERSEDED = "diganti", _("Diganti")
        DISCARDED = "dibuang", _("Dibuang")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="timetables")
    number = models.PositiveSmallIntegerField(_("versi"))
    state = models.CharField(_("keadaan"), max_length=15, choices=State, default=State.SOLVING)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repairs")
    cause = models.CharField(_("sebab disusun ulang"), max_length=300, blank=True)
    instance: Any = models.JSONField(default=dict)
    figures: Any = models.JSONField(default=dict)
    status = models.CharField(_("hasil pencarian"), max_length=20, blank=True)
    reason = models.TextField(_("penjelasan"), blank=True)
    first_after = models.FloatField(_("rencana pertama (detik)"), null=True, blank=True)
    seconds = models.FloatField(_("lama pencarian (detik)"), null=True, blank=True)
    progress = models.ForeignKey(Progress, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    announced_at = models.DateTimeField(_("diumumkan"), null=True, blank=True)
    announced_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="assessment_timetable_number_once"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="diumumkan"), name="assessment_timetable_one_announced"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Jadwal versi %(number)d") % {"number": self.number})


class Session(models.Model):
    """Something that takes place in a room at a time (sesi). Times are UTC; the place's zone is for showing.

    A meeting has members and no assessee present; its `assessees` names whose integration meeting it is. A catch-up
    (susulan) repeats an instrument for one assessee beside the plan, which the solver neither sees nor moves.
    """

    class Kind(models.TextChoices):
        """What takes place."""

        BRIEFING = "pengarahan", _("Pengarahan")
        EXERCISE = "alat-ukur", _("Alat ukur")
        MEETING = "integrasi", _("Rapat integrasi")

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    instrument = models.ForeignKey(
        EventInstrument, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    prepare_from = models.DateTimeField(_("persiapan mulai"), null=True, blank=True)
    prepare_room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessees = models.ManyToManyField(Assessee, blank=True, related_name="sessions")
    helpers = models.ManyToManyField(TeamMember, blank=True, related_name="helps")
    writer = models.ForeignKey(TeamMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locks_time = models.BooleanField(_("waktu dikunci"), default=False)
    locks_room = models.BooleanField(_("ruang dikunci"), default=False)
    locks_people = models.BooleanField(_("pengamat dikunci"), default=False)
    is_catch_up = models.BooleanField(_("susulan"), default=False)

    class Meta:
        ordering = ["starts_at", "room__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="assessment_session_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(kind="alat-ukur") | Q(instrument__isnull=False), name="assessment_session_has_instrument"
            ),
        ]

    def __str__(self) -> str:
        if self.is_catch_up:
            return str(_("%(what)s (susulan)") % {"what": self.instrument})
        return str(self.instrument or self.get_kind_display())

    @property
    def is_planned(self) -> bool:
        """Whether it is part of what the solver plans: no meeting and no catch-up."""
        return self.kind != self.Kind.MEETING and not self.is_catch_up

    @property
    def is_locked(self) -> bool:
        """Whether anything of it stays where it is when the rest is solved again."""
        return self.locks_time or self.locks_room or self.locks_people


class Watch(models.Model):
    """An assessor who observes an assessee in a session, or attends the meeting on that assessee (pengamatan)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="watches")
    assessee = models.ForeignKey(Assessee, on_delete=models.CASCADE, related_name="watches")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="watches")

    class Meta:
        ordering = ["session", "assessee", "member"]
        constraints = [models.UniqueConstraint(fields=["session", "assessee", "member"], name="assessment_watch_once")]

    def __str__(self) -> str:
        return f"{self.member} – {self.assessee}"


class Booking(models.Model):
    """A room or a person taken by an announced timetable; the database lets no two overlap (pemakaian).

    Joint sessions of one room are one booking. Free rooms and a person's load of the week are read from here.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="bookings")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="bookings")
    during = DateTimeRangeField(_("selama"))
    load_minutes = models.PositiveSmallIntegerField(_("beban (menit)"), default=0)

    class Meta:
        ordering = ["during"]
        constraints = [
            models.CheckConstraint(
                condition=Q(room__isnull=False, person=None) | Q(room=None, person__isnull=False),
                name="assessment_booking_of_one",
            ),
            ExclusionConstraint(
                name="assessment_room_booked_once",
                expressions=[("room", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(room__isnull=False),
                violation_error_message=_("Ruang itu sudah dipakai kegiatan lain pada jam yang sama."),
            ),
            ExclusionConstraint(
                name="assessment_person_booked_once",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(person__isnull=False),
                violation_error_message=_("Orang itu sudah bertugas pada jam yang sama di kegiatan lain."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room or self.person} {self.during}"


class CalendarFeed(models.Model):
    """A person's secret address for calendars (langganan kalender); only the digest of its word is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)
