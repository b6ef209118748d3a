"""What comes out of the day: copies of material, work, results of tests, the potential profile, the recap of duties."""

import io
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mumpuni.assessment.cards.forms import form_cards
from mumpuni.assessment.cards.outputs import cards as output_cards
from mumpuni.assessment.cards.ratings import cards
from mumpuni.assessment.models import CheckIn, Event, HandIn, Presence, TeamRole
from mumpuni.assessment.models.meetings import Potential, PotentialAspect
from mumpuni.assessment.selectors import attendance
from mumpuni.assessment.selectors import material as stock
from mumpuni.assessment.selectors import potential as profiles
from mumpuni.assessment.services import announcing, hand_ins, material, potential
from mumpuni.audit.models import Event as Line
from mumpuni.people.models import Account
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db
TOOLS = ("case-analysis", "competency-interview", "psychological-test")
PDF = b"%PDF-1.4 hasil "


@pytest.fixture
def event():
    made = stages.running(people_count=4, tools=TOOLS)
    for each in made.assessees.all():
        CheckIn.objects.create(assessee=each, day=made.first_day, at=stages.MORNING, identity="KTP")
    return made


@pytest.fixture
def assessee(event):
    return stages.first(event)


def who(event, role, at=0):
    member = stages.member(event, role, at)
    return Account.objects.filter(person=member.practitioner.person).first() or make.signed_in(member)


def tool(event, code):
    return event.instruments.get(instrument__code=code)


def status(client, address):
    """What a download answers; read to its end, so that its file is closed again."""
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content) == PDF
    return answer.status_code


def paper(name="hasil.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def pptx():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<p/>")
    return paper("paparan.pptx", file.getvalue())


def test_copies_are_numbered_come_back_and_hold_the_event_open_until_then(event):
    admin, case = who(event, TeamRole.ADMIN), tool(event, "case-analysis")
    everyone = [each.pk for each in event.assessees.order_by("number")]
    common = {"actor": admin, "event": event, "instrument": case}
    assert [each.number for each in material.hand_out(**common, assessees=everyone)] == [1, 2, 3, 4]
    assert material.hand_out(**common, assessees=everyone) == []
    assert material.take_back(**common, assessees=everyone[:3]) == 3
    (left,) = stock.still_out(event)
    with pytest.raises(Unusable):
        material.report_missing(actor=admin, copy=left, reason=" ")
    material.report_missing(actor=admin, copy=left, reason="Terbawa pulang")
    assert not stock.still_out(event).exists()
    with pytest.raises(Unusable, match="Tidak memegang"):
        material.take_back(**common, assessees=everyone[:1])
    assert [each.number for each in material.hand_out(**common, assessees=everyone[:1])] == [5]
    with pytest.raises(Refused):
        material.hand_out(**common | {"actor": who(event, TeamRole.ASSESSOR)}, assessees=everyone)
    names = Line.objects.filter(name__startswith="assessment.material.").values_list("name", flat=True)
    assert sorted(set(names)) == [
        "assessment.material.handed-out", "assessment.material.missing", "assessment.material.returned",
    ]  # fmt: skip


