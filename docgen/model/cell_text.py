"""The text of a cell: plain in most, else read once for tags, bold and italic, with the cell as its place.

Promises: a cell without a sign costs a glance; stars are marks only where they lean on the words they set ("*mới*"),
so that 3*4, "(*)" and a footnote's star stay what they are; what Excel sets bold or italic inside a cell counts.
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
from docgen.model.spans import Piece, Say, Span, spans_of
from docgen.sources import Grid, StyledCell

_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*.,;:!?)\]])[^*]+(?<=[^\s*(\[])\1(?![\w*])")


class CellText(DataText):
    """A text of a table's source. `styles` are what the sheet itself sets: (begin, end, bold, italic)."""

    styles: tuple[tuple[int, int, bool, bool], ...]
    as_typed: bool
    _at: Callable[[], Where]

    def where(self, places: Places, offset: int | None = None) -> Where:
        """Return the place of the cell, which is as near as a clerk can go."""
        return self._at()


def cell_text(value: str, at: Callable[[], Where], *, as_typed: bool = False) -> str:
    """Return a source's cell: itself where nothing in it means anything, else a text that will be read.

    `as_typed` leaves tags and stars what they are.
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
    """Return whether tags or marks stand in the text of a cell, or its sheet sets a part of it."""
    if isinstance(text, CellText):
        return True
    return "{" in text or ("*" in text and _EMPHASIS.search(text) is not None)


def spans_in(text: DataText, say: Say) -> list[Span]:
    """Return the stretches of a cell's text. Its lines stay lines; a tag that is not closed is told, a star is not."""

    def grave(code: str, offset: int, message: str, remedy: str) -> None:
        if code == "DL073":
            say(code, offset, message, remedy)

    styles = text.styles if isinstance(text, CellText) else ()
    if isinstance(text, CellText) and text.as_typed:
        found = [Span("text", str.__str__(text), False, False, 0)]
    elif "*" in text and _EMPHASIS.search(text):
        found = spans_of([Piece(str.__str__(text), 0)], grave)
        found = [replace(span, text="\n") if _ends_line(text, span) else span for span in found]
    else:
        found = list(_tags(text, grave)) if styles else []
    return [part for span in found for part in _set_by_sheet(span, styles)]


def _ends_line(text: str, span: Span) -> bool:
    return span.kind == "text" and span.text == " " and text[span.offset] == "\n"


def _tags(text: DataText, say: Say) -> Iterator[Span]:
    """Yield the tags of a text and what stands between them."""
    try:
        for token in expression.tokens(text):
            yield Span(token.kind, token.text, False, False, token.offset, token.start)
    except ExpressionError as error:
        say("DL073", error.offset, error.message, error.remedy)
        yield Span("text", str.__str__(text), False, False, 0)


def _set_by_sheet(span: Span, styles: Sequence[tuple[int, int, bool, bool]]) -> Iterator[Span]:
    """Yield a stretch in the parts that the sheet sets alike; a tag is set as it begins."""
    begin, end = span.offset, span.offset + (len(span.text) if span.kind == "text" else 1)
    edges = {begin, end} | {edge for style in styles for edge in style[:2] if begin < edge < end}
    for start, stop in pairwise(sorted(edges)):
        on = [style for style in styles if style[0] <= start < style[1]]
        bold = span.bold or any(style[2] for style in on)
        italic = span.italic or any(style[3] for style in on)
        if span.kind != "text":
            yield replace(span, bold=bold, italic=italic)
        else:
            part = span.text[start - begin : stop - begin]
            yield replace(span, text=part, bold=bold, italic=italic, offset=start)
