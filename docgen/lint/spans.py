"""Spans of time in prose: from a day to a day, from an hour to an hour of one day.

Promise: a span is read only where both of its ends are sure; what crosses the end of a year or of a day is one that
goes on, and a day that was put off or brought forward ("chuyển từ ngày … đến ngày …") is no span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_SIGNS = r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}-\d{1,2}-\d{4}"
_DAY = rf"(?:{_SIGNS}|\d{{1,2}}\s+tháng\s+\d{{1,2}}(?!\d)(?:(?:\s+năm\s+|/)\d{{4}})?)(?![\w/]|[.,-]\d)"
_DAYS = re.compile(
    rf"\btừ\s+(?:ngày\s+)?(?P<first>{_DAY}),?\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?(?P<last>{_DAY})",
    re.IGNORECASE,
)
_HOUR = r"\d{1,2}\s*(?:giờ|h|g)(?:\s*\d{2}(?!\d)(?:\s*phút)?)?"
_HOURS = re.compile(rf"\btừ\s+(?P<first>{_HOUR})\s+(?:đến|tới)\s+(?P<last>{_HOUR})(?=,?\s+ngày\s+\d)", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:chuyển|dời|đổi|điều chỉnh|lùi|rút|sớm|đẩy|sửa|giảm|thay|đính chính|ngược)\b[^.;\n]*$", re.IGNORECASE
)
_LATER = re.compile(r"\s*(?:\(?\s*(?:của\s+)?(?:năm|hôm|ngày)\s+(?:sau|tiếp|kế|hôm))", re.IGNORECASE)
_A_DAY_BEFORE = re.compile(r"(?:\d/\d{1,2}|tháng\s+\d{1,2}|/\d{4}|năm\s+\d{4}|hôm trước|đêm|tối)\W*$", re.IGNORECASE)
_DAYTIME, _MORNING = 18, 6
"""A span that begins before 18 o'clock and ends after 6 o'clock does not go on through one night."""


class Span(NamedTuple):
    """A span of days: where it begins in the text, its words, its first and its last day."""

    start: int
    words: str
    first: date
    last: date


def spans(text: str) -> Iterator[Span]:
    """Yield the spans of a text whose days are sure: the first may take the year of the last."""
    for match in _DAYS.finditer(text):
        if _MOVED.search(text, 0, match.start()) or _LATER.match(text, match.end()):
            continue
        first, last = _numbers(match["first"]), _numbers(match["last"])
        if len(last) == 3 and (days := _days(first, last)):
            yield Span(match.start(), match[0], *days)


def ends_before_it_begins(text: str) -> Iterator[tuple[int, str]]:
    """Yield the spans of a text that end before they begin: where each begins, and its words."""
    if "từ " not in text and "Từ " not in text:
        return
    for span in spans(text):
        if span.last < span.first:
            yield span.start, span.words
    for match in _HOURS.finditer(text):
        first, last = _numbers(match["first"]), _numbers(match["last"])
        night = first[0] >= _DAYTIME or last[0] <= _MORNING
        if last < first and not night and not _A_DAY_BEFORE.search(text, 0, match.start()):
            yield match.start(), match[0]


def _numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def _days(first: list[int], last: list[int]) -> tuple[date, date] | None:
    """Return the days of a span; None where the year of the first is not sure, or there is no such day."""
    day, month, year = last
    if len(first) == 2:
        whole_year = first[1] > month or (first[1] == month and first[0] == day + 1)  # "từ 16/12 đến 15/12/2026"
        first = [*first, year - 1 if whole_year else year]
    try:
        return date(first[2], first[1], first[0]), date(year, month, day)
    except ValueError:
        return None


__all__ = ["Span", "ends_before_it_begins", "spans"]
