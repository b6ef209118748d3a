"""A season from its plan to its first certificates, told by calling the services in the order of real life."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from mumpuni.certification.models import Certificate, IssueRun, NameConfirmation, Slot
from mumpuni.certification.services import approvals, names, runs, verdicts
from mumpuni.config.demo import assessments, levels, population, signins, spreadsheets
from mumpuni.config.demo import standards as standard_story
from mumpuni.config.demo.population import DemoOfficial
from mumpuni.config.words import gettext as _
from mumpuni.documents.services import keys
from mumpuni.exchange import services as exchange
from mumpuni.people import services as people
from mumpuni.people.models import Account, Agency, OfficeHolder, Person
from mumpuni.standards import services as standards
from mumpuni.standards.models import QualificationUnit
from mumpuni.training import services as training
from mumpuni.training.models import Batch, Season

Say = Callable[[str], None]
YEAR = 2026
SEATS = 30
#: Officials whose file waits in the import kit with its bad rows, for the reader to mend.
WAITING = 6


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    agencies: int
    officials: dict[str, int]
    batches: tuple[int, ...]
    examined: tuple[int, ...]
    certificates: int


SIZES = {
    "full": Size(120, population.FULL, tuple(range(1, 51)), (1, 2, 4, 5, 19, 20), 200),
    "small": Size(7, population.SMALL, (1, 4, 19), (1, 4, 19), 12),
}


@dataclass
class Cast:
    """The people who act in the story."""

    admin: Account
    organiser: Account
    agencies: dict[str, Agency] = field(default_factory=dict)
    officers: dict[str, Account] = field(default_factory=dict)
    holders: dict[str, OfficeHolder] = field(default_factory=dict)


def tell(random: Random, folder: Path, *, size: str, say: Say) -> None:
    """Fill an empty installation; the same seed gives the same people, files and verdicts."""
    scale = SIZES[size]
    folder.mkdir(parents=True, exist_ok=True)
    keys.ensure_authority()
    served = population.agencies(scale.agencies)
    officials = population.officials(random, served, scale.officials)
    say(_("1/8 Instansi, akun, dan pejabat penanda tangan"))
    cast = _enter_agencies(served)
    _appoint_signatories(cast)
    say(_("2/8 Musim dan angkatan"))
    season = _plan_season(cast, scale)
    say(_("3/8 Berkas usulan dari {count} instansi").format(count=scale.agencies))
    _seat(officials, scale)
    _send_nominations(random, folder, cast, season, officials)
    say(_("4/8 Penerimaan peserta"))
    _accept(cast, season)
    say(_("5/8 Hasil uji kompetensi"))
    _examine(random, cast, season, scale)
    say(_("6/8 Penerbitan {count} sertifikat").format(count=scale.certificates))
    _issue(cast, season, scale)
    work_off_jobs()
    say(_("7/8 Standar kompetensi dan jenjang pegawai"))
    home = list(cast.agencies.values())[1]
    standard_story.tell(cast.admin, home, season)
    levels.tell(cast.admin)
    work_off_jobs()
    say(_("8/8 Penilaian kompetensi"))
    names = list(cast.agencies)
    # The third asks for somebody of JPT Madya, whom only central agencies have beside a province's secretary.
    central = next(name for name in names[2:] if cast.agencies[name].kind not in ("provinsi", "kabupaten-kota"))
    officers = [cast.officers[name] for name in (names[1], central)]
    asking = [cast.agencies[name] for name in (names[0], names[1], central)]
    assessments.tell(cast.admin, cast.organiser, asking, officers, work_off_jobs)
    work_off_jobs()


def work_off_jobs() -> None:
    """Do every job that waits, as the worker would."""
    worker = jobs.with_connector(jobs.connector.get_worker_connector())  # type: ignore[attr-defined]
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def _enter_agencies(served: Iterable[population.DemoAgency]) -> Cast:
    admin = people.first_administrator(email=signins.ADMIN.email, name=signins.ADMIN.name, password=signins.PASSWORD)
    signins.give_second_factor(admin, signins.ADMIN.secret)
    cast = Cast(admin=admin, organiser=signins.open_account(admin, signins.ORGANISER))
    for each in served:
        agency = people.add_agency(
            actor=admin, name=each.name, short_name=each.short_name, kind=each.kind, is_bkn=each.is_bkn, is_demo=True
        )
        cast.agencies[each.name] = agency
        mail = "instansi" if len(cast.agencies) == 2 else f"instansi{len(cast.agencies):03d}"
        officer = signins.SignIn(signins.AGENCY.role, f"{mail}@contoh.example", f"Pengelola {each.short_name}"[:150])
        cast.officers[each.name] = signins.open_account(admin, officer, agency=agency)
    for each_role in (
        signins.EXAMINER,
        signins.SUPERVISOR,
        signins.AUDITOR,
        signins.BPSDM,
        signins.DRAFTER,
        signins.VERIFIER,
    ):
        signins.open_account(admin, each_role)
    return cast


def _appoint_signatories(cast: Cast) -> None:
    bkn = cast.agencies["Badan Kepegawaian Negara"]
    for code, title, body, who, name, nip in (
        (Slot.HEAD, "Kepala", "Badan Kepegawaian Negara", signins.HEAD, "Bima Contoh Wibawa", "196503121990031001"),
        (
            Slot.CENTRE,
            "Kepala",
            "Pusat Pengembangan Aparatur Sipil Negara",
            signins.CENTRE,
            "Ratna Contoh Lestari",
            "197008211995032002",
        ),
    ):
        office = people.open_office(actor=cast.admin, code=code, title=title, body=body, agency=bkn)
        person = people.register_person(
            actor=cast.organiser,
            name=name,
            identity=("nip", nip),
            agency=bkn,
            back_title="M.Si.",
            sex="L" if nip[14] == "1" else "P",
            position=people.Post(bkn, f"{title} {body}", "jpt-utama" if code == Slot.HEAD else "jpt-pratama"),
        )
        cast.holders[code] = people.appoint_holder(
            actor=cast.admin,
            office=office,
            person=person,
            decree_number="CONTOH-1/2025",
            decree_date=date(YEAR - 1, 1, 2),
            starts_on=date(YEAR - 1, 1, 2),
        )
        signins.open_account(cast.admin, who, person=person)


def _plan_season(cast: Cast, scale: Size) -> Season:
    first = date(YEAR, 5, 4)
    season = training.plan_season(
        actor=cast.organiser,
        name=f"Pelatihan dan Sertifikasi {YEAR}",
        year=YEAR,
        starts_on=date(YEAR, 4, 1),
        ends_on=date(YEAR, 12, 31),
        place="Ciawi, Bogor",
        is_demo=True,
        batches=[
            training.PlannedBatch(number, SEATS, first + timedelta(days=7 * (order // 3)))
            for order, number in enumerate(scale.batches)
        ],
    )
    codes = {
        unit.pk: f"CONTOH.{unit.qualification.upper().replace('-', '')}.{unit.position:02d}"
        for unit in QualificationUnit.objects.all()
    }
    standards.assign_codes(actor=cast.organiser, codes=codes, example=True)
    return training.open_season(actor=cast.organiser, season=season)


def _seat(officials: list[DemoOfficial], scale: Size) -> None:
    """Agencies name the batch of those who lead or supervise; administrators take the next free seat."""
    numbers = {
        level: iter([n for n in scale.batches for _seat in range(SEATS) if training.planned_level(n) == level])
        for level in ("jpt-pratama", "pengawas")
    }
    for official in officials:
        if official.level in numbers:
            official.batch = next(numbers[official.level])


def _send_nominations(random: Random, folder: Path, cast: Cast, season: Season, officials: list[DemoOfficial]) -> None:
    waiting, sent = officials[-WAITING:], officials[:-WAITING]
    by_agency: dict[str, list[DemoOfficial]] = defaultdict(list)
    for official in sent:
        by_agency[official.agency.name].append(official)
    for number, (name, group) in enumerate(by_agency.items(), 1):
        path = spreadsheets.write(folder, f"usulan-{number:03d}", group, random, bad=int(number % 5 == 0))
        batch = _upload(cast.officers[name], cast.agencies[name], season, path)
        _skip_repeated(cast.officers[name], batch)
        exchange.take_rows(actor=cast.officers[name], batch=batch)
        exchange.confirm(actor=cast.officers[name], batch=batch)
        if number % 20 == 0:
            work_off_jobs()
    work_off_jobs()
    home = next(iter(list(cast.agencies.values())[1:]))
    for official in waiting:
        official.agency = next(each for each in population.agencies(len(cast.agencies)) if each.name == home.name)
    path = spreadsheets.write(folder, "usulan-menunggu", waiting, random, bad=3)
    _upload(cast.officers[home.name], home, season, path)


def _upload(officer: Account, agency: Agency, season: Season, path: Path) -> Any:
    batch = exchange.upload(
        actor=officer,
        kind="training.nomination",
        file_name=path.name,
        data=path.read_bytes(),
        context={"musim": str(season.pk), "instansi": str(agency.pk)},
    )
    if batch.state != "mapping":
        return batch
    uncommon = spreadsheets.UNCOMMON
    told = {uncommon[head["text"]]: head["index"] for head in batch.headings if head["text"] in uncommon}
    return exchange.map_columns(actor=officer, batch=batch, mapping={**batch.mapping, **told})


def _skip_repeated(officer: Account, batch: Any) -> None:
    """Of two rows with one NIP the officer keeps the first."""
    seen: set[str] = set()
    again = []
    for row in batch.rows.order_by("number"):
        if any(problem["code"] == "repeated" for problem in row.problems):
            number = row.cells["nip"]
            if number in seen:
                again.append(row.number)
            seen.add(number)
    if again:
        exchange.skip_rows(actor=officer, batch=batch, numbers=again)


def _accept(cast: Cast, season: Season) -> None:
    for batch in Batch.objects.filter(season=season):
        training.accept(actor=cast.organiser, nominations=list(batch.nominations.values_list("pk", flat=True)))


def _examine(random: Random, cast: Cast, season: Season, scale: Size) -> None:
    examiner = Account.objects.get(email=signins.EXAMINER.email)
    units: dict[str, list[int]] = defaultdict(list)
    for unit in QualificationUnit.objects.all():
        units[unit.qualification].append(unit.pk)
    for batch in Batch.objects.filter(season=season, number__in=scale.examined):
        present = list(batch.nominations.filter(state="accepted"))
        decided, hours = [], []
        for nomination in present:
            skill = random.choice((1.0, 1.0, 0.9, 0.7, 0.0))
            decided += [
                verdicts.UnitChange(nomination.pk, unit, "K" if random.random() < skill else "BK")
                for unit in units[nomination.qualification]
            ]
            hours.append(verdicts.HoursChange(nomination.pk, random.choice((15, 15, 15, 15, 12))))
        evidence = f"Uji kompetensi angkatan {batch.number}, lembar 1-{len(present)}"
        verdicts.record_results(actor=examiner, batch=batch, units=decided, evidence=evidence)
        verdicts.record_results(actor=cast.organiser, batch=batch, hours=hours)
        for nomination in present:
            if random.random() < 0.9:
                names.answer_name(
                    actor=None,
                    nomination=nomination,
                    name=nomination.person.full_name,
                    via=NameConfirmation.Via.LINK,
                )


def _issue(cast: Cast, season: Season, scale: Size) -> None:
    run = runs.draft_run(
        actor=cast.organiser,
        season=season,
        batches=Batch.objects.filter(season=season, number__in=scale.examined),
        terms=runs.Terms(
            issued_on=date(YEAR, 6, 30),
            head=cast.holders[Slot.HEAD],
            centre=cast.holders[Slot.CENTRE],
            unconfirmed_reason="Data contoh: sebagian nama sengaja dibiarkan belum dikonfirmasi",
        ),
    )
    chosen = list(run.items.order_by("pk").values_list("pk", flat=True))[: scale.certificates]
    run = runs.choose_items(actor=cast.organiser, run=run, included=chosen)
    run = runs.submit_run(actor=cast.organiser, run=run)
    for slot, who in ((Slot.HEAD, signins.HEAD), (Slot.CENTRE, signins.CENTRE)):
        approvals.approve_run(
            actor=Account.objects.get(email=who.email),
            run=run,
            slot=slot,
            list_digest=run.list_digest,
            second_factor_at=timezone.now(),
        )
    work_off_jobs()
    run = IssueRun.objects.get(pk=run.pk)
    assert run.state == IssueRun.State.DONE, run.stop_reason
    first = Certificate.objects.filter(kind="competence").order_by("pk")[:1].get()
    signins.open_account(cast.admin, signins.PARTICIPANT, person=Person.objects.get(pk=first.person_id))
