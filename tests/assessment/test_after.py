"""After the report: feedback, objection, organiser's report, closing, monitoring, use, validity, development."""

import uuid
from datetime import date, datetime, timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import (
    Assessee,
    Delivery,
    Edition,
    Event,
    Feedback,
    Meeting,
    Notice,
    Objection,
    OrganiserReport,
    Provider,
    QualityCheck,
    Receipt,
    Recognition,
    Report,
    Result,
    ResultUse,
    Target,
    TeamRole,
    ValidityReminder,
)
from mumpuni.assessment.selectors import after as selectors
from mumpuni.assessment.selectors import organising as organising_words
from mumpuni.assessment.selectors import uses as use_selectors
from mumpuni.assessment.services import (
    closing,
    feedback,
    monitoring,
    objections,
    organising,
    uses,
    validity,
)
from mumpuni.audit.models import Event as Trail
from mumpuni.documents.selectors import bytes_of
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment import stages
from tests.assessment.tim import letterhead
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_keys")]
DAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def twentieth_of_march(on):
    on(DAY)


def signed(result: Result, *, released: bool = True, on: date = DAY, sent: bool = True) -> Report:
    """A signed report of this result, delivered to the PPK and copied unless said otherwise."""
    report = stages.reported(result, state=Report.State.ACCEPTED, written=False)
    provider = result.assessee.event.provider
    if provider.office is None:
        letterhead(provider)
    report.state, report.signed_at = Report.State.SIGNED, timezone.make_aware(
        datetime(on.year, on.month, on.day, 9)
    )  # fmt: skip
    report.signed_by = provider.office.holders.get()
    years = 2 if result.edition == Edition.BKN_2008 else 3
    report.valid_until = on.replace(year=on.year + years) - timedelta(days=1)
    report.released_at = report.signed_at if released else None
    report.save()
    if sent:
        for number, to in enumerate((Delivery.Recipient.PPK, Delivery.Recipient.SUPERVISOR), start=1):
            Delivery.objects.create(
                report=report, recipient=to, name=str(to.label), copy_number=number, sent_at=report.signed_at
            )
    return report


def result_2008(event: Event) -> Result:
    """A result under Perka 11/2008: levels, no percentage, no category."""
    meeting = stages.meeting(stages.first(event))
    meeting.state, meeting.locked_at = Meeting.State.LOCKED, timezone.now()
    meeting.save()
    return Result.objects.create(
        assessee=meeting.assessee, meeting=meeting, round=1, blueprint=event.blueprints.get(), edition=event.edition,
        purpose=event.purpose, required={"Integritas": 3}, achieved={"Integritas": "3"}, decision_id=uuid.uuid4(),
    )  # fmt: skip


def reopened(*, actor, meeting, reason):
    """What the meeting's own service does, as far as an objection needs it."""
    meeting.state, meeting.round, meeting.locked_at = Meeting.State.OPEN, meeting.round + 1, None
    meeting.save()


@pytest.fixture
def event():
    return stages.running(people_count=2)


@pytest.fixture
def chair(event):
    return make.signed_in(stages.member(event, "chair"))


@pytest.fixture
def result(event):
    return stages.decided(stages.first(event), level=1)


@pytest.fixture
def own(result):
    return make.assessee_account(result.assessee)


@pytest.fixture
def hr(event):
    return people.account("agency-hr", agency=event.request.agency)


