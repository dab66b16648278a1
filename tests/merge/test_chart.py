"""Charts: the parts made, their order, their figures in Word's XML, in the workbook and on the printed page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pikepdf
import pytest
import word_file
from lxml import etree
from word_file import package_of
from word_validity import problems

from docgen import pdf as printed
from docgen.finding import Where
from docgen.finish import Metadata, finish
from docgen.merge.chart_look import CHART_NAMESPACE
from docgen.merge.charts import add_chart
from docgen.model.chart import BAR, COLUMN, KINDS, LINE, PIE, Chart, Series
from docgen.office import Office
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.pdf.archive import conditions
from docgen.pdf.figures import describe_charts, undescribed
from docgen.pdf.fonts import embedded_fonts

FIELDS = ["Khoa học & công nghệ", "Tiêu chuẩn <đo lường>", "Bưu chính"]
ONLINE = Series("Nộp trực tuyến", [212, 1146, 74])
BY_HAND = Series("Nộp trực tiếp", [18, None, 3])
EACH = {
    COLUMN: Chart(
        kind=COLUMN, title="Hồ sơ", categories=FIELDS, series=[ONLINE, BY_HAND], unit="hồ sơ", axis="Lĩnh vực"
    ),
    BAR: Chart(kind=BAR, title="Hồ sơ", categories=FIELDS, series=[ONLINE, BY_HAND], unit="hồ sơ"),
    LINE: Chart(
        kind=LINE,
        title="Giải ngân",
        categories=["Quý I", "Quý II"],
        series=[Series("Năm 2026", [Decimal("1234.5"), Decimal("39.25")])],
        unit="tỷ đồng",
    ),
    PIE: Chart(kind=PIE, title="Cơ cấu", categories=FIELDS, series=[ONLINE], unit="hồ sơ"),
}
# The order of children where Word takes no other (ECMA-376 Part 1, 21.2).
ORDER = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart lineChart pieChart catAx valAx",
    "barChart": "barDir grouping varyColors ser gapWidth overlap axId",
    "lineChart": "grouping varyColors ser marker axId",
    "pieChart": "varyColors ser firstSliceAng",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls cat val smooth",
    "dLbls": "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
    "showLeaderLines",
    "catAx": "axId scaling delete axPos title majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto "
    "lblAlgn lblOffset tickLblSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossBetween",
    "scaling": "orientation max min",
    "legend": "legendPos overlay txPr",
    "numCache": "formatCode ptCount pt",
}


def document(*charts: Chart) -> tuple[bytes, Package]:
    """A file with these charts, and its package."""
    package = Package.read(word_file.make('<w:sectPr><w:pgSz w:w="11907" w:h="16840"/></w:sectPr>'), Where())
    body = package.xml(package.main)[0]
    for place, chart in enumerate(charts):
        paragraph = etree.Element(qn("w:p"))
        run = etree.SubElement(paragraph, qn("w:r"))
        body.insert(place, paragraph)
        run.append(add_chart(package, package.main, chart))
    return package.write(), package


def part(package: Package, number: int = 1) -> Element:
    return package.look(f"word/charts/chart{number}.xml")


def found(root: Element, path: str) -> list[Element]:
    return root.findall(path, {"c": CHART_NAMESPACE, "a": qn("a:x")[1:-2]})


def local(element: Element) -> str:
    return str(etree.QName(element).localname)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_a_chart_is_whole_and_always_the_same(kind: str) -> None:
    data, _ = document(EACH[kind])
    assert problems(data) == []
    assert data == document(EACH[kind])[0]
    assert Package.read(data, Where()).content_type("word/charts/chart1.xml").endswith("drawingml.chart+xml")


@pytest.mark.parametrize("kind", KINDS)
def test_children_stand_in_the_order_of_the_schema(kind: str) -> None:
    for parent in part(document(EACH[kind])[1]).iter(f"{{{CHART_NAMESPACE}}}*"):
        order = ORDER.get(local(parent), "").split()
        children = [local(child) for child in parent] if order else []
        assert set(children) <= set(order), local(parent)
        assert all(order.index(one) <= order.index(next_) for one, next_ in pairwise(children)), local(parent)


def test_several_charts_have_parts_and_ids_of_their_own() -> None:
    data, package = document(*EACH.values())
    assert problems(data) == []
    ids = [item.get("id") for item in package.look(package.main).iter(qn("wp:docPr"))]
    assert len(set(ids)) == 4
    assert {f"word/embeddings/bieu-do-{n}.xlsx" for n in range(1, 5)} <= package.parts.keys()
    assert package.related("word/charts/chart3.xml", "package") == ["word/embeddings/bieu-do-3.xlsx"]


def test_figures_and_names_arrive_in_the_chart_and_in_its_workbook() -> None:
    _, package = document(EACH[COLUMN])
    texts = [item.text for item in found(part(package), ".//c:ser[1]//c:v")]
    assert texts == ["Nộp trực tuyến", *FIELDS, "212", "1146", "74"]
    assert [item.get("idx") for item in found(part(package), ".//c:ser[2]/c:val//c:pt")] == ["0", "2"]
    book = openpyxl.load_workbook(io.BytesIO(package.parts["word/embeddings/bieu-do-1.xlsx"]))
    sheet = book["Số liệu"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Lĩnh vực", "Nộp trực tuyến", "Nộp trực tiếp"],
        [FIELDS[0], 212, 18],
        [FIELDS[1], 1146, None],
        [FIELDS[2], 74, 3],
    ]
    references = [item.text for item in found(part(package), ".//c:ser[2]//c:f")]
    assert references == ["'Số liệu'!$C$1", "'Số liệu'!$A$2:$A$4", "'Số liệu'!$C$2:$C$4"]


def test_whole_numbers_carry_their_dots_and_decimals_ask_for_vietnamese() -> None:
    def code(chart: Chart) -> str:
        return str(found(part(document(chart)[1]), ".//c:numCache/c:formatCode")[0].text)

    assert code(EACH[COLUMN]) == r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0"
    assert code(EACH[LINE]) == "[$-42A]#,##0.00"
    assert code(Chart(kind=LINE, title="", categories=["a", "b"], series=[Series("s", [-1200, 5])])) == "[$-42A]#,##0"


def test_series_differ_without_colour() -> None:
    many = [Series(f"S{n}", [n + 1, n + 2]) for n in range(8)]
    looks = [
        {etree.tostring(item) for item in found(part(document(chart)[1]), path)}
        for chart, path in (
            (Chart(kind=COLUMN, title="", categories=["a", "b"], series=many), ".//c:ser/c:spPr"),
            (Chart(kind=LINE, title="", categories=["a", "b"], series=many), ".//c:ser/c:spPr"),
            (
                Chart(kind=PIE, title="", categories=list("abcdefgh"), series=[Series("s", range(1, 9))]),
                ".//c:dPt/c:spPr",
            ),
        )
    ]
    assert [len(look) for look in looks] == [8, 8, 8]
    for colour in (value for look in looks for text in look for value in etree.fromstring(text).xpath(".//@val")):
        if len(str(colour)) == 6 and str(colour).isalnum() and str(colour).isupper():
            assert len({str(colour)[at : at + 2] for at in (0, 2, 4)}) == 1, colour


def test_labels_shrink_and_then_go_where_they_do_not_fit() -> None:
    def size(count: int) -> str | None:
        chart = Chart(
            kind=COLUMN, title="", categories=[f"Xã {n}" for n in range(count)], series=[Series("s", [1146] * count)]
        )
        sizes = found(part(document(chart)[1]), ".//c:dLbls//a:defRPr")
        return sizes[0].get("sz") if sizes else None

    assert [size(3), size(17), size(40)] == ["1000", "900", None]


def test_labels_of_lines_go_where_points_stand_close() -> None:
    def labelled(second: int) -> bool:
        series = [Series("a", [100, 900]), Series("b", [second, 500])]
        return bool(
            found(part(document(Chart(kind=LINE, title="", categories=["I", "II"], series=series))[1]), ".//c:dLbls")
        )

    assert [labelled(500), labelled(110)] == [True, False]
    shares = [Series("a", [90, 93]), Series("b", [92, 95])]
    near = Chart(kind=LINE, title="", categories=["I", "II"], series=shares)
    assert found(part(document(near)[1]), ".//c:dLbls")


def test_the_alternative_tells_every_figure() -> None:
    assert EACH[COLUMN].alternative == (
        "Biểu đồ cột “Hồ sơ”, đơn vị tính: hồ sơ. Khoa học & công nghệ: Nộp trực tuyến 212, Nộp trực tiếp 18; "
        "Tiêu chuẩn <đo lường>: Nộp trực tuyến 1.146, Nộp trực tiếp không có số liệu; "
        "Bưu chính: Nộp trực tuyến 74, Nộp trực tiếp 3."
    )
    assert EACH[LINE].alternative.endswith("Quý I: 1.234,50; Quý II: 39,25.")
    assert "Khoa học & công nghệ: 212 (14,8%)" in EACH[PIE].alternative


@pytest.mark.parametrize(
    ("kind", "series"),
    [
        ("vòng", [ONLINE]),
        (COLUMN, []),
        (COLUMN, [Series("a", [None, None, None])]),
        (COLUMN, [Series("a", [1, 2])]),
        (PIE, [ONLINE, ONLINE]),
        (PIE, [Series("a", [1, -1, 3])]),
        (PIE, [Series("a", [0, 0, 0])]),
    ],
)
def test_what_cannot_be_drawn_is_refused(kind: str, series: list[Series]) -> None:
    with pytest.raises(ValueError, match=r"kind|figures|fit|pie"):
        document(Chart(kind=kind, title="", categories=FIELDS, series=series))


@pytest.fixture(scope="module")
def raw_pdf() -> Iterator[bytes]:
    with Office(deadline_s=60) as office:
        yield office.to_pdf(package_of(document(*EACH.values())[0]))


def test_the_printed_chart_has_vietnamese_figures_in_the_papers_font(raw_pdf: bytes) -> None:
    texts = [line.text for page in printed.read(raw_pdf).pages for line in page.lines]
    for text in ("1.146", "1.234,50", "39,25", "80,0%", "Nộp trực tiếp", "Khoa học &"):
        assert any(text in line for line in texts), text
    fonts = embedded_fonts(raw_pdf)
    assert fonts
    assert {font.name.split("-")[0] for font in fonts} <= {"LiberationSerif", "TimesNewRoman", "TimesNewRomanPSMT"}


def test_a_chart_keeps_the_archive_and_gets_its_alternative_back(raw_pdf: bytes) -> None:
    texts = [chart.alternative for chart in EACH.values()]
    with pikepdf.open(io.BytesIO(raw_pdf)) as document_:
        assert len(undescribed(document_)) in (0, 4)  # a later LibreOffice may keep them
        assert not undescribed(document_) or not describe_charts(document_, texts[:1])
    finished = finish(raw_pdf, Metadata("Biểu đồ", charts=texts))
    assert finished == finish(finished, Metadata("Biểu đồ", charts=texts))
    assert conditions(finished) == []
    with pikepdf.open(io.BytesIO(finished)) as document_:
        assert undescribed(document_) == []
        told = [str(item.Alt) for item in document_.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert sorted(told) == sorted(texts)


def test_a_chart_without_alternative_is_told(raw_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(raw_pdf)) as document_:
        count = len(undescribed(document_))
    found = [finding.message for finding in conditions(finish(raw_pdf, Metadata("Biểu đồ")))]
    assert found == ([f"{count} biểu đồ không có lời mô tả thay thế"] if count else [])
