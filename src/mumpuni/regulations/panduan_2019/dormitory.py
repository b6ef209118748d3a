"""Life in the dormitory: rooms, the night, what needs permission, damage (asrama)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.catalogue import Entry, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, info, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Count

RULES = catalogue("panduan-2019/house-rules")
ACTS = catalogue("panduan-2019/dormitory-acts")
ELECTRICAL_GOODS = catalogue("panduan-2019/electrical-goods")
WINDOWS = catalogue("panduan-2019/night-windows")
ROOM = cited(RULES["C.1"])
GUEST = cited(RULES["C.5"])
TWO_WINDOWS = cited(WINDOWS)
PRESENCE = cited(WINDOWS["dormitory"])
GATE = cited(WINDOWS["gate"])
GOODS = cited(ELECTRICAL_GOODS)
REPAIR = cited(RULES["C.16"])
NO_SANCTION = Citation(
    "panduan-2019",
    "Tata Tertib (sanksi)",
    requirement="PAND-137",
    quote="yang bersangkutan mengganti biaya perbaikan barang/perlengkapan yang rusak",
)
PER_ROOM = 2


@dataclass(frozen=True, slots=True)
class Occupant:
    """Somebody in the room; L is male (laki-laki), P female (perempuan); a guest is no registered participant."""

    name: str
    sex: Literal["L", "P"]
    guest: bool = False


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """Who is in the room, and for how many it has beds."""

    occupants: tuple[Occupant, ...] = ()
    capacity: Count = PER_ROOM


class RoomValues(TypedDict):
    """How many are in the room and how many may be."""

    occupants: int
    capacity: int


@rule("panduan-2019/room", ROOM, GUEST, values=RoomValues)
def room(facts: RoomFacts) -> Decision:
    """Judge a room: two participants of the same sex, and no guest overnight.

    A room with more beds still takes two. One alone is accepted, as with an odd number somebody is. A guest is refused
    even where a bed is free, and takes one like anybody else.

    >>> [finding.code for finding in room(RoomFacts((Occupant("Ani", "P"), Occupant("Budi", "L")))).findings]
    ['mixed-sex']
    """
    values = RoomValues(occupants=len(facts.occupants), capacity=min(facts.capacity, PER_ROOM))
    findings = (*seats(values), *one_sex(facts), *guests(facts))
    return compliance("panduan-2019/room", findings, ROOM, GUEST, **values)


def seats(values: RoomValues) -> Iterator[Finding]:
    """No more than the room takes."""
    if values["occupants"] > values["capacity"]:
        yield violation("too-many", ROOM, here=values["occupants"], most=values["capacity"])


def one_sex(facts: RoomFacts) -> Iterator[Finding]:
    """All of the same sex."""
    if len({occupant.sex for occupant in facts.occupants}) > 1:
        yield violation("mixed-sex", ROOM)


def guests(facts: RoomFacts) -> Iterator[Finding]:
    """Nobody but participants, by name."""
    for name in sorted(occupant.name for occupant in facts.occupants if occupant.guest):
        yield violation("guest-in-room", GUEST, name=name)


@dataclass(frozen=True, slots=True)
class NightFacts:
    """Where a participant is `at` a time of day in WIB, and whether he or she passes the campus gate."""

    at: time
    in_dormitory: bool = False
    passes_gate: bool = False
    gate_permission: bool = False


@rule("panduan-2019/night", PRESENCE, GATE, TWO_WINDOWS)
def night(facts: NightFacts) -> Decision:
    """Judge a time of day against the two windows of the night.

    Presence ends at 04:00 while the gate stays closed until 06:00. Both stand: who leaves the dormitory between them
    breaks no rule, yet finds the gate closed. Each window begins with its first minute and ends before its last.

    >>> [finding.code for finding in night(NightFacts(time(5), passes_gate=True)).findings]
    ['gate-closed']
    """
    return compliance("panduan-2019/night", (*presence(facts), *gate(facts)), PRESENCE, GATE, TWO_WINDOWS)


def presence(facts: NightFacts) -> Iterator[Finding]:
    """In the dormitory during its window."""
    window = WINDOWS["dormitory"]
    if not facts.in_dormitory and within(facts.at, window):
        yield violation("not-in-dormitory", PRESENCE, at=facts.at.isoformat("minutes"), **window.fields)


def gate(facts: NightFacts) -> Iterator[Finding]:
    """Through the gate in its window only with permission."""
    window = WINDOWS["gate"]
    if facts.passes_gate and not facts.gate_permission and within(facts.at, window):
        yield warning("gate-closed", GATE, at=facts.at.isoformat("minutes"), **window.fields)


def within(moment: time, window: Entry) -> bool:
    """Whether the time lies in a window that runs over midnight.

    >>> within(time(22), WINDOWS["gate"]), within(time(6), WINDOWS["gate"])
    (True, False)
    """
    start, end = (time.fromisoformat(window.fields[edge]) for edge in ("start", "end"))
    return moment >= start or moment < end


@dataclass(frozen=True, slots=True)
class PermissionFacts:
    """What a participant wants to do, who permitted it, and the reason; `item` names electrical goods."""

    act: Literal[
        "change-room",
        "overnight-guest",
        "transfer-room",
        "move-inventory",
        "take-inventory",
        "replace-inventory",
        "alter-facility",
        "electrical-goods",
        "dry-clothes-outside",
        "pet",
    ]
    permitted_by: Literal["organiser", "dormitory-manager", "other"] | None = None
    reason: str | None = None
    item: str | None = None


@rule("panduan-2019/dormitory-permission", *ACTS.citations, GOODS)
def dormitory_permission(facts: PermissionFacts) -> Decision:
    """Judge whether this may be done in the dormitory.

    A change of room waits for the organiser and an important reason, other changes and electrical goods for the
    dormitory manager; guests overnight, pets and laundry outside the room nobody can permit. The five electrical goods
    are examples ("seperti"): another one needs permission as well.

    >>> dormitory_permission(PermissionFacts("electrical-goods", item="Rice cooker")).outcome
    'non-compliant'
    """
    article = cited(ACTS[facts.act])
    findings = (*permission(facts, article), *goods(facts))
    cited_here = (article, GOODS) if facts.act == "electrical-goods" else (article,)
    return compliance("panduan-2019/dormitory-permission", findings, *cited_here)


def permission(facts: PermissionFacts, article: Citation) -> Iterator[Finding]:
    """From the one who may give it, with a reason where one is asked."""
    fields = ACTS[facts.act].fields
    entitled = fields["permitted_by"]
    if entitled == "nobody":
        yield violation("never-permitted", article, act=facts.act)
    elif facts.permitted_by is None:
        yield violation("permission-missing", article, act=facts.act, entitled=entitled)
    elif facts.permitted_by != entitled:
        yield violation("permission-of-other", article, act=facts.act, entitled=entitled)
    if fields["needs_reason"] and facts.reason is None:
        yield violation("reason-missing", article, act=facts.act)


def goods(facts: PermissionFacts) -> Iterator[Finding]:
    """A good that the rule does not name is pointed out."""
    named = {entry.name().casefold() for entry in ELECTRICAL_GOODS.entries}
    if facts.act == "electrical-goods" and facts.item and " ".join(facts.item.casefold().split()) not in named:
        yield info("item-not-named", GOODS, item=facts.item)


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """Damage to dormitory equipment: by negligence or not, by whom, the cost in rupiah, paid or not."""

    negligent: bool = False
    person: str | None = None
    cost: Annotated[int, Bounds(least=1)] | None = None
    paid: bool = False


class RepairValues(TypedDict):
    """What is still to be paid in rupiah (0 when nothing is, null while the cost is unknown); never a certificate."""

    due: int | None
    blocks_certificate: bool


@rule(
    "panduan-2019/repair-cost",
    REPAIR,
    NO_SANCTION,
    outcomes=("nothing-due", "incomplete", "open", "settled"),
    values=RepairValues,
)
def repair_cost(facts: RepairFacts) -> Decision:
    """Say whether repair is to be paid for: only after one's own negligence, until it is paid.

    The guide couples no certificate to it.

    >>> repair_cost(RepairFacts(True, "Ani", 150000)).outcome
    'open'
    """
    findings = tuple(record(facts)) if facts.negligent else ()
    settled = facts.paid or not facts.negligent
    if not facts.negligent:
        outcome = "nothing-due"
    elif findings:
        outcome = "incomplete"
    else:
        outcome = "settled" if facts.paid else "open"
    values = RepairValues(due=0 if settled else facts.cost, blocks_certificate=False)
    return decision("panduan-2019/repair-cost", outcome, findings, REPAIR, NO_SANCTION, **values)


def record(facts: RepairFacts) -> Iterator[Finding]:
    """The record names person and cost."""
    if facts.person is None:
        yield violation("repair-person-missing", REPAIR)
    if facts.cost is None:
        yield violation("repair-cost-missing", REPAIR)
