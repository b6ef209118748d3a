"""Reading forms and their answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from mumpuni.assessment import fields
from mumpuni.assessment.models import Answer, AnswerFile, Assessee, Event, FormTemplate
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.policies import own_person
from mumpuni.audit.models import Event as Trail
from mumpuni.people.models import IdentityKind, Person

READ = "assessment.answer.read"
_ORDER = {code: number for number, code in enumerate(FormTemplate.Code.values)}


@dataclass(frozen=True)
class Sheet:
    """One form of one assessee, begun or not; `answer` is None for one not begun."""

    assessee: Assessee
    template: FormTemplate
    answer: Answer | None
    is_due: bool
    files: list[AnswerFile] = field(default_factory=list)

    @property
    def state(self) -> str:
        """How it stands; empty for one not begun."""
        return self.answer.state if self.answer and self.answer.saved_at else ""

    @property
    def is_submitted(self) -> bool:
        """Whether it was handed in and not returned."""
        return self.state == Answer.State.SUBMITTED

    @property
    def is_open(self) -> bool:
        """Whether something may be typed into it now."""
        return self.is_due and not self.is_submitted and policies.is_open(self.assessee)

    @property
    def waits(self) -> bool:
        """Whether it is expected of the assessee now."""
        return self.is_open and (self.template.is_required or self.state == Answer.State.RETURNED)

    @property
    def percent(self) -> int:
        """How much of it is filled in."""
        if self.answer is None:
            return 0
        data, held = self.answer.data, {each.field for each in self.files}
        asked = fields.fields_of(self.template.parts)
        begun = any(one.is_filled(data.get(one.code), held) for one in asked)
        return fields.percent(asked, data, held) if begun else 0

    @property
    def saved_at(self) -> datetime | None:
        """When something was last saved."""
        return self.answer.saved_at if self.answer else None


def current_templates() -> list[FormTemplate]:
    """The version of each form that new answers are given, in the order of filling in."""
    found: dict[str, FormTemplate] = {}
    for one in FormTemplate.objects.filter(published_at__isnull=False).order_by("code", "-version"):
        found.setdefault(one.code, one)
    return sorted((one for one in found.values() if one.retired_at is None), key=lambda one: _ORDER[one.code])


def sheets(assessees: Iterable[Assessee]) -> dict[int, list[Sheet]]:
    """The forms of each assessee: those begun in their own version, the others in the current one for the tier.

    The assessees bring event, place, days, target and answers along (`with_forms`).
    """
    found = list(assessees)
    given = current_templates() if found else []
    return {one.pk: _sheets_of(one, given) for one in found}


def with_forms(found: QuerySet[Assessee]) -> QuerySet[Assessee]:
    """What `sheets` needs, in a fixed number of queries."""
    joined = found.select_related("event__place", "event__provider", "candidate__target", "person", "group")
    return joined.prefetch_related("event__days", "answers__template", "answers__files")


def own_assessees(actor: Any) -> QuerySet[Assessee]:
    """The actor's own assessments with their forms, the latest first; a planned event that was cancelled stays."""
    person = getattr(actor, "person_id", None)
    found = Assessee.objects.filter(person=person) if person else Assessee.objects.none()
    return with_forms(found).order_by("-event__first_day", "-pk")


def own_sheet(actor: Any, assessee: int, code: str) -> Sheet:
    """One form of the actor's own.

    Raises:
        Http404: for another's, or one that is not asked of the actor.
    """
    mine = own_assessees(actor).filter(pk=assessee).first()
    if mine is None:
        raise Http404
    found = next((one for one in sheets([mine])[mine.pk] if one.template.code == code), None)
    if found is None:
        raise Http404
    return found


def board_rows(actor: Any, event: Event) -> QuerySet[Assessee]:
    """The called assessees of an event with their forms, for chair and admin; none for others."""
    found = Assessee.objects.filter(event=event, state=Assessee.State.CALLED)
    return with_forms(found if policies.may_watch(actor, event) else found.none())


def answer(actor: Any, pk: int) -> Answer:
    """An answer that the actor may read.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    joined = Answer.objects.select_related("template", "assessee__person", "assessee__event__provider")
    found = joined.filter(policies.answers_in_sight(actor), pk=pk).distinct().first()
    if found is None:
        raise Http404
    return found


def answers_of(actor: Any, assessee: Assessee) -> QuerySet[Answer]:
    """The forms of an assessee that the actor may read, as beside the rating sheet."""
    return _readable(actor).filter(assessee=assessee)


def readable_in(actor: Any, event: Event) -> list[tuple[Assessee, list[Answer]]]:
    """What others handed in that the actor may read, by assessee; assessees without such a form are left out."""
    found = _readable(actor).filter(assessee__event=event, submitted_at__isnull=False)
    others = found.exclude(assessee__person=own_person(actor)).order_by("assessee__number", "template__code")
    grouped: dict[Assessee, list[Answer]] = {}
    for one in others.select_related("template", "assessee__person", "assessee__group"):
        grouped.setdefault(one.assessee, []).append(one)
    return list(grouped.items())


def _readable(actor: Any) -> QuerySet[Answer]:
    seen = Answer.objects.filter(policies.answers_in_sight(actor))
    return Answer.objects.filter(pk__in=seen.values("pk")).select_related("template")


def readings(answer: Answer) -> QuerySet[Trail]:
    """Who else has read this answer, the latest first; the assessee is shown it."""
    return Trail.objects.filter(name=READ, subject_type=Answer._meta.label_lower, subject_id=str(answer.pk))


def known_of(person: Person) -> dict[str, Any]:
    """What the register knows of a person, by the codes of the life history."""
    posts = list(person.appointments.select_related("agency", "unit", "position").order_by("-starts_on", "-pk"))
    now = next((one for one in posts if one.ends_on is None), None)
    number = person.identities.filter(kind=IdentityKind.NIP).first()
    born = person.birth_date
    known: dict[str, Any] = {
        "nama": person.full_name,
        "nip": number.plain if number else "",
        "tempat-lahir": person.birth_place,
        "tanggal-lahir": born.isoformat() if born else "",
        "telepon": person.phone,
        "jabatan": now.position.title if now else "",
        "unit-kerja": now.unit.name if now and now.unit else "",
        "instansi": now.agency.name if now else "",
        "golongan": now.rank if now else "",
        "pendidikan-formal": [
            [one.get_degree_display(), one.field, one.institution, str(one.year or "")]
            for one in person.education.all()
        ],
        "jabatan-jabatan": [
            [one.position.title, str(one.unit or one.agency), _day(one.starts_on), _day(one.ends_on)] for one in posts
        ],
    }
    return {code: value for code, value in known.items() if value}


def _sheets_of(assessee: Assessee, given: list[FormTemplate]) -> list[Sheet]:
    begun = {one.template.code: one for one in assessee.answers.all()}
    tier = assessee.candidate.target.tier
    fresh = {one.code: one for one in given if not one.tiers or tier in one.tiers}
    made = []
    for code in sorted({*begun, *fresh}, key=_ORDER.__getitem__):
        held = begun.get(code)
        template = held.template if held else fresh[code]
        files = list(held.files.all()) if held else []
        made.append(Sheet(assessee, template, held, policies.is_due(template, assessee.event), files))
    return made


def _day(value: Any) -> str:
    return value.strftime("%d-%m-%Y") if value else ""
