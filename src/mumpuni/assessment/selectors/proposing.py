"""Filling a team (usul tim): whom, why, and what could not be filled.

Arithmetic on what is handed in, so that it can be tried without a database; every question whether a person fits goes
to the rule. The same register gives the same team.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import DECLARING, Practitioner, Provider, TeamMember, TeamRole
from mumpuni.assessment.selectors import pool
from mumpuni.assessment.selectors.wants import Want
from mumpuni.regulations import Citation, decide
from mumpuni.regulations.bkn_11_2008 import bodies
from mumpuni.regulations.bkn_26_2019 import grouping

#: Which article asks for psychologists, by whether the older regulation governs.
PSYCHOLOGISTS = {False: grouping.PSYCHOLOGIST, True: bodies.PSYCHOLOGISTS}
TIED = "tied"
NONE, ONE_LESS = TeamMember.Fallback.NONE, TeamMember.Fallback.ONE_LESS
OTHER, INDEPENDENT = TeamMember.Fallback.OTHER_AGENCY, TeamMember.Fallback.INDEPENDENT
#: The flag of the rule that opens the fall-backs of a role.
FLAGS = {
    TeamRole.CHAIR: "no_qualified_chair",
    TeamRole.ADMIN: "no_qualified_admin",
    TeamRole.TESTER: "no_qualified_tester",
}
#: In what order each role is filled from the register; the exceptions in the order of their article.
STEPS: dict[str, tuple[str, ...]] = {
    TeamRole.CHAIR: (NONE, ONE_LESS, OTHER, INDEPENDENT),
    TeamRole.ADMIN: (NONE, ONE_LESS, OTHER, INDEPENDENT),
    TeamRole.TESTER: (NONE, OTHER, INDEPENDENT),
    TeamRole.ASSESSOR: (NONE, OTHER, INDEPENDENT),
}


@dataclass(frozen=True, eq=False)
class Applicant:
    """Somebody of the register as the proposer sees them.

    `facts` are those of the team's rule without roles. `lawful` is what the rules beside the team's say of the person
    as an assessor: the experience of an independent one, Perka 11/2008 I.C.3.
    """

    practitioner: int
    name: str
    own: bool
    kind: str
    facts: Mapping[str, Any]
    home: str = ""
    lawful: bool = True
    role_plays: bool = False
    obstacle: str = ""
    tied: bool = False
    minutes: int = 0
    grade_word: str = ""

    @property
    def psychologist(self) -> bool:
        """Whether a licence holds."""
        return bool(self.facts["psychologist"])

    def kept_from(self, role: str) -> str:
        """What stands in the way of this role; ties matter to those who meet assessees."""
        return self.obstacle or (TIED if self.tied and role in DECLARING else "")

    @property
    def assesses(self) -> bool:
        """Whether the register has the person as an assessor."""
        return self.facts["grade"] is not None or bool(self.facts["independent"])


@dataclass(frozen=True)
class Choice:
    """One person proposed for a role: `why`, and by which exception with its reason."""

    practitioner: int
    name: str
    role: str
    why: str
    fallback: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """What names the choice in a form."""
        return f"{self.practitioner}:{self.role}"


@dataclass(frozen=True)
class Gap:
    """What could not be filled, as a sentence with numbers, and the article that asks for it."""

    sentence: str
    basis: Citation | None = None


@dataclass(frozen=True)
class Proposal:
    """The choices and the gaps; complete when there are no gaps."""

    choices: tuple[Choice, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be found."""
        return not self.gaps


@dataclass(frozen=True)
class Frame:
    """The event as the rule asks for it; days and `provider` are for sentences."""

    facts: Mapping[str, Any]
    first: date
    last: date
    provider: str = ""
    is_2008: bool = False

    @property
    def days(self) -> str:
        """The days in words of the language that is spoken."""
        first, last = (date_format(day, "j F Y") for day in (self.first, self.last))
        return first if first == last else f"{first} – {last}"


