"""A locked meeting becomes a result: the match with the standard as the rule says it (hasil penilaian)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction

from mumpuni.assessment import words
from mumpuni.assessment.models import (
    Agreement,
    Assessee,
    Blueprint,
    BlueprintLine,
    Event,
    HandIn,
    Meeting,
    Potential,
    Result,
)
from mumpuni.assessment.policies import results as policies
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.services import reports
from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, require


@transaction.atomic
def decide(*, actor: Any, meeting: Meeting) -> Result:
    """Make the result of the round that is being locked; an earlier one is replaced and stays readable.

    Called by the service that locks the meeting, which has checked the actor.

    Raises:
        RuleBroken: where the edition's rule gives no result for what was agreed.
    """
    event = meeting.assessee.event
    blueprint = blueprint_of(meeting)
    lines = list(blueprint.lines.select_related("competency"))
    agreed = {
        each.line_id: each for each in meeting.agreements.filter(round=meeting.round).prefetch_related("evidence")
    }
    judged = judge_2008(meeting, lines, agreed) if event.is_2008 else judge_match(event.purpose, lines, agreed)
    if not judged.stands or judged.decision.outcome == "incomplete":
        raise RuleBroken(judged.decision)
    before = Result.objects.select_for_update().filter(assessee=meeting.assessee, replaced_by=None).first()
    if before is not None:
        # One result is in force at a time, so the old one steps back before the new one can be pointed at.
        before.replaced_by = before
        before.save(update_fields=["replaced_by"])
    kept = audit.keep(
        actor, judged.decision, dict(judged.facts), meeting, on=event.first_day,
        supersedes=before.decision_id if before else None,
    )  # fmt: skip
    made = Result.objects.create(
        assessee=meeting.assessee,
        meeting=meeting,
        round=meeting.round,
        blueprint=blueprint,
        edition=event.edition,
        purpose=event.purpose,
        required={each.competency.name: each.required_level for each in lines},
        achieved={each.competency.name: str(agreed[each.pk].level) for each in lines if each.pk in agreed},
        percentage=None if event.is_2008 else Decimal(judged.decision.values["percentage"]),
        category="" if event.is_2008 else judged.decision.outcome,
        decision_id=kept.pk,
    )
    if before is not None:
        before.replaced_by = made
        before.save(update_fields=["replaced_by"])
        reports.carry_over(actor=actor, before=before, made=made)
    audit.record(
        actor, "assessment.result.decided", made, agency_id=event.request.agency_id, decision_id=kept.pk,
        round=meeting.round,
    )  # fmt: skip
    return made


@transaction.atomic
def note_reading(*, actor: Any, result: Result) -> None:
    """Write that somebody of the team read what was found about an assessee.

    Raises:
        Refused: for whom the result is closed.
    """
    require(policies.may_read(actor, result), words.MAY_NOT_READ_TEAM_RESULT)
    agency = result.assessee.event.request.agency_id
    audit.record(actor, "assessment.result.read", result, agency_id=agency, assessee=result.assessee_id)


@transaction.atomic
def note_overview(*, actor: Any, event: Event, recap: bool = False) -> None:
    """Write that somebody of the team read the results of an event together, or took them out as a workbook.

    Raises:
        Refused: for others; the workbook is the chair's.
    """
    may = policies.sees_all if recap else policies.may_see_results
    require(may(actor, event), words.MAY_NOT_TAKE_RECAP if recap else words.MAY_NOT_SEE_RESULTS)
    name = "assessment.results.recap_taken" if recap else "assessment.results.read"
    audit.record(actor, name, event, agency_id=event.request.agency_id)


def blueprint_of(meeting: Meeting) -> Blueprint:
    """The blueprint of the target for which this assessee came."""
    assessee = meeting.assessee
    return assessee.event.blueprints.get(target=assessee.candidate.target_id)


def judge_match(purpose: str, lines: list[BlueprintLine], agreed: dict[int, Agreement]) -> Judged:
    """The Job Person Match (Pasal 26 ayat (5)) of these agreed levels; a missing one makes it incomplete."""
    return judge(
        "bkn-26-2019/job-person-match",
        {
            "purpose": purpose,
            "required": {each.competency.name: each.required_level for each in lines},
            "achieved": {each.competency.name: str(agreed[each.pk].level) for each in lines if each.pk in agreed},
        },
    )


def judge_2008(meeting: Meeting, lines: list[BlueprintLine], agreed: dict[int, Agreement]) -> Judged:
    """Whether a result of Perka 11/2008 may be made final: potential and competency, each beside what is asked."""
    return judge("bkn-11-2008/result", {"aspects": [*_potential(meeting.assessee), *_competencies(lines, agreed)]})


def _competencies(lines: list[BlueprintLine], agreed: dict[int, Agreement]) -> Iterator[dict[str, Any]]:
    """Each competency as the meeting described it, resting on the notes that were cited."""
    for each in lines:
        found = agreed.get(each.pk)
        notes = [note.text for note in found.evidence.all()] if found else []
        yield {
            "part": "competency",
            "name": each.competency.name,
            "description": found.reason if found else None,
            "standard": str(each.required_level),
            "evidence": "; ".join(notes) or None,
        }


def _potential(assessee: Assessee) -> Iterator[dict[str, Any]]:
    """Each aspect of the signed profile, resting on the test results or on what the psychologist observed.

    Grades are kept by their letters, which no language changes.
    """
    profile = Potential.objects.filter(assessee=assessee, signed_at__isnull=False).first()
    if profile is None:
        return
    handed_in = assessee.hand_ins.filter(kind=HandIn.Kind.TEST).select_related("instrument__instrument")
    watched = assessee.sheets.filter(member=profile.member, submitted_at__isnull=False)
    tests = dict.fromkeys(str(each.instrument) for each in handed_in)
    seen = dict.fromkeys(str(each.instrument) for each in watched.select_related("instrument__instrument"))
    for each in profile.grades.select_related("aspect"):
        yield {
            "part": "potential",
            "name": each.aspect.name,
            "description": f"{each.grade}: {each.note}",
            "standard": each.aspect.required,
            "evidence": "; ".join(tests or seen) or None,
        }
