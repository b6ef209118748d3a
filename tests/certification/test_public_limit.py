"""Strangers ask the public page of verification, but none of them too often."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from mumpuni.certification.views import public
from mumpuni.certification.views.public import RATES
from mumpuni.documents.codes import new_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch):
    cache.clear()
    monkeypatch.setattr(public, "_minute", lambda: 7)


def test_an_address_that_asks_too_often_is_told_to_wait_and_others_are_not(client):
    allowed = RATES["verify"]
    asked = reverse("certification:verify_code", args=[new_code()])
    answers = [client.get(asked, REMOTE_ADDR="203.0.113.7") for _time in range(allowed + 1)]
    assert [each.status_code for each in answers] == [404] * allowed + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert client.get(asked, REMOTE_ADDR="203.0.113.8").status_code == 404


def test_looking_at_the_form_is_not_counted(client):
    allowed = RATES["verify"]
    answers = {client.get(reverse("certification:verify")).status_code for _time in range(allowed + 2)}
    assert answers == {200}
