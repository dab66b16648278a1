"""The rows of a table as printed: groups and rows with their numbers, totals, and cells as paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from docgen import vietnamese
from docgen.context.cell_texts import paragraphs
from docgen.context.figure_style import FigureStyle, shown
from docgen.context.figures import Figures
from docgen.context.names import Cited
from docgen.expression import ExpressionError
from docgen.finding import At, Where
from docgen.model.fields import DataText, plain_text
from docgen.model.resolved import CellParagraph, Column, Run, TableCell, TableRow
from docgen.model.tables.digits import is_padded
from docgen.model.tables.figure import as_rate
from docgen.model.tables.table import Cell, Cot, Group, Row, Table
from docgen.model.text.cell_text import is_marked

if TYPE_CHECKING:
    from docgen.context.tables import Tables


class PrintedRows:
    """Builds the printed rows of one table."""

    def __init__(self, tables: Tables, table: Table, figures: Figures, columns: list[Column], cited: Cited) -> None:
        self.tables, self.table, self.figures, self.log = tables, table, figures, tables.log
        self.columns, self.cited = columns, cited
        self.printed: list[TableRow] = []
        self.count = 0
        self.totalled = bool(table.declared.dong_tong or table.declared.tong_nhom)
        self.in_formulas = figures.in_formulas
        self._styles: dict[str, FigureStyle] = {}
        self.formats_texts = {str(column.ma): self._formats_texts(column) for column in table.columns}

    def rows(self) -> list[TableRow]:
        """Return groups, rows and the total in order."""
        self._walk(self.table.children, 0, "")
        if self.table.declared.dong_tong:
            label = self.tables._text(self.table.declared.dong_tong, self.cited)
            self.printed.append(TableRow("tong", self._summed(None, [label])))
        return self.printed

    def _walk(self, children: Sequence[Group | Row], depth: int, prefix: str) -> None:
        groups = rows = 0
        through = self.table.declared.danh_so == "liên tục"
        sorted_ = bool(self.table.declared.sap_xep)  # rows in another order have other numbers
        for child in children:
            own = None if sorted_ else child.label
            if isinstance(child, Group):
                groups += 1
                # Below the first level rows and groups share one kind of numeral, so groups count on after rows.
                label = vietnamese.la_ma(groups) if depth == 0 else f"{prefix}{groups + rows}"
                label = label if own is None else own
                self.printed.append(self._heading(child, label, depth))
                self._walk(child.children, depth + 1, "" if depth == 0 else f"{label}.")
            else:
                self.count += 1
                rows += 1
                label = str(self.count) if through else f"{prefix}{rows}"
                self.printed.append(self._row(child, label if own is None else own, own=own is not None))

    def _heading(self, group: Group, label: str, depth: int) -> TableRow:
        title = self._plain(group.title)
        kind = "nhom" if depth == 0 else "nhom_con"
        if self.table.declared.tong_nhom:
            return TableRow(kind, self._summed(group, [label, title]))
        at = self._at(group.title)
        if self.table.columns[0].numbering and len(self.columns) > 1:
            return TableRow(kind, [
                TableCell((CellParagraph(label),), "", at=at),
                TableCell((CellParagraph(title),), "", len(self.columns) - 1, at),
            ])  # fmt: skip
        return TableRow(kind, [TableCell((CellParagraph(_titled([label, title])),), "", len(self.columns), at)])

    def _summed(self, group: Group | None, labels: list[str]) -> list[TableCell]:
        """Return the cells of a total: labels over the columns before the first figures, then the totals."""
        summed = [self.figures.is_figures(column.code) for column in self.columns]
        lead = summed.index(True) if True in summed else len(self.columns)
        cells = self._labels(labels, lead, self._at(group.title) if group else Where)
        for place in range(lead, len(self.columns)):
            column = self.columns[place]
            total = self._total(column.code, group) if summed[place] else ""
            text = self._figure(total, self.table.columns[place], percent=self.figures.is_rates(column.code))
            if place == 0:  # the first column holds figures: no column is left for the labels
                text = f"{_titled(labels)}: {text}"
            cells.append(TableCell((CellParagraph(text),), column.align))
        return cells

    def _labels(self, labels: list[str], lead: int, at: At) -> list[TableCell]:
        """Return the cells that label a total, over its first `lead` columns; the number has its own where it can."""
        if not lead:
            return []
        if len(labels) == 2 and lead > 1 and self.table.columns[0].numbering:
            number, title = labels
            return [
                TableCell((CellParagraph(number),), "", at=at),
                TableCell((CellParagraph(title),), "", lead - 1, at),
            ]
        return [TableCell((CellParagraph(_titled(labels)),), "", lead, at)]

    def _total(self, ma: str, group: Group | None) -> Any:
        try:
            return self.figures.totals.as_shown(ma, self.figures.total(ma, group), group)
        except ExpressionError:
            return None  # reported where the formula is written

    def _row(self, row: Row, number: str, *, own: bool) -> TableRow:
        """Return a printed row; `own`: its number is that of its source, and is printed whatever its cell says."""
        cells = []
        for column, cot in zip(self.columns, self.table.columns, strict=True):
            cell = row.cells.get(column.code)
            if cot.numbering and (own or cell is None or cell.value in (None, "")):
                cells.append(TableCell((CellParagraph(number),), column.align))
            elif cot.cong_thuc:
                text = self._figure(self._value(row, column.code), cot)
                at = partial(self.figures.where, row, column.code)
                cells.append(TableCell((CellParagraph(text),), column.align, at=at))
            elif cell is None:
                cells.append(TableCell((CellParagraph(""),), column.align))
            else:
                cells.append(TableCell(self._paragraphs(cell, cot), column.align, at=partial(cell.where, self.log)))
        return TableRow("hang", cells)

    def _at(self, cell: Cell) -> At:
        return partial(cell.where, self.log) if cell.origin else Where

    def _value(self, row: Row, ma: str) -> Any:
        try:
            return self.figures.value(row, ma)
        except ExpressionError as error:
            column = self.figures.columns[ma]
            assert column.cong_thuc is not None
            self.figures.failures.say("SL005", column.cong_thuc, error, None)
            return None

    def _runs(self, value: Any) -> list[Run]:
        return self.tables.cells.runs(value, self.cited) if isinstance(value, DataText) else [Run(shown(value))]

    def _plain(self, cell: Cell) -> str:
        return "".join(run.text for run in self._runs(cell.value))

    def _paragraphs(self, cell: Cell, column: Cot) -> tuple[CellParagraph, ...]:
        if isinstance(cell.value, list | tuple):
            self._say_empty_items(cell, cell.value)
            bullets = []
            for item in cell.value:
                for paragraph in paragraphs(self._runs(item)):
                    bullets.append(paragraph._replace(bullet=True))
            return tuple(bullets)
        if not isinstance(cell.value, str):
            return (CellParagraph(self._figure(cell.value, column)),)
        bare = not isinstance(cell.value, DataText) or not is_marked(cell.value)  # as most are
        runs = [] if bare else self._runs(cell.value)
        text = plain_text(cell.value) if bare else "".join([run.text for run in runs])
        if self.formats_texts[str(column.ma)] and not is_padded(text):
            value = self.figures.cells.read(str(column.ma), text)
            if isinstance(value, Decimal):
                minus = text.strip().startswith("-")  # in a column of brackets too, where the source has it so
                return (CellParagraph(self._figure(value, column, percent=as_rate(text), brackets=not minus)),)
        if bare and "\n" not in text and not text.lstrip().startswith("- "):
            return (CellParagraph(text.strip()),)
        return paragraphs(runs or [Run(text)])

    def _say_empty_items(self, cell: Cell, items: Sequence[Any]) -> None:
        """Log the first item of a list in a cell that would be printed as a bare dash."""
        for number, item in enumerate(items, 1):
            if isinstance(item, str) and not item.strip():
                at = cell.where(self.log)
                if isinstance(item, DataText) and item.key:
                    at = item.where(self.log.places)
                said = f"ý thứ {number} của ô đang để trống, sẽ in một gạch đầu dòng không có chữ"
                self.log.say("DL041", at, said, "Viết nội dung vào chỗ trống, hoặc bỏ ý ấy.")
                return

    def _formats_texts(self, column: Cot) -> bool:
        """Return whether figures typed as text in a column are printed as its other figures are.

        They are where the column has a kind, is totalled or in a formula, or writes 1,234.5.
        """
        ma = str(column.ma)
        used = column.kieu or self.totalled or ma in self.in_formulas or self.figures.cells.reads_points(ma)
        return self.figures.is_figures(ma) and bool(used)

    def _figure(self, value: Any, column: Cot, *, percent: bool = False, brackets: bool = True) -> str:
        """Return a value as a cell of its column prints it."""
        if not isinstance(value, int | Decimal):
            return shown(value)
        ma = str(column.ma)
        if ma not in self._styles:
            self._styles[ma] = FigureStyle.of(column, bare=self._is_bare(ma))
        return self._styles[ma].written(value, percent=percent, brackets=brackets)

    def _is_bare(self, ma: str) -> bool:
        """Return whether the digits of a column are printed as they are: 1980, of a year; 1234, of a decision."""
        figures = self.figures
        if figures.is_named(ma):
            return True
        return figures.cells.may_be_papers(ma) and not figures.is_totalled(ma)


def _titled(labels: Sequence[str]) -> str:
    """Return the label and the title of a heading as one text, "I. Khối Nội"; a title alone unchanged."""
    if len(labels) == 1:
        return labels[0]
    label, title = labels
    stop = "" if label.endswith((".", ")")) else "."
    return f"{label}{stop} {title}"
