"""The looks of a chart in black and white: fonts, greys, hatches, dashes and marks, in DrawingML.

Neighbours differ in darkness, not in hue, so that a copier keeps them apart. Hides DrawingML's elements (ECMA-376
Part 1, 20.1 and 21.2).
"""

from __future__ import annotations

from lxml import etree

from docgen.ooxml.xml import NAMESPACES, Element

CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"

_NAMES = {"c": CHART_NAMESPACE, "a": NAMESPACES["a"], "r": NAMESPACES["r"]}
_EMU_PT = 12_700
# A fill is a grey, or a pattern of black on white; neighbours differ in darkness.
_FILLS = ("404040", "D9D9D9", "wdUpDiag", "8C8C8C", "smGrid", "FFFFFF", "dkHorz", "wdDnDiag")
# A line is a grey, a dash, a mark and the mark's own grey.
_LINES = (
    ("000000", "solid", "circle", "000000"),
    ("595959", "dash", "square", "FFFFFF"),
    ("000000", "sysDot", "triangle", "000000"),
    ("7F7F7F", "solid", "diamond", "FFFFFF"),
    ("000000", "lgDash", "square", "000000"),
    ("595959", "sysDash", "circle", "FFFFFF"),
    ("7F7F7F", "lgDashDot", "triangle", "FFFFFF"),
    ("A6A6A6", "solid", "diamond", "000000"),
)


def el(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """Return an element of DrawingML ("c:barChart"); children that are None are left out."""
    prefix, _, local = name.partition(":")
    given = {key: str(value) for key, value in attributes.items()}
    element = etree.Element(f"{{{_NAMES[prefix]}}}{local}", given, _NAMES)
    element.extend([child for child in children if child is not None])
    return element


def val(name: str, value: object) -> Element:
    """Return an element that holds one value: `<c:idx val="0"/>`."""
    return el(name, val=value)


def leaf(name: str, text: str) -> Element:
    """Return an element that holds a text."""
    element = el(name)
    element.text = text
    return element


def font(name: str, size_pt: float) -> Element:
    """Return run properties ("a:rPr", "a:defRPr"): the paper's font, black."""
    fonts = (el(f"a:{script}", typeface="Times New Roman") for script in ("latin", "ea", "cs"))
    language = {"lang": "vi-VN"} if name == "a:rPr" else {}
    return el(name, _solid("000000"), *fonts, **language, sz=round(size_pt * 100), b=0, i=0)


def text_look(size_pt: float, *, degrees: int | None = None) -> Element:
    """Return the look of an element's text, turned clockwise by `degrees`, or as the program that draws it decides."""
    turned = {} if degrees is None else {"rot": degrees * 60_000, "vert": "horz"}
    paragraph = el("a:p", el("a:pPr", font("a:defRPr", size_pt)), el("a:endParaRPr", lang="vi-VN"))
    return el("c:txPr", el("a:bodyPr", **turned), el("a:lstStyle"), paragraph)


def _solid(grey: str) -> Element:
    return el("a:solidFill", val("a:srgbClr", grey))


def line(grey: str) -> Element:
    """Return the look of a thin line: an axis, the grid."""
    return el("c:spPr", el("a:ln", _solid(grey), w=round(0.75 * _EMU_PT)))


def fill_look(place: int) -> Element:
    """Return the look of the columns of a series, or of a share: a grey or a hatch with a black edge."""
    fill = _FILLS[place % len(_FILLS)]
    if len(fill) == 6 and all(letter in "0123456789ABCDEF" for letter in fill):
        filled = _solid(fill)
    else:
        ends = (el(f"a:{end}Clr", val("a:srgbClr", grey)) for end, grey in (("fg", "000000"), ("bg", "FFFFFF")))
        filled = el("a:pattFill", *ends, prst=fill)
    return el("c:spPr", filled, el("a:ln", _solid("000000"), w=round(0.75 * _EMU_PT)))


def line_look(place: int) -> tuple[Element, Element]:
    """Return the look of a series drawn as a line, and of the marks on it."""
    grey, dash, symbol, inside = _LINES[place % len(_LINES)]
    drawn = el("a:ln", _solid(grey), val("a:prstDash", dash), el("a:round"), w=2 * _EMU_PT, cap="flat")
    mark = el("c:spPr", _solid(inside), el("a:ln", _solid(grey), w=_EMU_PT))
    return el("c:spPr", drawn), el("c:marker", val("c:symbol", symbol), val("c:size", 7), mark)
