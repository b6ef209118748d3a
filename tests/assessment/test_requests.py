"""An agency asks a provider: regulation, targets with their standard and method, people, sending, withdrawing."""

from datetime import date

import pytest
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment.models import Candidate, Request
from mumpuni.assessment.selectors import questions as asked_head
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.assessment.selectors import targets as wanted
from mumpuni.assessment.services import calendar as answers
from mumpuni.assessment.services import questions, targets
from mumpuni.assessment.services import requests as services
from mumpuni.audit.models import StoredDecision
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Position
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import Competency, Dictionary, PositionStandard
from mumpuni.standards.services import positions as standard_services
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
GOVERNS_2019 = {"bkn-26-2019": date(2020, 1, 1)}
GOVERNS_2008 = {"bkn-26-2019": date(2030, 1, 1)}


@pytest.fixture(autouse=True)
def _in_2019(settings):
    settings.MUMPUNI_EFFECTIVE_FROM = GOVERNS_2019


@pytest.fixture
def agency():
    return people.agency()


@pytest.fixture
def hr(agency):
    return people.account("agency-hr", agency=agency)


@pytest.fixture
def provider():
    return make.provider()


def draft(hr, agency, provider, **fields):
    given = {"purpose": "pengisian", "wished_from": make.FIRST, "wished_until": make.SECOND, **fields}
    return services.draft_request(actor=hr, agency=agency, provider=provider, **given)


def whole(hr, agency, provider, *, count=2, **fields):
    """A draft that can be sent under 26/2019."""
    make.standards()
    made = draft(hr, agency, provider, **fields)
    target = targets.add_target(actor=hr, request=made, title="Kepala Bidang Mutasi", tier="administrator")
    who = [people.person(f"Calon {number}", at=agency) for number in range(count)]
    targets.add_candidates(actor=hr, request=made, target=target, persons=who)
    return Request.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("known", "day", "purpose", "edition"),
    [
        (GOVERNS_2019, date(2019, 12, 31), "pengisian", "bkn-11-2008"),
        (GOVERNS_2019, date(2020, 1, 1), "pengisian", "bkn-26-2019"),
        (GOVERNS_2019, date(2026, 3, 3), "pemetaan", "bkn-26-2019"),
    ],
)
def test_the_first_wished_day_decides_the_regulation(settings, hr, agency, provider, known, day, purpose, edition):
    settings.MUMPUNI_EFFECTIVE_FROM = known
    made = draft(hr, agency, provider, purpose=purpose, wished_from=day, wished_until=day)
    assert made.edition == edition
    kept = StoredDecision.objects.get(rule="assessment/edition", subject_id=str(made.pk))
    assert (kept.outcome, kept.decided_on) == (edition, day)


@pytest.mark.parametrize(
    ("known", "day", "purpose", "code"),
    [
        ({"bkn-26-2019": None}, date(2026, 3, 3), "pengisian", "effective-date-missing"),
        (GOVERNS_2019, date(2019, 12, 31), "pemetaan", "mapping-unknown-in-2008"),
        (GOVERNS_2019, date(2008, 6, 5), "pengisian", "before-first-edition"),
    ],
)
def test_where_no_regulation_is_known_to_govern_nothing_is_drafted(
    settings, hr, agency, provider, known, day, purpose, code
):
    settings.MUMPUNI_EFFECTIVE_FROM = known
    with pytest.raises(RuleBroken) as refused:
        draft(hr, agency, provider, purpose=purpose, wished_from=day, wished_until=day)
    assert [found.code for found in refused.value.decision.findings] == [code]


def test_only_the_agencys_own_hr_asks(agency, provider):
    for stranger in (
        people.account("agency-hr", agency=people.agency()),
        people.account("ppk", agency=agency),
        people.account("organiser"),
        make.staff(provider),
    ):
        with pytest.raises(Refused):
            draft(stranger, agency, provider)


