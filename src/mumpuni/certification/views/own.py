"""What a participant finds: the own certificates and the name to confirm, signed in or by a signed link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.certification import links
from mumpuni.certification.forms import NameForm
from mumpuni.certification.models import Channel, NameConfirmation
from mumpuni.certification.selectors import certificates as register
from mumpuni.certification.selectors import results
from mumpuni.certification.services.delivery import fetch
from mumpuni.certification.services.names import answer_name
from mumpuni.certification.views.common import or_404
from mumpuni.people.policies import Unusable
from mumpuni.people.views.base import refuse
from mumpuni.training.models import Nomination
from mumpuni.ui.files import file_response


@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Own certificates, results and names to confirm."""
    participations = results.results_of(results.own_participations(request.user))
    context = {"certificates": register.own(request.user), "results": participations}
    return render(request, "certification/own.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or propose the name to be printed, signed in."""
    nomination = or_404(results.own_participations(request.user).filter(pk=pk).first())
    return _name_page(request, nomination, via=NameConfirmation.Via.PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def name_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the signed link of a mail, without an account."""
    nomination = _by_token(links.NAME, token)
    if nomination is None:
        return render(request, "certification/link_expired.html", status=410)
    return _private(_name_page(request, nomination, via=NameConfirmation.Via.LINK))


@require_safe
def certificates_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The certificates of one participation, by the signed link of a mail."""
    nomination = _by_token(links.CERTIFICATES, token)
    if nomination is None:
        return render(request, "certification/link_expired.html", status=410)
    context = {"nomination": nomination, "certificates": register.of_nomination(nomination.pk), "token": token}
    return _private(render(request, "certification/by_link.html", context))


@require_safe
def download_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """One file, by the signed link."""
    nomination = _by_token(links.CERTIFICATES, token)
    if nomination is None:
        return render(request, "certification/link_expired.html", status=410)
    certificate = or_404(register.of_nomination(nomination.pk).filter(pk=pk).first())
    return file_response(fetch(actor=None, certificate=certificate, channel=Channel.MAIL), certificate.file_name)


def _by_token(purpose: str, token: str) -> Nomination | None:
    number = links.nomination_of(purpose, token)
    found = Nomination.objects.select_related("person", "batch__season", "name_confirmation").filter(pk=number or 0)
    return found.exclude(state=Nomination.State.WITHDRAWN).first()


def _name_page(request: HttpRequest, nomination: Nomination, *, via: str) -> HttpResponse:
    answer = getattr(nomination, "name_confirmation", None)
    known = nomination.person.full_name
    form = NameForm(request.POST or None, initial={"name": answer.printed_name if answer else known})
    if request.method == "POST" and form.is_valid():
        actor = request.user if via == NameConfirmation.Via.PAGE else None
        try:
            given = answer_name(actor=actor, nomination=nomination, name=form.cleaned_data["name"], via=via)
        except Unusable as problem:
            refuse(form, problem)
        else:
            messages.success(
                request,
                _("Nama dikonfirmasi.")
                if given.is_confirmed
                else _("Usul perbaikan nama dikirim; Anda melihat keputusannya di halaman ini."),
            )
            return redirect(request.get_full_path())
    issued = nomination.certificates.exists()
    context = {"nomination": nomination, "answer": answer, "known": known, "form": form, "issued": issued}
    return render(request, "certification/name.html", context, status=422 if form.errors else 200)


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
