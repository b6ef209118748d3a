import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.documents import sealing


@given(st.text() | st.binary(), st.text())
def test_what_was_sealed_opens_in_its_place(secret, context):
    plain = secret.encode() if isinstance(secret, str) else secret
    sealed = sealing.seal(secret, context)
    assert sealing.unseal(sealed, context) == plain
    assert sealing.seal(secret, context) != sealed


def test_a_sealed_text_opens_only_whole_in_its_place_and_with_its_key(settings):
    sealed = sealing.seal("3174000000000001", "people.identity")
    changed = sealed[:-3] + ("A" if sealed[-3] != "A" else "B") + sealed[-2:]
    for text, context in [(sealed, "people.mail"), (changed, "people.identity"), ("", ""), ("1.x", "")]:
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(text, context)
    settings.MUMPUNI_MASTER_KEY = lambda: bytes(32)
    with pytest.raises(sealing.CannotUnseal, match="Pulihkan folder kunci"):
        sealing.unseal(sealed, "people.identity")


def test_the_lookup_hash_needs_the_key(settings):
    one = sealing.lookup_hash("3174000000000001")
    assert one == sealing.lookup_hash("3174000000000001")
    assert len(one) == 64
    settings.MUMPUNI_MASTER_KEY = bytes(32)
    assert sealing.lookup_hash("3174000000000001") != one
