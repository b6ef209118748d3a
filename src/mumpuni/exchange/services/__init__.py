"""Writes of this app; imports of spreadsheets are re-exported here, `progress` and `mail` are modules of their own."""

from mumpuni.exchange.services.checking import run_check
from mumpuni.exchange.services.entering import confirm, run_confirm, undo
from mumpuni.exchange.services.mending import mend_row, skip_rows, take_rows, unskip_rows
from mumpuni.exchange.services.uploading import AlreadyUploaded, choose_sheet, map_columns, upload

__all__ = [
    "AlreadyUploaded",
    "choose_sheet",
    "confirm",
    "map_columns",
    "mend_row",
    "run_check",
    "run_confirm",
    "skip_rows",
    "take_rows",
    "undo",
    "unskip_rows",
    "upload",
]
