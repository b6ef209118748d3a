"""The list of an event's reports, and the page of one: signing, handing over, receipts, release."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms import report_files as forms
from mumpuni.assessment.models import Delivery, Report
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.selectors import report_files as selectors
from mumpuni.assessment.services import report_delivery, report_signing
from mumpuni.people.policies import Refused, require
from mumpuni.people.views.base import Question, ServiceForm, attempt


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Every accepted or signed report of an event and how far each has come."""
    event = selectors.files_event(request.user, pk)
    signer = rights.signer_of(request.user, event)
    lines = selectors.board(event, signer)
    context = {
        "event": event,
        "tab": "report_files",
        "lines": lines,
        "signs": signer is not None and not event.is_trial,
        "delivers": rights.may_deliver(request.user, event),
        "releases": rights.may_release(request.user, event),
        "waiting": sum(1 for each in lines if each.verdict is not None),
        "signed": sum(1 for each in lines if each.report.state == Report.State.SIGNED),
        "sent": sum(1 for each in lines if each.is_sent),
        "released": sum(1 for each in lines if each.report.released_at),
    }
    return render(request, "assessment/reports/board.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """What one button of the list does for every report that is ticked."""
    event = selectors.files_event(request.user, pk)
    chosen = [int(each) for each in request.POST.getlist("pilih") if each.isdecimal() and len(each) < 19]
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "tandatangani": (report_signing.order_signing, ""),
        "sampaikan": (report_delivery.deliver, _("Laporan disampaikan; salinannya bernomor.")),
        "buka": (report_delivery.release, _("Laporan terbuka bagi Assessee.")),
    }
    wanted = request.POST.get("aksi", "")
    if wanted not in acts:
        raise Http404
    service, done = acts[wanted]
    made = attempt(request, lambda: service(actor=request.user, event=event, reports=chosen), done)
    if wanted == "tandatangani" and made is not None:
        messages.success(request, _("Penandatanganan berjalan; halaman ini menunjukkan kemajuannya."))
        return redirect(made.get_absolute_url())
    return redirect("assessment:report_files", pk=pk)


@login_required
@require_safe
def page(request: HttpRequest, signed: int) -> HttpResponse:
    """One report: number, validity, editions, distribution list, and for those who handle it who opened it."""
    found = selectors.file_page(request.user, signed)
    event = found.result.assessee.event
    reading = rights.reading(request.user, found)
    handles = rights.may_see_files(request.user, event)
    signer = rights.signer_of(request.user, event)
    waits = found.state == Report.State.ACCEPTED
    context = {
        "event": event,
        "tab": "report_files",
        "report": found,
        "assessee": found.result.assessee,
        "handles": handles,
        "reading": reading,
        "refusal": "" if reading.judged.stands else selectors.refusal(reading.judged.decision),
        "editions": selectors.kinds_open(found, reading),
        "copies": found.deliveries.all() if handles else [],
        "recommends": rights.board_copy(request.user, found),
        "recommended": [each for each in found.deliveries.all() if each.recommendation]
        if handles or reading.delivery is not None
        else [],
        "openings": found.openings.all() if handles else [],
        "verdict": selectors.judge_content(found, signer.kind).decision if waits and signer else None,
        "signs": waits and signer is not None and not event.is_trial,
        "delivers": found.state == Report.State.SIGNED and rights.may_deliver(request.user, event),
        "earlier": Report.objects.filter(replaced_by=found).first(),
    }
    return render(request, "assessment/reports/page.html", context)


class _OfReport:
    """What concerns the report of the address."""

    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def report(self) -> Report:
        """The report in sight of who handles it."""
        found = selectors.file_page(self.request.user, self.kwargs["signed"])
        require(rights.may_see_files(self.request.user, found.result.assessee.event), words.MAY_NOT_SEE_FILES)
        return found

    def back(self) -> str:
        """The page of the report."""
        return reverse("assessment:report_file", args=[self.kwargs["signed"]])


class Sign(_OfReport, Question):
    """Sign one report."""

    title = gettext_lazy("Tanda tangani laporan ini?")
    button = gettext_lazy("Tanda tangani")
    done = gettext_lazy("Laporan ditandatangani; semua edisinya tersimpan.")

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Whose report it is, and that it stays as it is."""
        return _(
            "Laporan %(name)s diberi nomor, dicetak dalam semua edisinya, dan tidak berubah lagi. Hasil yang diputus "
            "ulang kelak mendapat laporan baru."
        ) % {"name": self.report.result.assessee.person.full_name}

    def get_form(self, form_class: Any = None) -> Any:
        """For the leader and the person responsible."""
        event = self.report.result.assessee.event
        require(rights.signer_of(self.request.user, event) is not None, words.MAY_NOT_SIGN)
        return super().get_form(form_class)

    def act(self, form: Any) -> Report:
        """Sign."""
        return report_signing.sign_report(actor=self.request.user, report=self.report)


class _Delivering(_OfReport, ServiceForm):
    """A form of the distribution list."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            event = self.report.result.assessee.event
            require(rights.may_deliver(request.user, event), words.MAY_NOT_DELIVER)
        return super().dispatch(request, *args, **kwargs)

    def belongs_to(self) -> tuple[str, str]:
        """The page of the report."""
        return str(self.report.number or self.report.result.assessee), self.back()


class AddCopy(_Delivering):
    """One more numbered copy."""

    title = gettext_lazy("Tambah penerima salinan")
    lead = gettext_lazy("Penerima membuka laporan dengan akunnya sendiri dan menyebut keperluannya setiap kali.")
    button = gettext_lazy("Sampaikan salinan")
    done = gettext_lazy("Salinan bernomor disampaikan.")
    form_class = forms.CopyForm
    rule_fields = {"other-agency": "email"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The recipients that the regulation knows."""
        event = self.report.result.assessee.event
        return {**super().get_form_kwargs(), "recipients": report_delivery.recipients(event)}

    def act(self, form: Any) -> Any:
        """Deliver."""
        return report_delivery.add_copy(actor=self.request.user, report=self.report, **form.cleaned_data)


class Recommend(ServiceForm):
    """What the Baperjakat recommends to the PPK after reading."""

    title = gettext_lazy("Rekomendasi Baperjakat")
    button = gettext_lazy("Simpan rekomendasi")
    done = gettext_lazy("Rekomendasi tersimpan.")
    form_class = forms.RecommendForm

    @cached_property
    def copy(self) -> Delivery:
        """The copy for the proposal."""
        found = rights.board_copy(self.request.user, selectors.file_page(self.request.user, self.kwargs["signed"]))
        if found is None:
            raise Refused(words.MAY_NOT_RECOMMEND)
        return found

    @property
    def lead(self) -> str:  # type: ignore[override]
        """About whom, and for which proposal."""
        return _("%(name)s · nomor %(number)s · %(occasion)s. PPK dan penyelenggara membaca rekomendasi ini.") % {
            "name": self.copy.report.result.assessee.person.full_name,
            "number": self.copy.report.number,
            "occasion": self.copy.occasion,
        }

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"text": self.copy.recommendation}

    def act(self, form: Any) -> Delivery:
        """Keep it."""
        return report_delivery.recommend(
            actor=self.request.user, report=self.copy.report, text=form.cleaned_data["text"]
        )

    def back(self) -> str:
        """The page of the report."""
        return reverse("assessment:report_file", args=[self.kwargs["signed"]])

    def belongs_to(self) -> tuple[str, str]:
        """The same."""
        return str(self.copy.report.number), self.back()


class Receive(_Delivering):
    """That a copy arrived outside the application."""

    title = gettext_lazy("Catat penerimaan salinan")
    button = gettext_lazy("Catat penerimaan")
    done = gettext_lazy("Penerimaan dicatat.")
    form_class = forms.ReceivedForm

    def act(self, form: Any) -> Any:
        """Record."""
        copy = get_object_or_404(self.report.deliveries, pk=self.kwargs["delivery"])
        return report_delivery.record_receipt(actor=self.request.user, delivery=copy, **form.cleaned_data)
