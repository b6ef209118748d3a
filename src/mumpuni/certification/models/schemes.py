"""What an organiser settles once for all certificates of a scheme (skema sertifikasi)."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mumpuni.standards.models import StandardVersion


class Kind(models.TextChoices):
    """The two certificates of the guide (Sertifikat angka 1 and 2); the words are those of the rule."""

    ATTENDANCE = "attendance", _("Telah mengikuti pelatihan")
    COMPETENCE = "competence", _("Kompetensi")


class Basis(models.TextChoices):
    """On what a scheme rests, which says who signs (P11-18-028); the words are those of the rule."""

    GUIDE = "manajemen-asn", _("Panduan 2019 (Manajemen ASN)")
    SKK = "skk-pdn", _("SKK-PDN (Permendagri 11/2018)")


class Scheme(models.Model):
    """A certification scheme with the organiser's own settings (skema sertifikasi).

    No source gives a validity period for this certificate, so `validity_years` is empty unless the organiser sets it;
    certificates already issued never change with it (B7-20-022).
    """

    code = models.SlugField(_("kode"), max_length=30, unique=True)
    name = models.CharField(_("nama skema"), max_length=150)
    programme = models.CharField(_("nama pelatihan"), max_length=200)
    place = models.CharField(_("tempat penerbitan"), max_length=60, default="Jakarta")
    basis = models.CharField(_("dasar skema"), max_length=15, choices=Basis, default=Basis.GUIDE)
    standard = models.ForeignKey(
        StandardVersion,
        verbose_name=_("SKK-PDN"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Hanya untuk skema menurut SKK-PDN: versi yang sudah ditetapkan."),
    )
    validity_years = models.PositiveSmallIntegerField(
        _("masa berlaku (tahun)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Kosong berarti tanpa masa berlaku. Hanya mengenai sertifikat kompetensi yang terbit sesudahnya."),
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis="skk-pdn", standard__isnull=False)
                | (~models.Q(basis="skk-pdn") & models.Q(standard=None)),
                name="certification_scheme_standard_with_skk",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def issuer(self) -> list[str]:
        """The lines at the head of a certificate; empty where the guide's sample gives them."""
        return ["KEMENTERIAN DALAM NEGERI", "BADAN PENGEMBANGAN SUMBER DAYA MANUSIA"] if self.basis == Basis.SKK else []

    def series(self, kind: str) -> str:
        """The key of the run of numbers; its pattern is kept with the numbers themselves."""
        return f"certification/{self.code}/{kind}"

    def last_valid_day(self, kind: str, issued_on: date) -> date | None:
        """The last day on which a certificate of this kind holds, None when it does not expire.

        It is the day before the anniversary; 29 February has its anniversary on 1 March in common years.
        """
        if self.validity_years is None or kind != Kind.COMPETENCE:
            return None
        year = issued_on.year + self.validity_years
        try:
            anniversary = issued_on.replace(year=year)
        except ValueError:
            anniversary = date(year, 3, 1)
        return date.fromordinal(anniversary.toordinal() - 1)
