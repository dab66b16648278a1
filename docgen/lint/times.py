"""Times in prose that there are not: "tháng 13", "quý V", "tuần 54", "31/11", "24h30", the wrong day of a week.

Promise: only what can be nothing else. A number that counts ("mỗi tháng 20 triệu", "lương tháng 13"), an address, a
number of a paper and what stands in quotation marks is no time. A full day that no calendar has ("ngày 31/11", "30/02/
2026") is reported where the text is read (DL105), not here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from docgen import vietnamese
from docgen.vietnamese import LanguageError

_HINTS = re.compile(
    r"tháng\s+(?:0|1[3-9]|[2-9]\d)|qu[ýí]\s+(?:V|IX|I{4}|[05-9]|\d\d)|tuần\s+(?:0|[5-9]\d)|ngày\s+(?:0|[3-9]\d)|3\d/\d|[23]\d-\d|[23]\d\.\d|\d[hg]\d"
    r"|(?:lúc|hồi|vào|bắt đầu|kết thúc)\s+\d|2[4-9]\s+giờ",
    re.IGNORECASE,
)
_WEEKDAY_HINTS = re.compile(r"thứ\s|chủ\s+nhật|\bCN\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|\{\{.*?\}\}")
_YEAR = r"(?:\s*/\s*|\s+năm\s+)(?:19|20|21)\d\d(?!\d)"
_END = r"(?=\s*(?:[.;:)!?]|,(?!\d)|$|\n|và\s|hoặc\s))(?!\.\d)"
_COUNTS = re.compile(
    r"(?:\b(?:mỗi|một|hằng|hàng|từng|theo|bình quân|trung bình|lương|thưởng|tuổi|thứ|\d+|ông|bà|anh|chị|đường|phố|ngõ"
    r"|khu)|[(]\d+)\s+$",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\btháng\s+(?P<number>\d{{1,2}})(?!\d)(?:{_YEAR}|{_END})", re.IGNORECASE)
_QUARTER = re.compile(rf"\b[Qq][uU][ýíÝÍ]\s+(?P<number>V|VI{{1,3}}|I{{4,}}|IX|\d{{1,2}})(?![\w])(?:{_YEAR}|{_END})")
_WEEK = re.compile(rf"\btuần\s+(?P<number>\d{{1,2}})(?!\d)(?:{_YEAR}|{_END})", re.IGNORECASE)
_DAY = re.compile(rf"\bngày\s+(?P<number>\d{{1,2}})(?!\d){_END}", re.IGNORECASE)
_NUMBERED = (
    (_MONTH, range(1, 13), "một năm có tháng 1 đến tháng 12"),
    (_QUARTER, range(1, 5), "một năm có Quý I đến Quý IV"),
    (_WEEK, range(1, 54), "một năm có nhiều nhất 53 tuần; đếm tuần của một việc thì viết “tuần thứ {}”"),
    (_DAY, range(1, 32), "một tháng có nhiều nhất 31 ngày; đếm ngày thì viết “ngày thứ {}”"),
)
"""What has a number, the numbers it can have, and what is right."""

_SHORT = re.compile(
    r"(?:\b(?:trước|đến|tới|hết|từ|sau|hạn|vào|trong)\s+|\d/\d{1,2}\s*[-–]\s*)(?P<day>\d{1,2})/(?P<month>\d{1,2})"
    rf"(?![\w/-]){_END}",
    re.IGNORECASE,
)
_FULL = re.compile(  # with strokes, or after "ngày", it is reported where it is read
    r"(?<![\w/.,-])(?<!số )(?<!ngày )(?P<day>\d{1,2})(?P<sign>[.-])(?P<month>\d{1,2})(?P=sign)"
    r"(?P<year>(?:19|20|21)\d\d)(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\w.,])(?P<hour>\d{1,2})h(?P<minute>\d\d)(?!\w)"
    r"|\b(?:lúc|hồi|vào|từ|đến|trước|sau|bắt đầu)\s+(?P<hour1>\d{1,2})g(?P<minute1>\d\d)(?!\w)"
    r"|\b(?:lúc|hồi)\s+(?P<hour2>\d{1,2})\s*(?:giờ|:)\s*(?P<minute2>\d\d)?"
    r"|\b(?:vào|bắt đầu|kết thúc)\s+(?P<hour3>\d{1,2})\s+giờ\s+(?P<minute3>\d\d)"
    r"|(?<![\w.,])(?P<hour4>\d{1,2})\s+giờ\s+(?P<minute4>\d\d)(?:\s+phút)?(?=,?\s+(?:ngày\s+\d|cùng ngày|hôm nay))",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\s+(?:học|dạy|giảng|làm|công|bay|tập|thực hành|lý thuyết|máy|phát|trực|tình nguyện|sóng|huấn luyện|bồi dưỡng)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:tổng(?:\s+(?:số|cộng|thời\s+gian|thời\s+lượng))?|trong|thời\s+lượng|đủ|khoảng|kéo\s+dài|mất|gồm|dài|quá|hơn)"
    r"\W+$",
    re.IGNORECASE,
)
"""What makes a number of hours how long something takes: "25h00 học", "trong 26h30"."""

_HOUR_PARTS = (("hour", "hour1", "hour2", "hour3", "hour4"), ("minute", "minute1", "minute2", "minute3", "minute4"))
_LATEST = 29  # "24h30" is an hour of the day, "48h00" how long something takes
_NAMES = r"(?P<name>[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb][ảẩ]y|[2-7])|[Cc]hủ\s+[Nn]hật)"
_NAME = _NAMES.replace("?P<name>", "?:")
_MORE_NAMES = r"(?:\s*[,;&–-]\s*|\s+(?:và|đến|hoặc)\s+)(?:(?:các|cả|ngày|sáng|chiều|tối|hết)\s+)*"
_LISTED_BEFORE = re.compile(rf"{_NAME}{_MORE_NAMES}$")
_LISTED_AFTER = re.compile(rf"{_MORE_NAMES}{_NAME}")
"""Other days of the week beside one: "thứ Hai, thứ Tư (13/7, 15/7)" does not say which is which."""

_LONG_DAY = r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?!\d)(?:\s+năm\s+(?P<year>\d{4})(?!\d))?"
_SHORT_DAY = r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?:(?P=sign)(?P<year>\d{4}))?(?![\d/])"
_SUNDAY = re.compile(
    r"\b(?P<name>CN)\s*[,(:–-]?\s*(?:ngày\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])"
)
_WEEKDAYS = tuple(
    re.compile(pattern)
    for day in (_LONG_DAY, _SHORT_DAY)
    for pattern in (
        rf"\b{_NAMES}\s*[,:–-]?\s*\(?\s*(?:[Nn]gày\s+)?{day}",
        rf"\b[Nn]gày\s+{day}\s*,?\s*\(?\s*{_NAMES}\b",
    )
)
_ORDINAL = re.compile(
    r"\b(?:(?:phiên|kỳ|cuộc)(?:\s+họp)?|lần|kh(?:óa|oá)|đợt|hội nghị|hạng|người|số|giải|ca)\s+$", re.IGNORECASE
)
_OF_TIME = re.compile(
    r"(?:^|[,;:(\n-]|\b(?:vào|sáng|chiều|trưa|tối|đến|từ|trước|hạn|ngày|lúc|giờ|phút|hết|sau|và|\d+h\d*))\s*$",
    re.IGNORECASE,
)


def no_such_times(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the times in a text that there are not: where each begins, as written, and what is right."""
    if not _HINTS.search(text):
        return
    plain = _unquoted(text)
    for pattern, possible, why in _NUMBERED:
        for match in pattern.finditer(plain):
            number = match["number"]
            fits = number.isdigit() and int(number) in possible
            if not fits and not _COUNTS.search(plain, 0, match.start()) and not _is_name(match):
                yield match.start(), match[0].strip(), why.format(number)
    yield from _short_days(plain)
    yield from _full_days(plain)
    yield from _hours(plain)


