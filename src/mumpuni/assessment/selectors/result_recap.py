"""The results of an event as lines of a workbook (rekapitulasi hasil)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from mumpuni.assessment.models import BlueprintLine, Edition, Event, Part, Purpose, ReportText, Result
from mumpuni.assessment.selectors.results import below_standard, category_word
from mumpuni.exchange.exports import Column
from mumpuni.people.models import Appointment, Identity, IdentityKind

#: How many results are in memory at a time.
_CHUNK = 200
#: The parts of the report that stand in the recap; placement is advised for mapping only.
_TEXTS = (Part.RECOMMENDATION, Part.PLACEMENT, Part.DEVELOPMENT)


def columns(event: Event) -> list[Column]:
    """The headings; under Perka 11/2008 without match and category, for filling without placement."""
    heads = [
        Column(_("No"), 6),
        Column(_("Nama"), 32),
        Column(_("NIP"), 22, text=True),
        Column(_("Jabatan"), 36),
        Column(_("Instansi"), 32),
        Column(_("Target jabatan"), 32),
        Column(_("Potensi"), 40),
        *(Column(name, 16) for name in competencies(event)),
    ]
    if not event.is_2008:
        heads += [Column(_("JPM (%)"), 10), Column(_("Kategori"), 26)]
    return [*heads, Column(_("Keterangan"), 50), *(Column(part.label, 60) for part in _parts(event))]


def competencies(event: Event) -> list[str]:
    """Every competency that some target of the event measures, each once, in the order of the standards."""
    lines = BlueprintLine.objects.filter(blueprint__event=event).order_by(
        "blueprint", "competency__kind", "competency__number"
    )
    return list(dict.fromkeys(lines.values_list("competency__name", flat=True)))


def rows(event: Event) -> Iterator[Sequence[Any]]:
    """A line for each assessee with a result in force; never more than some hundred in memory."""
    names, parts = competencies(event), _parts(event)
    for number, each in enumerate(_results(event).iterator(chunk_size=_CHUNK), start=1):
        yield _row(number, each, names, parts)


def _results(event: Event) -> Any:
    found = Result.objects.filter(assessee__event=event, replaced_by=None).order_by("assessee__number")
    numbers = Identity.objects.filter(kind=IdentityKind.NIP)
    posts = Appointment.objects.select_related("position", "agency")
    texts = ReportText.objects.filter(line=None, part__in=_TEXTS)
    found = found.select_related("assessee__person", "assessee__potential", "blueprint__target", "report")
    return found.prefetch_related(
        Prefetch("assessee__person__identities", numbers),
        Prefetch("assessee__person__appointments", posts),
        "assessee__potential__grades__aspect",
        Prefetch("report__texts", texts),
    )


def _row(number: int, result: Result, names: list[str], parts: list[Part]) -> list[Any]:
    person = result.assessee.person
    now = person.current
    below = below_standard(result)
    report = getattr(result, "report", None)
    written = {each.part: each.text for each in report.texts.all()} if report else {}
    line = [
        number,
        person.full_name,
        next((each.plain for each in person.identities.all()), ""),
        str(now.position or "") if now else "",
        str(now.agency) if now else "",
        str(result.blueprint.target),
        _potential(result),
        *(Decimal(result.achieved[name]) if name in result.achieved else None for name in names),
    ]
    if result.edition == Edition.BKN_2019:
        line += [result.percentage, category_word(result.category)]
    told = _("Di bawah standar: %(names)s") % {"names": ", ".join(below)} if below else ""
    return [*line, told, *(written.get(part, "") for part in parts)]


def _potential(result: Result) -> str:
    """The grades of a signed profile."""
    profile = getattr(result.assessee, "potential", None)
    if profile is None or profile.signed_at is None:
        return ""
    return "; ".join(f"{each.aspect.name}: {each.grade}" for each in profile.grades.all())


def _parts(event: Event) -> list[Part]:
    mapping = event.purpose == Purpose.MAPPING
    return [part for part in _TEXTS if mapping or part != Part.PLACEMENT]
