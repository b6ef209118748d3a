"""Pages of position standards, and of the positions that have none."""

from typing import Any, ClassVar

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.people.models import Agency, Level
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.standards.forms.positions import DecreeForm, NewStandardForm, level_rows
from mumpuni.standards.importers.positions import export_rows
from mumpuni.standards.models import Competency, PositionStandard
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import dictionary as dictionaries
from mumpuni.standards.selectors import positions as selectors
from mumpuni.standards.services import positions as services
from mumpuni.standards.tables.positions import PositionStandardTable, state_of
from mumpuni.standards.words import MAY_NOT_KEEP_POSITION_STANDARD, MAY_NOT_SEE_POSITION_STANDARDS
from mumpuni.ui.lists import Action, ListView

STATES = [
    ("in-force", gettext_lazy("Berlaku hari ini")),
    ("draft", gettext_lazy("Konsep")),
    ("ended", gettext_lazy("Digantikan")),
]


def _agencies(request: HttpRequest | None) -> QuerySet[Agency]:
    seen = selectors.standards(getattr(request, "user", None)).filter(position__isnull=False)
    return Agency.objects.filter(pk__in=seen.values("position__agency"))


class StandardFilter(filters.FilterSet):
    """By state, tier, agency."""

    state = filters.ChoiceFilter(choices=STATES, method="by_state", label=gettext_lazy("Keadaan"))
    tier = filters.ChoiceFilter(choices=Level.choices, label=gettext_lazy("Jenjang"))
    agency = filters.ModelChoiceFilter(
        queryset=_agencies, field_name="position__agency", label=gettext_lazy("Instansi")
    )

    def by_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """As of today."""
        today = timezone.localdate()
        if state == "draft":
            return rows.filter(published_at=None)
        rows = rows.filter(published_at__isnull=False)
        if state == "ended":
            return rows.filter(in_force_until__lt=today)
        return rows.filter(in_force_from__lte=today).filter(Q(in_force_until=None) | Q(in_force_until__gte=today))


