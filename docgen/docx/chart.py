"""Charts that Word can edit: a chart part, its workbook, and the drawing that stands in a paragraph.

Promises: every figure given is in the chart, in its workbook and in its text alternative; the chart is told apart in
black and white (greys, hatches, dashes and marks, never hues); the same chart gives the same bytes. Whole numbers carry
their thousands dot in the number format itself, so Word prints "1.146" whatever the language of Windows; for decimals
the format asks for Vietnamese separators, which LibreOffice obeys and Word takes from the settings of Windows.

Hides: DrawingML charts (ECMA-376 Part 1, 21.2), whose children have one order only, and the embedded workbook.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from docgen import vietnamese
from docgen.docx import metrics
from docgen.docx.ooxml import NAMESPACES, Element, qn, serialise
from docgen.docx.package import Package
from docgen.docx.workbook import SHEET_TYPE, column_letters, workbook

COLUMN, BAR, LINE, PIE = KINDS = ("cột", "cột ngang", "đường", "tròn")
MOST_SERIES = 8
"""So many series (or shares of a pie) can be told apart in black and white."""

Figure = int | Decimal | None

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMES = {"c": _C, "a": NAMESPACES["a"], "r": NAMESPACES["r"]}
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU_MM = 36_000
_EMU_PT = 12_700
_MM_PT = 72 / 25.4
_SHEET = "Số liệu"
_TEXT_PT, _LABEL_SIZES_PT = 11.0, (10.0, 9.0, 8.0)
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


class Series(NamedTuple):
    """A row of figures under one name; None is a figure that is not there."""

    name: str
    values: Sequence[Figure]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart, plainly: `kind` is one of KINDS, sizes are in mm, `decimals` None means as many as the figures have.

    `axis` names the categories and `unit` the figures; both stand beside the axes. `description` is the text
    alternative; left empty, it tells every figure.
    """

    kind: str
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    axis: str = ""
    decimals: int | None = None
    width_mm: float = 160.0
    height_mm: float = 85.0
    description: str = ""

    def figures(self) -> Iterable[int | Decimal]:
        """Yield every figure that is there."""
        return (value for series in self.series for value in series.values if value is not None)

    @property
    def places(self) -> int:
        """How many decimals the figures are printed with."""
        if self.decimals is not None:
            return self.decimals
        return max((len(vietnamese.so(value).partition(",")[2]) for value in self.figures()), default=0)


def add_chart(package: Package, source: str, chart: Chart) -> Element:
    """Add a chart and its workbook to a package; return the w:drawing for a run of the part `source`.

    Raises ValueError for a chart that cannot be drawn: no figure, series of other lengths than the categories, an
    unknown kind, more than one series or a negative figure in a pie.
    """
    _refuse(chart)
    folder = posixpath.dirname(package.main)
    number = next(n for n in range(1, 10_000) if f"{folder}/charts/chart{n}.xml" not in package.parts)
    name, book = f"{folder}/charts/chart{number}.xml", f"{folder}/embeddings/bieu-do-{number}.xlsx"
    package.put(book, workbook(_SHEET, _rows(chart), chart.places), SHEET_TYPE)
    package.put(name, b"", _CHART_TYPE)
    package.put(name, serialise(_space(chart, package.relate(name, "package", book))))
    used = {item.get("id") for item in package.look(source).iter(qn("wp:docPr"))}
    # Far above the ids of a template's own drawings that are not in the body yet.
    unique = next(n for n in range(900_000 + number, 1_000_000) if str(n) not in used)
    return _drawing(chart, package.relate(source, "chart", name), number, unique)


def _refuse(chart: Chart) -> None:
    if chart.kind not in KINDS:
        raise ValueError(f"no kind of chart: {chart.kind}")
    if not chart.categories or not any(True for _ in chart.figures()):
        raise ValueError("a chart without figures")
    if any(len(series.values) != len(chart.categories) for series in chart.series):
        raise ValueError("a series that does not fit the categories")
    if chart.kind == PIE and (len(chart.series) != 1 or min(chart.figures()) < 0 or not sum(chart.figures())):
        raise ValueError("a pie needs one series of positive figures")


def described(chart: Chart) -> str:
    """Return the text alternative: kind, title, unit and every figure in words a listener can follow."""
    if chart.description:
        return chart.description
    title = f" “{chart.title}”" if chart.title else ""
    unit = f", đơn vị tính: {chart.unit}" if chart.unit else ""
    told = "; ".join(f"{name}: {_told(chart, place)}" for place, name in enumerate(chart.categories))
    return f"Biểu đồ {chart.kind}{title}{unit}. {told}."


