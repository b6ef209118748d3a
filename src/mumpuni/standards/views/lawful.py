"""Forms whose service may be refused by a rule: the findings stand on top of the form, each with its article."""

from django.forms import BaseForm
from django.http import HttpResponse

from mumpuni.people.policies import RuleBroken
from mumpuni.people.views.base import ServiceForm
from mumpuni.standards.services.equivalence import sentences


class LawfulForm(ServiceForm):
    """A form that calls one service and shows what the law has against it."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Act, or show which article stands in the way; what was typed stays."""
        try:
            return super().form_valid(form)
        except RuleBroken as refused:
            for sentence in sentences(refused.decision):
                form.add_error(None, sentence)
            return self.form_invalid(form)
