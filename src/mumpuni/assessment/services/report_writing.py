"""What the writer does to a report (penulisan laporan)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Report, ReportComment, ReportText, Sentence
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.selectors.report_library import choices
from mumpuni.assessment.services.reports import Place, held_report, record, writable
from mumpuni.people.policies import Unusable, require
from mumpuni.standards.models import CompetencyLevel


@transaction.atomic
def save_texts(
    *, actor: Any, report: Report, texts: Mapping[Place, str], revision: int | None = None,
    insert: tuple[Place, str] | None = None,
) -> Report:  # fmt: skip
    """Keep what is written; `insert` adds a sentence of the library to a part and remembers which.

    Raises:
        Refused: for others than the writer.
        Unusable: once it was sent, accepted or overtaken, a part that this report does not have, a sentence that does
            not belong there, or somebody saved in another window meanwhile.
    """
    held = held_report(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    writable(held, revision)
    parts = set(selectors.parts_of(held))
    if not set(texts) <= parts:
        raise Unusable(_("Bagian itu tidak ada dalam laporan ini; muat ulang halaman."))
    there = {(each.part, each.line_id): each for each in held.texts.all()}
    given = {place: text.strip().replace("\r\n", "\n") for place, text in texts.items()}
    sentence = None
    if insert is not None:
        place, choice = insert
        sentence = _sentence(held, place, choice)
        before = given.get(place, there[place].text if place in there else "")
        given[place] = f"{before}\n{sentence.text}".strip()
    changed = 0
    for place, text in given.items():
        old = there.get(place)
        if (old.text if old else "") == text:
            continue
        changed += 1
        if not text and old:
            old.delete()
            continue
        values: dict[str, Any] = {"text": text}
        if insert is not None and place == insert[0]:
            values["sentence"] = sentence
        ReportText.objects.update_or_create(report=held, part=place[0], line_id=place[1], defaults=values)
    held.save(update_fields=["revision"])
    if changed:
        record(actor, "written", held, parts=changed)
    return held


def _sentence(report: Report, place: Place, choice: str) -> Sentence:
    """The chosen sentence; what the dictionary says of a level joins the library when it is first used."""
    if choice not in {code for code, _label in choices(report).get(place, [])}:
        raise Unusable(_("Pilih kalimat dari daftar bagian itu."))
    if choice.startswith("k"):
        return Sentence.objects.get(pk=choice[1:])
    level = CompetencyLevel.objects.get(pk=choice[1:])
    found = Sentence.objects.filter(
        part=place[0], competency=level.competency_id, level=level.level, text=level.description
    ).first()
    return found or Sentence.objects.create(
        part=place[0], competency_id=level.competency_id, level=level.level, text=level.description
    )


@transaction.atomic
def resolve(*, actor: Any, report: Report, comment: int) -> ReportComment:
    """Mark a comment of the reviewer as done.

    Raises:
        Refused: for others than the writer.
        Unusable: a report that is not being written, or a comment that it does not have.
    """
    held = held_report(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    writable(held, None)
    found = held.comments.filter(pk=comment).first()
    if found is None:
        raise Unusable(_("Catatan itu tidak ada; muat ulang halaman."))
    found.resolved_at = timezone.now()
    found.save(update_fields=["resolved_at"])
    record(actor, "comment-done", held, comment=found.pk)
    return found
