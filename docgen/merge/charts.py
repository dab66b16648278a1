"""Charts that Word can edit: a chart part, its workbook, and the drawing in a paragraph.

Promises: every figure given is in the chart, in its workbook and in its text alternative; series can be told apart in
black and white (greys, hatches, dashes and marks, never hues); the same chart gives the same bytes. Whole numbers carry
their thousands dot in the number format itself, so Word prints "1.146" whatever the language of Windows; for decimals
the format asks for Vietnamese separators, which LibreOffice follows and Word takes from the settings of Windows.

Hides: DrawingML charts (ECMA-376 Part 1, 21.2), whose children have one order only, and the embedded workbook.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from lxml import etree

from docgen import vietnamese
from docgen.merge.chart_look import CHART_NAMESPACE, el, fill_look, font, leaf, line, line_look, text_look, val
from docgen.merge.workbook import SHEET_TYPE, workbook
from docgen.model.chart import BAR, KINDS, LINE, PIE, Chart, Figure
from docgen.ooxml import metrics
from docgen.ooxml.package import Package
from docgen.ooxml.xml import NAMESPACES, Element, qn, serialise
from docgen.sources.grid import letter

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU_MM = 36_000
_SHEET = "Số liệu"
_TEXT_PT, _LABEL_SIZES_PT, _LEAST_PT = 11.0, (10.0, 9.0, 8.0), 7.0
_HIGHEST_MM = 200.0


def add_chart(package: Package, source: str, chart: Chart, room_mm: tuple[float, float] = (160.0, 240.0)) -> Element:
    """Add a chart and its workbook to a package; return the w:drawing for a run of the part `source`.

    `room_mm` is the width and height of the page's text; a larger chart is reduced to that.
    Raises ValueError for a chart that cannot be drawn: no figure, series of other lengths than the categories, an
    unknown kind, more than one series or a negative figure in a pie.
    """
    _refuse(chart)
    wide, high = room_mm
    chart = replace(chart, width_mm=min(chart.width_mm or wide, wide))
    chart = replace(chart, height_mm=min(chart.height_mm or min(_needed_mm(chart), _HIGHEST_MM), high))
    folder = posixpath.dirname(package.main)
    number = next(n for n in range(1, 10_000) if f"{folder}/charts/chart{n}.xml" not in package.parts)
    name, book = f"{folder}/charts/chart{number}.xml", f"{folder}/embeddings/bieu-do-{number}.xlsx"
    package.put(book, workbook(_SHEET, _rows(chart), chart.places), SHEET_TYPE)
    package.put(name, b"", _CHART_TYPE)
    package.put(name, serialise(_space(chart, package.relate(name, "package", book))))
    used = {item.get("id") for item in package.look(source).iter(qn("wp:docPr"))}
    # Far above the ids of a template's own drawings, which are not in the body yet.
    unique = next(n for n in range(900_000 + number, 1_000_000) if str(n) not in used)
    return _drawing(chart, package.relate(source, "chart", name), number, unique)


def _needed_mm(chart: Chart) -> float:
    """Return the height at which the columns of a chart and the names under them can be read."""
    if chart.kind == BAR:
        return max(30.0 + len(chart.categories) * (4 + 4 * len(chart.series)), 60.0)
    if chart.kind == PIE:
        return 75.0
    size, upright = _names_set(chart)
    longest = metrics.widest_pt(chart.categories, size) / metrics.PT_MM
    return 80.0 + (min(longest, 70.0) if upright else 0.0)


def _refuse(chart: Chart) -> None:
    if chart.kind not in KINDS:
        raise ValueError(f"no kind of chart: {chart.kind}")
    if not chart.categories or not any(True for _ in chart.figures()):
        raise ValueError("a chart without figures")
    if any(len(series.values) != len(chart.categories) for series in chart.series):
        raise ValueError("a series that does not fit the categories")
    if chart.kind == PIE and (len(chart.series) != 1 or min(chart.figures()) < 0 or not sum(chart.figures())):
        raise ValueError("a pie needs one series of positive figures")


# The drawing in the paragraph


def _drawing(chart: Chart, relationship: str, number: int, unique: int) -> Element:
    size = {"cx": str(round(chart.width_mm * _EMU_MM)), "cy": str(round(chart.height_mm * _EMU_MM))}
    drawing = etree.Element(qn("w:drawing"), nsmap={key: NAMESPACES[key] for key in ("w", "wp", "a", "r")})
    inline = etree.SubElement(drawing, qn("wp:inline"), distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, qn("wp:extent"), size)
    etree.SubElement(inline, qn("wp:effectExtent"), l="0", t="0", r="0", b="0")
    etree.SubElement(inline, qn("wp:docPr"), id=str(unique), name=f"Biểu đồ {number}", descr=chart.alternative)
    etree.SubElement(inline, qn("wp:cNvGraphicFramePr"))
    graphic = etree.SubElement(inline, qn("a:graphic"))
    data = etree.SubElement(graphic, qn("a:graphicData"), uri=CHART_NAMESPACE)
    reference = etree.SubElement(data, f"{{{CHART_NAMESPACE}}}chart", nsmap={"c": CHART_NAMESPACE})
    reference.set(qn("r:id"), relationship)
    return drawing


# The chart part


def _space(chart: Chart, workbook_id: str) -> Element:
    legend = None
    if chart.kind == PIE:
        legend = _legend("r")
    elif len(chart.series) > 1:
        legend = _legend("b")
    external = el("c:externalData", val("c:autoUpdate", 0))
    external.set(qn("r:id"), workbook_id)
    return el(
        "c:chartSpace",
        val("c:date1904", 0),
        val("c:lang", "vi-VN"),
        val("c:roundedCorners", 0),
        el(
            "c:chart",
            val("c:autoTitleDeleted", 1),
            _plot(chart),
            legend,
            val("c:plotVisOnly", 1),
            val("c:dispBlanksAs", "gap"),
        ),
        el("c:spPr", el("a:noFill"), el("a:ln", el("a:noFill"))),
        text_look(_TEXT_PT),
        external,
    )


def _legend(place: str) -> Element:
    return el("c:legend", val("c:legendPos", place), val("c:overlay", 0), text_look(_TEXT_PT))


def _plot(chart: Chart) -> Element:
    series = [_series(chart, place) for place in range(len(chart.series))]
    if chart.kind == PIE:
        inside = [el("c:pieChart", val("c:varyColors", 1), *series, val("c:firstSliceAng", 0))]
        return el("c:plotArea", el("c:layout"), *inside)
    axes = [val("c:axId", 1), val("c:axId", 2)]
    if chart.kind == LINE:
        grouping = [val("c:grouping", "standard"), val("c:varyColors", 0)]
        inside = [el("c:lineChart", *grouping, *series, val("c:marker", 1), *axes)]
    else:
        head = [val("c:barDir", "bar" if chart.kind == BAR else "col"), val("c:grouping", "clustered")]
        gap = [val("c:gapWidth", 60), val("c:overlap", 0)]
        inside = [el("c:barChart", *head, val("c:varyColors", 0), *series, *gap, *axes)]
    return el("c:plotArea", el("c:layout"), *inside, _category_axis(chart), _value_axis(chart))


def _series(chart: Chart, place: int) -> Element:
    series, rows = chart.series[place], len(chart.categories) + 1
    column = letter(place + 1)
    head = [val("c:idx", place), val("c:order", place)]
    head.append(el("c:tx", _strings(f"${column}$1", [series.name])))
    categories = el("c:cat", _strings(f"$A$2:$A${rows}", chart.categories))
    values = el("c:val", _numbers(f"${column}$2:${column}${rows}", series.values, _number_format(chart, chart.places)))
    labels = _labels(chart)
    if chart.kind == LINE:
        drawn, mark = line_look(place)
        return el("c:ser", *head, drawn, mark, labels, categories, values, val("c:smooth", 0))
    if chart.kind == PIE:
        shares = [
            el("c:dPt", val("c:idx", n), val("c:bubble3D", 0), fill_look(n)) for n in range(len(chart.categories))
        ]
        return el("c:ser", *head, *shares, labels, categories, values)
    return el("c:ser", *head, fill_look(place), val("c:invertIfNegative", 0), labels, categories, values)


def _strings(cells: str, texts: Sequence[str]) -> Element:
    points = (el("c:pt", leaf("c:v", text), idx=n) for n, text in enumerate(texts))
    return el("c:strRef", leaf("c:f", _reference(cells)), el("c:strCache", val("c:ptCount", len(texts)), *points))


def _numbers(cells: str, values: Sequence[Figure], code: str) -> Element:
    points = (el("c:pt", leaf("c:v", _plain(value)), idx=n) for n, value in enumerate(values) if value is not None)
    cache = el("c:numCache", leaf("c:formatCode", code), val("c:ptCount", len(values)), *points)
    return el("c:numRef", leaf("c:f", _reference(cells)), cache)


def _reference(cells: str) -> str:
    return f"'{_SHEET}'!{cells}"


def _plain(value: int | Decimal) -> str:
    return format(Decimal(value), "f")


def _rows(chart: Chart) -> list[list[str | Figure]]:
    """Return the cells of the chart's workbook, as `_series` refers to them."""
    rows: list[list[str | Figure]] = [[chart.axis, *(series.name for series in chart.series)]]
    for number, category in enumerate(chart.categories):
        rows.append([category, *(series.values[number] for series in chart.series)])
    return rows


