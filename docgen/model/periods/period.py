"""The period a paper speaks of, and the way from it to the next: a month, a quarter, a year or a stage of years.

Promises: a time named in a text is compared with the old period (the one before, the same, the one after) and can be
written one period later, and so can the name of a file or a sheet. A time that is not clear has no distance.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from docgen import vietnamese
from docgen.vietnamese import LanguageError
from docgen.vietnamese.mentions import (
    DAY,
    MONTH,
    MONTHS,
    NUMBER,
    PART,
    QUARTER,
    RANGE,
    STAGE,
    YEAR,
    Mention,
    tim_trong_ten,
)

_A_YEAR = {MONTH: 12, QUARTER: 4, YEAR: 1}
A_YEAR_AGO = -2
"""The distance of the same quarter or month a year before, which reports compare with: "so với Quý II/2025"."""


@dataclass(frozen=True, slots=True)
class Step:
    """From the old period to the next: `number` is its quarter or month, `years` the length of a stage.

    `season` is the first of the two years that a school year or a season lies in ("năm học 2025-2026").
    """

    unit: str
    year: int
    number: int = 1
    years: int = 1
    season: int | None = field(default=None, compare=False)

    @property
    def following(self) -> tuple[int, int]:
        """The year and the quarter or month of the next period."""
        if self.unit == YEAR:
            return self.year + self.years, 1
        later = self._index(self.year, self.number) + 1
        return later // _A_YEAR[self.unit], later % _A_YEAR[self.unit] + 1

    @property
    def months(self) -> int:
        """How many months later the next period is."""
        return 12 * self.years if self.unit == YEAR else 12 // _A_YEAR[self.unit]

    @property
    def other_year(self) -> bool:
        """Whether the next period lies in another year."""
        return self.following[0] != self.year

    @property
    def name(self) -> str:
        """The next period as a clerk says it."""
        year, number = self.following
        if self.unit == YEAR:
            if self.season is not None:
                return f"{self.season + 1} - {self.season + 2}"
            return f"giai đoạn {year} - {year + self.years - 1}" if self.years > 1 else f"năm {year}"
        write = vietnamese.quy if self.unit == QUARTER else vietnamese.thang
        return write(number, year, dai=True)

    @property
    def suffix(self) -> str:
        """The next period as the name of a file says it: "-quy-3-2026"."""
        year, number = self.following
        return f"-{year}" if self.unit == YEAR else f"-{'quy' if self.unit == QUARTER else 'thang'}-{number}-{year}"

    def later(self, day: date) -> date:
        """Return a day one period later; the end of a month stays the end of a month."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        length = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, length if is_end(day) else min(day.day, length))

    def distance(self, mention: Mention) -> int | None:
        """Return -1, 0 or 1 for a time in the period before the old one, in it, in the next; None for any other.

        `A_YEAR_AGO` is the same quarter or month of the year before.
        """
        year = mention.number("year")
        if self.unit == YEAR:
            return self._of_years(mention, year) if year else None
        if mention.kind in (PART, MONTHS):
            return self._of_part(mention, year)
        if mention.kind == RANGE:
            last = self._of_month(mention.number("last_month") or 0, year)
            return last if last is not None else self._of_month(mention.number("month") or 0, year)
        if mention.kind == YEAR and year and self.other_year:
            return {0: 0, -1: A_YEAR_AGO, 1: 1}.get(year - self.year)
        if mention.kind in (YEAR, STAGE, NUMBER):
            return None
        number = mention.number("quarter") or mention.number("month") or 0
        if mention.kind == QUARTER and self.unit == MONTH:
            old = (self.number - 1) // 3 + 1
            return 0 if number == old and year in (None, self.year) else None
        return self._of_number(number, year) if mention.kind == QUARTER else self._of_month(number, year)

    def is_clear(self, mention: Mention) -> bool:
        """Return whether no other year than the one understood can be meant."""
        if mention.kind in (PART, MONTHS, RANGE):
            return True
        number = mention.number("quarter") or mention.number("month") or 0
        return mention.number("year") is not None or self.unit == YEAR or abs(number - self.number) <= 1

    def months_later(self, mention: Mention) -> int | None:
        """Return how many months the year so far has one period later; None where it is said otherwise then.

        A whole year is "12 tháng", and not "12 tháng đầu năm".
        """
        count, months = mention.number("count"), self.months
        if self.unit == YEAR or count is None or count % months or "cuối" in mention.words.lower():
            return None
        longest = 11 if re.search("đầu|TĐN", mention.words, re.IGNORECASE) else 12
        return count + months if count + months <= longest else None

    def range_later(self, mention: Mention) -> tuple[date, date] | None:
        """Return the first and the last day of a range one period later; None where it is no whole period.

        In a year whole months are enough: "từ 01/6 đến 30/6/2026".
        """
        try:
            first, last = self._days(mention)
        except ValueError:  # 31/4
            return None
        if self.unit == YEAR:
            return (self.later(first), self.later(last)) if first.day == 1 and is_end(last) else None
        following = last + timedelta(days=1)
        return (following, self.later(last)) if self.later(first) == following else None

    def again(self, mention: Mention) -> str:
        """Return the words of a mention one period later; it must be of the unit itself, or a year."""
        year, last = mention.number("year"), mention.number("last")
        if mention.kind == RANGE and (days := self.range_later(mention)):
            return mention.rewritten(_numbers(*days))
        if count := self.months_later(mention):
            return mention.rewritten({"count": count})
        if self.unit == YEAR:
            assert year is not None
            numbers = {"year": year + self.years, "last": (last or 0) + self.years}
            day, month = mention.number("day"), mention.number("month")
            if day and month:
                moved = self.later(date(year, month, day))
                numbers |= {"day": moved.day}
            return mention.rewritten(numbers)
        number = mention.number("quarter") or mention.number("month") or 0
        index = self._index(year if year is not None else self._understood(number), number) + 1
        in_year = _A_YEAR[self.unit]
        part = "quarter" if self.unit == QUARTER else "month"
        return mention.rewritten({"year": index // in_year, part: index % in_year + 1})

    def renamed(self, name: str) -> str:
        """Return a name of a file or sheet for the next period; unchanged where it does not name the old period."""
        found = tim_trong_ten(name)
        own = [item for item in found if self._is_own(item, found)]
        if not own and self.unit != YEAR:
            own = [item for item in found if self.other_year and item.kind == YEAR and item.number("year") == self.year]
        if not own:
            return name
        beside = [
            item for item in found if item.kind == DAY or (item.kind == YEAR and item.number("year") == self.year)
        ]
        moved = {item.start: item for item in (*own, *beside)}
        for _, item in sorted(moved.items(), reverse=True):
            name = (
                name[: item.start] + item.rewritten(self._named_later(item)) + self._short_year(item, name[item.end :])
            )
        return name

    def names_following_year(self, name: str) -> bool:
        """Return whether a name of a file or sheet names the year of the next period."""
        return any(item.number("year") == self.following[0] for item in tim_trong_ten(name))

    def _is_own(self, item: Mention, found: list[Mention]) -> bool:
        """Return whether a time in a name is the old period, or lies in it."""
        year = item.number("year")
        if self.unit == YEAR:
            school_year = item.kind == STAGE and self.years == 1 and self.distance(item) == 0
            return school_year or self._is_stage(item) or (item.kind != STAGE and year == self.year)
        if item.kind == MONTHS:
            return item.number("count") == self.number * self.months
        if item.kind == NUMBER:
            return self._is_number(item) and all(other.kind not in (QUARTER, MONTH) for other in found)
        if item.kind not in (QUARTER, MONTH, DAY) or year not in (None, self.year):
            return False
        return self.distance(item) == 0 and not (self.unit == MONTH and item.kind == QUARTER)

    def _is_number(self, item: Mention) -> bool:
        """Return whether a bare number beside a year is the old month or quarter, or a month of the old quarter."""
        number = item.number("number") or 0
        return number == self.number or (self.unit == QUARTER and (number - 1) // 3 + 1 == self.number)

    def _named_later(self, item: Mention) -> dict[str, int]:
        """Return the numbers of a time in a name, one period later."""
        day, month, year = (item.number(part) for part in ("day", "month", "year"))
        if item.kind == DAY and day and month and year:
            later = self.later(date(year, month, min(day, calendar.monthrange(year, month)[1])))
            return {"day": later.day, "month": later.month, "year": later.year}
        if self.unit == YEAR:
            return {"year": (year or 0) + self.years, "last": (item.number("last") or 0) + self.years}
        following, number = self.following
        month = month or item.number("number") or 0
        of_quarter = self.unit == QUARTER and (item.kind == MONTH or month != self.number)
        month = (month + 2) % 12 + 1 if of_quarter else number
        count = number * self.months
        return {"year": following, "quarter": number, "month": month, "number": month, "count": count}

    def _short_year(self, item: Mention, rest: str) -> str:
        """Return what follows a quarter or month in a name, with a two-digit year moved on: "T12-26"."""
        if item.kind not in (QUARTER, MONTH) or not self.other_year:
            return rest
        short = re.match(rf"([\s._-]){self.year % 100:02}(?![^\W_])", rest)
        return f"{short[1]}{self.following[0] % 100:02}{rest[short.end() :]}" if short else rest

    def _days(self, mention: Mention) -> tuple[date, date]:
        """Return the first and the last day of a range. Raises ValueError for a day that no month has."""
        month, last_month = mention.number("month") or 0, mention.number("last_month") or 0
        year = mention.number("year") or self.year
        first = date(year - (1 if month > last_month else 0), month, mention.number("day") or 0)
        return first, date(year, last_month, mention.number("last_day") or 0)

    def _is_stage(self, item: Mention) -> bool:
        return item.number("year") == self.year and item.number("last") == self.year + self.years - 1

    def _index(self, year: int, number: int) -> int:
        return year * _A_YEAR[self.unit] + number - 1

    def _of_years(self, mention: Mention, year: int) -> int | None:
        last = mention.number("last")
        first_old, last_old = self.year, self.year + self.years - 1
        if mention.kind == STAGE and last is not None:
            if self.season is not None:
                far = year - self.season
                return far if last == year + 1 and abs(far) <= 1 else None
            if self.years == 1:
                return 0 if last == year + 1 and first_old in (year, last) else None
            if (year, last) == (first_old - self.years, first_old - 1):
                return -1
            return 0 if first_old <= year and last <= last_old else None
        if first_old <= year <= last_old:
            return 0
        return {first_old - 1: -1, last_old + 1: 1}.get(year)

    def _of_month(self, month: int, year: int | None) -> int | None:
        return self._of_number((month - 1) // 3 + 1 if self.unit == QUARTER else month, year)

    def _of_part(self, mention: Mention, year: int | None) -> int | None:
        """Return how far the months of a year so far are from those up to the old period: "6 tháng đầu năm".

        A bare number of months may be a term ("9 tháng"): only that of the old period itself counts.
        """
        count = mention.number("count")
        so_far = self.number * self.months
        if "cuối" in mention.words.lower():
            count = None
        if mention.kind == MONTHS:
            return 0 if count == so_far else None
        if year == self.year + 1 and count is not None:
            return 1 if self.other_year and count <= self.months else None
        if year not in (None, self.year, self.year - 1):
            return None
        far = 0 if count is None else -((so_far - count) // self.months)
        if year == self.year - 1:
            return A_YEAR_AGO if far == 0 else None
        return far if abs(far) <= 1 else None

    def _of_number(self, number: int, year: int | None) -> int | None:
        year = self._understood(number) if year is None else year
        distance = self._index(year, number) - self._index(self.year, self.number)
        if distance == -_A_YEAR[self.unit]:
            return A_YEAR_AGO
        return distance if abs(distance) <= 1 else None

    def _understood(self, number: int) -> int:
        """Return the year of a quarter or month named without one: that which brings it nearest to the old period."""
        in_year = _A_YEAR[self.unit]
        return self.year + (
            1 if number == 1 and self.number == in_year else -1 if number == in_year and self.number == 1 else 0
        )


def _numbers(first: date, last: date) -> dict[str, int]:
    """Return the numbers of a range of days, as a mention calls them."""
    return {"day": first.day, "month": first.month, "last_day": last.day, "last_month": last.month, "year": last.year}


def is_end(day: date) -> bool:
    """Return whether a day is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def as_day(value: Any) -> date | None:
    """Return a day as data files may write it; None for anything else."""
    if isinstance(value, date):
        return value if type(value) is date else date(value.year, value.month, value.day)
    try:
        return vietnamese.doc_ngay(value) if isinstance(value, str) else None
    except LanguageError:
        return None


__all__ = [
    "A_YEAR_AGO",
    "DAY",
    "MONTH",
    "MONTHS",
    "PART",
    "QUARTER",
    "RANGE",
    "STAGE",
    "YEAR",
    "Mention",
    "Step",
    "as_day",
    "is_end",
]
