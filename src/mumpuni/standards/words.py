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
MAY_NOT_DERIVE = _("SP2-PDN disusun oleh BPSDM Kementerian.")
MAY_NOT_KEEP_GUIDES = _("Panduan penyelenggaraan dicatat oleh BPSDM Kementerian.")
MAY_NOT_EDIT_GROUND = _("Dasar hukum tercetak diubah oleh BPSDM Kementerian dan administrator sistem.")
SP2_IS_SET = _("SP2-PDN ini sudah ditetapkan; isinya tidak berubah lagi. Susun SP2-PDN baru dari versi SKK-PDN baru.")
