"""Figures that know how they are shown: the whole value computes, the rounded one is read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.vietnamese.figures import phan_tram, so


class SoIn(Decimal):
    """A figure shown with `le` decimals, as a percentage where `ty_le`: 0.924491 is "92,45%". It computes as itself."""

    le: int
    ty_le: bool

    def __new__(cls, value: Decimal | int | str, le: int, *, ty_le: bool = False) -> SoIn:
        figure = super().__new__(cls, value)
        figure.le, figure.ty_le = le, ty_le
        return figure

    @property
    def chu(self) -> str:
        """The figure as it is shown."""
        return (phan_tram if self.ty_le else so)(Decimal(self), self.le)

    def __reduce__(self) -> Any:
        return _made, (Decimal(self), self.le, self.ty_le)

    def __copy__(self) -> SoIn:
        return self

    def __deepcopy__(self, _memo: Any) -> SoIn:
        return self


def _made(value: Decimal, le: int, ty_le: bool) -> SoIn:
    return SoIn(value, le, ty_le=ty_le)
