"""Forms of signing in."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people.signin import address_of


class LoginForm(allauth_forms.LoginForm):
    """NIP or mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("NIP atau surel"),
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
        )
        self.fields["password"].label = _("Kata sandi")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, Any]:
        """A NIP becomes its account's address first, so that both ways of trying count against one account."""
        credentials: dict[str, Any] = super().user_credentials()
        return {**credentials, "email": address_of(credentials["email"])}


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Asks for the mail address; the answer never says whether it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Surel akun")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class NewPasswordForm(forms.Form):
    """The first password of an invited account."""

    password = forms.CharField(
        label=_("Kata sandi baru"),
        strip=False,
        help_text=_("Paling sedikit 12 huruf; kalimat pendek yang mudah diingat sudah baik."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Ulangi kata sandi"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("Kedua kata sandi tidak sama; ketik ulang."))
        return given
