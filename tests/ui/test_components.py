"""Components and the promises that all templates keep."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

import mumpuni
from mumpuni.ui import assets
from mumpuni.ui.templatetags import ui
from tests.ui.pages import SampleForm

pytestmark = pytest.mark.urls("tests.ui.urls")

TEMPLATES = sorted(Path(mumpuni.__file__).parent.rglob("templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "a style element": re.compile(r"<style[\s>]"),
    "an event handler": re.compile(r"<[a-zA-Z][^>]*\son[a-z]+\s*=", re.S),
    "an inline script": re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))[^>]*>", re.S),
    "a javascript address": re.compile(r"javascript:", re.I),
}


def draw(text: str, **context: object) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_carries_what_the_security_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_the_scan_for_forbidden_things_finds_them() -> None:
    samples = {
        "a style attribute": '<p class="x"\n style="color:red">',
        "a style element": "<style>p{}</style>",
        "an event handler": '<a href="#" onclick="go()">',
        "an inline script": "<script>go()</script>",
        "a javascript address": '<a href="javascript:go()">',
    }
    for what, sample in samples.items():
        assert FORBIDDEN[what].search(sample), what
    assert not FORBIDDEN["an inline script"].search('<script type="module" src="/x.js"></script>')


def test_every_icon_that_is_named_was_built() -> None:
    sprite = (assets.FOLDER / assets.manifest()["icons.svg"]["file"]).read_text()
    built = set(re.findall(r'id="([a-z0-9-]+)"', sprite))
    source = Path(mumpuni.__file__).parent
    named = {
        name
        for path in [*source.rglob("*.html"), *source.rglob("*.py")]
        for name in re.findall(
            r"""(?:\{%\s*(?:icon|empty_state)\s+|icon\s*=\s*)["']([a-z0-9-]+)["']""", path.read_text(encoding="utf-8")
        )
    }
    assert named - built == set(), "Build the front end again: npm run build in frontend/."


@pytest.mark.parametrize("tone", ui.TONES)
def test_a_state_is_an_icon_and_a_word(tone: str) -> None:
    shown = draw("{% status_chip tone label %}", tone=tone, label="Berlaku <b>")
    assert f"#{ui.TONES[tone].icon}" in shown
    assert "Berlaku &lt;b&gt;" in shown


def test_a_field_in_error_is_tied_to_its_message_and_help() -> None:
    shown = draw("{% field form.name %}", form=SampleForm({"name": "x" * 30}))
    control = re.search(r"<input[^>]*>", shown)
    assert control is not None
    assert 'aria-describedby="id_name_help id_name_error"' in control.group()
    assert 'aria-invalid="true"' in control.group()
    assert 'value="' + "x" * 30 in control.group()
    assert re.search(r'id="id_name_error"><li>.*20', shown, re.S)


def test_only_what_may_stay_empty_is_marked() -> None:
    form = SampleForm()
    assert "(boleh kosong)" in draw("{% field form.note %}", form=form)
    assert "(boleh kosong)" not in draw("{% field form.name %}", form=form)


def test_the_errors_of_a_form_lead_to_their_fields() -> None:
    shown = draw("{% form_errors form %}", form=SampleForm({"name": "Rini"}))
    assert re.findall(r'href="#(\w+)"', shown) == ["id_born", "id_kind", "id_sex_0", "id_agreed"]
    assert "4 isian perlu diperbaiki." in shown
    assert draw("{% form_errors form %}", form=SampleForm()).strip() == ""


@pytest.mark.parametrize(
    ("state", "polls", "value"),
    [("waiting", True, "0"), ("running", True, "50"), ("done", False, "100"), ("failed", False, "50")],
)
def test_progress_asks_again_only_while_something_runs(state: str, polls: bool, value: str) -> None:
    done = 0 if state == "waiting" else 2
    shown = draw("{% progress_bar title='x' state=state done=done total=4 poll_url='/p/' %}", state=state, done=done)
    assert ("hx-get" in shown) is polls
    assert f'value="{value}"' in shown


def test_progress_without_a_known_total_shows_no_share() -> None:
    assert "value=" not in draw("{% progress_bar title='x' state='running' poll_url='/p/' %}")


@pytest.mark.parametrize(
    ("value", "digits", "shown"), [(1500, 0, "1.500"), (88.885, 2, "88,89"), (0, 0, "0"), (None, 0, "")]
)
def test_numbers_as_letters_write_them(value: float | None, digits: int, shown: str) -> None:
    assert ui.number(value, digits) == shown


def test_times_name_their_zone() -> None:
    assert ui.moment(dt.datetime(2026, 11, 22, 7, 5, tzinfo=dt.UTC)) == "22 November 2026, 14.05 WIB"


@pytest.mark.parametrize(
    ("name", "mark"), [("Rini Wulandari", "RW"), ("Drs. H. Ahmad Yani, M.Si.", "DH"), ("sari", "S"), ("", "?")]
)
def test_initials(name: str, mark: str) -> None:
    assert ui.initials(name) == mark


@pytest.mark.parametrize(
    ("described", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36",
            "Chrome di Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge di Windows"),
        ("curl/8.5", "Peramban tidak dikenal"),
    ],
)
def test_a_device_is_told_in_words(described: str, words: str) -> None:
    assert ui.device(described) == words


@pytest.mark.django_db
def test_the_first_page_weighs_less_than_200_kilobytes(client: Client) -> None:
    """As a browser that takes Brotli meets it: the page and everything it asks for, fonts and icons too."""
    page = client.get("/")
    asked = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.content.decode()))
    weights = {}
    for address in asked:
        answer = client.get(address, headers={"accept-encoding": "br, gzip"})
        assert answer.status_code == 200, address
        weights[address] = len(b"".join(answer))
        assert "immutable" in answer.headers["Cache-Control"]
    assert len(weights) >= 4, "style sheet, script, font and icons"
    assert len(page.content) + sum(weights.values()) < 200_000, weights


@pytest.mark.django_db
def test_the_security_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
