"""What the pages about the dictionary, position standards and modules share."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse

from mumpuni.people.policies import RuleBroken
from mumpuni.people.views.base import Question, ServiceForm


class RuledForm(ServiceForm):
    """A form whose service may also refuse by a rule; the form then names the article."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Act, or show why not."""
        try:
            return super().form_valid(form)
        except RuleBroken as broken:
            for sentence in refusals(broken):
                form.add_error(None, sentence)
            return self.form_invalid(form)


class RuledQuestion(RuledForm, Question):
    """A question whose answer a rule may refuse."""


def refusals(broken: RuleBroken) -> list[str]:
    """The violations in words, each with its article."""
    found: Any = [each for each in broken.decision.findings if each.severity == "violation"]
    return [f"{each.message()} ({each.citation})" for each in found]