@pytest.mark.requirement("B26-19-109")
def test_feedback_is_given_or_its_absence_explained_and_the_assessee_reads_it(client, event, chair, result, own):
    assert not selectors.judge_feedback(selectors.rows(event)).stands
    giver = stages.member(event)
    feedback.record(
        actor=chair,
        assessee=result.assessee,
        given_on=DAY,
        giver=giver,
        notes="Tenang saat diskusi.",
        agreed="Mentoring",
    )
    assert [f.details for f in selectors.judge_feedback(selectors.rows(event)).decision.findings] == [
        {"assessee": "Assessee 02"}
    ]
    everyone = [each.pk for each in event.assessees.all()]
    assert feedback.record_absence(actor=chair, event=event, assessees=everyone, reason="Pensiun") == 1
    assert selectors.judge_feedback(selectors.rows(event)).stands
    assert Feedback.objects.get(assessee=result.assessee).reason == "", "what was given stays"
    client.force_login(own)
    assert "Tenang saat diskusi." in client.get(reverse("assessment:own_results")).content.decode()
    assert not Trail.objects.filter(name="assessment.feedback.read").exists()
    client.force_login(chair)
    client.get(reverse("assessment:feedback_record", args=[event.pk, result.assessee.pk]))
    assert Trail.objects.filter(name="assessment.feedback.read").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [({"giver": None}, "giver"), ({"given_on": None}, "given_on"), ({"notes": " "}, "notes"),
     ({"given_on": DAY + timedelta(days=1)}, "given_on"), ({"given_on": date(2026, 3, 2)}, "given_on")],
)  # fmt: skip
def test_feedback_names_what_it_lacks(event, chair, given, field):
    about = {"given_on": DAY, "giver": stages.member(event), "notes": "Baik.", **given}
    with pytest.raises(Unusable) as refused:
        feedback.record(actor=chair, assessee=stages.first(event), **about)
    assert set(refused.value.message_dict) == {field}
    with pytest.raises(Refused):
        feedback.record(actor=make.staff(event.provider), assessee=stages.first(event), **about)


def test_an_objection_comes_after_release_by_the_person_itself_and_one_at_a_time(event, result, own, chair):
    report = signed(result, released=False)
    with pytest.raises(Unusable, match="belum dibuka"):
        objections.raise_objection(actor=own, result=result, text="Nilai keliru")
    report.released_at = timezone.now()
    report.save()
    with pytest.raises(Refused):
        objections.raise_objection(actor=chair, result=result, text="Nilai keliru")
    with pytest.raises(Unusable) as empty:
        objections.raise_objection(actor=own, result=result, text=" ")
    assert set(empty.value.message_dict) == {"text"}
    objections.raise_objection(actor=own, result=result, text="Nilai keliru")
    with pytest.raises(Unusable, match="belum dijawab"):
        objections.raise_objection(actor=own, result=result, text="Lagi")
    assert OutgoingMail.objects.filter(template="assessment/mail/objection_raised").count() == 1
    assert "Nilai keliru" not in OutgoingMail.objects.get(template="assessment/mail/objection_raised").body


def test_the_chair_rejects_with_reasons_or_upholds_and_the_meeting_decides_anew(event, result, own, chair):
    signed(result)
    first = objections.raise_objection(actor=own, result=result, text="Nilai keliru")
    answer = {"actor": chair, "objection": first, "reopen": reopened}
    with pytest.raises(Unusable):
        objections.answer(**answer, upheld=False, explanation="")
    objections.answer(**answer, upheld=False, explanation="Bukti mendukung level itu.")
    with pytest.raises(Unusable, match="sudah dijawab"):
        objections.answer(**answer, upheld=True, explanation="Ternyata")
    second = objections.raise_objection(actor=own, result=result, text="Ada bukti lain")
    with pytest.raises(Refused):
        objections.answer(actor=own, objection=second, upheld=True, explanation="Ya", reopen=reopened)
    objections.answer(actor=chair, objection=second, upheld=True, explanation="Benar.", reopen=reopened)
    assert result.meeting.__class__.objects.get().state == Meeting.State.OPEN
    assert list(Objection.objects.order_by("pk").values_list("answer", flat=True)) == ["ditolak", "diterima"]
    told = OutgoingMail.objects.filter(template="assessment/mail/objection_answered")
    assert {each.subject_person_id for each in told} == {result.assessee.person_id}
    assert len(told) == 2
    Result.objects.filter(pk=result.pk).update(replaced_by=result.pk)
    with pytest.raises(Unusable, match="sudah ditetapkan ulang"):
        objections.raise_objection(actor=own, result=result, text="Masih keliru")


