"""The page of a team: each member with what stands beside the name (lembar tim)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mumpuni.assessment import policies
from mumpuni.assessment.models import DECLARING, AssignmentLetter, Event, Practitioner, TeamMember, TeamRole
from mumpuni.assessment.policies import teams as team_policies
from mumpuni.assessment.selectors import assignments, interests, pool, proposals, teams
from mumpuni.assessment.selectors.proposing import FLAGS, fallback_for
from mumpuni.regulations import Decision, Finding


@dataclass(frozen=True)
class Row:
    """One member: papers in words, findings, the calendar, and whether the declaration is given."""

    member: TeamMember
    grade: str
    home: str
    own: bool
    psychologist: bool
    findings: Sequence[Finding]
    room: pool.Room | None
    declares: bool
    owes: bool


@dataclass(frozen=True)
class TeamSheet:
    """All that the page shows, and what the one who looks may do."""

    event: Event
    rows: Sequence[Row]
    decision: Decision | None
    general: Sequence[Finding]
    defects: int
    left: Sequence[TeamMember]
    letters: Sequence[AssignmentLetter]
    letter_is_current: bool
    undeclared: int
    may_appoint: bool
    may_change: bool
    may_replace: bool
    may_see_interests: bool
    declares_here: bool


def team_sheet(actor: Any, event: Event) -> TeamSheet:
    """The team of an event in sight, in a fixed number of queries; the calendar is for those who plan."""
    here = teams.whole(Event.objects.filter(pk=event.pk)).get()
    team = teams.members(here)
    judgement = teams.judge(here, team)
    appoints, plans = policies.may_appoint(actor, here), policies.may_plan(actor, here)
    people = list({each.practitioner_id: each.practitioner for each in team}.values())
    rooms = pool.room(here, people) if appoints or plans else {}
    everyone = set(interests.called(here).values_list("pk", flat=True))
    letters = list(assignments.letters(actor, here))
    rows = [_row(here, each, judgement, rooms, everyone) for each in team]
    own = policies.own_person(actor)
    return TeamSheet(
        event=here,
        rows=rows,
        decision=judgement.team,
        general=judgement.general,
        defects=len(judgement.defects),
        left=teams.left(here),
        letters=letters,
        letter_is_current=assignments.is_current(here, team, letters[0] if letters else None),
        undeclared=len({each.member.practitioner_id for each in rows if each.owes}),
        may_appoint=appoints,
        may_change=appoints and not here.has_begun and not here.is_frozen,
        may_replace=team_policies.may_replace(actor, here)
        and here.state not in (Event.State.CLOSED, Event.State.CANCELLED),
        may_see_interests=appoints or plans,
        declares_here=any(each.declares and each.member.practitioner.person_id == own for each in rows),
    )


def _row(
    event: Event,
    member: TeamMember,
    judgement: teams.Judgement,
    rooms: dict[int, pool.Room],
    everyone: set[int],
) -> Row:
    who = member.practitioner
    return Row(
        member=member,
        grade=proposals.grade_word(who, event) or str(who.get_kind_display()),
        home=who.provider.name if who.provider else "",
        own=teams.is_own(event, who),
        psychologist=who.is_psychologist_on(event.first_day),
        findings=judgement.of(who.pk, member.role),
        room=rooms.get(who.pk),
        declares=member.role in DECLARING,
        owes=bool(everyone) and interests.owes(member, everyone),
    )


def would_be(
    event: Event, who: Practitioner, role: str, member: int | None = None, *, interprets: bool = False
) -> tuple[list[Finding], str]:
    """What the rules would say of this person in this role, and by which exception the role would be held.

    `member` is the place that the person would leave for it.
    """
    here = teams.whole(Event.objects.filter(pk=event.pk)).get()
    team = [each for each in teams.members(here) if each.pk != member]
    kind = fallback_for(proposals.frame_of(here), proposals.applicant(here, who), role)
    seat = TeamMember(event=here, practitioner=who, role=role, fallback=kind, interprets_tests=interprets)
    if kind and role in FLAGS:
        setattr(here, FLAGS[TeamRole(role)], "?")
    judgement = teams.judge(here, [*team, seat])
    return list(judgement.of(who.pk, role)), kind
