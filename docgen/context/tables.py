"""The tables of a dossier: their figures, what expressions and prose see of them, and each as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from docgen.context.cell_texts import CellTexts
from docgen.context.figure_checks import FigureChecks
from docgen.context.figures import Figures, spelled
from docgen.context.names import Cited, Evaluator
from docgen.context.printed_rows import PrintedRows
from docgen.context.row_order import has_column, sort
from docgen.context.table_layout import header_cells, merge_down
from docgen.finding import At, nearest, suggestion
from docgen.model.fields import DataText, Log
from docgen.model.resolved import Column, TableBlock
from docgen.model.tables.table import Cot, Table


class Tables:
    """The tables of a dossier. `previous` are those of the last period, matched by code."""

    def __init__(
        self, tables: Mapping[str, Table], evaluator: Evaluator, log: Log, previous: Tables | None = None,
        year: int = 0, day: date | None = None,
    ) -> None:  # fmt: skip
        self.tables, self.evaluator, self.log, self.previous = tables, evaluator, log, previous
        self.year, self.day = year, day
        self.cells = CellTexts(evaluator)
        self.used: set[str] = set()
        self._figures: dict[str, Figures] = {}

    def figures(self, code: str) -> Figures:
        """Return a table's figures."""
        if code not in self._figures:
            table = self.tables[code]
            before = self._before(table, code)
            sort(table, self.log)
            self._figures[code] = Figures(
                table, self.evaluator.names, self.log, before, self.year, self.day, self._evaluated
            )
        return self._figures[code]

    def _evaluated(self, value: Any) -> Any:
        return self.cells.value(value) if isinstance(value, DataText) else value

    def _before(self, table: Table, code: str) -> Figures | None:
        """Return the figures of the table of the last period that a table is compared with."""
        named = table.declared.so_voi
        if self.previous is None:
            return None
        if named and named not in self.previous.tables:
            likely = nearest(named, self.previous.tables)
            self.log.say("DL054", named.key, f"kỳ trước không có bảng “{named}”", suggestion(likely))
        wanted = str(named or code)
        if wanted not in self.previous.tables:
            return None
        self.previous.used.add(wanted)
        return self.previous.figures(wanted)

    def names(self) -> Mapping[str, Any]:
        """Return the tables as expressions see them: `bang.ho_so.tong.tiep_nhan`, `bang.ho_so.so_hang`."""
        return {code: self.figures(code).as_names() for code in self.tables}

    def check(self, *, only_used: bool = False) -> None:
        """Log every figure that contradicts another; with `only_used`, in the tables that were asked for."""
        for code, table in self.tables.items():
            asked = code in self.used or not only_used
            if asked and not table.lost:
                FigureChecks(self.figures(code)).check()

    def printed(self, code: str, at: At, cited: Cited) -> TableBlock | None:
        """Return a table ready to be printed; None when no table has that code."""
        table = self.tables.get(code)
        if table is None:
            self.used.add(nearest(code, self.tables))  # a misspelt code, reported by others: the one meant is used
            return None
        self.used.add(code)
        declared, figures = table.declared, self.figures(code)
        paths, columns = [], []
        for column in table.columns:
            paths.append([self._text(name, cited) for name in column.ten])
            width_at = partial(self.log.places.where, (*column.key, "rong"))
            columns.append(Column(str(column.ma), column.rong, column.can or _align(figures, column), width_at))
        header, depth = header_cells(paths)
        rows = [] if table.lost else PrintedRows(self, table, figures, columns, cited).rows()
        merged = [str(ma) for ma in declared.gop_o or [] if has_column(table, ma, str(ma), "gộp ô", self.log)]
        merge_down(rows, columns, merged)
        return TableBlock(code, self._text(declared.tieu_de, cited), self._text(declared.don_vi, cited),
                          columns, header, depth, _column_numbers(table), rows, at)  # fmt: skip

    def _text(self, text: DataText | None, cited: Cited) -> str:
        return self.evaluator.printed(text, cited) if text else ""


def _column_numbers(table: Table) -> list[str]:
    """Return the row of column numbers, with formulas as offices print them: (1) (2) (3)=(4)+(5)."""
    if not table.declared.danh_so_cot:
        return []
    codes = [str(column.ma) for column in table.columns]
    numbers = []
    for number, column in enumerate(table.columns, 1):
        formula = spelled(column.cong_thuc, codes) if column.cong_thuc else ""
        numbers.append(f"({number})={formula}" if formula else f"({number})")
    return numbers


def _align(figures: Figures, column: Cot) -> str:
    if column.numbering:
        return "giữa"
    return "phải" if figures.is_figures(str(column.ma)) else ""
