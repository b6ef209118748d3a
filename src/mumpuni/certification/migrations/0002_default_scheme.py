"""The scheme that the guide's sample names, with a way of numbering that the organiser can change."""

from django.db import migrations

PATTERNS = {
    "competence": ("Kompetensi", "{serial:05d}/MASN-K/{roman_month}/{year}"),
    "attendance": ("Telah mengikuti pelatihan", "{serial:05d}/MASN-P/{roman_month}/{year}"),
}


def make(apps, schema_editor):
    name = "MANAJEMEN APARATUR SIPIL NEGARA"
    apps.get_model("certification", "Scheme").objects.create(
        code="masn", name=name, programme="Pelatihan dan Sertifikasi Manajemen Aparatur Sipil Negara", place="Jakarta"
    )
    series = apps.get_model("documents", "NumberSeries")
    for kind, (title, pattern) in PATTERNS.items():
        series.objects.get_or_create(
            key=f"certification/masn/{kind}", defaults={"title": f"{name} – {title}", "pattern": pattern}
        )


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial"), ("documents", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
