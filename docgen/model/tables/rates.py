"""What the head of a column says of adding its figures up: nobody adds rates, indices, averages or prices of one thing.

Hides: the words that heads of statistics use, and those that only look so ("Số tiêu chí đạt 100%", "Giá trị").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from docgen.model.tables.table import Cot

_OF_ALL = r"(?:20\d\d|năm|kỳ|chung|toàn|trong|cả|của|theo|so với|pci|par|papi|sipas|dti|ddci)"  # a rank among whom
_SOLD = r"(?:bán|mua|đất|vé|xăng|dầu|điện|nước|vàng|gạo|lúa|thóc|lợn|heo|thịt|cà phê|tiêu|cước)"
_WHO = (
    r"(?:số|hộ|gia đình|người|lao động|công nhân|nhân khẩu|khẩu|đối tượng|học sinh|cán bộ|công chức|viên chức|"
    r"đảng viên|xã|phường|thôn|bản|đơn vị|trường|cơ sở|doanh nghiệp|hợp tác xã|htx)"
)
_RATES = re.compile(
    r"^(?:(?:tỷ|tỉ) (?:lệ|trọng|suất|số|giá)|tổng (?:tỷ|tỉ) suất|phần trăm|mật độ|đơn giá|năng suất|nslđ|nhiệt độ|"
    r"độ (?:ẩm|mặn|che phủ|cao|sâu|dốc)|cao (?:trình|độ)|mực nước|nồng độ|tuổi thọ|đtb|tfr|bước giá|"
    r"cỡ (?:giống|cá|tôm|con|hạt)|lương cơ sở|chỉ số|(?:lãi|thuế|hiệu|xác) suất|suất đầu tư|tốc độ|tăng trưởng|"
    rf"giá {_SOLD}(?! .*\b(?:thu|đã|được)\b)|"
    r"(?:điểm|giá|thu nhập|(?:mức )?lương|thời gian|(?:độ )?tuổi) .*(?:trung bình|tb)|trung bình(?=\s*(?:/|1|một|mỗi))|"
    r"điểm .*(?:cao|thấp) nhất|(?:par|ict)[- ]?index|pci|papi|sipas|cpi|dti|ddci|hdi|gini|icor)\b"
    rf"|^(?!số\b|{_WHO}\b.*\b(?:có|hưởng|đạt|nhận|dưới|trên|từ)\b).*\b(?:bình quân|bq)\b"
    r"|(?<!\d)(?<!\d )%|\(phần trăm\)|\btương đối\b"
    r"|^(?:ph|cod|bod5?|tss|coliform)\s*(?:$|\()|^do\s*(?:$|\(mg)|^(?:độ|°|o) ?c$|\((?:(?:độ|°|o) ?c|ppm|dba?|mg/l)\)",
    re.IGNORECASE,
)
_RATES_AT_THE_END = re.compile(
    rf"^(?:(?:(?:xếp|thứ|vị) (?:hạng|thứ)|hạng|vị trí)(?: {_OF_ALL}\b.*)?$|(?:xếp|thứ|vị) thứ\b|(?:độ )?tuổi(?: đời)?$|"
    r"(?:độ )?tuổi (?:đảng|nghề|quân|đời|cây|rừng|thai|kết hôn|nghỉ hưu|(?:cao|thấp|lớn|nhỏ) nhất)\b|"
    r"xếp loại$|bậc lương$|mức độ hài lòng$)",
    re.IGNORECASE,
)
_DONE = r"(?:(?:ước )?(?:th|thực hiện)|ước|qt|quyết toán|gn|giải ngân|kq|kết quả|đạt|kh|kế hoạch|dt|dự toán)"
_RATIO = re.compile(
    rf"^(?!(?:kh|kế hoạch)\s*/\s*(?:dt|dự toán)\b)(?:so sánh )?{_DONE}(?:\b|(?=\d))[^/()]{{0,25}}/\s*"
    r"(?:kh|kế hoạch|dt|dự toán|th|thực hiện|ck|cùng kỳ|chỉ tiêu)(?:\b|(?=\d))"
    r"|\d\)?\s*=\s*\(?\d+\)?\s*[/:]\s*\(?\d"  # (5) = (4) / (3)
    r"|^(?:so sánh |ss )?\(?\d+\)\s*[/:]\s*\(\d+\)"
    r"|/\s*(?:100|1\.?000|10\.?000|100\.?000) (?:người |hộ )?dân\b|/\s*(?:\d+ )?(?:vạn|nghìn|ngàn) dân\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"^(?:năm |\d{1,2} ?(?:tháng|t) ?(?:đầu )?(?:năm )?)?(20\d\d)"
    r"\s*/\s*(?:năm |\d{1,2} ?(?:tháng|t) ?(?:đầu )?(?:năm )?)?(20\d\d)\b",
    re.IGNORECASE,
)
# Per thing, not per time: capacities a year are added up.
_PER_THING = re.compile(
    r"^[^\W\d][^/]*(?:/\s*(?:tháng|quý|năm|ngày|vụ))?/\s*(?:người|khẩu|hộ|ha|sào|km2|km²|km|m2|m²|m3|m³|m|kg|tạ|tấn|lít|"
    r"kwh|usd|lượt|suất|con|cái|bộ|lao động|học sinh|sản phẩm|hồ sơ)(?:\b|(?<=[²³]))",
    re.IGNORECASE,
)
_EACH_HAS = re.compile(
    r"^(?:(?:tổng )?số )?(?:người|khẩu|nhân khẩu|lao động|con|học sinh|hs|trẻ|cháu|giáo viên|gv|bác sĩ|điều dưỡng|"
    r"giường(?: bệnh)?|cán bộ|công chức|thành viên|máy|máy tính|phòng)\s*/\s*(?:1 |một )?"
    r"(?:hộ|gia đình|lớp|nhóm|giáo viên|gv|học sinh|hs|vạn dân|trường|trạm|phòng|cơ quan|đơn vị|người)$",
    re.IGNORECASE,
)
# The same as a whole head; "Nhóm/lớp", "Cá nhân/hộ" name two kinds of one thing.
_BARE_PER_THING = re.compile(
    r"^(?!(?:(?:tổng )?số )?(?:nhóm|khối|trường|lớp|cá nhân|tổ chức|cơ sở|doanh nghiệp|đơn vị|hợp tác xã|htx|"
    r"trang trại|thôn|xã|hộ|gia đình|cán bộ|công nhân|công chức|viên chức|lượt|người|nam|vợ|chồng|chủ)\s*/)"
    r"[^\W\d][^/]*(?:/\s*(?:tháng|quý|năm|ngày|vụ))?/\s*(?:1 |một )?(?:hộ|(?:đầu )?người|nhân khẩu|khẩu|ha|sào|km2|lớp|"
    r"lao động|giường|giáo viên|gv)(?:\s*/\s*(?:tháng|quý|năm|ngày|vụ))?$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^(?:tổng )?số\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"^(?:so\b|so sánh\b|ss(?= )|(?:(?:ước )?(?:thực hiện|th)|ước|đạt|kết quả)\b.*\bso\b) ?(?:với |sánh )?"
    r"(?:cùng kỳ|ck\b|kế hoạch|kh\b|dự toán|dt\b|năm|tháng|quý|kỳ|chỉ tiêu|mục tiêu|20\d\d|với$|$)",
    re.IGNORECASE,
)
_CHANGE_ALONE = re.compile(r"^mức (?:độ )?(?:tăng|giảm)(?:\s*[,/-]?\s*(?:tăng|giảm))?$", re.IGNORECASE)
_CHANGED = re.compile(r"^(?:mức |mức độ )?(?:tăng|giảm|\(?\+)", re.IGNORECASE)
_TO_WHAT = re.compile(r"\bso (?:với )?(?:cùng|ck|kế|kh|dự|dt|năm|tháng|quý|kỳ|chỉ|mục|20)", re.IGNORECASE)
_OPEN = re.compile(
    r"^(?:định mức\b|(?:giá|(?:số )?điểm(?: số| đánh giá| đạt| đạt được)?)(?: (?:năm )?20\d\d)?\s*(?:$|\()|"
    r"điểm (?:chuẩn|hài lòng|thi)\b|"
    r"giá (?:khởi điểm|trúng(?! thầu))\b|mức lương\b|công suất sử dụng\b|vượt (?:kh|kế hoạch|dt|dự toán|chỉ tiêu)\b|"
    r"tiến độ .)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"^giá\s*(?:$|\()", re.IGNORECASE)
_PLAN_DONE = re.compile(
    r"^(?:mức (?:độ )?)?(?:hoàn thành|đạt)(?: so với)? (?:kh|kế hoạch|dt|dự toán|chỉ tiêu)"
    r"(?: (?:năm|quý|tháng)(?: [\divx]+)?| giao)?$",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"^hệ số\b", re.IGNORECASE)
_LIKELY_AT_THE_END = re.compile(  # "Đúng hạn" under "Thời hạn giải quyết" counts
    r"^(?:tiến độ$|mức độ hoàn thành$|thời hạn\b|thời gian (?:chờ|xử lý|giải quyết|đi lại)\b|chiều cao\b|"
    r"đường kính\b)",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"^tăng trưởng\b", re.IGNORECASE)
_TIMES = re.compile(r"\((?:số )?lần\)|, lần$", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\btuyệt đối\b|=\s*\(?\d+\)?\s*[-–]\s*\(?\d|^chênh lệch\b", re.IGNORECASE)
BRACKETED = re.compile(r"\(([^()]*)\)")
_UNIT = re.compile(r"[^\W\d]{1,10}(?: [^\W\d]{1,10}){0,2}|m2|m3|km2|m²|m³")
_NO_UNIT = re.compile(r"\b(?:lần|phần trăm|tăng|giảm|th|kh|ck|lũy kế|nếu có)\b", re.IGNORECASE)
_SHARE = re.compile(r"^(?:(?:tỷ|tỉ) (?:lệ|trọng)|tốc độ tăng|tăng trưởng)\b", re.IGNORECASE)  # 80 is read as 80% there
_PERCENT = re.compile(r"%|\bphần trăm\b", re.IGNORECASE)
_PER_MANY = re.compile(r"/\s*100|‰", re.IGNORECASE)
_MOST_POINTS = re.compile(r"^(?:điểm (?:tối đa|chuẩn)|thang điểm)\b", re.IGNORECASE)
_PASS_MARK = re.compile(r"^điểm chuẩn\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:điểm|chấm|thẩm định|tiêu chí)\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"^(?:(?:tổng )?số\b|(?:diện tích|dt|sản lượng|khối lượng|trọng lượng|lượng|kl|sl)\b|"
    r"(?:người|hộ|nhân khẩu|khẩu|đối tượng|học sinh|hs|lao động|con|cái|bộ|lượt|suất|tháng|ngày(?: công)?|công|giờ|"
    r"tiết|buổi|ca|km|ha|tấn|tạ|kg|lít|m2|m3)(?:\s*\(|$))",
    re.IGNORECASE,
)
_UNIT_PRICE = re.compile(
    r"^(?:(?:định )?mức\b(?! độ| tăng| giảm)|(?:đơn )?giá\b(?! trị)|định suất\b|mệnh giá\b|tiền công\b|lương cơ sở\b)",
    re.IGNORECASE,
)
_SUM_OF_MONEY = re.compile(
    r"\b(?:tiền|kinh phí|giá trị|trị giá|chi phí|doanh thu|thành tiền|tổng chi|nhu cầu)\b", re.IGNORECASE
)


class Said(Enum):
    """What a head says of its figures. For LIKELY (rates, probably) and OPEN (either) the figures decide."""

    SUMS = 0
    RATES = 1
    LIKELY = 2
    OPEN = 3


def said_of(column: Cot, unit: str = "") -> Said:
    """Return what a head says; `unit` is that of the whole table."""
    parts = _parts(column)
    if any(_is_rates(part) for part in [*parts, unit.strip()]) or _PER_THING.match(unit.strip()):
        return Said.RATES
    last = parts[-1] if parts else ""
    if _RATES_AT_THE_END.search(last):
        return Said.RATES
    if any(_ABSOLUTE.search(part) for part in parts) or (column.kieu == "tiền" and not _PRICE.search(last)):
        return Said.SUMS
    whole, changed = " ".join(parts), any(_CHANGED.search(part) for part in parts)
    if _COMPARED.search(whole) or any(_COMPARED.search(part) for part in parts):
        return _of_a_comparison(parts, Said.OPEN if changed else Said.LIKELY)
    if changed and any(_TO_WHAT.search(part) for part in parts):
        return _of_a_comparison(parts, Said.OPEN)
    if any(_LIKELY.search(part) for part in parts) or _LIKELY_AT_THE_END.search(last):
        return Said.LIKELY
    is_open = any(pattern.search(last) for pattern in (_OPEN, _CHANGE_ALONE, _PLAN_DONE))
    return Said.OPEN if is_open else Said.SUMS


def says_rates(column: Cot, unit: str = "") -> bool:
    """Return whether a header, or the unit of the whole table, says that figures are rates ("Tỷ lệ", "Đúng hạn (%)").

    So it is for averages, indices, densities, unit prices and ranks, which are not added up either; "Đạt 100%" and "Số
    xã có tỷ lệ trên 90%" count things.
    """
    return said_of(column, unit) is Said.RATES


def says_percent(column: Cot, unit: str = "") -> bool:
    """Return whether a header, or the unit of the whole table, says that figures are percentages."""
    return any(_RATES.search(part) and _PERCENT.search(part) for part in [*_parts(column), unit.strip()])


def names_percent(texts: Sequence[str]) -> bool:
    """Return whether texts beside figures tell a reader what they are multiplied by: "%", "‰", "/100 dân", "Tỷ lệ"."""
    said = (_PERCENT, _PER_MANY, _SHARE)
    return any(pattern.search(text.strip()) for text in texts for pattern in said)


def are_points_of_criteria(columns: Sequence[Cot]) -> bool:
    """Return whether a column gives the most points to be had, which are added up, and so are those given.

    "Điểm chuẩn" does beside the points that something was given; alone it is what one must have to be let in.
    """
    most = [column for column in columns if any(_MOST_POINTS.search(part) for part in _parts(column))]
    others = [part for column in columns if column not in most for part in _parts(column)]
    passing = all(any(_PASS_MARK.search(part) for part in _parts(column)) for column in most)
    return bool(most) and (not passing or any(_POINTS.search(part) for part in others))


def counts_things(column: Cot) -> bool:
    """Return whether a head counts or measures what has a price or a rate ("Số người", "Diện tích", "Tháng")."""
    parts = _parts(column)
    return bool(parts) and _QUANTITY.search(parts[-1]) is not None and not _is_rates(parts[-1])


def says_price(column: Cot) -> bool:
    """Return whether a head names what one thing costs or gets ("Mức trợ cấp", "Đơn giá")."""
    return any(_UNIT_PRICE.search(part) for part in _parts(column))


def says_money(column: Cot) -> bool:
    """Return whether a head, or the kind of its column, speaks of sums of money."""
    return column.kieu == "tiền" or any(_SUM_OF_MONEY.search(part) for part in _parts(column))


def _parts(column: Cot) -> list[str]:
    """Return the parts of a header that say what its figures are: "Số hộ" under "Tỷ lệ hộ nghèo" counts."""
    parts = [" ".join(str(part).split()) for part in column.ten or []]
    return parts[-1:] if parts and _COUNT.search(parts[-1]) else parts


def _is_rates(part: str) -> bool:
    if _GROWTH.search(part) and _has_unit(part):  # "Tăng trưởng đàn (con)"
        return False
    if any(pattern.search(part) for pattern in (_RATES, _RATIO, _EACH_HAS, _BARE_PER_THING)):
        return True
    years = _YEARS.search(part)
    if years and years[1] > years[2]:  # 2026/2025; a school year is 2025/2026
        return True
    return any(_PER_THING.match(inside.strip()) for inside in BRACKETED.findall(part))


def _of_a_comparison(parts: Sequence[str], otherwise: Said) -> Said:
    """Return what a comparison says by its unit: times, or things that are added up."""
    for part in parts:
        if _TIMES.search(part):
            return Said.RATES
        if _has_unit(part):
            return Said.SUMS
    return otherwise


def _has_unit(part: str) -> bool:
    """Return whether a head has the unit of things that are added up in brackets."""
    inside = [text.strip() for text in BRACKETED.findall(part)]
    return any(_UNIT.fullmatch(text) and not _NO_UNIT.search(text) for text in inside)
