"""A paper resolved: what the page has, part by part, in order.

The step `context` creates it, the step `merge` prints it, and `lint` compares it with what was printed. Every text
still knows where it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from docgen.finding import At, Where
from docgen.model.chart import Chart
from docgen.model.fields import Key


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph of a body. `kind` names the example that the template holds for it ("khoan", "doan" …)."""

    kind: str
    label: str
    runs: list[Run]
    at: At

    @property
    def where(self) -> Where:
        """Its place in the data."""
        return self.at()

    @property
    def text(self) -> str:
        """The label and the text as a reader sees them."""
        body = "".join(run.text for run in self.runs)
        return f"{self.label} {body}" if self.label and body else self.label or body


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: width in mm (None: computed from the contents) and alignment ("trái", "giữa", …).

    `at` is the place of the width in the data.
    """

    code: str
    width_mm: float | None
    align: str
    at: At = Where


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell and the rows and columns it spans."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


class CellParagraph(NamedTuple):
    """A paragraph of a cell; a bullet prints its dash from the template's example.

    `runs` are the text again where a part of it is bold or italic.
    """

    text: str
    bullet: bool = False
    runs: tuple[Run, ...] = ()


class TableCell(NamedTuple):
    """A cell of the body of a table."""

    paragraphs: tuple[CellParagraph, ...]
    align: str
    columns: int = 1
    at: At = Where
    merge: str = ""  # "restart" where cells merged downwards begin, "continue" below

    @property
    def where(self) -> Where:
        """The place of its value in the data or in a source; an empty place for what docgen computes."""
        return self.at()


@dataclass(slots=True)
class TableRow:
    """A row: `kind` is "nhom", "nhom_con", "hang" or "tong". In a heading row the label and the title are apart."""

    kind: str
    cells: list[TableCell]


@dataclass(slots=True)
class TableBlock:
    """A table ready to be printed."""

    code: str
    caption: str
    unit: str
    columns: list[Column]
    header: list[HeaderCell]
    header_rows: int
    numbers: list[str]
    rows: list[TableRow]
    at: At

    kind = "bang"

    @property
    def where(self) -> Where:
        """Where the data place it."""
        return self.at()


@dataclass(slots=True)
class ChartBlock:
    """A chart ready to be drawn, with the caption printed over it."""

    code: str
    caption: str
    chart: Chart
    at: At

    kind = "bieu_do"

    @property
    def where(self) -> Where:
        """Where the data place it."""
        return self.at()


def part_mark(number: int, *, titled: bool) -> str:
    """Return the name of the mark in a Word file where a part begins, the first being 0.

    Files have such marks where a part is not `titled`: has no heading from which its bookmark could come.
    """
    return f"docgenpart{number}{'' if titled else 'x'}"


@dataclass(slots=True)
class Part:
    """A part of a dossier that has a section of its own in the template.

    `kind`: "van_ban", "kem_theo", "phu_luc" (with `landscape`). `values` are what the template's tags name;
    `title` is its bookmark, `key` its place in the data; `keys` are those of the lines of its lists of values.
    """

    kind: str
    title: str
    values: dict[str, Any]
    body: list[Block | TableBlock | ChartBlock]
    landscape: bool = False
    key: Key = ()
    keys: dict[str, list[Key]] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, At]]:
        """Yield every text of the body in printed order, with its place."""
        for block in self.body:
            if isinstance(block, Block):
                yield block.text, block.at
                continue
            if isinstance(block, ChartBlock):
                yield block.caption, block.at
                continue
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        yield paragraph.text, cell.at


@dataclass(frozen=True, slots=True)
class Tally:
    """What a text can say of a table as a whole: how many things it lists, or the total of one of its columns.

    `names` are what the things or the column are called, without accents. `values` are right, the likeliest first: a
    task listed in three rows may count once or three times. `unit` is that of a total, "" for a count. `paper` is ""
    for a table of this dossier, else the key of the linked one ("ke_hoach"); `annex` is the label of its annex.
    """

    table: str
    names: tuple[str, ...]
    values: tuple[Decimal, ...]
    at: At = field(compare=False)
    unit: str = ""
    total: bool = False
    paper: str = ""
    annex: str = ""

    @property
    def where(self) -> Where:
        """Where the table is declared."""
        return self.at()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the name, the title of the head for whom the signer signs, the signer's own, and the name's key."""

    name: str = ""
    head: str = ""
    title: str = ""
    at: Key = ()


class Typed(NamedTuple):
    """A text as typed in the data or in a cell, its tags still in it.

    `at` computes the place of the character at an offset. `read`: tags in it mean something. `key` is its own in the
    data; that of its table or list for a text of a sheet.
    """

    text: str
    at: Callable[[int], Where]
    read: bool
    key: Key = ()


class Uses(NamedTuple):
    """The codes of the tables, charts and cited papers that the texts of a paper ask for."""

    tables: Set[str]
    charts: Set[str]
    citations: Set[str]


_NOT_OF_THE_PAPER = ("xem_lai", "ten_tep", "co_quan")


@dataclass(slots=True)
class Resolved:
    """A dossier resolved: its parts in printed order and what its metadata say.

    `titles` are the names its texts may call it by, by the key of the linked dossier ("" for itself). `types` are what
    the paper and what is attached to it are ("kế hoạch"). `typed` are the texts that it was made of; of the papers of a
    list, which share them, only the first has them. `uses` is None where a text could not be read.
    """

    title: str
    number: str
    issuer: str
    subject: str
    day: date | None
    parts: list[Part]
    tallies: list[Tally] = field(default_factory=list)
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    signature: Signature = Signature()
    typed: Sequence[Typed] = ()
    uses: Uses | None = None

    def written(self) -> Iterator[Typed]:
        """Yield the texts of the paper itself: no names of files, of the office and its people, no old sentences."""
        return (item for item in self.typed if not item.key or item.key[0] not in _NOT_OF_THE_PAPER)

    def texts(self) -> Iterator[tuple[str, At]]:
        """Yield every text of the bodies in printed order, with its place."""
        for part in self.parts:
            yield from part.texts()
