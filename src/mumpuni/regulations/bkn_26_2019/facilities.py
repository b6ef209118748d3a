"""Where an assessment takes place (fasilitas), Pasal 23."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

SOUNDPROOF = Citation("bkn-26-2019", "Pasal 23 ayat (2)", requirement="B26-19-090", quote="berupa ruangan kedap suara")
CCTV = Citation(
    "bkn-26-2019",
    "Pasal 23 ayat (2)",
    requirement="B26-19-091",
    quote="dilengkapi dengan kamera pemantau (Closed Circuit Television/CCTV)",
)
CAPACITY = Citation(
    "bkn-26-2019", "Pasal 23 ayat (2) huruf a", requirement="B26-19-095", quote="6 (enam) ruang individu"
)

_ROOMS = catalogue("bkn-26-2019/facility-rooms")
_LEAST: dict[str, int] = {room.code: room.fields["least"] for room in _ROOMS.entries}
_PLACES: dict[str, Citation] = {room.code: cited(room) for room in _ROOMS.entries}
_CITED = (SOUNDPROOF, CCTV, *_PLACES.values(), CAPACITY)


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """The rooms of a provider. `soundproof`, `cctv`: of the whole area of the Assessees.

    `unsound_rooms`: the names of rooms of that area that are not soundproof; one is enough to fail.
    `observation_room_one_way_mirror`: a room for observing that has one; `recording_room_equipped`: with audio-visual
    equipment and computers, both; `group_size`: of the group that is to use the rooms; `planned_shifts`: in how many
    shifts it is to do its individual exercises, all at once if left out or 0.
    """

    individual_rooms: Count
    briefing_rooms: Count
    discussion_rooms: Count
    soundproof: bool = False
    cctv: bool = False
    observation_room_one_way_mirror: bool = False
    recording_room_equipped: bool = False
    assessor_meeting_room: bool = False
    assessor_work_room: bool = False
    group_size: Count | None = None
    unsound_rooms: tuple[str, ...] = ()
    planned_shifts: Count | None = None


class FacilityValues(TypedDict):
    """In how many shifts the group can do individual exercises; None without a group or without rooms."""

    shifts: int | None


@rule("bkn-26-2019/facility", *_CITED, values=FacilityValues)
def facility(facts: FacilityFacts) -> Decision:
    """Judge whether the rooms suffice.

    Six individual rooms are the least for a provider, while a group may have seven Assessees. We read the six as they
    stand, and warn that a larger group does its individual exercises in shifts until enough of them are planned.

    >>> rooms = FacilityFacts(6, 1, 1, True, True, True, True, True, True, group_size=7)
    >>> facility(rooms).outcome, facility(rooms).values["shifts"]
    ('compliant', 2)
    """
    findings = chain(_assessee_area(facts), _assessor_area(facts), _shifts(facts))
    return compliance("bkn-26-2019/facility", findings, *_CITED, **FacilityValues(shifts=shifts(facts)))


def shifts(facts: FacilityFacts) -> int | None:
    """How often the individual rooms must be filled for everyone of the group to have had one."""
    if not facts.group_size or not facts.individual_rooms:
        return None
    return -(-facts.group_size // facts.individual_rooms)


def _assessee_area(facts: FacilityFacts) -> Iterator[Finding]:
    individual, briefing, discussion = (_LEAST[code] for code in ("individual", "briefing", "discussion"))
    if facts.individual_rooms < individual:
        yield violation("individual-rooms", _PLACES["individual"], fewest=individual, here=facts.individual_rooms)
    if facts.briefing_rooms < briefing:
        yield violation("briefing-room", _PLACES["briefing"], fewest=briefing)
    if facts.discussion_rooms < discussion:
        yield violation("discussion-room", _PLACES["discussion"], fewest=discussion)
    if facts.unsound_rooms or not facts.soundproof:
        yield violation("soundproof", SOUNDPROOF, rooms=facts.unsound_rooms or "unsound-rooms")
    if not facts.cctv:
        yield violation("cctv", CCTV)


def _assessor_area(facts: FacilityFacts) -> Iterator[Finding]:
    if not facts.observation_room_one_way_mirror:
        yield violation("observation-room", _PLACES["observation"])
    if not facts.recording_room_equipped:
        yield violation("recording-room", _PLACES["recording"])
    if not facts.assessor_meeting_room:
        yield violation("meeting-room", _PLACES["assessor-meeting"])
    if not facts.assessor_work_room:
        yield violation("work-room", _PLACES["assessor-work"])


def _shifts(facts: FacilityFacts) -> Iterator[Finding]:
    planned = facts.planned_shifts or 1
    if facts.group_size is not None and facts.group_size > facts.individual_rooms * planned:
        yield warning("shifts-needed", CAPACITY, group=facts.group_size, rooms=facts.individual_rooms, shifts=planned)
