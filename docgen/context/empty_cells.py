"""Empty cells that make figures wrong: each is told once, at the cell, whatever does not fit because of it.

An empty cell of a column of figures counts as nothing. Where an equation, a formula or a total of the source then
fails, the cell is what the hand must fill, and all that follows from it is no news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen import expression
from docgen.expression import ExpressionError
from docgen.finding import Finding
from docgen.model.fields import DataText
from docgen.model.table import Row

if TYPE_CHECKING:
    from docgen.context.figures import Figures

_REMEDY = "Ghi số vào ô này, số 0 nếu không có; chỉ khi ô đúng là trống mới sửa chỗ kia."
_DIVIDED = "Ghi số vào ô này; ô đúng là trống thì viết công thức: a / b if b else 0."


class EmptyCells:
    """The empty cells of one table that were told."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.meant: set[str] = set()  # columns where a row is right with its cell empty: so nothing is written there
        self._told: set[tuple[int, str]] = set()

    def asked(self, row: Row, formula: str) -> list[str]:
        """Return the columns of `columns` that are empty in a row."""
        return [ma for ma in self.columns(formula) if self._is_empty(row, ma)]

    def columns(self, formula: str) -> list[str]:
        """Return the columns without a formula that a formula asks for, through other formulas too."""
        found: dict[str, bool] = {}
        waiting = [formula]
        while waiting:
            try:
                names = expression.paths(waiting.pop())
            except ExpressionError:
                continue
            for name in names:
                column = self.figures.columns.get(name)
                if column is None or name in found:
                    continue
                found[name] = column.cong_thuc is None
                if column.cong_thuc:
                    waiting.append(column.cong_thuc)
        return [name for name, is_typed in found.items() if is_typed]

    def _is_empty(self, row: Row, ma: str) -> bool:
        cell = row.cells.get(ma)
        if (cell is not None and cell.value not in (None, "")) or not self.figures.is_figures(ma):
            return False
        return self.figures.value(row, ma) is None

    def explains(self, code: str, row: Row, formula: str, said: str, *, empty: Sequence[str] = ()) -> bool:
        """Say whether an empty cell explains that a formula fails in a row; `said` tells one that was not told yet.

        `empty` are the cells that may be at fault, all that the formula asks for where none is given.
        """
        empty = empty or self.asked(row, formula)
        if empty and not any((id(row), ma) in self._told for ma in empty):
            self._tell(code, row, empty[0], said)
        return bool(empty)

    def left(self, row: Row, wrong: Sequence[tuple[DataText, str]]) -> Iterator[tuple[DataText, str]]:
        """Yield the equations that fail in a row for another reason; the cell that explains most others is told."""
        empty = [[ma for ma in self.asked(row, equation) if ma not in self.meant] for equation, _ in wrong]
        often = Counter(ma for names in empty for ma in names)
        for names, (equation, values) in zip(empty, wrong, strict=True):
            likely = sorted(names, key=lambda ma: -often[ma])
            if not likely or not self.explains(
                "SL002", row, equation, f"không đúng {equation}: {values}", empty=likely
            ):
                yield equation, values

    def explains_total(self, ma: str, rows: Sequence[Row], said: str) -> bool:
        """Say whether an empty cell explains that a total of the source differs: one told, or the only one there is."""
        column = self.figures.columns[ma]
        names = self.columns(column.cong_thuc) if column.cong_thuc else [ma]
        empty = [(row, name) for name in names for row in rows if self._is_empty(row, name)]
        if any((id(row), name) in self._told for row, name in empty):
            return True
        if len(empty) != 1 or column.cong_thuc or column.tong not in (None, "cộng"):
            return False
        self._tell("SL003", *empty[0], said)
        return True

    def _tell(self, code: str, row: Row, ma: str, said: str) -> None:
        self._told.add((id(row), ma))
        of = f" của hàng “{key}”" if (key := self.figures.key_of(row)) else ""
        message = f"ô ở cột “{ma}”{of} để trống, được tính là 0: {said}"
        remedy = _DIVIDED if code == "SL005" else _REMEDY
        self.figures.log.findings.append(Finding.of(code, self.figures.where(row, ma), message, remedy))
