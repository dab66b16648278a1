"""The inside of a paragraph: plain text, bold, italic, line ends, and tags, each stretch with its exact place.

Hides: markdown-it, of which only the inline marks are used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from docgen import expression

Say = Callable[[str, int, str, str], None]
DROPPED = "\ue000"  # stands for each character of a comment, so that no other character moves


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: plain text, an expression or a control tag, and its style.

    `offset` is that of the stretch in the whole text, in characters; `start` is that of what an expression or a tag has
    between its braces.
    """

    kind: str  # "text" | "expr" | "tag"
    text: str
    bold: bool
    italic: bool
    offset: int
    start: int = 0


class Piece(NamedTuple):
    """A line of a paragraph and where it begins in the whole text."""

    text: str
    offset: int


def spans_of(pieces: Sequence[Piece], say: Say) -> list[Span]:
    """Return the stretches of a paragraph; lone marks and tags that are not closed are reported at their place."""
    return list(_ParagraphReader(pieces, say).spans())


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "escape", "newline"])
    parser.core.ruler.disable("text_join")  # it would hide which stars were escaped
    parser.inline.ruler.before("escape", "expression", _expression)
    parser.inline.ruler.before("emphasis", "star_inside", _star_inside)
    return parser


def _expression(state: StateInline, silent: bool) -> bool:
    """{{ … }} and {% … %} are one stretch: marks inside them mean nothing to Markdown."""
    if state.src[state.pos : state.pos + 2] not in ("{{", "{%"):
        return False
    end = expression.tag_end(state.src, state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("expression", "", 0)
        token.content = state.src[state.pos : end]
    state.pos = end
    return True


_SIGNS = re.compile(rf"[*_\\{{\n{DROPPED}]")  # what may be more than text
_TAG_OPENS = re.compile(r"\{\{|\{%")
_MARKS = re.compile(r"\*+|_+")
_KEPT = re.compile(f"[^{DROPPED}]+")
_WORD_PART = re.compile(r"\*[^\s*]+\*(?!\w)")  # Trung*tâm*
_PART_OF_WORD = re.compile(r"(?<![\w*])\*[^\s*]+")  # *Trung*tâm


def _star_inside(state: StateInline, silent: bool) -> bool:
    """A single star between two letters or digits is a star (3*4), unless it makes part of one word italic."""
    around = state.src[max(state.pos - 1, 0) : state.pos + 2]
    if len(around) < 3 or around[1] != "*" or not (around[0].isalnum() and around[2].isalnum()):
        return False
    if _WORD_PART.match(state.src, state.pos) or _ends_part_of_word(state.src, state.pos):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _ends_part_of_word(text: str, star: int) -> bool:
    """Return whether the star at `star` closes what the star before it opened."""
    before = text.rfind("*", 0, star)
    return before >= 0 and _PART_OF_WORD.fullmatch(text, before, star) is not None


class _ParagraphReader:
    """Reads one paragraph. Markdown-it gives no places inside a paragraph, so they are tracked here."""

    def __init__(self, pieces: Sequence[Piece], say: Say) -> None:
        self.say = say
        self.text = "\n".join(piece.text for piece in pieces)
        self.offsets = [piece.offset for piece in pieces]
        self.begins = [0]
        for piece in pieces[:-1]:
            self.begins.append(self.begins[-1] + len(piece.text) + 1)
        self.position = 0

    def place(self, position: int) -> int:
        """Return the offset in the whole text of a character of the paragraph."""
        line = bisect_right(self.begins, position) - 1
        return self.offsets[line] + position - self.begins[line]

    def spans(self) -> Iterator[Span]:
        if self.text and not _SIGNS.search(self.text):  # most paragraphs are plain
            yield Span("text", self.text, False, False, self.place(0))
            return
        bold = italic = 0
        for token in _markdown().parseInline(self.text)[0].children or []:
            if token.type in ("strong_open", "em_open", "strong_close", "em_close"):
                self.position = self.text.index(token.markup, self.position) + len(token.markup)
                if token.tag == "strong":
                    bold += token.nesting
                else:
                    italic += token.nesting
            elif token.type in ("softbreak", "hardbreak"):
                self.position = self.text.index("\n", self.position) + 1
                end = " " if token.type == "softbreak" else "\n"
                yield Span("text", end, bool(bold), bool(italic), self.place(self.position - 1))
            elif token.content:
                yield from self._stretch(token, bool(bold), bool(italic))

    def _stretch(self, token: Token, bold: bool, italic: bool) -> Iterator[Span]:
        begin = self.text.index(token.content, self.position)
        self.position = begin + len(token.content)
        if token.type == "expression":
            text, at = expression.inside(token.content, 0, len(token.content))
            kind = "expr" if token.content.startswith("{{") else "tag"
            yield Span(kind, text, bold, italic, self.place(begin), self.place(begin + at))
            return
        if token.type == "text":
            self._say_slips(begin, self.position)
        for part in _KEPT.finditer(token.content):
            at = begin + part.start()
            blank = part[0].startswith(" ") and self.text[max(at - 1, 0)] == DROPPED and self._blank_before(at)
            if text := part[0][blank:]:
                yield Span("text", text, bold, italic, self.place(at + blank))

    def _blank_before(self, at: int) -> bool:
        """Return whether a blank, or the paragraph's beginning, comes before the comment that ends at `at`."""
        before = at - 1
        while before >= 0 and self.text[before] == DROPPED:
            before -= 1
        return before < 0 or self.text[before] in (" ", "\n")

    def _say_slips(self, begin: int, end: int) -> None:
        reported: set[str] = set()  # where one tag is not closed, neither is another of its kind after it
        for match in _TAG_OPENS.finditer(self.text, begin, end):
            close = "}}" if match[0] == "{{" else "%}"
            if close in reported:
                continue
            reported.add(close)
            self.say("DL073", self.place(match.start()), f"chỗ mở bằng {match[0]} thiếu {close}",
                     f"Thêm {close} vào cuối.")  # fmt: skip
        for match in _MARKS.finditer(self.text, begin, end):
            if self._is_lone(match):
                self.say("DL071", self.place(match.start()), f"dấu “{match[0]}” đứng một mình, sẽ in nguyên",
                         f"Thêm dấu đóng, hoặc viết \\{match[0][0]} nếu cần in dấu này.")  # fmt: skip

    def _is_lone(self, mark: re.Match[str]) -> bool:
        """Return whether a mark without effect was meant to have one: it touches a word on one side only."""
        before, after = self.text[max(mark.start() - 1, 0) : mark.start()], self.text[mark.end() : mark.end() + 1]
        opens = not (before.isalnum() or before in ("_", "\\")) and (after.isalnum() or after == "{")
        closes = (before.isalnum() or before in ("}", ".", "”")) and not (after.isalnum() or after == "_")
        if mark[0].startswith("*"):
            return len(mark[0]) <= 3 and (opens or closes)
        return len(mark[0]) <= 2 and opens
