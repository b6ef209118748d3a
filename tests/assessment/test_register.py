"""The register: grades, papers, standing of Assessor Independen, free days, who sees how much."""

from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.home import cards
from mumpuni.assessment.models import Booking, Credential, Instrument, PastWork, Practitioner, Timetable
from mumpuni.assessment.selectors import register as selectors
from mumpuni.assessment.selectors import standing
from mumpuni.assessment.services import papers, register
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
START = date(2026, 3, 3)
Kind, Issuer = Credential.Kind, Credential.Issuer


@pytest.fixture
def provider():
    return make.provider()


@pytest.fixture
def staff(provider):
    return make.staff(provider)


@pytest.fixture
def supervisor():
    return people.account("supervisor")


@pytest.fixture
def independent(provider):
    return make.practitioner("Ratna Dewi", at=provider, kind=Practitioner.Kind.INDEPENDENT)


def paper(who, kind, *, issuer_kind=Issuer.SUPERVISING, signed_by="", **fields):
    given = {"number": f"{kind}/1", "issuer": "BKN", "issued_on": date(2020, 1, 1), **fields}
    return Credential.objects.create(practitioner=who, kind=kind, issuer_kind=issuer_kind, signed_by=signed_by, **given)


def worked(who, count, *, level="jpt", on=date(2025, 1, 1), **fields):
    PastWork.objects.bulk_create(
        PastWork(
            practitioner=who, event_name="Seleksi", provider_name="Biro Lain", on=on, level=level, proof="SK", **fields
        )
        for _number in range(count)
    )


def judged(who, target="jpt", purpose="pengisian", start=START):
    found = standing.judge_independent(selectors.one_with_all(who.pk), target, start, purpose)
    return found.outcome, [each.code for each in found.findings]


class TestIndependent:
    @pytest.mark.requirement("B26-19-031")
    def test_without_equivalence_no_government_event(self, independent):
        assert judged(independent, purpose="pemetaan") == ("non-compliant", ["equivalence-missing"])
        paper(independent, Kind.EQUIVALENCE)
        assert judged(independent, purpose="pemetaan") == ("compliant", [])
        facts = standing.independent_facts(independent, "jpt", START, "pemetaan", government_event=False)
        assert facts["government_event"] is False

    @pytest.mark.requirement("B26-19-035")
    @pytest.mark.parametrize(
        ("inside", "outside", "level", "outcome"),
        [
            (20, 0, "jpt", "compliant"),
            (19, 1, "jpt", "non-compliant"),
            (20, 0, "leadership-non-government", "compliant"),
            (20, 0, "administration", "non-compliant"),
        ],
    )
    def test_twenty_reports_in_four_years_for_a_senior_post(self, independent, inside, outside, level, outcome):
        paper(independent, Kind.EQUIVALENCE)
        worked(independent, inside, level=level, on=START.replace(year=START.year - 4))
        worked(independent, outside, level=level, on=START.replace(year=START.year - 4) - timedelta(days=1))
        assert judged(independent)[0] == outcome

    @pytest.mark.requirement("B26-19-030")
    @pytest.mark.requirement("B26-19-036")
    @pytest.mark.requirement("B26-19-037")
    def test_twenty_of_administration_need_the_employers_report(self, independent):
        paper(independent, Kind.EQUIVALENCE)
        worked(independent, 19, level="administration")
        assert judged(independent, "administration")[1] == ["too-few-reports", "experience-not-proven"]
        worked(independent, 1, level="functional-equivalent")
        assert judged(independent, "administration")[1] == ["experience-not-proven"]
        paper(independent, Kind.EMPLOYER_REPORT, issuer_kind=Issuer.EMPLOYER)
        assert judged(independent, "administration") == ("compliant", [])
        assert judged(independent, "jpt")[0] == "non-compliant"

    @pytest.mark.requirement("B26-19-039")
    def test_one_assessment_under_the_equivalence_opens_administration_only(self, independent):
        paper(independent, Kind.EQUIVALENCE)
        worked(independent, 1, level="administration", under_equivalence=True)
        assert judged(independent, "administration") == ("compliant", [])
        assert judged(independent, "jpt")[0] == "non-compliant"

    def test_a_revoked_equivalence_holds_no_longer(self, independent):
        paper(independent, Kind.EQUIVALENCE, revoked_on=START)
        assert judged(independent, purpose="pemetaan")[0] == "non-compliant"

    @pytest.mark.parametrize(
        ("tier", "target"), [("jpt-madya", "jpt"), ("administrator", "administration"), ("ahli-muda", "administration")]
    )
    def test_targets_of_tiers(self, tier, target):
        assert standing.target_of(tier) == target


