"""What standards put on the home page of those who compile, verify and decide."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.people.policies import Role
from mumpuni.standards.models import SkkStage, TeamMember
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import board
from mumpuni.standards.selectors import stages as selectors
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """The standards that wait for this account."""
    held = frozenset(getattr(actor, "role_words", ()))
    if not held & {Role.BPSDM, Role.DRAFTER, Role.VERIFIER}:
        return []
    found = board.cards(actor, board.current(actor))
    if Role.BPSDM in held:
        return _decider(found)
    made = []
    if Role.VERIFIER in held:
        made += _verifier(actor, found)
    if Role.DRAFTER in held:
        made += _drafter(actor, found)
    return made


def _drafter(actor: Any, found: list[board.Card]) -> list[Card]:
    """A card for each standard that waits for its team; those sent back say why."""
    made = []
    for each in found:
        version = each.version
        team_acts = "tim-penyusun" in selectors.SKK.actors(version.stage)
        if not (each.mine and team_acts and policies.may_draft(actor, version.standard)):
            continue
        stage = version.get_stage_display()
        if each.returned:
            words = _("Dikembalikan ke tahap %(stage)s: %(reason)s") % {"stage": stage, "reason": each.returned.reason}
        elif each.missing:
            lacking = ", ".join(need.text for need in each.missing[:3])
            words = _("Tahap %(stage)s. Belum ada: %(lacking)s.") % {"stage": stage, "lacking": lacking}
        else:
            words = _("Tahap %(stage)s sudah lengkap dan dapat dimajukan.") % {"stage": stage}
        url = reverse("standards:stage", args=[version.pk])
        tone: Any = "warn" if each.returned else "next"
        made.append(Card(version.standard.title, words, url, _("Buka tahapnya"), order=6, tone=tone, icon="pencil"))
    return made


def _verifier(actor: Any, found: list[board.Card]) -> list[Card]:
    waiting = [
        each
        for each in found
        if each.version.stage == SkkStage.VERIFICATION and policies.may_verify(actor, each.version.standard)
    ]
    if not waiting:
        return []
    words = ngettext(
        "%(count)d rancangan menunggu verifikasi Anda.", "%(count)d rancangan menunggu verifikasi Anda.", len(waiting)
    )
    return [_counted(_("Verifikasi SKK-PDN"), words, waiting, _("Periksa rancangan"), order=5, icon="checklist")]


def _decider(found: list[board.Card]) -> list[Card]:
    """What waits for BPSDM, a card for each kind."""
    today = timezone.localdate()
    teams = [
        each
        for each in found
        if each.version.stage == SkkStage.TEAM
        and not any(one.until is None and one.part == TeamMember.Part.LEAD for one in each.version.standard.team.all())
    ]
    to_set = [each for each in found if each.version.stage == SkkStage.CONVENTION and not each.missing]
    to_hand_out = [each for each in found if each.version.stage in (SkkStage.SETTING, SkkStage.DISTRIBUTION)]
    due = [each for each in found if each.version.stage == SkkStage.REVIEW and _is_due(each, today)]
    made = []
    if teams:
        words = ngettext(
            "%(count)d standar belum mempunyai ketua tim.", "%(count)d standar belum mempunyai ketua tim.", len(teams)
        )
        made.append(_counted(_("Tim belum terbentuk"), words, teams, _("Bentuk tim"), order=7, icon="users-group"))
    if to_set:
        words = ngettext("%(count)d standar siap ditetapkan.", "%(count)d standar siap ditetapkan.", len(to_set))
        made.append(_counted(_("Penetapan SKK-PDN"), words, to_set, _("Catat keputusannya"), order=5, icon="signature"))
    if to_hand_out:
        words = ngettext(
            "%(count)d standar belum selesai didistribusikan.",
            "%(count)d standar belum selesai didistribusikan.",
            len(to_hand_out),
        )
        made.append(
            _counted(_("Distribusi SKK-PDN"), words, to_hand_out, _("Catat distribusinya"), order=8, icon="send")
        )
    if due:
        words = ngettext(
            "%(count)d standar waktunya dikaji ulang.", "%(count)d standar waktunya dikaji ulang.", len(due)
        )
        made.append(_counted(_("Kaji ulang SKK-PDN"), words, due, _("Catat hasilnya"), order=9, icon="refresh"))
    return made


def _is_due(card: board.Card, today: Any) -> bool:
    """In its review without a result yet, or on the day that its last review named."""
    version = card.version
    reviewed = any(move.kind == "reviewed" for move in version.moves.all())
    return version.review_due <= today if version.review_due else not reviewed


def _counted(title: str, words: str, found: list[board.Card], label: str, *, order: int, icon: str) -> Card:
    """One card for several standards; it leads to the one, or to the board."""
    count = len(found)
    only = (
        reverse("standards:stage", args=[found[0].version.pk]) if count == 1 else reverse("standards:board") + "?saya=1"
    )
    return Card(title, words % {"count": count}, only, label, order=order, tone="next", icon=icon, figure=str(count))
