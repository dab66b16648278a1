"""What LibreOffice prints is read whole, in NFC and in place, as poppler sees it too."""

import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from pdf_outline import outline

from docgen.finish import Metadata, finish
from docgen.pdf import read
from docgen.pdf.destinations import one_page

Printed = Callable[[Document], bytes]
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
LETTERS += LETTERS.upper()


def mm(length: float) -> float:
    return length * 72 / 25.4


def test_every_vietnamese_letter_arrives_composed(printed: Printed, blank: Document) -> None:
    spaced = " ".join(LETTERS)
    for text in (spaced, unicodedata.normalize("NFD", spaced)):
        for style in ("", "bold", "italic"):
            run = blank.add_paragraph().add_run(text)
            run.bold, run.italic = style == "bold", style == "italic"
    for page, line in read(printed(blank)).lines:
        assert unicodedata.is_normalized("NFC", line.text), page
        assert not any(map(unicodedata.combining, line.text))
    assert " ".join(line.text for _, line in read(printed(blank)).lines).split() == list(LETTERS) * 6


def test_a_line_is_where_the_margins_put_it(printed: Printed, blank: Document) -> None:
    blank.add_paragraph("Độc lập - Tự do - Hạnh phúc")
    centred = blank.add_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
    right = blank.add_paragraph("SỞ NỘI VỤ")
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    (page,) = read(printed(blank)).pages
    one, two, three = page.lines
    assert (page.width, page.height) == pytest.approx((mm(210), mm(297)), abs=0.1)
    assert one.x0 == pytest.approx(mm(30), abs=0.3)
    assert (two.x0 + two.x1) / 2 == pytest.approx(mm(30 + 160 / 2), abs=0.3)
    assert three.x1 == pytest.approx(mm(190), abs=0.3)
    # Liberation Serif's line is 1.149 em high; above the baseline its ascent, 0.891 em, and its gap, 0.042 em.
    assert one.baseline == pytest.approx(mm(20) + 0.933 * 14, abs=0.3)
    assert two.baseline - one.baseline == pytest.approx(1.149 * 14, abs=0.3)
    assert {line.size for line in page.lines} == {14}


def test_looks_are_read(printed: Printed, blank: Document) -> None:
    paragraph = blank.add_paragraph("thường ")
    paragraph.add_run("đậm ").bold = True
    paragraph.add_run("nghiêng ").italic = True
    both = paragraph.add_run("cả hai ")
    both.bold = both.italic = True
    small = paragraph.add_run("nhỏ ")
    small.font.size = Pt(11.5)
    red = paragraph.add_run("đỏ")
    red.font.color.rgb = RGBColor(255, 0, 0)
    (line,) = (line for _, line in read(printed(blank)).lines)
    assert [(run.text.strip(), run.size, run.bold, run.italic, run.colour) for run in line.runs] == [
        ("thường", 14, False, False, "#000000"),
        ("đậm", 14, True, False, "#000000"),
        ("nghiêng", 14, False, True, "#000000"),
        ("cả hai", 14, True, True, "#000000"),
        ("nhỏ", 11.5, False, False, "#000000"),
        ("đỏ", 14, False, False, "#ff0000"),
    ]
    assert line.main.font.startswith("Liberation") or line.main.font.startswith("TimesNewRoman")


def test_a_justified_line_is_one_line_and_a_tab_a_space(printed: Printed, blank: Document) -> None:
    text = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025; " * 4
    blank.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    blank.add_paragraph("Từ\tsau thẻ\tcuối")
    lines = [line for _, line in read(printed(blank)).lines]
    assert " ".join(line.text for line in lines[:-1]) == text.strip()
    assert all(line.x1 == pytest.approx(mm(190), abs=1) for line in lines[:-2])
    assert lines[-1].text == "Từ sau thẻ cuối"
    assert [word.text for word in lines[-1].words] == ["Từ", "sau", "thẻ", "cuối"]


def test_odd_characters_arrive(printed: Printed, blank: Document) -> None:
    text = "& < > \" ' * # _ {{ x }} “ngoặc” – — … 92,45% m² ½ § ./. № €"
    blank.add_paragraph(text)
    blank.add_paragraph("từ" * 200)
    blank.add_paragraph("cuối dòng có gạch-" * 12)
    lines = [line for _, line in read(printed(blank)).lines]
    assert lines[0].text == text
    assert "".join(line.text for line in lines[1:]).replace(" ", "") == "từ" * 200 + "cuốidòngcógạch-" * 12


def test_paragraphs_and_cells_are_known_by_their_tags(printed: Printed, blank: Document) -> None:
    blank.add_heading("Mục tiêu", 1)
    blank.add_paragraph("Một đoạn dài quá một dòng. " * 6, style="Intense Quote")
    table = blank.add_table(2, 2)
    for index, cell in enumerate(table._cells):
        cell.text = f"Ô {index}"
    table.cell(1, 1).add_paragraph("đoạn hai")
    lines = [line for _, line in read(printed(blank)).lines]
    blocks = [line.block for line in lines]
    assert all(blocks)
    heading, *quote, one, two, three, four, five = (block for block in blocks if block)
    assert heading.role == "H1"
    assert {block.number for block in quote} == {quote[0].number}
    assert quote[0].style.replace(" ", "") == "IntenseQuote"
    assert one.path[-4:] == ("Table", "TR", "TD", "P")
    assert one.row == two.row != three.row == four.row == five.row
    assert four.cell == five.cell
    assert four.number != five.number
    assert len({block.cell for block in (one, two, three, four)}) == 4
    assert [line.text for line in lines[-5:]] == ["Ô 0", "Ô 1", "Ô 2", "Ô 3", "đoạn hai"]


