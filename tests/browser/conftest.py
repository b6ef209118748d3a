"""A real browser for the tests: sign-in by cookie, accessibility, two sizes, no silent errors."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

REPOSITORY = Path(__file__).parents[2]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = REPOSITORY / "var" / "screenshots"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}

# On a busy machine an answer takes seconds; what is asserted stays, only its coming is waited for longer.
expect.set_options(timeout=15_000)

# Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one; Playwright's own otherwise."""
    known = (shutil.which(name) for name in ("chromium-headless-shell", "chromium", "chromium-browser"))
    found = os.environ.get("MUMPUNI_CHROMIUM") or next((path for path in known if path), None)
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **path, "args": [*quiet, *root]}


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Make a page: `open_page(phone=True, dark=True, scripts=False)`.

    The test fails afterwards when a page logged an error, broke the content security policy or threw.
    """
    contexts: list[tuple[BrowserContext, list[str]]] = []

    def make(*, phone: bool = False, dark: bool = False, scripts: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **options,
        )
        problems: list[str] = []
        page = context.new_page()
        page.on("console", lambda message: _note(problems, message))
        page.on("pageerror", lambda error: problems.append(f"threw: {error}"))
        contexts.append((context, problems))
        return page

    yield make
    for context, _problems in contexts:
        context.close()
    assert [problem for _context, problems in contexts for problem in problems] == []


#: The browser logs each answer of 400 and more as an error, and each one that a cut line keeps away; tests of
#: refusals and of cut lines ask for such answers.
_REFUSED = re.compile(
    r"(Failed to load resource: the server responded with a status of|Response Status Error Code) (40\d|413|42[29]|500)"
    r"|Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE)"
)


def _note(problems: list[str], message: ConsoleMessage) -> None:
    if message.type in ("error", "warning") and not _REFUSED.match(message.text):
        problems.append(f"{message.type}: {message.text}")


@pytest.fixture
def page(open_page: Open) -> Page:
    """A page at 1280 pixels."""
    return open_page()


@pytest.fixture
def phone(open_page: Open) -> Page:
    """A page at 360 pixels."""
    return open_page(phone=True)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[..., None]:
    """Sign an account in by its session cookie: `sign_in(page, account)`."""

    def go(page: Page, account: Any, **session_values: Any) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.update(session_values)
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
        page.context.add_cookies([cookie])

    return go


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """What axe-core finds wrong with a page under WCAG 2.2 A and AA, one readable line for each place.

    Of a page that was looked at in the other colours just before, `contrast_only` asks what can differ.
    """

    def check(page: Page, *, contrast_only: bool = False) -> list[str]:
        page.wait_for_load_state()
        # Colours that change over a moment would be measured half-way.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.evaluate("() => Promise.allSettled(document.getAnimations().map((one) => one.finished))")
        # The policy forbids foreign scripts to the page, not to the browser that is being driven.
        if page.evaluate("() => typeof axe === 'undefined'"):
            page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
        found = page.evaluate(
            "(asked) => axe.run(document, {runOnly: asked, resultTypes: ['violations']})",
            {"type": "rule", "values": ["color-contrast"]} if contrast_only else LEVELS,
        )
        return [
            f"{wrong['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
            for wrong in found["violations"]
            for node in wrong["nodes"]
        ]

    return check


@pytest.fixture
def wide_overflow() -> Callable[[Page], int]:
    """By how many pixels a page is wider than its window; 0 when nothing has to be scrolled sideways."""

    def measure(page: Page) -> int:
        # A click returns while the next page may still be an empty document.
        page.wait_for_load_state()
        return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")

    return measure


@pytest.fixture
def screenshot() -> Callable[..., Path]:
    """Keep a picture of the whole page in var/screenshots, which git ignores; in CI nobody would look at it."""

    def take(page: Page, name: str, *, full: bool = True) -> Path:
        path = SCREENSHOTS / f"{name}.png"
        if "CI" not in os.environ:
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=path, full_page=full)
        return path

    return take


Look = Callable[[Page, str], None]


@pytest.fixture
def look(axe: Callable[..., list[str]], screenshot: Callable[..., Path], wide_overflow: Callable[[Page], int]) -> Look:
    """Look at a page wide in light and narrow in dark: axe finds nothing, nothing has to be scrolled sideways."""

    def at(page: Page, name: str) -> None:
        found: dict[str, Any] = {}
        given = page.viewport_size
        for width, scheme in ((1280, "light"), (360, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(150)
            screenshot(page, f"penilaian-{name}-{width}")
            if wrong := axe(page):
                found[f"{name} {width} {scheme}"] = wrong
            if over := wide_overflow(page):
                found[f"{name} {width}"] = f"{over} pixels too wide"
        page.emulate_media(color_scheme="light")
        assert given
        page.set_viewport_size(given)
        assert found == {}

    return at
