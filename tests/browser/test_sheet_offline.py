"""The observation sheet in a real browser that loses its line, its server's answers and its life."""

import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import JournalEntry, Note, Sheet
from mumpuni.assessment.services import observing
from tests.assessment import factories as make
from tests.assessment import stages
from tests.browser.screens import EACH_SCREEN
from tests.workers import free_port, kill, web

pytestmark = pytest.mark.django_db(transaction=True)
SENT = "Semua langkah sudah di peladen."
UNSENT = re.compile(r"^\d+ langkah belum terkirim – aman di perangkat ini")

#: Everything that this origin keeps in the browser; htmx notes the address of the page that is open, and nothing else.
LEFT = """async () => {
    const left = [];
    for (const { name } of await indexedDB.databases()) left.push(`database ${name}`);
    for (const name of await caches.keys())
        for (const each of await (await caches.open(name)).keys()) left.push(`cache ${each.url}`);
    for (const each of await navigator.serviceWorker.getRegistrations()) left.push(`worker ${each.scope}`);
    for (const storage of [localStorage, sessionStorage])
        for (const name of Object.keys(storage))
            // htmx notes the address of the page, which tells nothing of a sheet.
            if (name !== 'htmx-current-path-for-history') left.push(`storage ${name}`);
    return left;
}"""

#: The rows of the database as they lie there.
ROWS = """async () => {
    const open = await new Promise((done) => {
        const asked = indexedDB.open('mumpuni-offline');
        asked.onsuccess = () => done(asked.result);
    });
    const read = (store) => new Promise((done) => {
        const asked = open.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
    });
    const plain = (value) => value instanceof ArrayBuffer ? new TextDecoder().decode(value)
        : value instanceof Uint8Array ? '' : value;
    const rows = [...await read('documents'), ...await read('entries')];
    open.close();
    return JSON.stringify(rows, (_name, value) => plain(value));
}"""


@pytest.fixture
def event(transactional_db):
    return stages.running(tools=("leaderless-group-discussion", "competency-interview"))


@pytest.fixture
def assessor(event):
    return make.signed_in(stages.member(event))


@pytest.fixture
def sheet(event, assessor):
    return observing.open_sheet(actor=assessor, assessee=stages.first(event), tool=event.instruments.first())


@pytest.fixture
def at(sheet, live_server):
    return live_server.url + reverse("assessment:sheet", args=[sheet.pk])


@pytest.fixture
def tablet(open_page, sign_in, assessor):
    page = open_page()
    sign_in(page, assessor)
    return page


def open_sheet(page, at):
    page.goto(at)
    expect(page.get_by_text(SENT)).to_be_visible()
    # Without this a reload could come before the page was kept.
    eventually(page, "async () => Boolean(await caches.match(location.pathname))")


def eventually(page, script):
    """Ask until it is so; the browser's own waiting takes a promise for a yes."""
    deadline = time.monotonic() + 20
    while not page.evaluate(script):
        assert time.monotonic() < deadline, script
        page.wait_for_timeout(50)


def note(page, text):
    page.get_by_label("Catatan perilaku").fill(text)
    page.get_by_label("Catatan perilaku").press("Enter")
    expect(page.get_by_role("listitem").filter(has_text=text)).to_be_visible()


def rate_everything(page, line_count):
    page.get_by_role("tab", name="2. Klasifikasikan").click()
    for number in range(line_count):
        page.locator(".sheet-chip").nth(number).click()
        expect(page.locator(".sheet-chip[aria-pressed=true]")).to_have_count(number + 1)
    page.get_by_role("tab", name="3. Nilai").click()
    for number in range(line_count):
        page.get_by_label("Level").nth(number).select_option("3.5")


