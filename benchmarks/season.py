"""A season for the benchmarks, filled as the demo fills its own: by the product's services, with invented officials."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from random import Random

from django.utils import timezone
from xlsxwriter import Workbook

from mumpuni.certification.models import IssueRun, Slot
from mumpuni.certification.services import approvals, runs, verdicts
from mumpuni.config.demo import population, signins, story
from mumpuni.config.demo.population import DemoOfficial
from mumpuni.documents.services import keys
from mumpuni.exchange import services as exchange
from mumpuni.exchange.models import ImportBatch
from mumpuni.people.models import Account
from mumpuni.standards.models import QualificationUnit
from mumpuni.training.models import Batch, Season

KIND = "training.nomination"
LEVELS = {"jpt-pratama": "JPT Pratama", "administrator": "Administrator", "pengawas": "Pengawas"}
HEADER = (
    "NIP|Nama dan gelar|Jenis kelamin|Tempat lahir|Tanggal lahir|Instansi|Unit kerja|Jabatan|Jenjang atau eselon|"
    "Golongan/ruang|Surel|Telepon"
).split("|")


@dataclass
class Scene:
    """The agencies with their accounts, the open season, and officials who could be nominated."""

    cast: story.Cast
    season: Season
    officials: list[DemoOfficial]


def plan(*, officials: int) -> Scene:
    """120 agencies and an open season of 50 batches with a seat for each of so many officials."""
    random = Random(2026)
    keys.ensure_authority()
    served = population.agencies(120)
    share = {level: count * officials // 1500 for level, count in population.FULL.items()}
    # A few too many, since two may draw the same NIP by chance.
    drawn = population.officials(random, served, {level: count + 60 for level, count in share.items()})
    by_nip = {official.nip: official for official in drawn}
    by_level: dict[str, list[DemoOfficial]] = defaultdict(list)
    for official in by_nip.values():
        by_level[official.level].append(official)
    chosen = [each for level, count in share.items() for each in by_level[level][:count]]
    random.shuffle(chosen)
    cast = story._enter_agencies(served)
    story._appoint_signatories(cast)
    before, story.SEATS = story.SEATS, -(-officials // 50)
    season = story._plan_season(cast, story.SIZES["full"])
    story.SEATS = before
    return Scene(cast, season, chosen)


def workbook(officials: Iterable[DemoOfficial]) -> bytes:
    """One sheet with a row per official: every second NIP with spaces, every second date as words."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Usulan")
        sheet.write_row(0, 0, HEADER)
        for number, each in enumerate(officials, 1):
            spaced = f"{each.nip[:8]} {each.nip[8:14]} {each.nip[14]} {each.nip[15:]}"
            sheet.write_string(number, 0, spaced if number % 2 else each.nip)
            texts = (each.full_name, each.sex, each.birth_place)
            for column, text in enumerate(texts, 1):
                sheet.write_string(number, column, text)
            if number % 2:
                sheet.write_string(number, 4, f"{each.birth_date:%d-%m-%Y}")
            else:
                sheet.write_datetime(number, 4, each.birth_date, day)
            rest = (each.agency.name, each.unit, each.position, LEVELS[each.level], each.rank, each.email, each.phone)
            for column, text in enumerate(rest, 5):
                sheet.write_string(number, column, text)
    return buffer.getvalue()


def upload(actor: Account, season: Season, data: bytes) -> ImportBatch:
    """What the page does with the organiser's file: look at it and propose its columns."""
    context = {"musim": str(season.pk)}
    return exchange.upload(actor=actor, kind=KIND, file_name="usulan.xlsx", data=data, context=context, again=True)


def check(actor: Account, batch: ImportBatch) -> ImportBatch:
    """What the page and then the job do: fix the columns, judge every row and keep it."""
    batch = exchange.map_columns(actor=actor, batch=batch)
    exchange.run_check(batch_id=str(batch.pk), actor_id=actor.pk)
    return ImportBatch.objects.get(pk=batch.pk)


def enter(scene: Scene, officials: list[DemoOfficial]) -> None:
    """Nominate these officials by a spreadsheet and accept them."""
    actor = scene.cast.organiser
    batch = check(actor, upload(actor, scene.season, workbook(officials)))
    exchange.take_rows(actor=actor, batch=batch)
    exchange.confirm(actor=actor, batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
    story._accept(scene.cast, scene.season)


def examine(scene: Scene) -> None:
    """Everybody attends all hours and fulfils all units."""
    examiner = Account.objects.get(email=signins.EXAMINER.email)
    units: dict[str, list[int]] = defaultdict(list)
    for unit in QualificationUnit.objects.all():
        units[unit.qualification].append(unit.pk)
    for batch in Batch.objects.filter(season=scene.season):
        present = list(batch.nominations.filter(state="accepted"))
        decided = [verdicts.UnitChange(one.pk, unit, "K") for one in present for unit in units[one.qualification]]
        hours = [verdicts.HoursChange(one.pk, 15) for one in present]
        evidence = f"Uji kompetensi angkatan {batch.number}, lembar 1-{len(present)}"
        verdicts.record_results(actor=examiner, batch=batch, units=decided, evidence=evidence)
        verdicts.record_results(actor=scene.cast.organiser, batch=batch, hours=hours)


def approved_run(scene: Scene, kind: str) -> IssueRun:
    """One list of every certificate of this kind that is due, approved by the two who sign; ready for the job."""
    actor = scene.cast.organiser
    terms = runs.Terms(
        issued_on=timezone.localdate(),
        head=scene.cast.holders[Slot.HEAD],
        centre=scene.cast.holders[Slot.CENTRE],
        unconfirmed_reason="Pengukuran",
    )
    batches = Batch.objects.filter(season=scene.season)
    run = runs.draft_run(actor=actor, season=scene.season, batches=batches, terms=terms, kinds=[kind])
    run = runs.submit_run(actor=actor, run=run)
    for slot, who in ((Slot.HEAD, signins.HEAD), (Slot.CENTRE, signins.CENTRE)):
        if slot in run.slots:
            run = approvals.approve_run(
                actor=Account.objects.get(email=who.email),
                run=run,
                slot=slot,
                list_digest=run.list_digest,
                second_factor_at=timezone.now(),
            )
    return IssueRun.objects.get(pk=run.pk)
