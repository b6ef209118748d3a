"""Judging nominations against the register, the rules and the seats, with a constant number of queries."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.exchange.importers import Row
from mumpuni.people import identity
from mumpuni.people import selectors as people
from mumpuni.people.models import Agency, Employment, Level, Person, Position
from mumpuni.regulations import Finding
from mumpuni.training import selectors
from mumpuni.training.models import BATCH_LEVELS, Batch, Nomination, Season
from mumpuni.training.services.eligibility import judge
from mumpuni.training.services.seating import Wish, give_seats

#: How many different unknown spellings get a proposal; each costs a query.
PROPOSALS = 20
_LEVELS = [word for word, _label in BATCH_LEVELS]
_KINDS = ("nip", "nik", "passport")


def employment_of(row: Row) -> str:
    """What the row says of the person's status; left blank, a PNS, unless known by NIK or passport alone."""
    other = not row.cells.get("nip") and (row.get("nik") or row.get("passport"))
    return str(row.get("employment") or (Employment.OTHER if other else Employment.PNS))


def check_rows(rows: list[Row], season: Season, agency_id: int | None) -> None:
    """Report all that stands in the way, and leave `agency_found`, `person_found`, `level_found` in the values."""
    batches = {batch.number: batch for batch in Batch.objects.filter(season=season)}
    _find_agencies(rows, agency_id)
    _propose_units(rows)
    _find_persons(rows)
    _check_nominated(rows, season)
    _find_levels(rows)
    _check_batches(rows, batches)
    _check_rules(rows, batches, season)
    _check_seats(rows, batches, season)


def _find_agencies(rows: list[Row], agency_id: int | None) -> None:
    own = Agency.objects.filter(pk=agency_id).first() if agency_id else None
    known = people.agencies_by_spelling({text for row in rows if (text := row.get("agency"))})
    proposals = _proposals(
        (row.get("agency") for row in rows if row.get("agency") and row.get("agency") not in known),
        lambda text: people.closest_agencies(text),
    )
    for row in rows:
        text = row.get("agency")
        found = known.get(text) if text else own
        if not text and own is None:
            row.fail("agency", "missing-agency", _("Instansi kosong."), _("Isi nama instansi, atau lewati baris ini."))
        elif found is None:
            row.fail(
                "agency",
                "unknown-agency",
                _("Instansi ini tidak ada dalam daftar."),
                proposals.get(text)
                or _("Salin nama dari daftar instansi, atau minta penyelenggara menambahkan instansi atau ejaan ini."),
            )
        elif own is not None and found.pk != own.pk:
            row.fail(
                "agency",
                "other-agency",
                _("Instansi baris ini %(here)s, sedangkan usulan ini untuk %(own)s.") % {"here": found, "own": own},
                _("Perbaiki atau kosongkan kolom instansi; pegawai instansi lain diusulkan oleh instansinya."),
            )
        else:
            row.values["agency_found"] = found


def _propose_units(rows: list[Row]) -> None:
    """A spelling near a known unit may be a slip; quite new ones become units when the row enters."""
    asked = {
        (row.values["agency_found"].pk, row.get("unit"))
        for row in rows
        if row.get("unit") and _has(row, "agency_found")
    }
    known = people.units_by_spelling(asked)
    unknown = sorted(asked - known.keys())[:PROPOSALS]
    near = {pair: people.closest_units(*pair, limit=1) for pair in unknown}
    for row in rows:
        pair = (row.values["agency_found"].pk, row.get("unit")) if _has(row, "agency_found") else None
        if pair and near.get(pair):
            row.warn(
                "unit",
                "unit-looks-like",
                _("Unit kerja ini belum dikenal, mirip dengan “%(unit)s”.") % {"unit": near[pair][0]},
                _("Bila maksudnya sama, tulis “%(unit)s”; bila memang unit lain, ambil baris ini.")
                % {"unit": near[pair][0]},
            )