def test_without_a_line_nothing_is_lost_and_nothing_counts_twice(tablet, live_server, at, sheet, event):
    page = tablet
    page.goto(live_server.url + reverse("assessment:own_sheets"))
    page.get_by_role("button", name="Siapkan luring").click()
    expect(page.get_by_text(re.compile(r"\d+ lembar hari ini siap"))).to_be_visible(timeout=20_000)
    # Prepared is enough: the sheet was never open on this tablet.
    page.context.set_offline(True)
    page.goto(at)
    page.get_by_role("button", name="Mulai simulasi").click()
    note(page, "Memotong pembicaraan")
    note(page, "Merangkum usul semua orang")
    page.get_by_role("tab", name="2. Klasifikasikan").click()
    page.locator(".sheet-chip").first.click()
    expect(page.locator(".sheet-chip[aria-pressed=true]")).to_have_count(1)
    expect(page.get_by_text(UNSENT)).to_be_visible()
    assert "Memotong" not in page.evaluate(ROWS)
    page.get_by_role("tab", name="1. Amati dan catat").click()
    page.get_by_label("Catatan perilaku").fill("Setengah kalimat")
    page.wait_for_timeout(700)
    page.reload()
    expect(page.get_by_text("Merangkum usul semua orang")).to_be_visible()
    expect(page.get_by_label("Catatan perilaku")).to_have_value("Setengah kalimat")
    assert not Note.objects.exists()

    lost = []

    def lose_the_answer(route):
        """The server commits, and dies before its answer arrives."""
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort("internetdisconnected")

    page.route("**/jurnal/", lose_the_answer)
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert lost == [200]
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Memotong pembicaraan", "Merangkum usul semua orang"]
    assert list(sheet.journal.order_by("sequence").values_list("sequence", "refused")) == [(n, "") for n in range(1, 5)]


def test_a_browser_that_is_killed_comes_back_with_everything(
    browser_type, browser_type_launch_args, sign_in, assessor, at, sheet, tmp_path
):
    def launch():
        context = browser_type.launch_persistent_context(str(tmp_path), locale="id-ID", **browser_type_launch_args)
        page = context.pages[0]
        sign_in(page, assessor)
        return context, page

    _context, page = launch()
    open_sheet(page, at)
    page.context.set_offline(True)
    note(page, "Diam lama sebelum menjawab")
    for pid in running_on(tmp_path):
        os.kill(pid, signal.SIGKILL)
    (tmp_path / "SingletonLock").unlink(missing_ok=True)
    context, page = launch()
    page.goto(at)
    expect(page.get_by_text("Diam lama sebelum menjawab")).to_be_visible()
    expect(page.get_by_text(SENT)).to_be_visible()
    context.close()
    assert Note.objects.get().text == "Diam lama sebelum menjawab"


def test_a_server_that_is_killed_takes_nothing_with_it(tablet, sheet, tmp_path):
    port, log, page = free_port(), tmp_path / "web.log", tablet
    with web(log, port) as first:
        open_sheet(page, f"http://localhost:{port}" + reverse("assessment:sheet", args=[sheet.pk]))
        note(page, "Sebelum peladen mati")
        expect(page.get_by_text(SENT)).to_be_visible()
        # It dies with a request on its way to it.
        page.route("**/jurnal/", lambda route: (kill(first), route.continue_()), times=1)
        note(page, "Sewaktu peladen mati")
        expect(page.get_by_text(UNSENT)).to_be_visible()
    note(page, "Sesudah peladen mati")
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="Sesudah peladen mati")).to_be_visible()
    assert list(Note.objects.values_list("text", flat=True)) == ["Sebelum peladen mati"]
    with web(log, port):
        page.reload()
        expect(page.get_by_text(SENT)).to_be_visible(timeout=30_000)
    texts = Note.objects.order_by("taken_at").values_list("text", flat=True)
    assert list(texts) == [f"{when} peladen mati" for when in ("Sebelum", "Sewaktu", "Sesudah")]
    assert list(sheet.journal.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]


def running_on(profile):
    """The processes of the browser that was started on this profile."""
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--user-data-dir={profile}" in each.read_text(errors="replace"):
                yield int(each.parent.name)
        except OSError:
            continue


