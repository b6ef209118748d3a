"""The register of SKK-PDN, the page of one standard, search."""

from datetime import date
from typing import Any, ClassVar

import django_filters as filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.people.models import Level
from mumpuni.standards.models import Government, SkkStage, StandardVersion
from mumpuni.standards.policies import development, stages
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import files, register, search
from mumpuni.ui.forms import DateInput
from mumpuni.ui.lists import Action, DateColumn, ListView, NumberColumn, Table
from mumpuni.ui.templatetags.ui import status_chip

PER_PAGE = 20


class StandardTable(Table):
    """One row per standard."""

    code = tables.Column(
        accessor="standard__code",
        order_by=("standard__job_code", "standard__position_number"),
        linkify=lambda record: reverse("standards:skk_detail", args=[record.standard_id]),
        verbose_name=gettext_lazy("Kode"),
        attrs={"td": {"class": "tight"}},
    )
    title = tables.Column(
        accessor="standard__title",
        order_by="standard__title",
        verbose_name=gettext_lazy("Jabatan"),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )
    government = tables.Column(
        accessor="standard__get_government_display",
        order_by="standard__government",
        empty_values=(),
        verbose_name=gettext_lazy("Pemerintahan"),
        visible=False,
    )
    number = NumberColumn(verbose_name=gettext_lazy("Versi"))
    stage = tables.Column(verbose_name=gettext_lazy("Keadaan"))
    units_all = NumberColumn(verbose_name=gettext_lazy("Unit"))
    decree_number = tables.Column(
        empty_values=(), verbose_name=gettext_lazy("Keputusan"), attrs={"td": {"class": "name"}}
    )
    in_force_from = DateColumn(verbose_name=gettext_lazy("Berlaku sejak"))

    class Meta(Table.Meta):
        model = StandardVersion
        fields: ClassVar[tuple[str, ...]] = (
            "code", "title", "government", "number", "stage", "units_all", "decree_number", "in_force_from",
        )  # fmt: skip
        sequence = fields

    def render_title(self, value: str, record: StandardVersion) -> Any:
        """The position with its tier and government below."""
        below = f"{record.standard.get_position_display()} · {_government(record)}"
        return format_html('<span>{}<span class="below">{}</span></span>', value, below)

    def value_title(self, value: str) -> str:
        """The position alone."""
        return value

    def render_government(self, record: StandardVersion) -> str:
        """Functional positions go by their supervising body instead."""
        return _government(record)

    value_government = render_government

    def render_stage(self, record: Any) -> Any:
        """In force, or the stage of the draft; a draft beside the version in force is told."""
        chip = status_chip(*_state(record))
        if record.has_draft:
            return format_html("{} {}", chip, status_chip("wait", _("ada rancangan")))
        return chip

    def value_stage(self, record: Any) -> str:
        """The word alone."""
        return _state(record)[1]

    def render_decree_number(self, record: StandardVersion) -> str:
        """The number, or a dash for a draft."""
        return record.decree_number or "–"

    value_decree_number = render_decree_number


def _government(version: StandardVersion) -> str:
    standard = version.standard
    if standard.government:
        return str(standard.get_government_display())
    return str(standard.get_supervised_by_display()) if standard.supervised_by else "–"


def _state(version: Any) -> tuple[str, str]:
    """Tone and word: in force, waiting for its day, no longer in force, or the stage of a draft."""
    if not version.is_published:
        return "wait", str(version.get_stage_display())
    today = localdate()
    if version.is_in_force(today):
        return "good", _("Berlaku")
    if version.in_force_from and version.in_force_from > today:
        return "note", _("Belum berlaku")
    return "quiet", _("Tidak berlaku lagi")


