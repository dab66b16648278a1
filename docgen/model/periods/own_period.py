"""The period that a paper says it speaks of: declared, or named in its trích yếu; and how to declare it.

Promise: a period is returned only where it is sure. A report that declares none, and whose quarter or month is not
clear, has no period here; the likeliest one can be proposed to the clerk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from docgen.model.periods.period import DAY, MONTH, MONTHS, PART, QUARTER, STAGE, YEAR, Mention, Step, as_day
from docgen.vietnamese.mentions import tim_thoi_gian, tim_trong_ten

_UNITS = (("thang", MONTH, 12), ("quy", QUARTER, 4))
_TAG = re.compile(r"\{\{\s*([\w.]+)[^}]*\}\}")
OUTLOOK = re.compile(r"\b(?:phương hướng|nhiệm vụ|kế hoạch|chương trình|giải pháp|dự kiến)\b", re.IGNORECASE)
"""What opens the part of a trích yếu that speaks of the time to come."""

_ROUTINE = re.compile(r"\b(?:công tác|nhiệm vụ)(?:\s+(?:trọng tâm|chủ yếu))?\s*$", re.IGNORECASE)
_WEEK = re.compile(r"\btuần\s+(?:thứ\s+)?\d", re.IGNORECASE)
_HEADING = re.compile(r"^\s*#+\s.*$", re.MULTILINE)


def step_of(value: Mapping[str, Any], *, report: bool = False) -> Step | None:
    """Return the way from the period that a data file (as read, nothing called in) speaks of; None where none is sure.

    A report has its `ky_bao_cao`, else the period its trích yếu names; any other paper its year of subject: `nam`, else
    that of its day, else the one its trích yếu names. A paper whose trích yếu speaks of a stage that begins with that
    year moves by the whole stage. A paper of a week has none: weeks are not carried on.
    """
    period = value.get("ky_bao_cao")
    if isinstance(period, Mapping):
        return _declared(period, value)
    if is_weekly(value):
        return None
    step = _named(value, report=report)
    if step is None or step.unit != YEAR or step.years > 1:
        return step
    for item in (item for text in _subjects(value) for item in tim_thoi_gian(text) if item.kind == STAGE):
        first, last = item.number("year"), item.number("last")
        if first and last == first + 1 and step.year in (first, last):
            return replace(step, season=first)
    return step


def is_weekly(value: Mapping[str, Any]) -> bool:
    """Return whether the trích yếu of a paper names a week by its number."""
    return bool(_WEEK.search(_said(value.get("trich_yeu"), value)))


def _named(value: Mapping[str, Any], *, report: bool) -> Step | None:
    """Return the period of a paper that declares none, by its trích yếu and its year."""
    subject = _said(value.get("trich_yeu"), value)
    main, outlook = _parted([item for item in tim_thoi_gian(subject) if item.kind != MONTHS])
    parts = [item for item in main if item.kind in (MONTH, QUARTER)]
    if not report:
        routine = [item for item in parts if _ROUTINE.search(subject[: item.start])]
        return _of_part(routine, main, outlook, value) if len(routine) == len(parts) == 1 else _of_year(value)
    if parts:
        return _of_part(parts, main, outlook, value)
    if not main and any(item.kind != YEAR for item in _hints(value, "")):
        return None
    return _of_report_year(main, value)


def proposed(value: Mapping[str, Any], name: str) -> Mapping[str, int]:
    """Return the `ky_bao_cao` that a report most likely means, from its texts and the names of its files.

    `name` is that of its own file.
    """
    items = [*tim_thoi_gian(_said(value.get("trich_yeu"), value)), *_hints(value, name)]
    found: Counter[tuple[str, int | None]] = Counter()
    for item in items:
        if item.kind == PART and (item.number("count") or 0) % 3:
            found[MONTH, item.number("count")] += 1
        elif item.kind != PART:
            found[item.kind, item.number("month") or item.number("quarter")] += 1
    years = [item.number("year") for item in (*items, *tim_trong_ten(name))]
    year = _own_year(value) or next((item for item in years if item), 2026)
    kind, number = next(((kind, number) for (kind, number), _ in found.most_common() if number), (QUARTER, 2))
    return {"thang" if kind == MONTH else "quy": number or 0, "nam": year}


def _declared(period: Mapping[str, Any], value: Mapping[str, Any]) -> Step | None:
    """Return the period of a `ky_bao_cao`; None where a part of it is not a number."""
    given = period.get("nam", _own_year(value))
    year = given if isinstance(given, int) else None
    for key, unit, last in _UNITS:
        if year is not None and key in period:
            number = period[key]
            return Step(unit, year, number) if isinstance(number, int) and 1 <= number <= last else None
    return Step(YEAR, year) if year is not None else None


def _of_part(
    parts: list[Mention], main: list[Mention], outlook: list[Mention], value: Mapping[str, Any]
) -> Step | None:
    """Return the quarter or month that a trích yếu names; None where it names several, or several years."""
    named = {(item.kind, item.number("month") or item.number("quarter") or 0) for item in parts}
    years = {item.number("year") for item in main} - {None}
    if len(named) > 1 or len(years) > 1:
        return None
    kind, number = named.pop()
    year = years.pop() if years else _year_before(outlook, kind, number) or _year_of(kind, number, value)
    return Step(kind, year, number) if year else None


def _year_before(outlook: list[Mention], kind: str, number: int) -> int | None:
    """Return the year of a quarter or month whose outlook names one: "Quý IV và nhiệm vụ Quý I năm 2027"."""
    for item in outlook:
        year, following = item.number("year"), item.number("month") or item.number("quarter")
        if year and item.kind == kind and following:
            return year - (1 if following < number else 0)
    return None


def _year_of(kind: str, number: int, value: Mapping[str, Any]) -> int | None:
    """Return the year of a quarter or month named without one: `nam`, else the latest that it has begun in."""
    year, day = value.get("nam"), as_day(value.get("ngay"))
    if isinstance(year, int):
        return year
    if day:
        begins = number if kind == MONTH else 3 * number - 2
        return day.year - (1 if day.month < begins else 0)
    return None


def _of_report_year(main: list[Mention], value: Mapping[str, Any]) -> Step | None:
    """Return the year, or the stage that is over, of a report whose trích yếu names no quarter or month."""
    given, own = value.get("nam"), _own_year(value)
    years = {item.number("year") for item in main if item.kind in (YEAR, PART)} - {None}
    monthly = any(item.kind == PART and (item.number("count") or 0) % 3 for item in main)  # "5 tháng đầu năm 2026"
    if len(years) > 1 or monthly:
        return None
    if years:
        return Step(YEAR, years.pop() or 0)
    for item in main:
        first, last = item.number("year"), item.number("last")
        over = given in (first, last) if given else own is None or last is None or own >= last
        if item.kind == STAGE and first and last and over:
            return _stage(first, last)
    return Step(YEAR, own) if own else None


def _of_year(value: Mapping[str, Any]) -> Step | None:
    year = _own_year(value)
    found = [item for text in _subjects(value) for item in tim_thoi_gian(text)]
    if year is None:
        year = next((item.number("year") for item in found if item.number("year")), None)
    if year is None:
        return None
    last = next((item.number("last") for item in found if item.kind == STAGE and item.number("year") == year), None)
    return _stage(year, last or year)


def _stage(first: int, last: int) -> Step:
    """Return a stage of years; two years in a row are those of a school year, which moves by one."""
    return Step(YEAR, first, years=last - first + 1 if last > first + 1 else 1)


def _own_year(value: Mapping[str, Any]) -> int | None:
    year = value.get("nam")
    return year if isinstance(year, int) else _year_of_issue(value.get("ngay"))


def _parted(found: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return the times that a trích yếu reports on, and those of its outlook: "… và phương hướng Quý III"."""
    for number, item in enumerate(found):
        before = found[number - 1].end if number else 0
        if number and OUTLOOK.search(item.text[before : item.start]):
            return found[:number], found[number:]
    return [item for item in found if item.kind != DAY], []


