"""Standards as CASE 1.1 (1EdTech Competencies and Academic Standards Exchange): documents, items, associations.

Identifiers are the rows' own UUIDs and never change. Everything that an association names carries its address and
title, also where it stands outside the document.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from mumpuni.regulations import decide
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import CompetencyUnit, Counterpart, Element, PerformanceCriterion, StandardVersion
from mumpuni.standards.selectors import occupational
from mumpuni.standards.selectors.register import Branch, trees

#: So many versions are in memory at once while the whole register leaves.
AT_ONCE = 20
_TYPES = {"unit": "Unit Kompetensi", "element": "Elemen Kompetensi", "criterion": "Kriteria Unjuk Kerja"}
Node = CompetencyUnit | Element | PerformanceCriterion


def published() -> QuerySet[StandardVersion]:
    """What everybody may read, also without signing in: versions that were set by decree."""
    return StandardVersion.objects.filter(published_at__isnull=False).select_related("standard").order_by("pk")


def package(version: StandardVersion, base: str) -> dict[str, Any]:
    """One version as a CFPackage; `base` is the address of the site, such as "https://mumpuni.example/"."""
    return next(_packages([version], base))


def document(version: StandardVersion, base: str) -> dict[str, Any]:
    """The head of one version (CFDocument)."""
    return _Writer(version, base).document()


def item(identifier: uuid.UUID, base: str) -> dict[str, Any] | None:
    """One published unit, element or criterion (CFItem); None where there is none."""
    for model, path in (
        (CompetencyUnit, "version"),
        (Element, "unit__version"),
        (PerformanceCriterion, "element__unit__version"),
    ):
        found = (
            model._default_manager.filter(**{"identifier": identifier, f"{path}__published_at__isnull": False})
            .select_related(f"{path}__standard")
            .first()
        )
        if isinstance(found, CompetencyUnit):
            return _Writer(found.version, base).item(found, found.kind, found.number)
        if isinstance(found, Element):
            unit = found.unit
            return _Writer(unit.version, base).item(found, unit.kind, unit.number, found.number)
        if isinstance(found, PerformanceCriterion):
            unit, element = found.element.unit, found.element
            return _Writer(unit.version, base).item(found, unit.kind, unit.number, element.number, found.number)
    return None


def register_pieces(actor: Any, base: str) -> Iterator[bytes]:
    """The whole register that the actor may see, as one JSON object in pieces: `{"CFPackages": [...]}`.

    A few versions at a time are read and let go, so memory stays the same however many there are.
    """
    pks = list(occupational.versions(actor).order_by("pk").values_list("pk", flat=True))
    yield b'{"CFPackages":['
    first = True
    for start in range(0, len(pks), AT_ONCE):
        rows = StandardVersion.objects.filter(pk__in=pks[start : start + AT_ONCE]).select_related("standard")
        for each in _packages(list(rows.order_by("pk")), base):
            yield (b"" if first else b",") + encoded(each)
            first = False
    yield b"]}"


def encoded(data: Any) -> bytes:
    """JSON as it leaves."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _packages(versions: list[StandardVersion], base: str) -> Iterator[dict[str, Any]]:
    """The packages of a few versions, in eleven queries however many they are."""
    earlier = _earlier(versions)
    found = trees([version.pk for version in versions] + [each.pk for each in earlier.values()])
    for version in versions:
        before = earlier.get(version.pk)
        yield _Writer(version, base).package(found[version.pk], before, found[before.pk] if before else [])


def _earlier(versions: Iterable[StandardVersion]) -> dict[int, StandardVersion]:
    """The published version before each, by the number here of the later one."""
    standards = {version.standard_id for version in versions}
    rows: dict[int, list[StandardVersion]] = {}
    for each in published().filter(standard__in=standards).order_by("standard_id", "-number"):
        rows.setdefault(each.standard_id, []).append(each)
    found = {}
    for version in versions:
        before = (each for each in rows.get(version.standard_id, ()) if each.number < version.number)
        if (first := next(before, None)) is not None:
            found[version.pk] = first
    return found


