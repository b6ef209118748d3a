"""Computing and declaring interests (pernyataan kepentingan)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import DECLARING, Event, Interest
from mumpuni.assessment.selectors import interests as selectors
from mumpuni.assessment.services import repairs
from mumpuni.assessment.services.common import held
from mumpuni.assessment.services.telling import tell
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require

#: What a person may declare; the unit is computed.
DECLARABLE = (Interest.Kind.SUPERIOR, Interest.Kind.RELATIVE, Interest.Kind.MENTOR, Interest.Kind.OTHER)


@dataclass(frozen=True)
class Tie:
    """One interest as declared."""

    assessee: int
    kind: str
    note: str = ""


@transaction.atomic
def compute_interests(event: Event) -> int:
    """Renew what positions say of team and assessees; how many ties there are. Called when either changes."""
    team = event.team.filter(removed_at=None, role__in=DECLARING).values_list("practitioner__person", "practitioner")
    assessees = selectors.called(event).values_list("person", "pk")
    found = selectors.computed(dict(team), dict(assessees))
    standing = {
        (each.practitioner_id, each.assessee_id, each.kind): each for each in event.interests.filter(is_computed=True)
    }
    wanted = {(practitioner, assessee, kind) for (practitioner, assessee), kind in found.items()}
    event.interests.filter(pk__in=[each.pk for key, each in standing.items() if key not in wanted]).delete()
    Interest.objects.bulk_create(
        [
            Interest(event=event, practitioner_id=practitioner, assessee_id=assessee, kind=kind, is_computed=True)
            for practitioner, assessee, kind in sorted(wanted - set(standing))
        ],
        ignore_conflicts=True,
    )
    return len(wanted)


@transaction.atomic
def declare(*, actor: Any, event: Event, ties: Sequence[Tie] = ()) -> list[Interest]:
    """Say for every present assessee whether there is an interest; an empty list says there is none.

    A later declaration takes the place of the earlier one. It is accepted until the event is closed: who declares late
    no longer assesses that person, and the repair of the announced timetable begins by itself.

    Raises:
        Refused: for others than members of the team who meet assessees.
        Unusable: a closed event, an assessee of another event, an unknown kind, another interest without a note.
    """
    require(bool(selectors.own_members(actor, event)), words.MAY_NOT_DECLARE)
    here = held(event)
    if here.state in (Event.State.CLOSED, Event.State.CANCELLED):
        raise Unusable(_("Kegiatan ini sudah berakhir; pernyataan tidak diubah lagi."), code="closed")
    members = selectors.own_members(actor, here)
    everyone = list(selectors.called(here).values_list("pk", flat=True))
    _check(ties, everyone)
    practitioner = members[0].practitioner
    here.interests.filter(practitioner=practitioner, is_computed=False).delete()
    # What positions say stays as it is; the same tie declared is one row.
    here.interests.filter(
        practitioner=practitioner, assessee__in=[each.assessee for each in ties], kind__in=[each.kind for each in ties]
    ).delete()
    made = Interest.objects.bulk_create(
        Interest(event=here, practitioner=practitioner, assessee_id=each.assessee, kind=each.kind, note=each.note)
        for each in ties
    )
    compute_interests(here)
    late = any(each.declared_at for each in members)
    now = timezone.now()
    here.team.filter(pk__in=[each.pk for each in members]).update(declared_at=now, declared_for=everyone)
    audit.record(actor, "assessment.interest.declared", here, practitioner=practitioner.pk, ties=len(made), again=late)
    if made:
        repairs.repair_after_declaration(actor=actor, event=here, who=practitioner)
    return made


def _check(ties: Sequence[Tie], everyone: list[int]) -> None:
    for each in ties:
        if each.assessee not in everyone:
            raise Unusable(_("Daftar Assessee berubah sejak halaman dibuka; muat ulang, lalu isi lagi."))
        if each.kind not in DECLARABLE:
            raise Unusable({f"kind_{each.assessee}": _("Pilih kepentingan dari daftar.")})
        if each.kind == Interest.Kind.OTHER and not each.note.strip():
            raise Unusable({f"note_{each.assessee}": _("Tulis kepentingan lain apa, misalnya rekan usaha.")})
    if len({each.assessee for each in ties}) != len(ties):
        raise Unusable(_("Satu Assessee dinyatakan sekali saja."))


@transaction.atomic
def remind(*, actor: Any, event: Event) -> int:
    """Write to those who have not declared; how many mails went out.

    Raises:
        Refused: for others than chair, admin and staff.
        Unusable: when nobody is missing, or nobody of them has an address.
    """
    require(selectors.may_see_interests(actor, event), words.MAY_NOT_SEE_INTERESTS)
    missing = {each.practitioner_id: each for each in selectors.undeclared(event)}
    if not missing:
        raise Unusable(_("Semua anggota sudah menyatakan kepentingan."))
    sent = 0
    for each in missing.values():
        where = reverse("assessment:declaration", args=[event.pk])
        sent += tell(each.practitioner.person, "declare", where, actor=actor, event=event.name, day=event.first_day)
    if not sent:
        raise Unusable(_("Tidak seorang pun dari mereka mempunyai alamat surel; lengkapi dahulu data orangnya."))
    audit.record(actor, "assessment.interest.reminded", event, count=sent)
    return sent
