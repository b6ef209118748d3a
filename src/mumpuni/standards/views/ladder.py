"""The picture of an official's ladder: where each path leads among the nine levels (gambar jenjang)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mumpuni.standards.selectors.framework import level_numbers
from mumpuni.standards.selectors.officials import Piece, Profile
from mumpuni.standards.templatetags.levels import reach, span

#: In units of the drawing: the gutter of numbers, a column, a rung, the room above the highest rung.
GUTTER, COLUMN, RUNG, TOP, BAR = 26, 54, 26, 8, 30


@dataclass(frozen=True)
class Mark:
    """Levels that follow each other in one column, as a bar; `height` 0 where a column has none."""

    x: int
    y: int
    height: int
    middle: int
    text: str


@dataclass(frozen=True)
class Column:
    """One path: its name, its bars, how far "paling rendah" is open above them, and the same in words."""

    name: str
    css: str
    x: int
    centre: int
    label_y: int
    marks: tuple[Mark, ...]
    open_height: int
    words: str


def ladder(profile: Profile, target_levels: tuple[int, ...]) -> dict[str, Any]:
    """Geometry and words for `standards/_ladder.html`."""
    paths: list[tuple[str, str, tuple[int, ...], bool]] = [
        (_("Jabatan"), "position", profile.position.levels if profile.position else (), False),
        (_("Pendidikan"), "education", *_of(profile.education[:1])),
        (_("Pelatihan"), "development", *_of(profile.development)),
        (_("Pengalaman"), "experience", *_of(profile.experience)),
        (_("Ditetapkan"), "decided", (profile.overall,) if profile.overall else (), False),
        (_("Sasaran"), "target", target_levels, False),
    ]
    levels = level_numbers()
    columns = [_column(index, *path) for index, path in enumerate(paths)]
    bottom = TOP + RUNG * len(levels)
    return {
        "columns": columns,
        "rungs": [{"level": level, "y": _y(level), "middle": _y(level) + RUNG // 2} for level in reversed(levels)],
        "width": GUTTER + COLUMN * len(columns),
        "height": bottom + 34,
        "bottom": bottom,
        "bar": BAR,
        "description": "; ".join(f"{column.name}: {column.words}" for column in columns),
    }


def _of(pieces: list[Piece]) -> tuple[tuple[int, ...], bool]:
    levels = tuple(sorted({level for piece in pieces for level in piece.effective}))
    return levels, any(piece.at_least and piece.counts and not piece.narrowed for piece in pieces)


def _column(index: int, name: str, css: str, levels: tuple[int, ...], at_least: bool) -> Column:
    x = GUTTER + COLUMN * index + (COLUMN - BAR) // 2
    marks = []
    for run in _runs(levels):
        top, height = _y(run[-1]), RUNG * len(run)
        marks.append(Mark(x, top + 2, height - 4, top + height // 2, span(run) + ("+" if at_least else "")))
    open_height = max(_y(levels[-1]) - TOP, 0) if at_least and levels else 0
    words = reach(levels, at_least) if levels else _("belum ada")
    # Neighbours write at two heights, so that long names do not touch.
    label_y = TOP + RUNG * len(level_numbers()) + (12 if index % 2 == 0 else 25)
    return Column(name, css, x, x + BAR // 2, label_y, tuple(marks), open_height, words)


def _runs(levels: tuple[int, ...]) -> list[list[int]]:
    runs: list[list[int]] = []
    for level in levels:
        if runs and level == runs[-1][-1] + 1:
            runs[-1].append(level)
        else:
            runs.append([level])
    return runs


def _y(level: int) -> int:
    return TOP + RUNG * (level_numbers()[-1] - level)
