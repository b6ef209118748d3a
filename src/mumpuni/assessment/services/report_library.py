"""Keeping the sentences that reports begin with. None is ever deleted: reports name the one they began from."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Provider, Sentence
from mumpuni.assessment.policies import report_library as rights
from mumpuni.assessment.selectors.report_library import ON_A_LINE
from mumpuni.assessment.services import checked
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require

#: What makes up a sentence.
ABOUT = ("part", "competency", "level", "text")


@transaction.atomic
def add_sentence(*, actor: Any, provider: Provider | None, **about: Any) -> Sentence:
    """Enter a sentence of a provider, or of nobody for all; `about` holds the fields of `ABOUT`.

    Raises:
        Refused: for others than the provider's staff, or for a shared one than the Instansi Pembina.
        Unusable: a competency or level where the part is about the whole, or a sentence that is there already.
    """
    require(rights.may_keep_for(actor, provider.pk if provider else None), words.MAY_NOT_KEEP_SENTENCES)
    made = Sentence(provider=provider, **{name: about[name] for name in ABOUT})
    _save(made)
    _record(actor, "added", made, **_told(made))
    return made


@transaction.atomic
def change_sentence(*, actor: Any, sentence: Sentence, revision: int, **about: Any) -> Sentence:
    """Change it for reports to come; what stands in a report stays as its writer left it.

    Raises:
        Refused, Unusable: as for adding; also when somebody saved since `revision`.
    """
    held = _held(actor, sentence, revision)
    before = _told(held)
    for name in ABOUT:
        setattr(held, name, about[name])
    _save(held)
    if _told(held) != before:
        _record(actor, "changed", held, before=before, after=_told(held))
    return held


@transaction.atomic
def use_sentence(*, actor: Any, sentence: Sentence, is_active: bool) -> Sentence:
    """Offer it to writers again, or no longer.

    Raises:
        Refused: as for adding.
    """
    held = _held(actor, sentence, None)
    if held.is_active != is_active:
        held.is_active = is_active
        held.save(update_fields=["is_active", "revision"])
        _record(actor, "reused" if is_active else "retired", held)
    return held


def _held(actor: Any, sentence: Sentence, revision: int | None) -> Sentence:
    require(rights.may_keep(actor, sentence), words.MAY_NOT_KEEP_SENTENCES)
    held = Sentence.objects.select_for_update().get(pk=sentence.pk)
    if revision is not None and held.revision != revision:
        raise Unusable(words.CHANGED_MEANWHILE, code="changed-meanwhile")
    held.revision += 1
    return held


def misfit(part: str, *, competency: bool, level: bool) -> str:
    """The field that does not belong to such a part; "" where all fit."""
    if part in ON_A_LINE:
        return ""
    return "competency" if competency else "level" if level else ""


def _save(row: Sentence) -> None:
    row.text = row.text.strip().replace("\r\n", "\n")
    wrong = misfit(row.part, competency=row.competency_id is not None, level=row.level is not None)
    if wrong:
        raise Unusable({wrong: words.SENTENCE_OF_THE_WHOLE})
    if row.level is not None and row.level > 5:
        raise Unusable({"level": _("Level dari 0 sampai 5.")})
    same = Sentence.objects.filter(
        provider=row.provider, part=row.part, competency=row.competency, level=row.level, text=row.text
    )
    if same.exclude(pk=row.pk).exists():
        raise Unusable({"text": _("Kalimat ini sudah ada.")})
    checked.save(row)


def _told(row: Sentence) -> dict[str, Any]:
    return {"part": row.part, "competency": row.competency_id, "level": row.level, "text": row.text}


def _record(actor: Any, what: str, row: Sentence, **data: Any) -> None:
    agency = row.provider.agency_id if row.provider else None
    audit.record(actor, f"assessment.sentence.{what}", row, agency_id=agency, provider=row.provider_id, **data)