def _hints(value: Any, name: str) -> Iterator[Mention]:
    """Yield what speaks of a period elsewhere: headings, quarters in the body, names of files and sheets."""
    yield from (item for item in tim_trong_ten(name) if item.kind in (QUARTER, MONTH))
    for key, text in _texts(value):
        if key in ("tep", "sheet", "vung"):
            yield from (item for item in tim_trong_ten(text) if item.kind in (QUARTER, MONTH))
        elif key == "tieu_de":
            yield from _sure(text)
        elif key == "noi_dung":
            yield from (item for heading in _HEADING.findall(text) for item in _sure(heading))
            yield from (item for item in _sure(text) if item.kind in (QUARTER, PART))


def _sure(text: str) -> list[Mention]:
    """Return the times of a text, without what may be none: "Q2" may be a district, "6 tháng" a term."""
    return [item for item in tim_thoi_gian(text) if not item.short]


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of the data with the name it stands under; texts cited and other papers aside."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name not in ("vb", "ky_truoc", "ke_hoach", "co_quan", "xem_lai"):
                yield from _texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, key)


def _subjects(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the paper and its attachment are about, with the office's own texts that they may quote."""
    attached = value.get("kem_theo")
    for text in (value.get("trich_yeu"), attached.get("trich_yeu") if isinstance(attached, Mapping) else None):
        yield _said(text, value)


def _said(text: Any, value: Mapping[str, Any]) -> str:
    """Return a text with `nam` and the office's own texts in the place of the tags that quote them."""

    def quoted(match: re.Match[str]) -> str:
        found: Any = value
        for part in match[1].split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return str(found) if isinstance(found, str | int) else "·"

    return _TAG.sub(quoted, text) if isinstance(text, str) else ""


def _year_of_issue(value: Any) -> int | None:
    """Return the year of a day as data files may write it, of a draft too (`IssueDate`): "11/2026", 2026."""
    if day := as_day(value):
        return day.year
    year = re.search(r"(?<!\d)\d{4}(?!\d)", value if isinstance(value, str) else str(value or ""))
    return int(year[0]) if year else None


__all__ = ["OUTLOOK", "is_weekly", "proposed", "step_of"]
