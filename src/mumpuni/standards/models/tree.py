"""The text of a standard: units, elements, criteria, with their history, comments and counterparts."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account
from mumpuni.standards.models.occupational import StandardVersion


def closed_by(found: str) -> list[pgtrigger.Trigger]:
    """Refuse every change of a row whose version is published; `found` is SQL from ROW to the version's number."""
    return [
        pgtrigger.Trigger(
            name="closed_once_published",
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            declare=[("closed", "boolean")],
            func=f"""
                IF TG_OP <> 'INSERT' THEN
                    SELECT published_at IS NOT NULL INTO closed FROM standards_standardversion
                    WHERE id = ({found.replace("ROW", "OLD")});
                    IF closed THEN RAISE EXCEPTION 'the text of a published standard is closed'; END IF;
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    SELECT published_at IS NOT NULL INTO closed FROM standards_standardversion
                    WHERE id = ({found.replace("ROW", "NEW")});
                    IF closed THEN RAISE EXCEPTION 'the text of a published standard is closed'; END IF;
                    RETURN NEW;
                END IF;
                RETURN OLD;
            """,  # noqa: S608
        )
    ]


class Node(models.Model):
    """What units, elements and criteria share.

    `identifier` is this row's own stable id, `lineage` the same through all versions. `revision` counts saved texts,
    `changes` keeps of each field the revision in which it last changed, by whom and when: two people on two fields
    never meet, and who saves a field on an old text is told by whom and sees both. Codes are made from numbers, never
    typed (Pasal 19 and 21).
    """

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lineage = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    number = models.PositiveSmallIntegerField(_("nomor"))
    revision = models.PositiveIntegerField(_("revisi"), default=1)
    changes = models.JSONField(_("perubahan per isian"), default=dict, editable=False)
    changed_at = models.DateTimeField(_("diubah"), auto_now=True)
    changed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CompetencyUnit(Node):
    """A unit of competency (unit kompetensi): UK-U, UK-I or UK-P, with the contents of Pasal 19, 21 and 22.

    Texts are paragraphs and lists in plain text: an empty line parts paragraphs, "- " and "1. " begin items.
    """

    class Kind(models.TextChoices):
        """General, core, elective (Pasal 19 ayat (2)); the words are the rule's."""

        GENERAL = "U", _("UK-U: Unit Kompetensi Umum")
        CORE = "I", _("UK-I: Unit Kompetensi Inti")
        ELECTIVE = "P", _("UK-P: Unit Kompetensi Pilihan")

    #: The parts of the text, in print order; each is one field of the editor.
    DESCRIPTION: ClassVar[tuple[str, ...]] = ("summary", "knowledge", "skills", "attitude")
    GUIDE: ClassVar[tuple[str, ...]] = (
        "guide_aspects",
        "guide_conditions",
        "guide_knowledge",
        "guide_skills",
        "guide_critical",
    )
    VARIABLES: ClassVar[tuple[str, ...]] = (
        "variables_context",
        "variables_equipment",
        "variables_tasks",
        "variables_regulations",
    )
    TEXTS: ClassVar[tuple[str, ...]] = ("title", *DESCRIPTION, *GUIDE, *VARIABLES)

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="units")
    kind = models.CharField(_("jenis"), max_length=1, choices=Kind)
    title = models.CharField(_("judul unit kompetensi"), max_length=300)
    summary = models.TextField(_("inti judul unit"), blank=True)
    knowledge = models.TextField(_("pengetahuan"), blank=True)
    skills = models.TextField(_("keterampilan"), blank=True)
    attitude = models.TextField(_("sikap kerja"), blank=True)
    guide_aspects = models.TextField(_("aspek penilaian"), blank=True)
    guide_conditions = models.TextField(_("kondisi pengujian"), blank=True)
    guide_knowledge = models.TextField(_("pengetahuan yang dibutuhkan"), blank=True)
    guide_skills = models.TextField(_("keterampilan yang dibutuhkan"), blank=True)
    guide_critical = models.TextField(_("aspek kritis"), blank=True)
    variables_context = models.TextField(_("konteks variabel"), blank=True)
    variables_equipment = models.TextField(_("perlengkapan yang dibutuhkan"), blank=True)
    variables_tasks = models.TextField(_("tugas yang harus dilakukan"), blank=True)
    variables_regulations = models.TextField(_("peraturan yang diperlukan"), blank=True)
    no_counterpart = models.BooleanField(_("tanpa padanan"), default=False)
    search = models.GeneratedField(
        expression=SearchVector(
            "title",
            "summary",
            "knowledge",
            "skills",
            "attitude",
            "guide_aspects",
            "guide_conditions",
            "guide_knowledge",
            "guide_skills",
            "guide_critical",
            "variables_context",
            "variables_equipment",
            "variables_tasks",
            "variables_regulations",
            config="indonesian",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("unit kompetensi")
        triggers = closed_by("ROW.version_id")
        ordering = ["version", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "number"],
                name="standards_unit_number_once",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=99), name="standards_unit_number_fits"),
        ]
        indexes = [GinIndex(fields=["search"], name="standards_unit_search")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def name_of(cls, text: str) -> str:
        """What a part of the text is called on screens and in files."""
        return str(getattr(cls._meta.get_field(text), "verbose_name", text))


class Element(Node):
    """An element of a unit (elemen kompetensi), of its unit's kind; one digit, so at most nine."""

    unit = models.ForeignKey(CompetencyUnit, on_delete=models.CASCADE, related_name="elements")
    title = models.CharField(_("nama elemen"), max_length=500)
    search = models.GeneratedField(
        expression=SearchVector("title", config="indonesian"), output_field=SearchVectorField(), db_persist=True
    )

    TEXTS: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        verbose_name = _("elemen kompetensi")
        triggers = closed_by("SELECT version_id FROM standards_competencyunit WHERE id = ROW.unit_id")
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="standards_element_number_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=9), name="standards_element_number_fits"),
        ]
        indexes = [GinIndex(fields=["search"], name="standards_element_search")]

    def __str__(self) -> str:
        return self.title


