"""Forms of certificates, signatures, and what a certificate is used for."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import catalogue, decide, decide_each
from mumpuni.regulations.facts import schema
from mumpuni.regulations.permendagri_11_2018 import careers, certificates
from mumpuni.regulations.permendagri_11_2018.careers import (
    CriterionFacts,
    OfficialLevelFacts,
    StandardCertificate,
    UnitCertificate,
    certificate_criterion,
    official_level,
)
from mumpuni.regulations.permendagri_11_2018.certificates import SignatoriesFacts, Signatory, certificate_signatories

offices = st.sampled_from(get_args(certificates.Office))
signatures = st.lists(st.builds(Signatory, offices, st.booleans()), max_size=5)
units = st.sampled_from(["Karakter", "Sistem", "Manajemen", "Keuangan"])
held = st.lists(
    st.builds(UnitCertificate, st.sampled_from("ABC"), units, st.none() | st.integers(1, 9), st.booleans()), max_size=6
)


def codes(name):
    return catalogue(f"permendagri-11-2018/{name}").codes


@pytest.mark.requirement("P11-18-022")
def test_certificates_have_exactly_four_forms():
    forms = catalogue("permendagri-11-2018/certificate-kinds")
    assert [(entry.code, entry.name()) for entry in forms.entries] == [
        ("ijazah", "Ijazah"),
        ("sertifikat-kompetensi", "Sertifikat kompetensi"),
        ("sttpk", "Surat Tanda Tamat Pengembangan Kompetensi (STTPK)"),
        ("sertifikat-lainnya", "Sertifikat lainnya"),
    ]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (certificates.CertificateKind, "certificate-kinds"),
        (certificates.AttainmentRoute, "routes"),
        (certificates.Office, "signing-offices"),
        (careers.Family, "qualification-families"),
        (careers.Action, "career-actions"),
        (careers.Use, "certificate-uses"),
    ],
)
def test_the_words_of_the_facts_are_those_of_the_catalogue(kind, name):
    assert get_args(kind) == codes(name)


@pytest.mark.requirement("P11-18-023", "P11-18-024")
def test_the_terms_and_their_paths():
    forms = catalogue("permendagri-11-2018/certificate-kinds")
    assert {entry.code: tuple(entry.fields["routes"]) for entry in forms.entries} == {
        "ijazah": ("pendidikan-formal",),
        "sertifikat-kompetensi": ("pengembangan-kompetensi", "pengalaman-kerja"),
        "sttpk": ("pengembangan-kompetensi",),
        "sertifikat-lainnya": ("pengembangan-kompetensi",),
    }
    terms = codes("definitions")
    assert terms == ("kka-pdn", "ijazah", "sertifikat-kompetensi", "sttpk", "sertifikat-lainnya")


def test_the_certificate_has_four_uses_with_their_own_rows():
    uses = catalogue("permendagri-11-2018/certificate-uses")
    assert [(entry.code, entry.citation.requirement) for entry in uses.entries] == [
        ("penempatan-promosi", "P11-18-061"),
        ("pengembangan-karier", "P11-18-062"),
        ("pengembangan-kompetensi", "P11-18-063"),
        ("rencana-suksesi", "P11-18-064"),
    ]


@pytest.mark.requirement("P11-18-064")
def test_a_succession_list_shows_who_holds_the_certificate_of_the_standard():
    unit, other = "Sistem Pemerintahan Indonesia", "Manajemen Pembangunan Indonesia"
    people = {"Ani": [unit], "Budi": [other], "Citra": [unit, other], "Dewi": []}
    decisions = decide_each(
        "permendagri-11-2018/certificate-criterion",
        [
            {
                "use": "rencana-suksesi",
                "required_units": [unit],
                "certificates": [{"number": each, "unit": each} for each in units],
            }
            for units in people.values()
        ],
    )
    holders = [name for name, decision in zip(people, decisions, strict=True) if decision.outcome == "criterion-met"]
    assert holders == ["Ani", "Citra"]


@pytest.mark.requirement("P11-18-061")
@given(st.sampled_from(get_args(careers.Use)), st.lists(units, max_size=4), held)
def test_a_criterion_refuses_nobody(use, required, certificates_held):
    decision = certificate_criterion(CriterionFacts(use, tuple(required), tuple(certificates_held)))
    assert {finding.severity for finding in decision.findings} <= {"info"}
    values = decision.values
    assert set(values["held_units"]) | set(values["development_needs"]) == set(required)
    assert not set(values["held_units"]) & set(values["development_needs"])
    assert (decision.outcome == "criterion-met") == (bool(required) and not values["development_needs"])
    assert (decision.outcome == "criterion-not-met") == (bool(required) and not values["held_units"])
    assert len(values["certificates"]) == sum(not each.expired for each in certificates_held)


@pytest.mark.parametrize(
    ("rule", "facts", "messages"),
    [
        (
            "certificate-kind",
            {"kind": "ijazah", "route": "pengalaman-kerja"},
            ["Ijazah tidak menyatakan capaian melalui pengalaman kerja; jalurnya: pendidikan formal."],
        ),
        (
            "certificate-kind",
            {"kind": "sertifikat-kompetensi", "route": "pendidikan-formal"},
            [
                "Sertifikat kompetensi tidak menyatakan capaian melalui pendidikan formal; "
                "jalurnya: pengembangan kompetensi, pengalaman kerja.",
                "Sertifikat kompetensi hanya diperoleh melalui uji kompetensi, dan uji kompetensi belum lulus.",
            ],
        ),
        (
            "certificate-kind",
            {"kind": "sttpk", "route": "pengembangan-kompetensi"},
            ["STTPK menyatakan seluruh program pembelajaran selesai dengan baik, dan program ini belum selesai."],
        ),
        (
            "certificate-kind",
            {"kind": "sertifikat-lainnya", "route": "pengembangan-kompetensi", "test_required": True},
            ["Program ini mensyaratkan uji kompetensi, jadi buktinya bukan sertifikat lainnya."],
        ),
        (
            "certificate-signatories",
            {"signatories": [{"office": "delegate"}, {"office": "delegate"}]},
            [
                "Tanda tangan Kepala BPSDM Kementerian belum ada; tidak ada yang dapat mewakilinya.",
                "Tanda tangan pimpinan unit kerja Kementerian, atau pejabat yang mendapat pelimpahan dengan surat, "
                "belum ada.",
                "2 pejabat menandatangani sebagai penerima pelimpahan tanpa surat pelimpahan; catat suratnya.",
            ],
        ),
        (
            "attainment",
            {"route": "pengalaman-kerja"},
            ["Capaian melalui pengalaman kerja tidak dinyatakan dengan sertifikat, jadi tidak dihitung."],
        ),
        (
            "programme-basis",
            {},
            [
                "Program atau skema harus menyebut jenjang kualifikasi yang menjadi dasarnya.",
                "Program atau skema harus menyebut rumpun jabatannya: "
                "jabatan administrasi, jabatan fungsional, jabatan pimpinan tinggi.",
            ],
        ),
        (
            "career-action",
            {"action": "promosi", "position": "jpt-pratama"},
            [
                "Standar belum dipenuhi: promosi ke jabatan JPT Pratama dilakukan sesuai dengan standar kompetensi "
                "jabatan itu."
            ],
        ),
        (
            "official-level",
            {"certificates": [{"standard_of": "pengawas"}]},
            ["Sertifikat untuk standar jabatan Pengawas tidak bernomor, jadi tidak menjadi dasar penyetaraan."],
        ),
        (
            "certificate-criterion",
            {
                "use": "penempatan-promosi",
                "required_units": ["Karakter"],
                "certificates": [{"number": "7", "unit": "Sistem", "expired": True}],
            },
            [
                'Unit "Karakter" belum bersertifikat; usulkan sebagai kebutuhan pengembangan.',
                'Sertifikat 7 untuk unit "Sistem" sudah tidak berlaku, jadi tidak dihitung.',
            ],
        ),
    ],
)
def test_what_is_found_says_what_and_where(rule, facts, messages):
    decision = decide(f"permendagri-11-2018/{rule}", facts)
    assert [finding.message() for finding in decision.findings] == messages


@pytest.mark.parametrize(
    ("rule", "facts", "requirements"),
    [
        ("certificate-kind", {"kind": "ijazah", "route": "pendidikan-formal"}, [22, 23]),
        ("certificate-kind", {"kind": "sertifikat-kompetensi", "route": "pengalaman-kerja"}, [22, 24, 25]),
        ("certificate-signatories", {}, [26, 27]),
        ("signatories-of-scheme", {"scheme": "skk-pdn"}, [26]),
        ("attainment", {"route": "pengalaman-kerja"}, [21, 20]),
        ("programme-basis", {}, [2, 4]),
        ("career-action", {"action": "promosi", "position": "mahir"}, [19]),
        ("official-level", {}, [18]),
        ("official-level", {"certificates": [{"standard_of": "mahir", "number": "1"}]}, [18, 13]),
        ("certificate-criterion", {"use": "pengembangan-karier"}, [62]),
    ],
)
def test_each_decision_cites_the_articles_it_used(rule, facts, requirements):
    decision = decide(f"permendagri-11-2018/{rule}", facts)
    assert [citation.requirement for citation in decision.citations] == [f"P11-18-{row:03}" for row in requirements]


def test_the_guide_is_cited_for_its_own_scheme():
    decision = decide("permendagri-11-2018/signatories-of-scheme", {"scheme": "manajemen-asn"})
    assert [(citation.regulation, citation.requirement) for citation in decision.citations] == [
        ("panduan-2019", "PAND-102"),
        ("panduan-2019", "PAND-104"),
    ]


def test_a_letter_may_be_said_or_named():
    said = schema(Signatory)["properties"]["delegation_letter"]["anyOf"][0]
    assert said == {"type": ["boolean", "string"], "pattern": r"\S"}


@given(signatures, st.randoms())
def test_the_order_of_signatures_does_not_matter(signed, random):
    before = certificate_signatories(SignatoriesFacts(tuple(signed)))
    random.shuffle(signed)
    assert certificate_signatories(SignatoriesFacts(tuple(signed))) == before


@given(signatures)
def test_a_certificate_is_issued_exactly_when_nothing_is_found(signed):
    decision = certificate_signatories(SignatoriesFacts(tuple(signed)))
    assert (decision.values["status"] == "terbit") == (decision.outcome == "compliant")
    if decision.outcome == "compliant":
        assert "kepala-bpsdm" in {signatory.office for signatory in signed}


@given(
    st.lists(st.builds(StandardCertificate, st.just("administrator"), st.none() | st.sampled_from("ABC")), max_size=5)
)
def test_an_official_has_a_level_exactly_when_a_certificate_bears_a_number(certificates_held):
    decision = official_level(OfficialLevelFacts(tuple(certificates_held)))
    grounded = any(each.number for each in certificates_held)
    assert (decision.outcome, decision.values["levels"]) == (("equated", (6,)) if grounded else ("not-equated", ()))


def test_ten_thousand_certificates_are_weighed():
    certificates_held = tuple(UnitCertificate(str(number), f"unit {number}") for number in range(10_000))
    required = tuple(f"unit {number}" for number in range(5_000, 15_000))
    values = certificate_criterion(CriterionFacts("pengembangan-karier", required, certificates_held)).values
    assert (len(values["held_units"]), len(values["development_needs"])) == (5_000, 5_000)


@pytest.mark.parametrize(
    ("rule", "facts", "message"),
    [
        (
            "certificate-kind",
            {"kind": "ijazah", "route": "pengalaman-kerja"},
            'The form "diploma" does not state an attainment through work experience; it is for: formal education.',
        ),
        (
            "certificate-signatories",
            {"signatories": [{"office": office} for office in ("kepala-bpsdm", "unit-head", "delegate")]},
            "Signatures of delegates without a letter of delegation: 1; record the letter of each.",
        ),
        (
            "certificate-signatories",
            {"signatories": [{"office": office} for office in ("kepala-bpsdm", "unit-head", "delegate", "delegate")]},
            "Signatures of delegates without a letter of delegation: 2; record the letter of each.",
        ),
    ],
)
def test_one_or_many_read_well_in_english(rule, facts, message):
    assert [each.message("en") for each in decide(f"permendagri-11-2018/{rule}", facts).findings] == [message]
