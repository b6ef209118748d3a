"""Pages about accounts and roles."""

from typing import Any, ClassVar

import django_filters as filters
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mumpuni.people import policies, scopes, selectors, services
from mumpuni.people.forms import AccountForm, EndRoleForm, GrantForm, InviteForm, ReasonForm
from mumpuni.people.models import Account, Role, RoleGrant
from mumpuni.people.tables import AccountTable
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.ui.lists import Action, ListView


def _may_manage(actor: Any) -> None:
    policies.require(policies.may_manage_accounts(actor), _("Akun dan peran dikelola administrator sistem."))


class AccountFilter(filters.FilterSet):
    """By role held today and by state."""

    role = filters.ChoiceFilter(label=gettext_lazy("Peran"), method="holding", choices=Role.choices)
    is_active = filters.ChoiceFilter(
        choices=[(True, gettext_lazy("Ya")), (False, gettext_lazy("Tidak"))],
        label=gettext_lazy("Aktif"),
        empty_label=gettext_lazy("Semua"),
    )

    class Meta:
        model = Account
        fields: ClassVar[list[str]] = ["role", "is_active"]

    def holding(self, found: QuerySet[Account], name: str, value: str) -> QuerySet[Account]:
        """Those who hold this role today."""
        held = RoleGrant.objects.in_force(timezone.localdate()).filter(role=value)
        return found.filter(pk__in=held.values("account"))


class AccountList(ListView):
    """Accounts and their roles."""

    title = gettext_lazy("Pengguna dan peran")
    selector = staticmethod(selectors.accounts)
    table_class = AccountTable
    filterset_class = AccountFilter
    search_fields = ("name__icontains", "email__icontains")
    search_hint = gettext_lazy("Nama atau surel")
    export_name = gettext_lazy("Pengguna")
    empty_icon = "user-cog"
    empty_title = gettext_lazy("Belum ada akun")

    def may_view(self, actor: Any) -> None:
        """Administrators; auditors look on."""
        policies.require(
            policies.has_role(actor, Role.SYSTEM_ADMIN, Role.AUDITOR),
            _("Akun dan peran dikelola administrator sistem."),
        )

    def actions(self, actor: Any) -> list[Action]:
        """Inviting, for those who may."""
        if not policies.may_manage_accounts(actor):
            return []
        return [Action(reverse("people:account_invite"), _("Undang pengguna"), icon="mail-plus")]


@login_required
def account_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An account with every role it held or holds."""
    actor: Any = request.user
    policies.require(
        policies.has_role(actor, Role.SYSTEM_ADMIN, Role.AUDITOR), _("Akun dan peran dikelola administrator sistem.")
    )
    account = selectors.account(actor, pk)
    grants = list(selectors.grants(account))
    named = scopes.describe(grants)
    today = timezone.localdate()
    context = {
        "account": account,
        "grants": [(grant, named[grant.pk], grant.ends_on is None or grant.ends_on >= today) for grant in grants],
        "may_manage": policies.may_manage_accounts(actor) and actor.pk != account.pk,
    }
    return render(request, "people/account.html", context)


class Invite(ServiceForm):
    """Invite somebody."""

    title = gettext_lazy("Undang pengguna")
    lead = gettext_lazy("Pemilik akun menerima tautan sekali pakai untuk membuat kata sandi; berlaku tujuh hari.")
    button = gettext_lazy("Kirim undangan")
    done = gettext_lazy("Undangan masuk surat keluar. Beri peran di bawah ini.")
    form_class = InviteForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        _may_manage(self.request.user)
        return super().get_form(form_class)

    def act(self, form: InviteForm) -> Account:
        """Invite."""
        data = dict(form.cleaned_data)
        return services.invite(actor=self.request.user, person=data.pop("nip"), **data)

    def back(self) -> str:
        """The list."""
        return reverse("people:account_list")

    def onward(self, made: Account) -> str:
        """The new account; without a mail server its link has to be handed over."""
        _show_link(self.request, made)
        return reverse("people:account", args=[made.pk])


def _show_link(request: HttpRequest, account: Account) -> None:
    """Without a mail server nobody would ever get the link, so its sender sees it, once."""
    if settings.EMAIL_HOST:
        return
    messages.info(
        request,
        _("Server surel belum diatur. Sampaikan tautan ini sendiri kepada pemilik akun: %(link)s")
        % {"link": services.invitation_link(account)},
    )


@login_required
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a fresh link."""
    _may_manage(request.user)
    try:
        account = services.invite_again(actor=request.user, account=selectors.account(request.user, pk))
    except policies.Unusable as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Undangan baru masuk surat keluar; tautan lama tidak berlaku lagi."))
        _show_link(request, account)
    return redirect("people:account", pk)


