"""The day itself: who reported, who was briefed, how each instrument went, what went wrong (pelaksanaan)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import (
    Assessee,
    CheckIn,
    Event,
    EventInstrument,
    Incident,
    Presence,
    Taking,
    Variant,
)
from mumpuni.assessment.policies import day as rights
from mumpuni.assessment.selectors import day as selectors
from mumpuni.assessment.selectors.zones import today
from mumpuni.assessment.services import exposure
from mumpuni.assessment.services.common import held
from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require

State = Taking.State
#: States in which the assessee sat before the material and so has met its variant.
_MET = (State.DONE, State.BROKEN_OFF)


def running(event: Event) -> Event:
    """The event locked, while it is carried out.

    Raises:
        Unusable: before it began and after it was closed.
    """
    locked = held(event)
    if locked.state != Event.State.RUNNING:
        raise Unusable(words.NOT_RUNNING, code="not-running")
    return locked


@transaction.atomic
def check_in(*, actor: Any, event: Event, assessees: Iterable[int], day: date, identity: str) -> list[CheckIn]:
    """Write that these assessees reported on a day and what they showed; who is there already stays as recorded.

    Raises:
        Refused: for others than chair and admin.
        Unusable: nobody chosen, a day outside the event or still to come, no proof of identity, or somebody who does
            not take part.
    """
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    _a_day_of(here, day)
    if not identity.strip():
        raise Unusable({"identity": _("Tulis bukti diri yang ditunjukkan, misalnya KTP atau kartu pegawai.")})
    chosen = chosen_of(here, assessees)
    there = set(CheckIn.objects.filter(assessee__in=chosen, day=day).values_list("assessee", flat=True))
    now = timezone.now()
    made = CheckIn.objects.bulk_create(
        CheckIn(assessee=each, day=day, at=now, identity=identity.strip()[:100], recorded_by=actor)
        for each in chosen
        if each.pk not in there
    )
    for each in made:
        audit.record(actor, "assessment.day.checked-in", each.assessee, agency_id=here.request.agency_id, day=str(day))
    return made


@transaction.atomic
def take_back_check_in(*, actor: Any, check_in: CheckIn, reason: str) -> None:
    """Undo a check-in that was recorded for the wrong person.

    Raises:
        Refused: for others than chair and admin.
        Unusable: without a reason, or once an instrument was recorded for the person.
    """
    event = check_in.assessee.event
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa lapor diri ini dibatalkan.")})
    if check_in.assessee.takings.filter(state__in=_MET).exists():
        raise Unusable(_("Orang ini sudah mengikuti alat ukur; lapor dirinya tidak dibatalkan lagi."))
    audit.record(actor, "assessment.day.check-in-undone", check_in.assessee, agency_id=here.request.agency_id,
                 day=str(check_in.day), reason=reason.strip())  # fmt: skip
    check_in.delete()


@transaction.atomic
def brief(*, actor: Any, event: Event, assessees: Iterable[int], day: date) -> int:
    """Write that these assessees heard the briefing (Pasal 25 ayat (2) huruf a); how many are new.

    Raises:
        Refused: for others than chair and admin.
        Unusable: nobody chosen, or somebody who has not reported on that day.
    """
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    chosen = chosen_of(here, assessees)
    rows = {each.assessee_id: each for each in CheckIn.objects.filter(assessee__in=chosen, day=day)}
    if missing := [str(each) for each in chosen if each.pk not in rows]:
        raise Unusable(_("Belum lapor diri: %(names)s.") % {"names": "; ".join(missing)})
    new = [each.pk for each in rows.values() if each.briefed_at is None]
    CheckIn.objects.filter(pk__in=new).update(briefed_at=timezone.now(), briefed_by=actor)
    audit.record(actor, "assessment.day.briefed", here, agency_id=here.request.agency_id, day=str(day), count=len(new))
    return len(new)


@transaction.atomic
def record_taking(
    *,
    actor: Any,
    assessee: Assessee,
    instrument: EventInstrument,
    state: str,
    reason: str = "",
    minutes_late: int = 0,
    variant: Variant | None = None,
) -> Taking:
    """Write how an instrument went for an assessee; a later word takes the place of the earlier one.

    A repetition names another variant of the instrument that the person has not met.

    Raises:
        Refused: for others than chair and admin; of a test also its Tester; a waiver is the chair's.
        Unusable: without the reason that all but "done" and "absent" need, for somebody who did not report, or with a
            variant that does not fit.
        RuleBroken: when the briefing was not recorded (Pasal 25 ayat (2) huruf a).
    """
    if state == State.WAIVED:
        require(rights.may_waive(actor, assessee.event), words.MAY_NOT_WAIVE)
    else:
        require(rights.may_record_taking(actor, assessee.event, instrument), words.MAY_NOT_RECORD_DAY)
    here = running(assessee.event)
    reason = reason.strip()
    if instrument.event_id != here.pk or assessee.event_id != here.pk:
        raise Unusable(_("Alat ukur ini bukan dari kegiatan itu."))
    if assessee.state != Assessee.State.CALLED:
        raise Unusable(_("%(name)s tidak mengikuti penilaian ini lagi.") % {"name": assessee})
    if state not in State.values:
        raise Unusable({"state": _("Pilih keadaannya dari daftar.")})
    if not reason and state not in (State.DONE, State.ABSENT):
        raise Unusable({"reason": _("Tulis alasannya; hasil Assessee bergantung padanya.")})
    if minutes_late and state not in _MET:
        raise Unusable({"minutes_late": _("Menit terlambat hanya bagi yang mengikuti.")})
    if state in _MET:
        _came(assessee)
    used = variant or instrument.variant
    if state == State.REPEAT:
        used = _another(assessee, instrument, variant)
    before = Taking.objects.select_for_update().filter(assessee=assessee, instrument=instrument).first()
    if state in _MET and before is not None and before.state == State.REPEAT and variant is None:
        used = before.variant
    made, _new = Taking.objects.update_or_create(
        assessee=assessee,
        instrument=instrument,
        defaults={
            "state": state,
            "reason": reason,
            "minutes_late": minutes_late,
            "variant": used,
            "recorded_by": actor,
        },
    )
    if state in _MET and used is not None:
        exposure.exposed(person=assessee.person, variant=used, on=today(here), event=here)
    audit.record(actor, "assessment.day.taking-recorded", assessee, agency_id=here.request.agency_id,
                 instrument=instrument.pk, state=state, before=before.state if before else "")  # fmt: skip
    return made


@transaction.atomic
def all_done(*, actor: Any, event: Event, instrument: EventInstrument, assessees: Iterable[int]) -> int:
    """Write that an instrument is done for these assessees, all or none; how many are new.

    What was recorded otherwise, and a waiver, is changed for each person alone; only a repetition is done this way.

    Raises:
        Refused, RuleBroken: as for `record_taking`.
        Unusable: the same, and for somebody of whom something else stands there.
    """
    require(rights.may_record_taking(actor, event, instrument), words.MAY_NOT_RECORD_DAY)
    chosen = chosen_of(running(event), assessees)
    held = dict(instrument.takings.filter(assessee__in=chosen).values_list("assessee", "state"))
    if other := [str(each) for each in chosen if held.get(each.pk, State.DONE) not in (State.DONE, State.REPEAT)]:
        raise Unusable(
            _("Sudah tercatat lain: %(names)s. Ubah satu per satu dengan “catat” pada kotaknya.")
            % {"names": "; ".join(other)}
        )
    new = [each for each in chosen if held.get(each.pk) != State.DONE]
    for each in new:
        each.event = event
        record_taking(actor=actor, assessee=each, instrument=instrument, state=State.DONE)
    return len(new)


def _came(assessee: Assessee) -> None:
    if not assessee.check_ins.exists():
        raise Unusable(_("%(name)s belum lapor diri; catat itu dahulu.") % {"name": assessee})
    judged = selectors.judge_briefing(assessee)
    if judged is not None and not judged.stands:
        raise RuleBroken(judged.decision)


def _another(assessee: Assessee, instrument: EventInstrument, variant: Variant | None) -> Variant:
    if variant is None or variant.instrument_id != instrument.instrument_id:
        raise Unusable({"variant": _("Pilih paket lain dari alat ukur yang sama.")})
    if assessee.person.exposures.filter(variant=variant).exists():
        raise Unusable({"variant": _("%(name)s sudah pernah mengerjakan paket ini.") % {"name": assessee}})
    return variant


@transaction.atomic
def record_presence(
    *,
    actor: Any,
    event: Event,
    members: Iterable[int],
    day: date,
    state: str = Presence.State.PRESENT,
    reason: str = "",
) -> int:
    """Write whether members of the team were there; a signature given before falls where somebody was absent.

    Raises:
        Refused: for others than chair and admin.
        Unusable: nobody chosen, a day outside the event, or an excuse without its reason.
    """
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    _a_day_of(here, day)
    reason = reason.strip()
    if state == Presence.State.EXCUSED and not reason:
        raise Unusable({"reason": _("Tulis alasan ketidakhadirannya.")})
    wanted = set(members)
    chosen = list(here.team.filter(removed_at=None, pk__in=wanted))
    if not chosen or len(chosen) != len(wanted):
        raise Unusable(_("Pilih anggota tim kegiatan ini."))
    for each in chosen:
        fields: dict[str, Any] = {"state": state, "reason": reason, "recorded_by": actor}
        if state != Presence.State.PRESENT:
            fields["signed_at"] = None
        Presence.objects.update_or_create(member=each, day=day, defaults=fields)
    audit.record(actor, "assessment.day.team-recorded", here, agency_id=here.request.agency_id, day=str(day),
                 state=state, members=sorted(wanted))  # fmt: skip
    return len(chosen)


@transaction.atomic
def sign_presence(*, actor: Any, event: Event) -> int:
    """Sign that one is there today, in each role that one holds.

    Raises:
        Refused: for others than the team.
        Unusable: outside the days of the event, or when recorded as absent.
    """
    require(bool(policies.roles_in(actor, event)), words.MAY_NOT_SIGN_PRESENCE)
    here = running(event)
    day = today(here)
    _a_day_of(here, day)
    mine = list(here.team.filter(removed_at=None, practitioner__person=policies.own_person(actor)))
    absent = Presence.objects.filter(member__in=mine, day=day).exclude(state=Presence.State.PRESENT)
    if absent.exists():
        raise Unusable(_("Anda tercatat tidak hadir hari ini; minta admin memperbaikinya dahulu."))
    now = timezone.now()
    for each in mine:
        Presence.objects.update_or_create(
            member=each,
            day=day,
            defaults={"signed_at": now},
            create_defaults={"signed_at": now, "recorded_by": actor},
        )
    audit.record(actor, "assessment.day.presence-signed", here, agency_id=here.request.agency_id, day=str(day))
    return len(mine)


@transaction.atomic
def add_incident(
    *,
    actor: Any,
    event: Event,
    text: str,
    action: str = "",
    assessee: Assessee | None = None,
    happened_at: datetime | None = None,
) -> Incident:
    """Write down what went otherwise than planned; it is never changed, a correction is another entry.

    Raises:
        Refused: for others than the team.
        Unusable: without words, for a moment to come, or for an assessee of another event.
    """
    require(rights.may_note_incident(actor, event), words.MAY_NOT_NOTE_INCIDENTS)
    here = running(event)
    if not text.strip():
        raise Unusable({"text": _("Tulis apa yang terjadi.")})
    if assessee is not None and assessee.event_id != here.pk:
        raise Unusable({"assessee": _("Pilih Assessee dari kegiatan ini.")})
    moment = happened_at or timezone.now()
    if moment > timezone.now():
        raise Unusable({"happened_at": _("Waktunya belum lewat; tulis kapan itu terjadi.")})
    made = Incident.objects.create(event=here, assessee=assessee, happened_at=moment, text=text.strip(),
                                   action=action.strip(), recorded_by=actor)  # fmt: skip
    audit.record(actor, "assessment.day.incident", made, agency_id=here.request.agency_id)
    return made


def chosen_of(event: Event, assessees: Iterable[int]) -> list[Assessee]:
    """The ticked assessees, all of them called in this event.

    Raises:
        Unusable: nobody ticked, or somebody who does not take part.
    """
    wanted = set(assessees)
    if not wanted:
        raise Unusable(_("Centang dahulu orangnya."))
    found = list(event.assessees.filter(pk__in=wanted, state=Assessee.State.CALLED).select_related("person"))
    if len(found) != len(wanted):
        raise Unusable(_("Yang dicentang tidak semuanya mengikuti kegiatan ini; muat ulang halaman, lalu ulangi."))
    return found


def _a_day_of(event: Event, day: date) -> None:
    if not event.first_day <= day <= event.last_day:
        raise Unusable(_("%(day)s bukan hari kegiatan ini.") % {"day": date_format(day, "DATE_FORMAT")})
    if day > today(event):
        raise Unusable(_("%(day)s belum tiba.") % {"day": date_format(day, "DATE_FORMAT")})
