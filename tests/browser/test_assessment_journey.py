"""Journeys 3 and 4, first half: from an agency's request to timetable and letters, through every role that has a part.

What single pages do with every key, width and refusal stands in their own tests; here one event of each regulation
goes its whole way. Weeks of work by the same click (every assessor's declaration) go by service.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mumpuni.assessment.models import (
    DECLARING,
    Credential,
    Event,
    GradeHeld,
    Instrument,
    Notice,
    Practitioner,
    Provider,
    Request,
    Session,
    TeamMember,
    TeamRole,
    Timetable,
)
from mumpuni.assessment.services import groups, interests, proposals, readiness, teams, timetables
from mumpuni.documents.services import keys
from mumpuni.people.models import Account, Agency, Appointment, Role
from tests.assessment import factories as make
from tests.assessment.tim import register
from tests.browser.conftest import Look
from tests.browser.journeys import confirm, follow, from_phone_menu, press, work_off_jobs
from tests.people import factories as people

pytestmark = pytest.mark.django_db(transaction=True)

TOOLS = ("case-analysis", "presentation", "competency-interview")
DAYS_2008 = (date(2019, 11, 12), date(2019, 11, 13))


@dataclass
class Cast:
    """Who plays, and how each comes in: from the front page by the menu."""

    page: Page
    url: str
    sign_in: Any
    agency: Agency
    provider: Provider
    accounts: dict[str, Account]
    members: dict[int, Account] = field(default_factory=dict)

    def enter(self, who: str | Account, *steps: str, page: Page | None = None) -> Page:
        """Sign in and follow these links, beginning at the front page."""
        here = page or self.page
        account = self.accounts[who] if isinstance(who, str) else who
        self.sign_in(here, account)
        here.goto(self.url)
        for step in steps:
            here.get_by_role("link", name=step).first.click()
        return here

    def account_of(self, member: TeamMember | Practitioner) -> Account:
        """The account of somebody of the register, made when first needed."""
        person = member.practitioner.person if isinstance(member, TeamMember) else member.person
        if person.pk not in self.members:
            self.members[person.pk] = people.account("assessor", person=person)
        return self.members[person.pk]


@pytest.fixture
def cast(transactional_db: None, monkeypatch: Any, settings: Any, page: Page, live_server: Any, sign_in: Any) -> Cast:
    """A provider with its register and house, an agency with four officials; nothing asked yet."""
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2020, 1, 1)}
    make.standards()
    keys.ensure_authority()
    agency = people.agency("Pemerintah Provinsi Wanasari", kind="provinsi")
    provider = make.provider("UPT Penilaian Wanasari", at=agency, has_upk=True, upk_unit="UPT Penilaian")
    make.place(provider)
    provider.office = people.office("kepala-upt", at=agency)
    provider.save()
    people.holder(provider.office, people.person("Siti Aminah", at=agency), starts_on=date(2015, 1, 1))
    for who in register(provider):
        make.trained(who)
    GradeHeld.objects.update(starts_on=date(2015, 1, 1))
    Credential.objects.update(issued_on=date(2015, 1, 1))
    unit = people.unit(agency, "Dinas Pekerjaan Umum")
    for name in ("Ayu Lestari", "Bagus Pranata", "Citra Dewanti", "Dimas Wardana"):
        email = f"{name.split()[0].lower()}@contoh.go.id"
        person = people.person(name, at=agency, email=email)
        Appointment.objects.filter(person=person).update(unit=unit)
    accounts = {
        "supervisor": people.account(Role.SUPERVISOR),
        "hr": people.account("agency-hr", agency=agency),
        "ppk": people.account("ppk", agency=agency),
        "staff": make.staff(provider),
    }
    page.set_default_timeout(20_000)
    return Cast(page, live_server.url, sign_in, agency, provider, accounts)


def ask(cast: Cast, first: date, last: date, title: str, *, old: bool) -> Request:
    """The agency writes a draft with one target and its four officials."""
    page = cast.enter("hr", "Permintaan penilaian", "Susun permintaan")
    page.get_by_label("Penyelenggara", exact=True).select_option(label=cast.provider.name)
    page.get_by_label("Pengisian").check()
    page.get_by_label("Diharapkan mulai").fill(first.isoformat())
    page.get_by_label("Paling lambat").fill(last.isoformat())
    page.get_by_label("Nomor surat permintaan").fill("800/12/BKD")
    press(page, "Simpan draf")
    follow(page, "Tambah target")
    follow(page, "Jabatan lain: tulis nama dan jenjang")
    page.get_by_label("Nama target jabatan").fill(title)
    page.get_by_label("Jenjang", exact=True).select_option("administrator")
    if old:
        page.get_by_label("Eselon").select_option("III")
    press(page, "Tambah target")
    follow(page, "Tambah calon")
    for name in ("Ayu Lestari", "Bagus Pranata", "Citra Dewanti", "Dimas Wardana"):
        page.get_by_label(name).check()
    press(page, "Tambahkan yang dicentang")
    expect(page.get_by_role("heading", name="Calon Assessee (4)")).to_be_visible()
    return Request.objects.get()


def send(page: Page) -> None:
    confirm(page, "Kirim", "Kirim")
    expect(page.get_by_text("Permintaan dikirim kepada penyelenggara.")).to_be_visible()


def answer(cast: Cast, first: date, last: date) -> None:
    """The provider looks at its calendar and confirms the days."""
    page = cast.enter("staff", "Jawab yang terlama")
    page.get_by_label("Hari pertama").fill(first.isoformat())
    page.get_by_label("Hari terakhir").fill(last.isoformat())
    press(page, "Kirim jawaban")
    expect(page.get_by_text("Tanggal dikonfirmasi; instansi diberi tahu.")).to_be_visible()


def take_in(page: Page) -> Event:
    press(page, "Buat kegiatan")
    expect(page.get_by_text("Kegiatan dibuat.")).to_be_visible()
    follow(page, "Ambil Assessee")
    press(page, "Ambil sebagai Assessee")
    expect(page.get_by_text("Ayu Lestari").first).to_be_visible()
    return Event.objects.get()


def appoint(page: Page, name: str, role: str) -> None:
    """From the page of the team: somebody of the register in a role."""
    follow(page, "Tambah anggota")
    follow(page, f"Pilih {name}")
    page.get_by_label("Peran").select_option(role)
    press(page, "Masukkan ke tim")
    expect(page.get_by_text("Anggota ditambahkan.")).to_be_visible()


def design(page: Page, codes: tuple[str, ...]) -> None:
    """The chair measures every competency with these instruments."""
    for code in codes:
        name = Instrument.objects.get(code=code).name
        tool = page.locator(".blueprint-tools").get_by_role("checkbox", name=name)
        tool.check()
        column = tool.get_attribute("data-use")
        for cell in page.locator(f'.blueprint-grid td[data-col="{column}"] input').all():
            cell.check()
    press(page, "Simpan rancangan")
    expect(page.get_by_text("Rancangan disimpan.")).to_be_visible()


def declare_the_rest(cast: Cast, event: Event) -> None:
    """What all others of the team click as the first one did."""
    for member in event.team.filter(removed_at=None, declared_at=None, role__in=DECLARING).distinct():
        member.refresh_from_db()
        if member.declared_at is None:
            interests.declare(actor=cast.account_of(member), event=event)


def write_letters(cast: Cast, page: Page, event: Event, issued_on: date) -> None:
    """The chair orders the letters, and the job prints them."""
    page.get_by_role("link", name="Surat", exact=True).click()
    follow(page, "Terbitkan surat")
    page.get_by_label("Tanggal surat").fill(issued_on.isoformat())
    if not event.is_2008:
        page.get_by_label("Narahubung").fill("Admin penilaian, (024) 000 000")
    press(page, "Periksa ulang dengan isian ini")
    page.get_by_label("Pilih semua").check()
    press(page, "Terbitkan yang dipilih")
    expect(page.get_by_text("Surat sedang diterbitkan")).to_be_visible()
    work_off_jobs()
    assert Notice.objects.filter(assessee__event=event).count() == event.assessees.count()


def hand_in_consent(cast: Cast, phone: Page) -> None:
    """The assessee says on the phone that she was told what happens to her data."""
    from_phone_menu(cast, phone, "Formulir saya")
    follow(phone, "Pernyataan telah diberi tahu")
    for box in phone.locator(".answer-form").get_by_role("checkbox").all():
        box.check()
    press(phone, "Periksa dan kirim")
    expect(phone.get_by_text("Semua isian wajib sudah terisi.")).to_be_visible()
    press(phone, "Kirim")
    expect(phone.get_by_text("Dikirim", exact=True)).to_be_visible()


def test_an_event_of_2019_from_the_request_to_letters_and_forms(cast: Cast, look: Look, open_page: Any) -> None:
    first = timezone.localdate() + timedelta(days=21)
    first += timedelta(days=(1 - first.weekday()) % 7)
    last = first + timedelta(days=1)

    # The Instansi Pembina recognises the provider.
    page = cast.enter("supervisor", "Penyelenggara", cast.provider.name, "Catat pengakuan")
    page.get_by_label("Kategori").select_option("A")
    page.get_by_label("Nomor").fill("7/2024")
    for label, day in (("Tanggal", "2024-07-01"), ("Berlaku sejak", "2024-07-01"), ("Berlaku sampai", "2034-06-30")):
        page.get_by_label(label, exact=True).fill(day)
    page.get_by_label("Administrator", exact=True).check()
    press(page, "Simpan")
    expect(page.get_by_text("7/2024").first).to_be_visible()

    # The agency asks, the provider answers and makes the event.
    ask(cast, first, last, "Kepala Bidang Mutasi", old=False)
    look(page, "permintaan")
    send(page)
    answer(cast, first, last)
    follow(page, "Buat kegiatan")
    expect(page.get_by_label("Metode sedang")).to_be_checked()
    event = take_in(page)
    page.get_by_role("link", name="Tim", exact=True).click()
    chosen = Practitioner.objects.get(person__name="Madya 00")
    appoint(page, "Madya 00", TeamRole.CHAIR)
    chair = cast.account_of(chosen)

    # The chair forms the group and writes the matrix; the staff take the team that the register yields.
    cast.enter(chair, "Kegiatan penilaian", event.name, "Rancangan")
    design(page, TOOLS)
    look(page, "rancangan")
    page.get_by_role("link", name="Kelompok", exact=True).click()
    press(page, "Bagi rata")
    expect(page.get_by_role("heading", name="Kelompok 1")).to_be_visible()
    cast.enter("staff", "Kegiatan penilaian", event.name)
    page.get_by_role("link", name="Tim", exact=True).click()
    follow(page, "Usulkan tim")
    look(page, "usulan-tim")
    press(page, "Masukkan yang dicentang")
    expect(page.get_by_text("orang masuk tim.")).to_be_visible()
    look(page, "tim")

    # An assessor declares; the staff print the letter of assignment.
    observer = event.team.filter(role=TeamRole.ASSESSOR).exclude(practitioner=chosen).first()
    assert observer
    cast.enter(cast.account_of(observer), "Isi pernyataan")
    look(page, "pernyataan")
    press(page, "Tidak ada kepentingan")
    observer.refresh_from_db()
    assert observer.declared_at is not None
    declare_the_rest(cast, event)
    cast.enter("staff", "Kegiatan penilaian", event.name)
    page.get_by_role("link", name="Tim", exact=True).click()
    follow(page, "Terbitkan surat tugas")
    press(page, "Terbitkan")
    expect(page.get_by_text("Surat tugas terbit.")).to_be_visible()

    # The chair spreads the observers, freezes, lets the timetable be solved and announces it.
    cast.enter(chair, "Kegiatan penilaian", event.name)
    page.get_by_role("link", name="Kelompok", exact=True).click()
    press(page, "Bagi pengamat dan admin")
    cast.enter(chair, "Kegiatan penilaian", event.name)
    follow(page, "Kunci rancangan")
    press(page, "Kunci rancangan")
    expect(page.get_by_text("Rancangan dikunci.")).to_be_visible()
    timetables.set_rules(actor=chair, event=event, values={"solver_seconds": 2, "meeting_minutes": 30})
    page.get_by_role("link", name="Jadwal", exact=True).click()
    press(page, "Susun jadwal")
    work_off_jobs()
    expect(page.get_by_role("link", name="Umumkan")).to_be_visible()
    look(page, "jadwal")
    confirm(page, "Umumkan", "Umumkan")
    expect(page.get_by_text("Jadwal diumumkan.")).to_be_visible()
    assert event.timetables.get().state == Timetable.State.ANNOUNCED
    assert Session.objects.filter(timetable__event=event).exists()

    # Letters, of which the agency learns; the assessee says on a phone that hers came, and fills in a form.
    write_letters(cast, page, event, timezone.localdate())
    cast.enter("hr", "Surat panggilan", "Ayu Lestari")
    expect(page.get_by_role("link", name="Unduh surat")).to_be_visible()
    look(page, "surat-2019")
    ayu = event.assessees.get(person__name="Ayu Lestari")
    phone = open_page(phone=True)
    cast.sign_in(phone, make.assessee_account(ayu))
    from_phone_menu(cast, phone, "Panggilan saya")
    follow(phone, "Buka surat")
    press(phone, "Saya telah menerima surat ini")
    expect(phone.get_by_text("Anda menerima surat ini pada")).to_be_visible()
    hand_in_consent(cast, phone)

    # The chair sees who is missing and reminds them.
    cast.enter(chair, "Kegiatan penilaian", event.name)
    page.get_by_role("link", name="Formulir", exact=True).click()
    look(page, "papan-formulir")
    page.get_by_label("Pilih semua").check()
    press(page, "Ingatkan yang dipilih")
    expect(page.get_by_text("diingatkan").first).to_be_visible()


def test_an_event_of_2008_with_selection_designation_and_a_letter_in_time(
    cast: Cast, look: Look, open_page: Any
) -> None:
    first, last = DAYS_2008

    # The agency selects, the PPK designates three of four.
    page = cast.page
    ask(cast, first, last, "Kepala Bidang Pengadaan", old=True)
    follow(page, "Hasil seleksi")
    for choice in page.locator("select.form-select").all():
        choice.select_option("passed")
    look(page, "seleksi")
    press(page, "Simpan hasil")
    if page.get_by_role("button", name="Ajukan yang dicentang").count() == 0:
        follow(page, "Ajukan kepada PPK")
    press(page, "Ajukan yang dicentang")
    cast.enter("ppk", "Penetapan")
    for name in ("Ayu Lestari", "Bagus Pranata", "Citra Dewanti", "Dimas Wardana"):
        page.get_by_label(name).check()
    page.get_by_label("Ditetapkan mengikuti penilaian").check()
    page.get_by_label("Nomor penetapan").fill("820/3/PPK")
    look(page, "penetapan")
    press(page, "Periksa dahulu")
    press(page, "Tetapkan")
    expect(page.get_by_text("820/3/PPK").first).to_be_visible()
    cast.enter("hr", "Permintaan penilaian", cast.agency.name)
    send(page)

    # The provider, the agency's own UPK, answers and makes the event; the team is put together by service.
    answer(cast, first, last)
    follow(page, "Buat kegiatan")
    page.get_by_label("UPK instansi sendiri").check()
    event = take_in(page)
    assert (event.edition, event.body) == ("bkn-11-2008", Event.Body.UPK)
    assert event.assessees.count() == 4
    chair = prepare_2008(cast, event)

    # Letters with the eleven fields, passed on and received in time.
    cast.enter(chair, "Kegiatan penilaian", event.name)
    write_letters(cast, page, event, date(2019, 10, 28))
    cast.enter("hr", "Surat panggilan", "Ayu Lestari")
    press(page, "Sudah diteruskan")
    follow(page, "Catat penerimaan")
    page.get_by_label("Cara diterima").select_option("langsung")
    page.get_by_label("Tanggal diterima Assessee").fill("2019-10-30")
    page.get_by_label("Bukti").fill("Tanda terima bertanda tangan")
    press(page, "Catat penerimaan")
    expect(page.get_by_text("Penerimaan dicatat.")).to_be_visible()
    look(page, "surat-2008")

    # The designated official fills in a form on a phone.
    phone = open_page(phone=True)
    cast.sign_in(phone, make.assessee_account(event.assessees.get(person__name="Ayu Lestari")))
    hand_in_consent(cast, phone)


def prepare_2008(cast: Cast, event: Event) -> Account:
    """Matrix, team, group, declarations and freeze, whose clicks stand in the journey of 2019."""
    staff = cast.accounts["staff"]
    lead = Practitioner.objects.get(person__name="Madya 00")
    teams.add_member(actor=staff, event=event, practitioner=lead, role=TeamRole.CHAIR)
    chair = cast.account_of(lead)
    page = cast.enter(chair, "Kegiatan penilaian", event.name, "Rancangan")
    design(page, TOOLS)
    event.refresh_from_db()
    groups.propose_groups(actor=chair, event=event)
    proposals.accept_proposal(actor=staff, event=Event.objects.get(pk=event.pk))
    declare_the_rest(cast, event)
    groups.staff_all(actor=chair, event=event)
    readiness.freeze_event(actor=chair, event=Event.objects.get(pk=event.pk))
    return chair
