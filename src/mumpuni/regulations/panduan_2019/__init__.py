"""Panduan Pelatihan dan Sertifikasi Kompetensi Teknis Manajemen ASN, Pusat Pengembangan ASN, Maret 2019."""
