"""How a practitioner stands under Pasal 13 or 14: the equivalence, and whom an Assessor Independen may assess."""

from datetime import date
from typing import Any

from mumpuni.assessment.models import Credential, Practitioner, Purpose
from mumpuni.audit.models import StoredDecision
from mumpuni.people.models import Level
from mumpuni.regulations import Decision, decide
from mumpuni.regulations.bkn_26_2019.names import same_name

EQUIVALENCE, INDEPENDENT = "bkn-26-2019/assessor-equivalence", "bkn-26-2019/independent-assessor"
#: Who may issue the letter of ayat (6).
LETTER_ISSUERS = frozenset({Credential.Issuer.CLIENT, Credential.Issuer.PROVIDER})
_SENIOR = frozenset({Level.JPT_PRATAMA, Level.JPT_MADYA, Level.JPT_UTAMA, Level.AHLI_UTAMA})


def target_of(tier: str) -> str:
    """The target of rule `bkn-26-2019/independent-assessor` for a tier; Ahli Utama counts as equal to JPT."""
    return "jpt" if tier in _SENIOR else "administration"


def proves_experience(letter: Credential, day: date) -> bool:
    """Whether a letter proves the conditions of ayat (3): issued and signed by a user agency or a provider.

    One that the applicant signed proves nothing, whoever is said to have issued it.
    """
    if letter.kind != Credential.Kind.EXPERIENCE or not letter.holds_on(day):
        return False
    signer = same_name(letter.signed_by)
    person = letter.practitioner.person
    own = {same_name(person.name), same_name(person.full_name)}
    return letter.issuer_kind in LETTER_ISSUERS and bool(signer) and signer not in own


def equivalence_facts(practitioner: Practitioner, day: date) -> dict[str, Any]:
    """What rule `bkn-26-2019/assessor-equivalence` asks; free of queries on `one_with_all`."""
    letters = (each for each in practitioner.credentials.all() if each.kind == Credential.Kind.EXPERIENCE)
    return {
        "assessments": sum(work.on <= day for work in practitioner.past_work.all()),
        "trained": practitioner.has_credential(Credential.Kind.TRAINING, day),
        "certificate": practitioner.has_credential(Credential.Kind.CERTIFICATE, day),
        "evidence_letter": any(proves_experience(each, day) for each in letters),
    }


def independent_facts(
    practitioner: Practitioner,
    target: str,
    event_start: date,
    purpose: str = Purpose.FILLING,
    *,
    government_event: bool = True,
) -> dict[str, Any]:
    """What rule `bkn-26-2019/independent-assessor` asks; `target` as `target_of` gives it.

    Free of queries on practitioners of `practitioners_with_all` and `one_with_all`.
    """
    work = list(practitioner.past_work.all())
    return {
        "target": target,
        "event_start": event_start,
        "purpose": purpose,
        "government_event": government_event,
        "equivalence": practitioner.has_credential(Credential.Kind.EQUIVALENCE, event_start),
        "assessed_before_with_equivalence": any(each.under_equivalence and each.on < event_start for each in work),
        "reports": [{"date": each.on, "level": each.level} for each in work],
        "employer_report": practitioner.has_credential(Credential.Kind.EMPLOYER_REPORT, event_start),
    }


def judge_equivalence(practitioner: Practitioner, day: date) -> Decision:
    """Whether the practitioner may enter the equivalence (ayat (3) and (6))."""
    return decide(EQUIVALENCE, equivalence_facts(practitioner, day))


def judge_independent(practitioner: Practitioner, target: str, event_start: date, purpose: str) -> Decision:
    """Whether an Assessor Independen may assess for this target (ayat (1), (2), (4) and (5))."""
    return decide(INDEPENDENT, independent_facts(practitioner, target, event_start, purpose))


def last_application(practitioner: Practitioner) -> StoredDecision | None:
    """How the latest application for the equivalence was judged."""
    kept = StoredDecision.objects.filter(
        rule=EQUIVALENCE, subject_type="assessment.practitioner", subject_id=str(practitioner.pk)
    )
    return kept.order_by("-at").first()
