"""Forms on the page of one person of the register."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment import words
from mumpuni.assessment.forms.providers import DayAndReasonForm
from mumpuni.assessment.forms.register import (
    AwayForm,
    CredentialForm,
    EquivalenceForm,
    GradeForm,
    MoveForm,
    NewPractitionerForm,
    PastWorkForm,
    PractitionerForm,
)
from mumpuni.assessment.models import Practitioner
from mumpuni.assessment.policies import register as policies
from mumpuni.assessment.selectors import register as selectors
from mumpuni.assessment.services import papers, register
from mumpuni.people.forms import EndHolderForm
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm


class AddPractitioner(ServiceForm):
    """Somebody new to the register."""

    title = gettext_lazy("Tambah orang ke register")
    form_class = NewPractitionerForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """For staff, with their own providers to choose from."""
        require(policies.may_add_practitioner(self.request.user), words.MAY_NOT_MANAGE)
        return super().get_form_kwargs() | {"actor": self.request.user}

    def act(self, form: NewPractitionerForm) -> Practitioner:
        """Find the person, and enter it."""
        data = form.cleaned_data
        person = register.person_named(data["number"], data["name"])
        return register.add_practitioner(
            actor=self.request.user, person=person, provider=data["provider"], **form.given()
        )

    def back(self) -> str:
        """The list."""
        return reverse("assessment:register")

    def onward(self, made: Practitioner) -> str:
        """The new page."""
        return reverse("assessment:practitioner", args=[made.pk])


class OnPractitioner:
    """What forms on the page of one person share."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def one(self) -> Practitioner:
        """The person of the address; out of sight for whoever sees only name and free days."""
        found = selectors.practitioner(self.request.user, self.kwargs["pk"])
        if not policies.sees_whole(self.request.user, found):
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may not see the person learns nothing, not even that the act is another's."""
        if request.user.is_authenticated:
            _found = self.one
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def allowed(self) -> None:
        """Only for the staff who keep this person; the service asks again."""
        require(policies.may_keep_practitioner(self.request.user, self.one), words.MAY_NOT_KEEP_PRACTITIONER)

    def get_form(self, form_class: Any = None) -> Any:
        """The form, for those who may."""
        self.allowed()
        return super().get_form(form_class)  # type: ignore[misc]

    def back(self) -> str:
        """The person's page."""
        return reverse("assessment:practitioner", args=[self.kwargs["pk"]])


