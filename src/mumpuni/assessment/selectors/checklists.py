"""Reading checklists."""

from django.db.models import QuerySet
from django.http import Http404

from mumpuni.assessment.models import Activity, Edition, Event
from mumpuni.regulations import catalogue


def stages(edition: str) -> dict[str, str]:
    """The stages of a regulation by their words, in their order."""
    return {entry.code: entry.name() for entry in catalogue(f"{Edition(edition)}/stages").entries}


def template() -> QuerySet[Activity]:
    """The lines that new events copy, of both regulations."""
    return Activity.objects.filter(event=None).order_by("edition", "stage", "number", "pk")


def template_line(pk: int) -> Activity:
    """One of them.

    Raises:
        Http404: where there is none.
    """
    found = template().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def checklist(event: Event) -> QuerySet[Activity]:
    """The event's own lines with who ticked them."""
    return event.activities.select_related("done_by").order_by("number", "pk")


def by_stage(lines: list[Activity], edition: str) -> list[tuple[str, list[Activity]]]:
    """The lines below the names of their stages, in the order of the regulation."""
    named = stages(edition)
    words = [*named, *sorted({each.stage for each in lines} - named.keys())]
    groups = [(named.get(word, word), [each for each in lines if each.stage == word]) for word in words]
    return [(name, its) for name, its in groups if its]