def words(report: OrganiserReport) -> str:
    document = pypdfium2.PdfDocument(bytes_of(report.document))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    return text


def recognised(provider: Provider) -> None:
    Recognition.objects.create(
        provider=provider, category="A", number="PK/1", issued_on=date(2025, 1, 1), valid_from=date(2025, 1, 1),
        valid_until=date(2029, 1, 1), tiers=["administrator"],
    )  # fmt: skip


@pytest.mark.requirement("B26-19-145")
def test_every_target_of_the_event_stands_in_the_organisers_report(event):
    Target.objects.create(request=event.request, title="Kepala Seksi Mutasi", tier="pengawas")
    targets = organising_words.contents(event)["targets"]
    assert targets == ["Kepala Bidang Mutasi (Administrator)", "Kepala Seksi Mutasi (Pengawas)"]


@pytest.mark.requirement("B26-19-140", "B26-19-141", "B26-19-143", "B26-19-145", "B26-19-148")
def test_the_organisers_report_prints_its_six_items_and_goes_to_the_instansi_pembina(client, event, result):
    staff, supervisor = make.staff(event.provider), people.account("supervisor")
    letterhead(event.provider)
    with pytest.raises(RuleBroken) as broken:
        organising.issue(actor=staff, event=event, on=DAY)
    assert [each.code for each in broken.value.decision.findings] == ["missing-field"], "no recognition, no category"
    recognised(event.provider)
    report = organising.issue(actor=staff, event=event, on=DAY)
    printed = words(report)
    for part in (
        "LAPORAN PENYELENGGARAAN", report.number, event.provider.name, "A, pengakuan nomor PK/1", "Pengisian",
        "Kepala Bidang Mutasi", "Terdaftar 2 orang; dinilai 1 orang; tidak hadir 1 orang", "Ketua Tim",
        "Assessor 1", "Metode sedang", "Diskusi", "Dr. Siti Aminah",
    ):  # fmt: skip
        assert part.lower() in printed.lower(), part
    pdf = reverse("assessment:organiser_report_pdf", args=[report.pk])
    client.force_login(supervisor)
    assert client.get(pdf).status_code == 404, "not sent yet"
    with pytest.raises(Refused):
        organising.send(actor=supervisor, event=event)
    assert organising.send(actor=staff, event=event).copy_sent_at is not None
    assert client.get(pdf).content[:5] == b"%PDF-"
    with pytest.raises(Unusable, match="sudah terbit"):
        organising.issue(actor=staff, event=event, on=DAY)


def issued(client, event):
    """The report as its reader sees it: the pages of the document, and the page on the screen."""
    letterhead(event.provider)
    recognised(event.provider)
    staff = make.staff(event.provider)
    report = organising.issue(actor=staff, event=event, on=DAY)
    client.force_login(staff)
    screen = client.get(reverse("assessment:organiser_report", args=[report.pk])).content.decode()
    return words(report), " ".join(screen.split())


@pytest.mark.requirement("B26-19-144")
def test_the_purpose_in_the_agencys_words_is_printed_unchanged(client):
    event = stages.running(people_count=1, aim="promosi")
    stages.decided(stages.first(event))
    printed, screen = issued(client, event)
    assert "b. Tujuan penilaian Pengisian jabatan: promosi c. Target jabatan" in printed
    assert "Pengisian jabatan: promosi</dd>" in screen


@pytest.mark.requirement("B26-19-146")
def test_of_twelve_registered_eleven_were_assessed_and_one_was_absent(client):
    event = stages.running(people_count=12)
    for each in event.assessees.order_by("number")[:11]:
        stages.taken(each)
    printed, screen = issued(client, event)
    assert "Terdaftar 12 orang; dinilai 11 orang; tidak hadir 1 orang. e." in printed
    assert "terdaftar 12, dinilai 11, tidak hadir 1</dd>" in screen


