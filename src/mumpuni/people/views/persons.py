"""Pages about persons."""

from typing import Any, ClassVar

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mumpuni.people import extras, policies, selectors, services
from mumpuni.people.forms import EducationForm, IdentityForm, NewPersonForm, PersonForm, PostForm, ReasonForm
from mumpuni.people.identity import check_nip, parse_nip
from mumpuni.people.models import Agency, Employment, Identity, IdentityKind, Level, Merge, Person
from mumpuni.people.selectors.persons import search
from mumpuni.people.tables import PersonTable
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.ui.lists import Action, ListView


class PersonFilter(filters.FilterSet):
    """Narrow the register to an agency, a tier, a kind of employment."""

    agency = filters.ModelChoiceFilter(
        label=gettext_lazy("Instansi"), method="serving_at", queryset=lambda request: selectors.agencies(request.user)
    )
    level = filters.ChoiceFilter(label=gettext_lazy("Jenjang"), method="at_level", choices=Level.choices)
    employment = filters.ChoiceFilter(label=gettext_lazy("Status"), choices=Employment.choices)

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["agency", "level", "employment"]

    def serving_at(self, found: QuerySet[Person], name: str, value: Agency) -> QuerySet[Person]:
        """Those who serve there now."""
        return found.filter(appointments__ends_on=None, appointments__agency=value)

    def at_level(self, found: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Those whose present position is of this tier."""
        return found.filter(appointments__ends_on=None, appointments__position__level=value)


class PersonList(ListView):
    """Officials, to find one or to take a list along."""

    title = gettext_lazy("Pegawai")
    selector = staticmethod(selectors.persons)
    table_class = PersonTable
    filterset_class = PersonFilter
    search_fields = ("name",)
    search_hint = gettext_lazy("Nama atau NIP")
    export_name = gettext_lazy("Pegawai")
    empty_icon = "users"
    empty_title = gettext_lazy("Belum ada pegawai")
    empty_text = gettext_lazy("Daftarkan satu per satu, atau impor sekaligus dari Excel.")

    def may_view(self, actor: Any) -> None:
        """Staff and agencies' HR; others have their own page."""
        policies.require(
            policies.may_see_everyone(actor) or bool(policies.agencies_of(actor, policies.Role.AGENCY_HR)),
            _("Daftar pegawai dibuka bagi penyelenggara dan pengelola kepegawaian instansi."),
        )

    def actions(self, actor: Any) -> list[Action]:
        """Adding, importing, and looking for doubles, for those who may."""
        found: list[Action] = []
        if policies.may_register(actor):
            found.append(Action(reverse("people:person_add"), _("Tambah pegawai"), icon="user-plus"))
            found.append(
                Action(reverse("exchange:import_new", args=["people.official"]), _("Impor dari Excel"), icon="upload")
            )
        if policies.may_merge_persons(actor):
            found.append(Action(reverse("people:duplicates"), _("Data ganda"), icon="copy"))
        return found

    def found(self) -> tuple[QuerySet[Any], Any]:
        """By name, by the beginning of a NIP, or by a whole NIK."""
        rows = search(self.rows(), self.request.GET.get("q", ""))
        filtered = PersonFilter(self.request.GET or None, queryset=rows, request=self.request)
        return filtered.qs, filtered


@login_required
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of a person, for those who may see it."""
    actor: Any = request.user
    person = selectors.person(actor, pk)
    if person.pk != pk:
        return redirect("people:person", person.pk)
    may_merge = policies.may_merge_persons(actor)
    nip = next((each.plain for each in person.identities.all() if each.kind == IdentityKind.NIP), "")
    remarks = []
    if nip:
        remarks = check_nip(
            parse_nip(nip),
            today=timezone.localdate(),
            employment=person.employment,
            birth_date=person.birth_date,
            sex=person.sex,
        )
    context = {
        "person": person,
        "extras": extras.cards_for(actor, person),
        "may_change": policies.may_change_person(actor, person),
        "may_merge": may_merge,
        "remarks": remarks,
        "likely_same": selectors.duplicates_of(actor, person) if may_merge else [],
        "merges": selectors.merges(actor).filter(kept=person, undone_at=None) if may_merge else [],
    }
    return render(request, "people/person.html", context)


class OnPerson(ServiceForm):
    """A form on one person's page."""

    @property
    def person(self) -> Person:
        """The person of the address, in this actor's sight."""
        if not hasattr(self, "_person"):
            self._person = selectors.person(self.request.user, self.kwargs["pk"])
        return self._person

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may change this person."""
        policies.require(
            policies.may_change_person(self.request.user, self.person),
            _("Data ini diubah penyelenggara dan pengelola kepegawaian instansinya."),
        )
        return super().get_form(form_class)

    def back(self) -> str:
        """The person's page."""
        return reverse("people:person", args=[self.person.pk])


class AddPerson(ServiceForm):
    """Register one person."""

    title = gettext_lazy("Tambah pegawai")
    form_class = NewPersonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The agencies on offer depend on who asks."""
        policies.require(
            policies.may_register(self.request.user), _("Pegawai didaftarkan penyelenggara dan instansinya.")
        )
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def act(self, form: NewPersonForm) -> Person:
        """Ask once whether a likely double is another person; then register."""
        data = form.cleaned_data
        if not data["not_double"]:
            alike = selectors.lookalikes(self.request.user, name=data["name"], birth_date=data["birth_date"])
            if alike:
                self.alike = alike
                raise _already_there(alike)
        return services.register_person(
            actor=self.request.user,
            identity=(data["identity_kind"], data["number"]),
            agency=data["agency"],
            position=form.post(),
            rank=data["rank"],
            starts_on=data["starts_on"],
            **form.person_fields(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the likely doubles, once found."""
        return super().get_context_data(alike=getattr(self, "alike", []), **kwargs)

    def back(self) -> str:
        """The list."""
        return reverse("people:person_list")

    def onward(self, made: Person) -> str:
        """The new page."""
        return reverse("people:person", args=[made.pk])


def _already_there(alike: list[Person]) -> policies.Unusable:
    """The question whether these are the same person."""
    return policies.Unusable(
        {
            "not_double": _("Sudah ada data yang mirip: %(names)s. Bila orangnya sama, buka data itu.")
            % {"names": "; ".join(str(each) for each in alike)}
        }
    )


class ChangePerson(OnPerson):
    """Correct a person's data."""

    title = gettext_lazy("Ubah data pegawai")
    form_class = PersonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that a refused change is not shown as done."""
        return {**super().get_form_kwargs(), "instance": Person.objects.get(pk=self.person.pk)}

    def act(self, form: PersonForm) -> Person:
        """Change."""
        return services.change_person(actor=self.request.user, person=self.person, **form.person_fields())


class AddIdentity(OnPerson):
    """Give a further number, or replace a wrong one."""

    title = gettext_lazy("Tambah atau ganti nomor identitas")
    lead = gettext_lazy("Nomor dari jenis yang sudah ada akan diganti.")
    form_class = IdentityForm

    def act(self, form: IdentityForm) -> Identity:
        """Add."""
        return services.add_identity(actor=self.request.user, person=self.person, **form.cleaned_data)


class AddEducation(OnPerson):
    """Enter a diploma."""

    title = gettext_lazy("Tambah pendidikan")
    form_class = EducationForm

    def act(self, form: EducationForm) -> Any:
        """Add."""
        return services.add_education(actor=self.request.user, person=self.person, **form.cleaned_data)


class Appoint(OnPerson):
    """Record a new position."""

    title = gettext_lazy("Catat jabatan baru")
    lead = gettext_lazy("Jabatan sekarang berakhir sehari sebelum jabatan baru mulai.")
    form_class = PostForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The agencies on offer depend on who asks."""
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def act(self, form: PostForm) -> Any:
        """Appoint."""
        data = form.cleaned_data
        return services.appoint(
            actor=self.request.user,
            person=self.person,
            position=form.post(),
            starts_on=data["starts_on"],
            rank=data["rank"],
        )


@login_required
def duplicates_page(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person, and what was merged."""
    actor: Any = request.user
    policies.require(policies.may_merge_persons(actor), _("Data ganda diperiksa penyelenggara."))
    context = {"pairs": selectors.duplicate_pairs(actor), "merges": selectors.merges(actor)[:50]}
    return render(request, "people/duplicates.html", context)


class MergePersons(Question):
    """Fold one record into another."""

    title = gettext_lazy("Gabungkan dua data menjadi satu orang")
    button = gettext_lazy("Gabungkan")
    form_class = ReasonForm
    done = gettext_lazy("Digabung. Penggabungan dapat dibatalkan dari halaman ini.")

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may, and who see both."""
        actor = self.request.user
        policies.require(policies.may_merge_persons(actor), _("Data ganda diperiksa penyelenggara."))
        self.kept = selectors.person(actor, self.kwargs["kept"])
        self.gone = selectors.person(actor, self.kwargs["gone"])
        self.lead = _(
            "Semua identitas, riwayat, akun, usulan, dan sertifikat %(gone)s pindah ke %(kept)s. Data %(kept)s yang "
            "dipakai; penggabungan dapat dibatalkan."
        ) % {"gone": self.gone, "kept": self.kept}
        return super().get_form(form_class)

    def act(self, form: ReasonForm) -> Merge:
        """Merge."""
        return services.merge_persons(
            actor=self.request.user, kept=self.kept, gone=self.gone, reason=form.cleaned_data["reason"]
        )

    def back(self) -> str:
        """The record that stays."""
        return reverse("people:person", args=[self.kwargs["kept"]])


class UndoMerge(Question):
    """Give back what was moved."""

    title = gettext_lazy("Batalkan penggabungan")
    button = gettext_lazy("Batalkan penggabungan")
    form_class = ReasonForm
    done = gettext_lazy("Penggabungan dibatalkan.")

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        actor = self.request.user
        policies.require(policies.may_merge_persons(actor), _("Data ganda diperiksa penyelenggara."))
        self.merge = get_object_or_404(selectors.merges(actor), pk=self.kwargs["pk"])
        self.lead = _("%(gone)s kembali menjadi data tersendiri dengan semua yang dipindahkan dahulu.") % {
            "gone": self.merge.gone
        }
        return super().get_form(form_class)

    def act(self, form: ReasonForm) -> Person:
        """Undo."""
        return services.undo_merge(actor=self.request.user, merge=self.merge, reason=form.cleaned_data["reason"])

    def back(self) -> str:
        """The list of doubles."""
        return reverse("people:duplicates")


@login_required
@require_POST
def keep_apart(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """These two are two people."""
    actor: Any = request.user
    services.keep_apart(actor=actor, one=selectors.person(actor, one), other=selectors.person(actor, other))
    messages.success(request, _("Dicatat sebagai dua orang; tidak akan diusulkan lagi."))
    return redirect("people:duplicates")
