"""Which long tables can be cut into shorter ones without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from docgen.office.long.alike import Alike
from docgen.ooxml.xml import qn

_WHOLE = ("tbl", "footnoteReference", "endnoteReference", "drawing", "pict", "object", "sdt")
_UNFIT = ("vMerge", "pageBreakBefore", *_WHOLE)  # what may reach beyond its row
_UNFIT_TWICE = ("fldSimple", "fldChar", "instrText", "numPr", *_WHOLE)  # header rows are repeated by hand
_CHILDREN = (qn("w:tblPr"), qn("w:tblGrid"), qn("w:tr"))


class Undivided(Exception):
    """The table cannot be divided, or the result was not proven right. The text says why, in Vietnamese."""


def check(table: Any, header: Sequence[Any], rows: Sequence[Any], section: Any, alike: Alike) -> None:
    """Raise Undivided for a table that would not look the same in pieces.

    `header` and `rows` are its rows, `section` the sectPr of its section.
    """
    layout = table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}")
    if layout is None or layout.get(qn("w:type")) != "fixed":
        raise Undivided("bảng tự co giãn bề rộng cột")
    if any(isinstance(part.tag, str) and part.tag not in _CHILDREN for part in table):
        raise Undivided("giữa các hàng của bảng có phần khác")
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    if style is not None and alike.looks.sets_rows_by_place(style.get(qn("w:val"), "")):
        raise Undivided("kiểu bảng trình bày hàng theo thứ tự")
    if not all(has(row, "cantSplit") for row in rows):
        raise Undivided("có hàng được phép ngắt qua trang")
    _check_contents(rows, _UNFIT, "trong bảng")
    _check_contents(header, _UNFIT_TWICE, "trong hàng tên cột")
    if any(map(alike.is_heading, header)):
        raise Undivided("trong hàng tên cột có đề mục")
    columns = section.find(qn("w:cols"))
    if columns is not None and columns.get(qn("w:num"), "1") != "1":
        raise Undivided("trang chia cột")


def _check_contents(rows: Sequence[Any], unfit: Sequence[str], where: str) -> None:
    for row in rows:
        for found in row.iter(*(qn(f"w:{name}") for name in unfit)):
            raise Undivided(f"{where} có {etree.QName(found).localname}")


def has(row: Any, name: str) -> bool:
    """Return whether a property of a row is on."""
    found = row.find(f"{qn('w:trPr')}/{qn(f'w:{name}')}")
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off")
