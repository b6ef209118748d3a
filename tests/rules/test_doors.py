"""What programs ask besides decisions, and how often strangers may ask."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mumpuni.regulations import catalogues, explain, readings
from mumpuni.ui import limits
from tests.rules import examples

RULE = "panduan-2019/participant"
FACTS = {"position": "pelaksana", "batch_level": "pengawas"}
PAGE = "/aturan/panduan-2019/participant/"


def ask(client: Client, facts: Any, door: str = "explanations", query: str = "", **options: Any) -> Any:
    body = facts if isinstance(facts, str) else json.dumps(facts)
    address = f"/api/v1/rules/{RULE}/{door}{query}"
    return client.post(address, body, content_type="application/json", **options)


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_explanation_over_http_is_that_of_python(client: Client, language: str) -> None:
    answered = ask(client, FACTS, headers={"accept-language": language})
    assert (answered.status_code, answered.json()) == (200, explain(RULE, FACTS).as_json(language))
    assert answered["Content-Language"] == language


def test_a_list_gives_a_list_of_explanations(client: Client, whole: str) -> None:
    answered = client.post(
        f"/api/v1/rules/{whole}/explanations", json.dumps([examples.facts()] * 2), content_type="application/json"
    )
    assert [one["working"][0]["text"] for one in answered.json()] == ["2 anggota dari 3"] * 2


@pytest.mark.parametrize(
    ("facts", "query", "status", "field"),
    [
        ({}, "", 422, "position"),
        ("{", "", 422, "facts"),
        (FACTS, "?on=besok", 422, "on"),
        ("[" + ",".join(["{}"] * 200_000) + "]", "", 413, None),
    ],
)
def test_explanations_refuse_as_decisions_do(client: Client, facts: Any, query: str, status: int, field: Any) -> None:
    one, other = (ask(client, facts, door, query) for door in ("explanations", "decisions"))
    assert (one.status_code, one.json()) == (other.status_code, other.json())
    assert one.status_code == status
    assert field is None or one.json()["fields"][0]["field"] == field


def test_catalogues_and_readings_over_http(client: Client) -> None:
    english = {"accept-language": "en"}
    assert client.get("/api/v1/catalogues", headers=english).json() == [one.as_json("en") for one in catalogues()]
    assert client.get("/api/v1/readings").json() == [one.as_json("id") for one in readings()]


@pytest.fixture
def three_a_minute(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    settings.MUMPUNI_RULES_PER_MINUTE = 3
    monkeypatch.setattr(limits, "_minute", lambda: 7)


@pytest.mark.usefixtures("three_a_minute")
def test_pages_and_api_share_one_rate_for_each_address(client: Client) -> None:
    answers = [
        client.post(PAGE, {"_fakta": "{}"}),
        ask(client, FACTS),
        ask(client, FACTS, "decisions"),
        client.post(PAGE, FACTS),
        client.post(PAGE, FACTS, headers={"hx-request": "true"}),
        ask(client, FACTS, headers={"accept-language": "en"}),
        ask(client, FACTS, "decisions"),
    ]
    assert [one.status_code for one in answers] == [422, 200, 200, 429, 429, 429, 429]
    assert {one["Retry-After"] for one in answers[3:]} == {"60"}
    assert "Terlalu banyak permintaan" in answers[3].content.decode()
    assert answers[4]["HX-Retarget"] == "#penolakan"
    assert answers[5].json() == {
        "error": "too-many",
        "message": "Too many questions in a minute. Try again in 60 seconds.",
    }
    assert answers[6].json()["message"].startswith("Terlalu banyak pertanyaan dalam semenit.")
    assert ask(client, FACTS, REMOTE_ADDR="203.0.113.8").status_code == 200


@pytest.mark.usefixtures("three_a_minute")
def test_reading_is_not_counted(client: Client) -> None:
    assert {client.get(reverse("rules:list")).status_code for _time in range(5)} == {200}
    assert {client.get(PAGE).status_code for _time in range(5)} == {200}
