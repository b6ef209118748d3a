"""What an app registers so that its rows can come in as a spreadsheet.

The kit reads files, maps columns, shows and mends rows, and calls the importer for what only the
importer knows: who may, whether a row fits the register, how it is written, whether it can be taken back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from mumpuni.exchange import cells

ERROR, WARNING = "error", "warning"
Context = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One value that an importer wants of each row.

    `aliases` are headings by which offices name it (compared by `cells.heading_key`; the label always counts);
    `parse` turns a non-empty text into a value or raises `cells.BadCell`; `example` and `help` go into the template
    file, `choices` (what a cell should say) become a drop-down there. A `sensitive` text (NIK) is blanked to its
    last four signs once the row is written.
    """

    name: str
    label: Any
    required: bool = False
    aliases: tuple[str, ...] = ()
    parse: Callable[[str], Any] = cells.text
    example: str = ""
    help: Any = ""
    choices: tuple[str, ...] = ()
    sensitive: bool = False
    width: int = 18

    @property
    def keys(self) -> frozenset[str]:
        """All headings that mean this field, made comparable."""
        return frozenset(cells.heading_key(str(word)) for word in (self.label, self.name, *self.aliases))


@dataclass(frozen=True)
class Problem:
    """Why a cell, or the row as a whole (`field` ""), does not fit, and how to mend it."""

    field: str
    column: str
    value: str
    code: str
    message: str
    mend: str
    severity: str = ERROR

    def as_json(self) -> dict[str, str]:
        """For storage."""
        return asdict(self)


@dataclass
class Row:
    """A row on its way in: what the cells say, what they mean, what is wrong with them.

    `number` is the row in the sheet as the spreadsheet program shows it; `columns` gives the letter of each field's
    column. `values` holds only fields that could be read and are not empty; use `get`. An importer's `check` may
    add to `values` what it has looked up (an agency, a person), for `write` to use.
    """

    number: int
    cells: dict[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)
    flaws: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pk: int | None = None

    def get(self, name: str, default: Any = None) -> Any:
        """The value read from a field, or `default` where it is empty or unreadable."""
        return self.values.get(name, default)

    def fail(self, name: str, code: str, message: Any, mend: Any) -> None:
        """Report an error in a field ("" for the row): the row cannot enter as it is."""
        self._report(name, code, message, mend, ERROR)

    def warn(self, name: str, code: str, message: Any, mend: Any) -> None:
        """Report what looks wrong but may be right: someone must take the row deliberately."""
        self._report(name, code, message, mend, WARNING)

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before the row can enter."""
        return any(problem.severity == ERROR for problem in self.problems)

    def _report(self, name: str, code: str, message: Any, mend: Any, severity: str) -> None:
        self.problems.append(
            Problem(name, self.columns.get(name, ""), self.cells.get(name, ""), code, str(message), str(mend), severity)
        )


class BatchLike(Protocol):
    """What an importer sees of the import it is asked about (an `exchange.models.ImportBatch`)."""

    pk: Any
    context: dict[str, str]
    actor_id: Any

    def written(self, label: str) -> list[int]:
        """Primary keys of the rows of this model that the import made."""
        ...


class Importer:
    """Base of all importers; register one instance per kind in `AppConfig.ready()`.

    A small one, whole::

        class AgencyImporter(Importer):
            kind = "people.agency"
            title = _("Impor instansi")
            fields = (
                Field("name", _("Nama instansi"), required=True, aliases=("instansi", "nama opd")),
                Field("seats", _("Kuota"), parse=cells.whole_number),
            )
            unique = (("name",),)

            def may_import(self, actor, context):
                return has_role(actor, Role.SYSTEM_ADMIN)

            def check(self, rows, context, actor):
                names = [row.get("name") for row in rows]
                taken = set(Agency.objects.filter(name__in=names).values_list("name", flat=True))
                for row in rows:
                    if row.get("name") in taken:
                        row.fail("name", "known", _("Instansi ini sudah ada."), _("Lewati baris ini."))

            def write(self, rows, context, actor):
                made = Agency.objects.bulk_create(Agency(name=row.get("name")) for row in rows)
                return [("people.agency", agency.pk) for agency in made]

            def undo(self, batch, actor):
                Agency.objects.filter(pk__in=batch.written("people.agency")).delete()

    `context` holds texts from the address (`context_fields`): the season, the agency. It comes from the browser,
    so `may_import` judges it anew each time.
    """

    kind: ClassVar[str]
    title: ClassVar[Any]
    description: ClassVar[Any] = ""
    fields: ClassVar[tuple[Field, ...]]
    #: Fields that together must not repeat within one file (NIP); empty values do not count.
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    #: Names of the texts that the address of the import page must or may carry.
    context_fields: ClassVar[tuple[str, ...]] = ()
    template_name: ClassVar[str] = "templat"

    def may_import(self, actor: Any, context: Context) -> bool:
        """Whether this actor may import here; also whether the context makes sense."""
        raise NotImplementedError

    def may_see(self, actor: Any, batch: BatchLike) -> bool:
        """Whether this actor may see and mend this import: by default its uploader, while the right to import lasts."""
        return batch.actor_id == actor.pk and self.may_import(actor, batch.context)

    def owner_key(self, context: Context) -> str:
        """Whose habit the columns are; column maps are remembered per owner."""
        return ""

    def agency_id(self, context: Context) -> int | None:
        """The agency under which the audit trail files this import."""
        return None

    def describe(self, context: Context) -> str:
        """Where the rows will go, in words for the page head; "" where the title says it."""
        return ""

    def group_keys(self, row: Row) -> Iterable[str]:
        """Texts that this row shares with rows that must be judged together with it (a batch with its seats).

        When one row is mended or skipped, all rows that share a key with it are checked again.
        """
        return ()

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Judge rows against the register and each other with a constant number of queries; report on the rows.

        Gets every row that is not skipped, also those with unreadable cells (their `values` lack the field). Called
        at the dry run with all rows, at mending with the rows touched and their company, and once more inside the
        transaction that writes, so that what changed in between is seen.
        """

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Write all rows, set-based; runs inside the confirming transaction, so raising leaves nothing behind.

        Returns, row by row, the model's label and the primary key of what was made, or None where nothing new arose.
        The kit records the audit event of the import; record none per row.
        """
        raise NotImplementedError

    def may_undo(self, batch: BatchLike) -> str | None:
        """None while nothing rests on the rows yet; else the reason why the import can no longer be undone."""
        return str(_("Impor jenis ini tidak dapat dibatalkan."))

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Take back what `write` made (`batch.written(label)`); runs inside one transaction."""
        raise NotImplementedError

    def success_url(self, batch: BatchLike) -> str:
        """Where to look at the rows after they entered; "" for the import's own page."""
        return ""

    def field(self, name: str) -> Field:
        """A field by name."""
        return next(each for each in self.fields if each.name == name)


_IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make an importer known under its kind."""
    _IMPORTERS[importer.kind] = importer


def importer_for(kind: str) -> Importer | None:
    """The importer of a kind, or None for a kind that no app registered."""
    return _IMPORTERS.get(kind)


def all_importers() -> list[Importer]:
    """All kinds, by kind."""
    return [_IMPORTERS[kind] for kind in sorted(_IMPORTERS)]


def column_letter(index: int) -> str:
    """The letter of a column counted from 0."""
    return str(xl_col_to_name(index))