class ChangePractitioner(OnPractitioner, ServiceForm):
    """What is known of the person."""

    title = gettext_lazy("Ubah data register")
    form_class = PractitionerForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it is."""
        return super().get_form_kwargs() | {"instance": Practitioner.objects.get(pk=self.one.pk)}

    def act(self, form: PractitionerForm) -> Practitioner:
        """Change."""
        return register.change_practitioner(actor=self.request.user, practitioner=self.one, **form.given())


class Move(OnPractitioner, ServiceForm):
    """To another provider, or to none."""

    title = gettext_lazy("Pindahkan ke penyelenggara lain")
    form_class = MoveForm

    def allowed(self) -> None:
        """The Instansi Pembina."""
        require(policies.may_move(self.request.user), words.MAY_NOT_MOVE)

    def act(self, form: MoveForm) -> Practitioner:
        """Move."""
        return register.move_practitioner(actor=self.request.user, practitioner=self.one, **form.cleaned_data)


class GrantGrade(OnPractitioner, ServiceForm):
    """A grade by its decree."""

    title = gettext_lazy("Catat jenjang")
    lead = gettext_lazy("Jenjang yang sekarang berakhir sehari sebelumnya.")
    form_class = GradeForm

    def act(self, form: GradeForm) -> Any:
        """Grant."""
        return papers.grant_grade(actor=self.request.user, practitioner=self.one, **form.cleaned_data)


class EndGrade(OnPractitioner, Question):
    """End a grade without a next one."""

    title = gettext_lazy("Akhiri jenjang")
    button = gettext_lazy("Akhiri")
    form_class = EndHolderForm

    def get_form(self, form_class: Any = None) -> Any:
        """Names the grade."""
        form = super().get_form(form_class)
        self.grade = get_object_or_404(self.one.grades.select_related("practitioner"), pk=self.kwargs["grade"])
        self.lead = str(self.grade)
        return form

    def act(self, form: EndHolderForm) -> Any:
        """End."""
        return papers.end_grade(actor=self.request.user, grade=self.grade, **form.cleaned_data)


class AddCredential(OnPractitioner, ServiceForm):
    """A paper."""

    title = gettext_lazy("Catat dokumen")
    lead = gettext_lazy(
        "Syarat penyetaraan dibuktikan surat keterangan Instansi Pengguna atau Penyelenggara, bukan yang bersangkutan "
        "(Pasal 13 atau 14 ayat (6))."
    )
    form_class = CredentialForm

    def act(self, form: CredentialForm) -> Any:
        """Record."""
        return papers.add_credential(actor=self.request.user, practitioner=self.one, **form.cleaned_data)


class RevokeCredential(OnPractitioner, Question):
    """Say that a paper holds no longer."""

    title = gettext_lazy("Batalkan dokumen")
    button = gettext_lazy("Batalkan dokumen")
    form_class = DayAndReasonForm
    danger = True

    def allowed(self) -> None:
        """Its staff; an equivalence also the Instansi Pembina."""
        user = self.request.user
        allowed = policies.may_keep_practitioner(user, self.one) or policies.may_grant_equivalence(user)
        require(allowed, words.MAY_NOT_KEEP_PRACTITIONER)

    def get_form(self, form_class: Any = None) -> Any:
        """Names the paper."""
        form = super().get_form(form_class)
        papers_here = self.one.credentials.select_related("practitioner__person", "practitioner__provider")
        self.paper = get_object_or_404(papers_here, pk=self.kwargs["credential"])
        self.lead = str(self.paper)
        return form

    def act(self, form: DayAndReasonForm) -> Any:
        """Revoke."""
        return papers.revoke_credential(actor=self.request.user, credential=self.paper, **form.cleaned_data)


class AddPastWork(OnPractitioner, ServiceForm):
    """One assessee assessed and reported on."""

    title = gettext_lazy("Catat riwayat penilaian")
    lead = gettext_lazy("Satu baris satu Assessee yang dinilai dan dilaporkan; untuk banyak baris pakai impor.")
    form_class = PastWorkForm

    def act(self, form: PastWorkForm) -> Any:
        """Record."""
        return papers.add_past_work(actor=self.request.user, practitioner=self.one, **form.cleaned_data)


class Apply(OnPractitioner, Question):
    """Judge an application for the equivalence."""

    title = gettext_lazy("Nilai permohonan penyetaraan")
    button = gettext_lazy("Nilai sekarang")
    done = gettext_lazy("Permohonan dinilai; putusannya tersimpan di halaman ini.")

    def get_form(self, form_class: Any = None) -> Any:
        """Says what is judged."""
        self.lead = _(
            "Diklat, sertifikat, jumlah penilaian, dan surat keterangan dinilai menurut Pasal 13 atau 14 ayat (3) dan "
            "(6) dari yang tercatat hari ini."
        )
        return super().get_form(form_class)

    def act(self, form: Any) -> Any:
        """Judge and keep."""
        return papers.apply_for_equivalence(actor=self.request.user, practitioner=self.one)


class GrantEquivalence(OnPractitioner, ServiceForm):
    """Set the equivalence."""

    title = gettext_lazy("Tetapkan penyetaraan")
    form_class = EquivalenceForm

    def allowed(self) -> None:
        """The Instansi Pembina."""
        require(policies.may_grant_equivalence(self.request.user), words.MAY_NOT_GRANT_EQUIVALENCE)

    def act(self, form: EquivalenceForm) -> Any:
        """Set."""
        return papers.grant_equivalence(actor=self.request.user, practitioner=self.one, **form.cleaned_data)


class DaysAway(OnPractitioner):
    """Days away may be kept by the person too."""

    def allowed(self) -> None:
        """Staff, or the own account."""
        user = self.request.user
        allowed = policies.may_keep_practitioner(user, self.one) or policies.is_self(user, self.one)
        require(allowed, words.MAY_NOT_KEEP_PRACTITIONER)


class AddAway(DaysAway, ServiceForm):
    """Days on which the person cannot be planned."""

    title = gettext_lazy("Catat hari tidak tersedia")
    form_class = AwayForm

    def act(self, form: AwayForm) -> Any:
        """Record."""
        return register.record_away(actor=self.request.user, practitioner=self.one, **form.cleaned_data)


class RemoveAway(DaysAway, Question):
    """Take the days back."""

    title = gettext_lazy("Hapus hari tidak tersedia")
    button = gettext_lazy("Hapus")

    def get_form(self, form_class: Any = None) -> Any:
        """Names the days."""
        form = super().get_form(form_class)
        here = self.one.away.select_related("practitioner__person", "practitioner__provider")
        self.away = get_object_or_404(here, pk=self.kwargs["away"])
        first, last = (date_format(day, "DATE_FORMAT") for day in (self.away.starts_on, self.away.ends_on))
        self.lead = f"{first} – {last} · {self.away.reason}"
        return form

    def act(self, form: Any) -> None:
        """Remove."""
        register.remove_away(actor=self.request.user, away=self.away)
