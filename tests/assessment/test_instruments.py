"""The shared list of instruments, the continuing method, and who has met a variant."""

from datetime import date

import pytest
from django.urls import reverse

from mumpuni.assessment.models import Exposure, Instrument, Variant
from mumpuni.assessment.selectors import instruments as selectors
from mumpuni.assessment.services import exposure, instruments
from mumpuni.audit.models import Event as Line
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


@pytest.fixture
def supervisor():
    return people.account("supervisor")


def about(**fields):
    return {
        "name": "Simulasi digital",
        "kind": "simulation",
        "family": "berkelanjutan",
        "administration": "electronic",
        "anticipates": "CACT",
        "developed_from": Instrument.objects.get(code="in-basket"),
        "minutes": 60,
        "room_kinds": ["individual"],
        **fields,
    }


@pytest.mark.requirement("B26-19-085")
class TestContinuing:
    def test_a_continuing_instrument_is_used_and_shown_apart(self, client, supervisor):
        made = instruments.add_instrument(actor=supervisor, code="digital", **about())
        assert StoredDecision.objects.get().outcome == "compliant"
        client.force_login(supervisor)
        page = client.get(reverse("assessment:instrument_list"))
        families = {value: [each for each, _rooms in rows] for _label, value, rows in page.context["families"]}
        assert families["berkelanjutan"] == [made]
        assert len(families["assessment-center"]) == 11
        assert client.get(reverse("assessment:instrument", args=[made.pk])).context["decision"].outcome == "compliant"

    @pytest.mark.parametrize(
        ("lacking", "code"),
        [
            ({"anticipates": ""}, "anticipation-missing"),
            ({"developed_from": None}, "parent-missing"),
            ({"administration": ""}, "administration-missing"),
        ],
    )
    def test_what_it_lacks_is_named_with_its_article(self, supervisor, lacking, code):
        with pytest.raises(RuleBroken) as broken:
            instruments.add_instrument(actor=supervisor, code="digital", **about(**lacking))
        assert [found.code for found in broken.value.decision.findings] == [code]
        assert not Instrument.objects.filter(code="digital").exists()


class TestList:
    def test_only_the_supervisor_keeps_it(self, supervisor):
        staff = make.staff(make.provider())
        tool = Instrument.objects.get(code="in-basket")
        with pytest.raises(Refused):
            instruments.change_instrument(actor=staff, instrument=tool, minutes=30)
        changed = instruments.change_instrument(actor=supervisor, instrument=tool, minutes=45)
        assert (changed.minutes, changed.is_proposal) == (45, False)
        with pytest.raises(Unusable):
            instruments.add_instrument(actor=supervisor, code="in-basket", **about(family="assessment-center"))

    def test_variants_are_entered_once_and_retired(self, supervisor):
        tool = Instrument.objects.get(code="in-basket")
        made = instruments.add_variant(actor=supervisor, instrument=tool, code="A")
        with pytest.raises(Unusable):
            instruments.add_variant(actor=supervisor, instrument=tool, code="A")
        assert instruments.use_variant(actor=supervisor, variant=made, is_active=False).is_active is False

    def test_doors(self, client, supervisor):
        tool = Instrument.objects.get(code="in-basket")
        staff = make.staff(make.provider())
        answers = {
            "instrument_list": (200, 200, 403),
            "instrument": (200, 200, 403),
            "instrument_add": (200, 403, 403),
            "instrument_change": (200, 403, 404),
            "variant_add": (200, 403, 403),
        }
        for place, account in enumerate((supervisor, staff, people.account("participant"))):
            client.force_login(account)
            people.confirm_second_factor(client)
            for name, expected in answers.items():
                args = [] if name in ("instrument_list", "instrument_add") else [tool.pk]
                answer = client.get(reverse(f"assessment:{name}", args=args)).status_code
                assert answer in (expected[place], 403), (name, place)
                assert (answer == 200) == (expected[place] == 200), (name, place)

    def test_a_form_that_lacks_says_which_article(self, client, supervisor):
        client.force_login(supervisor)
        data = about(code="digital", anticipates="", observers=2, max_watch=1, prepare_minutes=0, classify_minutes=0)
        answer = client.post(reverse("assessment:instrument_add"), data | {"developed_from": "", "is_active": "on"})
        page = answer.content.decode()
        assert ("Pasal 22 ayat (2)" in page, "Pasal 22 ayat (3)" in page, "Simulasi digital" in page) == (True,) * 3


