"""Who compiles and verifies a standard (tim penyusun; Pasal 14 ayat (1) and 24 ayat (1) huruf a)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.models import Account, Unit
from mumpuni.people.policies import Role, Unusable, has_role, require
from mumpuni.standards import words
from mumpuni.standards.models import OccupationalStandard, TeamMember
from mumpuni.standards.policies import occupational as policies

Part = TeamMember.Part
#: The role that an account has to hold for each part.
ROLE = {Part.LEAD: Role.DRAFTER, Part.DRAFTER: Role.DRAFTER, Part.VERIFIER: Role.VERIFIER}


@transaction.atomic
def add_member(
    *,
    actor: Any,
    standard: OccupationalStandard,
    account: Account,
    part: str,
    unit: Unit | None = None,
    since: date | None = None,
) -> TeamMember:
    """Take somebody into the team, as lead, drafter or verifier.

    Raises:
        Refused: for others than BPSDM.
        Unusable: an account without the role, in the team already, who drafted what it should verify or the reverse,
            or a second lead.
    """
    require(policies.may_open_standard(actor), words.MAY_NOT_DECIDE)
    # Two who add at once wait for each other, so nobody becomes drafter and verifier.
    OccupationalStandard.objects.select_for_update().get(pk=standard.pk)
    if part not in Part.values:
        raise Unusable({"part": _("Pilih tugas dari daftar.")})
    wanted = ROLE[Part(part)]
    if not account.is_active or not has_role(account, wanted):
        raise Unusable(
            {
                "account": _("Akun ini belum memegang peran %(role)s; mintalah administrator memberinya.")
                % {"role": wanted.label}
            }
        )
    history = list(standard.team.filter(account=account))
    if any(each.until is None for each in history):
        raise Unusable({"account": _("Akun ini sudah ada dalam tim; akhiri dahulu tugasnya yang lama.")})
    if any((each.part == Part.VERIFIER) != (part == Part.VERIFIER) for each in history):
        raise Unusable({"account": _("Penyusun standar ini tidak memverifikasinya, dan sebaliknya; pilih orang lain.")})
    if part == Part.LEAD and standard.team.filter(part=Part.LEAD, until=None).exists():
        raise Unusable({"part": _("Tim ini sudah mempunyai ketua; akhiri dahulu tugasnya.")})
    made = TeamMember.objects.create(
        standard=standard, account=account, part=part, unit=unit, since=since or timezone.localdate()
    )
    audit.record(actor, "standards.member.added", standard, account=account.pk, part=part)
    return made


@transaction.atomic
def end_member(*, actor: Any, member: TeamMember) -> TeamMember:
    """Let somebody leave the team today; what they did stays on their name.

    Raises:
        Refused: for others than BPSDM.
        Unusable: who has left already.
    """
    require(policies.may_open_standard(actor), words.MAY_NOT_DECIDE)
    row = TeamMember.objects.select_for_update().get(pk=member.pk)
    if row.until is not None:
        raise Unusable(_("Tugas anggota ini sudah berakhir."))
    row.until = timezone.localdate()
    row.save(update_fields=["until"])
    audit.record(actor, "standards.member.ended", row.standard, account=row.account_id, part=row.part)
    return row
