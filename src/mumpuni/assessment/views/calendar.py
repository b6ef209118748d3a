"""Pages of the provider's calendar and answers, and of questions to the Head of BKN."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.calendar import AnswerRequestForm, ClosedDayForm
from mumpuni.assessment.models import ClosedDay, Provider, Request
from mumpuni.assessment.selectors import calendar as selectors
from mumpuni.assessment.selectors import requests
from mumpuni.assessment.services import calendar as services
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.people.views.base import ServiceForm, refuse

#: The years that a calendar can be turned to.
YEARS = range(2000, 2101)


@login_required
@require_safe
def calendar_home(request: HttpRequest) -> HttpResponse:
    """The calendar of the actor's first provider."""
    first = selectors.providers(request.user).first()
    require(first is not None, words.MAY_NOT_SEE_CALENDAR)
    assert first is not None
    return redirect("assessment:calendar", first.pk)


@login_required
@require_safe
def calendar_page(request: HttpRequest, provider: int) -> HttpResponse:
    """A month of a provider, day by day."""
    of = selectors.provider(request.user, provider)
    first = _month(request.GET.get("bulan", ""), timezone.localdate())
    others = [each for each in selectors.providers(request.user) if each.pk != of.pk]
    context = {"provider": of, "others": others, **_month_context(of, first)}
    return render(request, "assessment/calendar.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request beside the calendar of the wished month."""
    actor: Any = request.user
    asked = requests.request(actor, pk)
    require(policies.is_staff(actor, asked.provider_id), words.MAY_NOT_ANSWER)
    initial = {
        "revision": asked.revision,
        "first_day": asked.confirmed_from or asked.wished_from,
        "last_day": asked.confirmed_until or asked.wished_until,
    }
    form = AnswerRequestForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, asked, form)
        except (Unusable, RuleBroken) as problem:
            refuse(form, problem)
        else:
            return redirect("assessment:request", pk)
    first = _month(request.GET.get("bulan", ""), asked.confirmed_from or asked.wished_from)
    context = {
        "asked": asked,
        "form": form,
        "place": requests.queue_place(asked),
        "wished": (asked.wished_from, asked.wished_until),
        **_month_context(asked.provider, first),
    }
    return render(request, "assessment/request_answer.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, asked: Request, form: AnswerRequestForm) -> None:
    given = form.cleaned_data
    common = {"actor": request.user, "request": asked, "revision": given["revision"], "reason": given["reason"]}
    if given["decision"] == form.CONFIRM:
        services.confirm_request(**common, first_day=given["first_day"], last_day=given["last_day"])
        messages.success(request, _("Tanggal dikonfirmasi; instansi diberi tahu."))
    elif given["decision"] == form.WAIT:
        services.put_on_waiting_list(**common)
        messages.success(request, _("Permintaan masuk daftar tunggu; instansi diberi tahu."))
    else:
        services.refuse_request(**common)
        messages.success(request, _("Permintaan ditolak; instansi diberi tahu."))


def _month(given: str, otherwise: date) -> date:
    """The first day of the month of the address, as 2026-03; nonsense and far ages lead to today."""
    try:
        found = date.fromisoformat(f"{given}-01") if given else otherwise
    except ValueError:
        found = otherwise
    return (found if found.year in YEARS else timezone.localdate()).replace(day=1)


def _month_context(of: Provider, first: date) -> dict[str, Any]:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    today = timezone.localdate()
    # What has passed counts only where something stood on it.
    days = [day for day in selectors.month(of, first, last) if day.date >= today or day.is_taken or day.closed]
    return {
        "days": days,
        "month": date_format(first, "F Y"),
        "before": f"{before:%Y-%m}",
        "before_word": date_format(before, "F Y"),
        "after": f"{after:%Y-%m}",
        "after_word": date_format(after, "F Y"),
        "free_days": sum(day.is_open and not day.is_taken for day in days if day.date >= today),
    }


class CloseDay(ServiceForm):
    """Take no assessments on a day."""

    title = gettext_lazy("Tutup satu hari")
    lead = gettext_lazy("Pada hari itu penyelenggara tidak menerima penilaian. Hari libur sudah dikenal kalender.")
    done = gettext_lazy("Hari itu ditutup.")
    form_class = ClosedDayForm

    @property
    def provider(self) -> Provider:
        """The provider of the address, if the actor works there."""
        return selectors.provider(self.request.user, self.kwargs["provider"])

    def get_form(self, form_class: Any = None) -> Any:
        """Only for its staff."""
        require(bool(self.provider), words.MAY_NOT_SEE_CALENDAR)
        return super().get_form(form_class)

    def get_initial(self) -> dict[str, Any]:
        """The day of the line from which the page was opened."""
        return {"day": self.request.GET.get("hari", "")}

    def act(self, form: ClosedDayForm) -> ClosedDay:
        """Close it."""
        return services.close_day(actor=self.request.user, provider=self.provider, **form.cleaned_data)

    def back(self) -> str:
        """The calendar."""
        return reverse("assessment:calendar", args=[self.kwargs["provider"]])

    def onward(self, made: ClosedDay) -> str:
        """The month of that day."""
        return f"{self.back()}?bulan={made.day:%Y-%m}"


@login_required
@require_http_methods(["POST"])
def day_open(request: HttpRequest, provider: int, closed: int) -> HttpResponse:
    """Take assessments on a closed day again."""
    of = selectors.provider(request.user, provider)
    row = of.closed_days.select_related("provider").filter(pk=closed).first()
    if row is None:
        raise Http404
    day = row.day
    services.open_day(actor=request.user, closed=row)
    messages.success(request, _("%(day)s dibuka lagi.") % {"day": date_format(day)})
    return redirect(f"{reverse('assessment:calendar', args=[provider])}?bulan={day:%Y-%m}")
