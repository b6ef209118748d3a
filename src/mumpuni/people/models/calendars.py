"""Days on which nobody works (hari libur, cuti bersama)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models.agencies import Agency


class Holiday(models.Model):
    """A day off of the national calendar, or of one agency where `agency` is given (hari libur).

    Saturdays and Sundays are none of them: rules know those by themselves.
    """

    class Kind(models.TextChoices):
        """Both are no working days."""

        HOLIDAY = "libur", _("Hari libur")
        COLLECTIVE_LEAVE = "cuti-bersama", _("Cuti bersama")

    agency = models.ForeignKey(
        Agency,
        verbose_name=_("hanya bagi instansi"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="holidays",
    )
    day = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=15, choices=Kind, default=Kind.HOLIDAY)
    decree = models.CharField(_("dasar"), max_length=150, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], nulls_distinct=False, name="people_holiday_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
