"""Where in a table or text box of a template a paragraph is, and tables too broken to say."""

from __future__ import annotations

import re

from docgen.ooxml.xml import Element, qn

_SPAN = re.compile(r"[1-9]\d{0,2}")


def cell_name(paragraph: Element) -> str:
    """Return where in a table or text box a paragraph is, as a clerk would say it; "" outside both."""
    if next(paragraph.iterancestors(qn("w:txbxContent")), None) is not None:
        return "hộp chữ"
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is None:
        return ""
    row = cell.getparent()
    if _is_astray(cell):
        return "bảng hỏng"
    rows, cells = row.getparent().findall(qn("w:tr")), row.findall(qn("w:tc"))
    return f"bảng: hàng {rows.index(row) + 1} ô {cells.index(cell) + 1}"


def _is_astray(cell: Element) -> bool:
    """Return whether a cell is not in a row of a table."""
    row = cell.getparent()
    return row is None or row.tag != qn("w:tr") or row.getparent() is None or row.getparent().tag != qn("w:tbl")


def cell_fault(cell: Element) -> str:
    """Return what is wrong with a cell that Word itself would not open, "" for nothing."""
    if _is_astray(cell):
        return "có một ô đứng ngoài các hàng của bảng"
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    number = "1" if span is None else str(span.get(qn("w:val"), ""))
    if _SPAN.fullmatch(number):
        return ""
    return f"số cột mà ô này trải qua là “{number[:20]}”, không phải là một số"