class StandardList(ListView):
    """Standards of positions and tiers, to find one."""

    template_name = "standards/position_standards.html"
    title = gettext_lazy("Standar jabatan")
    selector = staticmethod(selectors.standards)
    table_class = PositionStandardTable
    filterset_class = StandardFilter
    search_fields = ("position__title__icontains", "position__agency__name__icontains", "tier__icontains")
    search_hint = gettext_lazy("Jabatan atau instansi")
    export_name = gettext_lazy("Standar jabatan")
    empty_icon = "target"
    empty_title = gettext_lazy("Belum ada standar jabatan")
    empty_text = gettext_lazy("Susun standar satu jabatan, impor dari Excel, atau muat level lazim tiap jenjang.")

    def may_view(self, actor: Any) -> None:
        """Who watches, and agencies' HR."""
        require(policies.may_see_standards(actor), MAY_NOT_SEE_POSITION_STANDARDS)

    def actions(self, actor: Any) -> list[Action]:
        """Adding and importing for those who may; what is missing for all."""
        missing = Action(reverse("standards:position_standards_missing"), _("Yang belum ada"), icon="list-search")
        if not policies.may_keep_some_standard(actor):
            return [missing]
        return [
            Action(reverse("standards:position_standard_new"), _("Susun standar"), icon="plus"),
            Action(
                reverse("exchange:import_new", args=["standards.position-standard"]), _("Isi dari Excel"), icon="upload"
            ),
            missing,
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the levels of the tiers can still be loaded."""
        may_load = policies.may_keep_standard(self.request.user, None)
        tiers_there = may_load and selectors.standards(self.request.user).filter(position=None).exists()
        return super().get_context_data(may_load=may_load and not tiers_there, **kwargs)


@login_required
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """The usual level of each tier from the catalogue."""
    try:
        count = services.load_tier_standards(actor=request.user)
    except Unusable as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("%(count)d standar jenjang dimuat dari katalog.") % {"count": count})
    return redirect("standards:position_standards")


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Standards of positions in force today, as rows that can be changed and imported again."""
    columns = [
        Column(_("Instansi"), 36),
        Column(_("Unit kerja"), 32),
        Column(_("Jabatan"), 36),
        Column(_("Kompetensi"), 30),
        Column(_("Level"), 8),
        Column(_("Ditetapkan dengan"), 30),
        Column(_("Berlaku sejak"), 18),
    ]
    rows = export_rows(selectors.in_force_with_levels(request.user, timezone.localdate()))
    return xlsx_response("standar-jabatan.xlsx", columns, rows, _("Standar jabatan"))


@login_required
@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Per agency the structural positions without a standard in force, by name."""
    rows = selectors.coverage(request.user, timezone.localdate())
    context = {
        "rows": rows,
        "positions": sum(row.positions for row in rows),
        "missing": sum(len(row.missing) for row in rows),
        "may_keep": policies.may_keep_some_standard(request.user),
    }
    return render(request, "standards/position_standards_missing.html", context)


@login_required
@require_safe
def standard(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it asks, on what it rests, its other versions."""
    found = selectors.standard(request.user, pk)
    asked = list(found.requirements.all())
    versions = list(selectors.versions(request.user, found))
    context = {
        "standard": found,
        "state": state_of(found),
        "measured": [each for each in asked if each.competency.kind != Competency.Kind.TECHNICAL],
        "technical": [each for each in asked if each.competency.kind == Competency.Kind.TECHNICAL],
        "decision": selectors.judge_target(found),
        "versions": [(each, state_of(each)) for each in versions],
        "may_keep": policies.may_keep_standard(request.user, found.position),
        "has_draft": any(not each.is_published for each in versions),
    }
    return render(request, "standards/position_standard.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The levels of a draft, each as a row of choices that say what the level means."""
    found = selectors.standard(request.user, pk)
    require(policies.may_keep_standard(request.user, found.position), MAY_NOT_KEEP_POSITION_STANDARD)
    if found.is_published:
        messages.error(request, _("Versi ini sudah diterbitkan dan tidak berubah lagi; buka versi baru."))
        return redirect("standards:position_standard", pk)
    typed = request.POST if request.method == "POST" else None
    form = DecreeForm(typed, initial={"regulation": found.regulation, "in_force_from": found.in_force_from})
    rows = level_rows(found, dictionaries.competencies(found.dictionary), typed)
    if typed is not None and form.is_valid():
        levels = {row.competency.pk: row.level for row in rows}
        try:
            services.change_standard(actor=request.user, standard=found, levels=levels, **form.cleaned_data)
        except Unusable as problem:
            for name, words in getattr(problem, "message_dict", {"": problem.messages}).items():
                for sentence in words:
                    form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, _("Konsep disimpan."))
            return redirect("standards:position_standard", pk)
    technical = Competency.Kind.TECHNICAL
    context = {
        "standard": found,
        "form": form,
        "groups": [
            (_("Manajerial dan sosial kultural"), [row for row in rows if row.competency.kind != technical]),
            (_("Teknis, di luar Job Person Match"), [row for row in rows if row.competency.kind == technical]),
        ],
    }
    return render(request, "standards/position_standard_edit.html", context, status=422 if form.errors else 200)


class NewStandard(ServiceForm):
    """Open a draft for a position or a tier."""

    title = gettext_lazy("Susun standar jabatan")
    lead = gettext_lazy("Konsep dimulai dari versi sebelumnya, atau dari level jenjangnya.")
    button = gettext_lazy("Buka konsep")
    done = gettext_lazy("Konsep dibuka; tetapkan levelnya.")
    form_class = NewStandardForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only positions of this actor."""
        require(policies.may_keep_some_standard(self.request.user), MAY_NOT_KEEP_POSITION_STANDARD)
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """The position from which the page was opened."""
        return {"position": self.request.GET.get("jabatan", ""), "in_force_from": timezone.localdate()}

    def act(self, form: NewStandardForm) -> PositionStandard:
        """Open it."""
        return services.draft_standard(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("standards:position_standards")

    def onward(self, made: PositionStandard) -> str:
        """The editor."""
        return reverse("standards:position_standard_edit", args=[made.pk])


class _OnStandard(Question):
    """A question about one version."""

    service: ClassVar[Any]

    @property
    def standard(self) -> PositionStandard:
        """The version of the address, in this actor's sight and hand."""
        if not hasattr(self, "_standard"):
            self._standard = selectors.standard(self.request.user, self.kwargs["pk"])
            require(
                policies.may_keep_standard(self.request.user, self._standard.position), MAY_NOT_KEEP_POSITION_STANDARD
            )
        return self._standard

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        require(bool(self.standard), MAY_NOT_KEEP_POSITION_STANDARD)
        return super().get_form(form_class)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The question, and about which version."""
        self.lead = f"{self.standard}. {self.lead}"
        return super().render_to_response(context, **kwargs)

    def act(self, form: Any) -> Any:
        """Do it."""
        return type(self).service(actor=self.request.user, standard=self.standard)

    def back(self) -> str:
        """The version."""
        return reverse("standards:position_standard", args=[self.kwargs["pk"]])


class Publish(_OnStandard):
    """Publish a draft."""

    title = gettext_lazy("Terbitkan standar ini?")
    lead = gettext_lazy("Levelnya lalu tertutup, dan versi sebelumnya berakhir sehari sebelum versi ini berlaku.")
    button = gettext_lazy("Terbitkan")
    done = gettext_lazy("Standar diterbitkan.")
    service = staticmethod(services.publish_standard)


class Discard(_OnStandard):
    """Throw a draft away."""

    title = gettext_lazy("Buang konsep standar ini?")
    lead = gettext_lazy("Konsepnya hilang; versi yang sudah terbit tidak berubah.")
    button = gettext_lazy("Buang")
    done = gettext_lazy("Konsep dibuang.")
    danger = True
    service = staticmethod(services.discard_standard)

    def onward(self, made: Any) -> str:
        """The version is gone."""
        return reverse("standards:position_standards")


class NewVersion(_OnStandard):
    """Open the next version of a standard."""

    title = gettext_lazy("Buka versi baru?")
    lead = gettext_lazy("Versi yang terbit tetap berlaku sampai versi baru terbit; hasil lama tetap terikat padanya.")
    button = gettext_lazy("Buka versi baru")
    done = gettext_lazy("Versi baru dibuka; tetapkan levelnya.")
    form_class = DecreeForm

    def get_initial(self) -> dict[str, Any]:
        """Today is the likeliest day."""
        return {"in_force_from": timezone.localdate()}

    def act(self, form: DecreeForm) -> PositionStandard:
        """Open it."""
        return services.draft_standard(
            actor=self.request.user, position=self.standard.position, tier=self.standard.tier, **form.cleaned_data
        )

    def onward(self, made: PositionStandard) -> str:
        """The editor."""
        return reverse("standards:position_standard_edit", args=[made.pk])
