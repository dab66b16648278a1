"""Columns whose figures name their rows: "Thôn" 1, 2, 3; "Tháng" 4, 5; "Phòng số" 101, 205. Nobody adds those up.

Only the place of a column tells such a name from a count: "Lớp" before all others is the name of a class, and behind
the school's name it counts its classes, unless several rows have that school.

Hides: the heads that name places, groups, times and things with a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from docgen.model.fields import identifier
from docgen.model.tables.figure import figure
from docgen.model.tables.table import Cot, Row

_NAMES = (
    "thôn", "bản", "ấp", "xóm", "làng", "buôn", "bon", "plei", "khóm", "phum", "sóc", "khu", "khu vực", "khu phố",
    "khu dân cư", "tiểu khu", "khoảnh", "vùng", "tuyến", "cụm", "cụm dân cư", "điểm dân cư", "phường", "xã", "quận",
    "huyện", "tỉnh", "tổ", "tổ dân phố", "tdp", "tổ bầu cử", "đơn vị bầu cử", "khu vực bỏ phiếu", "tổ công tác", "đội",
    "khối", "khối lớp", "khối phố", "lớp", "khoá", "khoá học", "nhóm", "nhóm tuổi", "hạng", "loại",
    "bậc", "bậc lương", "cấp", "cấp độ", "mức", "ngạch", "ca", "ca trực", "kíp", "lần", "đợt", "kỳ", "kỳ họp", "phiên",
    "phiên họp", "vòng", "giai đoạn", "nhiệm kỳ", "năm", "năm học", "năm thứ", "học kỳ", "quý", "tháng", "tuần",
    "ngày", "giờ", "thứ", "buổi", "mùa vụ", "phòng", "phòng học", "phòng họp", "phòng thi", "tầng", "tòa", "toà", "dãy",
    "lô", "thửa", "thửa đất", "tờ", "tờ bản đồ", "phiếu", "mẫu", "biểu", "phụ lục", "bảng", "câu", "câu hỏi", "bài",
    "chương", "điều", "mục", "trạm", "chốt", "bàn", "số báo danh", "sbd", "số nhà",
)  # fmt: skip
_WORDS = "|".join(sorted(_NAMES, key=len, reverse=True)).replace("khoá", "kh(?:óa|oá)")
_HEAD = re.compile(
    rf"(?:tên|thứ tự)\s.+|(?:{_WORDS})(?:\s*[,/–-]\s*(?:{_WORDS}))*(?:\s+(?:số|thứ|số hiệu))?", re.IGNORECASE
)
# Heads that name things behind other columns as well, where both are there: "Tờ bản đồ" and "Thửa đất".
_PAIRS = tuple(
    tuple(re.compile(head, re.IGNORECASE) for head in pair)
    for pair in (
        (r"(?:số )?tờ(?: bản đồ)?(?: số)?", r"(?:số )?thửa(?: đất)?(?: số)?"),
        (r"số khung", r"số máy"),
        (r"sbd|số báo danh", r"phòng(?: thi)?(?: số)?"),
    )
)
_UNACCENTED = frozenset(identifier(name) for name in _NAMES)


def names_rows(column: Cot, columns: Sequence[Cot], rows: Sequence[Row]) -> bool:
    """Return whether the figures of a column are names of its rows, by its head and its place among `columns`."""
    if column.kieu or column.tong or column.cong_thuc or column.numbering:
        return False
    if _is_of_a_pair(column, columns):
        return True
    if not _says_name(column):
        return False
    before = [other for other in columns[: columns.index(column)] if not other.numbering]
    keys, values = _read(str(column.ma), [str(other.ma) for other in before], rows)
    if not values or not all(value >= 0 and value == value.to_integral_value() for value in values):
        return False
    return not before or _goes_on_inside(keys, values)


def _says_name(column: Cot) -> bool:
    """Return whether the whole head of a column, which stands under no other, is the word for such a name."""
    if len(column.ten or []) > 1:
        return False
    head = " ".join(str(column.ten[0] if column.ten else column.ma).split()).rstrip(" :.")
    return _HEAD.fullmatch(head) is not None or (head.isascii() and identifier(head) in _UNACCENTED)


def _is_of_a_pair(column: Cot, columns: Sequence[Cot]) -> bool:
    """Return whether two columns name one thing together, and this is one of them."""
    head, heads = _head(column), [_head(other) for other in columns]
    for pair in _PAIRS:
        if any(name.fullmatch(head) for name in pair) and all(any(map(name.fullmatch, heads)) for name in pair):
            return True
    return False


def _head(column: Cot) -> str:
    return " ".join(str(column.ten[-1] if column.ten else column.ma).split()).rstrip(" :.")


def _read(ma: str, before: Sequence[str], rows: Sequence[Row]) -> tuple[list[tuple[str, ...]], list[Decimal]]:
    """Return the figures of a column, each with what stands before it; an empty cell is what stands above it."""
    keys, values = [], []
    above = [""] * len(before)
    for row in rows:
        for place, name in enumerate(before):
            cell = row.cells.get(name)
            if cell is not None and cell.value not in (None, ""):
                above[place] = str(cell.value)
        cell = row.cells.get(ma)
        value = figure(cell.value) if cell is not None else None
        if isinstance(value, Decimal):
            keys.append(tuple(above))
            values.append(value)
    return keys, values


def _goes_on_inside(keys: Sequence[tuple[str, ...]], values: Sequence[Decimal]) -> bool:
    """Return whether several rows are alike in all that stands before, and these names go up in each such stretch."""
    if 2 * len(set(keys)) > len(keys):
        return False
    pairs = pairwise(zip(keys, values, strict=True))
    return all(value < after for (key, value), (following, after) in pairs if key == following)
