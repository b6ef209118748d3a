"""What the journeys share: clicks, the jobs beside the web, and an event in execution with everybody in it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from threading import Thread
from typing import Any

from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect

from mumpuni.assessment.journal import Step
from mumpuni.assessment.models import Assessee, Event, Meeting, Note, Report, TeamMember, TeamRole
from mumpuni.assessment.selectors.observing import expected_sheets
from mumpuni.assessment.services import meetings, observing, replay
from mumpuni.config.demo import story
from mumpuni.people.models import Account
from tests.assessment import factories as make
from tests.assessment import stages
from tests.assessment.test_after import recognised
from tests.assessment.tim import letterhead
from tests.people import factories as people


def work_off_jobs() -> None:
    """What the worker does beside the web; in a thread, since the browser keeps this one's event loop busy."""

    def work() -> None:
        story.work_off_jobs()
        connections.close_all()

    worker = Thread(target=work)
    worker.start()
    worker.join()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def confirm(page: Page, link: str, button: str) -> None:
    """Follow a link that asks first, in a dialog."""
    follow(page, link)
    page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()


def from_phone_menu(cast: Any, phone: Page, name: str) -> None:
    phone.goto(cast.url)
    phone.locator(".nav-menu summary").click()
    phone.locator(".nav-menu").get_by_role("link", name=name).click()


@dataclass
class House:
    """The event and the people who work on it, each with an account."""

    page: Page
    url: str
    sign_in: Any
    event: Event
    accounts: dict[str, Account]

    def enter(self, who: str, *steps: str, page: Page | None = None) -> Page:
        """Sign in and follow these links, beginning at the front page."""
        here = page or self.page
        here.context.clear_cookies()
        self.sign_in(here, self.accounts[who])
        here.goto(self.url)
        for step in steps:
            follow(here, step)
        return here

    def at_event(self, who: str, tab: str) -> Page:
        """From the front page by the menu to a page of the event."""
        page = self.enter(who, "Kegiatan penilaian", self.event.name)
        tabs = page.get_by_role("navigation", name="Halaman kegiatan")
        tabs.get_by_role("link", name=tab, exact=True).click()
        return page

    def account_of(self, member: TeamMember) -> Account:
        """The account of somebody of the team."""
        found = Account.objects.filter(person=member.practitioner.person).first()
        return found or make.signed_in(member)


def move_in(page: Page, url: str, sign_in: Any, tools: tuple[str, ...], **about: Any) -> House:
    """An event in execution, on its second and last day today, and everybody who has a part in it."""
    page.set_default_timeout(20_000)
    event = stages.running(people_count=2, tools=tools, assessors=2, **about)
    today = timezone.localdate()
    event.days.all().delete()
    event.first_day, event.last_day = today - timedelta(days=1), today
    event.save()
    for day in (event.first_day, event.last_day):
        event.days.create(date=day, starts="08:00", ends="16:00")
    letterhead(event.provider)
    recognised(event.provider)
    agency = event.request.agency
    accounts = {
        "chair": make.signed_in(stages.member(event, TeamRole.CHAIR)),
        "admin": make.signed_in(stages.member(event, TeamRole.ADMIN)),
        "assessor": make.signed_in(stages.member(event)),
        "colleague": make.signed_in(stages.member(event, at=1)),
        "psychologist": make.signed_in(stages.member(event, TeamRole.TESTER)),
        "staff": make.staff(event.provider),
        "hr": people.account("agency-hr", agency=agency),
        "ppk": people.account("ppk", agency=agency),
        "supervisor": people.account("supervisor"),
        "assessee": make.assessee_account(stages.first(event)),
    }
    return House(page, url, sign_in, event, accounts)


def hold_the_day(house: House) -> None:
    """The admin checks in, briefs, and marks every instrument of the first assessee as done."""
    page = house.at_event("admin", "Pelaksanaan")
    for button, said in (
        ("Catat lapor diri", "Lapor diri dicatat."),
        ("Catat ikut pengarahan", "Kehadiran pada pengarahan dicatat."),
        ("Tandai selesai", "Alat ukur ditandai selesai."),
    ):
        page.get_by_label("Pilih Assessee 01").check()
        press(page, button)
        expect(page.get_by_text(said)).to_be_visible()
    page.get_by_label("Pilih Assessee 01").check()
    page.get_by_label("Alat ukur", exact=True).select_option(index=1)
    press(page, "Tandai selesai")
    expect(page.get_by_role("row").filter(has_text="Assessee 01").get_by_text("lengkap", exact=True)).to_be_visible()


