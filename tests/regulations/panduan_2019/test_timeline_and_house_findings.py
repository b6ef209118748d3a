"""What the findings on programme, house rules and information say, and which articles the decisions name."""

from datetime import date

import pytest

from mumpuni.regulations import decide
from mumpuni.regulations.registry import edition_of

REPORT = {"on": "2019-05-06", "reporter": "Ani", "description": "Kejadian pada sesi pagi"}
LETTER = {"source": "bkn", "letter_number": "B-12", "participant_list": True, "announced": True}
DAY_2 = [{"kind": "training", "jp": 3}, {"kind": "test", "jp": 6}]
DONE = {"title": "Manajemen Talenta", "downloaded": True, "studied": True, "summary": True}
FILLED = {
    "participant_identity": "Ani",
    "mentor_identity": "Budi",
    "milestones": [{"activity": "FGD", "progress": "selesai"}],
    "impact": "Tepat waktu",
}
BOTH = ["employment-history", "action-plan"]
VERSIONS = [{"version": 2, "effective_from": "2019-07-01"}, {"version": 1, "effective_from": "2019-03-01"}]

SAID = [
    (
        "timeline",
        {"class_start": "2019-07-15", "dates": {"nomination": "2019-06-13"}},
        "Tahap penerimaan surat usulan (13 Juni 2019) mendahului tahap pemberitahuan jadwal (14 Juni 2019); "
        "geser salah satunya.",
    ),
    ("stage", {"next": "announcement", "done": ["announcement"]},
     "Tahap pemberitahuan jadwal sudah selesai dan tidak dimasuki lagi."),
    ("stage", {"next": "test", "done": ["announcement"]},
     "Tahap evaluasi/uji kompetensi belum dapat dimulai: selesaikan dahulu tahap penerimaan surat usulan."),
    ("stage", {"next": "e-learning", "done": ["announcement", "nomination", "invitation", "registration"]},
     "Tahap e-learning belum dapat dimulai: selesaikan dahulu tahap review dan pengumuman kelompok."),
    ("class-days", {"day_1": [4, 4], "day_2": DAY_2}, "Pelatihan hari 1 harus 9 JP, di sini 8 JP."),
    ("class-days", {"day_1": [9], "day_2": [{"kind": "training", "jp": 4}, {"kind": "test", "jp": 6}]},
     "Pelatihan hari 2 harus 3 JP, di sini 4 JP."),
    ("class-days", {"day_1": [9], "day_2": [{"kind": "training", "jp": 3}]},
     "Evaluasi/uji kompetensi harus 6 JP, di sini 0 JP."),
    ("class-days", {"day_1": [9], "day_2": DAY_2[::-1]},
     "Pada hari 2 uji kompetensi dimulai sebelum pelatihan selesai; letakkan uji setelah pelatihan."),
    ("batch-plan", {"batch": 51}, "Angkatan 51 berada di luar rencana 2019, yang memuat angkatan 1 sampai 50."),
    ("batch-plan", {"batch": 4, "level": "jpt-pratama"},
     "Dalam rencana 2019 angkatan 4 berjenjang Pengawas, bukan JPT Pratama."),
    ("batch-plan", {"batch": 19, "class_start": "2019-05-06"},
     "Hari kelas pertama 6 Mei 2019 berada di luar bulan angkatan 19: Juni, Juli, Agustus. "
     "Isi tanggal milik angkatan ini sendiri."),
    ("batch-plan", {"batch": 4, "class_start": "2019-04-06"},
     "Hari kelas pertama 6 April 2019 berada di luar bulan angkatan 4: Mei, Juni, Juli. "
     "Isi tanggal milik angkatan ini sendiri."),
    ("batch-plan", {"batch": 1, "class_start": "2019-06-06"},
     "Hari kelas pertama 6 Juni 2019 berada di luar bulan angkatan 1: April, Mei. "
     "Isi tanggal milik angkatan ini sendiri."),
    ("facilitator", {"group": "other", "competent": True},
     "Fasilitator harus berasal dari salah satu unsur: JPT Madya, Widyaiswara, JPT Pratama, Administrator, "
     "pakar praktisi."),
    ("facilitator", {"group": "widyaiswara"},
     "Kompetensi sebagai narasumber/fasilitator untuk modul ini belum tercatat; catat buktinya."),
    ("nomination", LETTER | {"announced": False},
     "Jadwal sertifikasi belum diumumkan, jadi usulan belum dapat diterima."),
    ("nomination", LETTER | {"letter_number": ""}, "Surat usulan belum bernomor; isi nomor suratnya."),
    ("nomination", LETTER | {"participant_list": False}, "Data peserta belum menyertai surat usulan."),
    ("nomination", LETTER | {"received_on": "2019-04-16", "closes_on": "2019-04-15"},
     "Surat usulan diterima 16 April 2019, sesudah hari penutupan 15 April 2019."),
    ("nomination", LETTER | {"source": "other"},
     "Peserta diusulkan oleh salah satu dari: Kementerian/Lembaga (K/L), BKD/BKPSDM, BKN."),
    ("nomination", LETTER | {"of_other_agency": True}, "Pengusul hanya mengusulkan pejabat instansinya sendiri."),
    ("invitation", {"attached": BOTH}, "Orang ini tidak ada dalam surat usulan, jadi tidak dapat diundang."),
    ("invitation", {"nominated": True, "attached": ["action-plan"]},
     "Undangan belum melampirkan formulir Riwayat Pekerjaan."),
    ("registration-status", {"uploads": BOTH, "accepted_rules": 1}, "Hanya peserta yang diundang dapat mendaftar."),
    ("registration-status", {"invited": True, "uploads": BOTH[:1], "accepted_rules": 1},
     "Peserta belum mengunggah Rencana Tindak Lanjut (Action Plan)."),
    ("registration-status", {"invited": True, "uploads": BOTH, "rules_version": 2},
     "Tata tertib versi 2 belum disetujui peserta."),
    ("registration-status", {"invited": True, "uploads": BOTH, "accepted_rules": 1, "rules_version": 2},
     "Peserta menyetujui tata tertib versi 1, sedangkan angkatan ini memakai versi 2."),
    ("participant-groups", {"registrations": [{"name": "Ani", "group": "A"}]},
     "Ani masuk kelompok A sebelum Riwayat Pekerjaan dan Rencana Tindak Lanjut-nya direviu."),
    ("participant-groups", {"registrations": [{"name": "Ani", "reviewed": True}]},
     "Ani sudah direviu tetapi belum mendapat kelompok."),
    ("e-learning-access", {"starts_on": "2019-04-29", "asked_on": "2019-04-28", "reviewed": True},
     "E-learning baru dibuka pada 29 April 2019."),
    ("e-learning-access", {"starts_on": "2019-04-29", "asked_on": "2019-04-29"},
     "Riwayat Pekerjaan dan Rencana Tindak Lanjut peserta belum direviu."),
    ("e-learning", {"forum_messages": 1}, "Belum ada modul untuk e-learning ini; tambahkan modul jenjang peserta."),
    ("e-learning", {"modules": [DONE | {"downloaded": False}], "forum_messages": 1},
     'Materi modul "Manajemen Talenta" belum diunduh.'),
    ("e-learning", {"modules": [DONE | {"studied": False}], "forum_messages": 1},
     'Belajar mandiri modul "Manajemen Talenta" belum ditandai selesai.'),
    pytest.param("e-learning", {"modules": [DONE | {"summary": False}], "forum_messages": 1},
     'Resume modul "Manajemen Talenta" belum diunggah.', marks=pytest.mark.requirement("PAND-092")),
    ("e-learning", {"modules": [DONE]}, "Peserta belum menulis satu pun pesan di forum diskusi."),
    ("plagiarism", {"summaries": [{"participant": name, "module": f"Modul {name}", "digest": "f0"} for name in "BA"]},
     "Berkas resume yang sama diunggah oleh A, B (modul: Modul A, Modul B); fasilitator perlu memeriksa."),
    ("monitoring", FILLED | {"impact": None},
     'Bagian kuesioner "Dampak Pelatihan Manajemen ASN Terhadap Peningkatan Kinerja" belum diisi.'),
    ("monitoring", FILLED | {"participant_identity": None}, 'Bagian kuesioner "Identitas Peserta" belum diisi.'),
    ("monitoring", FILLED | {"mentor_identity": None},
     'Bagian kuesioner "Identitas Mentor/Atasan saat ini" belum diisi.'),
    ("monitoring", FILLED | {"milestones": None},
     'Bagian kuesioner "Perkembangan Rencana Tindak Lanjut (Action Plan)" belum diisi.'),
    ("monitoring", FILLED | {"milestones": [{"activity": "Finalisasi"}]},
     'Perkembangan langkah "Finalisasi" belum diisi.'),
    ("room", {"occupants": [{"name": name, "sex": "P"} for name in "ABC"], "capacity": 4},
     "Kamar ini untuk paling banyak 2 peserta, di sini 3."),
    ("room", {"occupants": [{"name": "Ani", "sex": "P"}, {"name": "Budi", "sex": "L"}]},
     "Satu kamar tidak boleh dihuni peserta yang berjenis kelamin berbeda."),
    ("room", {"occupants": [{"name": "Ani", "sex": "P"}, {"name": "Budi", "sex": "P", "guest": True}]},
     "Budi bukan peserta terdaftar; tamu, teman, atau keluarga tidak menginap di dalam kamar."),
    ("night", {"at": "22:05"},
     "Pukul 22:05 WIB peserta tidak berada di asrama; kehadiran diwajibkan pukul 22:00 sampai 04:00."),
    ("night", {"at": "05:09", "passes_gate": True},
     "Pukul 05:09 WIB gerbang kampus ditutup (22:00 sampai 06:00); mintalah izin khusus pengelola kampus."),
    ("dormitory-permission", {"act": "pet"}, "Dilarang tanpa kecuali: membawa hewan peliharaan."),
    ("dormitory-permission", {"act": "dry-clothes-outside"},
     "Dilarang tanpa kecuali: menjemur pakaian di luar kamar."),
    ("dormitory-permission", {"act": "overnight-guest"},
     "Dilarang tanpa kecuali: tamu, teman, atau keluarga menginap."),
    ("dormitory-permission", {"act": "change-room", "reason": "AC rusak"},
     "Perbuatan ini (pindah kamar) memerlukan izin penyelenggara."),
    ("dormitory-permission", {"act": "transfer-room"},
     "Perbuatan ini (memindahtangankan kamar) memerlukan izin pengelola asrama."),
    ("dormitory-permission", {"act": "take-inventory"},
     "Perbuatan ini (mengambil inventaris) memerlukan izin pengelola asrama."),
    ("dormitory-permission", {"act": "alter-facility", "permitted_by": "organiser"},
     "Izin untuk perbuatan ini (mengubah fasilitas) hanya diberikan oleh pengelola asrama."),
    ("dormitory-permission", {"act": "change-room", "permitted_by": "organiser"},
     "Perbuatan ini (pindah kamar) hanya untuk hal yang penting; tuliskan alasannya."),
    ("dormitory-permission", {"act": "electrical-goods", "item": "setrika", "permitted_by": "dormitory-manager"},
     '"setrika" tidak disebut dalam contoh barang elektronik; izin tetap diperlukan.'),
    ("repair-cost", {"negligent": True, "cost": 1}, "Catatan kerusakan belum menyebut orangnya."),
    ("repair-cost", {"negligent": True, "person": "Ani"}, "Catatan kerusakan belum menyebut biaya perbaikan."),
    ("violation", {"rule": "A.1"} | REPORT | {"on": None}, "Tanggal pelanggaran belum diisi."),
    ("violation", {"rule": "A.1"} | REPORT | {"reporter": None}, "Nama pelapor belum diisi."),
    ("violation", {"rule": "A.1"} | REPORT | {"description": None}, "Uraian pelanggaran belum diisi."),
    ("violation", {"rule": "C.10"} | REPORT, "Pelanggaran C.10 menyebut nomor kamar; isi nomornya."),
    ("violation", {"rule": "A.6", "place": "grounds"} | REPORT,
     "Aturan A.6 tidak berlaku di tempat ini (halaman asrama atau Pusbang ASN); pilih aturan lain."),
    ("violation", {"rule": "C.6", "place": "elsewhere"} | REPORT,
     "Aturan C.6 tidak berlaku di tempat ini (di luar lingkungan Pusbang ASN); pilih aturan lain."),
    ("violation", {"rule": "A.7"} | REPORT,
     "Pelanggaran berat (Tidak membawa senjata, miras, dan narkoba): beri tahu penyelenggara saat itu juga."),
    ("tasks", {"tasks": [{"title": "Resume"}]}, 'Tugas "Resume" belum diselesaikan.'),
    ("class-conduct", {"dress": "other"}, "Peserta memakai pakaian batik selama mengikuti pelatihan."),
    ("class-conduct", {"seat": "12", "name_plate": "13"}, "Peserta duduk di 12, sedangkan papan namanya di 13."),
    ("class-conduct", {"phone": "on"}, "HP dan alat komunikasi harus mati atau dalam mode silent selama kegiatan."),
    ("seat-plan", {"participants": ["Budi"]}, "Budi belum mendapat tempat duduk."),
    ("seat-plan", {"seats": [{"participant": "Ani", "seat": seat} for seat in "321"]},
     "Ani mendapat lebih dari satu tempat duduk: 1, 2, 3."),
    ("seat-plan", {"seats": [{"participant": name, "seat": "7"} for name in ("Citra", "Budi", "Ani")]},
     "Tempat duduk 7 diberikan kepada lebih dari satu peserta: Ani, Budi, Citra."),
    ("house-rules-version", {"batch_starts": "2019-07-15", "versions": VERSIONS, "accepted": 3},
     "Versi 3 yang disetujui tidak ada di antara versi tata tertib: 1, 2."),
    ("health-service", {"starts_on": "2019-05-09", "ends_on": "2019-05-08"},
     "Hari terakhir (8 Mei 2019) mendahului hari pertama (9 Mei 2019)."),
    ("notice", {"notice": "class-session"},
     "Belum tercetak: HP dan alat komunikasi mati atau mode silent (house-rules/B.4)."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "message"), SAID)
