"""Who signs for an office on which day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.people import selectors
from mumpuni.people import services as people
from mumpuni.people.models import OfficeHolder
from tests.people import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def office():
    return factories.office()


@pytest.mark.parametrize(
    ("capacities", "signs"),
    [
        ([], None),
        (["definitif"], "definitif"),
        (["definitif", "plt"], "plt"),
        (["definitif", "plt", "plh"], "plh"),
        (["definitif", "plh"], "plh"),
        (["definitif", "an"], "definitif"),
        (["an"], None),
    ],
)
def test_precedence(office, capacities, signs):
    for capacity in capacities:
        factories.holder(office, factories.person(capacity), capacity=capacity, own_title="Deputi")
    found = selectors.signatory_on(office, DAY)
    assert (found.capacity if found else None) == signs
    assert selectors.signatory_on("kepala-bkn", DAY) == found


def test_on_behalf_only_when_chosen(office):
    factories.holder(office, factories.person())
    deputy = factories.holder(office, factories.person(), capacity="an", own_title="Deputi Bidang Pembinaan")
    assert selectors.signatory_on(office, DAY, on_behalf=True) == deputy
    assert deputy.printed_lines == ["a.n. Kepala Badan Kepegawaian Negara", "Deputi Bidang Pembinaan"]


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 31), True), (date(2026, 4, 1), False)],
)
def test_a_period_has_its_first_and_last_day(office, day, found):
    factories.holder(office, factories.person(), capacity="plh", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    assert bool(selectors.signatory_on(office, day)) == found


@pytest.mark.parametrize(
    ("capacity", "lines"), [("definitif", "Kepala"), ("plt", "Plt. Kepala"), ("plh", "Plh. Kepala")]
)
def test_what_is_printed(office, capacity, lines):
    assert factories.holder(office, factories.person(), capacity=capacity).printed_lines == [
        lines,
        "Badan Kepegawaian Negara",
    ]


def appoint(actor, office, **fields):
    given = {
        "person": factories.person(),
        "decree_number": "Kep. 2",
        "decree_date": date(2026, 1, 1),
        "starts_on": date(2026, 3, 1),
    }
    return people.appoint_holder(actor=actor, office=office, **{**given, **fields})


def test_two_of_one_capacity_cannot_overlap(organiser, office):
    appoint(organiser, office, ends_on=date(2026, 3, 31))
    with pytest.raises(Unusable, match="kedudukan yang sama"):
        appoint(organiser, office, starts_on=date(2026, 3, 31))
    appoint(organiser, office, starts_on=date(2026, 4, 1))
    appoint(organiser, office, capacity="plt")
    assert OfficeHolder.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.holder(office, factories.person(), starts_on=date(2026, 3, 15))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"capacity": "an"}, "own_title"),
        ({"ends_on": date(2026, 2, 1)}, "ends_on"),
        ({"decree_number": "  "}, "decree_number"),
    ],
)
def test_what_a_holder_needs(organiser, office, fields, wrong):
    with pytest.raises(Unusable) as refused:
        appoint(organiser, office, **fields)
    assert list(refused.value.message_dict) == [wrong]


def test_a_period_is_ended_with_a_reason(organiser, office):
    holder = appoint(organiser, office)
    people.end_holder(actor=organiser, holder=holder, ends_on=date(2026, 5, 31), reason="pensiun")
    assert selectors.signatory_on(office, date(2026, 6, 1)) is None
    assert Event.objects.latest("pk").data["reason"] == "pensiun"
    with pytest.raises(Unusable):
        people.end_holder(actor=organiser, holder=holder, ends_on=date(2026, 1, 31), reason="pensiun")


@pytest.mark.parametrize("role", ["supervisor", "signatory", "auditor", "participant", "examiner"])
def test_only_the_organiser_and_administrators_keep_offices(role, office):
    with pytest.raises(Refused):
        appoint(factories.account(role), office)


def test_who_looks_offices_up(office, administrator):
    assert list(selectors.offices(administrator)) == [office]
    assert list(selectors.offices(factories.account("participant"))) == []


def test_the_list_costs_the_same_for_one_office_as_for_ten(organiser, office, queries):
    assert organiser.current_grants
    one = queries(lambda: [each.holders_today for each in selectors.offices(organiser)])
    for number in range(10):
        factories.holder(factories.office(f"kantor-{number}"), factories.person())
    assert queries(lambda: [each.holders_today for each in selectors.offices(organiser)]) == one
