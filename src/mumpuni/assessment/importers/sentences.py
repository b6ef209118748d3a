"""Sentences that reports begin with, from a spreadsheet."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment import words
from mumpuni.assessment.importers.common import ProviderImporter, provider_of
from mumpuni.assessment.models import Part, ReportText, Sentence
from mumpuni.assessment.selectors.report_library import competencies
from mumpuni.assessment.services.report_library import misfit
from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Row


class SentenceImporter(ProviderImporter):
    """One line one sentence of a provider's library."""

    kind = "assessment.sentence"
    title = gettext_lazy("Impor kalimat laporan")
    description = gettext_lazy("Satu baris satu kalimat; kompetensi dan level boleh kosong.")
    template_name = "kalimat-laporan"
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "part",
            gettext_lazy("Bagian"),
            required=True,
            parse=cells.one_of({str(label): value for value, label in Part.choices}),
            choices=tuple(str(label) for label in Part.labels),
            example="Uraian",
            width=22,
        ),
        Field("competency", gettext_lazy("Kompetensi"), aliases=("nama kompetensi",), example="Integritas", width=30),
        Field("level", gettext_lazy("Level"), parse=cells.whole_number, example="3", width=8),
        Field(
            "text",
            gettext_lazy("Kalimat"),
            required=True,
            aliases=("teks", "isi"),
            parse=cells.paragraphs,
            example="Bekerja menurut norma dan mengingatkan rekannya.",
            width=60,
        ),
    )
    unique = (("part", "competency", "level", "text"),)

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Competencies of the dictionary in force, levels of its scale, nothing that is there already."""
        known = {cells.loose_key(each.name): each for each in competencies()}
        there = set(
            Sentence.objects.filter(provider=provider_of(context)).values_list("part", "competency", "level", "text")
        )
        for row in rows:
            _check(row, known)
            found = row.get("found")
            key = (row.get("part"), found.pk if found else None, row.get("level"), row.get("text"))
            if key in there:
                row.fail("text", "known", _("Kalimat ini sudah ada."), _("Lewati baris ini."))

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """All at once."""
        made = Sentence.objects.bulk_create(
            Sentence(
                provider_id=provider_of(context),
                part=row.get("part"),
                competency=row.get("found"),
                level=row.get("level"),
                text=row.get("text"),
            )
            for row in rows
        )
        return [("assessment.sentence", each.pk) for each in made]

    def may_undo(self, batch: BatchLike) -> str | None:
        """While no report began from one of them."""
        if ReportText.objects.filter(sentence__in=batch.written("assessment.sentence")).exists():
            return _("Ada kalimat yang sudah dipakai dalam laporan; hentikan pemakaiannya satu per satu.")
        return None

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Take the rows out again."""
        Sentence.objects.filter(pk__in=batch.written("assessment.sentence")).delete()

    def success_url(self, batch: BatchLike) -> str:
        """The library."""
        return reverse("assessment:sentence_list")


def _check(row: Row, known: dict[str, Any]) -> None:
    name, level = row.get("competency", ""), row.get("level")
    if name and cells.loose_key(name) not in known:
        row.fail(
            "competency",
            "unknown-competency",
            _("Kompetensi ini tidak ada dalam kamus yang berlaku."),
            _("Tulis namanya seperti dalam kamus, atau kosongkan."),
        )
    elif name:
        row.values["found"] = known[cells.loose_key(name)]
    if level is not None and level > 5:
        row.fail("level", "no-such-level", _("Level dari 0 sampai 5."), _("Perbaiki atau kosongkan levelnya."))
    wrong = misfit(row.get("part", ""), competency=bool(name), level=level is not None) if row.get("part") else ""
    if wrong:
        row.fail(wrong, "of-the-whole", words.SENTENCE_OF_THE_WHOLE, _("Kosongkan isian ini."))
