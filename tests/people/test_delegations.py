"""Pelimpahan penandatanganan: Permendagri 11/2018 Pasal 8 ayat (7)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.people import selectors
from mumpuni.people import services as people
from mumpuni.people.models import Delegation, OfficeKind
from mumpuni.regulations.catalogue import catalogue
from tests.people import factories

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P11-18-027")]
FIRST, LAST = date(2026, 3, 2), date(2026, 6, 30)


@pytest.fixture
def office():
    return factories.unit_head()


@pytest.fixture
def organiser():
    return factories.account("organiser")


def delegate(actor, office, **fields):
    given = {
        "person": factories.person(),
        "own_title": "Kepala Bidang Sertifikasi",
        "letter_number": "800/12/BPSDM",
        "letter_date": date(2026, 3, 1),
        "scope": ["skk-mutasi"],
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return people.delegate_signing(actor=actor, office=office, **{**given, **fields})


def test_the_kinds_of_offices_are_those_of_the_article():
    words = {entry.code: entry for entry in catalogue("permendagri-11-2018/signing-offices").entries}
    assert set(OfficeKind.values) - {"other"} == set(words) - {"delegate"}


@pytest.mark.parametrize(
    ("day", "signs"),
    [(date(2026, 3, 1), False), (FIRST, True), (LAST, True), (date(2026, 7, 1), False)],
)
def test_a_letter_has_its_first_and_last_day(organiser, office, day, signs):
    letter = delegate(organiser, office)
    assert selectors.signatories_on(office, day, "skk-mutasi") == ([letter] if signs else [])
    assert letter.covers(day, "skk-mutasi") == signs


@pytest.mark.parametrize(
    ("scope", "scheme", "signs"),
    [(["skk-mutasi"], "skk-mutasi", True), (["skk-mutasi"], "skk-arsip", False), (["semua"], "skk-arsip", True)],
)
def test_a_letter_has_its_scope(organiser, office, scope, scheme, signs):
    letter = delegate(organiser, office, scope=scope)
    assert selectors.delegates_on(office.code, FIRST, scheme) == ([letter] if signs else [])
    assert letter.covers(FIRST, scheme) == signs


def test_the_holder_comes_before_the_delegates(organiser, office):
    head = factories.holder(office, factories.person())
    one, other = delegate(organiser, office), delegate(organiser, office, letter_number="800/13/BPSDM")
    assert selectors.signatories_on(office, FIRST, "skk-mutasi") == [head, one, other]


def test_a_delegation_ended_early_holds_until_its_new_last_day(organiser, office):
    letter = delegate(organiser, office)
    ended = people.end_delegation(actor=organiser, delegation=letter, ends_on=date(2026, 4, 1), reason="mutasi")
    assert (ended.covers(date(2026, 4, 1), "skk-mutasi"), ended.covers(date(2026, 4, 2), "skk-mutasi")) == (True, False)
    assert ended.end_reason == "mutasi"
    event = Event.objects.latest("pk")
    assert (event.name, event.data["reason"]) == ("people.office.delegation_ended", "mutasi")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"reason": " "}, "reason"),
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"ends_on": date(2026, 7, 1)}, "ends_on"),
    ],
)
def test_an_early_end_needs_a_reason_and_a_day_within_the_letter(organiser, office, fields, wrong):
    letter = delegate(organiser, office)
    given = {"ends_on": date(2026, 4, 1), "reason": "mutasi", **fields}
    with pytest.raises(Unusable) as refused:
        people.end_delegation(actor=organiser, delegation=letter, **given)
    assert list(refused.value.message_dict) == [wrong]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"own_title": " "}, "own_title"),
        ({"letter_number": " "}, "letter_number"),
        ({"letter_date": date(2026, 3, 3)}, "starts_on"),
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"scope": [" "]}, "scope"),
        ({"scope": ["semua", "skk-mutasi"]}, "scope"),
        ({"scope": ["dua kata"]}, "scope"),
    ],
)
def test_what_a_letter_needs(organiser, office, fields, wrong):
    with pytest.raises(Unusable) as refused:
        delegate(organiser, office, **fields)
    assert list(refused.value.message_dict) == [wrong]
    assert not Delegation.objects.exists()


def test_one_letter_at_a_time_for_the_same_official(organiser, office):
    first = delegate(organiser, office)
    with pytest.raises(Unusable, match="sudah menerima pelimpahan"):
        delegate(organiser, office, person=first.person, starts_on=LAST, ends_on=None)
    delegate(organiser, office, person=first.person, starts_on=date(2026, 7, 1), ends_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.delegation(office, first.person)


@pytest.mark.parametrize("kind", ["kepala-bpsdm", "other"])
def test_only_a_unit_head_delegates(organiser, office, kind):
    people.set_office_kind(actor=organiser, office=office, kind=kind)
    office.refresh_from_db()
    with pytest.raises(Unusable, match="hanya dicatat untuk pimpinan unit kerja"):
        delegate(organiser, office)


def test_an_office_that_delegates_stays_a_unit_head(organiser, office):
    delegate(organiser, office, ends_on=None)
    with pytest.raises(Unusable, match="akhiri pelimpahannya"):
        people.set_office_kind(actor=organiser, office=office, kind="other")


@pytest.mark.parametrize("role", ["supervisor", "signatory", "auditor", "participant", "examiner", "bpsdm"])
def test_only_those_who_keep_offices_record_letters(role, organiser, office):
    actor = factories.account(role)
    letter = delegate(organiser, office)
    with pytest.raises(Refused):
        delegate(actor, office)
    with pytest.raises(Refused):
        people.end_delegation(actor=actor, delegation=letter, ends_on=LAST, reason="x")
    with pytest.raises(Refused):
        people.set_office_kind(actor=actor, office=office, kind="other")


def test_a_letter_is_recorded_and_ended_on_the_page_of_the_office(client, organiser, office):
    client.force_login(organiser)
    number = "198005052005011001"
    who = factories.person("Dewi Lestari", number=number)
    sent = {
        "nip": number,
        "own_title": "Kepala Bidang Sertifikasi",
        "letter_number": "800/12/BPSDM",
        "letter_date": "2026-03-01",
        "scope": "skk-mutasi, skk-arsip",
        "starts_on": "2026-03-02",
        "ends_on": "",
    }
    address = reverse("people:delegation_add", args=[office.pk])
    refused = client.post(address, {**sent, "scope": ""})
    assert "800/12/BPSDM" in refused.content.decode()
    client.post(address, sent)
    letter = Delegation.objects.get()
    assert (letter.person, letter.scope) == (who, ["skk-arsip", "skk-mutasi"])
    page = client.get(reverse("people:office", args=[office.pk])).content.decode()
    assert "Dewi Lestari" in page
    assert "skk-arsip, skk-mutasi" in page
    ending = {"ends_on": "2026-04-01", "reason": "mutasi"}
    client.post(reverse("people:delegation_end", args=[office.pk, letter.pk]), ending)
    assert "Diakhiri: mutasi" in client.get(reverse("people:office", args=[office.pk])).content.decode()


def test_the_page_costs_the_same_for_one_letter_as_for_ten(client, organiser, office, queries):
    client.force_login(organiser)
    address = reverse("people:office", args=[office.pk])
    delegate(organiser, office)
    client.get(address)
    one = queries(lambda: client.get(address))
    for _ in range(9):
        delegate(organiser, office)
    assert queries(lambda: client.get(address)) == one