def test_a_draft_is_out_of_the_providers_sight_until_it_is_sent(hr, agency, provider):
    made = whole(hr, agency, provider)
    staff, supervisor = make.staff(provider), people.account("supervisor")
    for other in (staff, supervisor):
        with pytest.raises(Http404):
            selectors.request(other, made.pk)
    services.send_request(actor=hr, request=made, revision=made.revision)
    for other in (staff, supervisor):
        assert selectors.request(other, made.pk) == made
    outsiders = [
        people.account("agency-hr", agency=people.agency()),
        people.account("ppk", agency=people.agency()),
        make.staff(make.provider("Penyelenggara Lain")),
        people.account("organiser"),
        people.account("assessor"),
    ]
    for outsider in outsiders:
        with pytest.raises(Http404):
            selectors.request(outsider, made.pk)
    assert OutgoingMail.objects.get(template="assessment/mail/request_sent").to == staff.email


@pytest.mark.requirement("B11-08-068")
@pytest.mark.parametrize(
    ("known", "article"),
    [(GOVERNS_2019, r"26/2019 Pasal 9 ayat \(1\)"), (GOVERNS_2008, r"11/2008 Lampiran IV\.1")],
)
def test_a_target_without_a_standard_in_force_is_refused_by_name(settings, hr, agency, provider, known, article):
    settings.MUMPUNI_EFFECTIVE_FROM = known
    made = draft(hr, agency, provider)
    with pytest.raises(Unusable, match=f"Kepala Bidang Mutasi belum mempunyai standar.*3 Maret 2026.*{article}"):
        targets.add_target(actor=hr, request=made, title="Kepala Bidang Mutasi", tier="administrator", echelon="III")
    assert not made.targets.exists()


@pytest.mark.requirement("B26-19-009")
def test_a_target_whose_standard_lacks_a_kind_is_refused_with_the_article(hr, agency, provider):
    make.standards()
    position = Position.objects.create(agency=agency, title="Kepala Bidang", level="administrator")
    made = draft(hr, agency, provider)
    standard = PositionStandard.objects.create(
        position=position, tier="administrator", dictionary=Dictionary.objects.get(), in_force_from=date(2020, 1, 1)
    )
    managerial = Competency.objects.filter(kind="managerial").first()
    standard.requirements.create(competency=managerial, level=3)
    PositionStandard.objects.filter(pk=standard.pk).update(published_at=timezone.now())
    with pytest.raises(Unusable, match=r"Kepala Bidang: .*sosial kultural.*Pasal 9 ayat \(1\)"):
        targets.add_target(actor=hr, request=made, position=position)


@pytest.mark.requirement("B26-19-010")
def test_a_new_request_uses_the_new_version_of_the_standard_and_an_older_day_the_old_one(hr, agency, provider):
    make.standards()
    organiser = people.account("organiser")
    position = Position.objects.create(agency=agency, title="Kepala Bidang", level="administrator")
    for day, level in ((date(2020, 1, 1), 3), (date(2026, 4, 1), 4)):
        new = standard_services.draft_standard(
            actor=organiser, position=position, regulation="Perbup 1", in_force_from=day
        )
        levels = {each.competency_id: level for each in new.requirements.all()}
        standard_services.change_standard(
            actor=organiser, standard=new, regulation="Perbup 1", in_force_from=day, levels=levels
        )
        standard_services.publish_standard(actor=organiser, standard=new)
    seen = []
    for day in (date(2026, 3, 31), date(2026, 4, 1)):
        made = draft(hr, agency, provider, wished_from=day, wished_until=day)
        targets.add_target(actor=hr, request=made, position=position)
        preview = wanted.previews(made)[0]
        assert preview.standard is not None
        seen.append((preview.standard.number, {level for _name, level in preview.levels}))
    assert seen == [(1, {3}), (2, {4})]


def functional():
    """A standard for a grade of functional positions, as its supervising agency sets one."""
    for_equal = PositionStandard.objects.get(position=None, tier="administrator")
    made = PositionStandard.objects.create(
        tier="ahli-madya", dictionary=for_equal.dictionary, in_force_from=for_equal.in_force_from
    )
    for each in for_equal.requirements.all():
        made.requirements.create(competency=each.competency, level=each.level)
    PositionStandard.objects.filter(pk=made.pk).update(published_at=timezone.now())


