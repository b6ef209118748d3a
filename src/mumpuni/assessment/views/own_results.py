"""The own assessments: state, result and report once released, who opened it, feedback, objections (hasil saya)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.forms.after import ObjectionForm
from mumpuni.assessment.models import Objection, Result
from mumpuni.assessment.policies.report_files import FOR_OTHERS
from mumpuni.assessment.selectors import after as selectors
from mumpuni.assessment.services import objections as services
from mumpuni.people.views.base import ServiceForm


@login_required
@never_cache
@require_safe
def own_results(request: HttpRequest) -> HttpResponse:
    """Every own assessment, the latest first."""
    found = selectors.own_assessments(request.user, timezone.localdate())
    return render(request, "assessment/own_results.html", {"own": found, "kinds": FOR_OTHERS})


class Raise(ServiceForm):
    """Object to an own result."""

    form_class = ObjectionForm
    title = gettext_lazy("Ajukan keberatan")
    button = gettext_lazy("Kirim keberatan")
    done = gettext_lazy("Keberatan terkirim; jawabannya muncul di halaman ini dan diberitahukan lewat surel.")

    @cached_property
    def result(self) -> Result:
        """An own result; another's does not exist here."""
        found = Result.objects.select_related("assessee__person", "assessee__event__request", "report")
        one = found.filter(pk=self.kwargs["result"], assessee__person=policies.own_person(self.request.user)).first()
        if one is None:
            raise Http404
        return one

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for the person itself."""
        if request.user.is_authenticated:
            self.lead = str(self.result.assessee.event)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: Any) -> Objection:
        """Send it."""
        return services.raise_objection(actor=self.request.user, result=self.result, text=form.cleaned_data["text"])

    def back(self) -> str:
        """The own results."""
        return reverse("assessment:own_results")

    def belongs_to(self) -> tuple[str, str]:
        """The own results."""
        return _("Hasil saya"), self.back()
