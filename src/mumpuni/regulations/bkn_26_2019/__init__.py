"""Peraturan BKN 26/2019: penilaian kompetensi manajerial dan sosial kultural."""
