"""Times that a text names: days, months, quarters, parts of a year, years and stages, each with its place.

Promises: a time is found as it is written in papers, in tables and in names of files, and once ("Quý II/2026" is one
mention, not a quarter and a year); the number and day of a cited paper, of a law or of a standard are not taken for
times. A mention can be written again with other numbers in its own way: "31/12/2026", "tháng 02/2027", "quý 2",
"QUÝ IV".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.vietnamese.letters import doc_la_ma, la_ma

DAY, MONTH, QUARTER, PART, YEAR, STAGE = "ngày", "tháng", "quý", "một phần của năm", "năm", "giai đoạn"
NUMBER = "số"
"""The kind of a number beside a year, in the name of a file: a month or a quarter ("so-lieu-2026-12")."""

_YEAR = r"(?:19|20|21)\d\d"
_SHORT_DAY = r"(?P<day>\d{1,2})(?P<sign>\s?[/.-]\s?)(?P<month>\d{1,2})(?P=sign)"
_OF_YEAR = rf"(?:\s*/\s*|\s+năm\s+|\s*-\s*)(?P<year>{_YEAR})(?![\d/])"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (DAY, rf"(?<!\d)(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
        (DAY, rf"(?<![\d/.-]){_SHORT_DAY}(?P<year>{_YEAR})(?![\d/])"),
        (DAY, rf"(?<!\d)(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})(?!\d)(?:\s+năm\s+(?P<year>{_YEAR})(?!\d))?"),
        (DAY, r"(?<=ngày )(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])"),
        (STAGE, rf"(?<![\d/])(?P<year>{_YEAR})\s*[-–—]\s*(?P<last>{_YEAR})(?![\d/])"),
        (PART, rf"(?:\b0?[369]|ba|sáu|chín)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+(?P<year>{_YEAR})(?!\d))?"),
        (PART, rf"(?:giữa|nửa\s+đầu|nửa\s+cuối)\s+năm(?:\s+(?P<year>{_YEAR})(?!\d))?"),
        (QUARTER, rf"\bqu[ýíy]\s+(?P<quarter>IV|I{{1,3}}|[1-4])\b(?:{_OF_YEAR})?"),
        (MONTH, rf"\btháng\s+(?P<month>\d{{1,2}})(?!\d)(?:{_OF_YEAR})?"),
        (MONTH, rf"(?<![\d/.,:-])(?P<month>0?[1-9]|1[0-2])/(?P<year>{_YEAR})(?![\d/])"),
        (YEAR, rf"(?<![\d/.,:\w-])(?P<year>{_YEAR})(?![\d/]|[.,:]\d|\s*%|-?\w)"),
    )
)  # fmt: skip
_MORE = re.compile(
    rf"(?:\s*[,;+&–-]\s*|\s+(?:và|đến|hoặc)\s+)(?P<quarter>IV|I{{1,3}})\b(?![.)])(?:{_OF_YEAR})?", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\bsố:?\s+\d[\w/.-]*(?:[\s,]+(?:ngày|Ngày)\s+(?:\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}))?"
    r"|\b\d+/\d{4}/[\w-]+|\b(?:TCVN|QCVN|ISO)[\s\w/.-]*[\d:]+"
)
_QUARTER_NAME, _MONTH_NAME = r"(?<![^\W\d_])q(?:u[ýíyi])?[\s._-]*", r"(?<![^\W\d_])t(?:h[aá]ng)?[\s._-]*"
_NAMED_DAY = r"(?P<day>\d{1,2})(?P<sign>[\s._-])(?P<month>\d{1,2})(?P=sign)"
_TWELVE = r"(?:0?[1-9]|1[0-2])"
_IN_NAMES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (QUARTER, rf"{_QUARTER_NAME}(?P<quarter>iv|i{{1,3}}|[1-4])(?![^\W_])"),
        (QUARTER, rf"{_QUARTER_NAME}(?P<quarter>[1-4])(?P<year>{_YEAR})(?!\d)"),
        (MONTH, rf"{_MONTH_NAME}(?P<month>{_TWELVE})(?![^\W_])"),
        (MONTH, rf"{_MONTH_NAME}(?P<month>0[1-9]|1[0-2])(?P<year>{_YEAR})(?!\d)"),
        (DAY, rf"(?<!\d){_NAMED_DAY}(?P<year>{_YEAR})(?!\d)"),
        (DAY, rf"(?<!\d)(?P<year>{_YEAR})(?P<sign>[\s._-])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)"),
        (MONTH, rf"(?<!\d)(?P<year>{_YEAR})(?P<month>0[1-9]|1[0-2])(?!\d)"),
        (MONTH, rf"(?<!\d)(?P<month>0[1-9]|1[0-2])(?P<year>{_YEAR})(?!\d)"),
        (STAGE, rf"(?<!\d)(?P<year>{_YEAR})[\s_–-]+(?P<last>{_YEAR})(?!\d)"),
        (YEAR, rf"(?<!\d)(?P<year>{_YEAR})(?!\d)"),
        (QUARTER, rf"(?<![^\W_])(?P<quarter>iv|i{{1,3}})(?=[\s._-]{{1,3}}{_YEAR}(?!\d))"),
        (QUARTER, rf"(?<={_YEAR}[\s._-])(?P<quarter>iv|i{{1,3}})(?![^\W_])"),
        (NUMBER, rf"(?<![^\W_])(?P<number>{_TWELVE})(?=[\s._-]{{1,3}}{_YEAR}(?!\d))"),
        (NUMBER, rf"(?<={_YEAR}[\s._-])(?P<number>{_TWELVE})(?![^\W_])"),
    )
)
_BESIDE_A_YEAR = [pattern for _, pattern in _IN_NAMES[-4:]]
_COUNTED = re.compile(
    r"\b(?:phu.?luc|phụ lục|mau|mẫu|bieu|biểu|(?<!ho.)(?<!co.)so|số|bang|bảng|lan|lần|dot|đợt|tuan|tuần"
    r"|(?<!van.)ban|(?<!văn )bản|v)[\s._-]*$",
    re.IGNORECASE,
)
"""Words of a name that are followed by a number of their own: in "bieu-2-2026", 2 is not a month."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time named in a text: its words from `start` to `end`, what it is, and where each of its numbers stands."""

    kind: str
    text: str
    start: int
    end: int
    _parts: Mapping[str, tuple[int, int]]

    @property
    def words(self) -> str:
        """What is written."""
        return self.text[self.start : self.end]

    def number(self, part: str) -> int | None:
        """Return its "year", "last" (of a stage), "quarter", "month" or "day"; None where the text does not name it."""
        if part not in self._parts:
            return None
        written = self.text[slice(*self._parts[part])]
        return int(written) if written.isdigit() else doc_la_ma(written.upper())

    def rewritten(self, numbers: Mapping[str, int]) -> str:
        """Return its words with other numbers, each written as the old one was."""
        words = self.words
        for part, (start, end) in sorted(self._parts.items(), key=lambda item: -item[1][0]):
            if part in numbers:
                new = _as(self.text[start:end], part, numbers[part])
                words = words[: start - self.start] + new + words[end - self.start :]
        return words


