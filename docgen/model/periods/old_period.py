"""The words of a text that still name the old period: moved where that is certain, else left to a clerk.

Promise: a sentence is moved as a whole or not at all. Every time in the old period, or next to it, is either moved or
left over with its sentence. History stays as it is: numbers and days of cited papers, and periods further back.

It is certain

- in a plan: a year ("năm 2026", "Quý II/2026", "năm học 2025-2026", the first or last day of a month), where the
  sentence does not tell what was done;
- in a report: the period, the months of the year so far ("lũy kế 5 tháng") and a range of days that is the whole
  period ("15/4 - 14/5"), in a title, a heading or the header of a table. In prose the figures of the sentence are
  those of the old period, and stay for the clerk to change together with the words.

What looks like a period and may be something else ("Q2" for a district, "T6" for a Friday, "6 tháng" for a term) is
moved only where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from docgen.expression import WHOLE_TAG
from docgen.model.periods.period import DAY, MONTHS, PART, RANGE, STAGE, YEAR, Mention, Step, is_end
from docgen.vietnamese.mentions import tim_thoi_gian, tim_trong_ten

LABEL, PROSE, CELL, CITED, NAME = "label", "prose", "cell", "cited", "name"
"""Where a text stands: a title or header; prose; a row of a table; the subject of a cited paper; a name, never printed.
"""

_LONGEST = 160  # characters of a sentence that are shown; the words left over stand amid them
_CALLED = re.compile(r"\{\{\s*vb\.(\w+)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_END = re.compile(r"(?<=[.;!?…])\s+|\n+")
_HEADING = re.compile(r"\s*#+\s|\s*\*\*[^*]+\*\*\s*$")
_MARK = re.compile(r"\s*(?:[-+*•–]|#+|\d+[.)]|[a-zđ]\))\s+")
_DONE = re.compile(r"\b(?:đã|so với|cùng kỳ|vừa qua|kết quả thực hiện)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:so|so sánh|đối chiếu)(?:\s+\w+){0,6}?\s+với\s*$", re.IGNORECASE)
CITED_PAPER = re.compile(r"\b\d+[a-zđ]?(?:/\d{4})?[/-][A-ZĐ][A-ZĐ\d/-]*[A-ZĐ]\b")  # 3100/QĐ-UBND, 05-NQ/TU
_YEAR_WORD = re.compile(
    r"(?:\bnăm|\bcác năm [\d, ]*(?:và|,)|\bvụ(?:\s+\w+){1,2}|\b(?:hè thu|thu đông|đông xuân))\s*$", re.IGNORECASE
)
_BORN = re.compile(
    r"(?:^|[,;(–-]|\b(?:trẻ|em|cháu|người|công dân|nam|nữ|ông|bà|anh|chị|con|niên|viên|học sinh))\s*"
    r"sinh\s+(?:vào\s+)?năm\s*$",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\bđạt\b(?:\s+\w+){0,2}\s+\d", re.IGNORECASE)
_AIMED = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|tối thiểu|ít nhất|trở lên|trở xuống|nhằm|để|sẽ|đến|tới|cần|phải|kế hoạch|hết)\b",
    re.IGNORECASE,
)
"""In a paper of a school year "năm 2025 đạt 75%" is what was reached, and "đến năm 2026 đạt 80%" what is aimed at."""

_SEASON = re.compile(r"\b(?:năm học|niên \w+|vụ(?:\s+\w+){0,2}|đông xuân|học kỳ \w+)[\s,]*$", re.IGNORECASE)
REPLACES = re.compile(r"(?<!được )(?<!bị )(?<!đã )\b(?:thay thế|bãi bỏ)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words of the old period that were not moved, and the sentence they stand in."""

    words: tuple[str, ...]
    sentence: str

    def replaces(self, named: Collection[str]) -> bool:
        """Return whether it only says that one of the papers `named` was replaced."""
        called = {match[1] for match in _CALLED.finditer(self.sentence)}
        return bool(REPLACES.fullmatch(self.words[0])) and bool(called) and called <= set(named)


