"""Writes a table by copying the example rows of the template: header, number row, groups, rows, total.

Promises: cells look like the example's of their kind; headers span across and down; a heading row stays with the row
below it; a kind of row without an example is named in `missing`, never left blank in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.docx import columns, edit, metrics
from docgen.docx.columns import Layout, formula_lines
from docgen.docx.example import Example, Plain, tag_names
from docgen.docx.lines import cell_margins_pt
from docgen.docx.look import Looks, number_in
from docgen.docx.ooxml import Element, qn

ROW_KINDS = {
    "cot": "hàng đầu bảng", "nhom": "hàng tên nhóm", "nhom_con": "hàng tên nhóm con", "hang": "hàng số liệu",
    "tong": "hàng tổng",
}  # fmt: skip
_ALIGN = {"trái": "left", "giữa": "center", "phải": "right", "đều": "both"}
_CELL = {"giữa": "hang.giua", "phải": "hang.so"}
_PARAGRAPH = qn("w:p")
_LINE = 1.15  # the height of a line of Times New Roman, for each point of its size
_ROW_PT = 1.0  # borders, and what rounding takes


def is_example_table(table: Element) -> bool:
    """Return whether a table holds example rows."""
    return any(name.split(".")[0] in ROW_KINDS and "." in name for name in tag_names(table))


class CellExample:
    """An example cell: its properties and the paragraph of its tag."""

    def __init__(self, cell: Element, name: str, looks: Looks) -> None:
        paragraphs = cell.findall(_PARAGRAPH)
        kind = name.split(".")[0]
        paragraph = next(p for p in paragraphs if name in tag_names(p))
        self.text = Example(paragraph, kind, looks)
        self.has_dash = edit.visible_text(paragraph).lstrip().startswith(("-", "–", "•", "+"))
        self.tag = name.split(".")[1]
        self.margins_pt = cell_margins_pt(cell)
        self.shell = etree.Element(qn("w:tc"))
        properties = cell.find(qn("w:tcPr"))
        if properties is not None:
            self.shell.append(deepcopy(properties))
        own = edit.properties(self.shell, "w:tcPr")
        for item in [item for tag in ("w:gridSpan", "w:vMerge", "w:hMerge") for item in own.findall(qn(tag))]:
            own.remove(item)


class TableExample:
    """The example table of a section: its properties, rows by kind ("cot.ten", "nhom" …), cells by tag."""

    def __init__(self, table: Element, looks: Looks) -> None:
        self.properties = table.find(qn("w:tblPr"))
        self.rows: dict[str, Element] = {}
        self.cells: dict[str, CellExample] = {}
        for row in table.findall(qn("w:tr")):
            for name in tag_names(row):
                kind = name if name.startswith("cot.") else name.split(".")[0]
                self.rows.setdefault(kind, _row_shell(row))
        for cell in table.iter(qn("w:tc")):
            for name in tag_names(cell):
                if name.split(".")[0] in ROW_KINDS and "." in name and name not in self.cells:
                    self.cells[name] = CellExample(cell, name, looks)

    def cell(self, kind: str, name: str) -> CellExample | None:
        """Return the example cell of a tag, else another of its row."""
        others = (cell for tag, cell in self.cells.items() if tag.startswith(f"{kind}.") and tag != "hang.gach")
        return self.cells.get(name) or next(others, None)


def _row_shell(row: Element) -> Element:
    shell = etree.Element(qn("w:tr"))
    for item in row:
        if item.tag in (qn("w:tblPrEx"), qn("w:trPr")):
            shell.append(deepcopy(item))
    for item in list(shell.iter(qn("w:gridBefore"), qn("w:gridAfter"))):
        item.getparent().remove(item)
    return shell


class TableWriter:
    """Makes tables from one example table, in a text `width_pt` wide."""

    def __init__(self, example: TableExample, width_pt: float) -> None:
        self.example, self.width_pt = example, width_pt
        self.missing: dict[str, None] = {}
        self.layout = Layout([], 0.0)
        self._shells: dict[tuple[int, tuple[int, ...]], Element] = {}
        self._variants: dict[tuple[int, str], Example] = {}

    def table(self, block: Any) -> Element:
        """Return the table of a block; `layout` tells how it was made to fit."""
        self.layout = self._laid_out(block)
        widths = [int(width * 20) for width in self.layout.widths]
        table = etree.Element(qn("w:tbl"))
        table.append(self._properties(sum(widths)))
        grid = etree.SubElement(table, qn("w:tblGrid"))
        for width in widths:
            etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
        table.extend(self._header(block, widths))
        for row in block.rows:
            if row.kind == "tong" and len(table) > 2:
                keep_row(table[-1])  # a total never stands alone on a page
            table.extend(self._row(row, widths))
        return table

    def _laid_out(self, block: Any) -> Layout:
        head = self.example.cell("cot", "cot.ten")
        body = self.example.cell("hang", "hang.chu") or head
        if head is None or body is None:
            return Layout([self.width_pt / max(len(block.columns), 1)] * len(block.columns), 0.0)
        number = self.example.cells.get("cot.so", body)
        total = self.example.cell("tong", "tong.so") or body
        looks = columns.Looks(head.text.text, number.text.text, body.text.text, total.text.text)
        return columns.lay_out(block, self.width_pt, looks, sum(body.margins_pt))

    def _properties(self, width: int) -> Element:
        found = self.example.properties
        properties = deepcopy(found) if found is not None else etree.Element(qn("w:tblPr"))
        total = properties.find(qn("w:tblW"))
        if total is not None:
            total.set(qn("w:w"), str(width))
            total.set(qn("w:type"), "dxa")
        return properties

    def _margins_pt(self, example: CellExample) -> tuple[float, float]:
        """Return a cell's margins, narrowed where the table must be."""
        left, right = example.margins_pt
        part = min(self.layout.margin_pt / (left + right), 1.0) if left + right else 1.0
        return left * part, right * part

    # Header

    def _header(self, block: Any, widths: Sequence[int]) -> Iterator[Element]:
        example = self.example.cells.get("cot.ten")
        if example is None:
            self.missing["cot"] = None
            return
        texts = {(cell.row, cell.column): self._header_text(example, cell, widths) for cell in block.header}
        heights = self._heights(example, block, texts)
        for number in range(block.header_rows):
            row = deepcopy(self.example.rows["cot.ten"])
            if number in heights:
                _set_height(row, heights[number])
            for cell in sorted(block.header, key=lambda cell: cell.column):
                if cell.row <= number < cell.row + cell.rows:
                    row.append(self._header_cell(example, cell, number, widths, texts[cell.row, cell.column]))
            yield row
        if block.numbers:
            yield from self._numbers(block.numbers, widths)

    def _header_text(self, example: CellExample, cell: Any, widths: Sequence[int]) -> str:
        """Return the text of a header cell with its line ends."""
        shown = self._variant(example)
        if shown.look.align != "center":
            return str(cell.text)
        room = sum(widths[cell.column : cell.column + cell.columns]) / 20 - sum(self._margins_pt(example))
        return "\n".join(
            metrics.break_balanced(cell.text, room, shown.text.size, shown.text.bold, shown.text.italic)
        )

    def _heights(self, example: CellExample, block: Any, texts: Mapping[tuple[int, int], str]) -> dict[int, float]:
        """Return, in points, the heights of header rows that a cell spanning down makes higher than their own texts.

        Writer gives them that height where the table begins, and forgets it where it repeats them.
        """
        look, size = example.text.look, self._variant(example).text.size
        line = look.line * size * _LINE if look.line_rule == "auto" else look.line
        needs = [
            (cell, (texts[cell.row, cell.column].count("\n") + 1) * line + look.before + look.after + _ROW_PT)
            for cell in block.header
        ]
        heights = [max((need for cell, need in needs if (cell.row, cell.rows) == (number, 1)), default=0.0)
                   for number in range(block.header_rows)]  # fmt: skip
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
    ) -> Element:  # fmt: skip
        own = tuple(widths[cell.column : cell.column + cell.columns])
        shown = self._variant(example)
        made = self._cell(example, own, [shown.filled({example.tag: [Plain(text if cell.row == number else "")]})])
        if cell.rows > 1:
            edit.put(made, "w:tcPr", "w:vMerge", val="restart" if cell.row == number else "continue")
        return made

    def _numbers(self, numbers: Sequence[str], widths: Sequence[int]) -> Iterator[Element]:
        example = self.example.cells.get("cot.so")
        if example is None:
            self.missing["cot.so"] = None
            return
        row = deepcopy(self.example.rows["cot.so"])
        shown = self._variant(example)
        for text, width in zip(numbers, widths, strict=True):
            lines = formula_lines(text, width / 20 - sum(self._margins_pt(example)), shown.text)
            row.append(self._cell(example, (width,), [shown.filled({"so": [Plain(lines)]})]))
        yield row

    # Rows

    def _row(self, row: Any, widths: Sequence[int]) -> Iterator[Element]:
        kind = "nhom" if row.kind == "nhom_con" and "nhom_con" not in self.example.rows else row.kind
        if kind not in self.example.rows:
            self.missing[row.kind] = None
            return
        made = deepcopy(self.example.rows[kind])
        column = 0
        for position, cell in enumerate(row.cells):
            example = self.example.cell(kind, _cell_name(kind, cell, position, len(row.cells)))
            assert example is not None  # the row was found by the tag of one of its cells
            own = tuple(widths[column : column + cell.columns])
            made.append(self._cell(example, own, self._paragraphs(kind, example, cell)))
            if cell.merge:
                edit.put(made[-1], "w:tcPr", "w:vMerge", val=cell.merge)
            column += cell.columns
        if kind.startswith("nhom"):
            keep_row(made)
        yield made

    def _paragraphs(self, kind: str, example: CellExample, cell: Any) -> Iterator[Element]:
        bulleted = self.example.cells.get("hang.gach") if kind == "hang" else None
        for item in cell.paragraphs:
            if item.bullet and bulleted is not None:
                text = item.text if bulleted.has_dash else f"- {item.text}"
                yield self._variant(bulleted).filled({"gach": [Plain(text)]})
            else:
                text = f"- {item.text}" if item.bullet else item.text
                # A subtotal in a group row stands under the figures of its column, whatever the group's title does.
                shown = self._variant(example, cell.align)
                yield shown.filled({example.tag: [Plain(text)]})

    def _variant(self, example: CellExample, align: str = "") -> Example:
        """Return the example of a cell's text as this table sets it: to its column's side, and smaller if need be."""
        wanted = _ALIGN.get(align, "")
        if wanted == example.text.look.align:
            wanted = ""
        if not wanted and not self.layout.cut_pt:
            return example.text
        key = (id(example), wanted)
        if key not in self._variants:
            self._variants[key] = example.text.variant(align=wanted, cut_pt=self.layout.cut_pt)
        return self._variants[key]

    def _cell(self, example: CellExample, widths: tuple[int, ...], paragraphs: Iterable[Element]) -> Element:
        """Return a cell as wide as `widths` together, spanning as many columns."""
        key = (id(example), widths)
        if key not in self._shells:
            shell = deepcopy(example.shell)
            edit.put(shell, "w:tcPr", "w:tcW", w=str(sum(widths)), type="dxa")
            if len(widths) > 1:
                edit.put(shell, "w:tcPr", "w:gridSpan", val=str(len(widths)))
            if self._margins_pt(example) != example.margins_pt:
                _set_margins(shell, self._margins_pt(example))
            self._shells[key] = shell
        cell = deepcopy(self._shells[key])
        cell.extend(paragraphs)
        return cell


