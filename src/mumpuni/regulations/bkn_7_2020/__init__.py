"""Peraturan BKN 7/2020: Pedoman Penyelenggaraan Sertifikasi Kompetensi Teknis Manajemen ASN."""
