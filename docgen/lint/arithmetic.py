"""Arithmetic written out in prose: "6.183/6.688 = 92,44%", "15/32 nhiệm vụ, đạt 46,9%" must be true as printed.

A paper that spells out a sum invites its reader to check it. The rounding printed decides: 92,45% is right for every
ratio that rounds (half up) to it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from docgen import vietnamese

_NUMBER = r"\d[\d.]*(?:,\d+)?"
_SUM = re.compile(rf"(?<![\w.,/])({_NUMBER}(?:\s*[-+–x×*:/]\s*{_NUMBER})+)\s*=\s*({_NUMBER})(?:\s*(%))?(?![\w/])")
_OF = rf"(?P<part>{_NUMBER})\s*/\s*(?P<whole>{_NUMBER})(?![\w/]|,\d)"
_THINGS = r"(?:\s+(?!tăng|giảm|hơn|kém|còn|so|trong|tại|của)[^\W\d]+){0,5}"
_IS = r"\s*(?:,?\s*(?:đạt|chiếm|bằng|tương đương|t[ỷỉ] lệ)(?:\s+(?:t[ỷỉ] lệ|là))*\s+|\(\s*(?:(?:đạt|chiếm)\s+)?)"
_ELSE = r"(?!\s*(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|so|của|cùng))"  # a rate of something else
_PART = re.compile(rf"(?<![\w.,/]){_OF}{_THINGS}{_IS}(?P<rate>{_NUMBER})\s*%{_ELSE}", re.I)
_PART_IN_BRACKETS = re.compile(rf"(?<![\w.,/])(?P<rate>{_NUMBER})\s*%\s*\(\s*(?:đạt\s+)?{_OF}{_THINGS}\s*\)", re.I)
# Words before what only looks like a part of a whole: a day, a paper's number, a degree, a change.
_NO_PART = re.compile(
    r"\b(?:ngày|mùng|tháng|quý|năm|số|từ|đến|trước|sau|hết|khoản|điều|độ|mức|cấp|loại|hạng|tăng|giảm|hơn|kém|thêm)\s*$",
    re.I,
)
_STEP = re.compile(rf"\s*([-+–x×*:/])\s*({_NUMBER})")
_DO: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add, "-": operator.sub, "–": operator.sub, "x": operator.mul, "×": operator.mul, "*": operator.mul,
    "/": operator.truediv, ":": operator.truediv,
}  # fmt: skip


def wrong_sums(text: str) -> Iterator[str]:
    """Yield what is wrong with each sum in a text that is not true."""
    for match in _SUM.finditer(text):
        result = _computed(match[1])
        printed = read_figure(match[2])
        if result is None or printed is None:
            continue
        if match[3]:
            result *= 100
        if rounded(result, printed) != printed:
            right = vietnamese.so(rounded(result, printed)) + (match[3] or "")
            yield f"“{match[0]}” không đúng: kết quả là {right}"


def wrong_rates(text: str) -> Iterator[str]:
    """Yield the rates that do not follow from the two figures beside them; those must be a part and its whole."""
    for match in (*_PART.finditer(text), *_PART_IN_BRACKETS.finditer(text)):
        part, whole, rate = (read_figure(match[name]) for name in ("part", "whole", "rate"))
        before = text[: match.start()]
        if not part or not whole or rate is None or part > whole or _NO_PART.search(before):
            continue
        result = part / whole * 100
        if rounded(result, rate) != rate:
            right = f"{match['part']}/{match['whole']} = {vietnamese.so(rounded(result, rate))}%"
            yield f"“{match[0].strip()}” không khớp: {right}"


def _computed(source: str) -> Decimal | None:
    """Return the result of a sum; None where a figure cannot be read, or for a division by zero."""
    first = re.match(_NUMBER, source)
    total = read_figure(first[0]) if first else None
    pending: list[tuple[str, Decimal]] = []
    for sign, digits in _STEP.findall(source[first.end() :] if first else ""):
        value = read_figure(digits)
        if total is None or value is None:
            return None
        if sign in "+-–":
            pending.append((sign, value))
            continue
        if value == 0 and sign in "/:":
            return None
        if pending:  # multiplication and division bind closer
            before, left = pending.pop()
            pending.append((before, _DO[sign](left, value)))
        else:
            total = _DO[sign](total, value)
    for sign, value in pending:
        assert total is not None
        total = _DO[sign](total, value)
    return total


def read_figure(text: str) -> Decimal | None:
    try:
        return Decimal(vietnamese.doc_so(text.rstrip(".")))
    except ValueError:
        return None


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """Return a figure rounded (half up) to as many decimals as another is printed with."""
    exponent = like.as_tuple().exponent
    places = exponent if isinstance(exponent, int) and exponent < 0 else 0
    return value.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
