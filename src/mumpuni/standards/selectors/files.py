"""A version as files: the data of its book, the rows of its workbook and of its CSV."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.text import capfirst

from mumpuni.regulations import decide
from mumpuni.standards.codes import code_of, tail
from mumpuni.standards.models import CompetencyUnit, StandardVersion
from mumpuni.standards.selectors.register import Branch, tree
from mumpuni.standards.texts import text_blocks


def book(version: StandardVersion) -> dict[str, Any]:
    """What the layout `skk-pdn` prints."""
    standard = version.standard
    return {
        "name": standard.title,
        "code": standard.code,
        "position": str(standard.get_position_display()),
        "government": str(standard.get_government_display()) if standard.government else "",
        "version": version.number,
        "ground": legal_ground(version),
        "decree_number": version.decree_number,
        "decree_date": version.decree_date,
        "in_force_from": version.in_force_from,
        "in_force_until": version.in_force_until,
        "demo": standard.is_example,
        "draft": not version.is_published,
        "units": [_book_unit(version, branch) for branch in tree(version)],
    }


def legal_ground(version: StandardVersion) -> str:
    """The ground to print: the one edited for this version, else the rule's (Pasal 14)."""
    facts = {"document": "skk-pdn"}
    if version.legal_ground:
        facts["edited"] = version.legal_ground
    return str(decide("permendagri-11-2018/legal-ground", facts).values["ground"])


def sheet_rows(version: StandardVersion) -> Iterator[list[str]]:
    """The rows of the workbook in the layout that the import reads: kind of row, kind, title, element, KUK, texts."""
    blank = [""] * (len(CompetencyUnit.TEXTS) - 1)
    for branch in tree(version):
        unit = branch.unit
        front = [f"UK-{unit.kind}", unit.title]
        yield ["Unit", *front, "", "", *(getattr(unit, name) for name in CompetencyUnit.TEXTS[1:])]
        for element, criteria in branch.elements:
            yield ["Elemen", *front, element.title, "", *blank]
            for criterion in criteria:
                yield ["KUK", *front, element.title, criterion.title, *blank]


CSV_HEAD = ("kode", "jenis", "pengenal", "kode_induk", "teks")


def csv_rows(version: StandardVersion) -> Iterator[tuple[str, ...]]:
    """The rows of the CSV: code, what it is, identifier, code of what it hangs on, text."""
    standard = version.standard
    for branch in tree(version):
        unit = branch.unit
        code = code_of(standard, unit.kind, unit.number)
        yield code, f"UK-{unit.kind}", str(unit.identifier), standard.code, unit.title
        for element, criteria in branch.elements:
            own = code_of(standard, unit.kind, unit.number, element.number)
            yield own, f"EK-{unit.kind}", str(element.identifier), code, element.title
            for criterion in criteria:
                leaf = code_of(standard, unit.kind, unit.number, element.number, criterion.number)
                yield leaf, f"KUK-{unit.kind}", str(criterion.identifier), own, criterion.title


def _book_unit(version: StandardVersion, branch: Branch) -> dict[str, Any]:
    unit = branch.unit
    code = code_of(version.standard, unit.kind, unit.number)
    skipped = len(tail(unit.kind, unit.number)) + 1

    def parts(names: tuple[str, ...]) -> list[dict[str, Any]]:
        fields = ((capfirst(unit.name_of(name)), getattr(unit, name)) for name in names)
        return [{"label": label, "blocks": [asdict(block) for block in text_blocks(text)]} for label, text in fields]

    return {
        "code": code,
        "title": unit.title,
        "kind": str(unit.get_kind_display()),
        "description": parts(unit.DESCRIPTION),
        "guide": parts(unit.GUIDE),
        "variables": parts(unit.VARIABLES),
        "elements": [
            {
                "code": tail(unit.kind, unit.number, element.number)[skipped:],
                "title": element.title,
                "criteria": [
                    {
                        "code": tail(unit.kind, unit.number, element.number, criterion.number)[skipped:],
                        "text": criterion.title,
                    }
                    for criterion in criteria
                ],
            }
            for element, criteria in branch.elements
        ],
    }
