"""Templates that put text out of line or let Word itself number: nothing is told that is not wrong, and losses are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from papers_made import edited, make, replaced
from test_in_docx import paper
from word_file import add, package_of

from docgen.finding import Where
from docgen.lint.arrival import WordText, in_pdf
from docgen.office import Office
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.pdf import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
Edit = Callable[[bytes], bytes]


def inserted(*paragraphs: str, at: int = 6) -> Edit:
    """An edit that puts paragraphs into the template."""

    def put(body: Element) -> None:
        for number, text in enumerate(paragraphs):
            body.insert(at + number, etree.fromstring(f"<w:p {W} {DRAWING}>{text}</w:p>"))

    return lambda content: edited(content, put)


def box(text: str) -> str:
    """A text box as Word writes it: once for programs that know its shapes, once for others."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    place = "<wp:positionH relativeFrom='page'><wp:posOffset>5000000</wp:posOffset></wp:positionH>"
    place += "<wp:positionV relativeFrom='page'><wp:posOffset>300000</wp:posOffset></wp:positionV>"
    shape = "<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='1500000' cy='500000'/></a:xfrm><a:prstGeom prst='rect'/>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0'"
        " simplePos='0' relativeHeight='2' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'>"
        f"<wp:simplePos x='0' y='0'/>{place}<wp:extent cx='1500000' cy='500000'/><wp:wrapNone/><wp:docPr id='5' name='B'/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
        f"<wps:cNvSpPr txBox='1'/>{shape}</wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style='width:99pt;height:30pt'>"
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>Sau khung</w:t></w:r>"
    )


FRAME = (
    '<w:pPr><w:framePr w:w="2000" w:h="600" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="1000" w:y="14000"/>'
)
FRAME += "</w:pPr><w:r><w:t>Khung nổi ở cuối trang</w:t></w:r>"
PAGES = '<w:r><w:t xml:space="preserve">Trang </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
PAGES += '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r>'.join(
    ['<w:r><w:t xml:space="preserve"> trên </w:t></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>']
)
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn đi</w:t></w:r><w:r><w:rPr><w:caps/></w:rPr><w:t>hoa lên</w:t></w:r>"
LISTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Một dòng {}</w:t></w:r>'


def floating(content: bytes) -> bytes:
    """The header table dragged to a place of its own, as users do without noticing."""

    def drag(body: Element) -> None:
        properties = body.find(f"{qn('w:tbl')}/{qn('w:tblPr')}")
        place = {"vertAnchor": "page", "horzAnchor": "page", "tblpX": "1700", "tblpY": "1134"}
        made = etree.Element(qn("w:tblpPr"), {qn(f"w:{name}"): value for name, value in place.items()})
        properties.insert(0, made)  # type: ignore[union-attr]

    return edited(content, drag)


def noted(content: bytes) -> bytes:
    """A footnote with a tag in it."""
    package = Package.read(content, Where())
    note = "<w:footnote {}><w:p><w:r>{}</w:r></w:p></w:footnote>"
    notes = note.format('w:type="separator" w:id="-1"', "<w:separator/>")
    notes += note.format('w:type="continuationSeparator" w:id="0"', "<w:continuationSeparator/>")
    text = '<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Xem số {{ so_ky_hieu }}.</w:t>'
    notes += note.format('w:id="1"', text)
    add(package, "footnotes", f"<w:footnotes {W}>{notes}</w:footnotes>".encode())
    body = package.xml(package.main).find(qn("w:body"))
    owner = next(p for p in body.iter(qn("w:p")) if "trich_yeu" in "".join(p.itertext()))  # type: ignore[union-attr]
    owner.append(etree.fromstring(f'<w:r {W}><w:footnoteReference w:id="1"/></w:r>'))
    return package.write()


def listed(content: bytes) -> bytes:
    """Paragraphs that Word numbers by itself."""
    package = Package.read(content, Where())
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>'
    kind = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    kind += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    add(package, "numbering", f"<w:numbering {W}>{kind}</w:numbering>".encode())
    return inserted(LISTED.format("đầu"), LISTED.format("sau"))(package.write())


EDITS: dict[str, Edit] = {
    "text box": inserted(box("HỎA TỐC ngay"), at=1),
    "text box with a tag": inserted(box("Số {{ so_ky_hieu }} ngay")),
    "number in a text box only": lambda c: replaced("Số: {{ so_ky_hieu }}", "Số")(inserted(box("{{ so_ky_hieu }}"))(c)),
    "frame": inserted(FRAME),
    "page numbers in the text": inserted(PAGES),
    "hidden text and capitals": inserted(HIDDEN),
    "floating table": floating,
    "footnote": noted,
    "numbers of Word": listed,
}


@pytest.mark.parametrize("name", EDITS)
def test_everything_arrives(tmp_path: Path, office: Office, name: str) -> None:
    made = make(paper(tmp_path), EDITS[name])
    proof, word = made.arrival(), WordText.read(made.docx)
    pdf = read(office.to_pdf(package_of(made.docx)))
    arrival = in_pdf(word, pdf, proof, "x.pdf")
    assert [str(finding) for finding in (*proof.findings, *arrival.findings)] == []
    assert arrival.present == arrival.expected >= 13


@pytest.mark.parametrize("name", ["text box with a tag", "frame", "floating table", "footnote", "numbers of Word"])
def test_what_is_out_of_line_is_missed_too(tmp_path: Path, office: Office, name: str) -> None:
    made = make(paper(tmp_path), EDITS[name])
    plain = make(paper(tmp_path))
    lost = in_pdf(WordText.read(made.docx), read(office.to_pdf(package_of(plain.docx))), made.arrival(), "x.pdf")
    assert (name == "floating table") == (lost.findings == []), "the same text, in line or not"
    other = edited(made.docx, lambda body: body.insert(3, etree.fromstring(f"<w:p {W}><w:r><w:t>lạ</w:t></w:r></w:p>")))
    assert {"SL021", "SL025"} & made.codes(other)
