"""Drawing up a list, approving it: what is warned of, what stands in the way, what voids consent."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.certification.models import IssueItem, IssueRun, Slot
from mumpuni.certification.services.approvals import approve_run, decline_run
from mumpuni.certification.services.issuing import issue_run
from mumpuni.certification.services.names import answer_name, settle_name
from mumpuni.certification.services.runs import (
    cancel_run,
    choose_items,
    draft_run,
    reopen_run,
    set_terms,
    submit_run,
)
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Identity
from mumpuni.people.policies import Refused, Role, Unusable
from mumpuni.standards.models import QualificationUnit
from tests.certification.make import account, decide, nomination, person, units

pytestmark = pytest.mark.django_db


def approve(house, run, slot=Slot.HEAD, **given):
    return approve_run(
        **{
            "actor": house.head_account if slot == Slot.HEAD else house.centre_account,
            "run": run,
            "slot": slot,
            "list_digest": run.list_digest,
            "second_factor_at": timezone.now(),
            **given,
        }
    )


def test_the_list_holds_exactly_what_is_due_and_keeps_the_decisions(house):
    first, second, third = house.nominations
    decide(house.examiner, [first, second])
    decide(house.examiner, [third], 0)
    house.hours(second, 14)
    run = house.draft(decided=False)
    assert set(run.items.values_list("nomination", "kind")) == {
        (first.pk, "attendance"),
        (first.pk, "competence"),
        (second.pk, "competence"),
        (third.pk, "attendance"),
    }
    decisions = set(run.items.values_list("decision_id", flat=True))
    assert StoredDecision.objects.filter(pk__in=decisions, rule="panduan-2019/certificate").count() == 3


@pytest.mark.requirement("PAND-010")
def test_nothing_due_makes_no_run(house):
    for each in house.nominations:
        house.hours(each, 3)
    with pytest.raises(Unusable, match="Tidak ada sertifikat"):
        house.draft(decided=False)
    assert not IssueRun.objects.exists()


def test_one_certificate_stands_on_one_open_list_only(house):
    run = house.draft()
    with pytest.raises(Unusable):
        house.draft(decided=False)
    item = run.items.first()
    other = IssueRun.objects.create(
        scheme=run.scheme, season=run.season, title="Lain", issued_on=run.issued_on, created_by=house.organiser
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueItem.objects.create(run=other, nomination=item.nomination, kind=item.kind)
    cancel_run(actor=house.organiser, run=run)
    assert house.draft(decided=False).items.count() == 6


@pytest.mark.parametrize("name", ["Budi 王", "Siti 😀", "سلام"])
def test_a_name_that_no_certificate_could_print_is_refused_when_it_is_given(house, name):
    """Accepted by somebody in a hurry, it would stop the whole run."""
    with pytest.raises(Unusable) as caught:
        answer_name(actor=None, nomination=house.nominations[0], name=name, via="link")
    assert "huruf Latin" in caught.value.messages[0]
    assert answer_name(actor=None, nomination=house.nominations[0], name="Dr. Ma’mun Çelik–Ñ, S.E.", via="link")


def test_unconfirmed_names_need_a_reason_or_leave_the_list(house):
    run = house.draft(kinds=["competence"])
    set_terms(actor=house.organiser, run=run, terms=house.terms(unconfirmed_reason=""))
    with pytest.raises(Unusable) as refusal:
        submit_run(actor=house.organiser, run=run)
    assert list(refusal.value.message_dict) == ["unconfirmed_reason"]
    answer_name(actor=None, nomination=house.nominations[0], name=house.nominations[0].person.full_name, via="link")
    confirmed = run.items.get(nomination=house.nominations[0])
    choose_items(actor=house.organiser, run=run, included={confirmed.pk})
    assert submit_run(actor=house.organiser, run=run).state == IssueRun.State.AWAITING
    assert run.items.filter(state="left-out").count() == 2


@pytest.mark.requirement("PAND-096")
def test_an_accepted_proposal_is_what_is_printed(house):
    one = house.nominations[0]
    answer = answer_name(actor=None, nomination=one, name="Drs. Nama Baru, M.Si.", via="link")
    assert answer.state == "proposed"
    with pytest.raises(Refused):
        settle_name(actor=account(Role.AGENCY_HR, agency=house.bkn), answer=answer, accept=True)
    settle_name(actor=account(Role.AGENCY_HR, agency=house.agency), answer=answer, accept=True)
    run = house.draft(kinds=["competence"])
    assert run.items.get(nomination=one).printed["name"] == "Drs. Nama Baru, M.Si."


def test_nobody_accepts_the_own_proposal(house):
    one = house.nominations[0]
    own = account(Role.AGENCY_HR, agency=house.agency, person=one.person)
    answer = answer_name(actor=own, nomination=one, name="Prof. Saya")
    with pytest.raises(Refused):
        settle_name(actor=own, answer=answer, accept=True)


@pytest.mark.requirement("PAND-154")
def test_a_unit_without_code_blocks_the_certificate(house):
    QualificationUnit.objects.filter(pk=units("pengawas")[0].pk).update(code="")
    run = house.draft(kinds=["competence"])
    assert {tuple(item.problems) for item in run.items.all()} == {("name-unconfirmed", "unit-without-code")}
    with pytest.raises(Unusable, match="Daftar kosong"):
        submit_run(actor=house.organiser, run=run)


def test_example_codes_print_only_in_the_demo(house):
    QualificationUnit.objects.update(is_example=True)
    run = house.draft(kinds=["competence"])
    assert set(run.items.values_list("state", flat=True)) == {"left-out"}
    house.season.is_demo = True
    house.season.save()
    set_terms(actor=house.organiser, run=run, terms=house.terms())
    assert all("unit-code-example" not in item.problems for item in run.items.all())


@pytest.mark.requirement("PAND-102", "PAND-104")
def test_the_run_waits_for_both_signatories_with_their_nip(house):
    run = house.draft()
    set_terms(actor=house.organiser, run=run, terms=house.terms(centre=None))
    with pytest.raises(Unusable, match="belum ada pejabat"):
        submit_run(actor=house.organiser, run=run)
    Identity.objects.filter(person=house.head_person).delete()
    set_terms(actor=house.organiser, run=run, terms=house.terms())
    with pytest.raises(Unusable, match="belum ber-NIP"):
        submit_run(actor=house.organiser, run=run)


@pytest.mark.parametrize(
    ("day", "words"), [(date(2019, 1, 1), "Daftar kosong"), (date(2999, 1, 1), "masa depan"), (date(2019, 5, 7), None)]
)
def test_the_date_lies_between_the_test_and_today(house, day, words):
    run = house.draft()
    set_terms(actor=house.organiser, run=run, terms=house.terms(issued_on=day))
    if words is None:
        choose_items(actor=house.organiser, run=run, included=set(run.items.values_list("pk", flat=True)))
        assert submit_run(actor=house.organiser, run=run).state == IssueRun.State.AWAITING
    else:
        with pytest.raises(Unusable, match=words):
            submit_run(actor=house.organiser, run=run)


def test_a_training_certificate_needs_the_centre_alone(house):
    run = house.submitted(kinds=["attendance"])
    assert run.slots == [Slot.CENTRE]
    assert house.approve(run).state == IssueRun.State.ISSUING


def test_both_approve_and_the_last_one_starts_the_issue(house):
    run = house.submitted()
    assert OutgoingMail.objects.filter(template="certification/mail/approval").count() == 2
    assert approve(house, run).state == IssueRun.State.AWAITING
    assert approve(house, run, Slot.CENTRE).state == IssueRun.State.ISSUING
    assert Event.objects.filter(name="certification.run.approved").count() == 2


def test_only_the_very_person_approves(house):
    run = house.submitted()
    for actor in (house.organiser, house.centre_account, account(Role.SIGNATORY, person=person("Orang lain"))):
        with pytest.raises(Refused):
            approve(house, run, actor=actor)
    retired = account(person=None)
    with pytest.raises(Refused):
        approve(house, run, actor=retired)


@pytest.mark.parametrize(("minutes", "fits"), [(0, True), (4.9, True), (5.1, False), (-1, False)])
def test_the_second_factor_is_fresh(house, minutes, fits):
    run = house.submitted()
    at = timezone.now() - timedelta(minutes=minutes)
    if fits:
        approve(house, run, second_factor_at=at)
    else:
        with pytest.raises(Unusable, match="faktor kedua"):
            approve(house, run, second_factor_at=at)
    with pytest.raises(Unusable, match="faktor kedua"):
        approve(house, run, Slot.CENTRE, second_factor_at=None)


def test_a_changed_list_voids_what_was_approved(house):
    run = approve(house, house.submitted())
    seen = run.list_digest
    reopen_run(actor=house.organiser, run=run)
    choose_items(actor=house.organiser, run=run, included=set(run.items.values_list("pk", flat=True)[:2]))
    run = submit_run(actor=house.organiser, run=run)
    with pytest.raises(Unusable, match="berubah sejak Anda membukanya"):
        approve(house, run, Slot.CENTRE, list_digest=seen)
    assert approve(house, run, Slot.CENTRE).state == IssueRun.State.AWAITING
    assert approve(house, run).state == IssueRun.State.ISSUING


def test_a_submitted_list_does_not_change_under_the_signatories(house):
    run = house.submitted()
    with pytest.raises(Unusable, match="tarik kembali"):
        choose_items(actor=house.organiser, run=run, included=set())
    item = run.items.first()
    item.printed["name"] = "Orang Lain"
    item.save()
    with pytest.raises(Unusable, match="berubah"):
        approve(house, run)


def test_a_verdict_changed_after_submission_is_noticed_at_approval(house):
    run = house.submitted()
    decide(house.examiner, house.nominations[:1], 3)
    with pytest.raises(Unusable, match="berubah sesudah daftar diajukan"):
        approve(house, run)


def test_a_declined_list_says_why(house):
    run = house.submitted()
    with pytest.raises(Refused):
        decline_run(actor=house.organiser, run=run, slot=Slot.HEAD, reason="tidak")
    run = decline_run(actor=house.head_account, run=run, slot=Slot.HEAD, reason="Gelar keliru")
    assert run.state == IssueRun.State.STOPPED
    assert "Gelar keliru" in run.stop_reason
    assert issue_run(run.pk) == 0


def test_only_the_organiser_of_the_season_draws_up_lists(house):
    decide(house.examiner, house.nominations)
    for actor in (house.examiner, house.head_account, account(Role.SUPERVISOR), account(Role.SYSTEM_ADMIN)):
        with pytest.raises(Refused):
            draft_run(actor=actor, season=house.season, batches=[house.batch], terms=house.terms())
    scoped = account(Role.ORGANISER, season=house.season)
    assert draft_run(actor=scoped, season=house.season, batches=[house.batch], terms=house.terms()).items.count() == 6


def test_drawing_up_costs_the_same_for_three_as_for_thirty(house, queries):
    decide(house.examiner, house.nominations)
    few = queries(lambda: house.draft(decided=False))
    cancel_run(actor=house.organiser, run=IssueRun.objects.get())
    more = [nomination(house.batch, agency_=house.agency) for _ in range(27)]
    decide(house.examiner, more)
    assert queries(lambda: house.draft(decided=False)) <= few
    assert IssueRun.objects.first().items.count() == 60
