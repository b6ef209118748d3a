"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "standards.development.advanced": _("SP2-PDN maju satu tahap"),
    "standards.development.derived": _("SP2-PDN diturunkan dari SKK-PDN"),
    "standards.development.distributed": _("SP2-PDN didistribusikan"),
    "standards.development.ground-changed": _("Dasar hukum tercetak SP2-PDN diubah"),
    "standards.development.returned": _("Rancangan SP2-PDN dikembalikan"),
    "standards.development.set": _("SP2-PDN ditetapkan"),
    "standards.development.unit-changed": _("Isi unit SP2-PDN diubah"),
    "standards.guide.ended": _("Panduan penyelenggaraan diakhiri"),
    "standards.guide.recorded": _("Panduan penyelenggaraan dicatat"),
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
    "standards.units.coded": _("Kode unit kompetensi diisi"),
    "standards.units.loaded": _("Unit kompetensi dimuat"),
}
