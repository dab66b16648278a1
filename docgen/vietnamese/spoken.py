"""Vietnamese as a language of num2words, corrected: what `bang_chu` and `thu_tu` speak with.

From num2words' own `Num2Word_VI`: the words of 0 to 999, which are right, and the methods that a language has.
Corrected here: empty hundreds within a number (1024), tỷ and what lies above, negatives, decimals, ordinals. Added,
since the original has none: years, money, fractions, numbers given as a text, the readings that `CachDoc` offers.

A number is read in groups of nine digits, each closed by as many "tỷ" as it needs (tỷ = 10^9, tỷ tỷ = 10^18), so every
integer has one reading and every reading one integer.

This module brings in num2words, so `words` loads it with the first number that is asked for. It changes nothing in
num2words itself: that is what `num2words_vi` is for.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from num2words import lang_VI

from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.figures import Number, exact, so, trai_dau
from docgen.vietnamese.reading import CHUAN, CachDoc

_Groups = tuple[list[str], list[str], list[str]]
"""The words of 0 to 999 as units, thousands and millions; "" for 0."""


class Num2Word_VI(lang_VI.Num2Word_VI):  # type: ignore[misc] # num2words has no types
    """Vietnamese of state papers, as num2words asks for a language; `how` numbers are read, where usage differs."""

    def __init__(self, how: CachDoc = CHUAN) -> None:
        self.how = how
        self._first, self._later = self._groups()

    # --- words, by the original's own steps

    def vietnam_number(self, val: int) -> str:
        """Return an integer from 0 up in words."""
        first, later = self._first, self._later
        if val < 1_000_000:
            thousands, units = divmod(val, 1000)
            if thousands:
                return first[1][thousands] + later[0][units]
            return first[0][units] or self._below_thousand(0)
        blocks: list[int] = []
        while val:
            val, block = divmod(val, 1_000_000_000)
            blocks.append(block)
        text = ""
        for billions in range(len(blocks) - 1, -1, -1):
            rest, units = divmod(blocks[billions], 1000)
            millions, thousands = divmod(rest, 1000)
            words = later if text else first
            if millions:
                text += words[2][millions]
                words = later
            if thousands:
                text += words[1][thousands]
                words = later
            text += words[0][units]
            if billions and (units or rest):
                text += f" {self.how.ty}" * billions
        return text

    def number_to_text(self, number: Number) -> str:
        """Return an exact number in words: negative ones, decimals and fractions too."""
        if number < 0:
            return f"âm {self.number_to_text(trai_dau(number))}"
        if isinstance(number, int):
            return self.vietnam_number(number)
        if isinstance(number, Decimal):
            part = format(number, "f").partition(".")[2].rstrip("0")
            return self.vietnam_number(int(number)) + (f" phẩy {self._decimals(part)}" if part else "")
        if number.denominator == 1:
            return self.vietnam_number(number.numerator)
        below = "tư" if number.denominator == 4 else self.vietnam_number(number.denominator)
        return f"{self.vietnam_number(number.numerator)} phần {below}"

    def _below_thousand(self, n: int) -> str:
        """Return 0 to 999 in words: the original's, with the words of this reading."""
        words = str(super().vietnam_number(n)).replace(" lẻ ", f" {self.how.linh} ")
        return words.replace(" mươi bốn", f" mươi {self.how.bon}")

    def _after_larger(self, n: int, khong_tram: bool) -> str:
        """Return 1 to 999 as it follows larger groups: its empty hundreds and tens are spoken too."""
        words = self._below_thousand(n)
        if n < 10:
            words = f"{self.how.linh} {words}"
        return f"không trăm {words}" if n < 100 and khong_tram else words

    def _groups(self) -> tuple[_Groups, _Groups]:
        """Return the groups as they begin a number, and as they follow larger ones (what separates them in front)."""
        first = ["", *(self._below_thousand(n) for n in range(1, 1000))]
        later = ["", *(self._after_larger(n, self.how.khong_tram) for n in range(1, 1000))]
        return self._named(first, ""), self._named(later, ", " if self.how.phay else " ")

    def _named(self, words: list[str], gap: str) -> _Groups:
        def followed_by(name: str) -> list[str]:
            return [f"{gap}{word}{name}" if word else "" for word in words]

        return followed_by(""), followed_by(f" {self.how.nghin}"), followed_by(" triệu")

    def _decimals(self, part: str) -> str:
        """Return digits after the comma: one by one, or as a number (the schoolbook: 0,038 không trăm …)."""
        if self.how.tung_chu_so or len(part) == 1:
            return " ".join(self.vietnam_number(int(digit)) for digit in part)
        if len(part) == 3 and part.startswith("0"):
            return self._after_larger(int(part), khong_tram=True)
        rest = part.lstrip("0")
        zeros = [self.vietnam_number(0)] * (len(part) - len(rest))
        plain = language(replace(self.how, phay=False)) if self.how.phay else self
        return " ".join([*zeros, plain.vietnam_number(int(rest))])

    # --- what num2words calls

    def str_to_number(self, value: str) -> Decimal:
        """Return the number of a text as Python writes it ("1234.5"), as num2words' other languages do."""
        return Decimal(value)

    def to_cardinal(self, number: Number | float, **how: Any) -> str:
        """Return a number in words; a float as it is printed (3.05), `how` as the fields of `CachDoc`."""
        speaker = language(replace(self.how, **how)) if how else self
        return speaker.number_to_text(_exact(number))

    def to_ordinal(self, number: Number | float, *, hai: str = "hai") -> str:
        """Return "thứ nhất", "thứ hai" (or "thứ nhì"), "thứ ba", "thứ tư" … Raises LanguageError below 1."""
        n = _place(number)
        if hai not in ("hai", "nhì"):
            raise LanguageError(f"Thứ tự thứ 2 đọc là “hai” hoặc “nhì”, không đọc là “{hai}”")
        return "thứ " + ({1: "nhất", 2: hai, 4: "tư"}.get(n) or self.vietnam_number(n))

    def to_ordinal_num(self, number: Number | float) -> str:
        """Return the ordinal in figures: "thứ 5"."""
        return f"thứ {so(_place(number))}"

    def to_year(self, number: Number | float, suffix: str = "") -> str:
        """Return a year: "hai nghìn không trăm hai mươi sáu", "bốn mươi bốn trước Công nguyên" for -44."""
        year = _exact(number)
        ending = suffix or ("trước Công nguyên" if year < 0 else "")
        return f"{self.number_to_text(trai_dau(year, year < 0))} {ending}".rstrip()

    def to_currency(
        self, val: Number | float, currency: str = "VND", cents: bool = True, separator: str = ",",
        adjective: bool = False, *, chan: bool = False,
    ) -> str:  # fmt: skip
        """Return an amount of đồng, "chẵn" behind whole thousands on request.

        Arguments for cents have no effect: the đồng has none.

        Raises NotImplementedError for another currency, as num2words' languages do.
        """
        if currency != "VND":
            raise NotImplementedError(f'Currency code "{currency}" not implemented for "{type(self).__name__}"')
        amount = _exact(val)
        return f"{self.number_to_text(amount)} đồng" + (" chẵn" if chan and Fraction(amount) % 1000 == 0 else "")


@lru_cache(maxsize=256)
def language(how: CachDoc) -> Num2Word_VI:
    """Return the language in one of its readings; its tables are made once."""
    return Num2Word_VI(how)


def _exact(number: object) -> Number:
    """Return a number that can be spoken; of a float the digits that are printed."""
    return exact(Decimal(str(number)) if isinstance(number, float) else number)


def _place(number: object) -> int:
    place = _exact(number)
    if place < 1 or place != int(place):
        raise LanguageError(f"Không có thứ tự {number}: thứ tự là số nguyên từ 1 (thứ nhất)")
    return int(place)
