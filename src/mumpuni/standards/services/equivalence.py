"""Loading tables of equivalences by Keputusan Menteri (Pasal 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations import Decision, Misfit, decide
from mumpuni.standards.models import EquivalenceRow, EquivalenceTable
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.words import MAY_NOT_DECIDE


@dataclass(frozen=True)
class TableRow:
    """A line to load: the rule's word for education or development, or a field of work with its least years."""

    key: str
    level: int
    min_years: int | None = None


@transaction.atomic
def load_table(
    *,
    actor: Any,
    kind: str,
    decision_number: str,
    decision_date: date,
    in_force_from: date,
    rows: Sequence[TableRow],
    example: bool = False,
) -> EquivalenceTable:
    """Load a table; it applies from its day until the next of its kind, and no decision already made changes.

    Raises:
        Refused: for others than Kepala BPSDM of the Ministry.
        Unusable: without a decision or rows, on a day that has a table, or with rows that Pasal 9 or 10 do not allow;
            rows are named by their index under "row-<index>".
    """
    require(policies.may_set_framework(actor), MAY_NOT_DECIDE)
    problems: dict[str, Any] = {}
    if not decision_number.strip():
        problems["decision_number"] = _("Tuliskan nomor Keputusan Menteri.")
    if EquivalenceTable.objects.filter(kind=kind, in_force_from=in_force_from).exists():
        problems["in_force_from"] = _("Sudah ada tabel jalur ini yang berlaku sejak hari itu; pilih hari lain.")
    if not rows:
        problems["rows"] = _("Isi paling sedikit satu baris.")
    found = row_problems(kind, rows, decision_number=decision_number)
    problems |= {f"row-{index}": sentences for index, sentences in found.items()}
    if problems:
        raise Unusable(problems)
    table = EquivalenceTable.objects.create(
        kind=kind,
        decision_number=decision_number.strip(),
        decision_date=decision_date,
        in_force_from=in_force_from,
        is_example=example,
        created_by=actor,
    )
    EquivalenceRow.objects.bulk_create(
        EquivalenceRow(table=table, key=row.key, min_years=row.min_years, level=row.level) for row in rows
    )
    audit.record(actor, "standards.equivalence_table.loaded", table, path=kind, rows=len(rows))
    return table


def row_problems(kind: str, rows: Sequence[TableRow], *, decision_number: str) -> dict[int, list[str]]:
    """What stands against each row, by its index, with the article; empty when nothing does.

    A table only narrows what Pasal 9 and 10 allow; for experience it is the only table there is.
    """
    found: dict[int, list[str]] = {}
    seen: set[tuple[str, int | None]] = set()
    for index, row in enumerate(rows):
        told = _against(kind, row, decision_number)
        if (row.key, row.min_years) in seen:
            told.append(_("Baris ini sudah ada di atasnya; hapus salah satu."))
        seen.add((row.key, row.min_years))
        if told:
            found[index] = told
    return found


def sentences(decision: Decision) -> list[str]:
    """What a rule refuses, each with its article, in the reader's language."""
    language = (get_language() or "id")[:2]
    return [
        f"{finding.message(language)} ({finding.citation})"
        for finding in decision.findings
        if finding.severity == "violation"
    ]


def _against(kind: str, row: TableRow, decision_number: str) -> list[str]:
    try:
        if kind == EquivalenceTable.Kind.EDUCATION:
            facts: dict[str, Any] = {"education": row.key, "level": row.level, "standard_met": True}
            if decision_number.strip():
                facts["ground"] = decision_number.strip()
            return sentences(decide("permendagri-11-2018/education-level-check", facts))
        if kind == EquivalenceTable.Kind.DEVELOPMENT:
            graduate = {"graduate_of": row.key, "level": row.level}
            return sentences(decide("permendagri-11-2018/development-level-check", graduate))
        if row.min_years is None:
            return [_("Isi paling sedikit berapa tahun.")]
        line = {"field": row.key, "min_years": str(row.min_years), "level": row.level}
        decide("permendagri-11-2018/equivalence", {"target_position": "pelaksana", "experience_table": [line]})
    except Misfit as problem:
        language = (get_language() or "id")[:2]
        return [each["message"] for each in problem.as_json(language)["fields"]]
    return []
