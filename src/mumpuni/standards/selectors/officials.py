"""What each official brings and where it stands in the framework; certificates as a criterion (Pasal 5 to 13)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from mumpuni.exchange.cells import loose_key
from mumpuni.people import selectors as people
from mumpuni.people.models import Appointment, Office, Person
from mumpuni.people.policies import require
from mumpuni.people.selectors.persons import kept_pk
from mumpuni.regulations import Citation, Decision, decide
from mumpuni.standards import held
from mumpuni.standards.models import (
    Attainment,
    CompetencyUnit,
    EquivalenceTable,
    LevelDecision,
    StandardVersion,
    WorkExperience,
)
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import framework
from mumpuni.standards.words import MAY_NOT_SEE_OFFICIALS

RULE = "permendagri-11-2018"
Kind, Route = Attainment.Kind, Attainment.Route


@dataclass
class Piece:
    """One thing that an official brings, and the level that its article sets it equal to.

    `levels` ascending; `at_least`: the article says "paling rendah"; `narrowed`: the level and the number of the
    Keputusan Menteri that narrows it on that day; `certificate`: how it is proved; `why_not`: why it does not count.
    """

    what: str
    levels: tuple[int, ...] = ()
    at_least: bool = False
    citation: Citation | None = None
    certificate: str = ""
    narrowed: tuple[int, str] | None = None
    why_not: list[str] = field(default_factory=list)
    attainment: Attainment | None = None
    key: str = ""
    years: int | None = None
    days: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the equivalence."""
        return not self.why_not

    @property
    def effective(self) -> tuple[int, ...]:
        """The levels by the table in force, else by the article; none for what does not count."""
        if not self.counts:
            return ()
        return (self.narrowed[0],) if self.narrowed else self.levels


@dataclass
class Profile:
    """An official in the framework on a day: each path for itself, and the overall level only by decision."""

    person: Person
    day: date
    position: Piece | None
    education: list[Piece]
    development: list[Piece]
    experience: list[Piece]
    other: list[Piece]
    work: list[WorkExperience]
    length: Decision | None
    certificates: list[held.HeldCertificate]
    expired: list[held.HeldCertificate]
    equated: Decision
    beside: Decision | None
    current: LevelDecision | None
    history: list[LevelDecision]
    target: str
    facts: dict[str, Any]
    equivalence: Decision | None

    @property
    def fixed(self) -> LevelDecision | None:
        """The latest decision that fixed a level; a proposal after it decides nothing."""
        return next((each for each in self.history if each.meets_standard), None)

    @property
    def overall(self) -> int | None:
        """The level that was fixed by decision; none before."""
        return self.fixed.level if self.fixed else None


def officials(actor: Any) -> QuerySet[Person]:
    """Persons whose levels this actor may see, with identities and appointments."""
    if policies.may_see_all_officials(actor):
        posts = Appointment.objects.select_related("agency", "unit", "position").order_by("-starts_on", "-pk")
        every = Person.objects.filter(merged_into=None)
        return every.prefetch_related("identities", Prefetch("appointments", queryset=posts))
    return people.persons(actor)


def listed(actor: Any) -> QuerySet[Person]:
    """The list of officials, for those who look at several.

    Raises:
        Refused: for an account that only has its own page.
    """
    require(policies.may_see_officials(actor), MAY_NOT_SEE_OFFICIALS)
    return officials(actor).prefetch_related(Prefetch("level_decisions", queryset=_decisions()))


def official(actor: Any, pk: int) -> Person:
    """One of them; a merged record leads to the one that was kept.

    Raises:
        Http404: for a person who does not exist or is out of this actor's sight, which look the same.
    """
    found = officials(actor).filter(pk=kept_pk(pk)).first()
    if found is None:
        raise Http404
    return found


def attainment(actor: Any, pk: int) -> Attainment:
    """An attainment that holds, of an official in sight.

    Raises:
        Http404: for another.
    """
    found = Attainment.objects.filter(pk=pk, ended_at=None, person__in=officials(actor)).first()
    if found is None:
        raise Http404
    found.person = official(actor, found.person_id)
    return found


def experience(actor: Any, pk: int) -> WorkExperience:
    """A period of work that holds, of an official in sight.

    Raises:
        Http404: for another.
    """
    found = WorkExperience.objects.filter(pk=pk, ended_at=None, person__in=officials(actor)).first()
    if found is None:
        raise Http404
    found.person = official(actor, found.person_id)
    return found


