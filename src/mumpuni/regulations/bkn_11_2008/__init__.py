"""Peraturan Kepala BKN 11/2008: Pedoman Penilaian Kompetensi PNS dalam Jabatan Struktural, in force from 2008-06-06."""
