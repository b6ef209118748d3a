"""The lists of Perka BKN 11/2008, and the words of the facts that are taken from them."""

from typing import get_args, get_type_hints

import pytest

from mumpuni.regulations import REGULATIONS, catalogue, catalogues, readings, rules
from mumpuni.regulations.bkn_11_2008.appointments import Attribute, Consideration, Kind
from mumpuni.regulations.bkn_11_2008.procedure import Stage
from mumpuni.regulations.bkn_11_2008.results import UseFacts
from mumpuni.regulations.bkn_11_2008.vocabulary import Body, Echelon, Method, Part


def names(code):
    return [entry.name() for entry in catalogue(f"bkn-11-2008/{code}").entries]


@pytest.mark.requirement("B11-08-003")
def test_the_eight_legal_bases_in_their_order():
    bases = catalogue("bkn-11-2008/legal-bases")
    assert bases.codes == (
        "uu-8-1974",
        "pp-100-2000",
        "pp-101-2000",
        "pp-9-2003",
        "pp-41-2007",
        "keppres-103-2001",
        "keppres-110-2001",
        "kepka-46a-2003",
    )
    assert [entry.citation.place for entry in bases.entries] == [f"Mengingat angka {number}" for number in range(1, 9)]


@pytest.mark.requirement("B11-08-009")
def test_a_competency_of_2008_is_that_of_a_civil_servant():
    entry = catalogue("bkn-11-2008/definitions")["kompetensi"]
    assert "Pegawai Negeri Sipil (PNS)" in entry.citation.quote
    assert "PNS" in entry.fields["meaning"]["id"]
    assert "ASN" not in entry.fields["meaning"]["id"] + entry.citation.quote
    assert "Pegawai ASN" in catalogue("bkn-7-2020/definitions")["kompetensi"].citation.quote


def test_the_six_definitions():
    definitions = catalogue("bkn-11-2008/definitions")
    assert definitions.codes == ("kompetensi", "penilaian-kompetensi", "assessor", "upk", "tpk", "pengangkatan")
    assert [entry.citation.place for entry in definitions.entries] == [f"Lampiran I.C.{n}" for n in range(1, 7)]


@pytest.mark.requirement("B11-08-014")
def test_the_three_kinds_of_appointment_and_no_move_down():
    kinds = catalogue("bkn-11-2008/appointment-kinds").codes
    assert kinds == ("first-placement", "higher-echelon", "same-echelon") == get_args(Kind)


@pytest.mark.requirement("B11-08-032")
def test_the_five_principles_of_2008_hold_usefulness_and_not_independence():
    principles = catalogue("bkn-11-2008/principles")
    assert principles.codes == ("obyektif", "transparan", "valid", "reliabel", "manfaat")
    assert [entry.citation.place for entry in principles.entries] == [f"Lampiran II.B.{n}" for n in range(1, 6)]


@pytest.mark.requirement("B11-08-034")
def test_the_six_methods():
    methods = catalogue("bkn-11-2008/methods")
    assert names("methods") == [
        "Wawancara kompetensi",
        "Kuesioner kompetensi",
        "Psikometri",
        "Analisis kasus",
        "Presentasi",
        "Assessment Center",
    ]
    assert [entry.fields["letter"] for entry in methods.entries] == list("abcdef")
    assert methods.codes == get_args(Method)
    assert {entry.code for entry in methods.entries if entry.fields["done_by"] == ["upk"]} == {"assessment-center"}


def test_the_least_methods_of_each_echelon():
    least = catalogue("bkn-11-2008/minimum-methods")
    assert least.codes == get_args(Echelon)
    assert [
        tuple(entry.fields[name] for name in ("assessment_center_required", "all_of", "one_of", "for_specific_tasks"))
        for entry in least.entries
    ] == [
        (True, [], [], []),
        (True, [], [], []),
        (False, ["psychometrics", "interview"], ["case-analysis", "presentation"], []),
        (False, ["psychometrics", "questionnaire"], [], ["case-analysis", "presentation"]),
    ]


@pytest.mark.requirement("B11-08-018")
def test_the_two_bodies_of_2008():
    bodies = catalogue("bkn-11-2008/executing-bodies")
    assert bodies.codes == ("upk", "tpk") == get_args(Body)
    assert [entry.fields["assessment_center"] for entry in bodies.entries] == [True, False]


def test_every_activity_belongs_to_a_stage_and_every_stage_has_one():
    stages = catalogue("bkn-11-2008/stages").codes
    activities = catalogue("bkn-11-2008/activities").entries
    assert stages == get_args(Stage)
    assert tuple(dict.fromkeys(activity.fields["stage"] for activity in activities)) == stages
    assert len(activities) == 13


