"""How wide the columns of a table are: given widths as given, the rest shared so that the rows come out low.

Promises widths whose sum does not exceed the page's, and no broken word: where there is no room, the cells' margins
are narrowed and the letters made smaller, by turns. Hides the search: the height of a row is that of its highest cell,
a cell's the length of its text over its column's width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docgen.ooxml import metrics
from docgen.word.look import TextLook

_SHORT_PT = 80.0  # a date, a quarter, a figure with its unit stays on one line: up to 28 mm
_ROWS = 60  # rows measured: enough to know a table by
_ROUNDS = 8
_POWER = 4  # how much the highest cell of a row outweighs the others: high enough to matter, low enough to settle
_FULL = 0.95  # given widths that fill this share of the page were meant to fill it
_TOLERANCE, _TOLERANCE_MM = 1 / _FULL - 1 + 0.01, 2.0  # up to here a width counts as the one asked for
# How a table that is too wide is made to fit, step by step: the points taken off the letters, and what is left of both
# margins of a cell together (2.8 is half a millimetre each).
_STEPS = [(0.0, 99.0), (0.0, 5.6), (1.0, 5.6), (1.0, 4.2), (2.0, 4.2), (2.0, 2.8), (3.0, 2.8), (4.0, 2.8), (5.0, 2.8)]
_SMALLEST_PT = 8.0
_LONGEST = 0.3  # of the text's width: a longer word (a web address) may break
# Where the formula that numbers a column may break: "(3)=" "(4)+" "(5)×" "100".
_FORMULA = re.compile(r"(?<=[=+\-–−×*/:])(?=[(\d])")


@dataclass(frozen=True)
class Layout:
    """The columns' widths in points, what a cell's two margins take together, and how many points its letters lose."""

    widths: list[float]
    margin_pt: float
    cut_pt: float = 0.0


@dataclass(frozen=True)
class ColumnLooks:
    """How the texts of a table are set: header, formulas that number columns, body, totals."""

    head: TextLook
    number: TextLook
    body: TextLook
    total: TextLook

    def smaller(self, points: float) -> ColumnLooks:
        """Return the same in smaller letters."""
        looks = (self.head, self.number, self.body, self.total)
        return ColumnLooks(*(replace(look, size=look.size - points) for look in looks))

    def of(self, row: Any) -> TextLook:
        """Return how a row's texts are set: totals, and the subtotals in heading rows, are bold more often than not."""
        return self.body if row.kind == "hang" else self.total


def lay_out(block: Any, width_pt: float, looks: ColumnLooks, margin_pt: float) -> Layout:
    """Return the layout of a table in a text `width_pt` wide."""
    longest = width_pt * _LONGEST
    for cut, most in _STEPS:
        margin = min(margin_pt, most)
        needs = _Needs(block, looks.smaller(cut), margin, longest)
        if sum(needs.words) <= width_pt or looks.body.size - cut - 1 < _SMALLEST_PT:
            break
    return Layout(_widths(block, needs, width_pt), margin, cut)


def changed_widths(columns: Sequence[Any], widths_pt: Sequence[float]) -> list[tuple[Any, float]]:
    """Return the columns whose width is not the one asked for, each with the width it has, in mm.

    A table that nearly fills the page is made to fill it, and a column makes room for its longest word: a difference
    that small does not count.
    """
    found = []
    for column, width_pt in zip(columns, widths_pt, strict=True):
        width = width_pt / metrics.PT_MM
        if column.width_mm and abs(width - column.width_mm) > max(column.width_mm * _TOLERANCE, _TOLERANCE_MM):
            found.append((column, width))
    return found


def formula_lines(text: str, room_pt: float, look: TextLook) -> str:
    """Return the formula that numbers a column, with the line ends it needs."""
    lines = [""]
    for piece in _FORMULA.split(text):
        longer = lines[-1] + piece
        if lines[-1] and metrics.width_pt(longer, look.size, look.bold, look.italic) > room_pt:
            lines.append(piece)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _widths(block: Any, needs: _Needs, width_pt: float) -> list[float]:
    """Return the widths of the columns: as given where they are given, else shared."""
    widths = []
    for column, word in zip(block.columns, needs.words, strict=True):
        widths.append(max(column.width_mm * metrics.PT_MM, word) if column.width_mm else 0.0)
    if all(widths):
        return _within(widths, needs.words, width_pt)
    fixed = sum(widths)
    open_columns = [index for index, width in enumerate(widths) if not width]
    for least in (needs.whole, needs.least, needs.words):  # no text breaks if none has to
        if fixed + sum(least[index] for index in open_columns) <= width_pt:
            shared = _shared(needs, open_columns, least, width_pt - fixed)
            return [shared.get(index, width) for index, width in enumerate(widths)]
    lowest = [width or word for width, word in zip(widths, needs.words, strict=True)]
    return _within(lowest, needs.words, width_pt)


