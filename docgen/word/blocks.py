"""Paragraphs and tables of a Word file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from docgen.finding import Where
from docgen.ooxml.xml import Element
from docgen.word.look import TextLook


class Spot(NamedTuple):
    """The place of a paragraph in a table: the table's number from 1 in its part, the row, the grid column from 0.

    Outside tables `table` is 0. `header` marks a row that is repeated on every page, `floats` a table out of line.
    """

    table: int = 0
    row: int = 0
    column: int = 0
    header: bool = False
    floats: bool = False


OUTSIDE = Spot()


@dataclass(slots=True)
class Paragraph:
    """A paragraph and its place: `number` from 1 in its part, and in a table `spot`.

    `listed` marks a number that Word itself puts before the text, `apart` a paragraph that floats: where it prints says
    nothing of its place in line. `element` is None for a text that is not a paragraph of the file (of a chart).
    """

    part: str
    number: int
    text: str
    spot: Spot = OUTSIDE
    listed: bool = False
    apart: bool = False
    element: Element | None = None

    @property
    def table(self) -> int:
        """The number of its table, 0 outside tables."""
        return self.spot.table

    @property
    def row(self) -> int:
        """The row of its table, from 1."""
        return self.spot.row

    @property
    def column(self) -> int:
        """The grid column of its table, from 0."""
        return self.spot.column

    @property
    def header(self) -> bool:
        """Whether it is in a row that is repeated on every page."""
        return self.spot.header

    @property
    def unit(self) -> tuple[str, int, int]:
        """What is left out or repeated as one: a row of a table, or the paragraph alone."""
        return (self.part, self.table, self.row) if self.table else (self.part, 0, self.number)

    def where(self, file: str) -> Where:
        """Return the place as a user finds it in Word."""
        cell = f"bảng {self.table} hàng {self.row} cột {self.column + 1}" if self.table else ""
        return Where(file=file, part=self.part, paragraph=self.number, table_cell=cell)


class WordRun(NamedTuple):
    """A stretch of a paragraph with one look."""

    text: str
    look: TextLook


@dataclass(slots=True)
class WordCell:
    """A cell: its grid column from 0, how many columns it spans, and its place in a cell merged down.

    `merge` is "restart" for the first cell of such a one, "continue" for the others, "" for a cell of its own.
    """

    element: Element
    column: int
    columns: int
    merge: str
    blocks: list[Block]


@dataclass(slots=True)
class WordRow:
    """A row; `header` where it is repeated on every page."""

    element: Element
    header: bool
    cells: list[WordCell]


@dataclass(slots=True)
class WordTable:
    """A table as a grid; `number` from 1 in its part, tables inside its cells included."""

    element: Element
    number: int
    rows: list[WordRow]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs row by row, those of tables inside its cells too."""
        for row in self.rows:
            for cell in row.cells:
                yield from paragraphs_of(cell.blocks)


Block: TypeAlias = Paragraph | WordTable


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks in printed order."""
    for block in blocks:
        if isinstance(block, WordTable):
            yield from block.paragraphs
        else:
            yield block
