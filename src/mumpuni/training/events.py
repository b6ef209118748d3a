"""What this app's events are called on the auditor's page."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "training.batch.changed": _("Angkatan diubah"),
    "training.curriculum.dropped": _("Dasar kurikulum dilepas"),
    "training.curriculum.named": _("Dasar kurikulum dipilih"),
    "training.jp.recorded": _("JP pelatihan dicatat"),
    "training.nominations.accepted": _("Usulan diterima"),
    "training.nominations.made": _("Usulan dikirim"),
    "training.nominations.moved": _("Peserta dipindahkan"),
    "training.nominations.removed": _("Usulan dihapus"),
    "training.nominations.withdrawn": _("Usulan ditarik"),
    "training.season.closed": _("Musim ditutup"),
    "training.season.opened": _("Musim dibuka"),
    "training.season.planned": _("Musim disusun"),
}
