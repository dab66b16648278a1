"""Rules and centred lines: what must be measured to look right.

A rule (an empty paragraph with a top border) gets its length from the longest printed line above it, and centred text
that needs several lines breaks in balance (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II; lengths 1/3 to 1/2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from docgen.ooxml import edit, metrics
from docgen.ooxml.xml import Element, qn
from docgen.word.look import Looks, TextLook, cell_margins_pt, number_in

_LINE = 1.15  # the height of a line of Times New Roman, for each point of its size
_FILLED = 0.9988  # a line fuller than that has been seen to wrap: the office program rounds every letter


def break_values(paragraph: Element) -> None:
    """Turn line ends and tabs that values brought into a paragraph into breaks and tabs."""
    for text in list(paragraph.iter(qn("w:t"))):
        if text.text and ("\n" in text.text or "\t" in text.text):
            edit.replace_text(text, text.text)


class Lines:
    """Measures the paragraphs of a section whose text is `width_pt` wide."""

    def __init__(self, looks: Looks, width_pt: float) -> None:
        self.looks, self.width_pt = looks, width_pt

    def balance(self, paragraph: Element) -> None:
        """Break a centred paragraph that needs several lines in balance; one set in several sizes is left to Word."""
        texts: list[Element] = []
        for run in paragraph.findall(qn("w:r")):
            texts += [item for item in run if item.tag == qn("w:t") and item.text]
        if not texts or paragraph.find(f".//{qn('w:br')}") is not None:
            return
        looks = {self.looks.text(text.getparent()) for text in texts}
        if len(looks) > 1:
            return
        look = looks.pop()
        whole = "".join(text.text or "" for text in texts)
        shown = _shown(whole, look)
        lines = metrics.break_balanced(shown, self._box_pt(paragraph) * _FILLED, look.size, look.bold, look.italic)
        if len(lines) > 1 and len(shown) == len(whole):
            _break_at(texts, lines, len(whole) - len(whole.lstrip(" ")))

    def set_rule(self, rule: Element, ratio: float) -> None:
        """Make a rule `ratio` times as long as the longest line of the text above it, and centre it under that."""
        above = _paragraph_above(rule)
        if above is None:
            return
        length = min(max(self._line_widths(above), default=0.0), self._box_pt(above)) * ratio
        cell = next(rule.iterancestors(qn("w:tc")), None)
        box = self.width_pt if cell is None else _cell_width_pt(cell, self.width_pt)
        middle = self._middle_pt(above) if next(above.iterancestors(qn("w:tc")), None) is cell else box / 2
        left, right = round((middle - length / 2) * 20), round((box - middle - length / 2) * 20)
        edit.put(rule, "w:pPr", "w:ind", left=str(max(left, 0)), right=str(max(right, 0)), firstLine="0")

    def _middle_pt(self, paragraph: Element) -> float:
        """Return where the middle of a centred paragraph lies in its box."""
        look = self.looks.paragraph(paragraph)
        return look.left + self._box_pt(paragraph) / 2

    def _box_pt(self, paragraph: Element) -> float:
        """Return the width in which a paragraph's lines are set."""
        look = self.looks.paragraph(paragraph)
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        width = self.width_pt if cell is None else _cell_width_pt(cell, self.width_pt)
        return width - look.left - look.right

    def height_pt(self, paragraph: Element) -> float:
        """Return about how high a paragraph is, with the space above and below it."""
        look, box = self.looks.paragraph(paragraph), self._box_pt(paragraph)
        size = max((self.looks.text(run).size for run in paragraph.iter(qn("w:r"))), default=1.0)
        line = look.line * size * _LINE if look.line_rule == "auto" else look.line
        count = sum(max(ceil(width / box), 1) for width in self._line_widths(paragraph))
        return look.before + look.after + line * count

    def _line_widths(self, paragraph: Element) -> Iterator[float]:
        """Yield the width of each of a paragraph's lines, as if the box had room for it."""
        width = 0.0
        for run in paragraph.iter(qn("w:r")):
            look = self.looks.text(run)
            for item in run:
                if item.tag == qn("w:br"):
                    yield width
                    width = 0.0
                elif item.tag == qn("w:t"):
                    width += metrics.width_pt(_shown(item.text or "", look), look.size, look.bold, look.italic)
        yield width


def _cell_width_pt(cell: Element, otherwise: float) -> float:
    """Return the room between a cell's margins: from its own width, else from the table's grid."""
    given = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if given is not None and given.get(qn("w:type"), "dxa") == "dxa" and str(given.get(qn("w:w"))).isdecimal():
        width = int(given.get(qn("w:w"))) / 20
    else:
        row = cell.getparent()
        grid = row.getparent().findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        position = row.findall(qn("w:tc")).index(cell)
        width = number_in(str(grid[position].get(qn("w:w"))), 0) / 20 if position < len(grid) else otherwise
    return (width or otherwise) - sum(cell_margins_pt(cell))


def _shown(text: str, look: TextLook) -> str:
    return text.upper() if look.caps else text


def _break_at(texts: Sequence[Element], lines: Sequence[str], lead: int) -> None:
    """Put line ends into texts, which together read as `lead` spaces and `lines` joined by spaces."""
    ends = []
    end = lead - 1
    for line in lines[:-1]:
        end += len(line) + 1
        ends.append(end)
    begin = 0
    for text in texts:
        value = text.text or ""
        marked = list(value)
        for end in ends:
            if begin <= end < begin + len(value):
                marked[end - begin] = "\n"
        begin += len(value)
        edit.replace_text(text, "".join(marked))


def _paragraph_above(rule: Element) -> Element | None:
    """Return the nearest paragraph with text above a rule: in its cell, else in the cell above."""
    above = rule.getprevious()
    while above is not None:
        if above.tag == qn("w:p") and edit.visible_text(above).strip():
            return above
        above = above.getprevious()
    cell = rule.getparent()
    row = cell.getparent().getprevious() if cell is not None and cell.tag == qn("w:tc") else None
    if row is None or row.tag != qn("w:tr"):
        return None
    cells = row.findall(qn("w:tc"))
    position = cell.getparent().findall(qn("w:tc")).index(cell)
    over = cells[position].findall(qn("w:p")) if position < len(cells) else []
    return next((paragraph for paragraph in reversed(over) if edit.visible_text(paragraph).strip()), None)
