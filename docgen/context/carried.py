"""Figures that were not entered anew: a paper made from that of the last period still has the old ones.

Promises: a table of a report that reads the same cells of the same file as the last report did is reported at its
source (DL143). A paper whose figures all equal those of the last period is reported once (DL144). Other cells of the
same sheet are another source. Tables of the plan, years, days and codes are not figures of a period, and a table
without figures may stay the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from docgen import vietnamese
from docgen.model.fields import Key, Log
from docgen.model.paper import VanBan
from docgen.model.tables.digits import YEARS, says_codes, says_years
from docgen.model.tables.figure import FEW, figure, figures_of_them
from docgen.model.tables.table import Cot, Table
from docgen.sources import Grid

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_FEWEST = 2
_SAME = "Nhập số liệu của kỳ này; nếu số liệu đúng là không đổi thì bỏ ky_truoc."

Tables = Mapping[str, Table]
_Figures = dict[Key, tuple[Key, Decimal]]


def shared(paper: VanBan, before: VanBan, tables: Tables, before_tables: Tables, log: Log) -> None:
    """Log the sources, or else the figures, that `paper` has from `before`, the paper of the last period."""
    report = bool(paper.kind.theo_ky)
    if report and _of_one_source(tables, before_tables, log):
        return
    mine, old = figures(paper, tables), figures(before, before_tables)
    later = (paper.year or 0) - (before.year or 0)
    common = [key for key in mine if key in old and not _is_year_moved(mine[key][1], old[key][1], later)]
    if _are_enough([mine[key][1] for key in common], len(mine)) and all(mine[key][1] == old[key][1] for key in common):
        message = f"cả {vietnamese.so(len(common))} số liệu đều bằng số liệu của {before.kind.ten} kỳ trước"
        log.say("DL144", mine[common[0]][0], message, "" if report else _SAME)


def _are_enough(values: Sequence[Decimal], all_figures: int) -> bool:
    """Return whether equal figures are hardly chance: three, or the only two that a paper has, other than 0 and 1."""
    if len(values) >= FEW:
        return True
    return len(values) == all_figures == _FEWEST and not all(value in (0, 1) for value in values)


def figures(paper: VanBan, tables: Tables) -> _Figures:
    """Return a paper's own figures by the key they are compared by, each with the place where it is changed."""
    found = _of_tables(tables)
    own = dict(figures_of_them(paper.them))
    names = _without_years(own)
    for key, value in own.items():
        found[names[key]] = (key, value)
    return found


def _without_years(keys: Iterable[Key]) -> dict[Key, Key]:
    """Return each key as it is compared: without years, so that "nam_2026" matches "nam_2025".

    A count keeps keys apart that differ by their year alone.
    """
    times: Counter[Key] = Counter()
    found: dict[Key, Key] = {}
    for key in keys:
        bare = tuple(_YEAR.sub("", part) if isinstance(part, str) else part for part in key)
        times[bare] += 1
        found[key] = (*bare, times[bare])
    return found


def _of_one_source(tables: Tables, before_tables: Tables, log: Log) -> bool:
    """Log each table that reads the cells a table of the last period read; return whether there is one."""
    theirs: set[tuple[str, str, str]] = set()
    for table in before_tables.values():
        theirs.update(_source(grid) for _, grid in _grids(table))
    found = False
    for table in tables.values():
        for key, grid in _grids(table):
            if _source(grid) in theirs:
                found = True
                sheet = grid.where_header(0).sheet
                named = f"trang tính “{sheet}” của {grid.file}" if sheet else grid.file
                log.say("DL143", key, f"số liệu lấy từ đúng {named} mà báo cáo kỳ trước đã dùng")
    return found


def _is_year_moved(now: Decimal, before: Decimal, later: int) -> bool:
    """Return whether two figures are years as far apart as the papers: a year that was moved on is no new figure."""
    return later != 0 and now in YEARS and before in YEARS and now - before == later


def _grids(table: Table) -> Iterator[tuple[Key, Grid]]:
    """Yield the files that a table takes figures from, each with the key that calls it in."""
    bang = table.declared
    if isinstance(bang.nguon, Grid) and any(map(_is_figure, chain.from_iterable(bang.nguon.rows))):
        yield (*bang.key, "nguon"), bang.nguon
    if isinstance(bang.bo_sung, Grid) and bang.bo_sung.rows:
        yield (*bang.key, "bo_sung"), bang.bo_sung


def _source(grid: Grid) -> tuple[str, str, str]:
    first = grid.where(0, 0)
    return grid.file, first.sheet, first.cell


def _is_figure(value: Any) -> bool:
    return isinstance(figure(value), Decimal)


def _of_tables(tables: Tables) -> _Figures:
    """Return the figures that tables hold in their sources or in the data file, by table, column and row."""
    found: _Figures = {}
    for code, table in tables.items():
        bang = table.declared
        if isinstance(bang.nguon, Mapping):  # a table of the plan or of the last period itself
            continue
        place = (*bang.key, "nguon") if bang.nguon is not None else bang.key
        written = [column.ma for column in table.columns if _may_hold_figures(column)]
        compared = _without_years((code, ma) for ma in written)
        years = {column.ma for column in table.columns if says_years(column)}
        times: Counter[Any] = Counter()
        for row in table.rows():
            values = {ma: figure(row.cells[ma].value) for ma in written if ma in row.cells}
            text = next((str(value) for value in values.values() if isinstance(value, str)), "")
            name = _YEAR.sub("", text)  # "Hội nghị năm 2026" is the row of "Hội nghị năm 2027"
            times[name] += 1
            for ma, value in values.items():
                if isinstance(value, Decimal) and not (ma in years and value in YEARS):
                    found[(*compared[code, ma], name, times[name])] = (place, value)
    return found


def _may_hold_figures(column: Cot) -> bool:
    return not (column.cong_thuc or column.numbering or column.kieu in ("chữ", "ngày") or says_codes(column))
