"""A locked round becomes a result, and a later one replaces it (Pasal 26)."""

from decimal import Decimal

import pytest

from mumpuni.assessment.models import Meeting, Result
from mumpuni.assessment.services import results
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import RuleBroken
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db


def test_the_result_is_what_the_rule_says_and_names_its_decision():
    event = stages.running()
    result = stages.decided(stages.first(event), level=3)
    assert (result.percentage, result.category) == (Decimal("100.00"), "memenuhi-syarat")
    kept = StoredDecision.objects.get(pk=result.decision_id)
    assert (kept.rule, kept.outcome) == ("bkn-26-2019/job-person-match", "memenuhi-syarat")


def test_a_competency_without_agreement_gives_no_result():
    event = stages.running()
    meeting = stages.meeting(stages.first(event))
    meeting.agreements.first().delete()
    with pytest.raises(RuleBroken):
        results.decide(actor=people.account("assessor"), meeting=meeting)
    assert not Result.objects.exists()


def test_a_later_round_replaces_the_result_and_the_old_one_stays():
    event = stages.running()
    old = stages.decided(stages.first(event), level=3)
    meeting = Meeting.objects.get()
    for each in meeting.agreements.all():
        each.pk, each.round, each.level = None, 2, Decimal(2)
        each.save()
    meeting.round = 2
    meeting.save()
    new = results.decide(actor=people.account("assessor"), meeting=meeting)
    old.refresh_from_db()
    assert old.replaced_by == new
    assert (old.percentage, new.category) == (Decimal("100.00"), "kurang-memenuhi-syarat")
    assert StoredDecision.objects.get(pk=new.decision_id).supersedes == old.decision_id
