"""Interests: computed from positions, declared by the person, and what follows."""

from datetime import date

import pytest

from mumpuni.assessment.models import Event, Interest
from mumpuni.assessment.selectors import interests as selectors
from mumpuni.assessment.selectors.interests import Post, tie
from mumpuni.assessment.services import interests
from mumpuni.assessment.services import teams as team_services
from mumpuni.assessment.services.intake import take_in
from mumpuni.assessment.services.interests import Tie
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Appointment, Position, Unit
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.assessment.tim import planned
from tests.people import factories as people

ABOVE = {1: None, 2: 1, 3: 2, 4: 1, 5: 6, 6: 5}


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        (Post(1, "jpt-pratama"), Post(3, "pengawas"), "atasan"),
        (Post(2, "administrator"), Post(3, "pengawas"), "atasan"),
        (Post(2, "administrator"), Post(2, "pengawas"), "atasan"),
        (Post(2, "administrator"), Post(2, "administrator"), "seunit"),
        (Post(2, "pengawas"), Post(2, "administrator"), "seunit"),
        (Post(3, "administrator"), Post(2, "pengawas"), ""),
        (Post(4, "jpt-pratama"), Post(3, "pengawas"), ""),
        (Post(1, "pengawas"), Post(3, "pengawas"), ""),
        (Post(1, "ahli-utama"), Post(3, "pengawas"), ""),
        (Post(1, "pengawas"), Post(3, "ahli-madya"), "atasan"),
        (Post(1, "administrator", "III.a"), Post(2, "administrator", "III.b"), "atasan"),
        (Post(2, "administrator", "III.b"), Post(2, "administrator", "III.a"), "seunit"),
        (Post(None, "jpt-madya"), Post(3, "pengawas"), ""),
        (Post(1, "jpt-madya"), Post(None, "pengawas"), ""),
        (None, Post(3, "pengawas"), ""),
        (Post(6, "administrator"), Post(5, "pengawas"), "atasan"),
        (Post(1, "administrator"), Post(5, "pengawas"), ""),
    ],
)
def test_what_positions_say(mine, theirs, found):
    assert tie(mine, theirs, ABOVE) == found


@pytest.fixture
def event(db):
    return planned()


def assessor(event, number=0):
    return list(event.team.filter(role="assessor").order_by("pk"))[number]


