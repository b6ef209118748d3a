"""What happens at the demo's assessment centre from the first morning on: the day, the sheets, the meetings."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from mumpuni.assessment.journal import Step
from mumpuni.assessment.models import (
    Assessee,
    BlueprintLine,
    Event,
    EventInstrument,
    Note,
    Part,
    PotentialAspect,
    Report,
    TeamMember,
    TeamRole,
)
from mumpuni.assessment.selectors import observing as sheets
from mumpuni.assessment.selectors.grids_of_ratings import grid
from mumpuni.assessment.selectors.reports import parts_of
from mumpuni.assessment.services import (
    day,
    meetings,
    observing,
    potential,
    replay,
    report_dealing,
    report_writing,
    reports,
)
from mumpuni.assessment.services.reports import Place
from mumpuni.config.demo.panel import House
from mumpuni.people.models import Account

#: What an assessor may have seen, below, at and above the standard; our own words, for this example only.
SEEN = {
    -1: (
        "Membaca satu data, lalu langsung menyimpulkan tanpa menanyakan sumbernya (contoh)",
        "Menunggu pendapat yang lain sebelum bicara, dan mengulanginya (contoh)",
        "Menyebut rencana tanpa tenggat dan tanpa nama pelaksana (contoh)",
    ),
    0: (
        "Menanyakan dua hal kepada rekan, lalu menulis keputusan beserta tenggatnya (contoh)",
        "Menjelaskan pilihan dengan angka dari berkas halaman dua (contoh)",
        "Mengajak anggota yang diam untuk berpendapat, lalu merangkum (contoh)",
    ),
    1: (
        "Membandingkan tiga pilihan, menyebut risiko masing-masing, dan menyiapkan cadangan (contoh)",
        "Menengahi dua usul yang bertentangan hingga keduanya setuju pada ukuran yang sama (contoh)",
        "Mengubah rencananya setelah data baru masuk dan menerangkan sebabnya (contoh)",
    ),
}
REASON = "Terlihat pada lebih dari satu catatan (contoh)"


def reported(chair: Account, event: Event) -> list[Assessee]:
    """Everybody reports on the first day and hears the briefing."""
    called = list(event.assessees.filter(state=Assessee.State.CALLED).order_by("number"))
    chosen = [each.pk for each in called]
    day.check_in(actor=chair, event=event, assessees=chosen, day=event.first_day, identity="Kartu pegawai")
    day.brief(actor=chair, event=event, assessees=chosen, day=event.first_day)
    return called


def through(chair: Account, event: Event, assessees: Sequence[Assessee], tools: Iterable[EventInstrument]) -> None:
    """These assessees have done these instruments."""
    for tool in tools:
        day.all_done(actor=chair, event=event, instrument=tool, assessees=[each.pk for each in assessees])


def observed(house: House, event: Event, assessees: Sequence[Assessee], tools: Iterable[EventInstrument]) -> None:
    """Every assigned observer writes, rates and sends a sheet, as a tablet would."""
    random = Random(event.pk)
    wanted = {tool.pk for tool in tools}
    for assessee in assessees:
        base = {line.pk: line.required_level + random.choice((-1, 0, 0, 0, 1)) for line in assessee.lines}
        for tool, member in sheets.expected_sheets(assessee):
            if tool.pk in wanted:
                _write(house, assessee, tool, member, base, random)


def _write(
    house: House, assessee: Assessee, tool: EventInstrument, member: TeamMember, base: dict[int, int], random: Random
) -> None:
    actor = _account(house, member)
    sheet = observing.open_sheet(actor=actor, assessee=assessee, tool=tool)
    moment = timezone.now() - timedelta(minutes=tool.minutes + 20)
    steps: list[tuple[str, dict[str, Any]]] = [("start", {"at": _said(moment)})]
    for line in sheets.lines_of(sheet):
        level = max(1, min(5, base[line.pk] + random.choice((-1, 0, 0, 0, 0, 1))))
        how = (level > line.required_level) - (level < line.required_level)
        key = str(uuid.UUID(int=random.getrandbits(128), version=4))
        taken = moment + timedelta(minutes=random.randrange(1, tool.minutes))
        steps += [
            ("note", {"key": key, "text": random.choice(SEEN[how]), "taken_at": _said(taken)}),
            ("tag", {"key": key, "line": line.pk, "indicator": None}),
            ("rate", {"line": line.pk, "level": f"{level}.00", "reason": REASON}),
        ]
    steps += [("stop", {"at": _said(moment + timedelta(minutes=tool.minutes))}), ("submit", {})]
    device = uuid.UUID(int=random.getrandbits(128), version=4)
    made = [Step(number, kind, body, timezone.now()) for number, (kind, body) in enumerate(steps, start=1)]
    told = replay.replay(actor=actor, sheet=sheet, device=device, steps=made)
    assert not told.refused, told.refused


def _said(moment: datetime) -> str:
    return moment.isoformat()


def profiled(house: House, event: Event, assessees: Sequence[Assessee]) -> None:
    """The psychologist of the team grades and signs the potential of each."""
    random = Random(event.pk + 1)
    members = event.team.filter(role__in=(TeamRole.ASSESSOR, TeamRole.TESTER), removed_at=None)
    psychologist = next(
        each for each in members.select_related("practitioner")
        if each.practitioner.is_psychologist_on(event.first_day)
    )  # fmt: skip
    actor = _account(house, psychologist)
    for assessee in assessees:
        grades = {each.pk: (random.choice(("C", "C", "B", "B", "BS")), "Tampak dari tes dan wawancara (contoh)")
                  for each in PotentialAspect.objects.filter(is_active=True)}  # fmt: skip
        potential.save_potential(
            actor=actor, assessee=assessee, grades=grades, revision=0, sign=True,
            dynamics="Bekerja teratur dan terbuka pada masukan; di bawah tekanan waktu memilih jalan yang dikenal "
            "(contoh).",
        )  # fmt: skip


def met(house: House, event: Event, assessees: Sequence[Assessee], *, lock: bool = True) -> None:
    """The meeting on each: the level most gave, with its notes; one assessor thinks otherwise once."""
    for number, assessee in enumerate(assessees):
        chair = _account(house, event.team.get(role=TeamRole.CHAIR, removed_at=None))
        held = meetings.open_meeting(actor=chair, assessee=assessee)
        seats = [_account(house, each) for each in held.present.select_related("practitioner")]
        other = next(seat for seat in seats if seat != chair)
        for place, row in enumerate(grid(held).rows):
            notes = Note.objects.filter(sheet__assessee=assessee, tags__line=row.line, removed_at=None)[:2]
            agreed = meetings.agree(
                actor=chair, meeting=held, line=row.line, level=row.levels[len(row.levels) // 2],
                reason="Level yang terlihat pada sebagian besar catatan (contoh)", evidence=[each.pk for each in notes],
            )  # fmt: skip
            for seat in seats:
                otherwise = number == place == 0 and seat == other
                meetings.say(
                    actor=seat, agreement=agreed, agrees=not otherwise,
                    dissent="Menurut saya setingkat lebih rendah; catatan kedua belum lengkap (contoh)",
                )  # fmt: skip
        meetings.write_minutes(
            actor=chair, meeting=held, text="Setiap kompetensi dibahas dari catatan, lalu disepakati (contoh)."
        )
        if not lock:
            break
        meetings.lock(actor=chair, meeting=held)


def written(house: House, event: Event, *, accept: bool = True) -> list[Report]:
    """A report on each result, written by one and reviewed by another; the last one is still being written."""
    chair = _account(house, event.team.get(role=TeamRole.CHAIR, removed_at=None))
    report_dealing.share_out(actor=chair, event=event, due_on=timezone.localdate() + timedelta(days=14))
    found = list(Report.objects.filter(result__assessee__event=event).order_by("result__assessee__number"))
    for number, each in enumerate(found):
        writer = _account(house, each.writer)
        name = each.result.assessee.person.full_name
        texts = {place: _words(place, name, number) for place in parts_of(each)}
        each = report_writing.save_texts(actor=writer, report=each, texts=texts, revision=each.revision)
        if not accept and number == len(found) - 1:
            break
        each = reports.send(actor=writer, report=each, looked_at=True)
        if accept:
            reports.accept(actor=_account(house, each.reviewer), report=each)
    return list(Report.objects.filter(pk__in=[each.pk for each in found]).order_by("pk"))


#: What stands in a part of a report; each speaks of the one person, in our own words.
_TEXTS = {
    Part.DESCRIPTION: "Dalam {what}, {name} menyebut data yang dipakai dan menjelaskan pilihannya (contoh {number}).",
    Part.STRENGTHS: "Tenang menjelaskan {what} kepada orang yang belum sepakat (contoh {number}).",
    Part.AREAS: "Menetapkan tenggat dan pelaksana saat menyangkut {what} (contoh {number}).",
    Part.SUMMARY: "{name} bekerja teratur, mendengar dahulu, lalu memutuskan dengan alasan yang dapat diuji (contoh).",
    Part.RECOMMENDATION: "{name} dapat dipertimbangkan sesuai kategori hasilnya (contoh).",
    Part.DEVELOPMENT: "Mendampingi satu pekerjaan lintas bidang selama enam bulan dengan mentor bagi {name} (contoh).",
    Part.PLACEMENT: "Unit layanan dengan banyak pemangku kepentingan cocok bagi {name} (contoh).",
}


def _words(place: Place, name: str, number: int) -> str:
    part, line = place
    what = BlueprintLine.objects.get(pk=line).competency.name if line else ""
    return _TEXTS[Part(part)].format(name=name, what=what, number=number + 1)


def _account(house: House, member: TeamMember) -> Account:
    return Account.objects.get(pk=house.accounts[member.practitioner.person_id].pk)


def days_after(event: Event, number: int) -> date:
    """So many days after the event."""
    return event.last_day + timedelta(days=number)
