"""Fixtures of the tests of certification."""

from functools import cache
from itertools import cycle

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from mumpuni.documents.services import keys
from tests.certification.make import House


@cache
def _made_once():
    """Making an RSA key takes up to a second; three serve all tests of this process."""
    return [rsa.generate_private_key(public_exponent=65537, key_size=keys.RSA_BITS) for _ in range(3)]


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch):
    given = cycle(_made_once())
    monkeypatch.setattr(keys, "_new_key", lambda: next(given))


@pytest.fixture
def house(db):
    return House()