def offices() -> QuerySet[Office]:
    """The offices for which a decision may be recorded."""
    return Office.objects.order_by("title", "body")


def standards_in_force(day: date) -> QuerySet[StandardVersion]:
    """The published versions that are the standard of their position on this day."""
    return (
        StandardVersion.objects.filter(published_at__isnull=False, in_force_from__lte=day)
        .filter(Q(in_force_until=None) | Q(in_force_until__gte=day))
        .select_related("standard")
        .order_by("standard__title", "standard__government")
    )


def standard_of(person: Person, day: date) -> StandardVersion | None:
    """The standard of the position that the person holds, found by its name and tier."""
    post = person.current
    if post is None:
        return None
    found = standards_in_force(day).filter(
        standard__position=post.position.level, standard__title__iexact=post.position.title
    )
    return found.first()


def current_decision(person: Person) -> LevelDecision | None:
    """The decision that no later one replaces."""
    return _decisions().filter(person=person, replaced_by=None).first()


def profile(
    person: Person,
    *,
    day: date,
    language: str,
    target: str = "",
    related_fields: Iterable[str] = (),
    decided: tuple[int, str] | None = None,
) -> Profile:
    """All of it for one official on a day; the caller has looked whether the actor may see it.

    `target` is the position aimed at, by default that of the last decision or the one held. `related_fields` are the
    fields of work that the target counts, every field if left out. `decided` stands for a decision about to be made.
    """
    tables = framework.in_force(day)
    attainments = list(
        person.attainments.filter(ended_at=None)
        .select_related("education", "standard__standard")
        .prefetch_related("units__version__standard")
    )
    work = [each for each in person.experience.filter(ended_at=None) if each.starts_on <= day]
    history = list(_decisions().filter(person=person))
    replaced = {each.replaces_id for each in history}
    current = next((each for each in history if each.pk not in replaced), None)
    fixed = next((each for each in history if each.meets_standard), None)
    education = _education(person, attainments, tables)
    development, other = _development(attainments, tables, language)
    length = _length(work, day, related_fields)
    certificates, expired = _certificates([person.pk], {person.pk: attainments}, day)[person.pk]
    level = person.current.position.level if person.current else ""
    target = target or (current.target if current else "") or level
    facts = _facts(education, development, length, tables, target)
    if decided:
        facts |= {"decided_level": decided[0], "decision_number": decided[1]}
    elif fixed:
        facts |= {"decided_level": fixed.level, "decision_number": fixed.number}
    equivalence = decide(f"{RULE}/equivalence", facts) if target else None
    return Profile(
        person=person,
        day=day,
        position=_position(person),
        education=education,
        development=development,
        experience=_experience(length, facts, tables),
        other=other,
        work=work,
        length=length,
        certificates=certificates,
        expired=expired,
        equated=_equated(attainments, day),
        beside=_beside(level, development),
        current=current,
        history=history,
        target=target,
        facts=facts,
        equivalence=equivalence,
    )


def required_units(version: StandardVersion | None) -> list[str]:
    """The titles of the units of a standard: general, core, elective, each by number."""
    if version is None:
        return []
    kinds = [str(kind) for kind in CompetencyUnit.Kind.values]
    units = version.units.order_by("number").values_list("kind", "title")
    return [title for _kind, title in sorted(units, key=lambda unit: kinds.index(unit[0]))]


def criterion(use: str, units: list[str], found: Iterable[held.HeldCertificate], day: date) -> Decision:
    """How far certificates cover the units of a standard, for one of the uses of Pasal 13."""
    titles = {loose_key(title): title for title in units}
    certificates: list[dict[str, Any]] = []
    for each in found:
        for unit in each.units:
            line: dict[str, Any] = {"number": each.number, "unit": titles.get(loose_key(unit), unit)}
            line["expired"] = bool(each.expires_on and each.expires_on < day)
            if each.level:
                line["level"] = each.level
            certificates.append(line)
    facts = {"use": use, "required_units": units, "certificates": certificates}
    return decide(f"{RULE}/certificate-criterion", facts)


