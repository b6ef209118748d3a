"""Who may call assessees, pass their letters on and say that they came (Perka BKN 11/2008 III.2 huruf a)."""

from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Edition, Event, Notice
from mumpuni.people.models import Appointment
from mumpuni.people.policies import Role, agencies_of, has_role


def home_agency(prefix: str = "") -> Coalesce:
    """The agency where an assessee serves now, else the one that asked; `prefix` leads from the row to the assessee."""
    now = Appointment.objects.filter(person=OuterRef(f"{prefix}person"), ends_on=None).values("agency")[:1]
    return Coalesce(Subquery(now), F(f"{prefix}event__request__agency"), output_field=BigIntegerField())


def home_of(assessee: Assessee) -> int:
    """The same for one assessee."""
    found = Assessee.objects.filter(pk=assessee.pk).annotate(home=home_agency())
    return int(found.values_list("home", flat=True).get())


def may_issue(actor: Any, event: Event) -> bool:
    """Call assessees: chair and admin of the team."""
    return policies.may_plan(actor, event)


def may_pass_on(actor: Any, notice: Notice) -> bool:
    """The personnel official of the assessee's own agency (III.2 huruf a angka 3))."""
    return has_role(actor, Role.AGENCY_HR, agency=home_of(notice.assessee))


def may_record_receipt(actor: Any, notice: Notice) -> bool:
    """That personnel official, and whoever plans the event."""
    return may_pass_on(actor, notice) or policies.may_plan(actor, notice.assessee.event)


def may_confirm(actor: Any, notice: Notice) -> bool:
    """The assessee, once the letter came by its way."""
    return policies.is_own(actor, notice.assessee) and has_reached(notice)


def has_reached(notice: Notice) -> bool:
    """Whether the assessee may see it: under Perka 11/2008 only when the own agency has passed it on."""
    return notice.edition != Edition.BKN_2008 or notice.passed_on_at is not None


def reached() -> Q:
    """The same as a condition on Notice."""
    return ~Q(edition=Edition.BKN_2008) | Q(passed_on_at__isnull=False)


def told_by_letter() -> Q:
    """Whether an assessee may learn hour and place elsewhere than in the letter, as a condition on Assessee.

    Under Perka 11/2008 the own agency tells first, by passing a letter on (III.2 huruf a angka 3)).
    """
    passed_on = Notice.objects.filter(assessee=OuterRef("pk"), passed_on_at__isnull=False)
    return ~Q(event__edition=Edition.BKN_2008) | Q(Exists(passed_on))


def own_agency_letters(actor: Any) -> Q:
    """Letters to people of the agencies whose personnel official the actor is; on Notice annotated with `home`."""
    return Q(home__in=agencies_of(actor, Role.AGENCY_HR))