def wrong_weekdays(text: str, issued: date | None) -> Iterator[tuple[int, str, str]]:
    """Yield the days of a week that are not those of their day: where each begins, as written, and what is right.

    A day without a year is the one nearest to the day of issue; without that, nothing is said of it.
    """
    if not _WEEKDAY_HINTS.search(text):
        return
    plain = _unquoted(text)
    for pattern in (*_WEEKDAYS, _SUNDAY):
        for match in pattern.finditer(plain):
            if not _is_ordinal(match) and not _is_listed(match) and (right := _right_weekday(match, issued)):
                yield match.start(), match[0], right


def _unquoted(text: str) -> str:
    """Return a text of the same length in which tags and what is quoted count for nothing."""
    return _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)


def _is_name(match: re.Match[str]) -> bool:
    """Return whether a capital "Quý" follows another capital within a sentence: "ông Trần Quý V"."""
    words = match.string[: match.start()].rpartition("\n")[2].split()
    return match[0][0] == "Q" and len(words) > 1 and words[-1].istitle() and words[-2][-1].isalnum()


def _short_days(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the days without a year that months are too short for: "trước 31/11". Others may be fractions."""
    for match in _SHORT.finditer(text):
        day, month = int(match["day"]), int(match["month"])
        deadline = match[0].lower().startswith(("trước", "hạn"))
        if 1 <= month <= 12 and (day <= 31 or (deadline and day < 40)):
            last = calendar.monthrange(2024, month)[1]
            if day > last:
                yield match.start("day"), f"{match['day']}/{match['month']}", f"tháng {month} có {last} ngày"


def _full_days(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the full days that no calendar has: "31-11-2026"."""
    for match in _FULL.finditer(text):
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
        if 1 <= month <= 12 and day < 40:
            last = calendar.monthrange(year, month)[1]
            if day > last:
                yield match.start(), match[0], f"tháng {month} có {last} ngày"


def _hours(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _HOUR.finditer(text):
        hour, minute = (next((int(match[name]) for name in names if match[name]), 0) for names in _HOUR_PARTS)
        if minute > 59:
            yield match.start(), match[0].strip(), "một giờ có 60 phút: 00 đến 59"
        elif hour * 60 + minute > 24 * 60 and hour <= _LATEST and not _is_lasting(match):
            right = f" ({hour - 24} giờ {minute:02} hôm sau)"
            yield match.start(), match[0].strip(), f"một ngày có 24 giờ{right}"


def _is_lasting(match: re.Match[str]) -> bool:
    """Return whether hours are how long something takes."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_LASTS.match(after) or _LASTING.search(before))


def _is_listed(match: re.Match[str]) -> bool:
    """Return whether other days of the week stand beside the one matched."""
    if match.start("name") == match.start():
        return bool(_LISTED_BEFORE.search(match.string, 0, match.start()))
    return bool(_LISTED_AFTER.match(match.string, match.end()))


def _is_ordinal(match: re.Match[str]) -> bool:
    """Return whether "thứ hai" before a day counts something: "lần thứ hai, ngày …"; a capital makes it a day."""
    if match.start("name") != match.start():
        return False
    before, name = match.string[: match.start()], match["name"]
    if name == "CN":  # of a company or a branch it may be too
        return not _OF_TIME.search(before)
    if _ORDINAL.search(before):
        return True
    last = name.split()[-1]
    return last.islower() and name[0] == "t" and not _OF_TIME.search(before)


def _right_weekday(match: re.Match[str], issued: date | None) -> str:
    """Return what is right, "" where the day of the week is, or where there is no such day."""
    if match["year"]:
        years = [int(match["year"])]
    elif issued:
        years = [issued.year - 1, issued.year, issued.year + 1]
    else:
        return ""
    try:
        named = vietnamese.doc_thu("chủ nhật" if match["name"] == "CN" else match["name"].replace("ẩy", "ảy"))
        days = [date(year, int(match["month"]), int(match["day"])) for year in years]
    except (LanguageError, ValueError):
        return ""
    day = min(days, key=lambda day: abs(day - (issued or day)))
    if day.weekday() == named:
        return ""
    return f"ngày {vietnamese.ngay_ngan(day)} là {vietnamese.thu(day)}"
