"""Fixtures of the tests of certification."""

import pytest

from tests.certification.make import House


@pytest.fixture
def house(db):
    return House()
