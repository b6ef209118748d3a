"""Every address x every role: what each is answered stands in matrix.txt, and nothing is left out."""

import re
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.certification.models import Certificate, IssueRun, NameConfirmation, Scheme
from mumpuni.config.demo import signins
from mumpuni.exchange.models import ImportBatch, OutgoingMail, Progress
from mumpuni.people import services as people
from mumpuni.people.models import Account, AgencyAlias, Office, Person, RoleGrant
from mumpuni.standards.models import (
    Attainment,
    Dictionary,
    EquivalenceTable,
    ImplementationGuide,
    LearningModule,
    QualificationUnit,
    StageRequirement,
    StandardVersion,
    WorkExperience,
)
from mumpuni.standards.services import development, dictionary, positions, remarks, stages, trees
from mumpuni.training.models import Curriculum
from mumpuni.ui import errors
from tests.roles import assessed

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
    "staff",
    "lead",
    "assessor",
    "ppk",
    "assessee",
    "client-hr",
]

#: For whom pages are drawn in every run too: between them they open nearly all.
DRAWN = {"organiser", "lead", "client-hr", "supervisor"}


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
            **assessed.visitors(by_email),
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
        **_delegation(by_email[signins.ADMIN.email], agency, person),
        **_standards(by_email, agency, person),
        **assessed.objects(by_email),
    }


def _delegation(admin: Account, agency: Any, person: Person) -> dict[str, Any]:
    unit_head = people.open_office(
        actor=admin, code="pimpinan-unit", title="Direktur", body="Direktorat Contoh", agency=agency, kind="unit-head"
    )
    letter = people.delegate_signing(
        actor=admin,
        office=unit_head,
        person=person,
        own_title="Kepala Bagian",
        letter_number="SURAT-1",
        letter_date=date(2026, 1, 5),
        scope=["manajemen-asn"],
        starts_on=date(2026, 1, 5),
    )
    return {"unit_head": unit_head.pk, "delegation": letter.pk}


def _standards(by_email: dict[str, Account], agency: Any, person: Person) -> dict[str, Any]:
    """Drafts, on which the drafter and the verifier of the demo work, so that the others meet closed doors."""
    bpsdm, organiser = by_email[signins.BPSDM.email], by_email[signins.ORGANISER.email]
    drafter = by_email[signins.DRAFTER.email]
    version = StandardVersion.objects.filter(published_at=None).order_by("pk").first()
    unit = version.units.order_by("pk").first()
    published = StandardVersion.objects.get(published_at__isnull=False)
    remark = remarks.comment(actor=drafter, version=version, text="Periksa lagi")
    other = remarks.add_counterpart(
        actor=drafter, version=version, unit=unit.identifier, scope="national", relation="isRelatedTo", title="SKKNI"
    )
    trees.save_text(
        actor=drafter, version=version, node=unit.identifier, field="summary", text="Inti", revision=unit.revision
    )
    paper = SimpleUploadedFile("keputusan.pdf", b"%PDF-1.4 contoh")
    output = stages.add_output(actor=bpsdm, subject=version, title="Keputusan tim", file=paper)
    derived = development.derive(actor=bpsdm, source=published, started_on=date(2026, 7, 1))
    paper.seek(0)
    derived_output = stages.add_output(actor=bpsdm, subject=derived, title="Keputusan tim", file=paper)
    edition = dictionary.draft_edition(
        actor=organiser,
        title="Kamus baru",
        regulation="Peraturan baru",
        in_force_from=date(2027, 1, 1),
        is_official=True,
    )
    position = person.appointments.filter(ends_on=None).get().position
    skj = positions.draft_standard(
        actor=organiser, position=position, regulation="Keputusan 2", in_force_from=date(2027, 1, 1)
    )
    return {
        "skk": version.standard_id,
        "version": version.pk,
        "node": unit.identifier,
        "comment": remark.pk,
        "counterpart": other.pk,
        "entry": version.history.first().pk,
        "stage_output": output.pk,
        "member": version.standard.team.first().pk,
        "requirement": StageRequirement.objects.first().pk,
        "derived": derived.pk,
        "derived_output": derived_output.pk,
        "derived_unit": derived.units.first().pk,
        "guide": ImplementationGuide.objects.first().pk,
        "edition": edition.pk,
        "dictionary": Dictionary.objects.get(published_at__isnull=False).pk,
        "skj": skj.pk,
        "module": LearningModule.objects.first().pk,
        "table": EquivalenceTable.objects.first().pk,
        "attainment": Attainment.objects.filter(person=person).first().pk,
        "experience": WorkExperience.objects.filter(person=person).first().pk,
        "curriculum": Curriculum.objects.first().pk,
        "package": published.identifier,
        "item": published.units.first().identifier,
    }


