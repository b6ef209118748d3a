import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_extensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='nama')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='nama pendek')),
                ('kind', models.CharField(choices=[('kementerian', 'Kementerian'), ('lpnk', 'Lembaga pemerintah nonkementerian'), ('kesekretariatan-lembaga-negara', 'Kesekretariatan lembaga negara'), ('kesekretariatan-lembaga-nonstruktural', 'Kesekretariatan lembaga nonstruktural'), ('provinsi', 'Pemerintah daerah provinsi'), ('kabupaten-kota', 'Pemerintah daerah kabupaten/kota')], max_length=40, verbose_name='jenis')),
                ('is_bkn', models.BooleanField(default=False, verbose_name='lingkungan BKN, termasuk kantor regional')),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=20, verbose_name='zona waktu')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel kepegawaian')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.agency', verbose_name='bagian dari')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AgencyAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.agency')),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='kode')),
                ('title', models.CharField(help_text='Baris pertama, mis. Kepala', max_length=100, verbose_name='jabatan')),
                ('body', models.CharField(help_text='Baris kedua, mis. Badan Kepegawaian Negara', max_length=150, verbose_name='lembaga')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.agency', verbose_name='instansi')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='nama tanpa gelar')),
                ('front_title', models.CharField(blank=True, max_length=60, verbose_name='gelar depan')),
                ('back_title', models.CharField(blank=True, max_length=100, verbose_name='gelar belakang')),
                ('sex', models.CharField(blank=True, choices=[('P', 'Perempuan'), ('L', 'Laki-laki')], max_length=1, verbose_name='jenis kelamin')),
                ('birth_place', models.CharField(blank=True, max_length=80, verbose_name='tempat lahir')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='tanggal lahir')),
                ('employment', models.CharField(choices=[('pns', 'PNS'), ('pppk', 'PPPK'), ('non-asn', 'Bukan ASN')], default='pns', max_length=10, verbose_name='status kepegawaian')),
                ('appointed_by', models.CharField(blank=True, help_text='Peraturan BKN 7/2020 Pasal 1 angka 2: Pegawai ASN diangkat oleh PPK, mis. Bupati Sleman', max_length=150, verbose_name='diangkat oleh (pejabat pembina kepegawaian)')),
                ('pik_graduate', models.BooleanField(default=False, verbose_name='lulusan Pendidikan Ilmu Kepegawaian (PIK)')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telepon')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.person')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='people_person_name_like'), models.Index(fields=['birth_date'], name='people_person_birth_date')],
            },
        ),
        migrations.CreateModel(
            name='OfficeHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(choices=[('definitif', 'Definitif'), ('plt', 'Plt. (pelaksana tugas)'), ('plh', 'Plh. (pelaksana harian)'), ('an', 'a.n. (atas nama)')], default='definitif', max_length=10, verbose_name='kedudukan')),
                ('own_title', models.CharField(blank=True, help_text='Dicetak di bawah baris a.n., Plt., atau Plh.', max_length=150, verbose_name='jabatan sendiri')),
                ('decree_number', models.CharField(max_length=100, verbose_name='nomor keputusan')),
                ('decree_date', models.DateField(verbose_name='tanggal keputusan')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, help_text='Hari terakhir; kosong bila belum ditentukan', null=True, verbose_name='sampai')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='people.office', verbose_name='jabatan')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.person', verbose_name='pejabat')),
            ],
            options={
                'ordering': ['office', '-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_holder_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('office', '='), ('capacity', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='people_holder_one_per_capacity', violation_error_message='Pada masa itu sudah ada pejabat lain dengan kedudukan yang sama; akhiri masa jabatannya dahulu.')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved', models.JSONField(default=dict)),
                ('reason', models.CharField(max_length=300, verbose_name='alasan')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='waktu')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='dibatalkan')),
                ('gone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='digabung')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='tetap')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('nip', 'NIP'), ('nik', 'NIK'), ('passport', 'Paspor')], max_length=10, verbose_name='jenis identitas')),
                ('lookup', models.CharField(editable=False, max_length=64, unique=True)),
                ('plain', models.CharField(blank=True, db_index=True, max_length=18, verbose_name='NIP')),
                ('sealed', models.TextField(blank=True, editable=False)),
                ('last4', models.CharField(max_length=4, verbose_name='empat angka terakhir')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='people_identity_one_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'nip'), ('sealed', '')), models.Q(models.Q(('kind', 'nip'), _negated=True), ('plain', '')), _connector='OR'), name='people_identity_only_nip_in_clear')],
            },
        ),
        migrations.CreateModel(
            name='Education',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('degree', models.CharField(choices=[('dasar', 'Pendidikan dasar'), ('menengah', 'Pendidikan menengah'), ('d1', 'Diploma satu'), ('d2', 'Diploma dua'), ('d3', 'Diploma tiga'), ('d4', 'Diploma empat'), ('sarjana-terapan', 'Sarjana terapan'), ('sarjana', 'Sarjana'), ('profesi', 'Profesi'), ('spesialis', 'Spesialis'), ('magister-terapan', 'Magister terapan'), ('magister', 'Magister'), ('doktor-terapan', 'Doktor terapan'), ('doktor', 'Doktor')], max_length=20, verbose_name='jenjang')),
                ('field', models.CharField(blank=True, max_length=150, verbose_name='bidang')),
                ('institution', models.CharField(blank=True, max_length=150, verbose_name='lembaga')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='tahun lulus')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='education', to='people.person')),
            ],
            options={
                'ordering': ['-year', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Distinct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('higher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('lower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lower', 'higher'), name='people_distinct_once'), models.CheckConstraint(condition=models.Q(('lower__lt', models.F('higher'))), name='people_distinct_ordered')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='surel')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktif')),
                ('language', models.CharField(default='id', max_length=5, verbose_name='bahasa')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='diundang')),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='people.person')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('system-admin', 'Administrator sistem'), ('organiser', 'Penyelenggara'), ('agency-hr', 'Pengelola kepegawaian instansi'), ('participant', 'Peserta'), ('examiner', 'Penguji'), ('signatory', 'Pejabat penanda tangan'), ('supervisor', 'Instansi pembina'), ('auditor', 'Auditor')], max_length=20, verbose_name='peran')),
                ('scope_kind', models.CharField(blank=True, choices=[('', 'Semua'), ('agency', 'Satu instansi'), ('season', 'Satu musim'), ('batch', 'Satu angkatan'), ('event', 'Satu kegiatan')], default='', max_length=10, verbose_name='lingkup')),
                ('scope_id', models.BigIntegerField(blank=True, null=True, verbose_name='nomor lingkup')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('reason', models.CharField(max_length=300, verbose_name='alasan')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.agency', verbose_name='instansi')),
            ],
            options={
                'ordering': ['account', 'role', 'starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('scope_id', None), ('scope_kind', 'agency')), models.Q(('agency', None), ('scope_id', None), ('scope_kind', '')), models.Q(('agency', None), ('scope_id__isnull', False), ('scope_kind__in', ['season', 'batch', 'event'])), _connector='OR'), name='people_grant_scope_fits'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'agency-hr'), _negated=True), ('scope_kind', 'agency'), _connector='OR'), name='people_grant_hr_has_agency')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('kind', models.CharField(blank=True, choices=[('', 'Tidak berlaku'), ('sekretariat-daerah', 'Sekretariat daerah'), ('sekretariat-dprd', 'Sekretariat dewan perwakilan rakyat daerah'), ('dinas-daerah', 'Dinas daerah'), ('lembaga-teknis-daerah', 'Lembaga teknis daerah')], default='', max_length=30, verbose_name='jenis')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='people.agency', verbose_name='instansi')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.unit', verbose_name='di bawah')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'name'), name='people_unit_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='nama jabatan')),
                ('level', models.CharField(choices=[('pelaksana', 'Pelaksana'), ('pengawas', 'Pengawas'), ('administrator', 'Administrator'), ('jpt-pratama', 'JPT Pratama'), ('jpt-madya', 'JPT Madya'), ('jpt-utama', 'JPT Utama'), ('pemula', 'Fungsional Pemula'), ('terampil', 'Fungsional Terampil'), ('mahir', 'Fungsional Mahir'), ('penyelia', 'Fungsional Penyelia'), ('ahli-pertama', 'Fungsional Ahli Pertama'), ('ahli-muda', 'Fungsional Ahli Muda'), ('ahli-madya', 'Fungsional Ahli Madya'), ('ahli-utama', 'Fungsional Ahli Utama')], max_length=20, verbose_name='jenjang')),
                ('echelon', models.CharField(blank=True, choices=[('', 'Tanpa eselon'), ('I.a', 'I.a'), ('I.b', 'I.b'), ('II.a', 'II.a'), ('II.b', 'II.b'), ('III.a', 'III.a'), ('III.b', 'III.b'), ('IV.a', 'IV.a'), ('IV.b', 'IV.b'), ('V.a', 'V.a')], default='', max_length=6, verbose_name='eselon')),
                ('manages_asn', models.BooleanField(default=True, verbose_name='menyelenggarakan manajemen ASN')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='people.agency', verbose_name='instansi')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'unit', 'title', 'level'), name='people_position_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.CharField(blank=True, max_length=10, verbose_name='golongan/ruang')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.agency', verbose_name='instansi')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='people.person')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.position', verbose_name='jabatan')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('person',), name='people_appointment_one_open'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_appointment_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='UnitAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unit_aliases', to='people.agency')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.unit')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'key'), name='people_unit_alias_once')],
            },
        ),
    ]
