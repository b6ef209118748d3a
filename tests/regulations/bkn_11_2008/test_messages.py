"""What people are told: one sentence for every finding of Perka BKN 11/2008, and the arithmetic behind two rules."""

import pytest

from mumpuni.regulations import decide, explain, words

PPK = "Pejabat Pembina Kepegawaian"
CENTER = {"body": "upk", "assessors": 2, "instruments": ["a", "b"], "rules_linked": True}
LETTER = {
    "place_and_date": "Jakarta, 8 Juni 2009",
    "number": "S-12/2009",
    "nature": "Penting",
    "attachment": "-",
    "addressee": {"name": "Ani", "nip": "1975", "position": "Kepala Seksi", "unit": "Biro Umum"},
    "day": "Selasa",
    "date": "2009-06-16",
    "time": "08.00 WIB",
    "venue": "Aula",
    "office": "Kepala Pusat",
    "official": "Budi",
}
DESIGN = {"echelon": "IV", "body": "upk", "methods": ["psychometrics", "questionnaire"], "consideration": "ada"}
READY = {"design": DESIGN, "documents": ["position-standard", "biodata"]}
FINAL = [
    {"part": part, "name": part, "description": "cukup", "standard": "3", "evidence": "ada"}
    for part in ("potential", "competency")
]
HEADS = ["competency", "work-achievement", "rank", "other-requirements"]
PROPOSAL = {"step": "proposal", "kind": "same-echelon", "judged_on": "2011-03-16", "considered": HEADS}
MEMBER = {"name": "Ani", "status": "pns", "result_signed_on": "2010-01-01", "for_this_position": True}
REPORT = {"sections": ["potential", "competency"], "sent_to": ["ppk"], "confidential": True}
PASSED = {"administrative_selection": "passed", "substance_test": "passed", "designated_by_ppk": True}


def letter_without(name):
    return {"fields": {key: said for key, said in LETTER.items() if key != name}}


def person_without(name):
    person = {key: said for key, said in LETTER["addressee"].items() if key != name}
    return {"fields": LETTER | {"addressee": person}}


def candidate(**changed):
    return PROPOSAL | {"candidates": [MEMBER | changed]}