def fill_sheet(house: House, tool: str) -> None:
    """The assessor on a tablet: notes, tags, rates and sends the sheet of this instrument."""
    page = house.enter("assessor", "Lembar saya")
    page.set_viewport_size({"width": 820, "height": 1180})
    page.get_by_role("button", name=f"Buka {tool}, Assessee 01").click()
    page.get_by_label("Catatan perilaku").fill("Membandingkan tiga pilihan dengan angka dari berkas")
    page.get_by_label("Catatan perilaku").press("Enter")
    page.get_by_role("tab", name="2. Klasifikasikan").click()
    count = len(stages.lines(stages.first(house.event)))
    for number in range(count):
        page.locator(".sheet-chip").nth(number).click()
        expect(page.locator(".sheet-chip[aria-pressed=true]")).to_have_count(number + 1)
    page.get_by_role("tab", name="3. Nilai").click()
    for number in range(count):
        page.get_by_label("Level").nth(number).select_option("3")
    page.get_by_role("tab", name="4. Kirim").click()
    press(page, "Kirim lembar")
    press(page, "Ya, kirim")
    expect(page.get_by_text("dan terkunci")).to_be_visible()
    follow(page, "Lembar saya")
    expect(page.get_by_role("link", name=f"Baca {tool}, Assessee 01")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})


def send_the_other_sheets(house: House, assessee: Assessee) -> None:
    """What the other assessors write on their tablets."""
    for tool, member in expected_sheets(assessee):
        actor = house.account_of(member)
        sheet = observing.open_sheet(actor=actor, assessee=assessee, tool=tool)
        if sheet.submitted_at:
            continue
        now, steps = timezone.now(), []
        for line in stages.lines(assessee):
            key = str(uuid.uuid4())
            text = f"Menjelaskan pilihannya tentang {line.competency.name}"
            steps += [
                ("note", {"key": key, "text": text, "taken_at": now.isoformat()}),
                ("tag", {"key": key, "line": line.pk, "indicator": None}),
                ("rate", {"line": line.pk, "level": "3.00", "reason": "Terlihat berulang"}),
            ]
        made = [Step(number, kind, body, now) for number, (kind, body) in enumerate([*steps, ("submit", {})], start=1)]
        assert not replay.replay(actor=actor, sheet=sheet, device=uuid.uuid4(), steps=made).refused


def meet(house: House) -> None:
    """The chair opens the meeting and agrees the first competency; an assessor thinks otherwise; minutes and lock."""
    assessee = stages.first(house.event)
    lines = stages.lines(assessee)
    name = lines[0].competency.name
    page = house.at_event("chair", "Rapat integrasi")
    press(page, "Mulai rapat Assessee 01")
    expect(page.get_by_text("Rapat dibuka.")).to_be_visible()
    follow(page, name)
    page.get_by_role("textbox", name="Level sepakat").fill("2")
    page.get_by_role("textbox", name="Alasan").fill("Catatan menunjukkan perilaku level 2 yang berulang.")
    page.get_by_role("group", name="Catatan yang mendasari").get_by_role("checkbox").first.check()
    press(page, "Simpan level sepakat")
    expect(page.get_by_text("Level sepakat dicatat.")).to_be_visible()

    held = Meeting.objects.get()
    chair = house.accounts["chair"]
    for line in lines[1:]:
        notes = Note.objects.filter(sheet__assessee=assessee, tags__line=line).values_list("pk", flat=True)[:2]
        meetings.agree(
            actor=chair, meeting=held, line=line, level=Decimal(line.required_level), reason="Sepakat dari catatan.",
            evidence=list(notes),
        )  # fmt: skip

    page = house.at_event("assessor", "Rapat integrasi")
    follow(page, "Buka rapat Assessee 01")
    follow(page, name)
    follow(page, "Nyatakan pendapat saya")
    page.get_by_label("Berbeda pendapat").check()
    page.get_by_label("Pendapat berbeda").fill("Menurut saya level 3; lihat catatan wawancara.")
    press(page, "Simpan")
    expect(page.get_by_text("1 berbeda").or_(page.get_by_text("belum menyatakan").first)).to_be_visible()
    for agreement in held.agreements.all():
        for member in held.present.all():
            if not agreement.stances.filter(member=member).exists():
                meetings.say(actor=house.account_of(member), agreement=agreement, agrees=True)

    page = house.at_event("chair", "Rapat integrasi")
    follow(page, "Buka rapat Assessee 01")
    expect(page.get_by_text("Menurut saya level 3; lihat catatan wawancara.")).to_be_visible()
    page.get_by_role("textbox", name="Notulen").fill(
        "Setiap kompetensi dibahas dari catatan; satu pendapat berbeda dicatat."
    )
    press(page, "Simpan notulen")
    expect(page.get_by_text("Notulen tersimpan.")).to_be_visible()
    press(page, "Kunci rapat dan tetapkan hasil")
    expect(page.get_by_text("Rapat dikunci dan hasilnya ditetapkan.")).to_be_visible()
    follow(page, "Lihat hasil")