def fits(frame: Frame, who: Applicant, role: str, *, eased: bool) -> bool:
    """Whether the rules let this person hold the role; `eased` opens the fall-backs."""
    if role == TeamRole.ROLE_PLAYER:
        return who.role_plays
    if role == TeamRole.ASSESSOR and not (who.assesses and who.lawful):
        return False
    if role in (TeamRole.SUPPORT, TeamRole.RESOURCE) and who.assesses:
        return False
    if frame.is_2008:
        return _fits_2008(who, role)
    facts = {**frame.facts, "members": [{**who.facts, "roles": [role]}]}
    if role in FLAGS:
        facts[FLAGS[TeamRole(role)]] = eased
    found = decide("bkn-26-2019/team", facts).findings
    return not any(each.severity == "violation" and each.details.get("name") == who.facts["name"] for each in found)


def _fits_2008(who: Applicant, role: str) -> bool:
    """Perka 11/2008 gives no grades: who plans or assesses is an assessor, who gives tests masters them."""
    if role == TeamRole.TESTER:
        return bool(who.facts["masters_instruments"])
    return role in (TeamRole.SUPPORT, TeamRole.RESOURCE) or (who.assesses and who.lawful)


def step_of(who: Applicant, frame: Frame, role: str) -> tuple[str, ...]:
    """The steps at which a person may come in."""
    if role not in STEPS:
        return (NONE,)
    if who.kind == Practitioner.Kind.INDEPENDENT:
        of_the_house = who.own and frame.facts["provider"] == Provider.Kind.NON_GOVERNMENT
        return (NONE,) if of_the_house and role == TeamRole.ASSESSOR else (INDEPENDENT,)
    return (NONE, ONE_LESS) if who.own else (OTHER,)


def fallback_for(frame: Frame, who: Applicant, role: str) -> str:
    """By which exception this person holds the role: none where the full criteria are met or nothing helps."""
    if role not in STEPS:
        return NONE
    for step in STEPS[role]:
        if step in step_of(who, frame, role) and fits(frame, who, role, eased=step != NONE):
            return step
    return INDEPENDENT if INDEPENDENT in step_of(who, frame, role) else NONE if who.own else OTHER


def propose(
    frame: Frame,
    wanted: Sequence[Want],
    register: Iterable[Applicant],
    held: Mapping[str, Sequence[Applicant]] | None = None,
) -> Proposal:
    """Fill what is wanted beyond those who hold a role already, each person once."""
    present = held or {}
    used = {each.practitioner for several in present.values() for each in several}
    free = [each for each in register if each.practitioner not in used]
    choices: list[Choice] = []
    gaps: list[Gap] = []
    for want in wanted:
        here = list(present.get(want.role, ()))
        chosen, steps = _fill(frame, want, here, [each for each in free if each.practitioner not in used])
        used |= {each.practitioner for each in chosen}
        choices += [_choice(frame, want, each, step, free) for each, step in zip(chosen, steps, strict=True)]
        gaps += _gaps(frame, want, [*here, *chosen], free)
    return Proposal(tuple(choices), tuple(gaps))


def _fill(frame: Frame, want: Want, here: list[Applicant], free: list[Applicant]) -> tuple[list[Applicant], list[str]]:
    """Those chosen, and by which step each; psychologists first as far as they are asked for."""
    chosen: list[Applicant] = []
    steps: list[str] = []

    def take(count: int, suits: Callable[[Applicant], bool]) -> None:
        for step in STEPS.get(want.role, (NONE,)):
            at_step = _at(frame, want.role, step, [each for each in free if each not in chosen and suits(each)])
            for each in at_step[: max(0, count - len(chosen))]:
                chosen.append(each)
                steps.append(step)

    missing = want.count - len(here)
    psychologists = want.psychologists - sum(each.psychologist for each in here)
    take(max(0, psychologists), lambda each: each.psychologist)
    take(max(missing, len(chosen)), lambda each: True)
    return chosen, steps


def ready(frame: Frame, role: str, register: Iterable[Applicant]) -> list[Applicant]:
    """Everybody who may hold the role and is free, in the order of the steps."""
    people = list(register)
    found = [each for step in STEPS.get(role, (NONE,)) for each in _at(frame, role, step, people)]
    return list(dict.fromkeys(found))


def _at(frame: Frame, role: str, step: str, people: Iterable[Applicant]) -> list[Applicant]:
    """Those who are free and whom this step lets in, the best first."""
    here = [
        each
        for each in people
        if not each.kept_from(role)
        and step in step_of(each, frame, role)
        and fits(frame, each, role, eased=step != NONE)
    ]
    return sorted(here, key=lambda each: _rank(frame, each, role))


