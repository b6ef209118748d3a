"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "standards.units.coded": _("Kode unit kompetensi diisi"),
    "standards.units.loaded": _("Unit kompetensi dimuat"),
    "standards.tree.imported": _("Naskah SKK-PDN dimasukkan dari berkas"),
}
