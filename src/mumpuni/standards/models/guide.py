"""Competency units with the codes that the organiser gives them (unit kompetensi)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _


class Qualification(models.TextChoices):
    """The four lists of units of the 2019 guide; BKN's own JPT Pratama need one unit more (kualifikasi)."""

    JPT_PRATAMA_BKN = "jpt-pratama-bkn", _("JPT Pratama BKN")
    JPT_PRATAMA_KLD = "jpt-pratama-kld", _("JPT Pratama Instansi K/L dan Daerah")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Pengawas")


class QualificationUnit(models.Model):
    """One unit in the list of one qualification. The guide gives titles and order, the organiser the code.

    Two lists share titles; a unit may keep one code in both, but a code never stands for two titles.
    """

    qualification = models.CharField(_("kualifikasi"), max_length=20, choices=Qualification)
    position = models.PositiveSmallIntegerField(_("urutan"))
    title = models.CharField(_("judul unit kompetensi"), max_length=250)
    code = models.CharField(_("kode unit kompetensi"), max_length=40, blank=True, default="")
    is_example = models.BooleanField(_("kode contoh"), default=False)

    class Meta:
        verbose_name = _("unit kompetensi")
        ordering = ["qualification", "position"]
        constraints = [
            models.UniqueConstraint(fields=["qualification", "title"], name="standards_unit_title_once"),
            models.UniqueConstraint(fields=["qualification", "position"], name="standards_unit_position_once"),
            models.UniqueConstraint(
                "qualification", Upper("code"), condition=~Q(code=""), name="standards_unit_code_once_in_list"
            ),
            ExclusionConstraint(
                name="standards_unit_code_one_title",
                expressions=[(Upper("code"), RangeOperators.EQUAL), ("title", RangeOperators.NOT_EQUAL)],
                condition=~Q(code=""),
            ),
            models.CheckConstraint(condition=Q(is_example=False) | ~Q(code=""), name="standards_unit_example_has_code"),
        ]

    def __str__(self) -> str:
        return self.title


class LearningModule(models.Model):
    """A module of the guide for one tier of position (modul pembelajaran): 4, 8 and 9 of them, and the units it serves.

    A module that serves no unit is only warned of (Permendagri 11/2018 Pasal 15).
    """

    level = models.CharField(_("jenjang"), max_length=20)
    position = models.PositiveSmallIntegerField(_("urutan"))
    title = models.CharField(_("judul modul"), max_length=250)
    code = models.CharField(_("kode modul"), max_length=40, blank=True, default="")
    units = models.ManyToManyField(
        QualificationUnit, verbose_name=_("unit kompetensi"), blank=True, related_name="modules"
    )

    class Meta:
        verbose_name = _("modul pembelajaran")
        ordering = ["level", "position"]
        constraints = [
            models.UniqueConstraint(fields=["level", "position"], name="standards_module_position_once"),
            models.UniqueConstraint(fields=["level", "title"], name="standards_module_title_once"),
        ]

    def __str__(self) -> str:
        return self.title