@pytest.mark.parametrize(
    ("fields", "kind", "outcome"),
    [
        ({"tier": "pengawas"}, "kabupaten-kota", "sederhana"),
        ({"tier": "jpt-pratama"}, "kabupaten-kota", "sedang"),
        ({"tier": "jpt-pratama", "regional_secretary": True}, "kabupaten-kota", "kompleks"),
        ({"tier": "jpt-madya"}, "kementerian", "kompleks"),
        ({"tier": "ahli-madya", "equivalent_tier": "administrator"}, "kementerian", "sedang"),
    ],
)
def test_the_method_is_proposed_from_the_target_and_the_kind_of_agency(provider, fields, kind, outcome):
    make.standards()
    agency = people.agency(kind=kind)
    hr = people.account("agency-hr", agency=agency)
    functional()
    made = draft(hr, agency, provider)
    targets.add_target(actor=hr, request=made, title="Target", **fields)
    assert [each.method.outcome for each in wanted.previews(made)] == [outcome]


def test_a_functional_target_without_its_equal_is_refused(hr, agency, provider):
    make.standards()
    made = draft(hr, agency, provider)
    with pytest.raises(Unusable, match="Auditor belum mempunyai standar"):
        targets.add_target(actor=hr, request=made, title="Auditor", tier="ahli-madya", equivalent_tier="administrator")
    functional()
    with pytest.raises(Unusable, match="Auditor: Tetapkan dahulu jabatan yang setara"):
        targets.add_target(actor=hr, request=made, title="Auditor", tier="ahli-madya")


@pytest.mark.parametrize(
    ("echelon", "center", "all_of", "one_of"),
    [
        ("II", True, (), ()),
        ("III", False, ("psychometrics", "interview"), ("case-analysis", "presentation")),
        ("IV", False, ("psychometrics", "questionnaire"), ()),
    ],
)
def test_under_2008_the_methods_follow_the_echelon(settings, hr, agency, provider, echelon, center, all_of, one_of):
    settings.MUMPUNI_EFFECTIVE_FROM = GOVERNS_2008
    make.standards()
    made = draft(hr, agency, provider)
    targets.add_target(actor=hr, request=made, title="Target", tier="administrator", echelon=echelon)
    least = wanted.previews(made)[0].minimum
    assert least == wanted.Minimum(center, all_of, one_of)


def test_under_2008_a_target_needs_an_echelon_that_the_regulation_knows(settings, hr, agency, provider):
    settings.MUMPUNI_EFFECTIVE_FROM = GOVERNS_2008
    make.standards()
    made = draft(hr, agency, provider)
    with pytest.raises(Unusable, match="eselon"):
        targets.add_target(actor=hr, request=made, title="Target", tier="administrator", echelon="V")
    position = Position.objects.create(agency=agency, title="Kabid", level="administrator", echelon="III.a")
    assert targets.add_target(actor=hr, request=made, position=position).echelon == "III"


def test_another_agencys_position_and_people_stay_out(hr, agency, provider):
    make.standards()
    made = draft(hr, agency, provider)
    elsewhere = people.agency()
    foreign = Position.objects.create(agency=elsewhere, title="Camat", level="administrator")
    with pytest.raises(Unusable, match="bukan jabatan instansi"):
        targets.add_target(actor=hr, request=made, position=foreign)
    target = targets.add_target(actor=hr, request=made, title="Kabid", tier="administrator")
    with pytest.raises(Refused):
        targets.add_candidates(
            actor=hr, request=made, target=target, persons=[people.person("Orang Lain", at=elsewhere)]
        )


def test_who_is_no_civil_servant_or_there_already_is_named(hr, agency, provider):
    made = whole(hr, agency, provider, count=1)
    target = made.targets.get()
    contract = people.person("Pekerja Kontrak", at=agency, employment="pppk")
    with pytest.raises(Unusable, match="Pekerja Kontrak bukan PNS"):
        targets.add_candidates(actor=hr, request=made, target=target, persons=[contract])
    with pytest.raises(Unusable, match="Sudah ada dalam permintaan ini: Calon 0"):
        targets.add_candidates(actor=hr, request=made, target=target, persons=[made.candidates.get().person])


