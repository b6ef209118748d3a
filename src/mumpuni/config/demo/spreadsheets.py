"""Nomination files as real offices send them: each agency in its own habit, some with rows that cannot be taken.

No two habits agree on where the header stands, what its words are, or how a NIP, a date or a sex is written.
"""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from xlsxwriter import Workbook

from mumpuni.config.demo.population import DemoOfficial

_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
_LEVELS = {"jpt-pratama": "JPT Pratama", "administrator": "Administrator", "pengawas": "Pengawas"}
_ECHELONS = {"jpt-pratama": "Eselon II.b", "administrator": "Eselon III.a", "pengawas": "Eselon IV.a"}
#: Headings that the import kit cannot know; the officer says once what they mean.
UNCOMMON = {"Level Jabatan": "level", "Jns Kelamin": "sex"}
_Row = list[Any]


def write(folder: Path, name: str, people: list[DemoOfficial], random: Random, *, bad: int = 0) -> Path:
    """Write the file of one agency in a habit drawn by chance; `bad` of its rows carry a fault."""
    rows = list(people)
    for _count in range(min(bad, len(rows))):
        rows.insert(random.randint(0, len(rows)), random.choice(_FAULTS)(random.choice(people), random))
    habit = random.choice((_tidy, _with_letterhead, _two_sheets, _semicolons))
    return habit(folder, name, rows, random)


def _tidy(folder: Path, name: str, people: list[DemoOfficial], random: Random) -> Path:
    header = ["No", "NIP", "Nama Lengkap", "L/P", "Tempat Lahir", "Tanggal Lahir", "Instansi", "Unit Kerja", "Jabatan"]
    header += ["Jenjang", "Golongan", "Angkatan", "Surel", "No. HP"]
    rows = [
        [
            number,
            p.nip,
            p.full_name,
            p.sex,
            p.birth_place,
            p.birth_date,
            p.agency.name,
            p.unit,
            p.position,
            _LEVELS[p.level],
            p.rank,
            p.batch or "",
            p.email,
            p.phone,
        ]
        for number, p in enumerate(people, 1)
    ]
    return _book(folder / f"{name}.xlsx", [("Usulan", [], header, rows)])


def _with_letterhead(folder: Path, name: str, people: list[DemoOfficial], random: Random) -> Path:
    titles = ["PEMERINTAH REPUBLIK INDONESIA", people[0].agency.name.upper(), "DAFTAR USULAN PESERTA SERTIFIKASI", ""]
    header = [
        "NO.",
        "NAMA DAN GELAR",
        "NIP/NRP",
        "JENIS KELAMIN",
        "TGL LAHIR",
        "NAMA JABATAN",
        "ESELON",
        "UNIT ORGANISASI",
    ]
    header += ["PANGKAT/GOL", "ANGKATAN KE-", "E-MAIL"]
    rows = [
        [
            number,
            p.full_name.upper(),
            _spaced(p.nip),
            _sex_word(p.sex, random),
            _date_words(p.birth_date),
            p.position,
            _ECHELONS[p.level],
            _respelt(p.unit, random),
            p.rank,
            p.batch or "",
            p.email,
        ]
        for number, p in enumerate(people, 1)
    ]
    return _book(folder / f"{name}.xlsx", [("Sheet1", titles, header, rows)])


def _two_sheets(folder: Path, name: str, people: list[DemoOfficial], random: Random) -> Path:
    hints: list[_Row] = [["Isi lembar kedua."], ["NIP diketik sebagai teks."]]
    header = [
        "Nama",
        "NIP",
        "Jns Kelamin",
        "Tanggal Lahir",
        "Jabatan",
        "Level Jabatan",
        "Satuan Kerja",
        "Email",
        "Batch",
    ]
    rows = [
        [
            p.full_name,
            f"'{p.nip}",
            _sex_word(p.sex, random),
            f"{p.birth_date:%d/%m/%Y}",
            p.position,
            _LEVELS[p.level],
            _respelt(p.unit, random),
            p.email,
            p.batch or "",
        ]
        for p in people
    ]
    return _book(folder / f"{name}.xlsx", [("Petunjuk", [], ["Petunjuk pengisian"], hints), ("Data", [], header, rows)])


def _semicolons(folder: Path, name: str, people: list[DemoOfficial], random: Random) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["nip", "nama", "sex", "tgl_lahir", "jabatan", "jenjang jabatan", "unit kerja", "angkatan"])
        for p in people:
            row = [_spaced(p.nip), p.full_name, _sex_word(p.sex, random), _date_words(p.birth_date), p.position]
            writer.writerow([*row, _LEVELS[p.level].upper(), _respelt(p.unit, random), p.batch or ""])
    return path


def _book(path: Path, sheets: list[tuple[str, list[str], list[str], list[_Row]]]) -> Path:
    with Workbook(path) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for title, above, header, rows in sheets:
            sheet = book.add_worksheet(title)
            for number, line in enumerate(above):
                sheet.merge_range(number, 0, number, len(header) - 1, line, bold)
            sheet.write_row(len(above), 0, header, bold)
            for number, row in enumerate(rows, len(above) + 1):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write(number, column, value)
    return path


def _spaced(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14:15]} {nip[15:]}"


def _sex_word(sex: str, random: Random) -> str:
    return random.choice(("Laki-laki", "L", "Pria") if sex == "L" else ("Perempuan", "P", "Wanita"))


def _date_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _respelt(unit: str, random: Random) -> str:
    return random.choice((unit, unit.upper(), f" {unit.replace(' ', '  ')}"))


_FAULTS: tuple[Callable[[DemoOfficial, Random], DemoOfficial], ...] = (
    lambda p, random: replace(p, nip=p.nip[:-1]),
    lambda p, random: replace(p, nip="123456789012345678"),
    lambda p, random: replace(p, nip=f"{p.nip[:4]}13{p.nip[6:]}"),
    lambda p, random: p,
    lambda p, random: replace(
        p, nip=f"{p.nip[:15]}{random.randint(1, 999):03d}", name="", front_title="", back_title=""
    ),
)
