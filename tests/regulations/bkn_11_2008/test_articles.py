"""Which articles a decision of Perka BKN 11/2008 names, with and without findings."""

import pytest

from mumpuni.regulations import decide

METHODS = {
    "I": ["II.C.2.a", "I.C.5"],
    "II": ["II.C.2.a", "I.C.5"],
    "III": ["II.C.2.a.1)", "I.C.5", "II.C.2.a", "II.C.2.b"],
    "IV": ["II.C.2.a.2)", "I.C.5", "II.C.2.a", "II.C.2.b"],
}
PREPARED = ["III.2 huruf a angka 1)", "III.2 huruf a angka 2)", "II.B.3"]
DESIGN = {"echelon": "II", "body": "upk", "methods": ["assessment-center"]}
READ = {"act": "read", "released": True}


@pytest.mark.parametrize(
    ("rule", "facts", "places"),
    [
        ("assessor", {}, ["I.C.3"]),
        ("body", {}, ["I.C.4", "II.A.2", "II.A.6"]),
        ("executing-body", {}, ["II.A.2", "IV.2 huruf a", "IV.2 huruf b"]),
        *[("methods", {"echelon": echelon, "body": "upk"}, places) for echelon, places in METHODS.items()],
        ("assessment-center", {"body": "upk", "assessors": 2}, ["II.C.1.f", "I.C.5", "IV.3"]),
        ("instrument", {"method": "interview"}, ["II.C.1.a"]),
        ("instrument", {"method": "questionnaire"}, ["II.C.1.b"]),
        ("instrument", {"method": "psychometrics"}, ["II.C.1.c"]),
        ("instrument", {"method": "case-analysis"}, ["II.C.1.d"]),
        ("instrument", {"method": "presentation"}, ["II.C.1.e"]),
        ("notification", {"received_on": "2009-06-08", "assessed_on": "2009-06-16"}, ["III.2 huruf a angka 4)"]),
        (
            "nomination",
            {"administrative_selection": "passed", "substance_test": "passed"},
            ["III.1.a", "III.1.c"],
        ),
        ("stage", {"next": "seleksi"}, ["III.1.b"]),
        ("stage", {"next": "pengajuan"}, ["III.1.b", "III.1.c"]),
        ("stage", {"next": "pengajuan", "done": ["seleksi"]}, ["III.1.b", "III.1.c"]),
        (
            "stage",
            {"next": "laporan"},
            [
                "III.1.b",
                "III.1.c",
                "III.1.d",
                "III.2 huruf a angka 1)",
                "III.2 huruf a angka 3)",
                "III.2 Pelaksanaan angka 1)",
                "III.2 Laporan angka 1)",
            ],
        ),
        ("preparation", {}, PREPARED),
        ("preparation", {"design": DESIGN}, [*PREPARED, "II.C.2.a", "I.C.5"]),
        ("place", {"place": "own-agency"}, ["III.2 Pelaksanaan angka 1)"]),
        ("duration", {"method": "assessment-center", "days": 2}, ["III.2 Pelaksanaan angka 2)"]),
        ("duration", {"method": "interview", "days": 2}, ["III.2 Pelaksanaan angka 3)"]),
        ("result", {}, ["I.C.2", "I.C.6", "II.A.7", "II.B.1"]),
        ("result-validity", {"signed_on": "2009-03-16", "asked_on": "2009-03-16"}, ["II.B.5"]),
        ("result-use", {"use": "feedback"}, ["II.B.5", "IV.4"]),
        ("result-use", {"use": "other"}, ["II.B.5", "IV.4"]),
        ("report", {}, ["III.2 Laporan angka 2)", "III.2 Laporan angka 1)", "III.2 Laporan angka 3)"]),
        ("closing", {}, ["III.2 Laporan angka 1)"]),
        ("access", {"who": "assessor", "act": "rate"}, ["II.A.3"]),
        ("access", {"who": "ppk"} | READ, ["II.A.7", "II.B.2", "III.2 Laporan angka 3)"]),
        (
            "appointment",
            {"step": "proposal", "kind": "same-echelon", "judged_on": "2009-06-01"},
            ["I.A.1", "I.A.2", "I.C.6", "II.A.1", "II.A.7", "II.B.5"],
        ),
    ],
)
def test_the_articles_of_a_decision(rule, facts, places):
    named = decide(f"bkn-11-2008/{rule}", facts).as_json()["citations"]
    assert named == [f"Perka BKN 11/2008 Lampiran {place}" for place in places]


@pytest.mark.requirement("B11-08-004")
def test_a_decision_on_a_team_cites_the_annex_and_no_pasal():
    facts = {"assessors": 5, "psychologists": 2, "set_by_ppk": True}
    assert decide("bkn-11-2008/tpk", facts).as_json()["citations"] == [
        "Perka BKN 11/2008 Lampiran II.A.4",
        "Perka BKN 11/2008 Lampiran II.A.5",
        "Perka BKN 11/2008 Lampiran II.A.6",
    ]


def test_a_letter_is_judged_by_all_eleven_instructions():
    assert decide("bkn-11-2008/notification-letter", {"fields": {}}).as_json()["citations"] == [
        "Perka BKN 11/2008 Lampiran III.2 huruf a angka 3)",
        *[f"Perka BKN 11/2008 Anak Lampiran; Petunjuk Pengisian ({number})" for number in range(1, 12)],
    ]


@pytest.mark.parametrize(
    ("rule", "facts", "rows"),
    [
        ("tpk", {"assessors": 4, "psychologists": 1}, ["020", "021", "023"]),
        ("tpk", {"assessors": 6, "psychologists": 2}, ["022", "023"]),
        ("body", {}, ["017"]),
        ("body", {"kinds": ["upk"]}, ["012"]),
        ("body", {"kinds": ["tpk"]}, ["023", "023", "023"]),
        ("executing-body", {}, ["017"]),
        ("executing-body", {"other_upk": True}, ["070"]),
        ("methods", {"echelon": "I", "body": "upk"}, ["041"]),
        ("methods", {"echelon": "II", "body": "upk"}, ["042"]),
        ("methods", {"echelon": "II", "body": "tpk", "methods": ["assessment-center"]}, ["013"]),
        ("methods", {"echelon": "III", "body": "upk"}, ["044", "044", "044", "047"]),
        ("methods", {"echelon": "IV", "body": "upk", "methods": ["presentation"]}, ["045", "045", "047", "046"]),
        ("nomination", {"administrative_selection": "failed", "substance_test": "failed"}, ["049", "050", "053"]),
        ("report", {}, ["065", "065", "064", "066"]),
        ("result", {"category": "MS"}, ["024", "024", "015"]),
        ("access", {"who": "baperjakat", "act": "read"}, ["066", "025"]),
        ("access", {"who": "ppk", "act": "rate"}, ["019"]),
        ("result-use", {"use": "other"}, ["030"]),
    ],
)
def test_a_finding_names_the_row_of_the_words_that_decide(rule, facts, rows):
    findings = decide(f"bkn-11-2008/{rule}", facts).findings
    assert [finding.requirement for finding in findings] == [f"B11-08-{row}" for row in rows]
