"""Sentences that more than one room says."""

from django.utils.translation import gettext_lazy as _

MAY_NOT_MANAGE = _("Data penyelenggara diubah oleh pengelola penilaiannya.")
MAY_NOT_SEE_EVENT = _("Kegiatan ini hanya terbuka bagi penyelenggara, tim penilaian, dan instansi pembina.")
MAY_NOT_PLAN = _("Rencana kegiatan diubah oleh ketua tim dan admin yang bertugas.")
HAS_BEGUN = _("Pelaksanaan sudah dimulai; rencananya tidak diubah lagi.")
IS_FROZEN = _("Rancangan sudah dikunci. Buka kuncinya dengan alasan, lalu ubah.")
CHANGED_MEANWHILE = _(
    "Orang lain mengubah kegiatan ini sejak halaman Anda dibuka. Perubahan Anda belum disimpan: "
    "muat ulang, lihat yang berubah, lalu ulangi."
)
MAY_NOT_ASK = _("Permintaan penilaian ditulis pengelola kepegawaian instansi itu sendiri.")
MAY_NOT_ANSWER = _("Permintaan dijawab pengelola penilaian dari penyelenggara yang diminta.")
MAY_NOT_DESIGNATE = _("Yang mengikuti penilaian ditetapkan Pejabat Pembina Kepegawaian instansi itu sendiri.")
MAY_NOT_SEE_CALENDAR = _("Kalender ini dibuka bagi pengelola penilaian dari penyelenggara itu.")
MAY_NOT_SETTLE = _("Pertanyaan kepada Kepala BKN dijawab instansi pembina.")
REQUEST_CHANGED = _(
    "Orang lain mengubah atau menjawab permintaan ini sejak halaman Anda dibuka. Perubahan Anda belum disimpan: "
    "muat ulang, lihat yang berubah, lalu ulangi."
)
REQUEST_SENT = _(
    "Permintaan ini sudah dikirim; isinya tidak berubah lagi. Orang yang batal ikut masih dapat ditarik dengan alasan."
)
MAY_NOT_SEE_REQUESTS = _(
    "Permintaan dibuka bagi instansi yang meminta, penyelenggara yang diminta, dan instansi pembina."
)
MAY_NOT_LIST_EVENTS = _("Daftar kegiatan dibuka oleh penyelenggara, tim penilaian, dan instansi pembina.")
MAY_NOT_KEEP_CHECKLISTS = _("Contoh daftar periksa diubah oleh instansi pembina dan administrator sistem.")

