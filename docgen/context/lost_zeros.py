"""Codes that a sheet keeps as numbers and that have lost the zeros before them: a phone number 912345678.

Promises: one finding for each column, at its first such cell, with the code as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from typing import Any

from docgen.context.figures import Figures
from docgen.finding import Finding, Where
from docgen.model.fields import DataText, Log, identifier
from docgen.model.tables.digits import is_padded, with_lost_zeros
from docgen.model.tables.table import Cell, Cot
from docgen.sources import Grid

_MOST_NAMED = 3


def of_table(figures: Figures) -> Iterator[Finding]:
    """Yield a finding for each column of a table."""
    for ma, column in figures.columns.items():
        if column.cong_thuc or column.numbering or column.kieu == "ngày":
            continue
        cells = [row.cells[ma] for row in figures.rows if ma in row.cells]
        header = str(column.ten[-1] if column.ten else ma)
        yield from _of_column(header, column, [cell.value for cell in cells], partial(_place, cells, figures.log))


def of_list(source: Any, asked: Set[str]) -> Iterator[Finding]:
    """Yield a finding for each column of the list of which each row is a paper, if it is one of those `asked` for."""
    if not isinstance(source, Grid):
        return
    for place, header in enumerate(source.header):
        name = identifier(header) or source.letters[place]
        if name in asked:
            column = Cot(ma=DataText(name), ten=[DataText(header)], key=())
            values = [row[place] for row in source.rows]
            yield from _of_column(header, column, values, partial(source.where, column=place))


def _place(cells: Sequence[Cell], log: Log, number: int) -> Where:
    return cells[number].where(log)


def _of_column(header: str, column: Cot, values: Sequence[Any], place: Callable[[int], Where]) -> Iterator[Finding]:
    whole = with_lost_zeros(column)
    length = 0 if whole else _common_length(values)
    if whole:
        lost = [(number, code) for number, value in enumerate(values) if (code := whole(value))]
    else:
        lost = [
            (number, str(value).zfill(length))
            for number, value in enumerate(values)
            if length and type(value) is int and 0 < value < 10 ** (length - 1)
        ]
    if not lost:
        return
    first, code = lost[0]
    where = place(first)
    listed = ", ".join(str(values[number]) for number, _ in lost[:_MOST_NAMED])
    listed += ", …" if len(lost) > _MOST_NAMED else ""
    cells = "ô này" if len(lost) == 1 else f"{len(lost)} ô của cột"
    message = f"cột “{header}”: {cells} mất số 0 ở đầu ({listed})"
    yield Finding.of("DL176", where, message, _remedy(where, code))


def _common_length(values: Sequence[Any]) -> int:
    """Return how long the codes of a column are where most are texts of one length, some padded with zeros; else 0."""
    if not any(type(value) is int for value in values):
        return 0
    texts = [str(value).strip() for value in values if isinstance(value, str)]
    texts = [text for text in texts if text.isdecimal()]
    numbers = sum(type(value) is int for value in values)
    if len(texts) < max(numbers, 1) or not any(map(is_padded, texts)):
        return 0
    lengths = {len(text) for text in texts}
    return lengths.pop() if len(lengths) == 1 else 0


def _remedy(where: Where, code: str) -> str:
    if where.sheet:
        return f"Trong Excel chọn kiểu Văn bản (Text) cho cả cột, rồi gõ lại cho đủ: {code}."
    if where.file.lower().endswith((".csv", ".tsv", ".txt")):
        return f"Ghi thêm số 0 vào tệp này: {code}; mở tệp bằng Excel rồi lưu lại thì số 0 lại mất."
    return f'Viết trong dấu nháy, đủ số 0: "{code}".'
