"""The figures of a table: columns computed by formulas, totals of groups and of the whole table, and ranks.

Promises: arithmetic is in `Decimal`; a total of a formula column is the formula over the totals, so shares and ratios
stay right; what cannot be computed is a finding at its cell, and the cell stays empty rather than wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from docgen import expression, vietnamese
from docgen.context import tasks
from docgen.context.cells import Cells
from docgen.context.empty_cells import EmptyCells
from docgen.context.last_period import LastPeriod
from docgen.context.open_columns import OpenColumns
from docgen.context.ratios import Ratios
from docgen.context.table_names import RowNames, TableNames, TotalNames
from docgen.expression import ExpressionError, Followed
from docgen.finding import Where
from docgen.model.fields import DataText, Log
from docgen.model.tables.figure import figure
from docgen.model.tables.table import Cell, Cot, Group, Row, Table
from docgen.vietnamese import SoIn

_SUMS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "cộng": lambda values: sum(values, Decimal(0)),
    "trung bình": lambda values: sum(values, Decimal(0)) / len(values),
    "lớn nhất": max,
    "nhỏ nhất": min,
    "đếm": lambda values: Decimal(len(values)),
}

_OF_A_SHEET = re.compile(r"^\s*=|\$?\b[A-Z]{1,3}\$?\d+\b|\d\s*%\s*(?:$|[-+*/)])|\b(?:SUM|IF|ROUND|AVERAGE)\s*\(")


class Figures:
    """Computes one table. `names` are the names of the dossier; `previous` is the same table of the last period.

    `text` evaluates the expressions in a cell written in the data.
    """

    def __init__(
        self, table: Table, names: Mapping[str, Any], log: Log, previous: Figures | None = None,
        year: int = 0, day: date | None = None, text: Callable[[Any], Any] = lambda value: value,
    ) -> None:  # fmt: skip
        self.table, self.names, self.log = table, names, log
        self.year, self.day, self.text = year, day, text
        self.columns = {str(column.ma): column for column in table.columns}
        self.rows = list(table.rows())
        self.cells = Cells(table, self.rows, log, text)
        self.groups = dict(_owners(table.children, ()))
        self._values: dict[tuple[Row | Group | None, str], Any] = {}  # by row or group (None: the table) and column
        self._open: list[tuple[Row | Group | None, str]] = []  # what is being computed, to find cycles
        self._places = {row: number for number, row in enumerate(self.rows, 1)}
        self._rows_of: dict[Group, list[Row]] = {}
        for row in self.rows:
            for group in self.groups[row]:
                self._rows_of.setdefault(group, []).append(row)
        self._sorted_values: dict[str, list[Decimal]] = {}
        self._reported: set[tuple[str, str]] = set()  # codes of findings with the formulas they are about
        self._failed: set[str] = set()  # formulas
        self._failed_cells: set[tuple[Row, str]] = set()
        self._figure_columns: dict[str, bool] = {}
        self._year_columns: dict[str, bool] = {}
        self.adds = False  # whether a total was asked for
        self.last_period = LastPeriod(self, previous) if previous else None
        self.empty_cells = EmptyCells(self)
        self.open_columns = OpenColumns(self)
        self.ratios = Ratios(self)

    # Cells and totals

    def is_figures(self, ma: str) -> bool:
        """Return whether a column holds figures only, at least one, or has a formula that gives figures."""
        if ma not in self._figure_columns:
            column = self.columns.get(ma)
            kind = column.kieu if column else None
            if column is None or column.numbering or kind in ("chữ", "ngày"):
                found = False
            elif kind:
                found = True
            elif column.cong_thuc:
                self._figure_columns[ma] = True  # while its rows are looked at
                found = not self._gives_texts(ma)
            else:
                figures = [isinstance(value, Decimal) for _, value in self.filled(ma)]
                found = bool(figures) and all(figures) and not self.is_named(ma)
            self._figure_columns[ma] = found
        return self._figure_columns[ma]

    def _gives_texts(self, ma: str) -> bool:
        """Return whether a formula gives texts, such as the state of a task: those have no total."""
        values = [self._value_or_none(row, ma) for row in self.rows]
        given = [value for value in values if value is not None]
        return bool(given) and all(isinstance(value, str) for value in given)

    def _value_or_none(self, row: Row, ma: str) -> Any:
        try:
            return self.value(row, ma)
        except ExpressionError:
            return None  # reported where it is printed

    def is_years(self, ma: str) -> bool:
        """Return whether a column holds years: it says so, and every cell is one. Years are not grouped or totalled."""
        if ma not in self._year_columns:
            self._year_columns[ma] = self.cells.are_years(ma)
        return self._year_columns[ma]

    def is_named(self, ma: str) -> bool:
        """Return whether the digits of a column are years or codes, which nobody adds up."""
        return self.is_years(ma) or self.cells.are_codes(ma)

    def is_rates(self, ma: str) -> bool:
        """Return whether a column holds shares of one (45,2%)."""
        return self.cells.are_shares(ma)

    def is_added(self, ma: str) -> bool:
        """Return whether the figures of a column may be added up; rates are not, unless the column says how."""
        column = self.columns[ma]
        return bool(column.tong) or not self.open_columns.are_rates(ma)

    def filled(self, ma: str) -> Sequence[tuple[Cell, Any]]:
        """Return the cells of a column that hold something, each with its figure."""
        return self.cells.filled(ma)

    def value(self, row: Row, ma: str) -> Any:
        """Return the value of a cell, computed or as given; None where it is empty, or failed, which is reported."""
        column = self.columns.get(ma)
        if column is None or not column.cong_thuc:
            cell = row.cells.get(ma)
            if cell is None:
                return None
            self.cells.use(ma, cell)
            return self.cells.read(ma, cell.value)
        key = (row, ma)
        if key in self._open:
            cycle = self._open[self._open.index(key) :]
            chain = " → ".join([name for _, name in cycle] + [ma])
            raise ExpressionError(f"các công thức vòng tròn: {chain}")
        if key not in self._values:
            self._open.append(key)
            try:
                self._values[key] = self._formula(column, RowNames(self, row), row)
            finally:
                self._open.pop()
        return self._values[key]

    def total(self, ma: str, group: Group | None = None) -> Decimal | None:
        """Return the total of a column over a group, or over the whole table."""
        column = self.columns.get(ma)
        if column is None or not self.is_figures(ma) or column.tong == "không":
            return None
        if not self.is_added(ma):
            return None if column.cong_thuc else self.ratios.total(ma, group)
        self.adds = True
        key = (group, f"tong.{ma}")
        if key in self._open:
            raise ExpressionError(f"tổng của cột “{ma}” vòng tròn")
        if key not in self._values:
            self._open.append(key)
            try:
                products = column.cong_thuc and expression.multiplies_columns(column.cong_thuc)
                if column.cong_thuc and column.tong is None and not products:
                    self._values[key] = self._formula(column, TotalNames(self, group), None)
                else:
                    self._values[key] = self.sum_of(column, group)
            finally:
                self._open.pop()
        total: Decimal | None = self._values[key]
        return total

    def sum_of(self, column: Cot, group: Group | None = None) -> Decimal:
        """Return the total of a column over its rows, as the column takes it, whatever its head says."""
        ma = str(column.ma)
        values = []
        for row in self.rows_of(group):
            if not self._is_part(row, ma) and isinstance(value := self.value(row, ma), Decimal):
                values.append(value)
        return _SUMS[column.tong or "cộng"](values) if values else Decimal(0)

    def is_totalled(self, ma: str) -> bool:
        """Return whether a total of a column is printed, or was asked for."""
        printed = self.table.declared.dong_tong or self.table.declared.tong_nhom
        return bool(printed) or any(name == f"tong.{ma}" for _, name in self._values)

    def _is_part(self, row: Row, ma: str) -> bool:
        """Return whether the figure of a row is part of one above it, which is counted already."""
        owner = row.part_of
        while owner is not None and not isinstance(self.value(owner, ma), Decimal):
            owner = owner.part_of
        return owner is not None

    def asked(self, ma: str, row: Row) -> Any:
        """Return what an expression gets for a column of a row: an error where its own formula failed or gave nothing.

        An empty cell of a column of figures counts as nothing, as in a spreadsheet.
        """
        value = self.value(row, ma)
        if ma in self.table.missing:
            raise Followed(f"nguồn không có cột “{ma}”", remedy="Sửa lỗi của cột ấy trước.")
        if (cell := row.cells.get(ma)) is not None and self.cells.failed(ma, cell):
            raise Followed(f"ô của cột “{ma}” ở hàng này không đọc được", remedy="Sửa ô ấy trước.")
        if value is None and self.columns[ma].cong_thuc:
            error = Followed if (row, ma) in self._failed_cells else ExpressionError
            raise error(f"cột “{ma}” của hàng này không tính được")
        return Decimal(0) if value is None and self.is_figures(ma) else value

    def asked_total(self, ma: str, group: Group | None = None) -> Decimal | None:
        """Return what an expression gets for a total: an error where the column's formula failed."""
        total, column = self.total(ma, group), self.columns[ma]
        if total is None and column.cong_thuc in self._failed:
            raise Followed(f"cột “{ma}” có hàng không tính được nên chưa có tổng", remedy="Sửa các lỗi của bảng trước.")
        if total is None and not self.is_added(ma):
            remedy = f'Thêm vào cột “{ma}”: cong_thuc tính từ các cột khác, hoặc tong = "trung bình".'
            raise ExpressionError(f"cột “{ma}” {self.open_columns.what(ma)} nên không có tổng", remedy=remedy)
        return total

    def is_failed(self, ma: str) -> bool:
        """Return whether a column has cells that could not be read or computed, which is reported."""
        return self.cells.spoilt(ma) or self.columns[ma].cong_thuc in self._failed

    def as_shown(self, ma: str, total: Decimal | None, group: Group | None = None) -> Decimal | None:
        """Return a total in the number format that a sheet gives all the cells it adds.

        Where they have different ones, it has no more decimals than they are shown with.
        """
        column = self.columns[ma]
        if total is None or isinstance(total, SoIn) or column.cong_thuc or column.tong not in (None, "cộng"):
            return total
        if not self.is_added(ma):
            return self.ratios.shown(ma, total, group)
        cells = [value for _, value in self.filled(ma) if isinstance(value, Decimal)]
        if not any(isinstance(value, SoIn) and not value.ty_le for value in cells):
            return total
        formats = {value.dang if isinstance(value, SoIn) else "" for value in cells}
        if len(formats) == 1 and (own := formats.pop()):
            return SoIn.as_in(own, total)
        most = max(value.le if isinstance(value, SoIn) else _decimals(value) for value in cells)
        return SoIn(total, most) if _decimals(total) > most else total

    def rows_of(self, group: Group | None) -> list[Row]:
        """Return the rows of a group, those of groups inside it too; all rows for None."""
        return self.rows if group is None else self._rows_of.get(group, [])

    def all_groups(self) -> list[Group]:
        """Return every group once, those inside others too."""
        seen: dict[Group, None] = {}
        for owners in self.groups.values():
            seen.update(dict.fromkeys(owners))
        return list(seen)

    def due(self, row: Row) -> tasks.Period | None:
        """Return when the work of a row is to be done, by the column that `han` names."""
        cell = row.cells.get(str(self.table.declared.han))
        return tasks.deadline(self.text(cell.value), self.year) if cell else None

    def state(self, row: Row) -> str:
        """Return the state of a row's work on the day the paper counts to; ExpressionError without such a day."""
        if self.day is None:
            raise ExpressionError("chưa biết tính đến ngày nào", remedy="Thêm tinh_den hoặc ky_bao_cao.den.")
        done = row.cells.get(str(self.table.declared.hoan_thanh or ""))
        return tasks.state(self.due(row), self.text(done.value) if done else None, self.day)

    def rank(self, row: Row, ma: str) -> int | None:
        """Return the place of a row by a column, the largest first; equal figures share a place."""
        own = self.value(row, ma)
        if not isinstance(own, Decimal):
            return None
        if ma not in self._sorted_values:
            values = (self.value(item, ma) for item in self.rows)
            self._sorted_values[ma] = sorted(value for value in values if isinstance(value, Decimal))
        in_order = self._sorted_values[ma]
        return 1 + len(in_order) - bisect_right(in_order, own)

    def place(self, row: Row) -> int:
        """Return the place of a row in the table, from 1."""
        return self._places[row]

    def gathered(self, rows: list[Row]) -> Group:
        """Return a group of some of the rows that the table itself does not have, for totals over them."""
        group = Group(Cell("", ()), list(rows))
        self._rows_of[group] = rows
        return group

    def key_of(self, row: Row) -> str:
        """Return what a row is about: its first text cell, in small letters."""
        for ma, column in self.columns.items():
            cell = row.cells.get(ma)
            if column.numbering or cell is None or not isinstance(cell.value, str):
                continue
            if not isinstance(figure(cell.value), Decimal):
                return " ".join(str.__str__(self.text(cell.value)).split()).lower()
        return ""

    def _formula(self, column: Cot, names: Mapping[str, Any], row: Row | None) -> Any:
        """Return what the formula of a column gives in a row, or in a total (None); None, logged, where it fails."""
        formula = column.cong_thuc
        assert formula is not None
        try:
            result = expression.evaluate(formula, names)
        except ExpressionError as error:
            if row is None:
                self._say_failed_total(column, formula, error)
            else:
                self._say_failed_cell(str(column.ma), formula, error, row)
            return None
        if isinstance(result, int) and not isinstance(result, bool):
            return Decimal(result)
        return result

    def _say_failed_total(self, column: Cot, formula: DataText, error: ExpressionError) -> None:
        """Log a formula that fails in a total, unless rows failed: they say why, and the total follows from them."""
        values = [self._value_or_none(row, str(column.ma)) for row in self.rows]
        if None not in values or formula not in self._failed:
            self.say_failed("SL005", formula, error, None)

    def _say_failed_cell(self, ma: str, formula: DataText, error: ExpressionError, row: Row) -> None:
        self._failed.add(formula)
        self._failed_cells.add((row, ma))
        if not self.divided_by_nothing(formula, error, row):
            self.say_failed("SL005", formula, error, self.cause(formula, error, row, ma))

    def divided_by_nothing(self, formula: DataText, error: ExpressionError, row: Row) -> bool:
        """Return whether a formula divides by an empty cell of a row; if so, the cell is reported."""
        if "chia cho 0" not in error.message:
            return False
        empty = self.empty_cells.asked(row, formula)
        zeros = [name for name in self.empty_cells.columns(formula) if not self.value(row, name)]
        if not empty or zeros[-1] != empty[-1]:
            return False
        said = f"công thức “{formula}” chia cho 0"
        return self.empty_cells.explains("SL005", row, formula, said, empty=empty[-1:])

    def cause(self, formula: DataText, error: ExpressionError, row: Row, ma: str = "") -> Where | None:
        """Return the place of the cell that makes a formula fail in a row, else that of the row.

        None where the formula cannot be read, so that no cell is at fault.
        """
        try:
            asked = [name for name in expression.paths(formula) if name in row.cells]
        except ExpressionError:
            return None
        zero = "chia cho 0" in error.message
        for name in reversed(asked):
            value = self.cells.read(name, row.cells[name].value)
            at_fault = value in (0, None) if zero else isinstance(value, str)
            if at_fault:
                return row.cells[name].where(self.log)
        return self.where(row, ma)

    def where(self, row: Row, ma: str) -> Where:
        """Return the place of a cell; of a computed one, the place of its row."""
        cell = row.cells.get(ma) or next(iter(row.cells.values()), None)
        return cell.where(self.log) if cell is not None and cell.origin else Where()

    def say_failed(self, code: str, formula: DataText, error: ExpressionError, at: Where | None) -> None:
        """Log a failed formula: at its cell (`at`), or once where it is written if it fails everywhere (a wrong name).

        What only follows from another failure is not reported, nor is anything of a table whose rows were not found.
        """
        if isinstance(error, Followed) or self.table.lost:
            return
        if any(match[0] not in self.columns for match in _OF_A_SHEET.finditer(formula)):
            self._say_of_a_sheet(code, formula)
            return
        cycle = "vòng tròn" in error.message
        code = "SL004" if cycle else code
        message = f"công thức “{formula}”: {error.message}"
        if at is not None and not cycle and not isinstance(error, expression.UnknownName):
            self.log.say(code, at, message, error.remedy)
        elif self._is_news(code, formula):
            self.log.say(code, self.log.character(formula, error.offset), message, error.remedy)

    def _say_of_a_sheet(self, code: str, formula: DataText) -> None:
        """Log, once, a formula written as a spreadsheet has it (=B2*10%)."""
        if not self._is_news(code, formula):
            return
        typed = (ma for ma, column in self.columns.items() if not column.cong_thuc)
        example = next(filter(self.is_figures, typed), "x")
        remedy = f"Viết mã cột thay cho địa chỉ ô, bỏ dấu = ở đầu và dấu %, thí dụ: {example} * 2."
        self.log.say(code, formula.key, f"công thức “{formula}” viết như trong Excel", remedy)

    def _is_news(self, code: str, formula: DataText) -> bool:
        """Return whether a finding about a formula was not reported yet; from now on it was."""
        news = (code, formula) not in self._reported
        self._reported.add((code, formula))
        return news

    # How others see it

    def shown(self, value: Any, ma: str) -> str:
        """Return a value of a column as a finding shows it."""
        return shown(value, percent=self.is_rates(ma))

    def as_names(self) -> Mapping[str, Any]:
        """Return the table as expressions in prose see it."""
        return TableNames(self)


