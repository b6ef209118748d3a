"""The auditor's pages and the control that explains a verdict."""

import io
from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from mumpuni.audit import services as audit
from mumpuni.audit.jobs import seal
from mumpuni.audit.models import Seal, StoredDecision
from mumpuni.people import events as people_events
from mumpuni.regulations import decide
from tests.people import factories

pytestmark = pytest.mark.django_db
LIST = "/audit/"


@pytest.fixture
def auditor(client):
    account = factories.account("auditor")
    client.force_login(account)
    return account


def rows(page):
    return [record.name for record in page.context["table"].page.object_list.data]


def shown(stored, **options):
    words = " ".join(f"{name}={value}" for name, value in options.items())
    return Template("{% load audit_tags %}{% dasar_hukum stored " + words + " %}").render(Context({"stored": stored}))


def test_the_latest_event_stands_first_in_words(client, auditor):
    audit.record(auditor, "people.role.granted", auditor)
    audit.record(auditor, "people.role.ended", auditor)
    page = client.get(LIST)
    assert rows(page) == ["people.role.ended", "people.role.granted"]
    assert "Peran diakhiri" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "people.role.ended"}, 1),
        ({"actor": "sistem"}, 1),
        ({"actor": "tidak ada"}, 0),
        ({"q": "role"}, 2),
        ({"since": "today"}, 3),
        ({"since": "tomorrow"}, 0),
        ({"until": "yesterday"}, 0),
        ({"subject": "people.account:{pk}"}, 2),
    ],
)
def test_filters(client, auditor, query, found):
    audit.record(auditor, "people.role.granted", auditor)
    audit.record(auditor, "people.role.ended", auditor)
    audit.record(None, "people.account.sign_in_failed")
    today = timezone.localdate()
    days = {"today": today, "tomorrow": today + timedelta(1), "yesterday": today - timedelta(1)}
    asked = {key: str(days.get(value, value)).format(pk=auditor.pk) for key, value in query.items()}
    page = client.get(LIST, asked)
    count = page.context["table"].page.paginator.count
    assert count == found


def test_the_workbook_holds_what_the_filter_leaves_and_no_formula(client, auditor):
    person = factories.person("=HYPERLINK(1)")
    audit.record(auditor, "people.person.changed", person)
    audit.record(auditor, "people.role.ended", auditor)
    answer = client.get(LIST, {"export": "xlsx", "name": "people.person.changed"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    cells = [cell for row in sheet for cell in row]
    assert "Data pegawai diubah (people.person.changed)" in cells
    assert "=HYPERLINK(1)" in cells
    assert not any("people.role.ended" in str(cell) for cell in cells)


def test_the_page_says_up_to_where_the_trail_is_sealed(client, auditor):
    event = audit.record(None, "people.role.granted")
    assert "Tersegel" not in client.get(LIST).content.decode()
    seal(timestamp=0)
    seal(timestamp=0)
    assert f"Tersegel sampai peristiwa {event.pk}" in client.get(LIST).content.decode()
    assert Seal.objects.count() == 1


def test_an_event_shows_all_it_keeps(client, auditor):
    event = audit.record(auditor, "people.role.granted", auditor, role="auditor", reason="surat tugas 7")
    page = client.get(reverse("audit:event", args=[event.pk])).content.decode()
    assert "surat tugas 7" in page
    assert f"subject=people.account:{auditor.pk}" in page


@pytest.mark.parametrize("role", ["organiser", "agency-hr", "participant", "examiner", "signatory", "supervisor"])
def test_nobody_else_reads_the_trail(client, role):
    agency = factories.agency()
    event = audit.record(None, "people.role.granted")
    client.force_login(factories.account(role, agency=agency if role == "agency-hr" else None))
    assert client.get(LIST).status_code == 403
    assert client.get(LIST, {"export": "xlsx"}).status_code == 403
    assert client.get(reverse("audit:event", args=[event.pk])).status_code == 403


def test_strangers_are_sent_to_the_door(client):
    assert client.get(LIST).headers["Location"].startswith(reverse("account_login"))


def test_the_list_costs_the_same_for_one_event_as_for_twenty(client, auditor, queries):
    audit.record(auditor, "people.role.granted", auditor)
    client.get(LIST)
    one = queries(lambda: client.get(LIST))
    for _number in range(19):
        audit.record(auditor, "people.role.granted", auditor)
    assert queries(lambda: client.get(LIST)) == one


FACTS = {"asn": True, "manages_asn": False, "pik_graduate": False}


class TestDasarHukum:
    @pytest.fixture
    def stored(self):
        decision = decide("bkn-7-2020/participant", FACTS, on=date(2026, 11, 23))
        return audit.keep(None, decision, FACTS, factories.person(), on=date(2026, 11, 23))

    def test_it_says_what_why_by_which_words_and_from_which_facts(self, stored):
        text = shown(stored)
        whole = stored.decision
        assert "Tidak memenuhi" in text
        assert whole["findings"][0]["messages"]["id"] in text
        for article in whole["basis"]:
            assert article["citation"] in text
            assert article["quote"] in text
        assert "Menyelenggarakan manajemen ASN: tidak" in text
        assert "23 November 2026" in text
        assert "dengan alasan tertulis" in text

    def test_it_says_so_in_english_from_what_was_kept(self, stored):
        with translation.override("en"):
            assert stored.decision["findings"][0]["messages"]["en"] in shown(stored)

    def test_it_takes_a_fresh_decision_and_none(self):
        fresh = decide("bkn-7-2020/participant", FACTS, on=date(2026, 11, 23))
        assert "Tidak memenuhi" in shown(fresh)
        assert shown(None).strip() == ""

    def test_who_may_decide_otherwise_can_be_named(self, stored):
        assert "Kepala Pusat" in shown(stored, overrule="'Kepala Pusat'")

    def test_the_auditor_opens_it_from_the_event(self, client, auditor, stored):
        event = audit.record(None, "certification.certificate.issued", decision=stored)
        page = client.get(reverse("audit:event", args=[event.pk])).content.decode()
        assert str(stored.pk) in page
        assert client.get(reverse("audit:decision", args=[stored.pk])).status_code == 200
        assert StoredDecision.objects.count() == 1


def test_every_event_of_people_has_a_name():
    import re
    from pathlib import Path

    import mumpuni.people

    root = Path(mumpuni.people.__file__).parent
    used = {
        name
        for path in root.rglob("*.py")
        if path.name != "events.py"
        for name in re.findall(r'"(people\.[a-z]+\.[a-z_]+)"', path.read_text())
    }
    used -= {"people.official", "people.person"}
    assert used == set(people_events.NAMES)
