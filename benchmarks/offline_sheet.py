"""An exercise without a network: three tablets write one sheet for ten minutes, then the line comes back.

The clock of the tablets is wound on, so that ten minutes take less; every note is counted at the server afterwards.
The browser is the one of MUMPUNI_CHROMIUM, the system's Chromium, or the one that Playwright installed.
"""

import os
import shutil
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from benchmarks import workbench

TABLETS = 3
MINUTES = 1 if workbench.QUICK else 10
SECONDS_BETWEEN = 10
QUEUED = 1_000
SENT = "Semua langkah sudah di peladen."
PATIENCE_MS = 120_000


def measure() -> dict[str, Any]:
    # The browser's own loop runs in this thread; Django would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with workbench.installation():
        from django.conf import settings

        # Files as they were built, without collecting them; cookies over plain HTTP to this machine.
        settings.DEBUG, settings.ALLOWED_HOSTS = False, ["*"]
        event, actor = _scene()
        return _tablets(event, actor) | _replay(event, actor)


def _scene() -> Any:
    from tests.assessment import factories as make
    from tests.assessment import stages

    event = stages.running(tools=("leaderless-group-discussion", "competency-interview"))
    return event, make.signed_in(stages.member(event))


def _open(event: Any, actor: Any, tool: Any) -> Any:
    from mumpuni.assessment.services import observing
    from tests.assessment import stages

    return observing.open_sheet(actor=actor, assessee=stages.first(event), tool=tool)


def _tablets(event: Any, actor: Any) -> dict[str, Any]:
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test import Client
    from django.test.testcases import LiveServerThread
    from django.urls import reverse
    from playwright.sync_api import sync_playwright

    from mumpuni.assessment.models import Note

    sheet = _open(event, actor, event.instruments.first())
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    base = f"http://localhost:{server.port}"
    known = (shutil.which(name) for name in ("chromium-headless-shell", "chromium", "chromium-browser"))
    path = os.environ.get("MUMPUNI_CHROMIUM") or next((each for each in known if each), None)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=root)
        pages = []
        for _number in range(TABLETS):
            client = Client()
            client.force_login(actor)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context = browser.new_context(locale="id-ID")
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}])
            page = context.new_page()
            page.clock.install()
            page.goto(base + reverse("assessment:sheet", args=[sheet.pk]))
            page.get_by_text(SENT).wait_for()
            context.set_offline(True)
            pages.append(page)
        kept = MINUTES * 60 // SECONDS_BETWEEN
        for number in range(kept):
            for tablet, page in enumerate(pages):
                box = page.get_by_label("Catatan perilaku")
                box.fill(f"Tablet {tablet}, catatan {number}")
                box.press("Enter")
                page.clock.fast_forward(SECONDS_BETWEEN * 1000)
        for page in pages:
            page.locator("[data-is=notes] > li").nth(kept - 1).wait_for()
        before = Note.objects.count()
        start = time.perf_counter()
        for page in pages:
            page.context.set_offline(False)
        for page in pages:
            page.get_by_text(SENT).wait_for(timeout=PATIENCE_MS)
        took = time.perf_counter() - start
        browser.close()
    server.terminate()
    wanted = {f"Tablet {tablet}, catatan {number}" for tablet in range(TABLETS) for number in range(kept)}
    there = list(Note.objects.filter(sheet=sheet).values_list("text", flat=True))
    return {
        "tablets": TABLETS,
        "minutes without network": MINUTES,
        "notes written": len(wanted),
        "notes at the server before the line": before,
        "notes lost": len(wanted - set(there)),
        "notes twice": len(there) - len(set(there)),
        "from the line to everything sent, s": took,
    }


def _replay(event: Any, actor: Any) -> dict[str, Any]:
    """A queue of a thousand notes, in the requests that a tablet makes of it."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from mumpuni.assessment.models import Note

    sheet = _open(event, actor, event.instruments.last())
    now: datetime = timezone.now()
    entries = []
    for number in range(1, QUEUED + 1):
        at = (now - timedelta(seconds=QUEUED - number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        body = {"key": str(uuid4()), "text": f"Catatan ke-{number}", "taken_at": at}
        entries.append({"sequence": number, "kind": "note", "body": body, "made_at": at})
    client, device = Client(HTTP_HOST="localhost"), str(uuid4())
    client.force_login(actor)
    address = reverse("assessment:sheet_journal", args=[sheet.pk])
    start = time.perf_counter()
    for first in range(0, QUEUED, 400):
        data = {"device": device, "entries": entries[first : first + 400]}
        answer = client.post(address, data, content_type="application/json")
        assert (answer.status_code, answer.json()["refused"]) == (200, []), answer.content[:500]
    took = time.perf_counter() - start
    return {
        "queued steps": QUEUED,
        "replay, s": took,
        "queued steps lost": QUEUED - Note.objects.filter(sheet=sheet).count(),
    }
