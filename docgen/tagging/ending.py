"""The end of a paper: the recipients and the signature, in a table of two columns or separated by tabs.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 7 and 9.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from docgen.ooxml import edit
from docgen.ooxml.xml import Element, qn
from docgen.tagging.head import put_list
from docgen.tagging.lines import CELL, TABLE, Draft, LinePiece, PaperLine, folded, lines_of, only, piece_of, remove

_RIGHTS = ("TM. ", "KT. ", "TL. ", "TUQ. ", "Q. ")
_LAST = 12  # the last lines in which a signature is looked for if there is no "Nơi nhận"
_HALVES_TWIPS = (4700, 4700)


def read_ending(draft: Draft, lines: Sequence[PaperLine]) -> int:
    """Propose tags for the end of a part; return the number of its first line, the number of lines if it has none.

    Lines separated by tabs are put into a table: two lists that grow on the same lines cannot be filled.
    """
    label = next((line for line in reversed(lines) if line.pieces and _is_label(line.pieces[0])), None)
    if label is None:
        return _signature_alone(draft, lines)
    first = next(number for number, line in enumerate(lines) if line.top is label.top)
    if label.top.tag != TABLE:
        while first and (not lines[first - 1].blank) and _is_title(lines[first - 1]):
            first -= 1
        own = lines[first:]
        if any(len(line.pieces) > 1 or "\t" in line.text for line in own):
            own = lines_of([_as_table(own)], draft.looks)
            draft.notes.append("nơi nhận và chữ ký xếp bằng phím Tab nay đứng trong bảng hai cột")
    else:
        own = _each_alone(draft, [line for line in lines[first:] if line.top is label.top])
    label = next(line for line in own if line.pieces and _is_label(line.pieces[0]))
    listed = _recipients(draft, own, label)
    apart = [line for line in own if line not in listed and (line.cell is None or line.cell is not label.cell)]
    _signature(draft, apart)
    if "chuc_vu" not in draft.asked:  # above the recipients
        return _signature_alone(draft, lines[:first])
    return first


def _is_label(piece: LinePiece) -> bool:
    return folded(piece.text).startswith("NOI NHAN")


def _is_title(line: PaperLine) -> bool:
    return bool(line.pieces) and line.pieces[-1].caps and ":" not in line.text


def _recipients(draft: Draft, own: Sequence[PaperLine], label: PaperLine) -> list[PaperLine]:
    """Propose the tag for the recipients; return their lines."""
    after = own[own.index(label) + 1 :]
    if label.cell is not None:
        listed = [line for line in after if line.cell is label.cell and line.text.strip()]
    else:
        listed = [line for line in after if line.text.strip().startswith(("-", "–", "+"))]
    if listed:
        put_list(draft, "noi_nhan", listed)
    return listed


def _signature(draft: Draft, lines: Sequence[PaperLine]) -> None:
    """Propose tags for titles in capitals and for the name under them; what is in brackets between them goes."""
    column = _column(next((line for line in reversed(lines) if not line.blank), None))
    pieces: list[LinePiece] = []
    for line in lines:
        if _column(line) == column:
            pieces += [piece for piece in line.pieces if not _is_label(piece)]
    titles: list[LinePiece] = []
    for piece in pieces:
        if not piece.caps:
            break
        titles.append(piece)
    if not titles:
        return
    rest = pieces[len(titles) :]
    draft.put("chuc_vu", titles)
    if rest and _is_name(rest[-1].text):
        draft.put("ho_ten", rest[-1:])
        rest = rest[:-1]
    bracketed = False
    for piece in rest:
        bracketed = bracketed or piece.text.startswith("(")
        if bracketed:
            draft.clear(piece)
            draft.notes.append(f"bỏ “{piece.text}” giữa chức vụ và họ tên")
        bracketed = bracketed and not piece.text.endswith(")")


def _column(line: PaperLine | None) -> int:
    """Return which cell of its row a line is in; two who sign have a column each, and the last is the paper's."""
    cell = None if line is None else line.cell
    return -1 if cell is None else sum(1 for _ in cell.itersiblings(CELL, preceding=True))


