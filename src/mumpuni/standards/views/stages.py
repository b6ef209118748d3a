"""Pages of the stages: the board, a version's stage page, its steps, documents and team, what stages require."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mumpuni.audit.models import StoredDecision
from mumpuni.documents import storage
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.standards import words
from mumpuni.standards.forms import stages as forms
from mumpuni.standards.models import (
    Government,
    OccupationalStandard,
    SkkStage,
    StageOutput,
    StageRequirement,
    StandardVersion,
    TeamMember,
)
from mumpuni.standards.models.stages import Move
from mumpuni.standards.policies import occupational as standard_policies
from mumpuni.standards.policies import stages as policies
from mumpuni.standards.selectors import board as board_selectors
from mumpuni.standards.selectors import occupational
from mumpuni.standards.selectors import stages as selectors
from mumpuni.standards.services import compiling, stages, team
from mumpuni.standards.services import occupational as heading
from mumpuni.ui.files import file_response


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Where every standard stands."""
    actor: Any = request.user
    found = board_selectors.current(actor)
    words_asked, where = request.GET.get("q", "").strip(), request.GET.get("pemerintahan", "")
    if words_asked:
        found = found.filter(standard__title__icontains=words_asked)
    if where in Government.values:
        found = found.filter(standard__government=where)
    cards = board_selectors.cards(actor, found)
    if mine := request.GET.get("saya") == "1":
        cards = [each for each in cards if each.mine]
    if late := request.GET.get("lama") == "1":
        cards = [each for each in cards if each.late]
    context = {
        "columns": board_selectors.columns(cards),
        "count": len(cards),
        "governments": Government.choices,
        "q": words_asked,
        "where": where,
        "mine": mine,
        "late": late,
        "filtered": bool(words_asked or where or mine or late),
    }
    return render(request, "standards/board.html", context)


@login_required
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one version stands, what its next step needs, its documents, team and history."""
    actor: Any = request.user
    version = _version(actor, pk)
    asked = selectors.requirements()
    needs = selectors.needs(version, asked)
    following = selectors.SKK.following(version.stage)
    moves = list(version.moves.select_related("moved_by"))
    kept = StoredDecision.objects.in_bulk([each.decision_id for each in moves if each.decision_id])
    may_act = selectors.may_act(actor, version, version.stage)
    lacking = [each for each in needs if not each.met and each.code != "minister-decision"]
    drafting = standard_policies.may_change_text(actor, version)
    warnings, language = _warnings(version), (get_language() or "id")[:2]
    context = {
        "draft": version,
        "steps": _steps(version, moves),
        "here": version.get_stage_display(),
        "following": following and selectors.SKK.label(following),
        "needs": [(each, _mend(version, each, may_act=may_act, drafting=drafting)) for each in needs],
        "ready": not lacking,
        "may_act": may_act,
        "may_write": drafting,
        "may_advance": bool(following) and selectors.may_advance(actor, version, following or ""),
        "who": stages.refusal(version, SkkStage.SETTING if following == SkkStage.SETTING else version.stage),
        "may_return": not version.is_published
        and bool(selectors.SKK.before(version.stage))
        and policies.may_return(actor, version.standard),
        "may_review": version.stage == SkkStage.REVIEW and standard_policies.may_decide_standards(actor),
        "may_form_team": standard_policies.may_open_standard(actor),
        "team": version.standard.team.select_related("account", "unit__agency").order_by(
            "until", "part", "account__name"
        ),
        "outputs": _archive(version, may_act=may_act, moves=moves),
        "moves": [(each, kept.get(each.decision_id)) for each in reversed(moves)],
        "warnings": warnings,
        "warned": [(each.message(language), each.citation) for each in warnings.findings] if warnings else [],
        "last_return": moves[-1] if moves and moves[-1].kind == Move.Kind.RETURNED else None,
    }
    return render(request, "standards/stage.html", context)


@login_required
def stage_file(request: HttpRequest, pk: int, output: int) -> HttpResponseBase:
    """A document's file, as a download for those who see the draft."""
    version = _version(request.user, pk)
    found = get_object_or_404(version.outputs.exclude(sha256=""), pk=output)
    return file_response(storage.open(found.sha256), found.file_name, found.media_type)