#: The methods of Perka 11/2008 in the words of its rules (Lampiran II.C.1).
METHODS_2008 = (
    ("interview", _("Wawancara kompetensi")),
    ("questionnaire", _("Kuesioner kompetensi")),
    ("psychometrics", _("Psikometri")),
    ("case-analysis", _("Analisis kasus")),
    ("presentation", _("Presentasi")),
    ("assessment-center", _("Assessment Center")),
)
#: The only purpose that Perka 11/2008 knows (Lampiran I.C.6).
PURPOSE_2008 = _("Pengangkatan dalam jabatan struktural")
MAY_NOT_SEE_PROVIDERS = _("Data penyelenggara terbuka bagi pengelola penilaiannya dan instansi pembina.")
MAY_NOT_REGISTER_PROVIDER = _("Penyelenggara didaftarkan oleh instansi pembina.")
MAY_NOT_RECOGNISE = _("Pengakuan kelayakan dicatat dan dicabut oleh instansi pembina.")
MAY_NOT_SEE_REGISTER = _("Register terbuka bagi pengelola penilaian dan instansi pembina.")
MAY_NOT_KEEP_PRACTITIONER = _("Data orang ini diubah oleh pengelola penilaian penyelenggaranya.")
MAY_NOT_GRANT_EQUIVALENCE = _("Penyetaraan ditetapkan oleh instansi pembina.")
MAY_NOT_MOVE = _("Perpindahan antarpenyelenggara dicatat oleh instansi pembina.")
MAY_NOT_SEE_INSTRUMENTS = _("Daftar alat ukur terbuka bagi pengelola dan tim penilaian serta instansi pembina.")
MAY_NOT_KEEP_INSTRUMENTS = _("Daftar alat ukur dipakai bersama dan diubah oleh instansi pembina.")
MAY_NOT_LOAD_RESULTS = _("Hasil terdahulu dimuat oleh pengelola penilaian dan instansi pembina.")
MAY_NOT_READ_RESULT = _(
    "Isi laporan ini dibuka bagi yang bersangkutan, pejabat pembina kepegawaiannya, dan instansi pembina."
)
ROOMS_CHANGED_MEANWHILE = _(
    "Orang lain mengubah ruang di tempat ini sejak halaman Anda dibuka. Perubahan Anda belum disimpan: "
    "muat ulang di tab lain, lihat yang berubah, lalu ulangi."
)
MAY_NOT_SEE_INTERESTS = _("Pernyataan kepentingan dibaca ketua tim, admin, dan pengelola penilaian.")
MAY_NOT_REPLACE = _("Anggota diganti oleh pengelola penilaian, ketua tim, atau admin yang bertugas.")
MAY_NOT_DECLARE = _("Pernyataan kepentingan diisi anggota tim yang bertemu Assessee, untuk dirinya sendiri.")
MAY_NOT_WRITE_DUTIES = _("Uraian tugas diubah oleh instansi pembina.")
MAY_NOT_READ_DUTIES = _("Uraian tugas dibaca instansi pembina dan pengelola penilaian.")
MAY_NOT_FILL = _("Formulir ini hanya diisi oleh Assessee yang bersangkutan.")
MAY_NOT_WATCH_FORMS = _("Formulir Assessee dibuka ketua tim, admin, dan Assessor kelompoknya.")
MAY_NOT_ANSWER_ACCOMMODATION = _("Penyesuaian dijawab oleh ketua tim.")
NOT_RUNNING = _("Pelaksanaan kegiatan ini belum dimulai, atau sudah ditutup.")
MAY_NOT_SEE_DAY = _("Halaman pelaksanaan terbuka bagi penyelenggara dan tim penilaian.")
MAY_NOT_RECORD_DAY = _("Pelaksanaan dicatat oleh ketua tim dan admin yang bertugas; tes juga oleh Tester.")
MAY_NOT_WAIVE = _("Hanya ketua tim yang membebaskan Assessee dari sebuah alat ukur.")
MAY_NOT_SIGN_PRESENCE = _("Kehadiran ditandatangani anggota tim, masing-masing untuk dirinya.")
MAY_NOT_NOTE_INCIDENTS = _("Kejadian dicatat oleh anggota tim yang bertugas.")
MAY_NOT_KEEP_FORMS = _("Naskah formulir disusun instansi pembina atau administrator sistem.")
FORMS_ARE_CLOSED = _("Kegiatan ini sudah berakhir bagi Anda; formulirnya tidak diubah lagi.")
NOT_DUE_YET = _("Formulir ini diisi sesudah hari penilaian.")
ALREADY_SUBMITTED = _("Formulir ini sudah dikirim. Minta admin mengembalikannya bila ada yang harus diubah.")
# Observation sheets
MAY_NOT_READ_SHEET = _("Lembar observasi dibuka hanya oleh penilai yang menulisnya.")
MAY_NOT_WRITE_SHEET = _(
    "Lembar ini diisi oleh Assessor yang ditugaskan mengamati Assessee itu dan tidak berkepentingan dengannya."
)
MAY_NOT_FOLLOW_SHEETS = _("Papan lembar observasi dibuka ketua tim, admin, dan pengelola penilaian.")
MAY_NOT_READ_SCAN = _(
    "Pindaian ini dibuka penulisnya; ketua tim dan penilai lain membacanya sesudah lembar itu, dan milik mereka "
    "sendiri, dikirim."
)
#: Why a step of a sheet was kept and not carried out.
REFUSED_STEPS = {
    "late": _("Lembar sudah dikirim dan dikunci sebelum langkah ini tiba."),
    "closed": _("Kegiatan tidak sedang berjalan."),
    "interest": _("Anda tercatat berkepentingan dengan Assessee ini, sehingga tidak menilainya."),
    "overtaken": _("Sudah ada isian yang lebih baru dari perangkat lain."),
    "unknown-step": _("Jenis langkah ini tidak dikenal."),
    "unknown-note": _("Catatan yang dimaksud tidak ada pada lembar ini."),
    "known-note": _("Catatan dengan nomor yang sama sudah ada dengan isi lain."),
    "note-removed": _("Catatan yang dimaksud sudah dicabut."),
    "empty-note": _("Catatan ini kosong."),
    "unknown-line": _("Kompetensi itu tidak diukur dengan alat ukur ini."),
    "unknown-indicator": _("Indikator itu bukan dari kompetensi yang dipilih."),
    "level": _("Level harus 0 sampai 5, paling banyak dua angka di belakang koma."),
    "unreadable": _("Isi langkah ini tidak terbaca."),
    "unrated": _("Belum semua kompetensi dinilai."),
    "no-evidence": _("Ada level tanpa catatan yang mendukungnya."),
    "no-scan": _("Lembar kertas dikirim bersama pindaiannya; unggah dahulu."),
}
MAY_NOT_HAND_IN = _("Hasil kerja diserahkan Assessee sendiri, atau oleh ketua tim dan admin baginya.")
MAY_NOT_SEE_WORK = _("Hasil kerja dibuka bagi ketua tim, admin, Assessor kelompoknya, dan Narasumber presentasi.")
MAY_NOT_ADD_TESTS = _("Berkas hasil tes psikologi disimpan oleh Tester kegiatan ini.")
MAY_NOT_SEE_TESTS = _("Halaman tes psikologi terbuka bagi Tester, psikolog tim, ketua tim, dan admin.")
MAY_NOT_INTERPRET = _(
    "Tes psikologi hanya ditafsirkan oleh anggota tim yang berlatar belakang psikolog "
    "(Peraturan BKN 26/2019 Pasal 14 atau 15 ayat (2) huruf b)."
)
MAY_NOT_READ_POTENTIAL = _(
    "Profil potensi dibuka psikolog tim; ketua tim dan Assessor kelompoknya membacanya sesudah ditandatangani."
)
MAY_NOT_KEEP_ASPECTS = _("Daftar aspek potensi disusun instansi pembina.")
MAY_NOT_SEE_FILES = _("Daftar laporan terbuka bagi penyelenggara, tim yang menilai, dan penanda tangannya.")
MAY_NOT_SIGN = _("Laporan ditandatangani pimpinan penyelenggara atau penanggung jawab pada tim.")
MAY_NOT_DELIVER = _("Laporan disampaikan oleh pengelola penilaian, ketua tim, dan admin kegiatan ini.")
MAY_NOT_RELEASE = _("Laporan dibuka bagi Assessee oleh pengelola penilaian dan ketua tim.")
MAY_NOT_LIST_REPORTS = _(
    "Laporan yang disampaikan dibaca pejabat pembina kepegawaian, instansi pembina, dan penerimanya."
)
SIGNED_ALREADY = _("Laporan ini sudah ditandatangani.")
OPENING_IS_OVER = _("Waktu membaca sudah lewat. Buka lagi laporannya dan sebut keperluannya.")
MAY_NOT_RECOMMEND = _("Rekomendasi dicatat anggota Baperjakat yang memegang salinan usul yang masih berjalan.")
MAY_NOT_KEEP = _("Berkasnya diunduh pemegang salinan bernomor dan Assessee sendiri; Anda membacanya di layar.")
# After the report
MAY_NOT_SEE_AFTER = _("Tindak lanjut kegiatan ini terbuka bagi penyelenggara, tim penilaian, dan instansi pembina.")
MAY_NOT_GIVE_FEEDBACK = _("Umpan balik dicatat dan dibaca ketua tim, admin, dan Assessor kegiatan ini.")
MAY_NOT_OBJECT = _("Keberatan hanya diajukan Assessee atas hasilnya sendiri.")
MAY_NOT_ANSWER_OBJECTION = _("Keberatan dibaca dan dijawab ketua tim.")
MAY_NOT_CLOSE = _("Kegiatan ditutup oleh ketua tim atau admin yang bertugas.")
MAY_NOT_PASS_ON = _("Laporan penyelenggaraan diteruskan pengelola kepegawaian atau PPK Instansi Pengguna.")
MAY_NOT_MONITOR = _("Mutu penyelenggaraan diperiksa oleh instansi pembina.")
MAY_NOT_USE = _("Pemanfaatan hasil dicatat pengelola kepegawaian atau PPK instansi yang meminta penilaiannya.")
MAY_NOT_FOLLOW_RESULTS = _("Pemanfaatan hasil dibuka bagi pengelola kepegawaian, PPK, dan instansi pembina.")
MAY_NOT_SEE_RESULTS = _("Hasil dibaca ketua tim dan Assessor kegiatan ini; yang lain membaca laporannya.")
MAY_NOT_READ_TEAM_RESULT = _(
    "Hasil ini dibaca ketua tim dan Assessor yang menilai orang ini; yang lain membaca laporannya."
)
MAY_NOT_TAKE_RECAP = _("Rekap hasil diambil ketua tim.")
MAY_NOT_CHAIR = _("Rapat integrasi dipimpin ketua tim.")
MAY_NOT_MEET_TIED = _("Anda berkepentingan dengan Assessee ini; rapatnya dipimpin orang lain.")
MAY_NOT_SEE_RATINGS = _(
    "Nilai Assessor lain terbuka sesudah semua lembar Anda sendiri dikirim dan rapatnya dibuka ketua tim."
)
MAY_NOT_SPEAK = _("Pendapat dinyatakan oleh yang hadir dalam rapat, masing-masing untuk dirinya.")
MAY_NOT_SEE_MEETINGS = _("Rapat integrasi terbuka bagi ketua tim, admin, dan yang menilai.")
MAY_NOT_COMPARE = _("Kesepakatan antarpenilai dibaca ketua tim dan instansi pembina.")
MAY_NOT_READ_FIGURES = _("JPM dan kategori dibuka bagi PPK dan instansi pembina.")
MAY_NOT_READ_EXERCISE = _("Naskah simulasi dibaca instansi pembina dan tim kegiatan yang memakainya.")
# Writing reports
SENTENCE_OF_THE_WHOLE = _(
    "Bagian ini tentang keseluruhan laporan; kompetensi dan level hanya bagi uraian, kekuatan, dan area pengembangan."
)
MAY_NOT_SEE_SENTENCES = _("Perpustakaan kalimat terbuka bagi pengelola penilaian dan instansi pembina.")
MAY_NOT_KEEP_SENTENCES = _(
    "Kalimat penyelenggara disusun pengelola penilaiannya, dan kalimat bersama oleh instansi pembina."
)
MAY_NOT_SEE_REPORTS = _("Laporan yang sedang ditulis terbuka bagi ketua tim, penulis, dan penelaahnya.")
MAY_NOT_ASSIGN_REPORTS = _("Penulis dan penelaah laporan ditentukan ketua tim.")
MAY_NOT_READ_DRAFT = _("Laporan ini dibaca ketua tim, penulis, dan penelaahnya, yang tidak berkepentingan.")
MAY_NOT_WRITE_REPORT = _("Laporan ini hanya diisi penulisnya.")
MAY_NOT_REVIEW_REPORT = _("Laporan ini hanya ditelaah penelaah yang ditunjuk.")
REPORT_TEXT_CHANGED = _(
    "Ada bagian yang disimpan di jendela lain sewaktu Anda menulis. Belum ada yang ditimpa: bandingkan keduanya, "
    "sunting, lalu simpan lagi."
)
REPORT_CHANGED = _(
    "Laporan ini disimpan di jendela lain sejak halaman Anda dibuka. Isian Anda di bawah ini belum disimpan: "
    "salin yang perlu, muat ulang halaman, lalu simpan lagi."
)
