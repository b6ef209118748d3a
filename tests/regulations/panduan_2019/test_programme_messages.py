"""What each finding of the programme says in Indonesian, with its numbers, and the row behind it."""

import pytest

from mumpuni.regulations import decide, explain
from mumpuni.regulations.panduan_2019.curriculum import MODULES
from mumpuni.regulations.panduan_2019.units import UNITS

FIELDS = ("name", "position", "unit", "contact", "mentor", "title", "background", "problem", "objective", "benefit")
PLAN = dict.fromkeys(FIELDS, "isi")


def row(horizon, count=1, unit="week", **more):
    return {
        "horizon": horizon,
        "activity": "FGD",
        "duration": {"count": count, "unit": unit},
        "output": "Notula",
    } | more


def plan(*rows, fields=PLAN, **more):
    return {"fields": fields, "milestones": list(rows)} | more


def curriculum(**changed):
    facts = {"e_learning_jp": 3, "classroom_jp": 12, "evaluation_jp": 6, "days": 2}
    return facts | {"level": "jpt-pratama", "modules": list(MODULES["jpt-pratama"])} | changed


def content(**changed):
    signed = [{"office": office, "name": "Ani", "nip": "1"} for office in ("head-of-bkn", "head-of-centre")]
    dated = {"dated": "2019-05-20", "second_page_dated": "2019-05-20"}
    unit = {"title": UNITS["pengawas"][0], "code": "U.01"}
    facts = {"qualification": "pengawas", "held": 1, "required": 15, "number": "1", "name": "Siti", "place": "Jakarta"}
    return facts | dated | {"units": [unit], "signatories": signed} | changed


IDENTITY = {
    "level": "pengawas",
    "name": "Siti",
    "position": "Kasubbid",
    "work_unit": "Pusbang",
    "agency": "BKN",
    "phone": "0813",
    "mentor": "Budi",
}
CLASS = [
    {"part": "e-learning", "on": "2019-04-29", "jp": 3},
    {"part": "classroom", "on": "2019-05-06", "jp": 9, "method": "studi-kasus"},
    {"part": "classroom", "on": "2019-05-07", "jp": 3},
    {"part": "evaluation", "on": "2019-05-07", "jp": 6},
]
THREE = [row("short"), row("medium"), row("long")]
BASIS = {"title": "Unit A", "competent": True, "evidence": True, "examiner": "Ani", "decided_on": "2019-05-07"}
ALL_PENGAWAS = [{"title": title, "code": f"U.{number}"} for number, title in enumerate(UNITS["pengawas"])]

