"""Verdicts per unit: who, on what evidence, without overwriting one another."""

from datetime import date

import pytest
from django.utils import timezone

from mumpuni.audit.models import Event
from mumpuni.certification.models import UnitVerdict
from mumpuni.certification.selectors.results import results_of
from mumpuni.certification.services.issuing import issue_run
from mumpuni.certification.services.verdicts import UnitChange, correct_verdict, record_results
from mumpuni.people.policies import Refused, Role, Unusable
from mumpuni.training.models import Nomination
from tests.certification.make import EVIDENCE, account, batch, decide, nomination, units

pytestmark = pytest.mark.django_db


def judged(nominations):
    keys = [each.pk for each in nominations]
    return results_of(Nomination.objects.filter(pk__in=keys).select_related("batch__season", "person").order_by("pk"))


@pytest.mark.requirement("PAND-097", "PAND-098", "PAND-105", "B7-20-031")
@pytest.mark.parametrize(
    ("qualification", "competent", "outcome", "held", "required", "documents"),
    [
        ("pengawas", 15, "competent", 15, 15, ("attendance", "competence")),
        ("pengawas", 14, "partly-competent", 14, 15, ("attendance", "competence")),
        ("pengawas", 10, "partly-competent", 10, 15, ("attendance", "competence")),
        ("pengawas", 1, "partly-competent", 1, 15, ("attendance", "competence")),
        ("pengawas", 0, "not-yet-competent", 0, 15, ("attendance",)),
        ("administrator", 14, "competent", 14, 14, ("attendance", "competence")),
        ("jpt-pratama-kld", 11, "competent", 11, 11, ("attendance", "competence")),
        ("jpt-pratama-bkn", 11, "partly-competent", 11, 12, ("attendance", "competence")),
    ],
)
def test_what_follows_from_the_verdicts(house, qualification, competent, outcome, held, required, documents):
    one = nomination(house.batch, qualification=qualification)
    decide(house.examiner, [one], competent)
    (result,) = judged([one])
    assert (result.decision.outcome, result.held, result.required, result.due) == (outcome, held, required, documents)
    assert len(result.needs) == required - held


@pytest.mark.requirement("PAND-032")
@pytest.mark.parametrize(("hours", "due"), [(14, ()), (15, ("attendance",)), (None, ())])
def test_the_training_certificate_needs_all_fifteen_hours(house, hours, due):
    one = nomination(house.batch, training_jp=hours)
    assert judged([one])[0].due == due


@pytest.mark.requirement("B7-20-027", "B7-20-013")
def test_competent_needs_evidence_and_nothing_is_saved_without(house):
    one, (first, second, *_rest) = house.nominations[0], units("pengawas")
    changes = [UnitChange(one.pk, first.pk, "BK", ""), UnitChange(one.pk, second.pk, "K", "")]
    with pytest.raises(Unusable) as refusal:
        record_results(actor=house.examiner, batch=house.batch, units=changes, evidence="  ")
    assert list(refusal.value.message_dict) == ["evidence"]
    assert not UnitVerdict.objects.exists()
    assert record_results(actor=house.examiner, batch=house.batch, units=changes, evidence=EVIDENCE).saved == 2
    assert set(UnitVerdict.objects.values_list("evidence", flat=True)) == {EVIDENCE}


@pytest.mark.requirement("B7-20-025")
def test_each_verdict_keeps_its_author_and_one_event_tells_of_the_save(house):
    before = timezone.now()
    decide(house.examiner, house.nominations[:1])
    verdict = UnitVerdict.objects.first()
    assert (verdict.decided_by, verdict.decided_by_name) == (house.examiner, "Penguji Satu")
    assert before <= verdict.decided_at <= timezone.now()
    assert Event.objects.filter(name="certification.results.recorded").count() == 1