class TestEquivalence:
    @pytest.fixture
    def ready(self, independent):
        paper(independent, Kind.TRAINING)
        paper(independent, Kind.CERTIFICATE)
        worked(independent, 20)
        return independent

    @pytest.mark.requirement("B26-19-038")
    @pytest.mark.parametrize(
        ("issuer_kind", "signed_by", "outcome"),
        [
            (Issuer.SELF, "Ratna Dewi", "non-compliant"),
            (Issuer.CLIENT, "Ratna  DEWI", "non-compliant"),
            (Issuer.CLIENT, "", "non-compliant"),
            (Issuer.EMPLOYER, "Kepala Biro", "non-compliant"),
            (Issuer.CLIENT, "Kepala BKD", "compliant"),
            (Issuer.PROVIDER, "Kepala UPT", "compliant"),
        ],
    )
    def test_the_letter_comes_from_an_agency_or_a_provider(self, ready, staff, issuer_kind, signed_by, outcome):
        papers.add_credential(
            actor=staff, practitioner=ready, kind=Kind.EXPERIENCE, number="1", issuer_kind=issuer_kind,
            issuer="Kabupaten Contoh", signed_by=signed_by, issued_on=date(2026, 1, 2),
        )  # fmt: skip
        verdict = papers.apply_for_equivalence(actor=staff, practitioner=ready, day=START)
        assert verdict.outcome == outcome
        assert standing.last_application(ready) == verdict
        if outcome != "compliant":
            assert [found["code"] for found in verdict.decision["findings"]] == ["no-evidence-letter"]

    @pytest.mark.requirement("B26-19-032")
    @pytest.mark.requirement("B26-19-033")
    @pytest.mark.requirement("B26-19-034")
    def test_training_certificate_and_twenty_assessments(self, independent, staff):
        worked(independent, 19)
        verdict = papers.apply_for_equivalence(actor=staff, practitioner=independent, day=START)
        found = [each["code"] for each in verdict.decision["findings"]]
        assert found == ["not-trained", "no-certificate", "too-few-assessments", "no-evidence-letter"]
        worked(independent, 1)
        again = papers.apply_for_equivalence(actor=staff, practitioner=independent, day=START)
        assert again.supersedes == verdict.pk
        assert "too-few-assessments" not in [each["code"] for each in again.decision["findings"]]

    def test_the_supervisor_sets_it_when_the_conditions_are_proven(self, ready, supervisor, staff):
        given = {"number": "PS/1", "issuer": "BKN", "issued_on": START}
        with pytest.raises(RuleBroken):
            papers.grant_equivalence(actor=supervisor, practitioner=ready, **given)
        paper(ready, Kind.EXPERIENCE, issuer_kind=Issuer.CLIENT, signed_by="Kepala BKD")
        with pytest.raises(Refused):
            papers.grant_equivalence(actor=staff, practitioner=ready, **given)
        papers.grant_equivalence(actor=supervisor, practitioner=ready, **given)
        assert selectors.one_with_all(ready.pk).has_credential(Kind.EQUIVALENCE, START)
        assert StoredDecision.objects.get(rule=standing.EQUIVALENCE).outcome == "compliant"

    def test_an_equivalence_of_another_issuer_is_none(self, independent, staff):
        with pytest.raises(Unusable) as refused:
            papers.add_credential(
                actor=staff, practitioner=independent, kind=Kind.EQUIVALENCE, number="1", issuer_kind=Issuer.EMPLOYER,
                issuer="Biro", issued_on=START,
            )  # fmt: skip
        assert list(refused.value.message_dict) == ["issuer_kind"]


