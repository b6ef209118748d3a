"""Readers of cells that follow the register's own rules."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from mumpuni.exchange import cells
from mumpuni.people import identity
from mumpuni.people.policies import Unusable


def read_identity(kind: str, read: Callable[[str], str]) -> Callable[[str], str]:
    """A reader of a number as the register keeps it; `read` cleans the cell first."""

    def reader(value: str) -> str:
        text = read(value)
        try:
            return identity.normalised(kind, text)
        except Unusable as problem:
            raise cells.BadCell(
                problem.code or "unusable-number", " ".join(problem.messages), _("Perbaiki nomornya di sini.")
            ) from problem

    return reader


def read_email(value: str) -> str:
    """A mail address."""
    text = cells.clean(value).replace(" ", "")
    try:
        validate_email(text)
    except ValidationError:
        raise cells.BadCell(
            "not-an-address",
            _("Bukan alamat surel."),
            _("Isi satu alamat seperti nama@instansi.go.id, atau kosongkan."),
        ) from None
    return text
