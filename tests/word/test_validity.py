"""Each thing that would make Word repair a file is found, and a right file is found right."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from word_file import OFFICE, make, parts, zipped
from word_validity import problems

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="A"/><w:style w:type="character" w:styleId="C"/>'
    '<w:style w:type="table" w:styleId="T"/>'
)
NUMBERING = '<w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
RIGHT = (
    '<w:p><w:pPr><w:pStyle w:val="A"/><w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    '<w:spacing w:before="120"/><w:ind w:left="10"/><w:jc w:val="both"/></w:pPr><w:bookmarkStart w:id="1" w:name="a"/>'
    '<w:r><w:rPr><w:rStyle w:val="C"/><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> x </w:t></w:r>'
    '<w:bookmarkEnd w:id="1"/></w:p>'
)
CELL = "<w:tc><w:tcPr>%s</w:tcPr><w:p/></w:tc>"
TABLE = "<w:tbl><w:tblPr>%s</w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>%s</w:tbl><w:p/>"
ROW = f"<w:tr>{CELL % ''}{CELL % ''}</w:tr>"
REFERENCE = '<w:headerReference r:id="rId1"/>'
DRAWING = '<w:drawing><wp:docPr id="1"/></w:drawing>'
SPAN = '<w:gridSpan w:val="3"/>'
INNER = (TABLE % ("", ROW)).removesuffix("<w:p/>")
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def run(properties: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>"


def field(*kinds: str) -> str:
    return "<w:p>" + "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds) + "</w:p>"


def test_a_right_file_has_no_problem() -> None:
    body = RIGHT + TABLE % ('<w:tblStyle w:val="T"/>', ROW) + field("begin", "separate", "end")
    assert problems(make(body, styles=STYLES, numbering=NUMBERING)) == []
    assert problems(make("<w:p/>" + SECTION, header="<w:p/>")) == []


def test_python_docx_writes_right_files() -> None:
    document = docx.Document()
    document.add_paragraph("x", style="List Number").add_run(" y").bold = True
    document.add_table(3, 2).cell(0, 0).merge(document.tables[0].cell(0, 1))
    out = io.BytesIO()
    document.save(out)
    assert problems(out.getvalue()) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.docx")), ids=lambda path: path.stem)
def test_the_templates_are_right(path: Path) -> None:
    assert problems(path.read_bytes()) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        # the order of children
        ("<w:p><w:pPr><w:jc w:val='both'/><w:ind/></w:pPr></w:p>", "ind must stand before jc in pPr"),
        ("<w:p><w:pPr><w:keepNext/><w:keepNext/></w:pPr></w:p>", "keepNext stands twice in pPr"),
        ("<w:p><w:pPr><w:b/></w:pPr></w:p>", "b may not stand in pPr"),
        (run("<w:sz w:val='28'/><w:b/>"), "b must stand before sz in rPr"),
        (TABLE % ("<w:tblLayout/><w:tblW/>", ROW), "tblW must stand before tblLayout in tblPr"),
        (TABLE % ("<w:tblBorders><w:left/><w:top/></w:tblBorders>", ROW), "top must stand before left in tblBorders"),
        (
            TABLE % ("", f"<w:tr>{CELL % ''}{CELL % '<w:vAlign/><w:tcW/>'}</w:tr>"),
            "tcW must stand before vAlign in tcPr",
        ),
        ("<w:p/><w:sectPr><w:pgMar/><w:pgSz/></w:sectPr>", "pgSz must stand before pgMar in sectPr"),
        ("<w:p><w:r><w:t>x</w:t><w:rPr/></w:r></w:p>", "rPr is not the first child of r"),
        ("<w:p><w:r/><w:pPr/></w:p>", "pPr is not the first child of p"),
        # nesting and text
        ("<w:p><w:t>x</w:t></w:p>", "t stands in p, outside a run"),
        ("<w:r><w:t>x</w:t></w:r><w:p/>", "a run stands in body"),
        ("<w:p><w:p/></w:p>", "a paragraph stands in p"),
        ("<w:p>x</w:p>", "stray text in p"),
        ("<w:p><w:r><w:t>x </w:t></w:r></w:p>", "t loses its edge spaces"),
        ("<w:p><w:r><w:t>x<w:br/></w:t></w:r></w:p>", "t holds elements"),
        # tables
        ("<w:tbl><w:tblPr/><w:tr/></w:tbl><w:p/>", "does not begin with tblPr and tblGrid"),
        (TABLE % ("", ""), "a table has no row"),
        (TABLE % ("", "<w:tr/>"), "row 1 of a table has no cell"),
        (TABLE % ("", f"<w:tr>{CELL % ''}</w:tr>"), "row 1 of a table spans 1 of 2 columns"),
        (TABLE % ("", f"{ROW}<w:tr>{CELL % SPAN}</w:tr>"), "row 2 of a table spans 3 of 2 columns"),
        (TABLE % ("", "<w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr>"), "a cell does not end with a paragraph"),
        (TABLE % ("", f"<w:tr><w:tc>{INNER}</w:tc>{CELL % ''}</w:tr>"), "a cell does not end with a paragraph"),
        # sections
        (f"<w:p/>{SECTION}<w:p/>", "a sectPr stands in body"),
        (
            TABLE % ("", f"<w:tr><w:tc><w:p><w:pPr>{SECTION}</w:pPr></w:p></w:tc>{CELL % ''}</w:tr>"),
            "a sectPr stands in pPr, where no section ends",
        ),
        ("<w:p/>" + SECTION.replace("<w:pgSz", f"{REFERENCE}<w:pgSz"), "two headers of type default"),
        ("<w:p/>" + SECTION.replace("header", "footer"), "a footer reference points at a header"),
        # ids
        ("<w:p/>" + SECTION.replace("rId1", "rId7"), "headerReference uses rId7"),
        (RIGHT.replace("bookmarkEnd", "proofErr"), "bookmarks that start and bookmarks that end"),
        (RIGHT + RIGHT, "two bookmarks have the id 1"),
        (RIGHT + RIGHT.replace('w:id="1"', 'w:id="2"'), "two bookmarks are called a"),
        (RIGHT.replace('w:name="a"', 'w:name="a b"'), "cannot be the name of a bookmark"),
        (f"<w:p><w:r>{DRAWING}{DRAWING}</w:r></w:p>", "two drawings have the id 1"),
        (RIGHT.replace('"A"', '"Z"'), "pStyle names the paragraph style Z"),
        (RIGHT.replace('"C"', '"A"'), "rStyle names the character style A"),
        (RIGHT.replace('numId w:val="1"', 'numId w:val="9"'), "in the list 9, which does not exist"),
        # fields and values
        (field("begin", "end", "end"), "a field's “end” stands out of order"),
        (field("separate"), "a field's “separate” stands out of order"),
        (field("begin", "separate"), "1 fields do not end"),
        ('<w:p><w:pPr><w:spacing w:before="12.5"/></w:pPr></w:p>', "spacing has before=“12.5”"),
        ('<w:p><w:pPr><w:jc w:val="justify"/></w:pPr></w:p>', "jc has the unknown value “justify”"),
    ],
)
def test_a_broken_body_is_found(body: str, found: str) -> None:
    told = problems(make(body, styles=STYLES, numbering=NUMBERING, header="<w:p/>"))
    assert any(found in problem for problem in told), told


@pytest.mark.parametrize(
    ("styles", "numbering", "found"),
    [
        (STYLES + STYLES, NUMBERING, "two styles have the id A"),
        ('<w:style w:styleId="A"><w:basedOn w:val="Z"/></w:style>', NUMBERING, "basedOn names the style Z"),
        ('<w:style w:styleId="A"><w:rPr/><w:pPr/></w:style>', NUMBERING, "pPr must stand before rPr in style"),
        (STYLES, NUMBERING.replace('Id w:val="0"', 'Id w:val="5"'), "a list is made from 5"),
        (STYLES, NUMBERING + NUMBERING, "two lists have the id 1"),
        (STYLES, '<w:num w:numId="1"/><w:abstractNum w:abstractNumId="0"/>', "abstractNum must stand before num"),
    ],
)
def test_broken_styles_and_lists_are_found(styles: str, numbering: str, found: str) -> None:
    told = problems(make("<w:p/>", styles=styles, numbering=numbering))
    assert any(found in problem for problem in told), told


def test_broken_headers_are_found() -> None:
    made = parts("<w:p/>" + SECTION, header="<w:p/>")
    assert problems(zipped(made)) == []
    empty = made | {"word/header1.xml": made["word/header1.xml"].replace("<w:p/>", "")}
    assert problems(zipped(empty)) == ["word/header1.xml: it holds no paragraph"]
    wrong = made | {"word/header1.xml": made["word/header1.xml"].replace("w:hdr", "w:ftr")}
    assert problems(zipped(wrong)) == ["word/header1.xml: its root is ftr, not hdr"]


def test_broken_packages_are_found() -> None:
    made = parts("<w:p/>", styles=STYLES)
    types = made["[Content_Types].xml"]

    def told(**changes: str) -> str:
        names = {"types": "[Content_Types].xml", "rels": "word/_rels/document.xml.rels", "extra": "word/a.bin"}
        return " ".join(problems(zipped(made | {names[key]: text for key, text in changes.items()})))

    assert told() == ""
    assert "“word/a.bin” has no content type" in told(extra="<x/>")
    override = '<Override PartName="/word/gone.xml" ContentType="text/xml"/></Types>'
    assert "has a content type and is not there" in told(types=types.replace("</Types>", override))
    twice = '<Default Extension="rels" ContentType="text/xml"/></Types>'
    assert "two content types" in told(types=types.replace("</Types>", twice))
    gone = f'<Relationship Id="rId9" Type="{OFFICE}/image" Target="gone.png"/></Relationships>'
    assert "MT010" in told(rels=made["word/_rels/document.xml.rels"].replace("</Relationships>", gone))
    assert problems(b"no file")[0].startswith("package: MT001")
