"""Spaces and signs around punctuation, in brackets and quotes, in numbers of papers and in the motto.

`dau_cau` finds edits in a text and changes nothing, as all of `spacing` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.vietnamese.marks import Cach
from docgen.vietnamese.papers import LOAI_VAN_BAN
from docgen.vietnamese.spacing import Edit

_TYPES = "|".join(sorted(LOAI_VAN_BAN.values(), key=len, reverse=True))
_RULES: tuple[tuple[str, str, Cach, bool], ...] = (
    (rf"\d( ?/ ?)(?:{_TYPES}) ?[-\u2010-\u2015\u2212]", "/", Cach.DAU_CAU, True),
    (rf"\d ?/ ?(?:{_TYPES})( ?[\u2010-\u2015\u2212] ?)[A-ZĐ]", "-", Cach.GACH, True),
    (r"([\u2010\u2011])(?<=[^\W_].)(?=[^\W_])", "-", Cach.GACH, True),
    (r"(\u2212)(?<=[^\W\d_]{2}.)(?=[^\W\d_]{2})", "-", Cach.GACH, False),
    (r"Độc lập(\s*[–—]\s*)Tự do", " - ", Cach.GACH, True),
    (r"Tự do(\s*[–—]\s*)Hạnh phúc", " - ", Cach.GACH, True),
    (r"(“)(?<=[\w.,;!?].)(?=[\s.,;:)]|$)", "”", Cach.GACH, False),
    (r"(”)(?<=\s.)\w", "“", Cach.GACH, False),
)
"""Pattern, what its group becomes, what is mended, how sure.

Patterns begin with the sign they look for, not with what stands before it: text without the sign costs almost nothing.
"""

_PATTERNS = [(re.compile(pattern, re.M), new, what, certain) for pattern, new, what, certain in _RULES]

_BEHIND_WORDS: tuple[tuple[str, str, str, bool], ...] = (
    (r" [,;](?!\S)", r"(?<![^\W\d_])[^\W\d_]++( +)[,;](?=\s|$)", "", True),
    (r" [.!?:](?!\S)", r"(?<![^\W\d_])[^\W\d_]++( )[.!?:](?=\s|$)", "", True),
    (r"[,;][^\W\d_]{2}", r"(?<![\w=.\"'&])[^\W\d_]{2,}+[,;]()[^\W\d_]{2,}+(?![\w=(.\"'&])", " ", False),
    (r"\.[A-ZÀ-ÝĐƠƯ][^\W\d_]", r"(?<!\w)[^\W\d_]{2,}+\.()[A-ZÀ-ÝĐƠƯ][^\W\d_]+ ", " ", False),
)
"""What a line must hold, a pattern that begins with a word of Vietnamese text, what its group becomes, how sure."""

_GATED = [(re.compile(gate), re.compile(pattern, re.M), new, sure) for gate, pattern, new, sure in _BEHIND_WORDS]


def _behind_words(text: str) -> Iterator[Edit]:
    """Find stray or missing spaces at signs behind words, in the lines that may have them."""
    for gate, pattern, new, certain in _GATED:
        line_end = 0
        for hit in gate.finditer(text):
            if hit.start() < line_end:
                continue
            line_end = text.find("\n", hit.end())
            line_end = len(text) if line_end < 0 else line_end
            for match in pattern.finditer(text, text.rfind("\n", 0, hit.start()) + 1, line_end):
                if not text[max(0, match.start() - 40) : match.end() + 40].isascii():
                    yield *match.span(1), new, Cach.DAU_CAU, certain


_OPENED = re.compile(r"[(\[“‘]( +)(?=\w)")
_CLOSED = re.compile(r"( )[)\]”’](?<=[\w,;.!?%] .)(?=[\s.,;:]|$)", re.M)
_MEANT_WIDE = re.compile(r"[(\[] +(?![^\W\d_]{2})[^()\[\]\n]{0,200} [)\]]|(?<=[A-Za-z0-9_])[(\[][\x00-\x7f]")
_OPENED_WIDE = re.compile(r"(?:[A-Za-z0-9_][(\[][\x00-\x7f]*|[(\[] +(?![^\W\d_]{2})[^()\[\]\n]*)$")
_QUOTED = re.compile(r"(?<![\w'`])(``|'')(?=\w)[^\n`']{1,200}(?<=[\w.,;!?)])('')(?!['\w])")


def _brackets(text: str) -> Iterator[Edit]:
    """Find spaces inside brackets and quotes, and quotes of two signs. Formulas are left: ( 1 + 2 ), f( x )."""
    for match in _OPENED.finditer(text):
        start = match.start()
        quote = text[start] in "“‘"
        meant = text[start - 1 : start].isalnum() if quote else _MEANT_WIDE.match(text, start)
        if not meant and not (quote and text[start - 1 : start] in (".", ",", ";", "!", "?")):
            yield *match.span(1), "", Cach.DAU_CAU, True
    for match in _CLOSED.finditer(text):
        start = match.start()
        line = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
        if match[0][1] in "”’" or not _OPENED_WIDE.search(text[line:start]):
            yield *match.span(1), "", Cach.DAU_CAU, True
    for match in _QUOTED.finditer(text):
        yield *match.span(1), '"', Cach.GACH, False
        yield *match.span(2), '"', Cach.GACH, False


_LINE = re.compile(r"[^\n]+")
_WIDE = re.compile(r"(?<=[\w,;.!?:)”])  (?=[\w(“])(?!tháng|năm)")
_BLANK = re.compile(r"(?:ngày|tháng|năm|[Ss]ố:?)$")


def _wide(text: str) -> Iterator[Edit]:
    """Find two spaces where a sentence wants one. More than two, or blanks of a draft, are layout."""
    for row in _LINE.finditer(text):
        line = row[0]
        if "  " not in line or "   " in line or line[0] == " " or line.isascii() or line.count("  ") > 3:
            continue
        for match in _WIDE.finditer(line):
            start, end = match.span()
            if not _BLANK.search(line[max(0, start - 5) : start]):
                yield row.start() + start, row.start() + end, " ", Cach.DAU_CAU, True


def dau_cau(text: str) -> Iterator[Edit]:
    """Find stray spaces and signs around punctuation, in numbers of papers and in the motto."""
    yield from _wide(text)
    yield from _behind_words(text)
    yield from _brackets(text)
    for pattern, new, what, certain in _PATTERNS:
        for match in pattern.finditer(text):
            yield *match.span(1), new, what, certain
