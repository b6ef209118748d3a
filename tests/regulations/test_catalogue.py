"""Catalogues: the form of a file, and what a broken one is refused with."""

import pytest

from mumpuni.regulations import catalogue, catalogues
from mumpuni.regulations.catalogue import BrokenCatalogue, cited, loads

HEAD = """
title = { id = "Asas", en = "Principles" }
place = "Pasal 7 ayat (1)"
requirement = "B26-19-001"
quote = "independensi"
"""
ENTRY = """
[[entries]]
code = "satu"
id = "Satu"
en = "One"
"""
OWN_PLACE = ENTRY.replace("satu", "dua") + 'place = "Pasal 8"\nquote = "standar"\n'


def test_an_entry_stands_on_the_words_of_the_head_or_on_its_own():
    read = loads("bkn-26-2019/sample", HEAD + ENTRY + OWN_PLACE)
    one, two = read.entries
    assert (read.codes, read["dua"]) == (("satu", "dua"), two)
    assert (cited(one).place, cited(two).place, cited(two).requirement) == ("Pasal 7 ayat (1)", "Pasal 8", "B26-19-001")
    assert [citation.place for citation in read.citations] == ["Pasal 7 ayat (1)", "Pasal 8"]
    assert (one.name(), one.name("en"), one.name("fr"), read.title("en"), read.title("fr")) == (
        "Satu",
        "One",
        "Satu",
        "Principles",
        "Asas",
    )
    with pytest.raises(KeyError):
        read["tiga"]


def test_a_catalogue_as_others_see_it():
    assert loads("bkn-26-2019/sample", HEAD + ENTRY + OWN_PLACE).as_json("en") == {
        "id": "bkn-26-2019/sample",
        "title": "Principles",
        "basis": {
            "citation": "Peraturan BKN 26/2019 Pasal 7 ayat (1)",
            "quote": "independensi",
            "requirement": "B26-19-001",
        },
        "note": None,
        "entries": [
            {"code": "satu", "name": "One"},
            {
                "code": "dua",
                "name": "One",
                "basis": {
                    "citation": "Peraturan BKN 26/2019 Pasal 8",
                    "quote": "standar",
                    "requirement": "B26-19-001",
                },
            },
        ],
    }


def test_what_no_text_at_hand_contains_says_so_and_cannot_be_cited():
    text = 'title = { id = "A", en = "B" }\noutside = true\nnote = { id = "Dari luar", en = "From outside" }\n' + ENTRY
    read = loads("bkn-26-2019/sample", text)
    assert (read.citation, read.citations, read.as_json()["note"]) == (None, (), "Dari luar")
    with pytest.raises(LookupError):
        cited(read)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bkn-26-2019/x", HEAD, "no entries, or a code twice"),
        ("bkn-26-2019/x", HEAD + ENTRY + ENTRY, "no entries, or a code twice"),
        ("bkn-26-2019/x", HEAD + "colour = 1\n" + ENTRY, "unknown ['colour']"),
        (
            "bkn-26-2019/x",
            HEAD.replace('en = "Principles"', 'en = ""') + ENTRY,
            "wants text in both languages",
        ),
        (
            "bkn-26-2019/x",
            HEAD + ENTRY.replace('en = "One"', ""),
            "entry satu: wants text in both languages",
        ),
        ("bkn-26-2019/x", HEAD.replace(', en = "Principles"', "") + ENTRY, "wants text in both languages"),
        (
            "bkn-26-2019/x",
            HEAD.replace("en =", 'fr = "Principes", en =', 1) + ENTRY,
            "wants text in both languages",
        ),
        ("bkn-26-2019/x", HEAD + ENTRY.replace('"satu"', "1"), "entry 1: a code is text"),
        ("bkn-26-2019/x", HEAD + ENTRY.replace('"satu"', '" "'), "entry  : a code is text"),
        ("bkn-26-2019/x", HEAD.replace('quote = "independensi"', "") + ENTRY, "missing ['quote']"),
        ("uu-5-2014/x", HEAD + ENTRY, "no regulation uu-5-2014"),
        ("bkn-26-2019/x", HEAD + ENTRY + "days = 2\n" + OWN_PLACE, "entries differ in their fields: [[], ['days']]"),
        ("bkn-26-2019/x", 'title = { id = "A", en = "B" }\noutside = true\n' + ENTRY, "note: wants text in both"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(name, text, said):
    with pytest.raises(BrokenCatalogue) as refused:
        loads(name, text)
    assert str(refused.value).startswith(f"{name}: ")
    assert said in str(refused.value)


def test_a_field_that_only_some_entries_have_is_named_in_the_head():
    text = HEAD + 'optional = ["days"]\n' + ENTRY + "days = 2\n" + OWN_PLACE
    assert [dict(entry.fields) for entry in loads("bkn-26-2019/x", text).entries] == [{"days": 2}, {}]


def test_every_catalogue_is_found_by_its_name():
    assert [catalogue(each.id) for each in catalogues()] == catalogues()
    assert [each.id for each in catalogues()] == sorted(each.id for each in catalogues())
