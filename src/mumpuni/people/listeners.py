"""What happens at sign-in goes into the trail, though allauth does it."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals

from mumpuni.audit import services as audit

_EVENTS = (
    (account_signals.user_logged_in, "people.account.signed_in"),
    (account_signals.user_logged_out, "people.account.signed_out"),
    (account_signals.password_changed, "people.account.password_changed"),
    (account_signals.password_reset, "people.account.password_reset"),
    (mfa_signals.authenticator_added, "people.account.second_factor_added"),
    (mfa_signals.authenticator_removed, "people.account.second_factor_removed"),
    (mfa_signals.authenticator_reset, "people.account.recovery_codes_renewed"),
)


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for signal, event in _EVENTS:
        signal.connect(_recorder(event), weak=False, dispatch_uid=event)


def _recorder(event: str) -> Any:
    def record(sender: Any, user: Any = None, authenticator: Any = None, **_rest: Any) -> None:
        if user is not None:
            data = {"factor": authenticator.type} if authenticator is not None else {}
            audit.record(user, event, user, **data)

    return record
