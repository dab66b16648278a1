"""What Unicode's CLDR says of Vietnamese, asked of Babel once: with the first figure or day that is written.

Promise: its signs and patterns stand in everything that is written in figures: decimal comma, dots between groups of
three, plus, minus, percent, the space before a currency, the order of day, month and year and the signs between them,
"tháng" and "năm" in long forms.

Not from CLDR, since the decree (Nghị định 30/2020) and state papers ask for something else: zeros before days under 10
and months 1 and 2; "ngày" before a long day (CLDR: 6 tháng 1, 2022); Roman quarters (CLDR: Quý 1); "thứ Hai" and "Chủ
nhật" in their capitals (CLDR: Thứ Hai, Chủ Nhật); "đồng" (CLDR: ₫); a space that does not break before any unit (CLDR:
before currencies only). Rounding is docgen's: exact and half up, where Babel rounds half even, to 28 digits.

Babel's releases bring other releases of CLDR, so pyproject.toml ends its range before the first one not tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Cldr:
    """Signs of figures, and patterns of days by the letters of CLDR: d a day, M a month, MMMM its name, y a year."""

    decimal: str
    group: str
    plus: str
    minus: str
    percent: str
    """What follows a percentage."""
    gap: str
    """What stands between an amount and its currency."""
    day: str
    month: str
    month_name: str
    """The word before a month's number."""
    month_long: str
    quarter_long: str
    morning: str
    afternoon: str


@cache
def cldr() -> Cldr:
    """Return what CLDR says; Babel is loaded here, not with this module."""
    from babel import Locale

    locale = Locale("vi")
    signs = locale.number_symbols["latn"]
    halves = locale.day_periods["format"]["abbreviated"]
    patterns = {name: pattern.format for name, pattern in locale.datetime_skeletons.items()}
    return Cldr(
        decimal=signs["decimal"],
        group=signs["group"],
        plus=signs["plusSign"],
        minus=signs["minusSign"],
        percent=locale.percent_formats[None].suffix[0].replace("%", signs["percentSign"]),
        gap=locale.currency_formats["standard"].suffix[0].replace("¤", ""),
        day=patterns["yMd"],
        month=patterns["yM"],
        month_name=locale.months["format"]["wide"][1].removesuffix("1"),
        month_long=patterns["yMMMM"],
        quarter_long=patterns["yQQQQ"],
        morning=halves["am"],
        afternoon=halves["pm"],
    )
