"""Imports with their rows, remembered columns, progress of jobs, outgoing mail.

The actor is kept as a copy (number and name), since accounts belong to an app above this one.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where an import stands."""

    MAPPING = "mapping", _("Menunggu kolom")
    CHECKING = "checking", _("Sedang diperiksa")
    CHECKED = "checked", _("Siap diperbaiki dan dimasukkan")
    CONFIRMING = "confirming", _("Sedang dimasukkan")
    CONFIRMED = "confirmed", _("Sudah masuk")
    UNDONE = "undone", _("Dibatalkan")
    FAILED = "failed", _("Gagal diperiksa")


class RowState(models.TextChoices):
    """What becomes of a row at confirmation: ready and taken rows enter, bad and skipped ones stay out."""

    OK = "ok", _("Siap")
    BAD = "bad", _("Bermasalah")
    SKIPPED = "skipped", _("Dilewati")
    TAKEN = "taken", _("Diambil dengan peringatan")


ENTERING = (RowState.OK, RowState.TAKEN)


class Progress(models.Model):
    """How far a job has come, for its owner to look at (kemajuan pekerjaan)."""

    class State(models.TextChoices):
        """Whether the job still runs."""

        RUNNING = "running", _("Berjalan")
        FINISHED = "finished", _("Selesai")
        FAILED = "failed", _("Gagal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("pekerjaan"), max_length=80)
    title = models.CharField(_("judul"), max_length=200)
    actor_id = models.BigIntegerField(_("nomor pemilik"), null=True, db_index=True)
    actor_name = models.CharField(_("pemilik"), max_length=200)
    subject_type = models.CharField(_("jenis objek"), max_length=80, blank=True)
    subject_id = models.CharField(_("nomor objek"), max_length=64, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.RUNNING)
    done = models.PositiveIntegerField(_("selesai"), default=0)
    total = models.PositiveIntegerField(_("jumlah"), null=True)
    message = models.CharField(_("keterangan"), max_length=500, blank=True)
    result_url = models.CharField(_("hasil"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("mulai"), auto_now_add=True)
    changed_at = models.DateTimeField(_("berubah"), auto_now=True)
    ended_at = models.DateTimeField(_("berakhir"), null=True)

    class Meta:
        ordering: ClassVar = ["-started_at"]
        verbose_name = _("kemajuan pekerjaan")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that shows the bar."""
        return reverse("exchange:progress", args=[self.pk])

    @property
    def percent(self) -> int | None:
        """Whole percent done; None while the amount of work is unknown."""
        if self.state == self.State.FINISHED:
            return 100
        return min(self.done * 100 // self.total, 100) if self.total else None

    @property
    def is_running(self) -> bool:
        """Whether looking again makes sense."""
        return self.state == self.State.RUNNING


class ImportBatch(models.Model):
    """One uploaded file on its way in (impor)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("jenis"), max_length=80)
    context = models.JSONField(_("tujuan"), default=dict)
    owner_key = models.CharField(_("pemilik kolom"), max_length=120, blank=True)
    actor_id = models.BigIntegerField(_("nomor pengunggah"), db_index=True)
    actor_name = models.CharField(_("pengunggah"), max_length=200)
    language = models.CharField(_("bahasa"), max_length=5, default="id")
    file_name = models.CharField(_("nama berkas"), max_length=255)
    file_sha256 = models.CharField(_("sidik berkas"), max_length=64)
    file_size = models.PositiveBigIntegerField(_("ukuran berkas"))
    sheet = models.CharField(_("lembar"), max_length=255, blank=True)
    sheets = models.JSONField(_("lembar yang ada"), default=list)
    header_row = models.PositiveIntegerField(_("baris judul kolom"), default=1)
    headings = models.JSONField(_("judul kolom"), default=list)
    signature = models.TextField(_("sidik judul kolom"), blank=True)
    mapping = models.JSONField(_("kolom"), default=dict)
    remembered = models.BooleanField(_("kolom diingat dari impor sebelumnya"), default=False)
    rows_found = models.PositiveIntegerField(_("baris ditemukan"), default=0)
    state = models.CharField(_("keadaan"), max_length=12, choices=BatchState, default=BatchState.MAPPING)
    notice = models.TextField(_("pemberitahuan"), blank=True)
    progress = models.ForeignKey(Progress, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("dimasukkan"), null=True)
    undone_at = models.DateTimeField(_("dibatalkan"), null=True)

    class Meta:
        ordering: ClassVar = ["-uploaded_at"]
        verbose_name = _("impor")
        indexes: ClassVar = [models.Index(fields=["file_sha256", "kind"], name="exchange_same_file")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of this import, whatever step it is at."""
        return reverse("exchange:import_detail", args=[self.pk])

    def written(self, label: str) -> list[int]:
        """Primary keys of the rows of this model that the import made."""
        made = self.rows.filter(written_label=label).order_by("number").values_list("written_pk", flat=True)
        return [pk for pk in made if pk is not None]


class ImportRow(models.Model):
    """A row of an import as it stands now, mended or not (baris impor)."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("baris"))
    cells = models.JSONField(_("isi"), default=dict)
    flaws = models.JSONField(_("cacat sel"), default=dict)
    problems = models.JSONField(_("masalah"), default=list)
    keys = ArrayField(models.CharField(max_length=200), verbose_name=_("kunci"), default=list)
    has_errors = models.BooleanField(_("ada kesalahan"), default=False)
    state = models.CharField(_("keadaan"), max_length=8, choices=RowState)
    mended = models.BooleanField(_("sudah diperbaiki"), default=False)
    written_label = models.CharField(_("jenis yang dibuat"), max_length=80, blank=True)
    written_pk = models.BigIntegerField(_("nomor yang dibuat"), null=True)

    class Meta:
        ordering: ClassVar = ["batch", "number"]
        verbose_name = _("baris impor")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="exchange_row_once"),
            models.CheckConstraint(
                condition=models.Q(has_errors=False) | models.Q(state__in=["bad", "skipped"]),
                name="exchange_faulty_row_stays_out",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "state", "number"], name="exchange_row_by_state"),
            GinIndex(fields=["keys"], name="exchange_row_company"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class ColumnMap(models.Model):
    """Which column meant what in a header row of this make; remembered per owner (ingatan kolom)."""

    kind = models.CharField(_("jenis"), max_length=80)
    owner_key = models.CharField(_("pemilik"), max_length=120, blank=True)
    digest = models.CharField(_("sidik judul"), max_length=64)
    signature = models.TextField(_("judul kolom"))
    mapping = models.JSONField(_("kolom"))
    used_at = models.DateTimeField(_("terakhir dipakai"), auto_now=True)

    class Meta:
        verbose_name = _("ingatan kolom")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "owner_key", "digest"], name="exchange_column_map_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_key}"


class OutgoingMail(models.Model):
    """A mail that was or will be sent (surat keluar)."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Menunggu")
        SENT = "sent", _("Terkirim")
        FAILED = "failed", _("Gagal")
        NO_SERVER = "no-server", _("Tanpa server surel")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(_("templat"), max_length=120)
    to = models.EmailField(_("kepada"))
    subject = models.CharField(_("perihal"), max_length=250)
    body = models.TextField(_("isi"))
    language = models.CharField(_("bahasa"), max_length=5, default="id")
    secret = models.BooleanField(_("berisi tautan rahasia"), default=False)
    subject_person_id = models.BigIntegerField(_("nomor orang"), null=True, db_index=True)
    actor_id = models.BigIntegerField(_("nomor pengirim"), null=True)
    actor_name = models.CharField(_("pengirim"), max_length=200)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    failure = models.CharField(_("sebab gagal"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    sent_at = models.DateTimeField(_("terkirim"), null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        verbose_name = _("surat keluar")
        indexes: ClassVar = [models.Index(fields=["state", "-created_at"], name="exchange_mail_by_state")]

    def __str__(self) -> str:
        return self.subject
