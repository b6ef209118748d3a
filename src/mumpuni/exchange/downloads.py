"""Files that an import gives back: the template to fill in, and the rows that did not fit."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from mumpuni.exchange import exports, guards
from mumpuni.exchange.exports import Column
from mumpuni.exchange.importers import Importer
from mumpuni.exchange.models import ImportBatch
from mumpuni.exchange.selectors import rows_of

_LIST_ROWS = 1_000


def template_file(importer: Importer) -> bytes:
    """An empty workbook of this kind: headings, an example row, drop-downs, and a sheet that explains each column."""
    file = io.BytesIO()
    fields = importer.fields
    with xlsxwriter.Workbook(file, {**exports.OPTIONS, "constant_memory": False}) as book:
        columns = [Column(str(each.label), each.width, text=True) for each in fields]
        sheet = exports.write_sheet(book, _("Data"), columns, [[each.example for each in fields]])
        for index, each in enumerate(fields):
            if each.choices and sum(len(choice) + 1 for choice in each.choices) < 250:
                sheet.data_validation(1, index, _LIST_ROWS, index, {"validate": "list", "source": list(each.choices)})
        notes = [
            [
                str(each.label),
                _("wajib") if each.required else _("boleh kosong"),
                str(each.help) or ", ".join(each.choices),
                each.example,
            ]
            for each in fields
        ]
        notes += [
            [],
            [_("Baris kedua lembar Data adalah contoh: hapus atau timpa.")],
            [_("Isi NIP dan NIK sebagai teks; kolomnya sudah disiapkan sebagai teks.")],
            [_("Paling banyak %(rows)d baris dan 20 MB per berkas.") % {"rows": guards.MAX_ROWS}],
        ]
        heads = [Column(_("Kolom"), 30), Column(_("Isian"), 16), Column(_("Keterangan"), 60), Column(_("Contoh"), 30)]
        exports.write_sheet(book, _("Petunjuk"), heads, notes)
    return file.getvalue()


def error_file(batch: ImportBatch, importer: Importer) -> bytes:
    """The bad and skipped rows as they stand now, with row number and "Masalah"; fit to be mended and sent in."""
    fields = [each for each in importer.fields if each.name in batch.mapping]
    columns = [
        *(Column(str(each.label), each.width, text=True) for each in fields),
        Column(_("Baris asal"), 12),
        Column(_("Masalah"), 80),
    ]
    rows = [*rows_of(batch, "bermasalah"), *rows_of(batch, "dilewati")]
    lines = (
        [
            *(row.cells.get(each.name, "") for each in fields),
            row.number,
            " ".join(_problem(problem) for problem in row.problems) or _("Dilewati"),
        ]
        for row in sorted(rows, key=lambda row: row.number)
    )
    return exports.workbook(columns, lines, _("Baris bermasalah"))


def _problem(problem: dict[str, str]) -> str:
    where = _("Kolom %(column)s: ") % {"column": problem["column"]} if problem["column"] else ""
    return f"{where}{problem['message']} {problem['mend']}"