@login_required
def requirements(request: HttpRequest) -> HttpResponse:
    """What the stages of both kinds of standards have to show, and by which decision."""
    actor: Any = request.user
    require(policies.may_see_board(actor), words.MAY_NOT_SEE_BOARD)
    language = (get_language() or "id")[:2]
    rows = list(StageRequirement.objects.all())
    kinds = [
        (
            walk.stages.title(language),
            walk.stages.citation,
            [
                (entry.name(language), entry.citation or walk.stages.citation, [
                    row for row in rows if row.of == walk.of and row.stage == entry.code
                ])
                for entry in walk.stages.entries
            ],
        )
        for walk in (selectors.SKK, selectors.SP2)
    ]  # fmt: skip
    context = {"kinds": kinds, "may_change": standard_policies.may_decide_standards(actor)}
    return render(request, "standards/stage_requirements.html", context)


def _version(actor: Any, pk: int) -> StandardVersion:
    """A version in sight of one who works on standards; its stage page shows drafts and who is to act.

    Raises:
        Refused: for those who do not watch stages.
        Http404: for one that does not exist or is out of sight.
    """
    require(policies.may_see_board(actor), words.MAY_NOT_SEE_BOARD)
    return occupational.version(actor, pk)


def _steps(version: StandardVersion, moves: list[Any]) -> list[dict[str, Any]]:
    """The ten stages, each done, here or to come, with who left it when."""
    left = {each.from_stage: each for each in moves if each.kind == Move.Kind.FORWARD}
    here = selectors.SKK.position(version.stage)
    return [
        {
            "label": selectors.SKK.label(code),
            "number": number + 1,
            "state": "done" if number < here else "here" if number == here else "coming",
            "left": left.get(code) if number < here else None,
        }
        for number, code in enumerate(selectors.SKK.stages.codes)
    ]


def _mend(version: StandardVersion, need: selectors.Need, *, may_act: bool, drafting: bool) -> str:
    """Where a missing thing is brought; empty for one that is there or not this account's to bring."""
    if need.met:
        return ""
    if need.requirement:
        url = reverse("standards:stage_output_add", args=[version.pk])
        return f"{url}?syarat={need.requirement.pk}" if may_act else ""
    if need.code == "lead":
        return reverse("standards:team_add", args=[version.pk]) if may_act else ""
    shown_in_heading = need.code != "minister-decision"
    return reverse("standards:stage_evidence", args=[version.pk]) if drafting and shown_in_heading else ""


def _archive(version: StandardVersion, *, may_act: bool, moves: list[Any]) -> list[tuple[str, list[Any]]]:
    """The documents by stage; those of a stage not yet left may be taken back."""
    counting = {each.pk for each in selectors.counting(version)}
    arrived = moves[-1].moved_at if moves else None
    grouped: dict[str, list[Any]] = {}
    for output in version.outputs.select_related("requirement", "added_by"):
        removable = may_act and output.stage == version.stage and (arrived is None or output.added_at > arrived)
        grouped.setdefault(output.stage, []).append((output, output.pk in counting, removable))
    return [(selectors.SKK.label(code), grouped[code]) for code in selectors.SKK.stages.codes if code in grouped]


def _warnings(version: StandardVersion) -> Any:
    """What the principles warn of while a draft is verified; None where they warn of nothing."""
    if version.stage != SkkStage.VERIFICATION:
        return None
    decision = compiling.principles(version)
    return decision if any(each.severity == "warning" for each in decision.findings) else None


