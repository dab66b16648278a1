"""Heading rows of a sheet: "I | Khối Nội" over rows 1, 2, 3, as offices type groups.

Only what is certain is one: a row merged across most of the table, or a row whose number is a Roman numeral or a
letter among rows numbered 1, 2, 3. What it holds beside its title are the group's own totals, which are compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from docgen.model.fields import plain
from docgen.model.table import NUMBERING, Cell, Group, Row
from docgen.sources import Grid

_ROMAN = re.compile(r"[IVXLC]+")
_FIGURE = re.compile(r"\s*(?:[-+]?\d[\d.,]*\s*%?|[-–—])\s*")
_LABEL = re.compile(r"\s*([IVXLC]+|[A-ZĐ]|\d+)\s*[.)/-]\s+")


class Heading(NamedTuple):
    """A heading row: how deep its group lies, and the column of its title."""

    level: int
    column: int


def headings(grid: Grid) -> dict[int, Heading]:
    """Return the heading rows of a sheet by number from 0."""
    numbering = next((at for at, name in enumerate(grid.header) if plain(name) in NUMBERING), None)
    labels = [_label(values, numbering, grid.merged.get(row)) for row, values in enumerate(grid.rows)]
    kinds = _kinds(labels)
    levels = {kind: level for level, kind in enumerate(dict.fromkeys(kind for kind in kinds if kind not in ("", "1")))}
    found = {}
    for row, kind in enumerate(kinds):
        column = grid.merged.get(row)
        if column is None and kind in levels and "1" in kinds:
            words = [at for at, value in enumerate(grid.rows[row]) if _is_word(value) and at != numbering]
            column = words[0] if len(words) == 1 else None
        if column is not None:
            found[row] = Heading(levels.get(kind, len(levels) if kind == "1" else 0), column)
    return found


def _is_word(value: object) -> bool:
    return isinstance(value, tuple | date) or (isinstance(value, str) and not _FIGURE.fullmatch(value))


def _label(values: Sequence[object], numbering: int | None, merged: int | None) -> str:
    """Return the number of a row: in its own column, or before the title of a merged row."""
    given = values[numbering] if numbering is not None else None
    if given is not None and numbering != merged:
        return str(given).strip(" .)")
    match = _LABEL.match(str(values[merged])) if merged is not None else None
    return match[1] if match else ""


def _kinds(labels: Sequence[str]) -> list[str]:
    """Return what each label is: "A" a letter (in their order), "I" a Roman numeral, "1" a number, "" none of these."""
    kinds = []
    letter = "A"
    for label in labels:
        if label == letter:
            letter = chr(ord(letter) + 1)
            kinds.append("A")
        else:
            kinds.append("I" if _ROMAN.fullmatch(label) else "1" if label.isdigit() else "")
    return kinds


def grouped(rows: Sequence[tuple[int, Row]], found: Mapping[int, Heading], grid: Grid) -> list[Group | Row]:
    """Return rows, each with its number in the sheet, under their heading rows. A heading over nothing stays a row."""
    children: list[Group | Row] = []
    open_: list[tuple[int, list[Group | Row]]] = [(-1, children)]
    for (number, row), (after, _) in zip_longest(rows, rows[1:], fillvalue=(-1, Row({}))):
        heading, below = found.get(number), found.get(after)
        if heading is None:
            open_[-1][1].append(row)
            continue
        while open_[-1][0] >= heading.level:
            open_.pop()
        if after < 0 or (below is not None and below.level <= heading.level):
            open_[-1][1].append(row)
            continue
        text = _LABEL.sub("", str(grid.rows[number][heading.column]), count=1).strip()
        title = Cell(text, (grid, number, heading.column))
        own = {ma: cell for ma, cell in row.cells.items() if cell.value is not None and cell.origin != title.origin}
        group = Group(title, given=[Row(own)] if own else [])
        open_[-1][1].append(group)
        open_.append((heading.level, group.children))
    return children
