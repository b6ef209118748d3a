"""What rules say: blanks filled as each language writes words, dates, times and numbers."""

import copy
import pickle
from datetime import date, time
from decimal import Decimal

import pytest

from mumpuni.regulations import (
    Catalogue,
    Citation,
    Decision,
    Explanation,
    Finding,
    Misfit,
    Problem,
    Reading,
    Regulation,
    Rule,
    Step,
    decide_each,
    words,
)
from mumpuni.regulations.catalogue import Entry
from mumpuni.regulations.readings import Side
from mumpuni.regulations.registry import Asked
from mumpuni.regulations.vocabulary import Bounds
from mumpuni.regulations.words import Said, figure

MONTHS = {
    1: ("Januari", "January"), 2: ("Februari", "February"), 3: ("Maret", "March"), 4: ("April", "April"),
    5: ("Mei", "May"), 6: ("Juni", "June"), 7: ("Juli", "July"), 8: ("Agustus", "August"),
    9: ("September", "September"), 10: ("Oktober", "October"), 11: ("November", "November"),
    12: ("Desember", "December"),
}  # fmt: skip


def said(value, language):
    return words._say({"id": "{it}", "en": "{it}"}, language, {"it": value})


@pytest.mark.parametrize("month", MONTHS)
def test_a_date_is_written_out(month):
    day = date(2009, month, 8)
    assert (said(day, "id"), said(day, "en")) == tuple(f"8 {name} 2009" for name in MONTHS[month])


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (time(22, 0), "22.00", "22:00"),
        (time(4, 5), "04.05", "04:05"),
        (Decimal("2.50"), "2,5", "2.5"),
        (Decimal("3.00"), "3", "3"),
        (Decimal("20"), "20", "20"),
        (Decimal("1e-29"), "0,00000000000000000000000000001", "0.00000000000000000000000000001"),
        (Decimal("1e-30"), "1E-30", "1E-30"),
        (Decimal("1e29"), "1" + "0" * 29, "1" + "0" * 29),
        (Decimal("1e30"), "1E+30", "1E+30"),
        (figure("80.56"), "80,56", "80.56"),
        (Said("x", {"id": "satu", "en": "one"}), "satu", "one"),
        (("pengawas", "Ani"), "Pengawas, Ani", "supervisor (Pengawas), Ani"),
        (["a", "b"], "a, b", "a, b"),
        (7, "7", "7"),
    ],
)
def test_a_value_is_said_as_each_language_writes_it(value, indonesian, english):
    assert (said(value, "id"), said(value, "en"), said(value, "fr")) == (indonesian, english, indonesian)


def test_a_code_with_its_own_words_is_the_plain_text_everywhere_else():
    one = Said("code", {"id": "satu", "en": "one"})
    assert (one, {one: 1}["code"]) == ("code", 1)
    for same in (copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert (same, same.names) == ("code", {"id": "satu", "en": "one"})


def test_labels_choices_and_terms_fall_back_on_each_other_and_on_the_name():
    assert (words.label("spoken_by_nobody", "id"), words.label("_on", "en")) == ("spoken by nobody", "on")
    assert (words.label("assessees", "id"), words.label("assessees", "fr")) == (words.label("assessees", "id"),) * 2
    assert words.label("pengawas", "id") == words.term("pengawas", "id") == "Pengawas"
    assert (words.choice("support", "id"), words.choice("support", "en")) == ("Tenaga pendukung", "Support staff")
    assert (words.choice("pengawas", "fr"), words.choice("no word", "en")) == ("Pengawas", "no word")
    assert words.term("support", "id") == "support"


def test_a_form_is_told_without_json():
    details = {"words": ("pengawas", "administrator")}
    assert words.misfit("not-a-listed-word", "id", details) == "Harus salah satu dari: pengawas, administrator."
    assert "Pengawas, Administrator" in words.misfit("not-a-listed-word", "id", details, in_form=True)
    assert words.misfit("missing", "en", {}, in_form=True) == words.misfit("missing", "en", {})


def test_a_problem_says_in_which_facts_of_a_list_it_is():
    assert Problem("size", "missing").as_json() == {
        "field": "size",
        "code": "missing",
        "message": "Fakta ini wajib diisi.",
    }
    assert Problem("size", "missing", index=0).as_json("en") == {
        "index": 0,
        "field": "size",
        "code": "missing",
        "message": "This fact is required.",
    }


@pytest.mark.parametrize(("misfits", "named"), [(999, 999), (1000, 1000), (1001, 1000)])
def test_a_list_that_fits_nowhere_is_not_gone_through_to_its_end(misfits, named):
    with pytest.raises(Misfit) as refused:
        decide_each("panduan-2019/batch-level", [{}] * misfits)
    assert [problem.index for problem in refused.value.problems] == list(range(named))
    assert str(refused.value).startswith("batch: missing; batch: missing")
    assert refused.value.as_json("en")["error"] == "misfit"


@pytest.mark.parametrize(
    "kind",
    [
        *(Asked, Bounds, Catalogue, Citation, Decision, Entry, Explanation, Finding, Problem, Reading, Regulation),
        *(Rule, Side, Step),
    ],
)
def test_what_is_handed_out_cannot_be_changed(kind):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
