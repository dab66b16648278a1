"""The cells of one sheet of a workbook, as docgen holds values; mistakes are reported at their cell.

Promise: a number keeps the 15 digits that Excel keeps and knows its number format (`SoIn`), a number shown as a code
becomes that text (`MaIn`), a day with its own format keeps it (`NgayIn`); a formula gives its stored result.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from docgen import vietnamese
from docgen.finding import Findings, Where
from docgen.sources.grid import (
    CELL_LIMIT,
    LARGEST_EXPONENT,
    LONGEST_CELL,
    MOST_TOLD,
    WHOLE,
    Area,
    Cell,
    Sheet,
    Span,
    column_number,
    letter,
    parse_range,
)
from docgen.sources.parts import MAIN, Parts, UnsafeError, text_of
from docgen.sources.rich_text import pieces_of, styled
from docgen.sources.text import character_name, clean, first_bad
from docgen.vietnamese import NumberFormat

MERGE_LIMIT = 65_536  # merged cells of a sheet

_CARRIAGE = ("_x000D_\n", "_x000d_\n", "_x000D_", "_x000d_")  # how the file format writes a carriage return
_LAST_DAY = 2_958_465  # 31/12/9999
_NO_DAY = 60  # 29/02/1900, which spreadsheets have and the calendar has not
_MOST_SHOWN = 5
_FAR = 64  # so many empty columns in a row lie between tables, never inside one
_NOTHING: list[Cell] = []  # a row without cells
_NO_FORMAT = "Trong Excel, chọn cho ô này một kiểu ngày (Date); cần cả giờ thì chọn kiểu có giờ."
_TOO_WIDE = (
    "Trang tính có nhiều ô lạc, từ ô này trở đi, rất xa về bên phải bảng.",
    'Xóa các ô ấy, hoặc ghi rõ vùng của bảng, thí dụ vung = "A1:H50".',
)


@dataclass(frozen=True, slots=True)
class Target:
    """The sheet to read: its name, its part in the package, the area asked for. `mac`: days are counted from 1904."""

    name: str
    part: str
    area: Area | None
    mac: bool = False


class SheetCells:
    """Reads one sheet and reports mistakes inside the area asked for (those elsewhere do not concern the paper)."""

    def __init__(self, file: str, target: Target, parts: Parts, findings: Findings) -> None:
        self._file, self._target, self._parts, self._findings = file, target, parts, findings
        self._place = partial(_place, file, target.name)
        self._counts: Counter[str] = Counter()
        self._area = target.area or WHOLE
        self._rows: list[list[Cell]] = []
        self._far: list[tuple[int, int, Cell]] = []  # cells far to the right of the one before them in their row
        self._empty: list[tuple[int, int]] = []  # formulas without a result
        self._hidden: list[int] = []
        self._below = self._ended = False  # the row is below the area asked for; reading has ended there
        self._scaled: set[int] = set()  # columns reported as shown in thousands or millions

    def read(self) -> Sheet | None:
        """Return the sheet; None with a finding if it is larger than any paper needs."""
        spans: list[Span] = []
        count = 0
        for element in self._parts.rows(self._target.part, "row", "mergeCell"):
            if element.tag == f"{MAIN}row":
                count += self._row(element)
                if count + len(self._rows) > CELL_LIMIT and self._below:
                    self._ended = True
                elif count + len(self._rows) > CELL_LIMIT:
                    self._say("DL005", (0, 0), f"Trang tính có hơn {CELL_LIMIT // 1_000_000} triệu ô.")
                    return None
                continue
            self._below = False
            area = parse_range(element.get("ref", ""))
            if area:
                spans.append((area.top, area.left, area.bottom, area.right))
                if len(spans) > MERGE_LIMIT:
                    raise UnsafeError(f"có hơn {MERGE_LIMIT} ô gộp")
        columns = self._columns()
        if columns is None:
            self._say("DL005", self._far[0][:2], *_TOO_WIDE)
            return None
        self._report_formulas()
        self._report_hidden()
        for code, times in self._counts.items():
            if times > MOST_TOLD:
                where = Where(self._file, sheet=self._target.name)
                self._findings.say(code, where, f"Còn {times - MOST_TOLD} ô nữa như thế.")
        spans = _within(_moved(spans, columns), self._rows)
        return Sheet(self._file, self._rows, self._place, spans, typed=True, columns=columns)

    def _row(self, element: Any) -> int:
        """Read a row and return its width in cells."""
        number = int(element.get("r") or len(self._rows) + 1) - 1
        self._below = number > self._area.bottom
        if not len(self._rows) <= number <= WHOLE.bottom:
            return 0  # spreadsheets write rows in order; any other file is malformed
        if element.get("hidden") in ("1", "true") and not self._below:
            self._hidden.append(number)
        row: list[Cell] = []
        behind, far = 0, len(self._far)
        self._ended = self._ended or (self._below and number > len(self._rows))
        if self._area.top <= number and not self._ended:
            for cell in element.iterchildren(f"{MAIN}c"):
                column = column_number(cell.get("r").rstrip("0123456789")) if cell.get("r") else behind
                if not behind <= column <= WHOLE.right:
                    continue
                behind = column + 1
                value = self._value(cell, number, column) if self._inside(number, column) else None
                if column - len(row) > _FAR:
                    self._far += [(number, column, value)] if value is not None else []
                else:
                    row += [None] * (column - len(row)) + [value]
        self._ended = self._below and all(value is None for value in row)  # at an empty row
        self._rows += [_NOTHING] * (number - len(self._rows)) + [row]
        return len(row) + len(self._far) - far

    def _columns(self) -> Sequence[int] | None:
        """Put the cells far to the right into their rows; return the columns kept, None if they are too many."""
        width = max(map(len, self._rows), default=0)
        columns = list(range(width))
        for column in sorted({self._area.left, *(column for _, column, _ in self._far)}):
            if column < width:
                continue
            last = columns[-1] if columns else -1
            columns += range(last + 1 if column - last <= _FAR else column, column + 1)
        count = 0
        for number, column, value in self._far:
            row = self._rows[number]
            place = bisect_left(columns, column)
            count += place + 1 - len(row)
            if count > CELL_LIMIT:
                return None
            row += [None] * (place - len(row)) + [value]
        return columns if self._far else range(CELL_LIMIT)

    def _inside(self, row: int, column: int) -> bool:
        area = self._area
        return area.top <= row and area.left <= column <= area.right

    def _say(self, code: str, cell: tuple[int, int], message: str, remedy: str = "") -> None:
        if self._below:
            return
        self._counts[code] += 1
        if self._counts[code] <= MOST_TOLD:
            self._findings.say(code, self._place(*cell), message, remedy)

    def _report_formulas(self) -> None:
        """Report formulas without a result in one finding: the program that wrote the workbook computed none."""
        if not self._empty:
            return
        cells = [f"{letter(column)}{row + 1}" for row, column in self._empty]
        message = "Công thức ở ô này chưa có kết quả."
        if len(cells) > 1:
            message = f"{len(cells)} công thức của trang tính chưa có kết quả ({_first_few(cells)})."
        self._say("DL028", self._empty[0], message)

    def _report_hidden(self) -> None:
        rows = self._rows
        full = [row for row in self._hidden if any(value is not None for value in rows[row])]
        if full:
            shown = _first_few([str(row + 1) for row in full])
            self._say("DL032", (full[0], self._area.left), f"Dòng đang ẩn cũng được đọc: {shown}.")

    # --- values

    def _value(self, cell: Any, row: int, column: int) -> Cell:
        """Return a cell's value as docgen holds it."""
        kind, raw = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        style = self._format(cell)
        if kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            text = self._text(text_of(inline), style, row, column) if inline is not None else None
            return styled(text, pieces_of(inline)) if text else None
        if not raw:
            if kind != "str" and cell.find(f"{MAIN}f") is not None and not self._below:
                self._empty.append((row, column))
            return None
        if kind == "s":
            text = self._text(self._parts.texts[int(raw)], style, row, column)
            pieces = self._parts.styled.get(int(raw))
            return styled(text, pieces) if text and pieces else text
        if kind == "str":
            return self._text(raw, style, row, column)
        if kind == "b":
            return bool(raw.strip() == "1")
        if kind == "e":
            self._say("DL029", (row, column), f"Ô này báo lỗi {raw}.")
            return None
        if kind == "d":
            return self._moment(datetime.fromisoformat(raw), style, row, column)
        return self._number(raw, style, row, column)

    def _format(self, cell: Any) -> str:
        style, formats = int(cell.get("s") or 0), self._parts.formats
        return formats[style] if style < len(formats) else "General"

    def _text(self, value: str, style: str, row: int, column: int) -> str | None:
        for mark in _CARRIAGE:
            value = value.replace(mark, "\n")
        value = value.strip(" \t\r\n\xa0")
        if len(value) > LONGEST_CELL:
            self._say("DL106", (row, column), f"Ô này có hơn {LONGEST_CELL} chữ.")
            return None
        character = first_bad(value)
        if character:
            self._say("DL008", (row, column), f"Ô này có ký tự không dùng được ({character_name(character)}).")
        value = clean(value)
        return (NumberFormat.of(style).text(value) if "@" in style else value) or None

    def _number(self, raw: str, style: str, row: int, column: int) -> Cell:
        try:
            value = float(raw)
        except ValueError:
            value = math.nan
        exact = Decimal(format(value, ".15g"))  # Excel keeps 15 digits: 0.1 + 0.2 is 0.3
        if not exact.is_finite() or abs(exact.adjusted()) > LARGEST_EXPONENT:
            self._say("DL013", (row, column), "Số ở ô này không dùng được: vô cực, hoặc quá lớn, quá nhỏ.")
            return None
        whole = exact == exact.to_integral_value() and abs(exact) < 10**15
        if style == "General":  # the most common case
            return int(exact) if whole else exact
        if NumberFormat.of(style).is_date:
            return self._day(value, style, row, column)
        if NumberFormat.of(style).is_scaled(exact) and column not in self._scaled:
            self._scaled.add(column)
            shown, real = NumberFormat.of(style).number(exact), vietnamese.so(exact)
            self._say("DL108", (row, column), f"Ô này hiện “{shown}” nhưng số trong ô là {real}.")
        return _shown(int(exact) if whole else exact, style)

    def _day(self, serial: float, style: str, row: int, column: int) -> Cell:
        """Return the day, or the time of day as a text, that a number stands for."""
        seconds = round(serial * 86_400)
        form = NumberFormat.of(style)
        if not form.shows_day:
            hours, minutes = divmod(round(seconds / 60), 60)
            return f"{hours}:{minutes:02}" if form.is_elapsed else f"{hours % 24:02}:{minutes:02}"
        days = seconds // 86_400
        last = _LAST_DAY - (1462 if self._target.mac else 0)
        if not (0 if self._target.mac else 1) <= days <= last or (days == _NO_DAY and not self._target.mac):
            number = vietnamese.so(Decimal(format(serial, ".15g")), 4, toi_da=True)
            shown = {0: " (Excel hiện 00/01/1900)", _NO_DAY: " (Excel hiện 29/02/1900)"}.get(days, "")
            self._say("DL105", (row, column), f"Ô này ghi theo kiểu ngày nhưng số {number} không là ngày nào{shown}.")
            return None
        first = date(1904, 1, 1)
        if not self._target.mac:  # spreadsheets count a 29 February 1900, which never was
            first = date(1899, 12, 31) if days < _NO_DAY else date(1899, 12, 30)
        clock = (datetime.min + timedelta(seconds=seconds % 86_400)).time()
        return self._moment(datetime.combine(first + timedelta(days=days), clock), style, row, column)

    def _moment(self, value: datetime, style: str, row: int, column: int) -> Cell:
        """Return a day with the hours that its sheet shows; hidden ones nobody sees."""
        form, clock = NumberFormat.of(style), value.time()
        if not form.is_date and clock != time():  # a day that the file calls so, in a format of figures
            self._say("DL019", (row, column), "Phần giờ của ngày trong ô này bị bỏ qua.", _NO_FORMAT)
        hours = clock if form.is_date and form.shows_hours(clock) else None
        if not form.shows_day or (form.is_plain_date and hours is None):
            return value.date()
        return vietnamese.NgayIn(value.year, value.month, value.day, style, hours)


