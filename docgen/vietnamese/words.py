"""Numbers in words and back, exact for every size.

Words are spoken by a language of num2words (`spoken`), loaded with the first number asked for; reading is our own.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.figures import Number, exact, trai_dau
from docgen.vietnamese.letters import hoa_dau, nfc
from docgen.vietnamese.reading import CHUAN, CachDoc

if TYPE_CHECKING:
    from docgen.vietnamese.spoken import Num2Word_VI

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@cache
def _standard() -> Num2Word_VI:
    """Return the usual reading, found in less time than a hash of its options takes."""
    return _spoken(CHUAN)


def _spoken(how: CachDoc) -> Num2Word_VI:
    from docgen.vietnamese.spoken import language  # brings in num2words

    return language(how)


def bang_chu(x: Number, don_vi: str = "", *, chan: bool = False, hoa: bool = False, cach: CachDoc = CHUAN) -> str:
    """Return a number in words: 1024 gives "một nghìn không trăm hai mươi bốn", Decimal("92.45") "… phẩy …".

    `don_vi` follows the words ("đồng", "triệu đồng", "hồ sơ"); `chan` adds "chẵn" where the amount is a whole number
    of thousands; `hoa` makes the first letter a capital; `cach` says how it is read. A Fraction reads "ba phần tư".
    Raises LanguageError for a binary float and anything that is not a number.
    """
    words = (_standard() if cach is CHUAN else _spoken(cach)).number_to_text(exact(x))
    if don_vi:
        words += f" {don_vi}"
    if chan and Fraction(x) % 1000 == 0:
        words += " chẵn"
    return hoa_dau(words) if hoa else words


def thu_tu(n: int, *, hai: str = "hai", cach: CachDoc = CHUAN) -> str:
    """Return the ordinal: "thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm" …, from 1.

    `hai`: "hai" or "nhì" for the second. Raises LanguageError below 1.
    """
    if isinstance(n, bool) or not isinstance(n, int):
        raise LanguageError(f"Không có thứ tự {n}: thứ tự là số nguyên từ 1 (thứ nhất)")
    return _spoken(cach).to_ordinal(n, hai=hai)


def doc_thu_tu(text: str) -> int:
    """Return the place an ordinal names: "thứ nhất" 1, "thứ nhì" 2, "thứ tư" 4, "Thứ hai mươi mốt" 21.

    Raises LanguageError for what `thu_tu` would not write.
    """
    first, *rest = nfc(text).lower().split() or [""]
    words = " ".join(rest)
    number = {"nhất": 1, "nhì": 2, "tư": 4}.get(words) or (tu_chu(words) if first == "thứ" and words else 0)
    if first != "thứ" or not isinstance(number, int) or number < 1 or words in ("một", "bốn"):
        raise LanguageError(f"“{text}” không phải một thứ tự (thứ nhất, thứ hai, thứ ba, thứ tư, …)")
    return number


_ONES = {word: value for value, word in enumerate(DIGITS) if value}
_AFTER_TEN = {word: value for word, value in _ONES.items() if value != 5} | {"lăm": 5}
_AFTER_TENS = _AFTER_TEN | {"mốt": 1, "tư": 4, "nhăm": 5}
_SHORT_ONES = {"mốt": 1, "lăm": 5, "nhăm": 5}
"""Digits that only tens have before them, so "hai mốt" can be nothing but 21."""
_AFTER_LINH = _ONES | {"tư": 4}
_NAMES = {"nghìn": 3, "triệu": 6, "tỷ": 9}
_SPELLINGS = {"ngàn": "nghìn", "tỉ": "tỷ", "lẻ": "linh", "bẩy": "bảy"}
_PARTS: dict[tuple[str, ...], int] = {("trăm",): 100, ("nghìn",): 1000, ("tư",): 4}


class _WordsReader:
    """Reads number words from left to right; every method takes what it understands and leaves the rest."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.place = 0

    def peek(self, ahead: int = 0) -> str:
        """Return a word still to be read, "" after the last."""
        place = self.place + ahead
        return self.words[place] if place < len(self.words) else ""

    def take(self, word: str) -> bool:
        """Step over `word` if it comes next."""
        if self.peek() != word:
            return False
        self.place += 1
        return True

    def digit(self, table: dict[str, int]) -> int:
        """Take a word of `table`. Raises KeyError for any other."""
        value = table[self.peek()]
        self.place += 1
        return value

    def pair(self, alone: bool) -> int:
        """Take 1 to 99. A single digit needs "linh", or to stand `alone`, or a unit behind it (… năm nghìn)."""
        if self.take("linh"):
            return self.digit(_AFTER_LINH)
        if self.take("mười"):
            return 10 + (self.digit(_AFTER_TEN) if self.peek() in _AFTER_TEN else 0)
        tens = self.digit(_ONES)
        if tens > 1 and self.take("mươi"):
            return 10 * tens + (self.digit(_AFTER_TENS) if self.peek() in _AFTER_TENS else 0)
        if tens > 1 and self.peek() in _SHORT_ONES:
            return 10 * tens + self.digit(_SHORT_ONES)
        if not alone:
            raise KeyError(self.peek())
        return tens

    def triple(self, first: bool) -> int:
        """Take a group of up to three digits, with its hundreds if they are spoken."""
        if self.peek(1) == "trăm":
            hundreds = 100 * self.digit(_ONES | {"không": 0})
            self.place += 1
            more = self.peek() in _ONES or self.peek() in ("linh", "mười")
            return hundreds + (self.pair(alone=False) if more else 0)
        if self.peek() == "không" and self.peek(1) in _NAMES:
            self.place += 1
            return 0
        return self.pair(alone=first or self.peek(1) in _NAMES)

    def power(self) -> int:
        """Take nghìn or triệu, if one comes next, and return its power of ten."""
        if self.peek() in ("nghìn", "triệu"):
            return self.digit(_NAMES)
        return 0

    def whole(self) -> int:
        """Take an integer. What follows a unit must be smaller than it. Raises KeyError where it makes no sense."""
        if self.peek() == "không" and self.peek(1) != "trăm":
            self.place += 1
            return 0
        if self.peek() in ("không", "linh"):
            raise KeyError(self.peek())
        total, floor, part, part_floor = 0, 0, 0, 0
        first = True
        while first or self.peek() in _ONES or self.peek() in ("không", "linh", "mười"):
            value, power = self.triple(first), self.power()
            if (part_floor and value * 10**power >= 10**part_floor) or (part and not part_floor):
                raise KeyError(self.peek())
            part, part_floor, first = part + value * 10**power, power, False
            billions = 0
            while self.take("tỷ"):
                billions += 9
            if billions:
                total, floor = self._add(total, floor, part * 10**billions), part_floor + billions
                part, part_floor = 0, 0
        return self._add(total, floor, part)

    def _add(self, total: int, floor: int, part: int) -> int:
        if floor and part >= 10**floor:
            raise KeyError(self.peek())
        return total + part

    def decimals(self) -> str:
        """Take the rest as the digits after the comma: one by one, or as a number behind its zeros."""
        rest = self.words[self.place :]
        if rest and all(word in DIGITS for word in rest):
            self.place = len(self.words)
            return "".join(str(DIGITS.index(word)) for word in rest)
        zeros = ""
        while self.peek() == "không" and self.peek(1) != "trăm":
            self.place += 1
            zeros += "0"
        if self.peek() == "không":
            return f"{zeros}{self.triple(first=True):03}"
        return f"{zeros}{self.whole()}"

    def number(self) -> int | Decimal:
        """Take the whole text as an integer or a decimal."""
        value = self.whole()
        number = Decimal(f"{value}.{self.decimals()}") if self.take("phẩy") else value
        if self.peek():
            raise KeyError(self.peek())
        return number


