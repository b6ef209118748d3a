"""Pages about oneself, and the door for those who were invited."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mumpuni.people import policies, scopes, selectors, services
from mumpuni.people.forms import ContactForm, LanguageForm, NewPasswordForm
from mumpuni.people.secondfactor import has_second_factor
from mumpuni.people.views.base import ServiceForm, refuse


@login_required
def profile_page(request: HttpRequest) -> HttpResponse:
    """Own data, roles, language, security, sessions."""
    actor: Any = request.user
    grants = actor.current_grants
    named = scopes.describe(grants)
    context = {
        "person": selectors.person(actor, actor.person_id) if actor.person_id else None,
        "grants": [(grant, named[grant.pk]) for grant in grants],
        "language_form": LanguageForm(initial={"language": actor.language}),
        "sessions": selectors.sessions_of(actor),
        "here": request.session.session_key,
        "factors": list(Authenticator.objects.filter(user=actor).order_by("type", "pk")),
        "must_have_factor": actor.needs_second_factor,
    }
    return render(request, "people/profile.html", context)


class OwnContact(ServiceForm):
    """Correct one's own telephone number."""

    title = gettext_lazy("Ubah telepon")
    form_class = ContactForm

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        person = getattr(self.request.user, "person", None)
        return {"phone": person.phone if person else ""}

    def act(self, form: ContactForm) -> Any:
        """Change."""
        return services.change_own_contact(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """One's own page."""
        return reverse("people:profile")


@login_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of mails, and of pages from now on."""
    form = LanguageForm(request.POST)
    answer = redirect("people:profile")
    if form.is_valid():
        services.change_language(actor=request.user, language=form.cleaned_data["language"])  # type: ignore[arg-type]
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax", secure=request.is_secure()
        )
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Bahasa diubah."))
    return answer


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out of one other place."""
    actor: Any = request.user
    for session in selectors.sessions_of(actor):
        if session.pk == pk:
            services.end_sessions(actor=actor, account=actor, session_key=session.session_key)
            messages.success(request, _("Sesi diakhiri."))
    return redirect("people:profile")


@login_required
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and how to set one up."""
    actor: Any = request.user
    if has_second_factor(actor):
        return redirect("mfa_index")
    roles = dict.fromkeys(grant.get_role_display() for grant in actor.current_grants)
    context = {"roles": list(roles), "must": actor.needs_second_factor}
    return render(request, "people/second_factor.html", context)


@sensitive_post_parameters("password", "again")
@never_cache
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first password of an invited account."""
    account = services.invited_account(token)
    if account is None:
        return render(request, "people/invitation_spent.html", status=410)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.accept_invitation(token=token, password=form.cleaned_data["password"])
        except policies.Unusable as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Kata sandi tersimpan. Silakan masuk."))
            return redirect("account_login")
    return render(request, "people/invitation.html", {"form": form, "account": account})