def _rank(frame: Frame, who: Applicant, role: str) -> tuple[Any, ...]:
    """Who goes first: the own house, the grade just asked for, others before psychologists, then who did least."""
    scarce = who.psychologist and role != TeamRole.ASSESSOR
    remarks = 0 if frame.is_2008 else _remarks(frame, who, role)
    return (not who.own, remarks, scarce, who.minutes, who.name, who.practitioner)


def _remarks(frame: Frame, who: Applicant, role: str) -> int:
    """How many remarks the rule would make on this person in the role."""
    if role not in FLAGS:
        return 0
    facts = {**frame.facts, FLAGS[TeamRole(role)]: True, "members": [{**who.facts, "roles": [role]}]}
    return sum(each.severity != "violation" for each in decide("bkn-26-2019/team", facts).findings)


def _choice(frame: Frame, want: Want, who: Applicant, step: str, free: list[Applicant]) -> Choice:
    words = [who.grade_word or str(Practitioner.Kind(who.kind).label)]
    if who.psychologist:
        words.append(_("psikolog"))
    if not who.own:
        words.append(who.home or _("di luar penyelenggara"))
    words.append(_("bebas %(days)s") % {"days": frame.days})
    words.append(_("beban 30 hari terakhir %(hours)s jam") % {"hours": round(who.minutes / 60)})
    return Choice(
        who.practitioner, who.name, want.role, ", ".join(words), step, reason(frame, want.role, free) if step else ""
    )


def reason(frame: Frame, role: str, register: Iterable[Applicant]) -> str:
    """The reason for an exception with numbers, prepared for the staff; in Indonesian, for letters print it."""
    own = [each for each in register if each.own and each.assesses]
    with translation.override("id"):
        return _reason(frame, role, own)


def _reason(frame: Frame, role: str, own: Sequence[Applicant]) -> str:
    return _("Tidak ada lagi %(role)s yang memenuhi syarat penuh dan bebas %(days)s di %(provider)s. %(numbers)s") % {
        "role": TeamRole(role).label,
        "days": frame.days,
        "provider": frame.provider,
        "numbers": _numbers(frame, role, own),
    }


def _numbers(frame: Frame, role: str, looked_at: Sequence[Applicant]) -> str:
    """How many were looked at, and why they do not serve."""
    why: Counter[str] = Counter()
    for each in looked_at:
        if not fits(frame, each, role, eased=False):
            why["unfit"] += 1
        elif obstacle := each.kept_from(role):
            why[obstacle] += 1
        else:
            why["taken"] += 1
    told = {
        "unfit": _("%(n)d tidak memenuhi syarat"),
        pool.AWAY: _("%(n)d berhalangan"),
        pool.BOOKED: _("%(n)d bertugas di tempat lain"),
        pool.ASSESSED: _("%(n)d dinilai sendiri"),
        TIED: _("%(n)d mempunyai kepentingan"),
        "taken": _("%(n)d dipakai"),
    }
    parts = [told[code] % {"n": why[code]} for code in told if why[code]]
    looked = _("Diperiksa %(n)d orang") % {"n": len(looked_at)}
    return f"{looked}: {', '.join(parts)}." if parts else f"{looked}."


def _gaps(frame: Frame, want: Want, found: list[Applicant], register: list[Applicant]) -> Iterable[Gap]:
    label = TeamRole(want.role).label
    if len(found) < want.count:
        looked = [each for each in register if want.role not in STEPS or each.assesses]
        yield Gap(
            _("%(role)s: diperlukan %(count)d, ada %(found)d. %(numbers)s")
            % {"role": label, "count": want.count, "found": len(found), "numbers": _numbers(frame, want.role, looked)},
            want.basis,
        )
    here = sum(each.psychologist for each in found)
    if here < want.psychologists:
        yield Gap(
            _("Psikolog di antara Assessor: diperlukan %(count)d, ada %(found)d. Register memuat %(all)d psikolog.")
            % {
                "count": want.psychologists,
                "found": here,
                "all": sum(each.psychologist for each in register),
            },
            PSYCHOLOGISTS[frame.is_2008],
        )