def _find_persons(rows: list[Row]) -> None:
    found = people.persons_by_number({(kind, row.get(kind)) for row in rows for kind in _KINDS if row.get(kind)})
    holders: dict[int, list[Row]] = defaultdict(list)
    today = timezone.localdate()
    for row in rows:
        given = [kind for kind in _KINDS if row.get(kind)]
        persons = {kind: found[kind, row.get(kind)] for kind in given if (kind, row.get(kind)) in found}
        if not given:
            if not any(row.cells.get(kind) for kind in _KINDS):
                row.fail(
                    "nip",
                    "no-number",
                    _("Tidak ada NIP, NIK, atau nomor paspor."),
                    _("Isi NIP; untuk orang tanpa NIP isi NIK atau paspor."),
                )
            continue
        if len({person.pk for person in persons.values()}) > 1:
            row.fail(
                given[0],
                "two-persons",
                _("Nomor-nomor pada baris ini milik dua orang berbeda dalam data pegawai."),
                _("Periksa nomornya, lalu sisakan yang benar."),
            )
            continue
        _check_nip(row, today)
        for person in list(persons.values())[:1]:
            row.values["person_found"] = person
            holders[person.pk].append(row)
            _compare(row, person, next(iter(persons)))
    for same in holders.values():
        numbers = {tuple(row.get(kind) for kind in _KINDS) for row in same}
        for row in same if len(numbers) > 1 else ():
            others = ", ".join(str(other.number) for other in same if other is not row)
            row.fail(
                next(kind for kind in _KINDS if row.get(kind)),
                "repeated-person",
                _("Orang yang sama dengan baris %(rows)s, dengan nomor identitas lain.") % {"rows": others},
                _("Lewati salah satu baris."),
            )


def _check_nip(row: Row, today: Any) -> None:
    if nip := row.get("nip"):
        problems = identity.check_nip(
            identity.parse_nip(nip),
            today=today,
            employment=employment_of(row),
            birth_date=row.get("birth_date"),
            sex=row.get("sex", ""),
        )
        for problem in problems:
            report = row.fail if problem.severity == "error" else row.warn
            report("nip", problem.code, problem.message, problem.mend)


def _compare(row: Row, person: Person, kind: str) -> None:
    name = row.get("name")
    if name and _letters(name.name) != _letters(person.name):
        row.warn(
            "name",
            "name-differs",
            _("Menurut data pegawai, nomor ini milik “%(name)s”.") % {"name": person.full_name},
            _("Periksa nomor dan nama; bila orangnya memang sama, ambil baris ini (nama dalam data pegawai tetap)."),
        )
    current = person.current
    agency = row.values.get("agency_found")
    if current and agency and current.agency_id != agency.pk:
        row.warn(
            kind,
            "serves-elsewhere",
            _("Menurut data pegawai, orang ini bertugas di %(agency)s.") % {"agency": current.agency},
            _("Periksa nomornya; bila sudah pindah instansi, ambil baris ini dan perbarui riwayat jabatannya."),
        )


def _check_nominated(rows: list[Row], season: Season) -> None:
    known = {row.values["person_found"].pk for row in rows if _has(row, "person_found")}
    active = Nomination.objects.filter(selectors.ACTIVE, season=season, person__in=known).select_related("batch")
    there = {each.person_id: each for each in active}
    for row in rows:
        before = there.get(row.values["person_found"].pk) if _has(row, "person_found") else None
        if before is None:
            continue
        row.fail(
            next(kind for kind in _KINDS if row.get(kind)),
            "already-nominated",
            _("Sudah diusulkan dalam musim ini, di %(batch)s.") % {"batch": before.batch},
            _("Lewati baris ini. Untuk pindah angkatan, gunakan “Pindahkan” pada halaman angkatan."),
        )


def _find_levels(rows: list[Row]) -> None:
    """The level that the row says; else that of the person's post in the register, else of the same post there."""
    silent = [row for row in rows if not row.cells.get("level") and _has(row, "agency_found") and row.get("position")]
    titles = {row.get("position") for row in silent}
    posts = Position.objects.filter(
        agency__in={row.values["agency_found"].pk for row in silent}, title__in=titles
    ).values_list("agency_id", "title", "level")
    by_title: dict[tuple[int, str], set[str]] = defaultdict(set)
    for number, title, level in posts:
        by_title[number, title].add(level)
    for row in rows:
        person: Person | None = row.values.get("person_found")
        current = person.current if person else None
        if cell := row.get("level"):
            row.values["level_found"] = cell.level
            if current and current.position.level != cell.level:
                row.warn(
                    "level",
                    "level-differs",
                    _("Menurut data pegawai, jenjangnya %(level)s (%(position)s).")
                    % {"level": current.position.get_level_display(), "position": current.position},
                    _("Periksa jenjangnya; bila baru dilantik, ambil baris ini dan perbarui riwayat jabatannya."),
                )
        elif not row.cells.get("level"):
            agency = row.values.get("agency_found")
            same = by_title.get((agency.pk, row.get("position", "")), set()) if agency else set()
            guess = current.position.level if current else next(iter(same)) if len(same) == 1 else ""
            if guess:
                row.values["level_found"] = guess
            else:
                row.fail(
                    "level",
                    "missing-level",
                    _("Jenjang kosong dan tidak dapat diambil dari data pegawai."),
                    _("Isi JPT Pratama, Administrator, atau Pengawas."),
                )


