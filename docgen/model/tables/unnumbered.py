"""Rows without a number of their own under another row: those whose figures are part of its figures.

They are where they add up to it, where they begin with a dash, or from "Trong đó" on. Sheets often leave them without a
label, and then only their figures show it. Where no row has a number, rows that call themselves parts are parts of the
row above them; and a row that is called 1.1 is part of the one called 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal

from docgen.model.tables.figure import same
from docgen.model.tables.total_rows import SourceLine
from docgen.model.tables.total_words import OF_WHICH, says_part

_DOTTED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.)]?(?:\s+[^\W\d]|\s*$)")
_TELLING = 10  # a sum of one column proves nothing when it is smaller


def parts_of_rows(lines: Sequence[SourceLine], columns: Set[str], is_other: Callable[[int], bool]) -> dict[int, int]:
    """Return the rows that are parts of a numbered row above them, each with that row.

    `columns` are those whose figures are added up; `is_other` returns whether a row is not data, such as a total. Sums
    count where most of the numbered rows that have such rows below them are sums, and not by one row alone.
    """
    said: dict[int, int] = {}
    summed: dict[int, int] = {}
    sums, others, several = 0, 0, False
    for owner, inside in _stretches(lines, is_other):
        whole = {ma: value for ma, value in lines[owner].figures.items() if ma in columns}
        rows = [row for row in inside if set(lines[row].figures) & columns]
        parts = [row for row in _called_parts(lines, inside) if row in rows]
        if parts and all(_fits(lines[row].figures, whole, columns) for row in parts):
            said |= dict.fromkeys(parts, owner)
        elif rows and _add_up(lines, whole, rows, columns):
            summed |= dict.fromkeys(rows, owner)
            sums += 1
            several = several or len(rows) > 1
        elif rows and any(whole.values()):
            others += 1
    return said | summed if several and sums > others else said


def dotted_parts(
    lines: Sequence[SourceLine], numbers: Sequence[str], columns: Set[str], is_other: Callable[[int], bool]
) -> dict[int, int]:
    """Return the rows called 1.1 with the row called 1 above them, both with figures.

    `numbers` are those that the source has beside the rows, "" where a number begins a row's own words.
    """
    found: dict[int, int] = {}
    open_: dict[str, int] = {}
    for row, line in enumerate(lines):
        match = None if line.heading or is_other(row) else _DOTTED.match(numbers[row] or line.label)
        if match is None or not set(line.figures) & columns:
            continue
        above = match[1].rpartition(".")[0]
        if above in open_ and _fits(line.figures, lines[open_[above]].figures, columns):
            found[row] = open_[above]
        open_[match[1]] = row
    return found


def _stretches(lines: Sequence[SourceLine], is_other: Callable[[int], bool]) -> Iterator[tuple[int, list[int]]]:
    """Yield each numbered row of data with the rows without a number below it; where none has one, with its parts."""
    owner, inside = -1, list[int]()
    numbered = any(line.numbered for line in lines)
    for row, line in enumerate(lines):
        other = line.heading or is_other(row)
        own = line.numbered if numbered else not says_part(line.label)
        if not (own or other):
            inside.append(row)
            continue
        if owner >= 0 and inside:
            yield owner, inside
        owner, inside = -1 if other else row, []
    if owner >= 0 and inside:
        yield owner, inside


def _called_parts(lines: Sequence[SourceLine], rows: Sequence[int]) -> list[int]:
    """Return the rows that are called parts: they begin with a dash, or are at or after "Trong đó"."""
    begin = next((row for row in rows if OF_WHICH.match(lines[row].label)), None)
    return [row for row in rows if (begin is not None and row >= begin) or says_part(lines[row].label)]


def _add_up(lines: Sequence[SourceLine], whole: Mapping[str, Decimal], rows: Sequence[int], columns: Set[str]) -> bool:
    """Return whether rows add up to the figures of the row above them, hardly by chance."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        for ma, value in lines[row].figures.items():
            if ma in columns:
                sums[ma] = sums.get(ma, Decimal(0)) + value
    if not set(sums) <= set(whole) or not any(whole[ma] for ma in sums):
        return False
    telling = len(sums) > 1 or any(abs(whole[ma]) >= _TELLING for ma in sums)
    return telling and all(same(whole[ma], total) for ma, total in sums.items())


def _fits(own: Mapping[str, Decimal], whole: Mapping[str, Decimal], columns: Set[str]) -> bool:
    """Return whether figures may be parts of others: none is in a column that those leave empty."""
    return all(ma in whole for ma in own if ma in columns)
