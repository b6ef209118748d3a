"""Events come from confirmed requests with a lawful method, and take in only whom they may."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mumpuni.assessment.models import Activity, Booking, Event, Target, Timetable
from mumpuni.assessment.selectors.methods import proposals, proposed
from mumpuni.assessment.services.common import held
from mumpuni.assessment.services.events import cancel_event, change_event, make_event
from mumpuni.assessment.services.intake import take_in
from mumpuni.audit.models import StoredDecision
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Holiday
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import PositionStandard
from mumpuni.standards.services import positions
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    make.standards()
    return make.provider()


def asked(provider, **about):
    return make.request(provider, **about)


def made(request, **plan):
    base = {"name": "Penilaian", "first_day": make.FIRST, "last_day": make.SECOND, "method": "sedang"}
    given = base | plan
    return make_event(actor=make.staff(request.provider), request=request, **given)


def codes(broken):
    return [each.code for each in broken.value.decision.findings]


def test_an_event_carries_over_what_its_request_fixed(provider):
    event = made(asked(provider, purpose="pemetaan", is_trial=True, job_fit=True))
    assert (event.edition, event.purpose, event.is_trial, event.job_fit) == ("bkn-26-2019", "pemetaan", True, True)
    assert (event.state, event.version, event.is_frozen) == ("perencanaan", 1, False)
    blueprint = event.blueprints.get()
    assert blueprint.lines.count() == 9
    assert not blueprint.lines.filter(competency__kind="technical").exists()
    assert [day.date for day in event.days.all()] == [make.FIRST, make.SECOND]
    assert event.timetable_rules.meeting_quorum == 2


def test_days_off_between_the_first_and_the_last_are_no_days_of_the_event(provider):
    request = asked(provider)
    request.confirmed_until = date(2026, 3, 10)
    request.save()
    Holiday.objects.create(day=date(2026, 3, 4), name="Hari libur contoh", kind="libur")
    event = made(request, last_day=date(2026, 3, 9))
    assert [day.date.day for day in event.days.all()] == [3, 5, 6, 9]
    friday = event.days.get(date=date(2026, 3, 6))
    assert friday.breaks[0]["to"] == "13:00"


@pytest.mark.requirement("B26-19-061")
def test_without_a_target_no_method_can_be_chosen_and_with_one_it_is_proposed_with_its_ground(provider):
    request = asked(provider)
    found = proposals(request)
    assert proposed(found) == "sedang"
    assert found[0].decision.values["ground"] == "Pasal 20 ayat (2) jo. Pasal 19 ayat (3) huruf b"
    Target.objects.all().delete()
    with pytest.raises(RuleBroken) as broken:
        made(request)
    assert codes(broken) == ["target-missing"]


@pytest.mark.requirement("B26-19-066")
@pytest.mark.parametrize(
    ("method", "reason", "found"),
    [
        ("sederhana", "", ["weaker-method"]),
        ("sederhana", "lebih murah", ["weaker-method"]),
        ("sedang", "", []),
        ("kompleks", "", ["reason-missing"]),
        ("kompleks", "calon pimpinan tinggi", []),
    ],
)
def test_a_weaker_method_is_never_chosen_and_a_stronger_one_with_its_reason(provider, method, reason, found):
    request = asked(provider)
    if not found:
        assert made(request, method=method, method_reason=reason).method == method
        return
    with pytest.raises(RuleBroken) as broken:
        made(request, method=method, method_reason=reason)
    assert codes(broken) == found


@pytest.mark.requirement("B26-19-067")
@pytest.mark.parametrize(("tier", "allowed"), [("administrator", True), ("pengawas", True), ("jpt-pratama", False)])
def test_other_methods_reach_up_to_administrator(provider, tier, allowed):
    request = asked(provider, tier=tier)
    if allowed:
        assert made(request, family="other", method="sedang").method == ""
        return
    with pytest.raises(RuleBroken) as broken:
        made(request, family="other")
    assert codes(broken) == ["above-administrator"]


@pytest.mark.requirement("B26-19-085")
def test_a_continuing_method_stands_beside_the_two_families(provider):
    assert made(asked(provider), family="berkelanjutan").family == "berkelanjutan"
    assert list(Event.objects.values_list("family", flat=True)) == ["berkelanjutan"]


def lawful_2008(provider, **plan):
    provider.has_upk, provider.upk_unit = True, "UPT Penilaian"
    provider.save()
    request = asked(provider, at=provider.agency, edition="bkn-11-2008", people_count=plan.pop("people_count", 0))
    given = {"body": "upk", "methods_2008": ["assessment-center"], "method": "", **plan}
    return request, given


def test_an_event_of_2008_needs_its_body_its_methods_and_two_days(provider):
    request, given = lawful_2008(provider)
    with pytest.raises(Unusable):
        made(request, **given | {"body": ""})
    with pytest.raises(RuleBroken) as broken:
        made(request, **given | {"body": "tpk"})
    assert "decision-number-missing" in codes(broken)
    with pytest.raises(RuleBroken) as broken:
        made(request, **given | {"methods_2008": ["psychometrics", "interview"], "method_reason": "biaya"})
    assert codes(broken) == ["missing-method"]
    with pytest.raises(RuleBroken) as broken:
        made(request, **given | {"last_day": make.FIRST})
    assert codes(broken) == ["too-short"]
    assert made(request, **given | {"last_day": make.FIRST, "short_reason": "calon tiga orang"}).short_reason
    assert made(request, **given).methods_2008 == ["assessment-center"]


@pytest.mark.requirement("B26-19-080")
def test_each_edition_chooses_methods_its_own_way(provider):
    request, given = lawful_2008(provider)
    chosen = {"methods_2008": ["psychometrics", "interview", "presentation"], "method_reason": "Anggaran terbatas"}
    assert made(request, **given | chosen).methods_2008 == chosen["methods_2008"]
    with pytest.raises(Unusable, match="sederhana, sedang, atau kompleks"):
        made(asked(provider), **chosen | {"method": ""})
    assert made(asked(provider), **chosen | {"method": "sedang"}).method == "sedang"
    assert made(asked(provider), **chosen | {"family": "other"}).family == "other"


@pytest.mark.parametrize(
    ("body", "recommendation", "found"),
    [("upk", "", ["no-body"]), ("upk-lain", "", ["recommendation-missing"]), ("upk-lain", "BKN/12", [])],
)
def test_another_agencys_upk_needs_the_recommendation_of_bkn(provider, body, recommendation, found):
    provider.has_upk, provider.upk_unit = True, "UPT Penilaian"
    provider.save()
    request = asked(provider, edition="bkn-11-2008")
    plan = {
        "body": body, "bkn_recommendation": recommendation, "methods_2008": ["assessment-center"], "method": "",
    }  # fmt: skip
    if not found:
        assert made(request, **plan).bkn_recommendation == "BKN/12"
        return
    with pytest.raises(RuleBroken) as broken:
        made(request, **plan)
    assert codes(broken) == found


def test_what_does_not_fit_the_request_is_refused_in_words(provider):
    request = asked(provider)
    with pytest.raises(Unusable, match="yang dikonfirmasi"):
        made(request, last_day=make.SECOND + timedelta(days=1))
    with pytest.raises(Unusable, match="tidak boleh sebelum"):
        made(request, last_day=make.FIRST - timedelta(days=1))
    with pytest.raises(Unusable, match="tempat penyelenggara"):
        made(request, place=make.place(make.provider("Jauh")))
    with pytest.raises(Unusable, match="Pilih metode"):
        made(request, method="")
    with pytest.raises(Unusable, match="dikonfirmasi"):
        made(asked(provider, state="terkirim"))
    with pytest.raises(Refused):
        make_event(
            actor=make.staff(make.provider("Lain")), request=request, name="x", first_day=make.FIRST,
            last_day=make.SECOND, method="sedang",
        )  # fmt: skip


def test_a_target_without_a_standard_has_no_event():
    with pytest.raises(Unusable, match="Kepala Bidang Mutasi belum mempunyai standar kompetensi"):
        made(asked(make.provider()))


def test_a_functional_target_takes_the_method_of_the_tier_it_equals_and_a_standard_of_its_own(provider):
    request = asked(provider, tier="ahli-muda")
    with pytest.raises(RuleBroken) as broken:
        made(request, method="sederhana")
    assert codes(broken) == ["equivalence-needed"]
    request.targets.update(equivalent_tier="pengawas")
    with pytest.raises(Unusable, match=r"belum mempunyai standar kompetensi.*Pasal 9 ayat \(1\)"):
        made(request, method=proposed(proposals(request)))
    equal = PositionStandard.objects.get(position=None, tier="pengawas")
    own = PositionStandard.objects.create(
        tier="ahli-muda", dictionary=equal.dictionary, in_force_from=equal.in_force_from
    )
    for each in equal.requirements.all():
        own.requirements.create(competency=each.competency, level=each.level)
    PositionStandard.objects.filter(pk=own.pk).update(published_at=timezone.now())
    assert made(request, method=proposed(proposals(request))).blueprints.get().standard == own


@pytest.mark.requirement("B26-19-010")
def test_an_old_event_stays_on_the_version_of_the_standard_it_began_with(provider):
    client = people.agency()
    position = people.appointment(people.person("Siapa"), client, title="Kepala Bidang Mutasi").position
    actor = people.account("agency-hr", agency=client)

    def publish(level, day):
        draft = positions.draft_standard(actor=actor, regulation="Perbup", in_force_from=day, position=position)
        levels = {each.competency_id: level for each in draft.requirements.all()}
        positions.change_standard(actor=actor, standard=draft, regulation="Perbup", in_force_from=day, levels=levels)
        positions.publish_standard(actor=actor, standard=draft)

    publish(3, date(2025, 1, 1))
    request = asked(provider, at=client)
    request.targets.update(position=position)
    event = made(request)
    publish(4, date(2026, 1, 1))
    old = event.blueprints.get()
    assert (old.standard.number, {line.required_level for line in old.lines.all()}) == (1, {3})
    new = made(request, name="Kemudian").blueprints.get()
    assert (new.standard.number, {line.required_level for line in new.lines.all()}) == (2, {4})


def test_moving_the_first_day_takes_the_version_of_that_day_and_keeps_the_instruments(provider):
    event = make.event(asked(provider))
    event.place = None
    event.save()
    before = event.blueprints.get().standard
    lines = event.instruments.first().lines.count()
    second = positions.draft_standard(
        actor=people.account("organiser"), regulation="Keputusan", in_force_from=make.SECOND, tier="administrator"
    )
    positions.publish_standard(actor=people.account("organiser"), standard=second)
    change_event(actor=make.staff(provider), event=event, first_day=make.SECOND, name="Lain")
    event.refresh_from_db()
    assert (event.name, [day.date for day in event.days.all()]) == ("Lain", [make.SECOND])
    assert event.blueprints.get().standard.number == before.number + 1
    assert event.instruments.first().lines.count() == lines


def test_two_who_change_at_once_are_told(provider):
    event = make.event(asked(provider))
    seen = event.revision
    held(event)
    with pytest.raises(Unusable, match="Orang lain"):
        change_event(actor=make.staff(provider), event=event, revision=seen, name="Lain")


@pytest.mark.requirement("B11-08-053")
def test_only_whom_the_ppk_designated_is_taken_in(provider):
    request, given = lawful_2008(provider, people_count=5)
    fifth = request.candidates.order_by("person__name").last()
    fifth.designated = False
    fifth.designation_reason = "belum cukup masa kerja"
    fifth.save()
    event = made(request, **given)
    staff = make.staff(provider)
    with pytest.raises(Unusable, match="Assessee 05 belum ditetapkan PPK"):
        take_in(actor=staff, event=event, candidates=list(request.candidates.all()))
    assert event.assessees.count() == 0
    taken = take_in(actor=staff, event=event, candidates=list(request.candidates.exclude(pk=fifth.pk)))
    assert [each.number for each in taken] == [1, 2, 3, 4]
    assert take_in(actor=staff, event=event, candidates=list(request.candidates.exclude(pk=fifth.pk))) == []


def test_nobody_is_called_twice_or_from_another_request(provider):
    request = asked(provider, people_count=2)
    first, second = made(request), made(request, name="Kedua")
    staff = make.staff(provider)
    take_in(actor=staff, event=first, candidates=list(request.candidates.all()[:1]))
    with pytest.raises(Unusable, match="sudah dipanggil dalam Penilaian"):
        take_in(actor=staff, event=second, candidates=list(request.candidates.all()))
    foreign = asked(provider, people_count=1).candidates.get()
    with pytest.raises(Unusable, match="bukan calon dari permintaan"):
        take_in(actor=staff, event=first, candidates=[foreign])
    with pytest.raises(Refused):
        take_in(actor=make.staff(make.provider("Lain")), event=first, candidates=[])
    cancel_event(actor=staff, event=first, reason="mundur")
    assert len(take_in(actor=staff, event=second, candidates=list(request.candidates.all()))) == 2


def test_cancelling_tells_everyone_and_frees_the_rooms(provider):
    request = asked(provider, people_count=4)
    event = make.event(request)
    make.team(event)
    hr = people.account("agency-hr", agency=request.agency)
    timetable = Timetable.objects.create(event=event, number=1)
    Booking.objects.create(timetable=timetable, room=event.place.rooms.first(), during=("2026-03-03", "2026-03-04"))
    staff = make.staff(provider)
    with pytest.raises(Unusable, match="alasannya"):
        cancel_event(actor=staff, event=event, reason=" ")
    cancel_event(actor=staff, event=event, reason="Gedung banjir")
    told = OutgoingMail.objects.values_list("to", flat=True)
    assert set(told) == {hr.email, *(each.person.email for each in event.assessees.all())}
    assert "Gedung banjir" in OutgoingMail.objects.first().body
    assert not Booking.objects.exists()
    with pytest.raises(Unusable, match="sudah dimulai"):
        cancel_event(actor=staff, event=event, reason="lagi")


def test_the_decisions_behind_an_event_are_kept(provider):
    event = made(asked(provider))
    kept = StoredDecision.objects.filter(subject_type="assessment.event", subject_id=str(event.pk))
    assert set(kept.values_list("rule", flat=True)) == {"bkn-26-2019/design", "bkn-26-2019/method-choice"}


def test_a_new_event_copies_the_checklist_of_its_own_regulation(provider):
    event = made(asked(provider))
    own = event.activities.all()
    assert {each.edition for each in own} == {"bkn-26-2019"}
    assert own.count() == Activity.objects.filter(event=None, edition="bkn-26-2019").count()
