"""Who is assessed in an event, and in which group (Assessee, kelompok)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import Blueprint, BlueprintLine, Event
from mumpuni.assessment.models.requests import Candidate
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.people.models import Account, Person


class Group(models.Model):
    """Assessees who go through the day together; one target each, an admin and a psychologist of its own."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField(_("nomor"))
    blueprint = models.ForeignKey(Blueprint, verbose_name=_("target"), on_delete=models.PROTECT, related_name="groups")
    observers = models.ManyToManyField(TeamMember, verbose_name=_("Assessor"), blank=True, related_name="observes")
    admin = models.ForeignKey(
        TeamMember, verbose_name=_("admin"), null=True, blank=True, on_delete=models.PROTECT, related_name="administers"
    )
    exception_reason = models.CharField(_("alasan kelompok di luar ketentuan"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="assessment_group_number_once")]

    def __str__(self) -> str:
        return str(_("Kelompok %(number)d") % {"number": self.number})


class Assessee(models.Model):
    """A person assessed in an event (Assessee); who leaves keeps the row with the reason."""

    class State(models.TextChoices):
        """Before the day."""

        CALLED = "dipanggil", _("Dipanggil")
        WITHDRAWN = "mundur", _("Tidak mengikuti")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="assessees")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="assessees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    group = models.ForeignKey(
        Group, verbose_name=_("kelompok"), null=True, blank=True, on_delete=models.SET_NULL, related_name="assessees"
    )
    number = models.PositiveSmallIntegerField(_("nomor peserta"))
    state = models.CharField(_("keadaan"), max_length=12, choices=State, default=State.CALLED)
    state_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    accommodation = models.TextField(_("penyesuaian yang diminta"), blank=True)
    accommodation_granted = models.BooleanField(_("penyesuaian diberikan"), null=True, blank=True)
    accommodation_answer = models.CharField(_("jawaban penyesuaian"), max_length=300, blank=True)
    accommodation_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="assessment_assessee_once"),
            models.UniqueConstraint(fields=["event", "number"], name="assessment_assessee_number_once"),
            models.CheckConstraint(
                condition=~Q(state="mundur") | ~Q(state_reason=""), name="assessment_assessee_left_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def lines(self) -> models.QuerySet[BlueprintLine]:
        """The competencies measured for the target that this person came for, in the order of the standard."""
        found = BlueprintLine.objects.filter(blueprint__event=self.event_id, blueprint__target=self.candidate.target_id)
        return found.select_related("competency")