def _first_few(items: list[str]) -> str:
    shown = ", ".join(items[:_MOST_SHOWN])
    return f"{shown}, …" if len(items) > _MOST_SHOWN else shown


def _place(file: str, sheet: str, row: int, column: int) -> Where:
    return Where(file, sheet=sheet, cell=f"{letter(column)}{row + 1}")


def _shown(value: int | Decimal, style: str) -> Cell:
    """Return a number as its sheet shows it: a code as text, a figure with its format if that adds anything."""
    form, exact = NumberFormat.of(style), Decimal(value)
    if form.is_general(exact):
        return value
    if form.is_code(exact):
        return vietnamese.MaIn(form.number(exact), value)
    shown = vietnamese.SoIn.as_in(style, exact)
    bare = form.is_plain(exact) and not form.groups(exact) and isinstance(value, int) and not shown.le
    return value if bare and not shown.ty_le else shown


def _moved(spans: list[Span], columns: Sequence[int]) -> list[Span]:
    """Return merged cells in kept columns; the first column of each is always kept."""
    return [
        (top, bisect_left(columns, left), bottom, bisect_right(columns, right) - 1)
        for top, left, bottom, right in spans
    ]


def _within(spans: list[Span], rows: list[list[Cell]]) -> list[Span]:
    """Return the merged cells cut to the filled part of the sheet, each once; no more than fit side by side in it."""
    width = max(map(len, rows), default=0)
    kept: dict[tuple[int, int], Span] = {}
    area = 0
    for top, left, bottom, right in spans:
        bottom, right = min(bottom, len(rows) - 1), min(right, width - 1)
        if (top, left) in kept or bottom < top or right < left:
            continue
        area += (bottom - top + 1) * (right - left + 1)
        if area <= CELL_LIMIT:
            kept[top, left] = (top, left, bottom, right)
    return list(kept.values())
