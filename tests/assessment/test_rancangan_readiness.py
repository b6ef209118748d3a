"""A design is judged as it is typed, frozen only when whole, and execution begins on its day and not before."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mumpuni.assessment.models import Activity, Credential, EventDay, Exposure, Instrument, Room, Variant
from mumpuni.assessment.selectors.blueprints import judge_design, saved_design
from mumpuni.assessment.selectors.readiness import figures, readiness, stage_moments
from mumpuni.assessment.services.blueprints import InstrumentPlan, plan_blueprint
from mumpuni.assessment.services.checklists import add_activity, change_activity, tick_activity
from mumpuni.assessment.services.common import held
from mumpuni.assessment.services.events import change_event, make_event
from mumpuni.assessment.services.intake import take_in
from mumpuni.assessment.services.readiness import freeze_event, prepare_event, start_event, unfreeze_event
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    make.standards()
    made = make.event(make.request(make.provider(), people_count=7))
    make.team(made)
    return made


@pytest.fixture
def chair(event):
    return make.signed_in(event.team.get(role="chair"))


def tool(code):
    return Instrument.objects.get(code=code)


def all_lines(event):
    return frozenset(line.pk for blueprint in event.blueprints.all() for line in blueprint.lines.all())


def plan(event, actor, *codes, **about):
    plans = [InstrumentPlan(tool(code), all_lines(event), **about) for code in codes]
    return plan_blueprint(actor=actor, event=event, instruments=plans)


def found(judged):
    return {one.code for each in judged for one in each.decision.findings if one.severity != "info"}


def test_a_design_is_written_in_one_go_in_its_order(event, chair):
    lines = all_lines(event)
    heaviest = min(lines)
    variant = Variant.objects.create(instrument=tool("in-basket"), code="A")
    plan_blueprint(
        actor=chair,
        event=event,
        instruments=[
            InstrumentPlan(tool("in-basket"), frozenset({heaviest}), variant=variant, minutes=75),
            InstrumentPlan(tool("role-play"), lines),
        ],
        weights={heaviest: Decimal("12.50")},
    )
    used = list(event.instruments.all())
    assert [(each.instrument.code, each.number, each.minutes) for each in used] == [
        ("in-basket", 1, 75), ("role-play", 2, 30),
    ]  # fmt: skip
    assert used[0].variant == variant
    assert set(used[1].lines.values_list("pk", flat=True)) == lines
    assert event.blueprints.get().lines.get(pk=heaviest).weight == Decimal("12.50")


def test_two_planners_at_once_lose_nothing_silently(event, chair):
    seen = event.revision
    held(event)
    with pytest.raises(Unusable, match="Orang lain"):
        plan_blueprint(actor=chair, event=event, instruments=[], revision=seen)
    assert event.instruments.count() == 4


@pytest.mark.requirement("B26-19-101")
def test_only_the_team_plans_and_nobody_after_the_beginning(event, chair):
    staff = make.staff(event.provider)
    for outsider in (staff, make.signed_in(event.team.filter(role="assessor").first())):
        with pytest.raises(Refused):
            plan(event, outsider, "role-play")
    plan(event, chair, "case-analysis", "presentation")
    freeze_event(actor=chair, event=event)
    prepare_event(actor=chair, event=event)
    start_event(actor=chair, event=event)
    with pytest.raises(Unusable, match="sudah dimulai"):
        plan(event, chair, "role-play")
    with pytest.raises(Unusable, match="sudah dimulai"):
        change_event(actor=staff, event=event, name="Lain")


@pytest.mark.requirement("B26-19-063")
@pytest.mark.parametrize(("codes", "single"), [(["role-play"], True), (["role-play", "case-analysis"], False)])
def test_a_center_uses_several_instruments(event, chair, codes, single):
    plan(event, chair, *codes)
    assert ("single-instrument" in found(judge_design(saved_design(event)))) is single


@pytest.mark.requirement("B26-19-064")
@pytest.mark.parametrize(("assessors", "single"), [(1, True), (2, False)])
def test_a_center_has_several_assessors(event, assessors, single):
    keep = event.team.filter(role="assessor").values_list("pk", flat=True)[:assessors]
    event.team.filter(role="assessor").exclude(pk__in=list(keep)).update(removed_at=timezone.now(), removal_reason="x")
    assert ("single-assessor" in found(judge_design(saved_design(event)))) is single


def test_a_competency_without_an_instrument_is_named_and_stops_the_freeze(event, chair):
    lines = all_lines(event)
    lost = min(lines)
    name = event.blueprints.get().lines.get(pk=lost).competency.name
    plans = [InstrumentPlan(tool(code), lines - {lost}) for code in ("presentation", "case-analysis")]
    plan_blueprint(actor=chair, event=event, instruments=plans)
    with pytest.raises(RuleBroken) as broken:
        freeze_event(actor=chair, event=event)
    (finding,) = broken.value.decision.findings
    assert (finding.code, name in finding.message()) == ("uncovered-competency", True)
    plan(event, chair, "presentation", "case-analysis")
    assert freeze_event(actor=chair, event=event).is_frozen


@pytest.mark.requirement("B26-19-081")
def test_an_instrument_that_measures_nothing_warns_and_one_that_does_not_is_silent(event, chair):
    lines = all_lines(event)
    idle = [InstrumentPlan(tool("role-play"), lines), InstrumentPlan(tool("leaderless-group-discussion"))]
    plan_blueprint(actor=chair, event=event, instruments=idle)
    assert found(judge_design(saved_design(event))) >= {"measures-nothing"}
    plan(event, chair, "role-play", "leaderless-group-discussion")
    assert "measures-nothing" not in found(judge_design(saved_design(event)))


@pytest.mark.requirement("B26-19-084")
def test_other_methods_refuse_an_instrument_that_measures_nothing(event, chair):
    event.family, event.method = "other", ""
    event.save()
    plan_blueprint(actor=chair, event=event, instruments=[InstrumentPlan(tool("competency-interview"))])
    judged = judge_design(saved_design(event))
    fit = next(each for each in judged if each.decision.rule == "bkn-26-2019/instrument-fit")
    assert (fit.stands, found([fit])) == (False, {"measures-nothing"})


def local(code, **about):
    return Instrument.objects.create(
        code=code, name=code.title(), kind="questionnaire", family="berkelanjutan", minutes=60,
        room_kinds=["briefing"], **about,
    )  # fmt: skip


@pytest.mark.requirement("B26-19-086")
@pytest.mark.parametrize(("anticipates", "missing"), [("", True), ("CACT", False)])
def test_a_continuing_method_says_what_it_anticipates(event, chair, anticipates, missing):
    event.family, event.method = "berkelanjutan", ""
    event.save()
    local("kuis", anticipates=anticipates, developed_from=tool("questionnaire"))
    plan(event, chair, "kuis")
    assert ("anticipation-missing" in found(judge_design(saved_design(event)))) is missing


@pytest.mark.requirement("B26-19-088")
@pytest.mark.parametrize(("tier", "too_high"), [("administrator", False), ("jpt-pratama", True)])
def test_a_mass_assessment_by_information_technology_reaches_up_to_administrator(event, chair, tier, too_high):
    event.family, event.method = "berkelanjutan", ""
    event.save()
    event.request.targets.update(tier=tier)
    local("daring", anticipates="CACT", developed_from=tool("questionnaire"), administration="electronic")
    plan(event, chair, "daring")
    assert ("above-administrator" in found(judge_design(saved_design(event)))) is too_high


def test_what_does_not_belong_to_the_event_is_refused(event, chair):
    foreign = Variant.objects.create(instrument=tool("role-play"), code="B")
    local("kuis")
    for wrong, words in (
        (InstrumentPlan(tool("in-basket"), variant=foreign), "bukan paket"),
        (InstrumentPlan(tool("in-basket"), frozenset({0})), "bukan bagian rancangan"),
        (InstrumentPlan(tool("kuis")), "tidak dapat dipakai"),
        (InstrumentPlan(tool("in-basket"), minutes=4), "paling sedikit 5 menit"),
    ):
        with pytest.raises(Unusable, match=words):
            plan_blueprint(actor=chair, event=event, instruments=[wrong])


def test_nobody_meets_the_same_variant_twice(event, chair):
    variant = Variant.objects.create(instrument=tool("role-play"), code="A")
    plan(event, chair, "case-analysis", "presentation")
    who = event.assessees.first().person
    Exposure.objects.create(person=who, variant=variant, on=make.FIRST - timedelta(days=400))
    plans = [
        InstrumentPlan(tool("role-play"), all_lines(event), variant=variant),
        InstrumentPlan(tool("case-analysis"), all_lines(event)),
    ]
    plan_blueprint(actor=chair, event=event, instruments=plans)
    with pytest.raises(Unusable, match=f"{who.full_name} sudah mengerjakan paket"):
        freeze_event(actor=chair, event=event)


@pytest.mark.requirement("B26-19-007", "B26-19-008")
@pytest.mark.parametrize("missing", ["standard", "team", "methods_and_instruments", "facility", ""])
def test_execution_waits_for_the_four_components_in_the_order_of_the_article(event, chair, missing):
    freeze_event(actor=chair, event=event)
    prepare_event(actor=chair, event=event)
    if missing == "standard":
        event.blueprints.get().lines.all().delete()
    elif missing == "team":
        event.team.filter(role="tester").update(removed_at=timezone.now(), removal_reason="sakit")
    elif missing == "methods_and_instruments":
        for used in event.instruments.all():
            used.lines.clear()
    elif missing == "facility":
        event.place.rooms.filter(kind=Room.Kind.INDIVIDUAL).first().delete()
    state = readiness(event)
    order = ["standard", "team", "methods_and_instruments", "facility"]
    assert [each.code for each in state.components] == order
    lacking = [finding.details["component"] for finding in state.verdict.decision.findings]
    if not missing:
        assert lacking == []
        assert start_event(actor=chair, event=event).state == "pelaksanaan"
        return
    assert missing in lacking
    with pytest.raises((RuleBroken, Unusable)):
        start_event(actor=chair, event=event)


@pytest.mark.requirement("B26-19-100")
def test_the_stages_pass_in_their_order_and_are_stamped(event, chair):
    with pytest.raises(RuleBroken) as broken:
        start_event(actor=chair, event=event)
    assert broken.value.decision.values["open"] == ("perencanaan", "persiapan")
    with pytest.raises(Unusable, match="Kunci rancangannya"):
        prepare_event(actor=chair, event=event)
    freeze_event(actor=chair, event=event)
    with pytest.raises(RuleBroken):
        start_event(actor=chair, event=event)
    assert prepare_event(actor=chair, event=event).state == "siap"
    assert start_event(actor=chair, event=event).state == "pelaksanaan"
    event.refresh_from_db()
    assert [stage for stage, at in stage_moments(event).items() if at is None] == ["pemantauan-evaluasi"]


def test_nothing_begins_before_its_first_day(event, chair):
    future = timezone.localdate() + timedelta(days=30)
    event.first_day = event.last_day = future
    event.save()
    EventDay.objects.filter(event=event).delete()
    freeze_event(actor=chair, event=event)
    prepare_event(actor=chair, event=event)
    with pytest.raises(Unusable, match="hari pertamanya"):
        start_event(actor=chair, event=event)


def test_a_frozen_plan_stands_until_it_is_opened_with_a_reason(event, chair):
    freeze_event(actor=chair, event=event)
    kept = StoredDecision.objects.filter(subject_id=str(event.pk), subject_type="assessment.event")
    assert {"bkn-26-2019/event-ready", "bkn-26-2019/team", "bkn-26-2019/facility", "bkn-26-2019/instruments"} <= set(
        kept.values_list("rule", flat=True)
    )
    with pytest.raises(Unusable, match="Buka kuncinya"):
        plan(event, chair, "role-play")
    with pytest.raises(Unusable, match="Buka kuncinya"):
        freeze_event(actor=chair, event=event)
    with pytest.raises(Unusable, match="alasannya"):
        unfreeze_event(actor=chair, event=event, reason="")
    opened = unfreeze_event(actor=chair, event=event, reason="Assessor sakit")
    assert (opened.version, opened.is_frozen, opened.state) == (2, False, "perencanaan")
    with pytest.raises(Unusable, match="tidak terkunci"):
        unfreeze_event(actor=chair, event=event, reason="lagi")
    assert plan(event, chair, "role-play", "case-analysis")


@pytest.mark.requirement("B26-19-062")
def test_a_group_of_a_center_has_one_target(event, chair):
    second = event.request.targets.create(title="Camat", tier="administrator")
    make.blueprint(event, second)
    one = event.assessees.first()
    one.candidate.target = second
    one.candidate.save()
    with pytest.raises(RuleBroken) as broken:
        freeze_event(actor=chair, event=event)
    assert [each.code for each in broken.value.decision.findings] == ["several-targets"]
    one.group = None
    one.save()
    assert freeze_event(actor=chair, event=event)


@pytest.fixture
def old():
    """An event of 2008 of a UPK in its own agency, with everyone designated and a lawful team."""
    make.standards()
    provider = make.provider(has_upk=True, upk_unit="UPT Penilaian")
    request = make.request(provider, at=provider.agency, edition="bkn-11-2008", people_count=2)
    made = make_event(
        actor=make.staff(provider), request=request, name="Penilaian 2008", first_day=make.FIRST, last_day=make.SECOND,
        place=make.place(provider), body="upk", methods_2008=["psychometrics", "interview", "case-analysis"],
        method_reason="Anggaran terbatas",
    )  # fmt: skip
    take_in(actor=make.staff(provider), event=made, candidates=list(request.candidates.all()))
    made.decided_by_ppk = True
    made.save()
    for member in make.team(made, assessors=7)["assessor"]:
        Credential.objects.create(
            practitioner=member.practitioner, kind="diklat", number=f"D{member.pk}", issuer_kind="instansi-pembina",
            issuer="BKN", issued_on=make.FIRST - timedelta(days=900),
        )  # fmt: skip
    return made


@pytest.mark.requirement("B11-08-055", "B11-08-056", "B11-08-028")
def test_a_preparation_of_2008_closes_with_methods_documents_and_an_instrument_for_each_competency(old):
    chair = make.signed_in(old.team.get(role="chair"))
    assert "competency-without-instrument" in found(judge_design(saved_design(old)))
    Variant.objects.create(instrument=tool("case-analysis"), code="K1")
    plans = [
        InstrumentPlan(tool(code), all_lines(old), variant=Variant.objects.first() if code == "case-analysis" else None)
        for code in ("psychological-test", "competency-interview", "case-analysis")
    ]
    plan_blueprint(actor=chair, event=old, instruments=plans)
    methods, old.methods_2008 = old.methods_2008, []
    assert "methods-missing" in found(judge_design(saved_design(old)))
    old.methods_2008 = methods
    appointment = old.assessees.first().person.appointments.get()
    appointment.ends_on = make.FIRST
    appointment.save()
    with pytest.raises(RuleBroken) as broken:
        freeze_event(actor=chair, event=old)
    assert [each.code for each in broken.value.decision.findings] == ["document-missing"]
    appointment.ends_on = None
    appointment.save()
    assert freeze_event(actor=chair, event=old).is_frozen


@pytest.mark.requirement("B11-08-054")
def test_an_event_of_2008_passes_its_own_stages(old):
    chair = make.signed_in(old.team.get(role="chair"))
    with pytest.raises(RuleBroken) as broken:
        start_event(actor=chair, event=old)
    assert broken.value.decision.findings[0].details["open"] == "persiapan"
    old.request.candidates.update(designated=None, designated_at=None)
    with pytest.raises(RuleBroken) as broken:
        start_event(actor=chair, event=old)
    assert broken.value.decision.findings[0].details["open"] == "penetapan"


@pytest.mark.requirement("B26-19-112")
def test_a_line_added_to_the_template_reaches_new_events_only(event, chair):
    supervisor = people.account("supervisor")
    assert not event.activities.exists()
    running = make_event(
        actor=make.staff(event.provider), request=event.request, name="Berjalan", first_day=make.FIRST,
        last_day=make.SECOND, method="sedang",
    )  # fmt: skip
    line = add_activity(actor=supervisor, edition="bkn-26-2019", stage="persiapan", text="Kendaraan dipesan")
    assert not running.activities.filter(text=line.text).exists()
    later = make_event(
        actor=make.staff(event.provider), request=event.request, name="Kemudian", first_day=make.FIRST,
        last_day=make.SECOND, method="sedang",
    )  # fmt: skip
    assert later.activities.get(text=line.text).stage == "persiapan"
    change_activity(actor=supervisor, activity=line, text="Kendaraan dinas dipesan", number=9, is_active=False)
    assert later.activities.filter(text="Kendaraan dipesan").exists()
    for act in (
        lambda: add_activity(actor=chair, edition="bkn-26-2019", stage="persiapan", text="x"),
        lambda: change_activity(actor=chair, activity=line, text="x", number=1, is_active=True),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Unusable, match="sudah ada"):
        add_activity(actor=supervisor, edition="bkn-26-2019", stage="persiapan", text="Tim diberi pengarahan")
    with pytest.raises(Unusable, match="Pilih tahap"):
        add_activity(actor=supervisor, edition="bkn-26-2019", stage="libur", text="y")


def test_chair_and_admin_tick_the_checklist(event, chair):
    line = Activity.objects.create(event=event, edition=event.edition, stage="persiapan", text="Ruang diperiksa")
    assert tick_activity(actor=chair, activity=line, done=True).done_by == chair
    assert tick_activity(actor=chair, activity=line, done=False).done_at is None
    with pytest.raises(Refused):
        tick_activity(actor=make.staff(event.provider), activity=line, done=True)
    with pytest.raises(Unusable, match="contoh"):
        tick_activity(actor=chair, activity=Activity.objects.filter(event=None).first(), done=True)


def test_the_figures_of_the_board_count_what_is_there(event, queries):
    figure = figures(event)
    assert (figure.called, figure.groups, figure.declaring, figure.declared) == (7, 1, 9, 9)
    assert (figure.letters, figure.received, figure.forms, figure.announced) == (0, 0, 0, None)
    event.team.filter(role="chair").update(declared_at=None)
    assert figures(event).declared == 8
    assert queries(lambda: figures(event)) <= 8
