"""Letters that call assessees: the fields of the annex, numbers without gaps, what stands in the way, replacement."""

from datetime import date, datetime, time
from io import BytesIO
from uuid import uuid4
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from mumpuni.assessment.models import Edition, Notice, Session, Timetable
from mumpuni.assessment.selectors import letters as drafting
from mumpuni.assessment.services import notices
from mumpuni.audit.models import StoredDecision
from mumpuni.documents import selectors as documents
from mumpuni.documents.models import Document
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Appointment, Identity
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.assessment import letters
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_keys")]
ISSUED = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _first_of_june(on):
    on(ISSUED)


def text_of(pdf):
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    words = document[0].get_textpage().get_text_bounded()
    document.close()
    return [line.strip() for line in words.splitlines() if line.strip()]


def problems(event, **changes):
    return [draft.problems for draft in drafting.drafts(event, letters.terms(event, **changes))]


@pytest.mark.requirement("B11-08-058", "B11-08-074", "B11-08-075", "B11-08-076", "B11-08-077", "B11-08-078")
@pytest.mark.requirement("B11-08-079", "B11-08-080", "B11-08-081", "B11-08-082", "B11-08-083", "B11-08-084")
@pytest.mark.requirement("B11-08-085", "B11-08-086")
def test_the_letter_of_2008_is_the_sample_of_the_annex_field_by_field():
    event = letters.event(count=1)
    progress = letters.issue(event, attachments=2)
    assert progress.state == "finished"
    assert progress.message == "1 surat terbit."
    notice = letters.letter(event)
    nip = Identity.objects.get(person=notice.assessee.person).plain
    lines = text_of(documents.bytes_of(notice.document))
    assert lines[2] == "Semarang, 1 Juni 2026"
    whole = " ".join(lines)
    assert f"Nomor : 00001/PANGGILAN-{event.provider_id}/2026" in whole
    assert "Sifat : Penting" in whole
    assert "Lampiran : 2 (dua) berkas" in whole
    assert "Perihal : Pemberitahuan Pelaksanaan Penilaian Kompetensi" in whole
    below = f"NIP. {nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    to = ["Kepada Yth.", "Assessee 01", below, "Kepala Bidang"]
    start = lines.index("Kepada Yth.")
    assert lines[start : start + 4] == to
    assert lines[start + 4].startswith("Badan Kepegawaian, Pemerintah")
    point = whole[whole.index("1. Sehubungan") :]
    assert point.startswith(
        "1. Sehubungan dengan akan dilaksanakan penilaian kompetensi, diharapkan kehadiran Saudara pada : "
        "Hari : Selasa Tanggal : 16 Juni 2026 Waktu : 08.00 WIB Tempat : Gedung Penilaian, Jalan Contoh 1, Semarang "
        "2. Demikian untuk menjadi maklum dan atas kehadirannya diucapkan terima kasih."
    )
    assert "Kepala UPT Penilaian Kompetensi Contoh," in lines
    assert lines[-1] == "(Siti Rahmawati, S.H.)"
    kept = StoredDecision.objects.get(rule="bkn-11-2008/notification-letter", subject_id=notice.pk)
    assert kept.outcome == "compliant"
    assert kept.facts["fields"]["number"] == notice.number


def no_place(event):
    event.provider.letter_city = ""
    event.provider.save()


def no_venue(event):
    event.place = None
    event.save()


def no_hour(event):
    event.days.all().delete()


def no_nip(event):
    Identity.objects.filter(person__assessments__event=event).delete()


def no_unit(event):
    Appointment.objects.filter(agency=event.request.agency).update(unit=None)


def no_position(event):
    Appointment.objects.filter(agency=event.request.agency).delete()


def no_office(event):
    event.provider.office.title = event.provider.office.body = " "
    event.provider.office.save()


def no_name(event):
    signer = event.provider.office.holders.get().person
    signer.name, signer.back_title = "", ""
    signer.save()


