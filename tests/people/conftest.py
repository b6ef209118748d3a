import pytest

from tests.people import factories


@pytest.fixture
def administrator(db):
    return factories.account("system-admin")


@pytest.fixture
def organiser(db):
    return factories.account("organiser")
