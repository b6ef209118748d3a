"""NIP, NIK and passport: what may be, what may not, what stays hidden (domain facts 7.1)."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.audit.policies import Unusable
from mumpuni.people.identity import check_nip, is_dummy, lookup, normalised, parse_nip
from tests.people import factories

TODAY = date(2026, 11, 23)
GOOD = "198005052005011001"


def codes(digits, **record):
    return [(problem.code, problem.severity) for problem in check_nip(parse_nip(digits), today=TODAY, **record)]


@pytest.mark.parametrize(
    ("digits", "record", "problems"),
    [
        (GOOD, {}, []),
        (GOOD, {"sex": "L", "birth_date": date(1980, 5, 5)}, []),
        ("198005052005012999", {"sex": "P"}, []),
        ("198002302005011001", {}, [("nip-birth-date", "error")]),
        ("198013012005011001", {}, [("nip-birth-date", "error")]),
        ("198005052005131001", {}, [("nip-appointment", "error")]),
        ("198005052005001001", {}, [("nip-appointment", "error")]),
        ("198005052005013001", {}, [("nip-sex-digit", "error")]),
        ("198005052005011000", {}, [("nip-serial", "error")]),
        ("200005052026111001", {}, []),
        ("200005052026121001", {}, [("nip-appointment-future", "error")]),
        ("198005051980051001", {}, [("nip-appointed-before-birth", "error")]),
        ("198005051980061001", {}, [("nip-age-at-appointment", "warning")]),
        ("198005051998051001", {}, [("nip-age-at-appointment", "warning")]),
        ("198005051998061001", {}, []),
        ("198005052016051001", {}, []),
        ("198005052016061001", {}, [("nip-age-at-appointment", "warning")]),
        (GOOD, {"sex": "P"}, [("nip-sex-differs", "error")]),
        (GOOD, {"birth_date": date(1980, 5, 6)}, [("nip-birth-date-differs", "warning")]),
        ("198005052021211001", {"employment": "pppk", "sex": "P"}, []),
        ("198005052021211001", {}, [("nip-appointment", "error")]),
    ],
)
def test_what_a_nip_says(digits, record, problems):
    assert codes(digits, **record) == problems


@pytest.mark.parametrize(
    "text",
    [
        "1" * 18,
        "0" * 18,
        "9" * 18,
        "123456789012345678",
        "121212121212121212",
        "123123123123123123",
        "000000000000000001",
        "198005050000000000",
        "987654321098765432",
    ],
)
def test_a_dummy_is_refused_with_a_pointer_to_the_other_kinds(text):
    with pytest.raises(Unusable, match="NIK atau Paspor") as refused:
        parse_nip(text)
    assert refused.value.code == "dummy-nip"


@pytest.mark.parametrize("text", ["", "19800505200501100", "1980050520050110011", "1.98005E+17", "19800505200501100A"])
def test_anything_but_eighteen_digits_is_refused(text):
    with pytest.raises(Unusable) as refused:
        parse_nip(text)
    assert refused.value.code == "nip-not-18-digits"


@pytest.mark.parametrize(
    "text", ["19800505 200501 1 001", "'198005052005011001", "19800505.200501.1.001", "１98005052005011001"]
)
def test_signs_between_the_parts_do_not_matter(text):
    assert parse_nip(text).digits == GOOD


@given(
    st.dates(date(1945, 1, 1), date(2005, 12, 31)),
    st.integers(18, 35),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
)
def test_a_nip_put_together_by_the_rules_has_no_error(born, age, month, sex, serial):
    appointed = min(date(born.year + age, month, 1), TODAY.replace(day=1))
    nip = parse_nip(f"{born:%Y%m%d}{appointed:%Y%m}{sex}{serial:03d}")
    assert (nip.birth_date, nip.appointed, nip.serial) == (born, appointed, serial)
    found = check_nip(nip, today=TODAY, birth_date=born, sex="L" if sex == "1" else "P")
    assert [problem for problem in found if problem.severity == "error"] == []


@given(st.text(alphabet="0123456789", min_size=18, max_size=18))
def test_no_eighteen_digits_break_the_reader(digits):
    if is_dummy(digits):
        return
    nip = parse_nip(digits)
    assert nip.grouped.replace(" ", "") == digits
    check_nip(nip, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [("nik", "3404 0505 0580 0001", "3404050505800001"), ("passport", " c1234567 ", "C1234567")],
)
def test_other_numbers_are_kept_in_one_spelling(kind, text, kept):
    assert normalised(kind, text) == kept


@pytest.mark.parametrize(
    ("kind", "text"), [("nik", "340405050580001"), ("nik", "1" * 16), ("passport", "A1"), ("passport", "A#234567")]
)
def test_numbers_that_cannot_be_are_refused(kind, text):
    with pytest.raises(Unusable):
        normalised(kind, text)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "number"), [("nik", "3404050505800001"), ("passport", "C1234567")])
def test_nothing_of_a_sealed_number_is_readable_in_the_database(kind, number):
    factories.person(kind=kind, number=number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(one)::text FROM people_identity one")
        (stored,) = cursor.fetchone()
    assert number not in stored
    assert number[:-4] not in stored
    assert lookup(kind, number) in stored


@pytest.mark.django_db
def test_the_same_digits_of_two_kinds_are_two_numbers():
    assert lookup("nik", "3404050505800001") != lookup("passport", "3404050505800001")


@pytest.mark.django_db
def test_lists_and_logs_show_only_the_last_four():
    person = factories.person(number=GOOD)
    assert str(person.identities.get()) == "NIP ••••••••••••••1001"
