"""A Word file as the proof of arrival reads it: every paragraph in printed order, and where it stands.

A reader of its own, apart from the code that writes Word files, so that a fault there cannot hide itself here. Text
that does not print in line (headers, footers, notes, text boxes) is kept apart; page numbers are wildcards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from docgen.finding import Where
from docgen.lint.arrival.drawing import CHART, CHARTS, Drawing
from docgen.lint.arrival.words import PAGE, Written, soft
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.word.look import number_in

BODY = "thân văn bản"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INLINE = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "ins", "moveTo", "fldSimple", "bdo", "dir")
_HOLDERS = {qn(f"w:{name}") for name in _INLINE}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_SPACES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SYMBOLS = 0xF000  # where the 256 signs of a symbol font are
_NOTES = {qn("w:footnoteReference"), qn("w:endnoteReference")}


@dataclass(slots=True)
class Paragraph:
    """A paragraph and its place: `number` from 1 in its part; in a table the table's number, row and grid column.

    Outside tables `table` is 0. `header` marks a row that is repeated on every page, `listed` a number that Word
    itself puts before the text, `apart` a paragraph that floats: where it prints says nothing of its place in line.
    """

    part: str
    number: int
    text: str
    table: int = 0
    row: int = 0
    column: int = 0
    header: bool = False
    listed: bool = False
    apart: bool = False

    @property
    def unit(self) -> tuple[str, int, int]:
        """What is left out or repeated as one: a row of a table, or the paragraph alone."""
        return (self.part, self.table, self.row) if self.table else (self.part, 0, self.number)

    def where(self, file: str) -> Where:
        """Return the place as a user finds it in Word."""
        cell = f"bảng {self.table} hàng {self.row} cột {self.column + 1}" if self.table else ""
        return Where(file=file, part=self.part, paragraph=self.number, table_cell=cell)


@dataclass
class Section:
    """A section: its paragraphs, those of its text boxes, what heads its first page, and what may head any page."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)


class WordText:
    """The text of a Word file. `sections` hold the body, `notes` the footnotes and endnotes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, list[Paragraph]] = {}
        self._numbered = _numbered_styles(package)
        self.sections = list(self._sections())
        names = [name for kind in ("footnotes", "endnotes") for name in self._related(kind)]
        self.notes = [item for name in names for item in self.part(name)]

    @classmethod
    def read(cls, docx: bytes, file: str = "") -> WordText:
        """Read a file. Raises DocgenError for one that is not safe to read."""
        return cls(Package.read(docx, Where(file=file)))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the body, text boxes aside."""
        return (item for section in self.sections for item in section.paragraphs)

    @property
    def boxes(self) -> Iterator[Paragraph]:
        """Every paragraph of the body's text boxes."""
        return (item for section in self.sections for item in section.boxes)

    @cached_property
    def stream(self) -> Stream:
        """The words of the body in line."""
        return Stream(item for item in self.paragraphs if not item.apart)

    @property
    def apart(self) -> Iterator[Paragraph]:
        """What may be printed anywhere: text boxes, frames, floating tables, notes."""
        yield from (item for item in self.paragraphs if item.apart)
        yield from self.boxes
        yield from self.notes

    @property
    def charts(self) -> Iterator[Paragraph]:
        """The names and figures that the body's charts hold, series by series."""
        for place, drawing in enumerate(self.drawings, 1):
            yield from (Paragraph(f"{CHARTS} {place}", number, text) for number, text in enumerate(drawing.texts, 1))

    @cached_property
    def drawings(self) -> list[Drawing]:
        """The charts of the body, in order."""
        return list(self._drawings())

    def _drawings(self) -> Iterator[Drawing]:
        package = self._package
        relationships = package.relationships(package.main)
        for mark in package.look(package.main).iter(f"{CHART}chart"):
            target = relationships.get(str(mark.get(qn("r:id"))))
            root = package.look(target.target) if target and target.target in package.parts else mark
            yield Drawing.of(root)

    def part(self, name: str) -> list[Paragraph]:
        """Return the paragraphs of a header, footer or notes part, text boxes last; none for one that is not there."""
        if name not in self._parts:
            reader = _Reader(name, self._numbered)
            known = name in self._package.parts
            found = list(reader.blocks(self._package.look(name))) if known else []
            self._parts[name] = found + reader.taken()
        return self._parts[name]

    def _related(self, kind: str) -> list[str]:
        package = self._package
        return [name for name in package.related(package.main, kind) if name in package.parts]

    def _sections(self) -> Iterator[Section]:
        reader = _Reader(BODY, self._numbered)
        body = self._package.look(self._package.main).find(qn("w:body"))
        held: dict[tuple[str, str], str] = {}
        section = Section()
        for element in () if body is None else body:
            properties = element if element.tag == qn("w:sectPr") else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            section.paragraphs += reader.block(element)
            section.boxes += reader.taken()
            if properties is not None:
                self._heads(section, properties, held)
                yield section
                section = Section()
        if section.paragraphs:
            yield section

    def _heads(self, section: Section, properties: Element, held: dict[tuple[str, str], str]) -> None:
        """Note what a section prints at the head and foot of its pages; what it does not say is as before."""
        relationships = self._package.relationships(self._package.main)
        for kind in ("header", "footer"):
            for item in properties.iterchildren(qn(f"w:{kind}Reference")):
                target = relationships.get(str(item.get(qn("r:id"))))
                held[kind, str(item.get(qn("w:type"), "default"))] = target.target if target else ""
        apart = properties.find(qn("w:titlePg"))
        own = "first" if apart is not None and apart.get(qn("w:val"), "1") not in ("0", "false", "off") else "default"
        for (_, which), name in held.items():
            texts = [item.text for item in self.part(name) if item.text.strip()]
            section.running += texts
            section.first += texts if which == own else []


