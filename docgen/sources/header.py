"""The header of a table: how many rows it has, and what each column is called.

Promise: a header of several rows with merged cells, as spreadsheets make them, is recognised where nothing else can be
meant; a merged cell names every column under it. If two columns get the same name, the finding says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.finding import Finding
from docgen.sources.grid import Area, Cell, Grid, Sheet, Span

MOST_HEADER_ROWS = 10

_FIGURE = re.compile(r"[+-]?\d[\d.,]*%?")


def header_depth(sheet: Sheet, box: Area) -> int:
    """Return how many rows the header of a table has, by its merged cells; 1 if they leave it open.

    Several rows are certain in three cases: a cell of the first row reaches down into the others, beside names below
    each other; or each cell merged to the right has a name under each of its columns, and the other cells have none; or
    a CSV file, which has lost its merged cells, has names in the same places (`_has_names_under_blanks`).
    """
    spans = _in_row(sheet, box, box.top)
    if not spans and _has_names_under_blanks(sheet, box):
        return 2
    depth = max((bottom - box.top + 1 for _, _, bottom, _ in spans), default=1)
    if depth == 1:
        while depth < MOST_HEADER_ROWS and _has_names_below(sheet, box, box.top + depth - 1):
            depth += 1
    rows = range(box.top + 1, box.top + depth)
    if not rows or depth > MOST_HEADER_ROWS or rows[-1] >= box.bottom:
        return 1
    names: list[Cell] = []
    for row in rows:
        names += [sheet.at(row, column) for column in box.columns if sheet.at(row, column) is not None]
    return depth if names and all(map(_is_name, names)) else 1


def _in_row(sheet: Sheet, box: Area, row: int) -> list[Span]:
    """Return the merged cells that begin in a row of a table and hold a name."""
    found: list[Span] = []
    for span in sheet.spans:
        top, left, _, _ = span
        if top == row and box.left <= left <= box.right and _is_name(sheet.at(row, left)):
            found.append(span)
    return found


def _has_names_below(sheet: Sheet, box: Area, row: int) -> bool:
    """Return whether the cells merged to the right in a row have names under them, and the others nothing."""
    under: set[int] = set()
    for _, left, _, right in _in_row(sheet, box, row):
        if right > left:
            under.update(range(left, right + 1))
    if not under or len(under) >= len(box.columns):  # over all columns it is a title
        return False
    for column in box.columns:
        below = sheet.at(row + 1, column)
        fits = _is_name(below) if column in under else below is None
        if not fits:
            return False
    return True


def _has_names_under_blanks(sheet: Sheet, box: Area) -> bool:
    """Return whether the second row has names under each name with blanks to its right, a merge lost, and no others.

    The row below begins as data do, at the left, where the second row has nothing, and has figures under such names.
    """
    if not sheet.open_header or box.top + 2 > box.bottom:
        return False
    head = [sheet.at(box.top, column) for column in box.columns]
    below = [sheet.at(box.top + 1, column) for column in box.columns]
    under = [value is None or head[at + 1 : at + 2] == [None] for at, value in enumerate(head)]
    if head[0] is None or under[0] or not any(under) or not all(value is None or _is_name(value) for value in head):
        return False
    if any((value is not None) != fits for value, fits in zip(below, under, strict=True)):
        return False
    if not all(value is None or _is_name(value) for value in below):
        return False
    first = [sheet.at(box.top + 2, column) for column in box.columns]
    figures = [value for value, fits in zip(first, under, strict=True) if fits and value is not None]
    return first[0] is not None and any(not _is_name(value) for value in figures)


def _is_name(value: Cell) -> bool:
    return isinstance(value, str) and not _FIGURE.fullmatch(value)


def column_paths(sheet: Sheet, box: Area, header_rows: int) -> list[tuple[str, ...]]:
    """Return the names over each column, from the top down."""
    rows = range(box.top, min(box.top + header_rows, box.bottom + 1))
    names: dict[tuple[int, int], str] = {}
    for row in rows:
        for column in box.columns:
            names[row, column] = _name(sheet.at(row, column))
    for top, left, _, right in sheet.spans:  # a merged cell names every column it covers, once
        if top in rows:
            for column in range(max(left, box.left), min(right, box.right) + 1):
                names[top, column] = _name(sheet.at(top, left))
    if sheet.open_header:
        for row in rows[:-1]:
            for column in list(box.columns)[1:]:
                below = any(names[under, column] for under in rows if under > row)
                if not names[row, column] and below:
                    names[row, column] = names[row, column - 1]
    paths: list[tuple[str, ...]] = []
    for column in box.columns:
        path = [names[row, column] for row in rows]
        paths.append(tuple(filter(None, path)))
    return paths


def same_names(grid: Grid, sheet: Sheet, box: Area) -> Iterator[Finding]:
    """Yield a finding for each column with the name of an earlier one; one for all columns under a merged cell."""
    merged: dict[int, int] = {}
    for top, left, _, right in sheet.spans:
        if top == box.top:
            merged.update(dict.fromkeys(range(left + 1, right + 1), left))
    single = all(len(path) < 2 for path in grid.paths)
    seen: dict[str, int] = {}
    reported: set[int] = set()
    for column, name in enumerate(grid.header):
        if name and name in seen:
            left = merged.get(box.left + column, box.left + column)
            if left not in reported:
                message = f"Cột {grid.letters[column]} trùng tên “{name}” với cột {grid.letters[seen[name]]}."
                remedy = ""
                if single and left in merged.values():
                    remedy = "Tiêu đề bảng này có 2 dòng: ghi dong_tieu_de = 2."
                yield Finding.of("DL022", grid.where_header(column), message, remedy)
            reported.add(left)
        seen.setdefault(name, column)


def _name(value: Cell) -> str:
    return " ".join(str(value).split()) if value is not None else ""
