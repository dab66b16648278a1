"""What a report still shares with the report of the last period: its sources, or every one of its figures.

Promise: a table that reads the very file or sheet of its predecessor is said at its source; a report none of whose
figures differs from the last period's is said once. Another part of the same sheet is another source, tables of the
plan are no figures of a period, and a table without figures may stay what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from docgen import vietnamese
from docgen.model.fields import Key, Log
from docgen.model.figure import figure
from docgen.model.paper import VanBan
from docgen.model.table import Table
from docgen.sources import Grid

_FEW = 3  # figures that may well be equal by chance

Tables = Mapping[str, Table]


def shared(paper: VanBan, before: VanBan, tables: Tables, before_tables: Tables, log: Log) -> None:
    """Log what `paper` shares with `before`, the report of the last period."""
    theirs = {_source(grid) for table in before_tables.values() for _, grid in _grids(table)}
    found = False
    for table in tables.values():
        for key, grid in _grids(table):
            if _source(grid) in theirs:
                found = True
                sheet = grid.where_header(0).sheet
                named = f"trang tính “{sheet}” của {grid.file}" if sheet else grid.file
                log.say("DL143", key, f"số liệu lấy từ đúng {named} mà báo cáo kỳ trước đã dùng")
    if found:
        return
    mine = {**_of_tables(tables), **_of_them(paper.them)}
    old = {**_of_tables(before_tables), **_of_them(before.them)}
    common = [key for key in mine if key in old]
    if len(common) >= _FEW and all(mine[key][1] == old[key][1] for key in common):
        message = f"cả {vietnamese.so(len(common))} số liệu đều bằng số liệu của báo cáo kỳ trước"
        log.say("DL144", mine[common[0]][0], message)


def _grids(table: Table) -> Iterator[tuple[Key, Grid]]:
    """Yield the files that a table reads for its period, with the key that names each."""
    bang = table.declared
    if isinstance(bang.nguon, Grid) and any(_is_figure(cell) for row in bang.nguon.rows for cell in row):
        yield (*bang.key, "nguon"), bang.nguon
    if isinstance(bang.bo_sung, Grid) and bang.bo_sung.rows:
        yield (*bang.key, "bo_sung"), bang.bo_sung


def _source(grid: Grid) -> tuple[str, str, str]:
    first = grid.where(0, 0)
    return grid.file, first.sheet, first.cell


def _is_figure(value: Any) -> bool:
    return isinstance(figure(value), Decimal)


def _of_tables(tables: Tables) -> dict[Key, tuple[Key, Decimal]]:
    """Return each figure that a source or the data file holds, by table, row and column, with where to change it."""
    found: dict[Key, tuple[Key, Decimal]] = {}
    for code, table in tables.items():
        bang = table.declared
        if isinstance(bang.nguon, Mapping):  # a table of the plan or of the last period itself
            continue
        place = (*bang.key, "nguon") if bang.nguon is not None else bang.key
        written = [column.ma for column in table.columns if not column.cong_thuc and not column.numbering]
        for number, row in enumerate(table.rows()):
            values = {ma: figure(row.cells[ma].value) for ma in written if ma in row.cells}
            name = next((str(value) for value in values.values() if isinstance(value, str)), number)
            for ma, value in values.items():
                if isinstance(value, Decimal):
                    found[code, name, ma] = (place, value)
    return found


def _of_them(value: Any, key: Key = ("them",)) -> dict[Key, tuple[Key, Decimal]]:
    if isinstance(value, Mapping):
        return {path: item for name, inner in value.items() for path, item in _of_them(inner, (*key, name)).items()}
    return {key: (key, Decimal(value))} if isinstance(value, int | Decimal) and not isinstance(value, bool) else {}
