"""The row under a header that numbers the columns: (1) (2) (3)=(1)+(2), or A B 1 2.

Only what cannot be data is one for sure: brackets, a formula, a letter or a number where the column holds something
else. Figures that might as well be the first row of data (1, 2, 3 over figures) are neither taken nor dropped: it is
asked. A row whose first column goes on in the next (1, then 2) is data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from docgen.model.tables.figure import figure
from docgen.sources import Grid

_NUMBER = re.compile(r"(?:\((\d{1,2})\)|(\d{1,2}))(?:\s*=.*)?")
_SURE = re.compile(r"\(\d{1,2}\).*|\d{1,2}\s*=.*")
_LETTER = re.compile(r"[A-ZĐ]")
_LOOK_AT = 200  # rows of data that show what a column holds


class FirstRow(Enum):
    """What the first row under a header is."""

    DATA = "data"
    NUMBERS = "numbers"
    EITHER = "either"


def first_row(grid: Grid) -> FirstRow:
    """Return what the first row of a source is."""
    if len(grid.rows) < 2 or not _in_order(grid):
        return FirstRow.DATA
    first = [str(value).strip() for value in grid.rows[0] if value is not None]
    if any(_SURE.fullmatch(value) for value in first) or _negative(grid.rows[0]):
        return FirstRow.NUMBERS
    if any(_is_foreign(grid, column) for column in range(len(grid.header))):
        return FirstRow.NUMBERS
    return FirstRow.DATA if _goes_on(grid) else FirstRow.EITHER


def _in_order(grid: Grid) -> bool:
    """Return whether the first row reads 1 2 3, with letters for the columns before: A B 1 2."""
    values = [str(value).strip() for value in grid.rows[0] if value is not None]
    if _negative(grid.rows[0]):  # what a workbook makes of (1) (2) (3)
        return True
    matches = [match for value in values if (match := _NUMBER.fullmatch(value))]
    letters = len(values) - len(matches)
    lettered = values[:letters] == [chr(65 + place) for place in range(letters)]
    numbers = [match[1] or match[2] for match in matches]
    in_order = bool(numbers) and numbers == [str(place + 1) for place in range(len(numbers))]
    each = len(values) == len(grid.header) > 1
    return lettered and in_order and (each or (not letters and len(values) > 1 and values[0].startswith("(")))


def _negative(row: Sequence[object]) -> bool:
    return len(row) > 1 and list(row) == [-place for place in range(1, len(row) + 1)]


def _nature(value: object) -> str:
    if isinstance(value, str) and _LETTER.fullmatch(value.strip()):
        return "letter"
    return "words" if isinstance(figure(value), str | tuple) else type(figure(value)).__name__


def _is_foreign(grid: Grid, column: int) -> bool:
    """Return whether the first cell of a column is unlike all others in it."""
    others = {_nature(row[column]) for row in grid.rows[1:_LOOK_AT] if figure(row[column]) not in (None, "")}
    return bool(others) and _nature(grid.rows[0][column]) not in others


def _goes_on(grid: Grid) -> bool:
    """Return whether the first column numbers the rows from the first on: 1, 2, 3."""
    one, two = figure(grid.rows[0][0]), figure(grid.rows[1][0])
    return bool(one == 1 and two == 2)
