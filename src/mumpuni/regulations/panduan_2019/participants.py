"""Who may join a batch of the 2019 programme (peserta)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Level, Position

THREE_LEVELS = Citation(
    "panduan-2019",
    "Peserta",
    requirement="PAND-028",
    quote="1. Pejabat Pimpinan Tinggi Pratama; 2. Pejabat Administrator; 3. Pejabat Pengawas.",
)
OWN_LEVEL = Citation(
    "panduan-2019",
    "Pendahuluan, alinea penutup",
    requirement="PAND-029",
    quote="pelatihan manajemen ASN sesuai dengan kualifikasi/jenjang jabatan",
)
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """The official's position and the level of the batch (jenjang angkatan)."""

    position: Position
    batch_level: Level


@rule("panduan-2019/participant", THREE_LEVELS, OWN_LEVEL)
def participant(facts: ParticipantFacts) -> Decision:
    """Judge whether an official of this position belongs in a batch of this level.

    The guide's preface names Pelaksana as a fourth level of personnel manager, but its framework, participants,
    modules and units know three: Pelaksana is a level without a programme. A functional position is none of the
    three either, as the guide equates none.

    >>> [finding.code for finding in participant(ParticipantFacts("pelaksana", "pengawas")).findings]
    ['not-a-level']
    """
    return compliance("panduan-2019/participant", level(facts), THREE_LEVELS, OWN_LEVEL)


def level(facts: ParticipantFacts) -> Iterator[Finding]:
    """One of the three levels, and the batch's own."""
    if facts.position not in LEVELS:
        yield violation("not-a-level", THREE_LEVELS, position=facts.position, levels=LEVELS)
    elif facts.position != facts.batch_level:
        yield violation("other-level", OWN_LEVEL, position=facts.position, batch_level=facts.batch_level)
