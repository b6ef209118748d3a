"""Drafting SKK-PDN: saving texts, adding, moving and removing nodes, remarks, counterparts, copies."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mumpuni.people.policies import Refused, RuleBroken, Unusable, require
from mumpuni.people.views.base import ServiceForm, sentences
from mumpuni.standards.forms import editor as forms
from mumpuni.standards.models import CompetencyUnit, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import desk as desks
from mumpuni.standards.selectors import occupational
from mumpuni.standards.selectors import trees as reading
from mumpuni.standards.selectors.desk import Leaf
from mumpuni.standards.services import copies, remarks, trees
from mumpuni.standards.services import occupational as standards
from mumpuni.standards.views import desk as desk_of
from mumpuni.standards.views.desk import address
from mumpuni.standards.views.editor import open_desk, uuid_of
from mumpuni.standards.words import MAY_NOT_DECIDE, MAY_NOT_DRAFT, TEXT_IS_CLOSED


@login_required
@require_POST
def save(request: HttpRequest, pk: int, node: UUID) -> HttpResponse:
    """Save one text of one node; scripts get JSON, forms a page."""
    version = occupational.version(request.user, pk)
    name, text = request.POST.get("field", ""), _plain(request.POST.get("text", ""))
    leaf = _leaf(request, version, node)
    if name not in type(leaf.row).TEXTS:
        raise Http404
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        revision = int(request.POST.get("revision", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    try:
        saved = trees.save_text(
            actor=request.user, version=version, node=node, field=name, text=text, revision=revision
        )
    except trees.Conflict as conflict:
        return _both(request, version, leaf, name, conflict, by_script=by_script)
    except (ValidationError, RuleBroken, Refused) as refused:
        return _not_saved(request, version, leaf, (name, text), refused, by_script=by_script)
    if not by_script:
        messages.success(request, _("Tersimpan."))
        return redirect(address(version, leaf.unit.identifier, f"isian-{node}-{name}"))
    unit = desks.one_unit(request.user, version, leaf.unit.identifier)
    return JsonResponse(
        {
            "revision": saved.revision,
            "stamp": formats.time_format(timezone.localtime(saved.saved_at), "H.i"),
            "unit": str(unit.identifier),
            "missing": desk_of.missing(unit),
            **({"label": text} if name == "title" else {}),
        }
    )


def _both(
    request: HttpRequest, version: StandardVersion, leaf: Leaf, name: str, conflict: Any, *, by_script: bool
) -> HttpResponse:
    """Both texts side by side: somebody else saved this one meanwhile."""
    context = {
        "conflict": conflict,
        "passages": reading.words(conflict.theirs, conflict.mine),
        "box": desk_of.box_of(version, leaf, name),
        "back": address(version, leaf.unit.identifier, f"isian-{leaf.identifier}-{name}"),
        "draft": version,
    }
    if by_script:
        return JsonResponse({"html": render_to_string("standards/editor/_conflict.html", context, request)}, status=409)
    return render(request, "standards/editor/conflict.html", context, status=409)


def _not_saved(
    request: HttpRequest,
    version: StandardVersion,
    leaf: Leaf,
    typed: tuple[str, str],
    refused: ValidationError | RuleBroken | Refused,
    *,
    by_script: bool,
) -> HttpResponse:
    """Why a text could not be saved, beside what was typed."""
    name, text = typed
    status = 403 if isinstance(refused, Refused) else 422
    context = {
        "sentences": [str(refused)] if isinstance(refused, Refused) else sentences(refused),
        "box": desk_of.box_of(version, leaf, name),
        "text": text,
        "back": address(version, leaf.unit.identifier),
        "draft": version,
    }
    if by_script:
        html = render_to_string("standards/editor/_not_saved.html", context, request)
        return JsonResponse({"html": html}, status=status)
    return render(request, "standards/editor/not_saved.html", context, status=status)


def _plain(text: str) -> str:
    """What was typed, with the line ends of one system."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _leaf(request: HttpRequest, version: StandardVersion, node: UUID) -> Leaf:
    unit = desks.one_unit(request.user, version, node)
    return next(leaf for leaf in desks.walk(unit) if leaf.identifier == node)


