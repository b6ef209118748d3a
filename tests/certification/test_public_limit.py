"""Strangers ask the public page of verification, but none of them too often."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from mumpuni.certification.views.public import RATES
from mumpuni.documents.codes import new_code
from mumpuni.ui import limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch):
    cache.clear()
    monkeypatch.setattr(limits, "_minute", lambda: 7)


def test_an_address_that_asks_too_often_is_told_to_wait_and_others_are_not(client):
    allowed = RATES["verify"]
    asked = reverse("certification:verify_code", args=[new_code()])
    answers = [client.get(asked, REMOTE_ADDR="203.0.113.7") for _time in range(allowed + 1)]
    assert [each.status_code for each in answers] == [404] * allowed + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert client.get(asked, REMOTE_ADDR="203.0.113.8").status_code == 404


def test_askers_by_ipv4_are_told_apart_on_a_server_of_both_protocols(client):
    asked = reverse("certification:verify_code", args=[new_code()])
    for _time in range(RATES["verify"] + 1):
        last = client.get(asked, REMOTE_ADDR="::ffff:203.0.113.7")
    assert last.status_code == 429
    assert client.get(asked, REMOTE_ADDR="::ffff:203.0.113.8").status_code == 404
    assert client.get(asked, REMOTE_ADDR="203.0.113.7").status_code == 429


def test_a_forged_header_does_not_make_another_asker(client):
    asked = reverse("certification:verify_code", args=[new_code()])
    answers = [
        client.get(asked, headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code
        for number in range(RATES["verify"] + 1)
    ]
    assert answers[-1] == 429


def test_looking_at_the_form_is_not_counted(client):
    allowed = RATES["verify"]
    answers = {client.get(reverse("certification:verify")).status_code for _time in range(allowed + 2)}
    assert answers == {200}