def write_report(house: House) -> Report:
    """The chair shares the report out, one assessor writes it, the other reviews it."""
    page = house.at_event("chair", "Laporan")
    follow(page, "Bagi rata")
    press(page, "Bagi rata")
    report = Report.objects.get()
    by_member = {house.accounts[who].person_id: who for who in house.accounts}
    writer = by_member[report.writer.practitioner.person_id]
    reviewer = by_member[report.reviewer.practitioner.person_id]
    assert writer != reviewer
    page = house.enter(writer, "Buka laporan", "Tulis")
    for box in page.locator("textarea").all():
        label = page.locator(f'label[for="{box.get_attribute("id")}"]').text_content()
        box.fill(f"{label}: runtut menjelaskan pilihannya dengan data dari berkas.")
    press(page, "Simpan dan kirim kepada penelaah")
    # Thirty texts were written within a second; what is on its way is waited for.
    expect(page.get_by_text("Laporan dikirim kepada penelaah.")).to_be_visible(timeout=30_000)
    page = house.enter(reviewer, "Buka laporan", "Telaah")
    press(page, "Terima laporan")
    expect(page.get_by_text("Laporan diterima")).to_be_visible()
    report.refresh_from_db()
    return report


def sign(house: House) -> Report:
    """The chair, responsible in the team, signs what the reviewer accepted."""
    page = house.enter("chair", "Periksa dan tanda tangani")
    page.get_by_label("Pilih Assessee 01").check()
    press(page, "Tanda tangani yang dicentang")
    expect(page.get_by_text("Penandatanganan berjalan")).to_be_visible()
    work_off_jobs()
    expect(page.get_by_text("1 laporan ditandatangani.")).to_be_visible()
    follow(page, "Buka hasilnya")
    expect(page.locator(".chip").filter(has_text="Ditandatangani")).to_be_visible()
    signed = Report.objects.get()
    assert signed.state == Report.State.SIGNED
    assert signed.number
    return signed


def deliver(house: House) -> Page:
    """The staff hand the signed report over."""
    page = house.at_event("staff", "Dokumen laporan")
    page.get_by_label("Pilih Assessee 01").check()
    press(page, "Sampaikan yang dicentang")
    expect(page.get_by_text("Laporan disampaikan")).to_be_visible()
    return page


def open_for(house: House, who: str, purpose: str) -> Page:
    """Somebody entitled opens the report and says what for."""
    page = house.enter(who, "Lihat laporan", "Assessee 01", "Buka laporan")
    page.get_by_label("Keperluan").fill(purpose)
    press(page, "Buka laporan")
    expect(page.get_by_text("Dibuka oleh")).to_contain_text(purpose)
    expect(page.get_by_role("img", name="Halaman 1 dari")).to_have_js_property("complete", value=True)
    return page
