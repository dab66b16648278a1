"""The small Markdown of bodies: headings, numbered and bulleted lists, bold, italic, paragraphs, and tags.

Promises: every stretch of text comes out once, as text, with its place; no value can turn into markup, since
marks are read before expressions are evaluated; what looks like a slip (a lone mark, an indented block, a
Markdown mark that papers do not have) is a finding. Hides: markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkToken

from docgen import expression
from docgen.model.fields import Log, Text

_TAG_LINE = re.compile(r"\{%.*%\}")
_TABLE_LINE = re.compile(r"\{\{\s*(bang\.\w+|bieu_do\.\w+)\s*\}\}")
_LETTERED = re.compile(r"^(\s*)([a-zđ])\)(\s+)(?=\S)")
_ARTICLE = re.compile(r"^(Phần|Chương|Mục|Tiểu mục|Điều)\s*(?:([IVXLC]+|\d+)\s*[.:]?|[.:])\s*", re.I)
_ANCHOR = re.compile(r"\s*\{#(\w+)\}\s*$")
STRUCTURE = {"phần": "phan", "chương": "chuong", "mục": "muc_lon", "tiểu mục": "tieu_muc", "điều": "dieu"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: plain text, an expression or a control tag, and how it is set."""

    kind: str  # "text" | "expr" | "tag"
    text: str
    bold: bool
    italic: bool
    offset: int
    start: int = 0  # of an expression or a tag: where what stands between its braces begins


@dataclass(slots=True)
class Node:
    """A block of a body, before numbering.

    `kind`: "heading" (`level` 1, 2 …, or `structure` one of `STRUCTURE`), "item" (`level` is the depth of its list,
    `numbered` or not), "more" (a further paragraph of an item), "para", "table" (`name`), "tag" (a control line).
    """

    kind: str
    offset: int
    level: int = 0
    numbered: bool = False
    mark: str = ""
    structure: str = ""
    name: str = ""
    spans: list[Span] = field(default_factory=list)


def parse(text: Text, log: Log) -> list[Node]:
    """Return the blocks of a body in order; slips are logged at their place."""
    source = _Source(text, log)
    tokens = _markdown().parse(source.prepared)
    return list(_nodes(tokens, source))


def plain_spans(text: str) -> list[Span]:
    """Return the stretches of a text without Markdown. Raises ExpressionError at a tag that is not closed."""
    return [Span(token.kind, token.text, False, False, token.offset, token.start) for token in expression.tokens(text)]


class _Source:
    """The text as written, with line starts, and prepared for markdown-it without moving any character of a line."""

    def __init__(self, text: Text, log: Log) -> None:
        self.text, self.log = text, log
        self.raw = text.split("\n")
        self.starts = [0]
        for line in self.raw[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.marks: dict[int, str] = {}
        self.shift: dict[int, int] = {}
        self.prepared = "\n".join(self._line(number, line) for number, line in enumerate(self.raw))

    def _line(self, number: int, line: str) -> str:
        """Return a line as markdown-it should see it: a typed letter point "a)" becomes a numbered item."""
        line = line.replace("\t", "    ")
        if match := _LETTERED.match(line):
            self.marks[number] = match[2] + ")"
            return f"{match[1]}1){match[3]}{line[match.end():]}"
        return line

    def say(self, code: str, offset: int, message: str, remedy: str = "") -> None:
        key, inside = self.text.at(offset)
        self.log.say(code, key, message, remedy, offset=inside)

    def offset(self, first_line: int, inline: str, position: int) -> int:
        """Return where the character at `position` of an inline text that begins on `first_line` stands."""
        before = inline[:position]
        number = min(first_line + before.count("\n"), len(self.raw) - 1)
        within = inline.split("\n")[before.count("\n")]
        column = position - (before.rfind("\n") + 1)
        at = self.raw[number].find(within) if within else 0
        return self.starts[number] + max(at, 0) + column


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["list", "heading", "emphasis", "escape", "newline"])
    parser.core.ruler.disable("text_join")  # it would hide which stars were escaped
    parser.block.ruler.before("list", "tag_line", _tag_line, {"alt": ["paragraph", "list"]})
    parser.inline.ruler.before("escape", "expression", _expression)
    return parser


def _tag_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that holds only a control tag or only a table is a block of its own."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    if not (_TAG_LINE.fullmatch(line) or _TABLE_LINE.fullmatch(line)):
        return False
    if not silent:
        token = state.push("tag_line", "", 0)
        token.content, token.map = line, [start, start + 1]
        state.line = start + 1
    return True