def _check_batches(rows: list[Row], batches: Mapping[int, Batch]) -> None:
    for row in rows:
        number = row.get("batch")
        if number is not None and number not in batches:
            row.fail(
                "batch",
                "unknown-batch",
                _("Angkatan %(number)d tidak ada dalam musim ini.") % {"number": number},
                _("Pilih angkatan: %(batches)s. Atau kosongkan agar dicarikan.")
                % {"batches": _ranges(batches.values())},
            )


def _check_rules(rows: list[Row], batches: Mapping[int, Batch], season: Season) -> None:
    for row in rows:
        level: str | None = row.values.get("level_found")
        batch = batches.get(row.get("batch", 0))
        if level is None or (batch is None and row.get("batch") is not None):
            continue
        person: Person | None = row.values.get("person_found")
        judged = judge(
            employment=person.employment if person else employment_of(row),
            manages_asn=row.get("manages_asn", True),
            pik_graduate=row.get("pik_graduate", False) or bool(person and person.pik_graduate),
            level=level,
            batch_level=batch.level if batch else level if level in _LEVELS else _LEVELS[0],
            on=batch.class_starts_on if batch else season.starts_on,
        )
        for decision, _facts in judged:
            for finding in decision.findings:
                if finding.severity == "violation":
                    field, mend = _advice(finding, batches.values(), level)
                    row.fail(field, finding.code, f"{finding.message()} ({finding.citation})", mend)


def _advice(finding: Finding, batches: Iterable[Batch], level: str) -> tuple[str, str]:
    if finding.code == "other-level":
        own = _ranges(batch for batch in batches if batch.level == level)
        return "batch", _("Pilih angkatan %(batches)s, atau kosongkan agar dicarikan.") % {"batches": own}
    if finding.code == "not-a-level":
        return "level", _("Perbaiki jenjangnya bila salah isi; bila benar, lewati baris ini.")
    if finding.code == "not-asn":
        return "employment", _("Isi PNS atau PPPK bila orang ini pegawai ASN; bila bukan, lewati baris ini.")
    return "manages_asn", _(
        "Isi Ya bila orang ini mengelola manajemen ASN atau lulusan PIK; bila tidak, lewati baris ini."
    )


def _check_seats(rows: list[Row], batches: Mapping[int, Batch], season: Season) -> None:
    """Rows with errors hold no seat; they are seated again once they are mended."""
    fit = [row for row in rows if not row.has_errors]
    wishes = [Wish(row.values["level_found"], row.get("batch")) for row in fit]
    labels = dict(Level.choices)
    for row, wish, seat in zip(
        fit, wishes, give_seats(wishes, batches.values(), selectors.seats_taken(season)), strict=True
    ):
        if seat.batch is not None:
            continue
        if wish.number is not None:
            message = (
                _("Angkatan %(number)d tinggal %(left)d kursi, dan sudah habis oleh baris sebelum ini.")
                if (seat.left)
                else _("Angkatan %(number)d sudah penuh, tinggal %(left)d kursi.")
            )
            mend = _("Pilih angkatan lain jenjang yang sama, atau kosongkan kolom angkatan agar dicarikan.")
        else:
            message = _("Semua angkatan %(level)s penuh; sebelum berkas ini tersisa %(left)d kursi.")
            mend = _("Lewati baris ini, atau minta penyelenggara menambah kursi.")
        row.fail(
            "batch",
            "no-seat",
            message % {"number": wish.number or 0, "left": seat.left, "level": labels[Level(wish.level)]},
            mend,
        )


def _proposals(texts: Iterable[str], closest: Any) -> dict[str, str]:
    found = {}
    for text in sorted(set(texts))[:PROPOSALS]:
        if near := closest(text):
            names = ", ".join(f"“{each}”" for each in near)
            found[text] = _("Mungkin maksudnya %(names)s; tulis salah satunya.") % {"names": names}
    return found


def _ranges(batches: Iterable[Batch]) -> str:
    """Numbers as people say them: "4-18"."""
    runs: list[list[int]] = []
    for number in sorted(batch.number for batch in batches):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) or "-"


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


def _has(row: Row, *names: str) -> bool:
    return all(name in row.values for name in names)
