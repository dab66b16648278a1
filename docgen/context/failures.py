"""Formulas that fail: each is reported once, at the place where the hand must go.

That is the cell at fault, the cell that is empty, or the formula itself where it fails everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen import expression
from docgen.expression import ExpressionError, Followed
from docgen.finding import Where
from docgen.model.fields import DataText
from docgen.model.tables.table import Row

if TYPE_CHECKING:
    from docgen.context.figures import Figures

_OF_A_SHEET = re.compile(r"^\s*=|\$?\b[A-Z]{1,3}\$?\d+\b|\d\s*%\s*(?:$|[-+*/)])|\b(?:SUM|IF|ROUND|AVERAGE)\s*\(")
_BY_ZERO = "chia cho 0"
_CIRCLE = "vòng tròn"


class Failures:
    """Reports the formulas of one table that fail, and remembers which did."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.log = figures, figures.log
        self.formulas: set[str] = set()  # those that failed in some row
        self.cells: set[tuple[Row, str]] = set()
        self._reported: set[tuple[str, str]] = set()  # codes of findings with the formulas they are about

    def say_of_cell(self, ma: str, formula: DataText, error: ExpressionError, row: Row) -> None:
        """Log that the formula of a column fails in a row."""
        self.formulas.add(formula)
        self.cells.add((row, ma))
        self.say_in_row("SL005", formula, error, row, ma)

    def say_of_total(self, ma: str, formula: DataText, error: ExpressionError) -> None:
        """Log a formula that fails in a total, unless rows failed: they say why, and the total follows from them."""
        values = [self.figures.value_or_none(row, ma) for row in self.figures.rows]
        if None not in values or formula not in self.formulas:
            self.say("SL005", formula, error, None)

    def say_in_row(self, code: str, formula: DataText, error: ExpressionError, row: Row, ma: str = "") -> None:
        """Log a formula that fails in a row: at the empty cell it divides by, else at the cell that is at fault."""
        if not self._divided_by_nothing(formula, error, row):
            self.say(code, formula, error, self._cause(formula, error, row, ma))

    def say(self, code: str, formula: DataText, error: ExpressionError, at: Where | None) -> None:
        """Log a failed formula: at its cell (`at`), or once where it is written if it fails everywhere (a wrong name).

        What only follows from another failure is not reported, nor is anything of a table whose rows were not found.
        """
        if isinstance(error, Followed) or self.figures.table.lost:
            return
        if any(match[0] not in self.figures.columns for match in _OF_A_SHEET.finditer(formula)):
            self._say_of_a_sheet(code, formula)
            return
        in_circle = _CIRCLE in error.message
        code = "SL004" if in_circle else code
        message = f"công thức “{formula}”: {error.message}"
        fails_everywhere = in_circle or isinstance(error, expression.UnknownName)
        if at is not None and not fails_everywhere:
            self.log.say(code, at, message, error.remedy)
        elif self._is_news(code, formula):
            self.log.say(code, self.log.character(formula, error.offset), message, error.remedy)

    def _divided_by_nothing(self, formula: DataText, error: ExpressionError, row: Row) -> bool:
        """Return whether a formula divides by an empty cell of a row; if so, the cell is reported."""
        if _BY_ZERO not in error.message:
            return False
        empty_cells = self.figures.empty_cells
        empty = empty_cells.asked(row, formula)
        zeros = [name for name in empty_cells.columns(formula) if not self.figures.value(row, name)]
        if not empty or zeros[-1] != empty[-1]:
            return False
        said = f"công thức “{formula}” {_BY_ZERO}"
        return empty_cells.explains("SL005", row, formula, said, empty=empty[-1:])

    def _cause(self, formula: DataText, error: ExpressionError, row: Row, ma: str) -> Where | None:
        """Return the place of the cell that makes a formula fail in a row, else that of the row.

        None where the formula cannot be read, so that no cell is at fault.
        """
        try:
            asked = [name for name in expression.paths(formula) if name in row.cells]
        except ExpressionError:
            return None
        by_zero = _BY_ZERO in error.message
        for name in reversed(asked):
            value = self.figures.cells.read(name, row.cells[name].value)
            at_fault = value in (0, None) if by_zero else isinstance(value, str)
            if at_fault:
                return row.cells[name].where(self.log)
        return self.figures.where(row, ma)

    def _say_of_a_sheet(self, code: str, formula: DataText) -> None:
        """Log, once, a formula written as a spreadsheet has it (=B2*10%)."""
        if not self._is_news(code, formula):
            return
        typed = (ma for ma, column in self.figures.columns.items() if not column.cong_thuc)
        example = next(filter(self.figures.is_figures, typed), "x")
        remedy = f"Viết mã cột thay cho địa chỉ ô, bỏ dấu = ở đầu và dấu %, thí dụ: {example} * 2."
        self.log.say(code, formula.key, f"công thức “{formula}” viết như trong Excel", remedy)

    def _is_news(self, code: str, formula: DataText) -> bool:
        """Return whether a finding about a formula was not reported yet; from now on it was."""
        news = (code, formula) not in self._reported
        self._reported.add((code, formula))
        return news
