"""Recording what examiners decided per unit and what the organiser counted in lesson hours (keputusan, JP)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.certification import policies
from mumpuni.certification.models import Certificate, Kind, UnitVerdict
from mumpuni.certification.selectors.results import units_by_qualification
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require
from mumpuni.training.models import Batch, Nomination
from mumpuni.training.services import record_jp

COMPETENT, NOT_YET = "K", "BK"


@dataclass(frozen=True)
class UnitChange:
    """A cell of the grid: "K", "BK" or "" for none; `was` is what the examiner saw, None when nothing was shown."""

    nomination: int
    unit: int
    now: str
    was: str | None = None


@dataclass(frozen=True)
class HoursChange:
    """Lesson hours attended of one participant, None for not counted yet."""

    nomination: int
    now: int | None
    was: int | None = None


@dataclass(frozen=True)
class Conflict:
    """A cell that was not saved: somebody else changed it, or a certificate rests on it."""

    nomination: int
    unit: int | None
    here: str
    wanted: str
    certified: bool = False


@dataclass(frozen=True)
class Saved:
    """How many cells were saved, and which were not."""

    saved: int
    conflicts: list[Conflict]


@transaction.atomic
def record_results(
    *,
    actor: Any,
    batch: Batch,
    units: Sequence[UnitChange] = (),
    hours: Sequence[HoursChange] = (),
    evidence: str = "",
) -> Saved:
    """Save the changed cells of a batch; cells that changed meanwhile are reported, never overwritten.

    `evidence` is kept with every verdict of this save, e.g. "Uji kompetensi Angkatan 4, 7 Mei 2019, lembar 1-30".

    Raises:
        Refused: verdicts by others than an examiner of the batch or on oneself, hours by others than its staff.
        Unusable: "kompeten" without evidence, an unknown word or unit, too many hours; nothing is saved then.
    """
    if units:
        require(policies.may_decide(actor, batch), _("Hanya penguji angkatan ini yang memutuskan unit kompetensi."))
    rows = _locked(batch, {each.nomination for each in units} | {each.nomination for each in hours})
    for key in {each.nomination for each in units}:
        _not_oneself(actor, rows[key])
    writer = _Writer(actor, rows, clean(evidence))
    for change in units:
        writer.unit(change)
    for counted in hours:
        writer.hours(counted)
    return writer.finish(batch)


@transaction.atomic
def correct_verdict(
    *, actor: Any, nomination: Nomination, unit: int, competent: bool, evidence: str, reason: str
) -> UnitVerdict:
    """Change a verdict on which a certificate rests; the certificate itself is then corrected by a new one.

    Raises:
        Refused: for others than an examiner of the batch, and for the participant.
        Unusable: without a reason, or without evidence for "kompeten".
    """
    require(policies.may_decide(actor, nomination.batch), _("Hanya penguji angkatan ini yang mengoreksi keputusan."))
    _not_oneself(actor, nomination)
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan koreksi; alasan itu tersimpan pada jejak audit.")})
    if competent and not clean(evidence):
        raise Unusable({"evidence": _no_evidence()})
    _locked(nomination.batch, {nomination.pk})
    verdict = UnitVerdict.objects.select_for_update().get(nomination=nomination, unit_id=unit)
    before = verdict.word
    verdict.competent, verdict.correction = competent, clean(reason)
    verdict.evidence = clean(evidence) or verdict.evidence
    _sign(verdict, actor, timezone.now())
    verdict.save()
    audit.record(
        actor,
        "certification.verdict.corrected",
        verdict,
        agency_id=nomination.agency_id,
        before=before,
        after=verdict.word,
        reason=verdict.correction,
    )
    return verdict


def _locked(batch: Batch, keys: Iterable[int]) -> dict[int, Nomination]:
    """Hold the participants' rows, so that an issue of certificates either sees these changes or comes before them."""
    rows = Nomination.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk")
    found = {row.pk: row for row in rows}
    for key in keys:
        if key not in found or found[key].batch_id != batch.pk or found[key].state != Nomination.State.ACCEPTED:
            raise Unusable(
                _("Peserta nomor %(number)s tidak ada dalam %(batch)s; muat ulang halaman lalu ulangi.")
                % {"number": key, "batch": batch}
            )
    return found


def _not_oneself(actor: Any, nomination: Nomination) -> None:
    require(not policies.is_own(actor, nomination), _("Penguji tidak memutuskan hasilnya sendiri; minta penguji lain."))


