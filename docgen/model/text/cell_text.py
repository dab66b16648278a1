"""The text of a cell: plain in most, else read once for tags, bold and italic, with the cell as its place.

Promises: a cell without a sign costs next to nothing; stars are marks only where they touch the words they are for
("*mới*"), so that 3*4, "(*)" and a footnote's star stay unchanged; bold and italic that Excel has inside a cell count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from docgen import expression
from docgen.expression import ExpressionError
from docgen.finding import Where
from docgen.model.fields import DataText, Places
from docgen.model.text.spans import Piece, Say, Span, spans_of
from docgen.sources import Grid, StyledCell

_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*.,;:!?)\]])[^*]+(?<=[^\s*(\[])\1(?![\w*])")


class CellText(DataText):
    """A text of a table's source. `styles` are those of the sheet itself: (begin, end, bold, italic)."""

    styles: tuple[tuple[int, int, bool, bool], ...]
    as_typed: bool
    _at: Callable[[], Where]

    def where(self, places: Places, offset: int | None = None) -> Where:
        """Return the place of the cell, which is as near as a clerk can go."""
        return self._at()


def cell_text(value: str, at: Callable[[], Where], *, as_typed: bool = False) -> str:
    """Return the text of a source's cell: unchanged where it has no tags, marks or styles, else as a `CellText`.

    With `as_typed` tags and stars mean nothing.
    """
    styles = value.styles if isinstance(value, StyledCell) else ()
    if not styles and (as_typed or not is_marked(value)):
        return value
    text = CellText(value, (str(at()),))
    text.styles, text.as_typed, text._at = styles, as_typed, at
    return text


def cell_of(grid: Grid, row: int, column: int, *, as_typed: bool = False) -> object:
    """Return the value of a cell of a source, its text as `cell_text` has it."""
    value = grid.rows[row][column]
    if isinstance(value, str) and ("{" in value or "*" in value or isinstance(value, StyledCell)):
        return cell_text(value, lambda: grid.where(row, column), as_typed=as_typed)
    return value


def is_marked(text: str) -> bool:
    """Return whether the text of a cell has tags or marks, or its sheet has a part of it in another style."""
    if isinstance(text, CellText):
        return True
    return "{" in text or ("*" in text and _EMPHASIS.search(text) is not None)


def spans_in(text: DataText, say: Say) -> list[Span]:
    """Return the stretches of a cell's text that has styles, of its own or of the sheet; lines stay lines.

    None where only tags are in it: the caller evaluates it whole. Tags that are not closed are reported, stars are not.
    """

    def say_tags(code: str, offset: int, message: str, remedy: str) -> None:
        if code == "DL073":
            say(code, offset, message, remedy)

    styles = text.styles if isinstance(text, CellText) else ()
    if isinstance(text, CellText) and text.as_typed:
        found = [Span("text", str.__str__(text), False, False, 0)]
    elif "*" in text and _EMPHASIS.search(text):
        found = spans_of([Piece(str.__str__(text), 0)], say_tags)
        found = [replace(span, text="\n") if _ends_line(text, span) else span for span in found]
    else:
        found = list(_tags(text, say_tags)) if styles else []
    parts: list[Span] = []
    for span in found:
        parts += _styled_by_sheet(span, styles)
    return parts


def _ends_line(text: str, span: Span) -> bool:
    return span.kind == "text" and span.text == " " and text[span.offset] == "\n"


def _tags(text: DataText, say: Say) -> Iterator[Span]:
    """Yield the tags of a text and the stretches between them."""
    try:
        for token in expression.tokens(text):
            yield Span(token.kind, token.text, False, False, token.offset, token.start)
    except ExpressionError as error:
        say("DL073", error.offset, error.message, error.remedy)
        yield Span("text", str.__str__(text), False, False, 0)


def _styled_by_sheet(span: Span, styles: Sequence[tuple[int, int, bool, bool]]) -> Iterator[Span]:
    """Yield a stretch in the parts that have one style in the sheet; a tag has the style of its beginning."""
    begin, end = span.offset, span.offset + (len(span.text) if span.kind == "text" else 1)
    edges = {begin, end}
    for first, last, _, _ in styles:
        edges.update(edge for edge in (first, last) if begin < edge < end)
    for start, stop in pairwise(sorted(edges)):
        bold, italic = span.bold, span.italic
        for first, last, is_bold, is_italic in styles:
            if first <= start < last:
                bold, italic = bold or is_bold, italic or is_italic
        if span.kind != "text":
            yield replace(span, bold=bold, italic=italic)
        else:
            part = span.text[start - begin : stop - begin]
            yield replace(span, text=part, bold=bold, italic=italic, offset=start)
