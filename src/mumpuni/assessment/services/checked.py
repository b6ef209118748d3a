"""Saving a row that has to be whole."""

from django.core.exceptions import ValidationError
from django.db import models

from mumpuni.people.policies import Unusable


def save(row: models.Model) -> None:
    """Check and save.

    Raises:
        Unusable: with what the fields and constraints of the model say against it.
    """
    try:
        row.full_clean()
    except ValidationError as refused:
        raise Unusable(refused) from refused
    row.save()
