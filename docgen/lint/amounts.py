"""Amounts of money in words: "1.250.000 đồng (Bằng chữ: một triệu hai trăm năm mươi nghìn đồng)" says one amount twice.

Words are compared by the number that they name, so every way of spelling it is right; words that name no number, or
could name two, say nothing. An amount with decimals may be rounded: words are right that round to it. An amount of
each ("đồng/tháng") has words that say so too. After "Bằng chữ", words of numbers that make none are told. A number of
things with its words in brackets ("03 (ba) bộ") is held against them in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from docgen import vietnamese
from docgen.lint.arithmetic import read_figure, rounded

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "": 1}
_UNITS = (1, 10**3, 10**6, 10**9)
_MONEY = r"(?:(nghìn|ngàn|triệu|tỷ|tỉ)\s+)?(?:đồng|đ|vnđ|vnd)(?!\w)"
_SAID = r"(?:số tiền\s+)?(?:(?:viết|ghi|đọc)\s+)?bằng chữ(?:\s+là)?\s*:?"
_FIGURE = r"(?<![\w.,/])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*"
_WORDS = r"(?P<words>[^\d().;:/]+)"
_EACH = r"\w+(?:\s\w+)?(?:/\w+(?:\s\w+)?)?"
_AMOUNT = re.compile(
    rf"{_FIGURE}{_MONEY}(?:/(?P<each>{_EACH})(?=\s*\(|[,.;:]?\s*{_SAID}))?[\s,.;:/–-]*(?:\(\s*(?:{_SAID})?|{_SAID})\s*{_WORDS}"
    rf"(?:/(?P<each_said>{_EACH}))?",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|linh|lẻ)"
)
_NUMBER_WORDS = rf"{_NUMBER_WORD}(?:,?\s+{_NUMBER_WORD})*"
_WORDS_FIRST = re.compile(rf"(?<!\w)(?P<words>{_NUMBER_WORDS}\s+đồng)\s*\(\s*{_FIGURE}{_MONEY}\s*\)", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w.,/-])(?P<figure>\d{{1,3}}(?:\.\d{{3}})+)\s*\(\s*{_WORDS}\)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<![\w.,/–-])(?P<figure>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}})\s*\((?P<words>{_NUMBER_WORDS})\)(?=\s+(?-i:[a-zà-ỹđ]))",
    re.IGNORECASE,
)
_ALONE = ("năm", "không", "tư")  # a year, no, or private
_READ_ALOUD = re.compile(rf"\bbằng chữ(?:\s+là)?\s*:?\s*\(?\s*(?P<words>{_NUMBER_WORDS})\s+đồng(?!\w)", re.IGNORECASE)
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
        if isinstance(exponent, int) and exponent < 0:
            slack = max(Decimal(5).scaleb(exponent - 1) * self.scale, Decimal("0.5"))  # no coin is less than a đồng
        return abs(self.figure * self.scale - words) <= slack


def amount_in_words(text: str) -> tuple[str, Decimal] | None:
    """Return the words of a text that says only an amount in words ("Bằng chữ: …"), and what they name."""
    match = _IN_WORDS.match(text)
    value = _named(match[1]) if match else None
    return (match[1].strip(), value) if match and value is not None else None


def wrong_amounts(text: str) -> Iterator[str]:
    """Yield what is wrong with each amount of a text whose words are another one, or none."""
    for match in _AMOUNT.finditer(text):
        words = _without_each(match)
        if words:
            yield from _compared(match[1], match[2] or "", words)
    for match in _WORDS_FIRST.finditer(text):
        yield from _compared(match[2], match[3] or "", match["words"])
    for match in _BARE.finditer(text):
        figure, value = read_figure(match["figure"]), _named(match["words"])
        if value is not None and figure and not any(Amount(figure, unit).is_said_by(value) for unit in _UNITS):
            yield _said_wrongly(match["figure"], match["words"], value, figure)
    for match in _READ_ALOUD.finditer(text):
        if not _makes_sense(match["words"]):
            yield f"chữ “{match['words']}” không đọc được thành số"


def wrong_counts(text: str) -> Iterator[str]:
    """Yield what is wrong with each number of things whose words in brackets are another: "03 (hai) bộ hồ sơ"."""
    for match in _COUNTED.finditer(text):
        words = match["words"]
        figure = read_figure(match["figure"])
        value = _number(words)
        if value is not None and figure is not None and value != figure and words.lower() not in _ALONE:
            right = vietnamese.bang_chu(int(figure))
            yield f"chữ “{words}” là {vietnamese.so(value)}, số ghi {match['figure']}: đọc là “{right}”"


def _without_each(match: re.Match[str]) -> str:
    """Return the words of an amount; "" where the figure is one of each and the words do not say so, or of others."""
    words, each, said = match["words"].strip(), match["each"], match["each_said"]
    if each is None:
        return "" if said else words
    if said:
        return words if f"{said} ".lower().startswith(f"{each} ".lower()) else ""
    of_each = re.search(rf"\s+(?:cho\s+)?(?:mỗi|một|trên)\s+{re.escape(each)}$", words, re.IGNORECASE)
    return words[: of_each.start()] if of_each else ""


def _compared(written: str, unit: str, words: str) -> Iterator[str]:
    """Yield what is wrong with an amount whose words are another one."""
    figure, value = read_figure(written), _named(words)
    amount = Amount(figure, _SCALES[unit.lower()]) if figure is not None else None
    if amount is not None and value is not None and value >= 0 and not amount.is_said_by(value):
        shown = " ".join(f"{written} {unit} đồng".split())
        yield _said_wrongly(shown, words, value, amount.figure * amount.scale)


def _said_wrongly(shown: str, words: str, value: Decimal, figure: Decimal) -> str:
    right = vietnamese.bang_chu(int(rounded(figure, Decimal(1))), "đồng")
    return f"chữ “{words.strip()}” là {vietnamese.so(value)} đồng, số ghi {shown}: đọc là “{right}”"


def _makes_sense(words: str) -> bool:
    """Return whether words of a number make one, or would with the last place said: "một nghìn năm (trăm)"."""
    said = [words, f"{words} trăm", f"{words} mươi", re.sub(r"\s+(\w+)$", r" linh \1", words)]
    return any(_number(each) is not None for each in said)


def scales(words: str) -> set[int]:
    """Return the units of money that a table names, in đồng; `words` are lines of what it says of its figures."""
    return {_SCALES[(match[1] or "").lower()] for match in _UNIT.finditer(words)}


def amounts(figures: Iterable[str], units: set[int]) -> list[Amount]:
    """Return the amounts that figures of a table may be; in any unit where it names none."""
    read = [value for figure in figures if (value := read_figure(figure)) is not None]
    return [Amount(value, scale) for value in read for scale in sorted(units or set(_SCALES.values()))]


def _named(words: str) -> Decimal | None:
    """Return the amount in đồng that words name; None for words that name none."""
    if not _ENDS.search(words):
        return None
    return _number(re.sub(r"\s+việt nam\b", "", words, flags=re.IGNORECASE))


def _number(words: str) -> Decimal | None:
    try:
        value = vietnamese.tu_chu(words)
    except ValueError:
        return None
    return Decimal(value) if isinstance(value, int | Decimal) else None
