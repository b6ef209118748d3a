"""The first version of the seven forms of assessees: our own proposals, marked so, for the Instansi Pembina to replace."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations
from django.utils import timezone


def ask(code, label, kind="text", *, required=False, help="", rows=4, choices=()):
    return {"code": code, "label": label, "kind": kind, "help": help, "required": required, "rows": rows,
            "choices": list(choices)}


def part(code, title, *fields, help=""):
    return {"code": code, "title": title, "help": help, "fields": list(fields)}


def incident(code, title, first):
    return part(
        code, title,
        ask(f"{code}-waktu", "Kapan dan di mana", required=True),
        ask(f"{code}-situasi", "Situasi", "long", required=True, help=first),
        ask(f"{code}-orang", "Siapa saja yang terlibat, dan apa peran mereka", "long", required=True),
        ask(f"{code}-pikiran", "Apa yang Anda pikirkan dan rasakan saat itu", "long", required=True),
        ask(f"{code}-tindakan", "Apa yang Anda lakukan sendiri, langkah demi langkah", "long", required=True, rows=6,
            help="Tulis tindakan Anda, bukan tindakan tim."),
        ask(f"{code}-hasil", "Hasilnya, dan apa yang Anda pelajari", "long", required=True),
    )


RATING = ("Sangat baik", "Baik", "Cukup", "Kurang", "Sangat kurang")
LIFE = [
    part(
        "identitas", "Identitas",
        ask("nama", "Nama lengkap dengan gelar", required=True),
        ask("nip", "NIP"),
        ask("tempat-lahir", "Tempat lahir"),
        ask("tanggal-lahir", "Tanggal lahir", "date"),
        ask("jabatan", "Jabatan sekarang", required=True),
        ask("unit-kerja", "Unit kerja", required=True),
        ask("instansi", "Instansi", required=True),
        ask("golongan", "Pangkat dan golongan ruang"),
        ask("telepon", "Telepon yang dapat dihubungi", required=True),
        help="Terisi dari data kepegawaian bila ada; perbaiki yang keliru.",
    ),
    part(
        "atasan", "Atasan langsung",
        ask("atasan-nama", "Nama", required=True),
        ask("atasan-jabatan", "Jabatan", required=True),
        ask("atasan-sejak", "Menjadi atasan Anda sejak", "date"),
        help="Dipakai agar atasan Anda tidak menilai Anda.",
    ),
    part(
        "pendidikan", "Pendidikan",
        ask("pendidikan-formal", "Pendidikan formal", "table", required=True, rows=5,
            choices=("Jenjang", "Bidang", "Lembaga", "Tahun lulus")),
    ),
    part(
        "pelatihan", "Pelatihan dan kursus",
        ask("pelatihan-diikuti", "Lima tahun terakhir, yang terpenting", "table", rows=6,
            choices=("Nama", "Penyelenggara", "Tahun", "Lama (JP)")),
    ),
    part(
        "riwayat-jabatan", "Riwayat jabatan",
        ask("jabatan-jabatan", "Jabatan yang pernah dipegang, dari yang terakhir", "table", required=True, rows=8,
            choices=("Jabatan", "Unit kerja atau instansi", "Mulai", "Sampai")),
        ask("tugas-sekarang", "Tugas pokok dalam jabatan sekarang", "long", required=True, rows=6),
        ask("tugas-sebelumnya", "Tugas pokok dalam jabatan sebelumnya", "long", rows=6),
    ),
    part(
        "kondisi-kerja", "Keadaan kerja",
        ask("bawahan", "Banyaknya bawahan langsung", "number"),
        ask("mitra", "Mitra kerja di dalam dan di luar instansi", "long"),
        ask("kendala", "Kendala yang sering dihadapi, dan cara Anda mengatasinya", "long", required=True),
    ),
    part(
        "diri", "Minat, kekuatan, kelemahan",
        ask("minat", "Bidang kerja yang paling Anda minati", "long"),
        ask("kekuatan", "Kekuatan Anda dalam bekerja, dengan contoh", "long", required=True),
        ask("kelemahan", "Yang masih perlu Anda kembangkan, dengan contoh", "long", required=True),
    ),
]
QUESTIONNAIRE = [
    part(
        "manajerial", "Bekerja dan memimpin",
        ask("integritas", "Ceritakan saat Anda harus memilih antara aturan dan tekanan orang lain. Apa yang Anda lakukan?",
            "long", required=True),
        ask("kerja-sama", "Ceritakan kerja sama lintas unit yang sulit. Bagaimana Anda membuatnya berjalan?", "long",
            required=True),
        ask("komunikasi", "Kapan Anda harus menjelaskan hal rumit kepada orang yang berbeda latar belakang?", "long",
            required=True),
        ask("hasil", "Sasaran kerja apa yang terakhir Anda lampaui, dan bagaimana caranya?", "long", required=True),
        ask("layanan", "Ceritakan keluhan masyarakat atau pengguna layanan yang Anda tangani sampai tuntas.", "long",
            required=True),
        ask("pengembangan", "Siapa yang Anda kembangkan dua tahun terakhir, dan apa yang berubah padanya?", "long",
            required=True),
        ask("perubahan", "Perubahan apa yang Anda mulai atau Anda jalankan, dan siapa yang menolaknya?", "long",
            required=True),
        ask("keputusan", "Keputusan sulit apa yang Anda ambil dengan keterangan yang belum lengkap?", "long",
            required=True),
        help="Pilih kejadian nyata yang Anda alami sendiri. Satu kejadian untuk tiap pertanyaan.",
    ),
    part(
        "sosial-kultural", "Perekat bangsa",
        ask("perekat", "Ceritakan saat Anda bekerja dengan orang yang berbeda suku, agama, atau kebiasaan dan timbul "
            "salah paham. Apa yang Anda lakukan?", "long", required=True),
    ),
]
INCIDENTS = [
    incident("berhasil", "Kejadian yang berhasil", "Kejadian kerja dua tahun terakhir yang Anda anggap berhasil."),
    incident("gagal", "Kejadian yang tidak berhasil",
             "Kejadian kerja dua tahun terakhir yang hasilnya tidak seperti yang Anda harapkan."),
]
PORTFOLIO = [
    part(
        "karya", "Hasil kerja",
        ask("daftar-karya", "Hasil kerja yang Anda tunjukkan", "table", required=True, rows=6,
            choices=("Judul", "Tahun", "Peran Anda", "Bukti")),
        ask("berkas-karya", "Berkas bukti", "file", help="Boleh lebih dari satu berkas."),
    ),
    part(
        "penghargaan", "Penghargaan dan karya tulis",
        ask("penghargaan", "Penghargaan", "table", rows=4, choices=("Nama", "Pemberi", "Tahun")),
        ask("tulisan", "Karya tulis dan sebagai pembicara", "long"),
    ),
]
CONSENT = [
    part(
        "diberi-tahu", "Yang perlu Anda ketahui",
        ask("tahu-tujuan", "Saya sudah membaca tujuan penilaian, jabatan yang menjadi target, dan peraturan yang "
            "mengaturnya.", "yes", required=True),
        ask("tahu-data", "Saya tahu bahwa isian, catatan pengamatan, dan rekaman saya dibaca ketua tim, admin, dan "
            "Assessor kelompok saya, dan bahwa setiap pembacaan isian tercatat dan dapat saya lihat.", "yes",
            required=True),
        ask("tahu-hasil", "Saya tahu bahwa hasilnya disampaikan kepada instansi yang meminta dan kepada instansi "
            "pembina menurut peraturan.", "yes", required=True),
        ask("tahu-kebenaran", "Isian saya benar dan saya tulis sendiri.", "yes", required=True),
        help="Penilaian kompetensi dijalankan berdasarkan kewajiban menurut peraturan, bukan berdasarkan persetujuan "
        "Anda. Pernyataan ini mencatat bahwa Anda sudah diberi tahu; tidak mencentangnya tidak menghapus kewajiban itu.",
    ),
    part(
        "pertanyaan", "Pertanyaan",
        ask("tanya", "Yang ingin Anda tanyakan sebelum hari penilaian", "long"),
    ),
]
ACCOMMODATION = [
    part(
        "kebutuhan", "Kebutuhan Anda",
        ask("penyesuaian", "Penyesuaian yang Anda perlukan", "long",
            help="Misalnya huruf besar, ruang di lantai dasar, juru bahasa isyarat, waktu istirahat, makanan tertentu. "
            "Kosongkan bila tidak ada."),
        ask("alasan-penyesuaian", "Mengapa Anda memerlukannya", "long"),
        ask("berkas-penyesuaian", "Surat keterangan, bila ada", "file"),
        help="Ketua tim menjawab permintaan ini sebelum jadwal disusun. Isinya tidak dibaca Assessor.",
    ),
]
SATISFACTION = [
    part(
        "pelaksanaan", "Pelaksanaan",
        ask("nilai-informasi", "Keterangan sebelum hari penilaian", "choice", required=True, choices=RATING),
        ask("nilai-jadwal", "Jadwal dan ketepatan waktu", "choice", required=True, choices=RATING),
        ask("nilai-tempat", "Tempat dan fasilitas", "choice", required=True, choices=RATING),
        ask("nilai-tim", "Sikap tim penilaian", "choice", required=True, choices=RATING),
        ask("nilai-adil", "Kesempatan yang sama bagi semua peserta", "choice", required=True, choices=RATING),
    ),
    part(
        "saran", "Saran",
        ask("baik", "Yang sudah baik", "long"),
        ask("perbaikan", "Yang perlu diperbaiki", "long"),
        help="Tidak dibaca Assessor dan tidak memengaruhi hasil Anda.",
    ),
]
#: code, title, intro, parts, is_required, after_the_day
FORMS = [
    ("riwayat-hidup", "Daftar riwayat hidup", "Latar belakang Anda, sebagai bekal wawancara.", LIFE, True, False),
    ("kuesioner", "Kuesioner kompetensi", "Contoh perilaku kerja Anda dengan kata-kata Anda sendiri.", QUESTIONNAIRE,
     True, False),
    ("kejadian-kritis", "Dua kejadian kritis", "Satu kejadian yang berhasil dan satu yang tidak, dua tahun terakhir.",
     INCIDENTS, True, False),
    ("portofolio", "Portofolio", "Hasil kerja yang ingin Anda tunjukkan.", PORTFOLIO, False, False),
    ("persetujuan", "Pernyataan telah diberi tahu", "Apa yang dilakukan dengan data Anda, dan bahwa Anda tahu.",
     CONSENT, True, False),
    ("penyesuaian", "Kebutuhan penyesuaian", "Agar Anda dapat menunjukkan kemampuan Anda tanpa terhalang keadaan.",
     ACCOMMODATION, False, False),
    ("kepuasan", "Kepuasan peserta", "Diisi sesudah hari penilaian, untuk memperbaiki kegiatan berikutnya.",
     SATISFACTION, True, True),
]


def fill(apps, _schema):
    """Enter and publish the proposals."""
    form = apps.get_model("assessment", "FormTemplate")
    form.objects.bulk_create(
        form(code=code, version=1, title=title, intro=intro, parts=parts, is_required=required, after_the_day=after,
             published_at=timezone.now(), is_proposal=True)
        for code, title, intro, parts, required, after in FORMS
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_first_data")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='formtemplate',
            trigger=pgtrigger.compiler.Trigger(name='published_form_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.published_at IS NOT NULL AND (to_jsonb(OLD) - 'retired_at') IS DISTINCT FROM (to_jsonb(NEW) - 'retired_at'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='85087adec785797ec252cc7a84b241e8b5934611', operation='UPDATE', pgid='pgtrigger_published_form_stays_1fa61', table='assessment_formtemplate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formtemplate',
            trigger=pgtrigger.compiler.Trigger(name='published_form_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2678a75d86b6ed709a6907206627f90fe7483577', operation='DELETE', pgid='pgtrigger_published_form_is_kept_98cd0', table='assessment_formtemplate', when='BEFORE')),
        ),
    ]
