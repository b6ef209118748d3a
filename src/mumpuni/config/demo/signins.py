"""Who may sign in to the demo: one account per role, with a password and a second factor anyone can compute."""

import base64
import hashlib
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from mumpuni.config.words import gettext as _
from mumpuni.people.models import Account, Role
from mumpuni.people.models.accounts import DECIDING_ROLES

PASSWORD = "Contoh-Mumpuni-2026"  # noqa: S105


@dataclass(frozen=True)
class SignIn:
    """A demo account by its role."""

    role: Role
    email: str
    name: str

    @property
    def secret(self) -> str:
        """The seed of the one-time codes, known to everybody: this is a demo."""
        return base64.b32encode(hashlib.sha1(self.email.encode()).digest()).decode()  # noqa: S324


ADMIN = SignIn(Role.SYSTEM_ADMIN, "admin@contoh.example", "Administrator Contoh")
ORGANISER = SignIn(Role.ORGANISER, "penyelenggara@contoh.example", "Penyelenggara Contoh")
EXAMINER = SignIn(Role.EXAMINER, "penguji@contoh.example", "Penguji Contoh")
HEAD = SignIn(Role.SIGNATORY, "kepala-bkn@contoh.example", "Kepala BKN Contoh")
CENTRE = SignIn(Role.SIGNATORY, "kepala-pusat@contoh.example", "Kepala Pusat Contoh")
AGENCY = SignIn(Role.AGENCY_HR, "instansi@contoh.example", "Pengelola Kepegawaian Contoh")
PARTICIPANT = SignIn(Role.PARTICIPANT, "peserta@contoh.example", "Peserta Contoh")
SUPERVISOR = SignIn(Role.SUPERVISOR, "pembina@contoh.example", "Instansi Pembina Contoh")
AUDITOR = SignIn(Role.AUDITOR, "auditor@contoh.example", "Auditor Contoh")
BPSDM = SignIn(Role.BPSDM, "bpsdm@contoh.example", "BPSDM Kemendagri Contoh")
DRAFTER = SignIn(Role.DRAFTER, "penyusun@contoh.example", "Penyusun Standar Contoh")
VERIFIER = SignIn(Role.VERIFIER, "verifikator@contoh.example", "Verifikator Standar Contoh")
ASSESSMENT = SignIn(Role.ASSESSMENT_STAFF, "pengelola-penilaian@contoh.example", "Pengelola Penilaian Contoh")
LEAD = SignIn(Role.ASSESSOR, "ketua-tim@contoh.example", "Ketua Tim Contoh")
ASSESSOR = SignIn(Role.ASSESSOR, "assessor@contoh.example", "Assessor Contoh")
PPK = SignIn(Role.PPK, "ppk@contoh.example", "PPK Contoh")
ASSESSEE = SignIn(Role.PARTICIPANT, "assessee@contoh.example", "Assessee Contoh")
ASSESSED = SignIn(Role.PARTICIPANT, "dinilai@contoh.example", "Pegawai Sudah Dinilai Contoh")
ALL = (
    ADMIN,
    ORGANISER,
    EXAMINER,
    HEAD,
    CENTRE,
    AGENCY,
    PARTICIPANT,
    SUPERVISOR,
    AUDITOR,
    BPSDM,
    DRAFTER,
    VERIFIER,
    ASSESSMENT,
    LEAD,
    ASSESSOR,
    PPK,
    ASSESSEE,
    ASSESSED,
)


def give_second_factor(account: Account, secret: str) -> None:
    """Set up one-time codes with a seed that the demo can print."""
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(account, secret)


def code(secret: str) -> str:
    """The one-time code of this moment."""
    from allauth.mfa import app_settings
    from allauth.mfa.totp.internal import auth

    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def told() -> str:
    """One sign-in per role, with the code of this moment where the role needs one."""
    lines = [_("Masuk dengan kata sandi {password}:").format(password=PASSWORD)]
    lines += [_line(each) for each in ALL]
    lines.append(_("Kode baru untuk langkah kedua: mumpuni demo --codes"))
    return "\n".join(lines)


def _line(each: SignIn) -> str:
    line = f"  {each.email:32} {each.role.label!s:34}"
    if each.role in DECIDING_ROLES:
        line += _("kode {code} (kunci {secret})").format(code=code(each.secret), secret=each.secret)
    return line


def since() -> date:
    """From when the people of the demo hold their roles and posts: some of it happened weeks ago."""
    return timezone.localdate() - timedelta(days=400)


def open_account(
    admin: Any, each: SignIn, *, person: Any = None, agency: Any = None, scope: tuple[str, int] | None = None
) -> Account:
    """Invite, open by the link of the invitation, grant the role: as an administrator and the invited person would."""
    from mumpuni.people import services as people
    from mumpuni.people.services.accounts import invitation_link

    account = people.invite(actor=admin, email=each.email, name=each.name, person=person)
    token = invitation_link(account).rstrip("/").rsplit("/", 1)[-1]
    account = people.accept_invitation(token=token, password=PASSWORD)
    limits: dict[str, Any] = {"starts_on": since()}
    if agency:
        limits |= {"scope_kind": "agency", "agency": agency}
    if scope:
        limits |= dict(zip(("scope_kind", "scope_id"), scope, strict=True))
    people.grant_role(actor=admin, account=account, role=each.role, reason=_("Data contoh"), **limits)
    if each.role in DECIDING_ROLES:
        give_second_factor(account, each.secret)
    return Account.objects.get(pk=account.pk)