@pytest.mark.requirement("B11-08-075", "B11-08-079", "B11-08-082", "B11-08-083", "B11-08-084", "B11-08-085")
@pytest.mark.parametrize(
    ("spoil", "words", "place"),
    [
        (no_place, "tempat dan tanggal surat", "(1)"),
        (no_nip, "NIP", "(5)"),
        (no_position, "jabatan", "(5)"),
        (no_unit, "unit kerja", "(5)"),
        (no_hour, "waktu penilaian", "(8)"),
        (no_venue, "tempat penilaian", "(9)"),
        (no_office, "jabatan yang memberitahukan", "(10)"),
        (no_name, "nama pejabat yang memberitahukan", "(11)"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_a_missing_field_stops_the_letter_and_is_named_with_its_article(spoil, words, place):
    event = letters.event(count=1)
    spoil(event)
    with pytest.raises(Unusable) as refused:
        letters.issue(event)
    assert any(
        sentence.startswith("Assessee 01: Isian")
        and f"{words}" in sentence
        and f"Petunjuk Pengisian {place}" in sentence
        for sentence in refused.value.messages
    )
    assert not Notice.objects.exists()


@pytest.mark.requirement("B11-08-077", "B11-08-078")
def test_an_empty_nature_is_refused_and_no_attachment_is_a_dash():
    event = letters.event(count=1)
    ((sentence,),) = problems(event, nature=" ")
    assert sentence.startswith("Isian (3) surat pemberitahuan belum diisi: sifat surat.")
    assert sentence.endswith("Petunjuk Pengisian (3))")
    assert problems(event) == [[]]
    assert [drafting.attachment_words(count) for count in (0, 1, 2, 11, 12, 19)] == [
        "-", "1 (satu) berkas", "2 (dua) berkas", "11 (sebelas) berkas", "12 (dua belas) berkas",
        "19 (sembilan belas) berkas",
    ]  # fmt: skip


@pytest.mark.requirement("B11-08-081")
@pytest.mark.parametrize(("day", "fine"), [(date(2026, 6, 15), True), (letters.DAY, True), (date(2026, 6, 17), False)])
def test_the_assessment_is_never_before_the_letter(on, day, fine):
    on(date(2026, 6, 20))
    event = letters.event(count=1)
    assert (problems(event, issued_on=day) == [[]]) is fine


def test_the_letter_is_dated_no_later_than_today_and_signed_by_who_may_on_that_day():
    event = letters.event(count=1)
    with pytest.raises(Unusable, match="belum tiba"):
        letters.issue(event, issued_on=date(2026, 6, 2))
    stranger = people.holder(people.office("lain"), people.person())
    with pytest.raises(Unusable, match="berwenang"):
        letters.issue(event, signer=stranger)
    acting = people.holder(
        event.provider.office, people.person("Plt"), capacity="plt", starts_on=ISSUED, ends_on=date(2026, 6, 30)
    )
    with pytest.raises(Unusable, match="berwenang"):
        letters.issue(event, signer=acting, issued_on=date(2026, 5, 31))
    letters.issue(event, signer=acting)
    assert letters.letter(event).document.data["signatory"]["capacity"] == "plt"


@pytest.mark.requirement("B11-08-076")
def test_numbers_have_no_gaps_within_a_provider_and_year_and_none_comes_twice(monkeypatch):
    event = letters.event(count=4)
    made = notices._issue

    def stumble(event, draft, terms, actor):
        found = made(event, draft, terms, actor)
        if draft.called.assessee.number == 2:
            raise Unusable("tidak tercetak")
        return found

    monkeypatch.setattr(notices, "_issue", stumble)
    progress = letters.issue(event)
    assert progress.message == "3 surat terbit. tidak tercetak"
    serials = Document.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == [1, 2, 3]
    for changes in ({"serial": 9}, {"number": "lain"}):
        twin = Document.objects.first()
        twin.pk, twin.code = uuid4(), "ABCD-EFGH-JKLM"
        for name, value in changes.items():
            setattr(twin, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def test_the_job_may_run_twice_and_issues_once():
    event = letters.event(count=2)
    actor, chosen = letters.chair(event), list(event.assessees.values_list("pk", flat=True))
    given = letters.terms(event)
    progress = notices.issue_notices(actor=actor, event=event, terms=given, assessees=chosen)
    letters.run(event, progress, actor, chosen, given)
    letters.run(event, progress, actor, chosen, given)
    assert Notice.objects.count() == 2


def test_only_chair_and_admin_issue_and_two_planners_notice_each_other():
    event = letters.event(count=2)
    for other in (make.staff(event.provider), make.signed_in(event.team.get(role="support")), letters.officer(event)):
        with pytest.raises(Refused):
            letters.issue(event, actor=other)
        with pytest.raises(Refused):
            notices.preview(actor=other, event=event, terms=letters.terms(event), assessee=0)
    seen = event.revision
    letters.issue(event, who=[event.assessees.first().pk])
    with pytest.raises(Unusable, match="Orang lain"):
        notices.issue_notices(
            actor=make.signed_in(event.team.filter(role="admin").first()),
            event=event,
            terms=letters.terms(event),
            assessees=[event.assessees.last().pk],
            revision=seen,
        )


def announce(event, number, starts):
    """A timetable in which the first assessee starts then, with a briefing for nobody by name."""
    Timetable.objects.filter(event=event).update(state="diganti")
    timetable = Timetable.objects.create(event=event, number=number, state="diumumkan")
    session = Session.objects.create(
        timetable=timetable,
        kind="pengarahan",
        room=event.place.rooms.first(),
        starts_at=starts,
        ends_at=starts.replace(hour=starts.hour + 1),
    )
    session.assessees.add(event.assessees.first())


def at(hour, minute=0, day=16):
    return datetime(2026, 6, day, hour, minute, tzinfo=ZoneInfo("Asia/Makassar"))


def test_a_change_of_the_timetable_renews_only_the_letters_that_it_touches():
    event = letters.event(count=2)
    event.place.time_zone = "Asia/Makassar"
    event.place.save()
    announce(event, 1, at(7, 30))
    letters.issue(event)
    first, second = letters.letter(event, 1), letters.letter(event, 2)
    assert first.document.data["lines"][2]["text"] == "07.30 WITA"
    assert first.timetable_number == 1
    assert second.document.data["lines"][2]["text"] == "08.00 WITA"
    announce(event, 2, at(9, 45))
    with pytest.raises(Unusable, match="Assessee 02: suratnya masih sesuai jadwal"):
        letters.issue(event, actor=make.signed_in(event.team.filter(role="admin").first()))
    admin = event.team.filter(role="admin").first().practitioner.person.account
    letters.issue(event, actor=admin, who=[first.assessee_id])
    newer = letters.letter(event, 1)
    first.refresh_from_db()
    assert (first.replaced_by, newer.timetable_number) == (newer, 2)
    assert f"Surat ini menggantikan surat nomor {first.number} tanggal 1 Juni 2026." in text_of(
        documents.bytes_of(newer.document)
    )
    assert letters.letter(event, 2) == second


def test_the_letter_of_2019_says_days_arrival_place_what_to_bring_and_the_article():
    event = letters.event(edition=Edition.BKN_2019, count=1, last_day=date(2026, 6, 17))
    Identity.objects.filter(person__assessments__event=event).delete()
    letters.issue(event, bring=("Kartu identitas",), contact="Ibu Rina, 0811")
    whole = " ".join(text_of(documents.bytes_of(letters.letter(event).document)))
    for words in (
        "Peraturan BKN 26/2019 Pasal 25 ayat (2) huruf a",
        "Selasa, 16 Juni 2026 dan Rabu, 17 Juni 2026",
        "Waktu kedatangan : 08.00 WIB",
        "Gedung Penilaian, Jalan Contoh 1, Semarang",
        "Kartu identitas",
        "Ibu Rina, 0811",
        "untuk pengisian jabatan",
    ):
        assert words in whole
    event.days.update(starts=time(9))
    event.provider.letter_city = ""
    event.provider.save()
    assert problems(event) == [["Tempat pembuatan surat belum diisi pada data penyelenggara."]]


@pytest.mark.requirement("B11-08-057")
@pytest.mark.parametrize(("edition", "told"), [(Edition.BKN_2008, {"hr"}), (Edition.BKN_2019, {"hr", "person"})])
def test_mails_go_by_the_way_of_the_edition_and_carry_a_link_and_no_letter(edition, told):
    event = letters.event(edition=edition, count=2)
    hr = letters.officer(event)
    elsewhere = people.account("agency-hr", agency=people.agency())
    letters.issue(event)
    mails = list(OutgoingMail.objects.all())
    people_mails = {each.person.email for each in event.assessees.select_related("person")}
    reached = {"hr" if mail.to == hr.email else "person" if mail.to in people_mails else mail.to for mail in mails}
    assert reached == told
    assert elsewhere.email not in {mail.to for mail in mails}
    assert [mail.to for mail in mails].count(hr.email) == 1
    assert all("/penilaian/" in mail.body for mail in mails)
