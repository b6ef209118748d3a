"""Steps of an observation sheet as a device writes and numbers them, and the chain that proves which are held.

Device and server write a step the same way: JSON with sorted keys and no blanks, UTF-8, the moment in UTC with
milliseconds and a Z. `digest(n)` is the SHA-256, in hexadecimal, of `digest(n-1)` followed by step n; before the first
step it is empty.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

MOST = 500
_LARGEST = 2**31 - 1


class Malformed(Exception):
    """What arrived is no journal; the message says where it breaks off."""


@dataclass(frozen=True)
class Step:
    """One numbered step."""

    sequence: int
    kind: str
    body: dict[str, Any]
    made_at: datetime

    @property
    def canonical(self) -> str:
        """The step as both sides write it."""
        plain = {"body": self.body, "kind": self.kind, "made_at": moment(self.made_at), "sequence": self.sequence}
        return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def moment(at: datetime) -> str:
    """A moment as both sides write it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def digest(steps: Iterable[Step]) -> str:
    """The chain over these steps, from the first of a device."""
    last = ""
    for each in steps:
        last = hashlib.sha256((last + each.canonical).encode()).hexdigest()
    return last


def read(sent: Any) -> tuple[UUID, list[Step]]:
    """The device and its steps out of a request.

    Raises:
        Malformed: for anything that is not of that form, more than `MOST` steps, or text that no database keeps.
    """
    if not isinstance(sent, dict) or not isinstance(sent.get("entries"), list):
        raise Malformed(_("Kiriman bukan jurnal lembar observasi."))
    if len(sent["entries"]) > MOST:
        raise Malformed(_("Paling banyak %(most)d langkah sekali kirim; kirim sisanya kemudian.") % {"most": MOST})
    try:
        device = UUID(str(sent.get("device")))
    except ValueError as wrong:
        raise Malformed(_("Nomor perangkat tidak terbaca.")) from wrong
    return device, [_step(each, place) for place, each in enumerate(sent["entries"], start=1)]


def _step(sent: Any, place: int) -> Step:
    wrong = Malformed(_("Langkah ke-%(place)d dalam kiriman tidak terbaca.") % {"place": place})
    if not isinstance(sent, dict):
        raise wrong
    number, kind, body = sent.get("sequence"), sent.get("kind"), sent.get("body")
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= _LARGEST:
        raise wrong
    if not isinstance(kind, str) or not 1 <= len(kind) <= 20 or not isinstance(body, dict):
        raise wrong
    made_at = time(sent.get("made_at"))
    if made_at is None:
        raise wrong
    step = Step(number, kind, body, made_at)
    try:
        text = step.canonical
        text.encode()
    except ValueError as problem:
        raise wrong from problem
    if "\\u0000" in text.replace("\\\\", "") or _has_fraction(body):
        raise wrong
    return step


def time(given: Any) -> datetime | None:
    """A moment with its zone, down to the millisecond, or nothing."""
    try:
        found = parse_datetime(given) if isinstance(given, str) else None
        if found is None or found.tzinfo is None:
            return None
        plain = found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return plain.replace(microsecond=plain.microsecond // 1000 * 1000)


def _has_fraction(value: Any) -> bool:
    """Fractions are written differently on both sides, so they travel as text."""
    if isinstance(value, dict):
        return any(_has_fraction(each) for each in value.values())
    if isinstance(value, list):
        return any(_has_fraction(each) for each in value)
    return isinstance(value, float)
