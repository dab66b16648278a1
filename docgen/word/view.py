"""A Word file as read, anybody's: sections with their pages, paragraphs and tables in printed order, what is refused.

Promises every text that prints, where it stands, and how it looks (`looks`) and is numbered (`labels`) once styles are
added up. Text that does not print in line (headers, footers, notes, text boxes) is kept apart; page numbers are
wildcards. It walks the trees that the package holds already; python-docx's document object over the same file
(`document`) is made only where somebody asks for pages, styles, properties or comments.

It is apart from the code that writes Word files, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from docgen.finding import Finding, Where
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.word.look import Looks, number_in
from docgen.word.numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as DocxSection

BODY = "thân văn bản"
PAGE = "\ue000"  # stands for a page number, which no file holds before it is printed
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INLINE = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "ins", "moveTo", "fldSimple", "bdo", "dir")
_HOLDERS = {qn(f"w:{name}") for name in _INLINE} | {qn("w:footnote"), qn("w:endnote")}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_SPACES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SYMBOLS = 0xF000  # where the 256 signs of a symbol font are
_NOTES = {qn("w:footnoteReference"), qn("w:endnoteReference")}
_EMU_MM = 36_000
_TAGS = ("{{", "{%", "{#")


class Spot(NamedTuple):
    """Where a paragraph stands in a table: the table's number from 1 in its part, its row, its grid column from 0.

    Outside tables `table` is 0. `header` marks a row that is repeated on every page, `floats` a table out of line.
    """

    table: int = 0
    row: int = 0
    column: int = 0
    header: bool = False
    floats: bool = False


_OUTSIDE = Spot()


@dataclass(slots=True)
class Paragraph:
    """A paragraph and its place: `number` from 1 in its part, and in a table `spot`.

    `listed` marks a number that Word itself puts before the text, `apart` a paragraph that floats: where it prints says
    nothing of its place in line. `element` is None for a text that is no paragraph of the file (of a chart).
    """

    part: str
    number: int
    text: str
    spot: Spot = _OUTSIDE
    listed: bool = False
    apart: bool = False
    element: Element | None = None

    @property
    def table(self) -> int:
        """The number of the table it stands in, 0 outside tables."""
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
        """Whether it stands in a row that is repeated on every page."""
        return self.spot.header

    @property
    def unit(self) -> tuple[str, int, int]:
        """What is left out or repeated as one: a row of a table, or the paragraph alone."""
        return (self.part, self.table, self.row) if self.table else (self.part, 0, self.number)

    def where(self, file: str) -> Where:
        """Return the place as a user finds it in Word."""
        cell = f"bảng {self.table} hàng {self.row} cột {self.column + 1}" if self.table else ""
        return Where(file=file, part=self.part, paragraph=self.number, table_cell=cell)


@dataclass(slots=True)
class Cell:
    """A cell: its grid column from 0, how many columns it spans, how it goes on from above ("restart", "continue")."""

    element: Element
    column: int
    columns: int
    merge: str
    blocks: list[Block]


@dataclass(slots=True)
class Row:
    """A row; `header` where it is repeated on every page."""

    element: Element
    header: bool
    cells: list[Cell]


@dataclass(slots=True)
class Table:
    """A table as a grid; `number` from 1 in its part, tables inside its cells included."""

    element: Element
    number: int
    rows: list[Row]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs row by row, those of tables inside its cells too."""
        for row in self.rows:
            for cell in row.cells:
                yield from paragraphs_of(cell.blocks)


Block: TypeAlias = Paragraph | Table


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks in printed order."""
    for block in blocks:
        if isinstance(block, Table):
            yield from block.paragraphs
        else:
            yield block


@dataclass(frozen=True)
class Page:
    """The page of a section, lengths in millimetres; `start` is the number of its first page where one is set."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    header_mm: float
    footer_mm: float
    gutter_mm: float
    landscape: bool
    first_apart: bool
    start: int | None
    columns: int

    @classmethod
    def of(cls, section: DocxSection) -> Page:
        """Return the page of a section as python-docx reads it; a length that a spoilt file spells oddly is 0."""
        start = section._sectPr.find(qn("w:pgNumType"))
        number = "" if start is None else str(start.get(qn("w:start"), ""))
        columns = section._sectPr.find(qn("w:cols"))
        return cls(
            width_mm=_mm(section, "page_width"),
            height_mm=_mm(section, "page_height"),
            top_mm=_mm(section, "top_margin"),
            bottom_mm=_mm(section, "bottom_margin"),
            left_mm=_mm(section, "left_margin"),
            right_mm=_mm(section, "right_margin"),
            header_mm=_mm(section, "header_distance"),
            footer_mm=_mm(section, "footer_distance"),
            gutter_mm=_mm(section, "gutter"),
            landscape=_mm(section, "page_width") > _mm(section, "page_height"),
            first_apart=bool(section.different_first_page_header_footer),
            start=int(number) if number.isdecimal() else None,
            columns=1 if columns is None else int(number_in(str(columns.get(qn("w:num"))), 1)),
        )