def _expression(state: StateInline, silent: bool) -> bool:
    """{{ … }} and {% … %} are one stretch: marks inside them mean nothing to Markdown."""
    if state.src[state.pos] != "{" or state.src[state.pos : state.pos + 2] not in ("{{", "{%"):
        return False
    end = expression.tag_end(state.src, state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("expression", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"at": state.pos}
    state.pos = end
    return True


def _nodes(tokens: list[MarkToken], source: _Source) -> Iterator[Node]:
    depth: list[tuple[bool, str]] = []  # the lists we are inside of: numbered?, mark
    fresh_item = ""
    heading = 0
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth.append((token.type.startswith("ordered"), token.markup))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth.pop()
        elif token.type == "list_item_open":
            fresh_item = token.markup
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "tag_line":
            yield _tag_node(token, line, source)
        elif token.type == "inline":
            node = _block(token, line, heading, depth, fresh_item, source)
            heading, fresh_item = 0, ""
            yield node


def _tag_node(token: MarkToken, line: int, source: _Source) -> Node:
    offset = source.offset(line, token.content, 0)
    if table := _TABLE_LINE.fullmatch(token.content):
        return Node("table", offset, name=table[1])
    text, at = expression.inside(token.content, 0, len(token.content))
    return Node("tag", offset, spans=[Span("tag", text, False, False, offset, offset + at)])


def _block(token: MarkToken, line: int, heading: int, depth: list[tuple[bool, str]], fresh: str, source: _Source) -> Node:
    offset = source.offset(line, token.content, 0)
    spans = list(_spans(token, line, source))
    if heading:
        node = Node("heading", offset, level=heading, spans=spans)
        _read_heading(node)
        return node
    if depth:
        numbered, mark = depth[-1]
        kind = "item" if fresh else "more"
        return Node(kind, offset, level=len(depth), numbered=numbered, mark=mark, spans=spans)
    raw = source.raw[line]
    if raw.startswith(("    ", "\t")):
        source.say("DL070", source.starts[line], "đoạn văn thụt vào đầu dòng từ 4 dấu cách",
                   "Bỏ các dấu cách đầu dòng; docgen tự thụt đầu dòng.")  # fmt: skip
    return Node("para", offset, spans=spans)


def _read_heading(node: Node) -> None:
    """Read "Chương I. …", "Điều 2. …" and the anchor {#ma} of a heading."""
    first = node.spans[0] if node.spans else None
    if first and first.kind == "text" and (match := _ARTICLE.match(first.text)):
        node.structure = STRUCTURE[match[1].lower()]
        node.spans[0] = Span("text", first.text[match.end() :], first.bold, first.italic, first.offset + match.end())
    last = node.spans[-1] if node.spans else None
    if last and last.kind == "text" and (anchor := _ANCHOR.search(last.text)):
        node.name = anchor[1]
        node.spans[-1] = Span("text", last.text[: anchor.start()], last.bold, last.italic, last.offset)


def _spans(token: MarkToken, line: int, source: _Source) -> Iterator[Span]:
    bold = italic = 0
    position = 0  # how far into the inline text we are: children carry no place of their own
    for child in token.children or []:
        if child.type == "strong_open":
            bold, position = bold + 1, _after(token.content, child.markup, position)
        elif child.type == "strong_close":
            bold, position = bold - 1, _after(token.content, child.markup, position)
        elif child.type == "em_open":
            italic, position = italic + 1, _after(token.content, child.markup, position)
        elif child.type == "em_close":
            italic, position = italic - 1, _after(token.content, child.markup, position)
        elif child.type in ("softbreak", "hardbreak"):
            position = token.content.find("\n", position) + 1
            yield Span("text", " ", bool(bold), bool(italic), source.offset(line, token.content, position - 1))
        elif child.type == "expression":
            start = child.meta["at"]
            position = start + len(child.content)
            kind = "expr" if child.content.startswith("{{") else "tag"
            text, at = expression.inside(child.content, 0, len(child.content))
            place = source.offset(line, token.content, start)
            yield Span(kind, text, bool(bold), bool(italic), place, source.offset(line, token.content, start + at))
        elif child.content:
            start = max(token.content.find(child.content, position), position)
            position = start + len(child.content)
            place = source.offset(line, token.content, start)
            _say_lone_marks(child, place, source)
            yield Span("text", child.content, bool(bold), bool(italic), place)


def _after(content: str, markup: str, position: int) -> int:
    found = content.find(markup, position)
    return found + len(markup) if found >= 0 else position


def _say_lone_marks(child: MarkToken, offset: int, source: _Source) -> None:
    if child.type == "text_special":
        return
    if (at := child.content.find("{{")) >= 0 or (at := child.content.find("{%")) >= 0:
        source.say("DL073", offset + at, "thẻ mở {{ hoặc {% mà không đóng", "Thêm }} hoặc %} vào cuối thẻ.")
    if match := re.search(r"\*\*|(?<!\w)__(?!_)|(?<![\s\w*])\*(?=\w)|(?<=\w)\*(?![\s\w*])|(?<=\s)\*(?=\w)|^\*(?=\w)", child.content):
        source.say("DL071", offset + match.start(), f"dấu “{match[0]}” đứng một mình, sẽ in nguyên",
                   "Thêm dấu đóng, hoặc viết \\* nếu cần in dấu sao.")  # fmt: skip
    if offset == _line_start(source, offset) and (match := re.match(r"(#+)(?=[^\s#])|>\s|\|.*\||```|---+$|\d+[.)](?=\S)", child.content)):
        source.say("DL072", offset, f"“{match[0][:10]}” đầu dòng không phải là dấu mà docgen hiểu, sẽ in nguyên",
                   "Sau dấu # hoặc số thứ tự cần một dấu cách.")  # fmt: skip


def _line_start(source: _Source, offset: int) -> int:
    start = max(begin for begin in source.starts if begin <= offset)
    line = source.text[start:].split("\n", 1)[0]
    return start + len(line) - len(line.lstrip())
