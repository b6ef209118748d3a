"""Readings: every conflict and every ambiguity has a record, and a broken record is refused."""

import pytest

from mumpuni.regulations import readings
from mumpuni.regulations.readings import BrokenReading, loads
from tests import trace

RECORD = """
[[readings]]
id = "grade"
requirements = ["B26-19-026"]
notes = [13]
rules = []
title = { id = "Jenjang", en = "Grade" }
question = { id = "Tepat atau paling rendah?", en = "Exact or at least?" }
sides = [{ regulation = "bkn-26-2019", place = "Pasal 12", quote = "jenjang" }]
reading = { id = "Paling rendah", en = "At least" }
"""


def test_a_record_as_others_see_it():
    (read,) = loads("bkn-26-2019", RECORD)
    assert (read.regulation, read.notes) == ("bkn-26-2019", (13,))
    assert read.as_json("fr")["title"] == "Jenjang"
    assert read.as_json("en") == {
        "id": "bkn-26-2019/grade",
        "title": "Grade",
        "question": "Exact or at least?",
        "sides": [{"citation": "Peraturan BKN 26/2019 Pasal 12", "quote": "jenjang"}],
        "reading": "At least",
        "setting": None,
        "requirements": ["B26-19-026"],
        "rules": [],
        "adr": None,
    }


def test_a_setting_and_a_decision_record_are_told():
    told = loads("bkn-26-2019", RECORD + 'setting = { id = "Dapat diatur", en = "Can be set" }\nadr = "0007"\n')[0]
    assert (told.as_json()["setting"], told.as_json()["adr"]) == ("Dapat diatur", "0007")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "grade"', ""), "bkn-26-2019/None: no id, or unknown []"),
        (("notes = [13]", "colour = 1"), "bkn-26-2019/grade: no id, or unknown ['colour']"),
        ((', en = "Grade"', ""), "bkn-26-2019/grade: title wants text in both languages"),
        (('en = "At least"', 'en = ""'), "bkn-26-2019/grade: reading wants text in both languages"),
        (('title = { id = "Jenjang", en = "Grade" }', ""), "bkn-26-2019/grade: title wants text in both languages"),
        (
            ('reading = { id = "Paling rendah", en = "At least" }', ""),
            "bkn-26-2019/grade: reading wants text in both languages",
        ),
        (("question = {", "setting = {"), "bkn-26-2019/grade: question wants text in both languages"),
        ((', quote = "jenjang"', ""), "bkn-26-2019/grade: a side lacks 'quote'"),
        (('"bkn-26-2019", place', '"uu-5-2014", place'), "bkn-26-2019/grade: no regulation ['uu-5-2014']"),
    ],
)
def test_a_broken_record_is_refused_with_what_is_wrong(change, said):
    with pytest.raises(BrokenReading) as refused:
        loads("bkn-26-2019", RECORD.replace(*change))
    assert str(refused.value) == said


def test_every_row_that_names_a_conflict_has_a_reading():
    conflicts = {row["id"] for row in trace.rows() if row["requirement"].startswith("CONFLICT")}
    assert conflicts - {name for reading in readings() for name in reading.requirements} == set()


def test_every_ambiguity_of_the_list_has_a_reading():
    assert {number for reading in readings() for number in reading.notes} == set(range(1, 39))
