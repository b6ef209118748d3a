"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "standards.member.added": _("Anggota tim penyusun ditambahkan"),
    "standards.member.ended": _("Tugas anggota tim penyusun berakhir"),
    "standards.output.added": _("Dokumen tahap ditambahkan"),
    "standards.output.removed": _("Dokumen tahap dihapus"),
    "standards.requirement.added": _("Dokumen wajib tahap ditambahkan"),
    "standards.requirement.ended": _("Dokumen wajib tahap diakhiri"),
    "standards.requirements.loaded": _("Daftar dokumen tahap dimuat"),
    "standards.version.advanced": _("SKK-PDN maju satu tahap"),
    "standards.version.reminded": _("Pengingat tahap SKK-PDN dikirim"),
    "standards.version.returned": _("Rancangan SKK-PDN dikembalikan"),
    "standards.version.reviewed": _("SKK-PDN dikaji ulang"),
    "standards.version.set": _("SKK-PDN ditetapkan"),
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
}
