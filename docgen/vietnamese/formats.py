"""Number formats of worksheets, as a Vietnamese reader sees them: `0000000000`, `#,##0.0`, `00"/QĐ-SNV"`, `mmmm yyyy`.

Promise: a value is written as its sheet shows it (ECMA-376 Part 1, 18.8.31), in Vietnamese signs: decimal comma, dots
between thousands where the format groups them, months and days of the week by their names. What a sheet shows by
colour alone is not lost: a negative figure in red is written with its minus. Powers of ten are written plainly.

Hidden: sections by sign or condition, literals, blanks and fillings, scaling, whether an m is a month or a minute.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cached_property, lru_cache

from docgen.vietnamese import day_formats, fraction_formats
from docgen.vietnamese.cldr import cldr
from docgen.vietnamese.dates import ngay
from docgen.vietnamese.figures import lam_tron

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<blank>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general)'
    r"|(?P<half>am/pm|a/p)|(?P<power>e[+-])|(?P<date>y+|m+|d+|h+|s+)|(?P<sign>[0#?.,%@;])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_CURRENCY = re.compile(r"\$([^-]*)")  # [$₫-42A]: a sign, then a language
_LONG_DATE = "$-f800"  # the system's long date
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)

_Token = tuple[str, str]
"""Kind and text: "lit", "digit", "slash" of a fraction, "point", "comma", "percent", "at", "general", "date", "odd"."""


@dataclass(frozen=True)
class _FormatSection:
    """One of the parts between semicolons."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None = None
    long_date: bool = False

    def fits(self, value: Decimal) -> bool:
        """Return whether the section's condition holds."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return {
            "<": value < limit, "<=": value <= limit, ">": value > limit,
            ">=": value >= limit, "=": value == limit, "<>": value != limit,
        }[sign]  # fmt: skip

    @cached_property
    def kinds(self) -> set[str]:
        """Which kinds of tokens there are."""
        return {kind for kind, _ in self.tokens}

    @cached_property
    def literals(self) -> str:
        """What is written beside the value."""
        return "".join(text for kind, text in self.tokens if kind == "lit").strip()

    @cached_property
    def slots(self) -> tuple[list[int], list[int]]:
        """The places of digits before and after the point, by token."""
        digits = [place for place, (kind, _) in enumerate(self.tokens) if kind == "digit"]
        point = next((place for place, (kind, _) in enumerate(self.tokens) if kind == "point"), len(self.tokens))
        return [place for place in digits if place < point], [place for place in digits if place > point]

    @cached_property
    def commas(self) -> tuple[bool, int]:
        """Whether thousands are grouped, and how many times the value is divided by a thousand."""
        whole, part = self.slots
        places = [place for place, (kind, _) in enumerate(self.tokens) if kind == "comma"]
        grouped = any(whole and whole[0] < place < whole[-1] for place in places)
        ends = [slots[-1] for slots in (whole, part) if slots]
        return grouped, sum(any(end < place and self._only_commas(end, place) for end in ends) for place in places)

    def _only_commas(self, start: int, end: int) -> bool:
        return all(kind == "comma" for kind, _ in self.tokens[start + 1 : end])

    @cached_property
    def fraction(self) -> fraction_formats.Shape | None:
        """How a figure is shown as a fraction, None if it is not."""
        return fraction_formats.shape(self.tokens)

    @property
    def is_code(self) -> bool:
        """Whether the digits are a code's: padded with zeros, cut by signs, or part of a number with a slash."""
        if self.fraction:
            return False
        whole = self.slots[0]
        padded = sum(self.tokens[place][1] == "0" for place in whole) > 1 and not self.commas[0]
        between = self.tokens[whole[0] : whole[-1]] if whole else ()
        cut = any(kind == "lit" and text.strip() for kind, text in between)
        return padded or cut or (bool(whole) and "/" in self.literals)


