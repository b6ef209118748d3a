"""How a service says no: shared by every app, since every app stands above this one."""

from typing import Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError

from mumpuni.regulations import Decision


class Actor(Protocol):
    """What the lower apps know of an account: a number, a name, the words of its roles."""

    pk: Any

    @property
    def role_words(self) -> frozenset[str]:
        """The words of the roles held today."""

    def get_full_name(self) -> str:
        """How the trail calls this account."""


class Refused(PermissionDenied):
    """The actor may not do this; the message says who may."""


class Unusable(ValidationError):
    """The input cannot be used as it is; the message says what, where and how to mend it."""


class RuleBroken(Exception):
    """A rule stands in the way; screens show its findings as form errors, the API answers 409.

    `about` names whom the findings speak of, where a service judges several.
    """

    def __init__(self, decision: Decision, about: str = "") -> None:
        super().__init__(decision.rule)
        self.decision, self.about = decision, about


def require(allowed: bool, message: Any) -> None:
    """Go on only when allowed.

    Raises:
        Refused: with the message, which the 403 page shows.
    """
    if not allowed:
        raise Refused(str(message))


def may_read_audit(actor: Any) -> bool:
    """Auditors and system administrators read the trail."""
    return bool({"auditor", "system-admin"} & set(getattr(actor, "role_words", ())))
