"""Whether an event may begin: the four components of Pasal 8, what is missing of each, and how far the work is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import (
    DECLARING,
    Answer,
    Assessee,
    Candidate,
    Event,
    Notice,
    Timetable,
)
from mumpuni.assessment.selectors import teams
from mumpuni.assessment.selectors.blueprints import Design, exposure_clashes, judge_design, saved_design
from mumpuni.assessment.selectors.judging import Judged, findings_of, first_broken, judge
from mumpuni.assessment.selectors.methods import judge_method
from mumpuni.assessment.selectors.providers import facility_decision, facility_facts
from mumpuni.audit.models import StoredDecision
from mumpuni.regulations import Decision, Finding, catalogue
from mumpuni.standards.selectors.positions import judge_target, target_facts

READY = "bkn-26-2019/event-ready"
COMPONENTS = catalogue("bkn-26-2019/components")
#: Where each component is put right.
PAGES = {
    "standard": "assessment:blueprint",
    "team": "assessment:team",
    "methods_and_instruments": "assessment:blueprint",
    "facility": "assessment:event_change",
}


@dataclass(frozen=True)
class Component:
    """One of the four, with what the rules say of it and what is missing before a rule can even be asked."""

    code: str
    judged: list[Judged] = field(default_factory=list)
    lacks: list[str | Promise] = field(default_factory=list)

    @property
    def title(self) -> str:
        """As the article calls it."""
        name = COMPONENTS[self.code].name()
        return name[0].upper() + name[1:]

    @property
    def page(self) -> str:
        """The name of the page on which it is put right."""
        return PAGES[self.code]

    @property
    def is_planned(self) -> bool:
        """Whether chair and admin put it right; the others are the provider's staff's."""
        return self.page == "assessment:blueprint"

    @property
    def complete(self) -> bool:
        """Nothing missing and nothing broken."""
        return not self.lacks and all(each.stands for each in self.judged)

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        """Violations and warnings, each with the target that it is about."""
        return findings_of(self.judged)


@dataclass(frozen=True)
class Readiness:
    """The four components of an event, in the order of the article, and the verdict on them."""

    components: list[Component]
    verdict: Judged

    @property
    def complete(self) -> bool:
        """Whether execution may begin as far as the components go."""
        return self.verdict.stands

    @property
    def judged(self) -> list[Judged]:
        """Every decision behind it, the verdict last."""
        return [*(one for each in self.components for one in each.judged), self.verdict]

    def broken(self) -> Decision | None:
        """The first decision in the way, the one that says most: a single article before the list of the four."""
        return first_broken(self.judged)


def readiness(event: Event) -> Readiness:
    """The four components now; a constant number of queries.

    Perka 11/2008 knows no such list; we ask the same four of it, each judged by that regulation's own rules.
    """
    design = saved_design(event)
    components = [_standard(design), _team(event), _methods(design), _facility(event)]
    return Readiness(components, judge(READY, {each.code: each.complete for each in components}))


def _standard(design: Design) -> Component:
    lacks: list[str | Promise] = []
    wanted = {each.pk: each.title for each in design.event.request.targets.all()}
    there = {each.target_id for each in design.blueprints if each.lines.all()}
    for number, title in wanted.items():
        if number not in there:
            lacks.append(_("Target %(title)s belum mempunyai standar kompetensi.") % {"title": title})
    if not wanted:
        lacks.append(_("Permintaannya belum menyebut target jabatan."))
    return Component("standard", list(_standards_2019(design)), lacks)


def _standards_2019(design: Design) -> Iterator[Judged]:
    if design.event.is_2008:
        return
    for each in design.blueprints:
        yield Judged(judge_target(each.standard), target_facts(each.standard), each.target.title)


def _team(event: Event) -> Component:
    judged = [Judged(one.decision, one.facts, one.name) for one in teams.judgement(event).verdicts]
    return Component("team", judged, [] if judged else [_("Belum ada Assessor dalam tim.")])


def _methods(design: Design) -> Component:
    event = design.event
    lacks: list[str | Promise] = []
    clashes = exposure_clashes(event, [use.variant.pk for use in design.uses if use.variant])
    for each in clashes:
        day = date_format(each.on, "DATE_FORMAT")
        about = {"name": each.person.full_name, "variant": str(each.variant), "day": day}
        lacks.append(_("%(name)s sudah mengerjakan paket %(variant)s pada %(day)s; pilih paket lain.") % about)
    if not any(use.lines for use in design.uses):
        lacks.append(_("Belum ada alat ukur yang mengukur kompetensi."))
    judged = [*judge_method(event), *_groups(event), *judge_design(design)]
    return Component("methods_and_instruments", judged, lacks)


def _groups(event: Event) -> Iterator[Judged]:
    """An Assessment Center is for one position: the targets of those who sit in one group (Pasal 19 ayat (2))."""
    if event.is_2008:
        return
    family = "assessment-center" if event.family == Event.Family.CENTER else "other"
    seated: dict[int, set[str]] = defaultdict(set)
    called = event.assessees.filter(state=Assessee.State.CALLED, group__isnull=False)
    for number, title in called.values_list("group__number", "candidate__target__title"):
        seated[number].add(title)
    for number, titles in sorted(seated.items()):
        facts = {"family": family, "purpose": event.purpose, "targets": sorted(titles)}
        yield judge("bkn-26-2019/design", facts, str(_("Kelompok %(number)d") % {"number": number}))


def _facility(event: Event) -> Component:
    if event.place is None:
        return Component("facility", lacks=[_("Tempat penilaian belum dipilih.")])
    if event.is_2008:
        return Component("facility")
    size = largest_group(event)
    judged = Judged(facility_decision(event.place, size), facility_facts(event.place, size))
    return Component("facility", [judged])


def largest_group(event: Event) -> int | None:
    """How many sit in the largest group; None before there is one."""
    called = Count("assessees", filter=Q(assessees__state=Assessee.State.CALLED))
    sizes = event.groups.annotate(here=called).order_by("-here").values_list("here", flat=True)
    return sizes.first() or None


@dataclass(frozen=True)
class Figures:
    """How far the work of an event is, in counts."""

    called: int
    groups: int
    members: int
    declaring: int
    declared: int
    letters: int
    received: int
    forms: int
    announced: int | None


def figures(event: Event) -> Figures:
    """Counts for the board; a constant number of queries."""
    called = list(event.assessees.filter(state=Assessee.State.CALLED).values_list("pk", flat=True))
    declaring = Q(role__in=DECLARING)
    team = event.team.filter(removed_at=None).aggregate(
        members=Count("practitioner", distinct=True),
        declaring=Count("practitioner", distinct=True, filter=declaring),
        declared=Count(
            "practitioner",
            distinct=True,
            filter=declaring & Q(declared_at__isnull=False, declared_for__contains=called),
        ),
    )
    letters = Notice.objects.filter(assessee__in=called, replaced_by=None).aggregate(
        letters=Count("pk", distinct=True), received=Count("pk", distinct=True, filter=Q(receipts__isnull=False))
    )
    return Figures(
        called=len(called),
        groups=event.groups.count(),
        **team,
        **letters,
        forms=_with_forms(called),
        announced=event.timetables.filter(state=Timetable.State.ANNOUNCED).values_list("number", flat=True).first(),
    )


def _with_forms(called: list[int]) -> int:
    """How many have handed in all that is asked before the day."""
    asked = Q(template__is_required=True, template__after_the_day=False)
    counted = (
        Answer.objects.filter(asked, assessee__in=called)
        .values("assessee")
        .annotate(open=Count("pk", filter=~Q(state=Answer.State.SUBMITTED)))
    )
    return sum(not row["open"] for row in counted)


def stages_done(event: Event) -> list[str]:
    """The stages behind an event, in the words of the rule of its edition."""
    if event.is_2008:
        return _stages_2008(event)
    done = ["perencanaan"] if event.is_frozen else []
    prepared = event.state in (Event.State.PREPARED, Event.State.RUNNING, Event.State.CLOSED)
    return [*done, "persiapan"] if done and prepared else done


def _stages_2008(event: Event) -> list[str]:
    """Selection to hand-over come with the candidates; notice is given when every letter was received or excused."""
    candidates = Candidate.objects.filter(pk__in=event.assessees.values("candidate"))
    counts = candidates.aggregate(
        all=Count("pk"),
        selected=Count("pk", filter=Q(administrative="passed", substance="passed")),
        submitted=Count("pk", filter=Q(submitted_at__isnull=False)),
        designated=Count("pk", filter=Q(designated=True)),
    )
    whole = counts["all"] or None
    met = {
        "seleksi": counts["selected"] == whole,
        "pengajuan": counts["submitted"] == whole,
        "penetapan": counts["designated"] == whole,
        "penyerahan": event.request.answered_at is not None,
        "persiapan": event.is_frozen and event.state in (Event.State.PREPARED, Event.State.RUNNING, Event.State.CLOSED),
        "pemberitahuan": _all_received(event),
    }
    return [stage for stage, done in met.items() if done]


def _all_received(event: Event) -> bool:
    """Whether everyone called received a letter, this one or one before it; whether in time is asked at the start."""
    called = event.assessees.filter(state=Assessee.State.CALLED)
    received = called.filter(notices__receipts__isnull=False).distinct().count()
    return received > 0 and received == called.count()


def judge_stage(event: Event, next_stage: str) -> Judged:
    """Whether a stage may begin now: `persiapan`, or `pelaksanaan` with its first step."""
    if event.is_2008:
        return judge("bkn-11-2008/stage", {"next": next_stage, "done": stages_done(event)})
    word = "pengarahan" if next_stage == "pelaksanaan" else next_stage
    return judge("bkn-26-2019/stage", {"next": word, "done": stages_done(event)})


def kept_verdict(event: Event) -> StoredDecision | None:
    """The decision with which the event was frozen last."""
    return _kept(event).filter(rule=READY).first() if event.is_frozen else None


def stage_moments(event: Event) -> dict[str, datetime | None]:
    """When each stage began: made, frozen, started, closed."""
    started = _kept(event).filter(rule__endswith="/stage", facts__next__in=("pengarahan", "pelaksanaan")).first()
    last = ("pemantauan-evaluasi", "laporan")
    closed = _kept(event).filter(rule__endswith="/stage", facts__next__in=last).first() if _is_over(event) else None
    return {
        "perencanaan": event.created_at,
        "persiapan": event.frozen_at,
        "pelaksanaan": started.at if started else None,
        "pemantauan-evaluasi": closed.at if closed else None,
    }


def _is_over(event: Event) -> bool:
    return event.state == Event.State.CLOSED


def _kept(event: Event) -> QuerySet[StoredDecision]:
    kept = StoredDecision.objects.filter(subject_type=event._meta.label_lower, subject_id=str(event.pk))
    return kept.order_by("-at")
