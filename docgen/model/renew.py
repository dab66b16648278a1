"""The next paper from the last: what surely changes is changed, and what may is pointed at.

The number and the day go (they come with signing), the year or the period moves on by one, a report names the file
it was made from as its last period. Everything else stays as it was written, comments too. Lines that still speak of
the old year are returned: a year left over is the slip of every January.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from docgen import vietnamese

_PERIOD = re.compile(r"^(\s*ky_bao_cao\s*=\s*)\{(.*)\}(.*)$")
_GONE = re.compile(r"^\s*(so|ngay|da_ban_hanh|du_thao)\s*=")
_YEAR = re.compile(r"^(\s*nam\s*=\s*)(\d{4})(.*)$")
_LAST = re.compile(r"^\s*ky_truoc\s*=")


@dataclass(frozen=True, slots=True)
class Renewed:
    """A data file renewed: its text, and the numbers of the lines (from 1) that still name an old year."""

    text: str
    to_check: list[int]


def renew(text: str, old_name: str) -> Renewed:
    """Return a TOML data file for the next year or period. `old_name` is the old file as the new one calls it."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines) if line.startswith("[")), len(lines))
    is_report = any(_PERIOD.match(line) for line in lines[:end])
    inside, years = False, set()
    made: list[str] = []
    for number, line in enumerate(lines):
        top = number < end and not inside
        # A long text may hold lines that look like keys.
        inside ^= line.count("'''") % 2 == 1 or line.count('"""') % 2 == 1
        if not top:
            made.append(line)
            continue
        if match := _PERIOD.match(line):
            years.add(_year_in(match[2]))
            made.append(f"{match[1]}{{{_next_period(match[2])}}}{match[3]}")
            made.append(f'ky_truoc = {{ tep = "{old_name}" }}')
        elif match := _YEAR.match(line):
            years.add(match[2])
            made.append(line if is_report else f"{match[1]}{int(match[2]) + 1}{match[3]}")
        elif _LAST.match(line):
            continue
        else:
            made.append(f"# {line}" if _GONE.match(line) else line)
    if is_report:
        made = _same_year(made, years)
    current = {_year_in(line) for line in made if _PERIOD.match(line)}
    old = sorted(year for year in years - current if year)
    to_check = [
        number
        for number, line in enumerate(made, 1)
        if _speaks_of(line, old) and not line.startswith(("# so", "# ngay", "ky_"))
    ]
    return Renewed("\n".join(made), to_check)


def _year_in(source: str) -> str:
    match = re.search(r"\bnam\s*=\s*(\d{4})", source)
    return match[1] if match else ""


def _speaks_of(line: str, years: list[str]) -> bool:
    return any(re.search(rf"(?<!\d){year}(?!\d)", line) for year in years) and not line.lstrip().startswith("# ")


def _same_year(lines: list[str], years: set[str]) -> list[str]:
    """Bring `nam` in line with the period that was moved on."""
    moved = next((_year_in(line) for line in lines if _PERIOD.match(line)), "")
    return [
        f"{match[1]}{moved}{match[3]}" if moved and (match := _YEAR.match(line)) and match[2] in years else line
        for line in lines
    ]


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