TOLD = [
    ("assessor", {"trained": True, "technical_expertise": True}, "requirements-not-met",
     "Assessor harus memenuhi syarat yang ditetapkan BKN; lengkapi buktinya."),
    ("assessor", {"requirements_met": True, "technical_expertise": True}, "not-trained",
     "Assessor harus telah mengikuti pelatihan assessor; catat pelatihannya lebih dahulu."),
    ("assessor", {"requirements_met": True, "trained": True}, "no-expertise",
     "Assessor harus memiliki keahlian teknis untuk menilai kompetensi."),
    ("body", {}, "body-missing", "Penilaian belum memiliki pelaksana; pilih UPK atau TPK."),
    ("body", {"kinds": ["tpk", "upk"]}, "two-bodies",
     "Penilaian dilakukan oleh UPK atau TPK, bukan keduanya; pilih satu."),
    ("body", {"kinds": ["upk"]}, "unit-missing", "UPK adalah unit organisasi; sebutkan unit organisasinya."),
    ("body", {"kinds": ["tpk"], "decision": {"date": "2009-05-04", "signed_by": "ppk"}}, "decision-number-missing",
     "Keputusan pembentukan TPK belum bernomor; isi nomornya."),
    ("body", {"kinds": ["tpk"], "decision": {"number": "1", "signed_by": "ppk"}}, "decision-date-missing",
     "Keputusan pembentukan TPK belum bertanggal; isi tanggalnya."),
    ("body", {"kinds": ["tpk"], "decision": {"number": "1", "date": "2009-05-04"}}, "decision-not-by-ppk",
     f"Keputusan pembentukan TPK harus ditandatangani {PPK}."),
    ("tpk", {"assessors": 4, "psychologists": 2, "set_by_ppk": True}, "too-few-assessors",
     "TPK beranggota paling kurang 5 assessor, di sini 4."),
    ("tpk", {"assessors": 6, "psychologists": 2, "set_by_ppk": True}, "even-number",
     "TPK dengan lebih dari 5 assessor harus berjumlah ganjil, di sini 6; jadikan 5 atau 7."),
    ("tpk", {"assessors": 5, "psychologists": 1, "set_by_ppk": True}, "too-few-psychologists",
     "Di antara anggota TPK paling kurang 2 orang psikolog, di sini 1."),
    ("tpk", {"assessors": 5, "psychologists": 2}, "not-set-by-ppk", f"TPK harus ditetapkan oleh {PPK}."),
    ("executing-body", {"other_upk": True}, "recommendation-missing",
     "UPK lain hanya boleh ditunjuk atas rekomendasi BKN; mintalah rekomendasinya lebih dahulu."),
    ("executing-body", {}, "no-body",
     "Tidak ada yang dapat melaksanakan penilaian: perlu UPK atau TPK sendiri dengan fasilitas sendiri, "
     "fasilitasi BKN, atau UPK lain atas rekomendasi BKN."),
    ("methods", {"echelon": "II", "body": "upk"}, "assessment-center-required",
     "Penilaian untuk eselon II harus memakai Assessment Center oleh UPK."),
    ("methods", {"echelon": "II", "body": "tpk", "methods": ["assessment-center"]}, "tpk-cannot-run-assessment-center",
     "TPK tidak boleh memakai Assessment Center; serahkan kepada UPK atau pilih metode lain."),
    ("methods", DESIGN | {"methods": ["questionnaire"]}, "missing-method",
     "Tanpa Assessment Center, eselon IV memerlukan psikometri; tambahkan."),
    ("methods", DESIGN | {"methods": ["psychometrics"]}, "missing-method",
     "Tanpa Assessment Center, eselon IV memerlukan kuesioner kompetensi; tambahkan."),
    ("methods", DESIGN | {"echelon": "III", "methods": ["psychometrics", "presentation"]}, "missing-method",
     "Tanpa Assessment Center, eselon III memerlukan wawancara kompetensi; tambahkan."),
    ("methods", DESIGN | {"echelon": "III", "methods": ["psychometrics", "interview"]}, "missing-method",
     "Tanpa Assessment Center, eselon III memerlukan analisis kasus atau presentasi; tambahkan."),
    ("methods", DESIGN | {"consideration": None}, "consideration-missing",
     "Meninggalkan Assessment Center untuk eselon IV memerlukan pertimbangan tertentu; tuliskan pertimbangannya."),
    ("methods", DESIGN | {"methods": [*DESIGN["methods"], "presentation"]}, "specific-task-missing",
     "Untuk eselon IV, analisis kasus atau presentasi dipakai bagi tugas yang bersifat spesifik; tuliskan tugas itu."),
    ("assessment-center", CENTER | {"body": "tpk"}, "tpk-cannot-run-assessment-center",
     "TPK tidak boleh memakai Assessment Center; serahkan kepada UPK atau pilih metode lain."),
    ("assessment-center", CENTER | {"assessors": 1}, "single-assessor",
     "Assessment Center dilakukan oleh beberapa assessor, paling sedikit 2, di sini 1."),
    ("assessment-center", CENTER | {"instruments": ["a", "a"]}, "single-instrument",
     "Assessment Center memakai beberapa simulasi atau alat ukur yang berbeda, paling sedikit 2, di sini 1."),
    ("assessment-center", CENTER | {"rules_linked": False}, "center-rules-not-linked",
     "Aturan AC belum ditautkan: penyelenggaraan Assessment Center diatur tersendiri dengan Peraturan Kepala BKN."),
    ("instrument", {"method": "interview"}, "guide-missing",
     "Wawancara kompetensi memerlukan panduan terstruktur tentang kompetensi jabatan ini."),
    ("instrument", {"method": "questionnaire"}, "questions-missing",
     "Kuesioner kompetensi memerlukan daftar pertanyaan."),
    ("instrument", {"method": "questionnaire", "competencies": ["a"], "questions": [{"competency": "a"}, {}]},
     "question-without-competency",
     "Pertanyaan nomor 2 tidak menyangkut kompetensi jabatan ini; kaitkan atau hapus."),
    ("instrument", {"method": "psychometrics"}, "psychologist-missing", "Psikometri hanya dilakukan oleh psikolog."),
    ("instrument", {"method": "case-analysis", "rating_sheet": ["a"]}, "case-text-missing",
     "Analisis kasus memerlukan naskah kasus."),
    ("instrument", {"method": "presentation"}, "rating-sheet-missing",
     "Metode ini memerlukan lembar penilaian dengan paling sedikit satu kompetensi."),
    ("notification", {"received_on": "2009-06-09", "assessed_on": "2009-06-16"}, "too-late",
     "Pemberitahuan harus diterima paling lambat 6 hari kerja sebelum penilaian, yaitu 8 Juni 2009; "
     "di sini hanya 5 hari kerja."),
    ("notification-letter", letter_without("place_and_date"), "missing-field",
     "Isian (1) surat pemberitahuan belum diisi: tempat dan tanggal surat."),
    ("notification-letter", letter_without("number"), "missing-field",
     "Isian (2) surat pemberitahuan belum diisi: nomor surat."),
    ("notification-letter", letter_without("nature"), "missing-field",
     "Isian (3) surat pemberitahuan belum diisi: sifat surat."),
    ("notification-letter", letter_without("attachment"), "missing-field",
     'Isian (4) surat pemberitahuan belum diisi: lampiran surat, "-" jika tidak ada.'),
    ("notification-letter", letter_without("addressee"), "missing-field",
     "Isian (5) surat pemberitahuan belum diisi: nama, NIP, jabatan, dan unit kerja."),
    ("notification-letter", person_without("name"), "missing-field",
     "Isian (5) surat pemberitahuan belum diisi: nama."),
    ("notification-letter", person_without("nip"), "missing-field",
     "Isian (5) surat pemberitahuan belum diisi: NIP."),
    ("notification-letter", person_without("position"), "missing-field",
     "Isian (5) surat pemberitahuan belum diisi: jabatan."),
    ("notification-letter", person_without("unit"), "missing-field",
     "Isian (5) surat pemberitahuan belum diisi: unit kerja."),
    ("notification-letter", letter_without("day"), "missing-field",
     "Isian (6) surat pemberitahuan belum diisi: hari penilaian."),
    ("notification-letter", letter_without("date"), "missing-field",
     "Isian (7) surat pemberitahuan belum diisi: tanggal penilaian."),
    ("notification-letter", letter_without("time"), "missing-field",
     "Isian (8) surat pemberitahuan belum diisi: waktu penilaian."),
    ("notification-letter", letter_without("venue"), "missing-field",
     "Isian (9) surat pemberitahuan belum diisi: tempat penilaian."),
    ("notification-letter", letter_without("office"), "missing-field",
     "Isian (10) surat pemberitahuan belum diisi: jabatan yang memberitahukan."),
    ("notification-letter", letter_without("official"), "missing-field",
     "Isian (11) surat pemberitahuan belum diisi: nama pejabat yang memberitahukan."),
    ("notification-letter", {"fields": LETTER | {"day": "Senin"}}, "day-mismatch",
     'Hari pada surat "Senin", sedangkan 16 Juni 2009 jatuh pada hari Selasa.'),
    ("nomination", PASSED | {"administrative_selection": "failed"}, "administrative-selection",
     "PNS ini belum dinyatakan lulus seleksi administrasi; catat hasil lulusnya sebelum penilaian."),
    ("nomination", PASSED | {"substance_test": "missing"}, "substance-test",
     "PNS ini belum dinyatakan lulus tes substansi jabatan; catat hasil lulusnya sebelum penilaian."),
    ("nomination", PASSED | {"designated_by_ppk": False}, "not-designated",
     f"PNS ini belum ditetapkan {PPK} untuk mengikuti penilaian."),
    ("stage", {"next": "pengajuan"}, "stage-order",
     "Tahap pengajuan belum boleh dimulai; selesaikan dahulu tahap seleksi."),
    ("preparation", READY | {"design": None}, "methods-missing", "Metode penilaian belum ditentukan."),
    ("preparation", READY | {"documents": ["biodata"]}, "document-missing",
     "Dokumen persiapan belum lengkap: standar kompetensi jabatan."),
    ("preparation", READY | {"documents": ["position-standard"]}, "document-missing",
     "Dokumen persiapan belum lengkap: biodata."),
    ("preparation", READY | {"competencies": ["Integritas"]}, "competency-without-instrument",
     'Belum ada alat ukur untuk kompetensi "Integritas".'),
    ("place", {"place": "other-agency"}, "place-without-upk",
     "Penilaian di instansi lain hanya boleh jika instansi itu mempunyai UPK."),
    ("duration", {"method": "assessment-center", "days": 1.5}, "too-short",
     "Assessment Center dilaksanakan paling kurang 2 hari, di sini 1,5; tuliskan kebutuhannya jika memang lebih "
     "singkat."),
    ("result", {"aspects": FINAL[1:]}, "missing-section", "Gambaran potensi belum ada."),
    ("result", {"aspects": FINAL[:1]}, "missing-section", "Gambaran kompetensi belum ada."),
    ("result", {"aspects": [*FINAL, FINAL[0] | {"name": "Daya pikir", "standard": None}]}, "standard-missing",
     'Standar jabatan untuk "Daya pikir" belum dicantumkan di samping hasilnya.'),
    ("result", {"aspects": [*FINAL, FINAL[0] | {"name": "Daya pikir", "evidence": None}]}, "evidence-missing",
     'Nilai untuk "Daya pikir" belum didukung bukti.'),
    ("result", {"aspects": FINAL, "category": "MS"}, "category-given",
     'Hasil menurut Perka BKN 11/2008 tidak mengenal kategori; hapus "MS".'),
    ("result-use", {"use": "other"}, "other-use",
     "Hasil hanya boleh dipakai untuk pengangkatan dalam jabatan struktural atau sebagai umpan balik."),
    ("report", REPORT | {"sections": ["potential"]}, "missing-section", "Gambaran kompetensi belum ada."),
    ("report", REPORT | {"sent_to": ["other"]}, "not-sent-to-ppk", f"Laporan hasil harus disampaikan kepada {PPK}."),
    ("report", REPORT | {"confidential": False}, "not-confidential",
     "Laporan hasil bersifat konfidensial; bubuhkan tanda KONFIDENSIAL."),
    ("closing", {"assessed": [{"name": "Ani"}]}, "report-missing", f"Laporan hasil Ani belum sampai kepada {PPK}."),
    ("access", {"who": "ppk", "act": "rate"}, "not-independent",
     "UPK dan TPK bekerja independen: nilai hanya ditetapkan oleh assessor pelaksana."),
    ("access", {"who": "other", "act": "read"}, "not-entitled",
     "Laporan hasil bersifat konfidensial dan tidak terbuka bagi pihak ini."),
    ("access", {"who": "ppk", "act": "read"}, "not-released", "Hasil belum disampaikan, jadi belum dapat dibaca."),
    ("access", {"who": "baperjakat", "act": "read", "released": True}, "no-current-proposal",
     "BAPERJAKAT hanya membaca hasil calon dalam usulan yang sedang dipertimbangkan."),
    *(
        ("appointment", PROPOSAL | {"considered": [head for head in HEADS if head != missing]}, "head-missing",
         f"Usulan pengangkatan belum memuat {said}.")
        for missing, said in zip(
            HEADS, ("kompetensi", "prestasi kerja", "jenjang pangkat", "syarat obyektif lainnya"), strict=True
        )
    ),
    *(
        ("appointment", PROPOSAL | {"distinguished_by": [attribute]}, "distinction",
         f"Pengangkatan tidak boleh membedakan {said}.")
        for attribute, said in {
            "sex": "jenis kelamin", "ethnicity": "suku", "religion": "agama", "race": "ras", "social-group": "golongan",
        }.items()
    ),
    ("appointment", candidate(status="pppk"), "candidate-not-pns", "Ani bukan PNS; pengangkatan ini hanya bagi PNS."),
    ("appointment", candidate(result_signed_on=None), "not-assessed", "Ani belum dinilai kompetensinya."),
    ("appointment", candidate(for_this_position=False), "not-assessed-for-position",
     "Ani: kompetensi belum dinilai untuk jabatan ini."),
    ("appointment", candidate(result_signed_on="2009-03-16"), "result-expired",
     "Hasil penilaian Ani berlaku 2 tahun, terakhir 15 Maret 2011; lakukan penilaian baru."),
    ("appointment", candidate(result_signed_on="2011-03-17"), "result-not-yet-valid",
     "Hasil penilaian Ani baru berlaku sejak ditandatangani pada 17 Maret 2011."),
    ("appointment", PROPOSAL | {"step": "appointment"}, "no-recommendation",
     "BAPERJAKAT belum memberikan pertimbangan dan rekomendasi."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "code", "message"), TOLD)
