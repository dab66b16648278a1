"""Sums of rows that follow each other, by column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal


class RowSums:
    """Rows one after the other, with the sums from any of them to the last."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self._sums: list[dict[str, Decimal]] = [{}]

    def add(self, row: int, figures: Mapping[str, Decimal]) -> None:
        """Add a row after the others."""
        sums = dict(self._sums[-1])
        for ma, value in figures.items():
            sums[ma] = sums.get(ma, Decimal(0)) + value
        self._sums.append(sums)
        self.rows.append(row)

    def since(self, start: int) -> dict[str, Decimal]:
        """Return the sums of the rows from place `start` on, by column."""
        before = self._sums[start]
        return {ma: value - before.get(ma, Decimal(0)) for ma, value in self._sums[-1].items()}
