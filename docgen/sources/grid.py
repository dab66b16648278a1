"""A table: its rows and header, each cell with its place; and the sheet it is cut from.

Promise: `Grid.rows` holds everything below the header, without empty rows and empty outer columns; every cell knows
its line and column, or its sheet and cell. Text stays text: "05", "1.234" and "1,5" are not interpreted; code that
needs a figure reads it with `docgen.vietnamese.doc_so`. Only numbers of the source are int or Decimal.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from docgen.finding import Where

Cell = str | int | Decimal | date | bool | tuple[str, ...] | None
CELL_LIMIT = 2_000_000  # cells of one table, including empty ones between filled ones
ROW_LIMIT = 50_000  # rows of one table, about 1,500 printed pages
MOST_TOLD = 20  # findings of one kind per table; the rest is counted

LARGEST_EXPONENT = 30  # of a number: a state budget in đồng has 16 digits
LONGEST_CELL = 32_767  # characters, the limit of a cell in Excel

Span = tuple[int, int, int, int]  # merged cells: row, column, last row, last column

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?:\$?([A-Za-z]{1,3})?\$?(\d{1,7})?")


class StyledCell(str):
    """A text of which the sheet sets parts bold or italic: (begin, end, bold, italic) of each."""

    styles: tuple[tuple[int, int, bool, bool], ...]

    def __new__(cls, text: str, styles: tuple[tuple[int, int, bool, bool], ...]) -> StyledCell:
        styled = super().__new__(cls, text)
        styled.styles = styles
        return styled


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a table: the keys beside `tep`."""

    sheet: str = ""
    vung: str = ""
    dong_tieu_de: int | None = None  # None: as the merged cells of the sheet show
    phan_cach: str = ""
    bang_ma: str = ""


@dataclass(frozen=True)
class Grid:
    """A table as read.

    `header` has a column's name (several header rows joined by " / "), `paths` the same as a path, `letters` the
    column's letter in the source. `rows` are tuples as long as `header`; an empty cell is None. A tuple of texts is
    a list in one cell (only from JSON and TOML). `merged` are the rows that one cell spans, over most of the
    table's width and with nothing to its right; each with the column of that cell. `below` are the rows right below a
    range of cells that the data name. `others` reads the tables on the other sheets of the workbook, by the sheets'
    names.
    """

    file: str
    header: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]
    letters: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    _place: Callable[[int, int], Where] = field(repr=False, compare=False)
    _numbers: tuple[int, ...] = field(repr=False, compare=False)  # of each row, then of the header, in the source
    _first: int = field(repr=False, compare=False)
    merged: Mapping[int, int] = field(default_factory=dict, repr=False, compare=False)
    below: Below | None = field(default=None, repr=False, compare=False)
    others: Callable[[], Iterator[tuple[str, Grid]]] = field(default=lambda: iter(()), repr=False, compare=False)

    def where(self, row: int, column: int) -> Where:
        """Return the place of a cell; `row` and `column` count from 0 in `rows`."""
        return self._place(self._numbers[row], self._first + column)

    def where_header(self, column: int) -> Where:
        """Return the place of a column's name, or of its first cell if there is no header."""
        return self._place(self._numbers[-1], self._first + column)


@dataclass
class Sheet:
    """Cells as in the source, from A1; rows may differ in length.

    `place` returns the place of a cell by row and column of the source, from 0. `columns` are the source's numbers of
    the columns that are kept: gaps of many empty columns are left out, and all other columns here count kept ones.
    `spans` are merged cells (row, column, last row, last column). `open_header`: a blank in an upper header row
    continues its left neighbour (CSV lost the merge).
    `typed`: the source distinguishes numbers from text.
    """

    file: str
    cells: Sequence[Sequence[Cell]]
    place: Callable[[int, int], Where]
    spans: Sequence[Span] = ()
    open_header: bool = False
    typed: bool = False
    columns: Sequence[int] = range(CELL_LIMIT)

    def where(self, row: int, column: int) -> Where:
        """Return the place of a cell."""
        return self.place(row, self.columns[column])

    def inside(self, area: Area) -> Area:
        """Return an area of the source in kept columns; its right end is left of its left end if it holds none."""
        left, right = bisect_left(self.columns, area.left), bisect_right(self.columns, area.right) - 1
        return Area(area.top, left, area.bottom, right)

    def at(self, row: int, column: int) -> Cell:
        """Return a cell's value; None outside the sheet."""
        line = self.cells[row] if row < len(self.cells) else ()
        return line[column] if column < len(line) else None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def columns(self) -> range:
        """The numbers of its columns."""
        return range(self.left, self.right + 1)


@dataclass(frozen=True, slots=True)
class Below:
    """The rows under a range of cells, in its columns, down to the first empty one; `sheet` is written before it."""

    sheet: str
    area: Area
    rows: tuple[tuple[Cell, ...], ...]

    def range_with(self, rows: int) -> str:
        """Return the range extended by some rows, as it is written: "B5:M34", "Quý II!B5:M34"."""
        area = self.area
        return f"{self.sheet}{letter(area.left)}{area.top + 1}:{letter(area.right)}{area.bottom + 1 + rows}"


WHOLE = Area(0, 0, (1 << 20) - 1, (1 << 14) - 1)
"""All cells that a sheet may have."""


def letter(column: int) -> str:
    """Return the letters of a column counted from 0: A … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(letters: str) -> int:
    """Return the number from 0 of a column's letters."""
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number - 1


def parse_range(text: str) -> Area | None:
    """Return the area written as "B5:M30", "B:M", "5:30" or "B5:M" (open ends reach to the edge), else None."""
    match = _RANGE.fullmatch(text.strip())
    if not match or not any(match.groups()):
        return None
    left, top, right, bottom = match.groups()
    if (left is None) != (right is None) or (top is None and bottom is not None) or match[2] == "0":
        return None
    columns = sorted([column_number(left or "A"), column_number(right or "XFD")])
    rows = sorted([int(top or 1) - 1, int(bottom or 1 << 20) - 1])
    if columns[1] > WHOLE.right or rows[1] > WHOLE.bottom:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])
