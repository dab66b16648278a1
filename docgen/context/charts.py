"""Charts: the columns of a table become categories and series, as the table prints their figures.

Promises: a chart shows the same figures as its table, rounded the same; a wrong name, a text where a number belongs
and what cannot be drawn are findings at their place, and then there is no chart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from docgen import vietnamese
from docgen.context.figures import Figures
from docgen.context.names import Evaluator
from docgen.context.tables import Tables
from docgen.expression import ExpressionError
from docgen.finding import At, nearest, suggestion
from docgen.model.chart import LINE, MOST_LOOKS, PIE, BieuDo, Chart, Series
from docgen.model.fields import DataText, Log, plain
from docgen.model.resolved import ChartBlock
from docgen.model.tables.table import Cot, Row

_UNIT_WORDS = re.compile(r"^\s*(?:đơn vị tính|đơn vị|đvt)\s*:\s*", re.I)


class Charts:
    """Resolves the charts of a dossier from its tables."""

    def __init__(self, charts: Mapping[str, BieuDo], tables: Tables, evaluator: Evaluator, log: Log) -> None:
        self.charts, self.tables, self.evaluator, self.log = charts, tables, evaluator, log
        self.used: set[str] = set()

    def printed(self, code: str, at: At) -> ChartBlock | None:
        """Return the chart placed at `at`; None, with a finding, when no chart has that code or it cannot be drawn."""
        declared = self.charts.get(code)
        if declared is None:
            likely = nearest(code, self.charts)
            remedy = suggestion(likely and f"bieu_do.{likely}", f"Thêm mục [bieu_do.{code}].")
            self.log.say("DL090", at(), f"không có biểu đồ “{code}”", remedy)
            return None
        self.used.add(code)
        chart = _ChartResolver(self, declared).chart()
        return ChartBlock(code, self.text(declared.tieu_de), chart, at) if chart else None

    def text(self, text: DataText | None) -> str:
        """Return a text of the data as printed."""
        return str.__str__(self.evaluator.text(text)).strip() if text else ""


class _ChartResolver:
    """Resolves one chart; `sound` until something is wrong with it."""

    def __init__(self, charts: Charts, declared: BieuDo) -> None:
        self.charts, self.declared, self.log = charts, declared, charts.log
        self.sound = True

    def chart(self) -> Chart | None:
        """Return the chart, or None when anything is wrong with it."""
        declared, tables = self.declared, self.charts.tables
        if declared.bang not in tables.tables:
            likely = nearest(declared.bang, tables.tables)
            remedy = suggestion(likely, f"Thêm mục [bang.{declared.bang}].")
            self._refuse("DL054", "bang", f"không có bảng “{declared.bang}”", remedy)
            return None
        tables.used.add(str(declared.bang))
        self.figures = tables.figures(str(declared.bang))
        columns = [column for name in declared.cot if (column := self._figures(name))]
        label = self._label()
        if not self.sound or label is None:
            return None
        rows = self.figures.rows
        categories = [self._name(row, label) for row in rows]
        series = [Series(name, [self._value(row, column) for row in rows]) for name, column in _named(columns)]
        if not self.sound or not self._drawable(categories, series):
            return None
        return self._drawn(columns, label, categories, series)

    def _drawn(self, columns: Sequence[Cot], label: Cot, categories: Sequence[str], series: Sequence[Series]) -> Chart:
        declared, table = self.declared, self.figures.table.declared
        percent = DataText("%") if all(self.figures.is_rates(str(column.ma)) for column in columns) else None
        unit = declared.don_vi or percent or table.don_vi
        title = declared.tieu_de or table.tieu_de
        kind, text = declared.kieu, self.charts.text
        given = [column.le for column in columns if column.le is not None]
        return Chart(
            kind=kind,
            title=text(title),
            categories=categories,
            series=series,
            unit=_UNIT_WORDS.sub("", text(unit)),
            axis=" ".join(text(label.ten[-1]).split()),
            decimals=declared.le if declared.le is not None else max(given, default=None),
            width_mm=declared.rong or 0.0,
            height_mm=declared.cao or 0.0,
            description=text(declared.mo_ta),
        )

    # Columns and cells

    def _column(self, name: DataText) -> Cot | None:
        column = self.figures.columns.get(str(name))
        if column is None:
            known = list(self.figures.columns)
            likely = nearest(plain(name), known)
            remedy = suggestion(likely, f"Các cột: {', '.join(known)}.")
            self._refuse("DL091", name, f"bảng “{self.declared.bang}” không có cột “{name}”", remedy)
        return column

    def _figures(self, name: DataText) -> Cot | None:
        """Return a column to draw; one that holds nothing but text is reported once, not cell by cell."""
        column = self._column(name)
        if column is not None:
            values = [_value_or_none(self.figures, row, str(column.ma)) for row in self.figures.rows]
            filled = [value for value in values if value not in (None, "")]
            if filled and not any(isinstance(value, Decimal) for value in filled):
                self._refuse("DL092", name, f"cột “{name}” là cột chữ, biểu đồ cần số", "Chọn cột số liệu.")
                return None
        return column

    def _label(self) -> Cot | None:
        if self.declared.nhan:
            return self._column(self.declared.nhan)
        for ma, column in self.figures.columns.items():
            if not column.numbering and not self.figures.is_figures(ma):
                return column
        self._refuse("DL093", "bang", "bảng không có cột chữ nào để gọi tên số liệu", 'Thêm: nhan = "…".')
        return None

    def _name(self, row: Row, label: Cot) -> str:
        cell = row.cells.get(str(label.ma))
        value = cell.value if cell else None
        if isinstance(value, DataText):
            return " ".join(str(self.figures.text(value)).split())
        if isinstance(value, date):
            return vietnamese.ngay_ngan(value)
        return "" if value is None else str(value)

    def _value(self, row: Row, column: Cot) -> Decimal | None:
        """Return the figure of a cell as the table prints it."""
        ma = str(column.ma)
        value = _value_or_none(self.figures, row, ma)
        if value is None or value == "":
            return None
        if not isinstance(value, Decimal):
            self.sound = False
            message = f"cột “{ma}” có “{value}”, biểu đồ cần số"
            self.log.say("DL092", self.figures.where(row, ma), message)
            return None
        rate = self.figures.is_rates(ma)
        if rate:
            value = value * 100
        if column.le is not None:
            return vietnamese.lam_tron(value, column.le)
        return vietnamese.lam_tron(value, 2) if column.cong_thuc or rate else value

    # What can be drawn

    def _drawable(self, categories: Sequence[str], series: Sequence[Series]) -> bool:
        values = chain.from_iterable(each.values for each in series)
        figures = [value for value in values if value is not None]
        pie = self.declared.kieu == PIE
        if not figures:
            self._refuse("DL093", "bang", f"bảng “{self.declared.bang}” không có số liệu nào để vẽ")
        elif pie and len(series) > 1:
            self._refuse("DL093", "cot", "biểu đồ tròn chỉ vẽ được một cột số liệu", "Giữ lại một cột, hoặc đổi kieu.")
        elif pie and (min(figures) < 0 or not sum(figures)):
            self._refuse("DL093", "cot", "biểu đồ tròn cần các số dương", 'Đổi kieu thành "cột".')
        elif self.declared.kieu == LINE and len(categories) < 2:
            self._refuse("DL093", "kieu", "biểu đồ đường cần ít nhất hai điểm", 'Đổi kieu thành "cột".')
        looks = len(categories) if pie else len(series)
        if looks > MOST_LOOKS:
            what = "phần" if pie else "cột số liệu"
            key = (*self.declared.key, "kieu" if pie else "cot")
            self.log.say("DL094", key, f"biểu đồ có {looks} {what}, in đen trắng chỉ phân biệt được {MOST_LOOKS}")
        return self.sound

    def _refuse(self, code: str, at: str | DataText, message: str, remedy: str = "") -> None:
        """Log why there is no chart, at a key of its declaration or at a text in it."""
        self.sound = False
        key = at.key if isinstance(at, DataText) else (*self.declared.key, at)
        self.log.say(code, key, message, remedy)


def _value_or_none(figures: Figures, row: Row, ma: str) -> Any:
    try:
        return figures.value(row, ma)
    except ExpressionError:
        return None  # reported where the formula is written


def _named(columns: Sequence[Cot]) -> list[tuple[str, Cot]]:
    """Return columns with their names in the legend: the last of the header path, the whole path where that repeats."""
    last = [" ".join(column.ten[-1].split()) for column in columns]
    named = []
    for name, column in zip(last, columns, strict=True):
        if last.count(name) > 1:
            name = " - ".join(" ".join(part.split()) for part in column.ten)
        named.append((name, column))
    return named
