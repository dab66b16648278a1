"""The end of a part: its last lines, the recipients and the signature.

Promises: the signature is never separated from the end of the text and never split itself; a list of recipients too
long to fit beside it goes on below it, over as many pages as it takes.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from docgen.merge.lines import Lines
from docgen.merge.tables import keep_row
from docgen.ooxml import edit
from docgen.ooxml.xml import Element, qn

_PARAGRAPH, _TABLE, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tc")
_GAP_TWIPS = 120  # 6 pt, what the decree asks between paragraphs
_LONG_PT = 340.0  # half a page: a shorter list stays whole, or one recipient might be left alone on a page


def keep_end(place: Element, lines: Lines) -> None:
    """Keep the end of a body, which is what comes before `place`, with the signature that follows it.

    Measured: rows that cannot split, and "keep with next" on every paragraph before the last of them.
    """
    following = [item for item in place.itersiblings() if item.tag in (_PARAGRAPH, _TABLE)]
    end = next((number for number, item in enumerate(following) if item.tag == _TABLE), len(following) - 1)
    last = place.getprevious()
    above = last.getprevious() if last is not None else None
    if last is not None and above is not None and len(edit.visible_text(last)) < 5:
        keep_row(above.findall(qn("w:tr"))[-1] if above.tag == _TABLE else above)  # "./." is no text to sign under
    if not following or last is None:
        return
    if last.tag == _TABLE:
        last = edit.small_paragraph(_GAP_TWIPS)
        place.addprevious(last)
    for paragraph in (last, *(item for item in following[:end] if item.tag == _PARAGRAPH)):
        edit.keep_with_next(paragraph)
    rows = following[end].findall(qn("w:tr"))
    for row in rows:
        edit.put(row, "w:trPr", "w:cantSplit")
        # Only the last row may give up a list: its rows would separate any other from the rows below.
        if row is rows[-1] and _split_long_list(row, lines):
            continue
        keep_row(row)


def _split_long_list(row: Element, lines: Lines) -> bool:
    """Move what of a long list is below the row's other cells to rows of its own, between which pages may break.

    Return whether there was such a list. The row is then not kept with the next, or all would be one block again; a
    single row for the whole rest was sent to the next page (measured).
    """
    cells = row.findall(_CELL)
    heights = [[lines.height_pt(paragraph) for paragraph in cell.iter(_PARAGRAPH)] for cell in cells]
    longest = max(range(len(cells)), key=lambda number: sum(heights[number]), default=0)
    beside = max((sum(high) for number, high in enumerate(heights) if number != longest), default=0.0)
    if len(cells) < 2 or sum(heights[longest]) < _LONG_PT or beside >= _LONG_PT or _is_built_up(row):
        return False
    paragraphs = cells[longest].findall(_PARAGRAPH)
    kept = next(count for count in range(1, len(paragraphs) + 1) if sum(heights[longest][:count]) >= beside)
    if kept == len(paragraphs):
        return False
    empty = _empty_copy(row)
    for paragraph in reversed(paragraphs[kept:]):
        below = deepcopy(empty)
        below.findall(_CELL)[longest][-1:] = [paragraph]
        row.addnext(below)
    _drop_margin(cells[longest], "w:bottom")
    return True


def _is_built_up(row: Element) -> bool:
    """Return whether cells hold more than paragraphs, or are merged with those of other rows."""
    for cell in row.findall(_CELL):
        if any(item.tag not in (_PARAGRAPH, qn("w:tcPr")) for item in cell):
            return True
    return row.find(f".//{qn('w:vMerge')}") is not None


def _empty_copy(row: Element) -> Element:
    """Return a copy of a row without its texts and without room above and below."""
    copy = deepcopy(row)
    for height in list(copy.iter(qn("w:trHeight"))):
        height.getparent().remove(height)
    for cell in copy.findall(_CELL):
        for paragraph in cell.findall(_PARAGRAPH):
            cell.remove(paragraph)
        cell.append(edit.small_paragraph(1))
        _drop_margin(cell, "w:top")
        _drop_margin(cell, "w:bottom")
    return copy


def _drop_margin(cell: Element, side: str) -> None:
    """Take away a cell's margin at its top or bottom, so that the list goes on without a gap."""
    margins = edit.put(cell, "w:tcPr", "w:tcMar")
    for item in margins.findall(qn(side)):
        margins.remove(item)
    place = 0 if side == "w:top" else sum(1 for item in margins if not str(item.tag).endswith(("right", "end")))
    margins.insert(place, etree.Element(qn(side), {qn("w:w"): "0", qn("w:type"): "dxa"}))
