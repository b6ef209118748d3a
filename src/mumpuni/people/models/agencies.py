"""Agencies with their units and positions (instansi, unit kerja, jabatan)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    """The kinds of government agency of Peraturan BKN 7/2020 Pasal 1 angka 12-14."""

    MINISTRY = "kementerian", _("Kementerian")
    NON_MINISTERIAL = "lpnk", _("Lembaga pemerintah nonkementerian")
    STATE_SECRETARIAT = "kesekretariatan-lembaga-negara", _("Kesekretariatan lembaga negara")
    NON_STRUCTURAL_SECRETARIAT = "kesekretariatan-lembaga-nonstruktural", _("Kesekretariatan lembaga nonstruktural")
    PROVINCE = "provinsi", _("Pemerintah daerah provinsi")
    REGENCY = "kabupaten-kota", _("Pemerintah daerah kabupaten/kota")


class UnitKind(models.TextChoices):
    """The kinds of regional unit of Peraturan BKN 7/2020 Pasal 1 angka 14; central units have none."""

    NONE = "", _("Tidak berlaku")
    SECRETARIAT = "sekretariat-daerah", _("Sekretariat daerah")
    COUNCIL_SECRETARIAT = "sekretariat-dprd", _("Sekretariat dewan perwakilan rakyat daerah")
    SERVICE = "dinas-daerah", _("Dinas daerah")
    TECHNICAL = "lembaga-teknis-daerah", _("Lembaga teknis daerah")


class Level(models.TextChoices):
    """Tiers of structural positions and grades of functional ones (jenjang jabatan)."""

    PELAKSANA = "pelaksana", _("Pelaksana")
    PENGAWAS = "pengawas", _("Pengawas")
    ADMINISTRATOR = "administrator", _("Administrator")
    JPT_PRATAMA = "jpt-pratama", _("JPT Pratama")
    JPT_MADYA = "jpt-madya", _("JPT Madya")
    JPT_UTAMA = "jpt-utama", _("JPT Utama")
    PEMULA = "pemula", _("Fungsional Pemula")
    TERAMPIL = "terampil", _("Fungsional Terampil")
    MAHIR = "mahir", _("Fungsional Mahir")
    PENYELIA = "penyelia", _("Fungsional Penyelia")
    AHLI_PERTAMA = "ahli-pertama", _("Fungsional Ahli Pertama")
    AHLI_MUDA = "ahli-muda", _("Fungsional Ahli Muda")
    AHLI_MADYA = "ahli-madya", _("Fungsional Ahli Madya")
    AHLI_UTAMA = "ahli-utama", _("Fungsional Ahli Utama")


class Echelon(models.TextChoices):
    """Rank of a post before 2014, for reading old data (eselon)."""

    NONE = "", _("Tanpa eselon")
    I_A = "I.a", "I.a"
    I_B = "I.b", "I.b"
    II_A = "II.a", "II.a"
    II_B = "II.b", "II.b"
    III_A = "III.a", "III.a"
    III_B = "III.b", "III.b"
    IV_A = "IV.a", "IV.a"
    IV_B = "IV.b", "IV.b"
    V_A = "V.a", "V.a"


class TimeZone(models.TextChoices):
    """The three civil time zones."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Agency(models.Model):
    """A government agency (instansi pemerintah), Peraturan BKN 7/2020 Pasal 1 angka 12."""

    name = models.CharField(_("nama"), max_length=200, unique=True)
    short_name = models.CharField(_("nama pendek"), max_length=60, blank=True)
    kind = models.CharField(_("jenis"), max_length=40, choices=AgencyKind)
    parent = models.ForeignKey(
        "self", verbose_name=_("bagian dari"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_bkn = models.BooleanField(_("lingkungan BKN, termasuk kantor regional"), default=False)
    time_zone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone, default=TimeZone.WIB)
    email = models.EmailField(_("surel kepegawaian"), blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_central(self) -> bool:
        """Whether this is an instansi pusat (Pasal 1 angka 13); the others are instansi daerah."""
        return self.kind not in (AgencyKind.PROVINCE, AgencyKind.REGENCY)


class AgencyAlias(models.Model):
    """A spelling under which an agency was met in a file; `key` is the loose form that is compared."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Unit(models.Model):
    """A unit of an agency (unit kerja)."""

    agency = models.ForeignKey(Agency, verbose_name=_("instansi"), on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", verbose_name=_("di bawah"), null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=30, choices=UnitKind, blank=True, default="")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="people_unit_name_once")]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """A spelling under which a unit was met in a file of its agency."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="unit_aliases")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=200)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="people_unit_alias_once")]

    def __str__(self) -> str:
        return self.key


class Position(models.Model):
    """A position in an agency (jabatan)."""

    agency = models.ForeignKey(Agency, verbose_name=_("instansi"), on_delete=models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, verbose_name=_("unit kerja"), null=True, blank=True, on_delete=models.PROTECT)
    title = models.CharField(_("nama jabatan"), max_length=200)
    level = models.CharField(_("jenjang"), max_length=20, choices=Level)
    echelon = models.CharField(_("eselon"), max_length=6, choices=Echelon, blank=True, default="")
    manages_asn = models.BooleanField(_("menyelenggarakan manajemen ASN"), default=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "title", "level"], nulls_distinct=False, name="people_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