def _signature_alone(draft: Draft, lines: Sequence[PaperLine]) -> int:
    """Read a signature without recipients: titles in capitals, the first with the right to sign or above a name."""
    last = [number for number, line in enumerate(lines) if not line.blank][-_LAST:]
    if not last or lines[last[-1]].look.align == "both":
        return len(lines)
    ending = lines[last[-1]].whole
    named = _is_name(ending.text) and not ending.caps
    titles = [number for number in last if lines[number].whole.caps and lines[number].look.align != "both"]
    titles = [number for number in titles if all(_fits(lines[after]) for after in last if after >= number)]
    if not titles or not (named or folded(lines[titles[0]].text).startswith(_RIGHTS)):
        return len(lines)
    first = titles[0]
    _signature(draft, lines[first:])
    top = lines[first].top
    return next(number for number, line in enumerate(lines) if line.top is top)


def _fits(line: PaperLine) -> bool:
    """Return whether a line may be part of a signature."""
    return line.whole.caps or line.whole.text.startswith("(") or _is_name(line.whole.text)


def _is_name(text: str) -> bool:
    words = text.split()[-6:]
    if folded(text) == "HO VA TEN":  # a form
        return True
    return len(words) >= 2 and all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)


def _each_alone(draft: Draft, lines: Sequence[PaperLine]) -> list[PaperLine]:
    """Split paragraphs at their line ends, because lists repeat whole paragraphs; return the lines of the table."""
    table = lines[0].top
    for line in lines:
        if "\n" not in line.text.strip():
            continue
        start = 0
        for text in line.text.split("\n"):
            line.element.addprevious(only(piece_of(line, start, start + len(text))))
            start += len(text) + 1
        remove(line.element)
    return lines_of([table], draft.looks)


def _as_table(lines: Sequence[PaperLine]) -> Element:
    """Put lines separated by tabs into a table without borders: what is left of the tab, and what is right of it."""
    table = etree.Element(qn("w:tbl"))
    lines[0].top.addprevious(table)
    etree.SubElement(table, qn("w:tblPr"))
    edit.put(table, "w:tblPr", "w:tblW", w=str(sum(_HALVES_TWIPS)), type="dxa")
    edit.put(table, "w:tblPr", "w:tblLayout", type="fixed")
    grid = etree.SubElement(table, qn("w:tblGrid"))
    row = etree.SubElement(table, qn("w:tr"))
    cells = []
    for width in _HALVES_TWIPS:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
        cell = etree.SubElement(row, qn("w:tc"))
        edit.put(cell, "w:tcPr", "w:tcW", w=str(width), type="dxa")
        cells.append(cell)
    _fill(cells, lines)
    for cell in cells:
        if len(cell) == 1:
            etree.SubElement(cell, qn("w:p"))
    return table


def _fill(cells: Sequence[Element], lines: Sequence[PaperLine]) -> None:
    """Move the halves of lines into two cells: what is before the last tab, and what is after it.

    A line of one piece goes left if it names a recipient, else right.
    """
    for line in lines:
        tab = line.text.rstrip().rfind("\t")
        if len(line.pieces) < 2:
            is_recipient = line.text.strip().startswith(("-", "–", "+")) or _is_label(line.whole)
            tab = len(line.text) if is_recipient else 0
        halves = piece_of(line, 0, tab), piece_of(line, tab, len(line.text))
        for cell, half, align in zip(cells, halves, ("left", "center"), strict=True):
            room = line.blank and align == "center" and cell.find(qn("w:p")) is not None  # for the signature
            if half.text or room:
                cell.append(_in_cell(only(half), align))
        remove(line.element)


def _in_cell(paragraph: Element, align: str) -> Element:
    """Return a paragraph set for a cell, without what placed it on the page."""
    edit.put(paragraph, "w:pPr", "w:ind", left="0", right="0", firstLine="0")
    edit.put(paragraph, "w:pPr", "w:jc", val=align)
    for tabs in paragraph.findall(f"{qn('w:pPr')}/{qn('w:tabs')}"):
        tabs.getparent().remove(tabs)
    return paragraph
