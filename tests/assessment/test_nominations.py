"""From the agency's own selection to the PPK's designation, and who may be scheduled (Perka BKN 11/2008 III.1)."""

from datetime import date

import pytest
from django.utils import timezone

from mumpuni.assessment.models import Candidate, Event, Request
from mumpuni.assessment.selectors import nominations as selectors
from mumpuni.assessment.selectors import requests
from mumpuni.assessment.services import nominations as services
from mumpuni.assessment.services.intake import take_in
from mumpuni.assessment.services.requests import send_request, withdraw_request
from mumpuni.assessment.services.targets import withdraw_candidate
from mumpuni.audit.models import StoredDecision
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
PASSED = ("passed", "passed")


@pytest.fixture(autouse=True)
def _in_2008(settings):
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2030, 1, 1)}


@pytest.fixture
def asked():
    """A draft of five candidates of whom nothing is known yet."""
    made = make.request(make.provider(), edition="bkn-11-2008", state="draft", people_count=5)
    nothing = {"administrative": "missing", "substance": "missing", "submitted_at": None, "designated": None}
    made.candidates.update(**nothing, designated_at=None, designation_number="")
    return made


@pytest.fixture
def hr(asked):
    return people.account("agency-hr", agency=asked.agency)


@pytest.fixture
def ppk(asked):
    return people.account("ppk", agency=asked.agency)


def enter(hr, asked, *results):
    """Results for the candidates in their order; the rest passed."""
    everyone = list(asked.candidates.all())
    given = [*results, *[PASSED] * (len(everyone) - len(results))]
    services.record_selection(
        actor=hr, request=asked, results={who.pk: one for who, one in zip(everyone, given, strict=True)}
    )
    return list(asked.candidates.all())


def names(rows):
    return [each.person.name for each in rows]


@pytest.mark.requirement("B11-08-051")
def test_the_agency_concerned_enters_its_own_results_and_nobody_elses(asked, hr):
    who = asked.candidates.first()
    services.record_selection(actor=hr, request=asked, results={who.pk: PASSED})
    who.refresh_from_db()
    assert (who.administrative, who.substance) == PASSED
    foreign = people.account("agency-hr", agency=people.agency())
    for other in (foreign, make.staff(asked.provider), people.account("ppk", agency=asked.agency)):
        with pytest.raises(Refused):
            services.record_selection(actor=other, request=asked, results={who.pk: ("failed", "failed")})
    elsewhere = make.request(asked.provider, edition="bkn-11-2008", state="draft", people_count=1)
    with pytest.raises(Unusable, match="tidak termasuk permintaan ini"):
        services.record_selection(actor=hr, request=asked, results={elsewhere.candidates.get().pk: PASSED})


@pytest.mark.requirement("B11-08-052")
def test_the_personnel_official_submits_five_who_passed_and_the_ppk_sees_five(asked, hr, ppk):
    services.submit_names(actor=hr, request=asked, candidates=enter(hr, asked))
    assert len(selectors.awaiting_designation(ppk)) == 5
    assert not selectors.awaiting_designation(people.account("ppk", agency=people.agency())).exists()
    assert OutgoingMail.objects.get(template="assessment/mail/names_submitted").to == ppk.email


@pytest.mark.requirement("B11-08-052")
@pytest.mark.parametrize(
    ("result", "codes"),
    [
        (("failed", "passed"), {"administrative-selection"}),
        (("passed", "failed"), {"substance-test"}),
        (("passed", "missing"), {"substance-test"}),
        (("failed", "failed"), {"administrative-selection", "substance-test"}),
    ],
)
def test_a_name_that_did_not_pass_is_refused_and_nothing_is_submitted(asked, hr, ppk, result, codes):
    everyone = enter(hr, asked, result)
    with pytest.raises(RuleBroken) as refused:
        services.submit_names(actor=hr, request=asked, candidates=everyone)
    assert refused.value.about == everyone[0].person.full_name
    assert {found.code for found in refused.value.decision.findings} - {"not-designated"} == codes
    assert not selectors.awaiting_designation(ppk).exists()


@pytest.mark.requirement("B11-08-053")
def test_exactly_those_whom_the_ppk_designated_may_be_scheduled(asked, hr, ppk):
    everyone = services.submit_names(actor=hr, request=asked, candidates=enter(hr, asked))
    services.designate(actor=ppk, candidates=everyone[:4], number="821/17/PPK")
    services.decline_names(actor=ppk, candidates=everyone[4:], reason="Menjelang pensiun")
    allowed = list(selectors.schedulable(asked))
    assert names(allowed) == names(everyone[:4])
    make.standards()
    event = make.event(make.request(asked.provider, at=asked.agency, edition="bkn-11-2008"))
    Event.objects.filter(pk=event.pk).update(request=asked)
    event, staff = Event.objects.get(pk=event.pk), make.staff(asked.provider)
    fifth = Candidate.objects.get(pk=everyone[4].pk)
    with pytest.raises(Unusable, match=f"{fifth.person.full_name} belum ditetapkan PPK"):
        take_in(actor=staff, event=event, candidates=[*allowed, fifth])
    assert len(take_in(actor=staff, event=event, candidates=allowed)) == 4
    kept = StoredDecision.objects.filter(rule="bkn-11-2008/nomination", outcome="compliant")
    assert {each.subject_id for each in kept} == {str(each.pk) for each in everyone[:4]}


