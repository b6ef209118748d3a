"""Writing to somebody by mail: where this person reads it, in which language, with the page that it is about."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from mumpuni.exchange.services import mail
from mumpuni.people.models import Account, Person


def address(person: Person) -> str:
    """Where a person reads mail: the account's address while it is active, else the register's; empty for none."""
    account = getattr(person, "account", None)
    return (account.email if account and account.is_active else "") or person.email


def tell(person: Person, template: str, path: str, *, actor: Any, **context: Any) -> bool:
    """Send one of this app's mails to a person; whether there was an address. `path` is the page it leads to."""
    to = address(person)
    if to:
        account = getattr(person, "account", None)
        language = account.language if account else "id"
        _send(to, language, template, path, actor, {"name": person.full_name, **context}, person.pk)
    return bool(to)


def tell_account(account: Account, template: str, path: str, *, actor: Any, **context: Any) -> None:
    """The same to an account that speaks for an office and not for a person."""
    _send(account.email, account.language, template, path, actor, {"name": account.name, **context}, None)


def _send(
    to: str, language: str, template: str, path: str, actor: Any, context: dict[str, Any], subject: int | None
) -> None:
    with translation.override(language):
        said = {key: str(value) if isinstance(value, Promise) else value for key, value in context.items()}
    mail.send(
        template=f"assessment/mail/{template}",
        to=to,
        context={"link": settings.MUMPUNI_BASE_URL + path, **said},
        language=language,
        actor=actor,
        subject_person_id=subject,
    )
