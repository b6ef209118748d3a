"""Names that participants proposed, for who may accept them; and the mail that asks for them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.certification import policies
from mumpuni.certification.forms import SettleForm
from mumpuni.certification.selectors import results
from mumpuni.certification.services.names import ask_names, settle_name, unanswered
from mumpuni.certification.views.common import or_404
from mumpuni.people.policies import Role, require
from mumpuni.people.views.base import attempt
from mumpuni.training.models import Batch
from mumpuni.ui import confirm


@login_required
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for a decision."""
    require(
        policies.holds(request.user, Role.ORGANISER, Role.AGENCY_HR),
        _("Usul nama diputuskan oleh pengelola kepegawaian instansi atau penyelenggara."),
    )
    return render(request, "certification/name_proposals.html", {"proposals": results.waiting_names(request.user)})


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse one."""
    answer = or_404(results.waiting_names(request.user).filter(pk=pk).first())
    form = SettleForm(request.POST)
    accept = request.POST.get("act") == "accept"
    remark = form.cleaned_data["remark"] if form.is_valid() else ""
    words = _("Nama diterima dan akan dicetak.") if accept else _("Usul nama ditolak.")
    attempt(request, lambda: settle_name(actor=request.user, answer=answer, accept=accept, remark=remark), words)
    return redirect("certification:name_proposals")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the link for confirmation to all of a batch who have not answered."""
    batch = get_object_or_404(Batch.objects.select_related("season"), pk=pk)
    require(policies.may_issue(request.user, batch.season), _("Surel konfirmasi nama dikirim oleh penyelenggara."))
    if request.method == "POST":
        count = ask_names(actor=request.user, batch=batch)
        attempt(request, lambda: None, _("%(count)d surel konfirmasi nama ditulis.") % {"count": count})
        return redirect("certification:results", pk=batch.pk)
    count = unanswered(batch).count()
    return confirm.ask(
        request,
        title=_("Minta konfirmasi nama"),
        text=ngettext(
            "%(count)d peserta angkatan ini belum menjawab dan menerima tautan yang hanya berlaku baginya.",
            "%(count)d peserta angkatan ini belum menjawab dan menerima tautan yang hanya berlaku baginya.",
            count,
        )
        % {"count": count},
        button=_("Kirim surel"),
        back=reverse("certification:results", args=[batch.pk]),
    )
