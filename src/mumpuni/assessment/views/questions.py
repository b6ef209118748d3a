"""Pages of questions to the Head of BKN."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.requests import AnswerForm, QuestionForm
from mumpuni.assessment.models import Question
from mumpuni.assessment.selectors import questions as selectors
from mumpuni.assessment.selectors import requests
from mumpuni.assessment.services import questions as services
from mumpuni.assessment.tables.requests import QuestionTable
from mumpuni.assessment.views.asking import OnRequest
from mumpuni.people.models import Role
from mumpuni.people.policies import Unusable, agencies_of, require
from mumpuni.people.views.base import refuse
from mumpuni.ui.lists import ListView


class AskHead(OnRequest):
    """Put a difficulty to the Head of BKN."""

    title = gettext_lazy("Pertanyaan kepada Kepala BKN")
    lead = gettext_lazy(
        "Kesulitan menerapkan Perka BKN 11/2008 ditanyakan kepada Kepala BKN (Lampiran V.1). Pertanyaan dan jawabannya "
        "tersimpan pada permintaan ini."
    )
    button = gettext_lazy("Ajukan pertanyaan")
    done = gettext_lazy("Pertanyaan diajukan; jawabannya muncul pada permintaan ini.")
    form_class = QuestionForm

    def may(self) -> None:
        """The agency's own personnel officials."""
        require(policies.may_ask(self.request.user, self.asked.agency_id), words.MAY_NOT_ASK)

    def act(self, form: QuestionForm) -> Question:
        """Ask."""
        return services.ask_head(actor=self.request.user, request=self.asked, **form.cleaned_data)


class QuestionList(ListView):
    """Questions to the Head of BKN."""

    title = gettext_lazy("Pertanyaan kepada Kepala BKN")
    lead = gettext_lazy("Kesulitan menerapkan Perka BKN 11/2008 (Lampiran V.1), dan jawabannya.")
    selector = staticmethod(selectors.questions)
    table_class = QuestionTable
    search_fields = ("text__icontains", "answer__icontains", "request__agency__name__icontains")
    search_hint = gettext_lazy("Kata dalam pertanyaan atau jawaban")
    export_name = gettext_lazy("Pertanyaan kepada Kepala BKN")
    empty_icon = "message"
    empty_title = gettext_lazy("Belum ada pertanyaan")
    empty_text = gettext_lazy("Instansi mengajukannya dari halaman permintaan menurut Perka BKN 11/2008.")

    def may_view(self, actor: Any) -> None:
        """As for requests."""
        own = agencies_of(actor, Role.AGENCY_HR, Role.PPK)
        require(bool(own or policies.providers_of(actor) or policies.watches(actor)), words.MAY_NOT_SEE_REQUESTS)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A question with its answer; the Instansi Pembina answers here."""
    actor: Any = request.user
    row = selectors.question(actor, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(policies.watches(actor), words.MAY_NOT_SETTLE)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_question(actor=actor, question=row, **form.cleaned_data)
        except Unusable as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Jawaban tersimpan; instansi diberi tahu."))
            return redirect("assessment:question", pk)
    visible = requests.requests(actor).filter(pk=row.request_id).exists()
    context = {
        "row": row,
        "form": form,
        "may_answer": policies.watches(actor) and row.answered_at is None,
        "may_open": visible,
    }
    return render(request, "assessment/question.html", context, status=422 if form.errors else 200)
