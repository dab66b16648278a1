"""Rows that are said to be equally high are: LibreOffice prints them so."""

import io
import random
from concurrent.futures import ThreadPoolExecutor

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from word_file import package_of

from docgen.office import Office
from docgen.office.long.alike import Alike, _Lines
from docgen.office.long.paper import _Paper
from docgen.office.settings import MEASURING_OPTIONS
from docgen.word.look import Looks, TextLook

WIDTHS = (12, 70, 44, 38)
WORDS = (
    "thực hiện", "rà soát", "đánh giá", "Ủy ban nhân dân tỉnh", "QĐ-UBND", "và/hoặc", "(nếu có)", "100%", "1.234.567",
    "“một cửa”", "2021 - 2025", "tiếp nhận,", "trả kết quả;", "CNTT–TT", "Quý II/2026",
)  # fmt: skip
LOOKS = ("", "<w:b/>", "<w:i/>", '<w:sz w:val="22"/>', '<w:b/><w:sz w:val="28"/>', '<w:u w:val="single"/>')
PLACES = (
    "",
    '<w:jc w:val="both"/>',
    '<w:ind w:left="113" w:firstLine="113"/>',
    '<w:ind w:left="227" w:hanging="170"/>',
)


def table(count: int, seed: int) -> bytes:
    """A Word file with a table of `count` rows whose cells differ in text and, from row to row, in look."""
    chance = random.Random(seed)
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(12)
    made = document.add_table(0, len(WIDTHS), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    styles = [["", ""], *([chance.choice(PLACES), chance.choice(LOOKS)] for _ in WIDTHS[1:])]
    for number in range(count):
        cells = ""
        for column, width in enumerate(WIDTHS):
            place, look = styles[column] if chance.random() < 0.99 else (chance.choice(PLACES), chance.choice(LOOKS))
            text = " ".join(chance.choices(WORDS, k=chance.randint(1, width // 8))) if column else str(number)
            run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
            own = f'<w:tcPr><w:tcW w:w="{Mm(width).twips}" w:type="dxa"/></w:tcPr>'
            cells += f"<w:tc>{own}<w:p><w:pPr>{place}</w:pPr>{run}</w:p></w:tc>"
        made._tbl.append(parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"))
    document.add_paragraph("./.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", [1, 5])
def test_rows_said_to_be_alike_are_equally_high(office: Office, seed: int) -> None:
    paper = _Paper(package_of(table(600, seed)), 100)
    [long] = paper.tables
    long.choose(every=True)
    with ThreadPoolExecutor(1) as pool:
        paper._measure(lambda part, _: office._convert(part.write(), "", MEASURING_OPTIONS), 1, pool)
    heights: dict[object, list[float]] = {}
    for row in long._rows:
        if row.like is not None:
            heights.setdefault(row.like, []).append(row.height)
    assert all(max(same) - min(same) < 0.15 for same in heights.values())
    assert sum(map(len, heights.values())) > 0.7 * len(long._rows), "most rows are plain enough to be told"


def spoilt(more: str, styles: str = "") -> list[object]:
    """What is said of two rows that are alike until `more` is put behind the first run of each."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r>{}<w:t>Quý {}</w:t></w:r></w:p></w:tc>'
    look, behind = (more, "") if more.startswith("<w:rPr") else ("", more)
    rows = "".join(
        f"<w:tr>{cell.format(look, text)}</w:tr>".replace("</w:r></w:p>", f"</w:r>{behind}</w:p>")
        for text in ("I", "II")
    )
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    package = package_of(table(0, 1))
    if styles:
        part = package.parts["word/styles.xml"]
        package.put("word/styles.xml", part.replace(b'<w:left w:w="108"', styles.encode()))
    root = parse_xml(f"<w:document {nsdecls('w')}><w:body><w:tbl>{grid}{rows}</w:tbl></w:body></w:document>".encode())
    found = next(root.iter(qn("w:tbl")))
    alike = Alike(Looks(package), found)
    return [alike.key(row) for row in found.findall(qn("w:tr"))]


@pytest.mark.parametrize(
    "more",
    [
        "",
        '<w:rPr><w:rFonts w:ascii="Times New Roman"/><w:b/></w:rPr>',
        '<w:rPr><w:rFonts w:ascii="Liberation Serif"/></w:rPr>',
    ],
)
def test_rows_of_plain_text_in_a_known_font_are_alike(more: str) -> None:
    first, second = spoilt(more)
    assert first == second is not None


@pytest.mark.parametrize(
    "more",
    [
        '<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr>',
        '<w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr>',
        "<w:rPr><w:caps/></w:rPr>",
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
        "<w:r><w:tab/></w:r>",
        "<w:r><w:br/></w:r>",
        "<w:r><w:t>cỡ khác</w:t></w:r>",
        "<w:r><w:t>☐</w:t></w:r>",
        "<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>",
        "<w:fldSimple/>",
    ],
)
def test_rows_with_anything_else_are_like_no_other(more: str) -> None:
    assert spoilt(more) == [None, None]


def test_margins_that_only_a_style_knows_make_no_row_alike() -> None:
    assert spoilt("", '<w:left w:w="0"') == [None, None]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a b", 1),
        ("chữ " * 9 + "chữ", 2),  # 205 points in lines of 139
        ("chữ " * 6 + "ch.", None),  # 139.3 points: a close call
        ("Q-" * 30, None),  # may part behind each sign, or not
        ("chữ/" * 3 + "chữ", 1),
        ("x" * 40, None),  # longer than a line
        ("☐", None),
    ],
)
def test_lines_are_counted_unless_it_is_a_close_call(text: str, lines: int | None) -> None:
    look = TextLook("Times New Roman", 12, *[False] * 6, "", "", "", "")
    assert _Lines(139 - 0.4, 139 + 0.4, 0.0, look).count(text) == lines


def test_the_spaces_of_a_justified_line_may_be_narrower() -> None:
    look = TextLook("Times New Roman", 12, *[False] * 6, "", "", "", "")
    text = "chữ " * 6 + "chữ"  # 142 points, of which 18 are spaces, in lines of 139
    assert _Lines(138.6, 139.4, 0.0, look).count(text) == 2
    assert _Lines(138.6, 139.4, 0.0, look, tight=0.75).count(text) is None


def test_a_line_may_end_before_a_dash() -> None:
    """In 26.8 it does: "QĐ-UBND đánh giá (nếu có) CNTT" and two lines in all, else three."""
    look = TextLook("Times New Roman", 12, *[False] * 6, "", "", "", "")
    text = "QĐ-UBND đánh giá (nếu có) CNTT–TT (nếu có) Ủy ban nhân dân tỉnh"
    assert _Lines(181.6, 182.4, 5.65, look).count(text) is None
    assert _Lines(181.6, 182.4, 5.65, look).count(text.replace("–TT", "")) == 2
