"""Where a printed figure came from: the cells it was read from, the formula that made it, the text that quotes it.

Promises: every place that prints a figure is listed, in prose, tables (totals of groups too) and charts, with what it
is computed from below it, down to cells of the data or of a source; figures of the last period and of the plan too. A
figure that somebody typed is listed where it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from docgen import expression, vietnamese
from docgen.context import tasks
from docgen.context.figures import Figures
from docgen.context.names import Cited
from docgen.context.resolver import Resolver
from docgen.context.tables import Tables
from docgen.expression import ExpressionError
from docgen.finding import Where
from docgen.model.chart import PIE, Chart
from docgen.model.fields import Log, identifier
from docgen.model.resolved import ChartBlock, Resolved, TableBlock
from docgen.model.tables.table import Cot, Group, Row

_Lines = Iterator[str]


def explain(resolver: Resolver, printed: str) -> list[str]:
    """Return a line for each place that prints `printed`, with what it comes from indented below."""
    resolved = resolver.resolved()
    wanted = _plain(printed)
    lines = [*_in_prose(resolver, wanted)]
    for code in resolver.tables.tables:
        lines += _in_table(resolver.tables, code, wanted, resolver.log)
    lines += _in_charts(resolver, resolved, wanted)
    return list(dict.fromkeys(lines or _typed(resolved, wanted)))


def _below(lines: _Lines) -> _Lines:
    return (f"    {line}" for line in lines)


# In prose


def _in_prose(resolver: Resolver, wanted: str) -> _Lines:
    token = _token(wanted)
    for traced in dict.fromkeys(resolver.evaluator.trace):
        if token.search(_plain(traced.printed)):
            where = traced.text.where(resolver.log.places, traced.offset)
            yield f"{where}: {{{{ {traced.source} }}}} cho {traced.printed}"
            yield from _below(_of_expression(traced.source, resolver))


def _of_expression(source: str, resolver: Resolver) -> _Lines:
    try:
        asked = expression.paths(source)
    except ExpressionError:
        return
    for path in asked:
        yield from _of_path(path, path.split("."), resolver)


def _of_path(path: str, parts: list[str], resolver: Resolver) -> _Lines:
    """Yield what the value of a name in a text comes from."""
    log, other = resolver.log, resolver.others.get(parts[0])
    if parts[0] == "bang" and len(parts) > 2 and parts[1] in resolver.tables.tables:
        yield from _of_table(resolver.tables.figures(parts[1]), parts[2:], log)
    elif other and len(parts) > 1:
        yield f"{path}: lấy từ hồ sơ “{parts[0]}” ({log.places.where((parts[0],)).file})"
        yield from _below(_of_path(path, parts[1:], other))
    elif parts[0] == "them":
        yield f"{path}: {log.places.where((*resolver.paper.key, *parts))}"
    elif parts[0] == "dong" and len(parts) > 1 and resolver.row is not None and (at := resolver.row.where(parts[1])):
        yield f"{path}: {at}"


def _of_table(figures: Figures, parts: list[str], log: Log) -> _Lines:
    if parts[0] == "tong" and len(parts) > 1:
        yield from _of_total(figures, parts[1], log)
    elif parts[0] == "so_hang":
        yield f"so_hang = {len(figures.rows)}: đếm các hàng, {_span(figures, figures.rows, log)}"
    elif parts[0] == "so_nhom":
        groups = [child for child in figures.table.children if isinstance(child, Group)]
        yield f"so_nhom = {len(groups)}: " + "; ".join(f"{g.title.value} ({g.title.where(log)})" for g in groups)
    elif parts[0] == "tinh_trang" and len(parts) > 1 and parts[1] in tasks.STATES:
        rows = [row for row in figures.rows if figures.state(row) == tasks.STATES[parts[1]]]
        for row in rows:
            yield f"“{figures.key_of(row)}”: {tasks.STATES[parts[1]].lower()} ({figures.where(row, '')})"
    elif parts[0] == "dong" and len(parts) > 2:
        for row in figures.rows:
            if identifier(figures.key_of(row)) == parts[1]:
                yield from _of_value(figures, row, parts[2], log)


def _of_total(figures: Figures, ma: str, log: Log, group: Group | None = None) -> _Lines:
    column = figures.columns.get(ma)
    if column is None:
        return
    name = f"{'nhom' if group else 'tong'}.{ma}"
    value = figures.shown(_value_or_none(lambda: figures.total(ma, group)), ma)
    if column.cong_thuc and column.tong is None:
        written = log.places.where(column.cong_thuc.key)
        yield f"{name} = {value}: công thức “{column.cong_thuc}” trên các tổng ({written})"
        for inner in _inputs(column, figures):
            yield from _below(_of_total(figures, inner, log, group))
        if (last := figures.last_period) and (before := _of_last_period(column)):
            yield "    trong kỳ trước:"
            for inner in before:
                yield from _below(_below(_of_total(last.before, inner, log, last.group(group))))
        return
    rows = [row for row in figures.rows_of(group) if ma in row.cells or column.cong_thuc]
    if rows:
        yield f"{name} = {value}: {column.tong or 'cộng'} {len(rows)} ô, {_span(figures, rows, log, ma)}"


def _span(figures: Figures, rows: list[Row], log: Log, ma: str = "") -> str:
    if not rows:
        return "không có hàng nào"
    first, last = figures.where(rows[0], ma), figures.where(rows[-1], ma)
    return str(first) if first == last else f"{first} … {last}"


def _of_last_period(column: Cot) -> list[str]:
    """Return the columns of the last period's table that the formula of a column asks for."""
    paths = (path.split(".") for path in expression.paths(column.cong_thuc or ""))
    return [path[1] for path in paths if path[0] == "ky_truoc" and len(path) == 2]


