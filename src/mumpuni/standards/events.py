"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "standards.units.coded": _("Kode unit kompetensi diisi"),
    "standards.units.loaded": _("Unit kompetensi dimuat"),
    "standards.modules.loaded": _("Modul pembelajaran dimuat"),
    "standards.module.changed": _("Modul pembelajaran diubah"),
    "standards.dictionary.loaded": _("Kamus kompetensi dimuat dari katalog"),
    "standards.dictionary.drafted": _("Edisi kamus kompetensi dibuka"),
    "standards.dictionary.filled": _("Isi edisi kamus kompetensi diganti"),
    "standards.dictionary.published": _("Edisi kamus kompetensi diterbitkan"),
    "standards.dictionary.discarded": _("Konsep kamus kompetensi dibuang"),
    "standards.position_standards.loaded": _("Standar jenjang dimuat dari katalog"),
    "standards.position_standards.imported": _("Konsep standar jabatan diimpor"),
    "standards.position_standard.drafted": _("Konsep standar jabatan dibuka"),
    "standards.position_standard.changed": _("Konsep standar jabatan diubah"),
    "standards.position_standard.published": _("Standar jabatan diterbitkan"),
    "standards.position_standard.discarded": _("Konsep standar jabatan dibuang"),
}