def test_who_withdrew_beforehand_is_not_told_as_absent():
    event = stages.running(people_count=3)
    first, second, _third = event.assessees.order_by("number")
    stages.taken(first)
    second.state, second.state_reason = Assessee.State.WITHDRAWN, "Sakit"
    second.save()
    said = organising_words.contents(event)
    assert [said[each] for each in ("registered", "assessed", "absent", "withdrawn")] == [3, 1, 1, 1]


@pytest.mark.requirement("B26-19-147")
def test_the_ten_people_of_the_event_are_listed_by_role(client):
    event = stages.running(people_count=1, assessors=4)
    make.member(event, make.practitioner("Pendukung Kedua", at=event.provider), TeamRole.SUPPORT)
    stages.taken(stages.first(event))
    printed, screen = issued(client, event)
    roles = ("1 Ketua Tim Penilaian Kompetensi, 1 Admin Penilaian Kompetensi, 4 Assessor, 1 Tester, "
             "2 Tenaga pendukung, 1 Narasumber")  # fmt: skip
    assert f"10 orang: {roles}." in printed
    assert f"10 orang: {roles}" in screen
    for each in event.team.all():
        assert each.practitioner.person.full_name in printed


@pytest.mark.requirement("B26-19-142")
def test_a_private_providers_report_goes_through_the_user_agency(client, event, result, hr):
    Provider.objects.filter(pk=event.provider_id).update(kind=Provider.Kind.NON_GOVERNMENT)
    event.provider.refresh_from_db()
    letterhead(event.provider)
    recognised(event.provider)
    staff = make.staff(event.provider)
    report = organising.issue(actor=staff, event=event, on=DAY)
    with pytest.raises(Unusable, match="belum diserahkan"):
        organising.pass_on(actor=hr, report=report)
    assert organising.send(actor=staff, event=event).copy_sent_at is None
    assert OutgoingMail.objects.get(template="assessment/mail/organiser_report").to == hr.email
    with pytest.raises(Refused):
        organising.pass_on(actor=staff, report=report)
    client.force_login(hr)
    assert "belum disampaikan" in client.get("/").content.decode()
    client.post(reverse("assessment:organiser_report_pass_on", args=[report.pk]))
    report.refresh_from_db()
    assert report.copy_sent_at is not None
    assert selectors.organising.judge_report(event, report).stands


@pytest.mark.requirement("B26-19-100")
def test_an_event_closes_only_when_nothing_is_open(client, event, chair, result, own):
    signed(result)
    recognised(event.provider)
    second = event.assessees.get(number=2)
    client.force_login(chair)
    page = reverse("assessment:after", args=[event.pk])
    open_codes = [found.code for judged in selectors.judge_closing(event, selectors.rows(event))
                  for found in judged.decision.findings]  # fmt: skip
    assert open_codes == ["stage-order", "feedback-missing", "feedback-missing", "no-organiser-report"]
    with pytest.raises(RuleBroken):
        closing.close_event(actor=chair, event=event)
    assert client.post(reverse("assessment:event_close", args=[event.pk])).status_code == 422
    feedback.record(actor=chair, assessee=result.assessee, given_on=DAY, giver=stages.member(event), notes="Baik.")
    feedback.record_absence(actor=chair, event=event, assessees=[second.pk], reason="Tidak hadir")
    organising.issue(actor=make.staff(event.provider), event=event, on=DAY)
    organising.send(actor=make.staff(event.provider), event=event)
    objection = objections.raise_objection(actor=own, result=result, text="Nilai keliru")
    with pytest.raises(Unusable, match="1 keberatan"):
        closing.close_event(actor=chair, event=event)
    objections.answer(actor=chair, objection=objection, upheld=False, explanation="Tidak.", reopen=reopened)
    assert "kegiatan dapat ditutup" in client.get(page).content.decode()
    with pytest.raises(Refused):
        closing.close_event(actor=make.staff(event.provider), event=event)
    assert closing.close_event(actor=chair, event=event).state == Event.State.CLOSED
    with pytest.raises(Unusable):
        feedback.record_absence(actor=chair, event=event, assessees=[second.pk], reason="Lain")


