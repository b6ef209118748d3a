"""The desk of a manuscript as its templates draw it: the tree, the node that is open, what may be done there."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_lazy, ngettext

from mumpuni.regulations import Decision, Finding, catalogue
from mumpuni.regulations.catalogue import cited
from mumpuni.standards.models import Comment, CompetencyUnit, Counterpart, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import desk as selectors
from mumpuni.standards.selectors.desk import Leaf, Manuscript
from mumpuni.standards.texts import Block, text_blocks

BOOK = "permendagri-11-2018"

LABELS = {
    "title": gettext_lazy("Judul"),
    "summary": gettext_lazy("Inti judul unit"),
    "knowledge": gettext_lazy("Pengetahuan"),
    "skills": gettext_lazy("Keterampilan"),
    "attitude": gettext_lazy("Sikap kerja"),
    "guide_aspects": gettext_lazy("Aspek penilaian"),
    "guide_conditions": gettext_lazy("Kondisi pengujian"),
    "guide_knowledge": gettext_lazy("Pengetahuan yang dibutuhkan"),
    "guide_skills": gettext_lazy("Keterampilan yang dibutuhkan"),
    "guide_critical": gettext_lazy("Aspek kritis"),
    "variables_context": gettext_lazy("Konteks variabel"),
    "variables_equipment": gettext_lazy("Perlengkapan yang dibutuhkan"),
    "variables_tasks": gettext_lazy("Tugas yang harus dilakukan"),
    "variables_regulations": gettext_lazy("Peraturan yang diperlukan"),
}
HELPS = {
    "summary": gettext_lazy("Satu dua kalimat: pekerjaan apa yang dicakup unit ini. Baris kosong memisahkan paragraf."),
    "knowledge": gettext_lazy("Apa yang perlu diketahui. Awali butir dengan “- ” atau “1. ”."),
    "skills": gettext_lazy("Apa yang perlu dapat dikerjakan."),
    "attitude": gettext_lazy("Bagaimana pekerjaan itu dijalani: cermat, terbuka, taat asas."),
    "guide_aspects": gettext_lazy("Apa yang dinilai dan dengan cara apa."),
    "guide_conditions": gettext_lazy("Di mana, dengan alat dan waktu apa pengujian berlangsung."),
    "guide_critical": gettext_lazy("Hal yang tidak boleh gagal agar dinyatakan kompeten."),
    "variables_context": gettext_lazy("Dalam keadaan dan lingkup apa unit ini dijalankan."),
    "variables_equipment": gettext_lazy("Alat, bahan, dan sistem yang dipakai."),
    "variables_tasks": gettext_lazy("Tugas yang harus dikerjakan dalam batasan ini."),
    "variables_regulations": gettext_lazy("Satu baris satu peraturan."),
}
KINDS = {
    "unit": gettext_lazy("Unit kompetensi"),
    "element": gettext_lazy("Elemen kompetensi"),
    "criterion": gettext_lazy("Kriteria unjuk kerja"),
}
SECTIONS = (
    ("description", gettext_lazy("Judul dan deskripsi"), ("title", *CompetencyUnit.DESCRIPTION), "description-aspects"),
    ("guide", gettext_lazy("Panduan penilaian"), CompetencyUnit.GUIDE, "assessment-guide"),
    ("variables", gettext_lazy("Batasan variabel"), CompetencyUnit.VARIABLES, "range-of-variables"),
)


@dataclass(frozen=True)
class Box:
    """One text of one node, to write or to read."""

    node: UUID
    name: str
    label: str
    text: str
    revision: int
    url: str
    help: str = ""
    code: str = ""
    node_url: str = ""
    move_url: str = ""
    remove_url: str = ""
    is_element: bool = False
    most: int = 500

    @property
    def identity(self) -> str:
        """Its place on the page."""
        return f"{self.node}-{self.name}"

    @property
    def is_title(self) -> bool:
        """Whether it is one line rather than paragraphs."""
        return self.name == "title"

    @property
    def rows(self) -> int:
        """The least height."""
        return 1 if self.is_title else min(12, max(3, self.text.count("\n") + 1 + len(self.text) // 90))

    @property
    def blocks(self) -> list[Block]:
        """Paragraphs and lists, for reading."""
        return text_blocks(self.text)


@dataclass(frozen=True)
class Branch:
    """A line of the tree."""

    identifier: UUID
    code: str
    title: str
    url: str
    move_url: str
    is_unit: bool
    is_current: bool
    is_open: bool
    missing: str
    remarks: int
    children: list["Branch"]


@dataclass(frozen=True)
class Trunk:
    """The units of one kind."""

    kind: str
    label: str
    branches: list[Branch]

    @property
    def code(self) -> str:
        """How the kind is written: UK-I."""
        return f"UK-{self.kind}"


@dataclass(frozen=True)
class Lack:
    """What a rule finds missing, with the way to where it is mended."""

    message: str
    citation: str
    url: str
    place: str


@dataclass(frozen=True)
class Section:
    """A part of a unit's text."""

    word: str
    title: str
    basis: str
    boxes: list[Box]