def test_a_finding_alone_says_what_is_wrong_and_how_to_mend_it(rule, facts, code, message):
    findings = decide(f"bkn-11-2008/{rule}", facts).findings
    assert [(finding.code, finding.message()) for finding in findings] == [(code, message)]


def test_every_finding_of_2008_has_its_sentence_tried():
    assert {code for _, _, code, _ in TOLD} == set(words._BOOKS["bkn-11-2008"]["findings"])


@pytest.mark.parametrize(
    ("day", "right", "weekday"),
    [
        ("2009-06-15", "Senin", "Monday"),
        ("2009-06-16", "Selasa", "Tuesday"),
        ("2009-06-17", "Rabu", "Wednesday"),
        ("2009-06-18", "Kamis", "Thursday"),
        ("2009-06-19", "Jumat", "Friday"),
        ("2009-06-20", "Sabtu", "Saturday"),
        ("2009-06-21", "Minggu", "Sunday"),
    ],
)
def test_a_weekday_is_named_in_the_language_of_the_reader_beside_that_of_the_letter(day, right, weekday):
    (finding,) = decide("bkn-11-2008/notification-letter", {"fields": LETTER | {"day": "x", "date": day}}).findings
    assert finding.message().endswith(f"jatuh pada hari {right}.")
    assert finding.message("en").endswith(f" June 2009 falls on {weekday} ({right}).")
    assert finding.details["right"] == right


