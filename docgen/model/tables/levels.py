"""The level of each row of a sheet, by its label: A › I › 1, I › 1. › 1.1, 3 › a), b)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from docgen.model.fields import plain
from docgen.model.tables.table import NUMBERING
from docgen.model.text.labels import CAPITAL, NUMBER, ROMAN, Label, readings
from docgen.sources import Grid
from docgen.vietnamese import SoIn

TITLE_LABEL = re.compile(r"\s*([IVXLC]+|[A-ZĐ]|\d+)\s*[.)/-]\s+")
"""The label before the title of a merged row."""
_FEWEST = 2  # titles that count; cells of a row below one


def with_typed_titles(grid: Grid) -> Grid:
    """Return a sheet without a column of labels with its rows "I. Khu Đông", "II. Khu Tây" taken as titles.

    They are where nothing else stands in them, they count from one, and a row with figures or words follows each.
    """
    if label_column(grid) is not None:
        return grid
    filled = [[at for at, value in enumerate(row) if value is not None] for row in grid.rows]
    found: dict[int, int] = {}
    first: Label | None = None
    for row, places in enumerate(filled):
        if places != [0] or row in grid.merged:
            continue
        match = TITLE_LABEL.match(str(grid.rows[row][0]))
        read = [label for label in readings(match[1]) if label.style in (ROMAN, CAPITAL)] if match else []
        due = [label for label in read if label.number == len(found) + 1 and (first is None or _alike(label, first))]
        if not due or row + 1 == len(filled) or len(filled[row + 1]) < _FEWEST:
            continue
        first = first or due[0]
        found[row] = 0
    return replace(grid, merged={**grid.merged, **found}) if len(found) >= _FEWEST else grid


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row's label as typed, what it may mean, and its level from 0 (None: its label gives none)."""

    row: int
    text: str
    readings: tuple[Label, ...] = ()
    level: int | None = None

    @property
    def lost_dot(self) -> bool:
        """Whether it was typed as 1.10, which a spreadsheet turned into 110."""
        return bool(self.readings and self.readings[0].above) and "." not in self.text


def label_column(grid: Grid) -> int | None:
    """Return the column of labels ("STT", "TT"), None where a sheet has none."""
    return next((at for at, name in enumerate(grid.header) if plain(name) in NUMBERING), None)


def label_text(grid: Grid, row: int, column: int | None) -> str:
    """Return the label of a row as typed: in the column of labels, or before the title of a merged row."""
    merged = grid.merged.get(row)
    given = grid.rows[row][column] if column is not None and column != merged else None
    if given is not None:
        return given.chu.replace(",", ".") if isinstance(given, SoIn) else str(given).strip()
    match = TITLE_LABEL.match(str(grid.rows[row][merged])) if merged is not None else None
    return match[1] if match else ""


def levels(grid: Grid, rows: Sequence[int]) -> list[Labelled]:
    """Return the labels and levels of these rows of a sheet, in order."""
    column = label_column(grid)
    open_: list[tuple[Label, ...]] = []  # of each level that is open, the label typed last as it may be read
    found = []
    for row in rows:
        text = label_text(grid, row, column)
        level, read = _level(open_, text)
        if level is not None:
            open_[level:] = [read]
        elif row in grid.merged:  # a heading without a label
            open_.clear()
        found.append(Labelled(row, text, read, level))
    return found


def _level(open_: Sequence[tuple[Label, ...]], text: str) -> tuple[int | None, tuple[Label, ...]]:
    """Return the level of a label, and what it may mean there.

    It continues the deepest level whose next label it is; else it begins a level below, or is out of turn in one.
    """
    if meant := _lost_dot(open_, text):
        return meant
    read = tuple(readings(text))
    if not read:
        return None, ()
    if following := _deepest(open_, read, _follows):
        return following
    first = tuple(label for label in read if _begins(label, open_))
    if not first and (out_of_turn := _deepest(open_, read, _alike)):
        return out_of_turn
    read = first or read
    depth = len(open_)
    while depth and min(map(_rank, read)) < min(map(_rank, open_[depth - 1])):
        depth -= 1
    return depth, read


def _deepest(
    open_: Sequence[tuple[Label, ...]], read: Sequence[Label], fits: Callable[[Label, Label], bool]
) -> tuple[int, tuple[Label, ...]] | None:
    """Return the deepest level with a last label that some reading `fits`, and the readings that do."""
    for depth in reversed(range(len(open_))):
        fitting = tuple(label for label in read if any(fits(label, last) for last in open_[depth]))
        if fitting:
            return depth, fitting
    return None


def _begins(label: Label, open_: Sequence[tuple[Label, ...]]) -> bool:
    """Return whether a label begins a level: the first of a kind that is not open, or "1.1" after "1"."""
    if label.above:
        return bool(open_) and any(label.above == (*last.above, last.number) for last in open_[-1])
    open_styles = {last.style for last in chain.from_iterable(open_)}
    return label.number == 1 and label.style not in open_styles


def _lost_dot(open_: Sequence[tuple[Label, ...]], text: str) -> tuple[int, tuple[Label, ...]] | None:
    """Return the level of "110" where 1.10 should come: a spreadsheet takes the dot for a thousands separator."""
    for depth in reversed(range(len(open_))):
        last = open_[depth][0]
        due = ".".join(map(str, [*last.above, last.number + 1]))
        if last.above and text == due.replace(".", ""):
            return depth, (last._replace(number=last.number + 1),)
    return None


def _alike(label: Label, last: Label) -> bool:
    return (label.style, label.latin, label.above) == (last.style, last.latin, last.above)


def _follows(label: Label, last: Label) -> bool:
    return _alike(label, last) and label.number == last.number + 1


def _rank(label: Label) -> int:
    """Return the usual order of a kind of label, where a sheet has not shown its own: A, I, 1, 1.1, a)."""
    return {CAPITAL: 0, ROMAN: 1, NUMBER: 2 + len(label.above)}.get(label.style, 9)
