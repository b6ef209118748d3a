import pytest
from django.urls import reverse

from mumpuni.exchange.services import progress
from tests.exchange.conftest import account

pytestmark = pytest.mark.django_db


def test_a_bar_from_start_to_result(client, organiser):
    job = progress.start(actor=organiser, name="uji", title="Menerbitkan", total=4, subject=organiser)
    client.force_login(organiser)
    progress.advance(job, 1, "Sertifikat pertama")
    page = client.get(job.get_absolute_url()).content.decode()
    assert 'value="25"' in page
    assert "Sertifikat pertama" in page
    bar = reverse("exchange:progress_fragment", args=[job.pk])
    assert f'hx-get="{bar}"' in page
    progress.finish(job, result_url="/sertifikat/", message="Selesai semua")
    ended = client.get(bar).content.decode()
    assert "hx-get" not in ended
    assert 'href="/sertifikat/"' in ended
    job.refresh_from_db()
    assert (job.done, job.percent, job.is_running, job.subject_id) == (4, 100, False, str(organiser.pk))


def test_a_failure_says_why(client, organiser):
    job = progress.start(actor=organiser, name="uji", title="Uji")
    progress.fail(str(job.pk), "Cakram penuh. Kosongkan lalu ulangi.")
    client.force_login(organiser)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Cakram penuh" in page
    assert "hx-get" not in page


def test_more_done_than_announced_stays_a_hundred(organiser):
    job = progress.start(actor=organiser, name="uji", title="Uji", total=2)
    progress.advance(job, 5)
    job.refresh_from_db()
    assert job.percent == 100
    assert progress.start(actor=None, name="uji", title="Uji").percent is None


def test_only_the_owner_and_the_administrator_look_on(client, organiser, colleague, stranger):
    job = progress.start(actor=organiser, name="uji", title="Uji")
    nobodys = progress.start(actor=None, name="uji", title="Uji")
    seen = []
    for who in (organiser, account("admin@example.id", "system-admin"), colleague, stranger):
        client.force_login(who)
        seen.append([client.get(each.get_absolute_url()).status_code for each in (job, nobodys)])
    assert seen == [[200, 404], [200, 200], [404, 404], [404, 404]]