TABLE = [
    ("curriculum", curriculum(e_learning_jp=2), "jp-mismatch", "PAND-020",
     "Bagian e-learning direncanakan 2 JP, seharusnya tepat 3 JP."),
    ("curriculum", curriculum(classroom_jp=11), "jp-mismatch", "PAND-021",
     "Bagian klasikal direncanakan 11 JP, seharusnya tepat 12 JP."),
    ("curriculum", curriculum(evaluation_jp=7), "jp-mismatch", "PAND-022",
     "Bagian evaluasi/uji kompetensi direncanakan 7 JP, seharusnya tepat 6 JP."),
    ("curriculum", curriculum(days=3), "days", "PAND-019",
     "Kelas dan uji kompetensi menurut panduan berlangsung 2 hari, di sini 3; periksa tanggalnya."),
    ("curriculum", curriculum(modules=list(MODULES["jpt-pratama"][:3])), "missing-module", "PAND-034",
     'Modul "Manajemen Talenta" wajib bagi jenjang JPT Pratama tetapi belum ada; tambahkan.'),
    ("curriculum", curriculum(modules=[*MODULES["jpt-pratama"], "Manajemen Kinerja"]), "foreign-module", "PAND-018",
     'Modul "Manajemen Kinerja" bukan modul jenjang JPT Pratama; keluarkan dari daftar.'),
    ("schedule", {"sessions": [*CLASS[:3], {"part": "evaluation", "on": "2019-05-06", "jp": 6}]}, "day-jp", "PAND-024",
     "Tanggal 6 Mei 2019 berisi 15 JP kelas dan uji kompetensi; 18 JP dalam 2 hari berarti 9 JP sehari."),
    ("schedule", {"sessions": [{"part": "e-learning", "on": "2019-05-07", "jp": 3}, *CLASS[1:]]},
     "e-learning-not-before-class", "PAND-024",
     "E-learning pada 7 Mei 2019 tidak mendahului kelas yang mulai 6 Mei 2019; majukan tanggalnya."),
    ("schedule", {"sessions": [*CLASS[:1], CLASS[1] | {"method": "diskusi"}, *CLASS[2:]]}, "no-case-study", "PAND-005",
     "Belum ada sesi studi kasus; tandai paling sedikit satu sesi dengan metode itu."),
    ("class-entry", {"e_learning_jp": 2}, "e-learning-unfinished", "PAND-025",
     "E-learning baru 2 dari 3 JP; selesaikan dahulu sebelum masuk kelas."),
    ("training-completion", {"e_learning_jp": 3, "classroom_jp": 11, "action_plan": True}, "jp-open", "PAND-021",
     "Bagian klasikal baru diikuti 11 dari 12 JP; lengkapi agar pelatihan selesai."),
    ("training-completion", {"e_learning_jp": 4, "classroom_jp": 12, "action_plan": True}, "jp-exceeded", "PAND-020",
     "Bagian e-learning tercatat 4 JP, lebih dari 3 JP; kelebihannya tidak dihitung."),
    ("training-completion", {"e_learning_jp": 3, "classroom_jp": 12}, "action-plan-missing", "PAND-005",
     "Rencana Tindak Lanjut belum ada; susun dan unggah agar pelatihan selesai."),
    ("registration", {"uploads": ["cv"]}, "missing-upload", "PAND-027",
     "Unggahan Rencana Tindak Lanjut belum ada; unggah agar pendaftaran lengkap."),
    ("registration", {"uploads": ["rencana-tindak-lanjut"]}, "missing-upload", "PAND-027",
     "Unggahan CV / Riwayat Pekerjaan belum ada; unggah agar pendaftaran lengkap."),
    *(("action-plan", plan(*THREE, fields={key: said for key, said in PLAN.items() if key != name}), "missing-field",
       requirement, f"Isian {label} pada bagian {part} belum diisi; lengkapi sebelum rencana diajukan.")
      for name, label, part, requirement in (
          ("name", "Nama", "a", "PAND-039"), ("position", "Jabatan", "a", "PAND-040"),
          ("unit", "Unit Kerja/Instansi", "a", "PAND-041"), ("contact", "HP / Email", "a", "PAND-042"),
          ("mentor", "Mentor/Atasan Langsung", "a", "PAND-043"), ("title", "Judul", "b", "PAND-045"),
          ("background", "Latar Belakang", "b", "PAND-046"), ("problem", "Pokok Permasalahan", "b", "PAND-047"),
          ("objective", "Tujuan", "b", "PAND-048"), ("benefit", "Manfaat", "b", "PAND-049"))),
    *(("action-plan", plan(*THREE[:2], THREE[2] | {name: None}), "missing-field", requirement,
       f"Isian {label} pada bagian c.3 belum diisi; lengkapi sebelum rencana diajukan.")
      for name, label, requirement in (("activity", "KEGIATAN", "PAND-054"), ("duration", "DURASI", "PAND-055"),
                                       ("output", "TARGET CAPAIAN/OUTPUT", "PAND-056"))),
    ("action-plan", plan(*THREE[:2], row("long", 0)), "missing-field", "PAND-055",
     "Isian DURASI pada bagian c.3 harus lebih dari 0; lengkapi sebelum rencana diajukan."),
    ("action-plan", plan(row("short", ends_on="2019-08-07"), *THREE[1:], start="2019-05-06"), "horizon-exceeded",
     "PAND-051",
     "Langkah kerja c.1 (jangka pendek) berlangsung sampai tanggal 7 Agustus 2019, batasnya tanggal 6 Agustus 2019; "
     "persingkat atau pindahkan ke jangka yang lebih panjang."),
    ("action-plan", plan(THREE[0], row("medium", 7, "month"), THREE[2]), "horizon-exceeded", "PAND-052",
     "Langkah kerja c.2 (jangka menengah) berlangsung sampai bulan ke-7, batasnya bulan ke-6; "
     "persingkat atau pindahkan ke jangka yang lebih panjang."),
    ("action-plan", plan(*THREE[:2], row("long", 366, "day")), "horizon-exceeded", "PAND-053",
     "Langkah kerja c.3 (jangka panjang) berlangsung sampai hari ke-366, batasnya hari ke-365; "
     "persingkat atau pindahkan ke jangka yang lebih panjang."),
    ("action-plan", plan(row("short", weeks=[14]), row("medium", weeks=[15]), row("long", weeks=[16])),
     "horizon-exceeded", "PAND-051",
     "Langkah kerja c.1 (jangka pendek) berlangsung sampai minggu ke-14, batasnya minggu ke-13; "
     "persingkat atau pindahkan ke jangka yang lebih panjang."),
    ("action-plan", plan(*THREE[:2]), "no-milestone", "PAND-057",
     "Belum ada langkah kerja jangka panjang; tambahkan paling sedikit satu."),
    ("action-plan", plan(row("short", weeks=[1]), row("medium", weeks=[3]), row("long", weeks=[9]), row("long")),
     "timeline-gap", "PAND-061",
     "Timeline belum utuh. Langkah kerja tanpa minggu: 4. Minggu tanpa langkah kerja: 2, 4-8."),
    ("action-plan", plan(row("short", weeks=[1]), row("medium"), row("long")), "timeline-gap", "PAND-061",
     "Timeline belum utuh. Langkah kerja tanpa minggu: 2, 3. Minggu tanpa langkah kerja: tidak ada."),
    ("action-plan", plan(row("short", weeks=[1]), row("medium", weeks=[4]), row("long", weeks=[5])), "timeline-gap",
     "PAND-061", "Timeline belum utuh. Langkah kerja tanpa minggu: tidak ada. Minggu tanpa langkah kerja: 2-3."),
    *(("action-plan", plan(row("short", weeks=[1]), row("medium", 10, unit, weeks=[1]), row("long", weeks=[1])),
       "duration-mismatch", "PAND-058",
       f"Langkah kerja c.2 berdurasi 10 {said}, jadi timeline seharusnya mengisi {weeks} minggu; di sini 1 minggu.")
      for unit, said, weeks in (("day", "hari", 2), ("week", "minggu", 10), ("month", "bulan", 40))),
    ("action-plan-timeline", {}, "empty-timeline", "PAND-061",
     "Timeline belum berisi langkah kerja; tambahkan kegiatan dengan minggu mulainya."),
    ("action-plan-identity", IDENTITY | {"mentor": None}, "missing-field", "PAND-043",
     "Isian Mentor/Atasan Langsung pada bagian a belum diisi; lengkapi sebelum rencana diajukan."),
    ("action-plan-identity", IDENTITY | {"agency": None}, "other-unit-line", "PAND-044",
     "Instansi peserta belum tercatat; catat juga meskipun tidak dicetak pada jenjang ini."),
    ("action-plan-identity", IDENTITY | {"level": "administrator", "work_unit": None}, "other-unit-line", "PAND-044",
     "Unit Kerja peserta belum tercatat; catat juga meskipun tidak dicetak pada jenjang ini."),
    ("action-plan-identity", IDENTITY | {"email": "siti"}, "malformed-email", "PAND-042",
     'Alamat email "siti" tidak benar; tulis seperti nama@instansi.go.id.'),
    ("action-plan-identity", IDENTITY | {"mentor": "SITI"}, "own-mentor", "PAND-043",
     "Siti tercatat sebagai mentor dirinya sendiri; isi nama mentor atau atasan langsung."),
    *(("certificate-content", content(**{name: None}), "missing-element", requirement,
       f"Sertifikat belum memuat {label}; lengkapi sebelum diterbitkan.")
      for name, label, requirement in (("number", "nomor sertifikat", "PAND-095"), ("name", "nama peserta", "PAND-096"),
                                       ("place", "tempat dan tanggal", "PAND-101"))),
    ("certificate-content", content(second_page_dated="2019-05-21"), "pages-differ-in-date", "PAND-104",
     "Halaman 2 sertifikat harus bertanggal 20 Mei 2019, sama dengan halaman 1."),
    ("certificate-content", content(required=14), "required-miscounted", "PAND-098",
     "Jumlah unit yang harus dimiliki tertulis 14, menurut daftar kualifikasinya 15."),
    ("certificate-content", content(held=2), "held-miscounted", "PAND-097",
     "Jumlah unit yang dipenuhi tertulis 2, daftar di halaman 2 memuat 1."),
    ("certificate-content", content(held=0, units=[]), "no-unit-held", "PAND-105",
     "Tidak ada unit yang dipenuhi, jadi sertifikat kompetensi tidak diterbitkan."),
    ("certificate-content", content(predicate=True), "predicate-not-earned", "PAND-105",
     "Kata KOMPETEN hanya untuk yang memenuhi semua unit kualifikasi Pengawas; hapus kata itu."),
    ("certificate-content", content(held=15, units=ALL_PENGAWAS), "predicate-left-out", "PAND-105",
     "Semua unit kualifikasi Pengawas dipenuhi; cantumkan kata KOMPETEN."),
    ("certificate-content", content(units=[{"title": "Unit A", "code": "1"}]), "unit-not-of-qualification", "PAND-151",
     'Unit "Unit A" tidak ada dalam daftar kualifikasi Pengawas; keluarkan dari sertifikat.'),
    ("certificate-content", content(held=2, units=[ALL_PENGAWAS[0], ALL_PENGAWAS[0]]), "unit-twice", "PAND-103",
     f'Unit "{UNITS["pengawas"][0]}" tercantum lebih dari sekali; sisakan satu.'),
    ("certificate-content", content(units=[{"title": UNITS["pengawas"][0]}]), "code-missing", "PAND-154",
     f'Unit "{UNITS["pengawas"][0]}" belum berkode; isi kodenya sebelum sertifikat diterbitkan.'),
    ("certificate-content", content(signatories=[{"office": "head-of-centre", "name": "Ani", "nip": "1"}]),
     "signatory-missing", "PAND-102",
     "Sertifikat belum ditandatangani Kepala Badan Kepegawaian Negara; tetapkan penanda tangannya."),
    ("certificate-content", content(signatories=[{"office": "head-of-bkn", "name": "Ani", "nip": "1"},
                                                 {"office": "head-of-centre", "name": "Ani"}]),
     "signatory-without-nip", "PAND-104",
     "NIP Kepala Pusat Pengembangan Aparatur Sipil Negara belum diisi; lengkapi NIP penanda tangan."),
    ("certificate-content", content(signatories=[{"office": "head-of-bkn", "nip": "1"},
                                                 {"office": "head-of-centre", "name": "Ani", "nip": "1"}]),
     "signatory-without-name", "PAND-102",
     "Nama Kepala Badan Kepegawaian Negara belum diisi; lengkapi nama penanda tangan."),
    *(("attendance-content",
       {key: said for key, said in {"programme": "Manajemen ASN", "level": "pengawas", "first_day": "2019-05-06",
                                    "last_day": "2019-05-07", "jp": 15}.items() if key != name},
       "missing-element", "PAND-106", f"Sertifikat belum memuat {label}; lengkapi sebelum diterbitkan.")
      for name, label in (("programme", "nama program"), ("level", "jenjang"), ("last_day", "tanggal pelaksanaan"),
                          ("jp", "jumlah JP"))),
    ("attendance-content", {"programme": "Manajemen ASN", "level": "pengawas", "first_day": "2019-05-06",
                            "last_day": "2019-05-07", "jp": 15, "unit_count": True}, "units-on-attendance", "PAND-106",
     "Sertifikat telah mengikuti pelatihan tidak menyebut unit kompetensi; hapus jumlah unitnya."),
    ("certificate-basis", {}, "no-test-result", "PAND-010",
     "Belum ada hasil uji kompetensi, jadi sertifikat kompetensi tidak diterbitkan."),
    ("certificate-basis", {"units": [BASIS | {"evidence": False}]}, "evidence-missing", "PAND-013",
     'Bukti uji untuk unit "Unit A" belum ada; lampirkan sebelum sertifikat diterbitkan.'),
    ("certificate-basis", {"units": [BASIS | {"examiner": None}]}, "examiner-missing", "PAND-013",
     'Penguji unit "Unit A" belum tercatat; catat sebelum sertifikat diterbitkan.'),
    ("certificate-basis", {"units": [BASIS | {"decided_on": None}]}, "decision-day-missing", "PAND-013",
     'Tanggal keputusan untuk unit "Unit A" belum tercatat; catat sebelum sertifikat diterbitkan.'),
    *(("unit-record", {"qualification": "pengawas",
                       "aspects": [each for each in ("pengetahuan", "keterampilan", "sikap") if each != aspect]},
       "missing-aspect", "PAND-009", f"Data unit belum memuat aspek {aspect}; lengkapi uraiannya.")
      for aspect in ("pengetahuan", "keterampilan", "sikap")),
    ("unit-record", {"aspects": ["pengetahuan", "keterampilan", "sikap"]}, "no-qualification", "PAND-009",
     "Unit belum menjadi milik satu kualifikasi; pilih kualifikasinya."),
    ("unit-codes", {"units": [{"title": "A"}]}, "code-missing", "PAND-154",
     'Unit "A" belum berkode; isi kodenya sebelum sertifikat diterbitkan.'),
    ("unit-codes", {"units": [{"title": "A", "code": "U.1"}, {"title": "B", "code": "u.1"}]}, "code-taken", "PAND-154",
     'Kode u.1 pada unit "B" sudah dipakai unit lain; pakai kode lain.'),
    ("position-fit", {"level": "pengawas", "certificates": [
        {"kind": "attendance", "qualification": "pengawas"},
        {"kind": "competence", "qualification": "pengawas", "units": list(UNITS["pengawas"])}]},
     "attendance-is-no-proof", "PAND-006",
     "Sertifikat telah mengikuti pelatihan bukan bukti kompetensi, jadi tidak dihitung."),
    ("guide-applies", {"class_start": "2019-02-28"}, "before-the-guide", "PAND-012",
     "Kelas mulai 28 Februari 2019, sebelum panduan ada; panduan dipakai bagi angkatan sejak 1 Maret 2019."),
    ("guide-applies", {"class_start": "2019-03-31"}, "day-of-signing-unknown", "PAND-012",
     "Panduan bertanggal Maret 2019 tanpa hari; pastikan panduan sudah ditetapkan pada 31 Maret 2019."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "facts", "code", "requirement", "message"), TABLE, ids=[f"{each[0]} {each[2]} {each[3]}" for each in TABLE]
)
def test_a_finding_says_what_where_and_how_to_mend(rule, facts, code, requirement, message):
    decision = decide(f"panduan-2019/{rule}", facts)
    found = [finding for finding in decision.findings if finding.code == code][:1]
    assert [(finding.requirement, finding.message()) for finding in found] == [(requirement, message)]


