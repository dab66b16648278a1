"""Times that a text names: days, months, quarters, parts of a year, years and stages, each with its place.

Promises: a time is found as it is written in papers, in tables and in names of files, in short too ("Q2", "T6/2026",
"6T"), and once ("Quý II/2026" is one mention, not a quarter and a year); the number and day of a cited paper, of a law
or of a standard are no time, nor is a term ("trong thời hạn 6 tháng"). A mention can be written again with other
numbers in its own way: "31/12/2026", "tháng 02/2027", "quý 2", "QUÝ IV".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.vietnamese.letters import doc_la_ma, la_ma

DAY, MONTH, QUARTER, PART, YEAR, STAGE = "ngày", "tháng", "quý", "một phần của năm", "năm", "giai đoạn"
RANGE = "khoảng ngày"
"""From a day to a day, the first of them without a year: "15/4 - 14/5/2026"."""

MONTHS = "số tháng"
"""A bare number of months, which may be those of the year so far: "lũy kế 5 tháng", "6T"."""

NUMBER = "số"
"""The kind of a number beside a year, in the name of a file: a month or a quarter ("so-lieu-2026-12")."""

_PART_OF = {QUARTER: "quarter", MONTH: "month"}
_YEAR = r"(?:19|20|21)\d\d"
_SHORT_DAY = r"(?P<day>\d{1,2})(?P<sign>\s?[/.-]\s?)(?P<month>\d{1,2})(?P=sign)"
_OF_YEAR = rf"(?:\s*/\s*|\s+năm\s+|\s*-\s*)(?P<year>{_YEAR})(?![\d/])"
_SAID_YEAR = rf"\s+(?P<year>{_YEAR})(?!\d)"
_GAP = r"[^\S\n]+"  # "9 tháng" at the end of a line and a number in the next are two things
_TO = r"\s*(?:[-–—]|đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?"
_COUNT = r"(?<![\w.,/-])(?P<count>0?[1-9]|1[0-2])"
_NO_CODE = r"(?<![\w/])(?<![^\W\d]-)"  # "T4-T6", not "QĐ-T6"
_WORDS = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
          "mười một": 11, "mười hai": 12}  # fmt: skip
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_COUNT_IN_WORDS = rf"\b(?:bốn|{_IN_WORDS})"
_NO_MONTH_BEFORE = r"(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )(?<!ngày )(?<!ngày, )(?<!\d )"  # "mỗi tháng hai buổi"
_NO_MONTH_AFTER = r"(?!\s+(?:lần|buổi|kỳ|đợt|ngày|phiên|cuộc|số|hội|báo|lượt|loại|năm\s+tuổi))"
_NO_COUNT = r"(?<!\d)(?<!tuần )(?<!thứ )(?<!đợt )(?<!lần )(?<!kỳ )"  # "tuần 2 tháng 3"
_SHARED = (
    r"(?:chỉ tiêu|tiêu chí|nhiệm vụ|xã|phường|huyện|thôn|khu|đơn vị|cơ quan|tổ chức|số|tổng|công trình|dự án|hồ sơ"
    r"|người|hộ|trường|lớp|doanh nghiệp|cơ sở|cuộc|vụ|mục tiêu|nội dung|thành viên|tổ|đại biểu|học sinh|sản phẩm"
    r"|điểm|km)\b"
)
"""What is counted by a fraction: "từ 5/12 đến 7/12 xã"."""

_MONTHS = rf"(?:{_GAP}tháng|[^\S\n]?(?-i:T))"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (RANGE, rf"(?<![\d/.,-])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}}){_TO}"
                rf"(?P<last_day>\d{{1,2}})/(?P<last_month>\d{{1,2}})(?:/(?P<year>{_YEAR}))?(?![\d/]|[.,]\d|\s+{_SHARED})"),
        (DAY, rf"(?<!\d)(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
        (DAY, rf"(?<![\d/.-]){_SHORT_DAY}(?P<year>{_YEAR})(?![\d/])"),
        (DAY, rf"{_NO_COUNT}(?P<day>\d{{1,2}}){_GAP}tháng{_GAP}(?P<month>\d{{1,2}})(?!\d)(?:\s+năm{_SAID_YEAR})?"),
        (DAY, r"(?:(?<=ngày )|(?<=tính đến )|(?<=đến hết )|(?<=trước ))(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])"),
        (DAY, rf"(?<=đến )(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\w/]|[.,]\d|\s*[-–]\s*\d)(?!\s+{_SHARED})"),
        (STAGE, rf"(?<![\d/])(?P<year>{_YEAR})\s*[-–—]\s*(?P<last>{_YEAR})(?![\d/])"),
        (PART, rf"{_COUNT}(?:{_MONTHS}\s+(?:đầu|cuối)\s+năm|\s?TĐN)\b(?!\s+học)(?:[\s/]+(?P<year>{_YEAR})(?!\d))?"),
        (PART, rf"{_COUNT}{_MONTHS}(?:\s+(?:của\s+)?năm\s+|\s*[/-]\s*|\s+|(?<=T))(?P<year>{_YEAR})(?![\d/])"),
        (PART, rf"(?:(?<=lũy kế )|(?<=luỹ kế )|(?<=kết quả )|(?<=ước )){_COUNT}{_MONTHS}(?![\w/])"),
        (PART, rf"{_COUNT_IN_WORDS}\s+tháng\s+(?:đầu|cuối)\s+năm\b(?!\s+học)(?:{_SAID_YEAR})?"),
        (PART, rf"(?:giữa|nửa\s+đầu|nửa\s+cuối)\s+năm(?:{_SAID_YEAR})?"),
        (QUARTER, rf"\bqu[ýíy]\s+(?P<quarter>IV|I{{1,3}}|[1-4])\b(?:{_OF_YEAR})?"),
        (QUARTER, rf"{_NO_CODE}q(?:u[ýíy])?\.?\s?(?P<quarter>(?-i:IV|I{{1,3}})|[1-4])(?![\w%]|[.,]\d)(?:{_OF_YEAR})?"),
        (MONTH, rf"{_NO_CODE}(?-i:T)\.?(?P<month>[1-9]|1[0-2]|0[1-9](?=[/-]\d{{4}}))(?![\w%]|[.,]\d)(?:{_OF_YEAR})?"),
        (MONTH, rf"\btháng{_GAP}(?P<month>\d{{1,2}})(?!\d)(?:{_OF_YEAR})?"),
        (MONTH, rf"(?<![\w/.,:-])(?P<month>0?[1-9]|1[0-2])/(?P<year>{_YEAR})(?![\d/])"),
        (MONTHS, rf"{_COUNT}{_MONTHS}(?![\w/])"),
        (QUARTER, rf"\bqu[ýíy]\s+(?P<quarter>một|hai|ba|tư)\b{_NO_MONTH_AFTER}(?:{_OF_YEAR})?"),
        (MONTH, rf"{_NO_MONTH_BEFORE}\btháng\s+(?P<month>năm)\b{_OF_YEAR}"),
        (MONTH, rf"{_NO_MONTH_BEFORE}\btháng\s+(?P<month>(?!năm){_IN_WORDS})\b{_NO_MONTH_AFTER}(?:{_OF_YEAR})?"),
        (DAY, rf"(?<![\d/.,-])\d{{1,2}}\s?[-–]\s?(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>{_YEAR})(?![\d/])"),
        (YEAR, rf"(?<![\d/.,:\w-])(?P<year>{_YEAR})(?![\d/]|[.,:]\d|\s*%|-?\w)"),
    )
)  # fmt: skip
_AND = r"(?:\s*[,;+&–-]\s*|\s+(?:và|đến|hoặc)\s+)"
_LAST = r"(?=\s*(?:$|[;.)\n]|,(?!\d)|/\s*(?:19|20|21)\d\d|năm\s+\d|(?:và|đến|hoặc)\s+\d))"
_MORE = {
    QUARTER: re.compile(rf"{_AND}(?P<quarter>IV\b|I{{1,3}}\b|[1-4]{_LAST})(?![.)])(?:{_OF_YEAR})?", re.IGNORECASE),
    MONTH: re.compile(rf"{_AND}(?P<month>(?:0?[1-9]|1[0-2])){_LAST}(?:{_OF_YEAR})?", re.IGNORECASE),
}
"""What follows a quarter or a month in a list: "Quý I, II và III/2026", "tháng 4, 5 và 6"."""

_MAY_NAME_ONE = re.compile(r"\d|tháng|năm|qu[ýíy]|\bq", re.IGNORECASE)
_TERM_BEFORE = re.compile(
    r"\b(?:hạn|thời gian|vòng|sau|trước|cứ|mỗi|từ|quá|đủ|dưới|trên|hơn|ít nhất|tối đa|tối thiểu|hợp đồng|kéo dài|thêm"
    r"|bảo hành|định kỳ|chu kỳ|thọ(?:\s+\w+)?|thai sản|xe|tải|tuổi|cách|khóa|lớp|tập sự|thử việc|hưởng|nghỉ|hằng|hàng"
    r"|trợ cấp|dài|lương|lưu|còn|đến|\d\s*[-–]|(?:tháng|quý)\s*(?:,|và))\s+$",
    re.IGNORECASE,
)
_TERM_AFTER = re.compile(
    r"\s*(?:/|tuổi|giêng|chạp|một lần|lương|trở lên|trở xuống|liên t|kể từ|tính từ|tới|tiếp theo|sau|trước|tù|đến|gần"
    r"|[-–]\s*\d)|\s+\d+\s+lần", re.IGNORECASE,
)  # fmt: skip
"""What makes a number of months a term, and no part of the year."""

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
        (MONTHS, rf"(?<![^\W_])(?P<count>{_TWELVE})[\s._-]*t(?:h[aá]ng)?(?![^\W_])(?![\s._-]*\d{{1,2}}(?!\d))"),
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
        """Return its "year", "last" (of a stage), "quarter", "month", "count" or "day"; None where it names none.

        A range has its first day as "day" and "month", its last as "last_day" and "last_month".
        """
        if part not in self._parts:
            return None
        written = self.text[slice(*self._parts[part])]
        if written.lower() in _WORDS:
            return _WORDS[written.lower()]
        return int(written) if written.isdigit() else doc_la_ma(written.upper())

    @property
    def short(self) -> bool:
        """Whether it is a bare abbreviation or a bare number of months, which may be something else: "Q2", "T6"."""
        bare = self.kind in (QUARTER, MONTH) and self.words[:1] in "QqT" and not self.words.lower().startswith("qu")
        roman = self.kind == QUARTER and not self.text[slice(*self._parts["quarter"])].isdigit()
        return "year" not in self._parts and (self.kind == MONTHS or (bare and not roman))

    def rewritten(self, numbers: Mapping[str, int]) -> str:
        """Return its words with other numbers, each written as the old one was."""
        words = self.words
        for part, (start, end) in sorted(self._parts.items(), key=lambda item: -item[1][0]):
            if part in numbers:
                new = _as(self.text[start:end], part, numbers[part])
                words = words[: start - self.start] + new + words[end - self.start :]
        return words


def _as(old: str, part: str, number: int) -> str:
    """Return a number in the way of `old`: Roman or not; with the zero of the decree, or of who always writes one."""
    if old.lower() in _WORDS:
        words = next(word for word, value in _WORDS.items() if value == number)
        return words.capitalize() if old[:1].isupper() else words
    if not old.isdigit():
        return la_ma(number) if old.isupper() else la_ma(number).lower()
    if part == "number":
        return f"{number:02}" if len(old) == 2 else str(number)
    if part == "count":
        return f"{number:02}" if old.startswith("0") else str(number)
    if part in ("day", "last_day", "last_month") or (part == "month" and old.startswith("0") and int(old) > 2):
        return f"{number:02}" if len(old) == 2 else str(number)
    if part == "month":
        plain = len(old) == 1 and int(old) < 3
        return f"{number:02}" if number < 3 and not plain else str(number)
    return str(number)


def tim_thoi_gian(text: str) -> list[Mention]:
    """Return the times that a composed text names, in order."""
    if not _MAY_NAME_ONE.search(text):  # most cells of a table
        return []
    taken = [match.span() for match in _NUMBER.finditer(text)]
    found: list[Mention] = []

    def keep(kind: str, match: re.Match[str]) -> None:
        if any(match.start() < end and start < match.end() for start, end in taken):
            return
        parts = {name: match.span(name) for name, value in match.groupdict().items() if value and name != "sign"}
        start = match.start(_PART_OF[kind]) if match.re is _MORE.get(kind) else match.start()
        mention = Mention(kind, text, start, match.end(), parts)
        if not _possible(mention) or (kind == MONTHS and _is_term(mention)):
            return
        taken.append(match.span())
        found.append(mention)
        if kind in _MORE and (more := _MORE[kind].match(text, match.end())):
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
    first, last = mention.number("year"), mention.number("last")
    if first is not None and last is not None and first > last:
        return False
    days = (mention.number("day"), mention.number("last_day"))
    months = (mention.number("month"), mention.number("last_month"))
    return all(day is None or 1 <= day <= 31 for day in days) and all(m is None or 1 <= m <= 12 for m in months)


def _is_term(mention: Mention) -> bool:
    """Return whether a number of months is how long something takes: "trong thời hạn 6 tháng", "06 tháng tuổi"."""
    before, after = mention.text[: mention.start], mention.text[mention.end :]
    return bool(_TERM_BEFORE.search(before[-40:]) or _TERM_AFTER.match(after[:40]))
