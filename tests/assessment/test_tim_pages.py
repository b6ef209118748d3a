"""Pages of the team: what each visitor is answered, what the pages say, and what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.cards import teams as cards
from mumpuni.assessment.models import DutyText, Event, Interest
from mumpuni.assessment.services import assignments
from mumpuni.assessment.services import teams as team_services
from mumpuni.documents.services import keys
from tests.assessment import factories as make
from tests.assessment.tim import letterhead, planned, register
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return planned()


@pytest.fixture
def enter(client):
    """Sign somebody in, with the second factor shown."""

    def go(account):
        client.force_login(account)
        people.confirm_second_factor(client)
        return client

    return go


def url(name, event, *args):
    return reverse(f"assessment:{name}", args=[event.pk, *args])


def visitors(event):
    agency = event.request.agency
    return {
        "staff": make.staff(event.provider),
        "chair": make.signed_in(event.team.get(role="chair")),
        "admin": make.signed_in(event.team.get(role="admin")),
        "assessor": make.signed_in(event.team.filter(role="assessor").first()),
        "support": make.signed_in(event.team.get(role="support")),
        "other-staff": make.staff(make.provider("UPT Lain")),
        "hr": people.account("agency-hr", agency=agency),
        "ppk": people.account("ppk", agency=agency),
        "other-hr": people.account("agency-hr", agency=people.agency()),
        "assessee": make.assessee_account(event.assessees.first()),
        "supervisor": people.account("supervisor"),
        "organiser": people.account("organiser"),
    }


OUTSIDE = ("other-staff", "hr", "ppk", "other-hr", "assessee", "organiser")
ANSWERS = {
    "team": {"staff": 200, "chair": 200, "admin": 200, "assessor": 200, "support": 200, "supervisor": 200},
    "team_find": {"staff": 200, "chair": 403, "admin": 403, "assessor": 403, "support": 403, "supervisor": 403},
    "team_proposal": {"staff": 200, "chair": 403, "admin": 403, "assessor": 403, "support": 403, "supervisor": 403},
    "assignment_issue": {"staff": 200, "chair": 403, "admin": 403, "assessor": 403, "support": 403, "supervisor": 403},
    "declaration": {"staff": 403, "chair": 200, "admin": 403, "assessor": 200, "support": 403, "supervisor": 403},
    "interests": {"staff": 200, "chair": 200, "admin": 200, "assessor": 403, "support": 403, "supervisor": 403},
    "team_change": {"staff": 200, "chair": 403, "admin": 403, "assessor": 403, "support": 403, "supervisor": 403},
    "team_remove": {"staff": 200, "chair": 403, "admin": 403, "assessor": 403, "support": 403, "supervisor": 403},
    "team_replace": {"staff": 200, "chair": 200, "admin": 200, "assessor": 403, "support": 403, "supervisor": 403},
    "team_add": {"staff": 200, "chair": 403, "admin": 403, "assessor": 403, "support": 403, "supervisor": 403},
}


def test_what_each_visitor_is_answered(enter):
    event = planned(count=4)
    member = event.team.filter(role="assessor").last()
    args = {"team_change": [member.pk], "team_remove": [member.pk], "team_replace": [member.pk],
            "team_add": [make.practitioner("Baru", at=event.provider, grade="muda").pk]}  # fmt: skip
    for who, account in visitors(event).items():
        client = enter(account)
        for name, known in ANSWERS.items():
            expected = 404 if who in OUTSIDE else known[who]
            assert client.get(url(name, event, *args.get(name, []))).status_code == expected, (who, name)
        assert client.post(url("interests_remind", event)).status_code == (
            404 if who in OUTSIDE else 302 if who in ("staff", "chair", "admin") else 403
        ), who
    client.logout()
    assert client.get(url("team", event)).status_code == 302


def test_the_page_puts_each_defect_beside_the_person_with_its_article(event, enter):
    staff = make.staff(event.provider)
    team_services.add_member(
        actor=staff, event=event, practitioner=make.practitioner("Rendah", at=event.provider, grade="pertama"),
        role="admin",
    )  # fmt: skip
    page = enter(staff).get(url("team", event)).content.decode()
    assert "Satu hal belum memenuhi ketentuan" in page
    row = next(part for part in page.split("<tr>") if "<strong>Rendah</strong>" in part)
    assert "Peraturan BKN 26/2019 Pasal 12 atau 13 (Admin) ayat (2) huruf b" in row
    assert "Dasar hukum" in row
    assert "Memenuhi" in next(part for part in page.split("<tr>") if "<strong>Ketua Tim</strong>" in part)


def test_the_team_page_costs_the_same_for_many_members(event, enter, queries):
    client = enter(make.staff(event.provider))
    few = queries(lambda: client.get(url("team", event)))
    for number in range(12):
        make.member(event, make.practitioner(f"Tambahan {number}", at=event.provider, grade="muda"), "assessor")
    assert queries(lambda: client.get(url("team", event))) == few


def test_the_verdict_follows_the_role_chosen(event, enter):
    who = make.practitioner("Muda", at=event.provider, grade="muda")
    client = enter(make.staff(event.provider))
    here = url("team_add", event, who.pk)
    lawful = client.get(here, {"role": "assessor"}, headers={"HX-Request": "true"}).content.decode()
    assert "memenuhi syarat peran" in lawful
    eased = client.get(here, {"role": "chair"}, headers={"HX-Request": "true"}).content.decode()
    assert "Satu jenjang di bawah" in eased
    broken = client.get(here, {"role": "support"}, headers={"HX-Request": "true"}).content.decode()
    assert "Pasal 15 atau 16 (tenaga pendukung)" in broken


def test_adding_with_a_reason_and_without(event, enter):
    who = make.practitioner("Muda", at=event.provider, grade="muda")
    client = enter(make.staff(event.provider))
    here = url("team_add", event, who.pk)
    missing = client.post(here, {"role": "admin", "reason": "", "revision": event.revision})
    assert missing.status_code == 422
    assert "tulis alasannya" in missing.content.decode()
    typed = {"role": "admin", "reason": "Tidak ada madya yang bebas", "revision": event.revision}
    assert client.post(here, typed).status_code == 302
    assert event.team.get(practitioner=who).fallback_reason == "Tidak ada madya yang bebas"
    stale = client.post(here, {**typed, "role": "assessor"})
    assert (stale.status_code, "muat ulang" in stale.content.decode()) == (422, True)


def test_the_search_shows_who_is_free_and_nothing_of_where_else_somebody_is(event, enter):
    other = planned(at=make.provider("UPT Lain"), count=4, team=False)
    guest = make.practitioner("Tamu Sibuk", at=other.provider, grade="madya")
    make.member(other, guest, "chair")
    client = enter(make.staff(event.provider))
    page = client.get(url("team_find", event), {"q": "tamu"}).content.decode()
    assert "Tidak bebas" in page
    assert other.name not in page
    assert "<strong>Ketua Tim</strong>" not in page


def test_the_proposal_is_taken_whole_or_in_part(enter):
    event = planned(team=False)
    register(event.provider)
    client = enter(make.staff(event.provider))
    page = client.get(url("team_proposal", event))
    assert "melengkapi tim" in page.content.decode()
    keys = [row["choice"].key for row in page.context["rows"]]
    none = client.post(url("team_proposal", event), {"revision": event.revision})
    assert (none.status_code, "paling sedikit satu" in none.content.decode()) == (422, True)
    assert client.post(url("team_proposal", event), {"pilih": keys[:2], "revision": event.revision}).status_code == 302
    assert event.team.count() == 2
    event.refresh_from_db()
    assert client.post(url("team_proposal", event), {"pilih": keys[2:], "revision": event.revision}).status_code == 302
    assert "Tim memenuhi ketentuan" in client.get(url("team", event)).content.decode()


def test_declaring_for_all_at_once_and_one_by_one(event, enter):
    member = event.team.filter(role="assessor").first()
    event.team.update(declared_at=None, declared_for=[])
    client = enter(make.signed_in(member))
    page = client.get(url("declaration", event)).content.decode()
    first = event.assessees.first()
    assert str(first.person) in page
    assert "Kepala Bidang" in page
    assert first.person.identities.get().plain not in page
    assert client.post(url("declaration", event), {"tidak_ada": "1"}).status_code == 302
    member.refresh_from_db()
    assert (len(member.declared_for), Interest.objects.count()) == (7, 0)
    typed = {f"kind_{pk}": "tidak-ada" for pk in event.assessees.values_list("pk", flat=True)}
    typed |= {f"kind_{first.pk}": "lain", f"note_{first.pk}": ""}
    refused = client.post(url("declaration", event), typed)
    assert (refused.status_code, "Centang pernyataan" in refused.content.decode()) == (422, True)
    refused = client.post(url("declaration", event), {**typed, "promise": "on"})
    assert (refused.status_code, "kepentingan lain apa" in refused.content.decode()) == (422, True)
    typed[f"note_{first.pk}"] = "rekan usaha"
    assert client.post(url("declaration", event), {**typed, "promise": "on"}).status_code == 302
    assert "rekan usaha" in client.get(url("declaration", event)).content.decode()
    chair = enter(make.signed_in(event.team.get(role="chair")))
    seen = chair.get(url("interests", event)).content.decode()
    assert "Kepentingan lain" in seen
    assert "rekan usaha" not in seen


def test_the_letter_is_issued_and_read_by_those_who_see_the_event(event, enter, monkeypatch):
    monkeypatch.setattr(keys, "RSA_BITS", 2048)
    client = enter(make.staff(event.provider))
    typed = {"on": "2026-02-20", "copies": "Arsip", "revision": event.revision}
    assert "belum dipilih" in client.post(url("assignment_issue", event), typed).content.decode()
    letterhead(event.provider)
    assert client.post(url("assignment_issue", event), typed).status_code == 302
    letter = event.assignment_letters.get()
    for who, account in visitors(event).items():
        answer = enter(account).get(url("assignment_letter", event, letter.pk))
        assert answer.status_code == (404 if who in OUTSIDE else 200), who
    other = planned(at=event.provider, count=4)
    assert enter(make.staff(event.provider)).get(url("assignment_letter", other, letter.pk)).status_code == 404
    member = event.team.filter(role="assessor").last()
    team_services.remove_member(actor=make.staff(event.provider), event=event, member=member, reason="pindah")
    assert "berubah sejak surat tugas terakhir" in client.get(url("team", event)).content.decode()


def test_an_ill_member_is_replaced_on_the_page(event, enter):
    Event.objects.filter(pk=event.pk).update(frozen_at=timezone.now(), state=Event.State.RUNNING)
    register(event.provider, madya=2, muda=0)
    ill = event.team.get(role="chair")
    client = enter(make.staff(event.provider))
    page = client.get(url("team_replace", event, ill.pk))
    choices = [pk for pk, _label in page.context["form"].fields["by"].choices]
    assert len(choices) == 3
    assert client.post(url("team_replace", event, ill.pk), {"by": choices[0], "reason": ""}).status_code == 422
    typed = {"by": choices[0], "reason": "sakit"}
    assert client.post(url("team_replace", event, ill.pk), typed).status_code == 302
    assert event.team.get(role="chair", removed_at=None).practitioner_id == choices[0]


def test_duty_texts_are_read_by_staff_and_changed_by_the_supervisor(event, enter):
    duty = DutyText.objects.first()
    edit = reverse("assessment:duty_edit", args=[duty.pk])
    answers = {"staff": (200, 403), "other-staff": (200, 403), "supervisor": (200, 200)}
    for who, account in visitors(event).items():
        client = enter(account)
        found = client.get(reverse("assessment:duty_list")).status_code, client.get(edit).status_code
        assert found == answers.get(who, (403, 403)), who
    client = enter(people.account("supervisor"))
    assert client.post(edit, {"text": ""}).status_code == 422
    assert client.post(edit, {"text": "Baru."}).status_code == 302
    assert "Baru." in client.get(reverse("assessment:duty_list")).content.decode()


def soon(event):
    """Let the event lie ahead of today."""
    day = timezone.localdate() + timedelta(days=20)
    Event.objects.filter(pk=event.pk).update(first_day=day, last_day=day + timedelta(days=1))
    return event


def test_the_home_page_asks_for_declarations_and_names_teams_with_defects(event, queries):
    soon(event)
    member = event.team.filter(role="assessor").first()
    account, staff = make.signed_in(member), make.staff(event.provider)
    assert [str(card.title) for card in cards.cards(account)] == ["Kegiatan saya"]
    assert cards.cards(staff) == []
    event.team.update(declared_at=None, declared_for=[])
    event.team.filter(role="tester").delete()
    assert [(str(card.title), card.figure) for card in cards.cards(account)] == [
        ("Nyatakan kepentingan", "7"),
        ("Kegiatan saya", "1"),
    ]
    (card,) = cards.cards(staff)
    assert (str(card.title), card.url) == ("Tim belum lengkap", url("team", event))
    assert "1 hal" in str(card.text)
    assert cards.cards(make.staff(make.provider("UPT Lain"))) == []
    one = queries(lambda: cards.cards(staff))
    for _ in range(3):
        soon(planned(at=event.provider, count=4))
    assert queries(lambda: cards.cards(staff)) == one


def test_a_letter_of_another_event_is_not_confirmed_by_guessing(event, enter):
    other = planned(at=make.provider("UPT Lain"), count=4)
    member = other.team.get(role="chair")
    client = enter(make.staff(event.provider))
    for name in ("team_change", "team_remove", "team_replace"):
        assert client.get(url(name, event, member.pk)).status_code == 404
    assert not assignments.AssignmentLetter.objects.exists()
