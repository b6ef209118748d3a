"""Exercises for the demo, written for it: nobody is assessed with them, and each says so."""

_HEAD = "CONTOH – ditulis untuk peragaan Mumpuni; tidak dipakai menilai siapa pun.\n\n"

_TEXTS = {
    "case-analysis": """Anda baru tiga bulan memimpin bidang layanan di sebuah kota pelabuhan. Waktu tunggu \
izin naik \
dari empat menjadi sebelas hari, padahal jumlah pemohon tetap. Dua kepala seksi saling menunjuk sebagai penyebab. \
Lampiran: tabel waktu per tahap selama enam bulan, catatan keluhan dari loket, dan surat serikat pedagang.

Tugas, 60 menit, tertulis:
1. Tunjukkan dari tabel di tahap mana waktu bertambah, dan apa yang belum dapat disimpulkan.
2. Ajukan dua jalan keluar beserta risiko, biaya, dan siapa yang terdampak.
3. Tulis keputusan Anda, langkah tiga bulan pertama, dan cara mengetahui bahwa keputusan itu keliru.""",
    "presentation": """Pimpinan meminta Anda memaparkan usul Anda dari analisis kasus kepada tiga orang: kepala dinas, \
ketua serikat pedagang, dan kepala loket yang akan menjalankannya.

Persiapan 20 menit, paparan 10 menit, tanya jawab 15 menit. Paling sedikit satu pertanyaan menyangkal data Anda, dan \
satu meminta perlakuan khusus bagi seorang pemohon.""",
    "leaderless-group-discussion": """Kelompok Anda adalah panitia pembagian anggaran perbaikan enam sekolah; dananya \
cukup untuk tiga. Setiap peserta memegang lembar tentang satu sekolah: jumlah murid, kerusakan, jarak, dan satu hal \
yang tidak diketahui peserta lain.

Waktu 50 menit, tanpa pemimpin yang ditunjuk. Hasil: satu daftar urutan yang disepakati semua dan alasannya. Bila \
waktu habis tanpa kesepakatan, dana kembali ke kas.""",
    "competency-interview": """Panduan pewawancara. Minta satu kejadian nyata dua tahun terakhir untuk setiap \
kompetensi.

Gali berurutan: keadaan dan tugasnya; apa yang Anda pikirkan saat itu; apa yang tepatnya Anda lakukan dan katakan; \
bagaimana akhirnya; apa yang akan Anda lakukan lain. Jangan menawarkan jawaban. Kembalikan "kami" menjadi "Anda". \
Tuliskan kata-kata Assessee, bukan kesan Anda.""",
    "in-basket": """Anda menggantikan seorang deputi yang sakit mendadak. Pukul 08.00, dan pukul 09.30 Anda \
terbang tanpa \
sambungan selama enam jam. Di meja ada empat belas berkas: undangan rapat yang berbenturan, nota hasil audit, \
keluhan \
seorang bupati, dua usul mutasi yang saling meniadakan, konsep pidato, dan pesan pribadi dari seorang rekanan.

Tugas, 90 menit: untuk tiap berkas tulis apa yang Anda lakukan, siapa yang Anda beri tugas dan sampai kapan, \
dan apa yang \
sengaja Anda tunda.""",
    "role-play": """Lembar pemeran: Anda Rudi, staf terbaik di bagian ini, dua kali tidak dipromosikan. Anda \
mulai terlambat \
dan diam dalam rapat. Anda tidak akan menyebut sebabnya sebelum ditanya dengan sungguh-sungguh; bila ditanya, Anda \
bercerita bahwa janji pelatihan tahun lalu tidak ditepati.

Lembar Assessee: Anda atasan Rudi. Bicaralah dengannya selama 25 menit. Sesudahnya tulis dalam lima menit apa \
yang Anda \
berdua sepakati.""",
}


def text_of(code: str) -> str:
    """The exercise for an instrument, marked as an example; empty where the demo has none."""
    return _HEAD + _TEXTS[code] if code in _TEXTS else ""
