"""Reports: contents, signature, delivery, who may read; and closing the event."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.bkn_26_2019.reports import (
    FIELDS,
    RECIPIENTS,
    SECTIONS,
    AccessFacts,
    ClosingFacts,
    Copied,
    IndividualReportFacts,
    OrganiserReportFacts,
    closing,
    individual_report,
    organiser_report,
    report_access,
)

READERS = ["team-member", "assessee", "ppk", "designated-official", "instansi-pembina", "other"]


def some(source):
    return st.lists(st.sampled_from(source.codes)).map(tuple)


@given(some(SECTIONS), st.sampled_from([None, "provider-leader", "team-responsible", "other"]), some(RECIPIENTS))
def test_every_lack_of_an_individual_report_is_named_once(sections, signer, sent_to):
    decision = individual_report(IndividualReportFacts(sections, signer, sent_to))
    expected = [
        ("missing-section", code)
        for code in ("identity", "scores", "description", "recommendation")
        if code not in sections
    ]
    expected += [("unsigned", None)] if signer is None else []
    expected += [("signer-not-entitled", None)] if signer == "other" else []
    expected += [] if {"ppk", "designated-official"} & set(sent_to) else [("not-sent-to-ppk", None)]
    expected += [] if "instansi-pembina" in sent_to else [("no-copy-to-instansi-pembina", None)]
    assert [(found.code, found.details.get("section")) for found in decision.findings] == expected
    assert decision.outcome == ("non-compliant" if expected else "compliant")
    assert len(decision.citations) == 8


@given(st.lists(st.sampled_from("ABCD")), st.dictionaries(st.sampled_from("ABCD"), st.just("Konsisten.")))
def test_every_competency_without_a_description_is_named_once(competencies, descriptions):
    complete = IndividualReportFacts(SECTIONS.codes, "provider-leader", RECIPIENTS.codes)
    decision = individual_report(replace(complete, competencies=tuple(competencies), descriptions=descriptions))
    missing = [name for name in dict.fromkeys(competencies) if name not in descriptions]
    assert [(found.code, found.details["competency"]) for found in decision.findings] == [
        ("description-missing", name) for name in missing
    ]
    assert decision.outcome == ("non-compliant" if missing else "compliant")


@given(some(FIELDS), st.sampled_from(["pemerintah", "non-pemerintah"]), st.booleans(), st.booleans())
def test_every_lack_of_an_organising_report_is_named_once(fields, provider, copied, via):
    decision = organiser_report(OrganiserReportFacts(provider, fields, copied, via))
    expected = [("missing-field", code) for code in FIELDS.codes if code not in fields]
    if not copied:
        expected.append(("no-copy-to-instansi-pembina", None))
    elif provider == "non-pemerintah" and not via:
        expected.append(("must-go-through-user-agency", None))
    assert [(found.code, found.details.get("field")) for found in decision.findings] == expected
    assert decision.outcome == ("non-compliant" if expected else "compliant")


@given(st.booleans(), st.lists(st.builds(Copied, st.text(), st.booleans())).map(tuple))
def test_an_event_closes_with_its_report_and_every_copy(organiser, reports):
    decision = closing(ClosingFacts(organiser, reports))
    expected = [] if organiser else [("no-organiser-report", {})]
    expected += [("copy-missing", {"assessee": report.name}) for report in reports if not report.copied]
    assert [(found.code, found.details) for found in decision.findings] == expected


@given(st.sampled_from(READERS), st.booleans(), st.booleans())
def test_releasing_a_result_never_takes_a_reader_away(reader, own, released):
    before = report_access(AccessFacts(reader, own, released))
    after = report_access(AccessFacts(reader, own, released=True))
    assert before.outcome == "not-allowed" or after.outcome == "allowed"
    assert [str(citation) for citation in before.citations] == [
        "Peraturan BKN 26/2019 Pasal 29 ayat (3)",
        "Peraturan BKN 26/2019 Pasal 7 ayat (6)",
        "Peraturan BKN 26/2019 Pasal 29 ayat (3)",
        "Peraturan BKN 26/2019 Pasal 29 ayat (3)",
    ]


COMPLETE = {"sections": list(SECTIONS.codes), "signed_by": "provider-leader", "sent_to": ["ppk", "instansi-pembina"]}


@pytest.mark.parametrize(
    ("rule", "facts", "code", "message", "requirement"),
    [
        (
            "individual-report",
            COMPLETE | {"sections": ["identity", "scores", "recommendation"]},
            "missing-section",
            "Laporan individual belum memuat uraian kompetensi.",
            "B26-19-132",
        ),
        pytest.param(
            "individual-report",
            COMPLETE | {"competencies": ["Integritas", "Kerja Sama"], "descriptions": {"Integritas": "Konsisten."}},
            "description-missing",
            'Kompetensi "Kerja Sama" belum diuraikan dalam laporan individual; isi uraiannya.',
            "B26-19-132",
            marks=pytest.mark.requirement("B26-19-132"),
        ),
        (
            "individual-report",
            COMPLETE | {"signed_by": None},
            "unsigned",
            "Laporan individual belum ditandatangani.",
            "B26-19-129",
        ),
        (
            "individual-report",
            COMPLETE | {"signed_by": "other"},
            "signer-not-entitled",
            "Penanda tangan harus unsur pimpinan penyelenggara atau penanggung jawab pada tim penyelenggara.",
            "B26-19-129",
        ),
        (
            "individual-report",
            COMPLETE | {"sent_to": ["instansi-pembina"]},
            "not-sent-to-ppk",
            "Laporan individual belum disampaikan kepada pejabat pembina kepegawaian atau pejabat yang ditunjuk.",
            "B26-19-134",
        ),
        (
            "individual-report",
            COMPLETE | {"sent_to": ["ppk"]},
            "no-copy-to-instansi-pembina",
            "Salinan laporan belum disampaikan kepada Instansi Pembina.",
            "B26-19-136",
        ),
        (
            "organiser-report",
            {"provider": "pemerintah", "copy_sent": True, "fields": [c for c in FIELDS.codes if c != "personnel"]},
            "missing-field",
            "Laporan penyelenggaraan belum memuat komponen sumber daya manusia yang terlibat.",
            "B26-19-147",
        ),
        (
            "organiser-report",
            {"provider": "pemerintah", "fields": list(FIELDS.codes)},
            "no-copy-to-instansi-pembina",
            "Salinan laporan belum disampaikan kepada Instansi Pembina.",
            "B26-19-141",
        ),
        (
            "organiser-report",
            {"provider": "non-pemerintah", "copy_sent": True, "fields": list(FIELDS.codes)},
            "must-go-through-user-agency",
            "Penyelenggara di luar instansi pemerintah menyampaikan salinan melalui Instansi Pengguna, tidak langsung.",
            "B26-19-142",
        ),
        (
            "closing",
            {},
            "no-organiser-report",
            "Laporan penyelenggaraan belum disusun, jadi kegiatan belum dapat ditutup.",
            "B26-19-140",
        ),
        (
            "closing",
            {"organiser_report": True, "reports": [{"name": "Ani"}]},
            "copy-missing",
            "Salinan laporan individual Ani belum disampaikan kepada Instansi Pembina, "
            "jadi kegiatan belum dapat ditutup.",
            "B26-19-136",
        ),
        (
            "report-access",
            {"reader": "other", "released": True},
            "no-access",
            "Laporan individual bersifat rahasia; hanya tim, Assessee sendiri, pejabat pembina kepegawaian atau "
            "pejabat yang ditunjuk, dan Instansi Pembina yang boleh membacanya.",
            "B26-19-135",
        ),
        (
            "report-access",
            {"reader": "assessee"},
            "not-released",
            "Hasil belum dirilis; sebelum itu hanya tim yang boleh membaca laporannya.",
            "B26-19-135",
        ),
        (
            "report-access",
            {"reader": "ppk", "released": True},
            "other-agency",
            "Pejabat hanya boleh membaca laporan pegawai instansinya sendiri.",
            "B26-19-134",
        ),
    ],
)
def test_what_each_finding_says(rule, facts, code, message, requirement):
    (found,) = decide(f"bkn-26-2019/{rule}", facts).findings
    assert (found.code, found.message(), found.requirement) == (code, message, requirement)
