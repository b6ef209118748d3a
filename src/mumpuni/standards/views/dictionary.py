"""Pages of the competency dictionary."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.standards.forms.dictionary import EditionForm
from mumpuni.standards.models import Competency, Dictionary
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import dictionary as selectors
from mumpuni.standards.services import dictionary as services
from mumpuni.standards.words import MAY_NOT_KEEP_DICTIONARY


@login_required
@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """The edition in force today; the newest in sight where none is."""
    found = selectors.edition_on(timezone.localdate()) or selectors.editions(request.user).first()
    return _page(request, found)


@login_required
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition."""
    return _page(request, selectors.edition(request.user, pk))


@login_required
@require_safe
def competency(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A competency with its five levels side by side."""
    found = selectors.edition(request.user, pk)
    all_of_them = selectors.competencies(found)
    one = next((each for each in all_of_them if each.code == code), None)
    if one is None:
        raise Http404
    context = {"edition": found, "competency": one, "others": all_of_them}
    return render(request, "standards/competency.html", context)


@login_required
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """The first edition from the catalogue."""
    services.load_catalogue(actor=request.user)
    messages.success(request, _("Kamus kompetensi dimuat dari katalog."))
    return redirect("standards:dictionary")


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition as rows that can be filled and imported into another."""
    found = selectors.edition(request.user, pk)
    columns = [
        Column(_("Kompetensi"), 30),
        _("Jenis"),
        Column(_("Definisi"), 60),
        Column(_("Level"), 8),
        Column(_("Deskripsi"), 60),
        Column(_("Indikator"), 60),
    ]
    rows = [
        (each.name, each.get_kind_display(), each.definition, level.level, level.description, indicator)
        for each in selectors.competencies(found)
        for level in each.levels.all()
        for indicator in [one.text for one in level.indicators.all()] or [""]
    ]
    name = _("Kamus kompetensi") if found.is_official else _("Kamus (uraian)")
    return xlsx_response(f"kamus-kompetensi-edisi-{found.number}.xlsx", columns, rows, name)


class NewEdition(ServiceForm):
    """Open a draft."""

    title = gettext_lazy("Edisi baru kamus kompetensi")
    lead = gettext_lazy("Setelah ini isi kamusnya dari Excel, periksa, lalu terbitkan.")
    button = gettext_lazy("Buka edisi")
    done = gettext_lazy("Edisi dibuka; isi dari Excel.")
    form_class = EditionForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        require(policies.may_keep_dictionary(self.request.user), MAY_NOT_KEEP_DICTIONARY)
        return super().get_form(form_class)

    def act(self, form: EditionForm) -> Dictionary:
        """Open it."""
        return services.draft_edition(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The dictionary."""
        return reverse("standards:dictionary")

    def onward(self, made: Dictionary) -> str:
        """The new edition."""
        return reverse("standards:dictionary_edition", args=[made.pk])


class _OnEdition(Question):
    """A question about an edition."""

    service: ClassVar[Any]

    @property
    def edition(self) -> Dictionary:
        """The edition of the address."""
        return selectors.edition(self.request.user, self.kwargs["pk"])

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        require(policies.may_keep_dictionary(self.request.user), MAY_NOT_KEEP_DICTIONARY)
        return super().get_form(form_class)

    def act(self, form: Any) -> Any:
        """Do it."""
        return type(self).service(actor=self.request.user, edition=self.edition)

    def back(self) -> str:
        """The edition."""
        return reverse("standards:dictionary_edition", args=[self.kwargs["pk"]])


class Publish(_OnEdition):
    """Publish a draft."""

    title = gettext_lazy("Terbitkan edisi ini?")
    lead = gettext_lazy("Isinya lalu tertutup, dan edisi sebelumnya berakhir sehari sebelum edisi ini berlaku.")
    button = gettext_lazy("Terbitkan")
    done = gettext_lazy("Edisi kamus diterbitkan.")
    service = staticmethod(services.publish_edition)


class Discard(_OnEdition):
    """Throw a draft away."""

    title = gettext_lazy("Buang konsep edisi ini?")
    lead = gettext_lazy("Isi konsepnya hilang; edisi yang sudah terbit tidak berubah.")
    button = gettext_lazy("Buang")
    done = gettext_lazy("Konsep dibuang.")
    danger = True
    service = staticmethod(services.discard_edition)

    def onward(self, made: Any) -> str:
        """The edition is gone."""
        return reverse("standards:dictionary")


def _page(request: HttpRequest, found: Dictionary | None) -> HttpResponse:
    competencies = selectors.competencies(found) if found else []
    context = {
        "edition": found,
        "groups": [
            (kind.label, kind == Competency.Kind.TECHNICAL, [each for each in competencies if each.kind == kind])
            for kind in Competency.Kind
            if any(each.kind == kind for each in competencies)
        ],
        "editions": selectors.editions(request.user),
        "may_keep": policies.may_keep_dictionary(request.user),
    }
    return render(request, "standards/dictionary.html", context)