class _Writer:
    """Writes one version; `base` ends with a stroke."""

    def __init__(self, version: StandardVersion, base: str) -> None:
        self.version, self.standard = version, version.standard
        self.base = f"{base.rstrip('/')}/api/v1/case/"
        self.package_uri = f"{self.base}CFPackages/{version.identifier}"
        self.changed = version.changed_at.isoformat()

    @property
    def title(self) -> str:
        return f"SKK-PDN {self.standard.title} (versi {self.version.number})"

    def link(self) -> dict[str, str]:
        uri = f"{self.base}CFDocuments/{self.version.identifier}"
        return {"title": self.title, "identifier": str(self.version.identifier), "uri": uri}

    def document(self) -> dict[str, Any]:
        version = self.version
        ground = decide(
            "permendagri-11-2018/legal-ground",
            {"document": "skk-pdn", **({"edited": version.legal_ground} if version.legal_ground else {})},
        ).values["ground"]
        notes = [f"Dasar hukum: {ground}"]
        if version.decree_number:
            notes.append(f"Keputusan Menteri Nomor {version.decree_number}, {version.decree_date}")
        written = {
            **self.link(),
            "creator": "Kementerian Dalam Negeri",
            "publisher": "Badan Pengembangan Sumber Daya Manusia, Kementerian Dalam Negeri",
            "lastChangeDateTime": self.changed,
            "language": "id",
            "frameworkType": "SKK-PDN",
            "version": str(version.number),
            "adoptionStatus": "Adopted" if version.is_published else "Draft",
            "notes": "\n".join(notes),
            "CFPackageURI": {
                "title": self.title,
                "identifier": str(version.identifier),
                "uri": self.package_uri,
            },
        }
        if version.in_force_from:
            written["statusStartDate"] = version.in_force_from.isoformat()
        if version.in_force_until:
            written["statusEndDate"] = version.in_force_until.isoformat()
        return written

    def item(
        self, node: Node, kind: str, unit: int, element: int | None = None, criterion: int | None = None
    ) -> dict[str, Any]:
        word = "criterion" if criterion else "element" if element else "unit"
        written = {
            "identifier": str(node.identifier),
            "uri": self.item_uri(node),
            "fullStatement": node.title,
            "humanCodingScheme": code_of(self.standard, kind, unit, element, criterion),
            "CFItemType": f"{_TYPES[word]} UK-{kind}" if word == "unit" else _TYPES[word],
            "CFDocumentURI": self.link(),
            "language": "id",
            "lastChangeDateTime": node.changed_at.isoformat(),
        }
        if isinstance(node, CompetencyUnit) and (notes := _notes(node)):
            written["notes"] = notes
        return written

    def item_uri(self, node: Node) -> str:
        return f"{self.base}CFItems/{node.identifier}"

    def node_link(self, node: Node) -> dict[str, str]:
        return {"title": node.title[:200], "identifier": str(node.identifier), "uri": self.item_uri(node)}

    def association(
        self, kind: str, origin: dict[str, str], destination: dict[str, str], place: int | None = None
    ) -> dict[str, Any]:
        # Made from its ends, so that the same association has the same identifier in every export.
        identifier = uuid.uuid5(self.version.identifier, f"{origin['uri']} {kind} {destination['uri']}")
        written: dict[str, Any] = {
            "identifier": str(identifier),
            "uri": f"{self.package_uri}#{identifier}",
            "associationType": kind,
            "originNodeURI": origin,
            "destinationNodeURI": destination,
            "CFDocumentURI": self.link(),
            "lastChangeDateTime": self.changed,
        }
        if place is not None:
            written["sequenceNumber"] = place
        return written

    def package(
        self, branches: list[Branch], before: StandardVersion | None, old_branches: list[Branch]
    ) -> dict[str, Any]:
        items: list[dict[str, Any]] = []
        associations: list[dict[str, Any]] = []
        own = self.link()
        nodes: list[Node] = []
        for place, branch in enumerate(branches, start=1):
            unit = branch.unit
            at = (unit.kind, unit.number)
            items.append(self.item(unit, *at))
            link = self.node_link(unit)
            associations.append(self.association("isChildOf", link, own, place))
            associations += [self._counterpart(link, each) for each in branch.counterparts]
            nodes.append(unit)
            for element, criteria in branch.elements:
                items.append(self.item(element, *at, element.number))
                above = self.node_link(element)
                associations.append(self.association("isChildOf", above, link, element.number))
                nodes.append(element)
                for criterion in criteria:
                    items.append(self.item(criterion, *at, element.number, criterion.number))
                    leaf = self.node_link(criterion)
                    associations.append(self.association("isChildOf", leaf, above, criterion.number))
                    nodes.append(criterion)
        if before is not None:
            associations += self._succession(nodes, before, old_branches)
        return {"CFDocument": self.document(), "CFItems": items, "CFAssociations": associations}

    def _counterpart(self, link: dict[str, str], counterpart: Counterpart) -> dict[str, Any]:
        other = counterpart.other
        if other is not None:
            there = _Writer(other.version, self.base.removesuffix("api/v1/case/"))
            return self.association(counterpart.relation, link, there.node_link(other))
        title = f"{counterpart.code} {counterpart.title}".strip()
        # A standard without an address of its own gets a name that is the same in every export.
        outside = uuid.uuid5(self.version.identifier, f"{counterpart.code} {counterpart.title} {counterpart.uri}")
        uri = counterpart.uri or f"urn:uuid:{outside}"
        return self.association(counterpart.relation, link, {"title": title, "identifier": str(outside), "uri": uri})

    def _succession(
        self, nodes: list[Node], before: StandardVersion, old_branches: list[Branch]
    ) -> Iterator[dict[str, Any]]:
        """What became of the nodes of the version before: the same text, or replaced by another."""
        there = _Writer(before, self.base.removesuffix("api/v1/case/"))
        yield self.association("replacedBy", there.link(), self.link())
        old: dict[uuid.UUID, Node] = {}
        for branch in old_branches:
            old[branch.unit.lineage] = branch.unit
            for element, criteria in branch.elements:
                old[element.lineage] = element
                old.update({criterion.lineage: criterion for criterion in criteria})
        for node in nodes:
            earlier = old.get(node.lineage)
            if earlier is None or type(earlier) is not type(node):
                continue
            if _texts(earlier) == _texts(node):
                yield self.association("exactMatchOf", self.node_link(node), there.node_link(earlier))
            else:
                yield self.association("replacedBy", there.node_link(earlier), self.node_link(node))


def _texts(node: Node) -> list[str]:
    return [getattr(node, name) for name in node.TEXTS]


def _notes(unit: CompetencyUnit) -> str:
    """The texts of a unit beside its title, each under its name."""
    told = ((unit.name_of(name), getattr(unit, name)) for name in unit.TEXTS[1:])
    return "\n\n".join(f"{label.capitalize()}\n{text}" for label, text in told if text)
