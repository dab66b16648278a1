"""Values of expressions: numbers as Decimal, and how a value enters a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from docgen import vietnamese
from docgen.expression.errors import ExpressionError, Names, NoOneValue

MOST_DIGITS = 60  # before or after the decimal point; a state budget in đồng has 16


def number(value: Any) -> Any:
    """Return a plain number as Decimal, anything else unchanged. Raises ExpressionError for one no paper holds."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        raise ExpressionError(f"con số dài quá {MOST_DIGITS} chữ số")
    figure = Decimal(value)
    if not figure.is_finite() or (figure and abs(figure.adjusted()) >= MOST_DIGITS):
        raise ExpressionError("con số quá lớn hoặc quá nhỏ")
    return figure


def as_text(value: Any) -> str:
    """Return how a value enters a text: numbers with a decimal comma, days as day/month/year, nothing for None.

    Figures of a workbook enter as it shows them. Raises ExpressionError for a list or a table, which has no one way to
    be printed.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, vietnamese.SoIn | vietnamese.NgayIn):
        return value.chu
    if isinstance(value, int | Decimal):
        return f"{number(value).normalize():f}".replace(".", ",")
    if isinstance(value, date):
        return vietnamese.ngay_ngan(value)
    if isinstance(value, Mapping | list | tuple | Names):
        remedy = 'Gọi một phần của nó (thí dụ .ten), hoặc nối lại: | join(", ").'
        raise NoOneValue("đây là một danh sách hay một bảng, không phải một giá trị in được", remedy=remedy)
    raise ExpressionError("đây không phải là một giá trị in được")


def shown(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, str):
        short = value if len(value) <= 40 else value[:39] + "…"
        return f"“{short}”"
    if value is None:
        return "trống"
    if isinstance(value, bool):
        return "có/không"
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return "một số rất lớn"
    if isinstance(value, int | Decimal | date):
        return as_text(value)
    if isinstance(value, list | tuple):
        return "một danh sách"
    return "một mục { … }"