def _mm(section: DocxSection, name: str) -> float:
    try:
        return round((getattr(section, name) or 0) / _EMU_MM, 2)
    except ValueError:
        return 0.0


@dataclass
class Section:
    """A section: its blocks, the paragraphs of its text boxes, what heads its first page, and what may head any page.

    `heads` are the parts that it sets as header and footer itself, by kind ("header", "footer") and page ("default",
    "first", "even"); "" is one that the file lacks.
    """

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    heads: dict[tuple[str, str], str] = field(default_factory=dict)
    properties: Element | None = None

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs in printed order, those of tables included, text boxes aside."""
        return list(paragraphs_of(self.blocks))


class WordFile:
    """A Word file. `sections` hold the body, `notes` the footnotes and endnotes.

    `findings` are what it holds that docgen would not take in a template (`Package.read`), each with its part.
    """

    def __init__(self, package: Package, findings: Sequence[Finding] = ()) -> None:
        self.package = package
        self.findings = list(findings)
        self.looks = Looks(package)
        self._parts: dict[str, list[Block]] = {}
        self.sections = list(self._sections())
        names = [name for kind in ("footnotes", "endnotes") for name in self._related(kind)]
        self.notes = [item for name in names for item in self.part(name)]

    @classmethod
    def read(cls, data: bytes, where: Where | None = None) -> WordFile:
        """Read a file that came from outside.

        Raises DocgenError (exit code TEMPLATE) for one that cannot be read; what is only refused is among `findings`.
        """
        package, refused = Package.look_into(data, where or Where())
        return cls(package, refused)

    @cached_property
    def document(self) -> Document:
        """The file as python-docx's document object."""
        import docx

        return docx.Document(io.BytesIO(self.package.clone().write(pressed=False)))

    # Text

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the body, text boxes aside."""
        for section in self.sections:
            yield from paragraphs_of(section.blocks)

    @property
    def tables(self) -> Iterator[Table]:
        """Every table of the body that stands in no other."""
        return (block for section in self.sections for block in section.blocks if isinstance(block, Table))

    @property
    def boxes(self) -> Iterator[Paragraph]:
        """Every paragraph of the body's text boxes."""
        return (item for section in self.sections for item in section.boxes)

    @property
    def apart(self) -> Iterator[Paragraph]:
        """What may be printed anywhere: text boxes, frames, floating tables, notes."""
        yield from (item for item in self.paragraphs if item.apart)
        yield from self.boxes
        yield from self.notes

    def part(self, name: str) -> list[Paragraph]:
        """Return the paragraphs of a header, footer or notes part, text boxes last; none for one that is not there."""
        return list(paragraphs_of(self.blocks(name)))

    def blocks(self, name: str) -> list[Block]:
        """Return the blocks of a header, footer or notes part, text boxes last; none for one that is not there."""
        if name not in self._parts:
            reader = _Reader(name, self.looks)
            found = list(reader.blocks(self.package.look(name))) if name in self.package.parts else []
            self._parts[name] = [*found, *reader.taken()]
        return self._parts[name]

    @property
    def has_tags(self) -> bool:
        """Whether any of its texts holds a tag ({{ … }}, {% … %}, {# … #}), as a template does."""
        kinds = ("header", "footer", "footnotes", "endnotes")
        parts = {self.package.main, *(name for kind in kinds for name in self._related(kind))}
        texts = (
            "".join(item.itertext(qn("w:t"))) for name in parts for item in self.package.look(name).iter(qn("w:p"))
        )
        return any(sign in text for text in texts for sign in _TAGS)

    # Looks

    @cached_property
    def labels(self) -> dict[Element, str]:
        """What Word itself prints before paragraphs of the body ("1.", "a)", "Điều 3."); others are left out."""
        elements = (item.element for item in self.paragraphs if item.element is not None)
        return Numbering(self.package, self.looks).labels(elements)

    @cached_property
    def pages(self) -> list[Page]:
        """The page of each section."""
        return [Page.of(section) for section in self.document.sections]

    # Reading

    def _related(self, kind: str) -> list[str]:
        package = self.package
        return [name for name in package.related(package.main, kind) if name in package.parts]

    def _sections(self) -> Iterator[Section]:
        reader = _Reader(BODY, self.looks)
        body = self.package.look(self.package.main).find(qn("w:body"))
        held: dict[tuple[str, str], str] = {}
        section = Section()
        for element in () if body is None else body:
            properties = element if element.tag == qn("w:sectPr") else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            section.blocks += reader.block(element)
            section.boxes += reader.taken()
            if properties is not None:
                section.properties = properties
                self._head(section, held)
                yield section
                section = Section()
        if section.blocks:
            yield section

    def _head(self, section: Section, held: dict[tuple[str, str], str]) -> None:
        """Note what a section prints at the head and foot of its pages; what it does not say is as before."""
        assert section.properties is not None
        relationships = self.package.relationships(self.package.main)
        for kind in ("header", "footer"):
            for item in section.properties.iterchildren(qn(f"w:{kind}Reference")):
                target = relationships.get(str(item.get(qn("r:id"))))
                section.heads[kind, str(item.get(qn("w:type"), "default"))] = target.target if target else ""
        held |= section.heads
        apart = section.properties.find(qn("w:titlePg"))
        own = "first" if apart is not None and apart.get(qn("w:val"), "1") not in ("0", "false", "off") else "default"
        for (_, which), name in held.items():
            texts = [item.text for item in self.part(name) if item.text.strip()]
            section.running += texts
            section.first += texts if which == own else []


