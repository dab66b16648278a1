"""Deadlines of tasks as plans write them, and the state of a task on a day.

A deadline is a text: "Quý II/2026", "trước ngày 15/12", "trong năm", "thường xuyên". It is understood as the period
in which the work is to be done; what has no end (thường xuyên, theo quy định) is never late.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from docgen import vietnamese
from docgen.model.fields import plain

DONE, LATE_DONE = "Hoàn thành", "Hoàn thành chậm"
RUNNING, OVERDUE, AHEAD, ALWAYS = "Đang thực hiện", "Quá hạn", "Chưa đến hạn", "Thường xuyên"
STATES = {"hoan_thanh": DONE, "hoan_thanh_cham": LATE_DONE, "dang_thuc_hien": RUNNING, "qua_han": OVERDUE,
          "chua_den_han": AHEAD, "thuong_xuyen": ALWAYS}  # fmt: skip
_ENDLESS = re.compile(
    r"thuong_xuyen|hang_(thang|quy|nam|tuan|ngay)|dinh_ky|dot_xuat|lien_tuc|sau_khi|khi_(co|can|phat_sinh)|"
    r"theo_(quy_dinh|ke_hoach|thoi_han|yeu_cau|huong_dan|chi_dao|tien_do)"
)
_AND = r"(?:\s*[,;+&–]_?|_+(?:va|den|hoac)_|_+)"  # plain() has made "_" of spaces and hyphens
_QUARTER = re.compile(
    rf"quy_((?:iv|iii|ii|i|[1-4])(?![a-z\d])(?:{_AND}(?:iv|iii|ii|i|[1-4])(?![a-z\d]))*)(?:\W+|_)?(?:nam_)?(?:/?_?(\d{{4}}))?"
)
_MONTH = re.compile(rf"thang_(\d{{1,2}}(?!\d)(?:{_AND}\d{{1,2}}(?![\d/]|_\d))*)(?:(?:/|_nam_|_)(\d{{4}}))?(?!\d)")
_MONTH_OF_YEAR = re.compile(r"(?<![\d/])t?(\d{1,2})/(\d{4})(?!\d)")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?!\d)|ngay_(\d{1,2})_thang_(\d{1,2})(?:_nam_(\d{4}))?")
_DASHED = re.compile(r"(?<!thang_)(?<!\d)(\d{1,2})([._])(\d{1,2})\2(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})_(\d{2})_(\d{2})(?!\d)")
_PART = re.compile(r"([369])_thang_(dau|cuoi)_nam")
_YEAR = re.compile(r"nam_(\d{4})|/(\d{4})")
_YEARS = re.compile(r"(?<!hoc_)(?<![\d/])(\d{4})_(\d{4})(?!\d)")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """When work is to be done; both None for work without end."""

    start: date | None
    end: date | None


def deadline(text: Any, year: int) -> Period | None:
    """Return the period a deadline names, in `year` where it names none; None when it cannot be read."""
    if isinstance(text, vietnamese.NgayIn) and not text.co_ngay:
        return deadline(text.chu, text.year)
    if isinstance(text, date):
        return Period(None, text)
    if not isinstance(text, str) or not text.strip():
        return None
    words = _DASHED.sub(r"\1/\3/\4", _ISO.sub(r"\3/\2/\1", plain(text)))
    if _ENDLESS.search(words):
        return Period(None, None)
    found = [match[1] or match[2] for match in _YEAR.finditer(words)]
    year = int(found[-1]) if found else year
    periods = sorted(_periods(words, year), key=lambda item: item[1])
    if not periods:
        return _of_years(words, year)
    start, end = periods[0][0], periods[-1][1]
    if re.search(r"(^|_)truoc_", words):
        bound = end if _DAY.search(words) else periods[-1][0]
        return Period(None, bound - timedelta(days=1))
    if words.startswith("sau_"):
        last = date(end.year, 12, 31)
        return Period(end + timedelta(days=1), last) if end < last else None
    alone = len(periods) == 1 and not words.startswith("tu_")
    if alone and re.match(r"(?:xong_|hoan_thanh_)?(?:den|cham_nhat)_", words):
        return Period(None, end)
    if words.startswith("tu_") and len(periods) == 1 and "_den_" not in words:
        return Period(start, date(start.year, 12, 31))
    return Period(start, end)


def _of_years(words: str, year: int) -> Period | None:
    """Return the period of a deadline that names no part of a year."""
    if match := _YEARS.search(words):
        if match[1] > match[2]:
            return None
        return Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31))
    if re.search(r"(^|_)cuoi_nam", words):
        return Period(*_months(year, 10, 12))
    if re.match(r"(?:den|cham_nhat)_(?:het_)?nam_\d{4}$", words):
        return Period(None, date(year, 12, 31))
    if re.search(r"(^|_)(trong|ca)_nam", words) or re.fullmatch(r"nam_\d{4}", words):
        return Period(date(year, 1, 1), date(year, 12, 31))
    if re.fullmatch(r"(?:19|20|21)\d\d", words):
        return Period(date(int(words), 1, 1), date(int(words), 12, 31))
    return None


def _periods(words: str, year: int) -> list[tuple[date, date]]:
    """Return the first and last day of each day, month, quarter or part of a year that a deadline names."""
    found = []

    def taken(pattern: re.Pattern[str], rest: str) -> tuple[list[re.Match[str]], str]:
        return list(pattern.finditer(rest)), pattern.sub(" ", rest)

    days, rest = taken(_DAY, _MONTH_OF_YEAR.sub(lambda m: f"thang_{m[1]}/{m[2]}", _unmonthed(words)))
    for match in days:
        day, month, own = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        try:
            at = date(int(own or year), int(month), int(day))
        except ValueError:
            continue
        found.append((at, at))
    parts, rest = taken(_PART, rest)
    for match in parts:
        months = int(match[1])
        found.append(_months(year, 1, months) if match[2] == "dau" else _months(year, 13 - months, 12))
    quarters, rest = taken(_QUARTER, rest)
    for match in quarters:
        for name in re.findall(r"iv|iii|ii|i|[1-4]", match[1]):
            number = _NUMBERS.get(name) or int(name)
            found.append(_months(int(match[2] or year), 3 * number - 2, 3 * number))
    for match in taken(_MONTH, rest)[0]:
        for number in re.findall(r"\d+", match[1]):
            if 1 <= int(number) <= 12:
                found.append(_months(int(match[2] or year), int(number), int(number)))
    return found


def _unmonthed(words: str) -> str:
    """Return the words of a deadline in which "Quý 2/2026" and "tháng 6/2026" cannot be taken for a bare 2/2026."""
    return re.sub(r"(?:thang|quy)_\d{1,2}/(?=\d{4})", lambda match: match[0].replace("/", "_nam_"), words)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def state(due: Period | None, done: Any, day: date) -> str:
    """Return the state of a task on `day`; `done` is the day it was done, or any mark that it was."""
    if isinstance(done, str):
        try:
            done = vietnamese.doc_ngay(done)
        except ValueError:
            done = str.__str__(done).strip()
    if isinstance(done, date):
        late = due is not None and due.end is not None and done > due.end
        if done <= day:
            return LATE_DONE if late else DONE
    elif done:
        return DONE
    if due is None or due.end is None:
        return ALWAYS
    if due.end < day:
        return OVERDUE
    return AHEAD if due.start is not None and due.start > day else RUNNING
