"""Reads of the programme, narrowed to what the actor may see."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mumpuni.audit.models import StoredDecision
from mumpuni.exchange.models import ImportRow
from mumpuni.people.models import Account, Agency, Identity
from mumpuni.people.policies import Role, agencies_of, has_role, require
from mumpuni.regulations.panduan_2019.certificates import TRAINING_JP
from mumpuni.regulations.panduan_2019.curriculum import JP
from mumpuni.standards.models import DevelopmentStandard, DevelopmentUnit, StandardVersion
from mumpuni.standards.selectors import development
from mumpuni.training import policies
from mumpuni.training.models import BATCH_LEVELS, Batch, Curriculum, Nomination, Season

ACTIVE = ~Q(state=Nomination.State.WITHDRAWN)
_use_checks: list[Callable[[Collection[int]], Iterable[int]]] = []


@dataclass(frozen=True)
class Progress:
    """Persons of a season, each counted once, against its target (PAND-015)."""

    target: int
    nominated: int
    accepted: int
    trained: int

    @property
    def percent(self) -> float:
        """Those who finished the training, of the target."""
        return 100 * self.trained / self.target if self.target else 0.0


@dataclass(frozen=True)
class GuideHours:
    """Lesson hours (JP) of the guide's programme: of e-learning and class together, and with the test."""

    training: int
    whole: int


@dataclass(frozen=True)
class KindLine:
    """A kind of development at one level: what it runs on, the units that gives it, the decisions behind the choice."""

    kind: str
    label: str
    row: Curriculum | None
    units: tuple[DevelopmentUnit, ...] = ()
    decisions: tuple[StoredDecision, ...] = ()

    @property
    def jp(self) -> int:
        """Lesson hours of its units together."""
        return sum(unit.jp or 0 for unit in self.units)

    @property
    def has_newer_source(self) -> bool:
        """Whether a later version of the SKK-PDN below it has been set."""
        return bool(getattr(self.row, "has_newer_source", False))


@dataclass(frozen=True)
class LevelCurriculum:
    """The curriculum of one level of a season."""

    code: str
    label: str
    lines: tuple[KindLine, ...]

    @property
    def jp(self) -> int:
        """Lesson hours of all kinds together."""
        return sum(line.jp for line in self.lines)


def register_use_check(check: Callable[[Collection[int]], Iterable[int]]) -> None:
    """Let a higher app say which of these nominations (primary keys) something of its own rests on."""
    _use_checks.append(check)


def used_nominations(nominations: Collection[int]) -> set[int]:
    """Those of these nominations that a verdict, a certificate or recorded hours rest on."""
    hours = Nomination.objects.filter(pk__in=nominations, training_jp__isnull=False).values_list("pk", flat=True)
    return set(hours).union(*(check(nominations) for check in _use_checks))


def why_in_use(nominations: Collection[int]) -> str | None:
    """Why an import of these nominations can no longer be taken back, or None."""
    accepted = Nomination.objects.filter(pk__in=nominations, state=Nomination.State.ACCEPTED).count()
    if accepted:
        return _("%(count)d usulan dari impor ini sudah diterima; tarik satu per satu dengan alasan.") % {
            "count": accepted
        }
    if used := used_nominations(nominations):
        return _("%(count)d usulan dari impor ini sudah mempunyai hasil atau sertifikat.") % {"count": len(used)}
    return None


def seasons(actor: Any) -> QuerySet[Season]:
    """The seasons that the actor may see, newest first.

    Raises:
        Refused: when the actor has no part in any.
    """
    require(policies.may_see_seasons(actor), _("Musim dilihat oleh penyelenggara, penguji, dan instansi pengusul."))
    return Season.objects.filter(pk__in=Season.objects.filter(policies.visible_seasons(actor)).values("pk"))


def season(actor: Any, pk: int) -> Season:
    """One of them, or 404."""
    return get_object_or_404(seasons(actor), pk=pk)


def open_seasons(actor: Any) -> QuerySet[Season]:
    """Those that take nominations now."""
    return seasons(actor).filter(state=Season.State.OPEN)


def board(actor: Any, season: Season) -> list[Batch]:
    """The batches in order, each with `.taken`, `.accepted`, `.left` and `.own`, the nominations the actor sees."""
    own = Nomination.objects.filter(policies.visible(actor) & ACTIVE, season=season).values_list("batch_id", flat=True)
    counted = Counter(own)
    batches = list(_counted(Batch.objects.filter(season=season)).order_by("number"))
    for batch in batches:
        batch.own = counted[batch.pk]  # type: ignore[attr-defined]
        batch.left = max(batch.seats - batch.taken, 0)  # type: ignore[attr-defined]
    return batches


