"""Writes a table by copying the example rows of the template: header, number row, groups, rows, total.

Promises: cells look like the example's of their kind; headers span across and down; a heading row stays with the row
below it; a kind of row without an example is named in `missing`, never left blank in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import zip_longest
from typing import Any

from lxml import etree

from docgen.merge import columns
from docgen.merge.columns import Layout, formula_lines
from docgen.merge.examples import Example, Plain, tag_names
from docgen.model.vocabulary import ROW_KINDS
from docgen.ooxml import edit, metrics
from docgen.ooxml.xml import Element, new, opened, qn, xml_of
from docgen.word.look import Looks, cell_margins_pt, number_in

_ALIGN = {"trái": "left", "giữa": "center", "phải": "right", "đều": "both"}
_CELL = {"giữa": "hang.giua", "phải": "hang.so"}
_PARAGRAPH, _ROW, _CELL_OF_ROW = qn("w:p"), qn("w:tr"), qn("w:tc")
_WIDTH = "docgen-width"  # stands in for the width of a cell
_LINE = 1.15  # the height of a line of Times New Roman, for each point of its size
_ROW_PT = 1.0  # for the borders of a row and for rounding


def is_example_table(table: Element) -> bool:
    """Return whether a table holds example rows."""
    return any(_is_row_tag(name) for row in table.findall(_ROW) for _, _, name in _tags(row))


def _is_row_tag(name: str) -> bool:
    return "." in name and name.split(".")[0] in ROW_KINDS


def _tags(row: Element) -> Iterator[tuple[Element, Element, str]]:
    """Yield cell, paragraph and name of each tag in a row itself, not in a table or box inside it."""
    for cell in row.findall(_CELL_OF_ROW):
        for paragraph in cell.findall(_PARAGRAPH):
            for name in tag_names(paragraph):
                yield cell, paragraph, name


class CellExample:
    """An example cell: its properties and the paragraph of its tag."""

    def __init__(self, cell: Element, paragraph: Element, name: str, looks: Looks) -> None:
        kind = name.split(".")[0]
        self.paragraph = Example(paragraph, kind, looks)
        self.has_dash = edit.visible_text(paragraph).lstrip().startswith(("-", "–", "•", "+"))
        self.tag = name.split(".")[1]
        self.margins_pt = cell_margins_pt(cell)
        self._namespaces = looks.namespaces
        self.shell = new("w:tc")
        properties = cell.find(qn("w:tcPr"))
        if properties is not None:
            self.shell.append(deepcopy(properties))
        own = edit.properties(self.shell, "w:tcPr")
        for tag in ("w:gridSpan", "w:vMerge", "w:hMerge"):
            for item in own.findall(qn(tag)):
                own.remove(item)
        self._openings: dict[tuple[int, str, tuple[float, float]], tuple[str, str]] = {}

    def cell(self, width: int, paragraphs: str, columns: int, merge: str, margins_pt: tuple[float, float]) -> str:
        """Return the XML of a cell, `width` twips wide, that spans `columns`; `merge` is Word's word for vMerge."""
        key = (columns, merge, margins_pt)
        if key not in self._openings:
            self._openings[key] = self._opening(*key)
        before, after = self._openings[key]
        return f"{before}{width}{after}{paragraphs}</w:tc>"

    def _opening(self, columns: int, merge: str, margins_pt: tuple[float, float]) -> tuple[str, str]:
        """Return the XML of a cell before its width, and from there to its paragraphs."""
        shell = deepcopy(self.shell)
        edit.put(shell, "w:tcPr", "w:tcW", w=_WIDTH, type="dxa")
        if columns > 1:
            edit.put(shell, "w:tcPr", "w:gridSpan", val=str(columns))
        if margins_pt != self.margins_pt:
            _set_margins(shell, margins_pt)
        if merge:
            edit.put(shell, "w:tcPr", "w:vMerge", val=merge)
        before, _, after = opened(shell, self._namespaces).partition(_WIDTH)
        return before, after


