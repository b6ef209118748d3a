"""The pages: who gets in, what a form without scripts does, how much they ask of the database."""

import io

import pytest
import xlsxwriter
from django.urls import reverse

from mumpuni.certification import links
from mumpuni.certification.home import cards
from mumpuni.certification.importers import template_file
from mumpuni.certification.models import Certificate, IssueRun, NameConfirmation, UnitVerdict
from mumpuni.certification.selectors.results import participants_of, results_of
from mumpuni.certification.services.issuing import issue_run
from mumpuni.exchange import services as exchange
from mumpuni.people.policies import Role, Unusable
from tests.certification.make import EVIDENCE, account, agency, decide, nomination, person, units
from tests.people.factories import confirm_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(house):
    """One account per role, and what a page may need."""
    own = house.nominations[0]
    issue_run(house.approved().pk)
    return {
        "organiser": house.organiser,
        "examiner": house.examiner,
        "supervisor": account(Role.SUPERVISOR),
        "agency-hr": account(Role.AGENCY_HR, agency=house.agency),
        "other-hr": account(Role.AGENCY_HR, agency=agency()),
        "participant": account(Role.PARTICIPANT, person=own.person),
        "signatory": house.head_account,
        "other-signatory": account(Role.SIGNATORY, person=person("Orang lain")),
        "auditor": account(Role.AUDITOR),
        "system-admin": account(Role.SYSTEM_ADMIN),
        "nobody": account(),
    }


OPEN = (
    "organiser examiner supervisor agency-hr other-hr participant signatory other-signatory auditor system-admin nobody"
)
PAGES = {
    "result_list": ((), {"organiser", "examiner", "supervisor"}, 403),
    "results": (("batch",), {"organiser", "examiner", "supervisor"}, 403),
    "results_template": (("batch",), {"organiser", "examiner", "supervisor"}, 403),
    "names_ask": (("batch",), {"organiser"}, 403),
    "needs": ((), {"organiser", "examiner", "supervisor", "agency-hr", "other-hr"}, 403),
    "participant": (("nomination",), {"organiser", "examiner", "supervisor", "agency-hr", "participant"}, 404),
    "name_proposals": ((), {"organiser", "agency-hr", "other-hr"}, 403),
    "run_list": ((), {"organiser", "supervisor"}, 403),
    "run_new": ((), {"organiser"}, 403),
    "run_detail": (("run",), {"organiser", "supervisor", "signatory"}, 404),
    "approvals": ((), {"signatory", "other-signatory"}, 403),
    "certificate": (("certificate",), {"organiser", "supervisor", "agency-hr", "participant"}, 404),
    "download": (("certificate",), {"organiser", "supervisor", "agency-hr", "participant"}, 404),
    "scheme_list": ((), {"organiser"}, 403),
    "scheme": (("scheme",), {"organiser"}, 403),
    "own": ((), set(OPEN.split()), 403),
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.requirement("B7-20-036")) if name == "run_new" else name for name in PAGES],
)
def test_who_gets_in(client, house, people, name):
    needs, allowed, otherwise = PAGES[name]
    at = {
        "batch": house.batch.pk,
        "nomination": house.nominations[0].pk,
        "run": IssueRun.objects.get().pk,
        "certificate": Certificate.objects.filter(person=house.nominations[0].person).first().pk,
        "scheme": house.scheme.pk,
    }
    address = reverse(f"certification:{name}", args=[at[word] for word in needs])
    for role, who in people.items():
        client.force_login(who)
        expected = (302 if name == "scheme_list" else 200) if role in allowed else otherwise
        assert (role, client.get(address).status_code) == (role, expected)
    client.logout()
    assert client.get(address).status_code == 302


def test_the_register_leads_participants_to_their_own(client, people):
    client.force_login(people["participant"])
    assert client.get(reverse("certification:register"))["Location"] == reverse("certification:own")
    client.force_login(people["auditor"])
    assert client.get(reverse("certification:register")).status_code == 403


