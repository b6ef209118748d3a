"""Synthetic agencies and officials, the same for the same seed.

Every place and person here is invented. Only the Badan Kepegawaian Negara bears its own name, for the guide gives its
officials a list of units of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

_PLACES = (
    "Tirtamaya Rimbajaya Wanasari Lautbiru Gunungsewu Sagaraja Kartaloka Muaraindah Batulintang Sukamerta Padanglalang "
    "Telukmutiara Ranahsenja Banjarwana Cempakapura Nusaraya Andalaswangi Kertabumi Pulauseribu Jatikencana Melatiraya "
    "Sungaiputih Bukitlawang Teratai Mandalajati Kencanasari Ulinraya Tanjungelok Wijayakarta Purnamabaru Sabanaraya "
    "Lembahhijau Talagawarna Merantijaya Pesisirdamai Karangasri Girimulya Danausentosa Rawajaya Pandanarum "
    "Tanahrencong Kualajernih Seroja Mayangsari Hulusungai Binadesa Cendanawangi Tapakjati Padmanagara Sangkuriaga "
    "Wonolestari Kalimas Bangunharjo Rantaupermai Sintangraya Lohjinawi Argapura Banyuputih Dewantara Tegalrejo"
).split()
_MINISTRIES = (
    "Urusan Kelautan|Urusan Perdesaan|Pekerjaan Sarana|Kehutanan Lestari|Energi Terbarukan|Pangan dan Gizi|"
    "Perhubungan Antarpulau|Pendidikan Anak|Kebudayaan Daerah|Perumahan Rakyat|Usaha Kecil|Ketenagakerjaan Muda|"
    "Kesehatan Masyarakat|Riset Terapan|Pariwisata Nusantara|Data dan Statistik|Sumber Air|Pemuda Desa|"
    "Industri Kreatif|Perdagangan Dalam Negeri"
).split("|")
_BODIES = (
    "Badan Pengamat Cuaca|Badan Arsip Contoh|Lembaga Kajian Kebijakan|Badan Pemetaan Wilayah|Lembaga Standar Layanan|"
    "Badan Pengawas Mutu|Badan Penyuluhan|Lembaga Sandi Contoh|Badan Siaga Bencana|Lembaga Perpustakaan"
).split("|")
_STATE_SECRETARIATS = "Sekretariat Majelis Contoh|Sekretariat Dewan Contoh|Kepaniteraan Contoh|Sekretariat Komisi Agung"
_COMMISSION_SECRETARIATS = "Sekretariat Komisi Layanan|Sekretariat Komisi Data|Sekretariat Komisi Etik"

_MEN = (
    "Agus Bambang Budi Cahyo Dedi Eko Fajar Gunawan Hadi Hendra Imam Irwan Joko Kurniawan Lukman Made Muhammad Nyoman "
    "Okta Putu Rahmat Ridwan Slamet Sutrisno Teguh Tono Umar Wahyu Yohanes Yusuf Zainal Ahmad Ketut Markus Daniel"
).split()
_WOMEN = (
    "Ani Ayu Citra Dewi Dian Endang Fitri Gita Hesti Indah Intan Kartika Lestari Lina Maria Maya Nengah Ningsih Nur "
    "Putri Ratna Rina Rini Sari Siti Sri Sulastri Tuti Utami Wayan Wulan Yanti Yulia Zahra Agnes Elisabet"
).split()
_FAMILY = (
    "Santoso Wijaya Nugroho Siregar Nasution Harahap Simatupang Pratama Saputra Hidayat Kusuma Setiawan Lubis Ginting "
    "Tanjung Rumapea Sitorus Purnomo Handayani Rahman Hakim Mahendra Adnyana Suryadi Pangestu Wibowo Permana Anggraini "
    "Matulessy Latuconsina Wenda Kogoya Tamaela Mokoginta Lumban Tobing Daulay Batubara Halim Maulana Firmansyah"
).split()
_FRONT = ("", "", "", "", "Drs.", "Dra.", "Dr.", "Ir.", "dr.")
_BACK = (
    "S.Sos.",
    "S.E.",
    "S.H.",
    "S.IP., M.Si.",
    "S.Kom.",
    "S.Psi., M.Psi.",
    "S.T., M.T.",
    "S.STP., M.AP.",
    "M.M.",
    "",
)
_BIRTHPLACES = ("Bogor", "Medan", "Makassar", "Denpasar", "Surabaya", "Ambon", "Padang", "Jayapura", "Semarang")
_UNITS = (
    "Biro Sumber Daya Manusia",
    "Bagian Kepegawaian",
    "Bidang Mutasi dan Promosi",
    "Bidang Pengembangan Aparatur",
    "Subbagian Umum dan Kepegawaian",
)
_TITLES = {
    "jpt-pratama": (
        "Kepala Biro Sumber Daya Manusia",
        "Kepala Badan Kepegawaian Daerah",
        "Kepala Pusat Pengembangan ASN",
    ),
    "administrator": ("Kepala Bidang Mutasi", "Kepala Bagian Kepegawaian", "Kepala Bidang Pengembangan Kompetensi"),
    "pengawas": ("Kepala Subbagian Kepegawaian", "Kepala Subbidang Data ASN", "Kepala Seksi Disiplin Pegawai"),
}
_RANKS = {"jpt-pratama": ("IV/c", "IV/b"), "administrator": ("IV/a", "III/d", "IV/b"), "pengawas": ("III/d", "III/c")}
#: Full size: 50 batches of 30 seats as the guide divides them (3, 15 and 32 batches).
FULL = {"jpt-pratama": 90, "pengawas": 450, "administrator": 960}
SMALL = {"jpt-pratama": 4, "pengawas": 6, "administrator": 8}


@dataclass(frozen=True)
class DemoAgency:
    """An invented agency of one of the kinds of Peraturan BKN 7/2020 Pasal 1 angka 12-14."""

    name: str
    short_name: str
    kind: str
    is_bkn: bool = False


@dataclass
class DemoOfficial:
    """An invented official, as the agency's own register would have them."""

    agency: DemoAgency
    name: str
    front_title: str
    back_title: str
    sex: str
    birth_place: str
    birth_date: date
    nip: str
    unit: str
    position: str
    level: str
    rank: str
    email: str
    phone: str
    batch: int = field(default=0)

    @property
    def full_name(self) -> str:
        """With degrees."""
        front = f"{self.front_title} {self.name}".strip()
        return f"{front}, {self.back_title}" if self.back_title else front