# Adding


@login_required
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an element or a criterion at the end; the list comes back with the next empty line."""
    version = occupational.version(request.user, pk)
    parent = uuid_of(request.POST.get("parent", ""))
    kind, title = request.POST.get("kind", ""), _plain(request.POST.get("title", ""))
    if parent is None or kind not in ("element", "criterion"):
        raise Http404
    refused: list[str] = []
    made: Any = None
    try:
        made = trees.add_node(actor=request.user, version=version, parent=parent, kind=kind, title=title)
    except (ValidationError, RuleBroken) as problem:
        refused = sentences(problem)
    unit = desks.one_unit(request.user, version, parent)
    by_script = bool(getattr(request, "htmx", False))
    if made is not None and not by_script:
        focus = made.identifier if kind == "element" else parent
        return redirect(address(version, unit.identifier, f"tambah-{focus}"))
    desk = open_desk(request, version, unit.identifier)
    context = {
        "desk": desk,
        "add_error": refused,
        "add_parent": parent if refused else None,
        "add_text": title if refused else "",
        "focus": made.identifier if made is not None and kind == "element" else parent,
        "oob": True,
    }
    if by_script:
        return render(request, "standards/editor/_added.html", context)
    return render(request, "standards/editor/page.html", {**context, "oob": False}, status=422)


class OnVersion(ServiceForm):
    """A form about one manuscript; only for those who may change its text."""

    template_name = "standards/editor/form.html"

    @property
    def version(self) -> StandardVersion:
        """The version of the address, in this actor's sight."""
        if not hasattr(self, "_version"):
            self._version = occupational.version(self.request.user, self.kwargs["pk"])
        return self._version

    def get_form(self, form_class: Any = None) -> Any:
        """Only for drafters, and only while the text is open."""
        require(not self.version.is_published, TEXT_IS_CLOSED)
        require(policies.may_change_text(self.request.user, self.version), MAY_NOT_DRAFT)
        return super().get_form(form_class)

    def back(self) -> str:
        """The manuscript."""
        return address(self.version, self.kwargs.get("node"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the version, for the way to the page."""
        return super().get_context_data(draft=self.version, **kwargs)


class AddUnit(OnVersion):
    """A new unit of a kind, at its end."""

    form_class = forms.UnitForm
    template_name = "standards/editor/question.html"
    button = gettext_lazy("Tambah unit")
    done = gettext_lazy("Unit ditambahkan.")

    def get_template_names(self) -> list[str]:
        """Alone in a dialog, on a page otherwise."""
        return [_question(self.request)]

    @property
    def title(self) -> str:  # type: ignore[override]
        """With the kind."""
        kind = self.kwargs["kind"]
        if kind not in CompetencyUnit.Kind.values:
            raise Http404
        return _("Tambah %(kind)s") % {"kind": CompetencyUnit.Kind(kind).label}

    def act(self, form: forms.UnitForm) -> Any:
        """Add."""
        return trees.add_node(
            actor=self.request.user,
            version=self.version,
            parent=None,
            kind="unit",
            unit_kind=self.kwargs["kind"],
            title=form.cleaned_data["title"],
        )

    def onward(self, made: Any) -> str:
        """The new unit."""
        return address(self.version, made.identifier)


def _question(request: HttpRequest) -> str:
    in_dialog = bool(getattr(request, "htmx", False)) and request.method == "GET"
    return f"standards/editor/{'_' if in_dialog else ''}question.html"


# Moving, removing, renumbering: first the codes, then the act


class Previewed(OnVersion):
    """An act that changes codes: the table of what becomes of them stands before the button."""

    danger = False

    def get_template_names(self) -> list[str]:
        """Alone in a dialog, on a page otherwise."""
        return [_question(self.request)]

    @property
    def leaf(self) -> Leaf:
        """The node of the address."""
        if not hasattr(self, "_leaf"):
            self._leaf = _leaf(self.request, self.version, self.kwargs["node"])
        return self._leaf

    def preview(self) -> Iterable[Any]:
        """What would become of which code."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the codes, or why it cannot be done."""
        context = super().get_context_data(danger=self.danger, action=self.request.get_full_path(), **kwargs)
        if self.kwargs.get("pk") and not self.version.is_published:
            try:
                context["changes"] = list(self.preview())
            except (ValidationError, RuleBroken) as problem:
                context["cannot"] = sentences(problem)
            context["idle"] = not context.get("choosing") and not context.get("changes")
        return context


class Move(Previewed):
    """Another place for a node: one step by "Naik" and "Turun", or under another parent."""

    title = gettext_lazy("Pindahkan")
    button = gettext_lazy("Pindahkan")
    done = gettext_lazy("Dipindahkan; kode sudah disesuaikan.")
    form_class = forms.MoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What may be chosen, and the step that was asked for."""
        kwargs = super().get_form_kwargs()
        kwargs["parents"] = [(str(each.identifier), f"{each.code} {each.row.title}") for each in self.parents]
        if self.request.method == "GET":
            kwargs["data"] = self.wanted()
            parent = self.leaf.parent
            kwargs["initial"] = {
                "parent": str(parent.identifier) if parent else "",
                "position": self.leaf.row.number,
            }
        return kwargs

    @property
    def parents(self) -> list[Leaf]:
        """Where such a node may stand."""
        if not hasattr(self, "_parents"):
            whole = desks.manuscript(self.request.user, self.version)
            kind = self.leaf.kind
            if kind == "unit":
                self._parents: list[Leaf] = []
            elif kind == "element":
                self._parents = whole.units
            else:
                self._parents = [element for unit in whole.units for element in unit.children]
        return self._parents

    def wanted(self) -> dict[str, Any] | None:
        """The place asked for in the address; None when none was."""
        given = self.request.GET
        if "position" in given:
            return {"parent": given.get("parent", ""), "position": given["position"]}
        step = {"naik": -1, "turun": 1}.get(given.get("arah", ""))
        if step is None:
            return None
        parent = self.leaf.parent
        return {"parent": str(parent.identifier) if parent else "", "position": max(1, self.leaf.row.number + step)}

    def preview(self) -> Iterable[Any]:
        """The codes after the move."""
        wanted = self.wanted()
        if self.request.method == "POST":
            wanted = {"parent": self.request.POST.get("parent", ""), "position": self.request.POST.get("position", "")}
        if wanted is None:
            return []
        return trees.preview_move(
            actor=self.request.user,
            version=self.version,
            node=self.leaf.identifier,
            to_parent=uuid_of(wanted["parent"]),
            position=_number(wanted["position"]),
        )

    def act(self, form: forms.MoveForm) -> Any:
        """Move."""
        return trees.move_node(
            actor=self.request.user,
            version=self.version,
            node=self.leaf.identifier,
            to_parent=uuid_of(form.cleaned_data["parent"]),
            position=form.cleaned_data["position"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form asks for the place first, and for the yes once the codes are shown."""
        asked = self.request.method == "POST" or self.wanted() is not None
        return super().get_context_data(asked=asked, choosing=not asked, leaf=self.leaf, **kwargs)


def _number(text: Any) -> int:
    try:
        return int(text)
    except ValueError as wrong:
        raise Unusable({"position": _("Urutan berupa angka.")}) from wrong


class Remove(Previewed):
    """Take a node out, with all below it; the history keeps it."""

    title = gettext_lazy("Hapus dari naskah")
    lead = gettext_lazy("Yang di bawahnya ikut terhapus. Riwayat menyimpan semuanya, dan isinya dapat dikembalikan.")
    button = gettext_lazy("Hapus")
    done = gettext_lazy("Dihapus; riwayat menyimpannya.")
    form_class = forms.ReasonForm
    danger = True

    def preview(self) -> Iterable[Any]:
        """The codes after it is gone."""
        return trees.preview_removal(actor=self.request.user, version=self.version, node=self.leaf.identifier)

    def act(self, form: forms.ReasonForm) -> Any:
        """Remove."""
        self.above = self.leaf.unit.identifier if self.leaf.kind != "unit" else None
        return trees.remove_node(
            actor=self.request.user,
            version=self.version,
            node=self.leaf.identifier,
            reason=form.cleaned_data["reason"],
        )

    def onward(self, made: Any) -> str:
        """The unit it stood in, or the tree."""
        return address(self.version, self.above)


class Renumber(Previewed):
    """Close the gaps in the numbers."""

    title = gettext_lazy("Rapikan nomor")
    lead = gettext_lazy("Nomor unit, elemen, dan kriteria dibuat berurutan. Tautan yang sudah terbit tidak berubah.")
    button = gettext_lazy("Rapikan")
    done = gettext_lazy("Nomor sudah berurutan.")
    form_class = forms.NothingForm

    def preview(self) -> Iterable[Any]:
        """The codes after it."""
        return trees.preview_renumber(actor=self.request.user, version=self.version)

    def act(self, form: Any) -> Any:
        """Renumber."""
        return trees.renumber(actor=self.request.user, version=self.version)


# Remarks and counterparts


@login_required
@require_POST
def comment(request: HttpRequest, pk: int, node: UUID | None = None) -> HttpResponse:
    """Remark on a node or on the whole."""
    version = occupational.version(request.user, pk)
    try:
        remarks.comment(actor=request.user, version=version, node=node, text=request.POST.get("text", ""))
    except ValidationError as problem:
        messages.error(request, " ".join(sentences(problem)))
    return redirect(_back_to(version, node, "komentar"))


@login_required
@require_POST
def settle(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """What a remark asked for is done."""
    version = occupational.version(request.user, pk)
    remark = version.comments.filter(pk=comment).first()
    if remark is None:
        raise Http404
    remarks.settle_comment(actor=request.user, comment=remark)
    return redirect(_back_to(version, remark.node, "komentar"))


def _back_to(version: StandardVersion, node: UUID | None, place: str) -> str:
    if node is None:
        return f"{address(version)}?layar=ringkasan#{place}"
    return address(version, node, place)


class AddCounterpart(OnVersion):
    """Another standard that a unit can be compared with."""

    title = gettext_lazy("Tambah padanan")
    button = gettext_lazy("Tambah padanan")
    done = gettext_lazy("Padanan ditambahkan.")
    form_class = forms.CounterpartForm

    def get_template_names(self) -> list[str]:
        """Alone in a dialog, on a page otherwise."""
        return [_question(self.request)]

    def act(self, form: forms.CounterpartForm) -> Any:
        """Add."""
        return remarks.add_counterpart(
            actor=self.request.user, version=self.version, unit=self.kwargs["node"], **form.cleaned_data
        )

    def back(self) -> str:
        """The unit's counterparts."""
        return address(self.version, self.kwargs["node"], "padanan")


@login_required
@require_POST
def remove_counterpart(request: HttpRequest, pk: int, node: UUID, counterpart: int) -> HttpResponse:
    """Take a counterpart away."""
    version = occupational.version(request.user, pk)
    found = get_object_or_404(reading.counterparts(request.user, version), pk=counterpart, unit__identifier=node)
    remarks.remove_counterpart(actor=request.user, version=version, counterpart=found)
    messages.success(request, _("Padanan dilepas."))
    return redirect(address(version, node, "padanan"))


@login_required
@require_POST
def no_counterpart(request: HttpRequest, pk: int, node: UUID) -> HttpResponse:
    """Say that there is nothing to compare a unit with, or take that back."""
    version = occupational.version(request.user, pk)
    none = request.POST.get("none") == "1"
    try:
        remarks.mark_no_counterpart(actor=request.user, version=version, unit=node, none_found=none)
    except ValidationError as problem:
        messages.error(request, " ".join(sentences(problem)))
    return redirect(address(version, node, "padanan"))


# Taking over, restoring, heading, a new standard


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Give back what a node said, or a node that was taken out."""
    version = occupational.version(request.user, pk)
    found = version.history.filter(pk=entry).first()
    if found is None:
        raise Http404
    try:
        made = trees.restore(actor=request.user, version=version, node=found.node, entry=found.pk)
    except (ValidationError, RuleBroken) as problem:
        messages.error(request, " ".join(sentences(problem)))
        return redirect("standards:skk_history", pk)
    messages.success(request, _("Teks itu dikembalikan."))
    return redirect(address(version, made.identifier))


@login_required
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take units over from another standard: which one, which units, and how that counts."""
    version = occupational.version(request.user, pk)
    require(not version.is_published, TEXT_IS_CLOSED)
    require(policies.may_change_text(request.user, version), MAY_NOT_DRAFT)
    others = occupational.versions(request.user).exclude(pk=pk).order_by("standard__title", "-number")
    context: dict[str, Any] = {"draft": version, "others": others, "back": address(version)}
    chosen = request.GET.get("dari", "")
    if not chosen.isdigit():
        return render(request, "standards/editor/copy.html", context)
    source = occupational.version(request.user, int(chosen))
    whole = desks.manuscript(request.user, source)
    offered = [(str(unit.identifier), f"{unit.code} {unit.row.title}") for unit in whole.units]
    form = forms.CopyForm(request.POST or None, units=offered)
    if form.is_bound and form.is_valid():
        units = [UUID(each) for each in form.cleaned_data["units"]]
        if "lihat" in request.POST:
            context |= {
                "source": source,
                "form": form,
                "previewed": desks.copied_codes(request.user, version, whole, set(units)),
            }
            return render(request, "standards/editor/copy.html", context)
        try:
            made = copies.copy_units(
                actor=request.user,
                version=version,
                source_version=source,
                units=units,
                method=form.cleaned_data["method"],
            )
        except (ValidationError, RuleBroken) as problem:
            for sentence in sentences(problem):
                form.add_error(None, sentence)
        else:
            messages.success(request, _("Unit disalin ke naskah ini."))
            first = made[0].identifier if made else None
            return redirect(address(version, first))
    context |= {"source": source, "form": form}
    return render(request, "standards/editor/copy.html", context, status=422 if form.is_bound else 200)


class Heading(OnVersion):
    """What shows that a draft follows the principles, and how it is formulated."""

    title = gettext_lazy("Kepala standar")
    lead = gettext_lazy("Kebutuhan, acuan, penerapan, persetujuan, dan cara perumusan.")
    form_class = forms.HeadingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that a refused change is not shown as done."""
        return {**super().get_form_kwargs(), "instance": StandardVersion.objects.get(pk=self.version.pk)}

    def act(self, form: forms.HeadingForm) -> Any:
        """Change."""
        data = dict(form.cleaned_data)
        units = [unit.pk for unit in data.pop("cooperating_units")]
        return standards.change_heading(actor=self.request.user, version=self.version, units=units, **data)

    def back(self) -> str:
        """The overview, which shows it."""
        return f"{address(self.version)}?layar=ringkasan"


class NewStandard(ServiceForm):
    """Begin the standard of a position."""

    template_name = "standards/editor/form.html"
    title = gettext_lazy("Susun standar baru")
    lead = gettext_lazy("Satu standar untuk satu jabatan; kodenya ditentukan peraturan dari jenjang dan pemerintahan.")
    button = gettext_lazy("Mulai menyusun")
    done = gettext_lazy("Standar dibuka. Tiga unit umum sudah ada di dalamnya.")
    form_class = forms.NewStandardForm
    rule_fields = {
        "no-position": "position",
        "not-covered": "government",
        "no-government": "government",
        "no-supervising-body": "supervised_by",
        "job-code": "local_job_code",
        "source-standard-missing": "source_standard",
    }

    def get_form(self, form_class: Any = None) -> Any:
        """Only for BPSDM."""
        require(policies.may_open_standard(self.request.user), MAY_NOT_DECIDE)
        return super().get_form(form_class)

    def act(self, form: forms.NewStandardForm) -> Any:
        """Open."""
        return standards.open_standard(actor=self.request.user, started_on=timezone.localdate(), **form.cleaned_data)

    def back(self) -> str:
        """The register, or home where there is none."""
        try:
            return reverse("standards:skk_list")
        except NoReverseMatch:
            return reverse("ui:home")

    def onward(self, made: Any) -> str:
        """The manuscript."""
        return address(made)
