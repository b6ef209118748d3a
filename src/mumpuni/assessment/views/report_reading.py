"""Reading reports: the purpose first, then the page under the reader's name; what came to whom."""

from typing import Any

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.report_files import OpenForm
from mumpuni.assessment.models import Opening, Report
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.selectors import report_files as selectors
from mumpuni.assessment.services import report_opening as services
from mumpuni.assessment.tables.report_files import ReportTable
from mumpuni.documents import layouts, showing
from mumpuni.people.models import Agency
from mumpuni.people.policies import Role, agencies_of, require
from mumpuni.people.views.base import ServiceForm
from mumpuni.ui.files import file_response
from mumpuni.ui.lists import ListView


class Open(ServiceForm):
    """Say why, then read."""

    title = gettext_lazy("Buka laporan")
    button = gettext_lazy("Buka laporan")
    done = gettext_lazy("Pembukaan tercatat.")
    form_class = OpenForm

    @cached_property
    def report(self) -> Report:
        """The report, where the rule opens it to this account."""
        found = selectors.file_page(self.request.user, self.kwargs["signed"])
        if found.state != Report.State.SIGNED:
            raise Http404
        return found

    @cached_property
    def reading(self) -> rights.Reading:
        """In which capacity."""
        found = rights.reading(self.request.user, self.report)
        require(found.judged.stands, selectors.refusal(found.judged.decision))
        return found

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Whose report, and in which capacity it will be read."""
        return _("%(name)s · nomor %(number)s · Anda membaca selaku %(capacity)s.") % {
            "name": self.report.result.assessee.person.full_name,
            "number": self.report.number,
            "capacity": self.reading.capacity,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """The editions that are open; one may be asked for."""
        kinds = [each.kind for each in selectors.kinds_open(self.report, self.reading)]
        asked = self.request.GET.get("edisi", "")
        given = {**super().get_form_kwargs(), "kinds": kinds}
        return {**given, "initial": {"kind": asked}} if asked in kinds else given

    def act(self, form: Any) -> Opening:
        """Note the opening."""
        return services.open_report(actor=self.request.user, report=self.report, **form.cleaned_data)

    def onward(self, made: Opening) -> str:
        """To the page with the report."""
        return reverse("assessment:report_view", args=[self.report.pk, made.pk])

    def back(self) -> str:
        """The own reports, or the page of this one."""
        if policies.is_own(self.request.user, self.report.result.assessee):
            return reverse("assessment:own_results")
        return reverse("assessment:report_file", args=[self.report.pk])


@login_required
@require_safe
def view(request: HttpRequest, signed: int, opening: int) -> HttpResponse:
    """The report under its reader's name, as pictures of its pages or as text, for the one who just opened it."""
    found = _opening(request, signed, opening)
    if services.is_over(found):
        messages.info(request, words.OPENING_IS_OVER)
        return redirect("assessment:report_open", signed=signed)
    key = request.session.session_key or ""
    token = services.token_for(found, key)
    edition, given = services.bytes_for(actor=request.user, opening=found, token=token, session_key=key)
    whole = selectors.file_page(request.user, signed)
    as_text = request.GET.get("bentuk") == "teks"
    context = {
        "report": whole,
        "opening": found,
        "minutes": services.MINUTES,
        "source": reverse("assessment:report_bytes", args=[signed, opening, token]),
        "keeps": rights.may_keep(request.user, whole, found.kind),
        "own": policies.is_own(request.user, whole.result.assessee),
        "as_text": as_text,
        "told": layouts.check(edition.document.layout, edition.document.data).printed() if as_text else None,
        "pages": [] if as_text else range(1, showing.page_count(given) + 1),
    }
    answer = render(request, "assessment/reports/view.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def content(request: HttpRequest, signed: int, opening: int, token: str) -> HttpResponseBase:
    """A page as a picture for the session that opened; the bytes as signed for who holds a copy."""
    found = _opening(request, signed, opening)
    key = request.session.session_key or ""
    if "halaman" in request.GET:
        _shown, given = services.bytes_for(actor=request.user, opening=found, token=token, session_key=key)
        return _picture(given, found, request.GET["halaman"])
    edition, given = services.file_for(actor=request.user, opening=found, token=token, session_key=key)
    name = f"{slugify(edition.document.number.replace('/', '-'))}.pdf"
    return file_response(given, name, inline="unduh" not in request.GET)


def _picture(given: bytes, opening: Opening, page: str) -> HttpResponseBase:
    """One page under the reader's name."""
    number = int(page) if page.isdecimal() and len(page) < 5 else 0
    if not 1 <= number <= showing.page_count(given):
        raise Http404
    reader = f"{opening.name} · {timezone.localtime(opening.at):%d/%m/%Y %H.%M}"
    return file_response(showing.page_image(given, number, reader), f"{number}.png", "image/png", inline=True)


def _opening(request: HttpRequest, report: int, opening: int) -> Opening:
    own = Opening.objects.filter(account=request.user.pk).select_related("account")
    return get_object_or_404(own, pk=opening, report=report)


class ReportFilter(filters.FilterSet):
    """By agency and by how long it holds."""

    agency = filters.ModelChoiceFilter(
        field_name="result__assessee__event__request__agency", queryset=Agency.objects.none(),
        label=gettext_lazy("Instansi"),
    )  # fmt: skip
    holds = filters.ChoiceFilter(
        method="by_validity", label=gettext_lazy("Keadaan"), empty_label=gettext_lazy("Semua"),
        choices=[("baru", gettext_lazy("Belum dibuka")), ("berlaku", gettext_lazy("Berlaku")),
                 ("segera", gettext_lazy("Berakhir dalam 3 bulan")), ("lewat", gettext_lazy("Kedaluwarsa")),
                 ("diganti", gettext_lazy("Diganti"))],
    )  # fmt: skip

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = self.queryset.values("result__assessee__event__request__agency") if self.queryset is not None else []
        self.filters["agency"].extra["queryset"] = Agency.objects.filter(pk__in=seen)

    def by_validity(self, found: Any, _name: str, value: str) -> Any:
        """What the choice means."""
        today = timezone.localdate()
        if value == "baru":
            return found.filter(pk__in=selectors.unread(self.request.user))
        if value == "diganti":
            return found.exclude(replaced_by=None)
        wanted = {
            "berlaku": Q(valid_until__gte=today),
            "segera": Q(valid_until__gte=today, valid_until__lte=today + selectors.AHEAD),
            "lewat": Q(valid_until__lt=today),
        }
        return found.filter(wanted[value], replaced_by=None)


class Inbox(ListView):
    """Reports that came to the reader; for the Instansi Pembina those of all agencies."""

    title = gettext_lazy("Laporan penilaian")
    lead = gettext_lazy("Laporan individual yang disampaikan kepada Anda. Setiap pembukaan menanyakan keperluannya.")
    selector = staticmethod(selectors.inbox)
    table_class = ReportTable
    filterset_class = ReportFilter
    search_fields = (
        "result__assessee__person__name__icontains",
        "number__icontains",
        "result__assessee__person__identities__plain__startswith",
    )
    search_hint = gettext_lazy("Nama, NIP, atau nomor laporan")
    export_name = gettext_lazy("Laporan penilaian")
    empty_icon = "file-certificate"
    empty_title = gettext_lazy("Belum ada laporan")
    empty_text = gettext_lazy("Laporan muncul di sini begitu penyelenggara menyampaikannya kepada Anda.")

    def may_view(self, actor: Any) -> None:
        """The PPK, the Instansi Pembina, and whom a copy names."""
        ours = bool(agencies_of(actor, Role.PPK)) or policies.watches(actor)
        require(ours or selectors.inbox(actor).exists(), words.MAY_NOT_LIST_REPORTS)
