"""What is said of team, group, methods, instruments and rooms, and with which articles."""

import pytest

from mumpuni.regulations import decide

KNOWS = ["finance", "correspondence", "data-processing", "coordination", "assessment-process"]
TEAM = {"method": "sedang", "provider": "pemerintah", "provider_agency": "BKN"}
GROUP = {
    "assessees": 4,
    "observers": [["Ani", "Budi"]] * 4,
    "admins": 1,
    "psychologist": True,
    "support": 1,
}
ROOMS = {
    "individual_rooms": 6,
    "briefing_rooms": 1,
    "discussion_rooms": 1,
    "soundproof": True,
    "cctv": True,
    "observation_room_one_way_mirror": True,
    "recording_room_equipped": True,
    "assessor_meeting_room": True,
    "assessor_work_room": True,
}
EQUIVALENCE = {"assessments": 20, "trained": True, "certificate": True, "evidence_letter": True}
DESIGN = {
    "method": "sedang",
    "competencies": ["Integritas"],
    "matrix": {"Integritas": ["in-basket", "role-play"]},
    "assessors": 2,
}
EVENT = {"target": "administration", "event_start": "2026-11-22", "employer_report": True}


def member(*roles, **more):
    return TEAM | {"members": [{"name": "Ani", "roles": roles} | more]}


def said(rule, facts, code, language="id"):
    """What the rule says under the code, without repetition."""
    findings = decide(f"bkn-26-2019/{rule}", facts).findings
    return list(dict.fromkeys(finding.message(language) for finding in findings if finding.code == code))


