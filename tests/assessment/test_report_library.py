"""Keeping the sentences that reports begin with: who, what belongs where, and that nothing used is lost."""

from io import BytesIO

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from python_calamine import load_workbook

from mumpuni.assessment.models import Part, ReportText, Sentence
from mumpuni.assessment.selectors import report_library as selectors
from mumpuni.assessment.selectors.reports import report_for
from mumpuni.assessment.services import report_library as services
from mumpuni.audit.models import Event as Line
from mumpuni.exchange import services as exchange
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.assessment import stages
from tests.assessment.test_kit import enter, problems, upload
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    make.standards()
    return make.provider()


@pytest.fixture
def staff(provider):
    return make.staff(provider)


@pytest.fixture
def integrity(provider):
    return selectors.competencies().get(name="Integritas")


def add(actor, provider, text="Runtut.", **other):
    about = {"part": Part.SUMMARY, "competency": None, "level": None, "text": text, **other}
    return services.add_sentence(actor=actor, provider=provider, **about)


def test_staff_keep_their_own_and_the_supervisor_what_all_share(provider, staff):
    other = make.staff(make.provider("UPT Lain"))
    supervisor = people.account("supervisor")
    own, shared = add(staff, provider), add(supervisor, None)
    for actor, house in ((other, provider), (staff, None), (supervisor, provider), (people.account("assessor"), None)):
        with pytest.raises(Refused):
            add(actor, house, "Bukan milik saya.")
    readers = {"staff": staff, "other": other, "supervisor": supervisor, "nobody": people.account("assessor")}
    seen = {name: set(selectors.kept(actor)) for name, actor in readers.items()}
    assert seen == {"staff": {own, shared}, "other": {shared}, "supervisor": {shared}, "nobody": set()}


def test_what_does_not_belong_together_is_refused_at_its_field(provider, staff, integrity):
    add(staff, provider)
    for other, field in (
        ({"competency": integrity}, "competency"),
        ({"level": 3}, "level"),
        ({}, "text"),
        ({"text": " "}, "text"),
        ({"part": Part.STRENGTHS, "level": 6}, "level"),
    ):
        with pytest.raises(Unusable) as refused:
            add(staff, provider, **other)
        assert list(refused.value.message_dict) == [field]


def test_writers_are_offered_what_is_in_use_and_a_used_one_is_retired_not_lost():
    event = stages.running()
    report = stages.reported(stages.decided(stages.first(event)))
    own = add(make.staff(event.provider), event.provider, "Milik penyelenggara ini.")
    other = make.provider("UPT Lain")
    add(make.staff(other), other, "Milik penyelenggara lain.")
    writer = make.signed_in(stages.member(event))

    def offered():
        found = selectors.choices(report_for(writer, report.pk))
        return [label for _code, label in found.get((Part.SUMMARY, None), [])]

    assert offered() == ["Milik penyelenggara ini."]
    ReportText.objects.filter(report=report, part=Part.SUMMARY).update(sentence=own)
    services.use_sentence(actor=make.staff(event.provider), sentence=own, is_active=False)
    assert offered() == []
    with pytest.raises(ProtectedError):
        own.delete()


def test_changes_are_told_with_what_stood_before_and_no_window_overwrites(client, provider, staff):
    one = add(staff, provider)
    client.force_login(staff)
    address = reverse("assessment:sentence_change", args=[one.pk])
    form = client.get(address).context["form"]
    given = {"part": "ringkasan", "competency": "", "level": "", "text": "Runtut dan tenang."}
    seen = form["revision"].value()
    assert client.post(address, {**given, "revision": seen}).status_code == 302
    late = client.post(address, {**given, "text": "Jendela dua.", "revision": seen})
    assert late.status_code == 422
    assert "Runtut dan tenang." in late.content.decode()
    assert late.context["form"]["text"].value() == "Jendela dua."
    again = {**given, "text": "Jendela dua.", "revision": late.context["form"]["revision"].value()}
    assert client.post(address, again).status_code == 302
    client.post(reverse("assessment:sentence_use", args=[one.pk]))
    names = [line.name.rpartition(".")[2] for line in selectors.history(one)]
    assert names == ["retired", "changed", "changed", "added"]
    page = client.get(reverse("assessment:sentence", args=[one.pk])).content.decode()
    assert "Sebelumnya: Runtut dan tenang." in page


def test_the_list_is_filtered_and_exported_and_costs_the_same_for_one_as_for_ten(
    client, provider, staff, integrity, queries
):
    client.force_login(staff)
    address = reverse("assessment:sentence_list")
    add(staff, provider, part=Part.STRENGTHS, competency=integrity, level=2, text="Jujur.")
    client.get(address)
    one = queries(lambda: client.get(address))
    for number in range(9):
        add(staff, provider, f"Kalimat {number}.")
    assert queries(lambda: client.get(address)) == one
    for asked in ({"part": "kekuatan"}, {"competency": integrity.pk}, {"level": "2"}, {"q": "jujur"}):
        rows = client.get(address, asked).context["table"].rows
        assert [row.record.text for row in rows] == ["Jujur."]
    book = load_workbook(BytesIO(client.get(address, {"export": "xlsx"}).content))
    assert "Jujur." in [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    client.force_login(people.account("assessor"))
    assert client.get(address).status_code == 403


def test_bad_rows_are_told_by_row_and_column_and_the_rest_enters(provider, staff):
    add(staff, provider)
    lines = [
        ["Uraian", "Integritas", "3", "Bekerja menurut norma."],
        ["Uraian", "Kesaktian", "3", "Tidak dikenal."],
        ["Kekuatan", "", "7", "Level di luar skala."],
        ["Gambaran umum", "Integritas", "", "Bukan bagiannya."],
        ["Gambaran umum", "", "", "Runtut."],
        ["Lampiran", "", "", "Bagian tidak dikenal."],
    ]
    head = ["Bagian", "Kompetensi", "Level", "Kalimat"]
    batch = upload(staff, "assessment.sentence", head, lines, penyelenggara=provider.pk)
    assert problems(batch) == [
        (3, "B", "unknown-competency"), (4, "C", "no-such-level"), (5, "B", "of-the-whole"), (6, "D", "known"),
        (7, "A", "unknown-choice"),
    ]  # fmt: skip
    enter(staff, batch)
    made = Sentence.objects.get(text="Bekerja menurut norma.")
    assert (made.provider, made.competency.name, made.level) == (provider, "Integritas", 3)
    exchange.undo(actor=staff, batch=batch)
    assert not Sentence.objects.filter(pk=made.pk).exists()
    assert Line.objects.filter(name="assessment.sentence.added").count() == 1


def test_only_into_the_own_library(staff):
    other = make.provider("UPT Lain")
    with pytest.raises(Refused):
        upload(staff, "assessment.sentence", ["Bagian"], [], penyelenggara=other.pk)
