"""The header of a table: how many rows it has, and what each column is called.

Promise: a header of several rows with merged cells, as spreadsheets make them, is recognised where nothing else can be
meant; a merged cell names every column under it. Where two columns get one name, the finding says what makes it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.finding import Finding
from docgen.sources.grid import Area, Cell, Grid, Sheet, Span

MOST_HEADER_ROWS = 10

_FIGURE = re.compile(r"[+-]?\d[\d.,]*%?")


def header_depth(sheet: Sheet, box: Area) -> int:
    """Return how many rows the header of a table has, as its merged cells say; 1 where they do not say so surely.

    Either a cell of the first row reaches down into the others, beside names that stand under one another; or each
    cell merged to the right has a name under each of its columns, and nothing stands under the other cells.
    """
    spans = _in_row(sheet, box, box.top)
    depth = max((bottom - box.top + 1 for _, _, bottom, _ in spans), default=1)
    if depth == 1:
        while depth < MOST_HEADER_ROWS and _has_names_below(sheet, box, box.top + depth - 1):
            depth += 1
    rows = range(box.top + 1, box.top + depth)
    names = [sheet.at(row, column) for row in rows for column in _columns(box)]
    several = any(isinstance(name, str) for name in names) and all(name is None or _is_name(name) for name in names)
    return depth if several and depth <= MOST_HEADER_ROWS and rows[-1] < box.bottom else 1


def _in_row(sheet: Sheet, box: Area, row: int) -> list[Span]:
    """Return the merged cells that begin in a row of a table and hold a name."""
    return [
        span for span in sheet.spans
        if span[0] == row and box.left <= span[1] <= box.right and _is_name(sheet.at(row, span[1]))
    ]  # fmt: skip


def _has_names_below(sheet: Sheet, box: Area, row: int) -> bool:
    """Return whether the cells merged to the right in a row have names under them, and the others nothing."""
    wide = [(left, right) for _, left, _, right in _in_row(sheet, box, row) if right > left]
    under = {column for left, right in wide for column in range(left, right + 1)}
    whole = len(under) >= len(_columns(box))  # a title over all of it
    below = {column: sheet.at(row + 1, column) for column in _columns(box)}
    fits = all(_is_name(value) if column in under else value is None for column, value in below.items())
    return bool(under) and not whole and fits


def _is_name(value: Cell) -> bool:
    return isinstance(value, str) and not _FIGURE.fullmatch(value)


def column_paths(sheet: Sheet, box: Area, header_rows: int) -> list[tuple[str, ...]]:
    """Return the names over each column, from above."""
    rows = range(box.top, min(box.top + header_rows, box.bottom + 1))
    names = {(row, column): _name(sheet.at(row, column)) for row in rows for column in _columns(box)}
    for top, left, _, right in sheet.spans:  # a merged cell names every column it covers, once
        if top in rows:
            for column in range(max(left, box.left), min(right, box.right) + 1):
                names[top, column] = _name(sheet.at(top, left))
    if sheet.open_header:
        for row in rows[:-1]:
            for column in list(_columns(box))[1:]:
                below = any(names[under, column] for under in rows if under > row)
                if not names[row, column] and below:
                    names[row, column] = names[row, column - 1]
    return [tuple(name for row in rows if (name := names[row, column])) for column in _columns(box)]


def same_names(grid: Grid, sheet: Sheet, box: Area) -> Iterator[Finding]:
    """Yield a finding for each column called as one before it; columns under one merged cell are told once."""
    merged = {
        column: left for top, left, _, right in sheet.spans if top == box.top for column in range(left + 1, right + 1)
    }
    single = all(len(path) < 2 for path in grid.paths)
    seen: dict[str, int] = {}
    told: set[int] = set()
    for column, name in enumerate(grid.header):
        if name and name in seen:
            left = merged.get(box.left + column, box.left + column)
            if left not in told:
                message = f"Cột {grid.letters[column]} trùng tên “{name}” với cột {grid.letters[seen[name]]}."
                remedy = (
                    "Tiêu đề bảng này có 2 dòng: ghi dong_tieu_de = 2." if single and left in merged.values() else ""
                )
                yield Finding.of("DL022", grid.where_header(column), message, remedy)
            told.add(left)
        seen.setdefault(name, column)


def _columns(box: Area) -> range:
    return range(box.left, box.right + 1)


def _name(value: Cell) -> str:
    return " ".join(str(value).split()) if value is not None else ""
