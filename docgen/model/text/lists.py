"""Marks of lists at the beginning of lines ("1.", "1.1.", "a)", "-", "•"), and the lists around a line.

Promises: a mark begins an item where a list begins or goes on; a number in a wrapped sentence stays text, and whether
it looks as if an item was meant is told by `Lists.looks_meant`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from docgen.model.text.labels import FAR

BULLETS = "•▪●◦○■□▫‣⁃·"
_MARK = re.compile(
    rf"([ \t]*)(?:([-+*–—{BULLETS}])|((\d{{1,3}})[.)]|([a-zđ])\)|(\d{{1,2}}(?:\.\d{{1,2}})+)[.)]?))[ \t]+(?=\S)"
)
_GLUED = re.compile(rf"([ \t]*)([-+–{BULLETS}])(?=[^\W\d_])")  # "-Nâng cao"
_ENDS = (".", ";", ":", "!", "?")
_GOES_ON = re.compile(
    r"(?:\b(?:ngày|tháng|năm|quý|tuần|số|điều|khoản|điểm|mục|phần|chương|phụ lục|là|và|hoặc|đến|tới|từ|của|có|gồm|đạt|"
    r"trên|dưới|hơn|khoảng|gần|còn|tăng|giảm|thứ|lần)|[,(–-])\s*$",
    re.IGNORECASE,
)
_SHORT = 60  # characters of a line that was not broken for its length


class Mark(NamedTuple):
    """A mark at the beginning of a line: its blanks, its form, the label as typed ("" of a bullet), where text begins.

    `style` is "1.", "1)", "1.1." (as deep as typed), "a)", "+", or "-" for bullets of any other kind; `numbers` are
    those of a numeric label. `loose`: a dash of Word, or a bullet without its blank, which may also begin the second
    line of a wrapped sentence. `next` is the character after it.
    """

    indent: int
    blanks: int
    style: str
    label: str
    end: int
    numbers: tuple[int, ...]
    loose: bool
    next: str

    @property
    def number(self) -> int:
        return self.numbers[-1] if self.numbers else 0

    @property
    def decimal(self) -> bool:
        return len(self.numbers) > 1

    @property
    def bare(self) -> bool:
        """Whether it has no sign at its end ("1.1 Ý")."""
        return self.decimal and self.label[-1].isdigit()


def read_mark(line: str) -> Mark | None:
    """Return the mark that a line begins with, if it does."""
    if glued := _GLUED.match(line):
        return Mark(width(glued[1]), len(glued[1]), _bullet(glued[2]), "", glued.end(), (), True, line[glued.end()])
    match = _MARK.match(line)
    if match is None:
        return None
    blanks, bullet, label, number, letter, decimal = match.groups()
    numbers = tuple(int(part) for part in (number or decimal or "").split(".") if part)
    if bullet:
        style = _bullet(bullet)
    elif letter:
        style = "a)"
    else:
        style = f"1{label[-1]}" if number else "1." * len(numbers)
    loose = (bullet or "") in ("–", "—")
    return Mark(width(blanks), len(blanks), style, label or "", match.end(), numbers, loose, line[match.end()])


def width(blanks: str) -> int:
    """Return the indentation that blanks make."""
    return len(blanks.replace("\t", "    "))


def _bullet(sign: str) -> str:
    return "+" if sign == "+" else "-"


@dataclass(slots=True)
class _ItemList:
    """A list around the current line."""

    indent: int
    style: str
    last: int = 0  # the number typed last


class Lists:
    """The lists around the current line, outermost first."""

    def __init__(self) -> None:
        self._around: list[_ItemList] = []

    def __len__(self) -> int:
        return len(self._around)

    def leave(self) -> None:
        """End all lists."""
        self._around = []

    def stay(self, indent: int) -> int:
        """End the lists that a paragraph at this indentation is not in; return how many are left."""
        inside = max((depth for depth, outer in enumerate(self._around, 1) if indent >= outer.indent + 2), default=0)
        del self._around[inside:]
        return inside

    def enter(self, mark: Mark) -> int:
        """Make the list of an item the innermost; return its depth."""
        while self._around and self._around[-1].indent >= mark.indent + 2:
            self._around.pop()
        self._leave_deeper(mark)
        for level, inside in enumerate(self._around, 1):
            if inside.style == mark.style and _beside(inside, mark):
                del self._around[level:]
                break
        else:
            self._around.append(_ItemList(mark.indent, mark.style))
        self._around[-1].last = mark.number
        return len(self._around)

    def _leave_deeper(self, mark: Mark) -> None:
        """End the lists of "1.1." that a "2." at the same indentation is not in."""
        if not mark.style.startswith("1.") or mark.number == 1:
            return
        for level, inside in enumerate(self._around):
            deeper = inside.style.startswith(mark.style) and inside.style != mark.style
            if deeper and _beside(inside, mark):
                del self._around[level:]
                return

    def begins(self, mark: Mark, above: str | None, *, in_item: bool) -> bool:
        """Return whether a marked line begins an item; `above` is the line above it in its paragraph.

        Inside a paragraph only the first of a list does. A number far beyond the last of its list is text, and so is
        one out of turn before a figure: "15. 3 xã họp" is the rest of a sentence about the 15th.
        """
        if mark.numbers and self._is_text(mark):
            return False
        if above is None:
            return True
        if mark.loose:
            listed = any(inside.style == mark.style and _beside(inside, mark) for inside in self._around)
            return listed or _ended(above)
        if mark.decimal:
            return mark.number == 1 or self._last(mark.style) > 0 or _ended(above)
        return in_item or bool(self._around) or not mark.label or mark.label in ("1.", "1)", "a)")

    def looks_meant(self, mark: Mark, above: str, *, in_item: bool) -> bool:
        """Return whether a mark inside a paragraph, which begins no item, looks as if one was meant."""
        if not mark.label or mark.bare:
            return False
        broken = len(above) >= _SHORT or mark.next.isdigit() or _GOES_ON.search(above) is not None
        return _ended(above) or (in_item and not broken)

    def _last(self, style: str) -> int:
        return next((inside.last for inside in reversed(self._around) if inside.style == style), 0)

    def _is_text(self, mark: Mark) -> bool:
        """Return whether a number at the beginning of a line is part of a sentence."""
        last = self._last(mark.style)
        in_turn = mark.number in (1, last, last + 1)
        if mark.number > last + FAR or (mark.next.isdigit() and not in_turn):
            return True
        if not mark.decimal:
            return False
        outer = mark.style.removesuffix("1.")
        upper = self._last(outer) or self._last(outer.removesuffix(".") + ")")
        if not last and mark.numbers[-2] > upper + FAR:
            return True
        return mark.bare and not (mark.next.isupper() and (mark.number == 1 or last > 0))


def _beside(outer: _ItemList, mark: Mark) -> bool:
    """Return whether a mark is on the level of a list."""
    return abs(outer.indent - mark.indent) < 2


def _ended(line: str) -> bool:
    return line.rstrip().endswith(_ENDS)
