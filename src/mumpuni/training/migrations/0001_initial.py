import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('exchange', '0001_imports_progress_mail'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Season',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='nama musim')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='selesai')),
                ('seats', models.PositiveIntegerField(verbose_name='sasaran peserta')),
                ('edition', models.CharField(default='panduan-2019', max_length=40, verbose_name='panduan yang berlaku')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='tempat')),
                ('state', models.CharField(choices=[('draft', 'Disusun'), ('open', 'Terbuka'), ('closed', 'Ditutup')], default='draft', max_length=10, verbose_name='keadaan')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'musim',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='training_season_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nomor angkatan')),
                ('level', models.CharField(choices=[('jpt-pratama', 'JPT Pratama'), ('administrator', 'Administrator'), ('pengawas', 'Pengawas')], max_length=20, verbose_name='jenjang')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='kursi')),
                ('class_starts_on', models.DateField(verbose_name='hari kelas pertama')),
                ('class_ends_on', models.DateField(verbose_name='hari kelas terakhir')),
                ('season', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='training.season', verbose_name='musim')),
            ],
            options={
                'verbose_name': 'angkatan',
                'ordering': ['season', 'number'],
                'constraints': [models.UniqueConstraint(fields=('season', 'number'), name='training_batch_number_once'), models.CheckConstraint(condition=models.Q(('class_ends_on__gte', models.F('class_starts_on'))), name='training_batch_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position_title', models.CharField(blank=True, max_length=200, verbose_name='nama jabatan')),
                ('level', models.CharField(choices=[('pelaksana', 'Pelaksana'), ('pengawas', 'Pengawas'), ('administrator', 'Administrator'), ('jpt-pratama', 'JPT Pratama'), ('jpt-madya', 'JPT Madya'), ('jpt-utama', 'JPT Utama'), ('pemula', 'Fungsional Pemula'), ('terampil', 'Fungsional Terampil'), ('mahir', 'Fungsional Mahir'), ('penyelia', 'Fungsional Penyelia'), ('ahli-pertama', 'Fungsional Ahli Pertama'), ('ahli-muda', 'Fungsional Ahli Muda'), ('ahli-madya', 'Fungsional Ahli Madya'), ('ahli-utama', 'Fungsional Ahli Utama')], max_length=20, verbose_name='jenjang')),
                ('manages_asn', models.BooleanField(default=True, verbose_name='menyelenggarakan manajemen ASN')),
                ('qualification', models.CharField(choices=[('jpt-pratama-bkn', 'JPT Pratama BKN'), ('jpt-pratama-kld', 'JPT Pratama Instansi K/L dan Daerah'), ('administrator', 'Administrator'), ('pengawas', 'Pengawas')], max_length=20, verbose_name='kualifikasi')),
                ('state', models.CharField(choices=[('nominated', 'Diusulkan'), ('accepted', 'Diterima'), ('withdrawn', 'Ditarik')], default='nominated', max_length=10, verbose_name='keadaan')),
                ('training_jp', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='JP pelatihan')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan ditarik')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='people.agency', verbose_name='instansi')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='training.batch', verbose_name='angkatan')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='people.person', verbose_name='pegawai')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.position', verbose_name='jabatan')),
                ('source', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='exchange.importrow', verbose_name='baris impor asal')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit kerja')),
                ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='training.season', verbose_name='musim')),
            ],
            options={
                'verbose_name': 'usulan',
                'ordering': ['batch__number', 'person__name', 'pk'],
                'indexes': [models.Index(fields=['season', 'state'], name='training_no_season__7e2594_idx'), models.Index(fields=['agency', 'season'], name='training_no_agency__94e8ff_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('season', 'person'), name='training_nomination_one_active'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawal_reason', ''), _negated=True), _connector='OR'), name='training_withdrawal_has_reason')],
            },
        ),
    ]