@dataclass(slots=True)
class FoundPeriod:
    """What one text says of the old period: pieces to replace (start, end, new words), and what is left over."""

    pieces: list[tuple[int, int, str]] = field(default_factory=list)
    left: list[Leftover] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OldTexts:
    """Reads the texts of one old paper.

    `report` is False for a plan or a decision; `compared` says that the paper is held against its last period.
    """

    step: Step
    report: bool
    compared: bool

    def read(self, text: str, place: str) -> FoundPeriod:
        """Return what to move and what to leave in `text` (in composed Unicode), which stands at `place`."""
        found = FoundPeriod()
        if place == NAME:
            self._name(text, found)
            return found
        seen = _without_tags(text)
        mentions = [(item, self.step.distance(item)) for item in tim_thoi_gian(seen)]
        for start, end in _sentences(seen):
            inside = [(item, far) for item, far in mentions if start <= item.start < end and far is not None]
            here = LABEL if place == PROSE and _HEADING.match(seen[start:end]) else place
            inside = [(item, far) for item, far in inside if self._matters(far, here)]
            if not inside:
                self._replaces(text, seen, start, end, found, here)
                continue
            # What follows the number of a cited paper is its subject: another year would be another paper.
            cites = any(CITED_PAPER.search(seen, start, item.start) for item, _ in inside)
            if not cites and all(self._sure(item, far, here, seen[start:end]) for item, far in inside):
                found.pieces += [(item.start, item.end, self.step.again(item)) for item, _ in inside]
            else:
                words = tuple(dict.fromkeys(text[item.start : item.end] for item, _ in inside))
                found.left.append(Leftover(words, _shown(text, seen, start, end, inside[0][0])))
        return found

    def _name(self, text: str, found: FoundPeriod) -> None:
        old = [item for item in tim_trong_ten(text) if self.step.distance(item) == 0]
        if old:
            found.left.append(Leftover(tuple(dict.fromkeys(item.words for item in old)), text))

    def _replaces(self, text: str, seen: str, start: int, end: int, found: FoundPeriod, place: str) -> None:
        """Leave a sentence that says which paper the old one replaced: the next most likely replaces the old one."""
        said = REPLACES.search(seen, start, end) if place == PROSE and not self.report else None
        if said and (CITED_PAPER.search(seen, said.end(), end) or "·" in seen[said.end() : end]):
            found.left.append(Leftover((text[said.start() : said.end()],), text[start:end].strip()))

    def _matters(self, far: int, place: str) -> bool:
        """Return whether a time `far` from the old period concerns it; rows of a report may name earlier periods."""
        if place == CITED and self.step.unit != YEAR:
            return far <= 0
        return far >= 0 or not (self.report and place == CELL)

    def _sure(self, mention: Mention, far: int, place: str, sentence: str) -> bool:
        if place == CITED or not self.step.is_clear(mention):
            return False
        if mention.short and sentence.strip("#*:;.() ") != mention.words:
            return False
        if mention.kind in (PART, MONTHS) and self.step.unit != YEAR:
            return place == LABEL and self.step.months_later(mention) is not None
        if mention.kind == RANGE and self.step.unit != YEAR:
            return place == LABEL and self.step.range_later(mention) is not None
        if self.step.unit != YEAR:
            compares = far == -1 and self.compared and _COMPARED.search(mention.text[: mention.start])
            return mention.kind == self.step.unit and (place == LABEL or (place == PROSE and bool(compares)))
        if far != 0 or _DONE.search(sentence) or (self.report and place != LABEL):
            return False
        if mention.kind == DAY:
            return _is_month_end(mention)
        if mention.kind == RANGE:
            return self.step.range_later(mention) is not None
        if mention.kind == STAGE:
            season = self.step.season is not None and _SEASON.search(mention.text[: mention.start])
            return self.step.years > 1 or bool(season)
        if mention.kind == YEAR:
            return self._sure_year(mention, sentence)
        return mention.kind != PART or mention.number("year") is not None

    def _sure_year(self, mention: Mention, sentence: str) -> bool:
        before = mention.text[: mention.start]
        reached = self.step.season is not None and _REACHED.search(sentence) and not _AIMED.search(sentence)
        if reached or _BORN.search(before):
            return False
        return sentence.strip() == mention.words or bool(_YEAR_WORD.search(before))


def _is_month_end(mention: Mention) -> bool:
    """Return whether a day is the first or the last of a month."""
    try:
        day = date(mention.number("year") or 0, mention.number("month") or 0, mention.number("day") or 0)
    except ValueError:  # 30/02
        return False
    return day.day == 1 or is_end(day)


def _without_tags(text: str) -> str:
    """Return `text`, its places unchanged, with dots for its tags; texts quoted in a tag are printed, and stay."""

    def hidden(match: re.Match[str]) -> str:
        shown = list("·" * len(match[0]))
        for quoted in _QUOTED.finditer(match[0]):
            shown[quoted.start() + 1 : quoted.end() - 1] = quoted[0][1:-1]
        return "".join(shown)

    return WHOLE_TAG.sub(hidden, text) if "{" in text else text


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _shown(text: str, seen: str, start: int, end: int, mention: Mention) -> str:
    """Return a sentence without the mark of its list; of a long one only what stands around the first words found.

    `seen` is the text with its tags hidden: no tag is cut in two.
    """
    if mark := _MARK.match(text, start, end):
        start = min(mark.end(), mention.start)
    if end - start > _LONGEST:
        near = seen.rfind(" ", start, max(start, mention.start - _LONGEST // 2)) + 1
        start = max(start, near)
        cut = seen.find(" ", max(mention.end, start + _LONGEST), end)
        end = cut if cut >= 0 else end
    return text[start:end].strip()