def test_two_tabs_count_as_one_and_two_sheets_as_two(tablet, at, sheet, assessor, event, live_server):
    second = observing.open_sheet(actor=assessor, assessee=stages.first(event), tool=event.instruments.last())
    page = tablet
    open_sheet(page, live_server.url + reverse("assessment:sheet", args=[second.pk]))
    page.context.set_offline(True)
    note(page, "Lembar lain")
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    open_sheet(page, at)
    expect(page.get_by_text("Belum ada catatan.")).to_be_visible()
    other = page.context.new_page()
    open_sheet(other, at)
    page.context.set_offline(True)
    for number in range(3):
        note(page, f"Kiri {number}")
        note(other, f"Kanan {number}")
    expect(page.get_by_role("listitem").filter(has_text="Kanan 2")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert list(sheet.journal.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert sheet.journal.values("device").distinct().count() == 1
    assert [Note.objects.filter(sheet=each).count() for each in (sheet, second)] == [6, 1]


def test_submitting_clears_the_tablet(tablet, at, sheet):
    page = tablet
    open_sheet(page, at)
    note(page, "Merangkum usul")
    rate_everything(page, len(stages.lines(sheet.assessee)))
    page.get_by_role("tab", name="4. Kirim").click()
    page.get_by_role("button", name="Kirim lembar").click()
    page.get_by_role("button", name="Ya, kirim").click()
    expect(page.get_by_text("dan terkunci")).to_be_visible()
    deadline = time.monotonic() + 15
    while (left := page.evaluate(LEFT)) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert (left, page.locator("[data-is=refused-steps]").all_text_contents()) == ([], [""])
    sheet.refresh_from_db()
    assert sheet.submitted_at is not None
    assert set(sheet.ratings.values_list("level", flat=True)) == {3.5}
    assert not JournalEntry.objects.exclude(refused="").exists()
    page.reload()
    expect(page.get_by_text("dan terkunci")).to_be_visible()
    assert page.evaluate(LEFT) == []


def test_a_sheet_that_was_left_on_its_way_is_sent_from_the_list(tablet, at, sheet):
    page = tablet
    open_sheet(page, at)
    note(page, "Merangkum usul")
    rate_everything(page, len(stages.lines(sheet.assessee)))
    expect(page.get_by_text(SENT)).to_be_visible()
    page.route("**/jurnal/", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("tab", name="4. Kirim").click()
    page.get_by_role("button", name="Kirim lembar").click()
    page.get_by_role("button", name="Ya, kirim").click()
    expect(page.get_by_text(UNSENT)).to_be_visible()
    page.unroute("**/jurnal/")
    page.get_by_role("main").get_by_role("link", name="Lembar saya").click()
    expect(page.get_by_role("link", name=re.compile("^Baca ")).first).to_be_visible()
    sheet.refresh_from_db()
    assert sheet.submitted_at is not None
    assert page.evaluate(LEFT) == []


def test_each_answer_of_the_server_is_told_in_its_own_words(tablet, at, sheet):
    page = tablet
    open_sheet(page, at)
    answers = [
        (401, {}, "Sesi berakhir: masuk lagi", "Kirim lagi"),
        (403, {"message": "Bukan milik Anda"}, "Peladen menolak akun yang sedang masuk", "Kirim lagi"),
        (422, {"message": "Entri kedua rusak."}, "Entri kedua rusak.", "Kirim lagi"),
        (409, {"code": "gap", "expected": 9}, "Peladen memegang langkah lain", "Kirim ulang sisanya"),
        (
            409,
            {"code": "altered", "sequence": 1, "message": ""},
            "Peladen memegang langkah lain",
            "Kirim ulang sisanya",
        ),
    ]
    waiting = iter(answers)

    def answer(route):
        if told := next(waiting, None):
            return route.fulfill(status=told[0], json=told[1])
        real = route.fetch()
        refused = [{"sequence": 1, "code": "overtaken", "message": "Sudah ada isian yang lebih baru."}]
        return route.fulfill(response=real, json={**real.json(), "refused": refused})

    page.route("**/jurnal/", answer)
    note(page, "Menimbang biaya")
    for _status, _body, words, way_on in answers:
        expect(page.get_by_text(re.compile(f"^1 langkah belum terkirim.*{re.escape(words)}"))).to_be_visible()
        page.get_by_role("button", name=way_on).click()
    expect(page.get_by_text("Catatan «Menimbang biaya»: Sudah ada isian yang lebih baru.")).to_be_visible()
    expect(page.get_by_text(SENT)).to_be_visible()
    assert sheet.journal.get().body["text"] == "Menimbang biaya"


def test_signing_out_waits_for_what_is_unsent_or_throws_it_away_on_demand(tablet, at, live_server):
    page = tablet
    open_sheet(page, at)
    page.route("**/jurnal/", lambda route: route.abort("internetdisconnected"))
    note(page, "Belum terkirim")
    out = page.locator("[data-sign-out] button")
    menu = page.locator(".topbar details.menu:has([data-sign-out]) summary")
    menu.click()
    out.click()
    page.get_by_role("button", name="Tetap masuk").click()
    expect(page.get_by_text("Belum terkirim", exact=True)).to_be_visible()
    assert page.evaluate(LEFT) != []
    if not out.is_visible():
        menu.click()
    out.click()
    page.get_by_role("button", name="Buang 1 langkah dan keluar").click()
    page.wait_for_url(live_server.url + "/")
    assert page.evaluate(LEFT) == []
    assert not Note.objects.exists()


@pytest.mark.long
def test_more_steps_than_one_request_takes_arrive_within_seconds(tablet, at, sheet, record_property):
    page = tablet
    open_sheet(page, at)
    page.context.set_offline(True)
    page.evaluate(
        """async (many) => {
            const box = document.querySelector('#catatan');
            const list = document.querySelector('[data-is=notes]');
            for (let at = 1; at <= many; at += 1) {
                box.value = `Catatan ke-${at}`;
                box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
                if (at % 50 === 0 || at === many)
                    while (list.children.length < at) await new Promise((done) => setTimeout(done, 20));
            }
        }""",
        420,
    )
    begun = time.monotonic()
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible(timeout=15_000)
    took = time.monotonic() - begun
    record_property("seconds", round(took, 2))
    assert Note.objects.count() == sheet.journal.count() == 420
    assert took < 15


@EACH_SCREEN
def test_the_sheet_is_accessible_and_fits(open_page, sign_in, assessor, at, sheet, live_server, axe,
                                          wide_overflow, screenshot, phone, dark):  # fmt: skip
    lines = stages.lines(sheet.assessee)
    sheet.started_at = timezone.now() - timedelta(minutes=5)
    sheet.save()
    first = Note.objects.create(id="8f1f7c0e-2f1c-4a53-9a53-0d6d8b1f7a01", sheet=sheet, taken_at=timezone.now(),
                                text="Menawarkan tiga jalan keluar dan menimbang biayanya di depan")  # fmt: skip
    first.tags.create(line=lines[0])
    Note.objects.create(id="8f1f7c0e-2f1c-4a53-9a53-0d6d8b1f7a02", sheet=sheet, taken_at=timezone.now(),
                        text="Menyela dua kali", removed_at=timezone.now())  # fmt: skip
    sheet.ratings.create(line=lines[0], level=3, reason="Berulang")
    page = open_page(phone=phone, dark=dark)
    sign_in(page, assessor)
    wrong = {}

    def look(name):
        screenshot(page, f"lembar-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
        if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
            wrong[name] = found

    page.goto(live_server.url + reverse("assessment:own_sheets"))
    expect(page.get_by_role("button", name="Siapkan luring")).to_be_visible()
    look("saya")
    open_sheet(page, at)
    for tab in page.get_by_role("tab").all():
        tab.click()
        look(tab.get_attribute("data-step"))
    page.get_by_role("tab", name="1. Amati dan catat").press("ArrowRight")
    expect(page.get_by_role("tab", name="2. Klasifikasikan")).to_be_focused()
    assert wrong == {}
    assert Sheet.objects.get().submitted_at is None