class OnVersion(ServiceForm):
    """A form about one version; a refusal of a rule stands in it with its article."""

    template_name = "standards/stage_form.html"

    @property
    def version(self) -> StandardVersion:
        """The version of the address."""
        if not hasattr(self, "_found"):
            self._found = _version(self.request.user, self.kwargs["pk"])
        return self._found

    def allowed(self) -> None:
        """Refuse the page to those whom the service would refuse."""

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        self.allowed()
        return super().get_form(form_class)

    def back(self) -> str:
        """The stage page."""
        return reverse("standards:stage", args=[self.version.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the version, for the crumbs."""
        return super().get_context_data(draft=self.version, **kwargs)


class Advance(OnVersion):
    """The next step of a version."""

    done = gettext_lazy("Standar maju ke tahap berikutnya.")

    @property
    def to(self) -> str:
        """The stage after the one where the version stands."""
        following = selectors.SKK.following(self.version.stage)
        if following is None:
            raise Http404
        return following

    def allowed(self) -> None:
        """Whoever acts in the stage that is left."""
        refusal = stages.refusal(self.version, SkkStage.SETTING if self.to == SkkStage.SETTING else self.version.stage)
        require(selectors.may_advance(self.request.user, self.version, self.to), refusal)

    def get_form_class(self) -> Any:
        """A setting asks for the decree."""
        return forms.SettingForm if self.to == SkkStage.SETTING else forms.StepForm

    def get_initial(self) -> dict[str, Any]:
        """The step that this page offers."""
        return {"to": self.to}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the step is called and what follows from it."""
        label = selectors.SKK.label(self.to)
        lead = _("%(standard)s pindah dari tahap %(here)s ke tahap %(to)s.") % {
            "standard": self.version, "here": self.version.get_stage_display(), "to": label,
        }  # fmt: skip
        if self.to == SkkStage.SETTING:
            lead += " " + _("Sesudah ditetapkan naskahnya tidak berubah lagi.")
        context = super().get_context_data(**kwargs)
        return {**context, "title": _("Maju ke tahap %(to)s") % {"to": label}, "lead": lead, "button": _("Majukan")}

    def act(self, form: Any) -> StandardVersion:
        """Take the step."""
        return compiling.advance(actor=self.request.user, version=self.version, **form.cleaned_data)


class Return(OnVersion):
    """Back to an earlier stage."""

    title = gettext_lazy("Kembalikan rancangan")
    lead = gettext_lazy("Dokumen tahap-tahap sesudahnya tetap tersimpan, tetapi harus ditunjukkan lagi.")
    button = gettext_lazy("Kembalikan")
    done = gettext_lazy("Rancangan dikembalikan; alasannya tersimpan pada riwayat tahap.")
    form_class = forms.ReturnForm

    def allowed(self) -> None:
        """Verifiers of the standard and BPSDM."""
        require(policies.may_return(self.request.user, self.version.standard), words.MAY_NOT_RETURN)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The stages before this one."""
        return {**super().get_form_kwargs(), "before": selectors.SKK.before(self.version.stage)}

    def act(self, form: Any) -> StandardVersion:
        """Return it."""
        return compiling.return_to(actor=self.request.user, version=self.version, **form.cleaned_data)


class Review(OnVersion):
    """What a review came to."""

    title = gettext_lazy("Catat hasil kaji ulang")
    button = gettext_lazy("Simpan hasil")
    done = gettext_lazy("Hasil kaji ulang tersimpan.")
    form_class = forms.ReviewForm

    def allowed(self) -> None:
        """BPSDM."""
        require(standard_policies.may_decide_standards(self.request.user), words.MAY_NOT_DECIDE)

    def act(self, form: Any) -> StandardVersion:
        """Keep the version in force, or open the next."""
        given = form.cleaned_data
        common = {"actor": self.request.user, "version": self.version, "reason": given["reason"]}
        if given["result"] == forms.ReviewForm.NEW:
            return compiling.open_next(**common)
        return compiling.keep_in_force(**common, review_due=given["review_due"])

    def onward(self, made: StandardVersion) -> str:
        """The stage page of the version that goes on."""
        return reverse("standards:stage", args=[made.pk])


class Evidence(OnVersion):
    """What the draft shows for the principles of Pasal 17, and with whom it is compiled."""

    title = gettext_lazy("Bukti dan unit kerja")
    lead = gettext_lazy("Diperiksa pada langkah tahap yang memerlukannya.")
    done = gettext_lazy("Bukti tersimpan.")
    form_class = forms.EvidenceForm

    def allowed(self) -> None:
        """Whoever may change the text."""
        refusal = words.TEXT_IS_CLOSED if self.version.is_published else words.MAY_NOT_DRAFT
        require(standard_policies.may_change_text(self.request.user, self.version), refusal)

    def get_initial(self) -> dict[str, Any]:
        """What is there."""
        version = self.version
        names = ("need", "reference_sources", "applicability", "consents")
        return {name: getattr(version, name) for name in names} | {"units": version.cooperating_units.all()}

    def act(self, form: Any) -> None:
        """Write it into the heading."""
        data = dict(form.cleaned_data)
        units = [each.pk for each in data.pop("units")]
        heading.change_heading(actor=self.request.user, version=self.version, units=units, **data)


class AddOutput(OnVersion):
    """Show a document at the running stage."""

    title = gettext_lazy("Tambah dokumen tahap")
    button = gettext_lazy("Simpan dokumen")
    done = gettext_lazy("Dokumen tersimpan.")
    form_class = forms.OutputForm

    def allowed(self) -> None:
        """Whoever acts in the stage."""
        version = self.version
        require(selectors.may_act(self.request.user, version, version.stage), stages.refusal(version, version.stage))

    @property
    def requirement(self) -> StageRequirement | None:
        """The requirement that the document fulfils, if it was asked for."""
        number = self.request.GET.get("syarat", "")
        if not number.isdecimal():
            return None
        return StageRequirement.objects.filter(pk=int(number), of="skk", stage=self.version.stage).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what the requirement asks for."""
        return {**super().get_form_kwargs(), "requirement": self.requirement}

    def act(self, form: Any) -> Any:
        """Keep it."""
        return stages.add_output(
            actor=self.request.user, subject=self.version, requirement=self.requirement, **form.cleaned_data
        )


class AskedOfVersion(OnVersion, Question):
    """A question about a version."""


class RemoveOutput(AskedOfVersion):
    """Take back a document shown by mistake."""

    title = gettext_lazy("Hapus dokumen")
    button = gettext_lazy("Hapus")
    done = gettext_lazy("Dokumen dihapus; penghapusannya tercatat pada jejak audit.")
    danger = True

    @property
    def output(self) -> StageOutput:
        """The document of the address."""
        return get_object_or_404(self.version.outputs, pk=self.kwargs["output"])

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Which document."""
        return _("Dokumen “%(title)s” dihapus dari tahap ini.") % {"title": self.output.title}

    def allowed(self) -> None:
        """Whoever acts in the stage."""
        version = self.version
        require(selectors.may_act(self.request.user, version, version.stage), stages.refusal(version, version.stage))

    def act(self, form: Any) -> None:
        """Take it back."""
        stages.remove_output(actor=self.request.user, subject=self.version, output=self.output)


class AddMember(OnVersion):
    """Take somebody into the team."""

    title = gettext_lazy("Tambah anggota tim")
    lead = gettext_lazy("Penyusun sebuah standar tidak memverifikasi standar itu.")
    button = gettext_lazy("Tambahkan")
    done = gettext_lazy("Anggota tim ditambahkan.")
    form_class = forms.MemberForm

    def allowed(self) -> None:
        """BPSDM."""
        require(standard_policies.may_open_standard(self.request.user), words.MAY_NOT_DECIDE)

    def act(self, form: Any) -> TeamMember:
        """Add."""
        return team.add_member(actor=self.request.user, standard=self.version.standard, **form.cleaned_data)


class EndMember(AskedOfVersion):
    """Let somebody leave the team."""

    title = gettext_lazy("Akhiri tugas dalam tim")
    lead = gettext_lazy("Anggota ini tidak lagi mengubah naskah; yang sudah dikerjakannya tetap tercatat.")
    button = gettext_lazy("Akhiri")
    done = gettext_lazy("Tugasnya dalam tim berakhir hari ini.")
    danger = True

    def allowed(self) -> None:
        """BPSDM."""
        require(standard_policies.may_open_standard(self.request.user), words.MAY_NOT_DECIDE)

    def act(self, form: Any) -> TeamMember:
        """End."""
        standard: OccupationalStandard = self.version.standard
        member = get_object_or_404(standard.team, pk=self.kwargs["member"])
        return team.end_member(actor=self.request.user, member=member)


class OnRequirements(ServiceForm):
    """A form about what stages require."""

    template_name = "standards/stage_form.html"

    def get_form(self, form_class: Any = None) -> Any:
        """BPSDM."""
        require(standard_policies.may_decide_standards(self.request.user), words.MAY_NOT_DECIDE)
        return super().get_form(form_class)

    def back(self) -> str:
        """The lists."""
        return reverse("standards:stage_requirements")


class AddRequirement(OnRequirements):
    """Ask a stage for one more document."""

    title = gettext_lazy("Wajibkan dokumen")
    done = gettext_lazy("Dokumen diwajibkan bagi naskah yang mulai disusun sejak hari berlakunya.")
    form_class = forms.RequirementForm

    def act(self, form: Any) -> StageRequirement:
        """Add."""
        data = dict(form.cleaned_data)
        of, _colon, stage = data.pop("stage").partition(":")
        return stages.add_requirement(actor=self.request.user, of=of, stage=stage, **data)


class EndRequirement(OnRequirements):
    """Ask for a document no longer."""

    title = gettext_lazy("Akhiri kewajiban dokumen")
    button = gettext_lazy("Akhiri")
    done = gettext_lazy("Kewajiban diakhiri; dokumen yang sudah ditunjukkan tetap tersimpan.")
    form_class = forms.EndRequirementForm

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Which document of which stage."""
        return str(get_object_or_404(StageRequirement, pk=self.kwargs["pk"]))

    def act(self, form: Any) -> StageRequirement:
        """End."""
        requirement = get_object_or_404(StageRequirement, pk=self.kwargs["pk"])
        return stages.end_requirement(actor=self.request.user, requirement=requirement, **form.cleaned_data)
