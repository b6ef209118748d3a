"""Which batches the 2019 plan gives to which level (angkatan)."""

from dataclasses import dataclass

from mumpuni.regulations.finding import Citation, Decision, decision
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Level

JPT_PRATAMA = Citation(
    "panduan-2019",
    "Timeline Pelatihan JPT Pratama Angkatan 1-3",
    requirement="PAND-074",
    quote="Timeline Pelatihan JPT Pratama Angkatan 1-3",
)
PENGAWAS = Citation(
    "panduan-2019",
    "Timeline Pelatihan Pengawas Angkatan 4-18",
    requirement="PAND-075",
    quote="Timeline Pelatihan Pengawas Angkatan 4-18",
)
ADMINISTRATOR = Citation(
    "panduan-2019",
    "Timeline Pelatihan Administrator Angkatan 19-50",
    requirement="PAND-076",
    quote="Timeline Kegiatan Pelatihan Administrator Angkatan 19-50",
)

PLAN: tuple[tuple[Level, range, Citation], ...] = (
    ("jpt-pratama", range(1, 4), JPT_PRATAMA),
    ("pengawas", range(4, 19), PENGAWAS),
    ("administrator", range(19, 51), ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """`batch` is the running number of the season's plan (nomor angkatan); any whole number may be asked."""

    batch: int


@rule(
    "panduan-2019/batch-level",
    JPT_PRATAMA,
    PENGAWAS,
    ADMINISTRATOR,
    outcomes=("jpt-pratama", "pengawas", "administrator", "unknown-batch"),
)
def batch_level(facts: BatchFacts) -> Decision:
    """Name the level of a batch; a number outside the plan of 2019 belongs to no level.

    >>> batch_level(BatchFacts(18)).outcome, batch_level(BatchFacts(51)).outcome
    ('pengawas', 'unknown-batch')
    """
    for level, batches, citation in PLAN:
        if facts.batch in batches:
            return decision("panduan-2019/batch-level", level, (), citation)
    return decision("panduan-2019/batch-level", "unknown-batch", (), JPT_PRATAMA, PENGAWAS, ADMINISTRATOR)
