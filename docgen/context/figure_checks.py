"""What contradicts in a table: figures of the source against formulas, totals against rows, equations, deadlines.

Promises: both figures are told, at the cell that says otherwise; a rate's total is held against the totals it is made
of, never against a sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import permutations
from typing import Any

from docgen import expression
from docgen.context.column_checks import check_columns
from docgen.context.figures import Figures, shown
from docgen.context.table_names import RowNames, TotalNames
from docgen.expression import ExpressionError
from docgen.finding import Finding, Where
from docgen.model.fields import DataText
from docgen.model.figure import as_rate, looks_like_figure, meant, same
from docgen.model.table import Cell, Cot, Group, Row
from docgen.model.total_rows import label_of


class FigureChecks:
    """Checks one table; what it finds is logged."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.log = figures, figures.log
        self._doubled = {
            ma
            for ma, column in figures.columns.items()
            if column.kieu == "phần trăm" and column.cong_thuc and expression.multiplies_by_100(column.cong_thuc)
        }

    def check(self) -> None:
        """Log figures that the source contradicts, equations that do not hold, deadlines that are not understood."""
        if self.figures.table.declared.han:
            for row in self.figures.rows:
                cell = row.cells.get(str(self.figures.table.declared.han))
                if cell and cell.value and self.figures.due(row) is None:
                    self.log.findings.append(
                        Finding.of("SL006", cell.where(self.log), f"không hiểu thời hạn “{cell.value}”")
                    )
        self._say_doubled()
        for row in self.figures.rows:
            for ma, column in self.figures.columns.items():
                if column.cong_thuc and ma not in self._doubled:
                    self._compare(row, ma, column)
        self._check_equations()
        for group in self.figures.all_groups():
            for given in group.given:
                self._compare_total(given, group)
        for given in self.figures.table.totals_given:
            self._compare_total(given)
        if self.figures.table.declared.dong_tong or self.figures.table.declared.tong_nhom:
            self._check_summed()
        self.log.findings += check_columns(self.figures)
        if self.figures.adds:
            self.log.findings += self.figures.table.doubts
        self.figures.cells.check()

    def _say_doubled(self) -> None:
        """Log formulas that multiply by 100 in columns that are printed as percentages."""
        for ma in self._doubled:
            formula = self.figures.columns[ma].cong_thuc
            assert formula is not None
            said = f"công thức “{formula}” nhân 100, mà cột “{ma}” in phần trăm: docgen đã tự nhân 100"
            self.log.say("SL042", formula.key, said)

    def _check_equations(self) -> None:
        """Log equations that do not hold in a row; those that hold in all of them must hold in the totals."""
        equations = self.figures.table.declared.kiem or []
        empty_cells = self.figures.empty_cells
        failed: set[int] = set()
        told: list[tuple[Row, list[tuple[DataText, str]]]] = []
        for row in self.figures.rows if equations else ():
            names = RowNames(self.figures, row)
            worked = [self._wrong(equation, names, row) for equation in equations]
            failed |= {number for number, values in enumerate(worked) if values is not None}
            told.append((row, [(equations[number], values) for number, values in enumerate(worked) if values]))
            if not any(value is not None for value in worked):
                empty_cells.meant.update(ma for equation in equations for ma in empty_cells.asked(row, equation))
        for row, wrong in told:
            for equation, values in empty_cells.left(row, wrong):
                self._say_wrong(equation, values, self.figures.where(row, ""), f"hàng “{self.figures.key_of(row)}”")
        for number, equation in enumerate(equations):
            if number not in failed and (of_total := self._wrong(equation, TotalNames(self.figures, None), None)):
                self._say_wrong(equation, of_total, self.log.places.where(equation.key), "dòng tổng")

    def _check_summed(self) -> None:
        """Log cells that keep a column from being totalled, and a total that totals nothing."""
        kept_out = []
        for ma, column in self.figures.columns.items():
            if column.numbering or column.kieu or column.cong_thuc:
                continue
            cells = list(self.figures.filled(ma))
            odd = [cell for cell, value in cells if not isinstance(value, Decimal)]
            if 2 * len(odd) >= len(cells):  # a column of words, but for slips among figures
                odd = [cell for cell in odd if len(odd) < len(cells) and looks_like_figure(cell.value)]
            message = f"ô này không phải là số nên cột “{ma}” không được cộng"
            kept_out += [Finding.of("SL007", cell.where(self.log), message, meant(str(cell.value))) for cell in odd]
        self.log.findings += kept_out
        if not kept_out and not any(self.figures.is_figures(ma) for ma in self.figures.columns):
            self.log.say("SL008", self.figures.table.declared.key, "bảng có dòng tổng mà không cột nào cộng được")

    def _compare(self, row: Row, ma: str, column: Cot) -> None:
        cell = row.cells.get(ma)
        given = self.figures.cells.read(ma, cell.value) if cell else None
        made = self.figures.value(row, ma)
        if cell is None or given is None or made is None or not isinstance(made, Decimal):
            return
        told = self.figures.told
        if not isinstance(given, Decimal) or not (same(given, made) or self._in_hundredths(ma, cell, given, made)):
            said = f"cột “{ma}” ghi {told(given, ma)}, công thức “{column.cong_thuc}” cho {told(made, ma)}"
            if self.figures.empty_cells.explains("SL001", row, str(column.cong_thuc), said):
                return
            self.log.findings.append(Finding.of("SL001", cell.where(self.log), said))

    def _in_hundredths(self, ma: str, cell: Cell, given: Decimal, made: Decimal) -> bool:
        """Return whether a cell among percentages is the right rate without its sign: 95 for 95%."""
        percent = self.figures.columns[ma].kieu == "phần trăm"
        return percent and not as_rate(cell.value) and same(given, made * 100)

    def _compare_total(self, row: Row, group: Group | None = None) -> None:
        told = self.figures.told
        of = f"nhóm “{group.title.value}”" if group else "dòng tổng"
        words = [ma for ma, cell in row.cells.items() if isinstance(cell.value, str) and label_of([cell.value])]
        for ma, cell in row.cells.items():
            column = self.figures.columns.get(ma)
            if column is None or column.numbering or ma in words[:1] or cell.value in (None, ""):
                continue
            given, made = self.figures.cells.read(ma, cell.value), self.figures.total(ma, group)
            if given is None or self.figures.is_failed(ma) or ma in self._doubled:
                continue
            if not isinstance(given, Decimal):
                self.log.findings.append(
                    Finding.of(
                        "SL041", cell.where(self.log), f"{of} của nguồn ghi {shown(given)} ở cột “{ma}”: không được in"
                    )
                )
            elif not self.figures.cells.of_total(ma, cell):
                continue
            elif made is None and not self.figures.is_added(ma) and not group:
                self._compare_rate(ma, cell, given)
            elif made is None and column.kieu == "chữ":
                self.log.findings.append(
                    Finding.of(
                        "SL041",
                        cell.where(self.log),
                        f"{of} của nguồn ghi {shown(given)} ở cột chữ “{ma}”: không được in",
                    )
                )
            elif isinstance(made, Decimal) and not same(given, made):
                how = f"công thức “{column.cong_thuc}” cho" if column.cong_thuc else "cộng các hàng được"
                said = f"{of} của nguồn ghi {told(given, ma)}, {how} {told(made, ma)}"
                if self.figures.empty_cells.explains_total(ma, self.figures.rows_of(group), said):
                    continue
                self.log.findings.append(Finding.of("SL003", cell.where(self.log), said))

    def _compare_rate(self, ma: str, cell: Cell, given: Decimal) -> None:
        """Log the total of rates that a source gives: rates are not added up, and no formula says how to make it."""
        likely, told = self._ratio(ma), self.figures.told
        formula = f"{likely[0]} / {likely[1]}" if likely else ""
        formula += " * 100" if likely and self._scale(ma) == 100 else ""
        remedy = f'Thêm vào cột “{ma}”: cong_thuc = "{formula}".' if likely else ""
        if likely and not same(given, self._divided(ma, *likely)):
            made = told(self._divided(ma, *likely), ma)
            said = f"dòng tổng của nguồn ghi {told(given, ma)}, mọi hàng là {formula}, trên các tổng được {made}"
            self.log.findings.append(Finding.of("SL003", cell.where(self.log), said, remedy))
            return
        said = f"dòng tổng của nguồn ghi {told(given, ma)} ở cột tỷ lệ “{ma}” không có công thức: ô tổng để trống"
        self.log.findings.append(Finding.of("SL009", cell.where(self.log), said, remedy))

    def _scale(self, ma: str) -> int:
        """Return what a ratio is multiplied by in a column of rates: shares of one, or plain numbers of a hundred."""
        return 1 if self.figures.is_rates(ma) else 100

    def _ratio(self, ma: str) -> tuple[str, str] | None:
        """Return the two columns whose ratio a column of rates is in every row, at least two; None unless only two."""
        figures = self.figures
        rows = [(row, value) for row in figures.rows if isinstance(value := figures.value(row, ma), Decimal)]
        names = [name for name in figures.columns if name != ma and figures.is_figures(name) and figures.is_added(name)]

        def fits(above: str, below: str) -> bool:
            pairs = ((figures.value(row, above), figures.value(row, below), rate) for row, rate in rows)
            scale = self._scale(ma)
            return all(
                isinstance(a, Decimal) and isinstance(b, Decimal) and b and same(rate, a / b * scale)
                for a, b, rate in pairs
            ) and bool(figures.total(below))

        found = [pair for pair in permutations(names, 2) if len(rows) > 1 and fits(*pair)]
        return found[0] if len(found) == 1 else None

    def _divided(self, ma: str, above: str, below: str) -> Decimal:
        ratio = (self.figures.total(above) or Decimal(0)) / (self.figures.total(below) or Decimal(1))
        return ratio * self._scale(ma)

    def _wrong(self, equation: DataText, names: Mapping[str, Any], row: Row | None) -> str | None:
        """Return both sides of an equation that does not hold in a row or in the totals; None where it does.

        "" stands for one that cannot be worked out, which is logged.
        """
        try:
            if expression.evaluate(equation, names):
                return None
            sides = [side for side in re.split(r"(?:==|<=|>=|<|>)", equation, maxsplit=1) if side.strip()]
            return " và ".join(f"{side.strip()} = {shown(expression.evaluate(side, names))}" for side in sides)
        except ExpressionError as error:
            if row is None or not self.figures.divided_by_nothing(equation, error, row):
                self.figures.tell("SL005", equation, error, self.figures.cause(equation, error, row) if row else None)
            return ""

    def _say_wrong(self, equation: DataText, values: str, at: Where, place: str) -> None:
        self.log.findings.append(Finding.of("SL002", at, f"không đúng {equation} ở {place}: {values}"))
