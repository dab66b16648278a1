"""Columns that are multiplied in every row, such as an allowance with the people who get it: nobody adds those up.

Promises: what counts things, or a quantity whose price or rate stands beside it, is still added up; one row, or small
figures under heads that speak of neither money nor prices, prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

from docgen import expression
from docgen.model.tables.figure import same
from docgen.model.tables.rates import Said, counts_things, said_of, says_money, says_price

if TYPE_CHECKING:
    from docgen.context.figures import Figures

_FEWEST = 2  # rows that prove something
_SCALES = (Decimal(1), Decimal("0.001"), Decimal("0.000001"))  # prices in đồng, their products in millions
_LEAST, _LEAST_UNNAMED = 10, 1000  # products that are not so by chance, also where no head speaks of money
_MOST_COLUMNS = 12  # among which three factors are looked for

_Values = Mapping[int, Decimal]  # by row


class Factor(Enum):
    """What the products of a table show of a column."""

    NOTHING = 0
    NOT_ADDED = 1
    ASKED = 2


class Factors:
    """The factors among the columns of one table."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def of(self, ma: str) -> Factor:
        """Return what the products that a column is a factor of show of it."""
        if counts_things(self.figures.columns[ma]):
            return Factor.NOTHING
        shown = {self._among(ma, others) for others in (*self._declared(ma), *self._found(ma))}
        return next((factor for factor in (Factor.NOT_ADDED, Factor.ASKED) if factor in shown), Factor.NOTHING)

    def _among(self, ma: str, others: Sequence[str]) -> Factor:
        """Return what a column is, multiplied with others."""
        columns = self.figures.columns
        if any(counts_things(columns[other]) for other in others):
            return Factor.NOT_ADDED
        price, of_rates = says_price(columns[ma]), any(map(self._is_rate, others))
        if price != of_rates:  # a price; or a quantity, with its price or its rate
            return Factor.NOT_ADDED if price else Factor.NOTHING
        return Factor.ASKED

    def _is_rate(self, ma: str) -> bool:
        column, cells = self.figures.columns[ma], self.figures.cells
        return cells.are_rates(ma) or says_price(column) or said_of(column, cells.unit) is not Said.SUMS

    def _declared(self, ma: str) -> Iterator[Sequence[str]]:
        """Yield what a column is multiplied with in formulas."""
        for column in self.figures.columns.values():
            formula = str(column.cong_thuc or "")
            if "*" not in formula or not expression.multiplies_columns(formula):
                continue
            multiplied = expression.multiplied(formula)
            others = [name for name in expression.paths(formula) if name != ma and name in self.figures.columns]
            if ma in multiplied and others:
                yield others

    def _found(self, ma: str) -> Iterator[Sequence[str]]:
        """Yield what a column is multiplied with in the rows: another column, or two others, giving a third."""
        if ma not in self._values:
            return
        names, price = [name for name in self._values if name != ma], says_price(self.figures.columns[ma])
        for product in names:
            money = says_money(self.figures.columns[product])
            others = [name for name in names if name != product]
            sets: list[Sequence[str]] = [[other] for other in others]
            if money and len(names) < _MOST_COLUMNS:
                sets += combinations(others, 2)
            yield from (others for others in sets if self._multiply([ma, *others], product, named=money or price))

    @cached_property
    def _values(self) -> Mapping[str, _Values]:
        """The figures of each column that no formula computes, by the number of the row; those that are 0 come last."""
        figures, found = self.figures, {}
        for ma, column in figures.columns.items():
            if column.cong_thuc or not figures.is_figures(ma):
                continue
            cells = {number: row.cells[ma] for number, row in enumerate(figures.rows) if ma in row.cells}
            read = {number: figures.cells.read(ma, cell.value) for number, cell in cells.items()}
            values = [(number, value) for number, value in read.items() if isinstance(value, Decimal)]
            if sum(map(bool, (value for _, value in values))) >= _FEWEST:
                found[ma] = dict(sorted(values, key=lambda item: not item[1]))
        return found

    def _multiply(self, factors: Sequence[str], product: str, *, named: bool) -> bool:
        """Return whether a column is the product of others in every row, and not by chance.

        `named`: a head speaks of money or of a price.
        """
        number, given = next(iter(self._values[product].items()))
        known = [value for name in factors if (value := self._values[name].get(number)) is not None]
        if not named and len(known) == len(factors) and not same(given, prod(known, start=Decimal(1))):
            return False  # as most are not
        return any(self._every(factors, product, scale, named=named) for scale in (_SCALES if named else _SCALES[:1]))

    def _every(self, factors: Sequence[str], product: str, scale: Decimal, *, named: bool) -> bool:
        rows = large = telling = 0
        for number, given in self._values[product].items():
            values = [self._values[name].get(number) for name in factors]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                continue
            if not same(given, prod(known, start=scale)):
                return False
            rows += bool(given)
            large += abs(given) >= (_LEAST if named else _LEAST_UNNAMED)
            telling += all(abs(value) not in (0, 1) for value in known)
        return min(rows, large) >= _FEWEST and telling >= (1 if named else _FEWEST)
