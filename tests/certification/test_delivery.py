"""How certificates reach their holders and agencies."""

import io
import zipfile
from datetime import timedelta

import pytest
import python_calamine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from mumpuni.certification import links
from mumpuni.certification.models import Certificate, Delivery
from mumpuni.certification.selectors import certificates as register
from mumpuni.certification.services.delivery import fetch, run_send_links, send_links
from mumpuni.certification.services.issuing import issue_run
from mumpuni.documents import selectors as documents
from mumpuni.exchange.models import OutgoingMail, Progress
from mumpuni.people.policies import Refused, Role, Unusable
from tests.certification.make import account, agency, nomination

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(house):
    """Three of Bandung and one of another agency, all with both certificates."""
    house.elsewhere = agency("Pemerintah Kota Lain")
    house.nominations.append(nomination(house.batch, agency_=house.elsewhere))
    issue_run(house.approved().pk)
    return house


def test_the_holder_finds_the_own_and_only_the_own(client, issued):
    own = issued.nominations[0]
    client.force_login(account(Role.PARTICIPANT, person=own.person))
    page = client.get(reverse("certification:own")).content.decode()
    mine, others = Certificate.objects.filter(person=own.person), Certificate.objects.exclude(person=own.person)
    assert all(each.number in page for each in mine)
    assert not any(each.number in page for each in others)
    answer = client.get(reverse("certification:download", args=[mine[0].pk]))
    assert answer.content == documents.bytes_of(mine[0].document)
    assert answer["Content-Disposition"] == f'attachment; filename="{mine[0].file_name}"'
    assert client.get(reverse("certification:download", args=[others[0].pk])).status_code == 404
    assert [each.channel for each in Delivery.objects.all()] == ["page"]


def test_file_names_are_harmless(issued):
    certificate = Certificate.objects.filter(kind="competence").first()
    certificate.number = '../00001/"é\r\nMASN'
    assert certificate.file_name == "sertifikat-00001-----MASN.pdf"


def test_a_fetch_by_the_organiser_does_not_count_as_delivered(issued):
    certificate = Certificate.objects.first()
    fetch(actor=issued.organiser, certificate=certificate, channel="page")
    assert not register.register(issued.organiser).filter(is_fetched=True).exists()
    for stranger in (account(Role.AGENCY_HR, agency=issued.bkn), issued.examiner, account()):
        with pytest.raises(Refused):
            fetch(actor=stranger, certificate=certificate, channel="page")


def test_a_signed_link_opens_without_account_until_it_expires(client, issued, monkeypatch):
    one = issued.nominations[0]
    token = links.token(links.CERTIFICATES, one.pk)
    page = client.get(reverse("certification:certificates_by_link", args=[token]))
    own, other = one.certificates.first(), issued.nominations[1].certificates.first()
    assert own.number in page.content.decode()
    assert client.get(reverse("certification:download_by_link", args=[token, own.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("certification:download_by_link", args=[token, other.pk])).status_code == 404
    assert Delivery.objects.get().channel == "mail"
    monkeypatch.setitem(links.LASTS, links.CERTIFICATES, timedelta(seconds=-1))
    assert client.get(reverse("certification:certificates_by_link", args=[token])).status_code == 410
    assert client.get(reverse("certification:download_by_link", args=[token, own.pk])).status_code == 410


def test_a_link_opens_nothing_once_the_nomination_is_withdrawn(client, issued):
    one = issued.nominations[0]
    token = links.token(links.CERTIFICATES, one.pk)
    type(one).objects.filter(pk=one.pk).update(state="withdrawn", withdrawal_reason="uji")
    address = reverse("certification:download_by_link", args=[token, one.certificates.first().pk])
    assert client.get(address).status_code == 410


def test_a_link_serves_one_purpose_and_cannot_be_forged(client, issued):
    one = issued.nominations[0]
    for token in (links.token(links.NAME, one.pk), signing.dumps(one.pk), str(one.pk), "x:y:z"):
        assert client.get(reverse("certification:certificates_by_link", args=[token])).status_code == 410


def test_the_archive_holds_only_the_own_people_with_an_index(client, issued):
    client.force_login(account(Role.AGENCY_HR, agency=issued.agency))
    answer = client.get(reverse("certification:archive"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    own = {each.file_name: each for each in Certificate.objects.filter(agency=issued.agency)}
    assert sorted(archive.namelist()) == sorted(["daftar-sertifikat.xlsx", *own])
    assert all(archive.read(name) == documents.bytes_of(each.document) for name, each in own.items())
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(archive.read("daftar-sertifikat.xlsx")))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert sorted(row[0] for row in rows[1:]) == sorted(each.number for each in own.values())
    assert Delivery.objects.filter(channel="zip").count() == 6
    other = reverse("certification:archive") + f"?instansi={issued.elsewhere.pk}"
    assert client.get(other).status_code == 403
    assert client.get(reverse("certification:archive") + "?instansi=²").status_code == 200


def test_links_go_to_whoever_has_not_fetched_and_again_only_as_a_reminder(issued):
    certificates = Certificate.objects.all()
    fetch(
        actor=account(person=issued.nominations[0].person),
        certificate=certificates.filter(person=issued.nominations[0].person).first(),
        channel="page",
    )
    with pytest.raises(Refused):
        send_links(actor=issued.examiner, season=issued.season, certificates=certificates)
    assert send_links(actor=issued.organiser, season=issued.season, certificates=certificates) == 3
    progress = Progress.objects.get(name="certification.send_links")
    keys = [each.pk for each in issued.nominations[1:]]
    for _twice in range(2):
        run_send_links(nominations=keys, actor_id=issued.organiser.pk, progress_id=str(progress.pk))
    mails = OutgoingMail.objects.filter(template="certification/mail/certificates")
    assert sorted(mails.values_list("to", flat=True)) == sorted(each.person.email for each in issued.nominations[1:])
    assert all(each.secret for each in mails)
    Delivery.objects.filter(channel="mail").update(sent_at=timezone.now() - timedelta(days=3))
    assert send_links(actor=issued.organiser, season=issued.season, certificates=certificates) == 3
    Delivery.objects.filter(channel="mail").update(fetched_at=timezone.now())
    with pytest.raises(Unusable):
        send_links(actor=issued.organiser, season=issued.season, certificates=certificates)


@pytest.mark.requirement("B7-20-019")
@pytest.mark.parametrize(
    ("roles", "seen"), [((Role.ORGANISER,), 8), ((Role.SUPERVISOR,), 8), ((Role.EXAMINER,), 0), ((Role.AUDITOR,), 0)]
)
def test_the_register_by_role(issued, roles, seen):
    assert register.register(account(*roles)).count() == seen


@pytest.mark.requirement("B7-20-019")
def test_the_register_by_scope(issued):
    assert register.register(account(Role.AGENCY_HR, agency=issued.agency)).count() == 6
    assert register.register(account(Role.AGENCY_HR, agency=issued.bkn)).count() == 0
    assert register.register(account(Role.ORGANISER, season=issued.season)).count() == 8
    assert register.register(account(Role.ORGANISER, batch=issued.batch)).count() == 8
