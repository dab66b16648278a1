"""The outline tells what stands on the pages and how it looks, styles resolved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word_file import make
from word_outline import outline

from docgen.finding import Where
from docgen.ooxml.package import Package, qn
from docgen.word.look import Looks

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:rFonts w:ascii="Times New Roman"/>
<w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:after="120"/>
<w:ind w:firstLine="720"/><w:jc w:val="both"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:keepNext w:val="0"/><w:ind w:hanging="284"/>
</w:pPr><w:rPr><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/><w:i/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grid">
<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
"""


def lines(body: str) -> list[str]:
    return outline(make(body, styles=STYLES)).splitlines()


def line(paragraph: str) -> str:
    return lines(paragraph)[-1]


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("<w:p><w:r><w:t>x</w:t></w:r></w:p>", "14 after=8 line=1.08 | x"),
        (
            '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
            "14 bold justify first=12.7mm after=6 line=1.08 keep-next level=1 | x",
        ),
        (
            '<w:p><w:pPr><w:pStyle w:val="B"/><w:spacing w:line="360" w:lineRule="exact"/></w:pPr>'
            "<w:r><w:t>x</w:t></w:r></w:p>",
            "13 bold justify first=-5.0mm after=6 line=18pt(exact) level=1 | x",
        ),
        (
            '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>abcde</w:t></w:r>'
            '<w:r><w:rPr><w:rStyle w:val="Strong"/><w:sz w:val="26"/></w:rPr><w:t>x</w:t></w:r></w:p>',
            "14 bold justify first=12.7mm after=6 line=1.08 keep-next level=1 | abcde⟨13, not bold, italic⟩x⟨/⟩",
        ),
        ('<w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr></w:p>', "11 after=8 line=1.08 |"),
        (
            "<w:p><w:r><w:t>Sở\u00a0A</w:t><w:tab/><w:t>b</w:t><w:br/></w:r></w:p>",
            "14 after=8 line=1.08 | Sở⍽A⇥b⏎",
        ),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>/9</w:t></w:r></w:p>',
            "14 after=8 line=1.08 | {PAGE}/9",
        ),
        (
            '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6"/><w:left w:val="nil"/></w:pBdr></w:pPr></w:p>',
            "14 after=8 line=1.08 rule=top |",
        ),
    ],
)
def test_a_paragraph_is_told_with_the_look_that_results(paragraph: str, told: str) -> None:
    assert line(paragraph) == told


def test_a_table_is_a_grid() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="%d"/></w:tcPr><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>'
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tblGrid><w:gridCol w:w="567"/><w:gridCol w:w="1134"/>'
        "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        + cell % (2, "Đầu") + "</w:tr><w:tr>" + cell % (1, "a") + cell % (1, "b") + "</w:tr></w:tbl><w:p/>"
    )  # fmt: skip
    told = lines(table)
    start = told.index("table 10.0 + 20.0 mm, Grid")
    assert told[start + 1 : -1] == [
        "  row 1, header, cant-split",
        "    1–2:",
        "      14 line=1.08 | Đầu",
        "  row 2",
        "    1:",
        "      14 line=1.08 | a",
        "    2:",
        "      14 line=1.08 | b",
    ]


def test_sections_tell_their_page_and_headers() -> None:
    section = (
        '<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
    told = lines(f"<w:p><w:pPr>{section}</w:pPr></w:p><w:p/>{section}")
    heading = "297.0 × 210.0 mm landscape, top 20.0, bottom 20.0, left 30.0, right 15.0, header 10.0, footer 10.0"
    assert f"=== section 1: {heading}, pages from 1, first page apart, nextPage" in told
    assert f"=== section 2: {heading}, pages from 1, first page apart, nextPage" in told
    assert told[told.index("") + 2].endswith("| §")


def test_looks_resolve_alone() -> None:
    package = Package.read(make('<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr></w:p>', styles=STYLES), Where())
    paragraph = package.look(package.main).find(f"{qn('w:body')}/{qn('w:p')}")
    looks = Looks(package)
    assert looks.paragraph(paragraph).style == "B"
    assert looks.mark(paragraph).size == 13
    assert looks.mark(paragraph).bold


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.docx")), ids=lambda path: path.stem)
def test_the_templates(path: Path, golden: Callable[[str, str], None]) -> None:
    golden(f"mau-{path.stem}", outline(path.read_bytes()))
