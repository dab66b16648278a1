"""Contradictions in a table: figures of its source that formulas or totals deny, equations, deadlines.

Promises: a finding gives both figures, at the cell that differs; the total of a column of rates is compared with the
ratio of the totals, never with a sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from docgen import expression
from docgen.context import lost_zeros
from docgen.context.column_checks import check_columns
from docgen.context.figures import Figures, shown
from docgen.context.percent_heads import percentages_without_sign, shares_under_percent
from docgen.context.table_names import RowNames, TotalNames
from docgen.expression import ExpressionError
from docgen.finding import Finding, Where
from docgen.model.fields import DataText
from docgen.model.tables.figure import as_rate, looks_like_figure, meant, same
from docgen.model.tables.table import Cell, Cot, Group, Row
from docgen.model.tables.total_words import label_of


class FigureChecks:
    """Checks one table and logs what it finds."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.log = figures, figures.log
        self._times_100 = []  # columns of percentages whose formula multiplies by 100, which printing does as well
        for ma, column in figures.columns.items():
            if column.kieu == "phần trăm" and column.cong_thuc and expression.multiplies_by_100(column.cong_thuc):
                self._times_100.append(ma)
        self._unscaled = dict(shares_under_percent(figures))

    def check(self) -> None:
        """Log figures that the source contradicts, equations that do not hold, deadlines that are not understood."""
        checks = (
            self._check_deadlines,
            self._check_scales,
            self._check_formulas,
            self._check_equations,
            self._check_totals,
            self._check_summed,
            self._check_columns,
            self._check_what_was_read,
        )
        for check in checks:
            check()

    def _say(self, code: str, cell: Cell, message: str, remedy: str = "") -> None:
        self.log.say(code, cell.where(self.log), message, remedy)

    def _check_deadlines(self) -> None:
        ma = str(self.figures.table.declared.han or "")
        if not ma:
            return
        for row in self.figures.rows:
            cell = row.cells.get(ma)
            if cell and cell.value and self.figures.due(row) is None:
                self._say("SL006", cell, f"không hiểu thời hạn “{cell.value}”")

    def _check_scales(self) -> None:
        """Log percentages that would be printed a hundred times too large or too small."""
        for ma in self._times_100:
            formula = self.figures.columns[ma].cong_thuc
            assert formula is not None
            said = f"công thức “{formula}” nhân 100, mà cột “{ma}” in phần trăm: docgen đã tự nhân 100"
            self.log.say("SL042", formula.key, said)
        self.log.findings += [*self._unscaled.values(), *percentages_without_sign(self.figures)]

    def _is_scaled_wrong(self, ma: str) -> bool:
        """Return whether the formula of a column is off by a hundred: that is said, and explains all its cells."""
        return ma in self._times_100 or ma in self._unscaled

    def _check_formulas(self) -> None:
        """Log cells with another figure than the formula of their column gives."""
        judged = []
        for ma, column in self.figures.columns.items():
            if column.cong_thuc and not self._is_scaled_wrong(ma):
                judged.append((ma, column))
        for row in self.figures.rows:
            for ma, column in judged:
                self._compare(row, ma, column)

    def _check_equations(self) -> None:
        """Log equations that do not hold in a row; one that holds in all rows must hold in the totals too."""
        equations = self.figures.table.declared.kiem or []
        if not equations:
            return
        failed: set[int] = set()  # the places of equations that do not hold in some row
        wrong_rows: list[tuple[Row, list[tuple[DataText, str]]]] = []
        for row in self.figures.rows:
            wrong = self._wrong_in_row(row, equations, failed)
            wrong_rows.append((row, wrong))
        for row, wrong in wrong_rows:
            for equation, values in self.figures.empty_cells.unexplained(row, wrong):
                self._say_wrong(equation, values, self.figures.where(row, ""), f"hàng “{self.figures.key_of(row)}”")
        for number, equation in enumerate(equations):
            if number in failed:
                continue
            if of_total := self._wrong(equation, TotalNames(self.figures, None), None):
                self._say_wrong(equation, of_total, self.log.places.where(equation.key), "dòng tổng")

    def _wrong_in_row(self, row: Row, equations: Sequence[DataText], failed: set[int]) -> list[tuple[DataText, str]]:
        """Return the equations that are wrong in a row with both sides; add the places of those that fail to `failed`.

        Where all hold, the empty cells that they ask for are meant to be empty.
        """
        names, empty_cells = RowNames(self.figures, row), self.figures.empty_cells
        wrong, all_hold = [], True
        for number, equation in enumerate(equations):
            values = self._wrong(equation, names, row)
            if values is None:
                continue
            all_hold = False
            failed.add(number)
            if values:
                wrong.append((equation, values))
        if all_hold:
            for equation in equations:
                empty_cells.meant.update(empty_cells.asked(row, equation))
        return wrong

    def _check_totals(self) -> None:
        """Log totals of the source that the rows deny, of groups and of the whole table."""
        for group in self.figures.all_groups():
            for given in group.given:
                self._compare_total(given, group)
        for given in self.figures.table.totals_given:
            self._compare_total(given)

    def _check_columns(self) -> None:
        """Log what the columns as wholes contradict, and zeros that were lost at the start of codes."""
        figures = self.figures
        self.log.findings += [*check_columns(figures), *figures.open_columns.check(), *lost_zeros.of_table(figures)]

    def _check_what_was_read(self) -> None:
        """Log what was doubtful in the cells that were asked for; to be called when all else has been computed."""
        if self.figures.totals.asked_for:
            self.log.findings += self.figures.table.doubts
        self.figures.cells.check()

    def _check_summed(self) -> None:
        """Log cells that keep a column from being totalled, or that no column can be totalled at all."""
        declared = self.figures.table.declared
        if not (declared.dong_tong or declared.tong_nhom):
            return
        kept_out = []
        for ma, column in self.figures.columns.items():
            if column.numbering or column.kieu or column.cong_thuc or self.figures.is_named(ma):
                continue
            message = f"ô này không phải là số nên cột “{ma}” không được cộng"
            for cell in self._no_figures(ma):
                kept_out.append(Finding.of("SL007", cell.where(self.log), message, meant(str(cell.value))))
        self.log.findings += kept_out
        if (
            not kept_out
            and not self.figures.table.missing
            and not any(self.figures.is_figures(ma) for ma in self.figures.columns)
        ):
            self.log.say("SL008", self.figures.table.declared.key, "bảng có dòng tổng mà không cột nào cộng được")

    def _no_figures(self, ma: str) -> list[Cell]:
        """Return the cells among the figures of a column that are not figures.

        In a column mostly of words only slips count, and only beside some figure ("1.2O0").
        """
        filled = self.figures.filled(ma)
        texts = [cell for cell, value in filled if not isinstance(value, Decimal)]
        if 2 * len(texts) < len(filled):
            return texts
        if len(texts) == len(filled):
            return []
        return [cell for cell in texts if looks_like_figure(cell.value)]

    def _compare(self, row: Row, ma: str, column: Cot) -> None:
        """Log a cell with another figure than the formula of its column gives."""
        cell = row.cells.get(ma)
        given = self.figures.cells.read(ma, cell.value) if cell else None
        computed = self.figures.value(row, ma)
        if cell is None or given is None or not isinstance(computed, Decimal):
            return
        if isinstance(given, Decimal) and (
            same(given, computed) or self._lacks_percent_sign(ma, cell, given, computed)
        ):
            return
        shown = self.figures.shown
        said = f"cột “{ma}” ghi {shown(given, ma)}, công thức “{column.cong_thuc}” cho {shown(computed, ma)}"
        if not self.figures.empty_cells.explains("SL001", row, str(column.cong_thuc), said):
            self._say("SL001", cell, said)

    def _lacks_percent_sign(self, ma: str, cell: Cell, given: Decimal, computed: Decimal) -> bool:
        """Return whether a cell among percentages is the right rate without its sign: 95 for 95%."""
        percent = self.figures.columns[ma].kieu == "phần trăm"
        return percent and not as_rate(cell.value) and same(given, computed * 100)

    def _compare_total(self, row: Row, group: Group | None = None) -> None:
        """Log what a total row of the source says differently, of a group or of the whole table."""
        label = next((ma for ma, cell in row.cells.items() if _is_label(cell)), None)
        for ma, cell in row.cells.items():
            column = self.figures.columns.get(ma)
            if column is not None and not column.numbering and ma != label and cell.value not in (None, ""):
                self._compare_cell_of_total(ma, column, cell, group)

    def _compare_cell_of_total(self, ma: str, column: Cot, cell: Cell, group: Group | None) -> None:
        given, total = self.figures.cells.read(ma, cell.value), self.figures.total(ma, group)
        if given is None or self.figures.is_failed(ma) or self._is_scaled_wrong(ma):
            return
        of = f"nhóm “{group.title.value}”" if group else "dòng tổng"
        if not isinstance(given, Decimal):
            self._say("SL041", cell, f"{of} của nguồn ghi {shown(given)} ở cột “{ma}”: không được in")
        elif not self.figures.cells.of_total(ma, cell):
            return
        elif not self.figures.is_added(ma) and not column.cong_thuc:
            if not group or total is not None:
                self._compare_rate(ma, cell, given, total, of)
        elif total is None and column.kieu == "chữ":
            self._say("SL041", cell, f"{of} của nguồn ghi {shown(given)} ở cột chữ “{ma}”: không được in")
        elif isinstance(total, Decimal) and not same(given, total):
            if self._follows_from_groups(ma, group, given - total):
                return
            how = f"công thức “{column.cong_thuc}” cho" if column.cong_thuc else "cộng các hàng được"
            said = f"{of} của nguồn ghi {self.figures.shown(given, ma)}, {how} {self.figures.shown(total, ma)}"
            if not self.figures.empty_cells.explains_total(ma, self.figures.rows_of(group), said):
                self._say("SL003", cell, said)

    def _follows_from_groups(self, ma: str, group: Group | None, difference: Decimal) -> bool:
        """Return whether a total is wrong by as much as the totals of the groups in it, which are told themselves."""
        column, children = self.figures.columns[ma], group.children if group else self.figures.table.children
        if column.cong_thuc or column.tong not in (None, "cộng"):
            return False
        off = Decimal(0)
        for child in children:
            given = self.figures.ratios.given(ma, child) if isinstance(child, Group) else None
            total = self.figures.total(ma, child) if given is not None and isinstance(child, Group) else None
            if given is not None and total is not None:
                off += given - total
        return bool(off) and off == difference

    def _compare_rate(self, ma: str, cell: Cell, given: Decimal, total: Decimal | None, of: str) -> None:
        """Log the total of rates that a source gives, unless it is the one that the rows prove."""
        if total is not None and same(given, total):
            return
        ratio, shown = self.figures.ratios.only(ma), self.figures.shown
        remedy = f'Thêm vào cột “{ma}”: cong_thuc = "{ratio.formula}".' if ratio else ""
        if total is not None:
            how = f"mọi hàng là {ratio.formula}, trên các tổng được" if ratio else "tính từ các cột khác được"
            said = f"{of} của nguồn ghi {shown(given, ma)}, {how} {shown(total, ma)}"
            self._say("SL003", cell, said, remedy)
            return
        what = "ở cột tỷ lệ" if self.figures.open_columns.what(ma) == "là tỷ lệ" else "ở cột không cộng được"
        said = f"dòng tổng của nguồn ghi {shown(given, ma)} {what} “{ma}”, không có công thức: ô tổng để trống"
        self._say("SL009", cell, said, remedy)

    def _wrong(self, equation: DataText, names: Mapping[str, Any], row: Row | None) -> str | None:
        """Return both sides of an equation that does not hold in a row or in the totals; None where it holds.

        "" is for one that cannot be computed, which is logged.
        """
        try:
            if expression.evaluate(equation, names):
                return None
            sides = [side.strip() for side in re.split(r"(?:==|<=|>=|<|>)", equation, maxsplit=1)]
            return " và ".join(f"{side} = {shown(expression.evaluate(side, names))}" for side in sides if side)
        except ExpressionError as error:
            if row is None:
                self.figures.failures.say("SL005", equation, error, None)
            else:
                self.figures.failures.say_in_row("SL005", equation, error, row)
            return ""

    def _say_wrong(self, equation: DataText, values: str, at: Where, place: str) -> None:
        self.log.say("SL002", at, f"không đúng {equation} ở {place}: {values}")


def _is_label(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(label_of([cell.value]))
