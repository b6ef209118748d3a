"""Accounts and the roles granted to them (akun dan peran)."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models.agencies import Agency
from mumpuni.people.models.persons import Person


class Role(models.TextChoices):
    """What an account may be here; the words are used in menus, grants and the role matrix."""

    SYSTEM_ADMIN = "system-admin", _("Administrator sistem")
    ORGANISER = "organiser", _("Penyelenggara")
    AGENCY_HR = "agency-hr", _("Pengelola kepegawaian instansi")
    PARTICIPANT = "participant", _("Peserta")
    EXAMINER = "examiner", _("Penguji")
    SIGNATORY = "signatory", _("Pejabat penanda tangan")
    SUPERVISOR = "supervisor", _("Instansi pembina")
    AUDITOR = "auditor", _("Auditor")
    BPSDM = "bpsdm", _("BPSDM Kementerian")
    DRAFTER = "drafter", _("Tim penyusun standar")
    VERIFIER = "verifier", _("Verifikator standar")
    ASSESSMENT_STAFF = "assessment-staff", _("Pengelola penilaian")
    ASSESSOR = "assessor", _("Tim penilaian")
    PPK = "ppk", _("Pejabat pembina kepegawaian")


#: Roles that decide or sign; they need a second factor.
DECIDING_ROLES = frozenset(
    {
        Role.SYSTEM_ADMIN,
        Role.ORGANISER,
        Role.EXAMINER,
        Role.SIGNATORY,
        Role.BPSDM,
        Role.ASSESSMENT_STAFF,
        Role.ASSESSOR,
        Role.PPK,
    }
)


class ScopeKind(models.TextChoices):
    """What a grant is limited to."""

    EVERYWHERE = "", _("Semua")
    AGENCY = "agency", _("Satu instansi")
    SEASON = "season", _("Satu musim")
    BATCH = "batch", _("Satu angkatan")
    EVENT = "event", _("Satu kegiatan")
    PROVIDER = "provider", _("Satu penyelenggara penilaian")


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the door for people is `mumpuni.people.services`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """An account with a hashed password, or none that fits when left out."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in; apart from the person, who may have none (akun)."""

    email = models.EmailField(_("surel"), unique=True)
    name = models.CharField(_("nama"), max_length=150)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(_("aktif"), default=True)
    language = models.CharField(_("bahasa"), max_length=5, default="id")
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    invited_at = models.DateTimeField(_("diundang"), null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """How the trail calls this account."""
        return self.name

    @cached_property
    def current_grants(self) -> list["RoleGrant"]:
        """The grants in force today, read once per request."""
        return list(self.grants.in_force(timezone.localdate()).select_related("agency")) if self.is_active else []

    @property
    def role_words(self) -> frozenset[str]:
        """The words of the roles held today, whatever their scope."""
        return frozenset(grant.role for grant in self.current_grants)

    @property
    def state(self) -> Any:
        """Closed, waiting for its owner to set a password, or open."""
        if not self.is_active:
            return _("Dinonaktifkan")
        return _("Aktif") if self.has_usable_password() else _("Menunggu pemilik")

    @property
    def state_tone(self) -> str:
        """How that state is coloured."""
        if not self.is_active:
            return "bad"
        return "good" if self.has_usable_password() else "wait"

    @property
    def needs_second_factor(self) -> bool:
        """Whether a role held today decides or signs."""
        return bool(self.role_words & DECIDING_ROLES)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Grants by time."""

    def in_force(self, day: date) -> "RoleGrantQuerySet":
        """Those that hold on this day."""
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))


class RoleGrant(models.Model):
    """A role given to an account for a scope and a time (pemberian peran). Ended, never deleted."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    scope_kind = models.CharField(_("lingkup"), max_length=10, choices=ScopeKind, blank=True, default="")
    agency = models.ForeignKey(Agency, verbose_name=_("instansi"), null=True, blank=True, on_delete=models.PROTECT)
    scope_id = models.BigIntegerField(_("nomor lingkup"), null=True, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=300)

    objects: ClassVar[Any] = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["account", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope_kind="agency", agency__isnull=False, scope_id=None)
                | models.Q(scope_kind="", agency=None, scope_id=None)
                | models.Q(
                    scope_kind__in=["season", "batch", "event", "provider"], agency=None, scope_id__isnull=False
                ),
                name="people_grant_scope_fits",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="agency-hr") | models.Q(scope_kind="agency"), name="people_grant_hr_has_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"
