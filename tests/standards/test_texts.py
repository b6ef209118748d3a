"""Plain texts: paragraphs and lists, no word lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.standards.texts import Block, clean_text, text_blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("Jadwal\ndisusun", [Block("paragraph", "Jadwal\ndisusun")]),
        ("satu\n\ndua", [Block("paragraph", "satu"), Block("paragraph", "dua")]),
        (
            "Meliputi:\n- a\n- b\nakhir",
            [Block("paragraph", "Meliputi:"), Block("bullets", items=("a", "b")), Block("paragraph", "akhir")],
        ),
        ("1. a\n2) b", [Block("numbered", items=("a", "b"))]),
        ("a. satu\nb. dua", [Block("numbered", items=("satu", "dua"))]),
        ("- rapi\n  sekali\n- jelas", [Block("bullets", items=("rapi sekali", "jelas"))]),
        ("- a\n1. b", [Block("bullets", items=("a",)), Block("numbered", items=("b",))]),
        ("<b>tebal</b>", [Block("paragraph", "<b>tebal</b>")]),
    ],
)
def test_paragraphs_and_lists(text, blocks):
    assert text_blocks(text) == blocks


@given(st.text(alphabet=st.sampled_from("AB-1. \n\t•"), max_size=60))
def test_no_word_is_lost(text):
    joined = " ".join(part for block in text_blocks(text) for part in (block.text, *block.items))
    assert re.sub(r"[^AB]", "", joined) == re.sub(r"[^AB]", "", text)


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
