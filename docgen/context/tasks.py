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
    r"thuong_xuyen|hang_(thang|quy|nam|tuan|ngay)|dinh_ky|theo_(quy_dinh|ke_hoach|thoi_han|yeu_cau|huong_dan|chi_dao|tien_do)|sau_khi|lien_tuc"
)
_QUARTER = re.compile(r"quy_(iv|iii|ii|i|[1-4])(?:\W+|_)?(?:nam_)?(?:/?_?(\d{4}))?")
_MONTH = re.compile(r"thang_(\d{1,2})(?:(?:/|_nam_|_)(\d{4}))?(?!\d)")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?!\d)|ngay_(\d{1,2})_thang_(\d{1,2})(?:_nam_(\d{4}))?")
_HALF = re.compile(r"6_thang_(dau|cuoi)_nam")
_YEAR = re.compile(r"nam_(\d{4})|/(\d{4})")


@dataclass(frozen=True, slots=True)
class Period:
    """When work is to be done; both None for work without end."""

    start: date | None
    end: date | None


def deadline(text: Any, year: int) -> Period | None:
    """Return the period a deadline names, `year` standing in where it names none; None when it cannot be read."""
    if isinstance(text, date):
        return Period(None, text)
    if not isinstance(text, str) or not text.strip():
        return None
    words = plain(text)
    if _ENDLESS.search(words):
        return Period(None, None)
    found = [match[1] or match[2] for match in _YEAR.finditer(words)]
    year = int(found[-1]) if found else year
    periods = sorted(_periods(words, year), key=lambda item: item[1])
    if not periods:
        inside = re.search(r"(^|_)(trong|ca)_nam", words) or re.fullmatch(r"nam_\d{4}", words)
        return Period(date(year, 1, 1), date(year, 12, 31)) if inside else None
    start, end = periods[0][0], periods[-1][1]
    if re.search(r"(^|_)truoc_", words):
        return (
            Period(None, end - timedelta(days=1))
            if _DAY.search(words)
            else Period(None, periods[-1][0] - timedelta(days=1))
        )
    if words.startswith("tu_") and len(periods) == 1 and "_den_" not in words:
        return Period(start, date(start.year, 12, 31))
    return Period(start, end)


def _periods(words: str, year: int) -> list[tuple[date, date]]:
    found = []
    rest = words
    for match in _DAY.finditer(words):
        day, month, own = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        try:
            at = date(int(own or year), int(month), int(day))
        except ValueError:
            continue
        found.append((at, at))
        rest = rest.replace(match[0], " ")
    for match in _HALF.finditer(rest):
        first = 1 if match[1] == "dau" else 7
        found.append(_months(year, first, first + 5))
    rest = _HALF.sub(" ", rest)
    for match in _QUARTER.finditer(rest):
        number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1]) or int(match[1])
        found.append(_months(int(match[2] or year), 3 * number - 2, 3 * number))
    for match in _MONTH.finditer(rest):
        if 1 <= int(match[1]) <= 12:
            found.append(_months(int(match[2] or year), int(match[1]), int(match[1])))
    return found


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