def _told(chart: Chart, place: int) -> str:
    if chart.kind == PIE:
        value = chart.series[0].values[place]
        return _shown(chart, value) + (f" ({_share(chart, value)})" if value is not None else "")
    if len(chart.series) == 1:
        return _shown(chart, chart.series[0].values[place])
    return ", ".join(f"{series.name} {_shown(chart, series.values[place])}" for series in chart.series)


def _shown(chart: Chart, value: Figure) -> str:
    return "không có số liệu" if value is None else vietnamese.so(value, chart.places)


def _share(chart: Chart, value: int | Decimal) -> str:
    return vietnamese.phan_tram(Decimal(value) / Decimal(sum(chart.figures())), 1)


# The drawing in the paragraph


def _drawing(chart: Chart, relationship: str, number: int, unique: int) -> Element:
    size = {"cx": str(round(chart.width_mm * _EMU_MM)), "cy": str(round(chart.height_mm * _EMU_MM))}
    drawing = etree.Element(qn("w:drawing"), nsmap={key: NAMESPACES[key] for key in ("w", "wp", "a", "r")})
    inline = etree.SubElement(drawing, qn("wp:inline"), distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, qn("wp:extent"), size)
    etree.SubElement(inline, qn("wp:effectExtent"), l="0", t="0", r="0", b="0")
    etree.SubElement(inline, qn("wp:docPr"), id=str(unique), name=f"Biểu đồ {number}", descr=described(chart))
    etree.SubElement(inline, qn("wp:cNvGraphicFramePr"))
    graphic = etree.SubElement(inline, qn("a:graphic"))
    data = etree.SubElement(graphic, qn("a:graphicData"), uri=_C)
    reference = etree.SubElement(data, f"{{{_C}}}chart", nsmap={"c": _C})
    reference.set(qn("r:id"), relationship)
    return drawing


# The chart part


