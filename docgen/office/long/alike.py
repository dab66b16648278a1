"""Rows of a long table that are certainly equally high, so that one of them is measured for all.

Rows that differ in nothing but their texts are equally high if each text takes as many lines in one as in the other.
How many it takes follows from the widths of Times New Roman's letters, unless the end of a line is a close call. A row
with such a text, or with anything but plain text in that font, is like no other. Only time depends on this: the place
of every row is checked in the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree

from docgen.ooxml import metrics
from docgen.ooxml.xml import qn
from docgen.word.look import Looks, ParagraphLook, TextLook, cell_margins_pt

_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]+)")
_HISTORY = re.compile(r'\s\w+:(?:rsid\w*|paraId|textId)="[^"]*"')  # who typed what when: Word's, never printed
_FONTS = ("Times New Roman", "Liberation Serif")
# Letters and signs that the font has, and that leave a line's end to the spaces and to `_INSIDE`.
_PLAIN = re.compile("[ -~¡-¬®-ɏḀ-ỿ–—‘’“”…]*")
# Within a word, after a sign or before a dash (LibreOffice 26.8): a line may end there, or not.
_INSIDE = re.compile(r"(?<=[^\w\s])(?=\S)|(?<=\w)(?=[–—])")
_PARTS = {"w:tc": ("w:tcPr", "w:p"), "w:p": ("w:pPr", "w:r"), "w:r": ("w:rPr", "w:t")}
_JUSTIFIED = ("both", "distribute")
_TIGHT = 0.75  # of a space's width: LibreOffice from 24.2 on narrows spaces in a justified line to this, as Word does
_CLOSE = (0.3, 0.0005)  # points, and share of the line's length, by which a computed length may be wrong


class Alike:
    """Tells rows of one table apart. `looks` are those of its paper."""

    def __init__(self, looks: Looks, table: Any) -> None:
        self.looks = looks
        self._grid = [column.get(qn("w:w"), "") for column in table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        own = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
        self._margins_known = own is not None or looks.has_usual_margins
        self._kinds: dict[str, tuple[int, list[_Lines] | None]] = {}

    def key(self, row: Any) -> Hashable | None:
        """Return what rows of one height have in common; None for a row that is like no other."""
        xml = _HISTORY.sub("", etree.tostring(row, encoding="unicode", with_tail=False))
        pieces = _TEXT.split(xml)
        around, texts = pieces[::2], pieces[1::2]
        kind = "\0".join(around)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._kinds), self._lines(row)
        number, lines = self._kinds[kind]
        if lines is None:
            return None
        counts = tuple([line.count(unescape(text)) for line, text in zip(lines, texts, strict=True)])
        return None if None in counts else (number, counts)

    def is_heading(self, row: Any) -> bool:
        """Return whether a paragraph of a row is a heading of the document."""
        return any(self.looks.paragraph(paragraph).level is not None for paragraph in row.iter(qn("w:p")))

    def _lines(self, row: Any) -> list[_Lines] | None:
        """Return the lines that each text of a row is set in; None if they cannot be known."""
        if not self._margins_known or row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}") is not None:
            return None
        lines: list[_Lines] = []
        try:
            for cell, room in self._cells(row):
                lines += self._lines_of(cell, room)
        except (ValueError, IndexError, StopIteration):
            return None
        return lines

    def _cells(self, row: Any) -> Iterator[tuple[Any, tuple[float, float]]]:
        """Yield each cell with the room between its margins: by its own width and by the grid, the smaller first."""
        column = 0
        for cell in row.iterfind(qn("w:tc")):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            columns = 1 if span is None else int(span.get(qn("w:val")))
            given = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            widths = [sum(map(int, self._grid[column : column + columns]))]
            if given is not None and given.get(qn("w:type"), "dxa") == "dxa":
                widths.append(int(given.get(qn("w:w"))))
            column += columns
            margins = sum(cell_margins_pt(cell))
            yield cell, (min(widths) / 20 - margins, max(widths) / 20 - margins)

    def _lines_of(self, cell: Any, room: tuple[float, float]) -> Iterator[_Lines]:
        """Yield how each text of a cell is set. Raises ValueError if that cannot be known."""
        for part in cell:
            _only("w:tc", part)
            if part.tag != qn("w:p"):
                continue
            texts = _texts_of(part)
            if len(texts) > 1:
                raise ValueError("set in several ways")
            if texts:
                yield _Lines.of(self.looks.paragraph(part), self.looks.text(texts[0].getparent()), room)


@dataclass(frozen=True, slots=True)
class _Lines:
    """How a text is set: in lines at least `least` and at most `most` points long, the first shorter by `first`.

    A space may be set as narrow as `tight` of its width.
    """

    least: float
    most: float
    first: float
    look: TextLook
    tight: float = 1.0

    @classmethod
    def of(cls, paragraph: ParagraphLook, text: TextLook, room: tuple[float, float]) -> _Lines:
        """Raises ValueError if the widths of letters are not known, or if something else than letters takes room."""
        if text.font not in _FONTS or text.caps or text.small_caps or text.hidden or text.raised or paragraph.numbering:
            raise ValueError("not plain text")
        least, most = (width - paragraph.left - paragraph.right for width in room)
        least, most = least - _CLOSE[0] - _CLOSE[1] * least, most + _CLOSE[0] + _CLOSE[1] * most
        return cls(least, most, paragraph.first, text, _TIGHT if paragraph.align in _JUSTIFIED else 1.0)

    def count(self, text: str) -> int | None:
        """Return how many lines a text takes; None if it is a close call."""
        if not _PLAIN.fullmatch(text):
            return None
        style = self.look.size, self.look.bold, self.look.italic
        if metrics.width_pt(text, *style) <= self.least - max(self.first, 0.0):
            return 1
        space = metrics.width_pt(" ", *style)
        whole: list[list[float]] = []
        in_pieces: list[list[float]] = []
        for word in text.split(" "):
            whole.append([metrics.width_pt(word, *style)])
            in_pieces.append([metrics.width_pt(piece, *style) for piece in _INSIDE.split(word)])
        most = _line_count(whole, space, self.least, self.first)
        if not most:
            return None
        fewest = _line_count(in_pieces, space * self.tight, self.most, self.first)
        return most if most == fewest else None


def _line_count(words: Sequence[Sequence[float]], space: float, length: float, first: float) -> int:
    """Return how many lines words take that may break between their pieces; 0 if a piece is longer than its line."""
    count, at, left = 1, 0.0, length - first
    for pieces in words:
        for piece in pieces:
            if at and at + piece > left:
                count, at, left = count + 1, 0.0, length
            if at + piece > left:
                return 0
            at += piece
        at += space
    return count


def _texts_of(paragraph: Any) -> list[Any]:
    """Return the texts of a paragraph. Raises ValueError for one that holds something else."""
    texts = []
    for part in paragraph:
        _only("w:p", part)
        if part.tag != qn("w:r"):
            continue
        for item in part:
            _only("w:r", item)
            if item.text and item.tag == qn("w:t"):
                texts.append(item)
    return texts


def _only(holder: str, part: Any) -> None:
    """Raise ValueError for a part of a cell that is neither text nor its look."""
    if part.tag not in map(qn, _PARTS[holder]):
        raise ValueError(f"{part.tag} in {holder}")
