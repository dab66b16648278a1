"""The walk over one part of a Word file: what it prints, paragraph by paragraph and cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from docgen.ooxml.xml import Element, qn
from docgen.word.blocks import OUTSIDE, Block, Paragraph, Spot, WordCell, WordRow, WordRun, WordTable, paragraphs_of
from docgen.word.look import Looks, number_in

PAGE = "\ue000"  # in place of a page number, which no file holds before it is printed
_INLINE = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "ins", "moveTo", "fldSimple", "bdo", "dir")
_HOLDERS = {qn(f"w:{name}") for name in _INLINE} | {qn("w:footnote"), qn("w:endnote")}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_SPACES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SYMBOLS = 0xF000  # where the 256 signs of a symbol font are
_NOTES = {qn("w:footnoteReference"), qn("w:endnoteReference")}


class PartReader:
    """Walks one part. Fields may run over several paragraphs, so open ones are remembered."""

    def __init__(self, part: str, looks: Looks) -> None:
        self.part, self.looks = part, looks
        self.number = self.tables = self.notes = 0
        self.boxes: list[Paragraph] = []
        self.fields: list[list[str]] = []  # of each open field: its instruction, and "" until its result begins

    def taken(self) -> list[Paragraph]:
        """Return the paragraphs of the text boxes met since the last call."""
        found, self.boxes = self.boxes, []
        return found

    def blocks(self, parent: Element, spot: Spot = OUTSIDE) -> Iterator[Block]:
        """Yield the paragraphs and tables of an element, in order."""
        for element in parent:
            yield from self.block(element, spot)

    def block(self, element: Element, spot: Spot = OUTSIDE) -> Iterator[Block]:
        """Yield the paragraph or table that an element is, or those that it holds."""
        if element.tag == qn("w:p"):
            yield self._paragraph(element, spot)
        elif element.tag == qn("w:tbl"):
            yield self._table(element, spot)
        elif element.tag in _HOLDERS:
            yield from self.blocks(element, spot)

    def _table(self, table: Element, around: Spot) -> WordTable:
        self.tables += 1
        own = WordTable(table, self.tables, [])
        floats = around.floats or table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None
        for number, row in enumerate(_children(table, qn("w:tr")), 1):
            header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            cells: list[WordCell] = []
            column = 0
            for element in _children(row, qn("w:tc")):
                span = element.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                columns = 1 if span is None else int(number_in(str(span.get(qn("w:val"))), 1))
                merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = "" if merge is None else str(merge.get(qn("w:val"), "continue"))
                spot = Spot(own.number, number, column, header, floats)
                cells.append(WordCell(element, column, columns, goes_on, list(self.blocks(element, spot))))
                column += columns
            own.rows.append(WordRow(row, header, cells))
        return own

    def _paragraph(self, element: Element, spot: Spot) -> Paragraph:
        self.number += 1
        number = self.number
        text = "".join(text for _, text in self._texts(element))
        listed = bool(self.looks.numbering(element))
        apart = spot.floats or element.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None
        return Paragraph(self.part, number, text, spot, listed, apart, element)

    def runs(self, paragraph: Element) -> Iterator[WordRun]:
        """Yield the runs of a paragraph that print something, in order."""
        for element, pieces in groupby(self._texts(paragraph), key=itemgetter(0)):
            if text := "".join(piece for _, piece in pieces):
                yield WordRun(text, self.looks.text(element))

    def _texts(self, parent: Element) -> Iterator[tuple[Element, str]]:
        """Yield what the runs of a paragraph print, each with its run."""
        for element in parent:
            if element.tag == qn("w:r"):
                for text in self._run(element):
                    yield element, text
            elif element.tag == qn("w:fldSimple") and _is_page(element.get(qn("w:instr"), "")):
                yield next(element.iter(qn("w:r")), element), PAGE
            elif element.tag in _HOLDERS:
                yield from self._texts(element)

    def _run(self, run: Element) -> Iterator[str]:
        hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
        for item in run:
            if item.tag == qn("w:fldChar"):
                yield from self._field(str(item.get(qn("w:fldCharType"))))
            elif item.tag == qn("w:instrText") and self.fields:
                self.fields[-1][0] += item.text or ""
            elif item.tag in (qn("w:drawing"), qn("w:pict"), qn("mc:AlternateContent")):
                self._float(item)
            elif hidden or (self.fields and self._in_silent_field()):
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

    def _in_silent_field(self) -> bool:
        """Return whether text in the innermost open field is its instruction, or a page number as last printed."""
        instruction, result = self.fields[-1]
        return not result or _is_page(instruction)

    def _field(self, kind: str) -> Iterator[str]:
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = kind
        elif kind == "end" and self.fields and _is_page(self.fields.pop()[0]):
            yield PAGE

    def _float(self, item: Element) -> None:
        """Keep the text of a text box once: Word writes it again for programs that do not know its shapes."""
        choice = item.find(qn("mc:Choice"))
        for box in (item if choice is None else choice).iter(qn("w:txbxContent")):
            inner = PartReader(self.part, self.looks)
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
    if not number:
        return ""
    if number < 0x100:
        number |= _SYMBOLS
    return chr(number)


def _is_page(instruction: str) -> bool:
    """Return whether the instruction of a field prints a page number."""
    words = instruction.split(None, 1)
    return bool(words) and words[0].upper() in _PAGE_FIELDS
