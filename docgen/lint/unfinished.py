"""What drafting leaves in a text for somebody to fill in: "XXX", "[điền số]", "ngày … tháng …", "____", "#REF!".

Promise: no alarm for the "…" of an enumeration, for Roman numbers ("Đại hội XXX"), for masked digits ("0912.xxx.456",
"79A-XXX.45"), for the shape of a day ("theo định dạng dd/mm/yyyy") or of a form in quotation marks, or for "(ghi rõ lý
do)" as an instruction to the reader. What may be something else ("XX", "1xx", "?", a few dots) counts only where a
number of things must stand: "XX nhiệm vụ". `blanks` are what a form has on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HINTS = re.compile(
    r"[xX]{2}|TODO|FIXME|TBD|\?\?|\?\s*%|\s\?\s|…|\.\.\.|\[|__|<|\. \.|#[A-ZN]|\(bổ|\(cập|\(sẽ|\(điền"
    r"|\s/\s*[\dA-ZĐ]|ày\s{2}|ày tháng \d|[nN]gày dd|!\s|Click|Choose|Nhấp|Bấm"
)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_COUNTED = r"(?:đại hội|kh(?:óa|oá)|lần thứ|thứ|thế kỷ|chương|phần|mục|phụ lục|kỳ|nhiệm kỳ|bảng|quyển|tập|điều|số)"
_ROMAN = re.compile(rf"\b{_COUNTED}(?:\s+(?:lần\s+)?(?:thứ\s+)?)$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"/[A-ZĐ]{2}")  # "số XXX/QĐ-UBND"
_MASKED = re.compile(r"\d[ .-]?$")
_PLATE = re.compile(r"\d[A-ZĐ]{1,2}\d?[ .-]$|[xX]{2,}[.-]$")
_MASK_GOES_ON = re.compile(r"[.-](?:\d|[xX]{2,}|[YZ]{2,}\b)")
_DOTS = r"(?:…|\.{3,})[.…]*"
_ASKED = (
    r"(?:điền|ghi|nhập|chèn|nêu|bổ sung|cập nhật|kiểm tra|xem lại|cần|chờ|thêm|số liệu|họ tên|họ và tên|tên|số|ngày)"
)
_THINGS = (
    r"(?:nhiệm vụ|hồ sơ|vụ việc|vụ|cuộc|lượt|trường hợp|người|hộ|đơn vị|văn bản|chỉ tiêu|công trình|dự án|lớp|buổi"
    r"|học sinh|học viên|cháu|tổ chức|cá nhân|doanh nghiệp|hợp tác xã|cơ sở|xã|phường|thôn|km|ha|tấn|đợt|đoàn|đảng viên"
    r"|cán bộ|công chức|viên chức|thủ tục|thành viên|phiếu|giấy phép|đơn thư|ý kiến|đại biểu|trẻ em|ngày làm việc"
    r"|(?:tỷ|triệu|nghìn)\s+đồng|đồng|triệu|tỷ)(?!\w)"
)
"""What papers count, with a number before it."""

_DOES = (
    r"(?:xử lý|giải quyết|tiếp nhận|thụ lý|đạt|tổ chức|ban hành|có|là|được|còn|gồm|với|giao|hoàn thành|thu|chi|cấp"
    r"|kiểm tra|phát hiện|khoảng|gần|hơn|cho|của|thực hiện|mở|thành lập|công nhận|trao|hỗ trợ|vận động|xây dựng|số)"
)
_SLOT = rf"{_ASKED}|họ|đơn vị|cơ quan|nội dung|địa chỉ|địa danh|chức vụ|thời gian|năm|tháng|người|phòng|mã|loại"
_OFFICE = (
    r"\b(?:click|tap)(?:\s+or\s+tap)?(?:\s+here)?\s+to\s+enter\s+(?:a\s+date|text)\b\.?"
    r"|(?-i:\bChoose an item\b)\.?"
    r"|\b(?:nhấp|bấm|nhấn)(?:\s+hoặc\s+\w+)?\s+vào\s+đây\s+để\s+nhập\s+văn\s+bản\b\.?"
    r"|(?-i:\bError!)\s+(?:Reference source|Bookmark|No)\b[^.\n]{0,40}\.?"
    r"|(?<!\w)#(?-i:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A)(?!\w)"
)
"""What Word and Excel print where something is missing."""

_KNOWN_LATER = r"(?:số liệu|số|thông tin|tên|chi tiết|thêm|dữ liệu|kết quả)"
_MARKS = re.compile(
    r"(?P<cross>(?<!\w)x{3,}(?!\w|\.[a-z]))"
    rf"|(?P<double>(?<![\w/.-])xx(?=\s?%|\s+(?-i:{_THINGS})))"
    rf"|(?<![\w/.,-])\d{{1,3}}xx(?=\s?%|\s+(?-i:{_THINGS}))"
    r"|\b(?:TODO|FIXME)\b|(?<![\w/-])(?-i:TBD)(?![\w/-])"
    rf"|(?<![\w?!])\?\s?%|(?<=\w\s)\?(?=\s+(?-i:{_THINGS}))"
    rf"|(?P<office>{_OFFICE})"
    rf"|\((?:sẽ\s+)?(?:bổ sung|cập nhật|điền)(?:\s+{_KNOWN_LATER}){{0,2}}\s+sau\)"
    r"|\bngày\s+xx\b|\btháng\s+xx\b|(?<![\w/])xx/(?:xx|\d)"
    r"|\?{3,}(?!\w)|(?<!\S)\?\?(?!\S)"
    r"|\blorem ipsum\b",
    re.IGNORECASE,
)
_BLANKS = re.compile(
    rf"\[\s*{_ASKED}\b[^\[\]\n]{{0,80}}\](?!\()"
    rf"|\((?:ghi|nêu|điền|nhập|bổ sung)\s[^()\n]*(?:…|\.{{3,}})\s*\)"
    rf"|(?<=[:])[ \t]*\((?:ghi|nêu|điền|nhập|bổ sung)\s[^()\n]*\)(?=[ \t]*[.;]?[ \t]*(?:\n|$))"
    rf"|(?P<day>\b(?:ngày|tháng)\s*{_DOTS}\s*(?:tháng|năm)(?:\s*{_DOTS}(?:\s*năm\s*{_DOTS})?)?"
    rf"|\bngày\s{{2,}}tháng(?:\s+\d{{1,2}})?\b|\bngày\s+tháng\s+\d{{1,2}}\s+năm\s+\d{{4}}"
    rf"|\bngày\s+/\s*(?:\d{{1,2}}|(?<=\s))/\s*\d{{4}}|\bngày\s+dd/mm/yyyy\b|\bsố:?\s+/(?-i:[A-ZĐ]{{2,}}))"
    rf"|(?<!\w)(?:{_DOES})\s+(?P<few>{_DOTS})(?=\s+(?-i:{_THINGS}))|\(\s*{_DOTS}\s*\)(?=\s+(?-i:{_THINGS}))"
    rf"|(?<!\w)__(?=\s+(?-i:{_THINGS}))|\bnăm\s+20xx\b"
    rf"|\bsố:?\s*{_DOTS}\s*/|(?<!\w){_DOTS}\s*(?:%|(?:tỷ|triệu|nghìn)\s+đồng\b)"
    r"|(?P<many>[.…]{2,}|(?:\. ){4,}\.?)"
    r"|(?<![^\W_])_{3,}(?![^\W_])"
    rf"|<(?:…|\.{{2,}}|(?:{_SLOT})\b[^<>@\n=:/{{}}]{{0,60}}(?<!\s))>",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"\b(?:định dạng|dạng|kiểu|nhập|ghi|mẫu|quy ước|cú pháp|thể thức)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|'[^'\n]*'")
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
    crosses = match["cross"] or match["double"]
    if not crosses:
        return not (match["office"] and _is_quoted(match))
    before = match.string[: match.start()]
    if crosses in ("XX", "XXX") and _ROMAN.search(before) and not _NUMBER_OF.match(match.string, match.end()):
        return False
    if _PLATE.search(before) or _MASK_GOES_ON.match(match.string, match.end()):
        return False
    return not _MASKED.search(before) or crosses.isupper()


def _is_blank(match: re.Match[str]) -> bool:
    """Return whether a stretch is no mark of the web, and dots are more than those of an enumeration."""
    if match["many"]:
        weight = sum(3 if sign == "…" else 1 for sign in match["many"] if sign != " ")
        return weight >= _MANY
    if match["day"] and (_is_quoted(match) or ("dd" in match[0].lower() and _SHAPE.search(match.string))):
        return False
    if match["few"] and _is_quoted(match):
        return False
    return not _WEB.fullmatch(match[0])


def _is_quoted(match: re.Match[str]) -> bool:
    """Return whether a stretch stands in quotation marks: "ghi “ngày ... tháng ... năm ...” ở cuối" shows a form."""
    return any(
        quoted.start() < match.start() and match.end() < quoted.end() for quoted in _QUOTED.finditer(match.string)
    )
