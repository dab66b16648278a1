"""Empty cells that make figures wrong: each is reported once, at the cell, whatever does not fit because of it.

An empty cell of a column of figures counts as nothing. Where an equation, a formula or a total of the source then
fails, the cell is what must be filled, and what follows from it is not reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen import expression
from docgen.expression import ExpressionError
from docgen.model.fields import DataText
from docgen.model.tables.table import Row

if TYPE_CHECKING:
    from docgen.context.figures import Figures

_REMEDY = "Ghi số vào ô này, số 0 nếu không có; chỉ khi ô đúng là trống mới sửa chỗ kia."
_DIVIDED = "Ghi số vào ô này; ô đúng là trống thì viết công thức: a / b if b else 0."


class EmptyCells:
    """Finds the empty cells of one table that explain what is wrong; remembers which were reported."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.meant: set[str] = set()  # columns where a row is right with its cell empty: empty means nothing there
        self._reported: set[tuple[Row, str]] = set()

    def asked(self, row: Row, formula: str) -> list[str]:
        """Return the columns that a formula asks for and that are empty in a row."""
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
        """Return whether an empty cell explains that a formula fails in a row; log one, with `said`, if none was.

        `empty` are the columns whose cell may be at fault: by default all that the formula asks for.
        """
        empty = empty or self.asked(row, formula)
        if empty and not any((row, ma) in self._reported for ma in empty):
            self._report(code, row, empty[0], said)
        return bool(empty)

    def unexplained(self, row: Row, wrong: Sequence[tuple[DataText, str]]) -> Iterator[tuple[DataText, str]]:
        """Yield the equations that fail in a row for another reason than an empty cell.

        For the others log one cell, that which explains most of them.
        """
        suspects: list[list[str]] = []
        often: Counter[str] = Counter()
        for equation, _ in wrong:
            names = [ma for ma in self.asked(row, equation) if ma not in self.meant]
            suspects.append(names)
            often.update(names)
        for names, (equation, values) in zip(suspects, wrong, strict=True):
            names.sort(key=lambda ma: -often[ma])
            said = f"không đúng {equation}: {values}"
            if not names or not self.explains("SL002", row, equation, said, empty=names):
                yield equation, values

    def explains_total(self, ma: str, rows: Sequence[Row], said: str) -> bool:
        """Return whether an empty cell explains that a total of the source differs: a reported one, or the only one."""
        column = self.figures.columns[ma]
        names = self.columns(column.cong_thuc) if column.cong_thuc else [ma]
        empty = [(row, name) for name in names for row in rows if self._is_empty(row, name)]
        if any(cell in self._reported for cell in empty):
            return True
        if len(empty) != 1 or column.cong_thuc or column.tong not in (None, "cộng"):
            return False
        self._report("SL003", *empty[0], said)
        return True

    def _report(self, code: str, row: Row, ma: str, said: str) -> None:
        self._reported.add((row, ma))
        key = self.figures.key_of(row)
        of = f" của hàng “{key}”" if key else ""
        message = f"ô ở cột “{ma}”{of} để trống, được tính là 0: {said}"
        remedy = _DIVIDED if code == "SL005" else _REMEDY
        self.figures.log.say(code, self.figures.where(row, ma), message, remedy)
