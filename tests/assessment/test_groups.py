"""Groups: an even split, who looks after them, what the article says, who leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from mumpuni.assessment.models import Assessee, Interest, TeamRole, Timetable
from mumpuni.assessment.selectors import groups as selectors
from mumpuni.assessment.services import groups
from mumpuni.audit.models import StoredDecision
from mumpuni.people.models import Account
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db


def an_event(count=7, **given):
    make.standards()
    made = make.event(make.request(make.provider(), people_count=count), **given)
    make.team(made)
    return made


@pytest.fixture
def event():
    return an_event()


def chair(event):
    member = event.team.get(role="chair")
    there = Account.objects.filter(person=member.practitioner.person).first()
    return there or make.signed_in(member)


def codes(event, number=0):
    return [each.code for each in selectors.groups(event)[number].decision.findings]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(4, [4]), (7, [7]), (8, [4, 4]), (13, [7, 6]), (15, [5, 5, 5]), (28, [7, 7, 7, 7]), (3, [3])],
)
def test_everyone_is_split_evenly(count, sizes):
    event = an_event(count, seats=99)
    made = groups.propose_groups(actor=chair(event), event=event)
    assert [each.assessees.count() for each in made] == sizes


def test_each_target_has_groups_of_its_own():
    event = an_event(8)
    target = event.request.targets.create(title="Kepala Seksi", tier="pengawas")
    make.blueprint(event, target)
    movers = list(event.assessees.order_by("-number")[:4])
    for each in movers:
        each.candidate.target = target
        each.candidate.save()
    made = groups.propose_groups(actor=chair(event), event=event)
    assert {each.blueprint.target.title: each.assessees.count() for each in made} == {
        "Kepala Bidang Mutasi": 4,
        "Kepala Seksi": 4,
    }
    other = next(each for each in made if each.blueprint.target == target)
    with pytest.raises(Unusable, match="satu target"):
        groups.move_assessee(actor=chair(event), assessee=event.assessees.first(), group=other)


@pytest.mark.requirement("B26-19-056", "B26-19-057", "B26-19-058")
@pytest.mark.parametrize(
    ("count", "job_fit", "adapted", "lgd", "found"),
    [
        (3, False, "", True, ["too-few-assessees", "lgd-too-small"]),
        (4, False, "", True, []),
        (7, False, "", True, []),
        (8, False, "", True, ["too-many-assessees"]),
        (1, True, "Tanpa LGD", False, []),
        (1, True, "", False, ["adaptation-missing"]),
        (2, True, "Tanpa kelompok", True, ["lgd-too-small"]),
        (8, True, "", True, ["too-many-assessees"]),
    ],
)
def test_the_size_of_a_group_is_judged_by_its_article(count, job_fit, adapted, lgd, found):
    tools = make.SEDANG if lgd else ("case-analysis", "presentation", "competency-interview")
    event = an_event(count, seats=99, instruments=tools, adapted_method=adapted)
    event.job_fit = job_fit
    event.save()
    assert sorted(codes(event)) == sorted(found)


@pytest.mark.requirement("B26-19-052")
def test_an_assessee_with_one_lawful_observer_is_named(event):
    group = event.groups.get()
    two = list(event.team.filter(role=TeamRole.ASSESSOR)[:2])
    groups.staff_group(actor=chair(event), group=group, observers=two, admin=group.admin)
    assert codes(event) == []
    tied = event.assessees.get(number=3)
    Interest.objects.create(event=event, practitioner=two[1].practitioner, assessee=tied, kind="atasan")
    decision = selectors.groups(event)[0].decision
    assert [(each.code, each.details["assessee"]) for each in decision.findings] == [("too-few-observers", 3)]


@pytest.mark.requirement("B26-19-053", "B26-19-054", "B26-19-055")
def test_admin_psychologist_and_support_are_asked_for(event):
    group = event.groups.get()
    plain = event.team.filter(role=TeamRole.ASSESSOR, practitioner__credentials=None)
    groups.staff_group(actor=chair(event), group=group, observers=plain, admin=None)
    event.team.filter(role=TeamRole.SUPPORT).delete()
    assert codes(event) == ["no-admin", "no-psychologist", "no-support"]
    kept = StoredDecision.objects.filter(rule="bkn-26-2019/group").latest("pk")
    assert kept.outcome == "non-compliant"


def test_one_admin_looks_after_one_group():
    event = an_event(8, groups=2, seats=4)
    one, two = event.groups.all()
    with pytest.raises(Unusable, match="setiap kelompok perlu adminnya"):
        groups.staff_group(actor=chair(event), group=two, observers=[], admin=one.admin)
    assessor = event.team.filter(role=TeamRole.ASSESSOR).first()
    with pytest.raises(Unusable, match="Hanya admin"):
        groups.staff_group(actor=chair(event), group=two, observers=[], admin=assessor)
    with pytest.raises(Unusable, match="Hanya Assessor"):
        groups.staff_group(actor=chair(event), group=two, observers=[one.admin], admin=None)


def test_admins_and_psychologists_are_shared_out():
    event = an_event(8, groups=2, seats=4)
    made = groups.staff_all(actor=chair(event), event=event)
    assert len({each.admin_id for each in made}) == 2
    rows = selectors.groups(event)
    assert [len(row.psychologists) for row in rows] == [1, 0]
    assert [len(row.observers) for row in rows] == [6, 5]


def test_a_group_that_shrinks_to_three_shows_the_defect_and_can_be_merged():
    event = an_event(8, groups=2, seats=4)
    one, two = event.groups.all()
    with pytest.raises(Unusable, match="Tulis alasannya"):
        groups.withdraw_assessee(actor=chair(event), assessee=two.assessees.first(), reason=" ")
    left = groups.withdraw_assessee(actor=chair(event), assessee=two.assessees.first(), reason="Sakit")
    assert len(left.assessees) == 3
    assert "too-few-assessees" in [each.code for each in left.decision.findings]
    merged = groups.merge_groups(actor=chair(event), group=two, into=one)
    assert merged.assessees.filter(state=Assessee.State.CALLED).count() == 7
    assert [row.is_lawful for row in selectors.groups(event) if row.assessees] == [True]
    assert event.groups.count() == 1


def test_two_groups_of_seven_are_not_merged():
    event = an_event(14, groups=2, seats=7)
    one, two = event.groups.all()
    with pytest.raises(Unusable, match="14 Assessee; satu kelompok paling banyak 7"):
        groups.merge_groups(actor=chair(event), group=two, into=one)


def test_moving_into_a_new_group_and_out_of_all(event):
    who = event.assessees.first()
    moved = groups.move_assessee(actor=chair(event), assessee=who, group=None, new=True)
    assert moved.group.number == 2
    groups.move_assessee(actor=chair(event), assessee=who, group=None)
    assert [each.pk for each in selectors.loose(event)] == [who.pk]
    assert event.groups.count() == 1


@pytest.mark.requirement("B26-19-095")
@pytest.mark.parametrize(("count", "turns", "found"), [(7, 0, 1), (7, 1, 1), (7, 2, 0), (6, 0, 0), (6, 1, 0)])
def test_seven_in_six_rooms_take_turns(count, turns, found):
    tools = ("in-basket", "leaderless-group-discussion", "competency-interview")
    event = an_event(count, instruments=tools)
    if turns:
        plan, group = Timetable.objects.create(event=event, number=1, state="draf"), event.groups.get()
        room = event.place.rooms.filter(kind="individual").first()
        for turn in range(turns):
            start = datetime(2026, 3, 3, 8 + turn, tzinfo=ZoneInfo("Asia/Jakarta"))
            plan.sessions.create(
                kind="alat-ukur",
                instrument=event.instruments.get(instrument__code="in-basket"),
                group=group,
                room=room,
                starts_at=start,
                ends_at=start + timedelta(hours=1),
            )
    assert len(selectors.room_findings(event, selectors.groups(event))) == found


@pytest.mark.parametrize("role", ["assessor", "support"])
def test_only_chair_and_admin_form_groups(event, role):
    actor = make.signed_in(event.team.filter(role=role).first())
    for act in (
        lambda: groups.propose_groups(actor=actor, event=event),
        lambda: groups.staff_all(actor=actor, event=event),
        lambda: groups.move_assessee(actor=actor, assessee=event.assessees.first(), group=None),
        lambda: groups.withdraw_assessee(actor=actor, assessee=event.assessees.first(), reason="x"),
    ):
        with pytest.raises(Refused):
            act()


# Pages


def test_the_page_shows_each_group_with_its_article_and_its_ways_out(client):
    event = an_event(8, groups=2, seats=4)
    client.force_login(chair(event))
    page = reverse("assessment:groups", args=[event.pk])
    who = event.groups.last().assessees.first()
    answer = client.post(reverse("assessment:assessee_withdraw", args=[who.pk]), {"reason": "Sakit"}, follow=True)
    words = answer.content.decode()
    assert answer.redirect_chain == [(page, 302)]
    assert "Pasal 17 atau 18" in words
    assert "Gabungkan dengan kelompok lain" in words
    assert "Assessee 05: Sakit" in words
    into, small = event.groups.all()
    answer = client.post(reverse("assessment:group_merge", args=[small.pk]), {"into": into.pk})
    assert answer.status_code == 302
    assert "Belum sesuai" not in client.get(page).content.decode()


def test_the_buttons_of_the_page_work(client, event):
    client.force_login(chair(event))
    event.assessees.update(group=None)
    page = reverse("assessment:groups", args=[event.pk])
    client.post(reverse("assessment:groups_propose", args=[event.pk]))
    client.post(reverse("assessment:groups_staff", args=[event.pk]))
    assert [len(row.assessees) for row in selectors.groups(event)] == [7]
    who = event.assessees.first()
    client.post(reverse("assessment:assessee_move", args=[event.pk]), {"assessee": who.pk, "to": "baru"})
    who.refresh_from_db()
    assert who.group.number == 2
    group = event.groups.first()
    answer = client.post(reverse("assessment:group_staff", args=[group.pk]), {"observers": ["999999"]})
    assert answer.status_code == 422
    assert client.get(page).status_code == 200
    assert client.get(reverse("assessment:group_staff", args=[group.pk])).status_code == 200


def test_groups_cost_the_same_for_one_as_for_four(client, queries):
    event = an_event(28, groups=1, seats=99)
    client.force_login(chair(event))
    page = reverse("assessment:groups", args=[event.pk])
    client.get(page)
    one = queries(lambda: client.get(page))
    groups.propose_groups(actor=chair(event), event=event)
    groups.staff_all(actor=chair(event), event=event)
    assert event.groups.count() == 4
    assert queries(lambda: client.get(page)) <= one


def test_others_find_no_group(client, event):
    group, who = event.groups.get(), event.assessees.first()
    addresses = [
        reverse("assessment:groups", args=[event.pk]),
        reverse("assessment:group_staff", args=[group.pk]),
        reverse("assessment:group_merge", args=[group.pk]),
        reverse("assessment:assessee_withdraw", args=[who.pk]),
    ]
    strangers = [
        make.staff(make.provider("Penyelenggara Lain")),
        people.account("agency-hr", agency=event.request.agency),
        people.account("agency-hr", agency=people.agency()),
        make.assessee_account(who),
    ]
    for each in strangers:
        client.force_login(each)
        assert {client.get(address).status_code for address in addresses} == {404}


def test_who_does_not_plan_is_not_even_asked(client, event):
    group, who = event.groups.get(), event.assessees.first()
    addresses = [
        reverse("assessment:group_staff", args=[group.pk]),
        reverse("assessment:group_merge", args=[group.pk]),
        reverse("assessment:assessee_withdraw", args=[who.pk]),
    ]
    for each in (
        make.staff(event.provider),
        people.account("supervisor"),
        make.signed_in(event.team.filter(role="assessor").first()),
    ):
        client.force_login(each)
        assert {client.get(address).status_code for address in addresses} == {403}
        assert client.get(reverse("assessment:groups", args=[event.pk])).status_code == 200
        moved = client.post(reverse("assessment:assessee_move", args=[event.pk]), {"assessee": who.pk, "to": "baru"})
        assert moved.status_code == 403
