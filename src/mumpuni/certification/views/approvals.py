"""What waits for a signatory: the whole list, one consent with a second factor (Menunggu persetujuan Anda)."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.certification import policies
from mumpuni.certification.forms import ReasonForm
from mumpuni.certification.models import IssueItem, IssueRun, Slot
from mumpuni.certification.selectors import runs as selectors
from mumpuni.certification.services.approvals import approve_run, decline_run
from mumpuni.certification.views.common import or_404, second_factor_at
from mumpuni.people.policies import Role, require
from mumpuni.people.secondfactor import second_factor_required
from mumpuni.people.views.base import attempt
from mumpuni.ui import confirm

PAGE = 100


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Lists that wait for this account."""
    require(policies.holds(request.user, Role.SIGNATORY), _("Halaman ini untuk pejabat penanda tangan."))
    open_ones = [(run, slot, Slot(slot).label) for run, slot in selectors.awaiting(request.user)]
    context = {"waiting": open_ones, "before": selectors.signed_by(request.user)[:20]}
    return render(request, "certification/approvals.html", context)


@login_required
@require_safe
def approval(request: HttpRequest, pk: int, slot: str) -> HttpResponse:
    """The list as it will be printed, to be read before consenting."""
    run = _mine(request, pk, slot)
    items = selectors.items(run).filter(state=IssueItem.State.DUE, round=run.round)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "slot": slot,
        "label": Slot(slot).label,
        "holder": run.holder(slot),
        "page": page,
        "given": any(each.slot == slot for each in selectors.approvals(run)),
        "open": run.state == IssueRun.State.AWAITING,
    }
    return render(request, "certification/approval.html", context)


@login_required
@require_POST
@second_factor_required(minutes=5)
def approve(request: HttpRequest, pk: int, slot: str) -> HttpResponse:
    """Consent to exactly the list that was shown."""
    run = _mine(request, pk, slot)
    attempt(
        request,
        lambda: approve_run(
            actor=request.user,
            run=run,
            slot=slot,
            list_digest=request.POST.get("digest", ""),
            second_factor_at=second_factor_at(request),
        ),
        _("Daftar disetujui. Sertifikat terbit setelah semua persetujuan lengkap."),
    )
    return redirect("certification:approvals")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int, slot: str) -> HttpResponse:
    """Refuse the list with a reason."""
    run = _mine(request, pk, slot)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: decline_run(actor=request.user, run=run, slot=slot, reason=form.cleaned_data["reason"]),
            _("Daftar ditolak; penyelenggara membaca alasannya."),
        )
        return redirect("certification:approvals")
    return confirm.ask(
        request,
        title=_("Tolak daftar"),
        text=_("Tidak ada sertifikat yang terbit dari daftar ini sampai penyelenggara menyusunnya ulang."),
        button=_("Tolak daftar"),
        back=reverse("certification:approval", args=[pk, slot]),
        form=form,
        danger=True,
    )


def _mine(request: HttpRequest, pk: int, slot: str) -> IssueRun:
    run = or_404(selectors.run(request.user, pk))
    require(
        slot in Slot.values and policies.is_signatory(request.user, run, slot),
        _("Daftar ini hanya untuk pejabat yang menandatanganinya."),
    )
    return run
