"""The first list of aspects of the potential profile: our own proposal, marked so, for the Instansi Pembina to change."""

from django.db import migrations

ASPECTS = [
    ("daya-tangkap", "Daya tangkap", "Cepat memahami keterangan baru dan hubungan di dalamnya."),
    ("daya-analisis", "Daya analisis", "Menguraikan persoalan menjadi bagian dan menarik simpulan yang runtut."),
    ("berpikir-konseptual", "Berpikir konseptual", "Melihat pola besar dan merumuskan gagasan dari hal yang terpisah."),
    ("keluwesan-berpikir", "Keluwesan berpikir", "Mencari jalan lain ketika cara yang biasa tidak berhasil."),
    ("sistematika-kerja", "Sistematika kerja", "Menata tugas menurut urutan dan kepentingannya."),
    ("ketelitian", "Ketelitian", "Menjaga ketepatan hasil pada pekerjaan yang rinci."),
    ("daya-tahan", "Daya tahan terhadap tekanan", "Tetap bekerja tenang dan terarah ketika beban meningkat."),
    ("dorongan-berprestasi", "Dorongan berprestasi", "Menetapkan sasaran yang menantang dan berusaha mencapainya."),
    ("kestabilan-emosi", "Kestabilan emosi", "Mengenali dan mengendalikan perasaan dalam berbagai keadaan."),
    ("hubungan-sosial", "Hubungan sosial", "Membangun dan menjaga hubungan kerja dengan orang yang beragam."),
]


def fill(apps, _schema):
    """Enter the proposals."""
    aspect = apps.get_model("assessment", "PotentialAspect")
    aspect.objects.bulk_create(
        aspect(code=code, name=name, description=text, number=number, is_proposal=True)
        for number, (code, name, text) in enumerate(ASPECTS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0005_meeting_and_report")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
