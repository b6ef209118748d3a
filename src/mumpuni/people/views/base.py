"""What the pages of this app have in common."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, Form
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mumpuni.people.policies import Unusable
from mumpuni.ui import confirm


def refuse(form: BaseForm, refused: ValidationError) -> None:
    """Show what a service could not use, at the field it names or on top of the form."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}
    for name, sentences in told.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


class ServiceForm(LoginRequiredMixin, FormView):
    """A form that calls one service. A subclass sets the words and says how in `act`."""

    template_name = "people/form.html"
    title: str | Promise = ""
    lead: str | Promise = ""
    button: str | Promise = _("Simpan")
    done: str | Promise = _("Tersimpan.")

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
        except (Unusable, ValidationError) as refused:
            refuse(form, refused)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.onward(made))

    def onward(self, made: Any) -> str:
        """Where to go after; by default back."""
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words around the form, and its fields below headings where the form has such."""
        context = super().get_context_data(
            title=self.title, lead=self.lead, button=self.button, back=self.back(), **kwargs
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
