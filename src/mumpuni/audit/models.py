"""Events and decisions. No foreign keys: a line must outlive whatever it speaks of."""

import uuid

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

#: For tables whose rows are written once: the database refuses to change, delete or empty them.
WRITTEN_ONCE = [
    pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="never_emptied",
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;",
    ),
]


class StoredDecision(models.Model):
    """A verdict of a rule as it was given: facts, rule, edition, findings, articles (keputusan aturan).

    Judging again makes a new row that names the old one in `supersedes`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.CharField(_("aturan"), max_length=80)
    decided_on = models.DateField(_("tanggal yang menentukan edisi"), null=True)
    outcome = models.CharField(_("hasil"), max_length=60)
    facts = models.JSONField(_("fakta"))
    decision = models.JSONField(_("putusan lengkap"))
    subject_type = models.CharField(_("jenis objek"), max_length=80)
    subject_id = models.CharField(_("nomor objek"), max_length=64)
    supersedes = models.UUIDField(_("menggantikan"), null=True)
    actor_id = models.BigIntegerField(_("nomor pelaku"), null=True)
    actor_name = models.CharField(_("pelaku"), max_length=200)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)

    class Meta:
        triggers = WRITTEN_ONCE
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.rule}: {self.outcome}"


class Event(models.Model):
    """One thing that a person or the system did (jejak audit)."""

    at = models.DateTimeField(_("waktu"), auto_now_add=True, db_index=True)
    name = models.CharField(_("peristiwa"), max_length=80, db_index=True)
    actor_id = models.BigIntegerField(_("nomor pelaku"), null=True, db_index=True)
    actor_name = models.CharField(_("pelaku"), max_length=200)
    actor_roles = models.JSONField(_("peran pelaku"), default=list)
    subject_type = models.CharField(_("jenis objek"), max_length=80, blank=True)
    subject_id = models.CharField(_("nomor objek"), max_length=64, blank=True)
    subject_label = models.CharField(_("objek"), max_length=250, blank=True)
    agency_id = models.BigIntegerField(_("instansi"), null=True, db_index=True)
    decision_id = models.UUIDField(_("putusan"), null=True)
    data = models.JSONField(_("rincian"), default=dict)

    class Meta:
        triggers = WRITTEN_ONCE
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.actor_name})"


class Seal(models.Model):
    """A digest over a run of events, chained to the seal before it, so that a change from outside shows (segel)."""

    first_event = models.BigIntegerField(_("peristiwa pertama"))
    last_event = models.BigIntegerField(_("peristiwa terakhir"), unique=True)
    digest = models.CharField(_("sidik"), max_length=64)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)

    class Meta:
        triggers = WRITTEN_ONCE
        ordering = ["last_event"]

    def __str__(self) -> str:
        return f"{self.first_event}-{self.last_event}"
