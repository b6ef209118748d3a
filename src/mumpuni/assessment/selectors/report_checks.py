"""What is wrong with a report before it goes to its reviewer; each finding says where (pemeriksaan laporan)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from mumpuni.assessment.models import Assessee, Report, ReportText
from mumpuni.assessment.selectors.judging import Judged
from mumpuni.assessment.selectors.report_files import judge_content
from mumpuni.assessment.selectors.reports import key_of

#: What people leave where they mean to write later.
PLACEHOLDER = re.compile(
    r"\[[^\]\n]*\]|<<[^>\n]*>>|_{3,}|\.{4,}|\b[xX]{3,}\b|\b(?:TODO|TBD|lorem ipsum)\b", re.IGNORECASE
)
#: What a result of 2019 is told in and one of 2008 has not.
CATEGORY_WORDS = re.compile(r"\bJPM\b|\bjob\s+person\s+match\b|\bmemenuhi\s+syarat\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Something to mend, or to look at again."""

    code: str
    message: str
    key: str
    stops: bool


@dataclass(frozen=True)
class Checked:
    """What the rule says of the whole, and what was found in the parts."""

    judged: Judged
    found: list[Found]

    @property
    def stopping(self) -> list[Found]:
        """What must be mended first."""
        return [each for each in self.found if each.stops]

    @property
    def warnings(self) -> list[Found]:
        """What the writer must have looked at."""
        return [each for each in self.found if not each.stops]


def check(report: Report) -> Checked:
    """Everything at once, with the same queries for any number of assessees."""
    assessee = report.result.assessee
    everybody = Assessee.objects.filter(event=assessee.event_id).select_related("person")
    names = [each.person.name for each in everybody if each.pk != assessee.pk]
    alike = ReportText.objects.filter(report__result__assessee__event=assessee.event_id).exclude(
        report__result__assessee=assessee
    )
    elsewhere: set[tuple[str, int | None, str]] = {
        (part, line, normalised(text)) for part, line, text in alike.values_list("part", "line", "text")
    }
    labels = {each.pk: each.competency.name for each in report.result.blueprint.lines.all()}
    achieved = {
        each.pk: report.result.achieved.get(each.competency.name) for each in report.result.blueprint.lines.all()
    }
    found: list[Found] = []
    for each in report.texts.all():
        where = f"{labels[each.line_id]}, {each.get_part_display()}" if each.line_id else each.get_part_display()
        found += _in_one(each, where, names, assessee.person.name, elsewhere, achieved)
        found += _category_word(each, where) if assessee.event.is_2008 else ()
    return Checked(judge_content(report, "team-responsible"), found)


def _in_one(
    text: ReportText, where: str, names: Iterable[str], own: str, elsewhere: set[tuple[str, int | None, str]],
    achieved: Mapping[int, str | None],
) -> Iterable[Found]:  # fmt: skip
    key, about = key_of(text.part, text.line_id), {"where": where}
    for name, sure in names_in(text.text, names, own):
        message = _("%(where)s: menyebut %(name)s, Assessee lain dari kegiatan ini.") % {**about, "name": name}
        yield Found("other-name", message, key, sure)
    if (text.part, text.line_id, normalised(text.text)) in elsewhere:
        yield Found("same-text", _("%(where)s: sama dengan laporan Assessee lain.") % about, key, False)
    if left := PLACEHOLDER.search(text.text):
        message = _("%(where)s: tempat isian “%(left)s” belum diganti.") % {**about, "left": left.group()}
        yield Found("placeholder", message, key, True)
    level = achieved.get(text.line_id or 0)
    if text.sentence and level is not None and other_level(text.text, text.sentence.text, text.sentence.level, level):
        message = _("%(where)s: kalimat pustaka dari level %(from)s, sedangkan level sepakat %(level)s.") % {
            **about, "from": text.sentence.level, "level": f"{Decimal(level):f}".replace(".", ","),
        }  # fmt: skip
        yield Found("other-level", message, key, False)


def _category_word(text: ReportText, where: str) -> Iterable[Found]:
    if said := CATEGORY_WORDS.search(text.text):
        message = _("%(where)s: menyebut “%(said)s”; Perka BKN 11/2008 tidak mengenal JPM dan kategori.") % {
            "where": where, "said": said.group(),
        }  # fmt: skip
        yield Found("category-word", message, key_of(text.part, text.line_id), False)


def names_in(text: str, others: Iterable[str], own: str) -> list[tuple[str, bool]]:
    """Which other people a text names: two words of a name in a row for sure, a first name nobody shares perhaps.

    >>> names_in("Seperti Budi Santoso, ia tenang.", ["Budi Santoso", "Siti Aminah"], "Rina Dewi")
    [('Budi Santoso', True)]
    >>> names_in("Siti memimpin rapat.", ["Budi Santoso", "Siti Aminah"], "Rina Dewi")
    [('Siti', False)]
    >>> names_in("Budiman bukan Budi.", ["Budi Santoso", "Budi Raharjo"], "Rina Dewi")
    []
    """
    others, mine = list(others), own.casefold().split()
    firsts = Counter(name.casefold().split()[0] for name in others if name.split())
    own_pairs = {" ".join(pair) for pair in pairwise(mine)}
    found = []
    for name in others:
        parts = name.split()
        pairs = [" ".join(pair) for pair in pairwise(parts)]
        if any(pair.casefold() not in own_pairs and _stands(pair, text, re.IGNORECASE) for pair in pairs):
            found.append((name, True))
        elif parts and firsts[parts[0].casefold()] == 1 and parts[0].casefold() not in mine and _stands(parts[0], text):
            # Many first names are words too, so these count only as they are written, and only for a second look.
            found.append((parts[0], False))
    return found


def _stands(name: str, text: str, flags: int = 0) -> bool:
    pattern = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, flags) is not None


def normalised(text: str) -> str:
    """A text without what makes no difference: case, spaces, punctuation.

    >>> normalised("Tenang,  runtut. ") == normalised("tenang runtut")
    True
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


def other_level(text: str, sentence: str, level: int | None, agreed: str) -> bool:
    """Whether a sentence that still stands in the text is of a level other than the agreed one; halves fit both sides.

    >>> other_level("Tenang.", "Tenang.", 3, "2"), other_level("Tenang.", "Tenang.", 3, "2.5")
    (True, False)
    """
    return level is not None and sentence in text and abs(Decimal(agreed) - level) >= 1
