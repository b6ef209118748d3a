"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "standards.units.coded": _("Kode unit kompetensi diisi"),
    "standards.units.loaded": _("Unit kompetensi dimuat"),
    "standards.framework.loaded": _("Jenjang KKA-PDN dimuat"),
    "standards.framework.set": _("Edisi KKA-PDN ditetapkan"),
    "standards.equivalence_table.loaded": _("Tabel penyetaraan dimuat"),
    "standards.attainment.recorded": _("Capaian kompetensi dicatat"),
    "standards.attainment.corrected": _("Capaian kompetensi diperbaiki"),
    "standards.attainment.ended": _("Capaian kompetensi diakhiri"),
    "standards.experience.recorded": _("Pengalaman kerja dicatat"),
    "standards.experience.corrected": _("Pengalaman kerja diperbaiki"),
    "standards.experience.ended": _("Pengalaman kerja diakhiri"),
    "standards.level.decided": _("Jenjang pegawai diputuskan"),
}
