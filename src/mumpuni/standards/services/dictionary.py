"""Writing editions of the competency dictionary. Published ones never change; the database sees to it too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import catalogue, decide
from mumpuni.standards.models import Competency, CompetencyLevel, Dictionary, Indicator
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import dictionary as selectors
from mumpuni.standards.selectors.positions import KIND_WORDS, RULE, competency_facts
from mumpuni.standards.words import MAY_NOT_KEEP_DICTIONARY

LEVELS = range(1, 6)
#: PermenPANRB 38/2017 itself is not at hand, nor its day; it is of 2017, so this day is surely not before it.
CATALOGUE_FROM = date(2018, 1, 1)
CATALOGUE_REGULATION = "PermenPANRB 38/2017"
_MODEL_KINDS = {word: kind for kind, word in KIND_WORDS.items()}


@dataclass
class Content:
    """A competency as an edition takes it: text of each level, indicators of each level in their order."""

    name: str
    kind: str
    definition: str = ""
    levels: dict[int, str] = field(default_factory=dict)
    indicators: dict[int, list[str]] = field(default_factory=dict)
    code: str = ""


@transaction.atomic
def load_catalogue(*, actor: Any = None) -> Dictionary:
    """The first edition, from our own catalogue and marked as our paraphrase; where one is there, that stays as it is.

    Safe to run at any time. `actor` is None for what the system does by itself.

    Raises:
        Refused: for others than those who keep the dictionary.
    """
    if actor is not None:
        require(policies.may_keep_dictionary(actor), MAY_NOT_KEEP_DICTIONARY)
    first = Dictionary.objects.select_for_update().filter(number=1).first()
    if first is not None:
        return first
    edition = Dictionary.objects.create(
        number=1,
        title=_("Kamus kompetensi dari katalog"),
        regulation=CATALOGUE_REGULATION,
        in_force_from=CATALOGUE_FROM,
        created_by=actor,
    )
    write_content(edition, _from_catalogue())
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    audit.record(actor, "standards.dictionary.loaded", edition, competencies=edition.competencies.count())
    return edition


@transaction.atomic
def draft_edition(*, actor: Any, title: str, regulation: str, in_force_from: date, is_official: bool) -> Dictionary:
    """Open a new edition, empty until its rows come in by Excel.

    Raises:
        Refused: for others than those who keep the dictionary.
        Unusable: while another draft is open.
    """
    require(policies.may_keep_dictionary(actor), MAY_NOT_KEEP_DICTIONARY)
    if open_draft := Dictionary.objects.select_for_update().filter(published_at=None).first():
        raise Unusable(
            _("Edisi %(number)d masih berupa konsep; terbitkan atau buang dahulu.") % {"number": open_draft.number}
        )
    number = (Dictionary.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Dictionary.objects.create(
        number=number,
        title=title.strip(),
        regulation=regulation.strip(),
        in_force_from=in_force_from,
        is_official=is_official,
        created_by=actor,
    )
    audit.record(actor, "standards.dictionary.drafted", edition, official=is_official)
    return edition


@transaction.atomic
def fill_edition(*, actor: Any, edition: Dictionary, content: Iterable[Content]) -> list[Competency]:
    """Put the whole content of a draft in place of what it held; the competencies in the order given.

    Raises:
        Refused: for others than those who keep the dictionary.
        Unusable: for a published edition.
    """
    require(policies.may_keep_dictionary(actor), MAY_NOT_KEEP_DICTIONARY)
    edition = _draft(edition)
    edition.competencies.all().delete()
    made = write_content(edition, content)
    audit.record(actor, "standards.dictionary.filled", edition, competencies=len(made))
    return made


@transaction.atomic
def publish_edition(*, actor: Any, edition: Dictionary) -> Dictionary:
    """Close the text of a draft and let it govern from its day on; the edition before ends the day before.

    Raises:
        Refused: for others than those who keep the dictionary.
        Unusable: for one that is published, has a competency without five levels, or begins too early.
        RuleBroken: where managerial or sociocultural competencies are missing (BKN 26/2019 Pasal 9 ayat (1)).
    """
    require(policies.may_keep_dictionary(actor), MAY_NOT_KEEP_DICTIONARY)
    edition = _draft(edition)
    found = selectors.competencies(edition)
    if not found:
        raise Unusable(_("Edisi ini masih kosong; isi dahulu dari Excel."))
    for each in found:
        absent = [str(level) for level in LEVELS if level not in {one.level for one in each.levels.all()}]
        if absent:
            raise Unusable(
                _("%(name)s belum punya level %(levels)s; lengkapi di Excel lalu impor lagi.")
                % {"name": each.name, "levels": ", ".join(absent)}
            )
    facts = competency_facts(found)
    decision = decide(RULE, facts)
    if decision.outcome == "non-compliant":
        raise RuleBroken(decision)
    _end_before(edition)
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    audit.record(actor, "standards.dictionary.published", edition, decision=audit.keep(actor, decision, facts, edition))
    return edition


@transaction.atomic
def discard_edition(*, actor: Any, edition: Dictionary) -> None:
    """Throw a draft away.

    Raises:
        Refused: for others than those who keep the dictionary.
        Unusable: for a published edition.
    """
    require(policies.may_keep_dictionary(actor), MAY_NOT_KEEP_DICTIONARY)
    edition = _draft(edition)
    audit.record(actor, "standards.dictionary.discarded", edition)
    edition.delete()


def write_content(edition: Dictionary, content: Iterable[Content]) -> list[Competency]:
    """The rows of an empty draft, in three inserts."""
    given = list(content)
    made = Competency.objects.bulk_create(
        Competency(
            dictionary=edition,
            code=each.code or slugify(each.name)[:60],
            kind=each.kind,
            number=number,
            name=each.name,
            definition=each.definition,
        )
        for number, each in enumerate(given, start=1)
    )
    levels = CompetencyLevel.objects.bulk_create(
        CompetencyLevel(competency=row, level=level, description=text)
        for row, each in zip(made, given, strict=True)
        for level, text in sorted(each.levels.items())
    )
    by_name = {each.name: each for each in given}
    Indicator.objects.bulk_create(
        Indicator(level=level, number=number, text=text)
        for level in levels
        for number, text in enumerate(by_name[level.competency.name].indicators.get(level.level, []), start=1)
    )
    return made


def _from_catalogue() -> list[Content]:
    return [
        Content(
            code=entry.code,
            name=entry.name("id"),
            kind=_MODEL_KINDS[entry.fields["kind"]],
            definition=entry.fields["meaning_id"],
            levels={level: entry.fields[f"level_{level}"] for level in LEVELS},
        )
        for entry in catalogue("bkn-26-2019/competencies").entries
    ]


def _draft(edition: Dictionary) -> Dictionary:
    """The draft itself, held so that nobody publishes it meanwhile."""
    row = Dictionary.objects.select_for_update().get(pk=edition.pk)
    if row.is_published:
        raise Unusable(
            _("Edisi %(number)d sudah diterbitkan; isinya tidak berubah lagi. Buka edisi baru.")
            % {"number": row.number}
        )
    return row


def _end_before(edition: Dictionary) -> None:
    before = (
        Dictionary.objects.select_for_update().filter(published_at__isnull=False).order_by("-in_force_from").first()
    )
    if before is None:
        return
    if before.in_force_from >= edition.in_force_from:
        raise Unusable(
            _("Edisi %(number)d berlaku sejak %(day)s. Buang konsep ini, lalu susun lagi dengan hari sesudahnya.")
            % {"number": before.number, "day": date_format(before.in_force_from)}
        )
    if before.in_force_until is None or before.in_force_until >= edition.in_force_from:
        before.in_force_until = edition.in_force_from - timedelta(days=1)
        before.save(update_fields=["in_force_until"])