@pytest.mark.parametrize("act", ["withdraw", "correct"])
def test_only_the_organiser_changes_the_register(client, people, act):
    address = reverse(f"certification:{act}", args=[Certificate.objects.first().pk])
    for role, who in people.items():
        client.force_login(who)
        assert (role, client.get(address).status_code == 200) == (role, role == "organiser")


def grid(house, **cells):
    given = {"evidence": EVIDENCE}
    for result in results_of(participants_of(house.batch)):
        key = result.nomination.pk
        words = {pk: verdict.word for pk, verdict in result.verdicts.items()}
        given[f"was-{key}"] = (
            ",".join(f"{pk}={word}" for pk, word in words.items()) + f"|{result.nomination.training_jp}"
        )
        given |= {f"v-{key}-{unit.pk}": words.get(unit.pk, "") for unit in result.units}
    return given | cells


def test_the_grid_saves_changed_cells_as_a_plain_form(client, house):
    client.force_login(house.examiner)
    one, (first, second, *_rest) = house.nominations[0], units("pengawas")
    address = reverse("certification:results", args=[house.batch.pk])
    given = grid(house) | {f"v-{one.pk}-{first.pk}": "K", f"v-{one.pk}-{second.pk}": "BK", f"jp-{one.pk}": "12"}
    assert client.post(address, given).status_code == 302
    assert sorted(UnitVerdict.objects.values_list("nomination", "unit", "competent")) == sorted(
        [(one.pk, first.pk, True), (one.pk, second.pk, False)]
    )
    one.refresh_from_db()
    assert one.training_jp == 12


def test_the_grid_shows_a_clash_instead_of_overwriting(client, house):
    client.force_login(house.examiner)
    one, unit = house.nominations[0], units("pengawas")[0]
    given = grid(house) | {f"v-{one.pk}-{unit.pk}": "BK"}
    decide(house.examiner, [one])
    answer = client.post(reverse("certification:results", args=[house.batch.pk]), given)
    assert answer.status_code == 409
    assert "Sekarang: K" in answer.content.decode()
    assert UnitVerdict.objects.get(nomination=one, unit=unit).competent


