"""Who signs for an office on a day."""

from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from mumpuni.people import policies
from mumpuni.people.models import WHOLE_SCOPE, Capacity, Delegation, Office, OfficeHolder

#: Who goes before whom when several may sign: the day's stand-in, the acting holder, the holder.
PRECEDENCE = (Capacity.DAILY, Capacity.ACTING, Capacity.DEFINITIVE, Capacity.ON_BEHALF)


def offices(actor: Any) -> QuerySet[Office]:
    """All offices with `holders_today` in order of precedence, for those who keep or look them up."""
    today = timezone.localdate()
    now = OfficeHolder.objects.filter(in_force(today)).select_related("person").order_by(_rank(), "pk")
    found = Office.objects.select_related("agency").prefetch_related(
        Prefetch("holders", queryset=now, to_attr="holders_today")
    )
    return found if policies.may_see_offices(actor) else found.none()


def office(actor: Any, pk: int) -> Office:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = offices(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def holders(actor: Any, office: Office) -> QuerySet[OfficeHolder]:
    """All who held or hold the office, latest first."""
    found = office.holders.select_related("person", "office").order_by("-starts_on", "-pk")
    return found if policies.may_see_offices(actor) else found.none()


def holders_on(office: Office | str, day: date) -> list[OfficeHolder]:
    """Those in force on the day, in order of precedence, a.n. last."""
    named = {"office__code": office} if isinstance(office, str) else {"office": office}
    return list(
        OfficeHolder.objects.filter(in_force(day), **named).select_related("office", "person").order_by(_rank(), "pk")
    )


def signatory_on(office: Office | str, day: date, *, on_behalf: bool = False) -> OfficeHolder | None:
    """Who signs for the office on the day: Plh. before Plt. before the definitive holder.

    A person who signs a.n. is answered only when asked for, since the office has to have chosen so.
    """
    for holder in holders_on(office, day):
        if (holder.capacity == Capacity.ON_BEHALF) == on_behalf:
            return holder
    return None


def delegations(actor: Any, office: Office) -> QuerySet[Delegation]:
    """All letters of delegation of the office, latest first."""
    found = office.delegations.select_related("person", "office").order_by("-starts_on", "-pk")
    return found if policies.may_see_offices(actor) else found.none()


def delegates_on(office: Office | str, day: date, scope: str) -> list[Delegation]:
    """Whose letter lets them sign for the office on the day, for this scheme (Permendagri 11/2018 Pasal 8 ayat (7))."""
    named = {"office__code": office} if isinstance(office, str) else {"office": office}
    covering = Delegation.objects.filter(in_force(day), scope__overlap=[WHOLE_SCOPE, scope], **named)
    return list(covering.select_related("office", "person").order_by("starts_on", "pk"))


def signatories_on(office: Office | str, day: date, scope: str) -> list[OfficeHolder | Delegation]:
    """Everyone who may sign for the office on the day: its holder by precedence, then the delegates for this scheme."""
    holder = signatory_on(office, day)
    return [*([holder] if holder else []), *delegates_on(office, day, scope)]


def in_force(day: date) -> Q:
    """Rows with `starts_on` and `ends_on` that hold on the day, both ends included."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def _rank() -> Case:
    return Case(
        *(When(capacity=capacity, then=Value(place)) for place, capacity in enumerate(PRECEDENCE)),
        output_field=IntegerField(),
    )
