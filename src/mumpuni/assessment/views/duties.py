"""Pages of the duty texts, kept by the Instansi Pembina."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.teams import DutyForm
from mumpuni.assessment.models import DutyText, Edition
from mumpuni.assessment.policies.teams import may_read_duties
from mumpuni.assessment.services import duties as services
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm


@login_required
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """The texts by regulation and role."""
    actor: Any = request.user
    require(may_read_duties(actor), words.MAY_NOT_READ_DUTIES)
    texts = list(DutyText.objects.all())
    context = {
        "editions": [(label, [each for each in texts if each.edition == value]) for value, label in Edition.choices],
        "may_change": policies.watches(actor),
    }
    return render(request, "assessment/teams/duties.html", context)


class Edit(ServiceForm):
    """Write one anew."""

    template_name = "assessment/teams/duty_form.html"
    form_class = DutyForm
    done = gettext_lazy("Uraian tugas tersimpan; surat tugas berikutnya memakainya.")

    @property
    def duty(self) -> DutyText:
        """The text of the address."""
        require(policies.watches(self.request.user), words.MAY_NOT_WRITE_DUTIES)
        return get_object_or_404(DutyText, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"text": self.duty.text}

    def act(self, form: Any) -> DutyText:
        """Change."""
        return services.change_duty(actor=self.request.user, duty=self.duty, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("assessment:duty_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose duties."""
        duty = self.duty
        title = _("Uraian tugas %(role)s (%(edition)s)") % {"role": duty, "edition": duty.get_edition_display()}
        return {**super().get_context_data(**kwargs), "title": title}
