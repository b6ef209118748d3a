"""The lists of the guide on programme, house rules and information: how many entries, which, in which order."""

from typing import get_args

import pytest

from mumpuni.regulations import catalogue, catalogues
from mumpuni.regulations.panduan_2019.batches import CAPACITY, MONTHS, PEOPLE
from mumpuni.regulations.panduan_2019.conduct import HouseRule
from mumpuni.regulations.panduan_2019.timeline import OFFSETS, STAGES

LISTS = [
    pytest.param("facilitators", ["JPT Madya", "Widyaiswara", "JPT Pratama", "Pejabat Administrator", "Pakar praktisi"],
                 marks=pytest.mark.requirement("PAND-030")),
    pytest.param("monitoring-parts", [
        "Identitas Peserta", "Identitas Mentor/Atasan saat ini", "Perkembangan Rencana Tindak Lanjut (Action Plan)",
        "Dampak Pelatihan Manajemen ASN Terhadap Peningkatan Kinerja", "Saran dan masukan",
    ], marks=pytest.mark.requirement("PAND-068")),
    pytest.param("house-rule-parts", [
        "Tata Tertib Umum", "Tata Tertib Dalam Kelas", "Tata Tertib Penggunaan Asrama Pusbang ASN",
    ]),
    pytest.param("dormitory-litter", [
        "Mencoret dinding", "Menempelkan stiker", "Menempelkan poster dan sejenisnya", "Membuang sampah sembarangan",
    ], marks=pytest.mark.requirement("PAND-122")),
    pytest.param("electrical-goods", [
        "Rice cooker", "Dispenser", "Kompor listrik", "Pemanas air elektrik", "Televisi",
    ], marks=pytest.mark.requirement("PAND-129")),
    pytest.param("costs-not-provided", [
        "Uang saku", "Biaya transportasi dari dan ke tempat pelatihan",
        "Biaya fotokopi bahan pembelajaran di luar modul", "Biaya laundry", "Biaya keperluan pribadi",
        "Biaya kesehatan (dokter dan obat-obatan)",
    ], marks=pytest.mark.requirement("PAND-139")),
    pytest.param("costs-exception", ["Obat-obatan penyakit ringan (symptomatic)"]),
    pytest.param("health-service", ["Obat-obatan ringan", "Dokter dan Perawat di Pusbang ASN"]),
    pytest.param("sports", ["Bola Voley", "Tenis meja", "Tenis lapangan", "Gymnasium", "Joging track"],
                 marks=pytest.mark.requirement("PAND-140")),
    pytest.param("worship", ["Masjid At Tarbiyah Dzatiyah", "Gereja", "Wihara", "Klenteng"],
                 marks=pytest.mark.requirement("PAND-141")),
    pytest.param("cash-machines", ["Di dalam lingkungan Pusbang ASN", "SPBU dekat Gerbang Tol Ciawi"],
                 marks=pytest.mark.requirement("PAND-142")),
    pytest.param("parking", [
        "Area Gedung Raden Pandji Suroso", "Area Gedung Pangrango", "Area asrama", "Area Masjid",
    ], marks=pytest.mark.requirement("PAND-143")),
    pytest.param("parking-terms", [
        "Kendaraan dikunci", "Barang berharga tidak ditinggalkan dalam kendaraan",
        "Penyelenggara tidak bertanggung jawab atas kehilangan barang di dalam kendaraan",
    ]),
    pytest.param("nominators", ["Kementerian/Lembaga (K/L)", "BKD/BKPSDM", "BKN"]),
    pytest.param("participant-forms", ["Riwayat Pekerjaan", "Rencana Tindak Lanjut (Action Plan)"]),
    pytest.param("e-learning-activities", [
        "Mengunduh materi modul", "Belajar mandiri", "Forum diskusi", "Mengunggah resume per modul",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "entries"), LISTS)
def test_the_entries_of_a_list(name, entries):
    assert [entry.name() for entry in catalogue(f"panduan-2019/{name}").entries] == entries


@pytest.mark.requirement("PAND-141", "PAND-142")
def test_where_places_of_worship_and_cash_machines_are():
    worship = [entry.fields["at"] for entry in catalogue("panduan-2019/worship").entries]
    assert worship == [
        "Pusat Pengembangan ASN", "area Kebun Raya Bogor", "area Curug Nangka", "area Sukasari, Bogor",
    ]  # fmt: skip
    banks = [entry.fields["banks"] for entry in catalogue("panduan-2019/cash-machines").entries]
    assert banks == [["BRI"], ["BRI", "BCA", "Bank Mandiri", "BNI"]]


@pytest.mark.requirement("PAND-107")
def test_the_house_rules_are_nine_four_and_sixteen():
    rules = catalogue("panduan-2019/house-rules")
    wanted = [f"{part}.{number}" for part, count in (("A", 9), ("B", 4), ("C", 16)) for number in range(1, count + 1)]
    parts = catalogue("panduan-2019/house-rule-parts")
    assert list(rules.codes) == list(get_args(HouseRule)) == wanted
    assert [(entry.code, entry.fields["count"]) for entry in parts.entries] == [("A", 9), ("B", 4), ("C", 16)]
    places = [f"Tata Tertib {code[0]} angka {code[2:]}" for code in wanted]
    assert [entry.citation.place for entry in rules.entries] == places
    assert [entry.citation.requirement for entry in rules.entries] == [f"PAND-{108 + index}" for index in range(29)]


@pytest.mark.requirement("PAND-113")
def test_which_house_rules_forbid_which_are_serious_and_which_name_a_room():
    rules = catalogue("panduan-2019/house-rules").entries
    assert [entry.code for entry in rules if entry.fields["kind"] == "ban"] == [
        "A.6", "A.7", "A.8", "A.9", "C.3", "C.5", "C.6", "C.7", "C.8", "C.9", "C.10", "C.11",
    ]  # fmt: skip
    assert {entry.fields["kind"] for entry in rules} == {"ban", "duty"}
    assert [entry.code for entry in rules if entry.fields["serious"]] == ["A.7", "C.7"]
    assert [entry.code for entry in rules if entry.fields["names_room"]] == ["C.10", "C.11"]


def test_the_stages_of_the_plan():
    plan = catalogue("panduan-2019/timeline")
    assert plan.codes == STAGES
    assert list(OFFSETS.values()) == [-31, -21, -14, -11, -10, -7, 0, 1, 1]
    assert [entry.fields.get("jp") for entry in plan.entries] == [None] * 5 + [3, 9, 3, 6]
    assert [entry.fields["day_of_the_plan"] for entry in plan.entries] == [
        "2019-04-05", "2019-04-15", "2019-04-22", "2019-04-25", "2019-04-26",
        "2019-04-29", "2019-05-06", "2019-05-07", "2019-05-07",
    ]  # fmt: skip
    assert [entry.citation.place for entry in plan.entries] == [f"Timeline, baris {row}" for row in range(1, 10)]


def test_the_batches_and_months_of_the_plan():
    batches = catalogue("panduan-2019/batches").entries
    assert [(entry.code, entry.fields["first"], entry.fields["last"]) for entry in batches] == [
        ("jpt-pratama", 1, 3), ("pengawas", 4, 18), ("administrator", 19, 50),
    ]  # fmt: skip
    assert MONTHS == {"jpt-pratama": (4, 5), "pengawas": (5, 6, 7), "administrator": (6, 7, 8)}
    assert [entry.fields["weeks"] for entry in batches] == [[4, 5], [5, 4, 5], [4, 5, 4]]
    assert (PEOPLE, CAPACITY) == (1500, 30)


def test_the_two_windows_of_the_night():
    windows = catalogue("panduan-2019/night-windows").entries
    assert [(entry.code, entry.fields["start"], entry.fields["end"]) for entry in windows] == [
        ("dormitory", "22:00", "04:00"), ("gate", "22:00", "06:00"),
    ]  # fmt: skip


def test_who_may_permit_what_in_the_dormitory():
    acts = catalogue("panduan-2019/dormitory-acts").entries
    assert [(entry.code, entry.citation.place.split()[-1], entry.fields["permitted_by"]) for entry in acts] == [
        ("change-room", "3", "organiser"),
        ("overnight-guest", "5", "nobody"),
        ("transfer-room", "8", "dormitory-manager"),
        ("move-inventory", "8", "dormitory-manager"),
        ("take-inventory", "8", "dormitory-manager"),
        ("replace-inventory", "8", "dormitory-manager"),
        ("alter-facility", "8", "dormitory-manager"),
        ("electrical-goods", "9", "dormitory-manager"),
        ("dry-clothes-outside", "10", "nobody"),
        ("pet", "11", "nobody"),
    ]
    assert [entry.code for entry in acts if entry.fields["needs_reason"]] == ["change-room"]


def test_suggestions_alone_may_stay_empty():
    parts = catalogue("panduan-2019/monitoring-parts").entries
    assert [entry.fields["may_be_empty"] for entry in parts] == [False, False, False, False, True]


def test_the_guide_ships_the_site_and_nobody_to_call():
    site, people = catalogue("panduan-2019/contacts").entries
    assert site.fields == {"count": 1, "address": "www.pusbangasn.bkn.go.id"}
    assert people.fields == {"count": 2, "parts": ["nama", "nomor telepon"]}


def test_no_list_of_the_guide_is_without_its_place():
    mine = [each for each in catalogues() if each.id.startswith("panduan-2019/")]
    assert all(entry.citation for each in mine for entry in each.entries)
