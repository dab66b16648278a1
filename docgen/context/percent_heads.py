"""Formulas of shares that their head contradicts: 0,8 printed under "%", 80 printed where nothing says percent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen import expression, vietnamese
from docgen.context.figures import Figures
from docgen.expression import ExpressionError
from docgen.finding import Finding
from docgen.model.tables.rates import names_percent, says_percent
from docgen.model.tables.table import Cot

_MOST = 10  # greater figures are hardly shares of one


def shares_under_percent(figures: Figures) -> Iterator[tuple[str, Finding]]:
    """Yield each column headed "%" whose formula only divides, with the finding."""
    for ma, column in figures.columns.items():
        formula = column.cong_thuc
        if formula is None or column.kieu == "phần trăm" or not says_percent(column, figures.cells.unit):
            continue
        share = _share(figures, column) if expression.share_scale(formula) == 1 else None
        if share is None:
            continue
        shown = vietnamese.so(share, 4, toi_da=True)
        said = f"cột “{ma}” ghi %, mà công thức “{formula}” chưa nhân 100: {vietnamese.phan_tram(share)} in ra {shown}"
        remedy = f'Ghi cho cột “{ma}”: kieu = "phần trăm"; hoặc cong_thuc = "{_hundredfold(formula)}".'
        yield ma, Finding.of("SL051", figures.log.places.where(formula.key), said, remedy)


def percentages_without_sign(figures: Figures) -> Iterator[Finding]:
    """Yield a finding for each formula times 100 where neither head, unit nor title of the table says percent."""
    declared = figures.table.declared
    beside = [str(declared.don_vi or ""), str(declared.tieu_de or "")]
    for ma, column in figures.columns.items():
        formula = column.cong_thuc
        if formula is None or column.kieu == "phần trăm" or expression.share_scale(formula) != 100:
            continue
        if not names_percent([*map(str, column.ten), *beside]):
            said = f"công thức “{formula}” nhân 100, mà tên cột “{ma}” không ghi %"
            yield Finding.of("SL052", figures.log.places.where(formula.key), said)


def _share(figures: Figures, column: Cot) -> Decimal | None:
    """Return a figure that a column prints, if all are shares of one; None where they may be something else."""
    formula = str(column.cong_thuc)
    names = [name for name in expression.paths(formula) if name in figures.columns]
    if any(figures.open_columns.are_rates(name) for name in names):
        return None  # of percentages already
    values = []
    for row in figures.rows:
        try:
            value = figures.value(row, str(column.ma))
        except ExpressionError:
            return None  # reported where it is printed
        if isinstance(value, Decimal):
            values.append(value)
    if any(abs(value) > _MOST for value in values):
        return None
    return next((value for value in values if value), None)


def _hundredfold(formula: str) -> str:
    """Return a formula times 100."""
    plain = all(sign not in formula for sign in ("+", "-", " if ", "|"))
    return f"{formula} * 100" if plain else f"({formula}) * 100"
