"""A table worked out: header spans, numbering of groups and rows, totals, and cells as paragraphs.

A header is a path; equal beginnings of neighbours span across, and a short path spans down to the last row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from docgen import vietnamese
from docgen.context.names import Cited, Evaluator
from docgen.finding import Where
from docgen.model.fields import Log, Text
from docgen.model.resolved import Column, HeaderCell, Paragraph, TableBlock, TableCell, TableRow
from docgen.model.table import STT, Cell, Cot, Group, Row, Table


def header_cells(paths: Sequence[Sequence[str]]) -> tuple[list[HeaderCell], int]:
    """Return the header cells of columns with such paths, and how many header rows there are."""
    depth = max((len(path) for path in paths), default=1)
    cells: list[HeaderCell] = []

    def lay(first: int, last: int, row: int) -> None:
        column = first
        while column < last:
            path = paths[column]
            if len(path) <= row:
                column += 1
                continue
            end = column + 1
            leaf = len(path) == row + 1
            while not leaf and end < last and len(paths[end]) > row + 1 and list(paths[end][: row + 1]) == list(path[: row + 1]):
                end += 1
            cells.append(HeaderCell(path[row], row, column, depth - row if leaf else 1, end - column))
            if not leaf:
                lay(column, end, row + 1)
            column = end

    lay(0, len(paths), 0)
    return cells, depth


class Tables:
    """Works out the tables of a dossier."""

    def __init__(self, tables: Mapping[str, Table], evaluator: Evaluator, log: Log) -> None:
        self.tables, self.evaluator, self.log = tables, evaluator, log
        self.used: set[str] = set()

    def names(self) -> dict[str, Any]:
        """Return the tables as expressions see them: `bang.ho_so.tong.tiep_nhan`, `bang.ho_so.so_hang`."""
        return {code: self._names(table) for code, table in self.tables.items()}

    def _names(self, table: Table) -> dict[str, Any]:
        rows = [{ma: figure(cell.value) for ma, cell in row.cells.items()} for row in table.rows()]
        totals = {column.ma: self.total(table, column) for column in table.columns if is_figures(table, column)}
        return {"tong": totals, "hang": rows, "so_hang": len(rows), "so_nhom": sum(isinstance(c, Group) for c in table.children)}

    def total(self, table: Table, column: Cot) -> Decimal:
        """Return the sum of a column's figures."""
        values = (figure(row.cells[column.ma].value) for row in table.rows() if column.ma in row.cells)
        return sum((Decimal(value) for value in values if isinstance(value, int | Decimal)), Decimal(0))

    def printed(self, code: str, where: Where, cited: Cited) -> TableBlock | None:
        """Return a table ready to be printed; None, with a finding, when there is none of that code."""
        table = self.tables.get(code)
        if table is None:
            return None
        self.used.add(code)
        header, depth = header_cells([[self._text(name, cited) for name in column.ten] for column in table.columns])
        numbers = [f"({i})" for i in range(1, len(table.columns) + 1)] if table.declared.danh_so_cot else []
        columns = [Column(str(c.ma), c.rong, c.can or self._align(table, c)) for c in table.columns]
        rows = self._rows(table, columns, cited)
        declared = table.declared
        return TableBlock(code, self._text(declared.tieu_de, cited), self._text(declared.don_vi, cited),
                          columns, header, depth, numbers, rows, where)  # fmt: skip

    def _text(self, text: Text | None, cited: Cited) -> str:
        return cited.print(self.evaluator.text(text)) if text else ""

    def _align(self, table: Table, column: Cot) -> str:
        if column.ma == STT:
            return "giữa"
        return "phải" if is_figures(table, column) else "trái"

    def _rows(self, table: Table, columns: list[Column], cited: Cited) -> list[TableRow]:
        rows: list[TableRow] = []
        deep = any(isinstance(inner, Group) for child in table.children if isinstance(child, Group) for inner in child.children)

        def walk(children: Sequence[Group | Row], depth: int, prefix: str) -> None:
            groups = count = 0
            for child in children:
                if isinstance(child, Group):
                    groups += 1
                    label = vietnamese.la_ma(groups) if depth == 0 else f"{prefix}{groups}"
                    rows.append(self._heading(child, label, depth, columns, cited))
                    walk(child.children, depth + 1, "" if depth == 0 else f"{label}.")
                else:
                    count += 1
                    rows.append(self._row(child, f"{prefix}{count}" if depth > 1 or (deep and prefix) else str(count), columns, cited))

        walk(table.children, 0, "")
        if table.declared.dong_tong:
            rows.append(self._total(table, columns, cited))
        return rows

    def _heading(self, group: Group, label: str, depth: int, columns: list[Column], cited: Cited) -> TableRow:
        where = group.title.where(self.log) if group.title.origin else Where()
        title = self._plain(group.title, cited)
        kind = "nhom" if depth == 0 else "nhom_con"
        if columns and columns[0].code == STT:
            cells = [TableCell((Paragraph(label),), "giữa", where=where),
                     TableCell((Paragraph(title),), "trái", len(columns) - 1, where)]  # fmt: skip
        else:
            cells = [TableCell((Paragraph(f"{label}. {title}"),), "trái", len(columns), where)]
        return TableRow(kind, [cell for cell in cells if cell.columns])

    def _row(self, row: Row, number: str, columns: list[Column], cited: Cited) -> TableRow:
        cells = []
        for column in columns:
            cell = row.cells.get(column.code)
            if column.code == STT and (cell is None or cell.value in (None, "")):
                cells.append(TableCell((Paragraph(number),), column.align))
            elif cell is None:
                cells.append(TableCell((Paragraph(""),), column.align))
            else:
                cells.append(TableCell(self._paragraphs(cell, cited), column.align, where=cell.where(self.log)))
        return TableRow("hang", cells)

    def _total(self, table: Table, columns: list[Column], cited: Cited) -> TableRow:
        summed = [column.code != STT and is_figures(table, cot) for column, cot in zip(columns, table.columns, strict=True)]
        lead = summed.index(True) if True in summed else len(columns)
        label = self._text(table.declared.dong_tong, cited)
        cells = [TableCell((Paragraph(label),), "giữa", lead)] if lead else []
        for column, cot, figures in list(zip(columns, table.columns, summed, strict=True))[lead:]:
            text = vietnamese.so(self.total(table, cot)) if figures else ""
            cells.append(TableCell((Paragraph(text),), column.align))
        return TableRow("tong", cells)

    def _plain(self, cell: Cell, cited: Cited) -> str:
        return cited.print(self.evaluator.text(cell.value)) if isinstance(cell.value, Text) else str(cell.value or "")

    def _paragraphs(self, cell: Cell, cited: Cited) -> tuple[Paragraph, ...]:
        if isinstance(cell.value, list):
            return tuple(Paragraph(self._plain(Cell(item, cell.origin), cited).removeprefix("- "), True) for item in cell.value)
        if not isinstance(cell.value, str):
            return (Paragraph(shown(cell.value)),)
        lines = [line.strip() for line in self._plain(cell, cited).split("\n")]
        kept = [line for line in lines if line] or [""]
        return tuple(Paragraph(line[2:].lstrip(), True) if line.startswith("- ") else Paragraph(line) for line in kept)


def figure(value: Any) -> Any:
    """Return a cell's figure: numbers as they are, texts that are figures read; anything else unchanged."""
    if not isinstance(value, str):
        return value
    try:
        return vietnamese.doc_so(value)
    except ValueError:
        return value


def is_figures(table: Table, column: Cot) -> bool:
    """Return whether a column holds figures only (and at least one)."""
    values = [figure(row.cells[column.ma].value) for row in table.rows() if column.ma in row.cells]
    filled = [value for value in values if value not in (None, "")]
    return column.ma != STT and bool(filled) and all(
        isinstance(value, int | Decimal) and not isinstance(value, bool) for value in filled
    )  # fmt: skip


def shown(value: Any) -> str:
    """Return a plain value as a cell prints it: 6.547; 39,5; 06/01/2022."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return vietnamese.ngay_ngan(value)
    return vietnamese.so(value) if isinstance(value, int | Decimal) else str(value)