def test_codes_of_two_rows_of_a_certificate_are_both_named():
    rows = [{"title": title, "code": code} for title, code in zip(UNITS["pengawas"], ("a", "A "), strict=False)]
    said = [
        finding.message()
        for finding in decide("panduan-2019/certificate-content", content(held=2, units=rows)).findings
    ]
    assert said == [
        f'Kode a pada unit "{UNITS["pengawas"][0]}" sudah dipakai unit lain; pakai kode lain.',
        f'Kode A  pada unit "{UNITS["pengawas"][1]}" sudah dipakai unit lain; pakai kode lain.',
    ]  # fmt: skip


def test_a_move_to_another_level_names_both_qualifications_and_every_open_unit():
    held = [{"kind": "competence", "qualification": "pengawas", "units": list(UNITS["pengawas"])}]
    decision = decide("panduan-2019/position-fit", {"level": "administrator", "certificates": held})
    assert [(finding.severity, finding.requirement, finding.message()) for finding in decision.findings] == [
        ("info", "PAND-001",
         "Sertifikat kualifikasi Pengawas tetap tercatat; jabatan ini memerlukan kualifikasi Administrator."),
        ("violation", "PAND-007",
         "14 dari 14 unit kualifikasi Administrator belum dipenuhi: " + ", ".join(UNITS["administrator"]) + "."),
    ]  # fmt: skip