@pytest.mark.parametrize(
    ("name", "codes", "words"),
    [
        ("appointment-considerations", ("competency", "work-achievement", "rank", "other-requirements"), Consideration),
        ("no-distinction-by", ("sex", "ethnicity", "religion", "race", "social-group"), Attribute),
        ("report-contents", ("potential", "competency"), Part),
        ("preparation-documents", ("position-standard", "biodata"), None),
        ("result-uses", ("structural-appointment", "feedback"), None),
        ("ways-without-facility", ("facilitated-by-bkn", "other-upk"), None),
    ],
)
def test_the_short_lists(name, codes, words):
    assert catalogue(f"bkn-11-2008/{name}").codes == codes
    assert words is None or get_args(words) == codes


def test_what_a_result_is_for_is_listed_and_the_rest_is_other():
    asked = get_args(get_type_hints(UseFacts)["use"])
    assert asked == (*catalogue("bkn-11-2008/result-uses").codes, "other")


def test_the_eleven_fields_of_the_letter_are_numbered_through():
    fields = catalogue("bkn-11-2008/notification-letter-fields")
    assert fields.codes == (
        "place_and_date",
        "number",
        "nature",
        "attachment",
        "addressee",
        "day",
        "date",
        "time",
        "venue",
        "office",
        "official",
    )
    assert [entry.fields["number"] for entry in fields.entries] == list(range(1, 12))
    assert [entry.citation.requirement for entry in fields.entries] == [f"B11-08-{n:03d}" for n in range(75, 86)]


def test_the_letter_bears_its_subject_and_the_person_stands_in_the_addressee_block():
    subject = catalogue("bkn-11-2008/notification-letter-wording")["subject"]
    addressee = catalogue("bkn-11-2008/notification-letter-fields")["addressee"]
    assert (subject.name(), subject.fields["text"]) == ("Perihal", "Pemberitahuan Pelaksanaan Penilaian Kompetensi")
    assert addressee.fields["block"]["id"] == "Kepada Yth."


def test_the_fixed_wording_of_the_letter_in_its_order():
    wording = catalogue("bkn-11-2008/notification-letter-wording")
    assert wording.codes == ("subject", "invitation", "day", "date", "time", "venue", "closing")
    assert [entry.fields["text"] for entry in wording.entries][2:6] == ["Hari :", "Tanggal :", "Waktu :", "Tempat :"]


def test_positions_of_today_for_each_echelon_come_from_outside():
    positions = catalogue("bkn-11-2008/echelon-positions")
    assert positions.citation is None
    assert positions.note["id"].startswith("Bukan isi Perka BKN 11/2008")
    assert [(entry.code, entry.fields["echelon"], entry.fields["position"]) for entry in positions.entries] == [
        ("I.a-lpnk", "I", "jpt-utama"),
        ("I.a", "I", "jpt-madya"),
        ("I.b", "I", "jpt-madya"),
        ("II.a", "II", "jpt-pratama"),
        ("II.b", "II", "jpt-pratama"),
        ("III.a", "III", "administrator"),
        ("III.b", "III", "administrator"),
        ("IV.a", "IV", "pengawas"),
        ("IV.b", "IV", "pengawas"),
        ("V.a", "V", "pelaksana"),
    ]


def test_every_list_of_2008_is_known_here():
    assert len([each for each in catalogues() if each.id.startswith("bkn-11-2008/")]) == 18


def test_every_conflict_of_2008_has_a_reading():
    told = [reading for reading in readings() if reading.regulation == "bkn-11-2008"]
    settled = {row for reading in told for row in reading.requirements}
    assert {f"B11-08-{number}" for number in ("015", "018", "032", "033", "067", "086")} <= settled
    assert {6, 7, 19, 20, 23, 38} <= {note for reading in told for note in reading.notes}
    assert [reading.id for reading in told if reading.settings] == ["bkn-11-2008/working-days"]


def test_the_rules_of_2008():
    assert [rule.id.partition("/")[2] for rule in rules() if rule.regulation == REGULATIONS["bkn-11-2008"]] == [
        "access",
        "appointment",
        "assessment-center",
        "assessor",
        "body",
        "closing",
        "duration",
        "executing-body",
        "instrument",
        "methods",
        "nomination",
        "notification",
        "notification-letter",
        "place",
        "preparation",
        "report",
        "result",
        "result-use",
        "result-validity",
        "stage",
        "tpk",
    ]
