"""Competency certificates that other apps know of; they count beside those that were recorded by hand.

The register of certificates stands above this app, so it tells what it holds instead of being asked for it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HeldCertificate:
    """A competency certificate of a person, by the titles of its units; `level` as it bears one.

    `standard` is the number of the SKK-PDN that it covers as a whole, with that one's position.
    """

    person: int
    number: str
    title: str
    units: tuple[str, ...] = ()
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    level: int | None = None
    standard: int | None = None
    position: str = ""


#: From the numbers of persons to their certificates, in a constant number of queries.
Source = Callable[[Collection[int]], Iterable[HeldCertificate]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app name the certificates it issued; called in its `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)


def certificates_of(people: Collection[int]) -> dict[int, list[HeldCertificate]]:
    """What other apps have issued to each of these persons."""
    found: dict[int, list[HeldCertificate]] = defaultdict(list)
    for source in _sources:
        for certificate in source(people):
            found[certificate.person].append(certificate)
    return found
