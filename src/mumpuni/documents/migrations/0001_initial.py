import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='NumberCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='kunci')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('last', models.PositiveIntegerField(verbose_name='nomor terakhir')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'year'), name='one_counter_a_year')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, unique=True, verbose_name='kunci')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='nama')),
                ('pattern', models.CharField(max_length=120, verbose_name='pola nomor')),
            ],
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder_key', models.CharField(db_index=True, max_length=60, verbose_name='pemegang')),
                ('common_name', models.CharField(max_length=200, verbose_name='nama')),
                ('serial', models.CharField(max_length=40, unique=True, verbose_name='nomor seri sertifikat')),
                ('certificate', models.TextField(verbose_name='sertifikat')),
                ('sealed_key', models.TextField(verbose_name='kunci tersegel')),
                ('valid_from', models.DateTimeField(verbose_name='berlaku sejak')),
                ('valid_until', models.DateTimeField(verbose_name='berlaku sampai')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='dicabut')),
                ('revocation_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan pencabutan')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('revoked_at', None), models.Q(('revocation_reason', ''), _negated=True), _connector='OR'), name='revoked_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=64, verbose_name='nama')),
                ('certificate', models.TextField(verbose_name='sertifikat')),
                ('sealed_key', models.TextField(verbose_name='kunci tersegel')),
                ('revoked_list', models.BinaryField(verbose_name='daftar pencabutan')),
                ('revoked_list_number', models.PositiveIntegerField(verbose_name='nomor daftar pencabutan')),
                ('revoked_list_until', models.DateTimeField(verbose_name='daftar pencabutan berlaku sampai')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_authority')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(db_index=True, max_length=60, verbose_name='jenis')),
                ('series', models.CharField(max_length=60, verbose_name='deret nomor')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('serial', models.PositiveIntegerField(verbose_name='nomor urut')),
                ('number', models.CharField(max_length=120, unique=True, verbose_name='nomor')),
                ('title', models.CharField(max_length=300, verbose_name='judul')),
                ('layout', models.CharField(max_length=60, verbose_name='tata letak')),
                ('layout_version', models.CharField(max_length=12, verbose_name='versi tata letak')),
                ('data', models.JSONField(verbose_name='isi tercetak')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='sidik SHA-256')),
                ('size', models.PositiveIntegerField(verbose_name='ukuran')),
                ('media_type', models.CharField(default='application/pdf', max_length=60, verbose_name='jenis berkas')),
                ('code', models.CharField(max_length=14, unique=True, verbose_name='kode verifikasi')),
                ('issued_on', models.DateField(verbose_name='tanggal terbit')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='disimpan')),
                ('created_by_id', models.BigIntegerField(null=True, verbose_name='nomor pembuat')),
                ('created_by_name', models.CharField(max_length=200, verbose_name='pembuat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'year', 'serial'), name='one_document_a_number'), models.CheckConstraint(condition=models.Q(('serial__gte', 1)), name='serial_from_one')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36e56064a52da4a4742a1cae7ca962f3a0377b24', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_64ebb', table='documents_document', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='9c56b31e737ce2ad8655eace84cdd6967699b327', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_3df4d', table='documents_document', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='signingkey',
            name='authority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='documents.authority', verbose_name='otoritas'),
        ),
    ]
