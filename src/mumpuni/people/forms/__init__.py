"""Forms: they parse, services decide."""

from mumpuni.people.forms.signin import LoginForm, NewPasswordForm, ResetPasswordForm

__all__ = ["LoginForm", "NewPasswordForm", "ResetPasswordForm"]
