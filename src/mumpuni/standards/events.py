"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "standards.skk.commented": _("Naskah SKK-PDN dikomentari"),
    "standards.skk.comment_settled": _("Komentar naskah SKK-PDN diselesaikan"),
    "standards.skk.counterpart_added": _("Padanan unit kompetensi ditambahkan"),
    "standards.skk.counterpart_removed": _("Padanan unit kompetensi dihapus"),
    "standards.skk.heading_changed": _("Keterangan naskah SKK-PDN diubah"),
    "standards.skk.no_counterpart_marked": _("Unit kompetensi ditandai tanpa padanan"),
    "standards.skk.node_added": _("Bagian naskah SKK-PDN ditambahkan"),
    "standards.skk.node_moved": _("Bagian naskah SKK-PDN dipindahkan"),
    "standards.skk.node_removed": _("Bagian naskah SKK-PDN dihapus"),
    "standards.skk.node_restored": _("Isi lama naskah SKK-PDN dikembalikan"),
    "standards.skk.opened": _("SKK-PDN dibuka"),
    "standards.skk.renumbered": _("Naskah SKK-PDN dinomori ulang"),
    "standards.skk.units_copied": _("Unit kompetensi disalin dari standar lain"),
    "standards.skk.version_opened": _("Versi baru SKK-PDN dibuka"),
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