@pytest.mark.requirement("B11-08-064")
def test_an_event_of_2008_closes_when_every_report_reached_the_ppk():
    old = stages.running(people_count=1, edition=Edition.BKN_2008)
    report = signed(result_2008(old), sent=False)
    codes = [[f.code for f in each.decision.findings] for each in selectors.judge_closing(old, selectors.rows(old))]
    assert codes[1] == ["report-missing"]
    Delivery.objects.create(report=report, recipient="ppk", name="PPK", copy_number=1, sent_at=timezone.now())
    assert selectors.judge_closing(old, selectors.rows(old))[1].stands
    with pytest.raises(Unusable, match="tidak mengenal"):
        organising.issue(actor=make.staff(old.provider), event=old, on=DAY)


@pytest.mark.requirement("B11-08-054")
def test_letters_that_nobody_is_known_to_have_hold_an_event_of_2008_open_and_the_page_leads_there(client):
    old = stages.running(people_count=1, edition=Edition.BKN_2008)
    signed(result_2008(old))
    stages.taken(stages.first(old))
    client.force_login(make.signed_in(stages.member(old, "chair")))
    page = client.get(reverse("assessment:after", args=[old.pk])).content.decode()
    assert f'<a href="{reverse("assessment:notices", args=[old.pk])}">Ke surat</a>' in page
    assert "Ke pelaksanaan" not in page
    stages.lettered(old)
    for letter in Notice.objects.all():
        Receipt.objects.create(notice=letter, channel="langsung", received_on=letter.issued_on)
    assert all(each.stands for each in selectors.judge_closing(old, selectors.rows(old)))


@pytest.mark.requirement("B26-19-110")
def test_a_failed_check_stays_listed_until_it_is_resolved(client, event):
    supervisor = people.account("supervisor")
    client.force_login(supervisor)
    address = reverse("assessment:quality_check", args=[event.pk])
    assert "Usulan awal" in client.get(address).content.decode()
    found = {"group": ("failed", ""), "team": ("passed", ""), "method": ("passed", ""), "facility": ("passed", "")}
    with pytest.raises(Unusable) as refused:
        monitoring.record_checks(actor=supervisor, event=event, found=found)
    assert set(refused.value.message_dict) == {"group_note"}
    found["group"] = ("failed", "Dua orang saja")
    assert monitoring.record_checks(actor=supervisor, event=event, found=found) == 4
    listed = reverse("assessment:monitoring_list") + "?open=gagal"
    assert event.name in client.get(listed).content.decode()
    with pytest.raises(Unusable):
        monitoring.record_checks(actor=supervisor, event=event, found={"team": ("resolved", "Apa")})
    found["group"] = ("resolved", "Digabung")
    assert monitoring.record_checks(actor=supervisor, event=event, found=found) == 1, "what is as recorded stays"
    assert event.name not in client.get(listed).content.decode()
    assert QualityCheck.objects.count() == 5
    with pytest.raises(Refused):
        monitoring.record_checks(actor=make.staff(event.provider), event=event, found=found)


