import smtplib

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.exchange import home, jobs
from mumpuni.exchange.models import OutgoingMail
from mumpuni.exchange.services import mail
from tests.exchange.conftest import account

pytestmark = pytest.mark.django_db
STATE = OutgoingMail.State


@pytest.fixture(autouse=True)
def letters(settings, tmp_path):
    """A letter template of this test's own."""
    folder = tmp_path / "uji" / "mail"
    folder.mkdir(parents=True)
    (folder / "undangan.subject.txt").write_text("{% load i18n %}Undangan\n untuk {{ name }}\n")
    (folder / "undangan.body.txt").write_text(
        "{% load i18n %}Yth. {{ name }}, buka {{ base_url }}/x {% get_current_language as L %}{{ L }}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def write(**options):
    return mail.send(template="uji/mail/undangan", to="ani@example.id", context={"name": "Ani"}, **options)


class Broken:
    """A mail server that does not answer."""

    def __init__(self, problem):
        self.problem = problem

    def __call__(self, *given, **named):
        raise self.problem


def fail_with(monkeypatch, problem):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", Broken(problem))


def test_written_in_the_transaction_and_sent_by_the_job(organiser, settings):
    row = write(actor=organiser, language="en", subject_person_id=7)
    assert (row.state, row.subject, django_mail.outbox) == (STATE.WAITING, "Undangan untuk Ani", [])
    assert row.body == f"Yth. Ani, buka {settings.MUMPUNI_BASE_URL}/x en"
    job = ProcrastinateJob.objects.get(task_name="exchange.send_mail")
    jobs.send_mail(**job.args)
    jobs.send_mail(**job.args)
    row.refresh_from_db()
    assert (row.state, row.attempts, len(django_mail.outbox)) == (STATE.SENT, 1, 1)
    assert django_mail.outbox[0].to == ["ani@example.id"]


def test_a_rolled_back_service_sends_nothing():
    def write_and_fail():
        with transaction.atomic():
            write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert not OutgoingMail.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="exchange.send_mail").exists()


def test_without_a_server_the_mail_waits_in_the_outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    row = write()
    assert mail.deliver(mail_id=row.pk) is False
    row.refresh_from_db()
    assert row.state == STATE.NO_SERVER


def test_an_absent_server_is_tried_again_a_refused_address_is_not(monkeypatch):
    row = write()
    fail_with(monkeypatch, ConnectionRefusedError())
    with pytest.raises(jobs.NotSent):
        jobs.send_mail(str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.attempts) == (STATE.FAILED, 1)
    assert "tidak dapat dihubungi" in row.failure
    fail_with(monkeypatch, smtplib.SMTPRecipientsRefused({}))
    jobs.send_mail(str(row.pk))
    row.refresh_from_db()
    assert "Alamat ditolak" in row.failure


def test_trying_ends(monkeypatch):
    row = write()
    fail_with(monkeypatch, ConnectionRefusedError())
    assert [mail.deliver(mail_id=row.pk) for _ in range(mail.MOST_ATTEMPTS)] == [True] * (mail.MOST_ATTEMPTS - 1) + [
        False
    ]


def test_a_one_time_link_does_not_stay_in_the_outbox(client, organiser):
    row = write(secret=True)
    client.force_login(organiser)
    page = reverse("exchange:mail_detail", args=[row.pk])
    assert b"Yth. Ani" not in client.get(page).content
    mail.deliver(mail_id=row.pk)
    row.refresh_from_db()
    assert row.body == mail.BLANKED
    assert "Yth. Ani" in django_mail.outbox[0].body


def test_retry_by_page(client, organiser, monkeypatch):
    row = write()
    with monkeypatch.context() as broken:
        fail_with(broken, ConnectionRefusedError())
        mail.deliver(mail_id=row.pk)
    (card,) = home.cards(organiser)
    assert card.text == "1 surel gagal terkirim dan dapat dikirim ulang."
    client.force_login(organiser)
    assert "Kirim ulang" in client.get(reverse("exchange:mail_detail", args=[row.pk])).content.decode()
    client.post(reverse("exchange:mail_retry", args=[row.pk]))
    row.refresh_from_db()
    assert (row.state, row.attempts) == (STATE.WAITING, 0)
    assert ProcrastinateJob.objects.filter(task_name="exchange.send_mail").count() == 2
    assert Event.objects.get().name == "exchange.mail.retried"
    mail.deliver(mail_id=row.pk)
    with pytest.raises(Unusable):
        mail.retry(actor=organiser, mail=row)


def test_the_outbox_is_for_those_who_look_after_it(client, organiser, stranger, queries):
    row = write()
    with pytest.raises(Refused):
        mail.retry(actor=stranger, mail=row)
    seen = []
    for who in (organiser, account("admin@example.id", "system-admin"), stranger):
        client.force_login(who)
        seen.append(
            [
                client.get(reverse("exchange:mail_list")).status_code,
                client.get(reverse("exchange:mail_detail", args=[row.pk])).status_code,
                client.post(reverse("exchange:mail_retry", args=[row.pk])).status_code,
            ]
        )
    assert seen == [[200, 200, 302], [200, 200, 302], [403, 403, 403]]


def test_the_list_filters_by_state_and_costs_the_same_for_many(client, organiser, queries):
    sent, _waiting = write(), write()
    mail.deliver(mail_id=sent.pk)
    client.force_login(organiser)
    page = reverse("exchange:mail_list")
    assert len(client.get(page, {"state": "sent"}).context["table"].rows) == 1
    few = queries(lambda: client.get(page))
    for _number in range(10):
        write()
    assert queries(lambda: client.get(page)) == few