def test_what_was_typed_stays_when_evidence_is_missing(client, house):
    client.force_login(house.examiner)
    one, unit = house.nominations[0], units("pengawas")[0]
    given = grid(house) | {f"v-{one.pk}-{unit.pk}": "K", "evidence": ""}
    answer = client.post(reverse("certification:results", args=[house.batch.pk]), given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "memerlukan bukti" in page
    assert '<option value="K" data-key="k" selected>' in page
    assert not UnitVerdict.objects.exists()


def test_a_run_from_draft_to_certificates_through_the_pages(client, house):
    decide(house.examiner, house.nominations)
    client.force_login(house.organiser)
    terms = {"issued_on": "2019-05-20", "head": house.head.pk, "centre": house.centre.pk, "unconfirmed_reason": "Batas"}
    made = client.post(
        reverse("certification:run_new") + f"?musim={house.season.pk}",
        {"batches": [house.batch.pk], "kinds": ["attendance", "competence"], **terms},
    )
    run = IssueRun.objects.get()
    assert made["Location"] == reverse("certification:run_detail", args=[run.pk])
    page = client.get(made["Location"]).content.decode()
    assert "Nama belum dikonfirmasi" in page
    keys = list(run.items.values_list("pk", flat=True))
    client.post(reverse("certification:run_choose", args=[run.pk]), {"shown": keys, "item": keys[2:]})
    assert run.items.filter(state="left-out").count() == 2
    client.post(reverse("certification:run_submit", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == IssueRun.State.AWAITING
    for slot, who in (("kepala-bkn", house.head_account), ("kepala-pusat", house.centre_account)):
        client.force_login(who)
        assert "Menunggu persetujuan Anda" in [str(card.title) for card in cards(who)]
        assert client.get(reverse("certification:approval", args=[run.pk, slot])).status_code == 200
        address = reverse("certification:approve", args=[run.pk, slot])
        refused = client.post(address, {"digest": run.list_digest})
        assert "reauthenticate" in refused["Location"]
        assert not run.approvals.filter(slot=slot).exists()
        confirm_second_factor(client, minutes_ago=6)
        assert "reauthenticate" in client.post(address, {"digest": run.list_digest})["Location"]
        confirm_second_factor(client)
        client.post(address, {"digest": run.list_digest})
        assert run.approvals.filter(slot=slot).exists()
    run.refresh_from_db()
    assert run.state == IssueRun.State.ISSUING
    assert issue_run(run.pk) == 4
    client.force_login(house.organiser)
    assert "00001/MASN-K/V/2019" in client.get(reverse("certification:run_detail", args=[run.pk])).content.decode()


def test_another_signatory_does_not_see_or_approve_the_list(client, house):
    run = house.submitted()
    client.force_login(house.centre_account)
    confirm_second_factor(client)
    assert client.get(reverse("certification:approval", args=[run.pk, "kepala-bkn"])).status_code == 403
    client.post(reverse("certification:approve", args=[run.pk, "kepala-bkn"]), {"digest": run.list_digest})
    assert not run.approvals.exists()


def test_the_name_is_confirmed_by_link_without_account(client, house):
    one = house.nominations[0]
    address = reverse("certification:name_by_link", args=[links.token(links.NAME, one.pk)])
    assert one.person.full_name in client.get(address).content.decode()
    client.post(address, {"name": one.person.full_name})
    answer = NameConfirmation.objects.get()
    assert (answer.state, answer.via) == ("confirmed", "link")
    client.post(address, {"name": "Dr. Lain, M.Si."})
    answer.refresh_from_db()
    assert answer.state == "proposed"
    # Under "no-referrer" browsers send `Origin: null`, which the check of the form's origin refuses.
    assert client.get(address).headers["Referrer-Policy"] == "same-origin"
    client.force_login(account(Role.AGENCY_HR, agency=house.agency))
    client.post(reverse("certification:name_settle", args=[answer.pk]), {"act": "accept"})
    answer.refresh_from_db()
    assert answer.state == "confirmed"


@pytest.mark.parametrize("listed", ["results", "needs", "run_detail", "register", "result_list"])
def test_pages_cost_the_same_for_three_as_for_thirty(client, house, queries, listed):
    client.force_login(house.organiser)

    def address():
        args = {"results": [house.batch.pk], "run_detail": [run.pk]}.get(listed, [])
        return reverse(f"certification:{listed}", args=args)

    run = house.approved()
    issue_run(run.pk)
    client.get(address())
    few = queries(lambda: client.get(address()))
    house.nominations = [nomination(house.batch, agency_=agency()) for _ in range(9)]
    run = house.approved()
    issue_run(run.pk)
    assert queries(lambda: client.get(address())) <= few


def workbook(rows):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("Hasil")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return data.getvalue()


def imported(house, rows, actor=None):
    batch = exchange.upload(
        actor=actor or house.examiner,
        kind="certification.results",
        file_name="hasil.xlsx",
        data=workbook(rows),
        context={"angkatan": str(house.batch.pk)},
    )
    if batch.state == "mapping":
        exchange.map_columns(actor=actor or house.examiner, batch=batch)
    batch.refresh_from_db()
    return batch


def test_results_come_in_by_the_batch_template(house):
    one, two, three = house.nominations
    titles = [unit.title for unit in units("pengawas")]
    head = ["No. peserta", "Nama", "JP pelatihan", "Bukti", *titles]
    rows = [
        head,
        [one.pk, one.person.full_name, 15, EVIDENCE, *["K"] * 15],
        [two.pk, two.person.full_name, 15, "", "K", *[""] * 14],
        [three.pk, "Bukan Namanya", 99, EVIDENCE, "BK", "x", *[""] * 13],
    ]
    batch = imported(house, rows)
    codes = {row.number: sorted(problem["code"] for problem in row.problems) for row in batch.rows.all()}
    assert codes == {2: [], 3: ["no-evidence"], 4: ["other-name", "too-many-hours", "unknown-choice"]}
    exchange.mend_row(actor=house.examiner, batch=batch, number=3, cells={"evidence": EVIDENCE})
    exchange.skip_rows(actor=house.examiner, batch=batch, numbers=[4])
    exchange.confirm(actor=house.examiner, batch=batch)
    exchange.run_confirm(batch_id=batch.pk, actor_id=house.examiner.pk)
    assert UnitVerdict.objects.filter(nomination=one, competent=True).count() == 15
    assert UnitVerdict.objects.filter(nomination=two).count() == 1
    assert not UnitVerdict.objects.filter(nomination=three).exists()
    assert template_file(results_of(participants_of(house.batch)), title="Angkatan 4").startswith(b"PK")


def test_results_are_imported_only_by_an_examiner_of_the_batch(house):
    from django.core.exceptions import PermissionDenied

    with pytest.raises((PermissionDenied, Unusable)):
        imported(house, [["No. peserta", "Nama"], [1, "x"]], actor=house.organiser)


@pytest.mark.requirement("B7-20-031")
def test_the_agency_reads_needs_for_development_but_no_evidence(client, house):
    one = house.nominations[0]
    decide(house.examiner, [one], 10)
    unmet = [unit.title for unit in units("pengawas")[10:]]
    for who in (account(Role.AGENCY_HR, agency=house.agency), account(Role.PARTICIPANT, person=one.person)):
        client.force_login(who)
        page = client.get(reverse("certification:participant", args=[one.pk])).content.decode()
        assert "Kebutuhan pengembangan" in page
        assert all(title in page for title in unmet)
        assert (EVIDENCE in page, "Penguji Satu" in page) == (False, False)
    client.force_login(account(Role.AGENCY_HR, agency=house.agency))
    report = client.get(reverse("certification:needs")).content.decode()
    assert all(title in report for title in unmet)
    client.force_login(account(Role.AGENCY_HR, agency=agency()))
    assert one.person.full_name not in client.get(reverse("certification:needs")).content.decode()
    client.force_login(house.examiner)
    assert EVIDENCE in client.get(reverse("certification:participant", args=[one.pk])).content.decode()


@pytest.mark.parametrize("listed", ["result_list", "run_list", "register", "needs"])
def test_lists_go_out_as_workbooks(client, house, listed):
    issue_run(house.approved().pk)
    client.force_login(house.organiser)
    answer = client.get(reverse(f"certification:{listed}"), {"export": "xlsx"})
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"state": "valid"}, 6), ({"state": "withdrawn"}, 0), ({"kind": "competence"}, 3), ({"fetched": "yes"}, 0)],
)
def test_the_register_is_looked_through(client, house, asked, found):
    issue_run(house.approved().pk)
    client.force_login(house.organiser)
    page = client.get(reverse("certification:register"), asked).content.decode()
    assert page.count("/V/2019</a>") == found


def test_the_home_page_names_the_next_step_of_each_role(house):
    assert [str(card.title) for card in cards(house.examiner)] == ["Hasil uji kompetensi"]
    participant = account(Role.PARTICIPANT, person=house.nominations[0].person)
    assert [str(card.title) for card in cards(participant)] == ["Konfirmasi nama", "Sertifikat saya"]
    run = house.submitted()
    assert [str(card.title) for card in cards(house.head_account)] == ["Menunggu persetujuan Anda"]
    IssueRun.objects.filter(pk=run.pk).update(state="stopped", stop_reason="Uji")
    assert "Penerbitan berhenti" in [str(card.title) for card in cards(house.organiser)]
    assert cards(account(Role.AUDITOR)) == []
