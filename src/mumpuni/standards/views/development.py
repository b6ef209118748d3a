"""Pages of SP2-PDN and of the guides for other kinds of development."""

from typing import Any, ClassVar

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.documents import storage
from mumpuni.exchange.exports import xlsx_response
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import Question, ServiceForm, refuse
from mumpuni.standards import words
from mumpuni.standards.forms.development import (
    DecreeForm,
    DeriveForm,
    EndGuideForm,
    GroundForm,
    GuideForm,
    OutputForm,
    ReturnForm,
    UnitForm,
)
from mumpuni.standards.models import DevelopmentStandard, DevelopmentUnit, ImplementationGuide, Sp2Stage
from mumpuni.standards.policies import development as policies
from mumpuni.standards.policies import stages as stage_policies
from mumpuni.standards.selectors import development as selectors
from mumpuni.standards.selectors import stages as stage_selectors
from mumpuni.standards.services import development as services
from mumpuni.standards.services import guides as guide_services
from mumpuni.standards.services import stages as stage_services
from mumpuni.standards.tables.development import DevelopmentTable, GuideTable
from mumpuni.ui.files import file_response
from mumpuni.ui.lists import Action, ListView


class Acting(ServiceForm):
    """A form about an SP2-PDN."""

    template_name = "standards/development/form.html"

    @property
    def standard(self) -> DevelopmentStandard:
        """The SP2-PDN of the address, in this actor's sight."""
        if not hasattr(self, "_standard"):
            self._standard = selectors.standard(self.request.user, self.kwargs["pk"])
        return self._standard

    def crumbs(self) -> list[tuple[str, str]]:
        """The pages above this one."""
        found = [(_("SP2-PDN"), reverse("standards:development_list"))]
        if "pk" in self.kwargs:
            found.append((str(self.standard), reverse("standards:development_detail", args=[self.standard.pk])))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way to here."""
        return super().get_context_data(above=self.crumbs(), **kwargs)


class Asking(Question, Acting):
    """The same as a question."""


class DevelopmentFilter(filters.FilterSet):
    """Narrow to a stage."""

    stage = filters.ChoiceFilter(label=gettext_lazy("Tahap"), choices=Sp2Stage.choices)

    class Meta:
        model = DevelopmentStandard
        fields: ClassVar[list[str]] = ["stage"]


class DevelopmentList(ListView):
    """Every SP2-PDN in sight."""

    title = gettext_lazy("SP2-PDN")
    lead = gettext_lazy(
        "Standar pengembangan kompetensi, diturunkan dari SKK-PDN yang ditetapkan. Peserta melihatnya sesudah "
        "didistribusikan."
    )
    selector = staticmethod(selectors.standards)
    table_class = DevelopmentTable
    filterset_class = DevelopmentFilter
    search_fields = ("title__icontains", "source__standard__title__icontains", "decree_number__icontains")
    search_hint = gettext_lazy("Judul, jabatan, atau nomor keputusan")
    export_name = gettext_lazy("SP2-PDN")
    empty_icon = "list-check"
    empty_title = gettext_lazy("Belum ada SP2-PDN")
    empty_text = gettext_lazy("BPSDM menyusunnya dari SKK-PDN yang sudah ditetapkan.")

    def actions(self, actor: Any) -> list[Action]:
        """BPSDM begins new ones."""
        if not policies.may_derive(actor):
            return []
        return [Action(reverse("standards:development_derive"), gettext_lazy("Susun SP2-PDN"), icon="plus")]


class Derive(Acting):
    """Begin one from an SKK-PDN."""

    title = gettext_lazy("Susun SP2-PDN")
    lead = gettext_lazy(
        "Tiap unit SKK-PDN menjadi satu unit SP2-PDN: UK-U menjadi KU, UK-I menjadi KI, UK-P menjadi KP."
    )
    button = gettext_lazy("Susun")
    done = gettext_lazy("SP2-PDN dibuat dengan semua unit SKK-PDN. Isi tiap unitnya.")
    form_class = DeriveForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for BPSDM."""
        require(policies.may_derive(self.request.user), words.MAY_NOT_DERIVE)
        return super().get_form(form_class)

    def get_initial(self) -> dict[str, Any]:
        """The SKK-PDN that the link named."""
        return {**super().get_initial(), "source": self.request.GET.get("skk")}

    def act(self, form: DeriveForm) -> DevelopmentStandard:
        """Derive."""
        return services.derive(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("standards:development_list")

    def onward(self, made: DevelopmentStandard) -> str:
        """The new page."""
        return reverse("standards:development_detail", args=[made.pk])


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One SP2-PDN: what it rests on, its units by kind with their hours, how far it is."""
    actor: Any = request.user
    standard = selectors.standard(actor, pk)
    units = selectors.units(standard)
    context = {
        "standard": standard,
        "groups": selectors.by_kind(units),
        "total": sum(unit.jp or 0 for unit in units),
        "incomplete": sum(bool(unit.missing) for unit in units),
        "newer": selectors.newer_source(standard),
        "ground": selectors.ground(standard),
        "basis": selectors.basis(standard),
        "may_change": policies.may_change(actor, standard),
        "may_edit_ground": policies.may_edit_ground(actor),
        "sees_work": policies.may_see_work(actor, standard),
        "tone": DevelopmentTable.base_columns["stage"].tones[standard.stage],
    }
    return render(request, "standards/development/detail.html", context)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The units as a workbook, with the ground, the source and the decree in each line."""
    standard = selectors.standard(request.user, pk)
    columns = [
        _("Jenis"),
        _("Kode"),
        _("Kode unit SKK-PDN"),
        _("Unit kompetensi"),
        _("Penyetaraan"),
        _("Hasil belajar"),
        _("JP"),
        _("Metode"),
        _("SKK-PDN asal"),
        _("Dasar hukum"),
        _("Keputusan"),
    ]
    ground = selectors.ground(standard)
    rows = [
        (
            unit.kind,
            unit.code,
            unit.unit_code,
            unit.unit.title,
            unit.equivalence,
            unit.outcomes,
            unit.jp,
            unit.methods,
            str(standard.source),
            ground,
            standard.decree_number,
        )
        for unit in selectors.units(standard)
    ]
    return xlsx_response(f"{standard.title}.xlsx", columns, rows, _("SP2-PDN"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """One unit: what it goes back to, what is learnt; a form for those who write it.

    When somebody else saved meanwhile both texts are shown, and the next save counts.
    """
    actor: Any = request.user
    standard = selectors.standard(actor, pk)
    row = selectors.unit(standard, unit)
    may_change = policies.may_change(actor, standard)
    now = {name: getattr(row, name) for name in (*services.TEXTS, "revision")}
    form = UnitForm(request.POST or None, initial=now)
    current: DevelopmentUnit | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.save_unit(actor=actor, standard=standard, unit=row, **form.cleaned_data)
        except Unusable as refused:
            refuse(form, refused)
        except services.ChangedMeanwhile as changed:
            current = changed.current
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["revision"] = str(current.revision)  # type: ignore[index]
        else:
            messages.success(request, _("Unit %(code)s tersimpan.") % {"code": row.code})
            return redirect("standards:development_detail", pk=pk)
    elif request.method == "POST":
        require(may_change, words.MAY_NOT_DRAFT)
    rows = selectors.units(standard)
    place = [each.pk for each in rows].index(row.pk)
    context = {
        "standard": standard,
        "row": row,
        "elements": row.unit.elements.all(),
        "form": form,
        "may_change": may_change,
        "current": current,
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
    }
    status = 409 if current else 422 if form.errors else 200
    return render(request, "standards/development/unit.html", context, status=status)


@login_required
@require_safe
def walk(request: HttpRequest, pk: int) -> HttpResponse:
    """The five stages: where it is, what the next step asks for, documents, who moved it when."""
    actor: Any = request.user
    standard = _worked_on(actor, pk)
    way, asked = stage_selectors.SP2, stage_selectors.requirements()
    here = way.position(standard.stage)
    following = way.following(standard.stage)
    outputs = list(standard.outputs.select_related("requirement", "added_by").order_by("-added_at"))
    counting = {each.pk for each in stage_selectors.counting(standard)}
    returnable = not standard.decree_number and here > 0
    context = {
        "standard": standard,
        "steps": [
            (place, way.label(code), "done" if place < here else "here" if place == here else "next")
            for place, code in enumerate(way.stages.codes)
        ],
        "following": following and way.label(following),
        "needs": stage_selectors.needs(standard, asked),
        "incomplete": [each for each in selectors.units(standard) if each.missing]
        if following == Sp2Stage.SETTING
        else [],
        "outputs": [(each, way.label(each.stage), each.pk in counting) for each in outputs],
        "moves": [
            (move, way.label(move.from_stage) if move.from_stage else "", way.label(move.to_stage), decision)
            for move, decision in selectors.moves(standard)
        ],
        "may_act": stage_selectors.may_act(actor, standard, standard.stage),
        "may_advance": bool(following) and stage_selectors.may_advance(actor, standard, str(following)),
        "may_return": returnable and stage_policies.may_return(actor, standard.source.standard),
    }
    return render(request, "standards/development/stages.html", context)


class Advance(Asking):
    """One step forward; the setting asks for its decree."""

    button = gettext_lazy("Majukan")
    done = gettext_lazy("Tahap berikutnya dimulai.")

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who act in this stage."""
        actor = self.request.user
        standard = _worked_on(actor, self.kwargs["pk"])
        following = stage_selectors.SP2.following(standard.stage)
        if following is None:
            raise Http404
        self.to = following
        require(stage_selectors.may_advance(actor, standard, following), words.MAY_NOT_DECIDE)
        here, there = stage_selectors.SP2.label(standard.stage), stage_selectors.SP2.label(following)
        self.title = _("Majukan ke %(stage)s?") % {"stage": there}
        self.lead = _("%(standard)s meninggalkan tahap %(here)s.") % {"standard": standard, "here": here}
        if following == Sp2Stage.SETTING:
            self.lead += " " + _("Sesudah ditetapkan isinya tidak berubah lagi.")
        if following == Sp2Stage.DISTRIBUTION:
            self.lead += " " + _("Peserta melihatnya dan program dapat memakainya.")
        return super().get_form(DecreeForm if following == Sp2Stage.SETTING else form_class)

    def act(self, form: Any) -> DevelopmentStandard:
        """Advance."""
        return services.advance(actor=self.request.user, standard=self.standard, to=self.to, **form.cleaned_data)

    def back(self) -> str:
        """The stages."""
        return reverse("standards:development_stages", args=[self.kwargs["pk"]])


class Return(Asking):
    """Back to an earlier stage, with a reason."""

    title = gettext_lazy("Kembalikan ke tahap sebelumnya?")
    lead = gettext_lazy("Dokumen tahap-tahap sesudahnya perlu ditunjukkan lagi.")
    button = gettext_lazy("Kembalikan")
    done = gettext_lazy("Rancangan dikembalikan.")
    form_class = ReturnForm
    danger = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """The stages before this one."""
        standard = _worked_on(self.request.user, self.kwargs["pk"])
        require(stage_policies.may_return(self.request.user, standard.source.standard), words.MAY_NOT_RETURN)
        return {**super().get_form_kwargs(), "standard": standard}

    def act(self, form: ReturnForm) -> DevelopmentStandard:
        """Return."""
        return services.return_to(actor=self.request.user, standard=self.standard, **form.cleaned_data)

    def back(self) -> str:
        """The stages."""
        return reverse("standards:development_stages", args=[self.kwargs["pk"]])


class AddOutput(Acting):
    """Show a document."""

    title = gettext_lazy("Tambah dokumen tahap")
    done = gettext_lazy("Dokumen ditambahkan.")
    form_class = OutputForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What this stage asks for."""
        actor = self.request.user
        standard = _worked_on(actor, self.kwargs["pk"])
        require(
            stage_selectors.may_act(actor, standard, standard.stage), stage_services.refusal(standard, standard.stage)
        )
        return {**super().get_form_kwargs(), "standard": standard}

    def get_initial(self) -> dict[str, Any]:
        """The document that the link named."""
        return {**super().get_initial(), "requirement": self.request.GET.get("dokumen")}

    def act(self, form: OutputForm) -> Any:
        """Add."""
        return stage_services.add_output(actor=self.request.user, subject=self.standard, **form.cleaned_data)

    def back(self) -> str:
        """The stages."""
        return reverse("standards:development_stages", args=[self.kwargs["pk"]])

    def crumbs(self) -> list[tuple[str, str]]:
        """Through the stages."""
        return [*super().crumbs(), (_("Tahap"), self.back())]


class RemoveOutput(Asking):
    """Take a document back that was shown by mistake."""

    title = gettext_lazy("Hapus dokumen ini?")
    button = gettext_lazy("Hapus")
    done = gettext_lazy("Dokumen dihapus.")
    danger = True

    def get_form(self, form_class: Any = None) -> Any:
        """Only a document of this standard."""
        actor = self.request.user
        standard = _worked_on(actor, self.kwargs["pk"])
        self.output = get_object_or_404(standard.outputs, pk=self.kwargs["output"])
        require(
            stage_selectors.may_act(actor, standard, standard.stage), stage_services.refusal(standard, standard.stage)
        )
        self.lead = str(self.output)
        return super().get_form(form_class)

    def act(self, form: Any) -> None:
        """Remove."""
        stage_services.remove_output(actor=self.request.user, subject=self.standard, output=self.output)

    def back(self) -> str:
        """The stages."""
        return reverse("standards:development_stages", args=[self.kwargs["pk"]])


@login_required
@require_safe
def output_file(request: HttpRequest, pk: int, output: int) -> HttpResponseBase:
    """The file of a document, always as a download."""
    standard = _worked_on(request.user, pk)
    row = get_object_or_404(standard.outputs.exclude(sha256=""), pk=output)
    return file_response(storage.open(row.sha256), row.file_name, row.media_type)


class Ground(Acting):
    """Enter another ground to print."""

    title = gettext_lazy("Dasar hukum tercetak")
    lead = gettext_lazy("Pasal 26 merujuk pasal yang tidak memuat SP2-PDN; dasar yang dicetak dapat diganti di sini.")
    form_class = GroundForm

    def get_initial(self) -> dict[str, Any]:
        """What was entered."""
        require(policies.may_edit_ground(self.request.user), words.MAY_NOT_EDIT_GROUND)
        return {**super().get_initial(), "ground": self.standard.legal_ground}

    def act(self, form: GroundForm) -> DevelopmentStandard:
        """Keep it."""
        return services.set_legal_ground(actor=self.request.user, standard=self.standard, **form.cleaned_data)

    def back(self) -> str:
        """The standard."""
        return reverse("standards:development_detail", args=[self.kwargs["pk"]])


class GuideList(ListView):
    """The guides of Kepala BPSDM."""

    title = gettext_lazy("Panduan penyelenggaraan")
    lead = gettext_lazy("Dasar pengembangan selain KU, KI, dan KP, ditetapkan Kepala BPSDM Kementerian.")
    selector = staticmethod(selectors.guides)
    table_class = GuideTable
    search_fields = ("title__icontains", "number__icontains")
    search_hint = gettext_lazy("Judul atau nomor")
    export_name = gettext_lazy("Panduan penyelenggaraan")
    empty_icon = "book"
    empty_title = gettext_lazy("Belum ada panduan")
    empty_text = gettext_lazy("BPSDM mencatat panduan yang ditetapkan Kepala BPSDM.")

    def actions(self, actor: Any) -> list[Action]:
        """BPSDM records them."""
        if not policies.may_keep_guides(actor):
            return []
        return [Action(reverse("standards:guide_add"), gettext_lazy("Catat panduan"), icon="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without the acts for those who only read."""
        if not policies.may_keep_guides(self.request.user):
            kwargs["table"].exclude = ("act",)
        return super().get_context_data(**kwargs)


class AddGuide(Acting):
    """Record a guide."""

    title = gettext_lazy("Catat panduan penyelenggaraan")
    done = gettext_lazy("Panduan dicatat.")
    form_class = GuideForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for BPSDM."""
        require(policies.may_keep_guides(self.request.user), words.MAY_NOT_KEEP_GUIDES)
        return super().get_form(form_class)

    def act(self, form: GuideForm) -> ImplementationGuide:
        """Record."""
        return guide_services.record_guide(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("standards:guide_list")

    def crumbs(self) -> list[tuple[str, str]]:
        """Through the list."""
        return [(_("Panduan penyelenggaraan"), self.back())]


class EndGuide(Asking):
    """Let a guide end."""

    title = gettext_lazy("Akhiri panduan?")
    button = gettext_lazy("Akhiri")
    done = gettext_lazy("Hari terakhir panduan dicatat.")
    form_class = EndGuideForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for BPSDM."""
        require(policies.may_keep_guides(self.request.user), words.MAY_NOT_KEEP_GUIDES)
        self.guide = get_object_or_404(selectors.guides(self.request.user), pk=self.kwargs["guide"])
        self.lead = _("%(guide)s tidak dapat lagi dipilih sesudah hari itu; kurikulum yang sudah memakainya tetap.") % {
            "guide": self.guide
        }
        return super().get_form(form_class)

    def act(self, form: EndGuideForm) -> ImplementationGuide:
        """End."""
        return guide_services.end_guide(actor=self.request.user, guide=self.guide, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("standards:guide_list")


def _worked_on(actor: Any, pk: int) -> DevelopmentStandard:
    """An SP2-PDN whose stages and documents this actor may see; learners meet a 404, as for a draft."""
    standard = selectors.standard(actor, pk)
    if not policies.may_see_work(actor, standard):
        raise Http404
    return standard
