"""Where a printed figure came from: the cells it was read from, the formula that made it, the text that quotes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from docgen import expression
from docgen.context.figures import Figures, figure, shown
from docgen.context.names import Cited, Traced
from docgen.context.tables import Tables
from docgen.expression import ExpressionError
from docgen.finding import Where
from docgen.model.fields import Log
from docgen.model.resolved import TableBlock
from docgen.model.table import Cot, Row


def explain(tables: Tables, trace: Sequence[Traced], log: Log, printed: str) -> list[str]:
    """Return a line for each place that prints `printed`, with what it rests on indented below."""
    wanted = " ".join(printed.split())
    lines: list[str] = []
    for traced in dict.fromkeys(trace):
        if wanted == traced.printed.strip():
            key, inside = traced.text.at(traced.offset)
            lines.append(f"{log.places.where(key, inside)}: {{{{ {traced.source} }}}} cho {traced.printed}")
            lines += [f"    {line}" for line in _of_expression(traced.source, tables, log)]
    for code in tables.tables:
        lines += _in_table(tables, code, wanted, log)
    return list(dict.fromkeys(lines))


def _of_expression(source: str, tables: Tables, log: Log) -> Iterator[str]:
    try:
        asked = expression.paths(source)
    except ExpressionError:
        return
    for path in asked:
        parts = path.split(".")
        if parts[0] == "bang" and len(parts) > 3 and parts[1] in tables.tables and parts[2] == "tong":
            yield from _of_total(tables.figures(parts[1]), parts[3], log)
        elif parts[0] in ("ky_truoc", "ke_hoach"):
            yield f"{path}: lấy từ hồ sơ “{parts[0]}” ({log.places.where((parts[0],)).file})"
        elif parts[0] == "them":
            yield f"{path}: {log.places.where(tuple(parts))}"


def _of_total(figures: Figures, ma: str, log: Log) -> Iterator[str]:
    column = figures.columns.get(ma)
    if column is None:
        return
    value = shown(figures.total(ma), column)
    if column.cong_thuc and column.tong is None:
        written = log.places.where(column.cong_thuc.key)
        yield f"tong.{ma} = {value}: công thức “{column.cong_thuc}” trên các tổng ({written})"
        for name in _inputs(column, figures):
            yield from _of_total(figures, name, log)
        return
    rows = [row for row in figures.rows if ma in row.cells]
    if rows:
        span = f"{rows[0].cells[ma].where(log)} … {rows[-1].cells[ma].where(log)}"
        yield f"tong.{ma} = {value}: {column.tong or 'cộng'} {len(rows)} ô, {span}"


def _inputs(column: Cot, figures: Figures) -> list[str]:
    return [path for path in expression.paths(column.cong_thuc or "") if path in figures.columns]


def _in_table(tables: Tables, code: str, wanted: str, log: Log) -> Iterator[str]:
    block = tables.printed(code, Where, Cited())
    figures = tables.figures(code)
    if block is None:
        return
    data_rows = iter(figures.rows)
    for printed in block.rows:
        row = next(data_rows, None) if printed.kind == "hang" else None
        place = 0
        for cell in printed.cells:
            text = " ".join(paragraph.text for paragraph in cell.paragraphs)
            if text == wanted:
                yield from _of_cell(figures, block, row, printed.kind, place, log)
            place += cell.columns


def _of_cell(figures: Figures, block: TableBlock, row: Row | None, kind: str, place: int, log: Log) -> Iterator[str]:
    ma = block.columns[place].code
    column = figures.columns.get(ma)
    if column is None:
        return
    if kind == "tong":
        yield f"dòng tổng của bảng “{block.code}”, cột “{ma}”"
        yield from (f"    {line}" for line in _of_total(figures, ma, log))
    elif row is not None and column.cong_thuc:
        written = log.places.where(column.cong_thuc.key)
        yield f"bảng “{block.code}”, cột “{ma}”: công thức “{column.cong_thuc}” ({written})"
        for name in _inputs(column, figures):
            yield f"    {name} = {shown(_safe(figures, row, name))}: {figures.where(row, name)}"
    elif row is not None and ma in row.cells:
        yield f"bảng “{block.code}”, cột “{ma}”: {row.cells[ma].where(log)}"


def _safe(figures: Figures, row: Row, name: str) -> Any:
    try:
        value = figures.value(row, name)
    except ExpressionError:
        return None
    return Decimal(0) if value is None else figure(value)