#: Which object an address speaks of; those named after `pk` differ by the app that answers.
_PK = {
    **assessed.PK,
    "people:holiday": "holiday",
    "audit:event": "event",
    "audit:decision": "decision",
    "people:merge_undo": "another",
    "people:end_session": "account",
    "people:delegation": "unit_head",
    "standards:attainment_add": "person",
    "standards:experience_add": "person",
    "standards:level_decide": "person",
    "standards:official": "person",
    "standards:attainment": "attainment",
    "standards:experience": "experience",
    "standards:development": "derived",
    "standards:dictionary": "edition",
    "standards:module": "module",
    "standards:position_standard": "skj",
    "standards:skk_detail": "skk",
    "standards:stage_requirement": "requirement",
    "standards:table": "table",
    "standards:": "version",
    "training:curriculum_drop": "curriculum",
    "training:curriculum": "season",
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
    "delegation": "delegation",
    "node": "node",
    "comment": "comment",
    "counterpart": "counterpart",
    "entry": "entry",
    "member": "member",
    "guide": "guide",
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
    "level": "pengawas",
}
#: Words that mean something else at one address than everywhere.
_AT = {
    **assessed.FIXED,
    ("standards:framework_edition", "number"): 1,
    ("standards:dictionary_competency", "code"): "integritas",
    ("standards:skk_unit_add", "kind"): "I",
    ("standards:table_add", "kind"): "experience",
    ("training:curriculum_name", "kind"): "KI",
}
_OF = {
    **assessed.OF,
    ("standards:stage", "output"): "stage_output",
    ("standards:development", "output"): "derived_output",
    ("standards:development", "unit"): "derived_unit",
    ("standards:dictionary_competency", "pk"): "dictionary",
    ("api:package", "identifier"): "package",
    ("api:document", "identifier"): "package",
    ("api:item", "identifier"): "item",
}


def _address(name: str, world: dict[str, Any]) -> str:
    wanted = set(re.findall(r"%\((\w+)\)s", _pattern(name)))
    given: dict[str, Any] = {}
    for word in wanted:
        own = next((key for (start, about), key in _OF.items() if about == word and name.startswith(start)), None)
        if (name, word) in _AT:
            given[word] = _AT[name, word]
        elif own:
            given[word] = world[own]
        elif word == "pk":
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
    if response.streaming:
        list(response)  # read to its end, an answer closes its file
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
def test_each_door_answers_each_role_as_written(world, who, client, monkeypatch, request):
    # The number is asked here; how pages look, elsewhere. The long run draws each for everyone.
    monkeypatch.setattr(errors, "page", lambda request, status, title, text: HttpResponse(text, status=status))
    if who not in DRAWN and request.config.getoption("markexpr") != "":
        monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    account = world["accounts"][who]
    if account:
        client.force_login(account)
    signed_in = client.cookies.output(header="", sep=";")
    wrong = []
    for (name, method), answers in _rows().items():
        cache.clear()
        client.cookies = SimpleCookie(signed_in)
        before = transaction.savepoint()
        found = _answer(client, method, _address(name, world))
        transaction.savepoint_rollback(before)
        expected = answers[WHO.index(who)]
        if found != expected:
            wrong.append(f"{name} {method}: {found}, written down is {expected}")
    assert wrong == []