def _owners(children: list[Group | Row], above: tuple[Group, ...]) -> Iterator[tuple[Row, tuple[Group, ...]]]:
    """Yield each row with the groups it is in, the outermost first."""
    for child in children:
        if isinstance(child, Row):
            yield child, above
        else:
            yield from _owners(child.children, (*above, child))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def shown(value: Any, *, percent: bool = False) -> str:
    """Return a value as a finding shows it; `percent` says that it is of a column of rates."""
    if isinstance(value, Decimal):
        return vietnamese.phan_tram(value) if percent else vietnamese.so(value, 4, toi_da=True)
    return f"“{value}”" if isinstance(value, str) else str(value)


def spelled(formula: str, columns: list[str]) -> str:
    """Return a formula over columns as offices print it under the header: "(4)+(5)+(6)"; "" where it says more.

    `columns` are the codes of the printed columns, in order.
    """
    names = re.findall(r"[A-Za-z_]\w*", formula)
    if not names or any(name not in columns for name in names) or "'" in formula or '"' in formula:
        return ""
    numbered = re.sub(r"[A-Za-z_]\w*", lambda match: f"({columns.index(match[0]) + 1})", formula)
    closed = re.sub(r"\s*([-+*/])\s*", r"\1", numbered)
    return closed.replace("*", "×").replace("/", ":").strip()
