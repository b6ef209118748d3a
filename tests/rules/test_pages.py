"""The public pages of the rules: whatever is registered, asked without an account, nothing kept."""

import importlib
import json
import logging
import re
import shlex
import subprocess
import sys
import time
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mumpuni.config.rules_pages import shapes, shown, views
from mumpuni.regulations import catalogues, decide, explain, rules, words
from tests.rules import examples

# Strangers cost no query at all; only the count of questions goes through the cache.


@pytest.fixture
def door(whole: str) -> str:
    return reverse("rules:rule", args=whole.split("/"))


def said(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rule_has_a_page_and_stands_in_the_list(client: Client, rule: Any, language: str) -> None:
    client.cookies["django_language"] = language
    address = reverse("rules:rule", args=rule.id.split("/"))
    assert f'href="{address}"' in client.get(reverse("rules:list")).content.decode()
    shown = client.get(address)
    assert shown.status_code == 200
    assert rule.title(language) in said(shown)
    assert all(" ".join(each.quote.split()) in said(shown) for each in rule.citations)


def test_the_search_finds_by_title_name_article_and_words(client: Client) -> None:
    for asked in ("batch-level", "jenjang angkatan", "Pendahuluan alinea", "JENJANG  participant"):
        shown = client.get(reverse("rules:list"), {"q": asked})
        assert shown.status_code == 200
        assert shown.context["count"] < len(rules())
    none = client.get(reverse("rules:list"), {"q": "tidak ada sama sekali"})
    assert "Tidak ada yang cocok" in said(none)


def test_a_rule_catalogue_or_page_that_is_not_there_is_404(client: Client) -> None:
    for address in ("/aturan/panduan-2019/tidak-ada/", "/aturan/katalog/panduan-2019/tidak-ada/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("catalogue", catalogues(), ids=lambda one: one.id)
def test_every_catalogue_has_a_page_with_all_its_entries(client: Client, catalogue: Any) -> None:
    shown = client.get(reverse("rules:catalogue", args=catalogue.id.split("/")))
    text = said(shown)
    assert shown.status_code == 200
    assert all(entry.code in text and " ".join(entry.name().split()) in text for entry in catalogue.entries)
    assert catalogue.citation is None or str(catalogue.citation) in text


def test_a_catalogue_from_outside_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("mumpuni.regulations.catalogue")
    outside = module.loads(
        "panduan-2019/luar",
        'outside = true\ntitle = {id = "Luar", en = "Outside"}\nnote = {id = "Kebiasaan.", en = "Custom."}\n'
        '[[entries]]\ncode = "a"\nid = "Satu"\nen = "One"\nlevels = [1, 2]\nwords = {id = "kata", en = "word"}\n',
    )
    monkeypatch.setitem(module._CATALOGUES, outside.id, outside)
    assert "Dari luar naskah" in said(client.get(reverse("rules:catalogues")))
    shown = said(client.get(reverse("rules:catalogue", args=["panduan-2019", "luar"])))
    assert "Dari luar naskah peraturan yang ada Kebiasaan." in shown
    assert "1, 2 kata" in shown


READINGS = """
[[readings]]
id = "satu"
requirements = ["PAND-028"]
rules = ["panduan-2019/participant", "panduan-2019/belum-ada"]
adr = "0004"
title = { id = "Jenjang", en = "Level" }
question = { id = "Yang mana?", en = "Which?" }
sides = [{ regulation = "panduan-2019", place = "Peserta", quote = "bunyi satu" },
         { regulation = "bkn-7-2020", place = "Pasal 1", quote = "bunyi dua" }]
reading = { id = "Yang pertama.", en = "The first." }
setting = { id = "Dapat diatur.", en = "Can be set." }

[[readings]]
id = "dua"
title = { id = "Diam", en = "Silent" }
question = { id = "Bagaimana?", en = "How?" }
reading = { id = "Begini.", en = "So." }
"""


@pytest.fixture
def two_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("mumpuni.regulations.readings")
    made = module.loads("panduan-2019", READINGS)
    monkeypatch.setattr(module, "_READINGS", (*made, *module.loads("bkn-7-2020", READINGS)))


def test_a_reading_shows_both_sides_and_its_rules(client: Client, two_readings: None) -> None:
    text = said(client.get(reverse("rules:readings")))
    for expected in ("bunyi satu", "bunyi dua", "Yang pertama.", "Dapat diatur.", "PAND-028; ADR 0004", "Naskah tidak"):
        assert expected in text
    narrowed = client.get(reverse("rules:readings"), {"peraturan": "bkn-7-2020"})
    assert [group.id for group in narrowed.context["groups"]] == ["bkn-7-2020"]
    on_rule = client.get(reverse("rules:rule", args=["panduan-2019", "participant"])).content.decode()
    assert 'href="/aturan/tafsir/#panduan-2019-satu"' in on_rule


def test_no_page_costs_a_stranger_a_query(client: Client, two_readings: None, door: str) -> None:
    """There is no mark for the database here, so that any query would raise."""
    for address in ("list", "catalogues", "readings", "editions"):
        assert client.get(reverse(f"rules:{address}")).status_code == 200
    assert client.post(door, {"_fakta": json.dumps(examples.facts())}).status_code == 200


def form(**changes: Any) -> dict[str, Any]:
    """A filled form, as a browser sends it."""
    return {
        "position": "administrator",
        "event_start": "2026-11-22",
        "days": "2,5",
        "confidential": "true",
        "members": "",
        "members[0]": "",
        "members[0].name": "Ani",
        "members[0].roles": ["", "chair", "tester"],
        "observers": "",
        "observers[0]": "",
        "observers[0][0]": "Citra",
        "required": "",
        "required[0].key": "Integritas",
        "required[0].value": "3",
        "fields": "",
        **changes,
    }


FACTS = {
    "position": "administrator",
    "event_start": "2026-11-22",
    "days": "2.5",
    "confidential": True,
    "members": [{"name": "Ani", "roles": ["chair", "tester"]}],
    "observers": [["Citra"]],
    "required": {"Integritas": 3},
    "fields": {},
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_form_gives_the_decision_of_python(client: Client, door: str, language: str) -> None:
    client.cookies["django_language"] = language
    shown = client.post(door, form())
    text, known = said(shown), explain(examples.ID, FACTS)
    assert shown.status_code == 200
    assert known.decision.outcome == "compliant"
    for finding in known.decision.findings:
        assert finding.message(language) in text
        assert f"“{finding.citation.quote}”" in text or finding.citation.quote in text
    assert known.working[0].text(language) in text
    assert ("Memenuhi ketentuan" if language == "id" else "Compliant") in text
    assert ("79,99" if language == "id" else "79.99") in text
    assert ("22 November 2026" if language == "id" else "Nov. 22, 2026") in text or "22 November 2026" in text
    assert json.loads(shown.context["json"]) == FACTS


def test_the_same_facts_as_json_give_the_same_page(client: Client, door: str) -> None:
    one, other = client.post(door, form(days="2.5")), client.post(door, {"_fakta": json.dumps(FACTS)})
    assert other.context["answer"] == one.context["answer"]
    assert list(other.context["form"].sent()) == list(one.context["form"].sent())


def test_a_decision_names_how_programs_ask_for_it(client: Client, door: str) -> None:
    shown = client.post(door, form(_on="2026-11-22"))
    command = shown.context["command"]
    assert command == f"printf %s '{json.dumps(FACTS)}' | mumpuni decide {examples.ID} - --on 2026-11-22"
    assert shown.context["http"].endswith(f"http://testserver/api/v1/rules/{examples.ID}/decisions?on=2026-11-22'")
    blank = client.get(door).context["command"]
    given = json.loads(re.search(r"printf %s '(.*)' \|", blank)[1])
    decide(examples.ID, given)


def test_parts_that_make_no_code_stand_at_their_boxes(client: Client) -> None:
    """Facts that only some questions need are no less missing than those that all need."""
    door = reverse("rules:rule", args=["permendagri-11-2018", "unit-code"])
    shown = client.post(door, {"code": "", "job_code": "AP", "kind": "", "unit": ""})
    assert shown.status_code == 422
    assert [(one.label, one.target) for one in shown.context["wrong"]] == [
        (words.label("kind", "id"), "f-kind"),
        (words.label("unit", "id"), "f-unit"),
    ]
    assert client.post(door, {"code": "AP.UK-I.02"}).context["answer"] is not None
    blank = client.get(door).context["command"]
    decide("permendagri-11-2018/unit-code", json.loads(shlex.split(blank)[2]))


def test_the_command_on_the_page_can_be_run(client: Client) -> None:
    facts = {"training_jp": 15, "qualification": "pengawas", "units": {'D\'Unit \\n "satu"\n': True}}
    shown = client.post("/aturan/panduan-2019/certificate/", {"_fakta": json.dumps(facts, indent=1)})
    program = f"{shlex.quote(sys.executable)} -m mumpuni.config.cli_rules"
    ran = subprocess.run(
        ["sh", "-c", shown.context["command"].replace("| mumpuni ", f"| {program} ")],
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout) == decide("panduan-2019/certificate", facts).as_json()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_fact_has_a_label(rule: Any) -> None:
    """A new fact wants a line in words/general.labels.toml."""

    def names(shape: shapes.Shape) -> set[str]:
        inner = [*shape.properties.values(), *([shape.item] if shape.item else [])]
        return set(shape.properties).union(*map(names, inner))

    book = words._BOOKS["general"]
    missing = names(shapes.shape_of(rule.as_json()["facts"])) - set(book["labels"]) - set(book["terms"])
    assert missing == set()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_word_to_choose_is_said_in_words(rule: Any) -> None:
    """A new word of the facts wants a line in words/general.choices.toml; numbers of rules stay as they are."""

    def chosen(shape: shapes.Shape) -> set[str]:
        inner = [*shape.properties.values(), *([shape.item] if shape.item else [])]
        return set(shape.words).union(*map(chosen, inner))

    book = words._BOOKS["general"]
    missing = chosen(shapes.shape_of(rule.as_json()["facts"])) - set(book["choices"]) - set(book["terms"])
    assert {word for word in missing if not re.fullmatch(r"[A-Z]{1,3}(\.\d+)?", word)} == set()


def test_what_does_not_fit_stands_at_its_field_and_above_and_nothing_is_lost(client: Client, door: str) -> None:
    sent = form(
        position="",
        event_start="kemarin",
        days="dua",
        _on="besok",
        **{"members[0].name": " ", "members[0].years": "x", "required[0].value": "9", "required[1].key": "Integritas"},
    )
    sent["required[1].value"] = "2"
    shown = client.post(door, sent)
    wrong = {one.target: one.text for one in shown.context["wrong"]}
    assert shown.status_code == 422
    assert set(wrong) == {
        "f-position",
        "f-event_start",
        "f-days",
        "f-on",
        "f-members-0-name",
        "f-members-0-years",
        "f-required-0-value",
        "f-required-1-key",
    }
    html = shown.content.decode()
    for target, text in wrong.items():
        assert f'id="{target}"' in html
        assert f'id="{target}_error"' in html
        assert unescape(html).count(text) >= 2
    for typed in ("kemarin", "dua", "besok", "x", "9"):
        assert f'value="{typed}"' in html
    assert shown.context["answer"] is None


def test_a_misfit_below_what_the_form_shows_stands_at_the_nearest_group(client: Client, door: str) -> None:
    facts = FACTS | {"members": [{"name": "Ani", "roles": ["x"], "surprise": 1}], "required": 3, "unknown": 1}
    shown = client.post(door, {"_fakta": json.dumps(facts)})
    found = [(one.label, one.target) for one in shown.context["wrong"]]
    assert shown.status_code == 422
    assert ("members[0].surprise", "f-members-0") in found
    assert ("members[0].roles[0]", "f-members-0-roles") in found
    assert ("Standar yang dipersyaratkan", "f-required") in found
    assert ("unknown", "") in found
    assert json.dumps(facts) in unescape(shown.content.decode())


@pytest.mark.parametrize(
    "nonsense", ["", "{", "[]", "[{}, {}]", "null", "7", '{"a":1,"a":2}', "[" * 5000, '{"days":1e999999999}']
)
def test_nonsense_as_json_is_answered_with_a_sentence(client: Client, door: str, nonsense: str) -> None:
    shown = client.post(door, {"_fakta": nonsense})
    assert shown.status_code == 422
    assert shown.context["wrong"]


def test_rows_are_added_and_taken_away_by_ordinary_buttons(client: Client, door: str) -> None:
    more = client.post(door, form(_do="add:members"))
    html = more.content.decode()
    assert more.status_code == 200
    assert re.search(r'id="f-members-1-name"[^>]* autofocus', html)
    assert 'value="Ani"' in html
    assert more.context["answer"] is None
    less = client.post(door, form(_do="remove:members[0]"))
    assert 'value="Ani"' not in less.content.decode()
    assert 'value="Integritas"' in less.content.decode()


@pytest.mark.parametrize(
    ("act", "focused"),
    [
        ("add:members", "f-members-1-name"),
        ("add:required", "f-required-1-key"),
        ("add:observers", "f-observers-1-tambah"),
        ("add:observers[0]", "f-observers-0-1"),
        ("add:addressee", "f-addressee-name"),
        ("add:fields.addressee", "f-fields-addressee-name"),
        ("remove:members[0]", "f-members-tambah"),
        ("remove:required[0]", "f-required-tambah"),
    ],
)
def test_the_focus_goes_where_one_goes_on(client: Client, door: str, act: str, focused: str) -> None:
    shown = client.post(door, form(_do=act)).content.decode()
    assert re.findall(r'id="([^"]+)"[^>]* autofocus', shown) == [focused]


def test_htmx_gets_the_bench_and_a_browser_the_whole_page(client: Client, door: str) -> None:
    whole = client.post(door, form())
    part = client.post(door, form(), headers={"hx-request": "true"})
    assert "<html" in whole.content.decode()
    assert part.content.decode().startswith('<div id="meja"')


def test_a_question_needs_no_token_and_leaves_no_cookie(door: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(door, form()).status_code == 200
    assert "sessionid" not in client.cookies


def test_facts_reach_no_log(client: Client, door: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "Rahasia Sekali"
    client.post(door, form(**{"members[0].name": secret}))
    client.post(door, form(**{"members[0].name": secret, "days": secret}))
    client.post(door, {"_fakta": f'{{"{secret}'})
    for kind in ("decisions", "explanations"):
        client.post(f"/api/v1/rules/{examples.ID}/{kind}", json.dumps({"x": secret}), content_type="application/json")
    assert secret not in caplog.text


@pytest.mark.parametrize("count", [10_000, 2_000])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_of_thousands_is_refused_with_a_sentence(client: Client, door: str, count: int, htmx: bool) -> None:
    body = "&".join(f"members[{at}]=&members[{at}].name=Ani&members[{at}].years=1" for at in range(count))
    began = time.monotonic()
    shown = client.post(
        door,
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"hx-request": "true"} if htmx else {},
    )
    assert time.monotonic() - began < 2
    assert shown.status_code == 413
    assert "Formulir memuat paling banyak 1500 isian dan sekali kirim paling besar 512 KB." in said(shown)
    assert shown.headers.get("HX-Retarget") == ("#penolakan" if htmx else None)


def test_many_facts_as_json_are_decided_without_a_form(client: Client, door: str) -> None:
    facts = FACTS | {"members": [{"name": f"Ani {at}", "roles": []} for at in range(9_000)]}
    began = time.monotonic()
    shown = client.post(door, {"_fakta": json.dumps(facts)})
    assert time.monotonic() - began < 3
    assert (shown.status_code, shown.context["fits"], shown.context["shares"]) == (200, False, False)
    assert "dan 8900 lagi" in said(shown)


def test_findings_without_end_are_cut(client: Client, door: str) -> None:
    facts = FACTS | {"members": [{} for _at in range(9_000)]}
    shown = client.post(door, {"_fakta": json.dumps(facts)})
    assert len(shown.context["wrong"]) == 50
    assert shown.context["more_wrong"] > 9_000


def test_the_landing_page_and_the_footer_lead_here(client: Client) -> None:
    landing = client.get("/").content.decode()
    assert landing.count(f'href="{reverse("rules:list")}"') == 2
    assert views.MOST_BOXES == 1500


@pytest.mark.parametrize("catalogue", catalogues(), ids=lambda catalogue: catalogue.id)
def test_a_catalogue_is_shown_in_one_language_under_labelled_columns(catalogue: Any) -> None:
    """A new column wants a line in words/general.columns.toml."""
    book = words._BOOKS["general"]
    for entry in catalogue.entries:
        indonesian, english = (shown._in_language(entry.fields, language) for language in words.LANGUAGES)
        assert list(indonesian) == list(english)
        assert set(indonesian) - set(book["labels"]) - set(book["terms"]) == set()
        assert {name for name in indonesian if name.endswith(("_id", "_en"))} == set()