def test_a_cell_changed_by_another_is_reported_and_kept(house):
    one, unit = house.nominations[0], units("pengawas")[0]
    other = units("pengawas")[1]
    record_results(
        actor=house.examiner, batch=house.batch, units=[UnitChange(one.pk, unit.pk, "K", "")], evidence=EVIDENCE
    )
    late = [UnitChange(one.pk, unit.pk, "BK", ""), UnitChange(one.pk, other.pk, "BK", "")]
    saved = record_results(actor=house.examiner, batch=house.batch, units=late)
    assert saved.saved == 1
    assert [(each.unit, each.here, each.wanted) for each in saved.conflicts] == [(unit.pk, "K", "BK")]
    assert UnitVerdict.objects.get(unit=unit).competent


def test_only_an_examiner_of_the_batch_decides(house):
    elsewhere = batch(5, of=house.season)
    change = [UnitChange(house.nominations[0].pk, units("pengawas")[0].pk, "BK")]
    for actor in (
        house.organiser,
        account(Role.EXAMINER, batch=elsewhere),
        account(Role.AGENCY_HR, agency=house.agency),
    ):
        with pytest.raises(Refused):
            record_results(actor=actor, batch=house.batch, units=change)
    scoped = account(Role.EXAMINER, batch=house.batch)
    assert record_results(actor=scoped, batch=house.batch, units=change).saved == 1


def test_nobody_decides_on_oneself(house):
    one = house.nominations[0]
    examiner = account(Role.EXAMINER, person=one.person)
    unit = units("pengawas")[0].pk
    with pytest.raises(Refused, match="hasilnya sendiri"):
        record_results(actor=examiner, batch=house.batch, units=[UnitChange(one.pk, unit, "K")], evidence=EVIDENCE)
    with pytest.raises(Refused, match="hasilnya sendiri"):
        correct_verdict(actor=examiner, nomination=one, unit=unit, competent=True, evidence="x", reason="y")


def test_a_unit_of_another_qualification_is_refused(house):
    foreign = next(
        unit for unit in units("administrator") if unit.title not in {each.title for each in units("pengawas")}
    )
    with pytest.raises(Unusable, match="tidak termasuk kualifikasi"):
        record_results(
            actor=house.examiner, batch=house.batch, units=[UnitChange(house.nominations[0].pk, foreign.pk, "BK")]
        )


@pytest.mark.parametrize(("hours", "fits"), [(0, True), (15, True), (16, False)])
def test_hours_stay_within_the_programme(house, hours, fits):
    one = house.nominations[0]
    if fits:
        house.hours(one, hours)
        one.refresh_from_db()
        assert one.training_jp == hours
    else:
        with pytest.raises(Unusable):
            house.hours(one, hours)


def test_certified_verdicts_change_only_by_correction(house):
    run = house.approved()
    issue_run(run.pk)
    one, unit = house.nominations[0], units("pengawas")[0]
    saved = record_results(actor=house.examiner, batch=house.batch, units=[UnitChange(one.pk, unit.pk, "BK", "K")])
    assert [each.certified for each in saved.conflicts] == [True]
    with pytest.raises(Unusable):
        correct_verdict(actor=house.examiner, nomination=one, unit=unit.pk, competent=False, evidence="", reason=" ")
    verdict = correct_verdict(
        actor=house.examiner, nomination=one, unit=unit.pk, competent=False, evidence="", reason="Salah baca lembar"
    )
    assert (verdict.competent, verdict.correction) == (False, "Salah baca lembar")


def test_judging_a_batch_costs_the_same_for_three_as_for_thirty(house, queries):
    decide(house.examiner, house.nominations)
    few = queries(lambda: judged(house.nominations))
    more = [nomination(house.batch, agency_=house.agency) for _ in range(27)]
    decide(house.examiner, more)
    assert queries(lambda: judged(house.nominations + more)) == few


def test_results_before_acceptance_are_refused(house):
    waiting = nomination(house.batch, state=Nomination.State.NOMINATED)
    with pytest.raises(Unusable, match="tidak ada dalam"):
        record_results(
            actor=house.examiner, batch=house.batch, units=[UnitChange(waiting.pk, units("pengawas")[0].pk, "BK")]
        )
    assert waiting.batch.class_ends_on == date(2019, 5, 7)
