"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "certification.archive.taken": _("Sertifikat instansi diunduh sebagai ZIP"),
    "certification.certificate.fetched": _("Sertifikat diunduh"),
    "certification.certificate.issued": _("Sertifikat diterbitkan"),
    "certification.certificate.withdrawn": _("Sertifikat dicabut"),
    "certification.correction.drafted": _("Koreksi sertifikat disusun"),
    "certification.links.sent": _("Tautan sertifikat dikirim"),
    "certification.name.accepted": _("Usul nama diterima"),
    "certification.name.confirmed": _("Nama dikonfirmasi"),
    "certification.name.proposed": _("Perbaikan nama diusulkan"),
    "certification.name.refused": _("Usul nama ditolak"),
    "certification.names.asked": _("Konfirmasi nama diminta"),
    "certification.results.recorded": _("Hasil uji dicatat"),
    "certification.run.approved": _("Daftar penerbitan disetujui"),
    "certification.run.arranged": _("Ketentuan penerbitan diubah"),
    "certification.run.cancelled": _("Penerbitan dibatalkan"),
    "certification.run.declined": _("Daftar penerbitan ditolak"),
    "certification.run.drafted": _("Daftar penerbitan disusun"),
    "certification.run.finished": _("Penerbitan selesai"),
    "certification.run.reopened": _("Daftar penerbitan disusun ulang"),
    "certification.run.resumed": _("Penerbitan dilanjutkan"),
    "certification.run.selected": _("Pilihan penerbitan diubah"),
    "certification.run.stopped": _("Penerbitan berhenti"),
    "certification.run.submitted": _("Daftar penerbitan diajukan"),
    "certification.scheme.changed": _("Skema sertifikasi diubah"),
    "certification.scheme.made": _("Skema sertifikasi dibuat"),
    "certification.verdict.corrected": _("Keputusan penguji dikoreksi"),
}