def _number_format(chart: Chart, places: int) -> str:
    """Return the format of figures with `places` decimals: thousands dots, decimal comma.

    Whole numbers below 10⁹ have their dots as literals, because Word takes separators from the settings of Windows and
    ignores a format's language; LibreOffice follows both.
    """
    figures = list(chart.figures())
    if places == 0 and min(figures) >= 0 and max(figures) < 10**9:
        return r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0"
    return "[$-42A]#,##0" + (f".{'0' * places}" if places else "")


# Labels and axes


def _labels(chart: Chart) -> Element | None:
    """Return the figures printed beside their columns or points, as large as fits; None where they do not fit."""
    size = _label_pt(chart)
    if size is None:
        return None
    pie = chart.kind == PIE
    shows = {"LegendKey": 0, "Val": int(not pie), "CatName": 0, "SerName": 0, "Percent": int(pie), "BubbleSize": 0}
    return el(
        "c:dLbls",
        el("c:numFmt", formatCode="[$-42A]0.0%" if pie else _number_format(chart, chart.places), sourceLinked=0),
        el("c:spPr", el("a:noFill"), el("a:ln", el("a:noFill"))),
        text_look(size),
        val("c:dLblPos", "t" if chart.kind == LINE else "outEnd"),
        *(val(f"c:show{name}", value) for name, value in shows.items()),
        val("c:showLeaderLines", 0) if pie else None,
    )


