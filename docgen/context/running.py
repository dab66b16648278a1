"""Columns whose every row has added up what was before it ("Lũy kế" by day or month): their last figure is the total.

Promise: "Lũy kế" of projects or communes, which are added up, is taken for such a column only where the rows prove it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from docgen.model.tables.figure import same

if TYPE_CHECKING:
    from docgen.context.figures import Figures
    from docgen.model.tables.table import Row

_RUNNING = re.compile(r"\b(?:lũy kế|luỹ kế|cộng dồn|tích lũy|tích luỹ)\b", re.IGNORECASE)
_TIME = re.compile(r"(?:đến )?(?:hết )?(?:ngày|tuần|tháng|quý|năm)\b|t\d|\d{1,2}/\d", re.IGNORECASE)
_FEWEST = 2  # steps that prove something


class Running:
    """The running columns of one table."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._found: dict[str, bool] = {}

    def is_running(self, ma: str) -> bool:
        """Return whether each figure of a column is the one before it and that of another column beside it."""
        if ma not in self._found:
            self._found[ma] = False  # while others are looked at
            self._found[ma] = self._proven(ma)
        return self._found[ma]

    def may_run(self, ma: str) -> bool:
        """Return whether a column says so and goes up from day to day or month to month, though nothing proves it."""
        values = [value for _, value in self._rows(ma)]
        goes_up = len(values) > 1 and all(one <= other for one, other in pairwise(values))
        return self._says_so(ma) and goes_up and self._by_time()

    def last(self, ma: str) -> Decimal | None:
        """Return the figure of the last row that has one."""
        values = [value for _, value in self._rows(ma)]
        return values[-1] if values else None

    def _says_so(self, ma: str) -> bool:
        return any(_RUNNING.search(str(part)) for part in self.figures.columns[ma].ten or [])

    def _rows(self, ma: str) -> Sequence[tuple[Row, Decimal]]:
        found = []
        for row in self.figures.rows:
            value = self.figures.cells.read(ma, row.cells[ma].value) if ma in row.cells else None
            if isinstance(value, Decimal):
                found.append((row, value))
        return found

    def _by_time(self) -> bool:
        """Return whether the first column that does not number the rows names days, months or years."""
        first = next((name for name, column in self.figures.columns.items() if not column.numbering), "")
        head = " ".join(str(part) for part in self.figures.columns[first].ten or [])
        labels = [str(row.cells[first].value) for row in self.figures.rows if first in row.cells]
        return _TIME.match(head) is not None or (bool(labels) and all(_TIME.match(label) for label in labels))

    def _proven(self, ma: str) -> bool:
        if not self._says_so(ma):
            return False
        rows = self._rows(ma)
        names = [name for name, column in self.figures.columns.items() if name != ma and not column.cong_thuc]
        return any(self._adds(rows, dict(self._rows(name))) for name in names if not self._says_so(name))

    def _adds(self, rows: Sequence[tuple[Row, Decimal]], added: dict[Row, Decimal]) -> bool:
        """Return whether each figure is the one before it and what was added in its row."""
        steps = 0
        for (_, before), (row, value) in pairwise(rows):
            more = added.get(row, Decimal(0))
            if not same(value, before + more):
                return False
            steps += bool(more)
        starts = bool(rows) and added.get(rows[0][0]) == rows[0][1]
        return steps >= _FEWEST or (steps > 0 and (starts or self._by_time()))
