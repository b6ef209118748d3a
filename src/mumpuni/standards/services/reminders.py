"""Writing to those who are to act when a standard stands long in a stage."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mumpuni.audit import services as audit
from mumpuni.exchange.services import mail
from mumpuni.people.models import Account, Role, RoleGrant
from mumpuni.standards.models import SkkStage, StageMove, StandardVersion, TeamMember
from mumpuni.standards.selectors import stages as selectors

_PARTS = {
    True: (TeamMember.Part.VERIFIER,),
    False: (TeamMember.Part.LEAD, TeamMember.Part.DRAFTER),
}


def remind_slow() -> int:
    """Mail about every SKK-PDN that stands longer in a stage than `MUMPUNI_STAGE_DAYS`; how many standards.

    Once for each stay in a stage: the move that led there remembers it, so running again mails nobody twice.
    """
    before = timezone.now() - timedelta(days=settings.MUMPUNI_STAGE_DAYS)
    slow = StandardVersion.objects.exclude(stage=SkkStage.REVIEW).filter(in_force_until=None)
    return sum(_remind(pk, before) for pk in slow.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, before: object) -> bool:
    """Each in a transaction of its own: a mail that cannot be written does not hold up the others."""
    version = StandardVersion.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if version is None:
        return False
    last: StageMove | None = version.moves.last()
    if last is None or last.reminded_at is not None or last.moved_at > before:  # type: ignore[operator]
        return False
    whom = _to_act(version)
    days = (timezone.now() - last.moved_at).days
    for account in whom:
        mail.send(
            template="standards/mail/slow",
            to=account.email,
            context={
                "name": account.name,
                "standard": version.standard.title,
                "code": version.standard.code,
                "stage": selectors.SKK.label(version.stage),
                "days": days,
                "link": settings.MUMPUNI_BASE_URL + reverse("standards:stage", args=[version.pk]),
            },
            language=account.language,
        )
    last.reminded_at = timezone.now()
    last.save(update_fields=["reminded_at"])
    audit.record(None, "standards.version.reminded", version, stage=version.stage, days=days, accounts=len(whom))
    return True


def _to_act(version: StandardVersion) -> list[Account]:
    """Who is to act in the stage: the team or its verifiers; BPSDM where the stage is theirs or nobody is there."""
    verifying = version.stage == SkkStage.VERIFICATION
    if verifying or "tim-penyusun" in selectors.SKK.actors(version.stage):
        members = version.standard.team.filter(until=None, part__in=_PARTS[verifying]).select_related("account")
        if team := [each.account for each in members if each.account.is_active]:
            return team
    held = RoleGrant.objects.in_force(timezone.localdate()).filter(role=Role.BPSDM)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True))
