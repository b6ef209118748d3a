"""Taking candidates of a request into an event as assessees."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Assessee, Candidate, Event
from mumpuni.assessment.selectors.nominations import schedulable
from mumpuni.assessment.services.common import held, locked_request
from mumpuni.assessment.services.interests import compute_interests
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def take_in(*, actor: Any, event: Event, candidates: Sequence[Candidate]) -> list[Assessee]:
    """Give candidates their numbers in an event; who is in it already keeps the own one. Those newly taken in.

    Under Perka 11/2008 only whom the PPK designated (III.1.c).

    Raises:
        Refused: for others than the provider's staff, chair and admin.
        Unusable: naming everyone who may not be taken in, or when execution has begun.
    """
    require(policies.may_appoint(actor, event) or policies.may_plan(actor, event), words.MAY_NOT_PLAN)
    locked_request(event.request)
    event = held(event)
    if event.has_begun:
        raise Unusable(words.HAS_BEGUN, code="has-begun")
    there = set(event.assessees.values_list("candidate_id", flat=True))
    asked = [each.pk for each in candidates if each.pk not in there]
    new = list(Candidate.objects.filter(pk__in=asked).select_related("person").order_by("person__name", "pk"))
    _all_fit(event, new)
    first = (event.assessees.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Assessee.objects.bulk_create(
        Assessee(event=event, candidate=each, person_id=each.person_id, number=number)
        for number, each in enumerate(new, start=first)
    )
    if made:
        compute_interests(event)
        audit.record(
            actor, "assessment.event.assessees_taken_in", event, agency_id=event.request.agency_id,
            assessees=[each.pk for each in made],
        )  # fmt: skip
    return made


def _all_fit(event: Event, candidates: Sequence[Candidate]) -> None:
    lawful = set(schedulable(event.request).values_list("pk", flat=True))
    elsewhere = dict(
        Assessee.objects.filter(candidate__in=[each.pk for each in candidates], state=Assessee.State.CALLED)
        .exclude(event__state=Event.State.CANCELLED)
        .values_list("candidate_id", "event__name")
    )
    team = set(event.team.filter(removed_at=None).values_list("practitioner__person", flat=True))
    problems = []
    for each in candidates:
        name = each.person.full_name
        if each.pk in elsewhere:
            problems.append(
                _("%(name)s sudah dipanggil dalam %(event)s.") % {"name": name, "event": elsewhere[each.pk]}
            )
        elif each.person_id in team:
            problems.append(
                _("%(name)s anggota tim kegiatan ini, sehingga tidak dinilai di dalamnya.") % {"name": name}
            )
        elif each.pk not in lawful:
            problems.append(_reason(event, each) % {"name": name})
    if problems:
        raise Unusable(problems)


def _reason(event: Event, candidate: Candidate) -> str:
    if candidate.request_id != event.request_id:
        return _("%(name)s bukan calon dari permintaan kegiatan ini.")
    if candidate.withdrawn_at is not None:
        return _("%(name)s sudah ditarik dari permintaan.")
    return _("%(name)s belum ditetapkan PPK untuk mengikuti penilaian (Perka BKN 11/2008 Lampiran III.1.c).")