@pytest.mark.requirement("B26-19-111", "B26-19-149", "B26-19-151")
def test_the_agency_records_what_it_used_a_result_for(client, event, result, hr, on):
    with pytest.raises(Unusable, match="belum terbuka"):
        uses.record_use(actor=hr, result=result, use="pengembangan-karier", used_on=DAY)
    signed(result)
    later = DAY + timedelta(days=181)
    on(later)
    assert [each.pk for each in use_selectors.to_use(hr, later)] == [result.pk]
    uses.record_use(actor=hr, result=result, use="pengembangan-kompetensi", used_on=later, note="SK 1")
    assert use_selectors.to_use(hr, later) == []
    made = ResultUse.objects.get()
    assert made.decision_id is not None
    client.force_login(hr)
    page = client.get(reverse("assessment:result_use", args=[result.pk])).content.decode()
    assert "dipakai untuk pengembangan kompetensi pegawai" in page
    assert str(result.percentage).replace(".", ",") not in page, "HR reads no figures"
    assert Trail.objects.filter(name="assessment.result.gaps-read").count() == 1
    client.force_login(people.account("ppk", agency=event.request.agency))
    assert "Job Person Match" in client.get(reverse("assessment:result_use", args=[result.pk])).content.decode()
    other = people.account("agency-hr", agency=people.agency("Kabupaten Lain"))
    with pytest.raises(Refused):
        uses.record_use(actor=other, result=result, use="manajemen-talenta", used_on=later)
    client.force_login(other)
    assert client.get(reverse("assessment:result_use", args=[result.pk])).status_code == 404


@pytest.mark.requirement("B26-19-150")
def test_a_career_plan_cites_a_result_which_then_says_what_it_served(client, event, result, hr):
    signed(result)
    ppk = people.account("ppk", agency=event.request.agency)
    shown = reverse("assessment:result_use", args=[result.pk])
    client.force_login(ppk)
    people.confirm_second_factor(client)
    assert "dipakai untuk" not in client.get(shown).content.decode()
    entry = {"use": "pengembangan-karier", "used_on": str(DAY), "note": "Rencana karier 2026-2028: Kepala Bidang"}
    assert client.post(reverse("assessment:use_record", args=[result.pk]), entry).status_code == 302
    made = ResultUse.objects.get()
    assert (made.result, made.recorded_by) == (result, ppk)
    for account in (ppk, hr):
        client.force_login(account)
        people.confirm_second_factor(client)
        page = client.get(shown).content.decode()
        assert "dipakai untuk pengembangan karir" in page
        assert entry["note"] in page


@pytest.mark.parametrize(("days", "lawful"), [(0, True), (-1, False), (3 * 365, True), (3 * 365 + 2, False)])
def test_a_result_serves_from_signing_to_its_last_day(event, result, hr, on, days, lawful):
    signed(result)
    day = DAY + timedelta(days=days)
    on(max(day, DAY))
    if lawful:
        assert uses.record_use(actor=hr, result=result, use="manajemen-talenta", used_on=day).used_on == day
    else:
        with pytest.raises(RuleBroken):
            uses.record_use(actor=hr, result=result, use="manajemen-talenta", used_on=day)


@pytest.mark.requirement("B11-08-030", "B11-08-072")
def test_a_result_of_2008_serves_two_uses_for_two_years(client, on):
    old = stages.running(people_count=1, edition=Edition.BKN_2008)
    found = result_2008(old)
    signed(found)
    hr = people.account("agency-hr", agency=old.request.agency)
    ppk = people.account("ppk", agency=old.request.agency)
    uses.record_use(actor=ppk, result=found, use="feedback", used_on=DAY, note="Latih memimpin rapat.")
    for who, name, values in (
        (hr, "result_use", [found.pk]),
        (make.assessee_account(found.assessee), "own_results", []),
    ):
        client.force_login(who)
        page = client.get(reverse(f"assessment:{name}", args=values)).content.decode()
        assert "Latih memimpin rapat." in page
        assert ("Menindaklanjuti umpan balik 20 Maret 2026" in page) is (who == hr)
    with pytest.raises(RuleBroken) as broken:
        uses.record_use(actor=hr, result=found, use="other", used_on=DAY)
    assert [each.code for each in broken.value.decision.findings] == ["other-use"]
    on(DAY + timedelta(days=731))
    with pytest.raises(Unusable, match="berlaku sejak"):
        uses.record_use(actor=hr, result=found, use="structural-appointment", used_on=DAY + timedelta(days=731))


