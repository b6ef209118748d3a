import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0004_the_day'),
        ('documents', '0001_initial'),
        ('people', '0004_assessment_roles'),
        ('people', '__first__'),
        ('standards', '0002_framework_and_standards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('taken_at', models.DateTimeField(verbose_name='waktu')),
                ('text', models.TextField(verbose_name='catatan')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
            ],
            options={
                'ordering': ['taken_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PotentialAspect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='kode')),
                ('name', models.CharField(max_length=100, verbose_name='aspek')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='uraian')),
                ('required', models.CharField(choices=[('KS', 'Kurang sekali'), ('K', 'Kurang'), ('C', 'Cukup'), ('B', 'Baik'), ('BS', 'Baik sekali')], default='C', max_length=2, verbose_name='taraf yang diminta jabatan')),
                ('number', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('is_active', models.BooleanField(default=True, verbose_name='dipakai')),
                ('is_proposal', models.BooleanField(default=False, editable=False, verbose_name='usulan awal aplikasi')),
            ],
            options={
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kerja', 'Hasil kerja Assessee'), ('tes', 'Hasil tes psikologi')], max_length=6, verbose_name='jenis')),
                ('name', models.CharField(max_length=200, verbose_name='nama berkas')),
                ('media_type', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField(verbose_name='ukuran')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ins', to='assessment.assessee')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ins', to='assessment.eventinstrument')),
            ],
            options={
                'ordering': ['assessee', 'instrument', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MaterialCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nomor salinan')),
                ('handed_out_at', models.DateTimeField(verbose_name='dibagikan')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='kembali')),
                ('missing_reason', models.CharField(blank=True, max_length=300, verbose_name='tidak kembali karena')),
                ('assessee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='assessment.assessee')),
                ('handed_out_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='assessment.eventinstrument')),
                ('returned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['instrument', 'number'],
                'constraints': [models.UniqueConstraint(fields=('instrument', 'number'), name='assessment_copy_number_once'), models.CheckConstraint(condition=models.Q(('returned_at', None), ('missing_reason', ''), _connector='OR'), name='assessment_copy_back_or_missing')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('berlangsung', 'Berlangsung'), ('dikunci', 'Dikunci')], default='berlangsung', max_length=12, verbose_name='keadaan')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='putaran')),
                ('minutes', models.TextField(blank=True, verbose_name='notulen')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuka')),
                ('locked_at', models.DateTimeField(blank=True, null=True, verbose_name='dikunci')),
                ('decision_id', models.UUIDField(blank=True, default=None, null=True)),
                ('assessee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='meeting', to='assessment.assessee')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chaired', to='assessment.teammember')),
                ('locked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('present', models.ManyToManyField(related_name='meetings', to='assessment.teammember', verbose_name='hadir')),
            ],
            options={
                'ordering': ['assessee__number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'berlangsung')), fields=('chair',), name='assessment_one_open_meeting_a_chair'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dikunci'), _negated=True), ('locked_at__isnull', False), _connector='OR'), name='assessment_meeting_locked_when')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='putaran')),
                ('level', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='level sepakat')),
                ('reason', models.TextField(verbose_name='alasan')),
                ('recorded_at', models.DateTimeField(auto_now=True)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.blueprintline')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='assessment.meeting')),
                ('evidence', models.ManyToManyField(blank=True, related_name='+', to='assessment.note', verbose_name='bukti')),
            ],
            options={
                'ordering': ['meeting', 'round', 'line'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'round', 'line'), name='assessment_agreement_once'), models.CheckConstraint(condition=models.Q(('level__gte', 0), ('level__lte', 5)), name='assessment_agreement_level')],
            },
        ),
        migrations.CreateModel(
            name='NoteTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.indicator')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.blueprintline')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='assessment.note')),
            ],
            options={
                'ordering': ['note', 'line'],
                'constraints': [models.UniqueConstraint(fields=('note', 'line'), name='assessment_tag_once')],
            },
        ),
        migrations.CreateModel(
            name='OrganiserReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=120, verbose_name='nomor')),
                ('issued_on', models.DateField(verbose_name='tanggal')),
                ('issued_at', models.DateTimeField(auto_now_add=True)),
                ('via_agency_at', models.DateTimeField(blank=True, null=True, verbose_name='diserahkan kepada Instansi Pengguna')),
                ('copy_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='salinan disampaikan kepada Instansi Pembina')),
                ('decision_id', models.UUIDField(blank=True, default=None, null=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='organiser_report', to='assessment.event')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officeholder')),
            ],
            options={
                'ordering': ['-issued_at'],
            },
        ),
        migrations.CreateModel(
            name='Potential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dynamics', models.TextField(blank=True, verbose_name='dinamika psikologis')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='ditandatangani')),
                ('assessee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='potential', to='assessment.assessee')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.teammember')),
            ],
            options={
                'ordering': ['assessee'],
            },
        ),
        migrations.CreateModel(
            name='PotentialGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.CharField(choices=[('KS', 'Kurang sekali'), ('K', 'Kurang'), ('C', 'Cukup'), ('B', 'Baik'), ('BS', 'Baik sekali')], max_length=2, verbose_name='taraf')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='uraian')),
                ('aspect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.potentialaspect')),
                ('potential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grades', to='assessment.potential')),
            ],
            options={
                'ordering': ['potential', 'aspect__number'],
                'constraints': [models.UniqueConstraint(fields=('potential', 'aspect'), name='assessment_grade_once')],
            },
        ),
        migrations.CreateModel(
            name='QualityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_code', models.CharField(max_length=20, verbose_name='pemeriksaan')),
                ('state', models.CharField(choices=[('passed', 'Sesuai'), ('failed', 'Tidak sesuai'), ('resolved', 'Sudah diperbaiki')], max_length=10, verbose_name='hasil')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='catatan')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quality_checks', to='assessment.event')),
            ],
            options={
                'ordering': ['event', 'check_code', '-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'passed'), models.Q(('note', ''), _negated=True), _connector='OR'), name='assessment_quality_check_why')],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='putaran yang dibuka')),
                ('minutes', models.TextField(blank=True, verbose_name='notulen putaran itu')),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='assessment.meeting')),
            ],
            options={
                'ordering': ['meeting', 'round'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='tenggat')),
                ('state', models.CharField(choices=[('draf', 'Ditulis'), ('ditinjau', 'Ditinjau'), ('dikembalikan', 'Dikembalikan'), ('diterima', 'Diterima'), ('ditandatangani', 'Ditandatangani')], default='draf', max_length=15, verbose_name='keadaan')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='dikirim untuk ditinjau')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='diterima')),
                ('number', models.CharField(blank=True, max_length=120, verbose_name='nomor')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='ditandatangani')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='berlaku sampai')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='dibuka bagi Assessee')),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='assessment.report')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.teammember')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports_reviewed', to='assessment.teammember', verbose_name='penelaah')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officeholder')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports_written', to='assessment.teammember', verbose_name='penulis')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('writer', models.F('reviewer')), _negated=True), name='assessment_report_reviewed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ditandatangani'), _negated=True), models.Q(('signed_at__isnull', False), ('valid_until__isnull', False), models.Q(models.Q(('responsible', None), ('signed_by__isnull', False)), models.Q(('responsible__isnull', False), ('signed_by', None)), _connector='OR')), _connector='OR'), name='assessment_report_signed_whole'), models.CheckConstraint(condition=models.Q(('released_at', None), ('state', 'ditandatangani'), _connector='OR'), name='assessment_report_released_signed')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asesor', 'Edisi penilai dengan lampiran bukti'), ('rahasia', 'Edisi rahasia'), ('ringkasan', 'Ringkasan satu halaman'), ('sertifikat', 'Sertifikat')], max_length=10, verbose_name='edisi')),
                ('name', models.CharField(max_length=200, verbose_name='pembuka')),
                ('capacity', models.CharField(max_length=100, verbose_name='selaku')),
                ('purpose', models.CharField(max_length=200, verbose_name='keperluan')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='assessment.report')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(choices=[('ppk', 'Pejabat Pembina Kepegawaian'), ('pejabat', 'Pejabat yang ditunjuk'), ('pembina', 'Instansi Pembina'), ('panitia', 'Panitia seleksi'), ('baperjakat', 'Baperjakat')], max_length=12, verbose_name='penerima')),
                ('name', models.CharField(max_length=200, verbose_name='nama penerima')),
                ('copy_number', models.PositiveSmallIntegerField(verbose_name='nomor salinan')),
                ('sent_at', models.DateTimeField(verbose_name='disampaikan')),
                ('until', models.DateField(blank=True, null=True, verbose_name='dapat dibuka sampai')),
                ('occasion', models.CharField(blank=True, max_length=200, verbose_name='keperluan')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='diterima')),
                ('received_by', models.CharField(blank=True, max_length=200, verbose_name='diterima oleh')),
                ('proof', models.CharField(blank=True, max_length=200, verbose_name='bukti penerimaan')),
                ('recommendation', models.TextField(blank=True, verbose_name='rekomendasi')),
                ('recommended_at', models.DateTimeField(blank=True, null=True, verbose_name='direkomendasikan')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='assessment.report')),
            ],
            options={
                'ordering': ['report', 'copy_number'],
                'constraints': [models.UniqueConstraint(fields=('report', 'copy_number'), name='assessment_delivery_copy_once'), models.CheckConstraint(condition=models.Q(models.Q(('recipient__in', ('panitia', 'baperjakat')), _negated=True), models.Q(('until__isnull', False), models.Q(('occasion', ''), _negated=True)), _connector='OR'), name='assessment_delivery_for_an_occasion'), models.CheckConstraint(condition=models.Q(('recommendation', ''), models.Q(('recipient', 'baperjakat'), ('recommended_at__isnull', False)), _connector='OR'), name='assessment_delivery_recommendation_of_the_board')],
            },
        ),
        migrations.CreateModel(
            name='ReportComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('uraian', 'Uraian'), ('kekuatan', 'Kekuatan'), ('pengembangan', 'Area pengembangan'), ('ringkasan', 'Gambaran umum'), ('rekomendasi', 'Rekomendasi'), ('saran-pengembangan', 'Saran pengembangan'), ('saran-penempatan', 'Saran penempatan')], max_length=20, verbose_name='bagian')),
                ('text', models.TextField(verbose_name='catatan')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='dikerjakan')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.blueprintline')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='assessment.report')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='ReportDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asesor', 'Edisi penilai dengan lampiran bukti'), ('rahasia', 'Edisi rahasia'), ('ringkasan', 'Ringkasan satu halaman'), ('sertifikat', 'Sertifikat')], max_length=10, verbose_name='edisi')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='assessment.report')),
            ],
            options={
                'ordering': ['report', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('report', 'kind'), name='assessment_report_document_once')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='putaran')),
                ('edition', models.CharField(choices=[('bkn-26-2019', 'Peraturan BKN 26/2019'), ('bkn-11-2008', 'Perka BKN 11/2008')], max_length=12, verbose_name='peraturan')),
                ('purpose', models.CharField(choices=[('pengisian', 'Pengisian jabatan'), ('pemetaan', 'Pemetaan jabatan')], max_length=12, verbose_name='tujuan')),
                ('required', models.JSONField(verbose_name='dipersyaratkan')),
                ('achieved', models.JSONField(verbose_name='capaian')),
                ('percentage', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='JPM')),
                ('category', models.CharField(blank=True, max_length=30, verbose_name='kategori')),
                ('decision_id', models.UUIDField()),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
                ('assessee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='assessment.assessee')),
                ('blueprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.blueprint')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='assessment.meeting')),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='assessment.result')),
            ],
            options={
                'ordering': ['assessee__number', '-round'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'round'), name='assessment_result_a_round'), models.UniqueConstraint(condition=models.Q(('replaced_by', None)), fields=('assessee',), name='assessment_result_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('edition', 'bkn-11-2008'), _negated=True), models.Q(('category', ''), ('percentage', None)), _connector='OR'), name='assessment_result_2008_has_no_category')],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='result',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='assessment.result'),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='keberatan')),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.CharField(blank=True, choices=[('', 'Belum dijawab'), ('diterima', 'Diterima, rapat dibuka kembali'), ('ditolak', 'Ditolak')], default='', max_length=10, verbose_name='jawaban')),
                ('answer_text', models.TextField(blank=True, verbose_name='penjelasan')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='assessment.result')),
            ],
            options={
                'ordering': ['-raised_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer', ''), models.Q(('answer_text', ''), _negated=True), _connector='OR'), name='assessment_objection_answer_why'), models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('result',), name='assessment_objection_one_open')],
            },
        ),
        migrations.CreateModel(
            name='DevelopmentLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.CharField(max_length=200, verbose_name='bentuk pengembangan')),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='JP')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('cost', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='biaya (Rp)')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='terlaksana')),
                ('done_note', models.CharField(blank=True, max_length=300, verbose_name='catatan pelaksanaan')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.blueprintline', verbose_name='kompetensi')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='development', to='assessment.result')),
            ],
            options={
                'ordering': ['year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ResultUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(max_length=30, verbose_name='pemanfaatan')),
                ('used_on', models.DateField(verbose_name='tanggal')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='keterangan')),
                ('decision_id', models.UUIDField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='assessment.result')),
            ],
            options={
                'ordering': ['-used_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ValidityReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField(verbose_name='bulan sebelumnya')),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='assessment.result')),
            ],
            options={
                'ordering': ['sent_at'],
                'constraints': [models.UniqueConstraint(fields=('result', 'months'), name='assessment_validity_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('uraian', 'Uraian'), ('kekuatan', 'Kekuatan'), ('pengembangan', 'Area pengembangan'), ('ringkasan', 'Gambaran umum'), ('rekomendasi', 'Rekomendasi'), ('saran-pengembangan', 'Saran pengembangan'), ('saran-penempatan', 'Saran penempatan')], max_length=20, verbose_name='bagian')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='level')),
                ('text', models.TextField(verbose_name='kalimat')),
                ('is_active', models.BooleanField(default=True, verbose_name='dipakai')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('competency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.competency', verbose_name='kompetensi')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sentences', to='assessment.provider', verbose_name='milik')),
            ],
            options={
                'ordering': ['part', 'competency', 'level', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level', None), models.Q(('level__gte', 0), ('level__lte', 5)), _connector='OR'), name='assessment_sentence_level')],
            },
        ),
        migrations.CreateModel(
            name='ReportText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('uraian', 'Uraian'), ('kekuatan', 'Kekuatan'), ('pengembangan', 'Area pengembangan'), ('ringkasan', 'Gambaran umum'), ('rekomendasi', 'Rekomendasi'), ('saran-pengembangan', 'Saran pengembangan'), ('saran-penempatan', 'Saran penempatan')], max_length=20, verbose_name='bagian')),
                ('text', models.TextField(verbose_name='isi')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.blueprintline')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='assessment.report')),
                ('sentence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.sentence')),
            ],
            options={
                'ordering': ['report', 'part', 'line'],
                'constraints': [models.UniqueConstraint(fields=('report', 'part', 'line'), name='assessment_report_text_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('layar', 'Di layar'), ('kertas', 'Di kertas, lalu disalin penilainya')], default='layar', max_length=6, verbose_name='ditulis')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='simulasi mulai')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='simulasi selesai')),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='dikirim')),
                ('assessee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='assessment.assessee')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='assessment.eventinstrument')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='assessment.teammember')),
            ],
            options={
                'ordering': ['assessee', 'instrument', 'member'],
                'constraints': [models.UniqueConstraint(fields=('assessee', 'instrument', 'member'), name='assessment_sheet_once')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nama berkas')),
                ('media_type', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField(verbose_name='ukuran')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='assessment.sheet')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='level')),
                ('reason', models.TextField(blank=True, verbose_name='alasan')),
                ('rated_at', models.DateTimeField(auto_now=True)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='assessment.blueprintline')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='assessment.sheet')),
            ],
            options={
                'ordering': ['sheet', 'line'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'line'), name='assessment_rating_once'), models.CheckConstraint(condition=models.Q(('level__gte', 0), ('level__lte', 5)), name='assessment_rating_level')],
            },
        ),
        migrations.AddField(
            model_name='note',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='assessment.sheet'),
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.UUIDField(verbose_name='perangkat')),
                ('sequence', models.PositiveIntegerField(verbose_name='urutan')),
                ('kind', models.CharField(max_length=20, verbose_name='langkah')),
                ('body', models.JSONField(verbose_name='isi')),
                ('made_at', models.DateTimeField(verbose_name='ditulis')),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('refused', models.CharField(blank=True, max_length=60, verbose_name='ditolak karena')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='journal', to='assessment.sheet')),
            ],
            options={
                'ordering': ['received_at', 'sequence'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'device', 'sequence'), name='assessment_journal_once')],
            },
        ),
        migrations.CreateModel(
            name='Stance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField(verbose_name='setuju')),
                ('dissent', models.TextField(blank=True, verbose_name='pendapat berbeda')),
                ('said_at', models.DateTimeField(auto_now=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stances', to='assessment.agreement')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.teammember')),
            ],
            options={
                'ordering': ['agreement', 'member'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'member'), name='assessment_stance_once'), models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('dissent', ''), _negated=True), _connector='OR'), name='assessment_dissent_why')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='tanggal')),
                ('notes', models.TextField(blank=True, verbose_name='pokok pembicaraan')),
                ('agreed', models.TextField(blank=True, verbose_name='pengembangan yang disepakati')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='tidak diberikan karena')),
                ('recorded_at', models.DateTimeField(auto_now=True)),
                ('assessee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='assessment.assessee')),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.teammember')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['assessee'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('given_on__isnull', False), ('giver__isnull', False)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='assessment_feedback_given_or_why')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handin',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2668f41a5d6afa44c21ef46be63a0266f7ddf069', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_631d8', table='assessment_handin', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handin',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='bfd0f9b2e638b960a92ea0a37a51fe3ecc99bc94', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_7852c', table='assessment_handin', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='qualitycheck',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2e33a0526c673ce53ddd4462ef2854f743183912', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_ae083', table='assessment_qualitycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='qualitycheck',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='a7c2eceff0304b6e34757451c1e8a6cf64e06241', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_419d8', table='assessment_qualitycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reopening',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='902bf5eb99839c62da82d349d66cd6ad2791ce0b', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_3a372', table='assessment_reopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reopening',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='1b772a2408fe8f6f25dbf5652eca422293c3d8b4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_f3257', table='assessment_reopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='opening',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d16ec9b5cc9926db0b42bd8da12122170007cf88', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_29bfc', table='assessment_opening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='opening',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='27e641122bebd56f9cf0bb3240c3bc8cff4e499e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_983db', table='assessment_opening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdocument',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ef6e461950684ab07cf9c29a6a80a2c9953293e1', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_918c5', table='assessment_reportdocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdocument',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='6111233899588823891fb7418d29d7c7be59c820', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_a943b', table='assessment_reportdocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resultuse',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ce7e2984e8516f847376685ceaf2c103a1ae48d', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_5131a', table='assessment_resultuse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resultuse',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='01ae8f7b5e8e9907d43f882a65c15ed9b75b64c2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_b8f44', table='assessment_resultuse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scan',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c8d527e6c3a54eb895e796d929e81bd98a9f603', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_71b32', table='assessment_scan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scan',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='5d8f40f9f3ab04014ddfc8cfde676527c7114d19', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_1b000', table='assessment_scan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalentry',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9a0108bb9c039a651f4784f5508eee54173e9af', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_ec9b0', table='assessment_journalentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalentry',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='23252e52b6bab92378d4afe333556b4072a48c70', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_d1b84', table='assessment_journalentry', when='BEFORE')),
        ),
    ]
