"""Labels by position, never by typing (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6).

Headings are I. → 1. → a), a numbered list is at the next level under its heading, then "-" and "+". Under one heading
the numbering of a level goes on from list to list, so no two points share a label. Phần and Chương are counted in Roman
numerals, Mục within its chương, Tiểu mục within its mục; Điều run on through the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from docgen import vietnamese
from docgen.model.text.labels import (
    CAPITAL,
    FAR,
    LETTER,
    NUMBER,
    ROMAN,
    TypedLabel,
    Wrong,
    follows,
    number_of,
    readings,
    wrong,
)
from docgen.model.text.markup import Node

KINDS = {"I.": "muc", "1.": "khoan", "1.1.": "tieu_khoan", "a)": "diem", "-": "gach", "+": "cong"}
TITLED = {"khoan": "khoan_tieu_de", "tieu_khoan": "tieu_khoan_tieu_de", "diem": "diem_tieu_de"}
STRUCTURE = {"phan": "Phần", "chuong": "Chương", "muc_lon": "Mục", "tieu_muc": "Tiểu mục", "dieu": "Điều"}
_RESTARTED_BY = {"muc_lon": ("phan", "chuong"), "tieu_muc": ("phan", "chuong", "muc_lon")}
_IN_TEXT = {"I.": "Mục", "1.": "khoản", "1.1.": "khoản", "a)": "điểm"}
_PATTERN = {ROMAN: ("I.", ""), NUMBER: ("1.", "1.1."), LETTER: ("a)", ""), CAPITAL: ("", "")}
_AS_PRINTED = "Ghi như sẽ in, hoặc bỏ số: docgen tự đánh số."
MOST_BULLETS = 2  # "-" and below it "+"

Say = Callable[[str, Node, str, str], None]


class BodyNumbering:
    """The counters of one body; the `say` of its methods logs what does not fit."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = [pattern for pattern in patterns if pattern not in "-+"]
        self.counters = [0] * (len(self.patterns) + 1)
        self.typed: list[list[tuple[Node, TypedLabel]]] = [
            [] for _ in self.counters
        ]  # of each level, since it began anew
        self.series: list[tuple[int, list[tuple[Node, TypedLabel]]]] = []  # of levels that have begun anew since
        self.misshapen: set[tuple[bool, int]] = (
            set()
        )  # levels, of headings or not, told to have labels of another shape
        self.in_words: set[str] = set()  # structures told to be typed as "Phần thứ nhất"
        self.typed_last = dict.fromkeys(STRUCTURE, 0)
        self.structure = dict.fromkeys(STRUCTURE, 0)
        self.base = 0  # index of the level below the nearest heading
        self.above = 0  # level of the structural heading we are under
        self.first = 0  # index of the level of headings directly under it
        self.inside: list[str] = []  # the structural headings we are under, outermost first, as a sentence names them

    def heading(self, node: Node, say: Say, stretch: int = 0) -> tuple[str, str]:
        """Return the kind and label of a heading; empty `node.typed` where that is not a label but part of the text.

        `stretch` is as in `TypedLabel`, here and for an item.
        """
        if node.structure:
            return self._structure(node, say)
        if node.level <= self.above:
            self.above = self.first = 0
            self.inside = []
        index = self.first + node.level - 1 - self.above
        if index >= len(self.patterns):
            self._too_deep(node, say)
            index = len(self.patterns) - 1
        self.base = index + 1
        kind = KINDS[self.patterns[index]]
        label = self._count(index)
        if node.typed and not self._is_label(node.typed, label, index):
            say("DL074", node, f"tiêu đề này ghi “{node.typed}”, sẽ in cả “{label}” và “{node.typed}”",
                f"Nếu “{node.typed}” là số thứ tự thì bỏ đi; docgen tự đánh số.")  # fmt: skip
            node.typed = ""
        self._remember(node, label, index, stretch)
        return TITLED.get(kind, kind), label

    def _is_label(self, typed: str, label: str, index: int) -> bool:
        """Return whether what a heading begins with is a label; in "1.5 triệu" and "C. Mác" it is not."""
        place, known = self.counters[index], self.typed[index]
        number = number_of(typed, label, place, known[-1][1] if known else None)
        if number is None or number > place + FAR:
            return False
        return typed[-1] in ".)/" or (index > 0 and typed.startswith(f"{self.counters[index - 1]}."))

    def _structure(self, node: Node, say: Say) -> tuple[str, str]:
        structure, word = node.structure, STRUCTURE[node.structure]
        for lower, uppers in _RESTARTED_BY.items():
            if structure in uppers:
                self.structure[lower] = self.typed_last[lower] = 0
        self.structure[structure] += 1
        number = self.structure[structure]
        self.above = node.level
        self.first = 0 if structure == "phan" else self._index("1.")
        self._begin_anew(0)
        self.base = self.first
        shown = vietnamese.la_ma(number) if structure in ("phan", "chuong") else str(number)
        in_words = node.typed.lower().startswith("thứ") and structure not in self.in_words
        self.in_words |= {structure} if in_words else set()
        wrong_number = node.typed and not follows(_value(node.typed), number, self.typed_last[structure])
        if in_words or wrong_number:
            say("DL074", node, f"tiêu đề này ghi “{word} {node.typed}”, sẽ in “{word} {shown}”",
                f"Sửa lại số, hoặc thứ tự các {word.lower()}." if wrong_number else _AS_PRINTED)  # fmt: skip
        self.typed_last[structure] = _value(node.typed) if node.typed else number
        order = list(STRUCTURE)
        kept = [name for name in self.inside if order.index(_kind(name)) < order.index(structure)]
        self.inside = [] if structure == "dieu" else kept
        self.inside.append(f"{word} {shown}")
        if structure == "dieu":
            return "dieu_tieu_de", f"{word} {shown}."
        return structure, f"{word} {shown}"

    def article(self, number: int) -> None:
        """Begin an article of a list of articles: its khoản start at 1."""
        self._begin_anew(0)
        self.base = self._index("1.")
        self.inside = [f"Điều {number}"]

    def item(self, node: Node, numbered_depth: int, bullet_depth: int, say: Say, stretch: int = 0) -> tuple[str, str]:
        """Return the kind and label of a list item; the depths count the numbered and bulleted lists it is in."""
        if not node.numbered:
            if bullet_depth > MOST_BULLETS:
                self._too_deep(node, say)
            kind = "cong" if node.mark == "+" or bullet_depth > 1 else "gach"
            return kind, "+" if kind == "cong" else "-"
        index = (self.base or self._index("1.")) + numbered_depth - 1
        own = "a)" if node.mark[0].isalpha() else node.mark  # "1.1." directly under a heading is of its own level too
        if own in ("a)", "1.1.") and own in self.patterns and numbered_depth == 1:
            index = max(index, self.patterns.index(own))
        if index >= len(self.patterns):
            self._too_deep(node, say)
            return "gach", "-"
        label = self._count(index)
        self._remember(node, label, index, stretch)
        return KINDS[self.patterns[index]], label

    def check_typed(self, say: Say) -> None:
        """Log each typed label that is wrong, with what is printed for it; what was logged is forgotten."""
        self._begin_anew(0)
        for index, series in self.series:
            nodes = {id(typed): node for node, typed in series}
            for found in wrong([typed for _, typed in series]):
                node, known = nodes[id(found.typed)], (found.typed.heading, index)
                if found.number or known not in self.misshapen:
                    self._say_wrong(found, node, index, found.typed is series[-1][1], say)
                if found.shape:
                    self.misshapen.add(known)
        self.series = []

    def _say_wrong(self, found: Wrong, node: Node, index: int, last: bool, say: Say) -> None:
        typed = found.typed
        node = node if typed.heading else replace(node, offset=node.mark_at)
        more = "các số sau cũng tính lại theo vị trí" if found.number else "các số cùng cấp cũng in như thế"
        said = f"{'tiêu đề' if typed.heading else 'dòng'} này ghi “{typed.text}”, sẽ in “{typed.printed}”"
        say("DL074", node, said if last else f"{said}; {more}", self._remedy(found, node, index))

    def _remedy(self, found: Wrong, node: Node, index: int) -> str:
        """Return what to do about a label typed wrongly: of another shape, it may be one of another level."""
        typed = found.typed
        if not found.shape:
            return "Sửa số cho đúng thứ tự, thêm mục còn thiếu, hoặc bỏ số: docgen tự đánh số."
        patterns = [_PATTERN[label.style][bool(label.above)] for label in readings(typed.text)]
        pattern = next((pattern for pattern in patterns if pattern), "")
        if pattern == "1.1." and pattern not in self.patterns:
            return 'Muốn in 1.1. thì thêm danh_so = ["I.", "1.", "1.1.", "a)"]; không thì bỏ số: docgen tự đánh số.'
        if typed.heading and pattern in self.patterns and self.patterns.index(pattern) != index:
            signs = node.level + self.patterns.index(pattern) - index
            return f"Số ấy là của tiêu đề {'#' * signs}: sửa số dấu #, hoặc bỏ số." if signs > 0 else _AS_PRINTED
        return _AS_PRINTED

    def _remember(self, node: Node, label: str, index: int, stretch: int) -> None:
        known = self.typed[index]
        again = known and known[-1][0] is node  # a loop prints a line many times, which was typed once
        if node.typed and not again:
            heading = node.kind == "heading"
            astray = self._is_astray(node.typed, index)
            known.append((node, TypedLabel(node.typed, label, self.counters[index], stretch, heading, astray)))

    def _is_astray(self, typed: str, index: int) -> bool:
        """Return whether "2.1." is typed under "1."; under "3." that is printed as 1. both 1.1. and 3.1. are right."""
        above = next((label.above for label in readings(typed) if label.above), ())
        if not above or not index or not self.counters[index - 1]:
            return False
        upper = self.typed[index - 1]
        right = {self.counters[index - 1]}
        if upper:
            right.add(number_of(upper[-1][1].text, upper[-1][1].printed) or 0)
        return above[-1] not in right

    def _begin_anew(self, index: int) -> None:
        """Have the levels from `index` down begin anew."""
        for level in range(index, len(self.counters)):
            self.counters[level] = 0
            if self.typed[level]:
                self.series.append((level, self.typed[level]))
                self.typed[level] = []

    def reference(self) -> str:
        """Return how a sentence names the last heading, from small to large: "khoản 1 Mục II", "Mục 1 Chương II"."""
        index = self.base - 1
        names: list[str] = []
        for level in range(index, -1, -1):
            pattern, number = self.patterns[level], self.counters[level]
            in_label_below = (
                pattern == "1." and bool(names) and self.patterns[level + 1] == "1.1."
            )  # "khoản 2.1" says 2
            if number and not in_label_below:
                names.append(f"{_IN_TEXT[pattern]} {self._label(level).rstrip('.)')}")
        return " ".join([*names, *reversed(self.inside)])

    def _index(self, pattern: str) -> int:
        return self.patterns.index(pattern) if pattern in self.patterns else 0

    def _count(self, index: int) -> str:
        self.counters[index] += 1
        self._begin_anew(index + 1)
        return self._label(index)

    def _label(self, index: int) -> str:
        number, pattern = self.counters[index], self.patterns[index]
        if pattern == "I.":
            return f"{vietnamese.la_ma(number)}."
        if pattern == "1.1.":
            return f"{max(self.counters[index - 1], 1)}.{number}." if index else f"{number}."
        return f"{vietnamese.diem(number)})" if pattern == "a)" else f"{number}."

    def _too_deep(self, node: Node, say: Say) -> None:
        levels = " → ".join([*self.patterns, "-", "+"])
        say("DL085", node, f"cấp này sâu hơn các cấp đánh số {levels}", "")


def _value(number: str) -> int:
    """Return the value of a typed number, in digits, Roman numerals or words; 0 where it cannot be read."""
    try:
        if number.lower().startswith("thứ"):
            return vietnamese.doc_thu_tu(number)
        return int(number) if number.isdigit() else vietnamese.doc_la_ma(number)
    except ValueError:
        return 0


def _kind(name: str) -> str:
    return next(kind for kind, word in STRUCTURE.items() if name.startswith(f"{word} "))
