"""Totals of columns of rates that no formula computes: what the rows prove them to be.

Where each row is one column divided by another, the total is that of the two totals (97,5% of 40.000); where each is
its share of a column, all rows together are the whole (100%). So is it for shares (Cơ cấu, Tỷ trọng) that add up to the
whole which the source has as their total.

Promises: nothing is taken for proven by one row, or where two proofs give different totals and the source has neither;
averages that nobody prints, such as the price of a unit over all rows, only where the source has a total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from docgen import vietnamese
from docgen.model.tables.figure import same
from docgen.model.tables.rates import says_percent
from docgen.vietnamese import SoIn

if TYPE_CHECKING:
    from docgen.context.figures import Figures
    from docgen.model.tables.table import Group, Row

_Rows = Sequence[tuple["Row", Decimal]]
_SHARES = re.compile(r"\b(?:cơ cấu|(?:tỷ|tỉ) trọng|chiếm)\b", re.IGNORECASE)
_FEWEST = 2  # rows that prove something


class Ratio(NamedTuple):
    """One column divided by another, or by its own total (`below` is ""), times `scale`."""

    above: str
    below: str
    scale: int

    @property
    def formula(self) -> str:
        """How a column declares it."""
        below = self.below or f"tong.{self.above}"
        return f"{self.above} / {below}" + (" * 100" if self.scale == 100 else "")


class Ratios:
    """The columns of rates of one table."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._found: dict[str, list[Ratio]] = {}

    def only(self, ma: str) -> Ratio | None:
        """Return the two columns whose ratio a column is in every row; None where it is none, or several."""
        found = [ratio for ratio in self._of(ma) if ratio.below]
        return found[0] if len(found) == 1 else None

    def total(self, ma: str, group: Group | None = None) -> Decimal | None:
        """Return the total of a column of rates; None where nothing proves it, or nobody would print it."""
        if self.figures.open_columns.running.is_running(ma):
            return self.figures.open_columns.running.last(ma) if group is None else None
        given = self.given(ma, group)
        if given is None and not self._in_percent(ma):
            return None
        totals: list[Decimal] = []
        for ratio in self._of(ma):
            total = self.divided(ratio, group)
            if given is not None and same(given, total):
                return total
            if total not in totals:
                totals.append(total)
        if len(totals) == 1:
            return totals[0]
        return given if not totals and given is not None and group is None and self._is_whole(ma, given) else None

    def shown(self, ma: str, total: Decimal, group: Group | None) -> Decimal:
        """Return a total as it is printed: the right one of the source as it stands there, else with few decimals."""
        given = self.given(ma, group)
        if given is not None and same(given, total):
            return given
        places = 4 if self.figures.is_rates(ma) else 2
        return Decimal(vietnamese.lam_tron(total, places))

    def given(self, ma: str, group: Group | None = None) -> Decimal | None:
        """Return the total that the source has itself."""
        for row in self.figures.table.totals_given if group is None else group.given:
            value = self.figures.cells.read(ma, row.cells[ma].value) if ma in row.cells else None
            if isinstance(value, Decimal):
                return value
        return None

    def divided(self, ratio: Ratio, group: Group | None = None) -> Decimal:
        """Return a ratio of totals, as a column of rates has it."""
        above = self.figures.total(ratio.above, group) or Decimal(0)
        below = self.figures.total(ratio.below, group) if ratio.below else self.figures.total(ratio.above)
        return above / below * ratio.scale if below else Decimal(0)

    def _in_percent(self, ma: str) -> bool:
        figures = self.figures
        return figures.is_rates(ma) or says_percent(figures.columns[ma], figures.cells.unit)

    def _of(self, ma: str) -> list[Ratio]:
        """Return the ratios that every row of a column is."""
        if ma not in self._found:
            self._found[ma] = []  # while others are looked at
            self._found[ma] = self._proven(ma)
        return self._found[ma]

    def _proven(self, ma: str) -> list[Ratio]:
        figures = self.figures
        rows = [(row, value) for row in figures.rows if isinstance(value := figures.value(row, ma), Decimal)]
        if len(rows) < _FEWEST:
            return []
        names = [name for name in figures.witnesses(ma) if figures.is_added(name)]
        found = []
        for scale in (1,) if figures.is_rates(ma) else (100, 1):
            found += [Ratio(*pair, scale) for pair in permutations(names, 2) if self._divides(rows, *pair, scale)]
            found += [Ratio(name, "", scale) for name in names if self._shares(rows, name, scale)]
        return found

    def _divides(self, rows: _Rows, above: str, below: str, scale: int) -> bool:
        """Return whether each row is one column divided by another, which does not repeat the total of the first."""
        divisors = set()
        for row, rate in rows:
            divisor = self.figures.value(row, below)
            divisors.add(divisor)
            if not self._is_ratio(rate, self.figures.value(row, above), divisor, scale):
                return False
        return bool(self.figures.total(below)) and divisors != {self.figures.total(above)}

    def _shares(self, rows: _Rows, name: str, scale: int) -> bool:
        """Return whether each row is its share of a column."""
        whole = self.figures.total(name)
        return all(self._is_ratio(rate, self.figures.value(row, name), whole, scale) for row, rate in rows)

    @staticmethod
    def _is_ratio(rate: Decimal, above: object, below: object, scale: int) -> bool:
        if not isinstance(above, Decimal) or not isinstance(below, Decimal) or not below:
            return False
        return same(rate, above / below * scale)

    def _is_whole(self, ma: str, given: Decimal) -> bool:
        """Return whether shares add up to the whole that the source has as their total, but for their rounding."""
        head = " ".join(str(part) for part in self.figures.columns[ma].ten or [])
        whole = 1 if self.figures.is_rates(ma) else 100
        values = [value for _, value in self.figures.filled(ma) if isinstance(value, Decimal)]
        if given != whole or len(values) < _FEWEST or not _SHARES.search(head):
            return False
        return abs(sum(values, Decimal(0)) - whole) <= sum(map(_half_a_digit, values))


def _half_a_digit(value: Decimal) -> Decimal:
    """Return by how much a figure may have been rounded."""
    if isinstance(value, SoIn):
        return Decimal(1).scaleb(-value.le - (2 if value.ty_le else 0)) / 2
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
