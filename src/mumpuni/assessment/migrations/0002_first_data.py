"""The first list of instruments, of duties and of checklists: our own proposals, marked so, for each organiser to change."""

from django.db import migrations

SIMULATION, INTERVIEW, TEST, QUESTIONNAIRE = "simulation", "competency-interview", "psychological-test", "questionnaire"
#: code, name, kind, minutes, rooms, observers, whole group, watch, joint, helper, prepare, classify
INSTRUMENTS = [
    ("in-basket", "In-basket", SIMULATION, 60, ["individual"], 0, False, 1, False, "", 0, 0),
    ("proposal-writing", "Penulisan proposal", SIMULATION, 90, ["individual"], 0, False, 1, False, "", 0, 0),
    ("case-analysis", "Analisis kasus", SIMULATION, 60, ["individual"], 0, False, 1, False, "", 0, 0),
    ("presentation", "Presentasi", SIMULATION, 30, ["briefing", "discussion", "individual"], 2, False, 1, False,
     "resource-person", 0, 15),
    ("leaderless-group-discussion", "Diskusi kelompok tanpa pemimpin (LGD)", SIMULATION, 60, ["discussion"], 2, True, 2,
     False, "", 0, 30),
    ("role-play", "Bermain peran", SIMULATION, 30, ["individual", "discussion"], 2, False, 1, False, "role-player", 15,
     15),
    ("business-games", "Permainan bisnis", SIMULATION, 90, ["briefing", "discussion"], 2, True, 2, False, "", 0, 30),
    ("fact-finding", "Pencarian fakta", SIMULATION, 45, ["individual"], 2, False, 1, False, "", 0, 15),
    ("competency-interview", "Wawancara kompetensi", INTERVIEW, 60, ["individual"], 2, False, 1, False, "", 0, 15),
    ("psychological-test", "Tes psikologi", TEST, 120, ["briefing"], 0, True, 1, True, "tester", 0, 0),
    ("questionnaire", "Kuesioner kompetensi", QUESTIONNAIRE, 60, ["briefing", "individual"], 0, True, 1, True, "", 0, 0),
]
DUTIES = {
    "chair": "Memimpin perencanaan dan rapat integrasi, menetapkan alat ukur, menjaga mutu pelaksanaan, dan memeriksa "
    "laporan sebelum diserahkan.",
    "admin": "Menyiapkan jadwal, ruang, dan bahan; mencatat kehadiran; membagi dan menarik bahan; menjaga waktu dan "
    "kerahasiaan bahan.",
    "assessor": "Mempelajari standar dan alat ukur, mengamati dan mencatat perilaku, menilai tiap kompetensi, mengikuti "
    "rapat integrasi, dan menulis laporan.",
    "tester": "Menyiapkan dan memberikan tes psikologi, menjaga waktu, mencatat kejadian, dan menjaga kerahasiaan soal.",
    "support": "Menyiapkan ruang, perangkat, konsumsi, dan surat-menyurat selama kegiatan.",
    "resource-person": "Menilai isi presentasi sesuai bidangnya dan memberi catatan bagi rapat integrasi.",
    "role-player": "Memerankan tokoh dalam simulasi menurut naskah, tanpa ikut menilai.",
}
ACTIVITIES = {
    "bkn-26-2019": {
        "perencanaan": ["Tujuan dan target jabatan ditetapkan bersama instansi pengguna", "Tim dibentuk",
                        "Rancangan alat ukur per kompetensi disusun", "Jadwal dan fasilitas direncanakan"],
        "persiapan": ["Surat tugas dan surat pemberitahuan dikirim", "Bahan simulasi digandakan dan diberi kode",
                      "Ruang dan perangkat diperiksa", "Formulir Assessee lengkap", "Tim diberi pengarahan"],
        "pelaksanaan": ["Kehadiran dicatat dan identitas diperiksa", "Pengarahan Assessee", "Bahan ditarik kembali"],
        "pemantauan-evaluasi": ["Kuesioner kepuasan dikumpulkan", "Evaluasi kegiatan dibahas"],
    },
    "bkn-11-2008": {
        "persiapan": ["Metode ditetapkan menurut eselon", "Standar kompetensi jabatan dan biodata disiapkan"],
        "pemberitahuan": ["Surat pemberitahuan diterima enam hari kerja sebelumnya"],
        "pelaksanaan": ["Kehadiran dicatat"],
        "laporan": ["Laporan disampaikan kepada pejabat yang berwenang"],
    },
}


def fill(apps, _schema):
    """Enter the proposals."""
    instrument, duty, activity = (apps.get_model("assessment", name) for name in ("Instrument", "DutyText", "Activity"))
    names = ("code", "name", "kind", "minutes", "room_kinds", "observers", "whole_group", "max_watch", "joint", "helper",
             "prepare_minutes", "classify_minutes")
    instrument.objects.bulk_create(instrument(**dict(zip(names, row)), is_proposal=True) for row in INSTRUMENTS)
    duty.objects.bulk_create(
        duty(edition=edition, role=role, text=text, is_proposal=True)
        for edition in ACTIVITIES for role, text in DUTIES.items()
    )
    activity.objects.bulk_create(
        activity(edition=edition, stage=stage, number=number, text=text)
        for edition, stages in ACTIVITIES.items()
        for stage, texts in stages.items()
        for number, text in enumerate(texts, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
