"""Reports under Perka BKN 11/2008: potential and competency, each beside what is asked, and no category anywhere."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.cards import report_files as cards
from mumpuni.assessment.models import Delivery, Part, PotentialAspect, Report, Sentence
from mumpuni.assessment.selectors import report_checks as checks
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.services import report_delivery, report_opening, report_signing
from mumpuni.assessment.services import reports as services
from mumpuni.documents.selectors import bytes_of
from mumpuni.people.models import Account
from mumpuni.people.policies import RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_keys")]
#: What a result of 2019 bears and one of 2008 never does, in any form of the word.
FOREIGN = re.compile(r"JPM|Job Person Match|kategori|memenuhi syarat|optimal", re.IGNORECASE)


@pytest.fixture
def event():
    return stages.running(people_count=1, tools=("competency-interview",), edition="bkn-11-2008")


@pytest.fixture
def result(event):
    return stages.decided(stages.first(event))


@pytest.fixture
def report(result):
    return stages.reported(result)


@pytest.fixture
def writer(event):
    return make.signed_in(stages.member(event))


@pytest.fixture
def chair(event):
    return make.signed_in(stages.member(event, "chair"))


def signed(report, chair):
    Report.objects.filter(pk=report.pk).update(state=Report.State.ACCEPTED)
    return report_signing.sign_report(actor=chair, report=Report.objects.get(pk=report.pk))


def printed(report, kind="rahasia"):
    """The words of an edition, page by page."""
    pdf = pypdfium2.PdfDocument(bytes_of(report.documents.get(kind=kind).document))
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    pdf.close()
    return pages


@pytest.mark.requirement("B11-08-065", "B11-08-067")
def test_competency_is_described_line_by_line_and_no_placement_is_advised(report):
    lines = stages.lines(report.result.assessee)
    asked = selectors.parts_of(report)
    assert {line for part, line in asked if part == Part.DESCRIPTION} == {each.pk for each in lines}
    assert {part for part, line in asked if line is None} == {Part.SUMMARY, Part.RECOMMENDATION, Part.DEVELOPMENT}


@pytest.mark.requirement("B11-08-065")
def test_only_potential_and_competency_have_to_be_there(writer, report):
    report.texts.exclude(part=Part.DESCRIPTION).delete()
    assert services.send(actor=writer, report=report, looked_at=True).state == Report.State.REVIEW


@pytest.mark.requirement("B11-08-065")
@pytest.mark.parametrize("missing", ["potential", "competency"])
def test_a_report_with_one_part_is_not_sent(writer, report, missing):
    if missing == "potential":
        report.result.assessee.potential.grades.all().delete()
        report.result.assessee.potential.delete()
    else:
        report.texts.filter(part=Part.DESCRIPTION).first().delete()
    with pytest.raises(RuleBroken) as refused:
        services.send(actor=writer, report=Report.objects.get(pk=report.pk), looked_at=True)
    (found,) = refused.value.decision.findings
    assert (found.code, found.citation.regulation) == ("missing-section", "bkn-11-2008")


@pytest.mark.requirement("B11-08-015")
def test_words_of_categories_are_pointed_out_before_the_report_goes(writer, report):
    report.texts.filter(part=Part.RECOMMENDATION).update(text="Masih  memenuhi syarat bagi jabatannya.")
    report.texts.filter(part=Part.SUMMARY).update(text="Dengan JPM 92 % ia siap.")
    found = checks.check(selectors.report_for(writer, report.pk)).found
    assert {(each.code, each.key, each.stops) for each in found} == {
        ("category-word", "rekomendasi", False), ("category-word", "ringkasan", False),
    }  # fmt: skip
    with pytest.raises(Unusable, match="peringatannya"):
        services.send(actor=writer, report=report)
    assert "11/2008" in found[0].message


def test_under_2019_the_same_words_are_right():
    event = stages.running(people_count=1, tools=("competency-interview",))
    report = stages.reported(stages.decided(stages.first(event)))
    report.texts.filter(part=Part.RECOMMENDATION).update(text="Memenuhi syarat dengan JPM 100 %.")
    assert checks.check(selectors.report_for(make.signed_in(stages.member(event)), report.pk)).found == []


@pytest.mark.requirement("B11-08-010", "B11-08-015")
def test_no_page_of_a_report_speaks_of_a_category(client, event, writer, chair, report):
    pages = [
        (writer, "report_draft", [report.pk]),
        (chair, "reports", [event.pk]),
        (chair, "meeting", [report.result.meeting_id]),
        (chair, "potential", [event.pk, report.result.assessee_id]),
        (chair, "result", [report.result_id]),
    ]
    for who, name, args in pages:
        client.force_login(who)
        text = client.get(reverse(f"assessment:{name}", args=args)).content.decode()
        assert FOREIGN.findall(text) == [], name
    client.force_login(writer)
    assert "diminta Cukup" in client.get(reverse("assessment:report_draft", args=[report.pk])).content.decode()


@pytest.mark.requirement("B11-08-010", "B11-08-014", "B11-08-015", "B11-08-066")
def test_the_printed_report_sets_potential_and_competency_beside_what_is_asked(chair, report):
    made = signed(report, chair)
    words = " ".join(printed(made))
    order = [
        "KONFIDENSIAL", "LAPORAN HASIL PENILAIAN KOMPETENSI", "I. Identitas", "Pengangkatan dalam jabatan struktural",
        "II. Gambaran Potensi", "Penalaran", "taraf yang diminta jabatan", "III. Gambaran Kompetensi", "Gambaran umum",
        "IV. Rekomendasi", "V. Saran", "11/2008",
    ]  # fmt: skip
    assert [each for each in order if each not in words] == []
    assert [words.index(each) for each in order[1:-1]] == sorted(words.index(each) for each in order[1:-1])
    for each in stages.lines(report.result.assessee):
        assert f"Uraian milik {report.result.assessee.person.name}" in words
        assert each.competency.name in words
    for kind in ("rahasia", "asesor", "ringkasan"):
        assert FOREIGN.findall(" ".join(printed(made, kind))) == [], kind


@pytest.mark.requirement("B11-08-010", "B11-08-065")
def test_the_summary_holds_both_parts_on_one_page(chair, report):
    """Even with as many aspects as the first list has."""
    for number in range(2, 11):
        aspect = PotentialAspect.objects.create(code=f"a-{number}", name=f"Aspek nomor {number}", number=number)
        report.result.assessee.potential.grades.create(aspect=aspect, grade="B", note="Tampak pada tes.")
    (page,) = printed(signed(report, chair), "ringkasan")
    assert "Aspek nomor 10" in page
    assert stages.lines(report.result.assessee)[-1].competency.name in page


def test_what_nobody_wrote_leaves_no_empty_heading(chair, report):
    report.texts.exclude(part=Part.DESCRIPTION).delete()
    words = " ".join(printed(signed(report, chair)))
    assert not [each for each in ("Rekomendasi", "Saran", "Gambaran umum") if each in words]


def test_who_reads_the_report_as_text_reads_the_same(client, event, chair, report):
    made = signed(report, chair)
    report_delivery.deliver(actor=chair, event=event, reports=[made.pk])
    ppk = people.account("ppk", agency=event.request.agency)
    client.force_login(ppk)
    people.confirm_second_factor(client)
    opening = report_opening.open_report(actor=ppk, report=made, kind="rahasia", purpose="Rapat pengangkatan")
    page = client.get(reverse("assessment:report_view", args=[made.pk, opening.pk]) + "?bentuk=teks").content.decode()
    assert FOREIGN.findall(page) == []
    for part in (
        "diminta jabatan: C", "Dinamika psikologis", "Ketua Tim Penilaian Kompetensi",
        "(Perka BKN 11/2008 Lampiran II.B.5)",
    ):  # fmt: skip
        assert part in page, part


@pytest.mark.requirement("B11-08-025")
def test_the_board_finds_its_copy_on_the_front_page_until_the_proposal_is_over(client, chair, report):
    made, board = signed(report, chair), people.account("participant")
    until = timezone.localdate() + timedelta(days=7)

    def told():
        return [(each.title, each.tone) for each in cards.cards(Account.objects.get(pk=board.pk))]

    assert told() == []
    report_delivery.add_copy(
        actor=chair, report=made, recipient="baperjakat", email=board.email, until=until, occasion="Usul mutasi"
    )
    assert told() == [("Laporan untuk Anda", "next")]
    report_opening.open_report(actor=board, report=made, kind="rahasia", purpose="Sidang")
    assert told() == [("Laporan untuk Anda", "next")]
    assert "belum ditulis" in cards.cards(Account.objects.get(pk=board.pk))[0].text
    client.force_login(board)
    page = client.get(reverse("assessment:report_recommend", args=[made.pk])).content.decode()
    assert f"{report.result.assessee.person.full_name} · nomor {made.number} · Usul mutasi" in page
    report_delivery.recommend(actor=board, report=made, text="Layak.")
    assert told() == [("Laporan untuk Anda", "note")]
    Delivery.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert told() == []


@pytest.mark.requirement("B11-08-066")
def test_an_official_of_another_agency_is_refused_by_the_regulation_of_the_event(event, chair, report):
    made = signed(report, chair)
    foreign = people.account("participant", person=people.person("Orang Lain", at=people.agency()))
    own = people.account("participant", person=people.person("Sekretaris Daerah", at=event.request.agency))
    with pytest.raises(RuleBroken) as refused:
        report_delivery.add_copy(actor=chair, report=made, recipient="pejabat", email=foreign.email)
    assert refused.value.decision.rule == "bkn-11-2008/access"
    copy = report_delivery.add_copy(actor=chair, report=made, recipient="pejabat", email=own.email)
    assert (copy.recipient, copy.until) == ("pejabat", None)


def test_a_sentence_of_the_library_is_offered_under_2008_too(writer, report):
    line = stages.lines(report.result.assessee)[0]
    kept = Sentence.objects.create(part=Part.STRENGTHS, competency=line.competency, level=3, text="Tenang.")
    offered = dict(selectors.choices(selectors.report_for(writer, report.pk)))[Part.STRENGTHS, line.pk]
    assert f"k{kept.pk}" in dict(offered)