def batch(actor: Any, pk: int) -> Batch:
    """A batch of a season that the actor may see, with `.taken` and `.accepted`, or 404."""
    found = get_object_or_404(_counted(Batch.objects.filter(season__in=seasons(actor))).select_related("season"), pk=pk)
    found.left = max(found.seats - found.taken, 0)  # type: ignore[attr-defined]
    return found


def progress(season: Season) -> Progress:
    """How far the season is; each person once."""
    accepted = Q(state=Nomination.State.ACCEPTED)
    found = Nomination.objects.filter(ACTIVE, season=season).aggregate(
        nominated=Count("person", distinct=True),
        accepted=Count("person", distinct=True, filter=accepted),
        trained=Count("person", distinct=True, filter=accepted & Q(training_jp__gte=TRAINING_JP)),
    )
    return Progress(target=season.seats, **found)


def curriculum_season(actor: Any, pk: int) -> Season:
    """A season whose curriculum the actor may read: also for those who take part in it. Or 404."""
    own = Season.objects.filter(policies.seasons_with_curriculum(actor)).values("pk")
    return get_object_or_404(Season.objects.filter(pk__in=own), pk=pk)


def curriculum_row(actor: Any, pk: int) -> Curriculum:
    """One basis of a season that the actor may read, or 404."""
    own = Season.objects.filter(policies.seasons_with_curriculum(actor)).values("pk")
    rows = Curriculum.objects.select_related("season", "standard", "guide")
    return get_object_or_404(rows.filter(season__in=own), pk=pk)


def curriculum(actor: Any, season: Season) -> list[LevelCurriculum]:
    """What the season's levels run on, kind by kind; who only takes part sees the own level."""
    there = set(season.batches.values_list("level", flat=True))
    if not policies.sees_all_levels(actor, season):
        there &= set(own_nominations(actor).filter(season=season).values_list("batch__level", flat=True))
    newer = StandardVersion.objects.filter(
        standard=OuterRef("standard__source__standard"),
        number__gt=OuterRef("standard__source__number"),
        published_at__isnull=False,
    )
    rows = {
        (row.level, row.kind): row
        for row in Curriculum.objects.filter(season=season)
        .select_related("standard__source__standard", "guide")
        .annotate(has_newer_source=Exists(newer))
    }
    units, decisions = _units_of(rows.values()), _decisions_of(rows.values())
    return [
        LevelCurriculum(
            level,
            str(label),
            tuple(
                KindLine(
                    kind.value,
                    str(kind.label),
                    row := rows.get((level, kind.value)),
                    units.get((row.standard_id, kind.value), ()) if row else (),
                    decisions.get(row.pk, ()) if row else (),
                )
                for kind in Curriculum.Kind
            ),
        )
        for level, label in BATCH_LEVELS
        if level in there
    ]


def guide_hours(season: Season) -> GuideHours | None:
    """What the guide of this season gives to training; None for a guide that we have no hours of."""
    return GuideHours(TRAINING_JP, sum(JP.values())) if season.edition == "panduan-2019" else None


def bases(level: str, kind: str) -> QuerySet[Any]:
    """What this kind can run on at a level: distributed SP2-PDN with units of the kind, or guides in force."""
    if kind == Curriculum.Kind.OTHER:
        return development.guides_in_force()
    holding = DevelopmentUnit.objects.filter(standard=OuterRef("pk"), kind=kind)
    return development.distributed().filter(Exists(holding), source__standard__position=level)


def kinds_of(standard: DevelopmentStandard) -> list[str]:
    """The kinds of which an SP2-PDN holds units, in the order of the law."""
    held = set(standard.units.values_list("kind", flat=True))
    return [kind for kind in Curriculum.Kind.values if kind in held]


def seats_taken(season: Season) -> Counter[int]:
    """Seats held per batch, by the batch's primary key."""
    rows = Nomination.objects.filter(ACTIVE, season=season).values_list("batch_id").annotate(Count("pk")).order_by()
    return Counter(dict(rows))


def nominations(actor: Any) -> QuerySet[Nomination]:
    """The nominations that the actor may read, joined for lists: HR its own agency's, a participant the own."""
    return (
        Nomination.objects.filter(policies.visible(actor))
        .select_related("season", "batch", "person", "agency", "unit")
        .prefetch_related(Prefetch("person__identities", queryset=Identity.objects.order_by("kind")))
    )


def nomination(actor: Any, pk: int) -> Nomination:
    """One of them, or 404."""
    return get_object_or_404(nominations(actor), pk=pk)