class TestExposure:
    @pytest.fixture
    def event(self):
        make.standards()
        return make.event(make.request(make.provider(), people_count=2))

    @pytest.fixture
    def variants(self):
        tool = Instrument.objects.get(code="in-basket")
        return [Variant.objects.create(instrument=tool, code=code) for code in "AB"]

    def test_nobody_meets_a_variant_twice_wherever_it_was(self, event, variants, queries):
        first, second = event.assessees.all()
        other = make.event(make.request(make.provider("Lain")))
        exposure.exposed(person=first.person, variant=variants[0], on=date(2025, 1, 1))
        exposure.exposed(person=first.person, variant=variants[0], on=date(2025, 6, 1), event=other)
        exposure.exposed(person=second.person, variant=variants[1], on=DAY, event=event)
        found = exposure.clashes([first, second], variants)
        assert [(each.assessee, each.variant, each.on) for each in found] == [(first, variants[0], date(2025, 6, 1))]
        assert queries(lambda: exposure.clashes([first, second], variants)) == 1

    def test_twice_in_one_event_is_once(self, event, variants):
        who = event.assessees.first().person
        for _time in range(2):
            exposure.exposed(person=who, variant=variants[0], on=DAY, event=event)
        assert Exposure.objects.count() == 1

    def test_staff_read_only_their_own_events(self, event, variants, supervisor):
        tool = variants[0].instrument
        who = event.assessees.first().person
        exposure.exposed(person=who, variant=variants[0], on=DAY, event=event)
        exposure.exposed(person=who, variant=variants[1], on=DAY)
        own, other = make.staff(event.provider), make.staff(make.provider("Lain"))
        counts = [selectors.met(actor, tool).count() for actor in (own, other, supervisor)]
        assert counts == [1, 0, 2]


def test_an_exercise_is_read_by_the_team_that_gives_it_and_never_by_who_is_assessed(client, supervisor):
    make.standards()
    event = make.event(make.request(make.provider(), people_count=2), instruments=("case-analysis",))
    make.team(event)
    used = event.instruments.get()
    variant = instruments.add_variant(
        actor=supervisor, instrument=used.instrument, code="Paket A", text="Rahasia simulasi"
    )
    used.variant = variant
    used.save()
    assessed = people.account("participant", "assessor", person=event.assessees.order_by("number")[0].person)
    readers = {
        "assessor": (make.signed_in(event.team.filter(role="assessor").first()), 200),
        "staff": (make.staff(event.provider), 403),
        "assessee": (assessed, 403),
        "other": (people.account("assessor", person=people.person("Assessor lain")), 403),
        "supervisor": (supervisor, 200),
    }
    where = reverse("assessment:variant_text", args=[used.instrument_id, variant.pk])
    for who, (account, status) in readers.items():
        client.force_login(account)
        people.confirm_second_factor(client)
        answer = client.get(where)
        assert (who, answer.status_code) == (who, status)
        assert ("Rahasia simulasi" in answer.content.decode()) is (status == 200)
    assert Line.objects.filter(name="assessment.variant.read").count() == 2


def test_an_exercise_that_somebody_met_stays_as_it_was(supervisor):
    variant = instruments.add_variant(
        actor=supervisor, instrument=Instrument.objects.get(code="in-basket"), code="Paket A", text="Lama"
    )
    assert instruments.write_variant(actor=supervisor, variant=variant, text="Baru").text == "Baru"
    exposure.exposed(person=people.person("Ani"), variant=variant, on=DAY)
    with pytest.raises(Unusable, match="paket baru"):
        instruments.write_variant(actor=supervisor, variant=variant, text="Lain")
    with pytest.raises(Refused):
        instruments.write_variant(actor=people.account("assessor"), variant=variant, text="Lain")
