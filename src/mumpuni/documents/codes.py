"""Verification codes (kode verifikasi): eleven random characters and one that proves them, checked offline.

The characters are Crockford's base 32. Read as numbers of the field with 32 elements, the twelve of a valid code are
the coefficients of a polynomial with the root 2; so every single wrong character and every swap of neighbours shows.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_FORGIVEN = str.maketrans("OIL", "011", " -–—_.\t\r\n")
_FIELD = 0b100101


def new_code() -> str:
    """A fresh code in groups of four, e.g. `7K3M-9QXT-2VHA`; 55 bits of chance."""
    return proved([secrets.randbelow(32) for _ in range(LENGTH - 1)])


def proved(digits: list[int]) -> str:
    """The code that begins with these eleven digits of base 32."""
    return _grouped([*digits, _doubled(_remainder(digits))])


def check_code(text: str) -> str | None:
    """The code as printed, or None when it cannot be one. Case, spaces, dashes, O for 0, I and L for 1 are forgiven."""
    plain = text.upper().translate(_FORGIVEN)
    if len(plain) != LENGTH or any(character not in ALPHABET for character in plain):
        return None
    digits = [ALPHABET.index(character) for character in plain]
    return _grouped(digits) if _remainder(digits) == 0 else None


def _doubled(number: int) -> int:
    return (number << 1) ^ (_FIELD if number & 0b10000 else 0)


def _remainder(digits: list[int]) -> int:
    rest = 0
    for digit in digits:
        rest = _doubled(rest) ^ digit
    return rest


def _grouped(digits: list[int]) -> str:
    plain = "".join(ALPHABET[digit] for digit in digits)
    return "-".join(plain[at : at + 4] for at in range(0, LENGTH, 4))
