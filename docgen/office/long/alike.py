"""Rows of a long table that are surely equally high, so that one of them is measured for all.

Rows that differ in nothing but their texts are equally high where each text takes as many lines in one as in the other.
How many it takes follows from the widths of Times New Roman's letters, unless a line's end is a close call. A row with
such a text, or with anything but plain text in that font, is like no other. Nothing but time rests on this: where every
row came out is read in the PDF.
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
_TIGHT = 0.75  # of a space's width: what LibreOffice from 24.2 on makes of spaces in a justified line, as Word does
_CLOSE = (0.3, 0.0005)  # points, and of the line's length, by which a text may miss what was reckoned


class Alike:
    """Tells rows of one table apart. `looks` are those of the paper it stands in."""

    def __init__(self, looks: Looks, table: Any) -> None:
        self.looks = looks
        self._grid = [column.get(qn("w:w"), "") for column in table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        own = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
        self._margins_known = own is not None or looks.has_usual_margins
        self._kinds: dict[str, tuple[int, list[_Lines] | None]] = {}

    def key(self, row: Any) -> Hashable | None:
        """Return what rows of one height have in common; None for a row that is like no other."""
        xml = _HISTORY.sub("", etree.tostring(row, encoding="unicode", with_tail=False))
        around, texts = (pieces := _TEXT.split(xml))[::2], pieces[1::2]
        kind = "\0".join(around)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._kinds), self._lines(row)
        number, lines = self._kinds[kind]
        if lines is None:
            return None
        counts = tuple([line.count(unescape(text)) for line, text in zip(lines, texts, strict=True)])
        return None if None in counts else (number, counts)

    def is_heading(self, row: Any) -> bool:
        """Tell whether a paragraph of a row is a heading of the document."""
        return any(self.looks.paragraph(paragraph).level is not None for paragraph in row.iter(qn("w:p")))

    def _lines(self, row: Any) -> list[_Lines] | None:
        """Return in what lines each text of a row is set; None where its lines cannot be told."""
        if not self._margins_known or row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}") is not None:
            return None
        try:
            return [line for cell, width in self._cells(row) for line in self._lines_of(cell, width)]
        except (ValueError, IndexError, StopIteration):
            return None

    def _cells(self, row: Any) -> Iterator[tuple[Any, tuple[float, float]]]:
        """Yield each cell with the room between its margins: by its own width and by the grid, the less first."""
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
        """Yield how each text of a cell is set. Raises ValueError where that cannot be told."""
        for part in cell:
            _only("w:tc", part)
            texts = []
            for inner in part if part.tag == qn("w:p") else ():
                _only("w:p", inner)
                for item in inner if inner.tag == qn("w:r") else ():
                    _only("w:r", item)
                    texts += [item] if item.text and item.tag == qn("w:t") else []
            if len(texts) > 1:
                raise ValueError("set in several ways")
            if texts:
                yield _Lines.of(self.looks.paragraph(part), self.looks.text(texts[0].getparent()), room)


@dataclass(frozen=True, slots=True)
class _Lines:
    """How a text is set: in lines between `least` and `most` points long, the first shorter by `first`.

    A space may be set as narrow as `tight` of its width.
    """

    least: float
    most: float
    first: float
    look: TextLook
    tight: float = 1.0

    @classmethod
    def of(cls, paragraph: ParagraphLook, text: TextLook, room: tuple[float, float]) -> _Lines:
        """Raises ValueError where the widths of letters are not known, or other than letters take room."""
        if text.font not in _FONTS or text.caps or text.small_caps or text.hidden or text.raised or paragraph.numbering:
            raise ValueError("not plain text")
        least, most = (width - paragraph.left - paragraph.right for width in room)
        least, most = least - _CLOSE[0] - _CLOSE[1] * least, most + _CLOSE[0] + _CLOSE[1] * most
        return cls(least, most, paragraph.first, text, _TIGHT if paragraph.align in _JUSTIFIED else 1.0)

    def count(self, text: str) -> int | None:
        """Return how many lines a text takes; None where it is a close call."""
        if not _PLAIN.fullmatch(text):
            return None
        style = self.look.size, self.look.bold, self.look.italic
        if metrics.width_pt(text, *style) <= self.least - max(self.first, 0.0):
            return 1
        space = metrics.width_pt(" ", *style)
        whole = [[metrics.width_pt(part, *style)] for part in text.split(" ")]
        parted = [[metrics.width_pt(piece, *style) for piece in _INSIDE.split(part)] for part in text.split(" ")]
        most = _filled(whole, space, self.least, self.first)
        return most if most and most == _filled(parted, space * self.tight, self.most, self.first) else None


def _filled(words: Sequence[Sequence[float]], space: float, length: float, first: float) -> int:
    """Return how many lines words take whose pieces may part; 0 where a piece is longer than its line."""
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


def _only(holder: str, part: Any) -> None:
    """Raise ValueError for a part of a cell that is neither text nor its look."""
    if part.tag not in map(qn, _PARTS[holder]):
        raise ValueError(f"{part.tag} in {holder}")