class StandardFilter(filters.FilterSet):
    """What the register is looked through by."""

    job_code = filters.CharFilter(
        field_name="standard__job_code", lookup_expr="iexact", label=gettext_lazy("Kode jabatan")
    )
    government = filters.ChoiceFilter(
        field_name="standard__government", choices=Government.choices, label=gettext_lazy("Pemerintahan")
    )
    position = filters.ChoiceFilter(
        field_name="standard__position", choices=Level.choices, label=gettext_lazy("Jenjang jabatan")
    )
    stage = filters.ChoiceFilter(choices=SkkStage.choices, label=gettext_lazy("Tahap"))
    on = filters.DateFilter(method="by_day", label=gettext_lazy("Berlaku pada"), widget=DateInput)

    class Meta:
        model = StandardVersion
        fields: ClassVar[list[str]] = []

    def by_day(self, rows: Any, name: str, value: date) -> Any:
        """The day has chosen the versions already (`Register.rows`)."""
        return rows


class Register(ListView):
    """All standards, each with its version in force or its draft."""

    title = gettext_lazy("SKK-PDN")
    lead = gettext_lazy(
        "Standar Kompetensi Kerja Pemerintahan Dalam Negeri menurut jabatan, beserta versi yang berlaku."
    )
    selector: ClassVar[Any] = register.register
    table_class = StandardTable
    filterset_class = StandardFilter
    search_fields = ("standard__title__icontains", "standard__job_code__iexact", "decree_number__icontains")
    search_hint = gettext_lazy("Cari jabatan, kode, atau nomor keputusan")
    export_name = gettext_lazy("skk-pdn")
    empty_icon = "list-check"
    empty_title = gettext_lazy("Belum ada SKK-PDN")
    empty_text = gettext_lazy("Standar muncul di sini sesudah Kepala BPSDM membuka penyusunannya.")

    def rows(self) -> QuerySet[StandardVersion]:
        """Those of the day asked for, else of today with drafts."""
        try:
            day = parse_date(self.request.GET.get("on", ""))
        except ValueError:
            day = None
        return register.register(self.request.user, day)

    def actions(self, actor: Any) -> list[Action]:
        """Begin one; search in the texts; the whole register as CASE for those who keep or watch it."""
        found = []
        if policies.may_open_standard(actor):
            found.append(Action(reverse("standards:skk_new"), gettext_lazy("Susun standar baru"), icon="plus"))
        found.append(Action(reverse("standards:skk_search"), gettext_lazy("Cari dalam naskah"), icon="search"))
        if policies.may_see_drafts(actor):
            found.append(Action(reverse("standards:skk_case_all"), gettext_lazy("Unduh CASE"), icon="download"))
        return found

    def empty_action(self, actor: Any) -> tuple[str, str]:
        """Nothing to search in yet."""
        return "", ""


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A standard: one of its versions with its units, the archive of all, what rests on it."""
    standard = register.standard(request.user, pk)
    versions = register.archive(request.user, standard)
    version = _chosen(versions, request.GET.get("versi", ""))
    version.standard = standard
    today = localdate()
    lines = register.unit_lines(version)
    context = {
        "standard": standard,
        "shown": version,
        "state": _state(version),
        "government": _government(version),
        "versions": [(each, _state(each)) for each in versions],
        "lines": lines,
        "elements": sum(line.elements for line in lines),
        "criteria": sum(line.criteria for line in lines),
        "derived": register.derived(standard),
        "ground": files.legal_ground(version),
        "is_newest_in_force": version.is_in_force(today),
        "may_change": policies.may_change_text(request.user, version),
        "may_see_stages": stages.may_see_board(request.user),
        "may_derive": version.is_in_force(today) and development.may_derive(request.user),
    }
    return render(request, "standards/register/standard.html", context)


def _chosen(versions: list[StandardVersion], asked: str) -> StandardVersion:
    """The version asked for; without one that in force, else the newest."""
    if asked:
        found = next((each for each in versions if str(each.number) == asked), None)
        if found is None:
            raise Http404
        return found
    today = localdate()
    return next((each for each in versions if each.is_in_force(today)), versions[0])


@login_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Units in whose text the words stand, or the unit of a code."""
    words = request.GET.get("q", "").strip()[:200]
    found = search.search(request.user, words)
    page = Paginator(found.units, PER_PAGE).get_page(request.GET.get("page"))
    hits = search.hits("" if found.by_code else words, list(page.object_list))
    context = {"words": words, "found": found, "page": page, "hits": hits, "most": search.MOST}
    return render(request, "standards/register/search.html", context)