def certificates_of(persons: Collection[Person], day: date) -> dict[int, list[held.HeldCertificate]]:
    """The competency certificates of many persons, those that expired among them; a constant number of queries."""
    numbers = [each.pk for each in persons]
    recorded: dict[int, list[Attainment]] = {number: [] for number in numbers}
    found = (
        Attainment.objects.filter(person__in=numbers, ended_at=None, kind=Kind.COMPETENCE)
        .select_related("standard__standard")
        .prefetch_related("units__version__standard")
    )
    for each in found:
        recorded[each.person_id].append(each)
    both = _certificates(numbers, recorded, day)
    return {number: [*valid, *expired] for number, (valid, expired) in both.items()}


def holders_of(version: StandardVersion, day: date) -> QuerySet[Attainment]:
    """The certificates in force that state that the whole standard is met, in whatever version of it."""
    in_time = Q(expires_on=None) | Q(expires_on__gte=day)
    return Attainment.objects.filter(
        in_time, ended_at=None, kind=Kind.COMPETENCE, standard__standard=version.standard
    ).exclude(number="")


def _decisions() -> QuerySet[LevelDecision]:
    return LevelDecision.objects.select_related("office", "replaces", "decided_by").order_by("-dated", "-pk")


def _position(person: Person) -> Piece | None:
    post = person.current
    if post is None:
        return None
    told = decide(f"{RULE}/position-level", {"position": post.position.level})
    return Piece(str(post.position), tuple(told.values["levels"]), citation=told.citations[0])


def _education(person: Person, attainments: list[Attainment], tables: dict[str, EquivalenceTable]) -> list[Piece]:
    """Every diploma of the register, the highest first; its number where it was recorded as a certificate."""
    by_education = {each.education_id: each for each in attainments if each.education_id}
    pieces = []
    for each in person.education.all():
        told = decide(f"{RULE}/education-level", {"education": each.degree})
        row = framework.narrowed(tables, EquivalenceTable.Kind.EDUCATION, each.degree)
        shown = by_education.get(each.pk)
        piece = Piece(
            ", ".join(part for part in (str(each), each.institution) if part),
            tuple(told.values["levels"]),
            told.values["at_least"],
            told.citations[0],
            _proof(shown) if shown else str(Kind.DIPLOMA.label),
            (row.level, tables[EquivalenceTable.Kind.EDUCATION].decision_number) if row else None,
            attainment=shown,
            key=each.degree,
        )
        pieces.append(piece)
    return sorted(pieces, key=lambda piece: piece.levels, reverse=True)


def _development(
    attainments: list[Attainment], tables: dict[str, EquivalenceTable], language: str
) -> tuple[list[Piece], list[Piece]]:
    """Developments completed for a position, and what else was learnt without a level of its own."""
    development, other = [], []
    for each in attainments:
        if each.education_id:
            continue
        piece = Piece(each.title, certificate=_proof(each), why_not=why_not(each, language), attainment=each)
        if each.route == Route.DEVELOPMENT and each.graduate_of:
            told = decide(f"{RULE}/development-level", {"graduate_of": each.graduate_of})
            row = framework.narrowed(tables, EquivalenceTable.Kind.DEVELOPMENT, each.graduate_of)
            piece.levels, piece.citation = tuple(told.values["levels"]), told.citations[0]
            piece.narrowed = (row.level, tables[EquivalenceTable.Kind.DEVELOPMENT].decision_number) if row else None
            development.append(piece)
        else:
            other.append(piece)
    return development, other


def why_not(each: Attainment, language: str) -> list[str]:
    """Why an attainment counts nothing, with the article; empty for one that counts."""
    facts = {"route": each.route, "certificate": each.kind} if each.kind else {"route": each.route}
    told = decide(f"{RULE}/attainment", facts)
    return [f"{finding.message(language)} ({finding.citation})" for finding in told.findings]


def _length(work: list[WorkExperience], day: date, related_fields: Iterable[str]) -> Decision | None:
    if not work:
        return None
    claims = [
        {
            "field": each.field,
            "starts_on": each.starts_on.isoformat(),
            "ends_on": min(each.ends_on or day, day).isoformat(),
        }
        for each in work
    ]
    return decide(f"{RULE}/experience-length", {"claims": claims, "related_fields": list(related_fields)})


def _experience(
    length: Decision | None,
    facts: dict[str, Any],
    tables: dict[str, EquivalenceTable],
) -> list[Piece]:
    """One piece for each field that counts; its level by the table of Pasal 12, none without such a table."""
    if length is None:
        return []
    table = tables.get(EquivalenceTable.Kind.EXPERIENCE)
    pieces = []
    for each in length.values["experience"]:
        claim = {"field": each["field"], "years": each["years"]}
        alone = {"target_position": "pelaksana", "experience": [claim], "experience_table": facts["experience_table"]}
        told = decide(f"{RULE}/equivalence", alone)
        levels = tuple(told.values["routes"]["experience"]["levels"])
        pieces.append(
            Piece(
                each["field"],
                levels,
                citation=length.citations[1],
                certificate=table.decision_number if table else "",
                years=each["years"],
                days=each["days"],
            )
        )
    return pieces