def _label_pt(chart: Chart) -> float | None:
    if chart.kind == PIE:
        return _LABEL_SIZES_PT[0]
    texts = [chart.written(value) for value in chart.figures()]
    # The shares that axes, titles and legend leave of the whole, measured on charts of three to six categories.
    across, down = chart.width_mm * metrics.PT_MM * 0.85, chart.height_mm * metrics.PT_MM * 0.6
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
    low, top = min(figures), max(figures)
    # An axis leaves out zero when the figures fill less than a sixth of the way up from it.
    height = top - (low if (top - low) * 6 < top else min(0, low))
    for place in range(len(chart.categories)):
        values = [series.values[place] for series in chart.series]
        points = sorted(value for value in values if value is not None)
        if any(above - below < height * least for below, above in pairwise(points)):
            return False
    return True


def _category_axis(chart: Chart) -> Element:
    sideways = chart.kind == BAR
    size, upright = _names_set(chart)
    return el(
        "c:catAx",
        val("c:axId", 1),
        # Bars are read from the top, columns from the left.
        el("c:scaling", val("c:orientation", "maxMin" if sideways else "minMax")),
        val("c:delete", 0),
        val("c:axPos", "l" if sideways else "b"),
        _axis_title(chart.axis, upright=not sideways),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "low"),
        line("000000"),
        text_look(size, degrees=None if sideways else -90 * upright),
        val("c:crossAx", 2),
        val("c:crosses", "autoZero"),
        val("c:auto", 0),
        val("c:lblAlgn", "ctr"),
        val("c:lblOffset", 100),
        val("c:tickLblSkip", 1),  # a program that finds them crowded leaves out every second name
        val("c:noMultiLvlLbl", 1),
    )


def _names_set(chart: Chart) -> tuple[float, bool]:
    """Return the size in points of the names along the category axis, and whether they are turned upright.

    They are level, in several lines, where their words fit. Left alone, LibreOffice turns them by 45 degrees and gives
    half the chart to them.
    """
    sizes = (_TEXT_PT, *_LABEL_SIZES_PT)
    room = (chart.height_mm if chart.kind == BAR else chart.width_mm) * metrics.PT_MM * 0.85 / len(chart.categories)
    if chart.kind == BAR:
        return next((size for size in sizes if size * 1.2 <= room), _LEAST_PT), False
    words = [word for name in chart.categories for word in name.split()]
    for size in sizes:
        if metrics.widest_pt(words, size) + 2 <= room:
            return size, False
    return next((size for size in sizes if size * 1.2 <= room), _LEAST_PT), True


def _value_axis(chart: Chart) -> Element:
    sideways = chart.kind == BAR
    free = chart.kind == LINE or min(chart.figures()) < 0
    spread = max(chart.figures()) - (min(chart.figures()) if free else 0)
    places = chart.places if spread < 10 else 0  # from 10 on, marks are at whole numbers
    return el(
        "c:valAx",
        val("c:axId", 2),
        # Columns are compared by their length, so they begin at zero; a line shows a change.
        el("c:scaling", val("c:orientation", "minMax"), None if free else val("c:min", 0)),
        val("c:delete", 0),
        val("c:axPos", "b" if sideways else "l"),
        el("c:majorGridlines", line("D9D9D9")),
        _axis_title(vietnamese.hoa_dau(chart.unit), upright=sideways),
        el("c:numFmt", formatCode=_number_format(chart, places), sourceLinked=0),
        val("c:majorTickMark", "out"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "nextTo"),
        line("000000"),
        text_look(_TEXT_PT),
        val("c:crossAx", 1),
        val("c:crosses", "max" if sideways else "autoZero"),
        val("c:crossBetween", "between"),
    )


def _axis_title(text: str, *, upright: bool) -> Element | None:
    if not text:
        return None
    body = el("a:bodyPr", rot=0 if upright else -5_400_000, vert="horz")
    run = el("a:r", font("a:rPr", _TEXT_PT), leaf("a:t", text))
    paragraph = el("a:p", el("a:pPr", font("a:defRPr", _TEXT_PT)), run)
    rich = el("c:rich", body, el("a:lstStyle"), paragraph)
    return el("c:title", el("c:tx", rich), val("c:overlay", 0))
