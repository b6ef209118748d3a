"""Peraturan BKN 7/2020: who may take the test."""

import pytest

from mumpuni.regulations.bkn_7_2020.participants import ParticipantFacts, participant


@pytest.mark.requirement("B7-20-020", "B7-20-021")
@pytest.mark.parametrize(
    ("asn", "manages_asn", "pik_graduate", "findings"),
    [
        (True, True, False, []),
        (True, False, True, []),
        (True, True, True, []),
        (True, False, False, [("not-asn-manager", "Pasal 1 angka 16")]),
        (False, True, True, [("not-asn", "Pasal 1 angka 2")]),
        (False, False, False, [("not-asn", "Pasal 1 angka 2"), ("not-asn-manager", "Pasal 1 angka 16")]),
    ],
)
def test_who_may_take_the_test(asn, manages_asn, pik_graduate, findings):
    decision = participant(ParticipantFacts(asn, manages_asn, pik_graduate))
    assert [(finding.code, finding.citation.place) for finding in decision.findings] == findings
    assert decision.outcome == ("non-compliant" if findings else "compliant")
    assert [citation.place for citation in decision.citations] == ["Pasal 1 angka 2", "Pasal 1 angka 16"]