@dataclass(frozen=True)
class ElementLines:
    """An element and the lines of its criteria."""

    identifier: UUID
    code: str
    box: Box
    criteria: list[Box]
    next_code: str


@dataclass
class OpenNode:
    """The node at the right."""

    identifier: UUID
    kind: str
    kind_label: str
    code: str
    title: str
    history_url: str
    move_url: str
    remove_url: str
    unit_title: str
    unit_url: str
    boxes: list[Box] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    elements: list[ElementLines] = field(default_factory=list)
    next_code: str = ""
    findings: list[Lack] = field(default_factory=list)
    decision: Decision | None = None
    counterparts: list[Counterpart] = field(default_factory=list)
    no_counterpart: bool = False


@dataclass
class Desk:
    """All that the page shows."""

    version: StandardVersion
    trunks: list[Trunk]
    screen: str
    may_change: bool
    may_comment: bool
    may_see_work: bool
    remarks: list[Comment]
    node: OpenNode | None
    decision: Decision
    findings: list[Lack]
    basis: dict[str, str]

    @property
    def is_overview(self) -> bool:
        """Whether no node is open."""
        return self.node is None

    @property
    def tree_url(self) -> str:
        """The tree alone, as a phone shows it first."""
        return address(self.version)

    @property
    def overview_url(self) -> str:
        """What the whole lacks."""
        return f"{address(self.version)}?layar=ringkasan"

    @property
    def add_url(self) -> str:
        """Where a new node is sent to."""
        return reverse("standards:skk_node_add", args=[self.version.pk])

    @property
    def comment_url(self) -> str:
        """Where a remark is sent to."""
        if self.node is None:
            return reverse("standards:skk_comment", args=[self.version.pk])
        return reverse("standards:skk_node_comment", args=[self.version.pk, self.node.identifier])

    @property
    def stages(self) -> list[str]:
        """The page of its stages, where this installation has it."""
        try:
            return [reverse("standards:stage", args=[self.version.pk])]
        except NoReverseMatch:
            return []

    @property
    def cooperating(self) -> list[Any]:
        """Work units that help compiling it."""
        return list(self.version.cooperating_units.all())


def address(version: StandardVersion, node: UUID | str | None = None, place: str = "") -> str:
    """The page of a manuscript, open at a node and at a place in it."""
    base = reverse("standards:skk_text", args=[version.pk])
    query = f"?simpul={node}" if node else ""
    return f"{base}{query}{'#' + place if place else ''}"


def build(actor: Any, whole: Manuscript, *, node: UUID | None, screen: str) -> Desk:
    """The desk of this actor, open at a node or at the overview.

    Raises:
        Http404: when there is no such node.
    """
    version = whole.version
    opened = whole.find(node) if node else None
    may_change = policies.may_change_text(actor, version)
    return Desk(
        version=version,
        trunks=_trunks(whole, opened),
        screen=screen,
        may_change=may_change,
        may_comment=not version.is_published and policies.may_comment(actor, version.standard),
        may_see_work=selectors.may_see_work(actor, version),
        remarks=selectors.remarks(actor, version, node),
        node=_open(actor, version, opened) if opened else None,
        decision=whole.judged,
        findings=_all_findings(whole) if opened is None else [],
        basis={
            "elements": _basis("unit-parts", "elements"),
            "counterparts": _basis("skk-principles", "telusur"),
        },
    )


def missing(unit: Leaf) -> str:
    """What a unit lacks, in a word for the tree; nothing when it is complete."""
    count = len(unit.findings)
    return ngettext("%(n)d belum lengkap", "%(n)d belum lengkap", count) % {"n": count} if count else ""


def box_of(version: StandardVersion, leaf: Leaf, name: str) -> Box:
    """One text of a node."""
    row = leaf.row
    is_title = name == "title"
    most = type(row)._meta.get_field("title").max_length or 1000
    return Box(
        node=leaf.identifier,
        name=name,
        label=str(KINDS[leaf.kind] if is_title and leaf.kind != "unit" else LABELS[name]),
        text=getattr(row, name),
        revision=row.revision,
        url=_at("skk_node_save", version, leaf),
        help=str(HELPS.get(name, "")),
        code=leaf.code,
        node_url=address(version, leaf.identifier),
        move_url=_at("skk_node_move", version, leaf),
        remove_url=_at("skk_node_remove", version, leaf),
        is_element=leaf.kind == "element",
        most=most,
    )