def _facts(
    education: list[Piece],
    development: list[Piece],
    length: Decision | None,
    tables: dict[str, EquivalenceTable],
    target: str,
) -> dict[str, Any]:
    """What the rule of equivalence is asked with."""
    table = tables.get(EquivalenceTable.Kind.EXPERIENCE)
    facts: dict[str, Any] = {
        "target_position": target,
        "graduate_of": [each.attainment.graduate_of for each in development if each.counts and each.attainment],
        "experience": [
            {"field": each["field"], "years": each["years"]} for each in (length.values["experience"] if length else ())
        ],
        "experience_table": [
            {"field": row.key, "min_years": row.min_years or 0, "level": row.level}
            for row in (table.rows.all() if table else ())
        ],
    }
    if education:
        facts["education"] = education[0].key
    return facts


def _beside(level: str, development: list[Piece]) -> Decision | None:
    """The level of the position beside that of the highest development completed, and the gap (P11-18-048, 055)."""
    counted = [each for each in development if each.counts and each.attainment]
    if not level or not counted:
        return None
    highest = max(counted, key=lambda each: each.levels)
    facts = {"position": level, "graduate_of": highest.attainment.graduate_of}  # type: ignore[union-attr]
    return decide(f"{RULE}/position-and-training", facts)


def _equated(attainments: list[Attainment], day: date) -> Decision:
    """The levels that certificates of whole standards are a ground for (Pasal 6 ayat (1))."""
    certificates = [
        {"standard_of": each.standard.standard.position, **({"number": each.number} if each.number else {})}
        for each in attainments
        if each.standard and each.kind == Kind.COMPETENCE and not _is_expired(each, day)
    ]
    return decide(f"{RULE}/official-level", {"certificates": certificates})


def _certificates(
    numbers: Collection[int], recorded: dict[int, list[Attainment]], day: date
) -> dict[int, tuple[list[held.HeldCertificate], list[held.HeldCertificate]]]:
    """For each person the competency certificates in force, and those that have expired."""
    issued = held.certificates_of(numbers)
    whole = {
        each.standard_id
        for rows in recorded.values()
        for each in rows
        if each.standard_id and each.kind == Kind.COMPETENCE
    }
    titles: dict[int, list[str]] = {}
    if whole:
        for version in StandardVersion.objects.filter(pk__in=whole).prefetch_related("units"):
            titles[version.pk] = [unit.title for unit in version.units.all()]
    sorted_out = {}
    for number in numbers:
        own = [_as_held(each, titles) for each in recorded.get(number, ()) if each.kind == Kind.COMPETENCE]
        every = [*own, *issued.get(number, ())]
        expired = [each for each in every if each.expires_on and each.expires_on < day]
        sorted_out[number] = ([each for each in every if each not in expired], expired)
    return sorted_out


def _as_held(each: Attainment, titles: dict[int, list[str]]) -> held.HeldCertificate:
    units = [unit.title for unit in each.units.all()]
    positions = {unit.version.standard.position for unit in each.units.all()}
    if each.standard:
        units += [title for title in titles.get(each.standard_id or 0, ()) if title not in units]
        positions.add(each.standard.standard.position)
    levels: set[int] = set()
    for position in positions:
        levels.update(decide(f"{RULE}/position-level", {"position": position}).values["levels"])
    return held.HeldCertificate(
        person=each.person_id,
        number=each.number,
        title=each.title,
        units=tuple(units),
        issuer=each.issuer,
        issued_on=each.issued_on,
        expires_on=each.expires_on,
        # A position on several levels names none of them as the certificate's own.
        level=levels.pop() if len(levels) == 1 else None,
        standard=each.standard.standard_id if each.standard else None,
        position=each.standard.standard.position if each.standard else "",
    )


def _is_expired(each: Attainment, day: date) -> bool:
    return bool(each.expires_on and each.expires_on < day)


def _proof(each: Attainment) -> str:
    return " ".join(part for part in (each.get_kind_display() if each.kind else "", each.number) if part)
