"""The text of an SKK-PDN by spreadsheet: one row per unit, element or criterion, in print order.

Codes are never read from a file: they are made from the order of the rows (Pasal 19 to 21).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.regulations import Finding, decide
from mumpuni.standards.models import CompetencyUnit, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.services import tree_import
from mumpuni.standards.services.tree_import import GivenUnit

UNIT, ELEMENT, CRITERION = "unit", "element", "criterion"
WORDS = {UNIT: "Unit", ELEMENT: "Elemen", CRITERION: "KUK"}
KINDS = {word: f"UK-{word}" for word in CompetencyUnit.Kind.values}
_KIND_SPELLINGS = {
    **{shown: word for word, shown in KINDS.items()},
    **{word: word for word in KINDS},
    **{f"{part}-{word}": word for word in KINDS for part in ("EK", "KUK")},
    "Umum": "U",
    "Inti": "I",
    "Pilihan": "P",
}
TEXTS = CompetencyUnit.TEXTS[1:]
_SENTENCE = {
    "summary": "Menyusun rencana mutasi pegawai.",
    "knowledge": "- Peraturan tentang mutasi",
    "skills": "- Menyusun jadwal",
    "attitude": "Teliti dan jujur",
}


def _text_field(name: str) -> Field:
    label = CompetencyUnit.name_of(name)
    # The guide and the description both speak of knowledge and skills; the fields' own names tell them apart.
    if name in CompetencyUnit.GUIDE:
        label = f"Panduan penilaian: {label}"
    elif name in CompetencyUnit.VARIABLES:
        label = f"Batasan variabel: {label}"
    else:
        label = f"Deskripsi: {label}"
    return Field(name, label, parse=cells.paragraphs, example=_SENTENCE.get(name, ""), width=40)


class TreeImporter(Importer):
    """Units, elements and criteria into a draft. Context: `versi`, the number of the version."""

    kind = "standards.skk-tree"
    title = _("Naskah SKK-PDN")
    description = _(
        "Satu baris untuk satu unit, elemen, atau KUK, berurutan seperti tercetak. Baris elemen dan KUK mengulang "
        "jenis dan judul unitnya; baris KUK juga nama elemennya. Kode dibuat dari urutan dan tidak dibaca dari berkas."
    )
    template_name = "templat-naskah-skk-pdn"
    context_fields = ("versi",)
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "row",
            _("Jenis baris"),
            required=True,
            aliases=("baris", "jenis butir"),
            parse=cells.one_of(
                {
                    **{shown: word for word, shown in WORDS.items()},
                    "Unit kompetensi": UNIT,
                    "Elemen kompetensi": ELEMENT,
                    "Kriteria unjuk kerja": CRITERION,
                    "Kriteria": CRITERION,
                }
            ),
            choices=tuple(WORDS.values()),
            example="Unit",
            width=12,
        ),
        Field(
            "kind",
            _("Jenis unit"),
            required=True,
            aliases=("jenis", "jenis unit kompetensi"),
            parse=cells.one_of(_KIND_SPELLINGS),
            choices=tuple(KINDS.values()),
            example="UK-I",
            width=10,
        ),
        Field(
            "title",
            _("Judul unit kompetensi"),
            required=True,
            aliases=("judul unit", "unit kompetensi", "unit"),
            example="Menyusun Rencana Mutasi",
            width=40,
        ),
        Field(
            "element",
            _("Elemen kompetensi"),
            aliases=("elemen", "nama elemen"),
            help=_("Diisi pada baris Elemen dan KUK."),
            width=40,
        ),
        Field(
            "criterion",
            _("Kriteria unjuk kerja"),
            aliases=("kuk", "kriteria"),
            parse=cells.paragraphs,
            help=_("Diisi pada baris KUK."),
            width=50,
        ),
        *(_text_field(name) for name in TEXTS),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """The team of the standard, while the version is a draft."""
        version = _version(context)
        return version is not None and policies.may_change_text(actor, version)

    def describe(self, context: Context) -> str:
        """The draft."""
        return str(_version(context) or "")

    def group_keys(self, row: Row) -> Iterable[str]:
        """A unit is judged with all that hangs on it, and unit rows with each other, as their number is limited."""
        if title := row.cells.get("title"):
            yield f"unit:{cells.loose_key(title)}"
        if row.values.get("row") == UNIT:
            yield "units"

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Every element under a unit, every criterion under an element, none more than its digits can number."""
        version = _version(context)
        if version is None:
            return
        _Judge(version, sorted(rows, key=lambda row: row.number)).judge()

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Add the tree to the draft."""
        version = _version(context)
        if version is None:
            raise LookupError("the draft is gone")
        given: dict[int, GivenUnit] = {}
        elements: dict[int, list[str]] = {}
        for row in sorted(rows, key=lambda row: row.number):
            word = row.values["row"]
            if word == UNIT:
                texts = {name: row.get(name, "") for name in TEXTS}
                existing = row.values.get("existing")
                given[row.number] = GivenUnit(row.values["kind"], row.values["title"], texts, existing=existing)
            elif word == ELEMENT:
                elements[row.number] = []
                given[row.values["under"]].elements.append((row.values["element"], elements[row.number]))
            else:
                elements[row.values["under"]].append(row.values["criterion"])
        made = tree_import.add_units(actor=actor, version=version, units=given.values())
        by_row = dict(zip(given, made, strict=True))
        return [("standards.competencyunit", by_row[row.number].pk) if row.number in by_row else None for row in rows]

    def may_undo(self, batch: BatchLike) -> str | None:
        """What was taken over is mended in the text."""
        return str(_("Naskah diubah langsung pada penyuntingnya."))

    def success_url(self, batch: BatchLike) -> str:
        """The text in the editor, else the standard's page."""
        version = _version(batch.context)
        if version is None:
            return ""
        try:
            return reverse("standards:skk_text", args=[version.pk])
        except NoReverseMatch:
            return f"{reverse('standards:skk_detail', args=[version.standard_id])}?versi={version.number}"