class _Reader:
    """Walks one part. Fields may run over paragraphs, so what is open is remembered."""

    def __init__(self, part: str, numbered: Set[str]) -> None:
        self.part, self.numbered = part, numbered
        self.number = self.tables = self.notes = 0
        self.boxes: list[Paragraph] = []
        self.fields: list[list[str]] = []  # of each open field: its instruction, and "" until its result begins

    def taken(self) -> list[Paragraph]:
        """Return the paragraphs of text boxes met since last asked."""
        found, self.boxes = self.boxes, []
        return found

    def blocks(self, parent: Element) -> Iterator[Paragraph]:
        for element in parent:
            yield from self.block(element)

    def block(self, element: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of a paragraph, table or holder of such."""
        if element.tag == qn("w:p"):
            yield self.paragraph(element)
        elif element.tag == qn("w:tbl"):
            yield from self.table(element)
        elif element.tag in _HOLDERS or element.tag in (qn("w:footnote"), qn("w:endnote")):
            yield from self.blocks(element)

    def table(self, table: Element) -> Iterator[Paragraph]:
        self.tables += 1
        own, floats = self.tables, table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None
        for number, row in enumerate(table.iter(qn("w:tr")), 1):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue
            header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            column = 0
            for cell in row.iterchildren(qn("w:tc")):
                for item in self.blocks(cell):
                    if not item.table:
                        item.table, item.row, item.column, item.header = own, number, column, header
                    item.apart = item.apart or floats
                    yield item
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                column += int(number_in(str(span.get(qn("w:val"))), 1)) if span is not None else 1

    def paragraph(self, element: Element) -> Paragraph:
        self.number += 1
        number = self.number
        text = "".join(self.texts(element))
        own = element.find(qn("w:pPr"))
        style = own.find(qn("w:pStyle")) if own is not None else None
        listed = style is not None and style.get(qn("w:val")) in self.numbered
        listed = listed or (own is not None and own.find(qn("w:numPr")) is not None)
        apart = own is not None and own.find(qn("w:framePr")) is not None
        return Paragraph(self.part, number, text, listed=listed, apart=apart)

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
            inner = _Reader(self.part, self.numbered)
            inner.number = self.number
            self.boxes += inner.blocks(box)


def _symbol(item: Element) -> str:
    """Return a sign of a symbol font, as PDFs hold it: in the private area (ECMA-376 Part 1, 17.3.3.30)."""
    text = str(item.get(qn("w:char"), ""))
    number = int(text, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", text) else 0
    return chr(number | _SYMBOLS if number < 0x100 else number) if number else ""


def _numbered_styles(package: Package) -> set[str]:
    """Return the styles whose paragraphs Word numbers by itself, those based on them too."""
    parts = package.related(package.main, "styles")
    styles = [item for name in parts for item in package.look(name).iterchildren(qn("w:style"))]
    found: set[str] = set()
    before = -1
    while before < len(found):
        before = len(found)
        for item in styles:
            on = item.find(qn("w:basedOn"))
            numbered = item.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
            if numbered or (on is not None and on.get(qn("w:val")) in found):
                found.add(str(item.get(qn("w:styleId"))))
    return found


def _is_page(instruction: str) -> bool:
    return instruction.split(None, 1)[:1] != [] and instruction.split(None, 1)[0].upper() in _PAGE_FIELDS


class Stream(Written):
    """The words of paragraphs in order, each with its paragraph; `soft` are the places of those with a soft hyphen."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        super().__init__()
        self.owners: list[Paragraph] = []
        self.soft: set[int] = set()
        for item in paragraphs:
            self.soft.update(len(self.keys) + place for place in soft(item.text))
            self.owners += [item] * self.write(item.text)


__all__ = ["BODY", "Paragraph", "Section", "Stream", "WordText"]
