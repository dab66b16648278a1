"""Columns whose digits are no quantity, by their headers: codes, numbers of papers and years.

Promises: such digits are printed as they are ("1980", not "1.980") and not added up; a code that a sheet keeps as a
number and that has lost the zeros before it is recognised (`with_lost_zeros`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from docgen.model.fields import identifier
from docgen.model.tables.table import Cot
from docgen.vietnamese import SoIn

YEARS = range(1900, 2201)
_CODE = re.compile(
    r"(?:số\s+)?(?:điện thoại|đt\b|di động|fax\b|cccd\b|cmnd\b|căn cước|định danh|tài khoản|tk\b|hiệu\b|ký hiệu|thứ tự)"
    r"|số\s*[,/]\s*ký hiệu|sđt\b|stk\b|mst\b|mã\b|số (?:vào sổ|khung|báo danh)\b|sbd\b|biển (?:số|kiểm soát)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(  # what a head goes on with that counts them: "Căn cước cấp mới", "Tài khoản định danh mức 2"
    r"\b(?:(?:đã|chưa) (?:được )?(?:cấp|thu nhận|mở|kích hoạt|xác thực|phê duyệt|kh(?:óa|oá)|làm sạch)|"
    r"(?:cấp|mở|đăng ký|tạo|phát sinh|tăng) (?:mới|thêm|lại|đổi)|thu nhận|kích hoạt|dừng hoạt động|đang hoạt động|"
    r"(?:định danh|mức(?: độ)?) (?:mức )?(?:độ )?[12])\b",
    re.IGNORECASE,
)
_PAPER = re.compile(  # may count them as well: "Số quyết định"
    r"số (?:quyết định|qđ|hợp đồng|hđ|giấy phép|gcn|giấy chứng nhận|hóa đơn|hoá đơn|chứng từ|biên lai|thẻ|hộ chiếu"
    r"|bhxh|sổ bhxh|sổ bảo hiểm|bảo hiểm|seri|sê-ri|serial|thửa)(?: (?:thành lập|phê duyệt|bổ nhiệm|tuyển dụng))?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"số (?:văn bản|công văn|vb|cv|thông báo|tờ trình|nghị quyết|kế hoạch|báo cáo)", re.IGNORECASE)
_DAY_OF_IT = re.compile(r"ngày (?:ký|ban hành|cấp|quyết định|qđ|hợp đồng|văn bản|vb|phê duyệt|hiệu lực)", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\b|\bngày(?:[\s,/]|tháng|năm)*sinh\b", re.IGNORECASE)
_OF_A_YEAR = re.compile(
    r"^(?:số|cả|trong|tổng|kế hoạch|kh|dự toán|quyết toán|thực hiện|ước|chỉ tiêu|kinh phí|vốn|giao|nhu cầu|nhiệm vụ"
    r"|mục tiêu|phân bổ|nguồn|ngân sách"
    r"|lũy kế|luỹ kế"
    r"|kết quả|sản lượng|diện tích|dân số|doanh thu|thu|chi)\b"
    r"|\bnăm (?:nay|ngoái|trước|sau|kế hoạch|báo cáo|liền kề)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"dien_thoai|(?<![a-z])(?:sdt|so_dt|dtdd|di_dong|fax|zalo|hotline)(?![a-z])")
_LENGTHS = (  # of codes, by their header: how long what is left is, and how long the code was
    (re.compile(r"(?<![a-z])cccd(?![a-z])|can_cuoc|dinh_danh_ca_nhan"), {10: 12, 11: 12}),
    (re.compile(r"(?<![a-z])cmnd(?![a-z])|chung_minh_nhan_dan"), {8: 9}),
    (re.compile(r"(?<![a-z])mst(?![a-z])|ma_so_thue"), {9: 10, 11: 12}),
    (re.compile(r"(?<![a-z])(?:ma|ma_so|so|so_so)_(?:bhxh|bao_hiem_xa_hoi)"), {9: 10}),
)
_MONEY = re.compile(r"\b(?:tiền|phí|đồng|thu|chi|nợ)\b", re.IGNORECASE)
_RANK = re.compile(r"(?<![a-z])ma_(?:so_)?ngach")


def says_codes(column: Cot) -> bool:
    """Return whether a header says that digits are a code, which nobody adds up: "Điện thoại", "Mã hồ sơ", "CCCD".

    "Căn cước cấp mới" and "Mã số vùng trồng đã cấp" count them.
    """
    return any(_CODE.match(part) and not _COUNTED.search(part) for part in _names(column))


def is_padded(text: str) -> bool:
    """Return whether a figure is written with a zero before it, as a code is ("05", "0905123456")."""
    stripped = text.strip()
    return len(stripped) > 1 and stripped[0] == "0" and stripped[1].isdigit()


def says_papers(column: Cot) -> bool:
    """Return whether a header names the number of a paper, unless it counts papers: "Số quyết định"."""
    return any(_PAPER.fullmatch(part) for part in _names(column))


def has_day_beside(column: Cot, columns: Sequence[Cot]) -> bool:
    """Return whether a column "Số quyết định" stands with the day of the same paper, so that it counts none."""
    if not any(_PAPER.fullmatch(part) or _LETTER.fullmatch(part) for part in _names(column)):
        return False
    behind = columns[columns.index(column) + 1 :][:1]
    return any(_DAY_OF_IT.match(part) for other in columns for part in _names(other)) or any(
        part.lower().startswith("ngày") for other in behind for part in _names(other)
    )


def says_years(column: Cot) -> bool:
    """Return whether a header says that a column holds years: "Năm hoàn thành", "Ngày sinh".

    "Kinh phí năm 2026", "Cả năm" and "Năm trước" are headers of quantities.
    """
    parts = [" ".join(part.split()) for part in column.ten or []]
    whole = " ".join(parts)
    if re.search(r"\d", whole):
        return False
    own = [whole if part.lower() == "năm" else part for part in parts]
    return any(_YEAR.search(part) and not _OF_A_YEAR.search(part) for part in own)


def _names(column: Cot) -> Iterator[str]:
    """Yield what a header may be read as: each part of its path, and "Số" under "Quyết định" as "Số Quyết định"."""
    parts = [" ".join(part.split()) for part in column.ten or []]
    yield from parts
    if len(parts) > 1 and parts[-1].lower() == "số":
        yield f"{parts[-1]} {parts[-2]}"


# Zeros that were lost


def with_lost_zeros(column: Cot) -> Callable[[Any], str] | None:
    """Return what gives a code of a column with the zeros that its cell has lost at the front, "" where it has all.

    The phone 912345678 was 0912345678. None where the header does not say how long the codes are.
    """
    parts = list(_names(column))
    if any(_MONEY.search(part) for part in parts):
        return None
    name = "_".join(map(identifier, parts))
    if _RANK.search(name):
        return _rank
    if _PHONE.search(name):
        return _phone
    lengths: dict[int, int] = {}
    for head, of_head in _LENGTHS:
        if head.search(name):
            lengths |= of_head
    return partial(_padded, lengths) if lengths else None


def _phone(value: Any) -> str:
    digits = _digits(value)
    is_phone = (len(digits) == 9 and digits[0] in "35789") or (len(digits) == 10 and digits[0] == "2")
    return f"0{digits}" if is_phone else ""


def _padded(lengths: Mapping[int, int], value: Any) -> str:
    digits = _digits(value)
    is_cut = len(digits) in lengths and digits[0] != "0"
    return digits.zfill(lengths[len(digits)]) if is_cut else ""


def _digits(value: Any) -> str:
    """Return the digits of a whole number, or of a text that is nothing else; else "".

    What its sheet shows as a figure (1,250,000,000) is no code.
    """
    if isinstance(value, bool | SoIn):
        return ""
    if isinstance(value, int | Decimal):
        return str(int(value)) if value == int(value) and value > 0 else ""
    text = value.strip() if isinstance(value, str) else ""
    return text if text.isascii() and text.isdecimal() else ""


def _rank(value: Any) -> str:
    """Return the code of a rank, such as 01.003, that was read as the number 1,003 or 1003; else ""."""
    if isinstance(value, bool | SoIn) or not isinstance(value, int | Decimal):
        return ""
    figure = Decimal(value) / 1000 if 1000 <= value <= 9999 else Decimal(value)
    is_rank = 0 < figure < 100 and figure % 1 and figure * 1000 % 1 == 0
    return f"{figure:06.3f}" if is_rank else ""
