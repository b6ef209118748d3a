"""Codes of units, elements and criteria: built, read, and whatever else may be sent as one."""

import json
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mumpuni.regulations import Misfit, answer, decide
from mumpuni.regulations.permendagri_11_2018.unit_codes import (
    JOB_CODES,
    MOST,
    NEEDED,
    POSITION_DIGITS,
    UnitCodeFacts,
    label,
    unit_code,
)

RULE = "permendagri-11-2018/unit-code"
PARTS = ("job_code", "position_number", "kind", "unit", "element", "criterion")
job_codes = st.sampled_from(sorted(JOB_CODES))
kinds = st.sampled_from("UIP")


@st.composite
def lawful_parts(draw):
    """The parts of a valid code, each that may be left out left out now and then."""
    parts = {"job_code": draw(job_codes), "kind": draw(kinds), "unit": draw(st.integers(1, 99))}
    if draw(st.booleans()):
        parts["position_number"] = draw(st.integers(1, 999))
    if draw(st.booleans()):
        parts["element"] = draw(st.integers(1, 9))
        if draw(st.booleans()):
            parts["criterion"] = draw(st.integers(1, 99))
    return parts


@pytest.mark.requirement("P11-18-095", "P11-18-096", "P11-18-097", "P11-18-115")
@given(lawful_parts())
def test_a_code_built_from_its_parts_gives_them_back_when_read(parts):
    built = unit_code(UnitCodeFacts(**parts))
    read = unit_code(UnitCodeFacts(built.values["code"]))
    assert (built.outcome, built.findings) == ("valid", ())
    assert {name: read.values[name] for name in PARTS} == dict.fromkeys(PARTS) | parts
    assert read == built
    assert unit_code(UnitCodeFacts(built.values["code"], **parts)) == built


@pytest.mark.requirement("P11-18-115")
@given(lawful_parts(), lawful_parts())
def test_two_codes_are_the_same_only_if_all_their_parts_are(one, other):
    codes = [unit_code(UnitCodeFacts(**parts)).values["code"] for parts in (one, other)]
    assert (codes[0] == codes[1]) == (one == other)


@given(lawful_parts(), st.sampled_from(["position_number", "unit", "element", "criterion"]), st.integers())
@example({"job_code": "AP", "kind": "I", "unit": 1}, "unit", 10**24)
@example({"job_code": "AP", "kind": "I", "unit": 1}, "unit", -(10**5000))
def test_a_number_is_wrong_outside_its_digits_and_only_there(parts, name, number):
    most = {"position_number": 999, "unit": 99, "element": 9, "criterion": 99}[name]
    needed = {"element": 1} if name == "criterion" else {}
    decision = decide(RULE, needed | parts | {name: number})
    code = "job-code" if name == "position_number" else f"{name}-number"
    is_right = 1 <= number <= most
    assert [finding.code for finding in decision.findings] == ([] if is_right else [code])
    assert decision.values[name] == (number if is_right else None)
    assert (decision.values["code"] is None) == (not is_right)


@given(lawful_parts(), st.text(max_size=3), st.integers(0, 40))
def test_a_code_with_anything_in_it_is_valid_only_if_its_parts_build_it_again(parts, inserted, at):
    code = unit_code(UnitCodeFacts(**parts)).values["code"]
    changed = code[:at] + inserted + code[at:]
    decision = unit_code(UnitCodeFacts(changed))
    if decision.outcome == "valid":
        again = {name: decision.values[name] for name in PARTS}
        assert unit_code(UnitCodeFacts(**again)).values["code"] == changed == decision.values["code"]
    else:
        assert decision.values["code"] is None
        assert decision.findings


@given(st.text(alphabet="UKEIP-.0123456789AX \n", max_size=40))
def test_any_text_is_read_or_refused(text):
    decision = unit_code(UnitCodeFacts(text))
    assert (decision.outcome == "valid") == (decision.values["code"] == text)


