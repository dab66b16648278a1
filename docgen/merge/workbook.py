"""The smallest workbook that Excel opens: one sheet of texts and figures, always the same bytes.

Embedded for a chart in a Word file, so that the chart's data can be edited. Hides: SpreadsheetML (ECMA-376 Part 1, 18)
and its styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml import etree

from docgen.ooxml.package import Package
from docgen.ooxml.xml import CONTENT_TYPES, NAMESPACES, Element, qn, rels_name, serialise
from docgen.sources.grid import letter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_FIGURES = 164  # the first number format that is not built in

SHEET_TYPE = f"{_TYPE}sheet"
"""The content type of a whole workbook."""

Value = str | int | Decimal | None


def workbook(sheet: str, rows: Sequence[Sequence[Value]], places: int) -> bytes:
    """Return a workbook with one sheet of these rows from A1 on. Figures show `places` decimals, None is empty."""
    types = f'<Types xmlns="{NAMESPACES["ct"]}"><Default Extension="rels" ContentType="{_RELS_TYPE}"/></Types>'
    empty = f'<Relationships xmlns="{NAMESPACES["pr"]}"/>'
    package = Package({CONTENT_TYPES: types.encode(), rels_name(""): empty.encode()})
    package.put("xl/workbook.xml", _book(sheet), f"{_TYPE}sheet.main+xml")
    package.put("xl/worksheets/sheet1.xml", _sheet(rows), f"{_TYPE}worksheet+xml")
    package.put("xl/styles.xml", _styles(places), f"{_TYPE}styles+xml")
    package.relate("", "officeDocument", "xl/workbook.xml")
    package.relate("xl/workbook.xml", "worksheet", "xl/worksheets/sheet1.xml")
    package.relate("xl/workbook.xml", "styles", "xl/styles.xml")
    return package.write()


def _el(name: str, /, *children: Element, **attributes: object) -> Element:
    given = {key: str(value) for key, value in attributes.items()}
    element = etree.Element(f"{{{_MAIN}}}{name}", given, {None: _MAIN, "r": NAMESPACES["r"]})
    element.extend(children)
    return element


def _text(name: str, text: str) -> Element:
    element = _el(name)
    element.text = text
    return element


def _book(name: str) -> bytes:
    sheet = _el("sheet", name=name, sheetId=1)
    sheet.set(qn("r:id"), "rId1")
    return serialise(_el("workbook", _el("sheets", sheet)))


def _sheet(rows: Sequence[Sequence[Value]]) -> bytes:
    elements = [_el("row", *_cells(number, row), r=number) for number, row in enumerate(rows, 1)]
    widths = _el("cols", _el("col", min=1, max=1, width=40, customWidth=1))
    return serialise(_el("worksheet", widths, _el("sheetData", *elements)))


def _cells(number: int, values: Sequence[Value]) -> Iterator[Element]:
    for column, value in enumerate(values):
        place = f"{letter(column)}{number}"
        if isinstance(value, str):
            yield _el("c", _el("is", _text("t", value.strip())), r=place, t="inlineStr")
        elif value is not None:
            yield _el("c", _text("v", format(Decimal(value), "f")), r=place, s=1)


def _styles(places: int) -> bytes:
    code = "#,##0" + (f".{'0' * places}" if places else "")
    fills = (_el("fill", _el("patternFill", patternType=kind)) for kind in ("none", "gray125"))
    border = _el("border", *(_el(side) for side in ("left", "right", "top", "bottom", "diagonal")))
    plain = {"fontId": 0, "fillId": 0, "borderId": 0}
    formats = (
        _el("xf", numFmtId=0, xfId=0, **plain),
        _el("xf", numFmtId=_FIGURES, xfId=0, applyNumberFormat=1, **plain),
    )
    return serialise(
        _el(
            "styleSheet",
            _el("numFmts", _el("numFmt", numFmtId=_FIGURES, formatCode=code), count=1),
            _el("fonts", _el("font", _el("sz", val=12), _el("name", val="Times New Roman")), count=1),
            _el("fills", *fills, count=2),
            _el("borders", border, count=1),
            _el("cellStyleXfs", _el("xf", numFmtId=0, **plain), count=1),
            _el("cellXfs", *formats, count=2),
            _el("cellStyles", _el("cellStyle", name="Normal", xfId=0, builtinId=0), count=1),
        )
    )
