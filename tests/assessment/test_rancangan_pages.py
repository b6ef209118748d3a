"""Pages of events: who reaches which, what they show, what they cost, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from mumpuni.assessment.cards.events import cards
from mumpuni.assessment.models import Activity, Event, Instrument
from mumpuni.assessment.services.common import held
from mumpuni.assessment.services.readiness import freeze_event
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
PAGES = ("event", "blueprint", "checklist")


@pytest.fixture
def event():
    make.standards()
    made = make.event(make.request(make.provider(), people_count=7))
    make.team(made)
    return made


@pytest.fixture
def chair(event):
    return make.signed_in(event.team.get(role="chair"))


def url(name, *args):
    return reverse(f"assessment:{name}", args=args)


def typed(event, *codes, **more):
    """The form of the design as the page sends it."""
    lines = [line.pk for blueprint in event.blueprints.all() for line in blueprint.lines.all()]
    data = {"revision": event.revision, "cells": []}
    for number, code in enumerate(codes, start=1):
        tool = Instrument.objects.get(code=code)
        data |= {f"alat{tool.pk}-used": "on", f"alat{tool.pk}-number": number, f"alat{tool.pk}-minutes": 45}
        data["cells"] += [f"{line}-{tool.pk}" for line in lines]
    return data | more


def test_insiders_read_every_page_and_nobody_else_finds_one(client, event, chair):
    insiders = [make.staff(event.provider), chair, make.signed_in(event.team.filter(role="assessor").first())]
    for who in [*insiders, people.account("supervisor")]:
        client.force_login(who)
        assert [client.get(url(page, event.pk)).status_code for page in PAGES] == [200, 200, 200]
    outsiders = [
        make.staff(make.provider("Lain")),
        people.account("agency-hr", agency=event.request.agency),
        people.account("ppk", agency=event.request.agency),
        people.account("agency-hr", agency=people.agency()),
        make.assessee_account(event.assessees.first()),
        people.account("organiser"),
    ]
    pages = [*PAGES, "event_change", "event_cancel", "event_take_in", "event_freeze", "event_unfreeze",
             "event_prepare", "event_start"]  # fmt: skip
    for who in outsiders:
        client.force_login(who)
        assert {client.get(url(page, event.pk)).status_code for page in pages} == {404}
        assert client.post(url("blueprint_check", event.pk)).status_code == 404
        assert client.post(url("blueprint", event.pk)).status_code == 404


@pytest.mark.requirement("B11-08-008")
def test_the_ppk_opens_the_board_of_an_old_event_of_the_own_agency_and_nothing_else(client, event):
    Event.objects.filter(pk=event.pk).update(edition="bkn-11-2008", method="", body="upk")
    client.force_login(people.account("ppk", agency=event.request.agency))
    board = client.get(url("event", event.pk))
    assert board.status_code == 200
    assert url("blueprint", event.pk) not in board.content.decode()
    assert [client.get(url(page, event.pk)).status_code for page in ("blueprint", "checklist")] == [404, 404]
    others = [people.account("ppk", agency=people.agency()), make.assessee_account(event.assessees.first())]
    for who in others:
        client.force_login(who)
        assert client.get(url("event", event.pk)).status_code == 404


@pytest.mark.requirement("B26-19-101")
def test_those_who_see_but_do_not_act_are_refused(client, event):
    client.force_login(make.signed_in(event.team.filter(role="assessor").first()))
    for page in ("event_change", "event_cancel", "event_take_in", "event_freeze", "event_prepare", "event_start"):
        assert client.get(url(page, event.pk)).status_code == 403
    assert client.post(url("blueprint", event.pk), typed(event)).status_code == 403
    assert client.post(url("blueprint_check", event.pk), typed(event)).status_code == 403
    client.force_login(make.staff(event.provider))
    assert client.post(url("blueprint", event.pk), typed(event)).status_code == 403
    assert client.get(url("event_freeze", event.pk)).status_code == 403
    assert client.get(url("event_change", event.pk)).status_code == 200


def test_the_list_holds_what_is_in_sight_and_is_closed_to_others(client, event):
    client.force_login(make.staff(event.provider))
    assert event.name in client.get(url("event_list")).content.decode()
    assert client.get(url("event_list"), {"export": "xlsx"}).status_code == 200
    client.force_login(make.staff(make.provider("Lain")))
    assert event.name not in client.get(url("event_list")).content.decode()
    client.force_login(people.account("agency-hr", agency=event.request.agency))
    assert client.get(url("event_list")).status_code == 403


def test_list_and_board_cost_the_same_for_few_as_for_many(client, event, queries):
    staff = make.staff(event.provider)
    client.force_login(staff)
    few = queries(lambda: client.get(url("event_list")))
    board = queries(lambda: client.get(url("event", event.pk)))
    design = queries(lambda: client.get(url("blueprint", event.pk)))
    for _number in range(5):
        make.event(make.request(event.provider, people_count=2))
    more = make.event(make.request(event.provider, people_count=28), groups=4, instruments=("role-play", *make.SEDANG))
    make.team(more, assessors=12)
    assert queries(lambda: client.get(url("event_list"))) == few
    assert queries(lambda: client.get(url("event", more.pk))) <= board
    assert queries(lambda: client.get(url("blueprint", more.pk))) <= design


def test_staff_make_an_event_from_a_confirmed_request(client, event):
    staff = make.staff(event.provider)
    request = make.request(event.provider, people_count=3)
    client.force_login(staff)
    assert url("event_new", request.pk) in client.get(url("event_choose")).content.decode()
    page = client.get(url("event_new", request.pk))
    assert "Pasal 20 ayat (2) jo. Pasal 19 ayat (3) huruf b" in page.content.decode()
    data = {**page.context["form"].initial, "place": event.place.pk, "family": "assessment-center"}
    wrong = client.post(url("event_new", request.pk), data | {"method": "sederhana", "name": "Nama tetap"})
    assert wrong.status_code == 422
    assert "Nama tetap" in wrong.content.decode()
    assert "Pasal 20 ayat (2)" in wrong.content.decode()
    done = client.post(url("event_new", request.pk), data)
    made = Event.objects.get(request=request)
    assert done.headers["Location"] == url("event", made.pk)
    assert client.post(url("event_take_in", made.pk), {}).status_code == 422
    chosen = [each.pk for each in request.candidates.all()]
    assert client.post(url("event_take_in", made.pk), {"chosen": chosen}).status_code == 302
    assert made.assessees.count() == 3
    client.force_login(make.staff(make.provider("Lain")))
    assert client.get(url("event_new", request.pk)).status_code == 404
    client.force_login(people.account("agency-hr", agency=request.agency))
    assert client.get(url("event_choose")).status_code == 403


def test_a_change_made_from_an_old_page_is_refused_with_what_was_typed(client, event):
    client.force_login(make.staff(event.provider))
    page = client.get(url("event_change", event.pk))
    data = {key: value for key, value in page.context["form"].initial.items() if value is not None}
    data |= {"name": "Nama baru", "place": event.place.pk, "revision": event.revision}
    held(event)
    clash = client.post(url("event_change", event.pk), data)
    assert clash.status_code == 422
    assert "Orang lain mengubah" in clash.content.decode()
    assert "Nama baru" in clash.content.decode()
    event.refresh_from_db()
    assert client.post(url("event_change", event.pk), data | {"revision": event.revision}).status_code == 302
    event.refresh_from_db()
    assert event.name == "Nama baru"


def test_the_design_is_saved_from_its_page_and_a_clash_loses_nothing(client, event, chair):
    client.force_login(chair)
    saved = client.post(url("blueprint", event.pk), typed(event, "role-play", "case-analysis"))
    assert saved.status_code == 302
    assert [each.instrument.code for each in event.instruments.all()] == ["role-play", "case-analysis"]
    clash = client.post(url("blueprint", event.pk), typed(event, "fact-finding"))
    assert clash.status_code == 422
    body = clash.content.decode()
    assert "Orang lain mengubah" in body
    tool = Instrument.objects.get(code="fact-finding")
    assert f'name="alat{tool.pk}-used" id="id_alat{tool.pk}-used"' in body
    assert [each.instrument.code for each in event.instruments.all()] == ["role-play", "case-analysis"]


def test_numbers_that_cannot_be_read_are_named(client, event, chair):
    client.force_login(chair)
    tool = Instrument.objects.get(code="role-play")
    line = event.blueprints.get().lines.first()
    wrong = typed(event, "role-play", **{f"alat{tool.pk}-minutes": "3", f"weight-{line.pk}": "banyak"})
    answer = client.post(url("blueprint", event.pk), wrong)
    assert answer.status_code == 422
    assert "Bermain peran, Lama (menit)" in answer.content.decode()
    assert f"{line.competency.name}: Tulis bobot" in answer.content.decode()
    assert 'value="banyak"' in answer.content.decode()


def test_the_rules_speak_while_the_design_is_typed(client, event, chair):
    client.force_login(chair)
    some = client.post(url("blueprint_check", event.pk), typed(event, "role-play"))
    assert "Pasal 19 ayat (2) huruf b" in some.content.decode()
    whole = client.post(url("blueprint_check", event.pk), typed(event, "role-play", "case-analysis"))
    assert "Tidak ada temuan" in whole.content.decode()
    assert event.instruments.count() == 4


def test_the_board_leads_from_step_to_step(client, event, chair):
    client.force_login(chair)
    board = client.get(url("event", event.pk)).content.decode()
    assert url("event_freeze", event.pk) in board
    done = client.post(url("event_freeze", event.pk), {"revision": event.revision})
    assert done.headers["Location"] == url("event", event.pk)
    event.refresh_from_db()
    assert event.is_frozen
    assert client.post(url("blueprint", event.pk), typed(event, "role-play")).status_code == 422
    assert (
        client.post(url("event_unfreeze", event.pk), {"revision": event.revision + 1, "reason": ""}).status_code != 302
    )
    event.refresh_from_db()
    opened = client.post(url("event_unfreeze", event.pk), {"revision": event.revision, "reason": "Assessor sakit"})
    assert opened.status_code == 302
    event.refresh_from_db()
    assert (event.is_frozen, event.version) == (False, 2)


@pytest.mark.requirement("B26-19-008")
def test_the_board_names_the_component_that_is_missing(client, event, chair):
    freeze_event(actor=chair, event=event)
    event.refresh_from_db()
    event.place = None
    event.state = "siap"
    event.save()
    client.force_login(chair)
    answer = client.post(url("event_start", event.pk), {"revision": event.revision})
    assert "Tempat penilaian belum dipilih" in answer.content.decode()
    event.refresh_from_db()
    assert event.state == "siap"
    assert "fasilitas" in client.get(url("event", event.pk)).content.decode().lower()


def test_staff_cancel_with_a_reason(client, event):
    client.force_login(make.staff(event.provider))
    data = {"revision": event.revision, "reason": "Gedung banjir"}
    assert client.post(url("event_cancel", event.pk), data).status_code == 302
    event.refresh_from_db()
    assert (event.state, event.state_reason) == ("batal", "Gedung banjir")
    assert "Gedung banjir" in client.get(url("event", event.pk)).content.decode()


def test_the_checklist_is_ticked_and_its_template_kept(client, event, chair):
    line = Activity.objects.create(event=event, edition=event.edition, stage="persiapan", text="Ruang diperiksa")
    client.force_login(chair)
    assert client.post(url("checklist_tick", event.pk, line.pk), {"done": "1"}).status_code == 302
    line.refresh_from_db()
    assert line.done_by == chair
    other = Activity.objects.filter(event=None).first()
    assert client.post(url("checklist_tick", event.pk, other.pk), {"done": "1"}).status_code == 404
    assert client.get(url("checklist_templates")).status_code == 403
    for role in ("supervisor", "system-admin"):
        client.force_login(people.account(role))
        assert client.get(url("checklist_templates")).status_code == 200
        made = client.post(url("checklist_add"), {"where": "bkn-26-2019 persiapan", "text": f"Kendaraan {role}"})
        assert made.status_code == 302
    added = Activity.objects.get(text="Kendaraan supervisor")
    data = {"text": "Kendaraan dinas", "number": 3, "is_active": "on"}
    assert client.post(url("checklist_change", added.pk), data).status_code == 302
    assert client.get(url("checklist_change", line.pk)).status_code == 404


def test_the_home_page_tells_who_plans_what_comes_next(event, chair):
    (card,) = cards(chair)
    assert (card.title, card.url, card.tone) == (event.name, url("event_freeze", event.pk), "next")
    assert cards(make.signed_in(event.team.filter(role="assessor").first())) == []
    staff = make.staff(event.provider)
    assert cards(staff) == []
    make.request(event.provider)
    assert [card.url for card in cards(staff)] == [url("event_choose")]
