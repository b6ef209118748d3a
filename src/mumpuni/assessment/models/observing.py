"""What assessors see and how they rate it, each alone (lembar observasi)."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models.events import BlueprintLine, EventInstrument
from mumpuni.assessment.models.groups import Assessee
from mumpuni.assessment.models.teams import TeamMember
from mumpuni.audit.models import WRITTEN_ONCE
from mumpuni.people.models import Account
from mumpuni.standards.models import Indicator


class Sheet(models.Model):
    """One assessor's sheet for one assessee and instrument (lembar observasi).

    Once submitted it is shut; what the meeting agrees stands elsewhere, so the own ratings stay as they were.
    """

    class Source(models.TextChoices):
        """How it was written."""

        SCREEN = "layar", _("Di layar")
        PAPER = "kertas", _("Di kertas, lalu disalin penilainya")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessee = models.ForeignKey(Assessee, on_delete=models.PROTECT, related_name="sheets")
    instrument = models.ForeignKey(EventInstrument, on_delete=models.PROTECT, related_name="sheets")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="sheets")
    source = models.CharField(_("ditulis"), max_length=6, choices=Source, default=Source.SCREEN)
    started_at = models.DateTimeField(_("simulasi mulai"), null=True, blank=True)
    ended_at = models.DateTimeField(_("simulasi selesai"), null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(_("dikirim"), null=True, blank=True)

    class Meta:
        ordering = ["assessee", "instrument", "member"]
        constraints = [
            models.UniqueConstraint(fields=["assessee", "instrument", "member"], name="assessment_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.assessee} – {self.member}"


class Note(models.Model):
    """Something seen or heard, with its moment (catatan perilaku); a note taken back stays readable as such."""

    id = models.UUIDField(primary_key=True, editable=False)
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="notes")
    taken_at = models.DateTimeField(_("waktu"))
    text = models.TextField(_("catatan"))
    removed_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class NoteTag(models.Model):
    """A note counts as evidence of a competency, perhaps of one of its indicators (klasifikasi)."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="tags")
    line = models.ForeignKey(BlueprintLine, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note", "line"]
        constraints = [models.UniqueConstraint(fields=["note", "line"], name="assessment_tag_once")]

    def __str__(self) -> str:
        return f"{self.note}: {self.line}"


class Rating(models.Model):
    """The level that one assessor gives for one competency in one instrument (nilai penilai sendiri)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="ratings")
    line = models.ForeignKey(BlueprintLine, on_delete=models.PROTECT, related_name="ratings")
    level = models.DecimalField(_("level"), max_digits=3, decimal_places=2)
    reason = models.TextField(_("alasan"), blank=True)
    rated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["sheet", "line"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "line"], name="assessment_rating_once"),
            models.CheckConstraint(condition=Q(level__gte=0, level__lte=5), name="assessment_rating_level"),
        ]

    def __str__(self) -> str:
        return f"{self.line.competency.name}: {self.level}"


class JournalEntry(models.Model):
    """One step of a sheet as a device wrote it, perhaps offline (jurnal lembar observasi).

    A device numbers its steps from 1 for each sheet; the same number arriving again changes nothing. `refused` says
    why a step was not carried out, so that nothing that was typed is lost.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="journal")
    device = models.UUIDField(_("perangkat"))
    sequence = models.PositiveIntegerField(_("urutan"))
    kind = models.CharField(_("langkah"), max_length=20)
    body: Any = models.JSONField(_("isi"))
    made_at = models.DateTimeField(_("ditulis"))
    received_at = models.DateTimeField(auto_now_add=True)
    refused = models.CharField(_("ditolak karena"), max_length=60, blank=True)

    class Meta:
        ordering = ["received_at", "sequence"]
        triggers = WRITTEN_ONCE
        constraints = [
            models.UniqueConstraint(fields=["sheet", "device", "sequence"], name="assessment_journal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class Scan(models.Model):
    """A paper sheet as scanned, bound to the entry that its assessor made of it (pindaian lembar kertas)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(_("nama berkas"), max_length=200)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("ukuran"))
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        triggers = WRITTEN_ONCE

    def __str__(self) -> str:
        return self.name
