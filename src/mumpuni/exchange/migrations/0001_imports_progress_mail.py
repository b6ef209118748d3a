import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='pekerjaan')),
                ('title', models.CharField(max_length=200, verbose_name='judul')),
                ('actor_id', models.BigIntegerField(db_index=True, null=True, verbose_name='nomor pemilik')),
                ('actor_name', models.CharField(max_length=200, verbose_name='pemilik')),
                ('subject_type', models.CharField(blank=True, max_length=80, verbose_name='jenis objek')),
                ('subject_id', models.CharField(blank=True, max_length=64, verbose_name='nomor objek')),
                ('state', models.CharField(choices=[('running', 'Berjalan'), ('finished', 'Selesai'), ('failed', 'Gagal')], default='running', max_length=10, verbose_name='keadaan')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='selesai')),
                ('total', models.PositiveIntegerField(null=True, verbose_name='jumlah')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='keterangan')),
                ('result_url', models.CharField(blank=True, max_length=300, verbose_name='hasil')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='mulai')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='berubah')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='berakhir')),
            ],
            options={
                'verbose_name': 'kemajuan pekerjaan',
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='ColumnMap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80, verbose_name='jenis')),
                ('owner_key', models.CharField(blank=True, max_length=120, verbose_name='pemilik')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik judul')),
                ('signature', models.TextField(verbose_name='judul kolom')),
                ('mapping', models.JSONField(verbose_name='kolom')),
                ('used_at', models.DateTimeField(auto_now=True, verbose_name='terakhir dipakai')),
            ],
            options={
                'verbose_name': 'ingatan kolom',
                'constraints': [models.UniqueConstraint(fields=('kind', 'owner_key', 'digest'), name='exchange_column_map_once')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('template', models.CharField(max_length=120, verbose_name='templat')),
                ('to', models.EmailField(max_length=254, verbose_name='kepada')),
                ('subject', models.CharField(max_length=250, verbose_name='perihal')),
                ('body', models.TextField(verbose_name='isi')),
                ('language', models.CharField(default='id', max_length=5, verbose_name='bahasa')),
                ('secret', models.BooleanField(default=False, verbose_name='berisi tautan rahasia')),
                ('subject_person_id', models.BigIntegerField(db_index=True, null=True, verbose_name='nomor orang')),
                ('actor_id', models.BigIntegerField(null=True, verbose_name='nomor pengirim')),
                ('actor_name', models.CharField(max_length=200, verbose_name='pengirim')),
                ('state', models.CharField(choices=[('waiting', 'Menunggu'), ('sent', 'Terkirim'), ('failed', 'Gagal'), ('no-server', 'Tanpa server surel')], default='waiting', max_length=10, verbose_name='keadaan')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='percobaan')),
                ('failure', models.CharField(blank=True, max_length=500, verbose_name='sebab gagal')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='terkirim')),
            ],
            options={
                'verbose_name': 'surat keluar',
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['state', '-created_at'], name='exchange_mail_by_state')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80, verbose_name='jenis')),
                ('context', models.JSONField(default=dict, verbose_name='tujuan')),
                ('owner_key', models.CharField(blank=True, max_length=120, verbose_name='pemilik kolom')),
                ('actor_id', models.BigIntegerField(db_index=True, verbose_name='nomor pengunggah')),
                ('actor_name', models.CharField(max_length=200, verbose_name='pengunggah')),
                ('language', models.CharField(default='id', max_length=5, verbose_name='bahasa')),
                ('file_name', models.CharField(max_length=255, verbose_name='nama berkas')),
                ('file_sha256', models.CharField(max_length=64, verbose_name='sidik berkas')),
                ('file_size', models.PositiveBigIntegerField(verbose_name='ukuran berkas')),
                ('sheet', models.CharField(blank=True, max_length=255, verbose_name='lembar')),
                ('sheets', models.JSONField(default=list, verbose_name='lembar yang ada')),
                ('header_row', models.PositiveIntegerField(default=1, verbose_name='baris judul kolom')),
                ('headings', models.JSONField(default=list, verbose_name='judul kolom')),
                ('signature', models.TextField(blank=True, verbose_name='sidik judul kolom')),
                ('mapping', models.JSONField(default=dict, verbose_name='kolom')),
                ('remembered', models.BooleanField(default=False, verbose_name='kolom diingat dari impor sebelumnya')),
                ('rows_found', models.PositiveIntegerField(default=0, verbose_name='baris ditemukan')),
                ('state', models.CharField(choices=[('mapping', 'Menunggu kolom'), ('checking', 'Sedang diperiksa'), ('checked', 'Siap diperbaiki dan dimasukkan'), ('confirming', 'Sedang dimasukkan'), ('confirmed', 'Sudah masuk'), ('undone', 'Dibatalkan'), ('failed', 'Gagal diperiksa')], default='mapping', max_length=12, verbose_name='keadaan')),
                ('notice', models.TextField(blank=True, verbose_name='pemberitahuan')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='diunggah')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='dimasukkan')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='dibatalkan')),
                ('progress', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='exchange.progress')),
            ],
            options={
                'verbose_name': 'impor',
                'ordering': ['-uploaded_at'],
                'indexes': [models.Index(fields=['file_sha256', 'kind'], name='exchange_same_file')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='baris')),
                ('cells', models.JSONField(default=dict, verbose_name='isi')),
                ('flaws', models.JSONField(default=dict, verbose_name='cacat sel')),
                ('problems', models.JSONField(default=list, verbose_name='masalah')),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None, verbose_name='kunci')),
                ('has_errors', models.BooleanField(default=False, verbose_name='ada kesalahan')),
                ('state', models.CharField(choices=[('ok', 'Siap'), ('bad', 'Bermasalah'), ('skipped', 'Dilewati'), ('taken', 'Diambil dengan peringatan')], max_length=8, verbose_name='keadaan')),
                ('mended', models.BooleanField(default=False, verbose_name='sudah diperbaiki')),
                ('written_label', models.CharField(blank=True, max_length=80, verbose_name='jenis yang dibuat')),
                ('written_pk', models.BigIntegerField(null=True, verbose_name='nomor yang dibuat')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='exchange.importbatch')),
            ],
            options={
                'verbose_name': 'baris impor',
                'ordering': ['batch', 'number'],
                'indexes': [models.Index(fields=['batch', 'state', 'number'], name='exchange_row_by_state'), django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='exchange_row_company')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='exchange_row_once'), models.CheckConstraint(condition=models.Q(('has_errors', False), ('state__in', ['bad', 'skipped']), _connector='OR'), name='exchange_faulty_row_stays_out')],
            },
        ),
    ]