def test_stages_are_named_in_english():
    (finding,) = decide("bkn-11-2008/stage", {"next": "pengajuan"}).findings
    assert finding.message("en") == 'The stage "submission" may not begin yet; finish "selection" first.'


def test_the_working_days_are_counted_before_the_eyes():
    explained = explain("bkn-11-2008/notification", {"received_on": "2009-06-09", "assessed_on": "2009-06-16"})
    assert [step.text() for step in explained.working] == [
        "Dari 9 Juni 2009 sampai sehari sebelum 16 Juni 2009 ada 5 hari kerja.",
        "Dihitung mundur 6 hari kerja: paling lambat diterima 8 Juni 2009.",
    ]
    assert explained.working[0].text("en") == "Working days from 9 June 2009 to the day before 16 June 2009: 5."
    assert {str(step.citation) for step in explained.working} == {"Perka BKN 11/2008 Lampiran III.2 huruf a angka 4)"}


def test_the_validity_is_reckoned_before_the_eyes():
    explained = explain("bkn-11-2008/result-validity", {"signed_on": "2009-03-16", "asked_on": "2009-03-16"})
    assert [(step.text(), str(step.citation)) for step in explained.working] == [
        (
            "Ditandatangani 16 Maret 2009, berlaku 2 tahun: hari terakhir 15 Maret 2011.",
            "Perka BKN 11/2008 Lampiran II.B.5",
        )
    ]


def test_the_first_open_stage_is_named_and_no_later_one():
    decision = decide("bkn-11-2008/stage", {"next": "persiapan", "done": ["pengajuan"]})
    assert [(finding.details["open"], finding.citation.place) for finding in decision.findings] == [
        ("seleksi", "Lampiran III.1.b")
    ]
