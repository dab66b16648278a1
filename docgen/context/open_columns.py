"""Columns whose head alone does not tell whether their figures are added up: "So với cùng kỳ", "Điểm", "Hệ số".

Promises: where the other columns, or the total that the source has itself, show what the figures are, they are taken
for that; where nothing does and a total is printed, one finding a column asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from statistics import median
from typing import TYPE_CHECKING, Any

from docgen import expression
from docgen.context.factors import Factor, Factors
from docgen.context.running import Running
from docgen.expression import ExpressionError
from docgen.finding import Finding
from docgen.model.tables.figure import same
from docgen.model.tables.rates import Said, are_points_of_criteria, said_of

if TYPE_CHECKING:
    from docgen.context.figures import Figures
    from docgen.model.tables.table import Cot, Row

_PERCENTAGES = (50, 200)  # what comparisons in percent are about
_RATIOS: tuple[Callable[[Decimal, Decimal], Decimal], ...] = (
    lambda one, other: one / other,
    lambda one, other: one / other * 100,
    lambda one, other: one / other - 1,
    lambda one, other: (one / other - 1) * 100,
)


class OpenColumns:
    """Decides for the columns of one table."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.running = Running(figures)
        self._factors = Factors(figures)
        self._rates: dict[str, bool | None] = {}  # None: nothing shows it

    def are_rates(self, ma: str) -> bool:
        """Return whether a column holds rates; one of which nothing shows it is added up, and asked about."""
        return self._shown(ma) is True

    def what(self, ma: str) -> str:
        """Return why a column has no total, as a finding says it."""
        head = " – ".join(str(part) for part in self.figures.columns[ma].ten or [])
        named = any(word in head.lower() for word in ("tỷ lệ", "tỉ lệ", "%")) or not self.figures.columns[ma].ten
        if named or self.figures.is_rates(ma):
            return "là tỷ lệ"
        return f"({head}) không cộng được"

    def check(self) -> Iterator[Finding]:
        """Yield a finding for each column that is added up, or may be, though nothing shows that it can be."""
        figures = self.figures
        for ma, column in figures.columns.items():
            if column.tong or column.cong_thuc or not figures.is_figures(ma) or self._shown(ma) is not None:
                continue
            if figures.is_totalled(ma) and len(figures.filled(ma)) > 1:
                head = " – ".join(str(part) for part in column.ten)
                said = f"cột “{ma}” ({head}) đang được cộng: là số cộng được, hay là tỷ lệ, chỉ số, điểm?"
                remedy = f'Ghi cho cột “{ma}”: tong = "cộng"; hoặc tong = "không" (ô tổng để trống).'
                yield Finding.of("SL050", figures.log.places.where(column.key), said, remedy)

    def _shown(self, ma: str) -> bool | None:
        if ma not in self._rates:
            self._rates[ma] = False  # while others are looked at
            self._rates[ma] = self._decided(ma)
        return self._rates[ma]

    def _decided(self, ma: str) -> bool | None:
        figures = self.figures
        column = figures.columns.get(ma)
        if column is None:
            return False
        if column.cong_thuc:
            return self._is_of_rates(column)
        if figures.cells.are_rates(ma) or self.running.is_running(ma):
            return True
        factor = self._factors.of(ma)
        if factor is not Factor.NOTHING:
            return True if factor is Factor.NOT_ADDED else None
        said = said_of(column, figures.cells.unit)
        if said is Said.SUMS:
            return None if self.running.may_run(ma) else False
        return self._by_figures(ma, said)

    def _by_figures(self, ma: str, said: Said) -> bool | None:
        """Return what the figures of a table show of a column whose head leaves it open."""
        figures = self.figures
        column = figures.columns[ma]
        if are_points_of_criteria(list(figures.columns.values())):
            return False
        values = {row: value for row in figures.rows if isinstance(value := figures.value(row, ma), Decimal)}
        related = self._by_other_columns(ma, values)
        if related is not None:
            return related
        given = figures.ratios.given(ma)
        if given is not None:
            return self._by_given_total(said, list(values.values()), same(given, figures.sum_of(column)))
        if said is Said.LIKELY:
            return None if any(value < 0 for value in values.values()) else True
        return True if self._alone_has_decimals(ma, values) else None

    def _is_of_rates(self, column: Cot) -> bool:
        """Return whether a formula makes rates of rates only: a unit price with its tax; others have a total."""
        if said_of(column, self.figures.cells.unit) is not Said.RATES:
            return False
        try:
            names = expression.paths(str(column.cong_thuc))
        except ExpressionError:
            return False  # reported where it is computed
        return bool(names) and all(name in self.figures.columns and self.are_rates(name) for name in names)

    def _by_given_total(self, said: Said, values: Sequence[Decimal], added: bool) -> bool | None:
        """Return what a total of the source shows: an office that adds up comparisons in percent errs."""
        if not added:
            return True
        low, high = _PERCENTAGES
        return None if said is Said.LIKELY and low <= median(values or [Decimal(0)]) <= high else False

    def _by_other_columns(self, ma: str, values: Mapping[Row, Decimal]) -> bool | None:
        """Return whether every row is a ratio of two other columns (True) or their difference (False)."""
        if len(values) < 2:
            return None
        shown = set()
        for one, other in permutations(self.figures.witnesses(ma), 2):
            if self._every(values, one, other, lambda first, second: first - second):
                shown.add(False)
            shown.update(True for ratio in _RATIOS if self._every(values, one, other, ratio))
        return shown.pop() if len(shown) == 1 else None

    def _every(
        self, values: Mapping[Row, Decimal], one: str, other: str, worked: Callable[[Decimal, Decimal], Decimal]
    ) -> bool:
        fitting = 0
        for row, value in values.items():
            first, second = self._figure(row, one), self._figure(row, other)
            if not second:
                continue
            if not same(value, worked(first, second)):
                return False
            fitting += 1
        return fitting > 1

    def _figure(self, row: Row, ma: str) -> Decimal:
        value: Any = self.figures.value(row, ma)
        return value if isinstance(value, Decimal) else Decimal(0)

    def _alone_has_decimals(self, ma: str, values: Mapping[Row, Decimal]) -> bool:
        """Return whether a column has decimals where all the other figures of its table are whole."""
        others = [name for name in self.figures.columns if name != ma and self.figures.is_figures(name)]
        if not others or all(_is_whole(value) for value in values.values()):
            return False
        return all(_is_whole(value) for name in others for _, value in self.figures.filled(name))


def _is_whole(value: Any) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value()
