"""Pages about one official's levels: what was learnt and done, the decision, the way to a target position."""

from typing import Any, ClassVar

import django_filters as filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.people import selectors as people
from mumpuni.people.models import Agency, Level, Person
from mumpuni.people.policies import require
from mumpuni.people.selectors.persons import search
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.standards.forms.officials import AttainmentForm, DecisionForm, ExperienceForm, ReasonForm, TargetForm
from mumpuni.standards.models import LevelDecision
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import officials as selectors
from mumpuni.standards.services import officials as services
from mumpuni.standards.views.framework import language
from mumpuni.standards.views.ladder import ladder
from mumpuni.standards.words import MAY_NOT_DECIDE, MAY_NOT_KEEP_ATTAINMENTS, MAY_NOT_SEE_OFFICIALS
from mumpuni.ui.lists import ListView, StackColumn, Table


class OfficialTable(Table):
    """Officials with the level that was decided."""

    name = tables.Column(
        gettext_lazy("Nama"),
        accessor="full_name",
        order_by=("name", "pk"),
        linkify=("standards:official", [tables.A("pk")]),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )
    position = StackColumn(
        verbose_name=gettext_lazy("Jabatan"),
        accessor="current__position",
        below="current__position__get_level_display",
        orderable=False,
    )
    agency = tables.Column(gettext_lazy("Instansi"), accessor="current__agency", orderable=False)
    decided = tables.Column(gettext_lazy("Jenjang KKA-PDN"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Person
        fields = ("name", "position", "agency", "decided")

    def render_decided(self, record: Person) -> str:
        """The level by decision, or that there is none."""
        fixed = next((each for each in record.level_decisions.all() if each.meets_standard), None)
        return f"{fixed.level} ({fixed.number})" if fixed else str(_("belum ditetapkan"))

    def value_decided(self, record: Person) -> Any:
        """The level alone."""
        fixed = next((each for each in record.level_decisions.all() if each.meets_standard), None)
        return fixed.level if fixed else None


class OfficialFilter(filters.FilterSet):
    """Narrow to an agency or a tier."""

    agency = filters.ModelChoiceFilter(
        label=gettext_lazy("Instansi"), method="serving_at", queryset=lambda request: _agencies(request.user)
    )
    level = filters.ChoiceFilter(label=gettext_lazy("Jenjang jabatan"), method="at_level", choices=Level.choices)

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["agency", "level"]

    def serving_at(self, found: QuerySet[Person], name: str, value: Agency) -> QuerySet[Person]:
        """Those who serve there now."""
        return found.filter(appointments__ends_on=None, appointments__agency=value)

    def at_level(self, found: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Those whose present position is of this tier."""
        return found.filter(appointments__ends_on=None, appointments__position__level=value)


def _agencies(actor: Any) -> QuerySet[Agency]:
    return Agency.objects.all() if policies.may_see_all_officials(actor) else people.agencies(actor)


class OfficialList(ListView):
    """Officials and their levels, to open one."""

    title = gettext_lazy("Jenjang pegawai")
    selector = staticmethod(selectors.listed)
    table_class = OfficialTable
    filterset_class = OfficialFilter
    search_fields = ("name",)
    search_hint = gettext_lazy("Nama atau NIP")
    export_name = gettext_lazy("Jenjang pegawai")
    empty_icon = "users"
    empty_title = gettext_lazy("Belum ada pegawai")
    empty_text = gettext_lazy("Daftarkan pegawai lebih dahulu pada menu Pegawai.")

    def may_view(self, actor: Any) -> None:
        """Those who look at several officials."""
        require(policies.may_see_officials(actor), MAY_NOT_SEE_OFFICIALS)

    def found(self) -> tuple[QuerySet[Any], Any]:
        """By name, by the beginning of a NIP."""
        rows = search(self.rows(), self.request.GET.get("q", ""))
        filtered = OfficialFilter(self.request.GET or None, queryset=rows, request=self.request)
        return filtered.qs, filtered


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The way to one's own page; says so where the account belongs to nobody in the register."""
    person = getattr(request.user, "person_id", None)
    if person:
        return redirect("standards:official", person)
    return render(request, "standards/own_level.html")


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of an official's levels, and the way to a target position."""
    actor: Any = request.user
    person = selectors.official(actor, pk)
    if person.pk != pk:
        return redirect("standards:official", person.pk)
    today = timezone.localdate()
    fields = list(dict.fromkeys(each.field for each in person.experience.filter(ended_at=None)))
    form = TargetForm(
        request.GET if "sasaran" in request.GET else None,
        standards=list(selectors.standards_in_force(today)),
        fields_of_work=fields,
    )
    tier, version, related = form.chosen()
    told = selectors.profile(person, day=today, language=language(), target=tier, related_fields=related)
    level = person.current.position.level if person.current else ""
    if version is None and told.target == level:
        version = selectors.standard_of(person, today)
    needs = None
    if version is not None:
        units = selectors.required_units(version)
        needs = selectors.criterion("pengembangan-kompetensi", units, [*told.certificates, *told.expired], today)
    career = selectors.criterion("pengembangan-karier", [], told.certificates, today)
    target_levels = tuple(told.equivalence.values["target_levels"]) if told.equivalence and told.target else ()
    context = {
        "person": person,
        "told": told,
        "form": form,
        "ladder": ladder(told, target_levels),
        "target_levels": target_levels,
        "target_name": dict(Level.choices).get(told.target, ""),
        "gap": _gap(told, target_levels),
        "skk": version,
        "needs": needs,
        "certificates": career.values["certificates"],
        "length": [each.message(language()) for each in told.length.findings] if told.length else [],
        "beside": [each.message(language()) for each in told.beside.findings] if told.beside else [],
        "status": _status(told),
        "may_keep": policies.may_keep_attainments(actor, person),
        "may_decide": policies.may_decide_level(actor),
        "may_list": policies.may_see_officials(actor),
    }
    return render(request, "standards/official.html", context)


def _gap(told: selectors.Profile, target_levels: tuple[int, ...]) -> list[int]:
    """The levels between what surely is reached and the lowest of the target."""
    if not told.equivalence or told.equivalence.outcome == "reaches-target" or not target_levels:
        return []
    if told.overall:
        reached = told.overall
    else:
        reached = max(
            (min(each["levels"]) for each in told.equivalence.values["routes"].values() if each["levels"]), default=0
        )
    return list(range(reached + 1, target_levels[0] + 1))


def _status(told: selectors.Profile) -> Any:
    """What Pasal 9 ayat (2) says of the level last decided."""
    if told.current is None:
        return None
    return services.education_status(
        told, level=told.current.level, ground=told.current.ground, met=told.current.meets_standard
    )


class OnOfficial(ServiceForm):
    """A form on one official's page."""

    @property
    def person(self) -> Person:
        """The official of the address, in this actor's sight."""
        if not hasattr(self, "_person"):
            self._person = selectors.official(self.request.user, self.kwargs["pk"])
        return self._person

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only for those who record what officials bring."""
        require(policies.may_keep_attainments(self.request.user, self.person), MAY_NOT_KEEP_ATTAINMENTS)
        return super().get_form_kwargs()

    def back(self) -> str:
        """The official's page."""
        return reverse("standards:official", args=[self.person.pk])


class AddAttainment(OnOfficial):
    """Record something learnt."""

    title = gettext_lazy("Catat capaian kompetensi")
    done = gettext_lazy("Capaian dicatat.")
    form_class = AttainmentForm
    row: Any = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Diplomas, standards and units on offer are the official's and today's."""
        given = super().get_form_kwargs()
        return {**given, "person": self.person, "day": timezone.localdate(), "corrects": self.row}

    def act(self, form: AttainmentForm) -> Any:
        """Record."""
        return services.record_attainment(
            actor=self.request.user, person=self.person, corrects=self.row, **form.cleaned_data
        )


class CorrectAttainment(AddAttainment):
    """Record it anew, and end the wrong one with the reason."""

    title = gettext_lazy("Perbaiki capaian kompetensi")
    lead = gettext_lazy("Catatan lama diakhiri dengan alasan Anda dan tetap tersimpan.")
    done = gettext_lazy("Capaian diperbaiki.")

    @property
    def person(self) -> Person:
        """The official whose attainment this is."""
        if self.row is None:
            self.row = selectors.attainment(self.request.user, self.kwargs["pk"])
        owner: Person = self.row.person
        return owner


class EndAttainment(Question):
    """Let an attainment count no longer."""

    title = gettext_lazy("Akhiri capaian ini?")
    button = gettext_lazy("Akhiri")
    done = gettext_lazy("Diakhiri.")
    form_class = ReasonForm
    danger = True

    @cached_property
    def row(self) -> Any:
        """What is to end, in this actor's sight."""
        return selectors.attainment(self.request.user, self.kwargs["pk"])

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who record them."""
        require(policies.may_keep_attainments(self.request.user, self.row.person), MAY_NOT_KEEP_ATTAINMENTS)
        self.lead = _("“%(what)s” tidak lagi dihitung; catatannya tetap tersimpan.") % {"what": self.row}
        return super().get_form(form_class)

    def act(self, form: ReasonForm) -> None:
        """End."""
        services.end_attainment(actor=self.request.user, attainment=self.row, reason=form.cleaned_data["reason"])

    def back(self) -> str:
        """The official's page."""
        return reverse("standards:official", args=[self.row.person_id])


class AddExperience(OnOfficial):
    """Record a period of work."""

    title = gettext_lazy("Catat pengalaman kerja")
    done = gettext_lazy("Pengalaman dicatat.")
    form_class = ExperienceForm
    row: Any = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what is to be corrected."""
        given = super().get_form_kwargs()
        return {**given, "corrects": self.row}

    def act(self, form: ExperienceForm) -> Any:
        """Record."""
        return services.record_experience(
            actor=self.request.user, person=self.person, corrects=self.row, **form.cleaned_data
        )


class CorrectExperience(AddExperience):
    """Record it anew, and end the wrong one with the reason."""

    title = gettext_lazy("Perbaiki pengalaman kerja")
    lead = gettext_lazy("Catatan lama diakhiri dengan alasan Anda dan tetap tersimpan.")
    done = gettext_lazy("Pengalaman diperbaiki.")

    @property
    def person(self) -> Person:
        """The official whose experience this is."""
        if self.row is None:
            self.row = selectors.experience(self.request.user, self.kwargs["pk"])
        owner: Person = self.row.person
        return owner


class EndExperience(EndAttainment):
    """Let a period of work count no longer."""

    title = gettext_lazy("Akhiri catatan pengalaman ini?")

    @cached_property
    def row(self) -> Any:
        """What is to end, in this actor's sight."""
        return selectors.experience(self.request.user, self.kwargs["pk"])

    def act(self, form: ReasonForm) -> None:
        """End."""
        services.end_experience(actor=self.request.user, experience=self.row, reason=form.cleaned_data["reason"])


class DecideLevel(ServiceForm):
    """Record the decision on the level."""

    title = gettext_lazy("Catat keputusan jenjang")
    button = gettext_lazy("Catat keputusan")
    done = gettext_lazy("Keputusan dicatat.")
    form_class = DecisionForm

    @property
    def person(self) -> Person:
        """The official of the address."""
        if not hasattr(self, "_person"):
            self._person = selectors.official(self.request.user, self.kwargs["pk"])
        return self._person

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only for Kepala BPSDM; the target is that of the decision before, or the position held."""
        require(policies.may_decide_level(self.request.user), MAY_NOT_DECIDE)
        self.before = selectors.current_decision(self.person)
        post = self.person.current
        target = self.before.target if self.before else post.position.level if post else ""
        return {**super().get_form_kwargs(), "target": target}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says which decision this one replaces."""
        context = super().get_context_data(**kwargs)
        if self.before:
            told = _("Keputusan ini menggantikan keputusan %(number)s dan tidak dapat diubah sesudah dicatat.")
            return {**context, "lead": told % {"number": self.before.number}}
        told = _("Keputusan tidak dapat diubah sesudah dicatat; keputusan yang lebih baru menggantikannya.")
        return {**context, "lead": told}

    def act(self, form: DecisionForm) -> LevelDecision:
        """Record."""
        return services.decide_level(actor=self.request.user, person=self.person, **form.cleaned_data)

    def back(self) -> str:
        """The official's page."""
        return reverse("standards:official", args=[self.person.pk])
