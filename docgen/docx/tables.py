"""Writes a table by copying the example rows of the template: header, number row, groups, rows, total.

Widths are those given, in millimetres; the rest of the page's width is shared by what the columns hold. Headers
span across and down; group rows stay with the row below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.docx import edit, metrics
from docgen.docx.ooxml import Element, qn
from docgen.docx.style import Styles
from docgen.expression import evaluate, tokens

_MM_PT = 72 / 25.4
_ALIGN = {"trái": "left", "giữa": "center", "phải": "right", "đều": "both"}
_EXAMPLE = {"giữa": "giua", "phải": "so", "trái": "chu", "đều": "chu", "": "chu"}


class TableWriter:
    """Makes tables from one example table, in a text `width_pt` wide."""

    def __init__(self, example: Element, styles: Styles, width_pt: float) -> None:
        self.example, self.styles, self.width_pt = example, styles, width_pt
        self.rows = {kind: row for row in example.findall(qn("w:tr")) for kind in _tags(row)}
        self.cells = {name: cell for cell in example.iter(qn("w:tc")) for name in _tags(cell)}
        self.missing: list[str] = []

    def table(self, block: Any) -> Element:
        """Return the table of a block."""
        widths = [round(width * 20) for width in self._widths(block)]
        table = etree.Element(qn("w:tbl"))
        table.append(self._properties(sum(widths)))
        grid = etree.SubElement(table, qn("w:tblGrid"))
        for width in widths:
            etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
        for row in self._header(block, widths):
            table.append(row)
        for row in block.rows:
            made = self._row(row, widths)
            if made is not None:
                table.append(made)
        return table

    def _properties(self, width: int) -> Element:
        found = self.example.find(qn("w:tblPr"))
        properties = deepcopy(found) if found is not None else etree.Element(qn("w:tblPr"))
        total = properties.find(qn("w:tblW"))
        if total is not None:
            total.set(qn("w:w"), str(width))
            total.set(qn("w:type"), "dxa")
        return properties

    # Header

    def _header(self, block: Any, widths: Sequence[int]) -> Iterator[Element]:
        example = self.cells.get("cot.ten")
        if example is None:
            self.missing.append("cot.ten")
            return
        owner = self.rows["cot.ten"]
        for number in range(block.header_rows):
            row = _row_like(owner)
            column = 0
            while column < len(widths):
                cell = next(c for c in block.header if c.column <= column < c.column + c.columns and c.row <= number < c.row + c.rows)
                made = _cell_like(example, widths[cell.column : cell.column + cell.columns])
                if cell.rows > 1:
                    edit.put(made, "w:tcPr", "w:vMerge", val="restart" if cell.row == number else "continue")
                _fill_cell(made, "cot.ten", cell.text if cell.row == number else "")
                row.append(made)
                column += cell.columns
            yield row
        if block.numbers:
            yield from self._numbers(block.numbers, widths)

    def _numbers(self, numbers: Sequence[str], widths: Sequence[int]) -> Iterator[Element]:
        example = self.cells.get("cot.so")
        if example is None:
            self.missing.append("cot.so")
            return
        row = _row_like(self.rows["cot.so"])
        for text, width in zip(numbers, widths, strict=True):
            cell = _cell_like(example, [width])
            _fill_cell(cell, "cot.so", text)
            row.append(cell)
        yield row

    # Rows

    def _row(self, row: Any, widths: Sequence[int]) -> Element | None:
        kind = row.kind if any(name.startswith(f"{row.kind}.") for name in self.cells) else {"nhom_con": "nhom"}.get(row.kind, "hang")
        owner = next((found for name, found in self.rows.items() if name.startswith(f"{kind}.")), None)
        if owner is None:
            self.missing.append(row.kind)
            return None
        made = _row_like(owner)
        column = 0
        for position, cell in enumerate(row.cells):
            made.append(self._cell(kind, cell, position, len(row.cells), widths[column : column + cell.columns]))
            column += cell.columns
        if kind.startswith("nhom"):
            for paragraph in made.iter(qn("w:p")):
                edit.keep_with_next(paragraph)
        return made

    def _cell(self, kind: str, cell: Any, position: int, count: int, widths: Sequence[int]) -> Element:
        if kind.startswith("nhom"):
            name = f"{kind}.nhan" if position == 0 and count > 1 else f"{kind}.chu"
        elif kind == "tong":
            name = "tong.chu" if position == 0 and cell.align != "phải" else "tong.so"
        else:
            name = f"hang.{_EXAMPLE[cell.align]}"
        if name not in self.cells:
            name = next((other for other in self.cells if other.startswith(f"{kind}.")), "hang.chu")
        example = self.cells[name]
        made = _cell_like(example, widths)
        if cell.merge:
            edit.put(made, "w:tcPr", "w:vMerge", val=cell.merge)
        plain = next((p for p in made.findall(qn("w:p")) if name in _tags(p)), None)
        bullet = next((p for p in made.findall(qn("w:p")) if "hang.gach" in _tags(p)), None)
        if bullet is None and kind == "hang" and "hang.gach" in self.cells:
            bullet = next(p for p in self.cells["hang.gach"].findall(qn("w:p")) if "hang.gach" in _tags(p))
        for paragraph in made.findall(qn("w:p")):
            made.remove(paragraph)
        for item in cell.paragraphs:
            use_bullet = item.bullet and bullet is not None
            source, tag = (bullet, "hang.gach") if use_bullet else (plain, name)
            text = f"- {item.text}" if item.bullet and (not use_bullet or not _has_dash(source)) else item.text
            paragraph = deepcopy(source)
            _fill_paragraph(paragraph, tag, text)
            if not use_bullet and kind == "hang" and cell.align in ("trái", "đều", "giữa", "phải"):
                if self.styles.of(paragraph).align != _ALIGN[cell.align]:
                    edit.put(paragraph, "w:pPr", "w:jc", val=_ALIGN[cell.align])
            made.append(paragraph)
        return made

    # Widths

    def _widths(self, block: Any) -> list[float]:
        """Return column widths in points: those given, the rest shared by contents, all within the page."""
        given = [column.width_mm * _MM_PT if column.width_mm else 0.0 for column in block.columns]
        open_columns = [index for index, width in enumerate(given) if not width]
        fixed = sum(given)
        if not open_columns:
            scale = self.width_pt / fixed if fixed > self.width_pt else 1.0
            return [width * scale for width in given]
        least, wanted = self._needs(block)
        room = self.width_pt - fixed
        needed = sum(least[index] for index in open_columns)
        if room < needed:
            scale = max(self.width_pt - needed, self.width_pt * 0.3) / fixed if fixed else 1.0
            given = [width * min(scale, 1.0) for width in given]
            room = self.width_pt - sum(given)
        spare = max(room - needed, 0.0)
        weight = sum(max(wanted[index] - least[index], 0.0) for index in open_columns) or 1.0
        for index in open_columns:
            share = max(wanted[index] - least[index], 0.0) / weight
            given[index] = (least[index] + spare * share) if room >= needed else room * least[index] / needed
        if len({*wanted}) == 1 and spare:
            given = [width or spare / len(open_columns) for width in given]
        total = sum(given)
        return [width * self.width_pt / total for width in given]

    def _needs(self, block: Any) -> tuple[list[float], list[float]]:
        """Return for each column the width of its longest word, and a width that grows with what it holds."""
        look = self._look("hang.chu")
        head = self._look("cot.ten")
        margin = 12.0
        least = [margin] * len(block.columns)
        area = [0.0] * len(block.columns)
        for cell in block.header:
            if cell.columns == 1:
                least[cell.column] = max(least[cell.column], margin + _longest_word(cell.text, head))
                area[cell.column] = max(area[cell.column], metrics.width_pt(cell.text, head[0], True))
        for row in block.rows[:400]:
            column = 0
            for cell in row.cells:
                if cell.columns == 1 and row.kind in ("hang", "tong"):
                    for paragraph in cell.paragraphs:
                        least[column] = max(least[column], margin + _longest_word(paragraph.text, look))
                        area[column] = max(area[column], metrics.width_pt(paragraph.text, look[0]))
                column += cell.columns
        limit = self.width_pt * 0.45
        least = [min(width, limit) for width in least]
        # The square root keeps a column of long texts from starving the others.
        wanted = [max(width, min((margin + size) ** 0.5 * 14, self.width_pt * 0.6)) for width, size in zip(least, area, strict=True)]
        wanted = [min(width, max(low, margin + size)) for width, low, size in zip(wanted, least, area, strict=True)]
        return least, wanted

    def _look(self, name: str) -> tuple[float, bool]:
        cell = self.cells.get(name)
        paragraph = cell.find(qn("w:p")) if cell is not None else None
        if paragraph is None:
            return 13.0, False
        look = self.styles.of(paragraph, paragraph.find(qn("w:r")))
        return look.size_pt, look.bold


def _longest_word(text: str, look: tuple[float, bool]) -> float:
    return max((metrics.width_pt(word, *look) for word in text.split()), default=0.0)


def _tags(element: Element) -> list[str]:
    found = tokens(edit.visible_text(element))
    return [token.text.split("|")[0].strip() for token in found if token.kind == "expr"]






def _row_like(example: Element) -> Element:
    row = etree.Element(qn("w:tr"))
    for item in example:
        if item.tag in (qn("w:tblPrEx"), qn("w:trPr")):
            row.append(deepcopy(item))
    return row


def _cell_like(example: Element, widths: Sequence[int]) -> Element:
    """Return a copy of an example cell as wide as `widths` together, spanning as many columns."""
    cell = deepcopy(example)
    own = edit.properties(cell, "w:tcPr")
    for name in ("w:gridSpan", "w:vMerge", "w:hMerge"):
        for item in own.findall(qn(name)):
            own.remove(item)
    edit.put(cell, "w:tcPr", "w:tcW", w=str(sum(widths)), type="dxa")
    if len(widths) > 1:
        edit.put(cell, "w:tcPr", "w:gridSpan", val=str(len(widths)))
    return cell


def _fill_cell(cell: Element, tag: str, text: str) -> None:
    for paragraph in cell.findall(qn("w:p")):
        if tag in _tags(paragraph):
            _fill_paragraph(paragraph, tag, text)
        else:
            cell.remove(paragraph)


def _fill_paragraph(paragraph: Element, tag: str, value: str) -> None:
    """Replace the tag of an example's paragraph by a value; other text of the example stays."""
    kind, name = tag.split(".")
    for run in paragraph.findall(qn("w:r")):
        text = run.find(qn("w:t"))
        if text is None or "{{" not in (text.text or ""):
            continue
        shown = "".join(
            token.text if token.kind == "text"
            else value if token.text == tag
            else str(evaluate(token.text, {kind: {name: value}})) if token.text.startswith(tag)
            else ""
            for token in tokens(text.text or "")
        )  # fmt: skip
        edit.replace_text(text, shown)


def _has_dash(paragraph: Element) -> bool:
    return edit.visible_text(paragraph).lstrip().startswith(("-", "–", "•"))






__all__ = ["TableWriter"]
