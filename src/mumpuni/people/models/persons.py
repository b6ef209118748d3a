"""Persons, how they are identified, where they served (orang, identitas, riwayat)."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models.agencies import Agency, Position, Unit


class Sex(models.TextChoices):
    """As the register writes it."""

    FEMALE = "P", _("Perempuan")
    MALE = "L", _("Laki-laki")


class Employment(models.TextChoices):
    """Kinds of ASN employee (Peraturan BKN 7/2020 Pasal 1 angka 1-2), and people from outside."""

    PNS = "pns", _("PNS")
    PPPK = "pppk", _("PPPK")
    OTHER = "non-asn", _("Bukan ASN")


class Person(models.Model):
    """An official or another person whom the system knows (pegawai)."""

    name = models.CharField(_("nama tanpa gelar"), max_length=150)
    front_title = models.CharField(_("gelar depan"), max_length=60, blank=True)
    back_title = models.CharField(_("gelar belakang"), max_length=100, blank=True)
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex, blank=True)
    birth_place = models.CharField(_("tempat lahir"), max_length=80, blank=True)
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    employment = models.CharField(_("status kepegawaian"), max_length=10, choices=Employment, default=Employment.PNS)
    appointed_by = models.CharField(
        _("diangkat oleh (pejabat pembina kepegawaian)"),
        max_length=150,
        blank=True,
        help_text=_("Peraturan BKN 7/2020 Pasal 1 angka 2: Pegawai ASN diangkat oleh PPK, mis. Bupati Sleman"),
    )
    pik_graduate = models.BooleanField(_("lulusan Pendidikan Ilmu Kepegawaian (PIK)"), default=False)
    email = models.EmailField(_("surel"), blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="people_person_name_like"),
            models.Index(fields=["birth_date"], name="people_person_birth_date"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its degrees, as letters print it: "Dr. Siti Aminah, S.H., M.Si."."""
        front = f"{self.front_title} {self.name}".strip()
        return f"{front}, {self.back_title}" if self.back_title else front

    @property
    def current(self) -> "Appointment | None":
        """Where the person serves now; free of queries on persons that came from a selector."""
        return next((each for each in self.appointments.all() if each.ends_on is None), None)


class IdentityKind(models.TextChoices):
    """By what number a person is known."""

    NIP = "nip", _("NIP")
    NIK = "nik", _("NIK")
    PASSPORT = "passport", _("Paspor")


class Identity(models.Model):
    """A number of a person. Only the NIP stands in clear, for officials search by it; the others are sealed.

    `lookup` is a keyed digest of kind and number: it finds and keeps unique what `sealed` hides.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(_("jenis identitas"), max_length=10, choices=IdentityKind)
    lookup = models.CharField(max_length=64, unique=True, editable=False)
    plain = models.CharField(_("NIP"), max_length=18, blank=True, db_index=True)
    sealed = models.TextField(blank=True, editable=False)
    last4 = models.CharField(_("empat angka terakhir"), max_length=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="people_identity_one_per_kind"),
            models.CheckConstraint(
                condition=models.Q(kind="nip", sealed="") | (~models.Q(kind="nip") & models.Q(plain="")),
                name="people_identity_only_nip_in_clear",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.masked}"

    @property
    def masked(self) -> str:
        """The number with all but its last four characters hidden, for lists and logs."""
        return "•" * (14 if self.kind == IdentityKind.NIP else 8) + self.last4


class Appointment(models.Model):
    """A person in a position for a time (riwayat jabatan); the open one is where the person serves now."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    agency = models.ForeignKey(
        Agency, verbose_name=_("instansi"), on_delete=models.PROTECT, related_name="appointments"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit kerja"), null=True, blank=True, on_delete=models.PROTECT)
    position = models.ForeignKey(Position, verbose_name=_("jabatan"), on_delete=models.PROTECT)
    rank = models.CharField(_("golongan/ruang"), max_length=10, blank=True)
    starts_on = models.DateField(_("mulai"), null=True, blank=True)
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ends_on=None), name="people_appointment_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="people_appointment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}, {self.agency}"


class Education(models.Model):
    """A diploma (riwayat pendidikan); levels are the words of Permendagri 11/2018 Pasal 9."""

    class Degree(models.TextChoices):
        """Levels of formal education."""

        PRIMARY = "dasar", _("Pendidikan dasar")
        SECONDARY = "menengah", _("Pendidikan menengah")
        D1 = "d1", _("Diploma satu")
        D2 = "d2", _("Diploma dua")
        D3 = "d3", _("Diploma tiga")
        D4 = "d4", _("Diploma empat")
        APPLIED_BACHELOR = "sarjana-terapan", _("Sarjana terapan")
        BACHELOR = "sarjana", _("Sarjana")
        PROFESSIONAL = "profesi", _("Profesi")
        SPECIALIST = "spesialis", _("Spesialis")
        APPLIED_MASTER = "magister-terapan", _("Magister terapan")
        MASTER = "magister", _("Magister")
        APPLIED_DOCTOR = "doktor-terapan", _("Doktor terapan")
        DOCTOR = "doktor", _("Doktor")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="education")
    degree = models.CharField(_("jenjang"), max_length=20, choices=Degree)
    field = models.CharField(_("bidang"), max_length=150, blank=True)
    institution = models.CharField(_("lembaga"), max_length=150, blank=True)
    year = models.PositiveSmallIntegerField(_("tahun lulus"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_degree_display()} {self.field}".strip()


class Merge(models.Model):
    """Two records found to be one person; `moved` says which rows went over, so that it can be undone."""

    kept = models.ForeignKey(Person, verbose_name=_("tetap"), on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, verbose_name=_("digabung"), on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    reason = models.CharField(_("alasan"), max_length=300)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    undone_at = models.DateTimeField(_("dibatalkan"), null=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Distinct(models.Model):
    """Two records that look alike and are two people, as somebody found; they are not proposed again."""

    lower = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    higher = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lower", "higher"], name="people_distinct_once"),
            models.CheckConstraint(condition=models.Q(lower__lt=models.F("higher")), name="people_distinct_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} ≠ {self.higher_id}"
