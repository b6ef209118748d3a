"""Documents as issued, the counters that number them, and the keys that sign them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.audit.models import WRITTEN_ONCE


class NumberSeries(models.Model):
    """A run of numbers with the organiser's way of writing them (deret nomor)."""

    key = models.CharField(_("kunci"), max_length=60, unique=True)
    title = models.CharField(_("nama"), max_length=120, blank=True)
    pattern = models.CharField(_("pola nomor"), max_length=120)

    def __str__(self) -> str:
        return self.title or self.key


class NumberCounter(models.Model):
    """The last number taken in a year; whoever takes the next one holds this row until commit."""

    key = models.CharField(_("kunci"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tahun"))
    last = models.PositiveIntegerField(_("nomor terakhir"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.key} {self.year}: {self.last}"


class Document(models.Model):
    """A document as it was issued: its bytes by hash, its number, and the data it was printed from (dokumen terbit)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("jenis"), max_length=60, db_index=True)
    series = models.CharField(_("deret nomor"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tahun"))
    serial = models.PositiveIntegerField(_("nomor urut"))
    number = models.CharField(_("nomor"), max_length=120, unique=True)
    title = models.CharField(_("judul"), max_length=300)
    layout = models.CharField(_("tata letak"), max_length=60)
    layout_version = models.CharField(_("versi tata letak"), max_length=12)
    data = models.JSONField(_("isi tercetak"))
    sha256 = models.CharField(_("sidik SHA-256"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("ukuran"))
    media_type = models.CharField(_("jenis berkas"), max_length=60, default="application/pdf")
    code = models.CharField(_("kode verifikasi"), max_length=14, unique=True)
    issued_on = models.DateField(_("tanggal terbit"))
    created_at = models.DateTimeField(_("disimpan"), auto_now_add=True)
    created_by_id = models.BigIntegerField(_("nomor pembuat"), null=True)
    created_by_name = models.CharField(_("pembuat"), max_length=200)

    class Meta:
        triggers = WRITTEN_ONCE
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="one_document_a_number"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="serial_from_one"),
        ]

    def __str__(self) -> str:
        return self.number


class Authority(models.Model):
    """The certificate authority of this installation, made at first start (otoritas sertifikat)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("nama"), max_length=64)
    certificate = models.TextField(_("sertifikat"))
    sealed_key = models.TextField(_("kunci tersegel"))
    revoked_list = models.BinaryField(_("daftar pencabutan"))
    revoked_list_number = models.PositiveIntegerField(_("nomor daftar pencabutan"))
    revoked_list_until = models.DateTimeField(_("daftar pencabutan berlaku sampai"))
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_authority")]

    def __str__(self) -> str:
        return self.name


class SigningKey(models.Model):
    """A holder's key pair with its certificate; the private half is sealed (kunci penanda tangan)."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, verbose_name=_("otoritas"))
    holder_key = models.CharField(_("pemegang"), max_length=60, db_index=True)
    common_name = models.CharField(_("nama"), max_length=200)
    serial = models.CharField(_("nomor seri sertifikat"), max_length=40, unique=True)
    certificate = models.TextField(_("sertifikat"))
    sealed_key = models.TextField(_("kunci tersegel"))
    valid_from = models.DateTimeField(_("berlaku sejak"))
    valid_until = models.DateTimeField(_("berlaku sampai"))
    revoked_at = models.DateTimeField(_("dicabut"), null=True)
    revocation_reason = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(revoked_at=None) | ~Q(revocation_reason=""), name="revoked_for_a_reason")
        ]

    def __str__(self) -> str:
        return self.common_name