def keep_row(row: Element) -> None:
    """Keep a row on the page of the next one."""
    for paragraph in row.iter(_PARAGRAPH):
        edit.keep_with_next(paragraph)


def _set_height(row: Element, height_pt: float) -> None:
    """Make a row at least so high; a height that is given and greater stays."""
    height = edit.put(row, "w:trPr", "w:trHeight")
    given = number_in(str(height.get(qn("w:val"), "")), 0.0)
    height.set(qn("w:val"), str(max(round(height_pt * 20), round(given))))
    if height.get(qn("w:hRule")) != "exact":
        height.set(qn("w:hRule"), "atLeast")


def _set_margins(cell: Element, margins_pt: tuple[float, float]) -> None:
    """Give a cell its own left and right margins; those above and below stay."""
    home = edit.put(cell, "w:tcPr", "w:tcMar")
    for tag in ("w:left", "w:start", "w:right", "w:end"):
        for item in home.findall(qn(tag)):
            home.remove(item)
    top = home.find(qn("w:top"))
    left, right = (etree.Element(qn(f"w:{side}")) for side in ("left", "right"))
    home.insert(0 if top is None else 1, left)
    home.append(right)
    for item, margin in zip((left, right), margins_pt, strict=True):
        item.set(qn("w:w"), str(round(margin * 20)))
        item.set(qn("w:type"), "dxa")


def _cell_name(kind: str, cell: Any, position: int, count: int) -> str:
    if kind.startswith("nhom"):
        return f"{kind}.nhan" if position == 0 and count > 1 else f"{kind}.chu"
    if kind == "tong":
        return "tong.chu" if position == 0 and cell.align != "phải" else "tong.so"
    return _CELL.get(cell.align, "hang.chu")
