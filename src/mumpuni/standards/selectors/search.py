"""Search over the text of all standards: units, elements and criteria, ranked, by words or by a code."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language

from mumpuni.regulations import decide
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import (
    CompetencyUnit,
    Element,
    OccupationalStandard,
    PerformanceCriterion,
    StandardVersion,
)
from mumpuni.standards.selectors import occupational
from mumpuni.standards.selectors.register import in_force

#: Of each kind of text so many hits are ranked; a word that stands everywhere says nothing about rank anyway.
RANKED = 1_000
#: What is found beyond this is not listed; a narrower question is.
MOST = 500
_CODE = re.compile(r"[A-Za-z]{1,10}(-[A-Za-z])?\.[0-9A-Za-z.\-]+")
#: Signs of no language around a hit, replaced when the rest is escaped.
_START, _STOP = "\ue000", "\ue001"
_MARKED = re.compile(f"{_START}([^{_START}{_STOP}]*){_STOP}")
_HEADLINE = f'StartSel="{_START}", StopSel="{_STOP}", MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "'
_WHOLE = f'StartSel="{_START}", StopSel="{_STOP}", HighlightAll=true'


@dataclass
class Excerpt:
    """A place where the words stand; `text` is escaped, hits in <mark>."""

    code: str
    kind: str
    text: SafeString


@dataclass
class Hit:
    """A unit found, with its code and the places in it."""

    unit: CompetencyUnit
    code: str
    excerpts: list[Excerpt] = field(default_factory=list)


@dataclass
class Found:
    """The units in order of rank; `more` when there were too many to rank all, `remarks` on a code that is wrong."""

    units: list[int]
    more: bool = False
    by_code: bool = False
    remarks: list[str] = field(default_factory=list)


def searched(actor: Any) -> QuerySet[StandardVersion]:
    """Versions that are searched: in force today, and drafts that the actor may see.

    Raises:
        Refused: for a stranger.
    """
    seen = occupational.versions(actor).prefetch_related(None).select_related(None).order_by()
    return seen.filter(in_force(localdate()) | Q(published_at=None))


def search(actor: Any, text: str) -> Found:
    """The units in which the words stand (as a web search reads them), or the unit of a code; ids in order of rank."""
    words = text.strip().replace("\x00", "")[:200]
    versions = searched(actor)
    if not words:
        return Found([])
    if _CODE.fullmatch(words):
        found = _by_code(versions, words.upper())
        if found.by_code:
            return found
        others = _by_words(versions, words)
        others.remarks = found.remarks
        return others
    return _by_words(versions, words)


def hits(text: str, units: list[int]) -> list[Hit]:
    """The units of one page with excerpts; three queries."""
    found = {
        unit.pk: Hit(unit, code_of(unit.version.standard, unit.kind, unit.number))
        for unit in CompetencyUnit.objects.filter(pk__in=units).select_related("version__standard").defer("search")
    }
    _excerpts(text, found)
    return [found[pk] for pk in units if pk in found]


def _by_code(versions: QuerySet[StandardVersion], code: str) -> Found:
    """By the parts of a code as the rule reads them, an element or criterion being looked for in its unit."""
    local = OccupationalStandard.objects.filter(job_code_is_local=True).values_list("job_code", flat=True).distinct()
    facts = {"code": code, "local_job_codes": list(local)}
    decision = decide("permendagri-11-2018/unit-code", facts)
    if decision.outcome != "valid":
        language = get_language() or "id"
        said = [f"{finding.message(language[:2])} ({finding.citation})" for finding in decision.findings]
        return Found([], remarks=said)
    parts = decision.values
    units = CompetencyUnit.objects.filter(
        version__in=versions,
        version__standard__job_code=parts["job_code"],
        kind=parts["kind"],
        number=parts["unit"],
    )
    if parts["position_number"]:
        units = units.filter(version__standard__position_number=parts["position_number"])
    if parts["element"]:
        elements = Element.objects.filter(unit=OuterRef("pk"), number=parts["element"])
        if parts["criterion"]:
            elements = elements.filter(criteria__number=parts["criterion"])
        units = units.filter(Exists(elements))
    order = ("version__standard__position_number", "-version__number")
    return Found(list(units.order_by(*order).values_list("pk", flat=True)[:MOST]), by_code=True)


def _by_words(versions: QuerySet[StandardVersion], words: str) -> Found:
    seen, given = versions.values("pk").query.sql_with_params()
    unit, element, criterion = (model._meta.db_table for model in (CompetencyUnit, Element, PerformanceCriterion))
    query = "websearch_to_tsquery('indonesian', %s)"
    # A title of a unit weighs most, then its elements, then single criteria.
    statement = f"""
        WITH seen (version) AS MATERIALIZED ({seen}),
        hits AS (
            (SELECT u.id AS unit_id, 4 * ts_rank(u.search, {query}) AS rank FROM {unit} u
              WHERE u.search @@ {query} AND u.version_id IN (SELECT version FROM seen) LIMIT %s)
            UNION ALL
            (SELECT e.unit_id, 2 * ts_rank(e.search, {query}) FROM {element} e JOIN {unit} u ON u.id = e.unit_id
              WHERE e.search @@ {query} AND u.version_id IN (SELECT version FROM seen) LIMIT %s)
            UNION ALL
            (SELECT e.unit_id, ts_rank(c.search, {query}) FROM {criterion} c
              JOIN {element} e ON e.id = c.element_id JOIN {unit} u ON u.id = e.unit_id
              WHERE c.search @@ {query} AND u.version_id IN (SELECT version FROM seen) LIMIT %s)
        )
        SELECT unit_id, sum(hit_count) OVER () FROM (
            SELECT unit_id, sum(rank) AS rank, count(*) AS hit_count FROM hits GROUP BY unit_id
        ) ranked ORDER BY rank DESC, unit_id LIMIT %s
    """  # noqa: S608 - names of our own tables and the query of the policy; all values are parameters
    asked: list[Any] = [words, words, RANKED]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *asked, *asked, *asked, MOST])
        rows = cursor.fetchall()
    return Found([row[0] for row in rows], more=bool(rows) and (len(rows) == MOST or rows[0][1] >= RANKED))


def _excerpts(words: str, found: dict[int, Hit]) -> None:
    """At most four places of each unit: its own text first, then elements and criteria."""
    if not found:
        return
    unit, element, criterion = (model._meta.db_table for model in (CompetencyUnit, Element, PerformanceCriterion))
    query = "websearch_to_tsquery('indonesian', %s)"
    texts = " || E'\\n' || ".join(f"u.{name}" for name in CompetencyUnit.TEXTS)
    statement = f"""
        SELECT u.id, NULL::int, NULL::int, ts_headline('indonesian', {texts}, {query}, %s) FROM {unit} u
          WHERE u.id = ANY(%s) AND u.search @@ {query}
        UNION ALL
        SELECT unit_id, element, criterion, ts_headline('indonesian', title, {query}, %s) FROM (
            SELECT *, row_number() OVER (PARTITION BY unit_id ORDER BY criterion NULLS FIRST, rank DESC, element) AS at
            FROM (
                SELECT e.unit_id, e.number AS element, NULL::int AS criterion, e.title,
                  ts_rank(e.search, {query}) AS rank
                  FROM {element} e WHERE e.unit_id = ANY(%s) AND e.search @@ {query}
                UNION ALL
                SELECT e.unit_id, e.number, c.number, c.title, ts_rank(c.search, {query})
                  FROM {criterion} c JOIN {element} e ON e.id = c.element_id
                  WHERE e.unit_id = ANY(%s) AND c.search @@ {query}
            ) places
        ) best WHERE at <= 3
    """  # noqa: S608 - as above
    pks = list(found)
    given: list[Any] = [words, _HEADLINE, pks, words, words, _WHOLE, words, pks, words, words, pks, words]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        for pk, element_number, criterion_number, text in cursor.fetchall():
            hit = found[pk]
            of = hit.unit.version.standard
            code = code_of(of, hit.unit.kind, hit.unit.number, element_number, criterion_number)
            kind = "criterion" if criterion_number else "element" if element_number else "unit"
            hit.excerpts.append(Excerpt(code, kind, marked(text)))


def marked(text: str) -> SafeString:
    """A headline escaped, with its hits in <mark>; the signs themselves never reach the page."""
    pieces: list[tuple[SafeString | str, str, SafeString | str]] = []
    at = 0
    plain = str.maketrans("", "", _START + _STOP)
    for match in _MARKED.finditer(text):
        pieces.append(("", text[at : match.start()].translate(plain), ""))
        pieces.append((mark_safe("<mark>"), match[1], mark_safe("</mark>")))
        at = match.end()
    pieces.append(("", text[at:].translate(plain), ""))
    return format_html_join("", "{}{}{}", pieces)
