"""From the agency's own selection to the designation by the PPK (pencalonan menurut Perka BKN 11/2008 III.1)."""

from typing import Any

from django.db.models import Q, QuerySet

from mumpuni.assessment.models import Candidate, Request
from mumpuni.people.models import Role
from mumpuni.people.policies import agencies_of
from mumpuni.regulations import Decision, decide

RULE = "bkn-11-2008/nomination"
STAGE_RULE = "bkn-11-2008/stage"


def schedulable(asked: Request) -> QuerySet[Candidate]:
    """Who may be taken into an event: whoever was not withdrawn; under 11/2008 exactly those the PPK designated."""
    found = asked.candidates.filter(withdrawn_at=None).select_related("person", "target")
    if asked.edition != "bkn-11-2008":
        return found
    return found.filter(administrative=Candidate.Result.PASSED, substance=Candidate.Result.PASSED, designated=True)


def nomination_facts(who: Candidate) -> dict[str, Any]:
    """What rule `bkn-11-2008/nomination` is asked."""
    return {
        "administrative_selection": who.administrative,
        "substance_test": who.substance,
        "designated_by_ppk": bool(who.designated),
    }


def nomination(who: Candidate) -> Decision:
    """Whether this person may be assessed."""
    return decide(RULE, nomination_facts(who))


def has_passed(who: Candidate) -> bool:
    """Whether both selections are passed, so that only the designation is missing."""
    return {found.code for found in nomination(who).findings} <= {"not-designated"}


def stages_done(staying: list[Candidate]) -> list[str]:
    """Which stages of the nomination are done for all of these people together.

    Who failed is out after the selection; who was not designated is out after the designation.
    """
    selected = [each for each in staying if has_passed(each)]
    missing = any(Candidate.Result.MISSING in (each.administrative, each.substance) for each in staying)
    done = []
    if selected and not missing:
        done.append("seleksi")
    if selected and all(each.submitted_at for each in selected):
        done.append("pengajuan")
    if any(each.designated for each in selected) and all(each.designated is not None for each in selected):
        done.append("penetapan")
    return done


def hand_over_facts(asked: Request) -> dict[str, Any]:
    """What rule `bkn-11-2008/stage` is asked before the names go to the body that assesses."""
    return {"next": "penyerahan", "done": stages_done(list(asked.candidates.filter(withdrawn_at=None)))}


def hand_over(asked: Request) -> Decision:
    """Whether the personnel official may hand the names over (III.1.d)."""
    return decide(STAGE_RULE, hand_over_facts(asked))


def awaiting_designation(actor: Any) -> QuerySet[Candidate]:
    """The PPK's inbox: names submitted by the own agency and not decided yet."""
    return _submitted(actor).filter(designated=None)


def designated(actor: Any) -> QuerySet[Candidate]:
    """What the PPK decided, the latest first."""
    return _submitted(actor).filter(designated__isnull=False).order_by("-designated_at", "person__name")


def _submitted(actor: Any) -> QuerySet[Candidate]:
    return (
        Candidate.objects.filter(
            request__agency__in=agencies_of(actor, Role.PPK), submitted_at__isnull=False, withdrawn_at=None
        )
        .exclude(request__state=Request.State.WITHDRAWN)
        .select_related("person", "target", "request__agency", "request__provider", "submitted_by")
        .prefetch_related("person__identities", "person__appointments__position")
        .order_by("request", "target", "person__name")
    )


def to_select(actor: Any) -> QuerySet[Request]:
    """Drafts under 11/2008 in which a selection result is still missing."""
    open_result = Q(administrative=Candidate.Result.MISSING) | Q(substance=Candidate.Result.MISSING)
    missing = Candidate.objects.filter(open_result, withdrawn_at=None)
    return _drafts(actor).filter(pk__in=missing.values("request"))


def to_submit(actor: Any) -> QuerySet[Candidate]:
    """Names that passed and were not submitted to the PPK yet."""
    return Candidate.objects.filter(
        request__in=_drafts(actor),
        withdrawn_at=None,
        submitted_at=None,
        administrative=Candidate.Result.PASSED,
        substance=Candidate.Result.PASSED,
    )


def _drafts(actor: Any) -> QuerySet[Request]:
    own = agencies_of(actor, Role.AGENCY_HR)
    return Request.objects.filter(agency__in=own, state=Request.State.DRAFT, edition="bkn-11-2008")