@given(lawful_parts(), st.lists(st.sampled_from(["KM", "KN", "BPSDM", "k", ""])), st.sampled_from(["KM", "KN"]))
def test_a_local_code_is_valid_where_it_is_registered(parts, registered, local):
    facts = parts | {"job_code": local, "local_job_codes": registered}
    decision = decide(RULE, facts)
    assert (decision.outcome == "valid") == (local in registered)
    if local in registered:
        assert decide(RULE, {"code": decision.values["code"], "local_job_codes": registered}) == decision
        assert decide(RULE, facts | {"local_job_codes": registered[::-1]}) == decision


@pytest.mark.parametrize(
    "code",
    [
        "A" * 100_000,
        "." * 100_000,
        "AP.001.UK-I." + "9" * 100_000,
        "AP.001.UK-" + "I" * 100_000 + ".01",
        "AP." + "9" * 100_000 + ".UK-I.01",
        "AP.001.UK-I.02." * 10_000,
        "AP.001.UK-I.02.EK-I.3.KUK-I.01" + "\n" * 100_000,
        "\U0001f600" * 100_000,
    ],
    ids=range(8),
)
def test_a_code_of_a_hundred_thousand_characters_is_answered_at_once_and_briefly(code):
    before = perf_counter()
    decision = answer(RULE, json.dumps({"code": code}).encode())
    assert perf_counter() - before < 0.5
    assert decision["outcome"] == "invalid"
    assert len(json.dumps(decision)) < 5_000


@pytest.mark.parametrize("sign", ["", "-"], ids=["above", "below"])
@pytest.mark.parametrize("digits", [30, 4_000, 4_001, 100_000])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("position_number", "job-code"),
        ("unit", "unit-number"),
        ("element", "element-number"),
        ("criterion", "criterion-number"),
    ],
)
def test_a_number_of_any_size_is_a_finding_and_no_misfit(name, code, digits, sign):
    facts = {"job_code": "AP", "kind": "I", "unit": 1, "element": 1, name: 0}
    sent = json.dumps(facts).replace(f'"{name}": 0', f'"{name}": {sign}{"7" * digits}')
    decision = answer(RULE, sent.encode())
    assert [finding["code"] for finding in decision["findings"]] == [code]
    assert decision["values"][name] is None
    assert "bilangan yang terlalu panjang" in decision["findings"][0]["message"]


@pytest.mark.parametrize(
    ("number", "here"),
    [
        (10**24 - 1, "9" * 24),
        (10**24, "bilangan yang terlalu panjang"),
        (-(10**23) + 1, "-" + "9" * 23),
        (-(10**24), "bilangan yang terlalu panjang"),
    ],
)
def test_a_number_is_shown_as_long_as_it_can_be_taken_in(number, here):
    message = unit_code(UnitCodeFacts(job_code="AP", kind="I", unit=number)).findings[0].message()
    assert message == f"Nomor unit kompetensi ditulis 2 digit, 01-99; di sini {here}."


@pytest.mark.parametrize(("length", "shown"), [(24, "A" * 24), (25, "A" * 24 + "…")])
def test_a_text_is_shown_as_long_as_it_can_be_taken_in(length, shown):
    finding = unit_code(UnitCodeFacts(job_code="A" * length, kind="I", unit=1)).findings[0]
    assert finding.details["here"] == shown


@pytest.mark.parametrize("number", [0, -1, -10, 100, 1000])
def test_a_wrong_number_is_shown_as_it_was_given(number):
    parts = {"job_code": "AP", "kind": "I", "unit": number, "element": number, "criterion": number}
    messages = [finding.message() for finding in decide(RULE, parts).findings]
    assert messages == [
        f"Nomor unit kompetensi ditulis 2 digit, 01-99; di sini {number}.",
        f"Nomor elemen kompetensi ditulis 1 digit, 1-9; di sini {number}.",
        f"Nomor kriteria unjuk kerja ditulis 2 digit, 01-99; di sini {number}.",
    ]


