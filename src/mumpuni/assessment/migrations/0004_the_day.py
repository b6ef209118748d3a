import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0003_first_forms'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='is_catch_up',
            field=models.BooleanField(default=False, verbose_name='susulan'),
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_at', models.DateTimeField(verbose_name='terjadi')),
                ('text', models.TextField(verbose_name='kejadian')),
                ('action', models.TextField(blank=True, verbose_name='tindakan')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('assessee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='assessment.assessee', verbose_name='Assessee')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='assessment.event')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-happened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='hari')),
                ('state', models.CharField(choices=[('hadir', 'Hadir'), ('izin', 'Tidak hadir dengan alasan'), ('alpa', 'Tidak hadir tanpa alasan')], default='hadir', max_length=8, verbose_name='kehadiran')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='alasan')),
                ('recorded_at', models.DateTimeField(auto_now=True)),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='ditandatangani')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='assessment.teammember')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['day', 'member'],
                'constraints': [models.UniqueConstraint(fields=('member', 'day'), name='assessment_presence_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'izin'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='assessment_presence_excused_why'), models.CheckConstraint(condition=models.Q(('signed_at', None), ('state', 'hadir'), _connector='OR'), name='assessment_presence_signed_present')],
            },
        ),
        migrations.CreateModel(
            name='Taking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('selesai', 'Selesai'), ('terhenti', 'Terhenti di tengah jalan'), ('izin', 'Tidak hadir dengan alasan'), ('alpa', 'Tidak hadir tanpa alasan'), ('ulang', 'Diulang dengan paket lain'), ('dibebaskan', 'Dibebaskan ketua tim')], max_length=12, verbose_name='keadaan')),
                ('minutes_late', models.PositiveSmallIntegerField(default=0, verbose_name='terlambat (menit)')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='alasan')),
                ('recorded_at', models.DateTimeField(auto_now=True)),
                ('assessee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takings', to='assessment.assessee')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takings', to='assessment.eventinstrument')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('variant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.variant', verbose_name='paket')),
            ],
            options={
                'ordering': ['assessee', 'instrument'],
                'constraints': [models.UniqueConstraint(fields=('assessee', 'instrument'), name='assessment_taking_once'), models.CheckConstraint(condition=models.Q(('state__in', ('selesai', 'alpa')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='assessment_taking_why'), models.CheckConstraint(condition=models.Q(('minutes_late', 0), ('state__in', ('selesai', 'terhenti')), _connector='OR'), name='assessment_taking_late_came')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='hari')),
                ('at', models.DateTimeField(verbose_name='lapor diri')),
                ('identity', models.CharField(max_length=100, verbose_name='bukti diri')),
                ('briefed_at', models.DateTimeField(blank=True, null=True, verbose_name='mengikuti pengarahan')),
                ('assessee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='assessment.assessee')),
                ('briefed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['day', 'at'],
                'constraints': [models.UniqueConstraint(fields=('assessee', 'day'), name='assessment_check_in_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e94449f8a27773a6e3ec225c9e32dfdb89435de5', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_011c5', table='assessment_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: rows of % are written once', TG_TABLE_NAME;", hash='727eb9647a520842e7418937218d5afd15d6ec43', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_db9d8', table='assessment_incident', when='BEFORE')),
        ),
    ]
