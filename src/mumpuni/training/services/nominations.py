"""Putting officials forward, and what then happens to a nomination (usulan)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.audit import services as audit
from mumpuni.people.models import Agency, Person, Position, Unit
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations.panduan_2019.units import qualification_of
from mumpuni.training import policies, selectors
from mumpuni.training.models import Batch, Nomination, Season
from mumpuni.training.services.eligibility import Judged, judge, judge_nomination, refuse_broken
from mumpuni.training.services.seating import Wish, give_seats


@dataclass(frozen=True)
class Entry:
    """One official put forward; without `batch_number` the next batch of the level that has a seat.

    `source_id` is the row of the import it came with.
    """

    person: Person
    agency: Agency
    level: str
    unit: Unit | None = None
    position: Position | None = None
    position_title: str = ""
    manages_asn: bool = True
    batch_number: int | None = None
    source_id: int | None = None


def hold_season(season: Season) -> None:
    """Let nobody else nominate in this season until the caller's transaction ends.

    For imports, which enter people into the register first: two that bring the same newcomer take turns.
    """
    _locked_batches(season)


@transaction.atomic
def nominate(*, actor: Any, season: Season, entries: Sequence[Entry]) -> list[Nomination]:
    """Put officials forward, all or none; nominations in the order of the entries.

    The batches are locked, so that two imports at once never exceed the seats. The number of statements does not
    grow with the number of entries (but for one more per thousand rows written).

    Raises:
        Refused: when the actor may not nominate for one of the agencies.
        Unusable: for a season that is not open, a person who is already nominated, a batch without a seat.
        RuleBroken: when a rule says that an official may not join; nothing is written.
    """
    for agency_id in {entry.agency.pk for entry in entries}:
        require(
            policies.may_nominate(actor, season, agency_id), _("Anda hanya dapat mengusulkan pegawai instansi sendiri.")
        )
    season = Season.objects.get(pk=season.pk)
    if not season.is_open:
        raise Unusable(_("Musim %(season)s tidak terbuka untuk usulan; hubungi penyelenggara.") % {"season": season})
    batches, taken = _locked_batches(season)
    _refuse_twice(season, entries)
    seats = give_seats([Wish(entry.level, entry.batch_number) for entry in entries], batches, taken)
    made: list[Nomination] = []
    judged: list[list[Judged]] = []
    for entry, seat in zip(entries, seats, strict=True):
        if seat.batch is None:
            raise Unusable(
                _("Tidak ada kursi lagi untuk %(person)s; tersisa %(left)d kursi sebelum usulan ini.")
                % {"person": entry.person, "left": seat.left}
            )
        verdicts = judge(
            employment=entry.person.employment,
            manages_asn=entry.manages_asn,
            pik_graduate=entry.person.pik_graduate,
            level=entry.level,
            batch_level=seat.batch.level,
            on=seat.batch.class_starts_on,
        )
        refuse_broken(verdicts)
        judged.append(verdicts)
        made.append(_nomination(entry, season, seat.batch))
    made = Nomination.objects.bulk_create(made, batch_size=1000)
    _keep(actor, zip(made, judged, strict=True))
    agencies = {entry.agency.pk for entry in entries}
    audit.record(
        actor,
        "training.nominations.made",
        season,
        agency_id=agencies.pop() if len(agencies) == 1 else None,
        nominations=[nomination.pk for nomination in made],
    )
    return made


@transaction.atomic
def accept(*, actor: Any, nominations: Collection[int]) -> int:
    """Accept nominations, by primary key; how many changed. Those accepted before stay as they are.

    Raises:
        Unusable: for a withdrawn one.
        RuleBroken: when a person no longer fulfils a rule; nothing is accepted.
    """
    chosen = _locked(actor, nominations)
    for nomination in chosen:
        require(
            policies.may_decide(actor, nomination.season_id, nomination.batch_id),
            _("Usulan diterima oleh penyelenggara."),
        )
    _refuse_withdrawn(chosen)
    fresh = [nomination for nomination in chosen if nomination.state == Nomination.State.NOMINATED]
    judged = [
        judge_nomination(nomination, batch_level=nomination.batch.level, on=nomination.batch.class_starts_on)
        for nomination in fresh
    ]
    for verdicts in judged:
        refuse_broken(verdicts)
    Nomination.objects.filter(pk__in=[each.pk for each in fresh]).update(state=Nomination.State.ACCEPTED)
    _keep(actor, zip(fresh, judged, strict=True))
    if fresh:
        audit.record(actor, "training.nominations.accepted", fresh[0].season, nominations=[each.pk for each in fresh])
    return len(fresh)


@transaction.atomic
def withdraw(*, actor: Any, nominations: Collection[int], reason: str) -> int:
    """Take nominations back with a reason; their seats are free again. How many changed.

    Raises:
        Unusable: without a reason, or when a verdict or certificate already rests on one of them.
    """
    reason = reason.strip()
    if not reason:
        raise Unusable({"reason": _("Alasan kosong; tulis mengapa usulan ditarik.")})
    chosen = _locked(actor, nominations)
    for nomination in chosen:
        require(
            policies.may_withdraw(actor, nomination),
            _("Usulan ditarik oleh penyelenggara atau instansi pengusul."),
        )
    if used := selectors.used_nominations([each.pk for each in chosen]):
        names = ", ".join(each.person.full_name for each in chosen if each.pk in used)
        raise Unusable(
            _("Usulan %(names)s sudah mempunyai hasil atau sertifikat, jadi tidak dapat ditarik.") % {"names": names}
        )
    active = [each for each in chosen if each.is_active]
    Nomination.objects.filter(pk__in=[each.pk for each in active]).update(
        state=Nomination.State.WITHDRAWN, withdrawal_reason=reason[:300]
    )
    if active:
        agencies = {each.agency_id for each in active}
        audit.record(
            actor,
            "training.nominations.withdrawn",
            active[0].season,
            agency_id=agencies.pop() if len(agencies) == 1 else None,
            nominations=[each.pk for each in active],
            reason=reason[:300],
        )
    return len(active)


@transaction.atomic
def move(*, actor: Any, nominations: Collection[int], batch: Batch) -> int:
    """Move nominations to another batch of the same season and level; how many moved.

    Raises:
        Unusable: for a withdrawn nomination, another season, or more than the seats left.
        RuleBroken: for a batch of another level, with the guide's words.
    """
    target = Batch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    chosen = _locked(actor, nominations)
    for nomination in chosen:
        require(
            policies.may_decide(actor, nomination.season_id, nomination.batch_id)
            and policies.may_decide(actor, target.season_id, target.pk),
            _("Peserta dipindahkan oleh penyelenggara."),
        )
    _refuse_withdrawn(chosen)
    if any(each.season_id != target.season_id for each in chosen):
        raise Unusable({"batch": _("Angkatan tujuan milik musim lain; pilih angkatan dalam musim yang sama.")})
    moving = [each for each in chosen if each.batch_id != target.pk]
    judged = [judge_nomination(each, batch_level=target.level, on=target.class_starts_on) for each in moving]
    for verdicts in judged:
        refuse_broken(verdicts)
    left = target.seats - _active(target.season_id).filter(batch=target).count()
    if len(moving) > left:
        raise Unusable(
            {
                "batch": ngettext(
                    "%(batch)s tinggal %(left)d kursi, yang dipindahkan %(here)d orang; kurangi pilihan.",
                    "%(batch)s tinggal %(left)d kursi, yang dipindahkan %(here)d orang; kurangi pilihan.",
                    max(left, 0),
                )
                % {"batch": target, "left": max(left, 0), "here": len(moving)}
            }
        )
    from_batches = {each.pk: each.batch.number for each in moving}
    Nomination.objects.filter(pk__in=from_batches).update(batch=target)
    _keep(actor, zip(moving, judged, strict=True))
    if moving:
        audit.record(actor, "training.nominations.moved", target, moved_from=from_batches)
    return len(moving)


@transaction.atomic
def remove_unused(*, actor: Any, nominations: Collection[int]) -> int:
    """Delete nominations of an import that is taken back; how many went.

    Raises:
        Unusable: when something already rests on one of them, with the reason.
    """
    chosen = _locked(actor, nominations)
    for nomination in chosen:
        require(policies.may_withdraw(actor, nomination), _("Impor ini dibatalkan oleh pengusulnya."))
    if reason := selectors.why_in_use([each.pk for each in chosen]):
        raise Unusable(reason)
    Nomination.objects.filter(pk__in=[each.pk for each in chosen]).delete()
    if chosen:
        audit.record(actor, "training.nominations.removed", chosen[0].season, nominations=[each.pk for each in chosen])
    return len(chosen)


def _nomination(entry: Entry, season: Season, batch: Batch) -> Nomination:
    return Nomination(
        season=season,
        batch=batch,
        person=entry.person,
        agency=entry.agency,
        unit=entry.unit,
        position=entry.position,
        position_title=entry.position_title,
        level=entry.level,
        manages_asn=entry.manages_asn,
        source_id=entry.source_id,
        qualification=qualification_of(batch.level, employed_by_bkn=entry.agency.is_bkn),  # type: ignore[arg-type]
    )


def _active(season_id: int) -> QuerySet[Nomination]:
    return Nomination.objects.filter(season_id=season_id).exclude(state=Nomination.State.WITHDRAWN)


def _locked_batches(season: Season) -> tuple[list[Batch], Mapping[int, int]]:
    batches = list(Batch.objects.filter(season=season).select_for_update(no_key=True).order_by("pk"))
    return batches, selectors.seats_taken(season)


def _refuse_twice(season: Season, entries: Sequence[Entry]) -> None:
    people = [entry.person.pk for entry in entries]
    twice = {pk for pk in people if people.count(pk) > 1} if len(set(people)) < len(people) else set()
    there = twice | set(_active(season.pk).filter(person__in=people).values_list("person_id", flat=True))
    if there:
        names = ", ".join(sorted({entry.person.full_name for entry in entries if entry.person.pk in there})[:5])
        raise Unusable(_("Sudah diusulkan dalam musim ini: %(names)s. Keluarkan dari usulan.") % {"names": names})


def _locked(actor: Any, nominations: Collection[int]) -> list[Nomination]:
    """The rows asked for, locked, as far as the actor may see them; a missing one is refused like an unknown one."""
    rows = list(
        Nomination.objects.filter(policies.visible(actor), pk__in=nominations)
        .select_for_update(of=("self",))
        .select_related("person", "batch", "season", "agency")
        .order_by("pk")
    )
    if len(rows) < len(set(nominations)):
        raise Unusable(_("Sebagian usulan tidak ditemukan; muat ulang halaman lalu pilih kembali."))
    return rows


def _refuse_withdrawn(chosen: Sequence[Nomination]) -> None:
    gone = [each.person.full_name for each in chosen if not each.is_active]
    if gone:
        raise Unusable(
            _("Usulan ini sudah ditarik: %(names)s. Ajukan kembali lewat impor.") % {"names": ", ".join(gone)}
        )


def _keep(actor: Any, judged: Any) -> None:
    audit.keep_many(
        actor,
        [(decision, facts, nomination) for nomination, verdicts in judged for decision, facts in verdicts],
    )
