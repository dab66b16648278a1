"""A Word file as read: pages in millimetres, tables as grids, what Word numbers itself, and what is refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from word_file import make, package_of, unpacked, zipped

from docgen.errors import DocgenError
from docgen.office import Office
from docgen.pdf import read
from docgen.word import WordFile, paragraphs_of

ABSTRACT = """<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
  <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>"""
STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Dieu"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="DieuNho"><w:name w:val="DieuNho"/><w:basedOn w:val="Dieu"/></w:style>"""
# Of each paragraph: its list and level (or its style), its text, and the label printed before it.
LISTED = [
    ("1:0", "một", "I."), ("1:1", "hai", "1."), ("1:1", "ba", "2."), ("1:2", "bốn", "1.2.1."), ("1:3", "năm", "a)"),
    ("1:3", "sáu", "b)"), ("1:4", "bảy", "-"), ("Dieu", "tám", "Điều 3."), ("1:0", "chín", "II."),
    ("1:1", "mười", "1."), ("2:0", "mười một", "V."), ("DieuNho", "mười hai", "Điều 4."), ("0:0", "mười ba", ""),
    ("1:0", "mười bốn", "VI."),
]  # fmt: skip


def numbered(lists: str = ABSTRACT) -> bytes:
    body = ""
    for place, text, _ in LISTED:
        number, _, depth = place.partition(":")
        own = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        look = own if depth else f'<w:pStyle w:val="{place}"/>'
        body += f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    return make(body, styles=STYLES, numbering=lists)


def test_what_word_puts_before_paragraphs_is_known() -> None:
    word = WordFile.read(numbered())
    found = [(item.text, word.labels.get(item.element, "")) for item in word.paragraphs]
    assert found == [(text, label) for _, text, label in LISTED]


def test_libreoffice_prints_the_same_labels(office: Office) -> None:
    plain = ABSTRACT.replace("<w:isLgl/>", "")  # which LibreOffice does not know before 7.6
    printed = read(office.to_pdf(package_of(numbered(plain)))).text
    wanted = [f"{label} {text}".strip().replace("1.2.1.", "I.2.1.") for _, text, label in LISTED]
    # Whether a label is a line of its own depends on how LibreOffice tags it (25.2: apart).
    assert " ".join(printed.split()) == " ".join(wanted)


def test_pages_are_told_in_millimetres() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(30)
    other = document.add_section()
    other.orientation, other.page_width, other.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    other.different_first_page_header_footer = True
    out = io.BytesIO()
    document.save(out)
    upright, across = WordFile.read(out.getvalue()).pages
    assert (upright.width_mm, upright.height_mm, upright.left_mm) == pytest.approx((210, 297, 30), abs=0.02)
    assert (upright.landscape, upright.first_apart, upright.columns, upright.start) == (False, False, 1, None)
    assert (across.width_mm, across.landscape, across.first_apart) == (pytest.approx(297, abs=0.02), True, True)


def test_a_page_of_odd_lengths_is_read() -> None:
    body = '<w:p/><w:sectPr><w:pgSz w:w="rộng" w:h="16838"/><w:pgNumType w:start="x"/></w:sectPr>'
    [page] = WordFile.read(make(body)).pages
    assert (page.width_mm, page.start) == (0.0, None)
    assert page.height_mm == pytest.approx(297, abs=0.1)


def test_a_table_is_a_grid_those_inside_its_cells_and_in_content_controls_too() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>trong</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    held = f"<w:sdt><w:sdtContent>{cell.format('', 'hai')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell.format(inner, 'một')}{held}</w:tr></w:sdtContent></w:sdt>"
    merged = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    word = WordFile.read(make(f"<w:tbl>{row}{merged}</w:tbl><w:p/>"))
    [table] = word.tables
    assert [(cell.column, cell.columns, cell.merge) for row in table.rows for cell in row.cells] == [
        (0, 2, ""), (2, 2, ""), (0, 1, "continue"),
    ]  # fmt: skip
    assert [item.text for item in table.paragraphs] == ["trong", "một", "hai", ""]
    assert [item.spot[:3] for item in table.paragraphs] == [(2, 1, 0), (1, 1, 0), (1, 1, 2), (1, 2, 0)]
    assert [item.text for item in paragraphs_of(table.rows[0].cells[0].blocks)] == ["trong", "một"]


def linked() -> bytes:
    """A paper with a picture that lies elsewhere, a macro's mark and a field that reads a file."""
    field = '<w:p><w:fldSimple w:instr="INCLUDETEXT a.docx"><w:r><w:t>chữ</w:t></w:r></w:fldSimple></w:p>'
    parts = unpacked(make(f"<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>{field}", styles=STYLES))
    rels = parts["word/_rels/document.xml.rels"].decode()
    target = (
        '<Relationship Id="rId9" Type="{}/image" Target="file:///D:/anh.png" TargetMode="External"/></Relationships>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", target.format(kind)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_file_that_is_no_template_is_read_and_says_why() -> None:
    word = WordFile.read(linked())
    assert sorted(found.code for found in word.findings) == ["MT009", "MT012"]
    assert {found.where.part for found in word.findings} == {"word/_rels/document.xml.rels", "word/document.xml"}
    assert next(word.paragraphs).text == "Nội dung"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zipped({"a": "b"})])
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(DocgenError):
        WordFile.read(data)


def test_tags_are_seen_wherever_they_stand() -> None:
    assert not WordFile.read(linked()).has_tags
    assert WordFile.read(make("<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ so }}</w:t></w:r></w:p>")).has_tags
    assert WordFile.read(make("<w:p/>", header="<w:p><w:r><w:t>{{ so }}</w:t></w:r></w:p>")).has_tags