def _as(old: str, part: str, number: int) -> str:
    """Return a number written as `old` is: Roman or not, with a leading zero where the decree or the writer has one."""
    if not old.isdigit():
        return la_ma(number) if old.isupper() else la_ma(number).lower()
    if part == "number":
        return f"{number:02}" if len(old) == 2 else str(number)
    if part == "day" or (part == "month" and old.startswith("0") and int(old) > 2):
        return f"{number:02}" if len(old) == 2 else str(number)
    if part == "month":
        plain = len(old) == 1 and int(old) < 3
        return f"{number:02}" if number < 3 and not plain else str(number)
    return str(number)


def tim_thoi_gian(text: str) -> list[Mention]:
    """Return the times that a composed text names, in order."""
    taken = [match.span() for match in _NUMBER.finditer(text)]
    found: list[Mention] = []

    def keep(kind: str, match: re.Match[str]) -> None:
        if any(match.start() < end and start < match.end() for start, end in taken):
            return
        parts = {name: match.span(name) for name, value in match.groupdict().items() if value and name != "sign"}
        start = match.start("quarter") if match.re is _MORE else match.start()
        mention = Mention(kind, text, start, match.end(), parts)
        if not _possible(mention):
            return
        taken.append(match.span())
        found.append(mention)
        if kind == QUARTER and (more := _MORE.match(text, match.end())):
            keep(kind, more)

    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            keep(kind, match)
    return sorted(found, key=lambda mention: mention.start)


def tim_trong_ten(name: str) -> list[Mention]:
    """Return the times in the name of a file, a sheet or a code: "ho-so-quy-2-2026", "Quý II", "T5.2026", "2026-05"."""
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    for kind, pattern in _IN_NAMES:
        for match in pattern.finditer(name):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            parts = {part: match.span(part) for part, value in match.groupdict().items() if value and part != "sign"}
            mention = Mention(kind, name, match.start(), match.end(), parts)
            beside = match.re in _BESIDE_A_YEAR and _COUNTED.search(name.replace("_", " "), 0, match.start())
            if _possible(mention) and not beside:
                taken.append(match.span())
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _possible(mention: Mention) -> bool:
    day, month, first, last = (mention.number(part) for part in ("day", "month", "year", "last"))
    in_order = first is None or last is None or first <= last
    return in_order and (day is None or 1 <= day <= 31) and (month is None or 1 <= month <= 12)