@pytest.mark.parametrize("number", [0, -1, -10, 1000])
def test_a_wrong_number_of_the_position_is_shown_as_it_was_given(number):
    (finding,) = decide(RULE, {"job_code": "AP", "kind": "I", "unit": 1, "position_number": number}).findings
    assert finding.details["here"] == str(number)


@pytest.mark.parametrize("left_out", [("job_code",), ("kind",), ("unit",), ("unit", "job_code"), NEEDED])
def test_parts_that_no_code_can_be_built_from_are_refused_all_at_once(left_out):
    parts = {"job_code": "AP", "kind": "I", "unit": 1}
    with pytest.raises(Misfit) as refused:
        decide(RULE, {name: part for name, part in parts.items() if name not in left_out} | {"element": 1})
    assert [(each.field, each.code) for each in refused.value.problems] == [
        (name, "missing") for name in NEEDED if name in left_out
    ]
    with pytest.raises(Misfit):
        UnitCodeFacts(**{name: part for name, part in parts.items() if name not in left_out})


LAWFUL = "AP, PTP, AK, PTK, JF, JP, kode setempat yang terdaftar"


@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        (
            {"code": "XX.UK-I.02"},
            [f"Kode atau nomor jabatan di depan kode unit tidak sah: XX. Yang sah: {LAWFUL}."],
        ),
        (
            {"code": "UK-I.02"},
            [f"Kode atau nomor jabatan di depan kode unit tidak sah: tidak ada. Yang sah: {LAWFUL}."],
        ),
        (
            {"code": "AP.1.UK-I.02"},
            ["Kode atau nomor jabatan di depan kode unit tidak sah: 1. Yang sah: nomor jabatan 001-999."],
        ),
        (
            {"code": "AK.UK-I.02", "job_code": "AP"},
            ["Kode atau nomor jabatan di depan kode unit tidak sah: AK. Yang sah: AP."],
        ),
        (
            {"code": "AK.UK-I.02", "job_code": "KM", "local_job_codes": ["KM"]},
            ["Kode atau nomor jabatan di depan kode unit tidak sah: AK. Yang sah: KM."],
        ),
        (
            {"code": "AK.UK-I.02", "job_code": "KM"},
            [f"Kode atau nomor jabatan di depan kode unit tidak sah: AK. Yang sah: {LAWFUL}."],
        ),
        (
            {"code": "AP.001.UK-I.02", "position_number": 7},
            ["Kode atau nomor jabatan di depan kode unit tidak sah: 001. Yang sah: 007."],
        ),
        (
            {"code": "AP.001.UK-I.02", "position_number": 1000},
            ["Kode atau nomor jabatan di depan kode unit tidak sah: 001. Yang sah: nomor jabatan 001-999."],
        ),
        (
            {"code": "AP.UK-I.002.EK-I.10.KUK-I.1"},
            [
                "Nomor unit kompetensi ditulis 2 digit, 01-99; di sini 002.",
                "Nomor elemen kompetensi ditulis 1 digit, 1-9; di sini 10.",
                "Nomor kriteria unjuk kerja ditulis 2 digit, 01-99; di sini 1.",
            ],
        ),
        (
            {"code": "AP.UK-I.02.EK-I.3.KUK-I.01", "unit": 3, "element": 4, "criterion": 5},
            [
                "Nomor unit kompetensi ditulis 2 digit, 03; di sini 02.",
                "Nomor elemen kompetensi ditulis 1 digit, 4; di sini 3.",
                "Nomor kriteria unjuk kerja ditulis 2 digit, 05; di sini 01.",
            ],
        ),
        (
            {"code": "AP.UK-I.02", "unit": 300},
            ["Nomor unit kompetensi ditulis 2 digit, 01-99; di sini 02."],
        ),
        (
            {"code": "AP.UK-I.02.KUK-I.01"},
            ["Nomor elemen kompetensi ditulis 1 digit, 1-9; di sini tidak ada."],
        ),
        (
            {"code": "AP.UK-I.02.EK-U.3"},
            ["Jenis unit, elemen, dan kriteria harus sah dan sama. Yang sah: U, I, P. Di sini: UK-I, EK-U."],
        ),
        (
            {"code": "AP.UK.02"},
            ["Jenis unit, elemen, dan kriteria harus sah dan sama. Yang sah: U, I, P. Di sini: tidak ada."],
        ),
        (
            {"code": "AP.UK-I.02", "kind": "P"},
            ["Jenis unit, elemen, dan kriteria harus sah dan sama. Yang sah: P. Di sini: UK-I."],
        ),
        (
            {"code": "AP.UK-X.02"},
            ["Jenis unit, elemen, dan kriteria harus sah dan sama. Yang sah: U, I, P. Di sini: UK-X."],
        ),
        (
            {"code": "AP.EK-I.3.UK-I.02"},
            [
                "Nomor unit kompetensi ditulis 2 digit, 01-99; di sini tidak ada.",
                "Nomor elemen kompetensi ditulis 1 digit, 1-9; di sini 3.UK-I.02.",
            ],
        ),
        (
            {"code": "AP.KUK-I.01.EK-I.3.UK-I.02"},
            [
                "Nomor unit kompetensi ditulis 2 digit, 01-99; di sini tidak ada.",
                "Nomor elemen kompetensi ditulis 1 digit, 1-9; di sini tidak ada.",
                "Nomor kriteria unjuk kerja ditulis 2 digit, 01-99; di sini 01.EK-I.3.UK-I.02.",
            ],
        ),
        (
            {"code": "AP.uk-i.02.EK-I.1"},
            ["Nomor unit kompetensi ditulis 2 digit, 01-99; di sini uk-i.02.EK-I.1."],
        ),
    ],
)
def test_what_is_said_of_a_wrong_code(facts, messages):
    assert [finding.message() for finding in decide(RULE, facts).findings] == messages


