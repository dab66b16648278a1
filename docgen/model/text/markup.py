"""The small Markdown of bodies: headings, numbered and bulleted lists, bold, italic, paragraphs, and tags.

Promises: every stretch of text comes out once, as text, with its exact place; no value can turn into markup, since
marks are read before expressions are evaluated; what looks like a slip (a lone mark, an indented block, a mark that
papers do not have) is a finding. Lists nest by two or more blanks, or by another mark at the same indentation
("1." then "a)" then "-"), as clerks type them. Marks as Word and the web leave them are the same marks: "–" is "-",
"•" is a bullet, and a no-break space, an em space or a byte-order mark at them is a space.

Hides: the lines of blocks, and `spans`, which reads bold and italic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docgen import expression
from docgen.model.fields import DataText, Log
from docgen.model.text.lists import BULLETS, Lists, Mark, read_mark, width
from docgen.model.text.spans import DROPPED, Piece, Span, spans_of

_OPENS = re.compile(r"\{\{|\{%|\{#(?!\w+\})")
_TABLE_LINE = re.compile(r"\{\{\s*(bang\.\w+|bieu_do\.\w+)\s*\}\}")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_BLANKS = " \t\xa0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_BEGINNING = re.compile(
    rf"[{_BLANKS}]*(?:(?:#{{1,6}}|[-+*–—{BULLETS}]|\d{{1,3}}(?:\.\d{{1,2}})*[.)]|[a-zđ]\))[{_BLANKS}]+)?"
)
_BRACKETED = re.compile(r"\((?:(\d{1,3})|[a-zđ]|[ivx]{1,4})\)[ \t]+(?=\S)")
_ARTICLE = re.compile(
    r"((?i:phần|chương|mục|tiểu mục|điều))(?:\s+(?:([IVXLC]+|\d{1,3})(?![\w)])|"
    r"((?i:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)))\b)\s*[.:]?|[.:])\s*"
)
_UNMARKED_ARTICLE = re.compile(r"(Phần|Chương|Mục|Tiểu mục|Điều)\s+(?=[^\W\d_])(?=(.))")
_TYPED_ARTICLE = re.compile(r"\s*Điều\s+(\d{1,3})\s*[.:]\s*")
_TYPED_LABEL = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})+|(?:[IVXLC]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]|\((?:\d{1,2}|[a-zđ])\))(?=\s+\S)"
)
_ANCHOR = re.compile(r"\s*\{#(\w+)\}\s*$")
STRUCTURE = {"phần": "phan", "chương": "chuong", "mục": "muc_lon", "tiểu mục": "tieu_muc", "điều": "dieu"}

_HEAD = "Nếu đây là tiêu đề, viết dấu # và một dấu cách ở đầu dòng."
_BLANK = "Thêm một dấu cách sau dấu đầu dòng."
_BULLET = "Gạch đầu dòng viết bằng dấu - và một dấu cách."
_NO_MARK = "docgen chỉ hiểu #, 1., a), - và + ở đầu dòng; bỏ dấu này."
_BRACKETS = "Viết 2. hoặc b) để docgen đánh số; để riêng một đoạn thì thêm một dòng trống ở trên."
_EMPTY = "Viết nội dung sau dấu, hoặc bỏ dòng này."
# What a line that is plain text may begin with by mistake, and what to do.
_SLIPS = [
    (re.compile(r"#{1,6}(?=[^\s#])"), _BLANK),
    (re.compile(r"\d{1,3}[.)](?=[^\W\d])"), _BLANK),
    (re.compile(r"[-+](?=[^\W\d_])"), _BLANK),
    (re.compile(r"[a-zđ]\)(?=[^\W_])"), _BLANK),
    (re.compile(r"(?:[-+*]|\d{1,3}[.)]|[a-zđ]\)|#{1,6})\s*$"), _EMPTY),
    (re.compile(r"[–—]\s"), _BULLET),
    (re.compile(r"(?:>\s|\|.*\|\s*$|```|-{3,}\s*$|={3,}\s*$|\*{3,}\s*$|_{3}\s*$)"), _NO_MARK),
]
# These count only at the beginning of a paragraph: elsewhere a wrapped sentence may well begin so.
_FIRST_SLIPS = [
    (re.compile(r"[a-zđ]\.\s(?=\S)"), "Điểm viết a) với dấu ngoặc."),
    (re.compile(r"\d{1,2}/\s(?=\S)"), "Khoản viết 1. với dấu chấm."),
    (re.compile(r"[IVX]{1,5}\.\s+(?=\S)"), _HEAD),
    (re.compile(r"(?:Phần|Chương|CHƯƠNG|PHẦN)\s+[IVXLC]+\b|Điều\s+\d+\.\s"), _HEAD),
]


@dataclass(slots=True)
class Node:
    """A block of a body, before numbering.

    `kind`: "heading" (`level` 1, 2 …, or `structure` one of `STRUCTURE`), "item" (`level` is the depth of its list,
    `numbered` or not, `mark` as typed), "more" (a further paragraph of an item), "para", "table" (`name`), "tag" (a
    control line). `typed` is the label that an item or a heading was typed with; only that of a plain heading ("II.",
    "a)") is still part of its text. `mark_at` is the offset of an item's mark, `offset` that of its text. `article` is
    the number of a typed "Điều 5." that was left out before the block. `after_empty`: before the item there was a mark
    without a text, which was reported: the item's number is no slip of its own.
    """

    kind: str
    offset: int
    level: int = 0
    numbered: bool = False
    mark: str = ""
    structure: str = ""
    name: str = ""
    typed: str = ""
    mark_at: int = 0
    article: str = ""
    after_empty: bool = False
    spans: list[Span] = field(default_factory=list)


def parse(text: DataText, log: Log, *, article: bool = False) -> list[Node]:
    """Return the blocks of a body in order; slips are logged at their place.

    In an article a typed "Điều 5." at the beginning is left out; the first node's `article` has its number.
    """
    typed = _TYPED_ARTICLE.match(text) if article else None
    nodes = list(_Blocks(text, log, typed.end() if typed else 0).nodes())
    if typed and nodes:
        nodes[0].article = typed[1]
    return nodes


def without(spans: list[Span], beginning: str) -> list[Span]:
    """Return the stretches of a paragraph without its beginning and the blanks after that."""
    first, *others = spans
    text = first.text[len(beginning) :].lstrip()
    size = len(first.text) - len(text)
    return [replace(first, text=text, offset=first.offset + size), *others]


class _Blocks:
    """Reads the lines of a body into blocks."""

    def __init__(self, text: DataText, log: Log, skipped: int) -> None:
        self.text, self.log, self.skipped = text, log, skipped
        self.lists = Lists()
        self.bracketed = 0  # the number of the last paragraph that began with "(2)", under one heading
        self.open: Node | None = None  # the paragraph or item that the next line may continue
        self.pieces: list[Piece] = []
        self.after_empty = False
        self.astray = False  # the paragraph that is open began with a number out of turn, which was reported

    def nodes(self) -> Iterator[Node]:
        start = self.skipped
        for line in self._without_comments()[start:].split("\n"):
            yield from self._line(_with_plain_blanks(line), start)
            start += len(line) + 1
        yield from self._close()

    def _without_comments(self) -> str:
        """Return the text with its comments {# … #} marked as dropped; no other character moves."""
        text, position, after = str(self.text), 0, 0  # `after`: the end of the last comment
        kept: list[str] = []
        while match := _OPENS.search(text, position):
            start, end = match.start(), expression.tag_end(text, match.start())
            position = max(end, start + 1)
            if match[0] == "{#" and end > 0:
                kept += (text[after:start], re.sub(r"[^\n]", DROPPED, text[start:end]))
                after = end
            elif match[0] == "{#":  # no later one ends either
                self.say("DL073", start, "ghi chú mở bằng {# mà thiếu #}", "Thêm #} vào cuối ghi chú.")
                break
        return "".join([*kept, text[after:]])

    def say(self, code: str, offset: int, message: str, remedy: str = "") -> None:
        self.log.say(code, self.log.character(self.text, offset), message, remedy)

    def _line(self, line: str, start: int) -> Iterator[Node]:
        body = line.strip(" \t")
        if body and not body.strip(DROPPED):
            return
        begin = start + len(line) - len(line.lstrip(" \t"))
        if not body:
            yield from self._close()
            return
        mark = read_mark(line)
        if tags := _control_tags(body, begin):
            yield from self._close()
            yield from tags
        elif table := _TABLE_LINE.fullmatch(body):
            yield from self._close()
            yield Node("table", begin, name=table[1])
        elif heading := _HEADING.match(line):
            yield from self._close()
            yield from self._heading(line, start, heading)
        elif mark and self.lists.begins(mark, self._above(), in_item=self._in_item()):
            yield from self._close()
            self._item(line, start, mark)
        elif self.open is not None:
            self._more(line, mark, begin)
        else:
            self._paragraph(line, mark, begin)

    def _close(self) -> Iterator[Node]:
        """End the paragraph that is open."""
        if self.open is not None:
            self.open.spans = spans_of(self.pieces, self.say)
            yield self.open
        self.open, self.pieces = None, []

    def _heading(self, line: str, start: int, match: re.Match[str]) -> Iterator[Node]:
        self.lists.leave()
        self.bracketed = 0
        text = line[match.end() :].rstrip(" \t")
        if not text:
            self.say("DL072", start + match.start(1), "tiêu đề trống", "Viết tiêu đề sau dấu #, hoặc bỏ dòng này.")
            return
        at = start + match.end()
        node = Node("heading", at, level=len(match[1]))
        if anchor := _ANCHOR.search(text):
            node.name, text = anchor[1], text[: anchor.start()]
        if article := _ARTICLE.match(text):
            node.structure, node.typed = STRUCTURE[article[1].lower()], article[2] or article[3] or ""
            text, at = text[article.end() :], at + article.end()
        elif label := _TYPED_LABEL.match(text.lstrip("*")):
            node.typed = label[0]
        elif (bare := _UNMARKED_ARTICLE.match(text)) and bare[2].isupper():
            word, title = bare[1], text[bare.end() :]
            said = f"tiêu đề “{word} {title}” không có số nên được coi là tiêu đề thường"
            self.say("DL072", at, said, f"Nếu đây là một {word.lower()}: viết “{word}. {title}”, số tự đánh.")
        node.spans = spans_of([Piece(text, at)], self.say)
        yield node

    def _above(self) -> str | None:
        """Return the line above the current one in its paragraph."""
        return self.pieces[-1].text if self.open is not None else None

    def _in_item(self) -> bool:
        return self.open is not None and self.open.kind == "item"

    def _item(self, line: str, start: int, mark: Mark) -> None:
        begin = start + mark.end
        shown = mark.label if mark.style == "a)" else mark.style
        self.open = Node(
            "item", begin, level=self.lists.enter(mark), numbered=bool(mark.label), mark=shown, typed=mark.label,
            mark_at=start + mark.blanks, after_empty=self.after_empty,
        )  # fmt: skip
        self.after_empty = self.astray = False
        self.pieces = [Piece(line[mark.end :], begin)]

    def _more(self, line: str, mark: Mark | None, begin: int) -> None:
        """Add a line to the paragraph that is open."""
        text = line.lstrip(" \t")
        above = self.pieces[-1].text
        again = _BRACKETED.match(text) if _BRACKETED.match(above) else None
        if mark and self.lists.looks_meant(mark, above, in_item=self._in_item() or self.astray):
            self._say_out_of_turn(mark, begin, "nối vào dòng trên và in nguyên")
        elif again and not (len(self.pieces) > 1 and _BRACKETED.match(self.pieces[-2].text)):
            said = f"“{again[0].strip()}” đầu dòng không phải là dấu mà docgen hiểu, sẽ nối vào dòng trên và in nguyên"
            self.say("DL072", begin, said, _BRACKETS)
        else:
            self._say_slips(text.rstrip(" \t"), begin, first=False)
        self.pieces.append(Piece(text, begin))

    def _paragraph(self, line: str, mark: Mark | None, begin: int) -> None:
        text = line.lstrip(" \t")
        blanks = line[: len(line) - len(text)]
        inside = self.lists.stay(width(blanks))
        if not inside and width(blanks) >= 4:
            self.say("DL070", begin - len(blanks), "đoạn văn thụt vào đầu dòng từ 4 dấu cách",
                     "Bỏ các dấu cách đầu dòng; docgen tự thụt đầu dòng.")  # fmt: skip
        self.astray = bool(mark and mark.numbers and not mark.bare)
        if mark and self.astray:
            self._say_out_of_turn(mark, begin, "in nguyên")
        self._say_bracket_out_of_turn(text, begin)
        self._say_slips(text.rstrip(" \t"), begin, first=True)
        self.open = Node("more" if inside else "para", begin, level=inside)
        self.pieces = [Piece(text, begin)]

    def _say_out_of_turn(self, mark: Mark, begin: int, printed: str) -> None:
        said = f"dòng này ghi “{mark.label}” không nối tiếp danh sách ở trên, sẽ {printed}"
        escaped = f"{mark.label[:-1]}\\{mark.label[-1]}"
        remedy = f"Nếu là một mục của danh sách thì sửa số; nếu là câu văn thì viết “{escaped}”."
        self.say("DL074", begin, said, remedy)

    def _say_bracket_out_of_turn(self, text: str, begin: int) -> None:
        """Log a "(3)" that comes after "(1)": numbers in brackets are printed as typed."""
        match = _BRACKETED.match(text)
        if match is None or not match[1]:
            return
        number, before = int(match[1]), self.bracketed
        self.bracketed = number
        if before and number not in (1, before, before + 1):
            said = f"dòng này ghi “({number})” sau “({before})”, sẽ in nguyên"
            self.say("DL074", begin, said, "Sửa số cho đúng thứ tự, hoặc thêm mục còn thiếu.")

    def _say_slips(self, body: str, begin: int, *, first: bool) -> None:
        for slip, remedy in _SLIPS + (_FIRST_SLIPS if first else []):
            if match := slip.match(body):
                shown = match[0].strip()[:10]
                printed = "sẽ in nguyên" if first else "sẽ nối vào dòng trên và in nguyên"
                self.say("DL072", begin, f"“{shown}” đầu dòng không phải là dấu mà docgen hiểu, {printed}", remedy)
                self.after_empty = remedy == _EMPTY
                return


def _with_plain_blanks(line: str) -> str:
    """Return a line with each blank of another kind before or after its mark replaced by one space."""
    beginning = _BEGINNING.match(line)
    end = beginning.end() if beginning else 0
    return re.sub(rf"[{_BLANKS}]", lambda blank: blank[0] if blank[0] == "\t" else " ", line[:end]) + line[end:]


def _control_tags(body: str, begin: int) -> list[Node]:
    """Return the control tags of a line that holds nothing else; an empty list otherwise."""
    nodes: list[Node] = []
    position = 0
    while position < len(body):
        if not body.startswith("{%", position) or (end := expression.tag_end(body, position)) < 0:
            return []
        text, at = expression.inside(body, position, end)
        span = Span("tag", text, False, False, begin + position, begin + at)
        nodes.append(Node("tag", begin + position, spans=[span]))
        position = end + len(body[end:]) - len(body[end:].lstrip(" \t"))
    return nodes