class _Reader:
    """Walks one part. Fields may run over paragraphs, so what is open is remembered."""

    def __init__(self, part: str, looks: Looks) -> None:
        self.part, self.looks = part, looks
        self.number = self.tables = self.notes = 0
        self.boxes: list[Paragraph] = []
        self.fields: list[list[str]] = []  # of each open field: its instruction, and "" until its result begins

    def taken(self) -> list[Paragraph]:
        """Return the paragraphs of text boxes met since last asked."""
        found, self.boxes = self.boxes, []
        return found

    def blocks(self, parent: Element, spot: Spot = _OUTSIDE) -> Iterator[Block]:
        for element in parent:
            yield from self.block(element, spot)

    def block(self, element: Element, spot: Spot = _OUTSIDE) -> Iterator[Block]:
        """Yield a paragraph or table, or those of a holder of such."""
        if element.tag == qn("w:p"):
            yield self.paragraph(element, spot)
        elif element.tag == qn("w:tbl"):
            yield self.table(element, spot)
        elif element.tag in _HOLDERS:
            yield from self.blocks(element, spot)

    def table(self, table: Element, around: Spot) -> Table:
        self.tables += 1
        own = Table(table, self.tables, [])
        floats = around.floats or table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None
        for number, row in enumerate(_children(table, qn("w:tr")), 1):
            header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            cells: list[Cell] = []
            column = 0
            for element in _children(row, qn("w:tc")):
                span = element.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                columns = 1 if span is None else int(number_in(str(span.get(qn("w:val"))), 1))
                merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = "" if merge is None else str(merge.get(qn("w:val"), "continue"))
                spot = Spot(own.number, number, column, header, floats)
                cells.append(Cell(element, column, columns, goes_on, list(self.blocks(element, spot))))
                column += columns
            own.rows.append(Row(row, header, cells))
        return own

    def paragraph(self, element: Element, spot: Spot) -> Paragraph:
        self.number += 1
        number = self.number
        text = "".join(self.texts(element))
        listed = bool(self.looks.numbering(element))
        apart = spot.floats or element.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None
        return Paragraph(self.part, number, text, spot, listed, apart, element)

    def texts(self, parent: Element) -> Iterator[str]:
        for element in parent:
            if element.tag == qn("w:r"):
                yield from self.run(element)
            elif element.tag == qn("w:fldSimple") and _is_page(element.get(qn("w:instr"), "")):
                yield PAGE
            elif element.tag in _HOLDERS:
                yield from self.texts(element)

    def run(self, run: Element) -> Iterator[str]:
        hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
        for item in run:
            if item.tag == qn("w:fldChar"):
                yield from self.field(str(item.get(qn("w:fldCharType"))))
            elif item.tag == qn("w:instrText") and self.fields:
                self.fields[-1][0] += item.text or ""
            elif item.tag in (qn("w:drawing"), qn("w:pict"), f"{_MC}AlternateContent"):
                self.float(item)
            elif hidden or (self.fields and (not self.fields[-1][1] or _is_page(self.fields[-1][0]))):
                continue
            elif item.tag == qn("w:t"):
                yield item.text or ""
            elif item.tag == qn("w:sym"):
                yield _symbol(item)
            elif item.tag in _NOTES:
                self.notes += 1
                yield str(self.notes)
            else:
                yield _SPACES.get(item.tag, "")

    def field(self, kind: str) -> Iterator[str]:
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = kind
        elif kind == "end" and self.fields and _is_page(self.fields.pop()[0]):
            yield PAGE

    def float(self, item: Element) -> None:
        """Keep the text of a text box, once: Word writes it again for programs that do not know its shapes."""
        choice = item.find(f"{_MC}Choice")
        for box in (item if choice is None else choice).iter(qn("w:txbxContent")):
            inner = _Reader(self.part, self.looks)
            inner.number = self.number
            self.boxes += paragraphs_of(list(inner.blocks(box)))


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, tag)


def _symbol(item: Element) -> str:
    """Return a sign of a symbol font, as PDFs hold it: in the private area (ECMA-376 Part 1, 17.3.3.30)."""
    text = str(item.get(qn("w:char"), ""))
    number = int(text, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", text) else 0
    return chr(number | _SYMBOLS if number < 0x100 else number) if number else ""


def _is_page(instruction: str) -> bool:
    return instruction.split(None, 1)[:1] != [] and instruction.split(None, 1)[0].upper() in _PAGE_FIELDS
