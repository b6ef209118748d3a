import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('standards', '0001_initial'),
        ('training', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='kode')),
                ('name', models.CharField(max_length=150, verbose_name='nama skema')),
                ('programme', models.CharField(max_length=200, verbose_name='nama pelatihan')),
                ('place', models.CharField(default='Jakarta', max_length=60, verbose_name='tempat penerbitan')),
                ('validity_years', models.PositiveSmallIntegerField(blank=True, help_text='Kosong berarti tanpa masa berlaku. Hanya mengenai sertifikat kompetensi yang terbit sesudahnya.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='masa berlaku (tahun)')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('attendance', 'Telah mengikuti pelatihan'), ('competence', 'Kompetensi')], max_length=12, verbose_name='jenis')),
                ('name', models.CharField(max_length=200, verbose_name='nama tercetak')),
                ('scheme_name', models.CharField(max_length=150, verbose_name='skema')),
                ('qualification', models.CharField(choices=[('jpt-pratama-bkn', 'JPT Pratama BKN'), ('jpt-pratama-kld', 'JPT Pratama Instansi K/L dan Daerah'), ('administrator', 'Administrator'), ('pengawas', 'Pengawas')], max_length=20, verbose_name='kualifikasi')),
                ('held', models.PositiveSmallIntegerField(default=0, verbose_name='unit dipenuhi')),
                ('required', models.PositiveSmallIntegerField(default=0, verbose_name='unit dipersyaratkan')),
                ('units', models.JSONField(default=list, verbose_name='unit kompetensi')),
                ('number', models.CharField(max_length=100, unique=True, verbose_name='nomor')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='kode verifikasi')),
                ('issued_on', models.DateField(verbose_name='tanggal')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='berlaku sampai')),
                ('status', models.CharField(choices=[('valid', 'Berlaku'), ('withdrawn', 'Dicabut'), ('replaced', 'Diganti')], default='valid', max_length=10, verbose_name='status')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan pencabutan')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut pada')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.agency', verbose_name='instansi')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='documents.document')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='training.nomination')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.person')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='certification.certificate', verbose_name='menggantikan')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
                'indexes': [models.Index(fields=['agency', 'status'], name='certificati_agency__de4afa_idx'), models.Index(fields=['person'], name='certificati_person__5b4cce_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'valid')), fields=('nomination', 'kind'), name='certification_certificate_one_valid'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), models.Q(('status', 'withdrawn'), _negated=True), _connector='OR'), name='certification_withdrawal_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('held', 0), ('kind', 'attendance')), models.Q(('held__gte', 1), ('held__lte', models.F('required')), ('kind', 'competence')), _connector='OR'), name='certification_certificate_held_fits')],
            },
        ),
        migrations.CreateModel(
            name='IssueItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('attendance', 'Telah mengikuti pelatihan'), ('competence', 'Kompetensi')], max_length=12, verbose_name='jenis')),
                ('state', models.CharField(choices=[('due', 'Akan diterbitkan'), ('left-out', 'Tidak disertakan'), ('issued', 'Terbit'), ('dropped', 'Dibatalkan')], default='due', max_length=10, verbose_name='keadaan')),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('printed', models.JSONField(default=dict, verbose_name='yang dicetak')),
                ('problems', models.JSONField(default=list, verbose_name='catatan')),
                ('decision_id', models.UUIDField(null=True, verbose_name='putusan')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issue_items', to='training.nomination')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.certificate')),
            ],
            options={
                'ordering': ['run', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'due')), fields=('nomination', 'kind'), name='certification_item_one_due')],
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='item',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='certification.issueitem'),
        ),
        migrations.CreateModel(
            name='IssueRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='judul')),
                ('issued_on', models.DateField(verbose_name='tanggal sertifikat')),
                ('state', models.CharField(choices=[('draft', 'Disusun'), ('awaiting', 'Menunggu persetujuan'), ('issuing', 'Sedang diterbitkan'), ('stopped', 'Berhenti'), ('done', 'Selesai'), ('cancelled', 'Dibatalkan')], default='draft', max_length=10, verbose_name='keadaan')),
                ('stop_reason', models.CharField(blank=True, max_length=400, verbose_name='sebab berhenti')),
                ('round', models.PositiveSmallIntegerField(default=0, verbose_name='putaran persetujuan')),
                ('header', models.JSONField(default=dict, verbose_name='kepala daftar')),
                ('list_digest', models.CharField(blank=True, max_length=64, verbose_name='sidik daftar')),
                ('unconfirmed_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan menerbitkan nama yang belum dikonfirmasi')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='catatan')),
                ('progress', models.UUIDField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='disusun pada')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai pada')),
                ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officeholder', verbose_name='penanda tangan halaman 2')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('head', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officeholder', verbose_name='penanda tangan halaman 1')),
                ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issue_runs', to='training.season', verbose_name='musim')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='certification.scheme', verbose_name='skema')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['awaiting', 'issuing']), _negated=True), models.Q(('list_digest', ''), _negated=True), _connector='OR'), name='certification_run_has_digest'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), models.Q(('stop_reason', ''), _negated=True), _connector='OR'), name='certification_run_stop_has_reason')],
            },
        ),
        migrations.AddField(
            model_name='issueitem',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='certification.issuerun'),
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(choices=[('kepala-bkn', 'Halaman 1: Kepala BKN'), ('kepala-pusat', 'Halaman 2: Kepala Pusat Pengembangan ASN')], max_length=20, verbose_name='tempat')),
                ('list_digest', models.CharField(max_length=64, verbose_name='sidik daftar')),
                ('second_factor_at', models.DateTimeField(verbose_name='faktor kedua pada')),
                ('approved_at', models.DateTimeField(verbose_name='disetujui pada')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officeholder')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='certification.issuerun')),
            ],
            options={
                'ordering': ['run', 'approved_at'],
                'constraints': [models.UniqueConstraint(fields=('run', 'slot', 'list_digest'), name='certification_approval_once')],
            },
        ),
        migrations.CreateModel(
            name='NameConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('confirmed', 'Dikonfirmasi'), ('proposed', 'Usul perbaikan'), ('refused', 'Usul ditolak')], max_length=10, verbose_name='keadaan')),
                ('printed_name', models.CharField(max_length=200, verbose_name='nama tercetak')),
                ('via', models.CharField(choices=[('page', 'Halaman sendiri'), ('link', 'Tautan surel')], max_length=10, verbose_name='melalui')),
                ('answered_at', models.DateTimeField(verbose_name='dijawab pada')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='diputuskan pada')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='catatan')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nomination', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='name_confirmation', to='training.nomination')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('printed_name', ''), _negated=True), name='certification_name_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='UnitVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('competent', models.BooleanField(verbose_name='kompeten')),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='bukti')),
                ('decided_by_name', models.CharField(max_length=150, verbose_name='nama penguji')),
                ('decided_at', models.DateTimeField(verbose_name='diputuskan pada')),
                ('correction', models.CharField(blank=True, max_length=300, verbose_name='alasan koreksi')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penguji')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='training.nomination')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.qualificationunit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('nomination', 'unit'), name='certification_verdict_once'), models.CheckConstraint(condition=models.Q(('competent', False), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='certification_verdict_has_evidence'), models.CheckConstraint(condition=models.Q(('decided_by_name', ''), _negated=True), name='certification_verdict_has_author')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('page', 'Halaman sendiri'), ('mail', 'Tautan surel'), ('zip', 'ZIP instansi')], max_length=10, verbose_name='cara')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='dikirim pada')),
                ('fetched_at', models.DateTimeField(blank=True, null=True, verbose_name='diambil pada')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='certification.certificate')),
                ('fetched_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('certificate', 'channel'), name='certification_delivery_once_per_channel')],
            },
        ),
        migrations.AddIndex(
            model_name='issueitem',
            index=models.Index(fields=['run', 'state'], name='certificati_run_id_d1f57f_idx'),
        ),
        migrations.AddConstraint(
            model_name='issueitem',
            constraint=models.UniqueConstraint(fields=('run', 'nomination', 'kind'), name='certification_item_once_in_run'),
        ),
    ]
