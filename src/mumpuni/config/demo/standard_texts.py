"""Invented texts of an example standard: one core unit written out fully, the others short (contoh)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class UnitText:
    """A unit with its thirteen texts, elements and criteria."""

    kind: str
    title: str
    texts: dict[str, str]
    elements: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


CORE = UnitText(
    "I",
    "Melaksanakan Prosedur Pengadaan ASN",
    {
        "summary": (
            "Unit ini mencakup pekerjaan pengadaan pegawai ASN pada satu instansi daerah: dari menghitung kebutuhan "
            "sampai pegawai baru melapor ke unit kerjanya."
        ),
        "knowledge": (
            "Pegawai memahami:\n\n- alur perencanaan kebutuhan pegawai\n- syarat pelamar dan dokumennya\n"
            "- hak jawab pelamar yang tidak lulus"
        ),
        "skills": (
            "Pegawai mampu:\n\n1. menyusun usulan kebutuhan dari peta jabatan\n2. memeriksa kelengkapan berkas\n"
            "3. menulis pengumuman yang dipahami pelamar"
        ),
        "attitude": "Teliti terhadap data pribadi, memperlakukan pelamar setara, dan menolak titipan.",
        "guide_aspects": (
            "Penilaian meliputi ketepatan perhitungan kebutuhan, kelengkapan pemeriksaan berkas, dan cara menjawab "
            "keberatan pelamar."
        ),
        "guide_conditions": (
            "Diuji di tempat kerja atau tempat uji kompetensi dengan data latihan.\n\n- peta jabatan satu dinas\n"
            "- dua puluh berkas pelamar, lima di antaranya bermasalah\n- waktu tiga jam"
        ),
        "guide_knowledge": "Pengertian formasi, peta jabatan, masa sanggah, dan kerahasiaan berkas.",
        "guide_skills": "Menghitung kebutuhan, memeriksa berkas, menulis berita acara.",
        "guide_critical": (
            "- Setiap penolakan menyebut syarat yang tidak dipenuhi.\n"
            "- Tidak ada berkas yang diperiksa oleh orang yang berkepentingan."
        ),
        "variables_context": (
            "Berlaku bagi pengadaan CPNS dan PPPK di instansi daerah, baik seleksi terpusat maupun setempat."
        ),
        "variables_equipment": "- komputer dengan sambungan internet\n- lemari berkas berkunci\n- formulir pemeriksaan",
        "variables_tasks": (
            "1. Menghitung kebutuhan\n2. Mengumumkan lowongan\n3. Memeriksa berkas\n4. Menangani keberatan\n"
            "5. Menyiapkan pengangkatan"
        ),
        "variables_regulations": "Peraturan perundang-undangan tentang manajemen ASN dan perlindungan data pribadi.",
    },
    (
        (
            "Menyiapkan kebutuhan pegawai",
            (
                "Beban kerja tiap jabatan dihitung dari data satu tahun terakhir",
                "Selisih antara kebutuhan dan pegawai yang ada disusun per jabatan",
                "Usulan kebutuhan diperiksa bersama kepala unit kerja sebelum dikirim",
            ),
        ),
        (
            "Menerima dan memeriksa lamaran",
            (
                "Pengumuman memuat syarat, jadwal, dan saluran pertanyaan",
                "Kelengkapan setiap berkas dicatat pada formulir pemeriksaan",
                "Berkas yang meragukan diperiksa oleh orang kedua",
                "Hasil pemeriksaan diumumkan dengan alasan bagi yang tidak lulus",
            ),
        ),
        (
            "Menangani keberatan",
            (
                "Keberatan dijawab dalam masa sanggah dengan menyebut syaratnya",
                "Hasil yang keliru diperbaiki dan diumumkan ulang",
            ),
        ),
        (
            "Menyiapkan pengangkatan",
            (
                "Usul penetapan nomor induk dikirim dengan berkas lengkap",
                "Pegawai baru menerima penjelasan hak dan kewajiban pada hari pertama",
            ),
        ),
    ),
)


def short(kind: str, title: str, about: str, elements: tuple[tuple[str, tuple[str, ...]], ...]) -> UnitText:
    """A unit whose texts are short, yet none of them empty."""
    return UnitText(
        kind,
        title,
        {
            "summary": f"Unit ini mencakup {about}.",
            "knowledge": f"Memahami dasar dan tujuan {about}.",
            "skills": f"Menerapkan {about} dalam pekerjaan sehari-hari.",
            "attitude": "Jujur, terbuka terhadap masukan, dan bertanggung jawab.",
            "guide_aspects": f"Pengetahuan, cara kerja, dan sikap dalam {about}.",
            "guide_conditions": "Diuji dengan wawancara dan satu tugas tertulis selama satu jam.",
            "guide_knowledge": f"Istilah dan alur {about}.",
            "guide_skills": "Menjelaskan dengan contoh dari unit kerja sendiri.",
            "guide_critical": "Contoh yang disebut benar-benar dikerjakan sendiri.",
            "variables_context": "Berlaku di semua unit kerja pemerintah daerah.",
            "variables_equipment": "- alat tulis\n- data unit kerja",
            "variables_tasks": f"1. Menjelaskan {about}\n2. Memberi contoh\n3. Menilai pekerjaan sendiri",
            "variables_regulations": "Peraturan perundang-undangan yang berlaku bagi unit kerja.",
        },
        elements,
    )


GENERAL = {
    "karakter": short(
        "U",
        "Karakter Kebangsaan Indonesia",
        "sikap kebangsaan dalam melayani masyarakat yang beragam",
        (
            (
                "Menunjukkan sikap kebangsaan",
                ("Warga dilayani tanpa membedakan asal", "Perbedaan pendapat diselesaikan dengan musyawarah"),
            ),
        ),
    ),
    "sistem": short(
        "U",
        "Sistem Pemerintahan Indonesia",
        "pembagian urusan antara pusat, provinsi, dan kabupaten/kota",
        (
            (
                "Menjelaskan pembagian urusan",
                (
                    "Urusan unit kerja sendiri disebut dengan dasarnya",
                    "Urusan di luar kewenangan diteruskan ke alamatnya",
                ),
            ),
        ),
    ),
    "manajemen": short(
        "U",
        "Manajemen Pembangunan Indonesia",
        "perencanaan sampai evaluasi pembangunan daerah",
        (
            (
                "Mengikuti daur pembangunan",
                ("Rencana kerja dikaitkan dengan sasaran daerah", "Hasil kerja dinilai terhadap sasarannya"),
            ),
        ),
    ),
}

ELECTIVE = short(
    "P",
    "Menyusun Laporan Kinerja Subbagian",
    "penulisan laporan kinerja yang ringkas dan dapat diperiksa",
    (
        (
            "Mengumpulkan data kinerja",
            ("Sumber setiap angka dicatat", "Angka yang berbeda antarsumber diperiksa penyebabnya"),
        ),
        (
            "Menulis laporan",
            ("Capaian dibandingkan dengan sasaran", "Tindak lanjut disebut dengan pelaku dan waktunya"),
        ),
    ),
)

#: The four qualifications of the guide as standards: title of the position, its tier, where it stands, local code.
OF_THE_GUIDE = {
    "jpt-pratama-bkn": ("Pimpinan Tinggi Pratama di BKN (contoh)", "jpt-pratama", "pusat", "BKN"),
    "jpt-pratama-kld": ("Kepala Badan Kepegawaian Daerah Provinsi (contoh)", "jpt-pratama", "provinsi", ""),
    "administrator": ("Kepala Bidang Kepegawaian Provinsi (contoh)", "administrator", "provinsi", ""),
    "pengawas": ("Kepala Subbidang Kepegawaian Provinsi (contoh)", "pengawas", "provinsi", ""),
}
