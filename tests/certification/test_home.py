"""The home page says what waits for whom."""

import pytest

from mumpuni.certification.home import cards
from mumpuni.certification.models import IssueRun
from mumpuni.certification.services.delivery import fetch
from mumpuni.certification.services.issuing import issue_run
from mumpuni.certification.services.runs import submit_run
from mumpuni.people.policies import Role
from tests.certification.make import ISSUED_ON, account, decide

pytestmark = pytest.mark.django_db


def told(actor):
    return {str(card.title): card for card in cards(actor)}


def test_a_batch_leads_from_results_to_a_list_to_certificates(house):
    address = f"/hasil/{house.batch.pk}/"
    assert told(house.organiser)["Hasil uji belum lengkap"].url == address
    assert told(house.examiner)["Hasil uji kompetensi"].url == address
    decide(house.examiner, house.nominations)
    assert told(house.examiner)["Hasil uji kompetensi"].tone == ""
    ready = told(house.organiser)
    assert "Hasil uji belum lengkap" not in ready
    assert ready["Siap diterbitkan"].url.endswith(f"?musim={house.season.pk}&angkatan={house.batch.pk}")
    run = house.draft(decided=False)
    drawn_up = told(house.organiser)
    assert "Siap diterbitkan" not in drawn_up
    assert drawn_up["Daftar penerbitan belum diajukan"].url == f"/penerbitan/{run.pk}/"
    submit_run(actor=house.organiser, run=run)
    assert "Menunggu persetujuan pejabat" in told(house.organiser)


def test_a_holder_is_asked_to_download_until_all_are_fetched(house):
    issue_run(house.approved().pk)
    nomination = house.nominations[0]
    holder = account(Role.PARTICIPANT, person=nomination.person)
    assert told(holder)["Sertifikat Anda sudah terbit"].tone == "next"
    for certificate in nomination.certificates.all():
        fetch(actor=holder, certificate=certificate, channel="page")
    assert told(holder)["Sertifikat saya"].figure == "2"


def test_the_cards_cost_the_same_for_many_runs(house, queries):
    house.draft()
    cards(house.organiser)
    one = queries(lambda: cards(house.organiser))
    given = {"scheme": house.scheme, "season": house.season, "created_by": house.organiser, "issued_on": ISSUED_ON}
    IssueRun.objects.bulk_create(IssueRun(title=f"Daftar {number}", **given) for number in range(5))
    assert told(house.organiser)["Daftar penerbitan belum diajukan"].figure == "6"
    assert queries(lambda: cards(house.organiser)) == one
