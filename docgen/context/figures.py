"""The figures of a table: what its cells hold or their formulas give, ranks, and (by `Totals`) totals.

Promises: arithmetic is in `Decimal`; what cannot be computed is a finding at its cell (by `Failures`), and the cell
stays empty rather than wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from docgen import expression, vietnamese
from docgen.context import tasks
from docgen.context.cells import Cells
from docgen.context.empty_cells import EmptyCells
from docgen.context.failures import Failures
from docgen.context.last_period import LastPeriod
from docgen.context.open_columns import OpenColumns
from docgen.context.ratios import Ratios
from docgen.context.table_names import RowNames, TableNames
from docgen.context.totals import Totals
from docgen.expression import ExpressionError, Followed
from docgen.finding import Where
from docgen.model.fields import Log, plain_text
from docgen.model.tables.figure import figure
from docgen.model.tables.table import Cell, Cot, Group, Row, Table


class Open:
    """The cells and totals that are being computed just now, each for the one before it: one met again is a circle."""

    def __init__(self) -> None:
        self._asked: list[tuple[Row | Group | None, str]] = []  # by row or group (None: the table), and by name

    def circle(self, owner: Row | Group | None, name: str) -> str:
        """Return the chain that leads from a cell or total back to itself, "a → tong.b → a"; "" where there is none."""
        asked = (owner, name)
        if asked not in self._asked:
            return ""
        names = [name for _, name in self._asked[self._asked.index(asked) :]]
        return " → ".join([*names, name])

    def begin(self, owner: Row | Group | None, name: str) -> None:
        """Note that a cell or total is being computed from now on."""
        self._asked.append((owner, name))

    def end(self) -> None:
        """Note that the last one begun has been computed."""
        self._asked.pop()


def asked_by(formula: str) -> list[str]:
    """Return the names that a formula asks for; none where it cannot be read (reported where it is computed)."""
    try:
        return expression.paths(formula)
    except ExpressionError:
        return []


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
        self._computed: dict[tuple[Row, str], Any] = {}  # what formulas gave, by row and column
        self.open = Open()
        self._places = {row: number for number, row in enumerate(self.rows, 1)}
        self._rows_of: dict[Group, list[Row]] = {}
        for row in self.rows:
            for group in self.groups[row]:
                self._rows_of.setdefault(group, []).append(row)
        self._sorted_values: dict[str, list[Decimal]] = {}
        self._figure_columns: dict[str, bool] = {}
        self._looked_at: set[str] = set()  # columns of which it is being found out whether they hold figures
        self._year_columns: dict[str, bool] = {}
        self.failures = Failures(self)
        self.totals = Totals(self)
        self.last_period = LastPeriod(self, previous) if previous else None
        self.empty_cells = EmptyCells(self)
        self.open_columns = OpenColumns(self)
        self.ratios = Ratios(self)

    # Columns

    def witnesses(self, ma: str) -> list[str]:
        """Return the other columns of figures whose values do not follow from this one: they may show what it is."""
        names = [name for name in self.columns if name != ma and not self._leads_to(name, ma, set())]
        return [name for name in names if self.is_figures(name)]

    @cached_property
    def in_formulas(self) -> Set[str]:
        """The columns that a formula or an equation of the table asks for."""
        formulas = [column.cong_thuc for column in self.columns.values() if column.cong_thuc]
        return {name for formula in [*formulas, *(self.table.declared.kiem or [])] for name in asked_by(formula)}

    def _leads_to(self, name: str, ma: str, seen: set[str]) -> bool:
        """Return whether the formula of a column asks for another, or for its total, itself or through others."""
        column = self.columns.get(name)
        if column is None or not column.cong_thuc or name in seen:
            return False
        seen.add(name)
        asked = {path.removeprefix("tong.").split(".")[0] for path in asked_by(column.cong_thuc)}
        return ma in asked or any(self._leads_to(other, ma, seen) for other in asked)

    # Cells

    def is_figures(self, ma: str) -> bool:
        """Return whether a column holds figures only, at least one, or has a formula that gives figures.

        A formula that asks for the total of its own column asks this of itself: meanwhile it is taken to give figures.
        """
        if ma in self._figure_columns:
            return self._figure_columns[ma]
        if ma in self._looked_at:
            return True
        self._looked_at.add(ma)
        try:
            self._figure_columns[ma] = self._holds_figures(ma)
        finally:
            self._looked_at.remove(ma)
        return self._figure_columns[ma]

    def _holds_figures(self, ma: str) -> bool:
        column = self.columns.get(ma)
        if column is None or column.numbering or column.kieu in ("chữ", "ngày"):
            return False
        if column.kieu:
            return True
        if column.cong_thuc:
            return not self._gives_texts(ma)
        filled = self.filled(ma)
        if not filled or not all(isinstance(value, Decimal) for _, value in filled):
            return False
        return not self.is_named(ma)

    def _gives_texts(self, ma: str) -> bool:
        """Return whether a formula gives texts, such as the state of a task: those have no total."""
        values = [self.value_or_none(row, ma) for row in self.rows]
        given = [value for value in values if value is not None]
        return bool(given) and all(isinstance(value, str) for value in given)

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
        if column is not None and column.cong_thuc:
            return self._by_formula(row, column)
        cell = row.cells.get(ma)
        if cell is None:
            return None
        self.cells.use(ma, cell)
        return self.cells.read(ma, cell.value)

    def value_or_none(self, row: Row, ma: str) -> Any:
        """Return the value of a cell; None where it cannot be computed, which is reported where it is printed."""
        try:
            return self.value(row, ma)
        except ExpressionError:
            return None

    def _by_formula(self, row: Row, column: Cot) -> Any:
        """Return what the formula of a column gives in a row, computed once."""
        ma = str(column.ma)
        key = (row, ma)
        if key in self._computed:
            return self._computed[key]
        if chain := self.open.circle(row, ma):
            raise ExpressionError(f"các công thức vòng tròn: {chain}")
        self.open.begin(row, ma)
        try:
            self._computed[key] = self.computed(column, RowNames(self, row), row)
        finally:
            self.open.end()
        return self._computed[key]

    def computed(self, column: Cot, names: Mapping[str, Any], row: Row | None) -> Any:
        """Return what the formula of a column gives in a row, or in a total (None); None, logged, where it fails."""
        formula = column.cong_thuc
        assert formula is not None
        try:
            result = expression.evaluate(formula, names)
        except ExpressionError as error:
            if row is None:
                self.failures.say_of_total(str(column.ma), formula, error)
            else:
                self.failures.say_of_cell(str(column.ma), formula, error, row)
            return None
        if isinstance(result, int) and not isinstance(result, bool):
            return Decimal(result)
        return result

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
            error = Followed if (row, ma) in self.failures.cells else ExpressionError
            raise error(f"cột “{ma}” của hàng này không tính được")
        return Decimal(0) if value is None and self.is_figures(ma) else value

    def is_failed(self, ma: str) -> bool:
        """Return whether a column has cells that could not be read or computed, which is reported."""
        return self.cells.spoilt(ma) or self.columns[ma].cong_thuc in self.failures.formulas

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
                return " ".join(plain_text(self.text(cell.value)).split()).lower()
        return ""

    def where(self, row: Row, ma: str) -> Where:
        """Return the place of a cell; of a computed one, the place of its row."""
        cell = row.cells.get(ma) or next(iter(row.cells.values()), None)
        return cell.where(self.log) if cell is not None and cell.origin else Where()

    # Totals (how they are computed: `Totals`)

    def total(self, ma: str, group: Group | None = None) -> Decimal | None:
        """Return the total of a column over a group, or over the whole table."""
        return self.totals.total(ma, group)

    def asked_total(self, ma: str, group: Group | None = None) -> Decimal | None:
        """Return what an expression gets for a total: an error where the column's formula failed."""
        return self.totals.asked(ma, group)

    def sum_of(self, column: Cot, group: Group | None = None) -> Decimal:
        """Return the total of a column over its rows, as the column takes it, whatever its head says."""
        return self.totals.sum_of(column, group)

    def is_totalled(self, ma: str) -> bool:
        """Return whether a total of a column is printed, or was asked for."""
        return self.totals.is_totalled(ma)

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
