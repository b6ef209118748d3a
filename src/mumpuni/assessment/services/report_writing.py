"""What the writer does to a report (penulisan laporan)."""

from collections.abc import Mapping
from datetime import timedelta
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
from mumpuni.audit.models import Event as Line
from mumpuni.people.policies import Unusable, require
from mumpuni.standards.models import CompetencyLevel

#: A sitting at one report leaves one line in the trail; a page that stays open for days begins another.
SITTING = timedelta(hours=8)


class Overtaken(Unusable):
    """Somebody saved the same text since the page was opened; `parts` are the texts that stand there now."""

    def __init__(self, parts: Mapping[Place, str]) -> None:
        super().__init__(words.REPORT_TEXT_CHANGED, code="changed-meanwhile")
        self.parts = parts


@transaction.atomic
def save_texts(
    *, actor: Any, report: Report, texts: Mapping[Place, str], revision: int | None = None,
    since: Mapping[Place, str] | None = None, insert: tuple[Place, str] | None = None,
) -> Report:  # fmt: skip
    """Keep what is written; `insert` adds a sentence of the library to a part and remembers which.

    `since` has the mark of each text as the page found it: what was not touched there is left alone, and what
    somebody else changed is not overwritten.

    Raises:
        Refused: for others than the writer.
        Overtaken: a text that was changed here and elsewhere.
        Unusable: once it was sent, accepted or overtaken, a part that this report does not have, a sentence that does
            not belong there, or somebody saved since `revision`.
    """
    held = _written_by(actor, report, revision)
    changed = _keep(held, texts, since, insert)
    held.save(update_fields=["revision"])
    if changed:
        record(actor, "written", held, parts=changed)
    return held


@transaction.atomic
def keep_text(*, actor: Any, report: Report, place: Place, text: str, since: str) -> str:
    """Keep one text as it is being typed and give its new mark; `since` is the mark of the text it began from.

    Raises:
        Refused, Overtaken, Unusable: as for `save_texts`.
    """
    held = _written_by(actor, report, None)
    if _keep(held, {place: text}, {place: since}, None):
        held.save(update_fields=["revision"])
        if not _sits(actor, held):
            record(actor, "written", held, by_itself=True)
    return selectors.mark_of(_plain(text))


def _written_by(actor: Any, report: Report, revision: int | None) -> Report:
    held = held_report(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    writable(held, revision)
    return held


def _keep(
    held: Report, texts: Mapping[Place, str], since: Mapping[Place, str] | None, insert: tuple[Place, str] | None
) -> int:
    """Write what differs; how many parts did."""
    if not set(texts) <= set(selectors.parts_of(held)):
        raise Unusable(_("Bagian itu tidak ada dalam laporan ini; muat ulang halaman."))
    there = {(each.part, each.line_id): each.text for each in held.texts.all()}
    given = {place: _plain(text) for place, text in texts.items()}
    if since is not None:
        given = _touched(there, given, since)
    sentence, at = None, None
    if insert is not None:
        at, choice = insert
        sentence = _sentence(held, at, choice)
        given[at] = f"{given.get(at, there.get(at, ''))}\n{sentence.text}".strip()
    differing = {place: text for place, text in given.items() if there.get(place, "") != text}
    for place, text in differing.items():
        if not text:
            held.texts.filter(part=place[0], line=place[1]).delete()
            continue
        values: dict[str, Any] = {"text": text} | ({"sentence": sentence} if place == at else {})
        ReportText.objects.update_or_create(report=held, part=place[0], line_id=place[1], defaults=values)
    return len(differing)


def _touched(there: Mapping[Place, str], given: Mapping[Place, str], since: Mapping[Place, str]) -> dict[Place, str]:
    """The texts that were changed on the page, unless somebody else changed one of them too."""
    mark = selectors.mark_of
    mine = {place: text for place, text in given.items() if mark(text) != since.get(place)}
    now = {place: there.get(place, "") for place in mine}
    overtaken = {place: now[place] for place, text in mine.items() if mark(now[place]) != since.get(place)
                 and now[place] != text}  # fmt: skip
    if overtaken:
        raise Overtaken(overtaken)
    return mine


def _sits(actor: Any, held: Report) -> bool:
    """Whether the trail tells already that the actor is writing, since the page was opened last."""
    told = Line.objects.filter(
        actor_id=actor.pk, subject_type=held._meta.label_lower, subject_id=str(held.pk),
        name__in=("assessment.report.written", "assessment.report.draft-read"), at__gt=timezone.now() - SITTING,
    )  # fmt: skip
    last = told.order_by("-pk").first()
    return last is not None and last.name == "assessment.report.written"


def _plain(text: str) -> str:
    return text.strip().replace("\r\n", "\n")


def _sentence(report: Report, place: Place, choice: str) -> Sentence:
    """The chosen sentence; what the dictionary says of a level joins the library when it is first used."""
    if choice not in {code for code, _label in choices(report).get(place, [])}:
        raise Unusable(_("Pilih kalimat dari daftar bagian itu."))
    if choice.startswith("k"):
        return Sentence.objects.get(pk=choice[1:])
    level = CompetencyLevel.objects.get(pk=choice[1:])
    found = Sentence.objects.filter(
        provider=None, part=place[0], competency=level.competency_id, level=level.level, text=level.description
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
    held = _written_by(actor, report, None)
    found = held.comments.filter(pk=comment).first()
    if found is None:
        raise Unusable(_("Catatan itu tidak ada; muat ulang halaman."))
    found.resolved_at = timezone.now()
    found.save(update_fields=["resolved_at"])
    record(actor, "comment-done", held, comment=found.pk)
    return found
