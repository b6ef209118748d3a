"""What target positions ask for, and who and what can be picked for a request (target jabatan, calon)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Request, Target
from mumpuni.people import selectors as people
from mumpuni.people.models import (
    Agency,
    AgencyKind,
    Employment,
    Level,
    Person,
    Position,
)
from mumpuni.people.selectors.persons import search
from mumpuni.regulations import Decision, catalogue, decide
from mumpuni.regulations.vocabulary import FUNCTIONAL
from mumpuni.standards.models import PositionStandard
from mumpuni.standards.selectors.positions import judge_target, standards_for, target_facts

#: Where Perka 11/2008 asks every agency for standards of its structural positions (B11-08-068).
STANDARDS_2008 = "Perka BKN 11/2008 Lampiran IV.1"
#: The echelons that Perka 11/2008 gives methods for.
ECHELONS: tuple[str, ...] = tuple(catalogue("bkn-11-2008/minimum-methods").codes)


_GOVERNMENTS: dict[str, str] = {AgencyKind.PROVINCE: "provinsi", AgencyKind.REGENCY: "kabupaten-kota"}


#: How many officials or positions a search shows; the words narrow it further.
SHOWN = 50


#: Tiers that a functional position may equal.
STRUCTURAL = tuple(level for level in Level if level not in FUNCTIONAL)


def government(agency: Agency) -> str:
    """The level of government in the words of rule `bkn-26-2019/method`."""
    return _GOVERNMENTS.get(agency.kind, "pusat")


def method_facts(target: Target, agency: Agency) -> dict[str, Any]:
    """What that rule is asked of a target position."""
    return {
        "position": target.tier,
        "government": government(agency),
        "regional_secretary": target.regional_secretary,
        "equivalent_position": target.equivalent_tier or None,
    }


def center_facts(target: Target) -> dict[str, Any]:
    """A request under Perka 11/2008 asks for an Assessment Center by a UPK, which every echelon allows."""
    return {"echelon": target.echelon, "body": "upk", "methods": ["assessment-center"]}


@dataclass(frozen=True)
class Minimum:
    """The methods that Perka 11/2008 asks of an echelon when there is no Assessment Center, as codes."""

    center_required: bool
    all_of: tuple[str, ...]
    one_of: tuple[str, ...]


def minimum(echelon: str) -> Minimum | None:
    """What the catalogue says of an echelon; None for one that it does not know."""
    if echelon not in ECHELONS:
        return None
    said = catalogue("bkn-11-2008/minimum-methods")[echelon].fields
    return Minimum(said["assessment_center_required"], tuple(said["all_of"]), tuple(said["one_of"]))


@dataclass(frozen=True)
class Preview:
    """What a target asks for on the wished day: the standard in force with its levels, and the method.

    `fits` judges the standard by 26/2019 Pasal 9 ayat (1); 11/2008 asks only that there is one (Lampiran IV.1).
    """

    target: Target
    standard: PositionStandard | None
    fits: Decision | None
    method: Decision
    method_facts: dict[str, Any]
    minimum: Minimum | None

    @property
    def levels(self) -> list[tuple[str, int]]:
        """Name and required level of each competency that counts."""
        asked = [] if self.standard is None else self.standard.requirements.all()
        return [(each.competency.name, each.level) for each in asked if each.competency.kind != "technical"]

    @property
    def standard_facts(self) -> dict[str, Any]:
        """The facts behind `fits`."""
        return target_facts(self.standard)


def previews(asked: Request, targets: Iterable[Target] | None = None) -> list[Preview]:
    """What each target asks for; the newest version in force on the wished day counts. Constant queries."""
    each_target = list(asked.targets.select_related("position") if targets is None else targets)
    day = asked.confirmed_from or asked.wished_from
    standards = standards_for(((target.position_id, target.tier) for target in each_target), day)
    return [_preview(asked, target, standards) for target in each_target]


def _preview(asked: Request, target: Target, standards: dict[tuple[int | None, str], PositionStandard]) -> Preview:
    standard = standards.get((target.position_id, target.tier))
    old = asked.edition == "bkn-11-2008"
    rule = "bkn-11-2008/methods" if old else "bkn-26-2019/method"
    facts = center_facts(target) if old else method_facts(target, asked.agency)
    least = minimum(target.echelon) if old else None
    fits = None if old else judge_target(standard)
    return Preview(target, standard, fits, decide(rule, facts), facts, least)


def is_functional(tier: str) -> bool:
    """Whether a tier is a grade of functional positions, whose method follows the structural tier that it equals."""
    return tier in FUNCTIONAL


def positions_to_pick(agency: Agency, words: str) -> list[Position]:
    """Positions of the agency that fit each word."""
    found = people.positions(agency)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(unit__name__icontains=word))
    return list(found[:SHOWN])


def own_officials(actor: Any, asked: Request) -> QuerySet[Person]:
    """Who serves at the agency now."""
    return people.persons(actor).filter(appointments__agency=asked.agency_id, appointments__ends_on=None)


def officials_to_pick(actor: Any, asked: Request, words: str, ticked: Collection[str] = ()) -> list[Person]:
    """Civil servants of the agency who are not in the request yet; who was ticked before stays in front."""
    found = own_officials(actor, asked).filter(employment=Employment.PNS)
    found = found.exclude(pk__in=asked.candidates.values("person")).order_by("name", "pk")
    numbers = [int(each) for each in ticked if each.isdecimal() and len(each) < 10]
    kept = list(found.filter(pk__in=numbers)) if numbers else []
    return [*kept, *search(found.exclude(pk__in=numbers), words)[:SHOWN]]


def unrecognised(asked: Request, targets: Iterable[Target]) -> list[str]:
    """The tiers asked for that no recognition of the provider covers on the day; only 26/2019 knows recognitions."""
    if asked.edition != "bkn-26-2019":
        return []
    day = asked.confirmed_from or asked.wished_from
    covered = {tier for each in asked.provider.recognitions.all() if each.holds_on(day) for tier in each.tiers}
    wanted = {each.equivalent_tier or each.tier for each in targets}
    return [str(Level(tier).label) for tier in sorted(wanted - covered, key=list(Level.values).index)]


def problems_of(asked: Request, preview: Preview) -> list[str]:
    """Why a target cannot be assessed for, by name and with the article."""
    title, day = preview.target.title, date_format(asked.wished_from)
    if preview.standard is None:
        sentence = _(
            "%(title)s belum mempunyai standar kompetensi yang berlaku pada %(day)s (%(article)s). Susun dan terbitkan "
            "standarnya dahulu, atau pilih hari lain."
        )
        return [
            sentence
            % {"title": title, "day": day, "article": preview.fits.citations[0] if preview.fits else STANDARDS_2008}
        ]
    broken = [
        *(preview.fits.findings if preview.fits else ()),
        *(preview.method.findings if preview.method.outcome == "not-covered" else ()),
    ]
    return [f"{title}: {found.message()} ({found.citation})" for found in broken if found.severity == "violation"]