def test_a_wrong_kind_is_told_in_english():
    (finding,) = decide(RULE, {"code": "AP.UK-X.02"}).findings
    assert finding.message("en") == (
        "The kind of unit, element and criterion must be valid and the same throughout. Valid: U, I, P. Here: UK-X."
    )


def test_a_decision_names_the_articles_of_the_parts_that_are_there():
    places = [
        [citation.place for citation in decide(RULE, {"code": code}).citations]
        for code in ("AP.UK-I.02", "JF.001.UK-P.02.EK-P.1.KUK-P.01", "XX.UK-X.02.EK-U.1")
    ]
    assert places == [
        ["Pasal 23 ayat (1)", "Pasal 23 ayat (2) huruf a", "Pasal 19 ayat (2)", "Pasal 20 ayat (4) huruf b"],
        [
            "Pasal 23 ayat (1)",
            "Pasal 23 ayat (3)",
            "Pasal 19 ayat (2)",
            "Pasal 20 ayat (4) huruf c",
            "Pasal 21 ayat (2) huruf c",
            "Pasal 21 ayat (3) huruf c",
        ],
        ["Pasal 23 ayat (1)", "Pasal 19 ayat (2)", "Pasal 20 ayat (4)", "Pasal 21 ayat (2) huruf a"],
    ]


@pytest.mark.requirement("P11-18-105")
def test_the_code_of_an_element_follows_from_kind_and_number():
    assert [label("EK", "I", 2), label("EK", "I", 3), label("UK", "U", 7), label("KUK", "P", 10)] == [
        "EK-I.2",
        "EK-I.3",
        "UK-U.07",
        "KUK-P.10",
    ]


def test_where_the_numbers_end():
    assert (MOST, POSITION_DIGITS) == ({"UK": 99, "EK": 9, "KUK": 99}, 3)
