"""How the figures of a printed column are written: decided once for the column, then applied to each value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from docgen import expression, vietnamese
from docgen.model.fields import plain_text
from docgen.model.tables.table import IN_BRACKETS, Cot
from docgen.vietnamese import NgayIn, SoIn

_Write = Callable[[Any, int | None], str]  # a figure, its decimals (None: as many as it has)


def _bare(value: Any, _places: int | None) -> str:
    if isinstance(value, Decimal) and value % 1:
        return str(value.normalize())
    return str(int(value))


def _as_seen(value: Any, _places: int | None) -> str:
    if isinstance(value, bool):
        return shown(value)
    return value.nhu_thay if isinstance(value, SoIn) else expression.as_text(value)


def _at_most_two(value: Any, _places: int | None) -> str:
    return vietnamese.so(value, 2, toi_da=True)


@dataclass(frozen=True)
class FigureStyle:
    """The style of one column.

    `write` writes a figure with `places` decimals; `literal`: nothing else counts, neither the sign of a share nor a
    format of a sheet. `keeps` says which figures keep that format: shares (True), others (False), or both.
    `brackets`: a negative figure is printed as (5).
    """

    write: _Write
    places: int | None
    literal: bool
    keeps: frozenset[bool]
    brackets: bool

    @classmethod
    def of(cls, column: Cot, *, bare: bool) -> FigureStyle:
        """Return the style of a column; `bare`: its digits are printed as they are (1980, of a year)."""
        is_text, is_percent = column.kieu == "chữ", column.kieu == "phần trăm"
        choices: tuple[tuple[bool, _Write], ...] = (
            (bare, _bare),
            (is_text, _as_seen),
            (is_percent, vietnamese.phan_tram),
            (bool(column.cong_thuc) and column.le is None, _at_most_two),
            (True, vietnamese.so),
        )
        write = next(write for holds, write in choices if holds)
        return cls(write, column.le, bare or is_text, _kept(column), column.am == IN_BRACKETS)

    def written(self, value: Any, *, percent: bool = False, brackets: bool = True) -> str:
        """Return a value as a cell prints it.

        `percent`: this one is a share, whatever its column holds. Without `brackets` a negative figure has its minus.
        """
        if not isinstance(value, int | Decimal):
            return shown(value)
        if self.brackets and brackets and value < 0:
            return f"({self.written(_positive(value), percent=percent)})"
        if self.literal:
            return self.write(value, self.places)
        if isinstance(value, bool):
            return shown(value)
        if isinstance(value, SoIn) and value.ty_le in self.keeps:
            return value.chu
        if percent:
            return vietnamese.phan_tram(value, self.places)
        return self.write(value, self.places)


def _kept(column: Cot) -> frozenset[bool]:
    """Return which figures of a sheet keep its format in a column: none where the column says how many decimals."""
    if column.le is not None:
        return frozenset()
    if column.kieu is None:
        return frozenset({True, False})
    return frozenset({column.kieu == "phần trăm"})


def _positive(value: int | Decimal) -> int | Decimal:
    return SoIn(-value, value.le, ty_le=value.ty_le) if isinstance(value, SoIn) else -value


def shown(value: Any) -> str:
    """Return a plain value as a cell prints it: 6.547; 39,5; 06/01/2022."""
    if value is None:
        return ""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, SoIn | NgayIn):
        return value.chu
    if isinstance(value, date):
        return vietnamese.ngay_ngan(value)
    return vietnamese.so(value) if isinstance(value, int | Decimal) else str(value)