def test_nobody_but_the_ppk_of_that_agency_designates(asked, hr, ppk):
    everyone = services.submit_names(actor=hr, request=asked, candidates=enter(hr, asked))
    for other in (hr, people.account("ppk", agency=people.agency()), make.staff(asked.provider)):
        with pytest.raises(Refused):
            services.designate(actor=other, candidates=everyone, number="1")
        with pytest.raises(Refused):
            services.decline_names(actor=other, candidates=everyone, reason="x")
    foreign = make.request(asked.provider, edition="bkn-11-2008", state="draft", people_count=1).candidates.get()
    with pytest.raises(Refused):
        services.designate(actor=ppk, candidates=[*everyone, foreign], number="1")


def test_number_reason_and_names_are_asked_for(asked, hr, ppk):
    everyone = services.submit_names(actor=hr, request=asked, candidates=enter(hr, asked))
    with pytest.raises(Unusable, match="nomor penetapan"):
        services.designate(actor=ppk, candidates=everyone, number=" ")
    with pytest.raises(Unusable, match="alasannya"):
        services.decline_names(actor=ppk, candidates=everyone, reason="")
    for act in (
        lambda: services.designate(actor=ppk, candidates=[], number="1"),
        lambda: services.submit_names(actor=hr, request=asked, candidates=[]),
    ):
        with pytest.raises(Unusable, match="paling sedikit satu nama"):
            act()


def test_a_name_is_decided_once(asked, hr, ppk):
    everyone = services.submit_names(actor=hr, request=asked, candidates=enter(hr, asked))
    services.designate(actor=ppk, candidates=everyone[:1], number="1")
    with pytest.raises(Unusable, match=f"Tidak menunggu penetapan lagi: {everyone[0].person.full_name}"):
        services.decline_names(actor=ppk, candidates=everyone, reason="Keliru")
    with pytest.raises(Unusable, match="Sudah diajukan"):
        services.submit_names(actor=hr, request=asked, candidates=everyone[:1])
    with pytest.raises(Unusable, match="hasil seleksinya tidak berubah lagi"):
        services.record_selection(actor=hr, request=asked, results={everyone[0].pk: ("failed", "failed")})


def test_a_name_that_was_not_submitted_or_was_withdrawn_is_not_designated(asked, hr, ppk):
    everyone = enter(hr, asked)
    with pytest.raises(Unusable, match="Tidak menunggu penetapan lagi"):
        services.designate(actor=ppk, candidates=everyone, number="1")
    services.submit_names(actor=hr, request=asked, candidates=everyone)
    withdraw_candidate(actor=hr, request=asked, candidate=everyone[0], reason="Mundur")
    assert len(selectors.awaiting_designation(ppk)) == 4
    with pytest.raises(Unusable, match="Tidak menunggu penetapan lagi"):
        services.designate(actor=ppk, candidates=everyone, number="1")
    withdraw_request(actor=hr, request=asked, reason="Anggaran")
    assert not selectors.awaiting_designation(ppk).exists()


@pytest.mark.requirement("B11-08-054")
def test_names_are_handed_over_only_after_the_designation(asked, hr, ppk):
    make.standards()
    staff = make.staff(asked.provider)

    def send():
        held = Request.objects.get(pk=asked.pk)
        return send_request(actor=hr, request=held, revision=held.revision)

    open_stages = []
    everyone: list[Candidate] = []
    for act in (
        lambda: None,
        lambda: everyone.extend(enter(hr, asked, ("passed", "failed"))),
        lambda: services.submit_names(actor=hr, request=asked, candidates=everyone[1:]),
        lambda: services.designate(actor=ppk, candidates=everyone[1:4], number="1"),
    ):
        act()
        with pytest.raises(RuleBroken) as refused:
            send()
        open_stages += [found.details["open"] for found in refused.value.decision.findings]
    assert open_stages == ["seleksi", "pengajuan", "penetapan", "penetapan"]
    services.decline_names(actor=ppk, candidates=everyone[4:], reason="Menjelang pensiun")
    send()
    here = requests.request(staff, asked.pk)
    assert names(requests.candidates(staff, here)) == names(everyone[1:4])
    assert len(requests.candidates(hr, here)) == 5


def test_under_2019_everybody_not_withdrawn_may_be_scheduled_and_nothing_is_nominated(asked):
    made = make.request(asked.provider, at=asked.agency, people_count=3, state="draft")
    gone = made.candidates.first()
    gone.withdrawn_at, gone.withdrawal_reason = timezone.now(), "Mundur"
    gone.save()
    assert len(selectors.schedulable(made)) == 2
    hr = people.account("agency-hr", agency=asked.agency)
    with pytest.raises(Unusable, match="hanya diatur Perka BKN 11/2008"):
        services.submit_names(actor=hr, request=made, candidates=made.candidates.all())


def test_two_who_enter_results_at_once_the_second_is_told(asked, hr):
    services.record_selection(actor=hr, request=asked, revision=asked.revision, results={})
    with pytest.raises(Unusable, match="Orang lain mengubah"):
        services.record_selection(actor=hr, request=asked, revision=asked.revision, results={})
