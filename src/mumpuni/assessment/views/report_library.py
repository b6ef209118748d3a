"""Pages of the library of sentences that reports begin with."""

from typing import Any

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.events import NAMES
from mumpuni.assessment.forms.report_library import NewSentenceForm, SentenceForm
from mumpuni.assessment.models import Part, Sentence
from mumpuni.assessment.policies import providers_of
from mumpuni.assessment.policies import report_library as rights
from mumpuni.assessment.selectors import report_library as selectors
from mumpuni.assessment.services import report_library as services
from mumpuni.assessment.tables.report_library import SentenceTable
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.ui.lists import Action, ListView


class SentenceFilter(filters.FilterSet):
    """By what a sentence is meant for."""

    part = filters.ChoiceFilter(choices=Part.choices, label=gettext_lazy("Bagian"))
    competency = filters.ModelChoiceFilter(queryset=lambda _request: selectors.competencies(),
                                           label=gettext_lazy("Kompetensi"))  # fmt: skip
    level = filters.ChoiceFilter(choices=[(str(each), str(each)) for each in range(6)], label=gettext_lazy("Level"))
    is_active = filters.ChoiceFilter(
        choices=[("1", gettext_lazy("Dipakai")), ("0", gettext_lazy("Tidak dipakai"))], label=gettext_lazy("Keadaan")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.form.fields["competency"]
        chosen.label_from_instance = lambda competency: competency.name


class SentenceList(ListView):
    """What writers may begin with."""

    title = gettext_lazy("Perpustakaan kalimat")
    lead = gettext_lazy("Kalimat awal yang ditawarkan kepada penulis laporan menurut bagian, kompetensi, dan level.")
    selector = staticmethod(selectors.kept)
    table_class = SentenceTable
    filterset_class = SentenceFilter
    search_fields = ("text__icontains", "competency__name__icontains")
    search_hint = gettext_lazy("Kalimat atau kompetensi")
    export_name = gettext_lazy("Perpustakaan kalimat")
    empty_icon = "file-text"
    empty_title = gettext_lazy("Belum ada kalimat")
    empty_text = gettext_lazy("Tambahkan kalimat satu per satu, atau impor dari Excel.")

    def may_view(self, actor: Any) -> None:
        """Those who keep it."""
        require(rights.may_see_sentences(actor), words.MAY_NOT_SEE_SENTENCES)

    def actions(self, actor: Any) -> list[Action]:
        """Adding one, and importing many where it is clear for which provider."""
        own = sorted(providers_of(actor))
        new = reverse("exchange:import_new", args=["assessment.sentence"])
        add = Action(reverse("assessment:sentence_add"), _("Tambah kalimat"), icon="plus")
        several = Action(f"{new}?penyelenggara={own[0]}", _("Impor kalimat"), icon="upload") if len(own) == 1 else None
        return [add, *([several] if several else [])]


@login_required
@require_safe
def sentence_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One sentence with what became of it."""
    require(rights.may_see_sentences(request.user), words.MAY_NOT_SEE_SENTENCES)
    found = selectors.sentence(request.user, pk)
    lines = [(each, NAMES[each.name], each.data.get("before", {}).get("text", ""))
             for each in selectors.history(found) if each.name in NAMES]  # fmt: skip
    context = {"one": found, "may_keep": rights.may_keep(request.user, found), "lines": lines}
    return render(request, "assessment/writing/sentence.html", context)


class _Kept(ServiceForm):
    """Forms of those who keep the library."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody else draws the form; the service asks again."""
        if request.user.is_authenticated:
            self.check()
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """Who may."""
        require(rights.may_see_sentences(self.request.user), words.MAY_NOT_SEE_SENTENCES)

    def back(self) -> str:
        """The list."""
        return reverse("assessment:sentence_list")

    def belongs_to(self) -> tuple[str, str]:
        """The library."""
        return _("Perpustakaan kalimat"), reverse("assessment:sentence_list")


class AddSentence(_Kept):
    """A new sentence."""

    title = gettext_lazy("Tambah kalimat")
    form_class = NewSentenceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """For whom."""
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def act(self, form: Any) -> Sentence:
        """Add."""
        return services.add_sentence(actor=self.request.user, **form.cleaned_data)


class _OnSentence(_Kept):
    """About one sentence."""

    @cached_property
    def one(self) -> Sentence:
        """The sentence of the address."""
        return selectors.sentence(self.request.user, self.kwargs["pk"])

    def check(self) -> None:
        """Whose it is."""
        super().check()
        require(rights.may_keep(self.request.user, self.one), words.MAY_NOT_KEEP_SENTENCES)

    def back(self) -> str:
        """Its page."""
        return reverse("assessment:sentence", args=[self.kwargs["pk"]])


class ChangeSentence(_OnSentence):
    """Its words and what it is meant for."""

    title = gettext_lazy("Ubah kalimat")
    lead = gettext_lazy("Laporan yang sudah memakainya tidak ikut berubah.")
    form_class = SentenceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it is."""
        return {**super().get_form_kwargs(), "instance": selectors.sentence(self.request.user, self.one.pk)}

    def act(self, form: Any) -> Sentence:
        """Change; after a conflict the page tells of the change, so the next click is made knowing of it."""
        given = dict(form.cleaned_data)
        seen = given.pop("revision")
        try:
            return services.change_sentence(
                actor=self.request.user, sentence=self.one, revision=-1 if seen is None else seen, **given
            )
        except Unusable as refused:
            if getattr(refused, "code", "") == "changed-meanwhile":
                form.data = form.data.copy()
                form.data["revision"] = self.one.revision
                raise Unusable(
                    _("Kalimat ini diubah di jendela lain sewaktu Anda menulis. Yang tersimpan sekarang: “%(text)s”. "
                      "Belum ada yang ditimpa; simpan lagi bila isian Anda yang dipakai.") % {"text": self.one.text}
                ) from refused  # fmt: skip
            raise


class UseSentence(_OnSentence, Question):
    """Offer a sentence to writers, or no longer."""

    title = gettext_lazy("Pemakaian kalimat")

    def get_form(self, form_class: Any = None) -> Any:
        """Says what will happen."""
        stop = _("Kalimat ini tidak ditawarkan lagi. Laporan yang sudah memakainya tidak berubah.")
        self.lead = stop if self.one.is_active else _("Kalimat ini ditawarkan lagi kepada penulis laporan.")
        self.button = _("Hentikan pemakaian") if self.one.is_active else _("Pakai lagi")
        return super().get_form(form_class)

    def act(self, form: Any) -> Sentence:
        """Turn it."""
        return services.use_sentence(actor=self.request.user, sentence=self.one, is_active=not self.one.is_active)
