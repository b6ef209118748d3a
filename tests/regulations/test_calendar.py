"""Which edition answers on which day."""

from dataclasses import dataclass
from datetime import date

import pytest

from mumpuni.regulations import Misfit, answer, decide, registry
from mumpuni.regulations.calendar import Dated, NotInForce
from mumpuni.regulations.finding import compliance

FIRST, SECOND = date(2008, 6, 6), date(2020, 1, 1)


@pytest.mark.parametrize(
    ("day", "edition"),
    [(FIRST, "one"), (date(2019, 12, 31), "one"), (SECOND, "two"), (date(2030, 1, 1), "two")],
)
def test_an_edition_answers_from_its_first_day_to_the_next(day, edition):
    dated = Dated(((SECOND, "two"), (FIRST, "one")))
    assert (dated.on(day), dated.newest) == (edition, "two")


def test_a_day_before_the_first_edition_is_refused_with_the_first_day():
    with pytest.raises(NotInForce) as refused:
        Dated(((FIRST, "one"),)).on(date(2008, 6, 5))
    assert refused.value.first == FIRST


def test_an_edition_without_a_known_day_answers_for_all_earlier_days():
    dated = Dated(((None, "one"), (SECOND, "two")))
    assert [dated.on(date(1990, 1, 1)), dated.on(SECOND)] == ["one", "two"]


@dataclass(frozen=True)
class NoFacts:
    pass


@pytest.fixture
def two_editions(monkeypatch):
    monkeypatch.setattr(registry, "_EDITIONS", {})

    @registry.rule("bkn-11-2008/sample")
    def older(facts: NoFacts):
        return compliance("bkn-11-2008/sample", (), edition="older")

    @registry.rule("bkn-11-2008/sample", since=SECOND)
    def newer(facts: NoFacts):
        return compliance("bkn-11-2008/sample", (), edition="newer")


@pytest.mark.usefixtures("two_editions")
@pytest.mark.parametrize(
    ("day", "edition"), [(FIRST, "older"), (date(2019, 12, 31), "older"), (SECOND, "newer"), (None, "newer")]
)
def test_the_day_chooses_the_edition_of_a_rule(day, edition):
    decision = decide("bkn-11-2008/sample", {}, on=day)
    assert decision.values == {"edition": edition}
    assert decision.as_json()["regulation"] == {
        "id": "bkn-11-2008",
        "effective_from": "2008-06-06",
        "superseded_on": None,
    }


@pytest.mark.usefixtures("two_editions")
def test_a_day_before_the_regulation_does_not_fit():
    with pytest.raises(Misfit) as refused:
        decide("bkn-11-2008/sample", {}, on=date(2008, 6, 5))
    assert refused.value.as_json("en")["fields"] == [
        {"field": "on", "code": "not-in-force", "message": "This rule is in force only from 2008-06-06."}
    ]


@pytest.mark.usefixtures("two_editions")
def test_a_day_too_early_does_not_hide_what_else_is_wrong():
    with pytest.raises(Misfit) as refused:
        answer("bkn-11-2008/sample", b'{"colour": "red"}', "2008-06-05")
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [
        ("on", "not-in-force"),
        ("colour", "unknown-fact"),
    ]
