"""Pages of requests: list, the request itself, its targets and people (permintaan penilaian)."""

from typing import Any, ClassVar

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.requests import ReasonForm, RequestForm, RevisionForm
from mumpuni.assessment.models import Edition, Purpose, Request
from mumpuni.assessment.selectors import held, nominations
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.assessment.selectors import targets as wanted
from mumpuni.assessment.services import requests as services
from mumpuni.assessment.services.calendar import ANSWERABLE
from mumpuni.assessment.tables.requests import TONES, RequestTable
from mumpuni.assessment.views.asking import AskAboutRequest, ByAgency, OnRequest
from mumpuni.people.models import Role
from mumpuni.people.policies import agencies_of, require
from mumpuni.people.views.base import ServiceForm
from mumpuni.regulations import catalogue
from mumpuni.regulations.words import LANGUAGES, term
from mumpuni.ui.lists import Action, ListView

_METHODS = catalogue("bkn-11-2008/methods")


class RequestFilter(filters.FilterSet):
    """By state, purpose and regulation."""

    state = filters.ChoiceFilter(label=gettext_lazy("Keadaan"), choices=Request.State.choices)
    purpose = filters.ChoiceFilter(label=gettext_lazy("Tujuan"), choices=Purpose.choices)
    edition = filters.ChoiceFilter(label=gettext_lazy("Peraturan"), choices=Edition.choices)

    class Meta:
        model = Request
        fields: ClassVar[list[str]] = ["state", "purpose", "edition"]


class RequestList(ListView):
    """The requests that this account asks, answers or watches."""

    title = gettext_lazy("Permintaan penilaian")
    selector = staticmethod(selectors.requests)
    table_class = RequestTable
    filterset_class = RequestFilter
    search_fields = ("agency__name__icontains", "provider__name__icontains", "letter_number__icontains")
    search_hint = gettext_lazy("Instansi, penyelenggara, atau nomor surat")
    export_name = gettext_lazy("Permintaan penilaian")
    empty_icon = "clipboard-text"
    empty_title = gettext_lazy("Belum ada permintaan")
    empty_text = gettext_lazy("Instansi menyusun permintaan, lalu mengirimkannya kepada penyelenggara.")

    def may_view(self, actor: Any) -> None:
        """Who asks, designates, answers or watches."""
        own = agencies_of(actor, Role.AGENCY_HR, Role.PPK)
        require(bool(own or policies.providers_of(actor) or policies.watches(actor)), words.MAY_NOT_SEE_REQUESTS)

    def actions(self, actor: Any) -> list[Action]:
        """A new one for agencies; the calendar for providers; questions for who may have some."""
        made = []
        if agencies_of(actor, Role.AGENCY_HR):
            made.append(Action(reverse("assessment:request_new"), _("Susun permintaan"), icon="plus"))
        if policies.providers_of(actor):
            made.append(Action(reverse("assessment:calendar_home"), _("Kalender"), icon="calendar"))
        made.append(Action(reverse("assessment:question_list"), _("Pertanyaan kepada Kepala BKN"), icon="message"))
        return made


