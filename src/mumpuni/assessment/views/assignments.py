"""Pages of the letter of assignment: issue and download."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment.forms.teams import IssueForm
from mumpuni.assessment.models import AssignmentLetter
from mumpuni.assessment.selectors import assignments as selectors
from mumpuni.assessment.selectors import events
from mumpuni.assessment.services import assignments as services
from mumpuni.assessment.views.teams import OnTeam
from mumpuni.documents.selectors import bytes_of
from mumpuni.ui.files import file_response


class Issue(OnTeam):
    """Confirm the team and print its letter."""

    form_class = IssueForm
    title = gettext_lazy("Terbitkan surat tugas")
    lead = gettext_lazy(
        "Tim diperiksa sekali lagi, uraian tugasnya ditetapkan, lalu surat dicetak, dinomori, ditandatangani pejabat "
        "pada tanggal itu, dan disimpan."
    )
    button = gettext_lazy("Terbitkan")
    done = gettext_lazy("Surat tugas terbit.")

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {**super().get_initial(), "on": timezone.localdate()}

    def act(self, form: Any) -> AssignmentLetter:
        """Issue."""
        given = form.cleaned_data
        copies = [line.strip() for line in given["copies"].splitlines() if line.strip()]
        return services.issue_letter(
            actor=self.request.user, event=self.event, on=given["on"], copies=copies, revision=given["revision"]
        )


@login_required
@require_safe
def letter(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """The letter as issued."""
    event = events.event(request.user, pk)
    found = selectors.letter(request.user, event, letter)
    name = f"surat-tugas-{slugify(found.number.replace('/', '-'))}.pdf"
    return file_response(bytes_of(found.document), name)