def test_units_without_a_module_are_named_with_their_qualification():
    decision = decide("panduan-2019/module-map", {})
    assert (decision.findings[0].requirement, decision.findings[0].message()) == (
        "PAND-153",
        f'Unit "{UNITS["jpt-pratama-bkn"][0]}" (JPT Pratama BKN) tanpa modul; '
        "petakan bila ada modul yang mengajarkannya.",
    )


def test_the_pairs_that_count_for_nothing_say_why():
    pair = {"qualification": "jpt-pratama-kld", "unit": "Unit A", "module": "Manajemen Kinerja"}
    said = [finding.message() for finding in decide("panduan-2019/module-map", {"pairs": [pair]}).findings[:2]]
    assert said == [
        'Unit "Unit A" tidak ada dalam daftar kualifikasi JPT Pratama Instansi K/L dan Daerah, jadi tidak dihitung.',
        'Modul "Manajemen Kinerja" bukan modul jenjang JPT Pratama; keluarkan dari daftar.',
    ]


def test_the_sum_of_the_hours_is_shown():
    (step,) = explain("panduan-2019/curriculum", curriculum(evaluation_jp=5)).working
    assert (step.text(), step.citation.requirement) == ("3 + 12 + 5 = 20 JP; menurut panduan 21 JP.", "PAND-023")
    assert step.text("en") == "3 + 12 + 5 = 20 lesson hours (JP); the guide says 21."