def _inputs(column: Cot, figures: Figures) -> list[str]:
    return [path for path in expression.paths(column.cong_thuc or "") if path in figures.columns]


# In tables and charts


def _in_table(tables: Tables, code: str, wanted: str, log: Log) -> _Lines:
    block, figures = tables.printed(code, Where, Cited()), tables.figures(code)
    if block is None:
        return
    rows, groups = iter(figures.rows), iter(_groups(figures.table.children))
    for printed in block.rows:
        row = next(rows, None) if printed.kind == "hang" else None
        group = next(groups, None) if printed.kind.startswith("nhom") else None
        place = 0
        for cell in printed.cells:
            if _plain(" ".join(paragraph.text for paragraph in cell.paragraphs)) == wanted:
                yield from _of_cell(figures, block, row, group, place, log)
            place += cell.columns


def _groups(children: list[Group | Row]) -> Iterator[Group]:
    for child in children:
        if isinstance(child, Group):
            yield child
            yield from _groups(child.children)


def _of_cell(figures: Figures, block: TableBlock, row: Row | None, group: Group | None, place: int, log: Log) -> _Lines:
    ma = block.columns[place].code
    if row is not None:
        if lines := list(_of_value(figures, row, ma, log)):
            yield f"bảng “{block.code}”, {lines[0]}"
            yield from lines[1:]
        return
    of = f"nhóm “{group.title.value}”" if group else "dòng tổng"
    yield f"{of} của bảng “{block.code}”, cột “{ma}”"
    yield from _below(_of_total(figures, ma, log, group))


def _of_value(figures: Figures, row: Row, ma: str, log: Log) -> _Lines:
    """Yield where the value of a column in a row comes from."""
    column = figures.columns.get(ma)
    if column is not None and column.cong_thuc:
        yield f"cột “{ma}”: công thức “{column.cong_thuc}” ({log.places.where(column.cong_thuc.key)})"
        for path in expression.paths(column.cong_thuc):
            yield from _below(_of_input(figures, row, path.split("."), log))
    elif ma in row.cells:
        yield f"cột “{ma}”: {row.cells[ma].where(log)}"


def _of_input(figures: Figures, row: Row, path: list[str], log: Log) -> _Lines:
    """Yield the value of one name of a formula in a row, and where it comes from."""
    name, column = path[0], figures.columns.get(path[-1])
    if name in figures.columns:
        yield f"{name} = {figures.shown(_value(figures, row, name), name)}: {figures.where(row, name)}"
        if figures.columns[name].cong_thuc:
            yield from islice(_of_value(figures, row, name, log), 1, None)
    elif name in ("tong", "nhom") and column:
        owners = figures.groups[row]
        group = owners[-1] if name == "nhom" and owners else None
        yield from _of_total(figures, path[-1], log, group)
    elif name == "ky_truoc" and (last := figures.last_period) and len(path) > 1:
        before = _value_or_none(lambda: last.row(row))
        if before is None:
            yield f"{'.'.join(path)} = 0: kỳ trước không có hàng này"
        else:
            value = last.before.shown(_value(last.before, before, path[1]), path[1])
            yield f"{'.'.join(path)} = {value}: {last.before.where(before, path[1])}"


def _value(figures: Figures, row: Row, name: str) -> Any:
    value = _value_or_none(lambda: figures.value(row, name))
    return Decimal(0) if value is None else value


def _value_or_none(compute: Callable[[], Any]) -> Any:
    try:
        return compute()
    except ExpressionError:
        return None


def _in_charts(resolver: Resolver, resolved: Resolved, wanted: str) -> _Lines:
    blocks = (block for part in resolved.parts for block in part.body if isinstance(block, ChartBlock))
    for block in blocks:
        declared = resolver.charts.charts[block.code]
        figures = resolver.tables.figures(str(declared.bang))
        for name, series in zip(declared.cot, block.chart.series, strict=False):
            pairs = zip(figures.rows, block.chart.categories, series.values, strict=False)
            for row, category, value in pairs:
                if value is not None and wanted in _drawn(block.chart, Decimal(value)):
                    yield f"biểu đồ “{block.code}”, “{series.name}” của “{category}”, từ bảng “{declared.bang}”"
                    yield from _below(_of_value(figures, row, str(name), resolver.log))


def _drawn(chart: Chart, value: Decimal) -> set[str]:
    """Return how a chart prints a figure."""
    plain = vietnamese.so(value, chart.places)
    drawn = {plain}
    if chart.unit == "%":
        drawn.add(f"{plain}%")
    whole = Decimal(sum(chart.figures())) if chart.kind == PIE else Decimal(0)
    if whole:
        drawn.add(vietnamese.phan_tram(value / whole, 1))
    return drawn


def _typed(resolved: Resolved, wanted: str) -> _Lines:
    """Yield the texts in which somebody typed the figure."""
    token = _token(wanted)
    for part in resolved.parts:
        for text, at in part.texts():
            if match := token.search(plain := _plain(text)):
                yield f"{at()}: viết thẳng trong câu “{_around(plain, match)}”"


def _token(wanted: str) -> re.Pattern[str]:
    """Return the pattern of a figure that stands alone, not inside a longer one."""
    return re.compile(rf"(?<![\w.,/]){re.escape(wanted)}(?![\w/]|[.,]\d)")


def _plain(text: str) -> str:
    """Return a text with plain spaces: those before units do not break."""
    return " ".join(text.split())


def _around(text: str, match: re.Match[str], room: int = 30) -> str:
    """Return a match with up to `room` characters before and after it."""
    begin, end = max(match.start() - room, 0), match.end() + room
    return f"{'…' if begin else ''}{text[begin:end].strip()}{'…' if end < len(text) else ''}"