def nominations_for_results(actor: Any, batch: Batch) -> QuerySet[Nomination]:
    """The accepted participants of a batch, by name, as far as the actor may read them."""
    return nominations(actor).filter(batch=batch, state=Nomination.State.ACCEPTED).order_by("person__name", "pk")


def own_nominations(actor: Any) -> QuerySet[Nomination]:
    """The nominations of the person who is signed in, newest first."""
    if not isinstance(actor, Account) or actor.person_id is None:
        return Nomination.objects.none()
    own = Nomination.objects.filter(ACTIVE, person_id=actor.person_id)
    return own.select_related("season", "batch").order_by("-pk")


def batches_for_move(nomination_batch: Batch) -> QuerySet[Batch]:
    """The other batches of the same season and level that still have a seat."""
    same = Batch.objects.filter(season=nomination_batch.season_id, level=nomination_batch.level)
    return _counted(same.exclude(pk=nomination_batch.pk), with_seats=True).order_by("number")


def sendings(actor: Any) -> list[tuple[Season, Agency | None]]:
    """Where the actor may send nominations: open seasons, per agency of HR, for the organiser without agency.

    Raises:
        Refused: when the actor nominates nobody.
    """
    require(policies.may_send(actor), _("Usulan dikirim oleh pengelola kepegawaian instansi atau penyelenggara."))
    open_now = list(open_seasons(actor))
    own = Agency.objects.filter(pk__in=agencies_of(actor, Role.AGENCY_HR)) if open_now else []
    agencies: list[Agency | None] = list(own)
    if has_role(actor, Role.ORGANISER):
        agencies.append(None)
    return [(season, agency) for season in open_now for agency in agencies]


def source_of(nomination: Nomination) -> ImportRow | None:
    """The row of the import that a nomination came with."""
    if nomination.source_id is None:
        return None
    return ImportRow.objects.select_related("batch").get(pk=nomination.source_id)


def season_names(numbers: Collection[int] | None) -> dict[int, str]:
    """What seasons are called, for grants of roles; None asks for all."""
    found = Season.objects.all() if numbers is None else Season.objects.filter(pk__in=numbers)
    return {each.pk: str(each) for each in found}


def batch_names(numbers: Collection[int] | None) -> dict[int, str]:
    """What batches are called, for grants of roles; None asks for those of seasons that are not closed."""
    found = Batch.objects.select_related("season")
    found = found.exclude(season__state=Season.State.CLOSED) if numbers is None else found.filter(pk__in=numbers)
    return {each.pk: f"{each.season}, {each}" for each in found}


def decisions_on(subject: Nomination | Batch) -> list[StoredDecision]:
    """The verdicts kept on a nomination or on a batch, newest first."""
    return list(
        StoredDecision.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).order_by(
            "-at", "rule"
        )
    )


def _units_of(rows: Iterable[Curriculum]) -> dict[tuple[int | None, str], tuple[DevelopmentUnit, ...]]:
    standards = {row.standard_id: row.standard for row in rows if row.standard}
    found: dict[tuple[int | None, str], tuple[DevelopmentUnit, ...]] = {}
    for unit in DevelopmentUnit.objects.filter(standard__in=standards).select_related("unit").order_by("unit__number"):
        unit.standard = standards[unit.standard_id]
        key = (unit.standard_id, unit.kind)
        found[key] = (*found.get(key, ()), unit)
    return found


def _decisions_of(rows: Iterable[Curriculum]) -> dict[int, tuple[StoredDecision, ...]]:
    """The latest decision of each rule on each row."""
    latest: dict[tuple[int, str], StoredDecision] = {}
    subjects = [str(row.pk) for row in rows]
    kept = StoredDecision.objects.filter(subject_type=Curriculum._meta.label_lower, subject_id__in=subjects)
    for decision in kept.order_by("at"):
        latest[int(decision.subject_id), decision.rule] = decision
    found: dict[int, tuple[StoredDecision, ...]] = {}
    for (pk, _rule), decision in sorted(latest.items(), key=lambda pair: pair[0]):
        found[pk] = (*found.get(pk, ()), decision)
    return found


def _counted(batches: QuerySet[Batch], *, with_seats: bool = False) -> QuerySet[Batch]:
    active = Q(nominations__state__in=[Nomination.State.NOMINATED, Nomination.State.ACCEPTED])
    counted = batches.annotate(
        taken=Count("nominations", filter=active),
        accepted=Count("nominations", filter=Q(nominations__state=Nomination.State.ACCEPTED)),
    )
    return counted.filter(taken__lt=F("seats")) if with_seats else counted
