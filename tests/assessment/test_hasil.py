"""What a meeting found, as the rule of its edition says it, and who reads it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from mumpuni.assessment.models import Assessee, Event, PastResult, Potential, Report, Result
from mumpuni.assessment.on_person import results_of_person
from mumpuni.assessment.selectors import held, projecting, result_recap
from mumpuni.assessment.selectors import results as selectors
from mumpuni.assessment.services import results as services
from mumpuni.assessment.views import results as views
from mumpuni.audit.models import Event as Trail
from mumpuni.people.policies import RuleBroken
from tests.assessment import factories as make
from tests.assessment import stages
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return stages.running(people_count=2)


def page(client, account, name, *args, **query):
    client.force_login(account)
    people.confirm_second_factor(client)
    return client.get(reverse(f"assessment:{name}", args=args), query)


@pytest.mark.requirement("B26-19-131")
def test_the_result_page_shows_levels_standard_match_and_its_working(client, event):
    result = stages.decided(stages.first(event), level=2)
    chair = make.signed_in(stages.member(event, "chair"))
    answer = page(client, chair, "result", result.pk)
    whole = selectors.whole(result)
    assert len(whole.lines) == len(result.required)
    assert {each.gap for each in whole.below} == {Decimal(2) - result.required[whole.lines[0].name]}
    text = answer.content.decode()
    assert all(each.name in text for each in whole.lines)
    assert whole.steps[0]["text"] in text
    assert "Kurang memenuhi syarat" in text or "kurang memenuhi syarat" in text
    assert Trail.objects.filter(name="assessment.result.read", subject_id=str(result.pk)).count() == 1


@pytest.mark.requirement("B26-19-128")
@pytest.mark.parametrize(("purpose", "category"), [("pengisian", "memenuhi-syarat"), ("pemetaan", "cukup-optimal")])
def test_the_category_follows_the_purpose_of_the_event(purpose, category):
    event = stages.running(people_count=1, purpose=purpose)
    assessee = stages.first(event)
    meeting = stages.meeting(assessee, level=3)
    lines = stages.lines(assessee)
    # 80 % of the standard and more, but less than 90 %: the upper category of filling, the middle one of mapping.
    missing = sum(each.required_level for each in lines) * Decimal("0.15")
    first = meeting.agreements.order_by("pk").first()
    for each in meeting.agreements.all():
        each.level = Decimal(each.line.required_level)
        each.save()
    for each in meeting.agreements.order_by("pk"):
        taken = min(missing, each.level)
        each.level -= taken
        each.save()
        missing -= taken
    assert first is not None
    assert services.decide(actor=people.account("assessor"), meeting=meeting).category == category


@pytest.mark.requirement("B11-08-024", "B11-08-015")
def test_a_result_of_2008_needs_the_signed_potential_and_bears_no_category(client):
    event = stages.running(people_count=1, edition="bkn-11-2008")
    assessee = stages.first(event)
    meeting = stages.meeting(assessee)
    with pytest.raises(RuleBroken) as refused:
        services.decide(actor=people.account("assessor"), meeting=meeting)
    assert [each.code for each in refused.value.decision.findings] == ["missing-section"]
    profile = stages.potential(assessee, grade="K", required="B")
    Potential.objects.update(signed_at=None)
    with pytest.raises(RuleBroken):
        services.decide(actor=people.account("assessor"), meeting=meeting)
    Potential.objects.update(signed_at=profile.signed_at)
    result = services.decide(actor=people.account("assessor"), meeting=meeting)
    assert (result.percentage, result.category) == (None, "")
    (aspect,) = selectors.whole(result).potential
    assert (aspect.name, aspect.grade, aspect.required, aspect.gap) == ("Penalaran", "K", "B", -2)
    chair = make.signed_in(stages.member(event, "chair"))
    for name, key in (("result", result.pk), ("results", event.pk), ("result_projection", result.pk)):
        text = page(client, chair, name, key).content.decode()
        assert not [word for word in ("JPM", "Job Person Match", "emenuhi syarat", "ptimal") if word in text], name


@pytest.mark.requirement("B11-08-026")
def test_potential_without_anything_observed_is_no_ground_for_a_result():
    event = stages.running(people_count=1, edition="bkn-11-2008")
    assessee = stages.first(event)
    meeting = stages.meeting(assessee)
    profile = stages.potential(assessee)
    assessee.sheets.filter(member=profile.member).update(submitted_at=None)
    with pytest.raises(RuleBroken) as refused:
        services.decide(actor=people.account("assessor"), meeting=meeting)
    assert [(each.code, each.details["name"]) for each in refused.value.decision.findings] == [
        ("evidence-missing", "Penalaran")
    ]


@pytest.mark.requirement("B26-19-135")
def test_who_reads_a_result_before_its_report(client, event):
    first, second = event.assessees.order_by("number")
    result, other = stages.decided(first), stages.decided(second)
    outsider = stages.member(event, at=2)
    chair = make.signed_in(stages.member(event, "chair"))
    expected = {
        "chair": (chair, 200),
        "assessor who rated": (make.signed_in(stages.member(event)), 200),
        "assessor who did not": (make.signed_in(outsider), 403),
        "admin": (make.signed_in(stages.member(event, "admin")), 403),
        "staff": (make.staff(event.provider), 403),
        "supervisor": (people.account("supervisor"), 403),
        "ppk": (people.account("ppk", agency=event.request.agency), 404),
        "assessee": (make.assessee_account(first), 404),
    }
    found = {
        who: page(client, account, "result", result.pk).status_code for who, (account, _status) in expected.items()
    }
    assert found == {who: status for who, (_account, status) in expected.items()}
    assert page(client, expected["admin"][0], "results", event.pk).status_code == 403
    assert page(client, expected["assessor who rated"][0], "results_recap", event.pk).status_code == 403
    # The list shows an assessor only those he rated.
    mine = expected["assessor who did not"][0]
    assert selectors.overview(mine, event).rows == []
    assert [row.result for row in selectors.overview(chair, event).rows] == [result, other]


def test_the_overview_filters_sorts_counts_pages_and_costs_the_same_for_any_number(client, event, queries, monkeypatch):
    first, second = event.assessees.order_by("number")
    stages.decided(first, level=2)
    chair = make.signed_in(stages.member(event, "chair"))
    one = selectors.overview(chair, event)
    assert (one.waiting, [count for *_word, count in one.counts]) == (1, [0, 0, 1])
    page(client, chair, "results", event.pk)
    cost = queries(lambda: client.get(reverse("assessment:results", args=[event.pk])))
    better = stages.decided(second, level=3)
    assert queries(lambda: client.get(reverse("assessment:results", args=[event.pk]))) == cost
    assert selectors.overview(chair, event, order="jpm").rows[0].result == better
    filtered = selectors.overview(chair, event, category="memenuhi-syarat")
    assert [row.result for row in filtered.rows] == [better]
    assert page(client, chair, "results", event.pk, kategori="tidak-ada", urut="entah").status_code == 200
    monkeypatch.setattr(views, "PAGE", 1)
    for number, (there, gone) in {1: (first, second), 2: (second, first)}.items():
        told = page(client, chair, "results", event.pk, page=number).content.decode()
        assert f"{number} / 2" in told
        assert there.person.name in told
        assert gone.person.name not in told


def test_projection_and_what_if_ask_the_rule_and_store_nothing(client, event):
    result = stages.decided(stages.first(event), level=3)
    seen = projecting.projection(result, event.first_day)
    assert (seen.tier, seen.said.decision.outcome) == ("jpt-pratama", "masih-memenuhi-syarat")
    assert all(each.required == 4 for each in seen.lines)
    chair = make.signed_in(stages.member(event, "chair"))
    assert b"bukan hasil" in page(client, chair, "result_projection", result.pk).content
    where = reverse("assessment:result_projection", args=[result.pk])
    levels = {f"level-{number}": "2" for number in range(len(result.required))}
    answer = client.post(where, levels)
    assert answer.context["said"].decision.outcome == "kurang-memenuhi-syarat"
    assert client.post(where, {**levels, "level-0": "6"}).status_code == 422
    assert (Result.objects.count(), Result.objects.get().percentage) == (1, Decimal(100))


def test_there_is_no_tier_above_the_highest_nor_above_a_grade_without_equivalence():
    target = make.request(make.provider(), tier="jpt-utama").targets.get()
    assert projecting.next_tier(target) == ""
    target.tier = "ahli-muda"
    assert projecting.next_tier(target) == ""
    target.equivalent_tier = "pengawas"
    assert projecting.next_tier(target) == "administrator"


def signed(result, *, on=None, released=False):
    """A signed report, as `dokumen` leaves it."""
    moment = on or timezone.now()
    report = stages.reported(result)
    office = people.office(f"kepala-{result.pk}", at=result.assessee.event.provider.agency)
    report.state, report.number, report.signed_at = Report.State.SIGNED, f"{result.pk}/LAP", moment
    report.signed_by = people.holder(office, people.person("Kepala Pusat"), starts_on=date(2020, 1, 1))
    report.valid_until = moment.date() + timedelta(days=3 * 365)
    report.released_at = moment if released else None
    report.save()
    return report


@pytest.mark.requirement("B26-19-138")
def test_a_person_sees_the_own_profile_once_released_and_others_that_it_exists(client, event):
    assessee = stages.first(event)
    result = stages.decided(assessee)
    report = signed(result)
    own = make.assessee_account(assessee)
    ppk = people.account("ppk", agency=event.request.agency)
    hr = people.account("agency-hr", agency=event.request.agency)
    elsewhere = people.account("ppk", agency=people.agency("Kabupaten Jauh"))
    name = next(iter(result.required))
    assert page(client, own, "past_person", assessee.person_id).status_code == 404
    assert results_of_person(own, assessee.person) == []
    report.released_at = timezone.now()
    report.save()
    assert name in page(client, own, "past_person", assessee.person_id).content.decode()
    for account in (ppk, hr, people.account("supervisor")):
        text = page(client, account, "past_person", assessee.person_id).content.decode()
        assert "Berlaku sampai" in text
        assert name not in text
        assert len(results_of_person(account, assessee.person)) == 1
    assert page(client, elsewhere, "past_person", assessee.person_id).status_code == 404
    assert results_of_person(elsewhere, assessee.person) == []
    Event.objects.filter(pk=event.pk).update(is_trial=True)
    assert page(client, own, "past_person", assessee.person_id).status_code == 404
    assert results_of_person(ppk, assessee.person) == []


@pytest.mark.requirement("B26-19-139")
@pytest.mark.parametrize(("edition", "years"), [("bkn-26-2019", 3), ("bkn-11-2008", 2)])
def test_a_signed_result_serves_its_tier_as_long_as_its_own_edition_says(client, queries, edition, years):
    event = stages.running(people_count=2, edition=edition)
    candidates = list(event.request.candidates.select_related("person", "target"))
    first, second = event.assessees.order_by("number")
    report = signed(stages.decided(first), on=timezone.make_aware(datetime(2026, 3, 10, 9)))
    hr = people.account("agency-hr", agency=event.request.agency)
    last = date(2026 + years, 3, 9)

    def tiers_held(on):
        found = held.of_candidates(hr, candidates, on)
        return [[each.until for each in found[one.pk]] for one in candidates]

    assert tiers_held(last) == [[last], []]
    assert tiers_held(last + timedelta(days=1)) == [[], []]
    assert held.valid_results(hr, [first.person_id], last, {"jpt-pratama"}) == {}
    loaded = {"person": second.person, "provider_name": "BKN", "purpose": "pengisian", "match": 80, "category": "MS"}
    PastResult.objects.create(event_name="Lama", on=date(2026, 3, 10), tier="administrator", **loaded)
    assert tiers_held(last)[1] == [date(2029, 3, 9)]
    cost = queries(lambda: held.of_candidates(hr, candidates, last))
    assert cost == queries(lambda: held.of_candidates(hr, candidates[:1], last))
    answer = page(client, hr, "request", event.request_id)
    assert "Sudah mempunyai hasil Administrator" in answer.content.decode()
    report.result.replaced_by = report.result
    report.result.save()
    assert held.own_results([first.person_id], last) == []


@pytest.mark.parametrize("purpose", ["pengisian", "pemetaan"])
def test_the_recap_holds_one_line_for_each_result_with_what_the_report_says(client, queries, purpose):
    event = stages.running(people_count=2, purpose=purpose)
    first, second = event.assessees.order_by("number")
    result = stages.decided(first)
    stages.potential(first, grade="B")
    stages.reported(result)
    chair = make.signed_in(stages.member(event, "chair"))
    answer = page(client, chair, "results_recap", event.pk)
    head, line = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    told = dict(zip(head, line, strict=True))
    assert told["NIP"] == first.person.identities.get(kind="nip").plain
    assert (told["JPM (%)"], told["Kategori"], told["Potensi"]) == (
        100.0, selectors.category_word(result.category), "Penalaran: B",
    )  # fmt: skip
    assert [told[name] for name in result.required] == [3.0] * len(result.required)
    assert told["Rekomendasi"] == f"Rekomendasi: {first.person.name}."
    assert ("Saran penempatan" in told) == (purpose == "pemetaan")
    assert Trail.objects.filter(name="assessment.results.recap_taken").count() == 1
    cost = queries(lambda: list(result_recap.rows(event)))
    stages.reported(stages.decided(second))
    assert len(list(result_recap.rows(event))) == 2
    assert queries(lambda: list(result_recap.rows(event))) == cost


def test_a_result_of_another_provider_is_recorded_with_its_file(client, event, settings, tmp_path):
    settings.MUMPUNI_FILES = tmp_path
    official = people.person("Siti Aminah", at=event.provider.agency)
    nip = official.identities.get(kind="nip").plain
    where = reverse("assessment:past_add")
    given = {
        "nip": nip, "name": "Siti Aminah", "event_name": "Pemetaan", "provider_name": "BKN", "on": "2026-03-04",
        "purpose": "pemetaan", "tier": "administrator", "match": "88.89", "category": "Cukup optimal",
    }  # fmt: skip

    def send(**changed):
        return client.post(where, given | changed)

    staff = make.staff(event.provider)
    for account in (people.account("agency-hr", agency=event.request.agency), make.signed_in(stages.member(event))):
        assert page(client, account, "past_add").status_code == 403
        assert send().status_code == 403
    page(client, staff, "past_list")
    wrong = {"name": "Orang Lain", "on": "2999-01-01", "nip": "123", "match": "-1"}
    assert {name: send(**{name: value}).status_code for name, value in wrong.items()} == dict.fromkeys(wrong, 422)
    assert send(file=SimpleUploadedFile("laporan.pdf", b"MZ jahat")).status_code == 422
    assert not PastResult.objects.exists()
    assert send(file=SimpleUploadedFile("laporan.pdf", b"%PDF-1.4 laporan")).status_code == 302
    made = PastResult.objects.get()
    assert (made.person, made.match, made.loaded_by, made.file_name) == (
        official, Decimal("88.89"), staff, "laporan.pdf",
    )  # fmt: skip
    assert "sudah tercatat" in send().content.decode()
    assert PastResult.objects.count() == 1


@pytest.mark.requirement("B11-08-029", "B11-08-027", "B11-08-033")
def test_two_results_of_a_person_for_one_tier_stand_side_by_side_with_their_dates(client):
    old = stages.running(people_count=1, edition="bkn-11-2008")
    person = stages.first(old).person
    new = stages.running(people_count=1, edition="bkn-11-2008", home=old.provider)
    Assessee.objects.filter(event=new).update(person=person)
    for event, level, month in ((old, 2, 3), (new, 3, 4)):
        moment = timezone.make_aware(datetime(2026, month, 10, 9))
        signed(stages.decided(stages.first(event), level=level), on=moment, released=True)
    answer = page(client, people.account("participant", person=person), "past_person", person.pk)
    (compared,) = answer.context["compared"]
    assert compared.dates == [date(2026, 4, 10), date(2026, 3, 10)]
    assert [[cell.achieved for cell, _on in cells] for _name, cells in compared.rows] == (
        [[Decimal(3), Decimal(2)]] * len(compared.rows)
    )
    assert "Perbandingan hasil Administrator" in answer.content.decode()
    assert "JPM" not in answer.content.decode()