def agencies(count: int = 120) -> list[DemoAgency]:
    """So many agencies, every kind among the first seven."""
    kinds = [
        iter([DemoAgency("Badan Kepegawaian Negara", "BKN", "lpnk", is_bkn=True)]),
        (DemoAgency(f"Kementerian {name}", f"Kemen. {name}", "kementerian") for name in _MINISTRIES),
        (DemoAgency(f"Pemerintah Provinsi {name}", f"Pemprov {name}", "provinsi") for name in _PLACES[:20]),
        (DemoAgency(f"Pemerintah Kabupaten {name}", f"Pemkab {name}", "kabupaten-kota") for name in _PLACES[20:48]),
        (DemoAgency(name, name, "lpnk") for name in _BODIES),
        (DemoAgency(name, name, "kesekretariatan-lembaga-negara") for name in _STATE_SECRETARIATS.split("|")),
        (
            DemoAgency(name, name, "kesekretariatan-lembaga-nonstruktural")
            for name in _COMMISSION_SECRETARIATS.split("|")
        ),
        (DemoAgency(f"Pemerintah Kota {name}", f"Pemkot {name}", "kabupaten-kota") for name in _PLACES[48:]),
        (
            DemoAgency(f"Pemerintah Kabupaten {name} Timur", f"Pemkab {name} Timur", "kabupaten-kota")
            for name in _PLACES
        ),
    ]
    found: list[DemoAgency] = []
    while len(found) < count:
        found.extend(agency for kind in kinds if (agency := next(kind, None)))
    return found[:count]


def officials(random: Random, served: list[DemoAgency], sizes: dict[str, int]) -> list[DemoOfficial]:
    """As many officials of each level as asked, spread over the agencies."""
    serial = _serials(random)
    return [
        _official(random, served[(number * 11) % len(served)], level, next(serial))
        for level, size in sizes.items()
        for number in range(size)
    ]


def nip(birth_date: date, start: date, sex: str, serial: int) -> str:
    """A number in the form of Perka BKN 22/2007: birth, start as CPNS, sex, serial."""
    return f"{birth_date:%Y%m%d}{start:%Y%m}{'1' if sex == 'L' else '2'}{serial:03d}"


def _serials(random: Random) -> Iterator[int]:
    while True:
        yield random.randint(1, 999)


def _official(random: Random, agency: DemoAgency, level: str, serial: int) -> DemoOfficial:
    sex = random.choice("LP")
    name = f"{random.choice(_MEN if sex == 'L' else _WOMEN)} {random.choice(_FAMILY)} {random.choice(_FAMILY)}"
    age = {"jpt-pratama": 52, "administrator": 46, "pengawas": 39}[level]
    birth = date(2026 - age, 1, 1) + timedelta(days=random.randint(-1500, 1500))
    start = date(birth.year + random.randint(22, 28), random.choice((1, 3, 4, 10, 12)), 1)
    front = random.choice(_FRONT)
    if (front, sex) in (("Drs.", "P"), ("Dra.", "L")):
        front = ""
    number = nip(birth, start, sex, serial)
    return DemoOfficial(
        agency=agency,
        name=name,
        front_title=front,
        back_title=random.choice(_BACK),
        sex=sex,
        birth_place=random.choice(_BIRTHPLACES),
        birth_date=birth,
        nip=number,
        unit=random.choice(_UNITS),
        position=random.choice(_TITLES[level]),
        level=level,
        rank=random.choice(_RANKS[level]),
        email=f"{name.split()[0].lower()}.{number[-8:]}@contoh.example",
        phone=f"08{random.randint(10**8, 10**9 - 1)}",
    )