def _within(widths: Sequence[float], words: Sequence[float], limit: float) -> list[float]:
    """Return widths that fit the page: a table too wide narrows where it has room, a nearly full one fills the page."""
    total = sum(widths)
    if limit * _FULL <= total <= limit or sum(words) >= limit:
        return [width * limit / total for width in widths]
    if total <= limit:
        return list(widths)
    part = (limit - sum(words)) / (total - sum(words))
    return [word + (width - word) * part for width, word in zip(widths, words, strict=True)]


class _Needs:
    """The widths that the columns need, in points, margins included, and the lengths of their texts.

    `words` suffices for the longest words, `least` also for short texts on one line, `whole` for all texts on one line.
    `rows` are the lengths by column of each row measured.
    """

    def __init__(self, block: Any, looks: ColumnLooks, margin_pt: float, longest_pt: float) -> None:
        count = len(block.columns)
        self.margin = margin_pt + 0.5  # rounding must not break a word that fits exactly
        self.longest = longest_pt
        self.words = [self.margin] * count
        self.least = [self.margin] * count
        self.whole = [self.margin] * count
        self.rows: list[list[float]] = [[0.0] * count]
        for cell in block.header:
            if cell.columns == 1:
                self.rows[0][cell.column] = self._read(cell.column, cell.text, looks.head, short=0.0)
        for column, text in enumerate(block.numbers):
            for piece in _FORMULA.split(text):
                self._read(column, piece, looks.number, short=0.0)
        sample = _sample(block.rows)
        for number, row in enumerate(block.rows):
            if number in sample:
                self.rows.append(self._row(row, count, looks.of(row)))
            else:
                self._keep_words(row, looks.of(row))
        figures = [index for index, column in enumerate(block.columns) if column.align == "phải"]
        widest = max((self.least[index] for index in figures), default=0.0)
        for index in figures:  # columns of figures look alike
            self.least[index] = widest
            self.whole[index] = max(self.whole[index], widest)

    def _row(self, row: Any, count: int, look: TextLook) -> list[float]:
        areas = [0.0] * count
        for column, cell in _single(row):
            areas[column] = sum([self._read(column, item.text, look, _SHORT_PT) for item in cell.paragraphs])
        return areas

    def _read(self, column: int, text: str, look: TextLook, short: float) -> float:
        """Note what a text needs and return its length in points."""
        length, widest = metrics.widths_pt(text, look.size, look.bold, look.italic)
        self._keep(column, widest)
        self.whole[column] = max(self.whole[column], length + self.margin)
        if length <= short and length + self.margin > self.least[column] and any(map(str.isdigit, text)):
            self.least[column] = length + self.margin
        return length

    def _keep_words(self, row: Any, look: TextLook) -> None:
        """Note the widest words of a row: words stay whole in rows outside the sample too."""
        for column, cell in _single(row):
            for item in cell.paragraphs:
                self._keep(column, metrics.widths_pt(item.text, look.size, look.bold, look.italic)[1])

    def _keep(self, column: int, word: float) -> None:
        width = min(word, self.longest) + self.margin
        if width > self.words[column]:
            self.words[column] = width
        if width > self.least[column]:
            self.least[column] = width


def _single(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of a row that span one column, each with its column."""
    column = 0
    for cell in row.cells:
        if cell.columns == 1:
            yield column, cell
        column += cell.columns


def _sample(rows: Sequence[Any]) -> set[int]:
    """Return the numbers of rows of data and totals spread evenly over the whole table."""
    chosen = [number for number, row in enumerate(rows) if row.kind in ("hang", "tong")]
    step = max(len(chosen) // _ROWS, 1)
    return set(chosen[::step])


def _shared(needs: _Needs, columns: Sequence[int], least: Sequence[float], room: float) -> dict[int, float]:
    """Return how columns share `room` so that the rows are lowest in sum, no column narrower than its least.

    A descent on the sum of row heights, a row's height being the power mean of its cells' loads (the length of a text
    over the width of its column).
    """
    areas = [[row[index] for row in needs.rows] for index in columns]
    low = [least[index] for index in columns]
    widths = [max(room / len(columns), width) for width in low]
    step = 1 / (_POWER + 1)
    for _ in range(_ROUNDS):
        rooms = (width - needs.margin + 1 for width in widths)
        loads = [[area / space for area in column] for column, space in zip(areas, rooms, strict=True)]
        highest = map(max, zip(*loads, strict=True))  # of each row
        weights = [load ** (1 - _POWER) if load else 0.0 for load in highest]
        wanted = []
        for width, column in zip(widths, loads, strict=True):
            pull = sum([load**_POWER * weight for load, weight in zip(column, weights, strict=True)])
            wanted.append(width ** (1 - step) * (pull or 1e-6) ** step)
        widths = _fitted(wanted, low, room)
    return dict(zip(columns, widths, strict=True))


def _fitted(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Return widths that fill `room` in proportion to those wanted, none below its least."""
    held: set[int] = set()
    while True:
        free = [index for index in range(len(wanted)) if index not in held]
        left = room - sum(least[index] for index in held)
        scale = left / sum(wanted[index] for index in free) if free else 0.0
        short = {index for index in free if wanted[index] * scale < least[index]}
        if not short:
            break
        held |= short
    widths = []
    for index, width in enumerate(wanted):
        widths.append(least[index] if index in held else width * scale)
    return widths
