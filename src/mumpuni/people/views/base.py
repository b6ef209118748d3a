"""What the pages of this app have in common."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mumpuni.people.policies import RuleBroken, Unusable
from mumpuni.regulations import Decision, Finding
from mumpuni.ui import confirm


def sentences(refused: ValidationError | RuleBroken | Decision) -> list[str]:
    """A refusal in the reader's words; that of a rule names each article, and the person where it speaks of one."""
    if isinstance(refused, ValidationError):
        return [str(message) for message in refused.messages]
    if isinstance(refused, RuleBroken):
        return [words for _finding, words in _told(refused.decision, refused.about)]
    return [words for _finding, words in _told(refused)]


def _told(decision: Decision, about: str = "") -> list[tuple[Finding, str]]:
    language = (get_language() or "id")[:2]
    start = f"{about}: " if about else ""
    found = [each for each in decision.findings if each.severity == "violation"]
    return [(each, f"{start}{each.message(language)} ({each.citation})") for each in found]


def refuse(
    form: BaseForm, refused: ValidationError | RuleBroken, fields: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Show what a service or a rule refused, at the field it names or on top of the form.

    `fields` gives the field that a finding of a rule speaks of, by the finding's code.
    """
    if isinstance(refused, RuleBroken):
        told = [(fields.get(each.code, ""), words) for each, words in _told(refused.decision, refused.about)]
    elif hasattr(refused, "error_dict"):
        told = [(name, words) for name, several in refused.message_dict.items() for words in several]
    else:
        told = [("", words) for words in sentences(refused)]
    for name, words in told:
        form.add_error(name if name in form.fields else None, words)


def attempt(request: HttpRequest, act: Callable[[], Any], done: str) -> Any:
    """Act on a button and say so; what a service or a rule refuses is told instead. None when refused."""
    try:
        made = act()
    except (Unusable, RuleBroken) as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return None
    if done:
        messages.success(request, done)
    return made


class ServiceForm(LoginRequiredMixin, FormView):
    """A form that calls one service. A subclass sets the words and says how in `act`.

    What the service or a rule refuses stands in the form, and what was typed stays; the answer is 422 then.
    """

    template_name = "people/form.html"
    title: str | Promise = ""
    lead: str | Promise = ""
    button: str | Promise = _("Simpan")
    done: str | Promise = _("Tersimpan.")
    #: The field that a finding of the rule speaks of, by the finding's code; others stand on top of the form.
    rule_fields: Mapping[str, str] = MappingProxyType({})

    def act(self, form: Any) -> Any:
        """Call the service with what was typed."""
        raise NotImplementedError

    def back(self) -> str:
        """Where "Batal" leads, and the way on once it is done."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Act, or show why not."""
        try:
            made = self.act(form)
        except (Unusable, ValidationError, RuleBroken) as refused:
            refuse(form, refused, self.rule_fields)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.onward(made))

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The form again, with what is wrong."""
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def onward(self, made: Any) -> str:
        """Where to go after; by default back."""
        return self.back()

    def belongs_to(self) -> tuple[str, str] | None:
        """Name and address of the page that this one belongs to, for the line above the heading."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words around the form, and its fields below headings where the form has such."""
        context = super().get_context_data(
            title=self.title,
            lead=self.lead,
            button=self.button,
            back=self.back(),
            belongs_to=self.belongs_to(),
            **kwargs,
        )
        form = context["form"]
        headed = [(heading, [form[name] for name in names]) for heading, names in getattr(form, "sections", ())]
        return {**context, "sections": headed}


class Question(ServiceForm):
    """A service that wants a yes and often a reason; asked on a page of its own or in a dialog."""

    form_class: type[Any] = Form
    danger = False

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The question."""
        return confirm.ask(
            self.request,
            title=self.title,
            text=self.lead,
            button=self.button,
            back=self.back(),
            form=context["form"],
            danger=self.danger,
        )
