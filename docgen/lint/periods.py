"""The period that a paper speaks of against its day of issue: what can be, and what is likely a year typed wrongly."""

from __future__ import annotations

import re
from datetime import date, timedelta

from docgen import vietnamese
from docgen.lint.spans import spans
from docgen.model.paper import VanBan
from docgen.model.parts import KyBaoCao
from docgen.model.periods.own_period import OUTLOOK
from docgen.vietnamese.mentions import MONTH, PART, QUARTER, STAGE, YEAR, Mention, tim_thoi_gian

_YEAR_TAG = re.compile(r"\{\{\s*nam\s*\}\}")
_AHEAD = re.compile(
    r"\b(?:dự kiến|dự báo|dự toán|ước|chuẩn bị|đăng ký|nhu cầu|đề xuất|xây dựng|lập|tiến độ)\b", re.IGNORECASE
)
_PREPARED = re.compile(
    r"\bkết quả(?:\s+(?:việc|công tác|tổ chức))?\s+(?:giao|phân bổ|phân khai|phân công|bố trí|lựa chọn|chọn|thẩm định"
    r"|phê duyệt|thông qua|rà soát|khảo sát|lấy ý kiến|góp ý|thảo luận|thống nhất|hiệp thương|ký kết|cam kết|tiếp nhận"
    r"|đàm phán|thương thảo|đấu thầu|đấu giá|bốc thăm)\b",
    re.IGNORECASE,
)
"""What is done for a year before it begins: "kết quả giao chỉ tiêu biên chế năm 2027"."""

_BACK = re.compile(r"\b(?:kết quả|tình hình|thực hiện|tổng kết|sơ kết|đánh giá|công tác)\b", re.IGNORECASE)


_EARLY_DAYS = 14  # before the end of a period that ends early in a month
_SCHOOL_YEAR = re.compile(r"\btổng kết\b(?:[^,;]*\s)?năm học\s*$", re.IGNORECASE)


def usual_years(paper: VanBan) -> set[int]:
    """Return the years that a paper may speak of; none while its year of issue is not known.

    A plan speaks of its own year or of the next, and a report of early spring of the year before. In the first months
    of a year a paper rarely speaks of the next: more likely its date still has the old year.
    """
    issued = paper.issued_in
    if issued is None:
        return set()
    early = paper.ngay is not None and paper.ngay.month <= 3
    usual = {issued} if early else {issued, issued + 1}
    if early and paper.kind.nam_truoc:
        usual.add(issued - 1)
    return usual


def has_odd_year(paper: VanBan) -> bool:
    """Return whether the declared year is unusually far from the year of issue."""
    return bool(paper.nam is not None and paper.issued_in is not None and paper.nam not in usual_years(paper))


def subject(text: str, paper: VanBan) -> str:
    """Return a trích yếu with the year in the place of its tag; other tags count for nothing."""
    return re.sub(r"\{\{.*?\}\}", "·", _YEAR_TAG.sub(str(paper.year or "·"), text))


def reported(paper: VanBan) -> tuple[str, date] | None:
    """Return the period that a report is about, and the first day on which one can speak of it; None if not sure.

    Reports are signed some days or weeks before a period ends: in its last month, those on half a year a month
    earlier. Those on a year that also say what the next will bring are signed from July on; others on a year may be of
    something that is over early, and only must not be signed before it. A span of days can be spoken of once it begins.
    """
    if paper.ky_bao_cao:
        return _declared(paper.ky_bao_cao, paper)
    text = subject(paper.trich_yeu, paper)
    if paper.kind.theo_ky and (span := next(spans(text), None)):
        return (span.words, span.first) if span.last >= span.first and _looks_back(text[: span.start]) else None
    times = [item for item in tim_thoi_gian(text) if item.kind in (MONTH, QUARTER, PART, YEAR, STAGE)]
    if not times or not paper.kind.theo_ky or not _looks_back(text[: times[0].start]):
        return None
    years = {item.number("year") for item in times} - {None}
    year = times[0].number("year") or (years.pop() if len(years) == 1 else None if years else paper.nam)
    if times[0].kind == YEAR and _PREPARED.search(text[: times[0].start]):
        return None
    first = _first_day(times[0], year) if year else None
    if first and times[0].kind == YEAR and _has_outlook(times, text):
        first = date(first.year, 7, 1)
    return (times[0].words, first) if first else None


def _declared(period: KyBaoCao, paper: VanBan) -> tuple[str, date] | None:
    if period.thang:
        name, last = vietnamese.thang(period.thang, period.nam), period.thang
    elif period.quy:
        name, last = vietnamese.quy(period.quy, period.nam), 3 * period.quy
    elif period.den:
        name, last = f"kỳ đến ngày {vietnamese.ngay_ngan(period.den)}", 0
    else:
        name, last = f"năm {period.nam}", 7
    if period.den:
        return name, min(period.den.replace(day=1), period.den - timedelta(days=_EARLY_DAYS))
    if not (period.thang or period.quy) and paper.tinh_den is not None:
        return None
    return name, date(period.nam, last, 1)


def _looks_back(before: str) -> bool:
    """Return whether what comes before a time in a title speaks of what was done in it."""
    if _AHEAD.search(before) or OUTLOOK.match(before):
        return False
    return not OUTLOOK.search(before) or _BACK.search(before) is not None


def _has_outlook(times: list[Mention], text: str) -> bool:
    """Return whether a title says what the year after that of its first time will bring: "phương hướng năm 2027"."""
    after = (times[0].number("year") or 0) + 1
    later = [item for item in times[1:] if item.kind == YEAR and item.number("year") == after]
    return any(OUTLOOK.search(text[times[0].end : item.start]) for item in later)


def _first_day(time: Mention, year: int) -> date | None:
    """Return the first day on which one can speak of a time named in a title."""
    if time.kind == MONTH:
        return date(year, time.number("month") or 1, 1)
    if time.kind == QUARTER:
        return date(year, 3 * (time.number("quarter") or 1), 1)
    if time.kind == YEAR:
        return date(year, 1, 1)
    if time.kind == STAGE:
        last = time.number("last") or 0
        school_year = _SCHOOL_YEAR.search(time.text[: time.start])
        return date(last, 1, 1) if school_year and last == year + 1 else None
    months = re.match(r"0?([369])\s+tháng\s+đầu", time.words)
    return date(year, max(int(months[1]) - 1, 1), 1) if months else None


__all__ = ["has_odd_year", "reported", "subject", "usual_years"]
