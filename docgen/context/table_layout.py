"""Which cells of a printed table reach over several: those of its header, and equal neighbours merged downwards.

A header is a path: neighbours that begin alike share a cell, and a short path reaches down to the last header row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from docgen.model.resolved import CellParagraph, Column, HeaderCell, TableCell, TableRow


def header_cells(paths: Sequence[Sequence[str]]) -> tuple[list[HeaderCell], int]:
    """Return the header cells of columns with these paths, and the number of header rows."""
    depth = max((len(path) for path in paths), default=1)
    cells: list[HeaderCell] = []

    def lay(first: int, last: int, row: int) -> None:
        """Add the cells of a header row above the columns from `first` to before `last`, and those below them."""
        column = first
        while column < last:
            path = paths[column]
            end = column + 1
            if len(path) == row + 1:
                cells.append(HeaderCell(path[row], row, column, depth - row, 1))
            else:
                while end < last and _begin_alike(path, paths[end], row + 1):
                    end += 1
                cells.append(HeaderCell(path[row], row, column, 1, end - column))
                lay(column, end, row + 1)
            column = end

    lay(0, len(paths), 0)
    return cells, depth


def _begin_alike(path: Sequence[str], other: Sequence[str], size: int) -> bool:
    """Return whether two paths have the same first `size` names, and the other goes on after them."""
    return len(other) > size and list(path[:size]) == list(other[:size])


def merge_down(rows: list[TableRow], columns: list[Column], merged: list[str]) -> None:
    """Merge equal neighbours downwards; a column merges only inside the merges of the columns named before it."""
    positions = {column.code: place for place, column in enumerate(columns)}
    edges = {0, len(rows)}  # before which rows no merge goes on
    for number, row in enumerate(rows):
        if row.kind != "hang":
            edges |= {number, number + 1}
    for code in merged:
        place = positions[code]
        for start, end in pairwise(sorted(edges)):
            begin = start
            for number in range(start + 1, end + 1):
                texts = rows[begin].cells[place].paragraphs
                if number < end and rows[number].cells[place].paragraphs == texts:
                    continue
                if number - begin > 1 and any(paragraph.text for paragraph in texts):
                    _merge(rows, begin, number, place)
                edges |= {begin, number}
                begin = number


def _merge(rows: list[TableRow], begin: int, end: int, place: int) -> None:
    for number in range(begin, end):
        cell = rows[number].cells[place]
        if number == begin:
            merged = TableCell(cell.paragraphs, cell.align, cell.columns, cell.at, "restart")
        else:
            merged = TableCell((CellParagraph(""),), cell.align, cell.columns, cell.at, "continue")
        rows[number].cells[place] = merged
