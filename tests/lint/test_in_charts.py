"""Charts in the proof of arrival: their names and figures stand in the PDF, or that is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from papers_made import ROOT
from word_file import package_of

from docgen.finding import Where
from docgen.lint.arrival import WordText, in_pdf
from docgen.merge.charts import add_chart
from docgen.model.chart import BAR, COLUMN, LINE, PIE, Chart, Series
from docgen.office import Office
from docgen.ooxml.package import Package
from docgen.ooxml.xml import qn
from docgen.pdf import Document, Line, TaggedBlock, read

FIELDS = ["Khoa học & công nghệ", "Tiêu chuẩn <đo lường>", "Bưu chính"]
BOTH = [Series("Trực tuyến", [212, 1146, -74]), Series("Trực tiếp", [18, None, 3])]
CHARTS = [
    Chart(kind=COLUMN, title="", categories=FIELDS, series=BOTH, unit="hồ sơ", axis="Lĩnh vực"),
    Chart(kind=BAR, title="", categories=FIELDS, series=BOTH),
    Chart(kind=LINE, title="", categories=["Quý I", "Quý II"], series=[Series("Năm", [Decimal("1234.5"), 400])]),
    Chart(kind=PIE, title="", categories=FIELDS, series=[Series("Cơ cấu", [1, 2, 5])]),
]
CROWDED = Chart(kind=COLUMN, title="", categories=[f"Xã {n}" for n in range(40)], series=[Series("s", [1146] * 40)])


def word(*charts: Chart) -> bytes:
    template = "templates/kehoach/ke-hoach.docx"
    package = Package.read((ROOT / template).read_bytes(), Where())
    body = package.xml(package.main).find(qn("w:body"))
    assert body is not None
    body[:-1] = []
    for place, chart in enumerate(charts):
        paragraph = etree.Element(qn("w:p"))
        run = etree.SubElement(paragraph, qn("w:r"))
        body.insert(place, paragraph)
        run.append(add_chart(package, package.main, chart))
    return package.write()


def changed(chart: Chart, place: int, value: int | Decimal) -> Chart:
    first, *others = chart.series
    values = [*first.values[:place], value, *first.values[place + 1 :]]
    return replace(chart, series=[Series(first.name, values), *others])


@pytest.fixture(scope="module")
def printed(office: Office) -> Document:
    return read(office.to_pdf(package_of(word(*CHARTS))))


def told(printed: Document, *charts: Chart) -> list[tuple[str, str]]:
    found = in_pdf(WordText.read(word(*charts)), printed).findings
    return [(finding.code, finding.message) for finding in found]


def test_names_and_figures_of_every_kind_of_chart_are_read_in_the_pdf(printed: Document) -> None:
    assert told(printed, *CHARTS) == []


@pytest.mark.parametrize(("number", "place", "text"), [(0, 1, "“1.147”"), (1, 0, "“1.147”"), (2, 0, "“1.147,5”")])
def test_a_figure_that_is_not_printed_is_told(printed: Document, number: int, place: int, text: str) -> None:
    charts = list(CHARTS)
    charts[number] = changed(charts[number], place, Decimal("1147.5") if number == 2 else 1147)
    ((code, message),) = told(printed, *charts)
    assert code == "SL026"
    assert text in message
    assert f"biểu đồ {number + 1}" in message


def test_a_mark_of_the_axis_is_not_taken_for_a_figure(printed: Document) -> None:
    assert [code for code, _ in told(printed, changed(CHARTS[0], 0, 200), *CHARTS[1:])] == ["SL026"]


def test_shares_and_names_count_too(printed: Document) -> None:
    lost = told(printed, *CHARTS[:3], changed(CHARTS[3], 0, 2))
    assert {code for code, _ in lost} == {"SL026"}
    renamed = replace(CHARTS[3], categories=["Khoa học", *FIELDS[1:]])
    ((_, message),) = told(printed, *CHARTS[:3], renamed)
    assert "“Khoa học”" in message


def test_a_chart_that_is_not_there_is_told(printed: Document) -> None:
    ((code, message),) = told(printed, *CHARTS, CROWDED)
    assert (code, message) == ("SL026", "biểu đồ 5 không có trong PDF")


def test_what_a_chart_only_draws_is_said_plainly(office: Office) -> None:
    docx = word(CROWDED)
    arrival = in_pdf(WordText.read(docx), read(office.to_pdf(package_of(docx))))
    assert [finding.code for finding in arrival.findings] == ["SL032"]
    assert arrival.present == arrival.expected


def test_an_axis_that_loses_a_name_is_told(printed: Document) -> None:
    page = printed.pages[0]

    def without(line: Line) -> bool:
        return not (line.text == FIELDS[2] and line.block and line.block.figure == 1)

    spoilt = replace(printed, pages=(replace(page, lines=tuple(filter(without, page.lines))), *printed.pages[1:]))
    ((code, message),) = told(spoilt, *CHARTS)
    assert (code, f"“{FIELDS[2]}”" in message) == ("SL026", True)


def test_blocks_know_their_figure(printed: Document) -> None:
    figures = {line.block.figure for _, line in printed.lines if isinstance(line.block, TaggedBlock)}
    assert {1, 2, 3, 4} <= figures