@dataclass(frozen=True)
class NumberFormat:
    """A number format, ready to write values with. `of` makes one from its code."""

    sections: tuple[_FormatSection, ...]

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(code: str) -> NumberFormat:
        """Return the format that `code` describes; any code is understood somehow, as spreadsheets do."""
        return NumberFormat(tuple(_sections(code or "General")))

    # --- figures

    def number(self, value: Decimal) -> str:
        """Return a figure as the sheet shows it; "" where it shows none."""
        section, signed = self._section(value)
        if _general(section):
            return _beside(section, _plain(value))
        shape = section.fraction
        text = fraction_formats.written(shape, value.copy_abs()) if shape else _digits(section, value.copy_abs())
        negative = value < 0 and re.search("[1-9]", text) and not self._says_minus(section, signed)
        return cldr().minus + text if negative else text

    def _says_minus(self, section: _FormatSection, signed: bool) -> bool:
        """Return whether a section's own words say that a figure is negative: "-", brackets, "Giảm"."""
        marked = "-" in section.literals or "(" in section.literals
        return marked if section.condition else signed and (marked or section.literals != self.sections[0].literals)

    def places(self, value: Decimal) -> int:
        """Return how many decimals the sheet shows."""
        section = self._section(value)[0]
        if section.fraction:
            return 0 if value == value.to_integral_value() else -int(value.normalize().as_tuple().exponent)
        part = _digits(section, value.copy_abs(), bare=True).partition(cldr().decimal)[2]
        return len(part.rstrip("%"))

    def is_general(self, value: Decimal) -> bool:
        """Return whether the format asks for nothing, or only for what no paper writes (1,2E+05)."""
        section = self._section(value)[0]
        return _general(section) and (not section.literals or "odd" in section.kinds)

    def is_rate(self, value: Decimal) -> bool:
        """Return whether a figure is shown as a percentage."""
        return "percent" in self._section(value)[0].kinds

    def is_code(self, value: Decimal) -> bool:
        """Return whether the digits are a code and no figure: 0905123456, 08/QĐ-SNV."""
        return self._section(value)[0].is_code

    def is_scaled(self, value: Decimal) -> bool:
        """Return whether a figure is shown in thousands or millions, though it is not."""
        section = self._section(value)[0]
        return not _general(section) and section.commas[1] > 0

    def is_plain(self, value: Decimal) -> bool:
        """Return whether the format says no more than decimals, groups and %: any paper writes such figures alike."""
        section, signed = self._section(value)
        if section.fraction:
            return False
        if not section.slots[0] and not section.slots[1]:
            return _general(section) and not section.literals
        return section.literals in ("", "-" if signed else "") and not section.is_code and not section.commas[1]

    def groups(self, value: Decimal) -> bool:
        """Return whether thousands are separated."""
        return self._section(value)[0].commas[0]

    def _section(self, value: Decimal) -> tuple[_FormatSection, bool]:
        """Return the section for a figure, and whether it is the one that says "negative" itself."""
        if any(section.condition for section in self.sections):
            fitting = (section for section in self.sections if section.fits(value))
            return next(fitting, self.sections[-1]), False
        figures = [section for section in self.sections if "at" not in section.kinds] or [self.sections[0]]
        if value < 0 and len(figures) > 1:
            return figures[1], True
        return figures[2 if value == 0 and len(figures) > 2 else 0], False

    # --- days

    @property
    def is_date(self) -> bool:
        """Return whether numbers are days or times."""
        return "date" in self.sections[0].kinds or self.sections[0].long_date

    @property
    def is_elapsed(self) -> bool:
        """Return whether hours are counted beyond a day."""
        return any(kind == "date" and text[0] == "[" for kind, text in self.sections[0].tokens)

    @property
    def shows_day(self) -> bool:
        """Return whether a day, a month or a year is shown (not hours only)."""
        return bool(self._parts & {"y", "M", "d"})

    @property
    def names_day(self) -> bool:
        """Return whether the day is shown, and not the month or the year alone."""
        return "d" in self._parts

    @cached_property
    def _parts(self) -> set[str]:
        if self.sections[0].long_date:
            return {"y", "M", "d"}
        return {text[0] for kind, text in self.sections[0].tokens if kind == "date"}

    @property
    def is_plain_date(self) -> bool:
        """Return whether a day without hours is written as papers write days, without words of its own."""
        return not self.sections[0].long_date and day_formats.is_plain(self.sections[0].tokens)

    def shows_hours(self, clock: time) -> bool:
        """Return whether the sheet shows an hour of the day that a paper writes."""
        return day_formats.hours_count(self.sections[0].tokens, clock)

    def day(self, value: date, clock: time | None = None) -> str:
        """Return a day as the sheet shows it, with its hours if a clock is given."""
        return ngay(value) if self.sections[0].long_date else day_formats.written(self.sections[0].tokens, value, clock)

    # --- texts

    def text(self, value: str) -> str:
        """Return a text as the sheet shows it: "Ông " before it, say."""
        section = next((section for section in self.sections if "at" in section.kinds), None)
        if section is None:
            return value
        return "".join(value if kind == "at" else text for kind, text in section.tokens if kind in ("at", "lit"))


def _sections(code: str) -> list[_FormatSection]:
    sections: list[_FormatSection] = []
    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    long_date = False
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "quoted", match[match.lastgroup or "quoted"] or ""
        if kind == "bracket":
            limit = _CONDITION.fullmatch(text.strip())
            condition = (limit[1], Decimal(limit[2])) if limit and limit[2].count(".") <= 1 else condition
            long_date = long_date or text.lower() == _LONG_DATE
            tokens += _bracketed(text)
        elif text == ";" and kind == "sign":
            sections.append(_FormatSection(_dated(tokens), condition, long_date))
            tokens, condition, long_date = [], None, False
        else:
            tokens += _tokens(kind, text)
    sections.append(_FormatSection(_dated(tokens), condition, long_date))
    return sections


