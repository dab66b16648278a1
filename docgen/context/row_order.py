"""The order in which the rows of a table are printed, where the dossier asks for another than that of the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from docgen import vietnamese
from docgen.finding import nearest, suggestion
from docgen.model.fields import DataText, Log, plain
from docgen.model.tables.figure import Writing, figure, writing
from docgen.model.tables.table import Group, Row, Table


def sort(table: Table, log: Log) -> None:
    """Sort the rows of each group as asked: figures by size, texts in the Vietnamese order."""
    for name in reversed(table.declared.sap_xep or []):
        ma = name.lstrip("-").strip()
        if not has_column(table, name, ma, "sắp xếp", log):
            continue
        column = next(column for column in table.columns if column.ma == ma)
        order = partial(_sort_key, ma=ma, how=writing(column, table.declared))
        _sort_rows(table.children, order, descending=name.startswith("-"))


def _sort_key(row: Row, ma: str, how: Writing) -> tuple[int, Any]:
    """Return what a row is sorted by: figures come before days, days before texts, empty cells last."""
    value = figure(row.cells[ma].value, how) if ma in row.cells else None
    if isinstance(value, Decimal):
        return 0, value
    if isinstance(value, date):
        return 1, value
    if isinstance(value, str):
        return 2, vietnamese.khoa_sap_xep(value)
    return 3, 0


def _sort_rows(children: list[Group | Row], order: Callable[[Row], Any], *, descending: bool) -> None:
    """Sort the rows of each group in place; groups stay where they are."""
    rows = [child for child in children if isinstance(child, Row)]
    rows.sort(key=order, reverse=descending)
    sorted_rows = iter(rows)
    for place, child in enumerate(children):
        if isinstance(child, Row):
            children[place] = next(sorted_rows)
        else:
            _sort_rows(child.children, order, descending=descending)


def has_column(table: Table, name: DataText, ma: str, what: str, log: Log) -> bool:
    """Return whether a table has a column, to be sorted or merged by (`what`); log that it does not."""
    known = [str(column.ma) for column in table.columns]
    if ma not in known:
        likely = nearest(plain(ma), known)
        remedy = suggestion(likely, f"Các cột: {', '.join(known)}.")
        log.say("DL066", name.key, f"bảng không có cột “{ma}” để {what}", remedy)
    return ma in known
