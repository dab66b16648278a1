"""Totals of a table: of a column over a group, or over the whole table.

Promise: a total of a formula column is the formula over the totals, so shares and ratios stay right.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docgen import expression
from docgen.context.table_names import TotalNames
from docgen.expression import ExpressionError, Followed
from docgen.model.tables.table import Cot, Group, Row
from docgen.vietnamese import SoIn

if TYPE_CHECKING:
    from docgen.context.figures import Figures

_SUMS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "cộng": lambda values: sum(values, Decimal(0)),
    "trung bình": lambda values: sum(values, Decimal(0)) / len(values),
    "lớn nhất": max,
    "nhỏ nhất": min,
    "đếm": lambda values: Decimal(len(values)),
}


class Totals:
    """The totals of one table, each computed when it is first asked for."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.asked_for = False  # whether any total was
        self._totals: dict[tuple[Group | None, str], Any] = {}  # by group (None: the table) and column

    def total(self, ma: str, group: Group | None) -> Decimal | None:
        """Return the total of a column over a group, or over the whole table; None where it has none, or failed."""
        figures, column = self.figures, self.figures.columns.get(ma)
        if column is None or not figures.is_figures(ma) or column.tong == "không":
            return None
        if not figures.is_added(ma):
            return None if column.cong_thuc else figures.ratios.total(ma, group)
        self.asked_for = True
        if (group, ma) not in self._totals:
            self._totals[group, ma] = self._computed_once(column, group)
        total: Decimal | None = self._totals[group, ma]
        return total

    def _computed_once(self, column: Cot, group: Group | None) -> Any:
        """Return a total; ExpressionError where computing it asks for it again."""
        being_computed, name = self.figures.open, f"tong.{column.ma}"
        if being_computed.circle(group, name):
            raise ExpressionError(f"tổng của cột “{column.ma}” vòng tròn")
        being_computed.begin(group, name)
        try:
            return self._computed(column, group)
        finally:
            being_computed.end()

    def _computed(self, column: Cot, group: Group | None) -> Any:
        """Return a total as its column takes it: by the formula over the totals, or over the rows.

        What multiplies the figures of a row (a quantity with its price) is added up row by row.
        """
        formula = column.cong_thuc
        if formula is None or column.tong is not None or expression.multiplies_columns(formula):
            return self.sum_of(column, group)
        return self.figures.computed(column, TotalNames(self.figures, group), None)

    def sum_of(self, column: Cot, group: Group | None) -> Decimal:
        """Return the total of a column over its rows, as the column takes it, whatever its head says."""
        ma = str(column.ma)
        values = []
        for row in self.figures.rows_of(group):
            if not self._is_part(row, ma) and isinstance(value := self.figures.value(row, ma), Decimal):
                values.append(value)
        return _SUMS[column.tong or "cộng"](values) if values else Decimal(0)

    def _is_part(self, row: Row, ma: str) -> bool:
        """Return whether the figure of a row is part of one above it, which is counted already."""
        owner = row.part_of
        while owner is not None and not isinstance(self.figures.value(owner, ma), Decimal):
            owner = owner.part_of
        return owner is not None

    def asked(self, ma: str, group: Group | None) -> Decimal | None:
        """Return what an expression gets for a total: an error where the column's formula failed."""
        figures = self.figures
        total = self.total(ma, group)
        if total is not None:
            return total
        if figures.columns[ma].cong_thuc in figures.failures.formulas:
            raise Followed(f"cột “{ma}” có hàng không tính được nên chưa có tổng", remedy="Sửa các lỗi của bảng trước.")
        if not figures.is_added(ma):
            remedy = f'Thêm vào cột “{ma}”: cong_thuc tính từ các cột khác, hoặc tong = "trung bình".'
            raise ExpressionError(f"cột “{ma}” {figures.open_columns.what(ma)} nên không có tổng", remedy=remedy)
        return None

    def is_totalled(self, ma: str) -> bool:
        """Return whether a total of a column is printed, or was asked for."""
        declared = self.figures.table.declared
        if declared.dong_tong or declared.tong_nhom:
            return True
        return any(column == ma for _, column in self._totals)

    def as_shown(self, ma: str, total: Decimal | None, group: Group | None = None) -> Decimal | None:
        """Return a total in the number format that a sheet gives all the cells it adds.

        Where they have different ones, it has no more decimals than they are shown with.
        """
        column = self.figures.columns[ma]
        if total is None or isinstance(total, SoIn) or column.cong_thuc or column.tong not in (None, "cộng"):
            return total
        if not self.figures.is_added(ma):
            return self.figures.ratios.shown(ma, total, group)
        cells = [value for _, value in self.figures.filled(ma) if isinstance(value, Decimal)]
        if not any(isinstance(value, SoIn) and not value.ty_le for value in cells):
            return total
        formats = {value.dang if isinstance(value, SoIn) else "" for value in cells}
        if len(formats) == 1 and (own := formats.pop()):
            return SoIn.as_in(own, total)
        most = max(value.le if isinstance(value, SoIn) else _decimals(value) for value in cells)
        return SoIn(total, most) if _decimals(total) > most else total


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
