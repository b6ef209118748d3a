"""What the kit itself says about rows, before and around the importer's own check."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from mumpuni.exchange import cells
from mumpuni.exchange.importers import Importer, Row, column_letter
from mumpuni.exchange.reading import RawRow


def rows_of(importer: Importer, raw: Iterable[RawRow], mapping: Mapping[str, int]) -> list[Row]:
    """Rows of the table in the importer's words; columns that no field claims are left behind."""
    columns = letters(mapping)
    return [
        Row(
            number=each.number,
            cells={name: each.cells.get(index, "") for name, index in mapping.items()},
            columns=columns,
            flaws={name: each.flaws[index] for name, index in mapping.items() if index in each.flaws},
        )
        for each in raw
    ]


def letters(mapping: Mapping[str, int]) -> dict[str, str]:
    """The column letter of each field."""
    return {name: column_letter(index) for name, index in mapping.items()}


def read_cells(importer: Importer, rows: Iterable[Row]) -> None:
    """Fill each row's `values` from its cells, and report what cannot be read or is missing."""
    for row in rows:
        row.values, row.problems = {}, []
        for each in importer.fields:
            text = row.cells.get(each.name, "")
            if flaw := row.flaws.get(each.name):
                _report_flaw(row, each.name, flaw, str(each.label))
            elif text:
                try:
                    row.values[each.name] = each.parse(text)
                except cells.BadCell as bad:
                    row.fail(each.name, bad.code, bad.message, bad.mend)
            elif each.required:
                row.fail(
                    each.name,
                    "missing",
                    _("%(field)s kosong.") % {"field": each.label},
                    _("Isi %(field)s, atau lewati baris ini.") % {"field": each.label},
                )


def report_repeats(importer: Importer, rows: Iterable[Row]) -> None:
    """Report rows of one file that say the same thing twice, by the importer's `unique`; every one of them is told."""
    rows = list(rows)
    for names in importer.unique:
        same: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if key := _unique_key(row, names):
                same[key].append(row)
        label = " + ".join(str(importer.field(name).label) for name in names)
        for group in same.values():
            for row in group if len(group) > 1 else ():
                others = [str(other.number) for other in group if other is not row]
                row.fail(
                    names[0],
                    "repeated",
                    _("%(field)s sama dengan baris %(rows)s.")
                    % {"field": label, "rows": ", ".join(others[:5]) + ("…" if len(others) > 5 else "")},
                    _("Perbaiki isinya, atau lewati salah satu baris."),
                )


def keys_of(importer: Importer, row: Row) -> list[str]:
    """All keys by which this row has company."""
    unique = (_unique_key(row, names) for names in importer.unique)
    return sorted({key[:200] for key in (*unique, *importer.group_keys(row)) if key})


def _unique_key(row: Row, names: tuple[str, ...]) -> str:
    values = [row.values.get(name) for name in names]
    if any(value is None or value == "" for value in values):
        return ""
    return "=".join((",".join(names), ",".join(str(value) for value in values)))


def _report_flaw(row: Row, name: str, flaw: str, label: str) -> None:
    if flaw == "lost-digits":
        row.fail(
            name,
            flaw,
            _("%(field)s tersimpan sebagai angka, digit terakhir hilang.") % {"field": label},
            _("Ubah kolom menjadi Teks lalu isi ulang, atau perbaiki nilainya di sini."),
        )
    elif flaw == "formula-error":
        row.fail(
            name,
            flaw,
            _("Rumus di sel ini menghasilkan kesalahan."),
            _("Perbaiki rumusnya di Excel lalu unggah ulang, atau isi nilainya di sini."),
        )
    elif flaw == "formula-empty":
        row.fail(
            name,
            flaw,
            _("Rumus di sel ini belum dihitung."),
            _("Buka berkas di Excel lalu simpan agar nilainya tersimpan, atau isi nilainya di sini."),
        )
    else:
        row.fail(
            name,
            flaw,
            _("Sel berisi tulisan rumus, bukan nilai."),
            _("Isi nilainya, bukan rumus yang diawali tanda =."),
        )
