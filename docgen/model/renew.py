"""The next paper from the last: what surely changes is changed, and what may is pointed at.

The number and the day go (they come with signing), the year or the period moves on by one, a report names the file
it was made from as its last period. Everything else stays as it was written, comments too. Lines that still speak of
the old year are returned: a year left over is the slip of every January.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from docgen import vietnamese

_PERIOD = re.compile(r"^\s*ky_bao_cao\s*[.=]")  # on one line, or key by key
_PERIOD_TABLE = re.compile(r"^\s*\[\s*ky_bao_cao\s*\]")
_GONE = re.compile(r"^\s*(so|ngay|da_ban_hanh|du_thao)\s*=")
_YEAR = re.compile(r"^(\s*nam\s*=\s*)(\d{4})(.*)$")
_DAY = re.compile(r"^# \s*ngay\s*=[^#]*?(?<!\d)(\d{4})(?!\d)")  # as it was just taken out
_LAST = re.compile(r"^\s*(# )?ky_truoc\s*=")


@dataclass(frozen=True, slots=True)
class Renewed:
    """A data file renewed: its text, and the numbers of the lines (from 1) that still name an old year."""

    text: str
    to_check: list[int]


def renew(text: str, old_name: str) -> Renewed:
    """Return a TOML data file for the next year or period. `old_name` is the old file as the new one calls it."""
    lines = text.split("\n")
    outside = list(_outside_long_texts(lines))
    end = next((number for number in outside if lines[number].startswith("[")), len(lines))
    top = [number for number in outside if number < end]
    period = _period_lines(lines, outside, top)
    old = {_year_in(lines[number]) for number in period}
    for number, moved in zip(period, _next_period("\n".join(lines[n] for n in period)).split("\n"), strict=False):
        lines[number] = moved
    told = {lines[number] for number in period}
    year = next((year for number in period if (year := _year_in(lines[number]))), "")
    for number in top:
        if match := _YEAR.match(lines[number]):
            old.add(match[2])
            following = int(match[2]) + 1 if not period else year or match[2]
            lines[number] = f"{match[1]}{following}{match[3]}"
        elif _GONE.match(lines[number]):
            lines[number] = f"# {lines[number]}"
    if not period and not any(_YEAR.match(lines[number]) for number in top):
        old |= _year_of_day(lines, top)
    if period:
        _name_last(lines, top, f'ky_truoc = {{ tep = "{old_name}" }}')
    lines = "\n".join(lines).split("\n")
    past = sorted(old - {year, ""})
    to_check = [number for number, line in enumerate(lines, 1) if _speaks_of(line, past) and line not in told]
    return Renewed("\n".join(lines), to_check)


def _outside_long_texts(lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that hold keys; a long text may hold lines that look like them."""
    inside = False
    for number, line in enumerate(lines):
        if not inside:
            yield number
        inside ^= line.count("'''") % 2 == 1 or line.count('"""') % 2 == 1


def _period_lines(lines: list[str], outside: list[int], top: list[int]) -> list[int]:
    """Return the numbers of the lines that tell the period of a report, in any of the three ways TOML has."""
    header = next((number for number in outside if _PERIOD_TABLE.match(lines[number])), None)
    if header is None:
        return [number for number in top if _PERIOD.match(lines[number])]
    after = (number for number in outside if number > header)
    told = takewhile(lambda number: not lines[number].lstrip().startswith("["), after)
    return [number for number in told if "=" in lines[number] and not lines[number].lstrip().startswith("#")]


def _name_last(lines: list[str], top: list[int], line: str) -> None:
    """Name the last period's file where the old file did, or where its comment speaks of it, else after the kind."""
    for number in top:
        if match := _LAST.match(lines[number]):
            comment = lines[number].partition("  # ")[2] if match[1] else ""
            lines[number] = f"{line}  # {comment}" if comment else line
            return
    after = next((number for number in top if lines[number].startswith("loai")), -1)
    lines.insert(after + 1, line)


def _year_of_day(lines: list[str], top: list[int]) -> set[str]:
    """Name the next year where the old day went that alone told the year; return the old year."""
    for number in top:
        if match := _DAY.match(lines[number]):
            lines[number] += f"\nnam = {int(match[1]) + 1}"
            return {match[1]}
    return set()


def _year_in(source: str) -> str:
    match = re.search(r"\bnam\s*=\s*(\d{4})", source)
    return match[1] if match else ""


def _speaks_of(line: str, years: list[str]) -> bool:
    told = any(re.search(rf"(?<!\d){year}(?!\d)", line) for year in years)
    return told and not line.lstrip().startswith("# ") and not line.startswith("ky_truoc")


def _next_period(source: str) -> str:
    """Return the fields of the next period: the quarter or month after, from the day after the last."""

    def number(name: str) -> int | None:
        match = re.search(rf"\b{name}\s*=\s*(\d+)", source)
        return int(match[1]) if match else None

    quarter, month, year = number("quy"), number("thang"), number("nam") or 0
    limit = 4 if quarter else 12
    unit = quarter or month
    moved = source
    if unit:
        following = unit % limit + 1
        moved = re.sub(r"\b(quy|thang)(\s*=\s*)\d+", rf"\g<1>\g<2>{following}", moved)
    if not unit or unit == limit:
        moved = re.sub(r"\b(nam\s*=\s*)\d{4}", rf"\g<1>{year + 1}", moved)
    step = 3 if quarter else 1 if month else 12
    last = re.search(r"\bden\s*=\s*(\d{4}-\d\d-\d\d)", source)
    if last:
        day = date.fromisoformat(last[1])
        moved = re.sub(r"\b(den\s*=\s*)\d{4}-\d\d-\d\d", rf"\g<1>{_months_later(day, step)}", moved)
        moved = re.sub(r"\b(tu\s*=\s*)\d{4}-\d\d-\d\d", rf"\g<1>{day + timedelta(days=1)}", moved)
    return moved


def _months_later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    final = day.day == calendar.monthrange(day.year, day.month)[1]  # the end of a month stays the end of a month
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, length if final else min(day.day, length))


def summary(renewed: Renewed) -> str:
    """Return what to look at in a renewed file, in a clerk's words."""
    if not renewed.to_check:
        return ""
    shown = ", ".join(vietnamese.so(number) for number in renewed.to_check[:20])
    return f"Các dòng còn nhắc năm cũ, hãy xem lại: {shown}."
