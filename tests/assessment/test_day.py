"""The day: reporting, briefing, instruments, the team's attendance, incidents (Pasal 25 ayat (2))."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import CheckIn, Event, Exposure, Incident, Presence, Taking, Variant
from mumpuni.assessment.selectors import day as selectors
from mumpuni.assessment.services import day
from mumpuni.audit.models import Event as Line
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
TOOLS = ("case-analysis", "leaderless-group-discussion", "competency-interview")


@pytest.fixture
def event(monkeypatch):
    make.standards()
    made = make.event(make.request(make.provider(), people_count=4), instruments=TOOLS)
    make.team(made)
    made.state = Event.State.RUNNING
    made.save()
    monkeypatch.setattr(timezone, "now", lambda: datetime.combine(made.first_day, datetime.min.time(), tzinfo=WIB)
                        + timedelta(hours=9))  # fmt: skip
    return made


@pytest.fixture
def chair(event):
    return make.signed_in(event.team.get(role="chair"))


@pytest.fixture
def admin(event):
    return make.signed_in(event.team.filter(role="admin").first())


@pytest.fixture
def assessee(event):
    return event.assessees.order_by("number").first()


@pytest.fixture
def tool(event):
    return event.instruments.order_by("number").first()


def reported(event, admin, *assessees, briefed=True):
    chosen = [each.pk for each in assessees]
    day.check_in(actor=admin, event=event, assessees=chosen, day=event.first_day, identity="KTP")
    if briefed:
        day.brief(actor=admin, event=event, assessees=chosen, day=event.first_day)


def test_who_reports_is_written_once_with_the_proof_shown(event, admin, assessee):
    reported(event, admin, assessee, briefed=False)
    again = day.check_in(actor=admin, event=event, assessees=[assessee.pk], day=event.first_day, identity="SIM")
    assert again == []
    held = CheckIn.objects.get()
    assert (held.identity, held.recorded_by, held.briefed_at) == ("KTP", admin, None)
    assert Line.objects.filter(name="assessment.day.checked-in").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"assessees": []}, "Centang dahulu"),
        ({"identity": "  "}, "bukti diri"),
        ({"day": "before"}, "bukan hari kegiatan"),
        ({"day": "tomorrow"}, "belum tiba"),
        ({"assessees": [999_999]}, "muat ulang"),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_what_to_do(event, admin, assessee, given, said):
    days = {"before": event.first_day - timedelta(days=1), "tomorrow": event.last_day}
    asked = {"assessees": [assessee.pk], "day": event.first_day, "identity": "KTP", **given}
    asked["day"] = days.get(asked["day"], asked["day"])
    with pytest.raises(Unusable) as refused:
        day.check_in(actor=admin, event=event, **asked)
    assert said in " ".join(refused.value.messages)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("state", [Event.State.PLANNING, Event.State.PREPARED, Event.State.CLOSED])
def test_nothing_is_recorded_before_it_began_or_after_it_closed(event, admin, assessee, state):
    Event.objects.update(state=state)
    with pytest.raises(Unusable, match="belum dimulai"):
        day.check_in(actor=admin, event=event, assessees=[assessee.pk], day=event.first_day, identity="KTP")


def test_others_than_chair_and_admin_record_nothing(event, admin, assessee, tool):
    reported(event, admin, assessee)
    observer = make.signed_in(event.team.filter(role="assessor").first())
    for act in (
        lambda: day.check_in(actor=observer, event=event, assessees=[assessee.pk], day=event.first_day, identity="KTP"),
        lambda: day.brief(actor=observer, event=event, assessees=[assessee.pk], day=event.first_day),
        lambda: day.record_taking(actor=observer, assessee=assessee, instrument=tool, state="selesai"),
        lambda: day.record_presence(actor=observer, event=event, members=[1], day=event.first_day),
        lambda: day.record_taking(actor=make.staff(event.provider), assessee=assessee, instrument=tool, state="alpa"),
        lambda: day.take_back_check_in(actor=observer, check_in=CheckIn.objects.get(), reason="salah"),
    ):
        with pytest.raises(Refused):
            act()
    assert not Taking.objects.exists()


@pytest.mark.requirement("B26-19-103")
def test_data_are_collected_only_from_who_heard_the_briefing(event, admin, assessee, tool):
    with pytest.raises(Unusable, match="belum lapor diri"):
        day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="selesai")
    reported(event, admin, assessee, briefed=False)
    with pytest.raises(RuleBroken) as refused:
        day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="selesai")
    assert [each.code for each in refused.value.decision.findings] == ["not-briefed"]
    day.brief(actor=admin, event=event, assessees=[assessee.pk], day=event.first_day)
    made = day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="selesai", minutes_late=5)
    assert (made.state, made.minutes_late) == ("selesai", 5)


def test_nobody_is_briefed_who_did_not_report(event, admin, assessee):
    other = event.assessees.exclude(pk=assessee.pk).first()
    reported(event, admin, assessee, briefed=False)
    with pytest.raises(Unusable) as refused:
        day.brief(actor=admin, event=event, assessees=[assessee.pk, other.pk], day=event.first_day)
    assert other.person.full_name in refused.value.messages[0]
    assert not CheckIn.objects.filter(briefed_at__isnull=False).exists(), "all or none"


@pytest.mark.parametrize("state", ["terhenti", "izin", "ulang", "dibebaskan"])
def test_all_but_done_and_absent_say_why(event, chair, admin, assessee, tool, state):
    reported(event, admin, assessee)
    with pytest.raises(Unusable) as refused:
        day.record_taking(actor=chair, assessee=assessee, instrument=tool, state=state)
    assert "reason" in refused.value.error_dict


def test_a_result_is_incomplete_until_each_instrument_is_done_or_waived_by_the_chair(event, chair, admin, assessee):
    reported(event, admin, assessee)
    first, second, third = event.instruments.order_by("number")
    assert selectors.open_instruments(assessee) == [first, second, third]
    day.record_taking(actor=admin, assessee=assessee, instrument=first, state="selesai")
    day.record_taking(actor=admin, assessee=assessee, instrument=second, state="izin", reason="Sakit perut")
    with pytest.raises(Refused):
        day.record_taking(actor=admin, assessee=assessee, instrument=third, state="dibebaskan", reason="Listrik padam")
    assert selectors.open_instruments(assessee) == [second, third]
    day.record_taking(actor=chair, assessee=assessee, instrument=third, state="dibebaskan", reason="Listrik padam")
    day.record_taking(actor=admin, assessee=assessee, instrument=second, state="selesai")
    assert selectors.open_instruments(assessee) == []


def test_who_sat_before_a_variant_never_gets_it_again(event, chair, admin, assessee, tool):
    variant = Variant.objects.create(instrument=tool.instrument, code="A")
    spare = Variant.objects.create(instrument=tool.instrument, code="B")
    tool.variant = variant
    tool.save()
    reported(event, admin, assessee)
    day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="terhenti", reason="Alarm kebakaran")
    assert Exposure.objects.get(person=assessee.person).variant == variant
    for wrong in (None, variant):
        with pytest.raises(Unusable) as refused:
            day.record_taking(
                actor=admin, assessee=assessee, instrument=tool, state="ulang", reason="Alarm", variant=wrong
            )
        assert "variant" in refused.value.error_dict
    day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="ulang", reason="Alarm", variant=spare)
    assert Exposure.objects.filter(person=assessee.person).count() == 1, "only planned so far"
    made = day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="selesai")
    assert made.variant == spare
    assert set(Exposure.objects.values_list("variant", flat=True)) == {variant.pk, spare.pk}


def test_a_tester_records_tests_and_nothing_else(event, assessee, admin):
    request = event.request
    other = make.event(request, instruments=("case-analysis", "psychological-test"), name="Dengan tes")
    make.team(other)
    Event.objects.filter(pk=other.pk).update(state=Event.State.RUNNING)
    other.refresh_from_db()
    tester = make.signed_in(make.member(other, make.practitioner("Tester", at=other.provider, tests=True), "tester"))
    keeper = make.signed_in(other.team.filter(role="admin").first())
    one = other.assessees.first()
    reported(other, keeper, one)
    case, test = other.instruments.order_by("number")
    assert day.record_taking(actor=tester, assessee=one, instrument=test, state="selesai").recorded_by == tester
    with pytest.raises(Refused):
        day.record_taking(actor=tester, assessee=one, instrument=case, state="selesai")


def test_one_button_marks_many_done_or_none(event, admin, tool):
    first, second, *_others = event.assessees.order_by("number")
    reported(event, admin, first, briefed=True)
    with pytest.raises(Unusable):
        day.all_done(actor=admin, event=event, instrument=tool, assessees=[first.pk, second.pk])
    assert not Taking.objects.exists()
    reported(event, admin, second)
    assert day.all_done(actor=admin, event=event, instrument=tool, assessees=[first.pk, second.pk]) == 2
    assert day.all_done(actor=admin, event=event, instrument=tool, assessees=[first.pk, second.pk]) == 0


def test_the_button_for_many_leaves_what_was_recorded_otherwise(event, chair, admin, tool):
    first, second, *_others = event.assessees.order_by("number")
    reported(event, admin, first, second)
    day.record_taking(actor=chair, assessee=first, instrument=tool, state="dibebaskan", reason="Listrik padam")
    with pytest.raises(Unusable) as refused:
        day.all_done(actor=admin, event=event, instrument=tool, assessees=[first.pk, second.pk])
    assert first.person.full_name in refused.value.messages[0]
    assert Taking.objects.get().state == "dibebaskan"


def test_a_wrong_report_is_undone_with_a_reason_while_nothing_was_taken(event, admin, assessee, tool):
    reported(event, admin, assessee)
    with pytest.raises(Unusable):
        day.take_back_check_in(actor=admin, check_in=CheckIn.objects.get(), reason=" ")
    day.take_back_check_in(actor=admin, check_in=CheckIn.objects.get(), reason="Salah orang")
    assert not CheckIn.objects.exists()
    reported(event, admin, assessee)
    day.record_taking(actor=admin, assessee=assessee, instrument=tool, state="selesai")
    with pytest.raises(Unusable, match="sudah mengikuti"):
        day.take_back_check_in(actor=admin, check_in=CheckIn.objects.get(), reason="Salah orang")


def test_the_team_signs_its_own_attendance_and_an_absence_takes_the_signature_away(event, admin):
    member = event.team.filter(role="assessor").first()
    account = make.signed_in(member)
    day.sign_presence(actor=account, event=event)
    held = Presence.objects.get(member=member)
    assert held.signed_at is not None
    with pytest.raises(Unusable):
        day.record_presence(actor=admin, event=event, members=[member.pk], day=event.first_day, state="izin")
    day.record_presence(
        actor=admin, event=event, members=[member.pk], day=event.first_day, state="izin", reason="Sakit"
    )
    held.refresh_from_db()
    assert (held.state, held.signed_at) == ("izin", None)
    with pytest.raises(Unusable, match="tercatat tidak hadir"):
        day.sign_presence(actor=account, event=event)
    with pytest.raises(Refused):
        day.sign_presence(actor=make.staff(event.provider), event=event)


def test_an_incident_is_written_once(event, assessee):
    observer = make.signed_in(event.team.filter(role="assessor").first())
    made = day.add_incident(actor=observer, event=event, text="Listrik padam 10 menit", assessee=assessee)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Incident.objects.filter(pk=made.pk).update(text="Tidak terjadi apa-apa")
    with pytest.raises(Unusable):
        day.add_incident(actor=observer, event=event, text="", assessee=assessee)
    with pytest.raises(Unusable):
        day.add_incident(actor=observer, event=event, text="Nanti", happened_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused):
        day.add_incident(actor=make.staff(event.provider), event=event, text="Bukan tim")


def test_the_older_regulation_asks_for_no_briefing(admin, monkeypatch, event):
    old = make.event(make.request(make.provider("UPK lama"), edition="bkn-11-2008", people_count=1), instruments=TOOLS)
    make.team(old)
    Event.objects.filter(pk=old.pk).update(state=Event.State.RUNNING)
    old.refresh_from_db()
    monkeypatch.setattr(timezone, "now", lambda: datetime.combine(old.first_day, datetime.min.time(), tzinfo=WIB)
                        + timedelta(hours=9))  # fmt: skip
    keeper = make.signed_in(old.team.filter(role="admin").first())
    one = old.assessees.get()
    reported(old, keeper, one, briefed=False)
    assert day.record_taking(actor=keeper, assessee=one, instrument=old.instruments.first(), state="selesai")


# Pages


def test_the_desk_works_through_its_page(client, event, admin, assessee, tool):
    client.force_login(admin)
    address = reverse("assessment:day", args=[event.pk])
    assert "0 dari 4 Assessee sudah lapor diri" in client.get(address).content.decode()
    act = reverse("assessment:day_act", args=[event.pk])
    send = {"hari": event.first_day.isoformat(), "pilih": [assessee.pk], "identity": "KTP", "alat": tool.pk}
    for button in ("lapor", "pengarahan", "selesai"):
        assert client.post(act, {**send, "aksi": button}).status_code == 302
    shown = client.get(address).content.decode()
    assert "1 dari 4 Assessee sudah lapor diri" in shown
    assert Taking.objects.get().state == "selesai"
    assert client.post(act, {**send, "aksi": "lain"}).status_code == 404
    refused = client.post(reverse("assessment:day_taking", args=[event.pk, assessee.pk, tool.pk]), {"state": "izin"})
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.content.decode()
    asked = client.get(reverse("assessment:day_undo", args=[event.pk, CheckIn.objects.get().pk])).content.decode()
    assert f"Batalkan lapor diri: {assessee.person}" in asked, "it says whose"


def test_the_page_costs_the_same_for_few_and_many(client, event, admin, queries):
    client.force_login(admin)
    address = reverse("assessment:day", args=[event.pk])
    client.get(address)
    few = queries(lambda: client.get(address))
    for number in range(12):
        make.candidate(event.request, event.request.targets.get(), name=f"Tambahan {number}")
    for number, each in enumerate(event.request.candidates.filter(assessees=None), start=10):
        event.assessees.create(candidate=each, person=each.person, number=number, group=event.groups.first())
    everyone = [each.pk for each in event.assessees.all()]
    day.check_in(actor=admin, event=event, assessees=everyone, day=event.first_day, identity="KTP")
    day.brief(actor=admin, event=event, assessees=everyone, day=event.first_day)
    for tool in event.instruments.all():
        day.all_done(actor=admin, event=event, instrument=tool, assessees=everyone)
    assert queries(lambda: client.get(address)) == few


def test_an_incident_is_offered_to_the_team_alone(client, event):
    address, form = (reverse(f"assessment:{name}", args=[event.pk]) for name in ("day", "day_incident"))
    for account, offered in ((make.signed_in(event.team.filter(role="assessor").first()), True),
                             (make.staff(event.provider), False)):  # fmt: skip
        client.force_login(account)
        people.confirm_second_factor(client)
        assert (form in client.get(address).content.decode()) == offered
        assert (client.get(form).status_code == 200) == offered


def test_an_agency_never_sees_the_day(client, event):
    for account in (people.account("agency-hr", agency=event.request.agency), make.staff(make.provider("Pusat lain"))):
        client.force_login(account)
        assert client.get(reverse("assessment:day", args=[event.pk])).status_code in (403, 404)
