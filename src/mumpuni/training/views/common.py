"""What the pages share: telling refusals of rules and services in the form that was sent."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from mumpuni.people.policies import RuleBroken


def sentences(problem: ValidationError | RuleBroken) -> list[str]:
    """A refusal in words; that of a rule names the article."""
    if isinstance(problem, RuleBroken):
        found = [finding for finding in problem.decision.findings if finding.severity == "violation"]
        return [f"{finding.message()} ({finding.citation})" for finding in found]
    return [str(message) for message in problem.messages]


def tell(form: BaseForm, problem: ValidationError | RuleBroken) -> None:
    """Put a refusal where it belongs in the form; what has no field goes on top."""
    if isinstance(problem, ValidationError) and hasattr(problem, "error_dict"):
        for name, errors in problem.message_dict.items():
            for error in errors:
                form.add_error(name if name in form.fields else None, error)
        return
    for sentence in sentences(problem):
        form.add_error(None, sentence)
