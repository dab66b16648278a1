"""The cells of one table read as their columns say, and what is wrong with them.

Promises: a cell that its column cannot hold (a word among figures, a day that does not exist), a figure that can be
read two ways and a rate among numbers are reported once, at the cell; figures of a column that can be read two ways are
one question, at the first; in a column that declares no kind, only where its figures are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from docgen import vietnamese
from docgen.model.fields import DataText, Log
from docgen.model.tables.digits import YEARS, has_day_beside, is_padded, says_codes, says_papers, says_years
from docgen.model.tables.figure import (
    USUAL,
    as_rate,
    figure,
    has_decimal_commas,
    meant,
    two_ways,
    writing,
)
from docgen.model.tables.rates import says_rates
from docgen.model.tables.row_numbers import names_rows
from docgen.model.tables.table import FIGURE_KINDS, FOREIGN, Cell, Cot, Row, Table

_FIRST = date(1899, 12, 30)  # from which spreadsheets count days
_DAY_OF_MONTH = re.compile(r"(?:ngày\s+)?\d{1,2}(?:/|\s+tháng\s+)\d{1,2}", re.IGNORECASE)
_COUNTED = range(29_221, 73_051)  # 1980–2099 as such counts
_TWO_WAYS = "SL034"  # a figure that can be read two ways
_MOST_NAMED = 3  # cells that a finding names
_SURE_RATE = 2  # 1,5 may be 150%; above this a figure without "%" is likelier a percentage already


class _Fault(NamedTuple):
    code: str
    message: str
    remedy: str


class _Habit(NamedTuple):
    """What the cells of a column show together: decimals after a comma, and how many figures are rates."""

    commas: bool
    rates: int
    figures: int

    @property
    def mixed(self) -> bool:
        """Whether some figures are rates and some are not."""
        return 0 < self.rates < self.figures


class Cells:
    """The cells of a table. `text` evaluates the expressions in a cell written in the data."""

    def __init__(self, table: Table, rows: Sequence[Row], log: Log, text: Callable[[Any], Any]) -> None:
        self.columns: Mapping[str, Cot] = {str(column.ma): column for column in table.columns}
        self.unit = str(table.declared.don_vi or "")
        self.rows, self.log, self.text = rows, log, text
        self._writing = {ma: writing(column, table.declared) for ma, column in self.columns.items()}
        self._filled: dict[str, list[tuple[Cell, Any]]] = {}
        self._shares: dict[str, bool] = {}
        self._codes: dict[str, bool] = {}
        self._faults: dict[str, dict[int, _Fault]] = {}  # by column and the id of the cell, which its row keeps
        self._habits: dict[str, _Habit] = {}
        self._reported: set[int] = set()  # ids of cells
        self._asked: set[str] = set()  # columns of which was asked how they are written

    def read(self, ma: str, value: Any) -> Any:
        """Return what a value says in a column: a figure as Decimal, None for nothing, else itself."""
        return figure(self.text(value), self._writing.get(ma, USUAL))

    def filled(self, ma: str) -> Sequence[tuple[Cell, Any]]:
        """Return the cells of a column that hold something, each with its figure."""
        if ma not in self._filled:
            cells = [row.cells[ma] for row in self.rows if ma in row.cells]
            read = [(cell, self.read(ma, cell.value)) for cell in cells]
            self._filled[ma] = [(cell, value) for cell, value in read if value not in (None, "")]
        return self._filled[ma]

    def reads_points(self, ma: str) -> bool:
        """Return whether a column writes 1,234.5: its figures cannot be printed as they are typed."""
        return self._writing[ma].pointed

    # What a column holds

    def are_years(self, ma: str) -> bool:
        """Return whether a column holds years: it says so, and every figure in it is one."""
        if ma not in self.columns or not says_years(self.columns[ma]):
            return False
        figures = [value for _, value in self.filled(ma) if isinstance(value, Decimal)]
        return bool(figures) and all(value in YEARS for value in figures)

    def are_codes(self, ma: str) -> bool:
        """Return whether the digits of a column are codes: its header says so, or a text begins with a zero (0905…).

        So are names of rows: "Thôn" 1, 2, 3.
        """
        column = self.columns.get(ma)
        if column is None or column.kieu or column.cong_thuc or column.tong:
            return False
        if ma not in self._codes:
            texts = (cell.value for cell, _ in self.filled(ma) if isinstance(cell.value, str))
            columns = list(self.columns.values())
            named = says_codes(column) or has_day_beside(column, columns) or names_rows(column, columns, self.rows)
            self._codes[ma] = named or any(map(is_padded, texts))
        return self._codes[ma]

    def may_be_papers(self, ma: str) -> bool:
        """Return whether the figures of a column number papers, unless they are added up ("Số quyết định")."""
        column = self.columns[ma]
        return not (column.kieu or column.cong_thuc or column.tong) and says_papers(column)

    def are_shares(self, ma: str) -> bool:
        """Return whether a column holds rates as shares of one: 0.452, written or shown as 45,2%."""
        column = self.columns.get(ma)
        if column is None or column.kieu or column.cong_thuc:
            return column is not None and column.kieu == "phần trăm"
        if ma not in self._shares:
            rates = [as_rate(cell.value) for cell, value in self.filled(ma) if isinstance(value, Decimal)]
            self._shares[ma] = bool(rates) and all(rates)
        return self._shares[ma]

    def are_rates(self, ma: str) -> bool:
        """Return whether a column holds rates, as shares or as plain numbers under a header that says so (97,78)."""
        column = self.columns.get(ma)
        if column is None or column.cong_thuc:
            return self.are_shares(ma)
        return self.are_shares(ma) or says_rates(column, self.unit)

    # What is wrong with it

    def spoilt(self, ma: str) -> bool:
        """Return whether a column has cells that were not understood, so that its total says nothing."""
        return bool(self._of(ma))

    def failed(self, ma: str, cell: Cell) -> bool:
        """Return whether a cell was not understood, which is reported."""
        return id(cell) in self._of(ma)

    def use(self, ma: str, cell: Cell) -> None:
        """Log what is wrong with a cell whose figure is asked for."""
        if fault := self._of(ma).get(id(cell)):
            self._report(ma, cell, fault)

    def check(self) -> None:
        """Log every cell that does not fit what its column declares."""
        for ma, column in self.columns.items():
            if column.kieu is None or column.kieu == "chữ" or column.cong_thuc or column.numbering:
                continue
            for cell, value in self.filled(ma):
                fault = self._of(ma).get(id(cell)) or self._fault(ma, self.text(cell.value), value)
                if fault:
                    self._report(ma, cell, fault)

    def of_total(self, ma: str, cell: Cell) -> bool:
        """Return whether a cell of a source's own total row can be compared with a figure; log why not."""
        if not isinstance(self.read(ma, cell.value), Decimal):
            return False
        fault = self._two_ways(ma, cell.value)
        if fault:
            self._report(ma, cell, fault)
        return not fault

    def _report(self, ma: str, cell: Cell, fault: _Fault) -> None:
        if id(cell) in self._reported:
            return
        self._reported.add(id(cell))
        message = fault.message
        if fault.code == _TWO_WAYS:  # how the column is written is one question for all its cells
            if ma in self._asked:
                return
            self._asked.add(ma)
            message = self._all_two_ways(ma, cell, message)
        self.log.say(fault.code, cell.where(self.log), message, fault.remedy)

    def _all_two_ways(self, ma: str, cell: Cell, message: str) -> str:
        """Return the message of a cell that reads two ways, with the others of its column, the first few by name."""
        alike = [item for item in self._plain(ma) if item is not cell and self._two_ways(ma, item.value)]
        if not alike:
            return message
        named = ", ".join(f"“{str(item.value).strip()}”" for item in alike[:_MOST_NAMED])
        rest = ", …" if len(alike) > _MOST_NAMED else ""
        return f"{message}; cùng cột còn {len(alike)} ô như vậy: {named}{rest}"

    def _of(self, ma: str) -> Mapping[int, _Fault]:
        """Return what is wrong in a column, by cell; cells with expressions wait for `check`."""
        column = self.columns.get(ma)
        if column is None or column.cong_thuc or column.numbering or column.kieu == "chữ":
            return {}
        if ma not in self._faults:
            found = self._faults[ma] = {}
            for cell in self._plain(ma):
                value = figure(cell.value, self._writing[ma])
                if value in (None, ""):
                    continue
                fault = self._two_ways(ma, cell.value) if isinstance(value, Decimal) else None
                fault = fault or self._fault(ma, cell.value, value)
                if fault:
                    found[id(cell)] = fault
        return self._faults[ma]

    def _plain(self, ma: str) -> Iterator[Cell]:
        """Yield the cells of a column without expressions."""
        for row in self.rows:
            cell = row.cells.get(ma)
            if cell is not None and not (isinstance(cell.value, DataText) and "{" in cell.value):
                yield cell

    def _fault(self, ma: str, raw: Any, value: Any) -> _Fault | None:
        column = self.columns[ma]
        if column.kieu == "ngày":
            return _no_day(ma, raw)
        if not isinstance(value, Decimal):
            if column.kieu not in FIGURE_KINDS:
                return None
            message = f"{_shown(raw)} không đọc được thành số, mà cột “{ma}” là cột {column.kieu}"
            return _Fault("SL033", message, _figure_for(raw))
        return self._rate_or_number(ma, raw, value)

    def _habit(self, ma: str) -> _Habit:
        if ma not in self._habits:
            values = [cell.value for cell in self._plain(ma)]
            figures = [value for value in values if isinstance(figure(value, self._writing[ma]), Decimal)]
            commas = has_decimal_commas(value for value in values if isinstance(value, str))
            self._habits[ma] = _Habit(commas, sum(map(as_rate, figures)), len(figures))
        return self._habits[ma]

    def _two_ways(self, ma: str, raw: Any) -> _Fault | None:
        """Return what is wrong with 1,250 in a column that does not say, nor show elsewhere, what its commas are."""
        if not isinstance(raw, str) or self._writing[ma].settled or not two_ways(raw):
            return None
        if self._habit(ma).commas:
            return None
        decimal, whole = _both(raw)
        message = f"“{raw.strip()}” đọc được hai cách: {decimal} hoặc {whole}"
        remedy = (f"Viết {decimal} hoặc {whole}; hoặc ghi cho cột (hay cho bảng) số viết kiểu nào: "
                  f'so_viet = "{FOREIGN}" hoặc so_viet = "1.234,5".')  # fmt: skip
        return _Fault(_TWO_WAYS, message, remedy)

    def _rate_or_number(self, ma: str, raw: Any, value: Decimal) -> _Fault | None:
        """Return what is wrong with a rate in a column of numbers, or a number in a column of rates."""
        kind, rate, habit = self.columns[ma].kieu, as_rate(raw), self._habit(ma)
        if kind is None and not habit.mixed:
            return None
        of_rates = kind == "phần trăm" if kind else habit.rates * 2 > habit.figures
        shown = vietnamese.so(abs(value) * (100 if rate else 1), 4, toi_da=True)
        if not of_rates and rate:
            message = f"“{shown}%” trong cột số “{ma}”: là {shown} hay {vietnamese.so(abs(value))}?"
            return _Fault("SL035", message, 'Viết con số cần cộng; nếu cả cột là tỷ lệ thì ghi kieu = "phần trăm".')
        whole = value == value.to_integral_value()
        if not of_rates or rate or abs(value) <= 1 or not (habit.mixed or whole or abs(value) > _SURE_RATE):
            return None
        printed = vietnamese.phan_tram(value)
        remedy = (f'Viết "{shown}%" hoặc "{printed}"; nếu cả cột đã tính sẵn theo phần trăm thì ghi kieu = "số", '
                  'tong = "không".')  # fmt: skip
        return _Fault("SL035", f"ô ghi {shown} trong cột phần trăm “{ma}”: là {shown}% hay {printed}?", remedy)


