"""Position standards: the levels that a position requires (standar kompetensi jabatan, SKJ)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account, Level, Position
from mumpuni.standards.models.dictionary import Competency, Dictionary, closed_with, stays_once_published


class PositionStandard(models.Model):
    """A version of the standard of one position, or of a whole tier where `position` is empty (SKJ).

    Published versions never change; what was decided under one stays bound to it (BKN 26/2019 Pasal 9 ayat (2)).
    """

    position = models.ForeignKey(
        Position, verbose_name=_("jabatan"), null=True, blank=True, on_delete=models.PROTECT, related_name="standards"
    )
    tier = models.CharField(_("jenjang"), max_length=20, choices=Level)
    number = models.PositiveSmallIntegerField(_("versi"), default=1)
    dictionary = models.ForeignKey(Dictionary, verbose_name=_("kamus"), on_delete=models.PROTECT, related_name="+")
    regulation = models.CharField(_("ditetapkan dengan"), max_length=150)
    in_force_from = models.DateField(_("berlaku sejak"))
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    published_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)
    is_from_catalogue = models.BooleanField(_("dari katalog"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("standar kompetensi jabatan")
        ordering = ["tier", "position__title", "-number"]
        triggers = [stays_once_published()]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "number"],
                condition=Q(position__isnull=False),
                name="standards_skj_number_once",
            ),
            models.UniqueConstraint(
                fields=["tier", "number"], condition=Q(position=None), name="standards_skj_tier_number_once"
            ),
            ExclusionConstraint(
                name="standards_skj_one_in_force",
                expressions=[
                    ("position", RangeOperators.EQUAL),
                    (
                        Func(F("in_force_from"), F("in_force_until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(published_at__isnull=False, position__isnull=False),
                violation_error_message=_("Pada hari itu sudah berlaku standar lain untuk jabatan ini."),
            ),
            ExclusionConstraint(
                name="standards_skj_one_in_force_of_tier",
                expressions=[
                    ("tier", RangeOperators.EQUAL),
                    (
                        Func(F("in_force_from"), F("in_force_until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(published_at__isnull=False, position=None),
                violation_error_message=_("Pada hari itu sudah berlaku standar lain untuk jenjang ini."),
            ),
        ]

    def __str__(self) -> str:
        return say("%(what)s (versi %(number)d)") % {"what": self.subject, "number": self.number}

    @property
    def subject(self) -> str:
        """Whose standard it is: the position by its title, or the tier."""
        return str(self.position) if self.position_id else say("Jenjang %(tier)s") % {"tier": self.get_tier_display()}

    @property
    def is_published(self) -> bool:
        """Whether its levels are closed."""
        return self.published_at is not None

    @property
    def measured(self) -> dict[str, int]:
        """Level by competency, managerial and sociocultural only: `required` of `bkn-26-2019/job-person-match`."""
        return {each.competency.name: each.level for each in self._requirements(technical=False)}

    @property
    def technical(self) -> dict[str, int]:
        """Level by technical competency; these have their own tests and stay out of the Job Person Match."""
        return {each.competency.name: each.level for each in self._requirements(technical=True)}

    def _requirements(self, *, technical: bool) -> list["PositionRequirement"]:
        kind = Competency.Kind.TECHNICAL
        return [each for each in self.requirements.all() if (each.competency.kind == kind) == technical]


class PositionRequirement(models.Model):
    """The level of one competency that the position asks for."""

    standard = models.ForeignKey(PositionStandard, on_delete=models.CASCADE, related_name="requirements")
    competency = models.ForeignKey(Competency, verbose_name=_("kompetensi"), on_delete=models.PROTECT)
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta:
        ordering = ["standard", "competency__kind", "competency__number"]
        triggers = [
            closed_with(
                "SELECT FROM standards_positionstandard s WHERE s.id = part.standard_id AND s.published_at IS NOT NULL"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["standard", "competency"], name="standards_requirement_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="standards_requirement_level_fits"),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"
