"""Outcomes, figures and facts of rules in the words of the screens."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "compliant": _("Memenuhi"),
    "non-compliant": _("Tidak memenuhi"),
    "competent": _("Kompeten"),
    "partly-competent": _("Kompeten sebagian"),
    "not-yet-competent": _("Belum kompeten"),
    "listed": _("Tercantum"),
    "unknown-batch": _("Angkatan tidak dikenal"),
    "attendance": _("Sertifikat pelatihan"),
    "competence": _("Sertifikat kompetensi"),
    "held": _("Unit yang dipenuhi"),
    "required": _("Unit yang dipersyaratkan"),
    "documents": _("Dokumen yang menjadi hak"),
    "held_units": _("Unit kompetensi yang dipenuhi"),
    "missing_units": _("Unit kompetensi yang belum dipenuhi"),
    "units": _("Unit kompetensi"),
    "count": _("Jumlah"),
    "training_jp": _("Jam pelajaran (JP) yang diikuti"),
    "qualification": _("Kualifikasi"),
    "asn": _("Pegawai ASN"),
    "manages_asn": _("Menyelenggarakan manajemen ASN"),
    "pik_graduate": _("Lulusan Pendidikan Ilmu Kepegawaian"),
    "batch": _("Angkatan"),
    "batch_level": _("Jenjang angkatan"),
    "position": _("Jenjang jabatan"),
}

#: What the details of an event are called; apart, since the rules use some of these words for their own facts.
DETAILS = {
    "count": _("Jumlah"),
    "reason": _("Alasan"),
    "view": _("Halaman"),
    "method": _("Cara"),
    "answer": _("Jawaban"),
    "and_more": _("Percobaan berikutnya dalam lima menit itu tidak dicatat"),
}