def by_weeks(count, unit, *weeks):
    return plan(row("short", count, unit, weeks=weeks), row("medium", weeks=[1]), row("long", weeks=[1]))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            by_weeks(1, "week", 1, 2),
            "Duration of the milestone c.1 in weeks: 1. Weeks to fill in the timeline: 1; filled: 2.",
        ),
        (
            by_weeks(1, "day", 1, 2),
            "Duration of the milestone c.1 in days: 1. Weeks to fill in the timeline: 1; filled: 2.",
        ),
        (
            by_weeks(1, "month", 1),
            "Duration of the milestone c.1 in months: 1. Weeks to fill in the timeline: 4; filled: 1.",
        ),
        (
            plan(*THREE[:2], row("long", 0)),
            "The field DURASI (duration) in part c.3 must be more than 0; fill it in before handing in the plan.",
        ),
        (
            plan(*THREE[:2], row("long", duration=None)),
            "The field DURASI (duration) in part c.3 is empty; fill it in before handing in the plan.",
        ),
        (
            plan(THREE[0], row("medium", 7, "month"), THREE[2]),
            "The milestone c.2 (medium term) runs to month 7, the limit is month 6; "
            "shorten it or move it to a longer time frame.",
        ),
        (
            plan(row("short", ends_on="2019-08-07"), *THREE[1:], start="2019-05-06"),
            "The milestone c.1 (short term) runs to the date 7 August 2019, the limit is the date 6 August 2019; "
            "shorten it or move it to a longer time frame.",
        ),
    ],
)
def test_what_an_action_plan_is_told_in_english(facts, message):
    assert [finding.message("en") for finding in decide("panduan-2019/action-plan", facts).findings] == [message]
