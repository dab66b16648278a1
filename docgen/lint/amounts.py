"""Amounts of money in words: "1.250.000 đồng (Bằng chữ: một triệu hai trăm năm mươi nghìn đồng)" says one amount twice.

Words are compared by the number that they name, so every way of spelling it is right; words that name no number, or
could name two, say nothing. An amount with decimals may be rounded: words are right that round to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from docgen import vietnamese

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "": 1}
_MONEY = r"(?:(nghìn|ngàn|triệu|tỷ|tỉ)\s+)?(?:đồng|đ|vnđ|vnd)(?!\w)"
_SAID = r"(?:số tiền\s+)?(?:(?:viết|ghi|đọc)\s+)?bằng chữ(?:\s+là)?\s*:?"
_FIGURE = r"(?<![\w.,/])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*"
_AMOUNT = re.compile(rf"{_FIGURE}{_MONEY}[\s,.;:–-]*(?:\(\s*(?:{_SAID})?|{_SAID})\s*([^\d().;:/]+)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"\W*(?:tổng\s+)?{_SAID}\s*([^\d().;:/]+)", re.IGNORECASE)
_ENDS = re.compile(r"\bđồng(?:\s+việt nam)?(?:\s+chẵn)?\W*$", re.IGNORECASE)
_UNIT = re.compile(  # not "Hợp đồng"
    rf"(?:(?:^|[(:,;/–-]|tính|là|đvt)\s*(?=đ|vn)|(?=nghìn|ngàn|triệu|tỷ|tỉ)){_MONEY}(?=\s*(?:$|[),.;/]))",
    re.IGNORECASE | re.MULTILINE,
)


class Amount(NamedTuple):
    """An amount in figures as it stands on paper, in a unit of so many đồng."""

    figure: Decimal
    scale: int

    def is_said_by(self, words: Decimal) -> bool:
        """Return whether an amount in words is this one, or rounds to it."""
        exponent = self.figure.as_tuple().exponent
        slack = Decimal(0)
        if isinstance(exponent, int) and exponent < 0 and self.scale > 1:
            slack = Decimal(5).scaleb(exponent - 1) * self.scale
        return abs(self.figure * self.scale - words) <= slack


def amount_in_words(text: str) -> tuple[str, Decimal] | None:
    """Return the words of a text that says only an amount in words ("Bằng chữ: …"), and what they name."""
    match = _IN_WORDS.match(text)
    value = _named(match[1]) if match else None
    return (match[1].strip(), value) if match and value is not None else None


def wrong_amounts(text: str) -> Iterator[str]:
    """Yield what is wrong with each amount of a text whose words are another one."""
    for match in _AMOUNT.finditer(text):
        figure, value = _read(match[1]), _named(match[3])
        amount = Amount(figure, _SCALES[(match[2] or "").lower()]) if figure is not None else None
        if amount is None or value is None or amount.is_said_by(value):
            continue
        right = vietnamese.bang_chu(int(amount.figure * amount.scale), "đồng")
        yield f"chữ “{match[3].strip()}” là {vietnamese.so(value)} đồng, số ghi {_shown(match)}: đọc là “{right}”"


def _shown(match: re.Match[str]) -> str:
    return " ".join(f"{match[1]} {match[2] or ''} đồng".split())


def scales(words: str) -> set[int]:
    """Return the units of money that a table names, in đồng; `words` are lines of what it says of its figures."""
    return {_SCALES[(match[1] or "").lower()] for match in _UNIT.finditer(words)}


def amounts(figures: Iterable[str], units: set[int]) -> list[Amount]:
    """Return the amounts that figures of a table may be; in any unit where it names none."""
    read = [value for figure in figures if (value := _read(figure)) is not None]
    return [Amount(value, scale) for value in read for scale in sorted(units or set(_SCALES.values()))]


def _named(words: str) -> Decimal | None:
    """Return the amount in đồng that words name; None for words that name none."""
    if not _ENDS.search(words):
        return None
    try:
        value = vietnamese.tu_chu(re.sub(r"\s+việt nam\b", "", words, flags=re.IGNORECASE))
    except ValueError:
        return None
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _read(text: str) -> Decimal | None:
    try:
        return Decimal(vietnamese.doc_so(text))
    except ValueError:
        return None
