"""How far a job is, for its owner."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mumpuni.exchange import selectors
from mumpuni.exchange.models import Progress

_WORDS = {Progress.State.RUNNING: "running", Progress.State.FINISHED: "done", Progress.State.FAILED: "failed"}


@login_required
@never_cache
@require_safe
def page(request: HttpRequest, progress_id: UUID) -> HttpResponse:
    """The whole page; without scripts it is looked at again by reloading."""
    return _shown(request, progress_id, "exchange/progress.html")


@login_required
@never_cache
@require_safe
def fragment(request: HttpRequest, progress_id: UUID) -> HttpResponse:
    """The bar alone, asked for again each second while the job runs."""
    return _shown(request, progress_id, "exchange/_progress.html")


def _shown(request: HttpRequest, progress_id: UUID, template: str) -> HttpResponse:
    progress = selectors.progress_for(actor=request.user, progress_id=progress_id)
    if progress is None:
        raise Http404(_("Pekerjaan ini tidak ada, atau bukan milik Anda."))
    return render(request, template, {"progress": progress, "word": _WORDS[Progress.State(progress.state)]})