def test_what_a_finding_says(rule, facts, message):
    assert [finding.message() for finding in decide(f"panduan-2019/{rule}", facts).findings] == [message]


THREE_TABLES = [
    "Timeline Pelatihan JPT Pratama Angkatan 1-3",
    "Timeline Pelatihan Pengawas Angkatan 4-18",
    "Timeline Pelatihan Administrator Angkatan 19-50",
]
MONEV = "Monitoring dan Evaluasi"
PARKING = "Informasi Teknis, Parkir butir"
SANCTION = "Tata Tertib (sanksi)"

NAMED = [
    ("timeline", {"class_start": "2019-07-15"}, ["Timeline, kolom Tanggal", "Timeline (tiga tabel)"]),
    ("stage", {"next": "announcement"}, ["Mekanisme Pelatihan dan Uji Kompetensi", "Timeline, kolom Tanggal"]),
    ("class-days", {}, ["Timeline, baris 7", "Timeline, baris 8", "Timeline, baris 9"]),
    ("batch-level", {"batch": 51}, THREE_TABLES),
    ("batch-plan", {"batch": 4}, [*THREE_TABLES, "Timeline (tiga tabel)"]),
    ("batch-capacity", {"registration": 1}, ["Timeline (tiga tabel)"]),
    ("facilitator", {"group": "other"}, ["Fasilitator"]),
    ("nomination", {"source": "kl"}, ["Timeline, baris 1", "Timeline, baris 2"]),
    ("invitation", {}, ["Timeline, baris 2", "Timeline, baris 3"]),
    ("registration-status", {}, ["Timeline, baris 3", "Timeline, baris 4", "Tata Tertib"]),
    ("participant-groups", {}, ["Timeline, baris 5"]),
    ("e-learning-access", {"starts_on": "2019-04-29", "asked_on": "2019-04-29"},
     ["Timeline, baris 6", "Timeline, baris 5"]),
    ("e-learning", {}, ["Timeline, baris 6"]),
    ("plagiarism", {}, ["Tata Tertib A angka 8"]),
    ("monitoring", {}, [
        MONEV,
        f"{MONEV}, Identitas Peserta",
        f"{MONEV}, Identitas Mentor/Atasan saat ini",
        f"{MONEV}, Perkembangan Rencana Tindak Lanjut (Action Plan)",
        f"{MONEV}, Dampak Pelatihan Manajemen ASN Terhadap Peningkatan Kinerja",
        f"{MONEV}, Saran dan masukan",
    ]),
    ("impact", {}, [
        f"{MONEV}, Dampak Pelatihan Manajemen ASN Terhadap Peningkatan Kinerja", "Pasal 3 huruf e", "Pasal 3 huruf f",
    ]),
    ("room", {}, ["Tata Tertib C angka 1", "Tata Tertib C angka 5"]),
    ("night", {"at": "12:00"}, ["Tata Tertib C angka 14", f"{PARKING} 2", "Tata Tertib C.14 vs Parkir butir 2"]),
    ("dormitory-permission", {"act": "change-room"}, ["Tata Tertib C angka 3"]),
    ("dormitory-permission", {"act": "electrical-goods"}, ["Tata Tertib C angka 9"]),
    ("repair-cost", {}, ["Tata Tertib C angka 16", SANCTION]),
    ("violation", {"rule": "C.5", "reporter_role": "participant"},
     ["Tata Tertib C angka 5", SANCTION, "Tata Tertib C angka 15"]),
    ("violation", {"rule": "C.5", "reporter_role": "organiser"}, ["Tata Tertib C angka 5", SANCTION]),
    ("violation-summary", {}, ["Tata Tertib", SANCTION]),
    ("tasks", {}, ["Tata Tertib A angka 3"]),
    ("class-conduct", {}, ["Tata Tertib A angka 4", "Tata Tertib B angka 1", "Tata Tertib B angka 4"]),
    ("seat-plan", {}, ["Tata Tertib B angka 1"]),
    ("house-rules-version", {"batch_starts": "2019-07-15"}, ["Tata Tertib; Informasi Teknis"]),
    ("health-service", {"starts_on": "2019-05-06", "ends_on": "2019-05-07"}, ["Informasi Teknis, Kesehatan butir 1"]),
    ("notice", {"notice": "invitation"}, ["Tata Tertib A angka 4", "Informasi Teknis, Kesehatan butir 2"]),
    ("notice", {"notice": "parking-information"}, [f"{PARKING} {number}" for number in (1, 3, 4, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "articles"), NAMED)
def test_which_articles_a_decision_names(rule, facts, articles):
    decision = decide(f"panduan-2019/{rule}", facts)
    assert list(dict.fromkeys(citation.place for citation in decision.citations)) == articles


def test_electrical_goods_are_judged_by_the_sentence_with_its_examples():
    quotes = [
        citation.quote
        for citation in decide("panduan-2019/dormitory-permission", {"act": "electrical-goods"}).citations
    ]
    assert quotes == [
        "Dilarang membawa barang-barang elektronik",
        "seperti rice cooker, dispenser, kompor listrik, pemanas air elektrik, dan televisi "
        "tanpa seizin pengelola asrama",
    ]


def test_the_details_of_a_finding_are_its_facts():
    given = {"class_start": "2019-07-15", "dates": {"class-2": "2019-07-14"}}
    (finding,) = decide("panduan-2019/timeline", given).findings
    assert finding.details == {
        "stage": "class-2", "day": date(2019, 7, 14), "above": "class-1", "day_above": date(2019, 7, 15),
    }  # fmt: skip


CHECK = ("compliant", "non-compliant")
SHAPES = {
    "batch-capacity": (("seat", "waiting-list"), ["capacity", "waiting"]),
    "batch-level": (("jpt-pratama", "pengawas", "administrator", "unknown-batch"), []),
    "batch-plan": (("compliant",), ["level", "months"]),
    "class-conduct": (CHECK, []),
    "class-days": (CHECK, ["day_1_jp", "day_2_jp", "test_jp"]),
    "dormitory-permission": (CHECK, []),
    "e-learning": (("complete", "incomplete"), ["modules", "summaries", "took_part_in_forum"]),
    "e-learning-access": (("open", "closed"), []),
    "facilitator": (CHECK, []),
    "health-service": (("doctor-present", "medicine-only"), ["days"]),
    "house-rules-version": (("accepted-version", "current-version", "no-version"), ["version"]),
    "impact": (("counted",), ["national", "by_agency", "by_batch"]),
    "invitation": (CHECK, []),
    "monitoring": (CHECK, []),
    "night": (CHECK, []),
    "nomination": (CHECK, []),
    "notice": (CHECK, ["required"]),
    "participant-groups": (CHECK, ["groups"]),
    "plagiarism": (("compliant",), ["suspected"]),
    "registration-status": (("registered", "incomplete", "refused"), []),
    "repair-cost": (("nothing-due", "incomplete", "open", "settled"), ["due", "blocks_certificate"]),
    "room": (CHECK, ["occupants", "capacity"]),
    "seat-plan": (CHECK, []),
    "stage": (("allowed", "refused"), ["first_open"]),
    "tasks": (("eligible", "not-eligible"), []),
    "timeline": (CHECK, ["dates"]),
    "violation": (CHECK, ["subject", "kind", "serious", "informed", "kept_from", "automatic_effect"]),
    "violation-summary": (("counted",), ["total", "by_rule", "by_part", "automatic_effect"]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_rule_may_answer(name):
    rule = edition_of(f"panduan-2019/{name}")
    assert (rule.outcomes, rule.as_json()["values"].get("required", [])) == SHAPES[name]


def test_a_room_too_full_reads_well_in_english():
    people = [{"name": "Ani", "sex": "P"}, {"name": "Citra", "sex": "P"}]
    (finding,) = decide("panduan-2019/room", {"occupants": people, "capacity": 1}).findings
    assert finding.message("en") == "Participants in this room: 2; at most: 1."
