"""What assessees fill in before and after the day (formulir peserta)."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.groups import Assessee
from mumpuni.people.models import Account, Level


class FormTemplate(models.Model):
    """One version of a form; published ones never change, and answers stay with the version they were given to.

    `parts` is a list of {code, title, help, fields: [{code, label, help, kind, required, rows, choices}]}, where `kind`
    is one of text, long, date, number, choice, yes, table, file. `tiers` empty: for every tier.
    """

    class Code(models.TextChoices):
        """The forms that are known; each may have many versions."""

        LIFE = "riwayat-hidup", _("Daftar riwayat hidup")
        QUESTIONNAIRE = "kuesioner", _("Kuesioner kompetensi")
        INCIDENTS = "kejadian-kritis", _("Dua kejadian kritis")
        PORTFOLIO = "portofolio", _("Portofolio")
        CONSENT = "persetujuan", _("Pernyataan dan persetujuan")
        ACCOMMODATION = "penyesuaian", _("Kebutuhan penyesuaian")
        SATISFACTION = "kepuasan", _("Kepuasan peserta")

    code = models.CharField(_("formulir"), max_length=20, choices=Code)
    version = models.PositiveSmallIntegerField(_("versi"))
    title = models.CharField(_("judul"), max_length=150)
    intro = models.TextField(_("pengantar"), blank=True)
    parts: Any = models.JSONField(_("isi"), default=list)
    tiers = ArrayField(
        models.CharField(max_length=20, choices=Level), verbose_name=_("bagi jenjang"), default=list, blank=True
    )
    is_required = models.BooleanField(_("wajib"), default=True)
    after_the_day = models.BooleanField(_("diisi sesudah penilaian"), default=False)
    published_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)
    retired_at = models.DateTimeField(_("tidak dipakai lagi"), null=True, blank=True)
    is_proposal = models.BooleanField(_("usulan awal aplikasi"), default=False, editable=False)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="assessment_form_version_once")]
        triggers = [
            pgtrigger.Protect(
                name="published_form_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.published_at IS NOT NULL"
                    " AND (to_jsonb(OLD) - 'retired_at') IS DISTINCT FROM (to_jsonb(NEW) - 'retired_at')"
                ),
            ),
            pgtrigger.Protect(
                name="published_form_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Answer(models.Model):
    """An assessee's form: what was typed, saved as it is typed (isian); `revision` notices a second tab."""

    class State(models.TextChoices):
        """Whose turn it is."""

        OPEN = "diisi", _("Sedang diisi")
        SUBMITTED = "dikirim", _("Dikirim")
        RETURNED = "dikembalikan", _("Dikembalikan")

    assessee = models.ForeignKey(Assessee, on_delete=models.CASCADE, related_name="answers")
    template = models.ForeignKey(FormTemplate, on_delete=models.PROTECT, related_name="answers")
    data: Any = models.JSONField(default=dict)
    state = models.CharField(_("keadaan"), max_length=12, choices=State, default=State.OPEN)
    return_reason = models.CharField(_("alasan dikembalikan"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("disimpan"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("dikirim"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("diingatkan"), null=True, blank=True)

    class Meta:
        ordering = ["assessee", "template__code"]
        constraints = [
            models.UniqueConstraint(fields=["assessee", "template"], name="assessment_answer_once"),
            models.CheckConstraint(
                condition=~Q(state="dikembalikan") | ~Q(return_reason=""), name="assessment_answer_returned_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template.title}: {self.assessee}"


class AnswerFile(models.Model):
    """A file handed in with a form (lampiran isian)."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    field = models.SlugField(max_length=40)
    name = models.CharField(_("nama berkas"), max_length=200)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("ukuran"))
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
