import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mumpuni.documents import codes

places = st.integers(0, codes.LENGTH - 1)
fresh = st.lists(st.integers(0, 31), min_size=11, max_size=11).map(codes.proved)


def plain(code):
    return code.replace("-", "")


def test_a_new_code_is_three_groups_of_four_and_proves_itself():
    code = codes.new_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert codes.check_code(code) == code


@given(fresh, places, st.sampled_from(codes.ALPHABET))
def test_every_wrong_character_shows(code, place, other):
    right = plain(code)
    assume(right[place] != other)
    assert codes.check_code(right[:place] + other + right[place + 1 :]) is None


@given(fresh, st.integers(0, codes.LENGTH - 2))
def test_every_swap_of_neighbours_shows(code, place):
    right = plain(code)
    one, other = right[place], right[place + 1]
    assume(one != other)
    assert codes.check_code(right[:place] + other + one + right[place + 2 :]) is None


@given(fresh, st.randoms(use_true_random=False))
def test_however_it_is_typed_the_code_is_the_same(code, chance):
    swaps = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(chance.choice(swaps.get(c, c + c.lower())) + chance.choice(["", " ", "-"]) for c in plain(code))
    assert codes.check_code(f"  {typed}\n") == code


@pytest.mark.parametrize(
    "text", ["", "7K3M", "7K3M-9QXT-2VHA-7", "7K3M-9QXT-2VHU", "../../etc/passwd", "７K3M-9QXT-2VH", "ß" * 12]
)
def test_what_cannot_be_a_code_is_none(text):
    assert codes.check_code(text) is None


def test_codes_do_not_repeat():
    assert len({codes.new_code() for _ in range(2000)}) == 2000
