"""Position standards by spreadsheet: a row for each competency of each position."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.people import selectors as people
from mumpuni.people.models import Position
from mumpuni.standards.models import Competency, PositionStandard
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import dictionary as dictionaries
from mumpuni.standards.services import positions as services
from mumpuni.standards.services.dictionary import LEVELS


class PositionStandardImporter(Importer):
    """Makes or replaces drafts; publishing stays a step of its own. Positions themselves are never made here."""

    kind = "standards.position-standard"
    title = _("Impor standar jabatan")
    description = _(
        "Satu baris satu kompetensi dari satu jabatan. Hasilnya konsep; periksa lalu terbitkan satu per satu. Konsep "
        "jabatan yang sama diganti, versi yang sudah terbit tidak berubah."
    )
    template_name = "templat-standar-jabatan"
    unique = (("agency", "unit", "position", "competency"),)
    fields: ClassVar[tuple[Field, ...]] = (
        Field("agency", _("Instansi"), required=True, aliases=("nama instansi", "pemda", "kl"), width=36),
        Field("unit", _("Unit kerja"), aliases=("opd", "skpd", "unit organisasi"), width=32),
        Field(
            "position",
            _("Jabatan"),
            required=True,
            aliases=("nama jabatan",),
            example="Kepala Bidang Mutasi",
            width=36,
        ),
        Field(
            "competency", _("Kompetensi"), required=True, aliases=("nama kompetensi",), example="Integritas", width=30
        ),
        Field("level", _("Level"), required=True, parse=cells.whole_number, example="3", width=8),
        Field("regulation", _("Ditetapkan dengan"), required=True, aliases=("peraturan", "dasar penetapan"), width=30),
        Field(
            "in_force_from",
            _("Berlaku sejak"),
            required=True,
            aliases=("tanggal berlaku", "mulai berlaku"),
            parse=cells.date_text,
            example="1 Juli 2026",
        ),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """Those who may keep some standard; each row's agency is judged in `check` and again by the service."""
        return policies.may_keep_some_standard(actor)

    def group_keys(self, row: Row) -> Iterable[str]:
        """Rows of one position are judged together."""
        return (_key(row.cells.get("agency", ""), row.cells.get("unit", ""), row.cells.get("position", "")),)

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Agency known and the actor's, position in its register, competency in the dictionary of that day."""
        agencies = people.agencies_by_spelling({row.get("agency") for row in rows if row.get("agency")})
        numbers = {each.pk for each in agencies.values()}
        positions: dict[tuple[int, str], list[Position]] = defaultdict(list)
        for each in Position.objects.filter(agency__in=numbers).select_related("unit", "agency"):
            positions[each.agency_id, cells.loose_key(each.title)].append(each)
        editions = {day: dictionaries.edition_on(day) for day in {row.get("in_force_from") for row in rows} if day}
        names: dict[tuple[int, str], int] = {
            (each.dictionary_id, cells.loose_key(each.name)): each.pk
            for each in Competency.objects.filter(dictionary__in=[each for each in editions.values() if each])
        }
        for row in rows:
            _judge_position(row, agencies, positions, actor)
            _judge_level(row, editions, names)
        by_position: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            if "post" in row.values:
                by_position[row.values["post"].pk].append(row)
        for its in by_position.values():
            for name in ("regulation", "in_force_from"):
                _one_only(its, name)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """A draft for each position; positions of one decision and day go in together."""
        decided: dict[tuple[Any, Any], dict[Position, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        for row in rows:
            wanted = decided[row.get("regulation"), row.get("in_force_from")]
            wanted[row.values["post"]][row.values["competency_id"]] = row.get("level")
        made: dict[int | None, int] = {}
        for (regulation, day), wanted in decided.items():
            for each in services.write_standards(actor=actor, wanted=wanted, regulation=regulation, in_force_from=day):
                made[each.position_id] = each.pk
        return [("standards.positionstandard", made[row.values["post"].pk]) for row in rows]

    def may_undo(self, batch: BatchLike) -> str | None:
        """Drafts are thrown away one by one, for one of them may have replaced another."""
        return str(_("Buang konsepnya satu per satu di halaman standar jabatan."))

    def success_url(self, batch: BatchLike) -> str:
        """The drafts."""
        return f"{reverse('standards:position_standards')}?state=draft"


def export_rows(standards: Iterable[PositionStandard]) -> list[list[Any]]:
    """Standards of positions as rows that this importer reads again; they come with their requirements."""
    return [
        [
            each.position.agency.name,
            each.position.unit.name if each.position.unit else "",
            each.position.title,
            asked.competency.name,
            asked.level,
            each.regulation,
            each.in_force_from,
        ]
        for each in standards
        if each.position
        for asked in each.requirements.all()
    ]


def _key(*texts: str) -> str:
    return "|".join(cells.loose_key(text) for text in texts)


def _judge_position(row: Row, agencies: Any, positions: Any, actor: Any) -> None:
    text, title = row.get("agency"), row.get("position")
    agency = agencies.get(text)
    if not text:
        return
    if agency is None:
        row.fail("agency", "unknown-agency", _("Instansi ini tidak dikenal."), _("Perbaiki namanya."))
        return
    found = positions.get((agency.pk, cells.loose_key(title or "")), [])
    if not policies.may_keep_standard(actor, Position(agency=agency)):
        row.fail(
            "agency",
            "not-your-agency",
            _("Anda tidak mengelola standar jabatan instansi ini."),
            _("Lewati baris ini; standarnya diimpor instansi itu sendiri."),
        )
        return
    if unit := row.get("unit"):
        found = [each for each in found if each.unit and cells.loose_key(each.unit.name) == cells.loose_key(unit)]
    if len(found) == 1:
        row.values["post"] = found[0]
    elif title and not found:
        row.fail(
            "position",
            "unknown-position",
            _("Jabatan ini tidak ada dalam daftar jabatan instansi itu."),
            _("Perbaiki namanya, atau tambahkan jabatannya di halaman instansi."),
        )
    elif title:
        row.fail(
            "unit",
            "which-position",
            _("Ada beberapa jabatan bernama sama di instansi itu."),
            _("Isi unit kerjanya supaya jelas yang mana."),
        )


def _judge_level(row: Row, editions: Any, names: dict[tuple[int, str], int]) -> None:
    level, day, competency = row.get("level"), row.get("in_force_from"), row.get("competency")
    if level is not None and level not in LEVELS:
        row.fail("level", "no-such-level", _("Level hanya 1 sampai 5."), _("Isi angka 1 sampai 5."))
    if day is None or not competency:
        return
    edition = editions[day]
    if edition is None:
        row.fail(
            "in_force_from",
            "no-dictionary",
            _("Pada %(day)s tidak ada kamus kompetensi yang berlaku.") % {"day": date_format(day)},
            _("Pilih hari lain."),
        )
        return
    found = names.get((edition.pk, cells.loose_key(competency)))
    if found is None:
        row.fail(
            "competency",
            "unknown-competency",
            _("Kompetensi ini tidak ada dalam kamus edisi %(number)d.") % {"number": edition.number},
            _("Salin namanya dari kamus kompetensi."),
        )
    else:
        row.values["competency_id"] = found


def _one_only(rows: list[Row], name: str) -> None:
    first = next((row for row in rows if row.get(name)), None)
    for row in rows:
        if first is not None and row.get(name) and row.get(name) != first.get(name):
            row.fail(
                name,
                "says-otherwise",
                _("Berbeda dari baris %(number)d untuk jabatan yang sama.") % {"number": first.number},
                _("Samakan isinya; satu jabatan, satu penetapan."),
            )
