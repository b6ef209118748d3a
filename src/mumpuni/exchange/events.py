"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "exchange.import.checked": _("Berkas impor diperiksa"),
    "exchange.import.confirm_requested": _("Impor diminta dimasukkan"),
    "exchange.import.confirmed": _("Impor dimasukkan"),
    "exchange.import.mapped": _("Kolom impor dicocokkan"),
    "exchange.import.row_mended": _("Baris impor diperbaiki"),
    "exchange.import.rows_skipped": _("Baris impor dilewati"),
    "exchange.import.rows_taken": _("Baris impor diambil"),
    "exchange.import.rows_unskipped": _("Baris impor dikembalikan"),
    "exchange.import.sheet_chosen": _("Lembar impor dipilih"),
    "exchange.import.undone": _("Impor dibatalkan"),
    "exchange.import.uploaded": _("Berkas impor diunggah"),
    "exchange.mail.retried": _("Surel dikirim ulang"),
}
