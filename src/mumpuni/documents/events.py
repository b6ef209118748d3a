"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "documents.authority.made": _("Otoritas sertifikat dibuat"),
    "documents.document.stored": _("Dokumen disimpan"),
    "documents.key.made": _("Kunci tanda tangan dibuat"),
    "documents.key.revoked": _("Kunci tanda tangan dicabut"),
    "documents.series.changed": _("Pola nomor diubah"),
}
