"""Competency assessment under Peraturan BKN 26/2019 and Perka BKN 11/2008 (penilaian kompetensi)."""
