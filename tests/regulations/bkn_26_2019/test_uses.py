"""Certificates and the use of results."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import Misfit, decide
from mumpuni.regulations.bkn_26_2019.results import BANDS
from mumpuni.regulations.bkn_26_2019.uses import USES, CertificateFacts, Result, UseFacts, certificate, result_use

ALL = [category for bands in BANDS.values() for category, _ in bands]
RESULT = {"purpose": "pengisian", "category": "memenuhi-syarat", "percentage": "88.89", "signed_on": "2026-01-15"}
FILLING = {"use": "pengisian-jabatan", "used_on": "2026-11-22", "result": RESULT}
CATEGORIES_OF_MAPPING = "optimal, cukup optimal, kurang optimal"


@given(
    st.sampled_from(sorted(BANDS)),
    st.sampled_from(ALL),
    st.sampled_from([None, "provider-leader", "team-responsible", "other"]),
)
def test_only_the_two_upper_categories_of_filling_bring_a_certificate(purpose, category, signer):
    decision = certificate(CertificateFacts(purpose, category, signer))
    expected = category in ("memenuhi-syarat", "masih-memenuhi-syarat") and purpose == "pengisian" and signer != "other"
    assert decision.outcome == ("allowed" if expected else "not-allowed")
    assert (decision.findings == ()) == expected
    assert [citation.place for citation in decision.citations] == [
        "Pasal 26 ayat (6)",
        "Pasal 26 ayat (6)",
        "Pasal 26 ayat (3)",
        "Pasal 26 ayat (4)",
        "Pasal 29 ayat (1)",
    ]


@given(st.sampled_from(USES.codes), st.sampled_from(sorted(BANDS)), st.sampled_from(ALL), st.decimals(0, 200, places=2))
def test_a_use_leaves_the_result_as_it_is(use, purpose, category, percentage):
    result = Result(purpose, category, percentage, date(2026, 1, 15), ("Komunikasi",))
    decision = result_use(UseFacts(use, date(2026, 11, 22), result))
    values = decision.values
    assert (values["purpose"], values["category"], Decimal(values["percentage"])) == (purpose, category, percentage)
    assert values["development_needs"] == (("Komunikasi",) if use == "pengembangan-kompetensi" else ())
    is_own = category in [own for own, _ in BANDS[purpose]]
    assert decision.outcome == ("compliant" if is_own else "non-compliant")
    assert [str(citation) for citation in decision.citations] == [
        str(USES[use].citation),
        f"Peraturan BKN 26/2019 Pasal 26 ayat ({3 if purpose == 'pengisian' else 4})",
        "Peraturan BKN 26/2019 Pasal 26 ayat (4)",
        "Peraturan BKN 26/2019 Pasal 29 ayat (4)",
    ]


@pytest.mark.parametrize(
    ("rule", "facts", "code", "message", "requirement"),
    [
        (
            "certificate",
            {"purpose": "pemetaan", "category": "optimal"},
            "no-certificate-for-mapping",
            "Hasil pemetaan jabatan tidak diberi sertifikat; sertifikat hanya untuk pengisian jabatan.",
            "B26-19-121",
        ),
        (
            "certificate",
            {"purpose": "pengisian", "category": "kurang-memenuhi-syarat"},
            "no-certificate-for-category",
            'Kategori "kurang memenuhi syarat" tidak diberi sertifikat.',
            "B26-19-120",
        ),
        (
            "certificate",
            {"purpose": "pengisian", "category": "memenuhi-syarat", "signed_by": "other"},
            "signer-not-entitled",
            "Penanda tangan harus unsur pimpinan penyelenggara atau penanggung jawab pada tim penyelenggara.",
            "B26-19-129",
        ),
        (
            "result-use",
            FILLING | {"use": "manajemen-talenta", "result": RESULT | {"purpose": "pemetaan"}},
            "foreign-category",
            f'Kategori "memenuhi syarat" bukan kategori pemetaan jabatan; pilihannya: {CATEGORIES_OF_MAPPING}.',
            "B26-19-116",
        ),
        (
            "result-use",
            FILLING | {"result": RESULT | {"category": "optimal"}},
            "foreign-category",
            'Kategori "optimal" bukan kategori pengisian jabatan; pilihannya: memenuhi syarat, masih memenuhi syarat, '
            "kurang memenuhi syarat.",
            "B26-19-115",
        ),
        (
            "result-use",
            {"use": "pengembangan-karier", "used_on": "2026-11-22"},
            "no-result",
            "Belum ada hasil penilaian kompetensi sebagai dasar pengembangan karir.",
            "B26-19-150",
        ),
        (
            "result-use",
            FILLING | {"used_on": "2026-01-14"},
            "result-not-yet-valid",
            "Hasil baru berlaku sejak laporannya ditandatangani pada 15 Januari 2026, sedangkan dipakai pada "
            "14 Januari 2026.",
            "B26-19-138",
        ),
        (
            "result-use",
            FILLING | {"used_on": "2029-01-15"},
            "result-expired",
            "Hasil berlaku sampai 14 Januari 2029, sedangkan dipakai pada 15 Januari 2029; perlu penilaian baru.",
            "B26-19-138",
        ),
        (
            "result-use",
            FILLING | {"result": RESULT | {"purpose": "pemetaan", "category": "cukup-optimal", "percentage": "82.50"}},
            "mapping-result",
            "Hasil pemetaan dibaca dengan kategorinya sendiri: 82,50 % cukup optimal (pemetaan); "
            "tidak diubah menjadi kategori pengisian.",
            "B26-19-128",
        ),
        (
            "result-use",
            FILLING | {"result": RESULT | {"category": "kurang-memenuhi-syarat"}},
            "lowest-category",
            'Kategori hasil ini "kurang memenuhi syarat"; pertimbangkan sebelum memutuskan.',
            "B26-19-115",
        ),
        (
            "job-person-match",
            {"purpose": "pengisian", "required": {"Integritas": 3}, "achieved": {}},
            "missing-rating",
            'Kompetensi "Integritas" ada dalam standar tetapi belum dinilai, jadi JPM tidak dihitung; '
            "isi nilai capaiannya.",
            "B26-19-117",
        ),
        (
            "job-person-match",
            {"purpose": "pengisian", "required": {"Integritas": 3}, "achieved": {"Integritas": 3, "Audit": 2}},
            "unknown-competency",
            'Kompetensi "Audit" tidak ada dalam standar jabatan ini, jadi nilainya tidak dihitung.',
            "B26-19-117",
        ),
    ],
)
def test_what_each_finding_says(rule, facts, code, message, requirement):
    (found,) = decide(f"bkn-26-2019/{rule}", facts).findings
    assert (found.code, found.message(), found.requirement) == (code, message, requirement)


def test_a_decimal_is_worded_by_language():
    result = RESULT | {"purpose": "pemetaan", "category": "cukup-optimal", "percentage": "82.50"}
    (found,) = decide("bkn-26-2019/result-use", FILLING | {"result": result}).findings
    assert found.message("en") == (
        "A mapping result is read with its own category: 82.50 % fairly optimal (mapping); "
        "it is not turned into a filling category."
    )


def test_a_use_without_a_result_has_nothing_to_show():
    decision = decide("bkn-26-2019/result-use", {"use": "pengisian-jabatan", "used_on": "2026-11-22"})
    assert decision.values == {
        "purpose": None,
        "category": None,
        "percentage": None,
        "valid_until": None,
        "development_needs": (),
    }
    assert [citation.place for citation in decision.citations] == ["Pasal 31 huruf a"]


@pytest.mark.parametrize("percentage", ["0", "0.5"])
def test_a_result_may_be_as_low_as_nothing_at_all(percentage):
    result = RESULT | {"category": "kurang-memenuhi-syarat", "percentage": percentage}
    assert decide("bkn-26-2019/result-use", FILLING | {"result": result}).outcome == "compliant"


def test_no_result_is_below_nothing():
    with pytest.raises(Misfit) as refused:
        decide("bkn-26-2019/result-use", FILLING | {"result": RESULT | {"percentage": "-0.01"}})
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("result.percentage", "too-small")]