def seat(person, unit, level):
    """Let somebody serve in a unit from now on."""
    person.appointments.update(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    position, _made = Position.objects.get_or_create(agency=unit.agency, unit=unit, title=level, level=level)
    return Appointment.objects.create(person=person, agency=unit.agency, position=position, starts_on=date(2025, 1, 2))


def test_ties_follow_positions_and_go_with_them(event):
    head = people.unit(event.request.agency, "Badan")
    below = Unit.objects.create(agency=head.agency, name="Bidang", parent=head)
    chief, mate = assessor(event).practitioner, assessor(event, 1).practitioner
    one, two = event.assessees.all()[:2]
    seat(chief.person, head, "administrator")
    seat(mate.person, below, "pengawas")
    seat(one.person, below, "pengawas")
    assert interests.compute_interests(event) == 2
    assert selectors.conflicts(event) == {(chief.pk, one.pk), (mate.pk, one.pk)}
    assert dict(event.interests.values_list("practitioner", "kind")) == {chief.pk: "atasan", mate.pk: "seunit"}
    seat(mate.person, head, "pengawas")
    interests.compute_interests(event)
    assert selectors.conflicts(event) == {(chief.pk, one.pk)}
    seat(two.person, head, "pelaksana")
    team_services.replace_member(
        actor=make.staff(event.provider), member=assessor(event),
        by=make.practitioner("Baru", at=event.provider, grade="muda", psychologist=True), reason="sakit",
    )  # fmt: skip
    assert selectors.conflicts(event) == {(mate.pk, two.pk)}


def test_a_declaration_for_all_and_for_some(event):
    member = assessor(event)
    actor = make.signed_in(member)
    event.team.update(declared_at=None, declared_for=[])
    assert member in selectors.undeclared(event)
    interests.declare(actor=actor, event=event)
    assert member not in selectors.undeclared(event)
    assert selectors.conflicts(event) == set()
    first, second = event.assessees.all()[:2]
    ties = [Tie(first.pk, "keluarga"), Tie(second.pk, "lain", "rekan usaha")]
    interests.declare(actor=actor, event=event, ties=ties)
    interests.declare(actor=actor, event=event, ties=ties)
    assert selectors.conflicts(event) == {(member.practitioner_id, first.pk), (member.practitioner_id, second.pk)}
    interests.declare(actor=actor, event=event, ties=[Tie(second.pk, "mentor")])
    assert [(each.assessee_id, each.kind) for each in event.interests.all()] == [(second.pk, "mentor")]


def test_what_is_computed_is_not_declared_away(event):
    member, one = assessor(event), event.assessees.first()
    unit = people.unit(event.request.agency, "Bidang")
    seat(member.practitioner.person, unit, "administrator")
    seat(one.person, unit, "pengawas")
    interests.compute_interests(event)
    actor = make.signed_in(member)
    interests.declare(actor=actor, event=event, ties=[Tie(one.pk, "atasan")])
    assert [each.is_computed for each in event.interests.all()] == [False]
    interests.declare(actor=actor, event=event)
    assert [(each.kind, each.is_computed) for each in event.interests.all()] == [("atasan", True)]


def test_a_new_assessee_asks_for_a_new_declaration(event):
    assert selectors.undeclared(event) == []
    new = make.candidate(event.request, event.request.targets.get(), name="Baru")
    made = event.assessees.create(candidate=new, person=new.person, number=99, group=event.groups.get())
    missing = {each.role for each in selectors.undeclared(event)}
    assert missing == {"chair", "assessor", "tester", "resource-person"}
    made.state, made.state_reason = "mundur", "sakit"
    made.save()
    assert selectors.undeclared(event) == []


@pytest.mark.parametrize(
    ("ties", "message"),
    [
        (lambda event: [Tie(0, "keluarga")], "Daftar Assessee berubah"),
        (lambda event: [Tie(event.assessees.first().pk, "seunit")], "Pilih kepentingan"),
        (lambda event: [Tie(event.assessees.first().pk, "lain", " ")], "kepentingan lain apa"),
        (lambda event: [Tie(event.assessees.first().pk, "mentor")] * 2, "sekali saja"),
    ],
)
def test_a_declaration_that_does_not_fit_is_told(event, ties, message):
    with pytest.raises(Unusable, match=message):
        interests.declare(actor=make.signed_in(assessor(event)), event=event, ties=ties(event))
    assert not Interest.objects.exists()


def test_only_members_who_meet_assessees_declare_and_only_for_themselves(event):
    outsiders = [
        make.staff(event.provider), make.signed_in(event.team.get(role="support")),
        make.assessee_account(event.assessees.first()), people.account("supervisor"),
    ]  # fmt: skip
    for actor in outsiders:
        with pytest.raises(Refused):
            interests.declare(actor=actor, event=event)
    Event.objects.filter(pk=event.pk).update(state=Event.State.CLOSED)
    with pytest.raises(Unusable, match="berakhir"):
        interests.declare(actor=make.signed_in(assessor(event)), event=event)


def test_reminders_go_to_those_who_owe(event):
    staff = make.staff(event.provider)
    with pytest.raises(Unusable, match="Semua anggota sudah"):
        interests.remind(actor=staff, event=event)
    event.team.filter(role="assessor").update(declared_at=None)
    with pytest.raises(Unusable, match="alamat surel"):
        interests.remind(actor=staff, event=event)
    account = make.signed_in(assessor(event))
    assert interests.remind(actor=make.signed_in(event.team.get(role="chair")), event=event) == 1
    sent = OutgoingMail.objects.get()
    assert sent.to == account.email
    assert f"/penilaian/kegiatan/{event.pk}/pernyataan/" in sent.body
    with pytest.raises(Refused):
        interests.remind(actor=account, event=event)


def test_chair_sees_the_kind_and_not_the_note(event):
    first = event.assessees.first()
    interests.declare(actor=make.signed_in(assessor(event)), event=event, ties=[Tie(first.pk, "lain", "utang piutang")])
    (seen,) = selectors.listed(make.signed_in(event.team.get(role="chair")), event)
    assert (seen.kind, "note" in seen.get_deferred_fields()) == ("lain", True)
    with pytest.raises(Refused):
        selectors.listed(make.signed_in(assessor(event, 1)), event)


def test_who_is_taken_in_is_compared_with_the_team_at_once(event):
    unit = people.unit(event.request.agency, "Bidang")
    member = assessor(event)
    seat(member.practitioner.person, unit, "administrator")
    target = event.request.targets.get()
    new = make.candidate(event.request, target, name="Baru")
    seat(new.person, unit, "pengawas")
    staff = make.staff(event.provider)
    (made,) = take_in(actor=staff, event=event, candidates=[new])
    assert selectors.conflicts(event) == {(member.practitioner_id, made.pk)}
    own = make.candidate(event.request, target, person=member.practitioner.person)
    with pytest.raises(Unusable, match="anggota tim kegiatan ini"):
        take_in(actor=staff, event=event, candidates=[own])
