"""Columns that are added up though a sum of them means nothing: digits of codes, quantities in different units.

Promises: one finding for each column of codes, and one for all columns of a table whose rows have different units;
none where the data say what a column is (`kieu`, `tong`), or its header does.

Hides: which headers mean money, and which columns are counted in the unit of their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from unicodedata import normalize

from docgen.context.figures import Figures, asked_by
from docgen.finding import Finding
from docgen.model.fields import identifier
from docgen.model.tables.part_sums import UNIT_HEADS
from docgen.model.tables.table import Cot
from docgen.vietnamese import SoIn

_MONEY = re.compile(
    r"\b(?:đồng|vnđ|vnd|usd|tiền|kinh phí|vốn|giá|đơn giá|phí|thu|chi|nợ|thuế|dư|doanh thu|ngân sách|dự toán|"
    r"quyết toán|giải ngân|lương|nộp|mức đầu tư|hỗ trợ|trả|vay)\b",
    re.IGNORECASE,
)
_CODE_DIGITS = 9  # of a phone number without its zero; fewer may be any count
_ROUND = 1000
_MAYBE_UNIT_HEADS = ("don_vi", "dv")  # offices as well
_KNOWN_UNITS = frozenset((
    "cái", "bộ", "con", "cây", "quyển", "cuốn", "hộp", "gói", "thùng", "chai", "lọ", "tờ", "bản", "máy", "xe", "ca",
    "lượt", "lần", "vụ", "việc", "người", "hộ", "hộ dân", "học sinh", "hồ sơ", "văn bản", "thủ tục", "dự án",
    "công trình", "nhiệm vụ", "cuộc", "lớp", "buổi", "ngày", "giờ", "tháng", "m", "km", "cm", "mm", "m2", "m3",
    "km2", "ha", "kg", "g", "tạ", "tấn", "yến", "lít", "ml", "kw", "kwh", "mw", "%", "đồng", "nghìn đồng",
    "triệu đồng", "tỷ đồng", "usd", "xã", "thôn", "trường", "cơ sở", "doanh nghiệp", "giường", "mô hình", "tấn/năm",
    "tạ/ha", "người/km2",
))  # fmt: skip
_SAME_UNIT = {"chiếc": "cái", "đ": "đồng", "vnđ": "đồng", "hécta": "ha", "ki-lô-mét": "km", "mét": "m"}
_DITTO = ('"', "''", "”", "nt", "-nt-", "như trên", "-", "–")
_OF_THE_UNIT = re.compile(
    r"^(?:sl|kl|tl)$|\b(?:số lượng|khối lượng|sản lượng|kế hoạch|thực hiện|ước|chỉ tiêu|mục tiêu|kết quả|nhu cầu|tồn|"
    r"nhập|xuất|quy mô|lũy kế|luỹ kế|cộng dồn|cùng kỳ|kỳ trước|kỳ này|giao|hoàn thành|cấp phát|trang bị|hiện có|"
    r"quý [ivx\d]+|tháng \d+|năm \d{4}|cả năm|6 tháng|9 tháng)\b",
    re.IGNORECASE,
)
_OWN_UNIT = re.compile(  # "Kế hoạch (ha)", "Số hộ", "Số lượng hồ sơ"; not "Số thực hiện"
    r"\([^()\d]+\)|%|^số (?:lượng )?"
    r"(?!lượng|liệu|kế hoạch|thực hiện|giao|ước|đã|còn|tồn|nhập|xuất|cuối|đầu|kỳ|cấp|hiện)\w",
    re.IGNORECASE,
)
_MOST_NAMED = 4


def check_columns(figures: Figures) -> Iterator[Finding]:
    """Yield what is wrong with the columns of a table as a whole."""
    for ma, column in figures.columns.items():
        if ma not in figures.in_formulas and _looks_like_codes(figures, ma, column):
            cell = next(str(value) for _, value in figures.filled(ma))
            said = f"cột “{ma}” toàn số dài như nhau (thí dụ {cell}): là mã, số tài khoản hay là số liệu?"
            yield Finding.of("SL044", figures.log.places.where(column.key), said)
    yield from _mixed_units(figures)


# Codes


def _looks_like_codes(figures: Figures, ma: str, column: Cot) -> bool:
    """Return whether the figures of a column are printed or added up as numbers, and look like codes."""
    if column.kieu or column.tong or column.cong_thuc or not figures.is_figures(ma) or not figures.is_added(ma):
        return False
    if _MONEY.search(" ".join([*column.ten, str(figures.table.declared.don_vi or "")])):
        return False
    values = [value for _, value in figures.filled(ma)]
    if len(values) < 2 or not all(map(_is_code, values)) or len({len(str(int(value))) for value in values}) > 1:
        return False
    if any(ma in row.cells and row.cells[ma].value for row in figures.table.totals_given):
        return False  # the source adds them up as well
    typed = any(not isinstance(cell.value, str) for cell, _ in figures.filled(ma))
    return typed or figures.is_totalled(ma)


def _is_code(value: object) -> bool:
    """Return whether a figure has the digits of a code; one that its sheet formats as a number is not one."""
    if not isinstance(value, Decimal) or isinstance(value, SoIn) or value != value.to_integral_value():
        return False
    return value >= 10 ** (_CODE_DIGITS - 1) and value % _ROUND != 0


# Units


def _mixed_units(figures: Figures) -> Iterator[Finding]:
    by_unit = _unit_column(figures)
    if by_unit is None:
        return
    found: dict[str, list[str]] = {}
    for ma, column in figures.columns.items():
        if column.tong is None and column.cong_thuc is None and _depends(figures, ma, column):
            units = _units_added(figures, ma, by_unit)
            if len(units) > 1:
                found[ma] = units
    if not found:
        return
    units = list(dict.fromkeys(chain.from_iterable(found.values())))
    columns = [*found, *(ma for ma, column in figures.columns.items() if _follows(figures, column, set(found)))]
    named = ", ".join(f"“{ma}”" for ma in columns)
    listed = ", ".join(units[:_MOST_NAMED]) + (", …" if len(units) > _MOST_NAMED else "")
    said = f"cột {named} cộng các hàng khác đơn vị tính ({listed}): con số tổng không có nghĩa"
    remedy = f'Ghi cho cột {named}: tong = "không" (ô tổng để trống); vẫn cộng được thì ghi tong = "cộng".'
    yield Finding.of("SL045", figures.log.places.where(figures.columns[columns[0]].key), said, remedy)


def _unit_column(figures: Figures) -> str | None:
    """Return the column that gives each row its unit."""
    for ma, column in figures.columns.items():
        head = identifier(column.ten[-1]) if column.ten else ""
        if head in UNIT_HEADS:
            return ma
        if head in _MAYBE_UNIT_HEADS:
            units = [unit for cell, _ in figures.filled(ma) if (unit := _unit(cell.value))]
            if units and all(unit in _KNOWN_UNITS for unit in units):
                return ma
    return None


def _unit(value: object) -> str:
    """Return a unit in one spelling, "" for none."""
    text = " ".join(normalize("NFKC", str(value or "")).split()).casefold().rstrip(".")
    return "" if text in _DITTO else _SAME_UNIT.get(text, text)


def _depends(figures: Figures, ma: str, column: Cot) -> bool:
    """Return whether the figures of a column that is added up are counted in the units of their rows."""
    if column.kieu in ("tiền", "phần trăm", "chữ", "ngày") or not figures.is_figures(ma) or not figures.is_added(ma):
        return False
    head = " ".join([*column.ten, str(figures.table.declared.don_vi or "")])
    if _MONEY.search(head) or any(_OWN_UNIT.search(part.strip()) for part in column.ten):
        return False
    return any(_OF_THE_UNIT.search(part.strip()) for part in column.ten) and figures.is_totalled(ma)


def _units_added(figures: Figures, ma: str, by_unit: str) -> list[str]:
    """Return the different units that one total of a column adds up."""
    declared = figures.table.declared
    whole = bool(declared.dong_tong) or not declared.tong_nhom
    added = [figures.rows] if whole else [figures.rows_of(group) for group in figures.all_groups()]
    for rows in added:
        units: dict[str, None] = {}
        for row in rows:
            cell = row.cells.get(by_unit)
            unit = _unit(cell.value) if cell else ""
            if unit and row.part_of is None and isinstance(figures.value(row, ma), Decimal):
                units[unit] = None
        if len(units) > 1:
            return list(units)
    return []


def _follows(figures: Figures, column: Cot, found: set[str]) -> bool:
    """Return whether the total of a formula comes from totals that have no meaning."""
    if not column.cong_thuc or column.tong:
        return False
    return bool(found & set(asked_by(column.cong_thuc)))
