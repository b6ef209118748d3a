"""Data as certification would hand it over."""

import datetime as dt

DAY = dt.date(2019, 5, 20)
CODE = "7K3M-9QXT-2VH9"
HEAD = {
    "office": "Kepala\nBadan Kepegawaian Negara",
    "name": "Dr. Raden Wijayakusuma, S.H.",
    "nip": "197001011995031001",
}
CENTRE = {
    "office": "Kepala\nPusat Pengembangan Aparatur Sipil Negara",
    "name": "Drs. Bambang Sutedja, M.Si.",
    "nip": "197102021996032002",
}
COMMON = {
    "number": "00017/SERT-MASN/V/2019",
    "name": "Dra. Siti Rahmawati, M.Si.",
    "place": "Jakarta",
    "issued_on": DAY,
    "code": CODE,
    "verify_url": f"https://mumpuni.example/v/{CODE}/",
    "verify_at": "mumpuni.example/verifikasi",
}
LONG_NAME = "Prof. Dr. Ir. Hj. Raden Ayu Kusumawardhani Setyaningrum, S.H., M.Hum., M.Si., Ph.D., CHRP."
LONG_TITLE = (
    "Melaksanakan Penyusunan dan Penetapan Kebutuhan Pegawai Berdasarkan Analisis Jabatan dan Analisis Beban Kerja "
    "di Lingkungan Instansi Pusat dan Instansi Daerah"
)


def units(count, title="Mengelola Pengembangan Karier"):
    return [{"code": f"CONTOH.{at:03}.01", "title": f"{title} {at}"} for at in range(1, count + 1)]


def competency(**changes):
    data = COMMON | {
        "held": 10,
        "required": 15,
        "qualification": "Pengawas",
        "units": units(10),
        "signatories": [HEAD, CENTRE],
    }
    return data | changes


def training(**changes):
    data = COMMON | {
        "programme": "Pelatihan dan Sertifikasi Manajemen Aparatur Sipil Negara",
        "level": "Administrator",
        "batch": "Angkatan 12",
        "starts_on": dt.date(2019, 5, 13),
        "ends_on": dt.date(2019, 5, 17),
        "lesson_hours": 15,
        "signatories": [CENTRE],
    }
    return data | changes