def _read(words: list[str]) -> Number:
    """Return the number of `words`. Raises KeyError with the word it stuck at."""
    if "phần" not in words:
        return _WordsReader(words).number()
    line = words.index("phần")
    above, below = _WordsReader(words[:line]).number(), tuple(words[line + 1 :])
    parts = _PARTS.get(below) or _WordsReader(list(below)).number()
    if parts == 0:
        raise KeyError("không")
    return Fraction(above) / Fraction(parts)


def _number_words(text: str, unit: str) -> list[str]:
    """Return the words of a number without "Bằng chữ:", brackets, the unit, "chẵn" and the closing signs."""
    words = re.sub(r"^\W*(?:bằng chữ)?\W*", "", " ".join(nfc(text).lower().split()))
    words = re.sub(r"\W+$", "", words).removesuffix(" chẵn")
    words = re.sub(rf"\s+(?:{re.escape(nfc(unit).lower()) or 'đồng'}|đồng)$", "", words)
    return [_SPELLINGS.get(word, word) for word in re.sub(r"[,\s]+", " ", words).split()]


def tu_chu(text: str, don_vi: str = "") -> Number:
    """Return the number that words name, in every spelling `bang_chu` can produce, and the common others.

    "Bằng chữ:", brackets, `don_vi` or "đồng", "chẵn" and "./." around it are stepped over. An integer comes back as
    int, with "phẩy" as Decimal, with "phần" as Fraction ("năm phần trăm" is 1/20). Raises LanguageError for words that
    make no number or could make two ("một nghìn năm": 1005 or 1500?).
    """
    words = _number_words(text, don_vi)
    negative = words[:1] == ["âm"]
    try:
        value = _read(words[negative:])
    except KeyError as stuck:
        where = f", vướng ở “{stuck.args[0]}”" if stuck.args[0] else ""
        raise LanguageError(f"“{text.strip()}” không đọc được thành số{where}") from None
    return trai_dau(value, negative)
