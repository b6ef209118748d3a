"""The integration meeting: opened when everybody has rated alone, locked with levels, reasons and minutes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import (
    Agreement,
    Assessee,
    BlueprintLine,
    Event,
    Meeting,
    Note,
    Reopening,
    Result,
    Stance,
    TeamMember,
    TeamRole,
)
from mumpuni.assessment.policies import meetings as rights
from mumpuni.assessment.policies import own_person
from mumpuni.assessment.selectors import day, observing
from mumpuni.assessment.selectors import grids_of_ratings as grids
from mumpuni.assessment.selectors import meetings as selectors
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.services import meeting_mail, results
from mumpuni.assessment.services.day import running
from mumpuni.audit import services as audit
from mumpuni.people.policies import Refused, RuleBroken, Unusable, require


@transaction.atomic
def open_meeting(*, actor: Any, assessee: Assessee) -> Meeting:
    """Open the meeting on an assessee, with the chair and those who rated.

    Raises:
        Refused: for others than the chair, or one with an interest in the person.
        Unusable: while an instrument is neither done nor waived, a sheet is not handed in, there is a meeting
            already, or the chair leads another one that is open.
        RuleBroken: while an Assessor's analysis is not done (Pasal 25 ayat (2) huruf c).
    """
    require(rights.may_chair(actor, assessee.event), words.MAY_NOT_CHAIR)
    here = running(assessee.event)
    chair = _chair(actor, here)
    if not selectors.may_sit(assessee).filter(pk=chair.pk).exists():
        raise Refused(words.MAY_NOT_MEET_TIED)
    if assessee.state != Assessee.State.CALLED:
        raise Unusable(_("%(name)s tidak mengikuti penilaian ini lagi.") % {"name": assessee})
    if Meeting.objects.filter(assessee=assessee).exists():
        raise Unusable(_("Rapat tentang Assessee ini sudah ada; buka dari daftarnya."))
    if other := selectors.open_of(chair):
        raise Unusable(_busy(other))
    if left := day.open_instruments(assessee):
        raise Unusable(
            _("Hasil belum lengkap: %(tools)s. Selesaikan, atau bebaskan dengan alasan, pada halaman Pelaksanaan.")
            % {"tools": ", ".join(str(each) for each in left)}
        )
    judged = observing.judge_analysis(assessee)
    if judged is not None and not judged.stands:
        raise RuleBroken(judged.decision)
    if waits := selectors.waiting_for(assessee):
        raise Unusable(
            _("Lembar yang belum dikirim: %(sheets)s.")
            % {"sheets": "; ".join(f"{each.member.practitioner} – {each.tool}" for each in waits)}
        )
    try:
        with transaction.atomic():
            made = Meeting.objects.create(assessee=assessee, chair=chair)
    except IntegrityError as clash:
        raise Unusable(_("Rapat lain baru saja dibuka; muat ulang daftar rapat.")) from clash
    made.present.set([chair, *selectors.raters(assessee)])
    _record(actor, "opened", made)
    return made


@transaction.atomic
def set_present(*, actor: Any, meeting: Meeting, members: Iterable[int]) -> Meeting:
    """Write who sits in the meeting; the chair always does. What somebody said who leaves falls.

    Raises:
        Refused: for others than the chair.
        Unusable: a locked meeting, or somebody who may not sit in it.
    """
    held = _led(actor, meeting)
    wanted = {*members, held.chair_id}
    chosen = list(selectors.may_sit(held.assessee).filter(pk__in=wanted))
    if len(chosen) != len(wanted):
        raise Unusable({"present": _("Pilih anggota tim yang tidak berkepentingan dengan Assessee ini.")})
    held.present.set(chosen)
    Stance.objects.filter(agreement__meeting=held, agreement__round=held.round).exclude(member__in=chosen).delete()
    _record(actor, "present-set", held, members=sorted(wanted))
    return held


@transaction.atomic
def agree(
    *,
    actor: Any,
    meeting: Meeting,
    line: BlueprintLine,
    level: Decimal,
    reason: str,
    evidence: Iterable[Any],
    revision: int | None = None,
) -> Agreement:
    """Write the level that the meeting agrees on, why, and on which notes it rests; what was said of another one falls.

    Raises:
        Refused: for others than the chair.
        Unusable: a locked meeting, a level outside 0 to 5 or with decimals where the provider takes none, no reason,
            notes that do not belong to the competency, none chosen, or somebody else saved meanwhile.
    """
    held = _led(actor, meeting, revision)
    if line.pk not in {each.pk for each in held.assessee.lines}:
        raise Unusable(_("Kompetensi ini tidak diukur bagi Assessee itu."))
    problems: dict[str, str] = {}
    if not Decimal(0) <= level <= Decimal(5):
        problems["level"] = _("Level 0 sampai 5.")
    elif level != level.to_integral_value() and not held.assessee.event.provider.decimal_levels:
        problems["level"] = _("Penyelenggara ini memakai level bulat; tulis 0, 1, 2, 3, 4, atau 5.")
    if not reason.strip():
        problems["reason"] = _("Tulis mengapa level ini yang disepakati.")
    wanted = set(evidence)
    notes = list(
        Note.objects.filter(
            pk__in=wanted, removed_at=None, tags__line=line, sheet__assessee=held.assessee_id,
            sheet__submitted_at__isnull=False,
        ).distinct()
    )  # fmt: skip
    if not notes or len(notes) != len(wanted):
        problems["evidence"] = _("Pilih paling sedikit satu catatan yang ditandai untuk kompetensi ini.")
    if problems:
        raise Unusable(problems)
    before = Agreement.objects.filter(meeting=held, round=held.round, line=line).first()
    made, _new = Agreement.objects.update_or_create(
        meeting=held, round=held.round, line=line,
        defaults={"level": level, "reason": reason.strip(), "recorded_by": actor},
    )  # fmt: skip
    made.evidence.set(notes)
    if before is not None and (before.level, before.reason) != (level, reason.strip()):
        made.stances.all().delete()
    _record(
        actor, "agreed", held, line=line.pk, level=str(level), before=str(before.level) if before else "",
    )  # fmt: skip
    return made


@transaction.atomic
def say(*, actor: Any, agreement: Agreement, agrees: bool, dissent: str = "") -> Stance:
    """Write whether somebody who sits there agrees; who does not says why.

    Raises:
        Refused: for others than those present.
        Unusable: a locked meeting, an earlier round, or a dissent without its reason.
    """
    held = _open(agreement.meeting)
    seat = rights.own_seat(actor, held)
    if seat is None or not rights.may_see_ratings(actor, held.assessee):
        raise Refused(words.MAY_NOT_SPEAK)
    if agreement.round != held.round:
        raise Unusable(_("Level ini dari putaran terdahulu; muat ulang halaman rapat."))
    if not agrees and not dissent.strip():
        raise Unusable({"dissent": _("Tulis pendapat Anda dan catatan yang mendasarinya.")})
    made, _new = Stance.objects.update_or_create(
        agreement=agreement, member=seat, defaults={"agrees": agrees, "dissent": "" if agrees else dissent.strip()}
    )
    _record(actor, "agreed-with" if agrees else "dissented", held, line=agreement.line_id)
    return made


@transaction.atomic
def write_minutes(*, actor: Any, meeting: Meeting, text: str, revision: int | None = None) -> Meeting:
    """Keep the minutes as they grow.

    Raises:
        Refused: for others than the chair.
        Unusable: a locked meeting, or somebody else saved meanwhile.
    """
    held = _led(actor, meeting, revision)
    held.minutes = text.strip()
    held.save(update_fields=["minutes"])
    _record(actor, "minuted", held)
    return held


@transaction.atomic
def lock(*, actor: Any, meeting: Meeting, revision: int | None = None) -> Result:
    """Close the meeting and decide the result; from then on nothing of it changes.

    Raises:
        Refused: for others than the chair.
        Unusable: somebody present has not said what they think, or somebody else saved meanwhile.
        RuleBroken: a competency without level, too few who rated, no minutes, a level without evidence or own rating
            (Pasal 7, Pasal 25 ayat (2) huruf e), or no result by the rule of the edition.
    """
    held = _led(actor, meeting, revision)
    table = grids.grid(held)
    kept = []
    for judged in _judged(held, table):
        if not judged.stands:
            raise RuleBroken(judged.decision)
        kept.append(audit.keep(actor, judged.decision, dict(judged.facts), held, on=held.assessee.event.first_day))
    if held.assessee.event.is_2008 and not held.minutes:
        raise Unusable(_("Tulis notulennya dahulu."))
    silent = [f"{each} – {row.line.competency.name}" for row in table.rows for each in row.silent]
    if silent:
        raise Unusable(_("Belum menyatakan pendapat: %(who)s.") % {"who": "; ".join(silent)})
    held.state, held.locked_at, held.locked_by = Meeting.State.LOCKED, timezone.now(), actor
    held.decision_id = kept[0].pk if kept else None
    held.save(update_fields=["state", "locked_at", "locked_by", "decision_id"])
    _record(actor, "locked", held, round=held.round)
    return results.decide(actor=actor, meeting=held)


@transaction.atomic
def reopen(*, actor: Any, meeting: Meeting, reason: str) -> Meeting:
    """Open a locked meeting for another round; what the earlier one agreed stays readable, everybody concerned is told.

    Raises:
        Refused: for others than the chair.
        Unusable: a meeting that is open, another one open meanwhile, or no reason.
    """
    require(rights.may_chair(actor, meeting.assessee.event), words.MAY_NOT_CHAIR)
    here = running(meeting.assessee.event)
    held = _locked_row(meeting)
    if held.state != Meeting.State.LOCKED:
        raise Unusable(_("Rapat ini masih berlangsung."))
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa rapat dibuka kembali; semua yang berkepentingan membacanya.")})
    if other := selectors.open_of(_chair(actor, here)):
        raise Unusable(_busy(other))
    Reopening.objects.create(
        meeting=held, round=held.round, minutes=held.minutes, reason=reason.strip()[:500], by=actor
    )
    for each in held.agreements.filter(round=held.round).prefetch_related("evidence"):
        again = Agreement.objects.create(
            meeting=held, round=held.round + 1, line_id=each.line_id, level=each.level, reason=each.reason,
            recorded_by=actor,
        )  # fmt: skip
        again.evidence.set(each.evidence.all())
    held.chair = _chair(actor, here)
    held.round += 1
    held.state, held.locked_at, held.locked_by, held.minutes = Meeting.State.OPEN, None, None, ""
    held.save(update_fields=["chair", "round", "state", "locked_at", "locked_by", "minutes"])
    held.present.add(held.chair)
    _record(actor, "reopened", held, round=held.round, reason=reason.strip())
    meeting_mail.reopened(actor, held, reason.strip())
    return held


@transaction.atomic
def note_reading(*, actor: Any, meeting: Meeting) -> None:
    """Write that somebody read the ratings of an assessee."""
    _record(actor, "read", meeting)


def _judged(meeting: Meeting, table: grids.Grid) -> list[Judged]:
    """What the rules say of the meeting as it is; nothing of the kind under Perka 11/2008, whose result has its own."""
    if meeting.assessee.event.is_2008:
        return []
    decided = {row.line.competency.name: str(row.agreement.level) for row in table.rows if row.agreement}
    rated = set(selectors.raters(meeting.assessee).values_list("pk", flat=True))
    seats = meeting.present.filter(pk__in=rated, role=TeamRole.ASSESSOR).values("practitioner").distinct().count()
    facts = {
        "assessors": seats,
        "competencies": [row.line.competency.name for row in table.rows],
        "decided": decided,
        "minutes": bool(meeting.minutes),
    }
    notes = {row.line.competency.name: len(row.agreement.evidence.all()) for row in table.rows if row.agreement}
    assert table.spread is not None
    return [
        judge("bkn-26-2019/integration", facts),
        judge("bkn-26-2019/evidence", {"levels": decided, "notes": notes}),
        table.spread,
    ]


def _led(actor: Any, meeting: Meeting, revision: int | None = None) -> Meeting:
    require(rights.may_chair(actor, meeting.assessee.event), words.MAY_NOT_CHAIR)
    held = _open(meeting)
    if revision is not None and held.revision != revision:
        raise Unusable(words.CHANGED_MEANWHILE, code="changed-meanwhile")
    # What others say changes nothing that the chair writes, and would refuse the chair's page each time.
    held.revision += 1
    held.save(update_fields=["revision"])
    return held


def _open(meeting: Meeting) -> Meeting:
    """The meeting locked until commit, while it is open and its event is carried out."""
    running(meeting.assessee.event)
    held = _locked_row(meeting)
    if held.state != Meeting.State.OPEN:
        raise Unusable(_("Rapat ini sudah dikunci; yang disepakati tidak berubah lagi."), code="locked")
    return held


def _locked_row(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related(
        "assessee__person", "assessee__candidate", "assessee__event__request", "assessee__event__provider"
    )
    return found.get(pk=meeting.pk)


def _chair(actor: Any, event: Event) -> TeamMember:
    return event.team.get(role=TeamRole.CHAIR, removed_at=None, practitioner__person=own_person(actor))


def _busy(other: Meeting) -> str:
    return _("Rapat tentang %(name)s masih berlangsung; kunci dahulu sebelum membuka yang lain.") % {
        "name": other.assessee
    }


def _record(actor: Any, what: str, meeting: Meeting, **data: Any) -> None:
    agency = meeting.assessee.event.request.agency_id
    audit.record(actor, f"assessment.meeting.{what}", meeting.assessee, agency_id=agency, **data)