class NewRequest(ServiceForm):
    """Begin a draft."""

    title = gettext_lazy("Susun permintaan penilaian")
    lead = gettext_lazy("Sesudah disimpan, tambahkan target jabatan dan calonnya, lalu kirim.")
    button = gettext_lazy("Simpan draf")
    done = gettext_lazy("Draf disimpan; tambahkan target jabatannya.")
    form_class = RequestForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only the actor's own agencies."""
        require(bool(agencies_of(self.request.user, Role.AGENCY_HR)), words.MAY_NOT_ASK)
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def act(self, form: RequestForm) -> Request:
        """Draft it."""
        return services.draft_request(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("assessment:request_list")

    def onward(self, made: Request) -> str:
        """The draft."""
        return reverse("assessment:request", args=[made.pk])


class ChangeRequest(ByAgency, OnRequest):
    """Change a draft."""

    title = gettext_lazy("Ubah permintaan")
    form_class = RequestForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it was when the page was made."""
        return {**super().get_form_kwargs(), "actor": self.request.user, "fixed": True}

    def get_initial(self) -> dict[str, Any]:
        """The draft."""
        names = (
            "aim",
            "wished_from",
            "wished_until",
            "job_fit",
            "is_trial",
            "without_facilities",
            "letter_number",
            "note",
        )
        draft = self.asked
        return {"provider": draft.provider_id, "revision": draft.revision, **{n: getattr(draft, n) for n in names}}

    def act(self, form: RequestForm) -> Request:
        """Change it."""
        return services.change_request(actor=self.request.user, request=self.asked, **form.cleaned_data)


class SendRequest(ByAgency, AskAboutRequest):
    """Send the draft."""

    title = gettext_lazy("Kirim permintaan?")
    lead = gettext_lazy(
        "Penyelenggara menerimanya dan menjawab dengan tanggal. Sesudah dikirim isinya tidak berubah lagi; hanya orang "
        "yang dapat ditarik, dengan alasan."
    )
    button = gettext_lazy("Kirim")
    done = gettext_lazy("Permintaan dikirim kepada penyelenggara.")
    form_class = RevisionForm

    def get_initial(self) -> dict[str, Any]:
        """What is sent is what was seen."""
        return {"revision": self.asked.revision}

    def act(self, form: RevisionForm) -> Request:
        """Send it."""
        return services.send_request(actor=self.request.user, request=self.asked, **form.cleaned_data)


class WithdrawRequest(ByAgency, AskAboutRequest):
    """Take it back."""

    title = gettext_lazy("Tarik permintaan?")
    lead = gettext_lazy("Permintaan berakhir dan tidak dapat dibuka lagi; alasannya tetap terbaca.")
    button = gettext_lazy("Tarik permintaan")
    done = gettext_lazy("Permintaan ditarik.")
    danger = True
    form_class = ReasonForm

    def act(self, form: ReasonForm) -> Request:
        """Withdraw it."""
        return services.withdraw_request(actor=self.request.user, request=self.asked, **form.cleaned_data)


@login_required
@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a request that this account may see, and what it may do next."""
    actor: Any = request.user
    asked = selectors.request(actor, pk)
    previews = wanted.previews(asked)
    targets = [each.target for each in previews]
    kept = selectors.kept_decisions(asked, targets)
    events = list(selectors.events_of(asked))
    people = list(selectors.candidates(actor, asked))
    asks = policies.may_ask(actor, asked.agency_id)
    answers = policies.is_staff(actor, asked.provider_id)
    live = any(each.state != "batal" for each in events)
    old = asked.edition == Edition.BKN_2008
    context = {
        "asked": asked,
        "tone": TONES[asked.state],
        "old": old,
        "steps": selectors.steps(asked, events),
        "events": events,
        "may_open_events": answers or policies.watches(actor),
        "live": live,
        "targets": [_target(asked, each, kept) for each in previews],
        "people": people,
        "held": held.of_candidates(actor, people, held.day_of_use(asked)) if asks else {},
        "staying": [each for each in people if each.withdrawn_at is None],
        "sees_selection": old and (selectors.sees_all_of(actor, asked) or policies.watches(actor)),
        "unrecognised": ", ".join(wanted.unrecognised(asked, targets)) if targets else "",
        "edition": kept.get(("request", str(asked.pk), "assessment/edition"))
        or selectors.edition(asked.wished_from, asked.purpose),
        "facilitation": kept.get(("request", str(asked.pk), "bkn-11-2008/executing-body")),
        "hand_over": nominations.hand_over(asked) if old and asked.is_open and asks else None,
        "place": selectors.queue_place(asked),
        "questions": list(asked.questions.select_related("asked_by", "answered_by")),
        "may_ask": asks,
        "may_write": asks and asked.is_open,
        "may_withdraw": asks and asked.state not in ("ditolak", "ditarik") and not live,
        "may_answer": answers and asked.state in ANSWERABLE and not live,
    }
    return render(request, "assessment/request.html", context)


def _target(asked: Request, preview: wanted.Preview, kept: Any) -> dict[str, Any]:
    """A target with its method in words, the verdicts kept at sending or those that hold now, and its levels."""
    spoken = (get_language() or "id")[:2]
    language = spoken if spoken in LANGUAGES else "id"
    number = str(preview.target.pk)
    sent = asked.sent_at is not None
    rules = {"fits": preview.fits, "method": preview.method}
    shown = {
        name: kept.get(("target", number, found.rule), found) if found and sent else found
        for name, found in rules.items()
    }
    least = preview.minimum
    return {
        "row": preview.target,
        "preview": preview,
        "method_word": "" if least else term(preview.method.outcome, language),
        "least": [_METHODS[code].names[language] for code in least.all_of] if least else [],
        "least_one": [_METHODS[code].names[language] for code in least.one_of] if least else [],
        **shown,
    }