class TestPapers:
    @pytest.fixture
    def one(self, provider):
        return make.practitioner("Budi", at=provider, grade="muda")

    def test_a_new_grade_ends_the_old_one_the_day_before(self, one, staff):
        papers.grant_grade(
            actor=staff, practitioner=one, grade="madya", decree_number="SK 2", starts_on=date(2026, 4, 1)
        )
        whole = selectors.one_with_all(one.pk)
        assert (whole.grade_on(date(2026, 3, 31)), whole.grade_on(date(2026, 4, 1))) == ("muda", "madya")
        with pytest.raises(Unusable) as refused:
            papers.grant_grade(
                actor=staff, practitioner=one, grade="utama", decree_number="3", starts_on=date(2026, 4, 1)
            )
        assert list(refused.value.message_dict) == ["starts_on"]

    def test_a_grade_ends_with_a_reason(self, one, staff):
        grade = one.grades.get()
        with pytest.raises(Unusable):
            papers.end_grade(actor=staff, grade=grade, ends_on=START, reason="")
        papers.end_grade(actor=staff, grade=grade, ends_on=START, reason="Pensiun")
        assert selectors.one_with_all(one.pk).grade_on(START + timedelta(days=1)) is None

    def test_only_internal_assessors_hold_grades(self, independent, staff):
        with pytest.raises(Unusable):
            papers.grant_grade(actor=staff, practitioner=independent, grade="muda", decree_number="1", starts_on=START)

    def test_papers_are_revoked_with_a_reason_and_stay(self, one, staff):
        held = paper(one, Kind.CERTIFICATE)
        with pytest.raises(Unusable):
            papers.revoke_credential(actor=staff, credential=held, on=START, reason=" ")
        papers.revoke_credential(actor=staff, credential=held, on=START, reason="Palsu")
        assert (held.holds_on(START - timedelta(days=1)), held.holds_on(START)) == (True, False)

    def test_past_work_needs_proof_and_no_day_to_come(self, one, staff):
        given = {"event_name": "Seleksi", "provider_name": "UPT", "on": START, "level": "jpt", "proof": "SK"}
        for wrong in ({"proof": " "}, {"on": timezone.localdate() + timedelta(days=1)}, {"level": "camat"}):
            with pytest.raises(Unusable):
                papers.add_past_work(actor=staff, practitioner=one, **given | wrong)
        assert papers.add_past_work(actor=staff, practitioner=one, **given).is_loaded

    def test_other_staff_change_nothing(self, one):
        other = make.staff(make.provider("Lain"))
        with pytest.raises(Refused):
            papers.grant_grade(actor=other, practitioner=one, grade="madya", decree_number="1", starts_on=START)
        with pytest.raises(Refused):
            register.change_practitioner(actor=other, practitioner=one, note="x")
        with pytest.raises(Refused):
            register.record_away(actor=other, practitioner=one, starts_on=START, ends_on=START, reason="x")


class TestEntering:
    def test_number_and_name_have_to_fit(self, provider, staff):
        who = people.person("Siti Aminah", number="198005052005012001")
        assert register.person_named("19800505 200501 2 001", "Dr. Siti Aminah, M.Psi.") == who
        for number, name in (("198005052005012001", "Budi"), ("199005052015012009", "Siti Aminah")):
            with pytest.raises(Unusable) as refused:
                register.person_named(number, name)
            assert "number" in refused.value.message_dict
        made = register.add_practitioner(
            actor=staff, person=who, provider=provider, kind=Practitioner.Kind.OTHER,
            masters=Instrument.objects.filter(code="role-play"), role_plays=True,
        )  # fmt: skip
        assert (made.masters.get().code, made.role_plays) == ("role-play", True)
        with pytest.raises(Unusable):
            register.add_practitioner(actor=staff, person=who, provider=None, kind=Practitioner.Kind.OTHER)

    def test_only_for_the_own_provider(self, staff):
        who = people.person("Siti")
        other = make.provider("Lain")
        with pytest.raises(Refused):
            register.add_practitioner(actor=staff, person=who, provider=other, kind=Practitioner.Kind.OTHER)

    def test_the_supervisor_moves_people(self, provider, staff, supervisor):
        one = make.practitioner("Budi", at=provider)
        other = make.provider("Lain")
        with pytest.raises(Refused):
            register.move_practitioner(actor=staff, practitioner=one, provider=other, reason="Mutasi")
        moved = register.move_practitioner(actor=supervisor, practitioner=one, provider=other, reason="Mutasi")
        assert moved.provider == other