SAID = [
    (
        "method", {"position": "jpt-utama", "government": "provinsi"}, "no-such-position",
        "Jabatan JPT Utama tidak dikenal untuk provinsi. Sekretaris Daerah ialah JPT Pratama di kabupaten/kota dan "
        "JPT Madya di provinsi; selain itu JPT Madya dan JPT Utama hanya ada di instansi pusat. Perbaiki jabatan atau "
        "instansinya.",
    ),
    (
        "method", {"position": "jpt-pratama", "government": "pusat", "regional_secretary": True}, "no-such-position",
        "Jabatan Sekretaris Daerah (JPT Pratama) tidak dikenal untuk instansi pusat. Sekretaris Daerah ialah JPT "
        "Pratama di kabupaten/kota dan JPT Madya di provinsi; selain itu JPT Madya dan JPT Utama hanya ada di instansi "
        "pusat. Perbaiki jabatan atau instansinya.",
    ),
    (
        "method", {"position": "ahli-madya", "government": "pusat"}, "equivalence-needed",
        "Tetapkan dahulu jabatan yang setara dengan fungsional Ahli Madya; tanpa itu metodenya tidak dapat ditentukan.",
    ),
    (
        "other-method", {"position": "mahir", "kind": "other"}, "equivalence-needed",
        "Tetapkan dahulu jabatan yang setara dengan fungsional Mahir; tanpa itu metodenya tidak dapat ditentukan.",
    ),
    (
        "method-choice", {"position": "administrator", "government": "pusat", "chosen": "sederhana"}, "weaker-method",
        "Jabatan ini meminta metode sedang; metode sederhana lebih lemah dan tidak dapat dipakai.",
    ),
    (
        "method-choice", {"position": "administrator", "government": "pusat", "chosen": "kompleks"}, "reason-missing",
        "Jabatan ini meminta metode sedang; untuk metode kompleks yang lebih kuat, catat alasannya.",
    ),
    (
        "other-method", {"position": "ahli-utama", "equivalent_position": "jpt-pratama", "kind": "other"},
        "above-administrator",
        "Cara ini paling tinggi untuk Administrator dan fungsional yang setara, di sini JPT Pratama. Gunakan metode "
        "Assessment Center.",
    ),
    (
        "design", {"family": "other"}, "purpose-missing",
        "Tujuan penilaian belum ditetapkan; tetapkan pengisian atau pemetaan sebelum memilih metode.",
    ),
    (
        "design", {"family": "other"}, "target-missing",
        "Target jabatan belum ditetapkan; tetapkan sebelum memilih metode.",
    ),
    (
        "design", {"family": "assessment-center", "targets": ["Camat", "Lurah", "camat"]}, "several-targets",
        "Assessment Center dirancang untuk satu target jabatan per kelompok, di sini 2. Pisahkan kelompoknya.",
    ),
    (
        "continuing-method", {}, "anticipation-missing",
        "Catat metode mendatang yang diantisipasi oleh metode berkelanjutan ini.",
    ),
    (
        "continuing-method", {}, "no-instrument",
        "Metode berkelanjutan ini belum memiliki alat ukur; tambahkan paling sedikit satu.",
    ),
    (
        "continuing-method", {"instruments": [{"name": "Kuis"}]}, "administration-missing",
        'Cara pengadministrasian alat ukur "Kuis" belum dicatat; pilih manual atau elektronik.',
    ),
    (
        "continuing-method", {"instruments": [{"name": "Kuis"}]}, "parent-missing",
        'Alat ukur "Kuis" harus merupakan pengembangan alat ukur yang ada; catat alat ukur asalnya.',
    ),
    (
        "team", TEAM, "missing-chair",
        "Tim belum memiliki Ketua Tim Penilaian Kompetensi; tunjuk paling sedikit satu orang.",
    ),
    (
        "team", TEAM, "missing-admin",
        "Tim belum memiliki Admin Penilaian Kompetensi; tunjuk paling sedikit satu orang.",
    ),
    ("team", TEAM, "missing-assessor", "Tim belum memiliki Assessor; tunjuk paling sedikit satu orang."),
    ("team", TEAM, "missing-tester", "Tim belum memiliki tester; tunjuk paling sedikit satu orang."),
    ("team", TEAM, "missing-support", "Tim belum memiliki tenaga pendukung; tunjuk paling sedikit satu orang."),
    (
        "team", member("chair", grade="muda"), "chair-grade",
        "Ketua Tim Ani berjenjang muda; untuk metode sedang paling rendah jenjang madya.",
    ),
    (
        "team", member("chair", grade="pertama") | {"no_qualified_chair": True}, "chair-grade",
        "Ketua Tim Ani berjenjang pertama; untuk metode sedang paling rendah jenjang muda.",
    ),
    (
        "team", member("admin", grade="muda") | {"method": "kompleks"}, "admin-grade",
        "Admin Ani berjenjang muda; untuk metode kompleks paling rendah jenjang utama.",
    ),
    (
        "team", member("admin", grade="muda") | {"method": "kompleks", "no_qualified_admin": True}, "admin-grade",
        "Admin Ani berjenjang muda; untuk metode kompleks paling rendah jenjang madya.",
    ),
    (
        "team", member("admin", grade="utama") | {"method": "sederhana"}, "admin-above-grade",
        "Admin Ani berjenjang utama, di atas jenjang muda yang disebut untuk metode sederhana; boleh, dan dicatat.",
    ),
    (
        "team", member("chair"), "chair-not-assessor",
        "Ketua Tim Ani bukan Assessor SDM Aparatur; tunjuk seorang Assessor SDM Aparatur.",
    ),
    (
        "team", member("admin"), "admin-not-assessor",
        "Admin Ani bukan Assessor SDM Aparatur; tunjuk seorang Assessor SDM Aparatur.",
    ),
    (
        "team", member("chair", independent=True), "independent-not-allowed",
        "Ani adalah Assessor Independen; pada penyelenggara instansi pemerintah, peran Ketua Tim dijalankan Assessor "
        "SDM Aparatur.",
    ),
    (
        "team", member("admin", independent=True), "independent-not-allowed",
        "Ani adalah Assessor Independen; pada penyelenggara instansi pemerintah, peran Admin Penilaian Kompetensi "
        "dijalankan Assessor SDM Aparatur.",
    ),
    (
        "team", member("chair", grade="madya", from_other_agency=True), "home-agency-missing",
        "Ketua Tim Ani berasal dari instansi lain, tetapi instansinya belum dicatat; isi instansi asalnya.",
    ),
    pytest.param(
        "team", member("admin", grade="madya", from_other_agency=True), "home-agency-missing",
        "Admin Penilaian Kompetensi Ani berasal dari instansi lain, tetapi instansinya belum dicatat; isi instansi "
        "asalnya.",
        marks=pytest.mark.requirement("B26-19-028"),
    ),
    (
        "team", member("tester", grade="madya", from_other_agency=True), "home-agency-missing",
        "Tester Ani berasal dari instansi lain, tetapi instansinya belum dicatat; isi instansi asalnya.",
    ),
    (
        "team", member("assessor", independent=True), "equivalence-missing",
        "Ani belum memiliki penyetaraan sertifikasi kompetensi dari Instansi Pembina; lengkapi penyetaraannya dahulu.",
    ),
    (
        "independent-assessor", EVENT | {"government_event": True}, "equivalence-missing",
        "Assessor Independen belum memiliki penyetaraan sertifikasi kompetensi dari Instansi Pembina; lengkapi "
        "penyetaraannya dahulu.",
    ),
    ("team", member("tester"), "tester-qualification", "Tester Ani bukan psikolog dan bukan sarjana psikologi."),
    (
        "team", member("tester"), "tester-instruments",
        "Tester Ani belum tercatat menguasai alat tes psikologi yang dipakai.",
    ),
    (
        "team", member("tester"), "tester-not-assessor",
        "Tester Ani bukan Assessor; tugas tester dilakukan oleh Assessor.",
    ),
    (
        "team", member("assessor", interprets_tests=True), "interpreter-not-psychologist",
        "Ani bukan psikolog, jadi tidak dapat menginterpretasi tes psikologi; serahkan kepada tester yang psikolog.",
    ),
    (
        "team", member("support", knows=KNOWS[1:]), "support-knowledge",
        "Tenaga pendukung Ani belum memenuhi syarat: administrasi keuangan.",
    ),
    (
        "team", member("resource-person"), "resource-person-not-needed",
        "Narasumber Ani hanya dapat dilibatkan bila ada simulasi presentasi; di sini tidak ada.",
    ),
    (
        "team", member("resource-person", expert=True, knows_field=True, knows=KNOWS), "resource-person-qualification",
        "Narasumber Ani belum memenuhi syarat: penguasaan teknik wawancara kompetensi.",
    ),
    (
        "group", GROUP | {"assessees": 3, "observers": []}, "too-few-assessees",
        "Satu kelompok paling sedikit 4 Assessee, di sini 3.",
    ),
    (
        "group", GROUP | {"assessees": 0, "observers": [], "job_fit": True}, "too-few-assessees",
        "Satu kelompok paling sedikit 1 Assessee, di sini 0.",
    ),
    pytest.param(
        "group", GROUP | {"assessees": 8}, "too-many-assessees",
        "Satu kelompok paling banyak 7 Assessee, di sini 8. Bagi menjadi paling sedikit 2 kelompok.",
        marks=pytest.mark.requirement("B26-19-056"),
    ),
    (
        "group", GROUP | {"assessees": 15}, "too-many-assessees",
        "Satu kelompok paling banyak 7 Assessee, di sini 15. Bagi menjadi paling sedikit 3 kelompok.",
    ),
    (
        "group", GROUP | {"assessees": 2, "observers": [], "job_fit": True}, "adaptation-missing",
        "Uji kesesuaian (jobfit) dengan 2 Assessee, kurang dari 4: catat bagaimana metodenya disesuaikan.",
    ),
    (
        "group", GROUP | {"observers": [["Ani", "Budi"], ["Ani", "ani"], ["Ani", "Budi"], ["Ani", "Budi"]]},
        "too-few-observers",
        "Assessee nomor 2 diamati oleh 1 Assessor; paling sedikit 2 Assessor yang berbeda.",
    ),
    (
        "group", GROUP | {"admins": 0}, "no-admin",
        "Kelompok belum memiliki Admin Penilaian Kompetensi; paling sedikit 1 orang.",
    ),
    (
        "group", GROUP | {"psychologist": False}, "no-psychologist",
        "Di antara Assessor kelompok ini belum ada psikolog.",
    ),
    ("group", GROUP | {"support": 0}, "no-support", "Kelompok belum memiliki tim pendukung."),
    (
        "group", GROUP | {"assessees": 3, "observers": [], "instruments": ["leaderless-group-discussion"]},
        "lgd-too-small",
        "Kelompok 3 Assessee terlalu kecil untuk leaderless group discussion; sebaiknya ditiadakan bila kurang dari 4.",
    ),
    (
        "independent-assessor", EVENT | {"reports": [{"date": "2026-01-05", "level": "administration"}] * 3},
        "too-few-reports",
        "Baru 3 laporan yang dihitung sejak 22 November 2022 sampai sebelum 22 November 2026; paling kurang 20 "
        "Assessee dalam 4 tahun terakhir.",
    ),
    (
        "independent-assessor", EVENT | {"employer_report": False}, "experience-not-proven",
        "Pengalaman belum dibuktikan dengan laporan Pimpinan Lembaga/Biro tempat Assessor Independen bekerja.",
    ),
    (
        "assessor-equivalence", EQUIVALENCE | {"trained": False}, "not-trained",
        "Assessor Independen belum mengikuti diklat Assessor.",
    ),
    (
        "assessor-equivalence", EQUIVALENCE | {"certificate": False}, "no-certificate",
        "Belum ada sertifikat Assessor Penilaian Kompetensi atau Assessor Assessment Center.",
    ),
    (
        "assessor-equivalence", EQUIVALENCE | {"assessments": 19}, "too-few-assessments",
        "Baru 19 kali menilai kompetensi; paling kurang 20 kali.",
    ),
    (
        "assessor-equivalence", EQUIVALENCE | {"evidence_letter": False}, "no-evidence-letter",
        "Belum ada surat keterangan yang ditandatangani Instansi Pengguna atau Penyelenggara Penilaian Kompetensi.",
    ),
    pytest.param(
        "instruments", DESIGN | {"competencies": ["Integritas", "Kerja Sama"]}, "uncovered-competency",
        'Kompetensi "Kerja Sama" belum diukur oleh satu alat ukur pun; pilih paling sedikit satu.',
        marks=pytest.mark.requirement("B26-19-004"),
    ),
    (
        "instruments", DESIGN | {"matrix": {"Integritas": ["in-basket"]}}, "single-instrument",
        "Assessment Center memakai paling sedikit 2 alat ukur yang berbeda, di sini 1.",
    ),
    (
        "instruments", DESIGN | {"assessors": 1}, "single-assessor",
        "Assessment Center dilakukan oleh paling sedikit 2 Assessor, di sini 1.",
    ),
    (
        "instruments", DESIGN | {"matrix": {"Integritas": ["Kuis Daring", "role-play"]}}, "unknown-instrument",
        'Alat ukur "Kuis Daring" tidak disebut dalam Pasal 21; boleh, dan dicatat sebagai alat ukur sendiri.',
    ),
    (
        "instrument-fit", {"method": "sedang", "instruments": {"role-play": []}}, "measures-nothing",
        'Alat ukur "role-play" tidak mengukur satu pun kompetensi standar; kaitkan dengan kompetensinya atau tiadakan.',
    ),
    (
        "instrument-fit", {"method": "other", "instruments": {"kuis": []}}, "measures-nothing",
        'Alat ukur "kuis" tidak mengukur satu pun kompetensi standar; kaitkan dengan kompetensinya atau tiadakan.',
    ),
    (
        "facility", ROOMS | {"individual_rooms": 5}, "individual-rooms",
        "Paling sedikit 6 ruang individu di area Assessee, di sini 5.",
    ),
    (
        "facility", ROOMS | {"briefing_rooms": 0}, "briefing-room",
        "Area Assessee memerlukan paling sedikit 1 ruang kelas, pengarahan, atau presentasi.",
    ),
    (
        "facility", ROOMS | {"discussion_rooms": 0}, "discussion-room",
        "Area Assessee memerlukan paling sedikit 1 ruang diskusi.",
    ),
    (
        "facility", ROOMS | {"soundproof": False}, "soundproof",
        "Ruangan area Assessee harus kedap suara; benahi ruangan yang belum.",
    ),
    pytest.param(
        "facility", ROOMS | {"unsound_rooms": ["Ruang Individu 3", "Ruang Diskusi"]}, "soundproof",
        "Ruangan area Assessee harus kedap suara; benahi Ruang Individu 3, Ruang Diskusi.",
        marks=pytest.mark.requirement("B26-19-090"),
    ),
    ("facility", ROOMS | {"cctv": False}, "cctv", "Area Assessee harus dilengkapi kamera pemantau (CCTV)."),
    (
        "facility", ROOMS | {"observation_room_one_way_mirror": False}, "observation-room",
        "Area Assessor memerlukan ruang pengamatan dengan kaca tembus pandang satu arah.",
    ),
    (
        "facility", ROOMS | {"recording_room_equipped": False}, "recording-room",
        "Area Assessor memerlukan ruang rekam data dengan peralatan audio visual dan komputer.",
    ),
    (
        "facility", ROOMS | {"assessor_meeting_room": False}, "meeting-room",
        "Area Assessor memerlukan ruang pertemuan Assessor.",
    ),
    (
        "facility", ROOMS | {"assessor_work_room": False}, "work-room",
        "Area Assessor memerlukan ruang kerja Assessor.",
    ),
    (
        "facility", ROOMS | {"group_size": 7}, "shifts-needed",
        "Latihan individu 7 Assessee tidak muat dalam 6 ruang individu dengan 1 gelombang; tambah gelombang atau "
        "ruangnya.",
    ),
    (
        "facility", ROOMS | {"group_size": 13, "planned_shifts": 2}, "shifts-needed",
        "Latihan individu 13 Assessee tidak muat dalam 6 ruang individu dengan 2 gelombang; tambah gelombang atau "
        "ruangnya.",
    ),
    (
        "evidence", {"levels": {"Integritas": "2.5"}, "notes": {}}, "evidence-missing",
        'Nilai 2,5 untuk kompetensi "Integritas" belum didukung bukti; tambahkan paling sedikit satu catatan dari '
        "penilaian.",
    ),
    (
        "rater-spread", {"ratings": {}, "integrated": {"Integritas": 3}}, "own-ratings-missing",
        'Hasil integrasi kompetensi "Integritas" belum disertai nilai satu Assessor pun; catat nilai masing-masing.',
    ),
    (
        "rater-spread", {"ratings": {"Integritas": {"Ani": 1, "Budi": 4, "Citra": 2}}, "integrated": {}},
        "ratings-apart",
        'Nilai Assessor untuk kompetensi "Integritas" berkisar 1 sampai 4, berjarak 2 tingkat atau lebih; bahas dalam '
        "rapat integrasi.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "code", "message"), SAID)
def test_what_a_finding_says(rule, facts, code, message):
    assert said(rule, facts, code) == [message]


SAID_IN_ENGLISH = [
    (
        "method", {"position": "jpt-pratama", "government": "pusat", "regional_secretary": True}, "no-such-position",
        "There is no position of regional secretary (Sekretaris Daerah) as first-tier senior leader (JPT Pratama) in a "
        "central agency. A Sekretaris Daerah is JPT Pratama in a regency or city and JPT Madya in a province; any "
        "other JPT Madya, and JPT Utama, exist in central agencies only. Correct the position or the agency.",
    ),
    (
        "method", {"position": "jpt-utama", "government": "provinsi"}, "no-such-position",
        "There is no position of top-tier senior leader (JPT Utama) in a province. A Sekretaris Daerah is JPT Pratama "
        "in a regency or city and JPT Madya in a province; any other JPT Madya, and JPT Utama, exist in central "
        "agencies only. Correct the position or the agency.",
    ),
    (
        "team", member("admin", grade="madya", from_other_agency=True), "home-agency-missing",
        "Ani serves as assessment administrator from another agency, but that agency is not recorded; enter it.",
    ),
    (
        "independent-assessor", EVENT | {"government_event": True}, "equivalence-missing",
        "The independent assessor has no equivalence of certification from the supervising agency (Instansi Pembina); "
        "it has to be obtained first.",
    ),
    (
        "independent-assessor", EVENT | {"reports": [{"date": "2026-01-05", "level": "administration"}]},
        "too-few-reports",
        "Reports that count, from 22 November 2022 to before 22 November 2026: 1; the minimum is 20 Assessees within "
        "the last 4 years.",
    ),
    (
        "assessor-equivalence", EQUIVALENCE | {"assessments": 1}, "too-few-assessments",
        "Assessments carried out: 1; the minimum is 20.",
    ),
    (
        "group", GROUP | {"assessees": 1, "observers": []}, "too-few-assessees",
        "Assessees of the group: 1; the minimum is 4.",
    ),
    (
        "group", GROUP | {"assessees": 0, "observers": [], "job_fit": True}, "too-few-assessees",
        "Assessees of the group: 0; the minimum is 1.",
    ),
    (
        "group", GROUP | {"assessees": 8}, "too-many-assessees",
        "Assessees of the group: 8; the maximum is 7. Split it into at least 2 groups.",
    ),
    (
        "group", GROUP | {"assessees": 1, "observers": [], "job_fit": True}, "adaptation-missing",
        "Assessees of the job-fit test: 1, fewer than 4; record how the method is adapted.",
    ),
    (
        "group", GROUP | {"observers": [["Ani"], *[["Ani", "Budi"]] * 3]}, "too-few-observers",
        "Assessors who observe Assessee number 1: 1; the minimum is 2 different ones.",
    ),
    ("group", GROUP | {"admins": 0}, "no-admin", "The group has no administrator; the minimum is 1."),
    (
        "group", GROUP | {"assessees": 1, "observers": [], "instruments": ["leaderless-group-discussion"]},
        "lgd-too-small",
        "Assessees of the group: 1, too few for a leaderless group discussion; leave it out with fewer than 4.",
    ),
    (
        "facility", ROOMS | {"briefing_rooms": 0}, "briefing-room",
        "The Assessee area needs class, briefing or presentation rooms; the minimum is 1.",
    ),
    (
        "facility", ROOMS | {"discussion_rooms": 0}, "discussion-room",
        "The Assessee area needs discussion rooms; the minimum is 1.",
    ),
    (
        "facility", ROOMS | {"soundproof": False}, "soundproof",
        "The rooms of the Assessee area must be soundproof; mend those that are not.",
    ),
    (
        "facility", ROOMS | {"unsound_rooms": ["Ruang Diskusi"]}, "soundproof",
        "The rooms of the Assessee area must be soundproof; mend Ruang Diskusi.",
    ),
    (
        "facility", ROOMS | {"individual_rooms": 1, "group_size": 2}, "shifts-needed",
        "The individual exercises of the group do not fit (Assessees: 2; individual rooms: 1; shifts: 1); add shifts "
        "or rooms.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "code", "message"), SAID_IN_ENGLISH)
def test_what_a_finding_says_in_english(rule, facts, code, message):
    """Counts stand so that 1 reads as well as any other number."""
    assert said(rule, facts, code, "en") == [message]


def test_each_missing_item_of_a_support_person_is_named():
    assert said("team", member("support"), "support-knowledge") == [
        f"Tenaga pendukung Ani belum memenuhi syarat: {item}."
        for item in (
            "administrasi keuangan",
            "persuratan",
            "pengolahan data",
            "kemampuan koordinasi",
            "pengetahuan tentang proses penilaian kompetensi",
        )
    ]


def test_each_missing_criterion_of_a_resource_person_is_named():
    assert said("team", member("resource-person"), "resource-person-qualification") == [
        f"Narasumber Ani belum memenuhi syarat: {item}."
        for item in (
            "kedudukan Pejabat Pimpinan Tinggi atau Pakar",
            "pengetahuan dan pengalaman di bidang yang dinilai",
            "pengetahuan tentang proses penilaian kompetensi",
            "penguasaan teknik wawancara kompetensi",
        )
    ]


EVERY_TEAM = [12, 15, 17, 22, 24, 26, 40, 41, 42, 43, 45, 45, 45, 46, 47]


@pytest.mark.parametrize(
    ("rule", "facts", "rows"),
    [
        ("method", {"position": "pengawas", "government": "pusat"}, [69, 66]),
        ("method", {"position": "terampil", "equivalent_position": "pengawas", "government": "pusat"}, [70, 66]),
        ("method", {"position": "jpt-madya", "government": "provinsi"}, [76]),
        ("method", {"position": "mahir", "government": "provinsi"}, [79]),
        ("method-choice", {"position": "jpt-pratama", "government": "pusat", "chosen": "sedang"}, [72, 66]),
        ("other-method", {"position": "pengawas", "kind": "other"}, [67]),
        ("other-method", {"position": "pengawas", "kind": "mass-electronic"}, [88]),
        ("design", {"family": "assessment-center"}, [61, 62]),
        ("design", {"family": "other"}, [61]),
        ("continuing-method", {}, [85, 86, 87]),
        ("team", TEAM, EVERY_TEAM),
        ("team", member("support", agency="bkn"), EVERY_TEAM),
        ("team", TEAM | {"no_qualified_chair": True}, [*EVERY_TEAM, 19, 20]),
        ("team", TEAM | {"no_qualified_admin": True}, [*EVERY_TEAM, 27, 28]),
        ("team", TEAM | {"no_qualified_tester": True}, [*EVERY_TEAM, 44]),
        ("team", member("support", agency="LAN"), [*EVERY_TEAM, 19, 20, 27, 28]),
        ("team", member("support", from_other_agency=True), [*EVERY_TEAM, 19, 20, 27, 28]),
        ("team", member("tester", agency="LAN"), [*EVERY_TEAM, 19, 20, 27, 28]),
        ("team", member("tester", from_other_agency=True), [*EVERY_TEAM, 19, 20, 27, 28, 44]),
        ("team", member("assessor", from_other_agency=True, agency="BKN"), EVERY_TEAM),
        ("team", member("assessor", independent=True), [*EVERY_TEAM, 21, 29, 31]),
        ("team", member("resource-person"), [*EVERY_TEAM, 13, 48, 49, 50, 51]),
        ("group", GROUP, [52, 53, 54, 55, 56]),
        ("group", GROUP | {"job_fit": True}, [52, 53, 54, 55, 56, 57]),
        ("group", GROUP | {"instruments": ["Leaderless-Group-Discussion"]}, [52, 53, 54, 55, 56, 58]),
        ("independent-assessor", EVENT, [30, 31, 36, 37]),
        ("independent-assessor", EVENT | {"target": "jpt"}, [30, 31, 35]),
        ("independent-assessor", EVENT | {"purpose": "pemetaan"}, [30, 31]),
        ("assessor-equivalence", EQUIVALENCE, [32, 33, 34, 38]),
        ("instruments", DESIGN, [4, 63, 64, 83]),
        ("instruments", DESIGN | {"method": "other"}, [4, 83]),
        ("instrument-fit", {"method": "kompleks", "instruments": {}}, [81]),
        ("instrument-fit", {"method": "other", "instruments": {}}, [84]),
        ("facility", ROOMS, [90, 91, 92, 93, 94, 96, 97, 98, 99, 95]),
        ("evidence", {"levels": {}, "notes": {}}, [3]),
        ("rater-spread", {"ratings": {}, "integrated": {}}, [5]),
    ],
)
def test_the_articles_that_a_decision_names(rule, facts, rows):
    decision = decide(f"bkn-26-2019/{rule}", facts)
    named = [citation.requirement for citation in decision.citations]
    assert sorted(named) == sorted(f"B26-19-{row:03}" for row in rows)