class PerformanceCriterion(Node):
    """A criterion of an element (kriteria unjuk kerja), of its unit's kind."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="criteria")
    title = models.TextField(_("kriteria unjuk kerja"))
    search = models.GeneratedField(
        expression=SearchVector("title", config="indonesian"), output_field=SearchVectorField(), db_persist=True
    )

    TEXTS: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        verbose_name = _("kriteria unjuk kerja")
        triggers = closed_by(
            "SELECT u.version_id FROM standards_element e JOIN standards_competencyunit u ON u.id = e.unit_id"
            " WHERE e.id = ROW.element_id"
        )
        ordering = ["element", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["element", "number"], name="standards_criterion_number_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=99), name="standards_criterion_number_fits"),
        ]
        indexes = [GinIndex(fields=["search"], name="standards_criterion_search")]

    def __str__(self) -> str:
        return self.title


class NodeRevision(models.Model):
    """The text of a node as one person left it (riwayat); saves of one sitting are one entry.

    `node` is the node's identifier, so the history outlives a deleted node.
    """

    class Act(models.TextChoices):
        """What was done."""

        CREATED = "created", _("Dibuat")
        CHANGED = "changed", _("Diubah")
        MOVED = "moved", _("Dipindahkan")
        DELETED = "deleted", _("Dihapus")
        RESTORED = "restored", _("Dikembalikan")

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="history")
    node = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10)
    act = models.CharField(_("perbuatan"), max_length=10, choices=Act)
    revision = models.PositiveIntegerField(_("revisi"))
    code = models.CharField(_("kode"), max_length=60)
    texts = models.JSONField(_("isi"), default=dict)
    started_at = models.DateTimeField(_("mulai"), auto_now_add=True)
    at = models.DateTimeField(_("waktu"), auto_now=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["version", "-at"])]

    def __str__(self) -> str:
        return f"{self.code} r{self.revision}"


class Comment(models.Model):
    """A remark on a node (komentar); settled, never deleted."""

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="comments")
    node = models.UUIDField(null=True, blank=True, db_index=True)
    text = models.TextField(_("komentar"))
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    settled_at = models.DateTimeField(_("diselesaikan"), null=True, blank=True)
    settled_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version", "at"]

    def __str__(self) -> str:
        return self.text[:80]


class Counterpart(models.Model):
    """Another standard that a unit can be compared with or equated to (padanan; Pasal 17 huruf e, telusur)."""

    class Scope(models.TextChoices):
        """Where the other standard stands."""

        SKK = "skk", _("SKK-PDN lain")
        NATIONAL = "national", _("Nasional (mis. SKKNI)")
        INTERNATIONAL = "international", _("Internasional")

    class Relation(models.TextChoices):
        """How the two are related; the words map to association types of CASE."""

        EQUAL = "exactMatchOf", _("Setara")
        RELATED = "isRelatedTo", _("Dapat dibandingkan")
        PART = "isPartOf", _("Bagian dari")

    unit = models.ForeignKey(CompetencyUnit, on_delete=models.CASCADE, related_name="counterparts")
    scope = models.CharField(_("lingkup"), max_length=15, choices=Scope)
    relation = models.CharField(_("hubungan"), max_length=15, choices=Relation, default=Relation.RELATED)
    other = models.ForeignKey(
        CompetencyUnit,
        verbose_name=_("unit SKK-PDN"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("kode"), max_length=100, blank=True)
    title = models.CharField(_("judul"), max_length=300)
    uri = models.URLField(_("alamat"), blank=True, max_length=300)
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = closed_by("SELECT version_id FROM standards_competencyunit WHERE id = ROW.unit_id")
        ordering = ["unit", "pk"]

    def __str__(self) -> str:
        return self.title