class TestDays:
    def test_away_and_booked_days_are_taken(self, provider, staff):
        one = make.practitioner("Budi", at=provider, grade="muda")
        free = make.practitioner("Rina", at=provider, grade="muda")
        register.record_away(actor=staff, practitioner=one, starts_on=START, ends_on=START, reason="Cuti")
        make.standards()
        event = make.event(make.request(provider))
        timetable = Timetable.objects.create(event=event, number=1)
        zone = timezone.get_current_timezone()
        hours = [datetime(2026, 3, 5, hour, tzinfo=zone) for hour in (8, 10)]
        Booking.objects.create(timetable=timetable, person=one.person, during=DateTimeTZRange(*hours), load_minutes=120)
        assert selectors.busy_days(one, START, START + timedelta(days=6)) == {START, date(2026, 3, 5)}
        assert selectors.week_loads([one.person_id, free.person_id], START) == {one.person_id: 120}
        for day, found in ((START, {free}), (date(2026, 3, 4), {one, free}), (date(2026, 3, 5), {free})):
            assert set(Practitioner.objects.filter(selectors.free_on(day))) == found
        assert one not in selectors.practitioners_with_all(START)

    def test_the_own_account_keeps_its_days(self, provider):
        one = make.practitioner("Budi", at=provider, grade="muda")
        account = make.signed_in(one)
        away = register.record_away(actor=account, practitioner=one, starts_on=START, ends_on=START, reason="Cuti")
        with pytest.raises(Unusable):
            register.record_away(
                actor=account, practitioner=one, starts_on=START, ends_on=START - timedelta(days=1), reason="Cuti"
            )
        register.remove_away(actor=account, away=away)
        assert not one.away.exists()

    def test_all_that_a_team_is_judged_by_costs_the_same_for_one_as_for_ten(self, provider, queries):
        def read():
            return [
                (one.grade_on(START), one.is_psychologist_on(START), list(one.masters.all()), list(one.away.all()),
                 standing.independent_facts(one, "jpt", START), one.person.current)
                for one in selectors.practitioners_with_all(START)
            ]  # fmt: skip

        make.practitioner("Budi", at=provider, grade="muda", psychologist=True, tests=True)
        one = queries(read)
        for number in range(9):
            make.practitioner(f"Rina {number}", at=provider, grade="muda", psychologist=True, tests=True)
        assert queries(read) == one