def _no_evidence() -> str:
    return _("Keputusan “kompeten” memerlukan bukti: tulis nama uji, tanggal, dan lembar penilaiannya.")


def _sign(verdict: UnitVerdict, actor: Any, at: datetime) -> None:
    verdict.decided_by, verdict.decided_by_name, verdict.decided_at = actor, actor.get_full_name(), at


class _Writer:
    """Gathers changes of locked participants, then writes them with a constant number of statements."""

    def __init__(self, actor: Any, rows: dict[int, Nomination], evidence: str) -> None:
        self.actor, self.rows, self.evidence, self.at = actor, rows, evidence, timezone.now()
        self.known: dict[int, dict[int, UnitVerdict]] = defaultdict(dict)
        for verdict in UnitVerdict.objects.select_for_update().filter(nomination__in=rows).order_by("pk"):
            self.known[verdict.nomination_id][verdict.unit_id] = verdict
        self.lists = {
            word: {unit.pk for unit in units}
            for word, units in units_by_qualification(row.qualification for row in rows.values()).items()
        }
        certified = Certificate.objects.filter(nomination__in=rows, status=Certificate.Status.VALID)
        self.certified = set(certified.values_list("nomination_id", "kind"))
        self.new: list[UnitVerdict] = []
        self.changed: list[UnitVerdict] = []
        self.gone: list[UnitVerdict] = []
        self.counted: dict[int, int | None] = {}
        self.conflicts: list[Conflict] = []
        self.trail: list[list[Any]] = []

    def unit(self, change: UnitChange) -> None:
        """Take one cell."""
        if change.now not in (COMPETENT, NOT_YET, ""):
            raise Unusable(_("“%(word)s” bukan keputusan; isi K, BK, atau kosong.") % {"word": change.now})
        row = self.rows[change.nomination]
        if change.unit not in self.lists.get(row.qualification, set()):
            raise Unusable(_("Unit kompetensi itu tidak termasuk kualifikasi peserta; muat ulang halaman lalu ulangi."))
        verdict = self.known[change.nomination].get(change.unit)
        here = verdict.word if verdict else ""
        if here == change.now:
            return
        certified = (change.nomination, Kind.COMPETENCE) in self.certified
        if certified or (change.was is not None and change.was != here):
            self.conflicts.append(Conflict(change.nomination, change.unit, here, change.now, certified))
            return
        if change.now == COMPETENT and not self.evidence:
            raise Unusable({"evidence": _no_evidence()})
        self.trail.append([change.nomination, change.unit, here, change.now])
        self._write(row, change, verdict)

    def _write(self, row: Nomination, change: UnitChange, verdict: UnitVerdict | None) -> None:
        if change.now == "":
            assert verdict is not None
            self.gone.append(verdict)
            return
        kept = verdict or UnitVerdict(nomination=row, unit_id=change.unit)
        kept.competent, kept.evidence = change.now == COMPETENT, self.evidence
        _sign(kept, self.actor, self.at)
        (self.changed if verdict else self.new).append(kept)

    def hours(self, change: HoursChange) -> None:
        """Take the lesson hours of one participant."""
        here = self.rows[change.nomination].training_jp
        if here == change.now:
            return
        certified = (change.nomination, Kind.ATTENDANCE) in self.certified
        if certified or change.was != here:
            shown = ["" if hours is None else str(hours) for hours in (here, change.now)]
            self.conflicts.append(Conflict(change.nomination, None, shown[0], shown[1], certified))
        else:
            self.counted[change.nomination] = change.now

    def finish(self, batch: Batch) -> Saved:
        """Write and record."""
        UnitVerdict.objects.bulk_create(self.new)
        UnitVerdict.objects.bulk_update(
            self.changed, ["competent", "evidence", "decided_by", "decided_by_name", "decided_at"]
        )
        UnitVerdict.objects.filter(pk__in=[verdict.pk for verdict in self.gone]).delete()
        if self.counted:
            record_jp(actor=self.actor, jp=self.counted)
        if self.trail:
            audit.record(
                self.actor,
                "certification.results.recorded",
                batch,
                evidence=self.evidence,
                cells=self.trail,
                conflicts=len(self.conflicts),
            )
        return Saved(len(self.trail) + len(self.counted), self.conflicts)