class OnAccount(ServiceForm):
    """A form on one account's page."""

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        _may_manage(self.request.user)
        return super().get_form(form_class)

    @property
    def account(self) -> Account:
        """The account of the address."""
        if not hasattr(self, "_account"):
            self._account = selectors.account(self.request.user, self.kwargs["pk"])
        return self._account

    def back(self) -> str:
        """The account's page."""
        return reverse("people:account", args=[self.kwargs["pk"]])


class ChangeAccount(OnAccount):
    """Correct name or address."""

    title = gettext_lazy("Ubah akun")
    lead = gettext_lazy("Surel baru mengakhiri semua sesi akun ini.")
    form_class = AccountForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that a refused change is not shown as done."""
        return {**super().get_form_kwargs(), "instance": Account.objects.get(pk=self.account.pk)}

    def act(self, form: AccountForm) -> Account:
        """Change."""
        data = dict(form.cleaned_data)
        person = data.pop("nip", None)
        return services.change_account(actor=self.request.user, account=self.account, person=person, **data)


class Grant(OnAccount):
    """Give a role."""

    title = gettext_lazy("Beri peran")
    button = gettext_lazy("Beri peran")
    form_class = GrantForm

    def act(self, form: GrantForm) -> RoleGrant:
        """Grant."""
        return services.grant_role(actor=self.request.user, account=self.account, **form.grant())


class AskedOfAccount(OnAccount, Question):
    """A question about an account."""

    form_class: type[Any] = ReasonForm
    danger = True


class EndRole(AskedOfAccount):
    """End a role."""

    title = gettext_lazy("Akhiri peran")
    button = gettext_lazy("Akhiri peran")
    form_class = EndRoleForm

    def act(self, form: EndRoleForm) -> RoleGrant:
        """End."""
        grant = get_object_or_404(selectors.grants(self.account), pk=self.kwargs["grant"])
        return services.end_role(actor=self.request.user, grant=grant, **form.cleaned_data)


class Deactivate(AskedOfAccount):
    """Close an account."""

    title = gettext_lazy("Nonaktifkan akun")
    lead = gettext_lazy("Akun tidak dapat dipakai masuk lagi dan semua sesinya berakhir sekarang juga.")
    button = gettext_lazy("Nonaktifkan")

    def act(self, form: ReasonForm) -> Account:
        """Close."""
        return services.deactivate_account(actor=self.request.user, account=self.account, **form.cleaned_data)


class Reactivate(AskedOfAccount):
    """Open a closed account."""

    title = gettext_lazy("Aktifkan akun kembali")
    button = gettext_lazy("Aktifkan")
    danger = False

    def act(self, form: ReasonForm) -> Account:
        """Open."""
        return services.reactivate_account(actor=self.request.user, account=self.account, **form.cleaned_data)


class ResetSecondFactor(AskedOfAccount):
    """Remove lost second factors."""

    title = gettext_lazy("Reset faktor kedua")
    lead = gettext_lazy(
        "Aplikasi autentikator, kunci sandi, dan kode pemulihan akun ini dihapus, sesinya berakhir, dan pemiliknya "
        "diberi tahu lewat surel. Pastikan dahulu bahwa yang meminta memang pemiliknya."
    )
    button = gettext_lazy("Reset")

    def act(self, form: ReasonForm) -> Account:
        """Reset."""
        return services.reset_second_factor(actor=self.request.user, account=self.account, **form.cleaned_data)