def test_sending_needs_targets_and_people_for_each(hr, agency, provider):
    make.standards()
    made = draft(hr, agency, provider)
    with pytest.raises(Unusable, match="target jabatan"):
        services.send_request(actor=hr, request=made, revision=made.revision)
    for title in ("Kabid Satu", "Kabid Dua"):
        target = targets.add_target(actor=hr, request=made, title=title, tier="administrator")
    made.refresh_from_db()
    with pytest.raises(Unusable, match="belum mempunyai calon"):
        services.send_request(actor=hr, request=made, revision=made.revision)
    targets.add_candidates(actor=hr, request=made, target=target, persons=[people.person(at=agency)])
    made.refresh_from_db()
    with pytest.raises(Unusable, match="Belum ada calon untuk Kabid Satu"):
        services.send_request(actor=hr, request=made, revision=made.revision)


def test_what_was_sent_keeps_its_verdicts_and_changes_no_more(hr, agency, provider):
    made = whole(hr, agency, provider)
    services.send_request(actor=hr, request=made, revision=made.revision)
    made.refresh_from_db()
    assert made.state == Request.State.SENT
    kept = selectors.kept_decisions(made, made.targets.all())
    assert {rule for _model, _pk, rule in kept} == {
        "assessment/edition",
        "bkn-26-2019/position-standard",
        "bkn-26-2019/method",
    }
    target, who = made.targets.get(), made.candidates.first()
    acts = [
        lambda: targets.add_target(actor=hr, request=made, title="Lagi", tier="administrator"),
        lambda: targets.remove_target(actor=hr, request=made, target=target),
        lambda: targets.add_candidates(actor=hr, request=made, target=target, persons=[people.person(at=agency)]),
        lambda: services.send_request(actor=hr, request=made, revision=made.revision),
        lambda: services.change_request(
            actor=hr, request=made, revision=made.revision, provider=provider,
            wished_from=make.FIRST, wished_until=make.SECOND,
        ),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(Unusable, match="sudah dikirim"):
            act()
    with pytest.raises(Unusable, match="alasan penarikan"):
        targets.withdraw_candidate(actor=hr, request=made, candidate=who)
    targets.withdraw_candidate(actor=hr, request=made, candidate=who, reason="Pensiun")
    who.refresh_from_db()
    assert who.withdrawn_at
    assert who.withdrawal_reason == "Pensiun"


def test_from_a_draft_a_person_goes_without_a_trace(hr, agency, provider):
    made = whole(hr, agency, provider)
    targets.withdraw_candidate(actor=hr, request=made, candidate=made.candidates.first())
    assert made.candidates.count() == 1


def test_two_at_once_the_second_is_told(hr, agency, provider):
    made = whole(hr, agency, provider)
    given = {"provider": provider, "wished_from": make.FIRST, "wished_until": make.SECOND}
    services.change_request(actor=hr, request=made, revision=made.revision, **given, note="satu")
    with pytest.raises(Unusable, match="Orang lain mengubah"):
        services.change_request(actor=hr, request=made, revision=made.revision, **given, note="dua")
    with pytest.raises(Unusable, match="Orang lain mengubah"):
        services.send_request(actor=hr, request=made, revision=made.revision)
    made.refresh_from_db()
    assert made.note == "satu"


def test_other_days_may_not_move_a_filled_draft_to_another_regulation(hr, agency, provider):
    made = whole(hr, agency, provider)
    with pytest.raises(Unusable, match="Perka BKN 11/2008"):
        services.change_request(
            actor=hr, request=made, revision=made.revision, provider=provider,
            wished_from=date(2019, 12, 2), wished_until=date(2019, 12, 3),
        )  # fmt: skip


def test_withdrawing_needs_a_reason_and_no_event(hr, agency, provider):
    made = whole(hr, agency, provider)
    with pytest.raises(Unusable, match="alasan"):
        services.withdraw_request(actor=hr, request=made, reason=" ")
    services.send_request(actor=hr, request=made, revision=made.revision)
    made.refresh_from_db()
    answers.confirm_request(
        actor=make.staff(provider), request=made, revision=made.revision, first_day=make.FIRST, last_day=make.SECOND
    )
    event = make.event(Request.objects.get(pk=made.pk))
    with pytest.raises(Unusable, match="membatalkannya dahulu"):
        services.withdraw_request(actor=hr, request=made, reason="Batal")
    event.state = "batal"
    event.save()
    services.withdraw_request(actor=hr, request=made, reason="Batal")
    made.refresh_from_db()
    assert (made.state, made.answer_reason) == ("ditarik", "Batal")


@pytest.mark.requirement("B11-08-069")
def test_an_agency_without_facilities_is_facilitated_by_bkn(settings, hr, agency, provider):
    settings.MUMPUNI_EFFECTIVE_FROM = GOVERNS_2008
    with pytest.raises(Unusable, match="pilih penyelenggara milik BKN"):
        draft(hr, agency, provider, without_facilities=True)
    bkn = make.provider("UPK BKN", at=people.agency("BKN", kind="lpnk", is_bkn=True), has_upk=True)
    asked = make.request(
        bkn, at=agency, edition="bkn-11-2008", state="terkirim", without_facilities=True, people_count=1
    )
    before = selectors.execution(asked)
    assert [found.code for found in before.findings] == ["no-body"]
    answers.confirm_request(
        actor=make.staff(bkn), request=asked, revision=asked.revision, first_day=make.FIRST, last_day=make.SECOND
    )
    asked.refresh_from_db()
    assert selectors.execution(asked).outcome == "compliant"
    kept = selectors.kept_decisions(asked, [])
    assert kept["request", str(asked.pk), "bkn-11-2008/executing-body"].outcome == "compliant"


def test_help_from_bkn_is_unknown_under_2019(hr, agency, provider):
    with pytest.raises(Unusable, match="hanya dikenal Perka BKN 11/2008"):
        draft(hr, agency, provider, without_facilities=True)


@pytest.mark.requirement("B11-08-073")
def test_a_question_goes_to_the_head_of_bkn_and_is_kept_with_its_answer(settings, hr, agency, provider):
    settings.MUMPUNI_EFFECTIVE_FROM = GOVERNS_2008
    made = draft(hr, agency, provider)
    supervisor = people.account("supervisor")
    with pytest.raises(Refused):
        questions.ask_head(actor=people.account("agency-hr", agency=people.agency()), request=made, text="?")
    row = questions.ask_head(actor=hr, request=made, text="Bagaimana bila hanya ada satu psikolog?")
    assert list(asked_head.questions(supervisor)) == [row]
    assert not asked_head.questions(make.staff(provider)).exists()
    with pytest.raises(Refused):
        questions.answer_question(actor=hr, question=row, answer="Boleh")
    questions.answer_question(actor=supervisor, question=row, answer="Minta UPK lain.")
    with pytest.raises(Unusable, match="sudah dijawab"):
        questions.answer_question(actor=supervisor, question=row, answer="Lain lagi.")
    kept = made.questions.get()
    assert (kept.text, kept.answer, kept.answered_by) == (
        "Bagaimana bila hanya ada satu psikolog?",
        "Minta UPK lain.",
        supervisor,
    )
    assert OutgoingMail.objects.filter(template="assessment/mail/question_answered", to=hr.email).exists()


def test_a_question_needs_a_request_under_2008(hr, agency, provider):
    with pytest.raises(Unusable, match=r"Lampiran V\.1"):
        questions.ask_head(actor=hr, request=draft(hr, agency, provider), text="?")


def test_a_draft_that_was_withdrawn_was_never_anybody_elses(hr, agency, provider):
    made = draft(hr, agency, provider)
    services.withdraw_request(actor=hr, request=made, reason="Keliru")
    for other in (make.staff(provider), people.account("supervisor")):
        assert not selectors.requests(other).exists()
    assert selectors.request(hr, made.pk).state == "ditarik"
    assert not OutgoingMail.objects.exists()


def test_a_trial_stays_marked(hr, agency, provider):
    assert draft(hr, agency, provider, is_trial=True, job_fit=True).is_trial
    assert Candidate.objects.count() == 0
