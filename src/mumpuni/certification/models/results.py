"""What the test found per unit, and the name that a participant wants printed (hasil uji, nama tercetak)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account
from mumpuni.standards.models import QualificationUnit
from mumpuni.training.models import Nomination


class UnitVerdict(models.Model):
    """An examiner's verdict on one unit of one participant (keputusan per unit kompetensi).

    Always with its author (Peraturan BKN 7/2020 Pasal 2 huruf b), and never "kompeten" without evidence (huruf d).
    """

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="verdicts")
    unit = models.ForeignKey(QualificationUnit, on_delete=models.PROTECT, related_name="+")
    competent = models.BooleanField(_("kompeten"))
    evidence = models.CharField(_("bukti"), max_length=300, blank=True)
    decided_by = models.ForeignKey(Account, verbose_name=_("penguji"), on_delete=models.PROTECT, related_name="+")
    decided_by_name = models.CharField(_("nama penguji"), max_length=150)
    decided_at = models.DateTimeField(_("diputuskan pada"))
    correction = models.CharField(_("alasan koreksi"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nomination", "unit"], name="certification_verdict_once"),
            models.CheckConstraint(
                condition=Q(competent=False) | ~Q(evidence=""), name="certification_verdict_has_evidence"
            ),
            models.CheckConstraint(condition=~Q(decided_by_name=""), name="certification_verdict_has_author"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination_id}/{self.unit_id}: {self.word}"

    @property
    def word(self) -> str:
        """K or BK, as examiners write it."""
        return "K" if self.competent else "BK"


class NameConfirmation(models.Model):
    """The name with degrees as it is to be printed, as the participant confirmed or wants it (konfirmasi nama)."""

    class State(models.TextChoices):
        """A proposal waits for the agency's HR or the organiser."""

        CONFIRMED = "confirmed", _("Dikonfirmasi")
        PROPOSED = "proposed", _("Usul perbaikan")
        REFUSED = "refused", _("Usul ditolak")

    class Via(models.TextChoices):
        """The door by which the participant answered."""

        PAGE = "page", _("Halaman sendiri")
        LINK = "link", _("Tautan surel")

    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="name_confirmation")
    state = models.CharField(_("keadaan"), max_length=10, choices=State)
    printed_name = models.CharField(_("nama tercetak"), max_length=200)
    via = models.CharField(_("melalui"), max_length=10, choices=Via)
    answered_at = models.DateTimeField(_("dijawab pada"))
    decided_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    remark = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(printed_name=""), name="certification_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.printed_name

    @property
    def is_confirmed(self) -> bool:
        """Whether this is the name to print."""
        return self.state == self.State.CONFIRMED
