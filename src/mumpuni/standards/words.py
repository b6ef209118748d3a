"""Sentences that more than one room says."""

from django.utils.translation import gettext_lazy as _

MAY_NOT_SEE = _("Daftar unit kompetensi dilihat oleh penyelenggara, penguji, penanda tangan, dan pengawas program.")
MAY_NOT_SEE_STANDARDS = _("Masuklah dahulu untuk melihat standar kompetensi.")
MAY_NOT_DRAFT = _("Naskah ini diubah oleh tim penyusunnya dan BPSDM Kementerian.")
MAY_NOT_DECIDE = _("Hal ini diputuskan oleh Kepala BPSDM Kementerian.")
TEXT_IS_CLOSED = _("Versi ini sudah ditetapkan; naskahnya tidak berubah lagi. Buka versi baru lewat kaji ulang.")
MAY_NOT_VERIFY = _("Verifikasi dicatat oleh verifikator standar ini atau BPSDM Kementerian.")
MAY_NOT_RETURN = _("Rancangan dikembalikan oleh verifikator standar ini atau BPSDM Kementerian.")
MAY_NOT_SEE_BOARD = _("Papan tahapan dilihat oleh penyusun, verifikator, BPSDM, penyelenggara, dan pengawas.")
MAY_NOT_SEE_DRAFT_WORK = _("Riwayat dan komentar naskah dibuka bagi tim penyusun, verifikator, dan pengawasnya.")
MAY_NOT_SEE_OFFICIALS = _("Daftar ini dibuka bagi BPSDM, penyelenggara, dan pengelola kepegawaian instansi.")
MAY_NOT_KEEP_ATTAINMENTS = _(
    "Capaian pegawai dicatat pengelola kepegawaian instansinya, penyelenggara, dan BPSDM Kementerian."
)
MAY_NOT_SEE_DICTIONARY = _("Masuklah dahulu untuk melihat kamus kompetensi.")
MAY_NOT_KEEP_DICTIONARY = _("Kamus kompetensi disusun penyelenggara dan BPSDM Kementerian.")
MAY_NOT_SEE_POSITION_STANDARDS = _(
    "Standar jabatan dilihat penyelenggara, BPSDM Kementerian, instansi pembina, auditor, dan pengelola kepegawaian "
    "instansi."
)
MAY_NOT_KEEP_POSITION_STANDARD = _(
    "Standar jabatan disusun penyelenggara, BPSDM Kementerian, atau pengelola kepegawaian instansi jabatan itu; "
    "standar jenjang hanya oleh penyelenggara dan BPSDM."
)
MAY_NOT_MAP_MODULES = _("Kode modul dan unitnya diisi oleh penyelenggara.")
MAY_NOT_DERIVE = _("SP2-PDN disusun oleh BPSDM Kementerian.")
MAY_NOT_KEEP_GUIDES = _("Panduan penyelenggaraan dicatat oleh BPSDM Kementerian.")
MAY_NOT_EDIT_GROUND = _("Dasar hukum tercetak diubah oleh BPSDM Kementerian dan administrator sistem.")
SP2_IS_SET = _("SP2-PDN ini sudah ditetapkan; isinya tidak berubah lagi. Susun SP2-PDN baru dari versi SKK-PDN baru.")