class TableExample:
    """The example table of a section: its properties, rows by kind ("cot.ten", "nhom" …), cells by tag."""

    def __init__(self, table: Element, looks: Looks) -> None:
        self.properties = table.find(qn("w:tblPr"))
        self.namespaces = looks.namespaces
        self.rows: dict[str, Element] = {}
        self.cells: dict[str, CellExample] = {}
        self._openings: dict[tuple[str, float], str] = {}
        for row in table.findall(_ROW):
            for cell, paragraph, name in _tags(row):
                kind = name if name.startswith("cot.") else name.split(".")[0]
                self.rows.setdefault(kind, _row_shell(row))
                if _is_row_tag(name) and name not in self.cells:
                    self.cells[name] = CellExample(cell, paragraph, name, looks)

    def cell(self, kind: str, name: str) -> CellExample | None:
        """Return the example cell of a tag, else another of its row."""
        if name in self.cells:
            return self.cells[name]
        for tag, cell in self.cells.items():
            if tag.startswith(f"{kind}.") and tag != "hang.gach":
                return cell
        return None

    def row(self, kind: str, cells: Iterable[str], height_pt: float = 0.0) -> str:
        """Return the XML of a row of a kind, at least `height_pt` high."""
        key = (kind, height_pt)
        if key not in self._openings:
            shell = deepcopy(self.rows[kind])
            if height_pt:
                _set_height(shell, height_pt)
            self._openings[key] = opened(shell, self.namespaces)
        return f"{self._openings[key]}{''.join(cells)}</w:tr>"


def _row_shell(row: Element) -> Element:
    shell = new("w:tr")
    for item in row:
        if item.tag in (qn("w:tblPrEx"), qn("w:trPr")):
            shell.append(deepcopy(item))
    for item in list(shell.iter(qn("w:gridBefore"), qn("w:gridAfter"))):
        item.getparent().remove(item)
    return shell


