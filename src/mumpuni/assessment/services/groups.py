"""Forming groups: an even split for each target, moving people, who looks after a group, who leaves."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Assessee, Blueprint, Event, Group, TeamMember, TeamRole
from mumpuni.assessment.selectors import groups as selectors
from mumpuni.assessment.services.common import planned
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable
from mumpuni.regulations import Decision
from mumpuni.regulations.bkn_26_2019.grouping import MOST


def even_split(count: int, most: int = MOST) -> list[int]:
    """Sizes of as few groups as can be, none more than one larger than another.

    >>> even_split(15), even_split(8), even_split(3), even_split(0)
    ([5, 5, 5], [4, 4], [3], [])
    """
    groups = -(-count // most)
    return [count // groups + (number < count % groups) for number in range(groups)]


@transaction.atomic
def propose_groups(*, actor: Any, event: Event, revision: int | None = None) -> list[Group]:
    """Put everyone who is called into groups afresh: those of one target together, of nearly the same size.

    Groups that are there are kept with their people of the team as far as they are needed.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when a target has no blueprint yet, or a timetable names groups that would go.
    """
    locked = planned(actor, event, revision, frozen=True)
    called = locked.assessees.filter(state=Assessee.State.CALLED).select_related("candidate")
    by_target: dict[int, list[Assessee]] = {}
    for each in called.order_by("number"):
        by_target.setdefault(each.candidate.target_id, []).append(each)
    blueprints = {each.target_id: each for each in locked.blueprints.select_related("target")}
    if without := [target for target in by_target if target not in blueprints]:
        raise Unusable(_("%(count)d target belum mempunyai rancangan; susun dahulu.") % {"count": len(without)})
    Assessee.objects.filter(event=locked).update(group=None)
    made: list[Group] = []
    for target, people in by_target.items():
        blueprint = blueprints[target]
        there = list(locked.groups.filter(blueprint=blueprint).order_by("number"))
        begin = 0
        for size in even_split(len(people)):
            group = there.pop(0) if there else _new(locked, blueprint)
            _put(people[begin : begin + size], group)
            made.append(group)
            begin += size
    _drop_empty(locked)
    audit.record(actor, "assessment.groups.proposed", locked, sizes=[each.assessees.count() for each in made])
    _keep_verdicts(actor, locked)
    return made


@transaction.atomic
def move_assessee(
    *, actor: Any, assessee: Assessee, group: Group | None, revision: int | None = None, new: bool = False
) -> Assessee:
    """Put somebody into another group, out of every group, or (`new`) into a group of its own.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for a group of another target or event, or somebody who has left.
    """
    locked = planned(actor, assessee.event, revision, frozen=True)
    found = locked.assessees.select_for_update(of=("self",)).select_related("candidate", "group").get(pk=assessee.pk)
    if found.state != Assessee.State.CALLED:
        raise Unusable(_("%(who)s tidak mengikuti kegiatan ini lagi.") % {"who": found})
    target = found.candidate.target_id
    if new:
        blueprint = locked.blueprints.filter(target=target).first()
        if blueprint is None:
            raise Unusable(_("Target %(who)s belum mempunyai rancangan; susun dahulu.") % {"who": found})
        group = _new(locked, blueprint)
    group = _still(locked, group) if group is not None else None
    if group is not None and (group.event_id != locked.pk or group.blueprint.target_id != target):
        raise Unusable(_("Satu kelompok hanya untuk satu target jabatan; pilih kelompok dengan target yang sama."))
    before, found.group = found.group, group
    found.save(update_fields=["group"])
    _drop_empty(locked)
    audit.record(actor, "assessment.group.moved", found, before=str(before or ""), after=str(group or ""))
    _keep_verdicts(actor, locked)
    return found


@transaction.atomic
def staff_group(
    *,
    actor: Any,
    group: Group,
    observers: Iterable[TeamMember],
    admin: TeamMember | None,
    exception_reason: str = "",
    revision: int | None = None,
) -> Group:
    """Say which assessors observe a group and who its admin is.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for people who are not in the team in that role, or an admin of another group.
    """
    locked = planned(actor, group.event, revision, frozen=True)
    found = _still(locked, group)
    chosen = list(observers)
    there = dict(locked.team.filter(removed_at=None).values_list("pk", "role"))
    if any(there.get(each.pk) != TeamRole.ASSESSOR for each in chosen):
        raise Unusable({"observers": _("Hanya Assessor dari tim kegiatan ini yang mengamati kelompok.")})
    if admin is not None and there.get(admin.pk) != TeamRole.ADMIN:
        raise Unusable({"admin": _("Hanya admin dari tim kegiatan ini yang mendampingi kelompok.")})
    taken = locked.groups.filter(admin=admin).exclude(pk=found.pk).first() if admin else None
    if taken:
        raise Unusable({"admin": _("%(admin)s sudah mendampingi %(group)s; setiap kelompok perlu adminnya sendiri.")
                        % {"admin": admin, "group": taken}})  # fmt: skip
    found.observers.set(chosen)
    found.admin, found.exception_reason = admin, exception_reason.strip()
    found.save(update_fields=["admin", "exception_reason"])
    audit.record(actor, "assessment.group.staffed", found, observers=[each.pk for each in chosen],
                 admin=admin.pk if admin else None)  # fmt: skip
    _keep_verdicts(actor, locked)
    return found


@transaction.atomic
def staff_all(*, actor: Any, event: Event, revision: int | None = None) -> list[Group]:
    """Share admins and psychologists out, each group its own; all other assessors may observe every group.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when there is no group yet.
    """
    locked = planned(actor, event, revision, frozen=True)
    found = list(locked.groups.order_by("number"))
    if not found:
        raise Unusable(_("Belum ada kelompok; bagi Assessee ke dalam kelompok dahulu."))
    members = locked.team.filter(removed_at=None).select_related("practitioner")
    team = list(members.prefetch_related("practitioner__credentials"))
    minds = [each for each in team if each.role == TeamRole.ASSESSOR
             and each.practitioner.is_psychologist_on(locked.first_day)]  # fmt: skip
    rest = [each for each in team if each.role == TeamRole.ASSESSOR and each not in minds]
    admins = [each for each in team if each.role == TeamRole.ADMIN]
    for number, group in enumerate(found):
        group.observers.set([*minds[number :: len(found)], *rest])
        group.admin = admins[number] if number < len(admins) else None
        group.save(update_fields=["admin"])
    audit.record(actor, "assessment.groups.staffed", locked, groups=len(found))
    _keep_verdicts(actor, locked)
    return found


@transaction.atomic
def merge_groups(*, actor: Any, group: Group, into: Group, revision: int | None = None) -> Group:
    """Put everyone of a group into another of the same target and drop the empty one.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for another target or event, or when the group together would be too large.
    """
    locked = planned(actor, group.event, revision, frozen=True)
    group = _still(locked, group)
    if into.event_id != locked.pk or into.pk == group.pk or into.blueprint_id != group.blueprint_id:
        raise Unusable(_("Gabungkan dengan kelompok lain yang target jabatannya sama."))
    into = _still(locked, into)
    here = locked.assessees.filter(state=Assessee.State.CALLED, group__in=[group, into]).count()
    if here > MOST:
        raise Unusable(
            _("Bersama-sama %(here)d Assessee; satu kelompok paling banyak %(most)d. Pindahkan sebagian saja.")
            % {"here": here, "most": MOST}
        )
    Assessee.objects.filter(event=locked, group=group).update(group=into)
    _drop_empty(locked)
    audit.record(actor, "assessment.groups.merged", into, left=group.number)
    _keep_verdicts(actor, locked)
    return into


@transaction.atomic
def withdraw_assessee(*, actor: Any, assessee: Assessee, reason: str) -> selectors.GroupRow | None:
    """Somebody does not take part; gives the group that is left with what the article says of it now.

    Raises:
        Refused: for others than chair and admin.
        Unusable: without a reason, or for one who has left already.
    """
    if not reason.strip():
        raise Unusable({"reason": _("Tulis alasannya.")})
    locked = planned(actor, assessee.event, frozen=True)
    found = locked.assessees.select_for_update(of=("self",)).get(pk=assessee.pk)
    if found.state == Assessee.State.WITHDRAWN:
        raise Unusable(_("%(who)s sudah tercatat tidak mengikuti.") % {"who": found})
    found.state, found.state_reason = Assessee.State.WITHDRAWN, reason.strip()
    found.save(update_fields=["state", "state_reason"])
    audit.record(actor, "assessment.assessee.withdrawn", found, agency_id=locked.request.agency_id, reason=reason)
    _keep_verdicts(actor, locked)
    return next((each for each in selectors.groups(locked) if each.group.pk == found.group_id), None)


def _still(event: Event, group: Group) -> Group:
    """The group as it stands.

    Raises:
        Unusable: when another planner emptied it meanwhile, and with that it went.
    """
    found = Group.objects.select_related("blueprint").filter(pk=group.pk).first()
    if found is None:
        raise Unusable(
            _("%(group)s sudah tidak ada; muat ulang halaman lalu pilih lagi.") % {"group": group}, code="gone"
        )
    return found


def _new(event: Event, blueprint: Blueprint) -> Group:
    last = event.groups.aggregate(last=Max("number"))["last"] or 0
    return Group.objects.create(event=event, blueprint=blueprint, number=last + 1)


def _put(people: list[Assessee], group: Group) -> None:
    Assessee.objects.filter(pk__in=[each.pk for each in people]).update(group=group)


def _drop_empty(event: Event) -> None:
    """A group that nobody was ever planned in goes; one that a timetable names stays, empty."""
    event.groups.filter(assessees=None, sessions=None).delete()


def _keep_verdicts(actor: Any, event: Event) -> None:
    judged: list[tuple[Decision, dict[str, Any], Model]] = [
        (row.decision, row.facts, row.group) for row in selectors.groups(event) if row.decision and row.facts
    ]
    audit.keep_many(actor, judged, on=event.first_day)