def _version(context: Context) -> StandardVersion | None:
    number = str(context.get("versi", ""))
    if not number.isdecimal() or len(number) > 9:
        return None
    return StandardVersion.objects.select_related("standard").filter(pk=int(number)).first()


class _Judge:
    """Judges the rows in their order; parents are found by title, the nearest above first."""

    def __init__(self, version: StandardVersion, rows: list[Row]) -> None:
        self.version, self.rows = version, rows
        self.language = (get_language() or "id")[:2]
        # The last unit row of each title so far, and all titles that have a row anywhere.
        self.units: dict[str, Row] = {}
        self.elements: dict[tuple[int, str], Row] = {}
        self.below: Counter[int] = Counter()

    def judge(self) -> None:
        units = self.version.units.order_by("kind", "number")
        held: dict[tuple[str, str], tuple[int, Any]] = {
            (kind, cells.loose_key(title)): (pk, busy)
            for pk, kind, title, busy in units.values_list("pk", "kind", "title", "elements__pk")
        }
        number = Counter(kind for kind, _title in held)
        general = [title for _pk, title in units.filter(kind="U").values_list("pk", "title")]
        for row in self.rows:
            word = row.get("row")
            if word == UNIT:
                self._unit(row, held, number, general)
            elif word == ELEMENT:
                self._element(row)
            elif word == CRITERION:
                self._criterion(row)

    def _unit(
        self, row: Row, held: dict[tuple[str, str], tuple[int, Any]], number: Counter[str], general: list[str]
    ) -> None:
        kind, title = row.get("kind"), row.get("title")
        if not kind or not title:
            return
        key = cells.loose_key(title)
        if len(title) > 300:
            row.fail("title", "too-long", _("Judul paling panjang 300 tanda."), _("Pendekkan judulnya."))
        if (earlier := self.units.get(key)) is not None:
            row.fail(
                "title",
                "unit-twice",
                _t("Unit ini sudah ada pada baris %(row)d.") % {"row": earlier.number},
                _("Hapus salah satu baris, atau bedakan judulnya."),
            )
            return
        self.units[key] = row
        there = held.get((kind, key))
        if there is not None:
            pk, busy = there
            if busy is not None:
                row.fail(
                    "title",
                    "unit-filled",
                    _("Unit ini sudah berisi elemen dalam naskah."),
                    _("Lewati unit ini, atau hapus dahulu unit itu dari naskah."),
                )
            row.values["existing"] = pk
            return
        number[kind] += 1
        self._numbered(row, "title", kind, unit=number[kind])
        if kind == "U":
            self._general(row, general)

    def _general(self, row: Row, general: list[str]) -> None:
        """A fourth UK-U, or one that the article does not know, by the rule on whole standards."""
        rule = "permendagri-11-2018/standard-complete"
        general.append(row.values["title"])
        for finding in decide(rule, {"general": general}).findings:
            surplus = finding.details.get("surplus", ())
            if finding.code == "general-units" and row.values["title"] in tuple(surplus):
                mend = _("Pakai jenis UK-I atau UK-P untuk unit lain, atau salin judul UK-U yang disebut.")
                row.fail("kind", finding.code, self._said(finding), mend)

    def _element(self, row: Row) -> None:
        unit = self._unit_of(row)
        title = row.get("element")
        if not title:
            row.fail("element", "missing", _("Nama elemen kosong."), _("Isi nama elemen, atau lewati baris ini."))
            return
        if len(title) > 500:
            row.fail("element", "too-long", _("Nama elemen paling panjang 500 tanda."), _("Pendekkan namanya."))
        if unit is None:
            return
        row.values["under"] = unit.number
        self.elements[unit.number, cells.loose_key(title)] = row
        self.below[unit.number] += 1
        self._numbered(row, "element", unit.get("kind"), unit=1, element=self.below[unit.number])

    def _criterion(self, row: Row) -> None:
        unit = self._unit_of(row)
        if not row.get("criterion"):
            row.fail("criterion", "missing", _("Kriteria kosong."), _("Isi kriterianya, atau lewati baris ini."))
            return
        title = row.get("element")
        element = self.elements.get((unit.number, cells.loose_key(title))) if unit is not None and title else None
        if unit is None:
            return
        if element is None:
            # The rule says by which article a criterion needs an element.
            facts = {"code": f"{self.version.standard.job_code}.UK-{unit.get('kind')}.01.KUK-{unit.get('kind')}.01"}
            mend = _("Tambahkan baris Elemen dengan nama yang sama di atas baris ini, atau perbaiki namanya.")
            self._fail(row, "element", self._decide(facts), "element-number", mend)
            return
        row.values["under"] = element.number
        self.below[element.number] += 1
        numbers = {"unit": 1, "element": 1, "criterion": self.below[element.number]}
        self._numbered(row, "criterion", unit.get("kind"), **numbers)

    def _unit_of(self, row: Row) -> Row | None:
        """The unit above that the row names; told where there is none or it is of another kind."""
        title, kind = row.get("title"), row.get("kind")
        if not title or not kind:
            return None
        unit = self.units.get(cells.loose_key(title))
        if unit is None:
            part = "EK" if row.get("row") == ELEMENT else "KUK"
            facts = {"code": f"{self.version.standard.job_code}.{part}-{kind}.1"}
            mend = _("Tambahkan baris Unit dengan judul yang sama di atas baris ini, atau perbaiki judulnya.")
            self._fail(row, "title", self._decide(facts), "unit-number", mend)
            return None
        if unit.get("kind") not in (None, kind):
            facts = {"code": f"{self.version.standard.job_code}.UK-{unit.get('kind')}.01.EK-{kind}.1"}
            mend = _("Samakan jenisnya dengan baris Unit, atau pindahkan baris ini ke unit yang sejenis.")
            self._fail(row, "kind", self._decide(facts), "kind-mismatch", mend)
            return None
        return unit

    def _numbered(self, row: Row, name: str, kind: str | None, **numbers: int) -> None:
        """Whether a code can be made for the place the row would take."""
        if kind is None:
            return
        facts = {"job_code": self.version.standard.job_code, "kind": kind, **numbers}
        mend = _("Gabungkan atau pindahkan isinya; nomornya tidak cukup.")
        for finding in self._decide(facts):
            row.fail(name, finding.code, self._said(finding), mend)

    def _fail(self, row: Row, name: str, findings: Sequence[Finding], code: str, mend: Any) -> None:
        finding = next((each for each in findings if each.code == code), findings[0])
        row.fail(name, finding.code, self._said(finding), mend)

    def _decide(self, facts: dict[str, Any]) -> Sequence[Finding]:
        standard = self.version.standard
        local = [standard.job_code] if standard.job_code_is_local else []
        return decide("permendagri-11-2018/unit-code", {**facts, "local_job_codes": local}).findings

    def _said(self, finding: Finding) -> str:
        return f"{capfirst(finding.message(self.language))} ({finding.citation})"