def test_material_goes_to_nobody_who_has_not_reported(event, assessee):
    assessee.check_ins.all().delete()
    with pytest.raises(Unusable, match="Belum lapor diri"):
        material.hand_out(
            actor=who(event, TeamRole.ADMIN), event=event, instrument=tool(event, "case-analysis"),
            assessees=[assessee.pk],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: paper("besar.pdf", b"%PDF-" + bytes(21 * 1024 * 1024)), "paling besar 20 MB"),
        (lambda: paper("alat.exe", b"MZ program"), "PDF, DOCX"),
        (lambda: paper("kosong.pdf", b""), "kosong"),
        (lambda: None, "Pilih berkasnya"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_what_is_there_stays(event, assessee, file, said):
    own, case = make.assessee_account(assessee), tool(event, "case-analysis")
    hand_ins.add_work(actor=own, assessee=assessee, instrument=case, file=paper())
    with pytest.raises(Unusable, match=said):
        hand_ins.add_work(actor=own, assessee=assessee, instrument=case, file=file())
    assert [each.name for each in assessee.hand_ins.all()] == ["hasil.pdf"]


def test_work_of_200_mb_is_turned_away_at_the_door_and_the_page_says_so(client, event, assessee):
    client.force_login(make.assessee_account(assessee))
    address = reverse("assessment:own_hand_in_add", args=[assessee.pk, tool(event, "case-analysis").pk])
    answer = client.post(address, CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert answer.status_code == 413
    assert "MB" in answer.content.decode()
    assert not HandIn.objects.exists()


def test_the_same_file_twice_is_recognised_and_slides_are_taken(event, assessee):
    own, case = make.assessee_account(assessee), tool(event, "case-analysis")
    hand_ins.add_work(actor=own, assessee=assessee, instrument=case, file=paper())
    with pytest.raises(Unusable, match=r"sama sudah diserahkan sebagai hasil\.pdf"):
        hand_ins.add_work(actor=own, assessee=assessee, instrument=case, file=paper("lain.pdf"))
    made = hand_ins.add_work(actor=who(event, TeamRole.ADMIN), assessee=assessee, instrument=case, file=pptx())
    assert made.name == "paparan.pptx"
    for refused in ("competency-interview", "psychological-test"):
        with pytest.raises(Unusable):
            hand_ins.add_work(actor=own, assessee=assessee, instrument=tool(event, refused), file=paper())
    with pytest.raises(Refused):
        hand_ins.add_work(actor=who(event, TeamRole.ASSESSOR), assessee=assessee, instrument=case, file=paper())


def test_work_is_read_by_its_assessors_and_planners_and_each_reading_is_noted(client, event, assessee):
    made = hand_ins.add_work(
        actor=make.assessee_account(assessee), assessee=assessee, instrument=tool(event, "case-analysis"), file=paper()
    )
    address = reverse("assessment:day_hand_in_file", args=[event.pk, made.pk])
    stages.member(event, TeamRole.ASSESSOR, 1).observes.clear()
    readers = {
        (TeamRole.CHAIR, 0): 200, (TeamRole.ADMIN, 0): 200, (TeamRole.ASSESSOR, 0): 200, (TeamRole.ASSESSOR, 1): 404,
        (TeamRole.TESTER, 0): 404, (TeamRole.SUPPORT, 0): 404,
    }  # fmt: skip
    for (role, at), expected in readers.items():
        client.force_login(who(event, role, at))
        assert status(client, address) == expected, (role, at)
    assert Line.objects.filter(name="assessment.hand-in.read").count() == 3
    client.force_login(make.assessee_account(event.assessees.get(number=2)))
    assert status(client, reverse("assessment:own_hand_in_file", args=[made.pk])) == 404
    client.force_login(make.staff(event.provider))
    assert status(client, address) == 404


def test_results_of_tests_are_the_testers_and_the_psychologists(client, event, assessee):
    test = tool(event, "psychological-test")
    made = hand_ins.add_test(actor=who(event, TeamRole.TESTER), assessee=assessee, instrument=test, file=paper())
    with pytest.raises(Refused):
        hand_ins.add_test(actor=who(event, TeamRole.CHAIR), assessee=assessee, instrument=test, file=paper("b.pdf"))
    file = reverse("assessment:day_hand_in_file", args=[event.pk, made.pk])
    page = reverse("assessment:day_tests", args=[event.pk])
    for role, at, opens, lists in (
        (TeamRole.TESTER, 0, 200, 200), (TeamRole.ASSESSOR, 0, 200, 200), (TeamRole.ASSESSOR, 1, 404, 403),
        (TeamRole.CHAIR, 0, 404, 200), (TeamRole.SUPPORT, 0, 404, 403),
    ):  # fmt: skip
        client.force_login(who(event, role, at))
        shown = client.get(page)
        assert (status(client, file), shown.status_code) == (opens, lists), (role, at)
        if lists == 200:
            assert ("hasil.pdf" in shown.content.decode()) is (opens == 200)
    assert HandIn.objects.get().kind == HandIn.Kind.TEST


@pytest.mark.requirement("B11-08-037")
def test_under_perka_11_2008_results_of_tests_are_entered_by_a_psychologist(event, assessee):
    """II.C.1.c: psikometri dilakukan oleh psikolog."""
    Event.objects.filter(pk=event.pk).update(edition="bkn-11-2008", method="")
    assessee.event.refresh_from_db()
    test, tester = tool(event, "psychological-test"), stages.member(event, TeamRole.TESTER)
    given = {"assessee": assessee, "instrument": test, "file": paper()}
    assert hand_ins.add_test(actor=who(event, TeamRole.ASSESSOR), **given).kind == HandIn.Kind.TEST
    tester.practitioner.credentials.filter(kind="psikolog").delete()
    with pytest.raises(RuleBroken) as refused:
        hand_ins.add_test(actor=make.signed_in(tester), **given | {"file": paper("b.pdf", PDF + b"2")})
    assert [each.code for each in refused.value.decision.findings] == ["psychologist-missing"]


def graded(aspects, grade="C"):
    return {each.pk: (grade, "Terlihat pada tes.") for each in aspects}


@pytest.mark.requirement("B26-19-043")
def test_only_a_psychologist_interprets_writes_and_signs(client, event, assessee):
    """Pasal 14 atau 15 ayat (2) huruf b."""
    typed = {"assessee": assessee, "grades": graded(profiles.aspects()), "dynamics": "Tenang.", "revision": 0}
    tester = stages.member(event, TeamRole.TESTER)
    tester.practitioner.credentials.filter(kind="psikolog").delete()
    account = make.signed_in(tester)
    client.force_login(account)
    assert client.get(reverse("assessment:potential", args=[event.pk, assessee.pk])).status_code == 403
    for other in (account, who(event, TeamRole.CHAIR), who(event, TeamRole.ASSESSOR, 1)):
        with pytest.raises(Refused, match="psikolog"):
            potential.save_potential(actor=other, **typed)
    made = potential.save_potential(actor=who(event, TeamRole.ASSESSOR), **typed, sign=True)
    assert made.signed_at is not None
    assert profiles.signed_potential(assessee) == made
    assert made.grades.count() == 10


def test_a_profile_is_shut_by_the_signature_and_opened_again_with_a_reason(event, assessee):
    psychologist, first = who(event, TeamRole.ASSESSOR), profiles.aspects()[:1]
    typed = {"actor": psychologist, "assessee": assessee, "dynamics": "Tenang."}
    draft = potential.save_potential(**typed, grades=graded(first), revision=0)
    with pytest.raises(Unusable, match="sejak halaman"):
        potential.save_potential(**typed, grades=graded(first), revision=0)
    with pytest.raises(Unusable) as refused:
        potential.save_potential(**typed | {"dynamics": " "}, grades=graded(first), revision=1, sign=True)
    assert len(refused.value.message_dict) == 10
    assert profiles.signed_potential(assessee) is None
    signed = potential.save_potential(**typed, grades=graded(profiles.aspects(), "B"), revision=1, sign=True)
    assert signed.pk == draft.pk
    with pytest.raises(Unusable, match="sudah ditandatangani"):
        potential.save_potential(**typed, grades=graded(first), revision=2)
    with pytest.raises(Refused):
        potential.reopen_potential(actor=who(event, TeamRole.CHAIR), potential=signed, reason="Salah")
    opened = potential.reopen_potential(actor=psychologist, potential=signed, reason="Salah ketik")
    assert (opened.signed_at, opened.grades.count()) == (None, 10)
    assert Line.objects.get(name="assessment.potential.reopened").data["reason"] == "Salah ketik"


def test_others_read_the_profile_only_once_it_is_signed(client, event, assessee):
    made = potential.save_potential(
        actor=who(event, TeamRole.ASSESSOR), assessee=assessee, grades=graded(profiles.aspects()),
        dynamics="Tenang di bawah tekanan.", revision=0,
    )  # fmt: skip
    address = reverse("assessment:potential", args=[event.pk, assessee.pk])
    readers = [who(event, TeamRole.CHAIR), who(event, TeamRole.ASSESSOR, 1)]
    for account in readers:
        client.force_login(account)
        assert client.get(address).status_code == 403
    Potential.objects.filter(pk=made.pk).update(signed_at=stages.MORNING)
    for account in readers:
        client.force_login(account)
        assert "Tenang di bawah tekanan." in client.get(address).content.decode()
        assert client.post(address).status_code == 403
    assert Line.objects.filter(name="assessment.potential.read").count() == 2
    client.force_login(who(event, TeamRole.ADMIN))
    assert client.get(address).status_code == 403


def test_the_tester_is_told_how_many_results_are_missing(event):
    tester, test = who(event, TeamRole.TESTER), tool(event, "psychological-test")
    assert [each.figure for each in cards(tester)] == ["4"]
    for more in (b"", b" halaman 2"):
        file = SimpleUploadedFile("tes.pdf", PDF + more)
        hand_ins.add_test(actor=tester, assessee=stages.first(event), instrument=test, file=file)
    assert [each.figure for each in cards(tester)] == ["3"]
    assert cards(who(event, TeamRole.ADMIN)) == []


def test_the_list_of_aspects_begins_as_a_proposal_and_is_the_supervising_agencys(client):
    assert PotentialAspect.objects.filter(is_proposal=True).count() == 10
    supervisor, first = people.account("supervisor"), PotentialAspect.objects.first()
    with pytest.raises(Unusable, match="sudah ada"):
        potential.add_aspect(actor=supervisor, name="ketelitian", description="")
    made = potential.add_aspect(actor=supervisor, name="Kepekaan sosial", description="")
    assert made.number == 11
    client.force_login(supervisor)
    answer = client.post(
        reverse("assessment:aspect_change", args=[first.pk]),
        {"name": "Daya pikir", "number": 1, "description": "", "required": "B"},
    )
    assert answer.status_code == 302
    first.refresh_from_db()
    assert (first.name, first.required, first.is_active, first.is_proposal) == ("Daya pikir", "B", False, False)
    assert first not in profiles.aspects()
    with pytest.raises(Refused):
        potential.add_aspect(actor=people.account("system-admin"), name="Lain", description="")


def test_the_recap_counts_days_sessions_observations_and_hours(client, event):
    member = stages.member(event, TeamRole.ASSESSOR)
    Presence.objects.create(member=member, day=event.first_day, signed_at=stages.MORNING)
    chair = who(event, TeamRole.CHAIR)
    plan = make.timetable(event, by=chair)
    announcing.announce_timetable(actor=chair, timetable=plan)
    lines = {each.member.pk: each for each in attendance.duties(event)}
    mine = lines[member.pk]
    sessions = plan.sessions.filter(watches__member=member).distinct()
    spent = sum((each.ends_at - each.starts_at for each in sessions), timedelta())
    assert (mine.days, mine.signed, mine.sessions) == (1, 1, sessions.count())
    assert mine.minutes == spent.total_seconds() / 60 > 0
    client.force_login(chair)
    book = client.get(reverse("assessment:day_recap_workbook", args=[event.pk])).content
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(lines) == 1 + event.team.count()
    answer = client.get(reverse("assessment:day_attendance", args=[event.pk]))
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "Daftar hadir" in text
    assert all(each.person.name in text for each in event.assessees.all())
    assert member.practitioner.person.name in text


def test_pages_cost_the_same_for_more_assessees(client, queries, event):
    for each in event.assessees.all():
        stages.taken(each)
    pages = {"day": "chair", "day_material": "chair", "day_hand_ins": "assessor", "day_recap": "chair",
             "potentials": "assessor", "day_tests": "tester"}  # fmt: skip

    def costs():
        found = {}
        for name, role in pages.items():
            client.force_login(who(event, role))
            address = reverse(f"assessment:{name}", args=[event.pk])
            assert client.get(address).status_code == 200
            found[name] = queries(lambda at=address: client.get(at))
        return found

    everyone = event.assessees.order_by("number")
    material.hand_out(
        actor=who(event, TeamRole.ADMIN), event=event, instrument=tool(event, "case-analysis"),
        assessees=[each.pk for each in everyone],
    )  # fmt: skip
    some = [each.pk for each in everyone[1:]]
    event.assessees.filter(pk__in=some).update(state="mundur", state_reason="Sakit")
    few = costs()
    event.assessees.update(state="dipanggil")
    assert costs() == few


def test_whose_result_is_decided_is_asked_for_nothing_more():
    event = stages.running(people_count=2)
    done, waiting = event.assessees.order_by("number")
    accounts = [make.assessee_account(each) for each in (done, waiting)]
    stages.decided(done)
    asked = [[card.url for card in (*output_cards(each), *form_cards(each))] for each in accounts]
    assert asked == [[], [reverse("assessment:own_hand_ins"), reverse("assessment:own_forms")]]
