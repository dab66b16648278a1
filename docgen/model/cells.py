"""A cell of a source under the kind that its column declares.

Promise: a number shown as a code counts only where the column says that it is a number; a day that no calendar has is
told in any cell, and in a column of days whatever looks like one and is none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from docgen import vietnamese
from docgen.finding import At, Finding

_SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")
_FIRST = date(1899, 12, 30)  # from which spreadsheets count days
_LIKELY = range(29_221, 73_051)  # 1980–2099 as such counts


def as_declared(value: Any, kieu: str | None, at: At, findings: list[Finding]) -> Any:
    """Return the value of a cell in a column of kind `kieu`; a day that is none is told at `at`."""
    if isinstance(value, str):
        findings += impossible_days(value, at)
    if isinstance(value, vietnamese.MaIn) and kieu in ("số", "tiền", "phần trăm"):
        return value.so
    if kieu == "ngày" and (said := _no_day(value)):
        findings.append(Finding.of("DL107", at(), *said))
    return value


def impossible_days(text: str, at: At) -> list[Finding]:
    """Return a finding for each day in the text of a cell that no calendar has."""
    days = vietnamese.ngay_khong_co(text)
    return [Finding.of("DL105", at(), f"Không có ngày “{written}”: {why}.") for _, written, why in days]


def _no_day(value: Any) -> tuple[str, str] | None:
    """Return what is wrong with a cell among days, and the remedy; None for a day, words, or nothing."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if value in _LIKELY:
            day = vietnamese.ngay_ngan(_FIRST + timedelta(days=int(value)))
            remedy = f"Nếu là ngày {day} thì trong Excel chọn kiểu Ngày (Date) cho ô này; nếu không thì bỏ kieu."
            return f"Ô này ghi số {value} trong một cột ngày.", remedy
        return f"Ô này ghi số {vietnamese.so(value)} trong một cột ngày.", ""
    if isinstance(value, str) and _SHORT_YEAR.fullmatch(value.strip()):
        return f"Ngày “{value.strip()}” chỉ có hai chữ số của năm.", "Viết đủ bốn chữ số của năm: 03/02/2026."
    return None