def test_without_places_the_same_lines_are_read(printed: Printed, blank: Document) -> None:
    blank.add_heading("Mục tiêu", 1)
    for text in (" ".join(LETTERS), unicodedata.normalize("NFD", LETTERS), "& < > “ngoặc” – 92,45% m² ½ § ./. № €"):
        blank.add_paragraph(text)
    blank.add_paragraph("Căn cứ Luật Tổ chức chính quyền địa phương; " * 9).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    mixed = blank.add_paragraph("Từ\tsau thẻ\tcuối, diện tích 5 km")
    mixed.add_run("2").font.superscript = True
    mixed.add_run(" đậm, liền").bold = True
    mixed.add_run("nghiêng").italic = True
    blank.add_paragraph("cuối dòng có gạch-" * 12)
    for index, cell in enumerate(blank.add_table(3, 2)._cells):
        cell.text = f"Ô {index}"
    pdf = printed(blank)
    whole, quick = read(pdf), read(pdf, places=False)
    assert [(page.number, line.block, line.text) for page, line in quick.lines] == [
        (page.number, line.block, line.text) for page, line in whole.lines
    ]
    assert (quick.bookmarks, quick.metadata) == (whole.bookmarks, whole.metadata)


def test_borders_are_whole_rules(printed: Printed, blank: Document) -> None:
    blank.add_paragraph("trước")
    table = blank.add_table(3, 2, style="Table Grid")
    for cell in table._cells:
        cell.text = "Ô"
    bordered = blank.add_paragraph()
    bordered._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    )
    bordered.paragraph_format.left_indent = bordered.paragraph_format.right_indent = Mm(50)
    (page,) = read(printed(blank)).pages
    level = [rule for rule in page.rules if rule.level]
    upright = [rule for rule in page.rules if rule.upright]
    assert len(level) == 5, "four of the table and the paragraph's"
    assert len(upright) == 3
    assert all(rule.length == pytest.approx(upright[0].length, abs=1) for rule in upright)
    assert all(rule.thickness == pytest.approx(0.5, abs=0.1) for rule in upright)
    last = level[-1]
    assert last.length == pytest.approx(mm(60), abs=0.5)
    assert last.x0 == pytest.approx(mm(80), abs=0.5)
    assert last.thickness == pytest.approx(0.75, abs=0.05)


def test_pages_of_both_ways_bookmarks_and_metadata(printed: Printed, blank: Document) -> None:
    blank.core_properties.title = "Kế hoạch số 1"
    blank.add_heading("Phần một", 1)
    section = blank.add_section()
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    blank.add_heading("Phụ lục", 1)
    blank.add_heading("Bảng", 2)
    found = read(printed(blank))
    assert [page.landscape for page in found.pages] == [False, True]
    assert [page.number for page in found.pages] == [1, 2]
    assert [(mark.level, mark.title, mark.page) for mark in found.bookmarks] == [
        (1, "Phần một", 1),
        (1, "Phụ lục", 2),
        (2, "Bảng", 2),
    ]
    assert found.bookmarks[1].y < found.bookmarks[2].y < 200
    assert found.metadata["Title"] == "Kế hoạch số 1"


def poppler(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "x.pdf"
    path.write_bytes(pdf)
    try:
        told = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("no poppler")
    return unicodedata.normalize("NFC", told.stdout)


@pytest.mark.parametrize("template", sorted(Path("templates").rglob("*.docx")), ids=lambda path: path.stem)
def test_poppler_sees_the_same_words_at_the_same_places(printed: Printed, template: Path, tmp_path: Path) -> None:
    pdf = printed(docx.Document(str(template)))
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    theirs = []
    for number, page in enumerate(poppler(pdf, tmp_path, "-bbox").split("<page ")[1:], 1):
        for x0, _, x1, _, text in re.findall(pattern, page):
            plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
            theirs.append((number, round(float(x0)), plain, round(float(x1))))
    ours = [
        (page.number, round(word.x0), word.text, round(word.x1))
        for page, line in read(pdf).lines
        for word in line.words
    ]
    assert len(ours) == len(theirs) > 50
    near = [(a, b) for a, b in zip(sorted(ours), sorted(theirs), strict=True) if a != b]
    for (page_a, left_a, text_a, right_a), (page_b, left_b, text_b, right_b) in near:
        assert (page_a, text_a) == (page_b, text_b)
        assert abs(left_a - left_b) <= 1
        assert abs(right_a - right_b) <= 1


def test_an_outline_is_read_by_people(printed: Printed, blank: Document) -> None:
    blank.add_heading("Mục tiêu", 1).runs[0].font.name = "Times New Roman"
    paragraph = blank.add_paragraph("Đến năm 2026: ")
    paragraph.add_run("92,45%").bold = True
    paragraph.add_run("\t\tsau thẻ")
    shown = re.sub(r"\d+\.\d", "#", outline(read(printed(blank)))).splitlines()
    assert shown[0] == "• Mục tiêu → 1"
    assert shown[2] == "# trang 1: # × #"
    assert (
        shown[4]
        == "#–# y # LiberationSerif 14: Đến năm 2026: [LiberationSerif 14 đậm]92,45% → [LiberationSerif 14]sau thẻ"
    )


def test_one_page_shows_at_a_glance_unless_objects_are_packed(printed: Printed, blank: Document) -> None:
    blank.add_paragraph("/Type /Page /Type/Page")
    single = printed(blank)
    assert one_page(single)
    assert not one_page(finish(single, Metadata("Một trang"))), "nothing shows where objects are packed"
    blank.add_page_break()
    blank.add_paragraph("hai")
    assert not one_page(printed(blank))
