"""Rows that a range of cells leaves out though they belong to its table: the sheet has grown since it was written.

Hides: how to distinguish them from what usually comes below a table (totals, notes, names of signers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from docgen.model.fields import Log
from docgen.model.tables.figure import figure, same
from docgen.model.tables.levels import label_column
from docgen.model.tables.statistic_rows import statistic
from docgen.model.tables.table import Bang
from docgen.model.tables.total_words import label_of, says_total
from docgen.sources import Grid

_NOTE = re.compile(
    r"[-+*•–(\s]*(?:ghi chú|chú thích|chú ý|lưu ý|nguồn|người|thủ trưởng|giám đốc|kế toán|bằng chữ|trong đó|ngày)\b",
    re.IGNORECASE,
)


def say_cut(bang: Bang, grid: Grid, log: Log) -> None:
    """Log a range that ends before its table does, with the range that would hold all of it."""
    if grid.below is None or says_total(label_of(grid.rows[-1])):
        return
    after = grid.below.rows
    number = _number(grid, grid.rows[-1])
    figures = [at for at in range(len(grid.header)) if at != label_column(grid) and _are_figures(grid, at)]
    if not figures or _is_sum(grid, after[0], figures):
        return
    more = 0
    while more < len(after) and _goes_on(grid, after[more], figures, None if number is None else number + 1 + more):
        more += 1
    if more:
        right = grid.below.range_with(more)
        said = f"vùng ô dừng trước {more} hàng còn số liệu của bảng (hàng đầu: “{label_of(after[0])}”): không được đọc"
        log.say("DL109", (*bang.key, "nguon", "vung"), said, f'Muốn đủ thì ghi vung = "{right}".')


def _number(grid: Grid, row: Sequence[object]) -> int | None:
    """Return the number in the column of labels."""
    column = label_column(grid)
    text = "" if column is None or row[column] is None else str(row[column]).strip().rstrip(".)")
    return int(text) if text.isdecimal() else None


def _are_figures(grid: Grid, column: int) -> bool:
    values = [row[column] for row in grid.rows if row[column] is not None]
    return bool(values) and all(isinstance(figure(value), Decimal) for value in values)


def _is_sum(grid: Grid, row: Sequence[object], figures: Sequence[int]) -> bool:
    """Return whether a row adds up those of the range, without saying so."""
    found = [(at, value) for at in figures if isinstance(value := figure(row[at]), Decimal)]
    if not found or len(grid.rows) < 2:
        return False
    for at, value in found:
        cells = [figure(line[at]) for line in grid.rows]
        if not same(value, sum((cell for cell in cells if cell), Decimal(0))):
            return False
    return True


def _goes_on(grid: Grid, row: Sequence[object], figures: Sequence[int], number: int | None) -> bool:
    """Return whether a row is more of the same: its number is the next one, figures and words are where they were."""
    label = label_of(row)
    if says_total(label) or statistic(label) or _NOTE.match(label):
        return False
    column = label_column(grid)
    if column is not None and (number is None or _number(grid, row) != number):
        return False
    read = [figure(row[at]) for at in figures]
    if not any(isinstance(value, Decimal) for value in read):
        return False
    full = [at for at in range(len(grid.header)) if all(line[at] is not None for line in grid.rows)]
    right = all(value is None or isinstance(value, Decimal) for value in read)
    return right and all(row[at] is not None for at in full)
