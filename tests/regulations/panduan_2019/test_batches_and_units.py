"""The 2019 guide: batches, participants, units, certificates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.panduan_2019.batches import PLAN, BatchFacts, batch_level
from mumpuni.regulations.panduan_2019.certificates import CertificateFacts, certificate
from mumpuni.regulations.panduan_2019.participants import ParticipantFacts, participant
from mumpuni.regulations.panduan_2019.units import UNITS, QualificationFacts, qualification_of, required_units

OUTCOMES = ["not-yet-competent", "partly-competent", "competent"]
qualifications = st.sampled_from(sorted(UNITS))


def verdicts(qualification: str, competent: int) -> dict[str, bool]:
    return {title: number < competent for number, title in enumerate(UNITS[qualification])}


@pytest.mark.requirement("PAND-074", "PAND-075", "PAND-076")
@pytest.mark.parametrize(
    ("batch", "level", "places"),
    [
        (-1, "unknown-batch", 3),
        (0, "unknown-batch", 3),
        (1, "jpt-pratama", 1),
        (3, "jpt-pratama", 1),
        (4, "pengawas", 1),
        (18, "pengawas", 1),
        (19, "administrator", 1),
        (50, "administrator", 1),
        (51, "unknown-batch", 3),
    ],
)
def test_batches_at_the_edges(batch, level, places):
    decision = batch_level(BatchFacts(batch))
    assert (decision.outcome, len(decision.citations), decision.findings) == (level, places, ())


@pytest.mark.parametrize("batch", [10**5000, -(10**5000)], ids=["far above", "far below"])
def test_a_number_of_any_size_is_outside_the_plan(batch):
    assert decide("panduan-2019/batch-level", {"batch": batch}).outcome == "unknown-batch"


def test_the_plan_holds_3_15_and_32_batches():
    assert [(level, len(batches)) for level, batches, _ in PLAN] == [
        ("jpt-pratama", 3),
        ("pengawas", 15),
        ("administrator", 32),
    ]


@pytest.mark.requirement("PAND-004", "PAND-028", "PAND-029", "B7-20-021")
@pytest.mark.parametrize(
    ("position", "batch", "findings"),
    [
        ("pengawas", "pengawas", []),
        ("administrator", "administrator", []),
        ("jpt-pratama", "jpt-pratama", []),
        ("pengawas", "administrator", [("other-level", "PAND-029")]),
        ("jpt-pratama", "pengawas", [("other-level", "PAND-029")]),
        ("pelaksana", "pengawas", [("not-a-level", "PAND-028")]),
        ("jpt-madya", "jpt-pratama", [("not-a-level", "PAND-028")]),
        ("ahli-muda", "pengawas", [("not-a-level", "PAND-028")]),
    ],
)
def test_a_participant_joins_the_batch_of_the_own_level(position, batch, findings):
    decision = participant(ParticipantFacts(position, batch))
    assert [(finding.code, finding.requirement) for finding in decision.findings] == findings
    assert decision.outcome == ("non-compliant" if findings else "compliant")


@pytest.mark.requirement("PAND-098", "PAND-148", "PAND-149", "PAND-150", "PAND-151")
@pytest.mark.parametrize(
    ("qualification", "count", "first", "last"),
    [
        (
            "jpt-pratama-bkn",
            12,
            "Mengembangkan Sistem Pengembangan Kompetensi Kepegawaian ASN",
            "Mengkaji Efektivitas Program Pengembangan Kompetensi",
        ),
        (
            "jpt-pratama-kld",
            11,
            "Mengembangkan Sistem Kompensasi ASN",
            "Mengkaji Efektivitas Program Pengembangan Kompetensi",
        ),
        ("administrator", 14, "Melaksanakan Manajemen Perencanaan ASN", "Mengelola Pelaksanaan Survei Pegawai"),
        (
            "pengawas",
            15,
            "Menganalisa Kebutuhan Pelatihan dan Evaluasi Pelatihan ASN",
            "Melaksanakan Prosedur Pola dan Jalur Karier ASN",
        ),
    ],
)
def test_the_units_of_each_qualification(qualification, count, first, last):
    decision = required_units(QualificationFacts(qualification))
    units = decision.values["units"]
    assert (decision.outcome, decision.values["count"], len(set(units))) == ("listed", count, count)
    assert (units[0], units[-1]) == (first, last)


@pytest.mark.parametrize("qualification", sorted(UNITS))
def test_the_catalogue_is_the_list_of_the_guide(qualification, regulation_text):
    heading = required_units(QualificationFacts(qualification)).citations[0].quote
    assert f"{heading}: - {' - '.join(UNITS[qualification])} " in regulation_text("panduan-2019")


@pytest.mark.requirement("PAND-152")
def test_the_same_eleven_units_are_all_for_an_agency_and_not_all_for_bkn():
    eleven = dict.fromkeys(UNITS["jpt-pratama-kld"], True)
    agency, bkn = (
        certificate(CertificateFacts(15, qualification_of("jpt-pratama", employed_by_bkn=is_bkn), eleven))
        for is_bkn in (False, True)
    )
    assert (agency.values["held"], agency.values["required"], agency.outcome) == (11, 11, "competent")
    assert (bkn.values["held"], bkn.values["required"], bkn.outcome) == (11, 12, "partly-competent")
    assert qualification_of("pengawas", employed_by_bkn=True) == "pengawas"


@pytest.mark.requirement("PAND-032", "PAND-033", "PAND-105")
@pytest.mark.parametrize(
    ("jp", "competent", "outcome", "documents", "findings"),
    [
        (15, 15, "competent", ("attendance", "competence"), []),
        (15, 10, "partly-competent", ("attendance", "competence"), []),
        (15, 1, "partly-competent", ("attendance", "competence"), []),
        (15, 0, "not-yet-competent", ("attendance",), []),
        (14, 15, "competent", ("competence",), [("attendance-short", "info")]),
        (14, 14, "partly-competent", ("competence",), [("attendance-short", "info")]),
        (0, 0, "not-yet-competent", (), [("attendance-short", "info")]),
    ],
)
def test_which_certificates_are_due(jp, competent, outcome, documents, findings):
    decision = certificate(CertificateFacts(jp, "pengawas", verdicts("pengawas", competent)))
    assert (decision.outcome, decision.values["held"], decision.values["required"]) == (outcome, competent, 15)
    assert decision.values["documents"] == documents
    assert [(finding.code, finding.severity) for finding in decision.findings] == findings


@pytest.mark.requirement("B7-20-031")
def test_the_units_not_yet_held_are_named():
    values = certificate(CertificateFacts(15, "pengawas", verdicts("pengawas", 10))).values
    assert values["missing_units"] == UNITS["pengawas"][10:]
    assert values["held_units"] == UNITS["pengawas"][:10]


def test_a_unit_of_another_qualification_is_named_and_not_counted():
    decision = decide(
        "panduan-2019/certificate",
        {"training_jp": 15, "qualification": "pengawas", "units": {"Melaksanakan Manajemen Kinerja ASN": True}},
    )
    assert (decision.outcome, decision.values["held"]) == ("not-yet-competent", 0)
    assert [(finding.code, finding.severity) for finding in decision.findings] == [("unknown-unit", "warning")]
    assert decision.findings[0].message() == (
        'Unit "Melaksanakan Manajemen Kinerja ASN" tidak ada dalam daftar kualifikasi Pengawas, jadi tidak dihitung.'
    )


def test_attendance_asks_for_e_learning_and_class_together():
    short = certificate(CertificateFacts(12, "pengawas", {})).findings[0]
    assert short.message("en") == (
        "Only 12 of 15 lesson hours (JP) were attended, so no certificate of attendance is due yet."
    )


@given(qualifications, st.data(), st.integers(0, 20))
def test_one_more_competent_unit_never_lowers_the_outcome(qualification, data, jp):
    held = data.draw(st.sets(st.sampled_from(UNITS[qualification])))
    one_more = held | {data.draw(st.sampled_from(UNITS[qualification]))}
    before, after = (
        certificate(CertificateFacts(jp, qualification, dict.fromkeys(units, True))) for units in (held, one_more)
    )
    assert OUTCOMES.index(before.outcome) <= OUTCOMES.index(after.outcome)
    assert set(before.values["documents"]) <= set(after.values["documents"])


@given(qualifications, st.data(), st.integers(0, 20))
def test_held_and_missing_make_the_whole_and_decide_the_documents(qualification, data, jp):
    units = data.draw(st.dictionaries(st.sampled_from(UNITS[qualification]) | st.text(), st.booleans()))
    decision = certificate(CertificateFacts(jp, qualification, units))
    values = decision.values
    assert sorted(values["held_units"] + values["missing_units"]) == sorted(UNITS[qualification])
    assert values["held"] == len(values["held_units"]) == sum(units.get(title, False) for title in UNITS[qualification])
    assert ("attendance" in values["documents"]) == (jp >= 15)
    assert ("competence" in values["documents"]) == (decision.outcome != "not-yet-competent")
    assert (decision.outcome == "competent") == (values["held"] == values["required"])


@given(qualifications, st.data())
def test_a_unit_left_out_counts_as_one_not_competent(qualification, data):
    units = data.draw(st.dictionaries(st.sampled_from(UNITS[qualification]), st.booleans()))
    whole = dict.fromkeys(UNITS[qualification], False) | units
    assert certificate(CertificateFacts(15, qualification, units)) == certificate(
        CertificateFacts(15, qualification, whole)
    )
