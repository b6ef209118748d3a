"""Writing and reviewing reports: another person reviews, only the writer writes, nothing goes out half (Pasal 29)."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import Interest, Meeting, Part, Purpose, Report, ReportText, Result, Sentence
from mumpuni.assessment.selectors import report_checks as checks
from mumpuni.assessment.selectors import report_library
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.services import report_dealing, report_writing, results
from mumpuni.assessment.services import reports as services
from mumpuni.audit.models import Event as Line
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import CompetencyLevel
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return stages.running()


@pytest.fixture
def chair(event):
    return make.signed_in(stages.member(event, "chair"))


@pytest.fixture
def writer(event):
    return make.signed_in(stages.member(event))


@pytest.fixture
def reviewer(event):
    return make.signed_in(stages.member(event, at=1))


@pytest.fixture
def result(event):
    return stages.decided(stages.first(event))


@pytest.fixture
def report(result):
    return stages.reported(result)


def give(chair, result, **other):
    event = result.assessee.event
    about = {"writer": stages.member(event), "reviewer": stages.member(event, at=1), "due_on": timezone.localdate()}
    return report_dealing.assign(actor=chair, result=result, **{**about, **other})


def body(report, **other):
    parts = selectors.parts_of(report)
    texts = {(each.part, each.line_id): each.text for each in report.texts.all()}
    typed = {f"isi-{selectors.key_of(*place)}": text for place, text in texts.items() if place in parts}
    return {**typed, "revision": report.revision, **other}


def test_the_chair_gives_a_report_to_two_people_who_are_told(chair, writer, reviewer, result):
    made = give(chair, result)
    assert made.state == Report.State.DRAFT
    told = OutgoingMail.objects.filter(template="assessment/mail/report_turn")
    assert set(told.values_list("to", flat=True)) == {writer.email, reviewer.email}
    assert result.assessee.person.name not in OutgoingMail.objects.first().body
    with pytest.raises(Unusable, match="mengapa"):
        give(chair, result, writer=stages.member(result.assessee.event, at=2))
    changed = give(chair, result, writer=stages.member(result.assessee.event, at=2), reason="Cuti")
    assert changed.pk == made.pk
    assert changed.writer == stages.member(result.assessee.event, at=2)


def test_bad_assignments_are_refused_at_their_field(chair, writer, result):
    event = result.assessee.event
    same = stages.member(event)
    with pytest.raises(Refused):
        give(writer, result)
    for other, field in (
        ({"reviewer": same}, "reviewer"),
        ({"writer": stages.member(event, "admin")}, "writer"),
        ({"due_on": timezone.localdate() - timedelta(days=2)}, "due_on"),
    ):
        with pytest.raises(Unusable) as refused:
            give(chair, result, **other)
        assert field in refused.value.message_dict
    Interest.objects.create(
        assessee=result.assessee, event=event, practitioner=same.practitioner, kind=Interest.Kind.MENTOR
    )
    with pytest.raises(Unusable, match="berkepentingan"):
        give(chair, result)
    assert not Report.objects.exists()


def test_sharing_out_spreads_the_load_and_keeps_to_the_proposal(client, chair, event, queries):
    for each in event.assessees.all():
        stages.decided(each)
    client.force_login(chair)
    address = reverse("assessment:reports", args=[event.pk])
    few = queries(lambda: client.get(address))
    page = client.get(address)
    proposed = {row.result.pk: row.proposed for row in page.context["rows"]}
    client.post(reverse("assessment:reports_share", args=[event.pk]), {"due_on": timezone.localdate().isoformat()})
    made = Report.objects.all()
    assert {each.result_id: (each.writer, each.reviewer) for each in made} == proposed
    assert len({each.writer_id for each in made}) == len({each.reviewer_id for each in made}) == 4
    assert queries(lambda: client.get(address)) <= few


def test_only_the_writer_writes_and_a_second_window_overwrites_nothing(client, chair, writer, reviewer, report):
    address = reverse("assessment:report_draft", args=[report.pk])
    summary = "isi-ringkasan"
    client.force_login(writer)
    assert client.post(address, body(report, aksi="simpan", **{summary: "Baru."})).status_code == 302
    stale = client.post(address, body(report, aksi="simpan", **{summary: "Dari jendela lain."}))
    assert stale.status_code == 422
    assert "Dari jendela lain." in stale.content.decode()
    assert report.texts.get(part=Part.SUMMARY).text == "Baru."
    for other in (chair, reviewer):
        with pytest.raises(Refused):
            report_writing.save_texts(actor=other, report=report, texts={(Part.SUMMARY, None): "Bukan saya."})
    client.force_login(make.signed_in(stages.member(report.result.assessee.event, at=2)))
    assert client.get(address).status_code == 403
    assert client.get(reverse("assessment:reports", args=[report.result.assessee.event_id])).context["rows"] == []
    client.force_login(people.account("assessor"))
    assert client.get(address).status_code == 404
    client.force_login(chair)
    assert client.get(address).status_code == 200
    assert Line.objects.filter(name="assessment.report.draft-read", actor_id=chair.pk).count() == 1


def test_a_text_saves_itself_and_a_sitting_leaves_one_line(client, writer, report):
    client.force_login(writer)
    client.get(reverse("assessment:report_draft", args=[report.pk]))
    lines = Line.objects.filter(name="assessment.report.written")

    def type_(text, since):
        given = {"field": "ringkasan", "text": text, "revision": since}
        return client.post(reverse("assessment:report_keep", args=[report.pk]), given)

    mark = selectors.mark_of(report.texts.get(part=Part.SUMMARY).text)
    for text in ("Runtut.", "Runtut dan tenang.", "Runtut dan tenang."):
        answer = type_(text, mark)
        assert answer.status_code == 200
        mark = answer.json()["revision"]
    assert report.texts.get(part=Part.SUMMARY).text == "Runtut dan tenang."
    assert lines.count() == 1
    client.get(reverse("assessment:report_draft", args=[report.pk]))
    assert type_("", mark).status_code == 200
    assert not report.texts.filter(part=Part.SUMMARY).exists()
    assert lines.count() == 2
    assert type_("Dari awal.", mark).status_code == 409


def test_typing_overwrites_nobody_and_shows_both(client, chair, writer, report):
    old = report.texts.get(part=Part.SUMMARY).text
    place, since = (Part.SUMMARY, None), selectors.mark_of(old)
    report_writing.keep_text(actor=writer, report=report, place=place, text="Jendela satu.", since=since)
    client.force_login(writer)
    address = reverse("assessment:report_keep", args=[report.pk])
    given = {"field": "ringkasan", "text": "Jendela <dua>.", "revision": since}
    answer = client.post(address, given)
    assert answer.status_code == 409
    html = answer.json()["html"]
    assert "Jendela satu." in html
    assert "&lt;dua&gt;" in html
    assert report.texts.get(part=Part.SUMMARY).text == "Jendela satu."
    assert client.post(address, {**given, "field": "uraian-0"}).status_code == 422
    assert client.post(address, {**given, "field": "lain"}).status_code == 404
    client.force_login(chair)
    assert client.post(address, given).status_code == 403


def test_without_scripts_the_button_shows_both_and_saves_at_the_second_try(client, writer, report):
    address = reverse("assessment:report_draft", args=[report.pk])
    parts = {part for part, line in selectors.parts_of(report) if line is None}
    old = {each.part: each.text for each in report.texts.filter(line=None, part__in=parts)}
    since = {f"dari-{part}": selectors.mark_of(text) for part, text in old.items()}
    typed = {f"isi-{part}": text for part, text in old.items()}
    other = selectors.mark_of(old[Part.RECOMMENDATION])
    for place, text in ((Part.SUMMARY, "Jendela satu."), (Part.RECOMMENDATION, "Sesuai.")):
        report_writing.save_texts(
            actor=writer, report=report, texts={(place, None): text}, since={(place, None): since[f"dari-{place}"]}
        )
    client.force_login(writer)
    given = {**typed, **since, "isi-ringkasan": "Jendela dua.", "revision": 0, "aksi": "simpan"}
    late = client.post(address, given)
    assert late.status_code == 422
    shown = {piece.key: (piece.mark, text, theirs) for _section, pieces in late.context["blocks"]
             for piece, text, _said, theirs in pieces}  # fmt: skip
    mark, text, theirs = shown["ringkasan"]
    assert (text, theirs) == ("Jendela dua.", "Jendela satu.")
    assert shown["rekomendasi"][1:] == ("Sesuai.", None)
    assert shown["rekomendasi"][0] != other
    assert client.post(address, {**given, "dari-ringkasan": mark}).status_code == 302
    kept = {each.part: each.text for each in report.texts.filter(line=None)}
    assert (kept[Part.SUMMARY], kept[Part.RECOMMENDATION]) == ("Jendela dua.", "Sesuai.")


def test_a_report_goes_back_with_comments_and_forth_until_it_is_accepted(client, writer, reviewer, report):
    address = reverse("assessment:report_draft", args=[report.pk])

    def press(account, **given):
        client.force_login(account)
        report.refresh_from_db()
        return client.post(address, {"revision": report.revision, **given})

    client.force_login(writer)
    assert client.post(address, body(report, aksi="kirim", paham="on")).status_code == 302
    assert press(writer, aksi="simpan", **{"isi-ringkasan": "Sesudah dikirim."}).status_code == 422
    assert press(writer, aksi="terima").status_code == 403
    empty = press(reviewer, aksi="kembalikan", **{"catatan-ringkasan": "  "})
    assert "paling sedikit satu catatan" in empty.content.decode()
    assert press(reviewer, aksi="kembalikan", **{"catatan-ringkasan": "Terlalu pendek."}).status_code == 302
    comment = report.comments.get()
    assert press(writer, aksi="kirim", paham="on").status_code == 422
    assert press(writer, aksi=f"selesai:{comment.pk}").status_code == 302
    assert press(writer, aksi="kirim", paham="on").status_code == 302
    assert press(reviewer, aksi="terima").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.accepted_at is not None) == (Report.State.ACCEPTED, True)
    with pytest.raises(Unusable):
        report_writing.save_texts(actor=writer, report=report, texts={(Part.SUMMARY, None): "Terlambat."})
    told = OutgoingMail.objects.filter(template="assessment/mail/report_turn").values_list("to", flat=True)
    assert set(told) == {writer.email, reviewer.email}


@pytest.mark.requirement("B26-19-132")
def test_a_reviewer_who_is_told_of_a_change_judges_at_the_second_try(client, reviewer, report):
    Report.objects.filter(pk=report.pk).update(state=Report.State.REVIEW)
    client.force_login(reviewer)
    people.confirm_second_factor(client)
    where = reverse("assessment:report_draft", args=[report.pk])
    told = client.post(where, {"aksi": "terima", "revision": report.revision - 1})
    assert told.status_code == 422
    (revision,) = re.findall(r'name="revision" value="(\d+)"', told.content.decode())
    assert client.post(where, {"aksi": "terima", "revision": revision}).status_code == 302


def test_a_report_without_a_description_is_not_sent(writer, report):
    line = stages.lines(report.result.assessee)[0]
    report.texts.filter(part=Part.DESCRIPTION, line=line).delete()
    with pytest.raises(RuleBroken) as refused:
        services.send(actor=writer, report=report, looked_at=True)
    assert [each.code for each in refused.value.decision.findings] == ["description-missing"]


def test_what_is_wrong_is_found_where_it_stands(writer, event, report):
    other = event.assessees.order_by("number")[1]
    other.person.name = "Zulkarnain Harahap"
    other.person.save()
    twin = stages.reported(stages.decided(other))
    line = stages.lines(report.result.assessee)[0]
    ReportText.objects.filter(report=twin, part=Part.DEVELOPMENT).update(text="Pelatihan  kepemimpinan")
    level_two = Sentence.objects.create(part=Part.STRENGTHS, competency=line.competency, level=2, text="Cukup tenang.")
    report.texts.filter(part=Part.DEVELOPMENT).update(text="pelatihan kepemimpinan.")
    report.texts.filter(part=Part.SUMMARY).update(text="Berbeda dari zulkarnain harahap, ia tenang.")
    report.texts.filter(part=Part.RECOMMENDATION).update(text="Sesuai bagi [jabatan].")
    report.texts.filter(part=Part.STRENGTHS, line=line).update(text="Cukup tenang.", sentence=level_two)
    found = checks.check(selectors.report_for(writer, report.pk)).found
    assert {(each.code, each.key, each.stops) for each in found} == {
        ("same-text", "saran-pengembangan", False),
        ("other-name", "ringkasan", True),
        ("placeholder", "rekomendasi", True),
        ("other-level", f"kekuatan-{line.pk}", False),
    }
    with pytest.raises(Unusable, match="belum diganti"):
        services.send(actor=writer, report=report, looked_at=True)
    report.texts.filter(part__in=[Part.SUMMARY, Part.RECOMMENDATION]).update(text="Runtut dan tenang.")
    with pytest.raises(Unusable, match="peringatannya"):
        services.send(actor=writer, report=report)
    assert services.send(actor=writer, report=report, looked_at=True).state == Report.State.REVIEW


def test_a_sentence_of_the_dictionary_is_inserted_and_remembered(client, writer, report):
    line = stages.lines(report.result.assessee)[0]
    level, _made = CompetencyLevel.objects.get_or_create(
        competency=line.competency, level=3, defaults={"description": "Bekerja menurut norma."}
    )
    key = f"uraian-{line.pk}"
    client.force_login(writer)
    before = report.texts.get(part=Part.DESCRIPTION, line=line).text
    given = body(report, aksi=f"sisip:{key}", **{f"pustaka-{key}": f"t{level.pk}"})
    answer = client.post(reverse("assessment:report_draft", args=[report.pk]), given)
    assert answer.url.endswith(f"#{key}")
    kept = report.texts.get(part=Part.DESCRIPTION, line=line)
    assert kept.text == f"{before}\n{level.description}"
    assert (kept.sentence.level, kept.sentence.competency) == (3, line.competency)
    again = dict(report_library.choices(selectors.report_for(writer, report.pk)))[Part.DESCRIPTION, line.pk]
    assert f"t{level.pk}" not in dict(again)
    assert f"k{kept.sentence_id}" in dict(again)


def test_advice_on_placement_belongs_to_mapping(report):
    mapping = report.result.purpose == Purpose.MAPPING
    assert ((Part.PLACEMENT, None) in selectors.parts_of(report)) is mapping
    Result.objects.filter(pk=report.result_id).update(purpose=Purpose.FILLING if mapping else Purpose.MAPPING)
    assert ((Part.PLACEMENT, None) in selectors.parts_of(Report.objects.get(pk=report.pk))) is not mapping


def test_a_result_decided_anew_takes_the_texts_along_and_shuts_the_old_report(client, chair, writer, report):
    before, held = report.result, report.result.meeting
    held.round = 2
    held.save()
    for each in held.agreements.filter(round=1):
        evidence = list(each.evidence.all())
        each.pk, each.round, each.level = None, 2, 4
        each.save()
        each.evidence.set(evidence)
    Meeting.objects.filter(pk=held.pk).update(state=Meeting.State.LOCKED)
    made = results.decide(actor=chair, meeting=held)
    new = made.report
    assert (new.writer, new.reviewer, new.state) == (report.writer, report.reviewer, Report.State.DRAFT)
    assert new.texts.count() == report.texts.count()
    with pytest.raises(Unusable, match="diputus ulang"), transaction.atomic():
        report_writing.save_texts(actor=writer, report=report, texts={(Part.SUMMARY, None): "Di laporan lama."})
    client.force_login(writer)
    old = client.get(reverse("assessment:report_draft", args=[report.pk])).content.decode()
    assert reverse("assessment:report_draft", args=[new.pk]) in old
    page = client.get(reverse("assessment:report_draft", args=[new.pk])).content.decode()
    assert "disalin dari laporan" in page
    assert before.pk != made.pk


def test_what_no_database_takes_is_a_bad_request_and_no_fault_of_ours(client, writer, report):
    client.force_login(writer)
    people.confirm_second_factor(client)
    held = report.texts.filter(part=Part.SUMMARY).values_list("text", flat=True).first() or ""
    mark = selectors.mark_of(held)
    for name, data in (
        ("report_keep", {"field": Part.SUMMARY, "text": "Tenang\x00", "revision": mark}),
        ("report_draft", {"aksi": "simpan", f"isi-{Part.SUMMARY}": "Tenang\x00", f"dari-{Part.SUMMARY}": mark}),
    ):
        assert client.post(reverse(f"assessment:{name}", args=[report.pk]), data).status_code == 400
    assert not ReportText.objects.filter(text__startswith="Tenang").exists()
