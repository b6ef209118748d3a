"""The user guide says what the screens say."""

import ast
import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

import mumpuni
from mumpuni.people.models import Role
from mumpuni.ui import guide

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]

SOURCES = Path(mumpuni.__file__).parent
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLACEHOLDER = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|\{\w+\}")


def test_every_role_is_led_to_a_page_of_its_own() -> None:
    assert set(guide.PAGE_OF_ROLE) == set(Role.values)
    assert len(set(guide.PAGE_OF_ROLE.values())) == len(Role)
    assert {page.slug for page in guide.pages()} == set(guide.ORDER)


@pytest.mark.parametrize("slug", guide.ORDER)
def test_what_is_bold_stands_on_a_screen(slug: str) -> None:
    labels = bold(slug)
    assert labels
    assert not [label for label in labels if label not in screen_texts()]


@pytest.mark.parametrize("slug", guide.ORDER)
def test_links_lead_to_a_heading_that_is_there(slug: str, client: Client) -> None:
    for target in re.findall(r'href="([^"]+)"', page(slug).html):
        path, _hash, anchor = target.partition("#")
        shown = client.get(path).content.decode() if path else page(slug).html
        assert not anchor or f'id="{anchor}"' in shown, target


def test_a_label_that_no_screen_has_is_found_out() -> None:
    assert "Terbitkan musim" not in screen_texts()
    assert {"Susun musim", "Masukkan … baris", "Nomor keputusan", "Beranda"} <= screen_texts()


def page(slug: str) -> guide.Page:
    found = guide.page(slug)
    assert found is not None
    return found


def bold(slug: str) -> list[str]:
    return [html.unescape(label) for label in re.findall(r"<strong>(.*?)</strong>", page(slug).html)]


@cache
def screen_texts() -> frozenset[str]:
    """Every text that the screens can show, as they show it: values as "…", field names with a capital."""
    found = set()
    for text in [*texts_of_templates(), *texts_of_code()]:
        plain = re.sub(r"\s+", " ", PLACEHOLDER.sub("…", text)).strip()
        found |= {plain, plain[:1].upper() + plain[1:]}
    return frozenset(found)


def texts_of_templates() -> Iterator[str]:
    for path in SOURCES.glob("*/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'\{% translate "([^"]+)"', text)
        for block in re.findall(r"\{% blocktranslate.*?%\}(.*?)\{% endblocktranslate %\}", text, re.DOTALL):
            yield from block.split("{% plural %}")


def texts_of_code() -> Iterator[str]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
                yield from (
                    each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )
