"""Teams: what the rules say beside each person, appointing, exceptions with reasons, freeze, replacing."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from mumpuni.assessment.models import Credential, Event, Knowledge, PastWork, Practitioner, TeamMember
from mumpuni.assessment.selectors import teams
from mumpuni.assessment.services import teams as services
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.assessment.tim import bare_standards, paper, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Seven assessees in one group and a lawful team."""
    return planned()


@pytest.fixture
def staff(event):
    return make.staff(event.provider)


def codes(event):
    return sorted(each.code for each in teams.judgement(event).defects)


def only(event, role):
    return event.team.get(role=role, removed_at=None)


def swap(staff, event, role, who, **fields):
    """Somebody else in a role, the way the page does it."""
    services.remove_member(actor=staff, event=event, member=only(event, role), reason="diganti")
    return services.add_member(actor=staff, event=event, practitioner=who, role=role, **fields)


@pytest.mark.requirement("B26-19-012")
def test_a_lawful_team_is_confirmed_and_without_a_role_it_is_not(event, staff):
    assert codes(event) == []
    kept = services.confirm_team(actor=staff, event=event)
    assert (kept.rule, kept.outcome, kept.decided_on) == ("bkn-26-2019/team", "compliant", event.first_day)
    services.remove_member(actor=staff, event=event, member=only(event, "tester"), reason="pindah tugas")
    with pytest.raises(RuleBroken) as refused:
        services.confirm_team(actor=staff, event=event)
    assert [each.code for each in refused.value.decision.findings] == ["missing-tester"]
    assert StoredDecision.objects.filter(rule="bkn-26-2019/team").count() == 1


@pytest.mark.requirement("B26-19-064")
def test_an_assessment_center_wants_several_assessors(event, staff):
    assessors = list(event.team.filter(role="assessor"))
    for each in assessors[1:]:
        services.remove_member(actor=staff, event=event, member=each, reason="tidak jadi")
    assert codes(event) == ["single-assessor"]
    with pytest.raises(Unusable, match="Assessor"):
        services.confirm_team(actor=staff, event=event)


@pytest.mark.requirement("B26-19-013")
def test_a_resource_person_comes_with_a_presentation_only(event, staff):
    who = only(event, "resource-person").practitioner
    services.remove_member(actor=staff, event=event, member=only(event, "resource-person"), reason="tukar")
    services.add_member(actor=staff, event=event, practitioner=who, role="resource-person")
    services.remove_member(actor=staff, event=event, member=only(event, "resource-person"), reason="tukar")
    event.instruments.filter(instrument__code="presentation").delete()
    with pytest.raises(RuleBroken) as refused:
        services.add_member(actor=staff, event=event, practitioner=who, role="resource-person")
    assert "resource-person-not-needed" in [each.code for each in refused.value.decision.findings]


@pytest.mark.requirement("B26-19-015", "B26-19-022")
@pytest.mark.parametrize("role", ["chair", "admin"])
def test_chair_and_admin_are_assessors(event, staff, role):
    swap(staff, event, role, make.practitioner("Arsiparis", at=event.provider))
    assert codes(event) == [f"{role}-not-assessor"]


GRADES = [
    # method, grade, whether it stands without a reason, with one
    ("sederhana", "pertama", False, True),
    ("sederhana", "muda", True, True),
    ("sedang", "pertama", False, False),
    ("sedang", "muda", False, True),
    ("sedang", "madya", True, True),
    ("kompleks", "muda", False, False),
    ("kompleks", "madya", False, True),
    ("kompleks", "utama", True, True),
]


@pytest.mark.requirement("B26-19-016", "B26-19-017", "B26-19-018", "B26-19-019")
@pytest.mark.requirement("B26-19-023", "B26-19-024", "B26-19-025", "B26-19-027")
@pytest.mark.parametrize("role", ["chair", "admin"])
@pytest.mark.parametrize(("method", "grade", "stands", "eased"), GRADES)
def test_grades_by_method_and_one_less_with_a_reason(event, staff, role, method, grade, stands, eased):
    Event.objects.filter(pk=event.pk).update(method=method)
    Event.objects.filter(pk=event.pk).update(no_qualified_chair="", no_qualified_admin="")
    event.refresh_from_db()
    other = "admin" if role == "chair" else "chair"
    event.groups.update(admin=None)
    event.team.filter(role=other).delete()
    services.add_member(
        actor=staff, event=event, practitioner=make.practitioner("Utama", at=event.provider, grade="utama"), role=other
    )
    who = make.practitioner("Calon", at=event.provider, grade=grade)
    event.team.filter(role=role).delete()
    if not stands and eased:
        with pytest.raises(Unusable, match="tulis alasannya") as refused:
            services.add_member(actor=staff, event=event, practitioner=who, role=role)
        assert refused.value.error_dict.keys() == {"reason"}
    reason = "Tidak ada jenjang yang sesuai"
    member = services.add_member(actor=staff, event=event, practitioner=who, role=role, reason=reason)
    event.refresh_from_db()
    assert (codes(event) == []) is (stands or eased)
    fell_back = eased and not stands
    assert member.fallback == ("satu-jenjang" if fell_back else "")
    assert member.fallback_reason == (reason if fell_back else "")
    assert getattr(event, f"no_qualified_{role}") == (reason if fell_back else "")


@pytest.mark.requirement("B26-19-026")
def test_an_admin_above_the_stated_grade_is_only_remarked(event, staff):
    swap(staff, event, "admin", make.practitioner("Utama", at=event.provider, grade="utama"))
    assert codes(event) == []
    who = only(event, "admin").practitioner_id
    assert [each.code for each in teams.judgement(event).of(who)] == ["admin-above-grade"]


@pytest.mark.requirement("B26-19-020", "B26-19-028")
@pytest.mark.parametrize("role", ["chair", "admin"])
def test_another_agency_s_assessor_comes_in_with_agency_and_reason(event, staff, role):
    other = make.provider("UPT Lain")
    swap(staff, event, role, make.practitioner("Tamu", at=other, grade="madya"), reason="Tidak ada madya")
    assert (codes(event), only(event, role).fallback) == ([], "instansi-lain")
    swap(staff, event, role, make.practitioner("Tamu Muda", at=other, grade="muda"), reason="Tidak ada madya")
    assert codes(event) == [f"{role}-grade"]
    homeless = make.practitioner("Tanpa Asal", at=None, grade="madya")
    swap(staff, event, role, homeless, reason="Tidak ada madya")
    assert codes(event) == ["home-agency-missing"]


def independent(name, *, reports=0, equivalence=True, under=False):
    made = make.practitioner(name, at=None, kind=Practitioner.Kind.INDEPENDENT)
    if equivalence:
        paper(made, Credential.Kind.EQUIVALENCE)
    for number in range(reports):
        PastWork.objects.create(
            practitioner=made, event_name="Lama", provider_name="Lembaga", on=date(2025, 1, 1), level="jpt",
            report_number=f"{name}-{number}", proof="laporan", under_equivalence=under,
        )  # fmt: skip
    return made


@pytest.mark.requirement("B26-19-021", "B26-19-029")
@pytest.mark.parametrize("role", ["chair", "admin"])
def test_an_independent_leads_outside_government_only(event, staff, role):
    swap(staff, event, role, independent("Mandiri"), reason="Paling kompeten")
    assert codes(event) == ["independent-not-allowed"]
    event.provider.kind = "non-pemerintah"
    event.provider.save()
    assert (codes(event), only(event, role).fallback) == ([], "independen")


@pytest.mark.requirement("B26-19-030", "B26-19-035", "B26-19-039")
def test_an_independent_assessor_fits_the_target(event, staff):
    who = independent("Mandiri", reports=19, under=True)
    services.add_member(actor=staff, event=event, practitioner=who, role="assessor", reason="Kurang Assessor")
    assert codes(event) == []
    event.request.targets.update(tier="jpt-pratama")
    assert codes(event) == ["too-few-reports"]
    PastWork.objects.create(
        practitioner=who, event_name="Lama", provider_name="Lembaga", on=date(2025, 1, 2), level="jpt", proof="laporan"
    )
    assert codes(event) == []
    services.confirm_team(actor=staff, event=event)
    kept = StoredDecision.objects.get(rule="bkn-26-2019/independent-assessor")
    assert (kept.outcome, kept.subject_id) == ("compliant", str(who.pk))


@pytest.mark.requirement("B26-19-031")
def test_an_independent_without_equivalence_is_named_once(event, staff):
    who = independent("Mandiri", equivalence=False, under=True, reports=1)
    services.add_member(actor=staff, event=event, practitioner=who, role="assessor", reason="Kurang Assessor")
    assert codes(event) == ["equivalence-missing"]


TESTERS = [
    ({"grade": "muda", "psychologist": True, "tests": True}, []),
    ({"grade": "muda", "psychology_degree": True, "tests": True}, []),
    ({"grade": "muda", "tests": True}, ["tester-qualification"]),
    ({"grade": "muda", "psychology_degree": True}, ["tester-instruments"]),
    ({"psychology_degree": True, "tests": True}, ["tester-not-assessor"]),
]


@pytest.mark.requirement("B26-19-040", "B26-19-041", "B26-19-042")
@pytest.mark.parametrize(("about", "found"), TESTERS)
def test_who_may_be_the_tester(event, staff, about, found):
    swap(staff, event, "tester", make.practitioner("Tester Baru", at=event.provider, **about))
    assert codes(event) == found


@pytest.mark.requirement("B26-19-043")
@pytest.mark.parametrize(("psychologist", "found"), [(True, []), (False, ["interpreter-not-psychologist"])])
def test_only_a_psychologist_reads_the_tests(event, staff, psychologist, found):
    who = make.practitioner(
        "Tester Baru", at=event.provider, grade="muda", psychology_degree=True, psychologist=psychologist, tests=True
    )
    swap(staff, event, "tester", who, interprets_tests=True)
    assert codes(event) == found


@pytest.mark.requirement("B26-19-044")
def test_a_stand_in_for_the_tester_keeps_kind_and_reason(event, staff):
    guest = make.practitioner("Tamu", at=make.provider("UPT Lain"), grade="muda")
    member = swap(staff, event, "tester", guest, reason="Tidak ada tester yang bebas")
    event.refresh_from_db()
    assert (member.fallback, member.fallback_reason) == ("instansi-lain", "Tidak ada tester yang bebas")
    assert (event.no_qualified_tester, codes(event)) == ("Tidak ada tester yang bebas", [])
    services.remove_member(actor=staff, event=event, member=member, reason="pulang")
    event.refresh_from_db()
    assert event.no_qualified_tester == ""


@pytest.mark.requirement("B26-19-045", "B26-19-046", "B26-19-047")
@pytest.mark.parametrize(
    ("knows", "missing"),
    [
        (list(Knowledge), []),
        (["finance", "correspondence", "coordination", "assessment-process"], ["data-processing"]),
        (["finance", "correspondence", "data-processing", "assessment-process"], ["coordination"]),
        (["finance", "correspondence", "data-processing", "coordination"], ["assessment-process"]),
        ([], ["finance", "correspondence", "data-processing", "coordination", "assessment-process"]),
    ],
)
def test_what_support_staff_know(event, staff, knows, missing):
    swap(staff, event, "support", make.practitioner("Pendukung Baru", at=event.provider, knows=knows))
    assert [each.details["knowledge"] for each in teams.judgement(event).defects] == missing


def test_two_of_the_same_name_are_told_apart(event, staff):
    twin = make.practitioner("Ketua Tim", at=event.provider, grade="pertama")
    services.add_member(actor=staff, event=event, practitioner=twin, role="admin")
    judgement = teams.judgement(event)
    assert [each.code for each in judgement.of(twin.pk)] == ["admin-grade"]
    assert judgement.of(only(event, "chair").practitioner_id) == []


@pytest.mark.parametrize("act", ["add", "change", "remove"])
def test_others_than_the_staff_change_nothing(event, act):
    chair = only(event, "chair")
    strangers = [
        make.signed_in(chair), make.staff(make.provider("UPT Lain")), make.assessee_account(event.assessees.first()),
        AnonymousUser(),
    ]  # fmt: skip
    who = make.practitioner("Baru", at=event.provider, grade="madya")
    calls = {
        "add": lambda actor: services.add_member(actor=actor, event=event, practitioner=who, role="assessor"),
        "change": lambda actor: services.change_member(actor=actor, event=event, member=chair, role="admin"),
        "remove": lambda actor: services.remove_member(actor=actor, event=event, member=chair, reason="x"),
    }
    for actor in strangers:
        with pytest.raises(Refused):
            calls[act](actor)


def test_the_frozen_team_is_closed_but_for_a_replacement(event, staff):
    Event.objects.filter(pk=event.pk).update(frozen_at=timezone.now())
    event.refresh_from_db()
    who = make.practitioner("Baru", at=event.provider, grade="madya")
    ill = only(event, "chair")
    for act in (
        lambda: services.add_member(actor=staff, event=event, practitioner=who, role="assessor"),
        lambda: services.remove_member(actor=staff, event=event, member=ill, reason="sakit"),
        lambda: services.change_member(actor=staff, event=event, member=ill, role="admin"),
    ):
        with pytest.raises(Unusable) as refused:
            act()
        assert refused.value.code == "frozen"
    made = services.replace_member(actor=staff, member=ill, by=who, reason="Sakit pukul 07.00")
    ill.refresh_from_db()
    event.refresh_from_db()
    assert (ill.removal_reason, made.role, event.version) == ("Sakit pukul 07.00", "chair", 1)


def test_an_ill_assessor_is_replaced_on_the_morning_by_the_chair(event):
    Event.objects.filter(pk=event.pk).update(frozen_at=timezone.now(), state=Event.State.RUNNING)
    ill = event.team.filter(role="assessor").first()
    group = event.groups.get()
    assert group.observers.contains(ill)
    who = make.practitioner("Pengganti", at=event.provider, grade="muda", psychologist=True)
    made = services.replace_member(actor=make.signed_in(only(event, "chair")), member=ill, by=who, reason="Demam")
    assert group.observers.contains(made)
    assert not group.observers.contains(ill)


def test_a_substitute_has_to_be_lawful_free_and_new(event, staff):
    ill = only(event, "chair")
    low = make.practitioner("Rendah", at=event.provider, grade="pertama")
    with pytest.raises(RuleBroken) as broken:
        services.replace_member(actor=staff, member=ill, by=low, reason="sakit")
    assert broken.value.decision.findings[0].code == "chair-grade"
    ill.refresh_from_db()
    assert ill.removed_at is None
    busy = make.practitioner("Sibuk", at=event.provider, grade="madya")
    busy.away.create(starts_on=event.first_day, ends_on=event.first_day, reason="cuti")
    for by, word in ((busy, "tidak bebas"), (only(event, "admin").practitioner, "sudah ada dalam tim")):
        with pytest.raises(Unusable) as refused:
            services.replace_member(actor=staff, member=ill, by=by, reason="sakit")
        assert word in refused.value.messages[0]
    with pytest.raises(Unusable, match="mengapa"):
        services.replace_member(actor=staff, member=ill, by=busy, reason=" ")
    Event.objects.filter(pk=event.pk).update(state=Event.State.CLOSED)
    with pytest.raises(Unusable, match="berakhir"):
        services.replace_member(actor=staff, member=ill, by=busy, reason="sakit")


def test_a_name_that_a_declaration_bears_leaves_with_a_reason_and_keeps_its_row(event, staff):
    member = event.team.filter(role="assessor").last()
    with pytest.raises(Unusable) as refused:
        services.remove_member(actor=staff, event=event, member=member)
    assert refused.value.error_dict.keys() == {"reason"}
    services.remove_member(actor=staff, event=event, member=member, reason="Pindah tugas")
    member.refresh_from_db()
    assert member.removed_at
    assert not member.observes.exists()
    new = services.add_member(
        actor=staff, event=event, practitioner=make.practitioner("Baru", at=event.provider, grade="muda"),
        role="assessor",
    )  # fmt: skip
    services.remove_member(actor=staff, event=event, member=new)
    assert not TeamMember.objects.filter(pk=new.pk).exists()


def test_two_who_appoint_at_once_are_told(event, staff):
    who = make.practitioner("Baru", at=event.provider, grade="muda")
    seen = event.revision
    services.add_member(actor=staff, event=event, practitioner=who, role="assessor", revision=seen)
    with pytest.raises(Unusable) as refused:
        services.change_member(actor=staff, event=event, member=only(event, "chair"), role="admin", revision=seen)
    assert refused.value.code == "changed-meanwhile"


def test_an_assessee_and_a_twin_role_are_refused(event, staff):
    own = make.practitioner("x", at=event.provider, grade="muda", person=event.assessees.first().person)
    with pytest.raises(Unusable, match="dinilai dalam kegiatan ini"):
        services.add_member(actor=staff, event=event, practitioner=own, role="assessor")
    with pytest.raises(Unusable, match="sudah memegang peran itu"):
        services.add_member(actor=staff, event=event, practitioner=only(event, "chair").practitioner, role="chair")


def test_a_change_of_role_leaves_the_groups(event, staff):
    member = event.team.filter(role="assessor").last()
    changed = services.change_member(actor=staff, event=event, member=member, role="admin", reason="Tidak ada madya")
    assert (changed.role, changed.fallback, changed.observes.count()) == ("admin", "satu-jenjang", 0)


@pytest.mark.requirement("B11-08-020", "B11-08-021", "B11-08-022", "B11-08-023")
@pytest.mark.parametrize(
    ("assessors", "psychologists", "ppk", "found"),
    [
        (4, 2, True, ["too-few-assessors"]), (5, 2, True, []), (5, 1, True, ["too-few-psychologists"]),
        (6, 2, True, ["even-number"]), (7, 2, True, []), (8, 2, True, ["even-number"]), (9, 2, True, []),
        (5, 2, False, ["not-set-by-ppk"]),
    ],
)  # fmt: skip
def test_the_make_up_of_a_tpk(assessors, psychologists, ppk, found):
    bare_standards()
    of = make.request(make.provider(), edition="bkn-11-2008", people_count=4)
    event = make.event(of, method="", body="tpk", decided_by_ppk=ppk)
    for number in range(assessors):
        who = make.practitioner(f"A{number}", at=event.provider, grade="muda", psychologist=number < psychologists)
        paper(who, Credential.Kind.TRAINING)
        make.member(event, who, "assessor")
    assert codes(event) == found
    if found:
        with pytest.raises(RuleBroken):
            services.confirm_team(actor=make.staff(event.provider), event=event)
    else:
        assert services.confirm_team(actor=make.staff(event.provider), event=event).rule == "bkn-11-2008/tpk"


@pytest.mark.requirement("B11-08-011")
def test_an_assessor_of_2008_has_followed_the_training(event):
    of = make.request(make.provider("UPK"), edition="bkn-11-2008", people_count=4)
    old = make.event(of, method="", body="upk")
    who = make.practitioner("Belum", at=old.provider, grade="muda")
    make.member(old, who, "assessor")
    assert (codes(old), teams.judgement(old).team) == (["not-trained"], None)
    paper(who, Credential.Kind.TRAINING)
    assert codes(old) == []