def _el(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """Return an element of DrawingML ("c:barChart"); children that are None are left out."""
    prefix, _, local = name.partition(":")
    made = etree.Element(f"{{{_NAMES[prefix]}}}{local}", {key: str(value) for key, value in attributes.items()}, _NAMES)
    made.extend([child for child in children if child is not None])
    return made


def _val(name: str, value: object) -> Element:
    return _el(name, val=value)


def _leaf(name: str, text: str) -> Element:
    made = _el(name)
    made.text = text
    return made


def _space(chart: Chart, workbook_id: str) -> Element:
    legend = len(chart.series) > 1 or chart.kind == PIE
    external = _el("c:externalData", _val("c:autoUpdate", 0))
    external.set(qn("r:id"), workbook_id)
    return _el(
        "c:chartSpace",
        _val("c:date1904", 0),
        _val("c:lang", "vi-VN"),
        _val("c:roundedCorners", 0),
        _el(
            "c:chart",
            _val("c:autoTitleDeleted", 1),
            _plot(chart),
            _legend("r" if chart.kind == PIE else "b") if legend else None,
            _val("c:plotVisOnly", 1),
            _val("c:dispBlanksAs", "gap"),
        ),
        _el("c:spPr", _el("a:noFill"), _el("a:ln", _el("a:noFill"))),
        _text_look(_TEXT_PT),
        external,
    )


def _legend(place: str) -> Element:
    return _el("c:legend", _val("c:legendPos", place), _val("c:overlay", 0), _text_look(_TEXT_PT))


def _plot(chart: Chart) -> Element:
    series = [_series(chart, place) for place in range(len(chart.series))]
    if chart.kind == PIE:
        inside = [_el("c:pieChart", _val("c:varyColors", 1), *series, _val("c:firstSliceAng", 0))]
        return _el("c:plotArea", _el("c:layout"), *inside)
    axes = [_val("c:axId", 1), _val("c:axId", 2)]
    if chart.kind == LINE:
        grouping = [_val("c:grouping", "standard"), _val("c:varyColors", 0)]
        inside = [_el("c:lineChart", *grouping, *series, _val("c:marker", 1), *axes)]
    else:
        head = [_val("c:barDir", "bar" if chart.kind == BAR else "col"), _val("c:grouping", "clustered")]
        gap = [_val("c:gapWidth", 60), _val("c:overlap", 0)]
        inside = [_el("c:barChart", *head, _val("c:varyColors", 0), *series, *gap, *axes)]
    return _el("c:plotArea", _el("c:layout"), *inside, _category_axis(chart), _value_axis(chart))


def _series(chart: Chart, place: int) -> Element:
    series, rows = chart.series[place], len(chart.categories) + 1
    column = column_letters(place + 1)
    head = [_val("c:idx", place), _val("c:order", place)]
    head.append(_el("c:tx", _strings(f"${column}$1", [series.name])))
    categories = _el("c:cat", _strings(f"$A$2:$A${rows}", chart.categories))
    values = _el("c:val", _numbers(f"${column}$2:${column}${rows}", series.values, _number_format(chart, chart.places)))
    labels = _labels(chart)
    if chart.kind == LINE:
        line, mark = _line_look(place)
        return _el("c:ser", *head, line, mark, labels, categories, values, _val("c:smooth", 0))
    if chart.kind == PIE:
        shares = [
            _el("c:dPt", _val("c:idx", n), _val("c:bubble3D", 0), _fill_look(n)) for n in range(len(chart.categories))
        ]
        return _el("c:ser", *head, *shares, labels, categories, values)
    return _el("c:ser", *head, _fill_look(place), _val("c:invertIfNegative", 0), labels, categories, values)


def _strings(cells: str, texts: Sequence[str]) -> Element:
    points = (_el("c:pt", _leaf("c:v", text), idx=n) for n, text in enumerate(texts))
    return _el("c:strRef", _leaf("c:f", _reference(cells)), _el("c:strCache", _val("c:ptCount", len(texts)), *points))


def _numbers(cells: str, values: Sequence[Figure], code: str) -> Element:
    points = (_el("c:pt", _leaf("c:v", _plain(value)), idx=n) for n, value in enumerate(values) if value is not None)
    cache = _el("c:numCache", _leaf("c:formatCode", code), _val("c:ptCount", len(values)), *points)
    return _el("c:numRef", _leaf("c:f", _reference(cells)), cache)


def _reference(cells: str) -> str:
    return f"'{_SHEET}'!{cells}"


def _plain(value: int | Decimal) -> str:
    return format(Decimal(value), "f")


def _rows(chart: Chart) -> list[list[str | Figure]]:
    """Return the cells of the chart's workbook, as `_series` refers to them."""
    head: list[str | Figure] = [chart.axis, *(series.name for series in chart.series)]
    return [head, *([name, *(series.values[n] for series in chart.series)] for n, name in enumerate(chart.categories))]


def _number_format(chart: Chart, places: int) -> str:
    """Return the format of figures with so many decimals: thousands dots, decimal comma.

    Whole numbers below 10⁹ have their dots as literals, because Word takes separators from the settings of Windows and
    ignores a format's language; LibreOffice follows both.
    """
    figures = list(chart.figures())
    if places == 0 and min(figures) >= 0 and max(figures) < 10**9:
        return r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0"
    return "[$-42A]#,##0" + (f".{'0' * places}" if places else "")


# Labels and axes


def _labels(chart: Chart) -> Element | None:
    """Return the figures printed beside their columns or points, as large as they fit; None where they do not."""
    size = _label_pt(chart)
    if size is None:
        return None
    pie = chart.kind == PIE
    shows = {"LegendKey": 0, "Val": int(not pie), "CatName": 0, "SerName": 0, "Percent": int(pie), "BubbleSize": 0}
    return _el(
        "c:dLbls",
        _el("c:numFmt", formatCode="[$-42A]0.0%" if pie else _number_format(chart, chart.places), sourceLinked=0),
        _el("c:spPr", _el("a:noFill"), _el("a:ln", _el("a:noFill"))),
        _text_look(size),
        _val("c:dLblPos", "t" if chart.kind == LINE else "outEnd"),
        *(_val(f"c:show{name}", value) for name, value in shows.items()),
        _val("c:showLeaderLines", 0) if pie else None,
    )


def _label_pt(chart: Chart) -> float | None:
    if chart.kind == PIE:
        return _LABEL_SIZES_PT[0]
    texts = [_shown(chart, value) for value in chart.figures()]
    # What axes, titles and legend leave of the whole, measured on charts of three to six categories.
    across, down = chart.width_mm * _MM_PT * 0.85, chart.height_mm * _MM_PT * 0.6
    side_by_side = len(chart.categories) * (1 if chart.kind == LINE else len(chart.series))
    for size in _LABEL_SIZES_PT:
        widest, high = max(metrics.width_pt(text, size) for text in texts) + 2, size * 1.2
        fits = side_by_side * (high if chart.kind == BAR else widest) <= (down if chart.kind == BAR else across)
        if fits and (chart.kind != LINE or _apart(chart, Decimal(high / down))):
            return size
    return None


def _apart(chart: Chart, least: Decimal) -> bool:
    """Return whether the points of each category are `least` of the plot's height apart."""
    figures = list(chart.figures())
    height = max(figures) - min(0, *figures)
    for place in range(len(chart.categories)):
        here = sorted(value for series in chart.series if (value := series.values[place]) is not None)
        if any(above - below < height * least for below, above in pairwise(here)):
            return False
    return True


def _category_axis(chart: Chart) -> Element:
    sideways = chart.kind == BAR
    return _el(
        "c:catAx",
        _val("c:axId", 1),
        # Bars are read from the top, columns from the left.
        _el("c:scaling", _val("c:orientation", "maxMin" if sideways else "minMax")),
        _val("c:delete", 0),
        _val("c:axPos", "l" if sideways else "b"),
        _axis_title(chart.axis, upright=not sideways),
        _val("c:majorTickMark", "none"),
        _val("c:minorTickMark", "none"),
        _val("c:tickLblPos", "low"),
        _line("000000"),
        _text_look(_TEXT_PT),
        _val("c:crossAx", 2),
        _val("c:crosses", "autoZero"),
        _val("c:auto", 0),
        _val("c:lblAlgn", "ctr"),
        _val("c:lblOffset", 100),
        _val("c:noMultiLvlLbl", 1),
    )


def _value_axis(chart: Chart) -> Element:
    sideways = chart.kind == BAR
    free = chart.kind == LINE or min(chart.figures()) < 0
    spread = max(chart.figures()) - (min(chart.figures()) if free else 0)
    places = chart.places if spread < 10 else 0  # from 10 on, marks stand at whole numbers
    return _el(
        "c:valAx",
        _val("c:axId", 2),
        # Columns are compared by their length, so they begin at zero; a line shows a change.
        _el("c:scaling", _val("c:orientation", "minMax"), None if free else _val("c:min", 0)),
        _val("c:delete", 0),
        _val("c:axPos", "b" if sideways else "l"),
        _el("c:majorGridlines", _line("D9D9D9")),
        _axis_title(vietnamese.hoa_dau(chart.unit), upright=sideways),
        _el("c:numFmt", formatCode=_number_format(chart, places), sourceLinked=0),
        _val("c:majorTickMark", "out"),
        _val("c:minorTickMark", "none"),
        _val("c:tickLblPos", "nextTo"),
        _line("000000"),
        _text_look(_TEXT_PT),
        _val("c:crossAx", 1),
        _val("c:crosses", "max" if sideways else "autoZero"),
        _val("c:crossBetween", "between"),
    )


def _axis_title(text: str, *, upright: bool) -> Element | None:
    if not text:
        return None
    body = _el("a:bodyPr", rot=0 if upright else -5_400_000, vert="horz")
    run = _el("a:r", _font("a:rPr", _TEXT_PT), _leaf("a:t", text))
    paragraph = _el("a:p", _el("a:pPr", _font("a:defRPr", _TEXT_PT)), run)
    rich = _el("c:rich", body, _el("a:lstStyle"), paragraph)
    return _el("c:title", _el("c:tx", rich), _val("c:overlay", 0))


# Looks


def _font(name: str, size_pt: float) -> Element:
    fonts = (_el(f"a:{script}", typeface="Times New Roman") for script in ("latin", "ea", "cs"))
    language = {"lang": "vi-VN"} if name == "a:rPr" else {}
    return _el(name, _solid("000000"), *fonts, **language, sz=round(size_pt * 100), b=0, i=0)


def _text_look(size_pt: float) -> Element:
    paragraph = _el("a:p", _el("a:pPr", _font("a:defRPr", size_pt)), _el("a:endParaRPr", lang="vi-VN"))
    return _el("c:txPr", _el("a:bodyPr"), _el("a:lstStyle"), paragraph)


def _solid(grey: str) -> Element:
    return _el("a:solidFill", _val("a:srgbClr", grey))


def _line(grey: str) -> Element:
    return _el("c:spPr", _el("a:ln", _solid(grey), w=round(0.75 * _EMU_PT)))


def _fill_look(place: int) -> Element:
    fill = _FILLS[place % len(_FILLS)]
    if len(fill) == 6 and all(letter in "0123456789ABCDEF" for letter in fill):
        filled = _solid(fill)
    else:
        ends = (_el(f"a:{end}Clr", _val("a:srgbClr", grey)) for end, grey in (("fg", "000000"), ("bg", "FFFFFF")))
        filled = _el("a:pattFill", *ends, prst=fill)
    return _el("c:spPr", filled, _el("a:ln", _solid("000000"), w=round(0.75 * _EMU_PT)))


def _line_look(place: int) -> tuple[Element, Element]:
    grey, dash, symbol, inside = _LINES[place % len(_LINES)]
    line = _el("a:ln", _solid(grey), _val("a:prstDash", dash), _el("a:round"), w=2 * _EMU_PT, cap="flat")
    mark = _el("c:spPr", _solid(inside), _el("a:ln", _solid(grey), w=_EMU_PT))
    return _el("c:spPr", line), _el("c:marker", _val("c:symbol", symbol), _val("c:size", 7), mark)


__all__ = ["BAR", "COLUMN", "KINDS", "LINE", "MOST_SERIES", "PIE", "Chart", "Series", "add_chart", "described"]
