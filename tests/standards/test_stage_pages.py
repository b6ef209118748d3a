"""The board, the stage page and its forms, the home cards and the reminders."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Account, Role
from mumpuni.standards import home
from mumpuni.standards.models import SkkStage, StageRequirement, StandardVersion
from mumpuni.standards.selectors import board
from mumpuni.standards.services import compiling, stages, team
from mumpuni.standards.services.reminders import remind_slow
from tests.people import factories as people
from tests.standards import factories
from tests.standards.test_stages import show, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _first_list(db: None) -> None:
    stages.load_stage_requirements()


@pytest.fixture
def bpsdm() -> Account:
    return factories.bpsdm()


@pytest.fixture
def drafter() -> Account:
    return people.account(Role.DRAFTER)


@pytest.fixture
def verifier() -> Account:
    return people.account(Role.VERIFIER)


@pytest.fixture
def version(drafter: Account, verifier: Account) -> StandardVersion:
    return factories.ready(factories.make_version(team={drafter: "lead", verifier: "verifier"}))


def url(name: str, *args: Any) -> str:
    return reverse(f"standards:{name}", args=args)


def test_the_board_costs_the_same_for_one_standard_as_for_six(
    client: Client, bpsdm: Account, version: StandardVersion, queries: Any
) -> None:
    client.force_login(bpsdm)
    walk(bpsdm, version, SkkStage.DRAFTING)
    client.get(url("board"))
    one = queries(lambda: client.get(url("board")))
    for _each in range(5):
        walk(bpsdm, factories.ready(factories.make_version(team={people.account(Role.DRAFTER): "lead"})), "verifikasi")
    assert queries(lambda: client.get(url("board"))) == one


def test_the_board_shows_drafts_to_those_in_their_team_and_to_those_who_watch(
    client: Client, drafter: Account, version: StandardVersion
) -> None:
    factories.make_version(title="Kepala Bidang Rahasia")
    for role in (Role.BPSDM, Role.ORGANISER, Role.SUPERVISOR):
        client.force_login(people.account(role))
        assert b"Kepala Bidang Rahasia" in client.get(url("board")).content
    client.force_login(drafter)
    page = client.get(url("board")).content
    assert b"Kepala Bidang Mutasi" in page
    assert b"Kepala Bidang Rahasia" not in page
    client.force_login(people.account(Role.PARTICIPANT))
    assert client.get(url("board")).status_code == 403
    assert client.get(url("stage", version.pk)).status_code == 403


def test_the_board_filters_by_title_government_waiting_and_late(
    client: Client, drafter: Account, bpsdm: Account, version: StandardVersion, settings: Any
) -> None:
    client.force_login(drafter)

    def shown(**asked: str) -> bool:
        return version.standard.title.encode() in client.get(url("board"), asked).content

    assert [shown(q="mutasi"), shown(q="keuangan")] == [True, False]
    assert [shown(pemerintahan="provinsi"), shown(pemerintahan="pusat")] == [True, False]
    assert not shown(saya="1")
    walk(bpsdm, version, SkkStage.PROPOSAL)
    assert shown(saya="1")
    assert not shown(lama="1")
    version.moves.update(moved_at=timezone.now() - timedelta(days=settings.MUMPUNI_STAGE_DAYS + 1))
    assert shown(lama="1")


def test_the_stage_page_says_what_is_missing_and_offers_the_step_when_nothing_is(
    client: Client, bpsdm: Account, version: StandardVersion
) -> None:
    client.force_login(bpsdm)
    page = client.get(url("stage", version.pk)).content.decode()
    assert "Keputusan pembentukan tim penyusun" in page
    assert url("stage_advance", version.pk) not in page
    asked = StageRequirement.objects.get(of="skk", code="keputusan-tim")
    add = f"{url('stage_output_add', version.pk)}?syarat={asked.pk}"
    assert add in page
    refused = client.post(add, {"title": asked.name, "note": "isi"})
    assert set(refused.context["form"].errors) == {"number", "dated"}
    sent = {"title": asked.name, "number": "7/2026", "dated": "2026-03-02"}
    file = SimpleUploadedFile("SK Tim.pdf", b"%PDF-1.7 isi", "application/pdf")
    assert client.post(add, {**sent, "file": file}).status_code == 302
    assert url("stage_advance", version.pk) in client.get(url("stage", version.pk)).content.decode()
    assert client.post(url("stage_advance", version.pk), {"to": "pengusulan"}).status_code == 302
    version.refresh_from_db()
    assert version.stage == SkkStage.PROPOSAL
    # A page older than the step takes no second one.
    again = client.post(url("stage_advance", version.pk), {"to": "pengusulan"})
    assert "sudah berada di tahap" in again.content.decode()


def test_a_file_is_a_download_for_those_who_see_the_draft(
    client: Client, bpsdm: Account, drafter: Account, version: StandardVersion
) -> None:
    file = SimpleUploadedFile("SK Tim.pdf", b"%PDF-1.7 isi", "application/pdf")
    made = stages.add_output(actor=bpsdm, subject=version, title="SK", file=file)
    where = url("stage_output_file", version.pk, made.pk)
    client.force_login(drafter)
    answer = client.get(where)
    assert answer["Content-Disposition"] == 'attachment; filename="SK Tim.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert b"".join(answer) == b"%PDF-1.7 isi"  # type: ignore[arg-type]
    client.force_login(people.account(Role.DRAFTER))
    assert client.get(where).status_code == 404


def test_a_setting_without_decree_names_its_article_on_the_page(
    client: Client, bpsdm: Account, version: StandardVersion
) -> None:
    walk(bpsdm, version, SkkStage.CONVENTION)
    show(bpsdm, version)
    client.force_login(bpsdm)
    page = client.post(url("stage_advance", version.pk), {"to": "penetapan", "in_force_from": "2026-04-01"})
    assert "Pasal 14 ayat (2)" in page.content.decode()
    sent = {
        "to": "penetapan", "decree_number": "100-7", "decree_date": "2026-03-02", "in_force_from": "2026-04-01",
    }  # fmt: skip
    assert client.post(url("stage_advance", version.pk), sent).status_code == 302
    version.refresh_from_db()
    assert (version.stage, version.in_force_from) == ("penetapan", date(2026, 4, 1))


def test_a_return_asks_for_an_earlier_stage_and_a_reason(
    client: Client, bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion
) -> None:
    walk(bpsdm, version, SkkStage.VERIFICATION)
    client.force_login(drafter)
    assert client.get(url("stage_return", version.pk)).status_code == 403
    client.force_login(verifier)
    refused = client.post(url("stage_return", version.pk), {"stage": "konvensi", "reason": " "})
    assert set(refused.context["form"].errors) == {"stage", "reason"}
    sent = {"stage": "perumusan-rancangan", "reason": "KUK belum terukur"}
    assert client.post(url("stage_return", version.pk), sent).status_code == 302
    assert b"KUK belum terukur" in client.get(url("stage", version.pk)).content


def test_bpsdm_forms_the_team(client: Client, bpsdm: Account, drafter: Account) -> None:
    version = factories.make_version()
    client.force_login(drafter)
    assert client.get(url("team_add", version.pk)).status_code == 404
    client.force_login(bpsdm)
    sent = {"account": drafter.pk, "part": "verifier"}
    assert "account" in client.post(url("team_add", version.pk), sent).context["form"].errors
    assert client.post(url("team_add", version.pk), {**sent, "part": "lead"}).status_code == 302
    member = version.standard.team.get()
    assert client.post(url("team_end", version.pk, member.pk)).status_code == 302
    member.refresh_from_db()
    assert member.until == timezone.localdate()


def test_nobody_drafts_and_verifies_one_standard(bpsdm: Account, version: StandardVersion) -> None:
    both = people.account(Role.DRAFTER, Role.VERIFIER)
    standard = version.standard
    member = team.add_member(actor=bpsdm, standard=standard, account=both, part="drafter")
    with pytest.raises(team.Unusable, match="sudah ada dalam tim"):
        team.add_member(actor=bpsdm, standard=standard, account=both, part="verifier")
    team.end_member(actor=bpsdm, member=member)
    with pytest.raises(team.Unusable, match="tidak memverifikasinya"):
        team.add_member(actor=bpsdm, standard=standard, account=both, part="verifier")
    with pytest.raises(team.Unusable, match="sudah mempunyai ketua"):
        team.add_member(actor=bpsdm, standard=standard, account=both, part="lead")
    with pytest.raises(team.Unusable, match="sudah berakhir"):
        team.end_member(actor=bpsdm, member=member)
    with pytest.raises(team.Unusable):
        team.add_member(actor=bpsdm, standard=standard, account=both, part="x")


def test_the_lists_of_required_documents_say_what_is_the_products_own(
    client: Client, bpsdm: Account, drafter: Account
) -> None:
    client.force_login(drafter)
    page = client.get(url("stage_requirements")).content.decode()
    assert page.count("daftar awal") > 14
    assert url("stage_requirement_add") not in page
    assert client.get(url("stage_requirement_add")).status_code == 403
    client.force_login(bpsdm)
    sent = {
        "stage": "skk:verifikasi", "name": "Berita acara", "decision_number": "100.3-12", "decision_date": "2026-05-01",
        "in_force_from": "2026-06-01",
    }  # fmt: skip
    assert client.post(url("stage_requirement_add"), sent).status_code == 302
    assert "100.3-12" in client.get(url("stage_requirements")).content.decode()
    made = StageRequirement.objects.get(name="Berita acara")
    end = {"decision_number": "1-2027", "decision_date": "2027-01-04", "in_force_until": "2027-01-31"}
    assert client.post(url("stage_requirement_end", made.pk), end).status_code == 302
    assert "1-2027" in client.get(url("stage_requirements")).content.decode()


def test_the_home_page_tells_each_what_waits_for_them(
    bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion
) -> None:
    def titles(actor: Account) -> list[tuple[str, str]]:
        fresh = Account.objects.get(pk=actor.pk)
        return [(str(card.title), card.tone) for card in home.cards(fresh)]

    factories.make_version(title="Kepala Bidang Baru")
    assert titles(bpsdm) == [("Tim belum terbentuk", "next")]
    walk(bpsdm, version, SkkStage.DRAFTING)
    assert titles(drafter) == [("Kepala Bidang Mutasi", "next")]
    show(bpsdm, version)
    compiling.advance(actor=bpsdm, version=version, to="verifikasi")
    assert titles(verifier) == [("Verifikasi SKK-PDN", "next")]
    assert titles(drafter) == []
    compiling.return_to(actor=verifier, version=version, stage="perumusan-rancangan", reason="KUK belum terukur")
    assert titles(drafter) == [("Kepala Bidang Mutasi", "warn")]
    assert "KUK belum terukur" in str(home.cards(drafter)[0].text)
    walk(bpsdm, version, SkkStage.CONVENTION)
    show(bpsdm, version)
    assert ("Penetapan SKK-PDN", "next") in titles(bpsdm)
    walk(bpsdm, version, SkkStage.SETTING)
    assert ("Distribusi SKK-PDN", "next") in titles(bpsdm)
    version = walk(bpsdm, version, SkkStage.REVIEW)
    assert ("Kaji ulang SKK-PDN", "next") in titles(bpsdm)
    compiling.keep_in_force(actor=bpsdm, version=version, reason="Masih sesuai")
    assert ("Kaji ulang SKK-PDN", "next") not in titles(bpsdm)
    StandardVersion.objects.filter(pk=version.pk).update(review_due=timezone.localdate())
    assert ("Kaji ulang SKK-PDN", "next") in titles(bpsdm)
    assert titles(people.account(Role.PARTICIPANT)) == []


def test_a_slow_stage_is_written_about_once(
    bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion, settings: Any
) -> None:
    settings.MUMPUNI_STAGE_DAYS = 10

    def age(days: int) -> None:
        version.moves.update(moved_at=timezone.now() - timedelta(days=days))

    walk(bpsdm, version, SkkStage.DRAFTING)
    assert remind_slow() == 0
    age(9)
    assert remind_slow() == 0
    age(11)
    assert remind_slow() == 1
    assert remind_slow() == 0
    assert [each.to for each in OutgoingMail.objects.all()] == [drafter.email]
    assert "11 hari" in OutgoingMail.objects.get().body
    version.refresh_from_db()
    walk(bpsdm, version, SkkStage.VERIFICATION)
    age(12)
    assert remind_slow() == 1
    assert OutgoingMail.objects.filter(to=verifier.email).count() == 1
    version.refresh_from_db()
    walk(bpsdm, version, SkkStage.SETTING)
    age(12)
    assert remind_slow() == 1
    assert OutgoingMail.objects.filter(to=bpsdm.email).count() == 1
    assert mail.outbox == []


def test_a_card_knows_how_long_it_stands(bpsdm: Account, version: StandardVersion, settings: Any) -> None:
    card = board.cards(bpsdm, board.current(bpsdm))[0]
    assert (card.days, card.late, card.returned) == (0, False, None)