_SIGNS = {"0": "digit", "#": "digit", "?": "digit", ".": "point", ",": "comma", "%": "percent", "@": "at"}


def _tokens(kind: str, text: str) -> list[_Token]:
    if kind == "sign":
        return [(_SIGNS[text], text)]
    if kind in ("date", "general"):
        return [(kind, text.lower())]
    if kind in ("power", "half"):
        return [("odd", text)]
    if kind == "plain" and text == "/":
        return [("slash", text)]
    return [] if kind == "blank" else [("lit", text)]


def _bracketed(text: str) -> list[_Token]:
    """Return what a pair of brackets shows: a currency's sign, elapsed hours; nothing for colours and languages."""
    if _ELAPSED.fullmatch(text):
        return [("date", f"[{text.lower()}")]
    currency = _CURRENCY.match(text)
    return [("lit", currency[1])] if currency and currency[1] else []


def _dated(tokens: list[_Token]) -> tuple[_Token, ...]:
    """Return the tokens of a section, "M" for a month and "m" for a minute; the signs between days are literals."""
    parts = [place for place, (kind, _) in enumerate(tokens) if kind == "date"]
    if not parts and fraction_formats.shape(tokens):
        return tuple(tokens)
    tokens = [("lit" if kind == "slash" else kind, text) for kind, text in tokens]
    if not parts:
        return tuple(tokens)
    made = list(tokens)
    for number, place in enumerate(parts):
        letter = tokens[place][1][0]
        before = tokens[parts[number - 1]][1].lstrip("[")[0] if number else ""
        after = tokens[parts[number + 1]][1].lstrip("[")[0] if number + 1 < len(parts) else ""
        if letter == "m" and before != "h" and after != "s":
            made[place] = ("date", tokens[place][1].upper())
    dated: list[_Token] = []
    for kind, text in made:
        dated.append(("lit" if kind in ("point", "comma", "digit") else kind, text))
    return tuple(dated)


def _general(section: _FormatSection) -> bool:
    """Return whether a section writes figures plainly, because it says so, or because no paper writes them its way."""
    return bool(section.kinds & {"general", "odd", "at"})


def _beside(section: _FormatSection, figure: str) -> str:
    if "general" not in section.kinds:
        return figure
    out = ""
    for kind, text in section.tokens:
        if kind == "general":
            out += figure
        elif kind == "lit":
            out += text
    return out


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", cldr().decimal)


def _digits(section: _FormatSection, value: Decimal, *, bare: bool = False) -> str:
    """Return a figure without sign as a section shows it; `bare` omits its literals."""
    whole_slots, part_slots = section.slots
    grouped, thousands = section.commas
    power = 2 * sum(kind == "percent" for kind, _ in section.tokens) - 3 * thousands
    rounded = lam_tron(value.scaleb(power), len(part_slots))
    whole, _, part = f"{rounded:f}".partition(".")
    written = _whole([section.tokens[place][1] for place in whole_slots], whole.lstrip("0"), grouped)
    shown = dict(zip(whole_slots, written, strict=True))
    shown |= dict(zip(part_slots, _part([section.tokens[place][1] for place in part_slots], part), strict=True))
    decimals = any(shown[place] for place in part_slots)
    out = ""
    for place, (kind, text) in enumerate(section.tokens):
        if kind == "digit":
            out += shown[place]
        elif kind == "point":
            zero = "" if out[-1:].isdigit() or bare else "0"
            out += zero + cldr().decimal if decimals else ""
        elif kind == "percent" or (kind == "lit" and not bare):
            out += text
    return out.strip()


def _whole(slots: list[str], digits: str, grouped: bool) -> list[str]:
    """Return the digits of each place before the point; the first takes all that are left."""
    written = []
    for place in range(len(slots)):
        order = len(slots) - 1 - place  # how many digits follow
        end = len(digits) - order
        if end > 0:
            written.append(digits[:end] if place == 0 else digits[end - 1 : end])
        else:
            written.append("0" if slots[place] == "0" else "")
    if not grouped:
        return written
    count = 0
    for place in reversed(range(len(written))):
        text = ""
        for digit in reversed(written[place]):
            separator = cldr().group if count and count % 3 == 0 else ""
            text = digit + separator + text
            count += 1
        written[place] = text
    return written


def _part(slots: list[str], digits: str) -> list[str]:
    """Return the digit of each place after the point; zeros at the end only if the format requires them."""
    needed = 0
    for place, slot in enumerate(slots):
        if slot == "0" or digits[place] != "0":
            needed = place + 1
    return [*digits[:needed], *[""] * (len(slots) - needed)]
