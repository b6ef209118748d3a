"""Reports as documents: signed, delivered, opened, released (Pasal 29, Perka BKN 11/2008 III.2)."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from mumpuni.assessment.cards import report_files as cards
from mumpuni.assessment.models import Delivery, Meeting, Opening, Part, Report, ReportDocument, Result
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.selectors import results as selectors
from mumpuni.assessment.services import meetings, report_delivery, report_opening, report_signing, results
from mumpuni.assessment.tables.report_files import ReportTable
from mumpuni.assessment.views.report_reading import ReportFilter
from mumpuni.audit import services as audit
from mumpuni.audit.models import Event as Line
from mumpuni.certification.selectors.public import verify
from mumpuni.documents.models import Document
from mumpuni.documents.selectors import bytes_of
from mumpuni.exchange.models import OutgoingMail, Progress
from mumpuni.people.models import Account
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.regulations import decide
from mumpuni.regulations.validity import last_valid_day
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_keys")]
KINDS = {"asesor", "rahasia", "ringkasan"}


def accepted(event, assessee=None, *, level=3, **about):
    who = assessee or stages.first(event)
    return stages.reported(stages.decided(who, level=level), state=Report.State.ACCEPTED, **about)


def found_2008(assessee):
    """A result of the older regulation: levels beside the standard, a signed potential, no percentage."""
    held, lines = stages.meeting(assessee), stages.lines(assessee)
    stages.potential(assessee)
    held.state, held.locked_at = Meeting.State.LOCKED, timezone.now()
    held.save()
    facts = {"aspects": [{"part": "competency", "name": each.competency.name} for each in lines]}
    kept = audit.keep(None, decide("bkn-11-2008/result", facts), facts, held)
    return Result.objects.create(
        assessee=assessee, meeting=held, round=1, blueprint=lines[0].blueprint, edition="bkn-11-2008",
        purpose="pengisian", decision_id=kept.pk,
        required={each.competency.name: each.required_level for each in lines},
        achieved={each.competency.name: "3" for each in lines},
    )  # fmt: skip


def chair_of(event):
    return make.signed_in(stages.member(event, "chair"))


def words(document):
    pdf = pypdfium2.PdfDocument(bytes_of(document))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    pdf.close()
    return text


def edition(report, kind):
    return report.documents.get(kind=kind).document


@pytest.fixture
def event():
    return stages.running(people_count=2, tools=("case-analysis",))


@pytest.fixture
def chair(event):
    return chair_of(event)


@pytest.fixture
def report(event):
    return accepted(event)


@pytest.fixture
def signed(report, chair):
    return report_signing.sign_report(actor=chair, report=report)


@pytest.fixture
def sent(signed, event, chair):
    report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    return signed


@pytest.fixture
def ppk(event):
    return people.account("ppk", agency=event.request.agency)


@pytest.mark.requirement("B26-19-130", "B26-19-131", "B26-19-132", "B26-19-133", "B26-19-138")
def test_every_edition_is_made_once_and_says_what_the_article_demands(report, chair):
    report_signing.sign_report(actor=chair, report=report)
    report.refresh_from_db()
    assert {each.kind for each in report.documents.all()} == KINDS | {"sertifikat"}
    printed = words(edition(report, "rahasia"))
    person = report.result.assessee.person
    for part in (
        "RAHASIA", person.full_name, report.number, "Kepala Bidang Mutasi", "Job Person Match (JPM)", "Rekomendasi:",
        "Uraian milik", "Ketua Tim Penilaian Kompetensi", "penanggung jawab pada tim", "bkn-26-2019/job-person-match",
        "Mengelola diri dan orang lain", "Kategori:",
    ):  # fmt: skip
        assert part in printed, part
    assert "Saran penempatan" not in printed
    assert "Lampiran bukti" not in printed
    assert "Terlihat berulang" in words(edition(report, "asesor"))
    assert (report.state, report.responsible.role, report.signed_by) == ("ditandatangani", "chair", None)
    assert report.valid_until == last_valid_day(timezone.localdate(report.signed_at), 3)
    serials = set(Document.objects.filter(kind__startswith="assessment.report.").values_list("serial", flat=True))
    assert serials == {1}


@pytest.mark.requirement("B26-19-129")
def test_leader_or_chair_signs_and_nobody_else(event, report):
    assessor = make.signed_in(stages.member(event))
    with pytest.raises(Refused, match="Pasal 29 ayat"):
        report_signing.sign_report(actor=assessor, report=report)
    with pytest.raises(Refused):
        report_signing.sign_report(actor=make.staff(event.provider), report=report)
    provider = event.provider
    provider.office = people.office("kepala-upt", at=provider.agency)
    provider.save()
    leader = people.person("Siti Rahmawati", back_title="S.H.")
    holder = people.holder(provider.office, leader, starts_on=date(2020, 1, 1))
    made = report_signing.sign_report(actor=people.account("signatory", person=leader), report=report)
    assert (made.signed_by, made.responsible) == (holder, None)
    assert "Siti Rahmawati, S.H." in words(edition(made, "rahasia"))


def test_signing_again_makes_nothing_and_the_bytes_never_change(signed, chair):
    before = Document.objects.count()
    with pytest.raises(Unusable, match="sudah ditandatangani"):
        report_signing.sign_report(actor=chair, report=signed)
    assert Document.objects.count() == before
    with pytest.raises(ProgrammingError), transaction.atomic():
        ReportDocument.objects.update(kind="rahasia")


@pytest.mark.parametrize(("part", "code"), [(Part.RECOMMENDATION, "missing-section"),
                                            (Part.DESCRIPTION, "description-missing")])  # fmt: skip
def test_what_the_article_demands_is_checked_before_signing(report, chair, part, code):
    report.texts.filter(part=part).first().delete()
    with pytest.raises(RuleBroken) as broken:
        report_signing.sign_report(actor=chair, report=report)
    assert [each.code for each in broken.value.decision.findings] == [code]
    assert not ReportDocument.objects.exists()


@pytest.mark.parametrize("state", [Report.State.DRAFT, Report.State.REVIEW])
def test_only_an_accepted_report_is_signed(report, chair, state):
    Report.objects.filter(pk=report.pk).update(state=state)
    with pytest.raises(Unusable, match="belum diterima"):
        report_signing.sign_report(actor=chair, report=report)


def test_many_are_signed_by_the_job_and_who_lacks_something_is_named(event, report, chair):
    other = accepted(event, event.assessees.order_by("number")[1])
    other.texts.filter(part=Part.RECOMMENDATION).delete()
    made = report_signing.order_signing(actor=chair, event=event, reports=[report.pk, other.pk])
    for _twice in range(2):
        report_signing.run_signing(
            event_id=event.pk, reports=[report.pk, other.pk], actor_id=chair.pk, progress_id=str(made.pk)
        )
    row = Progress.objects.get(pk=made.pk)
    assert row.message.startswith("1 laporan ditandatangani.")
    assert f"{other.result.assessee}: " in row.message
    assert set(Report.objects.filter(state="ditandatangani")) == {report}


@pytest.mark.requirement("B26-19-120", "B26-19-121")
@pytest.mark.parametrize(
    ("purpose", "level", "given"),
    [("pengisian", 3, True), ("pengisian", 1, False), ("pemetaan", 5, False)],
)
def test_the_certificate_comes_only_where_the_article_opens_it(purpose, level, given):
    event = stages.running(people_count=1, tools=("case-analysis",), purpose=purpose)
    made = report_signing.sign_report(actor=chair_of(event), report=accepted(event, level=level))
    assert made.documents.filter(kind="sertifikat").exists() is given
    assert ("Saran penempatan" in words(edition(made, "rahasia"))) is (purpose == "pemetaan")
    if given:
        assert "Pasal 26 ayat (6)" in words(edition(made, "sertifikat"))


@pytest.mark.requirement("B26-19-139", "B11-08-025", "B11-08-031", "B11-08-065", "B11-08-066", "B11-08-067")
def test_2008_reports_potential_and_competency_without_category_for_two_years(client):
    event = stages.running(people_count=1, tools=("case-analysis",), edition="bkn-11-2008")
    report, chair = stages.reported(found_2008(stages.first(event)), state=Report.State.ACCEPTED), chair_of(event)
    made = report_signing.sign_report(actor=chair, report=report)
    printed = words(edition(made, "rahasia"))
    assert "KONFIDENSIAL" in printed
    assert "Gambaran Potensi" in printed
    assert "Gambaran Kompetensi" in printed
    assert "JPM" not in printed.replace("Potensi tidak dihitung dalam JPM", "")
    assert "Kategori" not in printed
    signed_on = timezone.localdate(made.signed_at)
    assert made.valid_until == last_valid_day(signed_on, 2)
    assert {each.kind for each in made.documents.all()} == KINDS
    report_delivery.deliver(actor=chair, event=event, reports=[made.pk])
    assert [each.recipient for each in Delivery.objects.all()] == ["ppk"]
    board = people.account("participant")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Unusable, match="tidak mengenal"):
        report_delivery.add_copy(actor=chair, report=made, recipient="panitia", email=board.email, until=tomorrow,
                                 occasion="Seleksi")  # fmt: skip
    report_delivery.add_copy(actor=chair, report=made, recipient="baperjakat", email=board.email, until=tomorrow,
                             occasion="Usul mutasi")  # fmt: skip
    assert rights.reading(board, made).judged.stands
    address = reverse("assessment:report_recommend", args=[made.pk])
    client.force_login(board)
    people.confirm_second_factor(client)
    assert client.post(address, {"text": " "}).status_code == 422
    client.post(address, {"text": "Layak dipromosikan."})
    report_opening.open_report(actor=board, report=made, kind="rahasia", purpose="Sidang Baperjakat")
    (left,) = cards.cards(board)
    assert (left.figure, left.tone) == ("1", "note"), "the way back to a copy stays as long as the copy is open"
    ppk = people.account("ppk", agency=event.request.agency)
    for who in (ppk, chair):
        client.force_login(who)
        people.confirm_second_factor(client)
        page = client.get(reverse("assessment:report_file", args=[made.pk])).content.decode()
        assert "Layak dipromosikan." in page
        assert "Usul mutasi" in page
        assert client.post(address, {"text": "Lain"}).status_code == 403
    late = rights.reading(board, made, tomorrow + timedelta(days=1)).judged
    assert [each.code for each in late.decision.findings] == ["no-current-proposal"]
    assert rights.board_copy(board, made, tomorrow + timedelta(days=1)) is None
    assert not rights.reading(people.account("supervisor"), made).judged.stands


@pytest.mark.requirement("B26-19-134", "B26-19-136")
def test_a_signed_report_goes_to_the_ppk_and_in_copy_to_the_instansi_pembina_once(signed, event, chair, ppk):
    for _twice in range(2):
        report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    copies = [(each.copy_number, each.recipient, each.agency) for each in Delivery.objects.all()]
    assert copies == [(1, "ppk", event.request.agency), (2, "pembina", None)]
    assert [each.to for each in OutgoingMail.objects.all()] == [ppk.email]
    with pytest.raises(Refused):
        report_delivery.deliver(actor=make.signed_in(stages.member(event)), event=event, reports=[signed.pk])
    stranger = people.account("ppk", agency=people.agency(), person=people.person("Orang", at=people.agency()))
    with pytest.raises(RuleBroken):
        report_delivery.add_copy(actor=chair, report=signed, recipient="pejabat", email=stranger.email)


@pytest.mark.requirement("B26-19-135")
def test_who_may_read_and_who_is_told_why_not(signed, event, chair, ppk):
    own = make.assessee_account(signed.result.assessee)
    elsewhere = people.account("ppk", agency=people.agency())
    pembina = people.account("supervisor")

    def codes(who, day=None):
        found = rights.reading(who, Report.objects.get(pk=signed.pk), day)
        return [each.code for each in found.judged.decision.findings]

    assert codes(chair) == codes(make.signed_in(stages.member(event))) == []
    assert codes(own) == codes(ppk) == codes(pembina) == ["not-released"]
    assert (
        codes(make.staff(event.provider))
        == codes(people.account("agency-hr", agency=event.request.agency))
        == ["no-access"]
    )
    report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    assert codes(ppk) == codes(pembina) == []
    assert codes(elsewhere) == ["other-agency"]
    assert codes(own) == ["not-released"]
    report_delivery.release(actor=chair, event=event, reports=[signed.pk])
    assert codes(own) == []
    committee, until = people.account("participant"), timezone.localdate() + timedelta(days=3)
    report_delivery.add_copy(actor=chair, report=signed, recipient="panitia", email=committee.email, until=until,
                             occasion="Seleksi terbuka JPT")  # fmt: skip
    assert codes(committee, until) == []
    assert codes(committee, until + timedelta(days=1)) == ["no-access"]


def test_opening_asks_why_confirms_the_copy_and_the_assessee_sees_it(client, sent, event, chair, ppk):
    client.force_login(ppk)
    people.confirm_second_factor(client)
    address = reverse("assessment:report_open", args=[sent.pk])
    refused = client.post(address, {"kind": "rahasia", "purpose": "   "})
    assert refused.status_code == 422
    assert not Opening.objects.exists()
    shown = client.post(address, {"kind": "rahasia", "purpose": "Rapat promosi"}, follow=True)
    assert ppk.name in shown.content.decode()
    inside = next(word for word in shown.content.decode().split('"') if word.endswith("/isi/"))
    assert client.get(inside).content == bytes_of(edition(sent, "rahasia"))
    assert "attachment" in client.get(inside, {"unduh": 1})["Content-Disposition"]
    told = client.get(shown.redirect_chain[-1][0], {"bentuk": "teks"}).content.decode()
    for part in (ppk.name, "Kepala Bidang Mutasi", "Uraian milik", "bkn-26-2019/job-person-match"):
        assert part in told
    assert "Terlihat berulang" not in told
    assert client.get(inside, {"halaman": 1}).content.startswith(b"\x89PNG")
    assert [client.get(inside, {"halaman": wrong}).status_code for wrong in ("0", "99", "x")] == [404] * 3
    copy = sent.deliveries.get(recipient="ppk")
    assert (copy.received_on, copy.received_by) == (timezone.localdate(), ppk.name)
    assert Line.objects.filter(name="assessment.report.opened").count() == 1
    report_delivery.release(actor=chair, event=event, reports=[sent.pk])
    own = make.assessee_account(sent.result.assessee)
    client.force_login(own)
    page = client.get(reverse("assessment:own_results")).content.decode()
    assert "Rapat promosi" in page
    assert "Pejabat Pembina Kepegawaian" in page


@pytest.mark.requirement("B26-19-135")
def test_who_holds_no_copy_reads_on_the_screen_and_has_no_file(client, signed, event, chair):
    client.force_login(chair)
    people.confirm_second_factor(client)
    opening = report_opening.open_report(actor=chair, report=signed, kind="asesor", purpose="Menelaah")
    page = reverse("assessment:report_view", args=[signed.pk, opening.pk])
    token = report_opening.token_for(opening, client.session.session_key)
    inside = reverse("assessment:report_bytes", args=[signed.pk, opening.pk, token])
    assert [client.get(inside).status_code, client.get(inside, {"unduh": 1}).status_code] == [403, 403]
    assert client.get(inside, {"halaman": 1}).status_code == 200
    assert "Buka sebagai PDF" not in client.get(page).content.decode()
    assert "Terlihat berulang" in client.get(page, {"bentuk": "teks"}).content.decode()
    report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    own, whole = make.assessee_account(signed.result.assessee), Report.objects.get(pk=signed.pk)
    assert not rights.may_keep(own, whole, "rahasia")
    report_delivery.release(actor=chair, event=event, reports=[signed.pk])
    whole.refresh_from_db()
    assert [rights.may_keep(own, whole, kind) for kind in ("rahasia", "asesor")] == [True, False]


def test_a_forwarded_link_shows_nothing_to_others_nor_later(client, sent, ppk, event, monkeypatch):
    client.force_login(ppk)
    people.confirm_second_factor(client)
    opening = report_opening.open_report(actor=ppk, report=sent, kind="rahasia", purpose="Promosi")
    token = report_opening.token_for(opening, client.session.session_key)
    address = reverse("assessment:report_bytes", args=[sent.pk, opening.pk, token])
    assert client.get(address).status_code == 200
    client.force_login(people.account("ppk", agency=event.request.agency))
    people.confirm_second_factor(client)
    assert client.get(address).status_code == 404
    client.force_login(ppk)
    people.confirm_second_factor(client)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(ppk)
    people.confirm_second_factor(client)
    token = report_opening.token_for(opening, client.session.session_key)
    monkeypatch.setattr(report_opening, "MINUTES", -1)
    assert client.get(reverse("assessment:report_bytes", args=[sent.pk, opening.pk, token])).status_code == 403
    again = client.get(reverse("assessment:report_view", args=[sent.pk, opening.pk]))
    assert again.headers["Location"] == reverse("assessment:report_open", args=[sent.pk])


@pytest.mark.requirement("B26-19-135")
def test_pages_of_a_report_are_shut_to_another_agency_with_the_rule_s_words(client, sent):
    client.force_login(people.account("ppk", agency=people.agency()))
    people.confirm_second_factor(client)
    for name in ("report_file", "report_open"):
        answer = client.get(reverse(f"assessment:{name}", args=[sent.pk]))
        assert answer.status_code == 403
        assert "instansinya sendiri" in answer.content.decode()
        assert sent.result.assessee.person.full_name not in answer.content.decode()


def test_release_waits_for_delivery_and_tells_the_assessee_once(signed, event, chair):
    with pytest.raises(RuleBroken) as broken:
        report_delivery.release(actor=chair, event=event, reports=[signed.pk])
    assert {each.code for each in broken.value.decision.findings} == {"not-sent-to-ppk", "no-copy-to-instansi-pembina"}
    report_delivery.deliver(actor=chair, event=event, reports=[signed.pk])
    for _twice in range(2):
        report_delivery.release(actor=chair, event=event, reports=[signed.pk])
    assert Line.objects.filter(name="assessment.report.released").count() == 1
    assert OutgoingMail.objects.filter(to=signed.result.assessee.person.email).count() == 1


def test_a_result_decided_anew_brings_a_report_that_names_the_old_one(sent, event, chair):
    meeting = sent.result.meeting
    meeting.round = 2
    meeting.save()
    for each in meeting.agreements.filter(round=1):
        copy = meeting.agreements.create(round=2, line=each.line, level=each.level, reason="Ditinjau ulang")
        copy.evidence.set(each.evidence.all())
    again = results.decide(actor=chair, meeting=meeting).report
    assert again.texts.count() == sent.texts.count()
    again.state = Report.State.ACCEPTED
    again.save()
    new = report_signing.sign_report(actor=chair, report=again)
    sent.refresh_from_db()
    assert sent.replaced_by == new
    assert f"Menggantikan laporan nomor {sent.number}" in words(edition(new, "rahasia"))
    assert verify(edition(sent, "rahasia").code).answer == "replaced"
    found = verify(edition(new, "sertifikat").code)
    assert (found.answer, found.name, found.expires_on) == ("valid", "", new.valid_until)
    assert verify(edition(new, "ringkasan").code, today=new.valid_until + timedelta(days=1)).answer == "expired"
    assert report_opening.open_report(actor=chair, report=sent, kind="rahasia", purpose="Membandingkan")
    with pytest.raises(Unusable, match="sudah diganti"):
        report_delivery.deliver(actor=chair, event=event, reports=[sent.pk])


def test_a_receipt_by_hand_needs_a_day_a_name_and_a_proof(sent, chair):
    copy = sent.deliveries.get(recipient="pembina")
    given = {"received_on": timezone.localdate(), "received_by": "Loket BKN", "proof": "Tanda terima 7"}
    for wrong in ({"proof": " "}, {"received_by": ""}, {"received_on": timezone.localdate() + timedelta(days=1)}):
        with pytest.raises(Unusable):
            report_delivery.record_receipt(actor=chair, delivery=copy, **{**given, **wrong})
    report_delivery.record_receipt(actor=chair, delivery=copy, **given)
    assert Delivery.objects.get(pk=copy.pk).proof == "Tanda terima 7"


def test_the_list_of_an_event_costs_the_same_for_one_as_for_many(client, queries, event, report, chair):
    client.force_login(chair)
    people.confirm_second_factor(client)
    address = reverse("assessment:report_files", args=[event.pk])
    client.get(address)
    one = queries(lambda: client.get(address))
    accepted(event, event.assessees.order_by("number")[1])
    assert queries(lambda: client.get(address)) == one


def test_home_tells_who_signs_who_reads_and_whose_report_it_is(report, event, chair, ppk):
    def told(actor):
        return [each.title for each in cards.cards(Account.objects.get(pk=actor.pk))]

    pembina, own = people.account("supervisor"), make.assessee_account(report.result.assessee)
    assessor = make.signed_in(stages.member(event))
    assert told(chair) == [f"Laporan untuk ditandatangani: {event}"]
    assert told(assessor) == told(ppk) == told(pembina) == told(own) == []
    report_signing.sign_report(actor=chair, report=report)
    report_delivery.deliver(actor=chair, event=event, reports=[report.pk])
    report_delivery.release(actor=chair, event=event, reports=[report.pk])
    assert told(chair) == []
    assert told(ppk) == ["Hasil penilaian baru"]
    assert told(pembina) == ["Laporan individual masuk"]
    assert told(own) == [f"Hasil penilaian: {event}"]
    Report.objects.update(valid_until=timezone.localdate() + timedelta(days=60))
    assert told(ppk) == ["Hasil penilaian baru", "Hasil penilaian segera berakhir"]


@pytest.mark.requirement("B26-19-130")
def test_a_person_without_a_number_gets_no_report(report, chair):
    report.result.assessee.person.identities.all().delete()
    with pytest.raises(RuleBroken) as broken:
        report_signing.sign_report(actor=chair, report=report)
    assert [each.code for each in broken.value.decision.findings] == ["missing-section"]


@pytest.mark.requirement("B26-19-006", "B11-08-027", "B11-08-033")
@pytest.mark.parametrize("edition", ["bkn-26-2019", "bkn-11-2008"])
def test_the_result_is_open_to_the_assessee_and_the_own_ppk_and_to_nobody_else(client, edition):
    event = stages.running(people_count=2, tools=("case-analysis",), edition=edition)
    first, second = event.assessees.order_by("number")
    old = edition == "bkn-11-2008"
    found = stages.reported(found_2008(first), state=Report.State.ACCEPTED) if old else accepted(event)
    chair = chair_of(event)
    made = report_signing.sign_report(actor=chair, report=found)
    report_delivery.deliver(actor=chair, event=event, reports=[made.pk])
    own, colleague = make.assessee_account(first), make.assessee_account(second)
    ppk = people.account("ppk", agency=event.request.agency)
    elsewhere = people.account("ppk", agency=people.agency())

    def opens(who):
        client.force_login(who)
        people.confirm_second_factor(client)
        listed = made.number in client.get(reverse("assessment:own_results")).content.decode()
        return client.get(reverse("assessment:report_open", args=[made.pk])).status_code, listed

    assert opens(own) == (403, False)
    report_delivery.release(actor=chair, event=event, reports=[made.pk])
    assert [opens(own), opens(colleague), opens(ppk), opens(elsewhere)] == [
        (200, True), (403, False), (200, False), (403, False)
    ]  # fmt: skip


@pytest.mark.requirement("B11-08-006")
def test_the_report_names_none_of_the_five_attributes(signed):
    labels = {each["label"] for each in edition(signed, "rahasia").data["identity"]}
    assert labels <= {
        "Nama", "NIP", "Jabatan", "Unit kerja", "Target jabatan", "Tujuan penilaian", "Penyelenggara", "Metode"
    }  # fmt: skip
    printed = words(edition(signed, "asesor")).lower()
    assert not re.findall(r"\b(jenis kelamin|laki-laki|perempuan|suku|agama|ras|golongan darah)\b", printed)
    for names in (ReportFilter.base_filters, ReportTable.base_columns, selectors.ORDERS):
        assert not {"sex", "ethnicity", "religion", "race", "group"} & {name.split("__")[-1] for name in names}


@pytest.mark.requirement("B26-19-137")
def test_the_list_of_the_instansi_pembina_holds_all_agencies_and_the_ppk_s_only_the_own(client, sent, ppk):
    provider = sent.result.assessee.event.provider
    other = make.event(make.request(provider, people_count=1), instruments=("case-analysis",))
    make.team(other, assessors=3)
    lead = chair_of(other)
    theirs = report_signing.sign_report(actor=lead, report=accepted(other))
    report_delivery.deliver(actor=lead, event=other, reports=[theirs.pk])
    shown, found, address = {}, {}, reverse("assessment:report_inbox")
    for who in (people.account("supervisor"), ppk):
        client.force_login(who)
        people.confirm_second_factor(client)
        page = client.get(address).content.decode()
        shown[who] = (sent.number in page, theirs.number in page)
        nip = theirs.result.assessee.person.identities.get(kind="nip").plain
        page = client.get(address, {"q": nip}).content.decode()
        found[who] = (sent.number in page, theirs.number in page)
    assert list(found.values()) == [(False, True), (False, False)]
    assert list(shown.values()) == [(True, True), (True, False)]
    client.force_login(people.account("organiser"))
    people.confirm_second_factor(client)
    assert client.get(reverse("assessment:report_inbox")).status_code == 403


@pytest.mark.requirement("B26-19-065")
def test_results_are_released_only_from_a_closed_integration_meeting(event, chair):
    assessee = stages.first(event)
    stages.meeting(assessee)
    assert not Result.objects.exists(), "an open meeting has no result, so there is nothing that could be released"
    with pytest.raises(Unusable):
        report_delivery.release(actor=chair, event=event, reports=[1])
    Meeting.objects.all().delete()
    report = report_signing.sign_report(actor=chair, report=accepted(event, assessee))
    report_delivery.deliver(actor=chair, event=event, reports=[report.pk])
    held = report.result.meeting
    meetings.reopen(actor=chair, meeting=held, reason="Catatan terlewat")
    with pytest.raises(Unusable, match="belum ditutup") as refused:
        report_delivery.release(actor=chair, event=event, reports=[report.pk])
    assert refused.value.code == "open-meeting"
    report.refresh_from_db()
    assert report.released_at is None
    Meeting.objects.update(state=Meeting.State.LOCKED, locked_at=timezone.now())
    assert report_delivery.release(actor=chair, event=event, reports=[report.pk]) == [report]


@pytest.mark.requirement("B26-19-113")
def test_a_released_result_stands_on_the_profile_with_levels_day_and_event(client, sent, event, chair):
    assessee = sent.result.assessee
    client.force_login(make.assessee_account(assessee))
    profile = reverse("assessment:past_person", args=[assessee.person_id])
    assert client.get(profile).status_code == 404
    report_delivery.release(actor=chair, event=event, reports=[sent.pk])
    page = " ".join(client.get(profile).content.decode().split())
    assert event.name in page
    assert date_format(timezone.localdate(sent.signed_at), "DATE_FORMAT") in page
    for name, level in sent.result.achieved.items():
        row = next(each for each in page.split("<tr")[1:] if name in each)
        assert str(Decimal(level).normalize()) in re.sub(r"<[^>]*>", " ", row).split(), name