def test_agency_and_assessee_are_reminded_of_an_end_and_never_twice(event, result, own, hr):
    report = signed(result)
    end = report.valid_until
    assert validity.remind_expiring(end - timedelta(days=190)) == 0
    assert validity.remind_expiring(end - timedelta(days=180)) == 1
    assert validity.remind_expiring(end - timedelta(days=179)) == 0
    assert validity.remind_expiring(end - timedelta(days=20)) == 1
    assert validity.remind_expiring(end) == 0
    assert validity.remind_expiring(end + timedelta(days=1)) == 0
    assert list(ValidityReminder.objects.values_list("months", flat=True)) == [6, 1]
    sent = OutgoingMail.objects.filter(template__contains="expiring").order_by("created_at")
    assert sorted(each.to for each in sent) == sorted([hr.email, own.email] * 2)
    assert not any(str(result.percentage) in each.body for each in sent)


def test_development_answers_a_gap_and_is_marked_done(client, event, result, hr, own):
    signed(result)
    line = use_selectors.gap_lines(result).first()
    plan = {"actor": hr, "result": result, "line": line, "activity": "Mentoring", "year": 2026, "hours": 20, "cost": 0}
    for wrong, field in (({"year": 2025}, "year"), ({"activity": " "}, "activity")):
        with pytest.raises(Unusable) as refused:
            uses.plan_development(**{**plan, **wrong})
        assert set(refused.value.message_dict) == {field}
    made = uses.plan_development(**plan)
    uses.finish_development(actor=hr, line=made, done_on=DAY, note="Selesai")
    with pytest.raises(Unusable, match="sudah ditandai"):
        uses.finish_development(actor=hr, line=made, done_on=DAY)
    client.force_login(own)
    assert "Mentoring" in client.get(reverse("assessment:own_results")).content.decode()
    client.force_login(hr)
    workbook = client.get(reverse("assessment:development_list") + "?export=xlsx")
    assert workbook.content[:2] == b"PK"
    assert Trail.objects.filter(name="assessment.development.listed").exists()


def test_the_pages_cost_the_same_for_few_and_many(client, event, chair, result, hr, queries):
    signed(result)
    places = [(chair, reverse("assessment:after", args=[event.pk])), (hr, reverse("assessment:use_list")),
              (people.account("supervisor"), reverse("assessment:monitoring_list"))]  # fmt: skip

    def costs():
        found = []
        for account, address in places:
            client.force_login(account)
            client.get(address)
            found.append(queries(lambda at=address: client.get(at)))
        return found

    few = costs()
    for number in range(3):
        each = make.candidate(event.request, event.request.targets.get(), name=f"Tambahan {number}")
        seat = event.assessees.create(candidate=each, person=each.person, number=10 + number, group=event.groups.get())
        signed(stages.decided(seat))
        make.event(event.request, state=Event.State.RUNNING, name=f"Lain {number}")
    assert costs() == few


@pytest.mark.requirement("B26-19-152")
def test_data_for_talent_hold_match_category_and_last_day_of_results_that_hold(client, event, result, hr, on):
    signed(result)
    ppk = people.account("ppk", agency=event.request.agency)
    foreign = people.account("ppk", agency=people.agency("Kabupaten Lain"))
    assert use_selectors.talent_rows(ppk, DAY) == [
        ["Assessee 01", event.request.agency.name, "Kepala Bidang Mutasi", "Pengisian jabatan", result.percentage,
         "Kurang memenuhi syarat", date(2029, 3, 19)]
    ]  # fmt: skip
    assert use_selectors.talent_rows(ppk, date(2029, 3, 20)) == []
    assert use_selectors.talent_rows(foreign, DAY) == []
    client.force_login(ppk)
    assert client.get(reverse("assessment:talent")).content[:2] == b"PK"
    assert Trail.objects.get(name="assessment.result.figures-listed").data == {"count": 1}
    client.force_login(hr)
    assert client.get(reverse("assessment:talent")).status_code == 403
