"""The proposer: lawful, in the order of the article, with reasons, the least loaded first, the same each time."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.assessment.models import Booking, Credential, PastWork, Practitioner, TeamMember, Timetable
from mumpuni.assessment.selectors import teams
from mumpuni.assessment.selectors.proposals import propose_team
from mumpuni.assessment.selectors.proposing import FLAGS, Applicant, Frame, propose
from mumpuni.assessment.selectors.wants import Want, assessors_for, wants
from mumpuni.assessment.services.proposals import accept_proposal
from mumpuni.assessment.services.teams import confirm_team
from mumpuni.people.policies import Refused, Unusable
from mumpuni.regulations import decide
from tests.assessment import factories as make
from tests.assessment.tim import bare_standards, paper, planned, register
from tests.people import factories as people

KNOWLEDGE = ["finance", "correspondence", "data-processing", "coordination", "assessment-process"]
GRADES = ["pertama", "muda", "madya", "utama"]


@st.composite
def applicants(draw):
    """A register: the own house, another, independents, helpers."""
    made = []
    for number in range(draw(st.integers(0, 18))):
        kind = draw(st.sampled_from(["sdm-aparatur"] * 3 + ["independen", "bukan-assessor"]))
        own = draw(st.booleans()) if kind != "independen" else False
        name = f"Orang {number:02d}"
        facts = {
            "name": name,
            "roles": [],
            "grade": draw(st.sampled_from(GRADES)) if kind == "sdm-aparatur" else None,
            "independent": kind == "independen",
            "agency": None if kind == "independen" else "Rumah" if own else "Lain",
            "from_other_agency": not own and kind != "independen",
            "psychologist": draw(st.booleans()),
            "psychology_degree": draw(st.booleans()),
            "masters_instruments": draw(st.booleans()),
            "interprets_tests": False,
            "equivalence_certificate": draw(st.booleans()),
            "knows": draw(st.sampled_from([KNOWLEDGE, KNOWLEDGE[:2]])),
            "senior_official": draw(st.booleans()),
            "expert": False,
            "knows_field": True,
            "interview_technique": True,
        }
        made.append(
            Applicant(
                practitioner=number, name=name, own=own, kind=kind, facts=facts, lawful=draw(st.booleans()) or own,
                role_plays=draw(st.booleans()), obstacle=draw(st.sampled_from(["", "", "", "away"])),
                tied=draw(st.sampled_from([False, False, False, True])), minutes=draw(st.integers(0, 900)),
            )
        )  # fmt: skip
    return made


frames = st.builds(
    lambda method, kind, presentation: Frame(
        {
            "method": method, "provider": kind, "provider_agency": "Rumah", "presentation_simulation": presentation,
            "no_qualified_chair": False, "no_qualified_admin": False, "no_qualified_tester": False,
        },
        make.FIRST,
        make.SECOND,
        "UPT",
    ),
    st.sampled_from(["sederhana", "sedang", "kompleks"]),
    st.sampled_from(["pemerintah", "non-pemerintah"]),
    st.booleans(),
)  # fmt: skip


@given(frames, applicants(), st.integers(1, 2), st.integers(2, 4))
def test_what_is_proposed_as_complete_the_rule_accepts(frame, pool, groups, assessors):
    wanted = [
        Want("chair", 1), Want("admin", groups), Want("tester", 1), Want("assessor", assessors, groups),
        Want("support", 1), *([Want("resource-person", 1)] if frame.facts["presentation_simulation"] else []),
    ]  # fmt: skip
    found = propose(frame, wanted, pool)
    assert found == propose(frame, wanted, list(reversed(pool)))
    known = {each.practitioner: each for each in pool}
    assert max(Counter(each.practitioner for each in found.choices).values(), default=1) == 1
    assert not any(known[each.practitioner].kept_from(each.role) for each in found.choices)
    assert all(bool(each.fallback) == bool(each.reason) for each in found.choices)
    assert all(len(each.reason) <= 300 for each in found.choices)
    if not found.is_complete:
        return
    facts = {**frame.facts}
    for each in found.choices:
        if each.fallback and each.role in FLAGS:
            facts[FLAGS[each.role]] = True
    members = [{**known[each.practitioner].facts, "roles": [each.role]} for each in found.choices]
    assert decide("bkn-26-2019/team", {**facts, "members": members}).outcome == "compliant"
    chosen = [known[each.practitioner] for each in found.choices if each.role == "assessor"]
    assert len(chosen) >= assessors
    assert sum(each.psychologist for each in chosen) >= groups


def by_role(proposal):
    made: dict[str, list[str]] = {}
    for each in proposal.choices:
        made.setdefault(each.role, []).append(each.name)
    return made


@pytest.fixture
def event(db):
    return planned(team=False)


@pytest.mark.django_db
def test_a_whole_team_is_proposed_accepted_and_confirmed(event):
    register(event.provider)
    proposal = propose_team(event)
    assert proposal.gaps == ()
    assert {role: len(names) for role, names in by_role(proposal).items()} == {
        "chair": 1, "admin": 1, "tester": 1, "assessor": 7, "support": 1, "resource-person": 1,
    }  # fmt: skip
    staff = make.staff(event.provider)
    made = accept_proposal(actor=staff, event=event)
    assert len(made) == 12
    assert teams.judgement(event).is_lawful
    assert confirm_team(actor=staff, event=event).outcome == "compliant"
    again = propose_team(event)
    assert (again.choices, again.gaps) == ((), ())


@pytest.mark.django_db
def test_the_exceptions_come_in_the_order_of_the_article(event):
    own = register(event.provider, madya=0)
    proposal = propose_team(event)
    chair = proposal.choices[0]
    assert (chair.role, chair.fallback) == ("chair", "satu-jenjang")
    assert chair.reason == (
        "Tidak ada lagi Ketua Tim Penilaian Kompetensi yang memenuhi syarat penuh dan bebas 3 Maret 2026 – 4 Maret "
        "2026 di UPT Penilaian Kompetensi Contoh. Diperiksa 10 orang: 10 tidak memenuhi syarat."
    )
    guests = register(make.provider("UPT Lain"), madya=2, muda=0, testers=0, support=0, resource=0, prefix="Tamu ")
    assert propose_team(event).choices[0].fallback == "satu-jenjang"
    for each in own:
        each.grades.update(grade="pertama")
    other = propose_team(event)
    assert (other.choices[0].practitioner, other.choices[0].fallback) == (guests[0].pk, "instansi-lain")
    accept_proposal(actor=make.staff(event.provider), event=event, keys=[other.choices[0].key])
    event.refresh_from_db()
    assert event.no_qualified_chair == other.choices[0].reason


@pytest.mark.requirement("B26-19-044")
@pytest.mark.django_db
def test_without_a_tester_in_the_house_only_the_two_kinds_are_proposed(event):
    register(event.provider, testers=0)
    assert [gap.basis.place for gap in propose_team(event).gaps] == ["Pasal 10 ayat (1)"]
    make.practitioner("Bukan", at=make.provider("UPT Lain"), psychology_degree=True, tests=True)
    assert "tester" not in by_role(propose_team(event))
    alone = make.practitioner("Mandiri", at=None, kind=Practitioner.Kind.INDEPENDENT, psychologist=True, tests=True)
    paper(alone, Credential.Kind.EQUIVALENCE)
    assert by_role(propose_team(event))["tester"] == ["Mandiri"]
    guest = make.practitioner("Tamu", at=make.provider("UPT Ketiga"), grade="muda", psychologist=True, tests=True)
    proposal = propose_team(event)
    choice = next(each for each in proposal.choices if each.role == "tester")
    assert (choice.practitioner, choice.fallback) == (guest.pk, "instansi-lain")
    accept_proposal(actor=make.staff(event.provider), event=event, keys=[choice.key])
    stored = TeamMember.objects.get(event=event)
    assert (stored.fallback, stored.fallback_reason) == ("instansi-lain", choice.reason)


@pytest.mark.django_db
def test_who_is_away_booked_assessed_or_tied_is_left_out(event):
    people_here = register(event.provider, madya=5)
    away, busy, booked, tied, free = people_here[:5]
    away.away.create(starts_on=event.last_day, ends_on=event.last_day + timedelta(days=9), reason="cuti")
    other = make.event(make.request(event.provider))
    make.member(other, busy, "chair")
    far = make.event(make.request(event.provider), first_day=event.first_day - timedelta(days=30),
                     last_day=event.first_day - timedelta(days=29))  # fmt: skip
    zone = ZoneInfo("Asia/Jakarta")
    day = datetime.combine(event.first_day, datetime.min.time(), zone)
    Booking.objects.create(
        timetable=Timetable.objects.create(event=far, number=1), person=booked.person,
        during=DateTimeTZRange(day + timedelta(hours=9), day + timedelta(hours=10)), load_minutes=60,
    )  # fmt: skip
    unit = people.unit(event.request.agency, "Bidang Mutasi")
    for person in (tied.person, event.assessees.first().person):
        person.appointments.update(unit=unit)
    choices = propose_team(event).choices
    chosen = {each.practitioner for each in choices}
    assert free.pk in chosen
    assert not chosen & {away.pk, busy.pk, booked.pk}
    assert {each.role for each in choices if each.practitioner == tied.pk} <= {"admin"}
    TeamMember.objects.filter(event=other).delete()
    assert busy.pk in {each.practitioner for each in propose_team(event).choices}


@pytest.mark.django_db
def test_the_least_loaded_goes_first(event):
    people_here = register(event.provider, madya=3)
    past = make.event(make.request(event.provider), first_day=event.first_day - timedelta(days=20),
                      last_day=event.first_day - timedelta(days=19))  # fmt: skip
    timetable = Timetable.objects.create(event=past, number=1)
    at = datetime.combine(past.first_day, datetime.min.time(), ZoneInfo("Asia/Jakarta"))
    for each, minutes in zip(people_here, (300, 100, 200), strict=False):
        Booking.objects.create(
            timetable=timetable, person=each.person, load_minutes=minutes,
            during=DateTimeTZRange(at, at + timedelta(hours=5)),
        )  # fmt: skip
    found = by_role(propose_team(event))
    assert (found["chair"], found["admin"]) == (["Madya 01"], ["Madya 02"])


@pytest.mark.django_db
def test_gaps_say_numbers_and_articles(event):
    register(event.provider, madya=2, muda=3, psychologists=0)
    gaps = propose_team(event).gaps
    assert [(each.sentence, each.basis.place) for each in gaps] == [
        (
            "Assessor: diperlukan 7, ada 3. Diperiksa 6 orang: 6 dipakai.",
            "Pasal 17 atau 18 (jumlah Assessor) ayat (1)",
        ),
        (
            "Psikolog di antara Assessor: diperlukan 1, ada 0. Register memuat 0 psikolog.",
            "Pasal 17 atau 18 (jumlah Assessor) ayat (2)",
        ),
    ]


@pytest.mark.django_db
def test_independent_assessors_are_proposed_only_with_the_experience(event):
    register(event.provider, muda=5)
    who = make.practitioner("Mandiri", at=None, kind=Practitioner.Kind.INDEPENDENT)
    paper(who, Credential.Kind.EQUIVALENCE)
    assert "Mandiri" not in by_role(propose_team(event))["assessor"]
    PastWork.objects.create(
        practitioner=who, event_name="Lama", provider_name="Lembaga", on=event.first_day - timedelta(days=100),
        level="administration", proof="surat", under_equivalence=True,
    )  # fmt: skip
    proposal = propose_team(event)
    assert proposal.gaps == ()
    assert next(each.fallback for each in proposal.choices if each.name == "Mandiri") == "independen"


@pytest.mark.django_db
def test_how_many_assessors_a_group_needs(event):
    whole = teams.whole(type(event).objects.filter(pk=event.pk)).get()
    # Seven discuss together, two observers each, two watched by one: seven at once.
    assert [assessors_for(whole, size) for size in (1, 4, 7)] == [2, 4, 7]
    event.instruments.filter(instrument__whole_group=True).delete()
    whole = teams.whole(type(event).objects.filter(pk=event.pk)).get()
    # Presentation and interview: 7 x 2 x 90 minutes over two days of 330.
    assert [assessors_for(whole, size) for size in (1, 7)] == [2, 2]


@pytest.mark.requirement("B11-08-020", "B11-08-021", "B11-08-022")
@pytest.mark.django_db
@pytest.mark.parametrize(("count", "assessors"), [(4, 5), (6, 7), (7, 7)])
def test_a_tpk_is_proposed_in_a_lawful_size(count, assessors):
    bare_standards()
    of = make.request(make.provider(), edition="bkn-11-2008", people_count=count)
    old = make.event(of, method="", body="tpk", decided_by_ppk=True)
    for each in register(old.provider):
        paper(each, Credential.Kind.TRAINING)
    whole = teams.whole(type(old).objects.filter(pk=old.pk)).get()
    want = next(each for each in wants(whole) if each.role == "assessor")
    assert (want.count, want.psychologists) == (assessors, 2)
    proposal = propose_team(old)
    assert (len(by_role(proposal)["assessor"]), proposal.gaps) == (assessors, ())


@pytest.mark.django_db
def test_the_proposal_costs_the_same_for_a_small_register_as_for_a_large_one(event, queries):
    register(event.provider)
    few = queries(lambda: propose_team(event))
    register(make.provider("UPT Lain"), madya=9, muda=20, prefix="Tamu ")
    assert queries(lambda: propose_team(event)) == few


@pytest.mark.django_db
def test_a_stale_choice_is_told_and_nothing_is_taken(event):
    staff = make.staff(event.provider)
    chosen = register(event.provider)
    keys = [each.key for each in propose_team(event).choices]
    chosen[0].away.create(starts_on=event.first_day, ends_on=event.first_day, reason="cuti")
    with pytest.raises(Unusable, match="Usulan berubah"):
        accept_proposal(actor=staff, event=event, keys=keys)
    with pytest.raises(Unusable, match="paling sedikit satu"):
        accept_proposal(actor=staff, event=event, keys=[])
    with pytest.raises(Refused):
        accept_proposal(actor=make.staff(make.provider("UPT Lain")), event=event)
    assert not event.team.exists()
