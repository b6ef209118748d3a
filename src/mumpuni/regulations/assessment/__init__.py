"""Aturan di atas satu peraturan: edisi mana yang mengatur sebuah penilaian kompetensi."""
