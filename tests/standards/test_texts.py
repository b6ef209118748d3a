"""Plain texts: paragraphs and lists, no word lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.standards.texts import BulletList, NumberedList, Paragraph, clean_text, text_blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("satu\ndua", [Paragraph("satu dua")]),
        ("satu\n\ndua", [Paragraph("satu"), Paragraph("dua")]),
        ("Meliputi:\n- a\n- b\nakhir", [Paragraph("Meliputi:"), BulletList(("a", "b")), Paragraph("akhir")]),
        ("1. a\n2) b", [NumberedList(("a", "b"))]),
        ("- a\n  lanjutan\n1. b", [BulletList(("a lanjutan",)), NumberedList(("b",))]),
        ("<b>tebal</b>", [Paragraph("<b>tebal</b>")]),
    ],
)
def test_paragraphs_and_lists(text, blocks):
    assert text_blocks(text) == blocks


@given(st.text(alphabet=st.sampled_from("ab-1. \n\t•"), max_size=60))
def test_no_word_is_lost(text):
    joined = " ".join(
        part for block in text_blocks(text) for part in ((block.text,) if isinstance(block, Paragraph) else block.items)
    )
    assert re.sub(r"[^ab]", "", joined) == re.sub(r"[^ab]", "", text)


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