class TableWriter:
    """Writes tables like one example table, in a text `width_pt` wide."""

    def __init__(self, example: TableExample, width_pt: float) -> None:
        self.example, self.width_pt = example, width_pt
        self.missing: dict[str, None] = {}
        self.layout = Layout([], 0.0)
        self._margins: dict[CellExample, tuple[float, float]] = {}

    def table(self, block: Any) -> str:
        """Return the XML of a block's table; `layout` then says how it was made to fit."""
        self.layout = self._laid_out(block)
        widths = [int(width * 20) for width in self.layout.widths]  # in twips
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        xml = [f"<w:tbl>{self._properties(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>"]
        xml += self._header(block, widths)
        for row, after in zip_longest(block.rows, block.rows[1:]):
            xml += self._row(row, widths, before_total=after is not None and after.kind == "tong")
        xml.append("</w:tbl>")
        return "".join(xml)

    def _laid_out(self, block: Any) -> Layout:
        head = self.example.cell("cot", "cot.ten")
        body = self.example.cell("hang", "hang.chu") or head
        if head is None or body is None:
            return Layout([self.width_pt / max(len(block.columns), 1)] * len(block.columns), 0.0)
        number = self.example.cells.get("cot.so", body)
        total = self.example.cell("tong", "tong.so") or body
        looks = columns.ColumnLooks(*(cell.paragraph.text_look for cell in (head, number, body, total)))
        return columns.lay_out(block, self.width_pt, looks, sum(body.margins_pt))

    def _properties(self, width: int) -> str:
        found = self.example.properties
        properties = deepcopy(found) if found is not None else new("w:tblPr")
        total = properties.find(qn("w:tblW"))
        if total is not None:
            total.set(qn("w:w"), str(width))
            total.set(qn("w:type"), "dxa")
        return xml_of(properties, self.example.namespaces)

    def _margins_pt(self, example: CellExample) -> tuple[float, float]:
        """Return a cell's margins, narrowed if the table needs it."""
        if example not in self._margins:
            left, right = example.margins_pt
            part = min(self.layout.margin_pt / (left + right), 1.0) if left + right else 1.0
            self._margins[example] = left * part, right * part
        return self._margins[example]

    # Header

    def _header(self, block: Any, widths: Sequence[int]) -> Iterator[str]:
        example = self.example.cells.get("cot.ten")
        if example is None:
            self.missing["cot"] = None
            return
        texts = {(cell.row, cell.column): self._header_text(example, cell, widths) for cell in block.header}
        heights = self._heights(example, block, texts)
        for number in range(block.header_rows):
            cells = [
                self._header_cell(example, cell, number, widths, texts[cell.row, cell.column])
                for cell in sorted(block.header, key=lambda cell: cell.column)
                if cell.row <= number < cell.row + cell.rows
            ]
            yield self.example.row("cot.ten", cells, heights.get(number, 0.0))
        if block.numbers:
            yield from self._numbers(block.numbers, widths)

    def _header_text(self, example: CellExample, cell: Any, widths: Sequence[int]) -> str:
        """Return the text of a header cell with its line ends."""
        shown = self._variant(example)
        if shown.look.align != "center":
            return str(cell.text)
        room_pt = sum(widths[cell.column : cell.column + cell.columns]) / 20 - sum(self._margins_pt(example))
        look = shown.text_look
        return "\n".join(metrics.break_balanced(cell.text, room_pt, look.size, look.bold, look.italic))

    def _heights(self, example: CellExample, block: Any, texts: Mapping[tuple[int, int], str]) -> dict[int, float]:
        """Return, in points, the heights of header rows that a cell spanning down makes higher than their own texts.

        LibreOffice gives them that height where the table begins, and forgets it where it repeats them.
        """
        look, size = example.paragraph.look, self._variant(example).text_look.size
        line = look.line * size * _LINE if look.line_rule == "auto" else look.line
        needs: list[tuple[Any, float]] = []
        heights = [0.0] * block.header_rows
        for cell in block.header:
            lines = texts[cell.row, cell.column].count("\n") + 1
            need = lines * line + look.before + look.after + _ROW_PT
            needs.append((cell, need))
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], need)
        higher: dict[int, float] = {}
        for cell, need in sorted(needs, key=lambda item: item[0].row + item[0].rows):
            last = cell.row + cell.rows - 1
            missing = need - sum(heights[cell.row : last + 1])
            if cell.rows > 1 and missing > 0:
                heights[last] += missing
                higher[last] = heights[last]
        return higher

    def _header_cell(
        self, example: CellExample, cell: Any, number: int, widths: Sequence[int], text: str
    ) -> str:  # fmt: skip
        own = widths[cell.column : cell.column + cell.columns]
        begins = cell.row == number
        shown = self._variant(example).with_text(example.tag, text if begins else "")
        if cell.rows == 1:
            return self._cell(example, own, shown)
        return self._cell(example, own, shown, merge="restart" if begins else "continue")

    def _numbers(self, numbers: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        example = self.example.cells.get("cot.so")
        if example is None:
            self.missing["cot.so"] = None
            return
        shown = self._variant(example)
        cells = []
        for text, width in zip(numbers, widths, strict=True):
            lines = formula_lines(text, width / 20 - sum(self._margins_pt(example)), shown.text_look)
            cells.append(self._cell(example, (width,), shown.with_text("so", lines)))
        yield self.example.row("cot.so", cells)

    # Rows

    def _row(self, row: Any, widths: Sequence[int], *, before_total: bool) -> Iterator[str]:
        kind = "nhom" if row.kind == "nhom_con" and "nhom_con" not in self.example.rows else row.kind
        if kind not in self.example.rows:
            self.missing[row.kind] = None
            return
        keep = before_total or kind.startswith("nhom")  # neither a total nor a heading is left alone on a page
        cells = []
        column = 0
        for position, cell in enumerate(row.cells):
            example = self.example.cell(kind, _cell_name(kind, cell, position, len(row.cells)))
            assert example is not None  # the row was found by the tag of one of its cells
            shown = "".join([self._paragraph(kind, example, cell, item, keep) for item in cell.paragraphs])
            cells.append(self._cell(example, widths[column : column + cell.columns], shown, cell.merge))
            column += cell.columns
        yield self.example.row(kind, cells)

    def _paragraph(self, kind: str, example: CellExample, cell: Any, item: Any, keep: bool) -> str:
        bulleted = self.example.cells.get("hang.gach") if item.bullet and kind == "hang" else None
        if bulleted is not None:
            return _filled(self._variant(bulleted, keep=keep), "gach", item, "" if bulleted.has_dash else "- ")
        # A subtotal in a group row is aligned with the figures of its column, whatever the group's title does.
        shown = self._variant(example, cell.align, keep)
        return _filled(shown, example.tag, item, "- " if item.bullet else "")

    def _variant(self, example: CellExample, align: str = "", keep: bool = False) -> Example:
        """Return a cell's example paragraph as this table sets it: aligned as its column, and smaller if need be."""
        wanted = _ALIGN.get(align, "")
        if wanted == example.paragraph.look.align:
            wanted = ""
        if not (wanted or keep or self.layout.cut_pt):
            return example.paragraph
        return example.paragraph.variant(keep=keep, align=wanted, cut_pt=self.layout.cut_pt)

    def _cell(self, example: CellExample, widths: Sequence[int], paragraphs: str, merge: str = "") -> str:
        """Return the XML of a cell as wide as `widths` together, spanning as many columns."""
        return example.cell(sum(widths), paragraphs, len(widths), merge, self._margins_pt(example))


def _filled(example: Example, name: str, item: Any, before: str) -> str:
    """Return the XML of a cell's paragraph, with `before` put before its text."""
    if item.runs:
        return example.filled({name: [Plain(before), *item.runs]})
    return example.with_text(name, before + item.text)


def keep_row(row: Element) -> None:
    """Keep a row on the page of the next one."""
    for paragraph in row.iter(_PARAGRAPH):
        edit.keep_with_next(paragraph)


def _set_height(row: Element, height_pt: float) -> None:
    """Make a row at least `height_pt` high; a greater height that it has already stays."""
    height = edit.put(row, "w:trPr", "w:trHeight")
    given = number_in(str(height.get(qn("w:val"), "")), 0.0)
    height.set(qn("w:val"), str(max(round(height_pt * 20), round(given))))
    if height.get(qn("w:hRule")) != "exact":
        height.set(qn("w:hRule"), "atLeast")


def _set_margins(cell: Element, margins_pt: tuple[float, float]) -> None:
    """Give a cell its own left and right margins; those above and below stay."""
    margins = edit.put(cell, "w:tcPr", "w:tcMar")
    for tag in ("w:left", "w:start", "w:right", "w:end"):
        for item in margins.findall(qn(tag)):
            margins.remove(item)
    left, right = etree.Element(qn("w:left")), etree.Element(qn("w:right"))
    margins.insert(0 if margins.find(qn("w:top")) is None else 1, left)
    margins.append(right)
    for item, margin in zip((left, right), margins_pt, strict=True):
        item.set(qn("w:w"), str(round(margin * 20)))
        item.set(qn("w:type"), "dxa")


def _cell_name(kind: str, cell: Any, position: int, count: int) -> str:
    if kind.startswith("nhom"):
        return f"{kind}.nhan" if position == 0 and count > 1 else f"{kind}.chu"
    if kind == "tong":
        return "tong.chu" if position == 0 and cell.align != "phải" else "tong.so"
    return _CELL.get(cell.align, "hang.chu")
