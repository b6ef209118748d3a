"""The proposal for an event, from its team and the register as they stand (usul tim)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mumpuni.assessment import words
from mumpuni.assessment.models import Event, Practitioner, TeamMember, TeamRole
from mumpuni.assessment.policies import teams as policies
from mumpuni.assessment.selectors import interests, pool, teams
from mumpuni.assessment.selectors.proposing import FLAGS, Applicant, Frame, Gap, Proposal, propose, ready
from mumpuni.assessment.selectors.wants import wants
from mumpuni.people.policies import require
from mumpuni.regulations import decide


def propose_team(event: Event) -> Proposal:
    """The proposal for an event as its team and the register stand; the caller asks whether the actor may appoint."""
    here = teams.whole(Event.objects.filter(pk=event.pk)).get()
    register = list(teams.with_papers(pool.active().order_by("pk")))
    people = applicants(here, register)
    known = {each.practitioner: each for each in people}
    held: dict[str, list[Applicant]] = {}
    standing = teams.members(here)
    late = [each.practitioner for each in standing if each.practitioner_id not in known]
    known |= {each.practitioner: each for each in applicants(here, late)}
    for member in standing:
        held.setdefault(member.role, []).append(known[member.practitioner_id])
    proposal = propose(frame_of(here), wants(here), people, held)
    return replace(proposal, gaps=(*proposal.gaps, *_whole_team(here, standing, proposal, register)))


def substitutes(actor: Any, event: Event, member: TeamMember) -> list[Applicant]:
    """Who could take a member's place at once: free, lawful in the role, not in the team; the best first.

    Raises:
        Refused: for others than staff, chair and admin.
    """
    require(policies.may_replace(actor, event), words.MAY_NOT_REPLACE)
    here = teams.whole(Event.objects.filter(pk=event.pk)).get()
    inside = set(here.team.filter(removed_at=None).values_list("practitioner", flat=True))
    register = list(teams.with_papers(pool.active().exclude(pk__in=inside).order_by("pk")))
    return ready(frame_of(here), member.role, applicants(here, register))


def _whole_team(
    event: Event, standing: list[TeamMember], proposal: Proposal, register: list[Practitioner]
) -> list[Gap]:
    """What the rules still say of the team that would result, beyond what is missing from it."""
    known = {each.pk: each for each in register}
    would = [*standing]
    for each in proposal.choices:
        would.append(TeamMember(event=event, practitioner=known[each.practitioner], role=each.role))
        if each.fallback and each.role in FLAGS:
            setattr(event, FLAGS[TeamRole(each.role)], each.reason)
    if proposal.gaps:
        return []
    found = teams.judge(event, would).defects
    return [Gap(finding.message(), finding.citation) for finding in found]


def frame_of(event: Event) -> Frame:
    """The event as the proposer asks for it."""
    return Frame(teams.frame(event), event.first_day, event.last_day, event.provider.name, event.is_2008)


def applicants(event: Event, practitioners: Sequence[Practitioner]) -> list[Applicant]:
    """People of the register as the proposer sees them; `practitioners` come with their papers."""
    rooms = pool.room(event, practitioners)
    assessees = dict(interests.called(event).values_list("person", "pk"))
    ties = {who for who, _of in interests.computed({each.person_id: each.pk for each in practitioners}, assessees)}
    ties |= {who for who, _of in interests.conflicts(event)}
    names = teams.labels(practitioners)
    return [
        replace(
            applicant(event, each, names[each.pk]),
            obstacle=rooms[each.pk].obstacle,
            tied=each.pk in ties,
            minutes=rooms[each.pk].month_minutes,
        )
        for each in practitioners
    ]


def applicant(event: Event, practitioner: Practitioner, name: str = "") -> Applicant:
    """One person, without a look at the calendar; costs no query."""
    facts = teams.member_facts(event, practitioner, name or practitioner.person.full_name)
    return Applicant(
        practitioner=practitioner.pk,
        name=practitioner.person.full_name,
        own=teams.is_own(event, practitioner),
        kind=practitioner.kind,
        facts=facts,
        home=practitioner.provider.name if practitioner.provider else "",
        lawful=_lawful(event, practitioner),
        role_plays=practitioner.role_plays,
        grade_word=grade_word(practitioner, event) if facts["grade"] else "",
    )


def grade_word(practitioner: Practitioner, event: Event) -> str:
    """The grade on the first day of the event in short: Ahli Madya."""
    grade = practitioner.grade_on(event.first_day)
    return f"Ahli {grade.capitalize()}" if grade else ""


def _lawful(event: Event, who: Practitioner) -> bool:
    if event.is_2008:
        return decide("bkn-11-2008/assessor", teams.assessor_2008(event, who)).outcome == "compliant"
    if who.kind != Practitioner.Kind.INDEPENDENT:
        return True
    asked = teams.independent_facts(event, who)
    return all(decide("bkn-26-2019/independent-assessor", each).outcome == "compliant" for each in asked)
