"""A cell of a source under the kind that its column declares.

Promise: a number shown as a code counts only where the column says that it is a number; a day that no calendar has is
reported in any cell.
"""

from __future__ import annotations

from typing import Any

from docgen import vietnamese
from docgen.finding import At, Finding


def as_declared(value: Any, kieu: str | None, at: At, findings: list[Finding]) -> Any:
    """Return the value of a cell in a column of kind `kieu`; a day that no calendar has is reported at `at`."""
    if isinstance(value, str):
        findings += impossible_days(value, at)
    if isinstance(value, vietnamese.MaIn) and kieu in ("số", "tiền", "phần trăm"):
        return value.so
    return value


def impossible_days(text: str, at: At) -> list[Finding]:
    """Return a finding for each day in the text of a cell that no calendar has."""
    days = vietnamese.ngay_khong_co(text)
    return [Finding.of("DL105", at(), f"Không có ngày “{written}”: {why}.") for _, written, why in days]