def _both(raw: str) -> tuple[str, str]:
    """Return the two figures that a text may stand for, as papers write them."""
    bare = raw.strip().strip("()")
    decimal = vietnamese.so(Decimal(bare.replace(",", ".")))
    return decimal, vietnamese.so(int(bare.replace(",", "")))


def _no_day(ma: str, raw: Any) -> _Fault | None:
    for item in raw if isinstance(raw, list | tuple) else [raw]:
        if isinstance(item, date):
            continue
        said = f"{_shown(item)} không phải là một ngày, mà cột “{ma}” là cột ngày"
        if not isinstance(item, str):
            return _Fault("SL036", said, _day_for(item))
        # A day that no calendar has is reported wherever the cell was read.
        if not _is_day_or_period(item) and not vietnamese.ngay_khong_co(item):
            return _Fault("SL036", said, "Viết đủ ngày/tháng/năm, thí dụ 31/12/2026; cột ghi cả chữ thì bỏ kieu.")
    return None


def _day_for(number: Any) -> str:
    """Return what to do with a number among days: one that counts days as spreadsheets do is named."""
    if isinstance(number, int | Decimal) and number in YEARS:
        return "Biết ngày thì viết 31/12/2026; chỉ biết năm thì bỏ kieu của cột."
    if isinstance(number, int | Decimal) and number in _COUNTED:
        day = vietnamese.ngay_ngan(_FIRST + timedelta(days=int(number)))
        return f"Nếu là ngày {day} thì trong Excel chọn kiểu Ngày (Date) cho ô này; nếu không thì bỏ kieu."
    return "Viết 31/12/2026; trong Excel thì định dạng ô thành ngày."


def _is_day_or_period(text: str) -> bool:
    """Return whether a text is a day (with or without its year), or a month or quarter as deadlines name them."""
    if _DAY_OF_MONTH.fullmatch(text.strip()):
        return True
    for read in (vietnamese.doc_thang, vietnamese.doc_quy, vietnamese.doc_ngay):
        try:
            read(text)
        except ValueError:
            continue
        return True
    return False


def _figure_for(raw: Any) -> str:
    if isinstance(raw, str):
        return meant(raw)
    if isinstance(raw, date):
        return "Viết con số; trong Excel thì định dạng ô thành số (Excel hay tự đổi 12/3 thành ngày)."
    return "Viết một con số, không có dấu nháy."


def _shown(raw: Any) -> str:
    if isinstance(raw, date):
        return f"ngày {vietnamese.ngay_ngan(raw)}"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list | tuple):
        return "một danh sách"
    text = " ".join(str(raw).split())
    if len(text) > 40:
        text = f"{text[:37]}…"
    return f"“{text}”"
