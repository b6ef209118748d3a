"""A handed-in form as it is read and printed, its files, and giving it back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms import answers as forms
from mumpuni.assessment.models import Answer
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.assessment.services import answers
from mumpuni.assessment.views.own_forms import boxes
from mumpuni.documents import storage
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question
from mumpuni.ui.files import file_response


@login_required
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One form of one assessee; a reading by another than the assessee is noted and shown to the assessee."""
    actor: Any = request.user
    found = selectors.answer(actor, pk)
    answers.read(actor=actor, answer=found)
    own = policies.may_fill(actor, found.assessee)
    watches = not own and policies.may_watch(actor, found.assessee.event)
    context = {
        "answer": found,
        "template": found.template,
        "assessee": found.assessee,
        "parts": boxes(found.template.parts, found.data, list(found.files.all())),
        "is_own": own,
        "may_watch": watches,
        "may_return": watches and found.state == Answer.State.SUBMITTED and policies.is_open(found.assessee),
        "readings": selectors.readings(found) if own else [],
    }
    return render(request, "assessment/answer.html", context)


@login_required
@require_safe
def answer_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a form, as a download for those who read the form."""
    found = selectors.answer(request.user, pk)
    held = get_object_or_404(found.files, pk=file)
    answers.read(actor=request.user, answer=found, file=held)
    return file_response(storage.open(held.sha256), held.name, held.media_type)


class Return(Question):
    """Giving a form back."""

    title = gettext_lazy("Kembalikan formulir")
    lead = gettext_lazy("Assessee menerima surel dengan alasan ini dan dapat mengubah isiannya lagi.")
    button = gettext_lazy("Kembalikan")
    done = gettext_lazy("Formulir dikembalikan.")
    form_class = forms.ReturnForm

    @property
    def answer(self) -> Answer:
        """The one of the address."""
        if not hasattr(self, "_found"):
            self._found = selectors.answer(self.request.user, self.kwargs["pk"])
        return self._found

    def get_form(self, form_class: Any = None) -> Any:
        """Only for chair and admin."""
        require(policies.may_watch(self.request.user, self.answer.assessee.event), words.MAY_NOT_WATCH_FORMS)
        return super().get_form(form_class)

    def act(self, form: Any) -> Answer:
        """Give it back."""
        return answers.give_back(actor=self.request.user, answer=self.answer, **form.cleaned_data)

    def back(self) -> str:
        """The board of the event."""
        return reverse("assessment:forms_board", args=[self.answer.assessee.event_id])