def elements_of(version: StandardVersion, unit: Leaf) -> list[ElementLines]:
    """The elements of a unit with the lines of their criteria."""
    return [
        ElementLines(
            identifier=element.identifier,
            code=element.code,
            box=box_of(version, element, "title"),
            criteria=[box_of(version, criterion, "title") for criterion in element.children],
            next_code=element.next_code,
        )
        for element in unit.children
    ]


def _open(actor: Any, version: StandardVersion, leaf: Leaf) -> OpenNode:
    unit = leaf.unit
    row: Any = unit.row
    node = OpenNode(
        identifier=leaf.identifier,
        kind=leaf.kind,
        kind_label=str(KINDS[leaf.kind]),
        code=f"{version.standard.code}.{'.'.join(_codes(leaf))}",
        title=leaf.row.title,
        history_url=_at("skk_node_history", version, leaf),
        move_url=_at("skk_node_move", version, leaf),
        remove_url=_at("skk_node_remove", version, leaf),
        unit_title=f"{unit.code} {unit.row.title}",
        unit_url=address(version, unit.identifier, f"isian-{leaf.identifier}-title"),
    )
    if leaf.kind != "unit":
        node.boxes = [box_of(version, leaf, "title")]
        return node
    node.sections = [
        Section(word, str(title), _basis(book), [box_of(version, leaf, name) for name in names])
        for word, title, names, book in SECTIONS
    ]
    node.elements = elements_of(version, leaf)
    node.next_code = leaf.next_code
    node.findings = [_lack(version, leaf, each) for each in leaf.findings]
    node.decision = leaf.judged
    node.counterparts = list(row.counterparts.all())
    node.no_counterpart = row.no_counterpart
    return node


def _codes(leaf: Leaf) -> list[str]:
    return [*(_codes(leaf.parent) if leaf.parent else ()), leaf.code]


def _trunks(whole: Manuscript, opened: Leaf | None) -> list[Trunk]:
    return [
        Trunk(kind, str(label), [_branch(whole, unit, opened) for unit in whole.units if _kind(unit) == kind])
        for kind, label in CompetencyUnit.Kind.choices
    ]


def _branch(whole: Manuscript, leaf: Leaf, opened: Leaf | None) -> Branch:
    base = address(whole.version)
    move = reverse("standards:skk_node_move", args=[whole.version.pk, whole.units[0].identifier])
    return _drawn(whole, leaf, opened, base, move.replace(str(whole.units[0].identifier), "{}"))


def _drawn(whole: Manuscript, leaf: Leaf, opened: Leaf | None, base: str, move: str) -> Branch:
    children = [_drawn(whole, each, opened, base, move) for each in leaf.children]
    return Branch(
        identifier=leaf.identifier,
        code=leaf.code,
        title=leaf.row.title,
        url=f"{base}?simpul={leaf.identifier}",
        move_url=move.format(leaf.identifier),
        is_unit=leaf.kind == "unit",
        is_current=leaf is opened,
        is_open=leaf is opened or any(each.is_open or each.is_current for each in children),
        missing=missing(leaf) if leaf.kind == "unit" else "",
        remarks=leaf.remarks,
        children=children,
    )


def _all_findings(whole: Manuscript) -> list[Lack]:
    own = [Lack(each.message(language()), str(each.citation), "", "") for each in whole.judged.findings]
    return own + [_lack(whole.version, unit, each) for unit in whole.units for each in unit.findings]


def _lack(version: StandardVersion, unit: Leaf, finding: Finding) -> Lack:
    place = unit.place_of(finding)
    own = f"isian-{place}-title" if place else "elemen"
    anchor = f"isian-{unit.identifier}-{place}" if place in LABELS else own
    return Lack(
        message=finding.message(language()),
        citation=str(finding.citation),
        url=address(version, unit.identifier, anchor),
        place=f"{unit.code} {unit.row.title}",
    )


def language() -> str:
    """The language in which rules speak to this request."""
    return (get_language() or "id")[:2]


def _basis(book: str, entry: str = "") -> str:
    known = catalogue(f"{BOOK}/{book}")
    return str(cited(known[entry] if entry else known))


def _at(name: str, version: StandardVersion, leaf: Leaf) -> str:
    return reverse(f"standards:{name}", args=[version.pk, leaf.identifier])


def _kind(unit: Leaf) -> str:
    row: Any = unit.row
    return str(row.kind)
