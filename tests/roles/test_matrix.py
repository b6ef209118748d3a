"""Every address x every role: what each is answered stands in matrix.txt, and nothing is left out."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.certification.models import Certificate, IssueRun, NameConfirmation, Scheme
from mumpuni.config.demo import signins
from mumpuni.exchange.models import ImportBatch, OutgoingMail, Progress
from mumpuni.people.models import Account, AgencyAlias, Office, Person, RoleGrant
from mumpuni.standards.models import QualificationUnit

MATRIX = Path(__file__).with_name("matrix.txt")
WHO = [
    "stranger",
    "admin",
    "organiser",
    "hr",
    "other-hr",
    "participant",
    "examiner",
    "signatory",
    "supervisor",
    "auditor",
    "bpsdm",
    "drafter",
    "verifier",
]


def _rows() -> dict[tuple[str, str], list[str]]:
    lines = [line.split() for line in MATRIX.read_text().splitlines() if line and not line.startswith("#")]
    return {(words[0], words[1]): words[2:] for words in lines}


def _names(node: Any = None, space: str = "") -> set[str]:
    found: set[str] = set()
    for entry in (node or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found |= _names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            found.add(f"{space}{entry.name}")
    return found


@pytest.fixture(scope="module")
def world(season: Path) -> dict[str, Any]:
    """One object of each kind, all of the one participant and that participant's agency."""
    certificate = Certificate.objects.filter(person__account__isnull=False).order_by("pk").first()
    agency, person = certificate.agency, certificate.person
    hr = Account.objects.get(grants__role="agency-hr", grants__agency=agency)
    other = Account.objects.filter(grants__role="agency-hr").exclude(pk=hr.pk).order_by("pk").first()
    run = IssueRun.objects.get()
    office = Office.objects.get(code="kepala-bkn")
    by_email = {each.email: each for each in Account.objects.all()}
    return {
        "accounts": {
            "stranger": None,
            "admin": by_email[signins.ADMIN.email],
            "organiser": by_email[signins.ORGANISER.email],
            "hr": hr,
            "other-hr": other,
            "participant": person.account,
            "examiner": by_email[signins.EXAMINER.email],
            "signatory": by_email[signins.HEAD.email],
            "supervisor": by_email[signins.SUPERVISOR.email],
            "auditor": by_email[signins.AUDITOR.email],
            "bpsdm": by_email[signins.BPSDM.email],
            "drafter": by_email[signins.DRAFTER.email],
            "verifier": by_email[signins.VERIFIER.email],
        },
        "agency": agency.pk,
        "alias": AgencyAlias.objects.filter(agency=agency).first().pk,
        "unit_of_agency": agency.units.first().pk,
        "account": hr.pk,
        "grant": RoleGrant.objects.get(account=hr).pk,
        "person": person.pk,
        "another": Person.objects.exclude(pk=person.pk).order_by("pk").first().pk,
        "office": office.pk,
        "holder": office.holders.get().pk,
        "event": Event.objects.filter(agency_id=agency.pk).first().pk,
        "decision": StoredDecision.objects.filter(subject_type="training.nomination").first().pk,
        "import": ImportBatch.objects.filter(actor_id=hr.pk).first().pk,
        "progress": (Progress.objects.filter(actor_id=hr.pk).first() or Progress(pk=uuid4())).pk,
        "mail": OutgoingMail.objects.first().pk,
        "nomination": certificate.nomination_id,
        "batch": certificate.nomination.batch_id,
        "season": certificate.nomination.season_id,
        "unit": QualificationUnit.objects.filter(qualification=certificate.qualification).first().pk,
        "answer": NameConfirmation.objects.first().pk,
        "run": run.pk,
        "certificate": certificate.pk,
        "code": certificate.document.code,
        "scheme": Scheme.objects.first().pk,
    }


#: Which object an address speaks of; those named after `pk` differ by the app that answers.
_PK = {
    "audit:event": "event",
    "audit:decision": "decision",
    "people:merge_undo": "another",
    "people:end_session": "account",
    "training:season": "season",
    "training:batch": "batch",
    "training:nominations_act": "batch",
    "training:nomination": "nomination",
    "certification:name_settle": "answer",
    "certification:own_name": "nomination",
    "certification:participant": "nomination",
    "certification:verdict_correct": "nomination",
    "certification:results": "batch",
    "certification:names_ask": "batch",
    "certification:run": "run",
    "certification:approv": "run",
    "certification:decline": "run",
    "certification:scheme": "scheme",
    "certification:": "certificate",
    "people:agency": "agency",
    "people:spelling": "agency",
    "people:unit": "agency",
    "people:position": "agency",
    "people:account": "account",
    "people:invite": "account",
    "people:grant": "account",
    "people:end_role": "account",
    "people:deactivate": "account",
    "people:reactivate": "account",
    "people:reset": "account",
    "people:office": "office",
    "people:holder": "office",
    "people:": "person",
    "mfa_": "account",
}
_OTHERS = {
    "batch_id": "import",
    "progress_id": "progress",
    "mail_id": "mail",
    "alias": "alias",
    "grant": "grant",
    "holder": "holder",
    "kept": "person",
    "gone": "another",
    "one": "person",
    "other": "another",
    "code": "code",
}
_FIXED = {
    "number": 2,
    "kind": "training.nomination",
    "slug": "penyelenggara",
    "slot": "kepala-bkn",
    "token": "bukan-tautan-kami",
    "uidb36": "1",
    "key": "bukan-kunci",
    "regulation": "panduan-2019",
    "name": "batch-level",
    "catalogue": "units-pengawas",
}


def _address(name: str, world: dict[str, Any]) -> str:
    wanted = set(re.findall(r"%\((\w+)\)s", _pattern(name)))
    given: dict[str, Any] = {}
    for word in wanted:
        if word == "pk":
            given[word] = world[next(key for start, key in _PK.items() if name.startswith(start))]
        elif word == "unit":
            given[word] = world["unit_of_agency" if name.startswith("people:") else "unit"]
        elif word in _OTHERS:
            given[word] = world[_OTHERS[word]]
        else:
            given[word] = _FIXED[word]
    address = reverse(name, kwargs=given)
    return (
        address + f"?musim={world['season']}&instansi={world['agency']}" if name == "exchange:import_new" else address
    )


def _pattern(name: str) -> str:
    space, _, last = name.rpartition(":")
    node: Any = get_resolver()
    if space:
        node = node.namespace_dict[space][1]
    return next(form for possibility in node.reverse_dict.getlist(last) for form, _words in possibility[0])


def _answer(client: Client, method: str, address: str) -> str:
    response = getattr(client, method.lower())(address)
    if response.status_code == 302:
        target = response["Location"]
        if target.startswith(reverse("account_login")):
            return "login"
        return "second-factor" if "/faktor-kedua/" in target and "/akun/" in target else "302"
    return str(response.status_code)


def test_no_address_is_missing_from_the_matrix():
    assert {name for name, _method in _rows()} == _names()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.django_db
def test_each_door_answers_each_role_as_written(world, who, client):
    account = world["accounts"][who]
    wrong = []
    for (name, method), answers in _rows().items():
        cache.clear()
        client.cookies.clear()
        before = transaction.savepoint()
        if account:
            client.force_login(account)
        found = _answer(client, method, _address(name, world))
        transaction.savepoint_rollback(before)
        expected = answers[WHO.index(who)]
        if found != expected:
            wrong.append(f"{name} {method}: {found}, written down is {expected}")
    assert wrong == []
