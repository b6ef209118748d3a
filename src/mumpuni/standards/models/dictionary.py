"""The competency dictionary: definitions, levels 1 to 5, indicators (kamus kompetensi)."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account

_CHANGES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
_SAYS_NO = "RAISE EXCEPTION 'pgtrigger: a published edition or standard does not change (%)', TG_TABLE_NAME;"


def stays_once_published() -> pgtrigger.Trigger:
    """Of a published row nothing may change but the day on which the next one ends it, and it is never deleted."""
    return pgtrigger.Trigger(
        name="published_stays",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF OLD.published_at IS NULL THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' THEN
                IF to_jsonb(NEW) - 'in_force_until' = to_jsonb(OLD) - 'in_force_until' THEN RETURN NEW; END IF;
            END IF;
            {_SAYS_NO}
        """,
    )


def closed_with(published: str) -> pgtrigger.Trigger:
    """A row that belongs to a published one is closed with it; `published` is a query on `part`, which is that row."""
    return pgtrigger.Trigger(
        name="published_stays",
        operation=_CHANGES,
        when=pgtrigger.Before,
        declare=[("part", "RECORD")],
        func=f"""
            IF TG_OP = 'INSERT' THEN part := NEW; ELSE part := OLD; END IF;
            IF EXISTS ({published}) THEN
                {_SAYS_NO}
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class Dictionary(models.Model):
    """An edition of the dictionary, by the regulation that carries it. Published ones never change.

    `is_official` says that the wording is the regulation's own; otherwise it is our paraphrase, and pages say so.
    """

    number = models.PositiveSmallIntegerField(_("edisi"), unique=True)
    title = models.CharField(_("judul"), max_length=200)
    regulation = models.CharField(_("peraturan"), max_length=150)
    is_official = models.BooleanField(_("bunyi resmi"), default=False)
    in_force_from = models.DateField(_("berlaku sejak"))
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    published_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kamus kompetensi")
        ordering = ["-number"]
        triggers = [stays_once_published()]
        constraints = [
            ExclusionConstraint(
                name="standards_dictionary_one_in_force",
                expressions=[
                    (
                        Func(F("in_force_from"), F("in_force_until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether its text is closed."""
        return self.published_at is not None


class Competency(models.Model):
    """A competency of the dictionary. Technical ones stand apart: no Job Person Match counts them."""

    class Kind(models.TextChoices):
        """Which of the three it is."""

        MANAGERIAL = "managerial", _("Manajerial")
        SOCIOCULTURAL = "sociocultural", _("Sosial kultural")
        TECHNICAL = "technical", _("Teknis")

    dictionary = models.ForeignKey(Dictionary, on_delete=models.CASCADE, related_name="competencies")
    code = models.SlugField(_("kode"), max_length=60)
    kind = models.CharField(_("jenis"), max_length=15, choices=Kind)
    number = models.PositiveSmallIntegerField(_("urutan"))
    name = models.CharField(_("nama"), max_length=150)
    definition = models.TextField(_("definisi"), blank=True)

    class Meta:
        verbose_name = _("kompetensi")
        ordering = ["dictionary", "kind", "number"]
        triggers = [
            closed_with(
                "SELECT FROM standards_dictionary d WHERE d.id = part.dictionary_id AND d.published_at IS NOT NULL"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["dictionary", "code"], name="standards_competency_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CompetencyLevel(models.Model):
    """One of the five levels of a competency (level kompetensi)."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("level"))
    description = models.TextField(_("deskripsi"), blank=True)

    class Meta:
        ordering = ["competency", "level"]
        triggers = [
            closed_with(
                "SELECT FROM standards_competency c JOIN standards_dictionary d ON d.id = c.dictionary_id "
                "WHERE c.id = part.competency_id AND d.published_at IS NOT NULL"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["competency", "level"], name="standards_level_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="standards_level_fits"),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class Indicator(models.Model):
    """A behaviour that shows a level (indikator perilaku)."""

    level = models.ForeignKey(CompetencyLevel, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("nomor"))
    text = models.TextField(_("indikator"))

    class Meta:
        ordering = ["level", "number"]
        triggers = [
            closed_with(
                "SELECT FROM standards_competencylevel l JOIN standards_competency c ON c.id = l.competency_id "
                "JOIN standards_dictionary d ON d.id = c.dictionary_id "
                "WHERE l.id = part.level_id AND d.published_at IS NOT NULL"
            )
        ]
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="standards_indicator_once")]

    def __str__(self) -> str:
        return self.text