class TestPages:
    @pytest.fixture
    def other(self):
        return make.provider("Penyelenggara Lain")

    def enter(self, client, account):
        client.force_login(account)
        people.confirm_second_factor(client)
        return client

    def test_others_see_name_grade_and_free_days_and_nothing_more(self, client, other, staff):
        one = make.practitioner("Wahyu Rahasia", at=other, grade="madya", psychologist=True, note="catatan dalam")
        worked(one, 1, assessee_name="Assessee Tertutup")
        paper(one, Kind.CERTIFICATE, number="NOMOR-TERTUTUP")
        one.away.create(starts_on=timezone.localdate(), ends_on=timezone.localdate(), reason="alasan tertutup")
        helper = make.practitioner("Pendukung Lain", at=other)
        self.enter(client, staff)
        page = client.get(reverse("assessment:practitioner", args=[one.pk])).content.decode()
        assert ("Wahyu Rahasia" in page, "Ahli Madya" in page, "terisi" in page) == (True, True, True)
        for hidden in ("Assessee Tertutup", "NOMOR-TERTUTUP", "alasan tertutup", "catatan dalam", "SIPP", "Biro Lain"):
            assert hidden not in page
        assert client.get(reverse("assessment:practitioner", args=[helper.pk])).status_code == 404
        found = client.get(reverse("assessment:register")).content.decode()
        assert ("Wahyu Rahasia" in found, "Pendukung Lain" in found) == (True, False)
        filtered = client.get(reverse("assessment:register"), {"psychologist": "ya"}).content.decode()
        assert "Wahyu Rahasia" not in filtered

    def test_doors(self, client, provider, staff, other, supervisor):
        one = make.practitioner("Budi", at=provider, grade="madya")
        mine = make.signed_in(one)
        hr = people.account("agency-hr", agency=provider.agency)
        answers = {
            "register": (200, 403, 200, 200, 403),
            "practitioner": (200, 200, 200, 200, 404),
            "practitioner_change": (200, 403, 404, 403, 404),
            "practitioner_move": (403, 403, 404, 200, 404),
            "grade_add": (200, 403, 404, 403, 404),
            "credential_add": (200, 403, 404, 403, 404),
            "past_work_add": (200, 403, 404, 403, 404),
            "equivalence_apply": (200, 403, 404, 403, 404),
            "equivalence_grant": (403, 403, 404, 200, 404),
            "away_add": (200, 200, 404, 403, 404),
            "practitioner_add": (200, 403, 200, 403, 403),
        }
        for place, account in enumerate((staff, mine, make.staff(other), supervisor, hr)):
            self.enter(client, account)
            for name, expected in answers.items():
                args = [] if name in ("register", "practitioner_add") else [one.pk]
                answer = client.get(reverse(f"assessment:{name}", args=args)).status_code
                assert answer == expected[place], (name, place)

    def test_people_of_no_provider_show_no_names_of_other_providers(self, client, staff, provider):
        one = make.practitioner("Ratna", at=None, kind=Practitioner.Kind.INDEPENDENT)
        worked(one, 1, assessee_name="Assessee Tertutup")
        PastWork.objects.create(
            practitioner=one, event_name="Milik Sendiri", provider_name=provider.name, on=START, level="jpt", proof="SK"
        )
        page = self.enter(client, staff).get(reverse("assessment:practitioner", args=[one.pk])).content.decode()
        assert ("Assessee Tertutup" in page, "Biro Lain" in page, "Milik Sendiri" in page) == (False, False, True)

    def test_the_list_costs_the_same_for_one_as_for_ten(self, client, staff, provider, queries):
        self.enter(client, staff)
        make.practitioner("Budi", at=provider, grade="muda", psychologist=True)
        url = reverse("assessment:register")
        client.get(url)
        one = queries(lambda: client.get(url))
        for number in range(9):
            make.practitioner(f"Rina {number}", at=provider, grade="muda", psychologist=True)
        assert queries(lambda: client.get(url)) == one

    def test_filters(self, client, staff, provider):
        make.practitioner("Budi Muda", at=provider, grade="muda")
        away = make.practitioner("Rina Madya", at=provider, grade="madya", psychologist=True)
        away.away.create(starts_on=START, ends_on=START, reason="Cuti")
        self.enter(client, staff)
        for asked, names in (
            ({"grade": "madya"}, {"Rina"}),
            ({"psychologist": "ya"}, {"Rina"}),
            ({"free": "2026-03-03"}, {"Budi"}),
            ({"provider": provider.pk}, {"Budi", "Rina"}),
        ):
            page = client.get(reverse("assessment:register"), asked).content.decode()
            assert {name for name in ("Budi", "Rina") if name in page} == names

    def test_papers_are_coloured_by_their_end(self, client, staff, provider):
        one = make.practitioner("Budi", at=provider)
        today = timezone.localdate()
        for number, days in enumerate((-1, 30, 400)):
            paper(one, Kind.CERTIFICATE, number=str(number), valid_until=today + timedelta(days=days))
        page = self.enter(client, staff).get(reverse("assessment:practitioner", args=[one.pk])).content.decode()
        assert [word in page for word in ("Berakhir", "Segera berakhir", "chip-warn", "chip-bad")] == [True] * 4

    def test_forms_enter_and_judge_an_independent_assessor(self, client, staff, provider):
        people.person("Ratna Dewi", number="198005052005012001")
        self.enter(client, staff)
        data = {"number": "198005052005012001", "name": "Budi", "provider": provider.pk, "kind": "independen"}
        wrong = client.post(reverse("assessment:practitioner_add"), data | {"is_active": "on"})
        assert "Tidak ada orang terdaftar" in wrong.content.decode()
        made = client.post(reverse("assessment:practitioner_add"), data | {"name": "Ratna Dewi", "is_active": "on"})
        one = Practitioner.objects.get()
        assert made.url == reverse("assessment:practitioner", args=[one.pk])
        client.post(reverse("assessment:equivalence_apply", args=[one.pk]))
        page = client.get(made.url).content.decode()
        assert ("Ditolak" in page, "Pasal 13 atau 14 (Assessor Independen) ayat (6)" in page) == (True, True)

    def test_the_own_page(self, client, provider):
        one = make.practitioner("Budi", at=provider, grade="muda")
        self.enter(client, make.signed_in(one))
        url = reverse("assessment:practitioner", args=[one.pk])
        assert client.get(reverse("assessment:own_practitioner")).url == url
        today = timezone.localdate()
        paper(one, Kind.CERTIFICATE, number="S/7", valid_until=today + timedelta(days=30))
        (card,) = cards(make.signed_in(make.practitioner("Rina", at=provider)))
        assert (card.tone, card.label) == ("", "Buka data saya")
        (card,) = cards(one.person.account)
        assert (card.url, card.tone, "S/7" in card.text) == (url, "warn", True)
        self.enter(client, people.account("assessor"))
        assert client.get(reverse("assessment:own_practitioner")).status_code == 404
        assert client.get(url).status_code == 404
