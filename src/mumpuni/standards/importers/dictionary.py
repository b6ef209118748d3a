"""The whole content of an edition of the dictionary by spreadsheet: a row for each indicator."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.exchange.models import ImportRow, RowState
from mumpuni.people.policies import Unusable
from mumpuni.standards.models import Competency, Dictionary
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.services import dictionary as services
from mumpuni.standards.services.dictionary import LEVELS, Content

_KINDS = {str(label): word for word, label in Competency.Kind.choices} | {word: word for word in Competency.Kind.values}


class DictionaryImporter(Importer):
    """Fills a draft edition. Each competency needs its five levels, so a gap keeps all of its rows out."""

    kind = "standards.dictionary"
    title = _("Isi kamus kompetensi")
    description = _(
        "Satu baris satu indikator. Level tanpa indikator cukup satu baris; level dengan beberapa indikator diulang "
        "barisnya. Setiap kompetensi harus punya level 1 sampai 5. Isi yang lama diganti seluruhnya."
    )
    template_name = "templat-kamus-kompetensi"
    context_fields = ("edition",)
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "competency",
            _("Kompetensi"),
            required=True,
            aliases=("nama kompetensi",),
            example="Integritas",
            width=30,
        ),
        Field(
            "kind",
            _("Jenis"),
            required=True,
            aliases=("jenis kompetensi",),
            parse=cells.one_of(_KINDS),
            choices=tuple(str(label) for label in Competency.Kind.labels),
            example="Manajerial",
        ),
        Field("definition", _("Definisi"), aliases=("pengertian", "definisi kompetensi"), width=60),
        Field("level", _("Level"), required=True, parse=cells.whole_number, example="1", width=8),
        Field("description", _("Deskripsi"), aliases=("deskripsi level", "uraian level"), width=60),
        Field("indicator", _("Indikator"), aliases=("indikator perilaku",), width=60),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """Those who keep the dictionary, into an edition that is still a draft."""
        return policies.may_keep_dictionary(actor) and _draft(context) is not None

    def describe(self, context: Context) -> str:
        """The edition that will be filled."""
        edition = _draft(context)
        return (
            str(_("Ke edisi %(number)d: %(title)s") % {"number": edition.number, "title": edition.title})
            if edition
            else ""
        )

    def group_keys(self, row: Row) -> Iterable[str]:
        """Rows of one competency are judged together."""
        return (cells.loose_key(row.cells.get("competency", "")),)

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """One kind and definition for each competency, one description for each level, all five levels."""
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.get("competency"):
                groups[cells.loose_key(row.get("competency"))].append(row)
            if row.get("level") is not None and row.get("level") not in LEVELS:
                row.fail("level", "no-such-level", _("Level hanya 1 sampai 5."), _("Isi angka 1 sampai 5."))
        for group in groups.values():
            for name in ("kind", "definition"):
                _same(group, name)
            by_level: dict[Any, list[Row]] = defaultdict(list)
            for row in group:
                by_level[row.get("level")].append(row)
            for each in by_level.values():
                _same(each, "description")
            _whole(group, by_level)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Put the rows in place of what the draft held."""
        if bad := ImportRow.objects.filter(batch__rows=rows[0].pk, state=RowState.BAD).count():
            raise Unusable(
                gettext(
                    "%(count)d baris masih bermasalah. Kamus masuk seluruhnya atau tidak sama sekali; perbaiki dahulu."
                )
                % {"count": bad}
            )
        edition = Dictionary.objects.get(pk=int(context["edition"]))
        made = services.fill_edition(actor=actor, edition=edition, content=content_of(rows))
        by_key = {cells.loose_key(each.name): each.pk for each in made}
        return [("standards.competency", by_key[cells.loose_key(row.get("competency"))]) for row in rows]

    def may_undo(self, batch: BatchLike) -> str | None:
        """A draft is filled again or thrown away, not emptied."""
        return str(_("Isi konsep diganti dengan impor berikutnya, atau buang konsepnya."))

    def success_url(self, batch: BatchLike) -> str:
        """The edition."""
        return reverse("standards:dictionary_edition", args=[batch.context["edition"]])


def content_of(rows: list[Row]) -> list[Content]:
    """The rows as competencies, in the order in which they first appear."""
    found: dict[str, Content] = {}
    for row in rows:
        name = row.get("competency")
        one = found.setdefault(cells.loose_key(name), Content(name, row.get("kind")))
        one.definition = one.definition or row.get("definition", "")
        level = row.get("level")
        one.levels[level] = one.levels.get(level) or row.get("description", "")
        if row.get("indicator"):
            one.indicators.setdefault(level, []).append(row.get("indicator"))
    return list(found.values())


def _draft(context: Context) -> Dictionary | None:
    number = context.get("edition", "")
    return Dictionary.objects.filter(pk=int(number), published_at=None).first() if number.isdecimal() else None


def _same(rows: list[Row], name: str) -> None:
    """A later row may leave the cell empty or say the same, nothing else."""
    first = next((row for row in rows if row.get(name)), None)
    for row in rows:
        if first is not None and row.get(name) and row.get(name) != first.get(name):
            row.fail(
                name,
                "says-otherwise",
                _("Berbeda dari baris %(number)d untuk kompetensi yang sama.") % {"number": first.number},
                _("Samakan isinya, atau kosongkan di sini."),
            )


def _whole(group: list[Row], by_level: dict[Any, list[Row]]) -> None:
    absent = [str(level) for level in LEVELS if level not in by_level]
    if absent:
        group[0].fail(
            "level",
            "levels-missing",
            _("%(name)s belum punya level %(levels)s.")
            % {"name": group[0].get("competency"), "levels": ", ".join(absent)},
            _("Tambahkan baris untuk level itu di berkas, lalu unggah lagi."),
        )
    for level in LEVELS:
        its = by_level.get(level, [])
        if its and not any(row.get("description") for row in its):
            its[0].fail(
                "description", "no-description", _("Level ini belum punya deskripsi."), _("Isi deskripsi levelnya.")
            )
