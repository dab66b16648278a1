"""What was typed in data and cells and would be printed unchanged, though it is a sign with a meaning, or damaged.

Every text of the data and of the sheets is read once, as it was typed, so that a finding is at the place to mend.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from docgen import vietnamese
from docgen.context import lost_zeros
from docgen.context.many import rows_of
from docgen.expression.stray_signs import CODES, said, stray_signs
from docgen.finding import Finding, Where
from docgen.model.fields import DataText, Log, Record, declared
from docgen.model.paper import LINKED_PAPERS, VanBan
from docgen.model.resolved import Typed
from docgen.model.tables.table import Table
from docgen.sources import Grid

_OF_ROW = re.compile(r"\bdong\.(\w+)")
_MOST = 10  # findings of a kind and file; the rest is counted
_MOST_CELLS = 5  # named of a sheet


def typed_texts(paper: VanBan, tables: Sequence[Table], log: Log) -> list[Typed]:
    """Return every text of the data, of the list of papers and of the sheets, as typed."""
    typed = [_in_data(text, log) for text in _texts(paper)]
    asked = {name for item in typed for name in _OF_ROW.findall(item.text)}
    typed += list(_in_list(paper.danh_sach, asked, log))
    log.findings += lost_zeros.of_list(paper.danh_sach, asked)
    for table in tables:
        typed += _in_sources(table)
    return typed


def check(typed: Sequence[Typed], names: Callable[[str], bool], log: Log) -> None:
    """Log what will be printed as signs, and damaged letters. `names` says whether expressions know a name."""
    found: Counter[tuple[str, str]] = Counter()
    for finding in (*_signs(typed, names), *_damage(typed)):
        kind = finding.code, finding.where.file
        found[kind] += 1
        if found[kind] <= _MOST:
            log.findings.append(finding)
    for (code, file), times in found.items():
        if times > _MOST:
            log.say(code, Where(file), f"còn {times - _MOST} chỗ nữa như thế")


def _texts(value: Any) -> Iterator[DataText]:
    """Yield every text of a record of the data; what stands in for what is missing nobody typed."""
    if isinstance(value, DataText):
        yield value
    elif isinstance(value, Record):
        for name in declared(type(value)):
            if name not in LINKED_PAPERS and name not in value.spoilt:
                yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _in_data(text: DataText, log: Log) -> Typed:
    def at(offset: int) -> Where:
        return text.where(log.places, offset if text.key else None)

    return Typed(str.__str__(text), at, True, text.key)


def _in_sources(table: Table) -> Iterator[Typed]:
    read, key = not table.declared.nguyen_van, table.declared.key
    for grid, used in table.sources:
        for column in sorted(used):
            yield Typed(grid.header[column], _header_place(grid, column), read, key)
        for number, row in enumerate(grid.rows):
            for column in used:
                value = row[column]
                if isinstance(value, str):
                    yield Typed(str.__str__(value), _cell_place(grid, number, column), read, key)


def _in_list(listed: Any, asked: Set[str], log: Log) -> Iterator[Typed]:
    """Yield the texts of the list of which each row is a paper, of the columns that texts ask for."""
    for row in rows_of(listed, log.places):
        for name, value in row.items():
            where = row.where(name)
            if isinstance(value, str) and where and name in asked:
                yield Typed(str.__str__(value), _fixed(where), True, ("danh_sach",))


def _fixed(where: Where) -> Callable[[int], Where]:
    return lambda _offset: where


def _header_place(grid: Grid, column: int) -> Callable[[int], Where]:
    return lambda _offset: grid.where_header(column)


def _cell_place(grid: Grid, row: int, column: int) -> Callable[[int], Where]:
    return lambda _offset: grid.where(row, column)


def _signs(typed: Sequence[Typed], names: Callable[[str], bool]) -> Iterator[Finding]:
    for item in typed:
        if not item.read:
            continue
        for found in stray_signs(item.text, names):
            yield Finding.of(CODES[found.kind], item.at(found.offset), said(found), found.remedy)


def _damage(typed: Sequence[Typed]) -> Iterator[Finding]:
    """Yield a finding for each damaged text of the data, and one for all damaged cells of a sheet.

    A few words are often not enough to be certain: in cells, what is likely is named too.
    """
    certain, likely = vietnamese.tim_hong_va_nghi([item.text for item in typed])
    cells: dict[tuple[str, str], list[tuple[Where, Finding]]] = {}
    for number, changes in (*certain.items(), *likely.items()):
        where = typed[number].at(changes[0].vi_tri)
        said = vietnamese.ke_chu_hong(changes)
        if number in certain:
            finding = Finding.of("CT001", where, said)
        else:
            finding = Finding.of("DL177", where, f"có vẻ là {said}")
        if where.cell:
            cells.setdefault((where.file, where.sheet), []).append((where, finding))
        elif number in certain:
            yield finding
    for damaged in cells.values():
        (_, first), *others = damaged
        yield replace(first, message=first.message + _also([where for where, _ in others]))


def _also(places: Sequence[Where]) -> str:
    """Return the words that count further cells and name the first of them."""
    if not places:
        return ""
    named = ", ".join(where.cell for where in places[:_MOST_CELLS]) + (", …" if len(places) > _MOST_CELLS else "")
    return f"; còn {len(places)} ô nữa ({named})"
