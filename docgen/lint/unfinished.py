"""What drafting leaves in a text for somebody to fill in: "XXX", "[điền số]", "ngày … tháng …", "____".

Promise: no alarm for the "…" of an enumeration, for Roman numbers ("Đại hội XXX"), for masked digits ("0912.xxx.456"),
or for "(ghi rõ lý do)" as an instruction to the reader. `blanks` are what a form has on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HINTS = re.compile(r"[xX]{2}|TODO|FIXME|\?\?|…|\.\.\.|\[|__|<|\. \.")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_COUNTED = r"(?:đại hội|kh(?:óa|oá)|lần thứ|thứ|thế kỷ|chương|phần|mục|phụ lục|kỳ|nhiệm kỳ|bảng|quyển|tập|điều|số)"
_ROMAN = re.compile(rf"\b{_COUNTED}(?:\s+(?:lần\s+)?(?:thứ\s+)?)$", re.IGNORECASE)
_MASKED = re.compile(r"\d[ .-]?$")
_DOTS = r"(?:…|\.{3,})[.…]*"
_ASKED = (
    r"(?:điền|ghi|nhập|chèn|nêu|bổ sung|cập nhật|kiểm tra|xem lại|cần|chờ|thêm|số liệu|họ tên|họ và tên|tên|số|ngày)"
)
_SLOT = rf"{_ASKED}|họ|đơn vị|cơ quan|nội dung|địa chỉ|địa danh|chức vụ|thời gian|năm|tháng|người|phòng|mã|loại"
_MARKS = re.compile(
    r"(?P<cross>(?<!\w)x{3,}(?!\w|\.[a-z]))"
    r"|\b(?:TODO|FIXME)\b"
    r"|\bngày\s+xx\b|\btháng\s+xx\b|(?<![\w/])xx/(?:xx|\d)"
    r"|\?{3,}(?!\w)|(?<!\S)\?\?(?!\S)"
    r"|\blorem ipsum\b",
    re.IGNORECASE,
)
_BLANKS = re.compile(
    rf"\[\s*{_ASKED}\b[^\[\]\n]{{0,80}}\](?!\()"
    rf"|\((?:ghi|nêu|điền|nhập|bổ sung)\s[^()\n]*(?:…|\.{{3,}})\s*\)"
    rf"|(?<=[:])[ \t]*\((?:ghi|nêu|điền|nhập|bổ sung)\s[^()\n]*\)(?=[ \t]*[.;]?[ \t]*(?:\n|$))"
    rf"|\b(?:ngày|tháng)\s*{_DOTS}\s*(?:tháng|năm)(?:\s*{_DOTS}(?:\s*năm\s*{_DOTS})?)?"
    rf"|\bsố:?\s*{_DOTS}\s*/|(?<!\w){_DOTS}\s*(?:%|(?:tỷ|triệu|nghìn)\s+đồng\b)"
    r"|(?P<many>[.…]{2,}|(?:\. ){4,}\.?)"
    r"|(?<![^\W_])_{3,}(?![^\W_])"
    rf"|<(?:…|\.{{2,}}|(?:{_SLOT})\b[^<>@\n=:/{{}}]{{0,60}}(?<!\s))>",
    re.IGNORECASE,
)
_WEB = re.compile(r"</?[a-zA-Z]+\d?>")
_MANY = 5


def unfinished(text: str, *, blanks: bool) -> Iterator[tuple[int, str]]:
    """Yield what was left to be filled in, with its offset, in order; without `blanks` only what no form has either.

    What is inside tags does not count.
    """
    if not _HINTS.search(text):
        return
    plain = _TAG.sub(lambda tag: "\0" * len(tag[0]), text)
    found = [(match.start(), match[0]) for match in _MARKS.finditer(plain) if _is_mark(match)]
    if blanks:
        found += [(match.start(), match[0]) for match in _BLANKS.finditer(plain) if _is_blank(match)]
    end = 0
    for start, written in sorted(found):
        if start >= end:
            end = start + len(written)
            inside = written.strip()
            yield start + len(written) - len(written.lstrip()), inside


def _is_mark(match: re.Match[str]) -> bool:
    """Return whether crosses are no Roman number and hide no digits."""
    if not match["cross"]:
        return True
    before = match.string[: match.start()]
    if match["cross"] == "XXX" and _ROMAN.search(before):
        return False
    return not _MASKED.search(before) or match["cross"].isupper()


def _is_blank(match: re.Match[str]) -> bool:
    """Return whether a stretch is no mark of the web, and dots are more than those of an enumeration."""
    if match["many"]:
        weight = sum(3 if sign == "…" else 1 for sign in match["many"] if sign != " ")
        return weight >= _MANY
    return not _WEB.fullmatch(match[0])
